"""Call-back sampling (回访): of what is filed for somebody a share is drawn, somebody who did not file it
calls the person without learning who did, and a "no" goes to a supervisor."""

from collections import Counter
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import call_backs as rules
from server.rules import phones, text
from server.rules.authorisation import Action
from server.services import (
    accounts,
    call_back_rows,
    call_back_visits,
    case_rows,
    people,
    person_sights,
    titles,
    views,
)
from server.services.errors import Refusal, invalid
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables
from server.store.call_back_tables import call_backs as t
from server.store.tx import Tx
from server.wire import call_backs as wire

#: What a look at a person for a call is for (person_sights).
PURPOSE = "call_back"
#: What the figures are of.
DAYS = 90
DAY_MS = 86_400_000
#: Calls that are listed at once, the most urgent.
MOST = 100
SHORTEST_FINDING, LONGEST_FINDING = 4, 1000

_B, _C = t.c, tables.cases.c
_WAITING = (
    call_back_rows.JOINED.where(
        _B.state == bindparam("wanted"), _C.filed_by != bindparam("account")
    )
    .order_by(_B.due_at, _B.id)
    .limit(MOST)
)
_LATELY = sa.select(_B.state, _B.answers).where(_B.drawn_at >= bindparam("since"))


def draw(window: Window, tx: Tx, case: Mapping, now: int) -> None:
    """Draw the lot of a case that was filed for somebody. It hangs on the keys and the case's number
    alone: nobody who files can foresee it, and who knows the keys can show that it was fair."""
    known = window.reference.call_backs
    if not rules.drawn(window.keys.lookup(case["number"], "call_backs.lot"), known.share):
        return
    due_at = window.reference.deadlines.promised(known.working_days, now).due_at
    row = call_back_rows.new(window.ports.random.id(), case["id"], now, due_at)
    person = people.by_id(tx, case["person_id"])
    has_phone = person is not None and _phone_of(window, tx, person) is not None
    if person is not None and not has_phone:
        row["state"] = call_back_visits.send(window, tx, row["id"], case, person)
    call_back_rows.insert(tx, row)


def listed(window: Window, tx: Tx, viewer: Viewer, words: Words) -> wire.CallBacks:
    """What waits for the viewer: calls, or what came of them, and the figures."""
    wanted = rules.OPEN if _calls(window, viewer) else rules.TO_CHECK
    rows = tx.all(_WAITING, wanted=wanted, account=viewer.id or "")
    items = [_shown(window, tx, viewer, row, words, whole=False) for row in rows]
    return wire.CallBacks(items, [], figures(window, tx))


def figures(window: Window, tx: Tx) -> wire.CallBackFigures:
    """What came of the calls of the last days."""
    rows = tx.all(_LATELY, since=window.now() - DAYS * DAY_MS)
    states = Counter(row["state"] for row in rows)
    given: Counter[tuple[str, str]] = Counter()
    for row in rows:
        given.update((call_back_rows.answers_of(row) or {}).items())
    return wire.CallBackFigures(
        days=DAYS,
        drawn=len(rows),
        waiting=states[rules.OPEN] + states[rules.VISITING],
        reached=states[rules.DONE] + states[rules.TO_CHECK] + states[rules.CHECKED],
        not_reached=states[rules.NOT_REACHED],
        wrong=states[rules.TO_CHECK] + states[rules.CHECKED],
        checked=states[rules.CHECKED],
        questions=[
            wire.Asked(question, *(given[question, answer] for answer in rules.ANSWERS))
            for question in rules.QUESTIONS
        ],
    )


def look(window: Window, tx: Tx, viewer: Viewer, call_back: str, words: Words) -> wire.CallBack:
    """One of them, with the phone to call; the look is written down for the person to read. Raises
    Refusal not_found."""
    row = _own(window, tx, viewer, call_back)
    person = people.by_id(tx, row["person_id"])
    if person is not None:
        person_sights.note(tx, [person["id"]], viewer, PURPOSE, window.now())
    return _shown(window, tx, viewer, row, words, whole=True)


