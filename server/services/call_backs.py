"""Call-back sampling (回访): of what is filed for somebody a share is drawn, somebody who did not file it
calls the person without learning who did, and a "no" goes to a supervisor."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import call_backs as rules
from server.rules import forms, phones, text
from server.rules.authorisation import Action
from server.rules.canonical import canonical_text
from server.services import case_rows, people, person_sights, views
from server.services.errors import Refusal, invalid
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables
from server.store.call_back_tables import call_backs as t
from server.store.statements import insert_row
from server.store.tx import Tx
from server.wire import call_backs as wire

#: The form of a call.
FORM = "call_back"
#: What a look at a person for a call is for (person_sights).
PURPOSE = "call_back"
#: What the figures are of.
DAYS = 90
DAY_MS = 86_400_000
#: Calls that are listed at once, the most urgent.
MOST = 100
SHORTEST_FINDING, LONGEST_FINDING = 4, 1000

_B, _C = t.c, tables.cases.c
_INSERT = insert_row(t)
_FILED = (_C.number, _C.title, _C.person_id, _C.filed_by, _C.created_at)
_JOINED = sa.select(t, *_FILED).join(tables.cases, _C.id == _B.case_id)
_WAITING = (
    _JOINED.where(_B.state == bindparam("wanted"), _C.filed_by != bindparam("account"))
    .order_by(_B.due_at, _B.id)
    .limit(MOST)
)
_ONE = _JOINED.where(_B.id == bindparam("id")).with_for_update(of=t)
_LATELY = sa.select(_B.state, _B.answers).where(_B.drawn_at >= bindparam("since"))
_CHANGED = (
    "state",
    "tries",
    "answers",
    "note_enc",
    "called_at",
    "called_by",
    "found_enc",
    "checked_at",
    "checked_by",
)
_CHANGE = (
    sa.update(t)
    .where(_B.id == bindparam("row_id"))
    .values({name: bindparam("new_" + name) for name in _CHANGED})
)


def draw(window: Window, tx: Tx, case: Mapping, now: int) -> None:
    """Draw the lot of a case that was filed for somebody. It hangs on the keys and the case's number
    alone: nobody who files can foresee it, and who knows the keys can show that it was fair."""
    known = window.reference.call_backs
    if not rules.drawn(window.keys.lookup(case["number"], "call_backs.lot"), known.share):
        return
    row = dict.fromkeys(_CHANGED) | {
        "id": window.ports.random.id(),
        "case_id": case["id"],
        "state": rules.OPEN,
        "drawn_at": now,
        "due_at": window.reference.deadlines.promised(known.working_days, now).due_at,
        "tries": 0,
    }
    tx.run(_INSERT, **row)
    tx.changed(t, row["id"])


def listed(window: Window, tx: Tx, viewer: Viewer, words: Words) -> wire.CallBacks:
    """What waits for the viewer: calls, or what came of them, and the figures."""
    wanted = rules.OPEN if _calls(window, viewer) else rules.TO_CHECK
    rows = tx.all(_WAITING, wanted=wanted, account=viewer.id or "")
    items = [_shown(window, tx, viewer, row, words, whole=False) for row in rows]
    return wire.CallBacks(items, figures(window, tx))


def figures(window: Window, tx: Tx) -> wire.CallBackFigures:
    """What came of the calls of the last days."""
    rows = tx.all(_LATELY, since=window.now() - DAYS * DAY_MS)
    states = Counter(row["state"] for row in rows)
    given: Counter[tuple[str, str]] = Counter()
    for row in rows:
        given.update(((row["answers"] and _answers(row)) or {}).items())
    return wire.CallBackFigures(
        days=DAYS,
        drawn=len(rows),
        waiting=states[rules.OPEN],
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
    values, problems = forms.check(form_of(window), dict(body), window.reference.known)
    if problems:
        raise Refusal("invalid", problems)
    if row["state"] != rules.OPEN:
        raise Refusal("conflict")
    tries = row["tries"] + 1
    answered = {q: values[q] for q in rules.QUESTIONS} if values["reached"] else None
    changed = {
        "state": rules.after_call(answered, tries, window.reference.call_backs.tries),
        "tries": tries,
        "answers": None if answered is None else canonical_text(answered),
        "note_enc": _sealed(window, "note", values["note"]),
        "called_at": window.now(),
        "called_by": viewer.id,
    }
    return _shown(window, tx, viewer, _save(tx, row, changed), words, whole=True)


def check(
    window: Window, tx: Tx, viewer: Viewer, call_back: str, found: str | None, words: Words
) -> wire.CallBack:
    """What a supervisor found where somebody had said "no". Raises Refusal not_found, invalid,
    conflict."""
    row = _own(window, tx, viewer, call_back)
    if _calls(window, viewer):
        raise Refusal("forbidden")
    said = text.trim(found or "")
    if not said:
        raise invalid("found", "required")
    if not SHORTEST_FINDING <= len(said) <= LONGEST_FINDING:
        few = len(said) < SHORTEST_FINDING
        raise invalid("found", "too_short" if few else "too_long")
    if row["state"] != rules.TO_CHECK:
        raise Refusal("conflict")
    changed = {
        "state": rules.CHECKED,
        "found_enc": _sealed(window, "found", said),
        "checked_at": window.now(),
        "checked_by": viewer.id,
    }
    return _shown(window, tx, viewer, _save(tx, row, changed), words, whole=True)


def form_of(window: Window) -> dict:
    """What is asked in a call."""
    return window.reference.forms.by_code[FORM]


def _calls(window: Window, viewer: Viewer) -> bool:
    return window.catalogue.roles.knows(viewer.role, Action.CALL_BACK_MAKE)


def _own(window: Window, tx: Tx, viewer: Viewer, call_back: str) -> dict:
    """The row, locked, where the viewer has to do with it: never who filed the case; who looks into a
    "no" has it from then on. Raises Refusal not_found."""
    row = tx.one(_ONE, id=call_back)
    if row is None or row["filed_by"] == viewer.id:
        raise Refusal("not_found")
    if not _calls(window, viewer) and row["state"] not in (rules.TO_CHECK, rules.CHECKED):
        raise Refusal("not_found")
    return row


def _save(tx: Tx, row: Mapping, changed: Mapping[str, Any]) -> dict:
    new = {**row, **changed}
    tx.run(_CHANGE, row_id=row["id"], **{"new_" + name: new[name] for name in _CHANGED})
    tx.changed(t, row["id"])
    return new


def _answers(row: Mapping) -> dict[str, str]:
    return msgspec.json.decode(row["answers"], type=dict[str, str])


def _shown(
    window: Window, tx: Tx, viewer: Viewer, row: Mapping, words: Words, *, whole: bool
) -> wire.CallBack:
    person = people.by_id(tx, row["person_id"])
    known = {} if person is None else people.facts_of(window, tx, person["id"])
    name = known["name"].value if "name" in known else ""
    phone = known["phone"].value if "phone" in known else None
    helper = None
    if not _calls(window, viewer):
        first = tx.all(case_rows.STEPS_OF, case_id=row["case_id"])[0]
        helper = views.actor_label(words, viewer, first)
    iso = window.zone.iso
    return wire.CallBack(
        id=row["id"],
        state=row["state"],
        title=row["title"],
        name=name if whole else text.mask_name(name),
        phone=phone if whole or phone is None else phones.mask_phone(phone),
        filed_at=iso(row["created_at"]),
        due_at=iso(row["due_at"]),
        tries=row["tries"],
        answers=_answers(row) if row["answers"] else None,
        note=window.keys.decrypt(row["note_enc"], "call_backs.note"),
        number=row["number"] if helper is not None else None,
        helper_label=helper,
    )


def _sealed(window: Window, name: str, said: str | None) -> bytes | None:
    return window.keys.encrypt(said, f"call_backs.{name}") if said else None
