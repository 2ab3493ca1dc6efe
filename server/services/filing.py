"""Filing an appeal: checked by the form, numbered, deadlined, hashed, stored once."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import applications, filed, forms, history, numbers
from server.rules.authorisation import Action
from server.rules.forms import Problem
from server.rules.values import without_number
from server.services import (
    answers,
    assisted,
    case_rows,
    drafts,
    events,
    helping,
    messages,
    patrol,
    people,
    tasks,
    views,
    visits,
)
from server.services.answers import Answer, Once
from server.services.errors import Refusal
from server.services.events import CaseEvent
from server.services.query_codes import query_code
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables as t
from server.store.statements import NEXT
from server.store.tx import Tx
from server.wire import types as wire

DEFAULT_KIND = "appeal"

_A = t.attachments.c
_OWN_FREE = sa.select(t.attachments).where(
    _A.id == bindparam("id"),
    _A.owner_id == bindparam("owner"),
    _A.case_id.is_(None),
    _A.visit_id.is_(None),
)
_ATTACH = (
    sa.update(t.attachments)
    .where(_A.id == bindparam("attachment"), _A.case_id.is_(None), _A.visit_id.is_(None))
    .values(case_id=bindparam("new_case"))
)


def check(window: Window, body: dict) -> tuple[str, dict, list[Problem]]:
    """Kind, values and problems of a filing by the kind's form definition. A kind that is not
    there is checked as an appeal, so that the other problems are told too."""
    kind, known = body.get("kind"), window.reference.filed_forms
    problems = []
    if not isinstance(kind, str) or kind not in known:
        code = "required" if kind in (None, "") else "unknown"
        problems = [Problem("kind", code if isinstance(kind, str | None) else "wrong_type")]
        kind = DEFAULT_KIND
    values, found = forms.check(known[kind], body, window.reference.known)
    return kind, values, problems + found


def action_for(window: Window, body: dict) -> Action:
    """What one must be allowed to do to file this: what the kind says, or to help under a mandate."""
    kind = body.get("kind")
    rule = window.catalogue.case.kinds.get(kind) if isinstance(kind, str) else None
    action = rule.action if rule is not None else Action.CASE_FILE
    helps = action is Action.CASE_FILE and body.get("on_behalf_of")
    return Action.CASE_ASSIST if helps else action


def own_pictures(
    tx: Tx,
    owner: str,
    ids: list[str],
    path: str,
    takes: Collection[str] = applications.PICTURES,
) -> tuple[list, list[Problem]]:
    """The uploader's pictures that belong to no case yet, and those that are not there. takes: the
    kinds of file that may stand at this path."""
    found, problems = [], []
    for index, picture_id in enumerate(ids):
        row = tx.one(_OWN_FREE, id=picture_id, owner=owner)
        if row is None:
            problems.append(Problem(f"{path}.{index}", "unknown", index=index + 1))
        elif row["content_type"] not in takes:
            problems.append(Problem(f"{path}.{index}", "pictures_only", index=index + 1))
        else:
            found.append(row)
    return found, problems


def own_each(
    tx: Tx, owner: str, form: Mapping, picked: list[tuple[str, str]]
) -> tuple[list[dict], list[Problem]]:
    """The uploader's pictures that belong to no case yet, and those that are not there, are used
    twice or are of a kind that the form does not take there, each by its own path."""
    found: list[dict] = []
    problems: list[Problem] = []
    for path, picture in picked:
        rows, missing = own_pictures(tx, owner, [picture], path, applications.takes(form, path))
        last = path.rsplit(".", 1)[-1]
        index = int(last) + 1 if last.isdigit() else None
        if missing or any(row["id"] == picture for row in found):
            code = missing[0].code if missing else "unknown"
            problems.append(Problem(path, code, index=index))
        else:
            found += rows
    return found, problems


def attach(tx: Tx, case_id: int, pictures: list[dict]) -> None:
    """Give the pictures to the case."""
    for picture in pictures:
        if tx.run(_ATTACH, attachment=picture["id"], new_case=case_id) != 1:
            raise Refusal("conflict")
        tx.changed(t.attachments, picture["id"])


def sort_by_form(form: dict, problems: list[Problem]) -> list[Problem]:
    """Problems in the order of the form."""
    order = {field["path"]: i for i, field in enumerate(forms.leaves(form))}
    order["kind"] = -1
    return sorted(problems, key=lambda p: order.get(without_number(p.path), 0))


def file_case(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    body: dict,
    asked: Once,
    words: Words,
) -> tuple[Answer, CaseEvent | None]:
    """File a case once. Raises Refusal invalid / conflict."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before, None
    kind, values, problems = check(window, body)
    behalf = None if kind == patrol.KIND else assisted.read(window, tx, viewer, body)
    pictures: list[dict] = []
    if values.get("attachments"):
        pictures, missing = own_pictures(tx, viewer.id, values["attachments"], "attachments")
        problems = problems + missing
    if problems:
        form = window.reference.filed_forms[kind]
        raise Refusal("invalid", sort_by_form(form, problems))
    members, channel = {}, window.catalogue.case.kinds[kind].channel
    if kind == patrol.KIND:
        members = patrol.members(window, viewer, body, values)
    elif behalf is not None:
        behalf.allow(window, tx, values["category"], values, service=None)
        channel, members = behalf.channel, behalf.columns()
    case, step = create(window, tx, viewer, values, pictures, channel, kind, **members)
    return finished(window, tx, viewer, case, step, pictures, asked, words, behalf)


