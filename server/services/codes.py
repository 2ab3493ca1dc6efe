"""One-time codes: hashed, short-lived, few tries, rate limited by phone and by address.

Who guesses is held up, not the phone: wrong tries make the codes useless for the address they
came from, and for all after so many more; a fresh code can always be had within two minutes.
A code that came late is told from a guess and costs nothing.
"""

import hmac

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services import limits
from server.services.errors import Refusal
from server.services.window import Window
from server.store import tables as t
from server.store.statements import upsert_row
from server.store.tx import Tx

MINUTE_MS = 60_000
#: Wait before another code for a phone that has had its hour's worth.
SPARSE_MS = 120_000
#: Codes sent before the newest that are remembered, and how many times the tries of one address
#: all addresses together have.
REMEMBERED = 5
ALL_TOGETHER = 4
_C = t.codes.c
_GET = sa.select(t.codes).where(_C.phone_hash == bindparam("phone")).with_for_update()
_PUT = upsert_row(
    t.codes,
    ["phone_hash"],
    {
        name: bindparam(name)
        for name in ("code_hash", "sent_at", "ends_at", "tries", "locked_until", "earlier")
    },
)


def issue(window: Window, tx: Tx, phone: str, address: str) -> str:
    """A new code for the phone. Raises Refusal rate_limited with the seconds to wait."""
    config, now = window.config.codes, window.now()
    phone_hash = window.keys.lookup(phone, "accounts.phone")
    row = tx.one(_GET, phone=phone_hash)
    phone_bucket, address_bucket = _buckets(phone_hash, address)
    if row and row["sent_at"] <= now:
        sparse = limits.count(tx, phone_bucket, limits.HOUR_MS, now) >= config.per_phone_hour
        wait_until = row["sent_at"] + (SPARSE_MS if sparse else config.resend_seconds * 1000)
        if wait_until >= now:
            raise Refusal("rate_limited", retry_after=(wait_until - now) // 1000 + 1)
    limits.take(tx, address_bucket, config.per_address_hour, limits.HOUR_MS, now)
    limits.hit(tx, phone_bucket, limits.HOUR_MS, now)
    code = window.ports.random.digits(6)
    tx.run(
        tx.pick(_PUT),
        phone_hash=phone_hash,
        code_hash=_hash(window, phone_hash, code),
        sent_at=now,
        ends_at=now + config.minutes * MINUTE_MS,
        tries=0,
        locked_until=0,
        earlier=_earlier_with_newest(row) if row else None,
    )
    return code


def not_sent(window: Window, tx: Tx, phone: str, address: str) -> None:
    """The code could not be sent: it counts neither for the phone nor for the address."""
    for bucket in _buckets(window.keys.lookup(phone, "accounts.phone"), address):
        limits.give_back(tx, bucket)


def _buckets(phone_hash: bytes, address: str) -> tuple[str, str]:
    return f"code:{phone_hash.hex()}", f"code-from:{address}"


def redeem(window: Window, tx: Tx, phone: str, code: str, address: str) -> str | None:
    """None if the code is right (it is used up then), else mismatch, expired or locked.

    Answers instead of raising, because a wrong try must be written down.
    """
    config, now = window.config.codes, window.now()
    phone_hash = window.keys.lookup(phone, "accounts.phone")
    row = tx.one(_GET, phone=phone_hash)
    if row is None:
        return "expired"
    typed = _hash(window, phone_hash, code)
    sent = _read(row["earlier"]) + (
        [[row["code_hash"], row["ends_at"]]] if row["code_hash"] else []
    )
    ends = [end for one, end in sent if hmac.compare_digest(bytes(one), typed)]
    live = any(end > now for _, end in sent)
    bucket = f"redeem:{phone_hash.hex()}:{row['sent_at']}:{address}"
    tries = limits.count(tx, bucket, limits.HOUR_MS, now)
    if tries >= config.tries or row["tries"] >= config.tries * ALL_TOGETHER:
        return "locked"
    if any(end > now for end in ends):
        used = _written([[one, 0] for one, _ in sent])
        tx.run(tx.pick(_PUT), **{**row, "code_hash": None, "earlier": used})
        # Who signs in takes no code away from others at the same address.
        limits.give_back(tx, _buckets(phone_hash, address)[1])
        return None
    if ends or not live:
        return "expired"
    row["tries"] += 1
    tx.run(tx.pick(_PUT), **row)
    tries = limits.hit(tx, bucket, limits.HOUR_MS, now)
    return "locked" if tries >= config.tries else "mismatch"


def _earlier_with_newest(row: dict) -> str:
    sent = _read(row["earlier"])
    if row["code_hash"] is not None:
        sent.append([bytes(row["code_hash"]), row["ends_at"]])
    return _written(sent[-REMEMBERED:])


def _read(earlier: str | None) -> list[list]:
    """Codes sent before the newest: hash and when each ends, 0 if it was used."""
    return [[bytes.fromhex(one), end] for one, end in msgspec.json.decode(earlier or "[]")]


def _written(sent: list[list]) -> str:
    return msgspec.json.encode([[bytes(one).hex(), end] for one, end in sent]).decode()


def _hash(window: Window, phone_hash: bytes, code: str) -> bytes:
    return window.keys.lookup(f"{phone_hash.hex()}\0{code}", "codes.code")
