"""One-time codes: hashed, short-lived, few tries, rate limited by phone and by address."""

import hmac

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services import limits
from server.services.errors import Refusal
from server.services.window import Window
from server.store import tables as t
from server.store.statements import upsert_row
from server.store.tx import Tx

MINUTE_MS = 60_000
_C = t.codes.c
_GET = sa.select(t.codes).where(_C.phone_hash == bindparam("phone"))
_PUT = upsert_row(
    t.codes,
    ["phone_hash"],
    {
        name: bindparam(name)
        for name in ("code_hash", "sent_at", "ends_at", "tries", "locked_until")
    },
)


def issue(window: Window, tx: Tx, phone: str, address: str) -> str:
    """A new code for the phone. Raises Refusal rate_limited with the seconds to wait."""
    config, now = window.config.codes, window.now()
    phone_hash = window.keys.lookup(phone, "accounts.phone")
    row = tx.one(_GET, phone=phone_hash)
    if row:
        wait_until = max(row["locked_until"], row["sent_at"] + config.resend_seconds * 1000)
        if wait_until > now:
            raise Refusal("rate_limited", retry_after=(wait_until - now) // 1000 + 1)
    phone_bucket, address_bucket = f"code:{phone_hash.hex()}", f"code-from:{address}"
    limits.require_below(tx, phone_bucket, config.per_phone_hour, limits.HOUR_MS, now)
    limits.require_below(tx, address_bucket, config.per_address_hour, limits.HOUR_MS, now)
    limits.hit(tx, phone_bucket, limits.HOUR_MS, now)
    limits.hit(tx, address_bucket, limits.HOUR_MS, now)
    code = window.ports.random.digits(6)
    tx.run(
        tx.pick(_PUT),
        phone_hash=phone_hash,
        code_hash=_hash(window, phone_hash, code),
        sent_at=now,
        ends_at=now + config.minutes * MINUTE_MS,
        tries=0,
        locked_until=0,
    )
    return code


def redeem(window: Window, tx: Tx, phone: str, code: str) -> str | None:
    """None if the code is right (it is used up then), else mismatch, expired or locked.

    Answers instead of raising, because a wrong try must be written down.
    """
    config, now = window.config.codes, window.now()
    phone_hash = window.keys.lookup(phone, "accounts.phone")
    row = tx.one(_GET, phone=phone_hash)
    if row is None or (row["code_hash"] is None and row["locked_until"] <= now):
        return "expired"
    if row["locked_until"] > now:
        return "locked"
    if row["ends_at"] <= now:
        return "expired"
    if hmac.compare_digest(bytes(row["code_hash"]), _hash(window, phone_hash, code)):
        tx.run(tx.pick(_PUT), **{**row, "code_hash": None})
        return None
    row["tries"] += 1
    locked = row["tries"] >= config.tries
    if locked:
        row["code_hash"] = None
        row["locked_until"] = now + config.lock_minutes * MINUTE_MS
    tx.run(tx.pick(_PUT), **row)
    return "locked" if locked else "mismatch"


def _hash(window: Window, phone_hash: bytes, code: str) -> bytes:
    return window.keys.lookup(f"{phone_hash.hex()}\0{code}", "codes.code")
