"""Tracking without an account: by number and query code, guarded against guessing.

Who guesses is held up, not who has the right code: beyond the limit a wrong code is refused
without a word on it, a right one still opens the case. Only far beyond it nothing is looked at
any more from that address, and from elsewhere only what comes from an address that has not
guessed or is known: so many tries find no code of 31^6.
"""

import hmac

from server.services import access, bundle_views, case_rows, known_addresses, limits, views
from server.services.errors import Refusal, invalid
from server.services.query_codes import query_code
from server.services.window import TRACKER, Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import types as wire

#: How many times the limit is looked at from one address, and for one number from all.
FAR = 50
EVERYWHERE = 1000


def open_case(
    window: Window,
    tx: Tx,
    number: str,
    code: str,
    address: str,
    *,
    lock: bool = False,
    bundle: dict | None = None,
) -> dict | Refusal:
    """The case, or the bundle that has the number, or the refusal to raise once the wrong try is
    written down.

    A number that is not there and a code that does not fit are told apart by nobody.
    """
    now, limit = window.now(), window.config.limits.tracks_per_hour
    mine, here, all_of_it = f"track:{number}:{address}", f"track-from:{address}", f"track:{number}"
    here_limit = limit * 50 if window.config.demo else limit
    tries = {one: limits.count(tx, one, limits.HOUR_MS, now) for one in (mine, here, all_of_it)}
    if tries[mine] >= limit * FAR or tries[here] >= here_limit * FAR:
        return limits.full(tx, mine if tries[mine] >= limit * FAR else here, limits.HOUR_MS, now)
    crowded = tries[all_of_it] >= limit * EVERYWHERE and tries[mine] > 0
    if crowded and not known_addresses.is_known(window, tx, number, address):
        return limits.full(tx, all_of_it, limits.HOUR_MS, now)
    case = bundle or case_rows.find(tx, number, lock=lock)
    if case is not None:
        right = query_code(window, number, case["code_salt"])
        if hmac.compare_digest(right, code):
            known_addresses.remember(window, tx, number, address)
            return case
    for bucket in (mine, here, all_of_it):
        limits.hit(tx, bucket, limits.HOUR_MS, now)
    if tries[mine] >= limit:
        return limits.full(tx, mine, limits.HOUR_MS, now)
    if tries[here] >= here_limit:
        return limits.full(tx, here, limits.HOUR_MS, now)
    return invalid("query_code", "mismatch")


def look(
    window: Window, tx: Tx, number: str, code: str, address: str, words: Words
) -> wire.CaseDetail | Refusal:
    """The case as a tracker sees it, or the refusal to raise; the sight is written down."""
    bundle = bundle_views.find(tx, number)
    found = open_case(window, tx, number, code, address, lock=True, bundle=bundle)
    if isinstance(found, Refusal):
        return found
    if bundle is not None:
        return bundle_views.detail(window, tx, bundle, TRACKER, words, tracked=True)
    if not access.seen_lately(tx, found["id"], TRACKER, window.now()):
        access.note(tx, found, TRACKER, "view", window.now())
    return views.detail(window, tx, found, TRACKER, words)
