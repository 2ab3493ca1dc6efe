"""An activity (活动) is changed after it was published: who signed up is told what it was and became, and
keeps their place; of two who change it at once the second sees what the first did."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules.activity_questions import Question
from server.rules.forms import Problem
from server.services import (
    activities,
    activity_desk,
    activity_history,
    activity_questions,
    changes,
    notices,
)
from server.services.activity_history import MOMENTS
from server.services.changes import Author
from server.services.errors import Refusal
from server.services.window import Viewer, Window
from server.store.activity_tables import activities as table
from server.store.tx import Tx

#: The text that goes to phones.
TOLD = "activity_changed"
#: What matters to who signed up already: other places or another last day take nothing from them.
MATTERS = ("title", "body", "place", "begins_at", "ends_at")
_STORED = ("place", "begins_at", "ends_at", "closes_at", "places")
_A = table.c
_EDIT = (
    sa.update(table)
    .where(_A.id == bindparam("row_id"))
    .values(
        place=bindparam("new_place"),
        begins_at=bindparam("new_begins_at"),
        ends_at=bindparam("new_ends_at"),
        closes_at=bindparam("new_closes_at"),
        places=bindparam("new_places"),
        questions=bindparam("new_questions"),
        edits=bindparam("new_edits"),
        edited_at=bindparam("at"),
    )
)


class Edit(NamedTuple):
    """An activity as it is to be, checked. Times in ms; questions: what who signs up from now on is asked."""

    title: str
    body: str
    place: str
    begins_at: int
    ends_at: int
    closes_at: int
    places: int
    questions: tuple[Question, ...] = ()


def edit(
    window: Window, tx: Tx, viewer: Viewer, author: Author, activity: str, seen: int, wanted: Edit
) -> None:
    """Change it, give places that came free to who waits, and tell who signed up. seen: how often it had been
    changed when the page was made. What is so already changes nothing. Raises Refusal not_found; conflict where
    somebody changed it meanwhile, it has begun or was called off; invalid at `places` for fewer than are taken."""
    activity_desk.hold(tx, activity)
    found = activity_desk.desk(window, tx, viewer, activity)
    row = found.row
    pairs = _different(row, wanted)
    if not pairs:
        return
    if (row["edits"] or 0) != seen:
        raise Refusal("conflict", detail="activity_edited")
    if not found.running:
        raise Refusal("conflict", detail="activity_begun")
    if wanted.places < found.taken:
        raise Refusal("invalid", [Problem("places", "taken", min=found.taken)])
    now = window.now()
    values = {f"new_{name}": getattr(wanted, name) for name in _STORED}
    asked = activity_questions.then(row, wanted.questions)
    tx.run(_EDIT, row_id=activity, new_edits=seen + 1, new_questions=asked, at=now, **values)
    tx.changed(table, activity)
    notice = notices.written_of(notices.one(tx, activity))._replace(
        title=wanted.title, body=wanted.body, until=_shown_until(row, wanted.ends_at)
    )
    notices.rewrite(window, tx, activity, notice)
    content = _content(window, row, pairs)
    changes.note(window, tx, author, activity_history.KIND, activity, content)
    became = row | wanted._asdict() | {"edits": seen + 1, "edited_at": now, "questions": asked}
    moved = activities.move_up(window, tx, became)
    if set(pairs) & set(MATTERS):
        _tell(window, tx, row | {"edits": seen + 1}, content, moved)


def _different(row: Mapping, wanted: Edit) -> dict[str, tuple[Any, Any]]:
    was = row | {"questions": activity_questions.current(row)}
    pairs = {name: (was[name], value) for name, value in wanted._asdict().items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _shown_until(row: Mapping, ends: int) -> int | None:
    """What is shown as long as it lasts goes on to."""
    until = row["until_at"]
    if until is None or until < row["ends_at"]:
        return until
    return ends if until == row["ends_at"] else max(until, ends)


def _content(window: Window, row: Mapping, pairs: Mapping[str, tuple]) -> dict[str, Any]:
    """What is kept of it: both moments where one changed, for a time is said from when to when."""
    kept: dict[str, Any] = {"title": row["title"]} | {
        name: list(pair) for name, pair in pairs.items()
    }
    if "begins_at" in pairs or "ends_at" in pairs:
        for name in ("begins_at", "ends_at"):
            kept.setdefault(name, [row[name], row[name]])
    for name in MOMENTS:
        if name in kept:
            kept[name] = [window.zone.iso(at) for at in kept[name]]
    if "questions" in kept:
        words = window.library.choose("")
        kept["questions"] = [activity_questions.said(one, words) for one in kept["questions"]]
    return kept


def _tell(
    window: Window, tx: Tx, row: Mapping, content: Mapping[str, Any], moved: set[str]
) -> None:
    """Who moved up just now was told when and where it is. Other questions ask nothing of who answered before."""
    words = window.library.choose("")
    pairs = {
        name: tuple(content[name])
        for name in activity_history.MEMBERS
        if isinstance(content.get(name), list)
    }
    said = words("format.semicolon").join(activity_history.lines(words, pairs))
    for one in activity_desk.signed_up(tx, row["id"]):
        if one["id"] not in moved:
            activities.tell(window, tx, row, one, TOLD, {"changes": said})
