"""Taking a step: by the state table, the authorisation table and the case's version."""

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import forms
from server.services import access, answers, case_rows, effects, filing, joins, telling, views
from server.services.answers import Answer, Once
from server.services.errors import Refusal, invalid
from server.services.events import CaseEvent
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables as t
from server.store.tx import Tx
from server.wire import types as wire

_TAKEN = (
    sa.select(t.steps.c.seq)
    .where(t.steps.c.case_id == bindparam("case_id"), t.steps.c.step == bindparam("step"))
    .limit(1)
)


def readable(window: Window, tx: Tx, viewer: Viewer, number: str, *, lock: bool = False) -> dict:
    """The case, if the viewer may know of it. Raises Refusal not_found."""
    case = case_rows.find(tx, number, lock=lock)
    if case is None or not views.may_read(window, viewer, case):
        raise Refusal("not_found")
    return case


def check(window: Window, body: dict) -> tuple[str, dict]:
    """The step's code and checked members. Raises Refusal invalid."""
    code = body.get("step")
    if code is None or code == "":
        raise invalid("step", "required")
    if not isinstance(code, str):
        raise invalid("step", "wrong_type")
    if code not in window.catalogue.case.sent:
        raise invalid("step", "unknown")
    form = window.reference.forms.steps[window.catalogue.case.steps[code].form]
    values, problems = forms.check(form, body, window.reference.known)
    if problems:
        raise Refusal("invalid", problems)
    return code, values


def take_step(
    window: Window, tx: Tx, viewer: Viewer, number: str, body: dict, asked: Once, words: Words
) -> tuple[Answer, CaseEvent | None]:
    """Take a step once. Raises Refusal not_found, invalid, forbidden, conflict."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return _repeated(window, tx, viewer, number, before, words), None
    case = readable(window, tx, viewer, number, lock=True)
    code, values = check(window, body)
    if not window.catalogue.roles.may_take(viewer.role, code, views.relation(viewer, case)):
        raise Refusal("forbidden")
    row = window.catalogue.case.steps[code]
    if case["version"] != values["expected_version"]:
        raise Refusal("conflict")
    if case["state"] not in row.start or (row.once and _taken(tx, case, code)):
        raise Refusal("conflict")
    pictures, missing = filing.own_pictures(
        tx, viewer.id, values.get("attachments") or [], "attachments"
    )
    if missing:
        raise Refusal("invalid", missing)
    if case["category"] in row.evidence and not pictures:
        raise invalid("attachments", "required")
    were_in = case["departments"]
    apply(window, tx, case, viewer, code, values, pictures)
    if viewer.role != "resident":
        access.note(tx, case, viewer, code, window.now())
    shown = views.detail(window, tx, case, viewer, words)
    answer = Answer(200, wire.encode(shown))
    answers.keep(window, tx, asked, answer)
    return answer, telling.moved(window, tx, case, [code], were_in)


def _taken(tx: Tx, case: dict, code: str) -> bool:
    """Whether such a step is in the case's history."""
    return tx.value(_TAKEN, case_id=case["id"], step=code) is not None


def _repeated(
    window: Window, tx: Tx, viewer: Viewer, number: str, before: Answer, words: Words
) -> Answer:
    """The first answer for who may still read the case; for who may not any more only that the
    step was taken and how far the case is."""
    case = case_rows.find(tx, number)
    if case is None or views.may_read(window, viewer, case):
        return before
    shown = joins.detail(window, tx, case, words)
    shown.joined = False
    return Answer(before.status, wire.encode(shown))


def apply(
    window: Window,
    tx: Tx,
    case: dict,
    viewer: Viewer,
    code: str,
    values: dict,
    pictures: list[dict],
) -> None:
    """Move the case and append the step. The rules were checked before."""
    now = window.now()
    row = window.catalogue.case.steps[code]
    was_in = case["department_id"]
    effects.run(effects.Change(window, case, viewer, values, now), row.effects)
    if row.to is not None:
        case_rows.enter_state(window, case, row.to, now)
    step = case_rows.make_step(
        case,
        viewer,
        code,
        now,
        {path: value for path, value in values.items() if path != "expected_version"},
        pictures,
        reason=values.get("reason"),
        note=values.get("note"),
        basis=values.get("basis"),
        department_id=(case["department_id"] or was_in) if row.shows_department else None,
    )
    filing.attach(tx, case["id"], pictures)
    if not case_rows.append(window, tx, case, step):
        raise Refusal("conflict")
