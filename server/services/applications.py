"""Applications: asking for a service of the catalogue by its form."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import applications as rules
from server.rules import forms, promises
from server.rules.forms import Known, Problem
from server.rules.values import put
from server.services import (
    accounts,
    answers,
    assisted,
    corrections,
    definitions,
    facts,
    filing,
    materials,
)
from server.services.answers import Answer, Once
from server.services.assisted import Behalf
from server.services.definitions import Definition
from server.services.errors import Refusal, invalid
from server.services.events import CaseEvent
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import locks
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx

KIND = "application"
#: What stands in the columns that appeals have their own answers in.
CATEGORY = "service"
SELF = rules.SELF
#: Titles are stored in the language of the street.
LANGUAGE = "zh-CN"

_C = t.cases.c
_P = t.applied_for.c
_OF_PERSON = (
    sa.select(_C.number, _C.owner_id, _C.state, _C.answers, _P.person_hash)
    .outerjoin(t.applied_for, _P.case_id == _C.id)
    .where(
        sa.or_(_C.owner_id == bindparam("owner"), _C.person_id == bindparam("person")),
        _C.service == bindparam("service"),
    )
)
_FOR_PERSON = (
    sa.select(_C.number, _C.owner_id, _C.state)
    .join(t.applied_for, _P.case_id == _C.id)
    .where(_P.person_hash == bindparam("person"), _P.service == bindparam("service"))
)
_KEEP_PERSON = insert_row(t.applied_for)


def is_application(window: Window, body: dict) -> bool:
    """Whether a filing asks for a service, by its kind."""
    kind = body.get("kind")
    rule = window.catalogue.case.kinds.get(kind) if isinstance(kind, str) else None
    return rule is not None and rule.form is None


class Checked:
    """An application as it was checked. values: by path, with what a case keeps beside its form's
    answers; picked: the paths of its pictures with their ids."""

    def __init__(self, definition: Definition, values: dict, problems: list[Problem], picked: list):
        self.definition, self.values = definition, values
        self.problems, self.picked = problems, picked


def known_of(window: Window, person: dict[str, Any]) -> Known:
    """What a service's form is checked with."""
    known = window.reference.known
    return known._replace(today=window.today(), facts=facts.tree(person))


def open_service(window: Window, code: Any) -> Definition:
    """The service, if it can be applied for now. Raises Refusal invalid."""
    if code in (None, ""):
        raise invalid("service", "required")
    if not isinstance(code, str):
        raise invalid("service", "wrong_type")
    definition = definitions.present(window, code)
    if definition is None:
        raise invalid("service", "unknown")
    day, service = window.today().isoformat(), definition.service
    if not service.get("opens", "") <= day <= service.get("closes", day):
        raise invalid("service", "closed")
    return definition


def check(
    window: Window, tx: Tx, viewer: Viewer, body: dict, behalf: Behalf | None = None
) -> Checked:
    """The application by the service's present form, whichever version the person saw. Raises
    Refusal invalid where there is no such service."""
    definition = open_service(window, body.get("service"))
    service, form = definition.service, definition.form
    whom = body.get("for") or SELF
    problems = [] if whom in service["for"] else [Problem("for", "unknown")]
    person: dict = {}
    if behalf is not None:
        person = behalf.facts(window, tx)
        by_helper = behalf.channel != "portal" or assisted.MANDATE in service["for"]
        problems += [] if whom == SELF and by_helper else [Problem("for", "unknown")]
    elif whom == SELF:
        person = facts.of_account(window, accounts.by_id(tx, viewer.id))
    known = known_of(window, person)
    minor = definition.minor()
    promise, wrong = rules.read_promise(body.get(rules.LATER), minor, known.today)
    problems += wrong
    # Nobody promises in writing for somebody else, whatever the mandate is about (ADR 73).
    asked = form if behalf is None else promises.without_promises(form)
    if behalf is not None:
        problems += [
            Problem(field["path"], promises.NOT_BY_HELPER) for field in promises.given(form, body)
        ]
    values, found = forms.check(asked, body, known)
    problems += rules.without_promised(found, promise)
    answered: dict = {}
    for path, value in values.items():
        if value is not None:
            put(answered, path, value)
    told = {problem.path for problem in problems}
    lacking = rules.needed(service, answered, known.facts, promise)
    problems += [
        Problem(path, "required", kind=rules.PAPERS) for path in lacking if path not in told
    ]
    picked = rules.picture_ids(form, answered)
    values |= {"service": service["code"], "for": whom, "category": CATEGORY}
    values["title"] = definition.title(LANGUAGE)
    if promise is not None:
        values[rules.LATER] = promise._asdict()
    return Checked(definition, values, filing.sort_by_form(form, problems), picked)


