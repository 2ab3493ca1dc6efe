"""Applications: asking for a service of the catalogue by its form."""

from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import applications as rules
from server.rules import forms
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
from server.store.tx import Tx

KIND = "application"
#: What stands in the columns that appeals have their own answers in.
CATEGORY = "service"
SELF = rules.SELF
#: Titles are stored in the language of the street.
LANGUAGE = "zh-CN"

_C = t.cases.c
_OF_PERSON = sa.select(_C.state, _C.answers).where(
    sa.or_(_C.owner_id == bindparam("owner"), _C.person_id == bindparam("person")),
    _C.service == bindparam("service"),
)


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
    values, found = forms.check(form, body, known)
    problems += rules.without_promised(found, promise)
    answered: dict = {}
    for path, value in values.items():
        if value is not None:
            put(answered, path, value)
    told = {problem.path for problem in problems}
    lacking = rules.needed(service, answered, known.facts, promise)
    problems += [Problem(path, "required") for path in lacking if path not in told]
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
    taken = take_pictures(window, tx, viewer, body, checked, behalf)
    if checked.problems or taken.problems:
        problems = checked.problems + taken.problems
        raise Refusal("invalid", checked.definition.labelled(words.language, problems))
    members: dict = {}
    if behalf is not None:
        behalf.allow(window, tx, None, checked.values, service=checked.values["service"])
        channel, members = behalf.channel, behalf.columns()
    only_one(window, tx, viewer, checked, behalf)
    case, step = create(window, tx, viewer, checked, taken.pictures, channel, **members)
    materials.note(window, tx, taken, case["number"], viewer)
    return filing.finished(window, tx, viewer, case, step, taken.pictures, asked, words, behalf)


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
    return case, step


def only_one(
    window: Window, tx: Tx, viewer: Viewer, checked: Checked, behalf: Behalf | None
) -> None:
    """Raises Refusal invalid where a person may have one such application and has it. What is for
    somebody else is not counted: one account may help several people."""
    once = checked.definition.service.get("once")
    if once is None or checked.values["for"] != SELF:
        return
    code = checked.definition.service["code"]
    owner, person = (viewer.id, None) if behalf is None else (behalf.account, behalf.person["id"])
    who = owner or person
    locks.hold(tx, window.keys.lookup(f"{who}\0{code}", "applications.once"))
    stands = in_the_way(window, tx, checked.definition, owner, person)
    if stands is not None:
        raise invalid("service", stands)


def in_the_way(
    window: Window, tx: Tx, definition: Definition, owner: str | None, person: str | None
) -> str | None:
    """Why somebody may not ask for it for themselves once more: already_open, only_once; None where
    nothing is in the way."""
    once = definition.service.get("once")
    if once is None:
        return None
    rules_of = window.catalogue.case
    code = definition.service["code"]
    for row in tx.all(_OF_PERSON, owner=owner or "", person=person or "", service=code):
        own = msgspec.json.decode(row["answers"], type=dict).get("for") == SELF
        if own and (
            rules_of.is_open(row["state"]) or (once == "ever" and row["state"] == "closed")
        ):
            return "already_open" if once == "open" else "only_once"
    return None
