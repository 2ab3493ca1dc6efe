"""What administrators changed, newest version last: the audit list, and the street's settings.

A change of a setting carries its whole new content, so that the present one is the newest change of
its kind and every earlier one can be read; a change of an account says what it was and became.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services.cursors import cursor_of, read_cursor
from server.services.window import Window
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx

#: Changes on a page of the list.
PAGE = 50
#: Who changes something on the command line.
COMMAND_LINE = "serve.py"
_NEWEST = 2**62
_C = t.changes.c
_INSERT = insert_row(t.changes, _C.id)
_PAGE = (
    sa.select(_C.id, _C.at, _C.done_by, _C.kind, _C.subject, _C.content)
    .where(_C.id < bindparam("before"))
    .order_by(_C.id.desc())
    .limit(PAGE + 1)
)
_PRESENT = sa.select(t.changes).where(
    _C.id.in_(
        sa.select(sa.func.max(_C.id)).where(_C.kind == bindparam("kind")).group_by(_C.subject)
    )
)
_BEFORE = (
    sa.select(_C.content)
    .where(
        _C.kind == bindparam("kind"),
        _C.subject == bindparam("subject"),
        _C.id < bindparam("before"),
    )
    .order_by(_C.id.desc())
    .limit(1)
)
_OF_SUBJECT = (
    sa.select(_C.id, _C.at, _C.done_by, _C.content)
    .where(_C.kind == bindparam("kind"), _C.subject == bindparam("subject"))
    .order_by(_C.id.desc())
)
_LAST = sa.select(sa.func.max(_C.id)).where(_C.kind == bindparam("kind"))


class Author(NamedTuple):
    """Who changes something: an account, or the command line (no account)."""

    account_id: str | None = None
    name: str = COMMAND_LINE


class Page(NamedTuple):
    """A page of the list, newest first."""

    items: list[dict]
    next_cursor: str | None


def note(window: Window, tx: Tx, author: Author, kind: str, subject: str, content: Any) -> int:
    """Write a change down with its transaction; answers its id. content is kept as JSON."""
    change = tx.value(
        _INSERT,
        at=window.now(),
        account_id=author.account_id,
        done_by=author.name,
        kind=kind,
        subject=subject,
        content=msgspec.json.encode(content).decode(),
    )
    tx.changed(t.changes, change)
    return change


def page(tx: Tx, cursor: str) -> Page:
    """A page of all changes. Raises Refusal malformed."""
    (before,) = read_cursor(cursor, 1) if cursor else (_NEWEST,)
    rows = tx.all(_PAGE, before=before)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    return Page(rows, cursor_of([rows[-1]["id"]]) if more else None)


def content_before(tx: Tx, row: Mapping) -> str | None:
    """The content of the change before this one of the same kind and subject; None: it is the first."""
    return tx.value(_BEFORE, kind=row["kind"], subject=row["subject"], before=row["id"])


def present(tx: Tx, kind: str) -> list[dict]:
    """The newest change of each subject of a kind."""
    return tx.all(_PRESENT, kind=kind)


def of_subject(tx: Tx, kind: str, subject: str) -> list[dict]:
    """Every change of a kind and subject, the last first."""
    return tx.all(_OF_SUBJECT, kind=kind, subject=subject)


def last(tx: Tx, kind: str) -> int:
    """The id of the newest change of a kind, 0 before any."""
    return tx.value(_LAST, kind=kind) or 0