def called(
    window: Window, tx: Tx, viewer: Viewer, call_back: str, body: Mapping, words: Words
) -> wire.CallBack:
    """How a call went. Raises Refusal not_found, invalid, conflict."""
    row = _own(window, tx, viewer, call_back)
    if not _calls(window, viewer):
        raise Refusal("forbidden")
    values, problems = call_back_rows.read(window, body)
    if problems:
        raise Refusal("invalid", problems)
    if row["state"] != rules.OPEN:
        raise Refusal("conflict")
    tries = row["tries"] + 1
    answered = {q: values[q] for q in rules.QUESTIONS} if values["reached"] else None
    changed = {
        "state": rules.after_call(answered, tries, window.reference.call_backs.tries),
        "tries": tries,
        "answers": call_back_rows.answered(answered),
        "note_enc": call_back_rows.sealed(window, "note", values["note"]),
        "called_at": window.now(),
        "called_by": viewer.id,
    }
    return _shown(window, tx, viewer, call_back_rows.save(tx, row, changed), words, whole=True)


def check(
    window: Window, tx: Tx, viewer: Viewer, call_back: str, found: str | None, words: Words
) -> wire.CallBack:
    """What a supervisor found where somebody had said "no". Raises Refusal not_found, invalid,
    conflict."""
    row = _own(window, tx, viewer, call_back)
    if _calls(window, viewer):
        raise Refusal("forbidden")
    said = finding(found)
    if row["state"] != rules.TO_CHECK:
        raise Refusal("conflict")
    changed = {
        "state": rules.CHECKED,
        "found_enc": call_back_rows.sealed(window, "found", said),
        "checked_at": window.now(),
        "checked_by": viewer.id,
    }
    return _shown(window, tx, viewer, call_back_rows.save(tx, row, changed), words, whole=True)


def finding(found: str | None) -> str:
    """What a supervisor found, as it is kept. Raises Refusal invalid at `found`."""
    said = text.trim(found or "")
    if not said:
        raise invalid("found", "required")
    if not SHORTEST_FINDING <= len(said) <= LONGEST_FINDING:
        few = len(said) < SHORTEST_FINDING
        raise invalid("found", "too_short" if few else "too_long")
    return said


def _calls(window: Window, viewer: Viewer) -> bool:
    return window.catalogue.roles.knows(viewer.role, Action.CALL_BACK_MAKE)


def _own(window: Window, tx: Tx, viewer: Viewer, call_back: str) -> dict:
    """The row, locked, where the viewer has to do with it: never who filed the case; who looks into a
    "no" has it from then on. Raises Refusal not_found."""
    row = call_back_rows.one(tx, call_back, lock=True)
    if row is None or row["filed_by"] == viewer.id:
        raise Refusal("not_found")
    if row["state"] == rules.VISITING:
        raise Refusal("not_found")
    if not _calls(window, viewer) and row["state"] not in (rules.TO_CHECK, rules.CHECKED):
        raise Refusal("not_found")
    return row


def _phone_of(window: Window, tx: Tx, person: Mapping) -> str | None:
    """The phone that is known of a person, else that of its account."""
    known = people.facts_of(window, tx, person["id"])
    if "phone" in known:
        return known["phone"].value
    account = accounts.by_id(tx, person["account_id"]) if person["account_id"] else None
    return window.keys.decrypt(account["phone_enc"], "accounts.phone") if account else None


def _shown(
    window: Window, tx: Tx, viewer: Viewer, row: Mapping, words: Words, *, whole: bool
) -> wire.CallBack:
    person = people.by_id(tx, row["person_id"])
    name = (people.name_of(window, tx, person["id"]) if person is not None else None) or ""
    phone = _phone_of(window, tx, person) if person is not None else None
    helper = None
    if not _calls(window, viewer):
        first = tx.all(case_rows.STEPS_OF, case_id=row["case_id"])[0]
        helper = views.actor_label(words, viewer, first)
    iso = window.zone.iso
    return wire.CallBack(
        id=row["id"],
        state=row["state"],
        title=titles.of(tx, row, words),
        name=name if whole else text.mask_name(name),
        phone=phone if whole or phone is None else phones.mask_phone(phone),
        filed_at=iso(row["created_at"]),
        due_at=iso(row["due_at"]),
        tries=row["tries"],
        answers=call_back_rows.answers_of(row),
        visited=call_back_visits.was_made(tx, row["id"]),
        note=window.keys.decrypt(row["note_enc"], "call_backs.note"),
        number=row["number"] if helper is not None else None,
        helper_label=helper,
    )
