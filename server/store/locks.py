"""One at a time, across processes: for what must be looked at and written in one go."""

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.store.tx import Tx

_HOLD = sa.select(sa.func.pg_advisory_xact_lock(bindparam("lock")))


def hold(tx: Tx, digest: bytes) -> None:
    """Wait until no other transaction holds what these bytes stand for; held until the end of this
    one. SQLite has one writer at a time anyway."""
    if not tx.sqlite:
        tx.value(_HOLD, lock=int.from_bytes(digest[:8], signed=True))
