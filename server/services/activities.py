"""Activities (活动): a notice that people can sign up for, each account once with a number of people.

Places are given under a lock on the activity's row, so that the last one is given once. Who comes when
all are taken waits, where the activity has a waiting list; a place that is given back goes to the first
who waits and fits into what is free, who is told by a message.
"""

from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import activities as rules
from server.rules import icalendar
from server.rules.activities import CALLED_OFF, CANCELLED, CLOSED, FULL, IN, OVER, WAITING
from server.rules.activity_questions import Question
from server.rules.forms import Problem
from server.services import (
    accounts,
    activity_history,
    activity_questions,
    answers,
    facts,
    messages,
    notices,
)
from server.services.activity_questions import Answered
from server.services.answers import Answer, Once
from server.services.changes import Author
from server.services.errors import Refusal, invalid
from server.services.notices import Written
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables
from server.store.activity_tables import activities as table
from server.store.activity_tables import sign_ups
from server.store.statements import insert_row
from server.store.tx import Tx
from server.wire import activities as wire
from server.wire.types import encode

#: Texts that go to phones.
MOVED_UP = "activity_moved_up"
#: Who signed up is forgotten so long after the end.
KEEP_MS = 90 * 86_400_000
#: Activities on a list.
MOST = 100
#: Forgotten in one go, so that other writes do not wait.
_FORGOTTEN_AT_ONCE = 200

_A, _S, _N = table.c, sign_ups.c, tables.notices.c
_WITH_NOTICE = sa.select(table, _N.title, _N.body, _N.grids, _N.published_at, _N.until_at).join(
    tables.notices, _N.id == _A.id
)
BY_ID = _WITH_NOTICE.where(_A.id == bindparam("activity"))
_HOLD = sa.select(_A.id).where(_A.id == bindparam("activity")).with_for_update()
_COMING = (
    _WITH_NOTICE.where(_A.ends_at > bindparam("now"), _N.published_at <= bindparam("now"))
    .where(sa.or_(_N.until_at.is_(None), _N.until_at > bindparam("now")))
    .order_by(_A.begins_at, _A.id)
    .limit(MOST)
)
_OWN = (
    _WITH_NOTICE.join(sign_ups, _S.activity_id == _A.id)
    .where(_S.account_id == bindparam("account"))
    .order_by(_A.begins_at.desc(), _A.id)
    .limit(MOST)
)
_TAKEN = sa.select(
    sa.func.coalesce(sa.func.sum(_S.people).filter(_S.state == IN), 0).label("taken"),
    sa.func.count().filter(_S.state == WAITING).label("waits"),
    sa.func.coalesce(sa.func.max(_S.line), 0).label("last"),
).where(_S.activity_id == bindparam("activity"))
_MINE = sa.select(sign_ups).where(
    _S.activity_id == bindparam("activity"), _S.account_id == bindparam("account")
)
_BEFORE = sa.select(sa.func.count()).where(
    _S.activity_id == bindparam("activity"), _S.state == WAITING, _S.line < bindparam("line")
)
IN_LINE = (
    sa.select(sign_ups)
    .where(_S.activity_id == bindparam("activity"), _S.state == WAITING)
    .order_by(_S.line)
)
_INSERT = insert_row(table)
_INSERT_SIGN_UP = insert_row(sign_ups)
_CHANGED = (
    *("people", "state", "line", "declared", "at", "changed_at", "version", "came", "edits"),
    *("asked", "answers_enc"),
)
_CHANGE = (
    sa.update(sign_ups)
    .where(_S.id == bindparam("row_id"))
    .values({name: bindparam("new_" + name) for name in _CHANGED})
)
_OLD = (
    sa.select(_S.id)
    .join(table, _A.id == _S.activity_id)
    .where(_A.ends_at < bindparam("before"))
    .limit(_FORGOTTEN_AT_ONCE)
)
_FORGET = sa.delete(sign_ups).where(_S.id == bindparam("row_id"))