def file_application(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    body: dict,
    asked: Once,
    words: Words,
    *,
    channel: str = "portal",
) -> tuple[Answer, CaseEvent | None]:
    """Apply once. Raises Refusal invalid / conflict."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before, None
    behalf = assisted.read(window, tx, viewer, body)
    checked = check(window, tx, viewer, body, behalf)
    channel, members = _under(window, tx, checked, behalf, channel)
    taken = take_pictures(window, tx, viewer, body, checked, behalf)
    if checked.problems or taken.problems:
        problems = checked.problems + taken.problems
        raise Refusal("invalid", checked.definition.labelled(words.language, problems))
    only_one(window, tx, viewer, checked, behalf)
    case, step = create(window, tx, viewer, checked, taken.pictures, channel, **members)
    materials.note(window, tx, taken, case["number"], viewer)
    return filing.finished(window, tx, viewer, case, step, taken.pictures, asked, words, behalf)


def _under(
    window: Window, tx: Tx, checked: Checked, behalf: Behalf | None, channel: str
) -> tuple[str, dict]:
    """Through which window it comes and what the case has of who files. A mandate is judged before anything
    is said of what was filled in: whoever has none learns nothing of the person. Raises Refusal invalid at
    `mandate`."""
    if behalf is None:
        return channel, {}
    behalf.allow(window, tx, None, checked.values, service=checked.values["service"])
    return behalf.channel, behalf.columns()


def take_pictures(
    window: Window, tx: Tx, viewer: Viewer, body: dict, checked: Checked, behalf: Behalf | None
) -> materials.Taken:
    """The pictures of an application, those among them that the person handed in before."""
    whose = materials.own(viewer)
    if behalf is not None:
        whose = materials.of_behalf(tx, behalf)
    elif checked.values["for"] != SELF:
        whose = materials.NOBODY
    return materials.take(
        window, tx, viewer, whose, checked.definition, body, checked.values, checked.picked
    )


def create(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    checked: Checked,
    pictures: list[dict],
    channel: str,
    **members: Any,
) -> tuple[dict, dict]:
    """Store an application without problems; answers the case and its first step. Its department
    has it at once."""
    definition = checked.definition
    service = definition.service
    case, step = filing.create(
        window,
        tx,
        viewer,
        checked.values,
        pictures,
        channel,
        KIND,
        definition.form,
        service=service["code"],
        service_version=service["version"],
        definition=definitions.keep(window, tx, definition),
        promised=service["time"]["promised"],
        **members,
        department_id=service["department"],
        departments=service["department"],
        # Who walks a grid has nothing to do with what its people apply for.
        grid_id=None,
    )
    corrections.promise(window, tx, case)
    person_hash = whose(window, checked) if service.get("once") else None
    if person_hash is not None:
        tx.run(_KEEP_PERSON, case_id=case["id"], service=service["code"], person_hash=person_hash)
    return case, step


def only_one(
    window: Window, tx: Tx, viewer: Viewer, checked: Checked, behalf: Behalf | None
) -> None:
    """Raises Refusal invalid where a person may have one such application and has it, whoever filed that: they
    are known by their ID number, and by their account what was filed before that was kept."""
    once = checked.definition.service.get("once")
    if once is None:
        return
    code = checked.definition.service["code"]
    owner, person = (viewer.id, None) if behalf is None else (behalf.account, behalf.person["id"])
    person_hash, own = whose(window, checked), checked.values["for"] == SELF
    locked = [person_hash] if person_hash else []
    if own:
        locked.append(window.keys.lookup(f"{owner or person}\0{code}", "applications.once"))
    # The person first, as for each service of a bundle: two that file at once never wait for each other.
    for one in locked:
        locks.hold(tx, one)
    if not own:
        owner = person = None
    stands = in_the_way(window, tx, checked.definition, owner, person, person_hash)
    if stands is not None:
        raise invalid("service", stands.code)


class Standing(NamedTuple):
    """What is in the way of asking once more: already_open or only_once, and the number of the case where it is
    theirs who asks."""

    code: str
    number: str | None


def in_the_way(
    window: Window,
    tx: Tx,
    definition: Definition,
    owner: str | None,
    person: str | None,
    person_hash: bytes | None = None,
) -> Standing | None:
    """What keeps it from being asked for once more; None where nothing is in the way. owner, person: who asks for
    themselves; person_hash: of whom it is for, where their number is known, else it is taken for who asks."""
    once = definition.service.get("once")
    if once is None:
        return None
    code, rules_of = definition.service["code"], window.catalogue.case
    found = tx.all(_FOR_PERSON, person=person_hash or b"", service=code)
    rows = tx.all(_OF_PERSON, owner=owner or "", person=person or "", service=code)
    unknown = person_hash is None and "once_of" not in definition.service
    found += [row for row in rows if _is_own(row) and (unknown or row["person_hash"] is None)]
    stand = [
        row
        for row in found
        if rules_of.is_open(row["state"]) or (once == "ever" and row["state"] == "closed")
    ]
    if not stand:
        return None
    own = next((row["number"] for row in stand if owner and row["owner_id"] == owner), None)
    return Standing("already_open" if once == "open" else "only_once", own)


def standing_of(window: Window, tx: Tx, viewer: Viewer, code: str) -> Standing | None:
    """What keeps who is signed in from asking for a service for themselves once more, as far as it is known before
    the form is filled in."""
    definition = definitions.present(window, code)
    if definition is None or viewer.id is None or viewer.role != "resident":
        return None
    if "once_of" in definition.service:
        return None  # whom it is for is asked in the form
    known = facts.of_account(window, accounts.by_id(tx, viewer.id))
    number = known.get("person.id_number")
    return in_the_way(window, tx, definition, viewer.id, None, hash_of(window, number))


def _is_own(row: Mapping) -> bool:
    return msgspec.json.decode(row["answers"], type=dict).get("for") == SELF


def whose(window: Window, checked: Checked) -> bytes | None:
    """By what whom it is for is found again: a keyed hash of the ID number that the form asks of them."""
    definition = checked.definition
    paths = [definition.service.get("once_of", "")]
    paths += [one["path"] for one in definition.form["fields"] if _is_number(one)]
    number = next((checked.values[path] for path in paths if checked.values.get(path)), None)
    return hash_of(window, number)


def hash_of(window: Window, number: str | None) -> bytes | None:
    """By what whoever has an ID number is found in applications; None for none."""
    return window.keys.lookup(number, "applications.person") if number else None


def _is_number(field: dict) -> bool:
    return field.get("prefill", {}).get("fact") == "person.id_number"
