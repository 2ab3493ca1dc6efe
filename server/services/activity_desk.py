"""Activities (活动) as who runs them sees them: who signed up, who came, calling one off, and the list as a
file. Names and phones are masked; the file has them whole, and who takes it is written down."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import activities as rules
from server.rules import phones, tables
from server.rules.activities import CANCELLED, IN
from server.rules.text import mask_name
from server.services import (
    activities,
    activity_questions,
    changes,
    notices,
    people,
    person_sights,
)
from server.services.changes import Author
from server.services.errors import Refusal, invalid
from server.services.exports import PURPOSE
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables as t
from server.store.activity_tables import activities as table
from server.store.activity_tables import sign_ups
from server.store.tx import Tx
from server.wire.types import FilledLine

#: The text that goes to phones.
TOLD = "activity_called_off"
_A, _S, _N, _C = table.c, sign_ups.c, t.notices.c, t.accounts.c
_HOLD = sa.select(_A.id).where(_A.id == bindparam("activity")).with_for_update()
_PEOPLE = (
    sa.select(sign_ups, _C.name_enc, _C.phone_enc)
    .join(t.accounts, _C.id == _S.account_id)
    .where(_S.activity_id == bindparam("activity"), _S.state != CANCELLED)
    .order_by(_S.state, _S.line)
)
_COUNTS = (
    sa.select(
        table,
        _N.title,
        _N.grids,
        sa.func.coalesce(sa.func.sum(_S.people).filter(_S.state == IN), 0).label("taken"),
        sa.func.count(_S.id).filter(_S.state == rules.WAITING).label("waits"),
        sa.func.sum(_S.came).label("came"),
    )
    .join(t.notices, _N.id == _A.id)
    .outerjoin(sign_ups, _S.activity_id == _A.id)
    .group_by(table, _N.title, _N.grids)
    .order_by(_A.begins_at.desc(), _A.id)
    .limit(activities.MOST)
)
_CALL_OFF = (
    sa.update(table)
    .where(_A.id == bindparam("row_id"))
    .values(called_off_at=bindparam("at"), reason=bindparam("why"))
)


class Line(NamedTuple):
    """A sign-up. name, phone: masked, "" where none is known; declared: they said themselves that they
    are of the group; came: how many people came, None while nobody noted it."""

    id: str
    name: str
    phone: str
    people: int
    state: str
    declared: bool
    came: int | None


class Desk(NamedTuple):
    """An activity with who signed up: those with a place, then those who wait, in their order. door:
    attendance can be noted; running: it can still be called off."""

    row: dict
    lines: list[Line]
    taken: int
    came: int | None
    door: bool
    running: bool


def listed(window: Window, tx: Tx, viewer: Viewer) -> list[dict]:
    """Activities of the viewer's grid, of the street for who has none, the last first, each with its state and
    how many have a place (taken), wait (waits) and came (None: not noted)."""
    sees, now = notices.audience(window, tx, viewer), window.now()
    return [
        {**row, "state": rules.state(row, row["taken"], row["waits"], now)}
        for row in tx.all(_COUNTS)
        if sees(row)
    ]


def desk(window: Window, tx: Tx, viewer: Viewer, activity: str) -> Desk:
    """Who signed up. Raises Refusal not_found."""
    row, now = _row(window, tx, viewer, activity), window.now()
    lines = [_line(window, found) for found in tx.all(_PEOPLE, activity=activity)]
    noted = [line.came for line in lines if line.came is not None]
    stands = row["called_off_at"] is None
    return Desk(
        row,
        lines,
        sum(line.people for line in lines if line.state == IN),
        sum(noted) if noted else None,
        stands and row["begins_at"] - rules.DOOR_MS <= now,
        stands and row["begins_at"] > now,
    )


def _row(window: Window, tx: Tx, viewer: Viewer, activity: str) -> dict:
    """Also of one that is not shown yet or any more. Raises Refusal not_found."""
    row = tx.one(activities.BY_ID, activity=activity)
    if row is None or not notices.audience(window, tx, viewer)(row):
        raise Refusal("not_found")
    return row


def _whole(window: Window, row: Mapping) -> tuple[str, str]:
    keys = window.keys
    name = keys.decrypt(row["name_enc"], "accounts.name") or ""
    return name, keys.decrypt(row["phone_enc"], "accounts.phone") or ""


def _line(window: Window, row: Mapping) -> Line:
    name, phone = _whole(window, row)
    return Line(
        row["id"],
        mask_name(name) if name else "",
        phones.mask_phone(phone) if phone else "",
        row["people"],
        row["state"],
        bool(row["declared"]),
        row["came"],
    )


def answered(
    window: Window, tx: Tx, activity: Mapping, words: Words
) -> dict[str, list[FilledLine]]:
    """What who signed up answered, by the id of the sign-up. activity: its row."""
    return {
        row["id"]: activity_questions.lines(window, activity, row, words)
        for row in signed_up(tx, activity["id"])
    }


def hold(tx: Tx, activity: str) -> None:
    """Let nobody else change it or its sign-ups until this transaction is over."""
    tx.one(_HOLD, activity=activity)


def signed_up(tx: Tx, activity: str) -> list[dict]:
    """The rows of those who have a place or wait."""
    return tx.all(_PEOPLE, activity=activity)


def note_attendance(
    window: Window, tx: Tx, viewer: Viewer, author: Author, activity: str, came: Mapping[str, int]
) -> None:
    """Write down how many people came of the sign-ups that are named. Raises Refusal not_found; conflict
    before the door is open; invalid at `came.<id>` for more people than signed up."""
    hold(tx, activity)
    found = desk(window, tx, viewer, activity)
    if not found.door:
        raise Refusal("conflict", detail="activity_door")
    lines = {line.id: line for line in found.lines if line.state == IN}
    for line, count in came.items():
        if line not in lines:
            raise Refusal("not_found")
        if not 0 <= count <= lines[line].people:
            raise invalid(f"came.{line}", "out_of_range")
    rows = {row["id"]: dict(row) for row in signed_up(tx, activity)}
    changed = [line for line, count in came.items() if rows[line]["came"] != count]
    for line in changed:
        activities.write(window, tx, rows[line] | {"came": came[line]})
    if changed:
        told = {"title": found.row["title"], "count": sum(came.values())}
        changes.note(window, tx, author, "activities.attendance", "activities", told)


def call_off(
    window: Window, tx: Tx, viewer: Viewer, author: Author, activity: str, reason: str
) -> None:
    """Call it off and tell everybody who has a place or waits; again changes nothing. Raises Refusal
    not_found; conflict once it has begun."""
    hold(tx, activity)
    found = desk(window, tx, viewer, activity)
    if found.row["called_off_at"] is not None:
        return
    if not found.running:
        raise Refusal("conflict", detail="activity_over")
    tx.run(_CALL_OFF, row_id=activity, at=window.now(), why=reason)
    tx.changed(table, activity)
    row = found.row | {"reason": reason}
    for one in signed_up(tx, activity):
        activities.tell(window, tx, row, one, TOLD)
    told = {"title": row["title"], "reason": reason, "count": len(found.lines)}
    changes.note(window, tx, author, "activities.call_off", "activities", told)


def export(
    window: Window, tx: Tx, viewer: Viewer, author: Author, activity: str, words: Words
) -> bytes:
    """Who signed up as a CSV file, with whole names and phones and a column a question. Who takes it is written down, and each
    person whom the street knows reads that it was taken. Raises Refusal not_found."""
    row = _row(window, tx, viewer, activity)
    found = tx.all(_PEOPLE, activity=activity)
    said = answered(window, tx, row, words)
    names = ("name", "phone", "people", "state", "declared", "came")
    asked = activity_questions.labels(row, chain.from_iterable(said.values()), words)
    head = [*(words(f"plain.activities.csv.{name}") for name in names), *asked]
    lines = [
        [
            *_whole(window, one),
            str(one["people"]),
            words(f"plain.activities.mine.{one['state']}"),
            words("plain.activities.csv.yes") if one["declared"] else "",
            "" if one["came"] is None else str(one["came"]),
            *_by_question(asked, said[one["id"]]),
        ]
        for one in found
    ]
    known = [people.of_account(tx, one["account_id"]) for one in found]
    seen = [person["id"] for person in known if person is not None]
    person_sights.note(tx, seen, viewer, PURPOSE, window.now())
    told = {"title": row["title"], "count": len(found)}
    changes.note(window, tx, author, "activities.export", "activities", told)
    return tables.as_csv(head, lines)


def _by_question(asked: Sequence[str], answered: Sequence[FilledLine]) -> list[str]:
    """The answers in the order of the questions, "" where there is none."""
    by_label = {one.label: one.value for one in answered}
    return [by_label.get(label, "") for label in asked]
