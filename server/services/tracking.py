"""Tracking without an account: by number and query code, guarded against guessing."""

import hmac

from server.services import case_rows, filing, limits
from server.services.errors import Refusal, invalid
from server.services.window import Window
from server.store.tx import Tx


def open_case(
    window: Window, tx: Tx, number: str, code: str, address: str, *, lock: bool = False
) -> dict | Refusal:
    """The case, or the refusal to raise once the wrong try is written down.

    A number that is not there and a code that does not fit are told apart by nobody.
    """
    now, limit = window.now(), window.config.limits.tracks_per_hour
    buckets = (f"track:{number}", f"track-from:{address}")
    allowance = (limit, limit * 50 if window.config.demo else limit)
    for bucket, most in zip(buckets, allowance, strict=True):
        limits.require_below(tx, bucket, most, limits.HOUR_MS, now)
    case = case_rows.find(tx, number, lock=lock)
    if case is not None:
        right = filing.query_code(window, number, case["code_salt"])
        if hmac.compare_digest(right, code):
            return case
    for bucket in buckets:
        limits.hit(tx, bucket, limits.HOUR_MS, now)
    return invalid("query_code", "mismatch")