class Plan(NamedTuple):
    """What a notice has as an activity, checked. Times in ms; closes: until when one can sign up; most:
    people with one sign-up; waiting: whether there is a waiting list; group: of rules.GROUPS, None for
    everybody; questions: what who signs up is asked."""

    place: str
    begins: int
    ends: int
    closes: int
    places: int
    most: int = 1
    waiting: bool = True
    group: str | None = None
    questions: tuple[Question, ...] = ()


def publish(
    window: Window, tx: Tx, author: Author, notice: str, written: Written, plan: Plan
) -> None:
    """Store a notice with its activity once; the same id again changes nothing."""
    if notices.publish(window, tx, author, notice, written):
        put(tx, notice, plan)


def put(tx: Tx, notice: str, plan: Plan) -> None:
    """Store what a notice has as an activity."""
    tx.run(
        _INSERT,
        id=notice,
        place=plan.place,
        begins_at=plan.begins,
        ends_at=plan.ends,
        closes_at=plan.closes,
        places=plan.places,
        most=plan.most,
        waiting=int(plan.waiting),
        for_group=plan.group,
        called_off_at=None,
        reason=None,
        edits=None,
        edited_at=None,
        questions=activity_questions.first(plan.questions),
    )
    tx.changed(table, notice)


# --- looking ---


def listed(window: Window, tx: Tx, viewer: Viewer | None, words: Words) -> wire.Activities:
    """What is to come and shown to who asks, the soonest first."""
    sees = notices.audience(window, tx, viewer)
    rows = [row for row in tx.all(_COMING, now=window.now()) if sees(row)]
    return wire.Activities([shown(window, tx, viewer, row, words) for row in rows])


def own(window: Window, tx: Tx, viewer: Viewer, words: Words) -> wire.Activities:
    """What the viewer signed up for: what is to come, the soonest first, then what was, the last first."""
    rows = tx.all(_OWN, account=viewer.id)
    now = window.now()
    coming = [row for row in reversed(rows) if row["ends_at"] > now]
    past = [row for row in rows if row["ends_at"] <= now]
    return wire.Activities([shown(window, tx, viewer, row, words) for row in (*coming, *past)])


def one(
    window: Window, tx: Tx, viewer: Viewer | None, activity: str, words: Words
) -> wire.Activity:
    """One that is shown to who asks, or that they signed up for. Raises Refusal not_found."""
    return shown(window, tx, viewer, row_of(window, tx, viewer, activity), words)


def row_of(window: Window, tx: Tx, viewer: Viewer | None, activity: str) -> dict:
    """The row of one that is shown to who asks, or that they signed up for. Raises Refusal not_found."""
    row = tx.one(BY_ID, activity=activity)
    if row is None:
        raise Refusal("not_found")
    now = window.now()
    lasts = row["until_at"] is None or row["until_at"] > now
    if row["published_at"] <= now and lasts and notices.audience(window, tx, viewer)(row):
        return row
    if viewer is None or tx.one(_MINE, activity=activity, account=viewer.id) is None:
        raise Refusal("not_found")
    return row


def shown(
    window: Window, tx: Tx, viewer: Viewer | None, row: Mapping, words: Words
) -> wire.Activity:
    """The activity as who asks sees it."""
    iso, now = window.zone.iso, window.now()
    count = tx.one(_TAKEN, activity=row["id"])
    state = rules.state(row, count["taken"], count["waits"], now)
    person = viewer is not None and viewer.role == "resident"
    mine = tx.one(_MINE, activity=row["id"], account=viewer.id) if person else None
    return wire.Activity(
        id=row["id"],
        title=row["title"],
        body=row["body"],
        place=row["place"],
        published_at=iso(row["published_at"]),
        begins_at=iso(row["begins_at"]),
        ends_at=iso(row["ends_at"]),
        closes_at=iso(row["closes_at"]),
        places=row["places"],
        left=max(0, row["places"] - count["taken"]),
        waiting=bool(row["waiting"]),
        waits=count["waits"],
        most=row["most"],
        group=row["for_group"],
        ask_group=row["for_group"] is not None
        and not (person and _belongs(window, tx, viewer, row)),
        state=state,
        reason=row["reason"],
        asks=activity_questions.asked(row, words),
        mine=None if mine is None else _own_sign_up(window, tx, row, mine, words),
    )


