"""Every change of the base data, in the order of the commits.

One row a change: the history of a place or a person, and where a device that was away goes on
(a device's cursor is the id of the last row it has). On PostgreSQL a lock that lasts to the commit
keeps a smaller id from appearing after a larger one.
"""

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.store import people_tables as t
from server.store.statements import insert_row
from server.store.tx import Tx

PERSON, PLACE, VISIT, ORGANISATION = "person", "place", "visit", "organisation"

_B = t.base_changes.c
_INSERT = insert_row(t.base_changes, _B.id)
_LOCK = "SELECT pg_advisory_xact_lock(7146003)"
_OF = (
    sa.select(t.base_changes)
    .where(_B.kind == bindparam("kind"), _B.key == bindparam("key"))
    .order_by(_B.id)
)


def note(tx: Tx, grid_id: str, kind: str, key: str, what: str, by: str | None, now: int) -> None:
    """Write a change down with its transaction. what: a short code."""
    if not tx.sqlite:
        tx.script(_LOCK)
    row = tx.value(_INSERT, at=now, grid_id=grid_id, kind=kind, key=key, what=what, by_id=by)
    tx.changed(t.base_changes, row)


def of(tx: Tx, kind: str, key: str) -> list[dict]:
    """The history of one thing, oldest first."""
    return tx.all(_OF, kind=kind, key=key)
