"""Substitutes (替班): who does the tasks of somebody absent, from a day to a day, both counted.

It begins and ends by itself: who asks is looked up with those for whom it stands in today. What a
substitute sees is decided by views.relation: the absent one's open tasks, nothing more.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules.forms import Problem
from server.services import changes
from server.services.changes import Author
from server.services.errors import Refusal
from server.services.window import Cover, Viewer, Window
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx

#: The longest absence that is entered at once, days.
LONGEST = 184
#: Roles that have tasks of their own, by a place.
ROLES = ("handler", "grid_worker")

_S, _A = t.substitutes.c, t.accounts.c
_INSERT = insert_row(t.substitutes, _S.id)
_COVERS = (
    sa.select(_A.id, _A.staff_no, _A.department_id, _A.grid_id)
    .join(t.substitutes, _S.absent_id == _A.id)
    .where(
        _S.substitute_id == bindparam("substitute"),
        _S.last_day >= bindparam("today"),
        _S.first_day <= bindparam("today"),
        _S.ended_at.is_(None),
        _A.role == bindparam("role"),
    )
    .order_by(_S.id)
)
_OF_ABSENT = (
    sa.select(_S.id, _S.first_day, _S.last_day, _A.login, _A.title, _A.staff_no)
    .join(t.accounts, _A.id == _S.substitute_id)
    .where(
        _S.absent_id == bindparam("absent"),
        _S.last_day >= bindparam("today"),
        _S.ended_at.is_(None),
    )
    .order_by(_S.first_day, _S.id)
)
_END = (
    sa.update(t.substitutes)
    .where(_S.id == bindparam("row_id"), _S.absent_id == bindparam("absent"), _S.ended_at.is_(None))
    .values(ended_at=bindparam("at"))
)


def covers_of(window: Window, tx: Tx, viewer: Viewer) -> tuple[Cover, ...]:
    """For whom the viewer stands in today. An account whose role became another one is not stood
    in for: its tasks are not of the viewer's kind any more."""
    day = window.today().isoformat()
    rows = tx.all(_COVERS, substitute=viewer.id, today=day, role=viewer.role)
    return tuple(
        Cover(row["id"], row["staff_no"], row["department_id"], row["grid_id"]) for row in rows
    )


def of_absent(window: Window, tx: Tx, absent: str) -> list[dict]:
    """Who stands in for an account, now and later, by the first day."""
    return tx.all(_OF_ABSENT, absent=absent, today=window.today().isoformat())


def add(
    window: Window,
    tx: Tx,
    author: Author,
    absent: Mapping,
    substitute: Mapping | None,
    days: tuple[str, str],
) -> None:
    """Let somebody stand in. days: the first and the last, ISO. Raises Refusal invalid."""
    problems, known = _problems(window, tx, absent, substitute, days)
    if problems or substitute is None:
        raise Refusal("invalid", problems)
    first, last = known
    row = {
        "absent_id": absent["id"],
        "substitute_id": substitute["id"],
        "first_day": first.isoformat(),
        "last_day": last.isoformat(),
        "made_at": window.now(),
        "made_by": author.name,
        "ended_at": None,
    }
    tx.changed(t.substitutes, tx.value(_INSERT, **row))
    told = {"by": substitute["login"], "from": row["first_day"], "to": row["last_day"]}
    changes.note(window, tx, author, "account.substitute", absent["login"], told)


def end(window: Window, tx: Tx, author: Author, absent: Mapping, row_id: int) -> None:
    """Nobody stands in by this row any more. Raises Refusal conflict where it has ended."""
    if tx.run(_END, row_id=row_id, absent=absent["id"], at=window.now()) != 1:
        raise Refusal("conflict")
    tx.changed(t.substitutes, row_id)
    changes.note(window, tx, author, "account.substitute_end", absent["login"], {})


def _problems(
    window: Window, tx: Tx, absent: Mapping, substitute: Mapping | None, days: tuple[str, str]
) -> tuple[list[Problem], list[date]]:
    found = []
    if substitute is None:
        found.append(Problem("substitute", "required"))
    elif not may_stand_in(absent, substitute):
        found.append(Problem("substitute", "unknown"))
    read = []
    for path, text in zip(("first_day", "last_day"), days, strict=True):
        try:
            read.append(date.fromisoformat(text))
        except ValueError:
            found.append(Problem(path, "date" if text else "required"))
    if len(read) == 2:
        first, last = read
        if last < max(first, window.today()) or last - first >= timedelta(days=LONGEST):
            found.append(Problem("last_day", "out_of_range", min=1, max=LONGEST))
        elif _overlaps(of_absent(window, tx, absent["id"]), first, last):
            found.append(Problem("first_day", "covered"))
    return found, read


def may_stand_in(absent: Mapping, substitute: Mapping) -> bool:
    """Whether the one account can do the other's tasks."""
    return (
        absent["id"] != substitute["id"]
        and absent["role"] == substitute["role"]
        and substitute["role"] in ROLES
        and not substitute["disabled"]
    )


def _overlaps(rows: list[dict], first: date, last: date) -> bool:
    begins, ends = first.isoformat(), last.isoformat()
    return any(row["first_day"] <= ends and begins <= row["last_day"] for row in rows)