def _own_sign_up(
    window: Window, tx: Tx, activity: Mapping, row: Mapping, words: Words
) -> wire.SignUp:
    line = None
    if row["state"] == WAITING:
        line = tx.value(_BEFORE, activity=row["activity_id"], line=row["line"]) + 1
    return wire.SignUp(
        state=row["state"],
        people=row["people"],
        line=line,
        at=window.zone.iso(row["at"]),
        can_cancel=row["state"] != CANCELLED and _stands(activity, window.now()),
        came=row["came"],
        before=activity_history.before(tx, activity, row["edits"] or 0)
        if row["state"] != CANCELLED
        else None,
        answers=activity_questions.lines(window, activity, row, words),
    )


def _stands(activity: Mapping, now: int) -> bool:
    """Whether it is still to take place."""
    return activity["called_off_at"] is None and activity["begins_at"] > now


def _belongs(window: Window, tx: Tx, viewer: Viewer, row: Mapping) -> bool | None:
    known = facts.of_account(window, accounts.by_id(tx, viewer.id))
    return rules.belongs(row["for_group"], facts.tree(known), window.today())


# --- signing up ---

#: State → what is said to who wants to sign up in it.
_REFUSED = {
    CALLED_OFF: "activity_called_off",
    OVER: "activity_over",
    CLOSED: "activity_closed",
    FULL: "activity_full",
}


def sign_up(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    activity: str,
    given: wire.SignUpRequest,
    asked: Once,
    words: Words,
) -> Answer:
    """Take places, or wait for them. Raises Refusal not_found; invalid; conflict where it is over, closed,
    called off, full or for others, or one signed up with another number of people or other answers before."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before
    row = _held(window, tx, viewer, activity)
    said = activity_questions.answered(window, row, given, words)
    if problems := [*_wrong_people(given, row), *said.problems]:
        raise Refusal("invalid", problems)
    mine = tx.one(_MINE, activity=activity, account=viewer.id)
    if mine is not None and mine["state"] != CANCELLED:
        if (
            mine["people"] != given.people
            or activity_questions.opened(window, mine) != said.answers
        ):
            raise Refusal("conflict", detail="activity_signed_up")
    else:
        _take(window, tx, viewer, row, mine, given, said)
    answer = Answer(201, encode(wire.ActivityAnswer(shown(window, tx, viewer, row, words))))
    answers.keep(window, tx, asked, answer)
    return answer


def _held(window: Window, tx: Tx, viewer: Viewer, activity: str) -> dict:
    """The activity's row, locked. Raises Refusal not_found."""
    tx.one(_HOLD, activity=activity)
    return row_of(window, tx, viewer, activity)


def _wrong_people(given: wire.SignUpRequest, row: Mapping) -> list[Problem]:
    if given.people is None:
        return [Problem("people", "required")]
    fits = 1 <= given.people <= min(row["most"], row["places"])
    return [] if fits else [Problem("people", "out_of_range")]


def _take(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    activity: Mapping,
    mine: dict | None,
    given: wire.SignUpRequest,
    said: Answered,
) -> None:
    now, people = window.now(), given.people
    assert people is not None
    count = tx.one(_TAKEN, activity=activity["id"])
    state = rules.state(activity, count["taken"], count["waits"], now)
    if state in _REFUSED:
        raise Refusal("conflict", detail=_REFUSED[state])
    known = _belongs(window, tx, viewer, activity)
    if known is False:
        raise Refusal("conflict", detail="activity_for_others")
    if known is None and not given.belongs:
        raise invalid("belongs", "required")
    left = activity["places"] - count["taken"]
    fits = people <= left
    if not fits and not (activity["waiting"] and count["waits"] < rules.MOST_WAITING):
        raise Refusal("conflict", detail="activity_left", values={"left": left})
    row = {
        "id": window.ports.random.id(),
        "version": 0,
        **(mine or {}),
        "activity_id": activity["id"],
        "account_id": viewer.id,
        "people": people,
        "state": IN if fits else WAITING,
        "line": count["last"] + 1,
        "declared": int(known is None),
        "at": now,
        "came": None,
        "edits": activity["edits"],
        "asked": said.version,
        "answers_enc": activity_questions.sealed(window, said.answers),
    }
    if mine is not None:
        write(window, tx, row)
        return
    row |= {"changed_at": now, "version": 1}
    tx.run(_INSERT_SIGN_UP, **row)
    tx.changed(sign_ups, row["id"])


