"""Taking a step: by the state table, the authorisation table and the case's version."""

import re

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import forms
from server.rules import mandates as mandate_rules
from server.rules.form_set import ASKED
from server.rules.forms import Problem
from server.services import (
    access,
    answers,
    case_rows,
    corrections,
    definitions,
    effects,
    filing,
    helping,
    joins,
    materials,
    promised,
    telling,
    views,
)
from server.services.answers import Answer, Once
from server.services.errors import Refusal, invalid
from server.services.events import CaseEvent
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables as t
from server.store.tx import Tx
from server.wire import types as wire

#: Stands for the number of somebody absent who has none.
NO_NUMBER = "—"
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


def code_of(window: Window, body: dict) -> str:
    """The code of the step that is to be taken. Raises Refusal invalid."""
    code = body.get("step")
    if code is None or code == "":
        raise invalid("step", "required")
    if not isinstance(code, str):
        raise invalid("step", "wrong_type")
    if code not in window.catalogue.case.sent:
        raise invalid("step", "unknown")
    return code


def check(window: Window, tx: Tx, case: dict, code: str, body: dict, words: Words) -> dict:
    """The step's checked members. Raises Refusal invalid."""
    form = window.reference.forms.steps[window.catalogue.case.steps[code].form]
    if form["code"] in corrections.OF_CASE and case["service"] is not None:
        values, problems = corrections.check(window, tx, case, code, form, body)
        problems = definitions.of_case(tx, case).labelled(words.language, problems)
    else:
        facts = {"case": {"grid_wanted": case["grid_id"] is None and bool(window.reference.grids)}}
        values, problems = forms.check(form, body, window.reference.known._replace(facts=facts))
        problems += corrections.unexplained(window, tx, case, code, values, words)
        problems = [_labelled(problem, code, words) for problem in problems]
    if problems:
        raise Refusal("invalid", problems)
    return values


def _labelled(problem: Problem, code: str, words: Words) -> Problem:
    """With the name that its field has in the form of this step; without what the form says behind it in
    brackets."""
    for key in (f"form.step.{problem.path}.label.{code}", f"form.step.{problem.path}.label"):
        if problem.label is None and words.has(key):
            return problem._replace(label=re.split("[（(]", words(key))[0].strip())
    return problem


def take_step(
    window: Window, tx: Tx, viewer: Viewer, number: str, body: dict, asked: Once, words: Words
) -> tuple[Answer, CaseEvent | None]:
    """Take a step once. Raises Refusal not_found, invalid, forbidden, conflict."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return _repeated(window, tx, viewer, number, before, words), None
    case, code, under = _allowed(window, tx, viewer, number, body)
    were_in = case["departments"]
    acts_for = helping.FOR_PERSON if under is not None else None
    move(window, tx, viewer, case, code, body, words, acts_for=acts_for)
    if under is not None:
        helping.note(window, tx, viewer, case, under, code)
    if viewer.role != "resident":
        access.note(tx, case, viewer, code, window.now())
    reads = views.may_read(window, viewer, case)
    shown = (views.detail if reads else views.helped_detail)(window, tx, case, viewer, words)
    answer = Answer(200, wire.encode(shown))
    answers.keep(window, tx, asked, answer)
    return answer, telling.moved(window, tx, case, [code], were_in)


def _allowed(
    window: Window, tx: Tx, viewer: Viewer, number: str, body: dict
) -> tuple[dict, str, dict | None]:
    """The case, the step that the viewer may take of it, and the mandate under which it takes it for the
    person; no mandate where the step is its own. Raises Refusal not_found, invalid, forbidden."""
    case = case_rows.find(tx, number, lock=True)
    if case is None:
        raise Refusal("not_found")
    reads = views.may_read(window, viewer, case)
    code = code_of(window, body) if reads else body.get("step")
    stands = views.standing(window, tx, viewer, case)
    if reads and window.catalogue.roles.may_take(viewer.role, code, stands):
        return case, code, None
    under = None
    if code in helping.STEPS and helping.may_help(window, viewer, case):
        under = helping.allowed(window, tx, viewer, case, mandate_rules.SUPPLEMENT)
    if under is None:
        raise Refusal("forbidden" if reads else "not_found")
    return case, code, under


def move(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    case: dict,
    code: str,
    body: dict,
    words: Words,
    *,
    acts_for: str | None = None,
) -> None:
    """Check what a step was sent with and take it; who may was checked before. acts_for: as in
    apply. Raises Refusal invalid, conflict."""
    row = window.catalogue.case.steps[code]
    if row.form == ASKED and not corrections.asks(window, tx, case, row):
        raise Refusal("conflict")
    if code in promised.STEPS and not promised.asks(window, tx, case):
        raise Refusal("conflict")
    values = check(window, tx, case, code, body, words)
    if case["version"] != values["expected_version"]:
        raise Refusal("conflict")
    if case["state"] not in row.start or (row.once and _taken(tx, case, code)):
        raise Refusal("conflict")
    taken = None
    if row.form == ASKED:
        taken = _materials(window, tx, viewer, case, body, values)
        pictures, missing = taken.pictures, taken.problems
    else:
        pictures, missing = filing.own_pictures(
            tx, viewer.id, values.get("attachments") or [], "attachments"
        )
    if missing:
        raise Refusal("invalid", missing)
    if case["category"] in row.evidence and not pictures:
        raise invalid("attachments", "required")
    apply(window, tx, case, viewer, code, values, pictures, acts_for)
    if taken is not None:
        materials.note(window, tx, taken, case["number"], viewer)


def _materials(
    window: Window, tx: Tx, viewer: Viewer, case: dict, body: dict, values: dict
) -> materials.Taken:
    """What the owner of an application hands in, with what is used again of other cases."""
    picked = corrections.pictures_in(tx, case, values)
    definition = definitions.of_case(tx, case)
    whose = materials.of_owner(viewer, case)
    return materials.take(
        window, tx, viewer, whose, definition, body, values, picked, but=case["number"]
    )


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
    if (
        helping.may_help(window, viewer, case)
        and helping.verdict(window, tx, viewer, case, mandate_rules.SUPPLEMENT).row
    ):
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
    acts_for: str | None = None,
) -> None:
    """Move the case and append the step. The rules were checked before. acts_for: for whom a helper
    takes it (helping.FOR_PERSON); who stands in for somebody absent is seen here."""
    now = window.now()
    row = window.catalogue.case.steps[code]
    was_in = case["department_id"]
    cover = views.covered(window, viewer, case)
    if case["kind"] in row.to:
        case_rows.enter_state(window, case, row.to[case["kind"]], now)
    effects.run(effects.Change(window, tx, case, viewer, values, now), row.effects)
    given = {path: value for path, value in values.items() if path != "expected_version"}
    personal = None
    if row.form == ASKED:
        given, personal = corrections.parted(window, tx, case, given)
    step = case_rows.make_step(
        case,
        viewer,
        code,
        now,
        given,
        pictures,
        personal,
        reason=values.get("reason"),
        note=values.get("note"),
        basis=values.get("basis"),
        department_id=(case["department_id"] or was_in) if row.shows_department else None,
        actor_for=acts_for or ((cover.staff_no or NO_NUMBER) if cover else None),
    )
    filing.attach(tx, case["id"], pictures)
    if not case_rows.append(window, tx, case, step):
        raise Refusal("conflict")
