"""The second factor of staff accounts: an authenticator app, and recovery codes that are good once.

The secret is kept encrypted, recovery codes as keyed hashes; both are shown once, when they are
made.
"""

from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import totp
from server.services.window import Window
from server.store import tables as t
from server.store.statements import upsert_row
from server.store.tx import Tx

RECOVERY_CODES = 8
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CONTEXT = "second_factors.secret"
_F = t.second_factors.c
_GET = sa.select(t.second_factors).where(_F.account_id == bindparam("account")).with_for_update()
_DELETE = sa.delete(t.second_factors).where(_F.account_id == bindparam("account"))
_HOLDERS = sa.select(_F.account_id)
_PUT = upsert_row(
    t.second_factors,
    ["account_id"],
    {name: bindparam(name) for name in ("secret_enc", "last_step", "recovery", "created_at")},
)


class Made(NamedTuple):
    """A new second factor, to be shown once."""

    secret: bytes
    recovery: list[str]


def make(window: Window, tx: Tx, account_id: str) -> Made:
    """A new secret and recovery codes for the account; earlier ones are good no more."""
    random = window.ports.random
    secret = random.bytes(totp.SECRET_BYTES)
    codes = ["".join(_ALPHABET[b % 31] for b in random.bytes(12)) for _ in range(RECOVERY_CODES)]
    _save(
        tx,
        {
            "account_id": account_id,
            "secret_enc": window.keys.encrypt(secret, _CONTEXT),
            "last_step": 0,
            "recovery": _text([_hash(window, account_id, code) for code in codes]),
            "created_at": window.now(),
        },
    )
    return Made(secret, [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes])


def holders(tx: Tx) -> set[str]:
    """The ids of the accounts that have one."""
    return {row["account_id"] for row in tx.all(_HOLDERS)}


def remove(tx: Tx, account_id: str) -> None:
    """The account signs in by password alone."""
    tx.run(_DELETE, account=account_id)
    tx.changed(t.second_factors, account_id)


def check(window: Window, tx: Tx, account_id: str, typed: str | None) -> str | None:
    """None if the account needs none or it was the right one (used up then), else what is wrong
    with it: required or mismatch."""
    row = tx.one(_GET, account=account_id)
    if row is None:
        return None
    code = "".join(c for c in (typed or "").upper() if c.isalnum())
    if not code:
        return "required"
    secret = window.keys.decrypt_bytes(row["secret_enc"], _CONTEXT)
    step = totp.matching_step(secret, code, window.now(), row["last_step"])
    if step is not None:
        _save(tx, {**row, "last_step": step})
        return None
    left = msgspec.json.decode(row["recovery"], type=list[str])
    hashed = _hash(window, account_id, code)
    if hashed not in left:
        return "mismatch"
    left.remove(hashed)
    _save(tx, {**row, "recovery": _text(left)})
    return None


def _save(tx: Tx, row: dict) -> None:
    tx.run(tx.pick(_PUT), **row)
    tx.changed(t.second_factors, row["account_id"])


def _hash(window: Window, account_id: str, code: str) -> str:
    return window.keys.lookup(f"{account_id}\0{code}", "second_factors.recovery").hex()


def _text(hashes: list[str]) -> str:
    return msgspec.json.encode(hashes).decode()
