"""The access ledger: every sight of a resident's case by somebody else."""

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services import helper_names, people
from server.services.cursors import cursor_of, read_cursor
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx
from server.wire import types as wire

#: Who saw a case, or did something to it, and sees it or its pictures again within so long has
#: not looked a second time: an open page asks again by itself whenever the case moves.
SAME_SIGHT_MS = 1_200_000
#: Sights on a page of the ledger.
MOST = 500

_L = t.ledger.c
_INSERT = insert_row(t.ledger, _L.id)
_COUNT_UP = (
    sa.update(t.cases).where(t.cases.c.id == bindparam("row_id")).values(seen=t.cases.c.seen + 1)
)
_OF_CASE = (
    sa.select(t.ledger)
    .where(_L.case_id == bindparam("case_id"), _L.id < bindparam("before"))
    .order_by(_L.id.desc())
    .limit(bindparam("limit"))
)
_HOW_MANY = (
    sa.select(sa.func.count()).select_from(t.ledger).where(_L.case_id == bindparam("case_id"))
)
_NEWEST = 2**62
_LAST_OF = (
    sa.select(_L.at)
    .where(
        _L.case_id == bindparam("case_id"),
        _L.role == bindparam("role"),
        sa.func.coalesce(_L.account_id, "") == bindparam("account"),
    )
    .order_by(_L.id.desc())
    .limit(1)
)
_LAST_FOR = _LAST_OF.where(_L.purpose == bindparam("purpose"))


def note(
    tx: Tx, case: dict, viewer: Viewer, purpose: str, now: int, reason: str | None = None
) -> None:
    """Write down that the viewer saw the case. The filer's own sight is not written. reason: what
    the viewer said, where that is asked."""
    if not viewer.has_filed(case):
        write(tx, case, viewer, purpose, now, reason)


def write(
    tx: Tx, case: dict, viewer: Viewer, purpose: str, now: int, reason: str | None = None
) -> None:
    """Write a line of the ledger, whoever the viewer is."""
    sight = tx.value(
        _INSERT,
        case_id=case["id"],
        at=now,
        account_id=viewer.id,
        role=viewer.role,
        staff_no=viewer.staff_no,
        purpose=purpose,
        reason=reason,
    )
    tx.changed(t.ledger, sight)
    tx.run(_COUNT_UP, row_id=case["id"])
    tx.changed(t.cases, case["id"])
    case["seen"] += 1


def seen_lately(tx: Tx, case_id: int, viewer: Viewer, now: int) -> bool:
    """Whether the viewer's last sight of the case is recent."""
    last = tx.value(_LAST_OF, case_id=case_id, role=viewer.role, account=viewer.id or "")
    return last is not None and now - last < SAME_SIGHT_MS


def last_sight(tx: Tx, case_id: int, viewer: Viewer, purpose: str) -> int | None:
    """When the viewer last saw the case for that purpose (ms)."""
    return tx.value(
        _LAST_FOR, case_id=case_id, role=viewer.role, account=viewer.id or "", purpose=purpose
    )


def sights(
    window: Window, tx: Tx, case: dict, words: Words, *, cursor: str, limit: int
) -> wire.Sights:
    """A page of the ledger of a case, newest first. Raises Refusal malformed."""
    (before,) = read_cursor(cursor, 1) if cursor else (_NEWEST,)
    rows = tx.all(_OF_CASE, case_id=case["id"], before=before, limit=limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    person = people.by_id(tx, case["person_id"]) if case["person_id"] else None
    persons = (
        people.ids_of(tx, person) if person else people.ids_of_account(tx, case["owner_id"] or "")
    )
    who = helper_names.of_sights(window, tx, rows, persons, words)
    items = [
        wire.Sight(window.zone.iso(row["at"]), label, row["purpose"], row["reason"])
        for row, label in zip(rows, who, strict=True)
    ]
    total = tx.value(_HOW_MANY, case_id=case["id"])
    return wire.Sights(items, cursor_of([rows[-1]["id"]]) if more else None, total)