def write(window: Window, tx: Tx, row: dict) -> None:
    """Store a sign-up as it became."""
    row |= {"changed_at": window.now(), "version": row["version"] + 1}
    tx.run(_CHANGE, row_id=row["id"], **{f"new_{name}": row[name] for name in _CHANGED})
    tx.changed(sign_ups, row["id"])


def cancel(window: Window, tx: Tx, viewer: Viewer, activity: str, words: Words) -> wire.Activity:
    """Give the places back to who waits, and forget what was answered; again changes nothing. Raises Refusal not_found; conflict once it
    has begun or where it was called off."""
    row = _held(window, tx, viewer, activity)
    mine = tx.one(_MINE, activity=activity, account=viewer.id)
    if mine is None:
        raise Refusal("not_found")
    if mine["state"] != CANCELLED:
        if not _stands(row, window.now()):
            called_off = row["called_off_at"] is not None
            raise Refusal("conflict", detail=_REFUSED[CALLED_OFF if called_off else OVER])
        write(window, tx, mine | {"state": CANCELLED, "asked": None, "answers_enc": None})
        move_up(window, tx, row)
    return shown(window, tx, viewer, row, words)


def move_up(window: Window, tx: Tx, activity: Mapping) -> set[str]:
    """Give what is free to who waits, and tell them; the ids of their sign-ups."""
    found = set()
    left = activity["places"] - tx.one(_TAKEN, activity=activity["id"])["taken"]
    for row in rules.moving_up(tx.all(IN_LINE, activity=activity["id"]), left):
        moved = row | {"state": IN}
        write(window, tx, moved)
        tell(window, tx, activity, moved, MOVED_UP)
        found.add(row["id"])
    return found


def tell(
    window: Window,
    tx: Tx,
    activity: Mapping,
    row: Mapping,
    told: str,
    also: Mapping[str, str] | None = None,
) -> None:
    """Put down the message to who signed up, once a change of the sign-up and of the activity. also: more
    values of the text."""
    words = window.library.choose("")
    values = {
        "title": activity["title"],
        "when": words.moment(window.zone.iso(activity["begins_at"])),
        "place": activity["place"],
        "reason": activity["reason"] or "",
        **(also or {}),
    }
    occasion = f"activity.{row['id']}.{row['version']}.{activity['edits'] or 0}"
    messages.tell_account(tx, row["account_id"], told, occasion, values, window.now())


# --- taking it along ---


def calendar_file(window: Window, tx: Tx, viewer: Viewer | None, activity: str) -> bytes:
    """The activity for one's calendar; called off, it takes itself back there. Raises Refusal not_found."""
    row = row_of(window, tx, viewer, activity)
    gone, edits = row["called_off_at"], row["edits"] or 0
    about = row["body"] if gone is None else f"{row['reason']}\n\n{row['body']}"
    event = icalendar.Event(
        uid=f"{row['id']}@activities.onewindow",
        stamp=gone or row["edited_at"] or row["published_at"],
        begins=row["begins_at"],
        ends=row["ends_at"],
        summary=row["title"],
        place=row["place"],
        about=about,
        version=edits if gone is None else edits + 1,
        cancelled=gone is not None,
    )
    return icalendar.file_of(event)


def forget(window: Window, tx: Tx) -> None:
    """Forget who signed up for what is long over."""
    for row in tx.all(_OLD, before=window.now() - KEEP_MS):
        tx.run(_FORGET, row_id=row["id"])
        tx.changed(sign_ups, row["id"])
