"""What the database knows about itself: small named values."""

import secrets

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.store import keys
from server.store import tables as t
from server.store.keys import Keys
from server.store.statements import insert_row, upsert_row
from server.store.tx import Tx

CHECK = "keys.check"
EPOCH = "epoch"
PROBE = "probe"
_GET = sa.select(t.meta.c.value).where(t.meta.c.name == bindparam("name"))
_PUT = upsert_row(t.meta, ["name"], {"value": bindparam("value")})
_INSERT = insert_row(t.meta)
_IN_USE = tuple(sa.select(table.c.id).limit(1) for table in (t.accounts, t.cases, t.attachments))
_A_PHONE = sa.select(t.accounts.c.phone_enc).where(t.accounts.c.phone_enc.is_not(None)).limit(1)


def get(tx: Tx, name: str) -> str | None:
    """The value of that name, None if there is none."""
    return tx.value(_GET, name=name)


def put(tx: Tx, name: str, value: str) -> None:
    """Set a value."""
    tx.run(tx.pick(_PUT), name=name, value=value)


def in_use(tx: Tx) -> bool:
    """Whether anything was ever written with keys: then there must be the same ones again."""
    return get(tx, CHECK) is not None or any(tx.value(one) is not None for one in _IN_USE)


def tie_keys(tx: Tx, given: Keys) -> None:
    """Remember the keys by their check value, or see that they are the same as before.

    Raises KeyFileError for others.
    """
    if not know_keys(tx, given):
        tx.run(_INSERT, name=CHECK, value=given.check_value())


def know_keys(tx: Tx, given: Keys) -> bool:
    """Whether the database has the keys' check value. Raises KeyFileError for others' keys."""
    stored = get(tx, CHECK)
    if stored is not None:
        keys.require_fit(given, stored)
        return True
    # A database from before check values shows by what it holds whose keys it was written with.
    phone = tx.value(_A_PHONE)
    if phone is not None:
        given.decrypt_bytes(phone, "accounts.phone")
    return False


def epoch(tx: Tx) -> str:
    """An id of this database, made with it and in no backup.

    A restored one has another: who was told that something is done by the one before asks again.
    """
    stored = get(tx, EPOCH)
    if stored is None:
        stored = secrets.token_hex(8)
        tx.run(_INSERT, name=EPOCH, value=stored)
    return stored