def finished(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    case: dict,
    step: dict,
    pictures: list[dict],
    asked: Once,
    words: Words,
    behalf: assisted.Behalf | None,
) -> tuple[Answer, CaseEvent]:
    """What every filing ends with: its draft is forgotten (or it is noted on whose behalf it was), the
    receipt is kept as the write's answer, and whom it concerns will hear of it."""
    if behalf is not None:
        behalf.note(window, tx, case, step["at"])
        messages.tell_person(tx, case, behalf.person["id"], viewer.staff_no, step["at"])
        persons = people.ids_of(tx, behalf.person)
        drafts.drop_for(tx, viewer.id, case["service"] or case["kind"], persons)
    else:
        drafts.drop(tx, viewer.id, case["service"] or case["kind"])
    code = query_code(window, case["number"], case["code_salt"])
    shown = views.detail(window, tx, case, viewer, words, steps=[step], pictures=pictures)
    answer = Answer(201, wire.encode(wire.Receipt(shown, code)))
    answers.keep(window, tx, asked, answer)
    event = event_of(window, tx, case)
    events.record(tx, event, step["at"])
    return answer, event


def event_of(
    window: Window, tx: Tx, case: dict, were_in: str = "", joiners: Sequence[str] = ()
) -> CaseEvent:
    """The event that tells of the case's newest step: to the departments that have or had a task
    of it, and to those which had one before the step (as in cases.departments)."""
    departments = {d for d in f"{case['departments']},{were_in}".split(",") if d}
    return CaseEvent(
        case["number"],
        case["version"],
        case["state"],
        case["owner_id"],
        sorted(departments),
        case["grid_id"],
        window.hub.process,
        list(joiners),
        visits.who_asks(tx, case["id"]),
    )


def next_number(window: Window, tx: Tx, kind: str, now: int) -> str:
    """The next number of a kind on this day. Raises Refusal unavailable once a day has no more."""
    division, letter = window.reference.street.division, window.catalogue.case.kinds[kind].letter
    day = window.zone.local(now).strftime("%Y%m%d")
    sequence = tx.value(tx.pick(NEXT), name=f"{division}{letter}{day}", value=1)
    if sequence > numbers.MOST_A_DAY:
        raise Refusal("unavailable", retry_after=3600)
    return numbers.case_number(division, letter, day, sequence)


def create(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    values: dict,
    pictures: list[dict],
    channel: str,
    kind: str = DEFAULT_KIND,
    form: dict | None = None,
    **members: Any,
) -> tuple[dict, dict]:
    """Number, deadline, seal and store a filing of any kind, checked by the kind's form or this
    one; answers the case and its first step. values by path; members: columns of its kind."""
    now = window.now()
    values = {**values, "attachments": [p["id"] for p in pictures]}
    parts = filed.part(form or window.reference.filed_forms[kind], values)
    columns = parts.columns
    rule = window.catalogue.case.kinds[kind]
    number = next_number(window, tx, kind, now)
    grid_id = values.get("place.grid_id")
    if grid_id is None and columns["lon"] is not None:
        grid_id = window.reference.grid_at(columns["lon"], columns["lat"])
    case: dict = dict.fromkeys(history.OF_SERVICE + history.OF_PERSON + history.OF_BUNDLE)
    case |= {
        **columns,
        "number": number,
        "kind": kind,
        "channel": channel,
        "owner_id": viewer.id,
        "contact_phone_enc": _sealed(window, parts.contact_phone, "cases.contact_phone"),
        "personal_enc": _sealed(window, parts.personal, "cases.personal"),
        "code_salt": window.ports.random.bytes(8),
        "answers": parts.answers,
        "grid_id": grid_id,
        "photos": len(pictures),
        "raised": 0,
        "created_at": now,
        "updated_at": now,
        "department_id": None,
        "departments": "",
        "handled_by": None,
        "returns": 0,
        "reopened": 0,
        "rating": None,
        "can_rate": 0,
        "seen": 0,
        "joiners": 0,
        "version": 0,
        "head": history.GENESIS,
        **members,
    }
    case_rows.enter_state(window, case, rule.starts, now)
    # Staff who file for somebody are told by their number; of a resident it is told that they helped.
    helps = case["filed_by"] is not None and viewer.role == "resident"
    step = case_rows.make_step(
        case,
        viewer,
        "submit",
        now,
        pictures=pictures,
        department_id=case["department_id"],
        actor_for=helping.FOR_PERSON if helps else None,
    )
    case["version"], case["head"] = 1, step["hash"]
    case_rows.seal(window, case)
    case["id"] = tx.value(case_rows.INSERT_CASE, **case)
    tx.changed(t.cases, case["id"])
    tx.run(case_rows.INSERT_STEP, **{**step, "case_id": case["id"]})
    tasks.follow(window, tx, case, step)
    attach(tx, case["id"], pictures)
    return case, step


def _sealed(window: Window, text: str | None, context: str) -> bytes | None:
    return window.keys.encrypt(text, context) if text else None
