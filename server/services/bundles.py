"""Several services asked for at once (一件事): checked member by member, by the same code as one
application, and stored as one case each under a number of their own; all of them or none."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import applications as rules
from server.rules import bundles as composed
from server.rules import filed, forms
from server.rules.expressions import Scope, is_true
from server.rules.forms import Problem
from server.services import (
    accounts,
    answers,
    applications,
    assisted,
    attachments,
    bundle_views,
    burden_counts,
    definitions,
    drafts,
    facts,
    filing,
    mandates,
    materials,
    messages,
    people,
    steps,
    telling,
)
from server.services.answers import Answer, Once
from server.services.applications import Checked
from server.services.assisted import Behalf
from server.services.definitions import Definition
from server.services.errors import Refusal, invalid
from server.services.events import CaseEvent, record
from server.services.query_codes import query_code
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables as t
from server.store.bundle_tables import bundles
from server.store.statements import insert_row
from server.store.tx import Tx
from server.wire import types as wire

#: The one step that is taken for all of them at once.
WITHDRAW = "withdraw"
#: A mandate that is not about what is asked for (rules.mandates.verdict).
OTHER_MATTER = assisted.OTHER_MATTER
#: Names the members that a helper leaves out, since the mandate is not about them.
LEFT_OUT = "left_out"
_INSERT = insert_row(bundles)
_LOCKED = sa.select(t.cases).where(t.cases.c.id == bindparam("id")).with_for_update()


class Member(NamedTuple):
    """A service of a bundle that is needed, as it was checked."""

    row: dict
    body: dict
    checked: Checked


class CheckedBundle(Checked):
    """A bundle as it was checked, with the members that are needed."""

    def __init__(self, definition: Definition, values: dict, problems: list[Problem]):
        super().__init__(definition, values, problems, [])
        self.members: list[Member] = []


def is_bundle(window: Window, body: dict) -> bool:
    """Whether a filing asks for several services by one name."""
    code = body.get("service")
    services = window.reference.affairs.by_code
    return (
        applications.is_application(window, body)
        and isinstance(code, str)
        and "bundle" in services.get(code, {})
    )


def file_any(
    window: Window, tx: Tx, viewer: Viewer, body: dict, asked: Once, words: Words
) -> tuple[Answer, Sequence[CaseEvent]]:
    """File whatever a body asks for, once. Raises Refusal."""
    whole = is_bundle(window, body)
    if not whole and not applications.is_application(window, body):
        answer, event = filing.file_case(window, tx, viewer, body, asked, words)
        return answer, [event] if event is not None else []
    seconds = burden_counts.read_seconds(body)
    answer, events = (file if whole else _file_one)(window, tx, viewer, body, asked, words)
    if seconds is not None and events:  # none where it came again
        burden_counts.note_time(window, tx, body["service"], seconds)
    return answer, events


def _file_one(
    window: Window, tx: Tx, viewer: Viewer, body: dict, asked: Once, words: Words
) -> tuple[Answer, Sequence[CaseEvent]]:
    answer, event = applications.file_application(window, tx, viewer, body, asked, words)
    return answer, [event] if event is not None else []


def check(
    window: Window, tx: Tx, viewer: Viewer, body: dict, behalf: Behalf | None = None
) -> Checked:
    """An application for one service, or for those of a bundle that are needed. Paths are those of the
    form that was filled in. Raises Refusal invalid where there is no such service."""
    if not is_bundle(window, body):
        return applications.check(window, tx, viewer, body, behalf)
    definition = applications.open_service(window, body["service"])
    service, form = definition.service, definition.form
    person: dict = {}
    if behalf is not None:
        person = behalf.facts(window, tx)
    elif (body.get("for") or applications.SELF) == applications.SELF:
        person = facts.of_account(window, accounts.by_id(tx, viewer.id))
    known = applications.known_of(window, person)
    values, _ = forms.check(form, body, known)
    asks = [field for field in form["fields"] if field["path"].startswith(f"{composed.ASKS}.")]
    paths = {field["path"] for field in asks}
    own_rules = [rule for rule in form["rules"] if rule["at"] in paths]
    told, problems = forms.check_answers({**form, "fields": asks, "rules": own_rules}, body, known)
    found = CheckedBundle(definition, values, problems)
    promise, wrong = rules.read_promise(body.get(rules.LATER), definition.minor(), known.today)
    found.problems += wrong
    if problems:  # which of them are needed is not known
        return found
    scope = Scope(told, known.facts, known.today.isoformat())
    left = body.get(LEFT_OUT) or []
    if left:
        whose = outside(tx, viewer, service, body.get("mandate")) if behalf is not None else ()
        if not set(left) <= set(whose):
            found.problems.append(Problem(LEFT_OUT, "unknown"))
    for row in composed.needed(service, lambda one: is_true(one, scope)):
        if row["service"] not in left:
            _check_member(window, tx, viewer, body, behalf, promise, row, found)
    found.problems[:] = filing.sort_by_form(form, list(dict.fromkeys(found.problems)))
    return found


def outside(tx: Tx, viewer: Viewer, service: Mapping, mandate: str | None) -> list[str]:
    """The members that a mandate of the viewer's is not about: a helper cannot ask for them, and may leave
    them out. None where it names the whole. Raises Refusal not_found."""
    row = mandates.by_id(tx, mandate or "")
    if row is None or row["helper_id"] != viewer.id:
        raise Refusal("not_found")
    known = mandates.matters_of(row).services
    if service["code"] in known:
        return []
    return [one["service"] for one in service["bundle"] if one["service"] not in known]


def _check_member(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    body: dict,
    behalf: Behalf | None,
    promise: rules.Promise | None,
    row: dict,
    found: CheckedBundle,
) -> None:
    """One service by its own definition; what is wrong with it goes to the bundle's problems."""
    code = row["service"]
    own = composed.own_answers(row, body)
    own |= {name: body[name] for name in ("for", "on_behalf_of") if name in body}
    own |= {"kind": applications.KIND, "service": code}
    reused = body.get(rules.REUSED)
    if isinstance(reused, list):
        own[rules.REUSED] = [path for path, place in row["paths"].items() if place in reused]
    try:
        minor = definitions.present(window, code)
        later = [
            path
            for path, place in row["paths"].items()
            if promise is not None and place in promise.fields and minor and path in minor.minor()
        ]
        if promise is not None and later:
            own[rules.LATER] = {"fields": later, "by": promise.by}
        checked = applications.check(window, tx, viewer, own, behalf)
    except Refusal as refusal:
        found.problems += _at_member(row, refusal)
        return
    found.problems += [
        p if p.path == "for" else p._replace(path=composed.composed_path(row, p.path))
        for p in checked.problems
    ]
    found.members.append(Member(row, own, checked))


def _at_member(row: dict, refusal: Refusal) -> list[Problem]:
    """What is wrong with a service as a whole, where the form tells of it. Raises what is no mistake."""
    if refusal.code != "invalid":
        raise refusal
    place = f"{composed.ITEMS}.{row['service']}"
    return [p._replace(path=place) for p in refusal.problems]


def file(
    window: Window, tx: Tx, viewer: Viewer, body: dict, asked: Once, words: Words
) -> tuple[Answer, Sequence[CaseEvent]]:
    """Ask for all that are needed of a bundle, once. Raises Refusal invalid / conflict, and then
    nothing is stored."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before, []
    behalf = assisted.read(window, tx, viewer, body)
    found = check(window, tx, viewer, body, behalf)
    assert isinstance(found, CheckedBundle)
    channel, members = "portal", {}
    if behalf is not None:  # before anything is said of what was filled in
        _allow(window, tx, behalf, found, words)
        channel, members = behalf.channel, behalf.columns()
    definition, problems = found.definition, list(found.problems)
    pictures: list[materials.Taken] = []
    for member in found.members:
        taken = applications.take_pictures(window, tx, viewer, member.body, member.checked, behalf)
        pictures.append(taken)
        problems += [
            p._replace(path=composed.composed_path(member.row, p.path)) for p in taken.problems
        ]
    if not problems:
        for member in found.members:
            try:
                applications.only_one(window, tx, viewer, member.checked, behalf)
            except Refusal as refusal:
                problems += _at_member(member.row, refusal)
    if problems:
        raise Refusal("invalid", definition.labelled(words.language, dict.fromkeys(problems)))
    bundle = _insert(window, tx, viewer, found, channel, members)
    events = []
    given: set[str] = set()
    for member, taken in zip(found.members, pictures, strict=True):
        rows = _copied(window, tx, member.checked, taken.pictures, given)
        case, step = applications.create(
            window, tx, viewer, member.checked, rows, channel, bundle=bundle["number"], **members
        )
        materials.note(window, tx, taken, case["number"], viewer)
        if behalf is not None:
            behalf.note(window, tx, case, step["at"])
            messages.tell_person(tx, case, behalf.person["id"], viewer.staff_no, step["at"])
        events.append(filing.event_of(window, tx, case))
        record(tx, events[-1], step["at"])
    if behalf is None:
        drafts.drop(tx, viewer.id, definition.service["code"])
    else:
        persons = people.ids_of(tx, behalf.person)
        drafts.drop_for(tx, viewer.id, definition.service["code"], persons)
    shown = bundle_views.detail(window, tx, bundle, viewer, words)
    code = query_code(window, bundle["number"], bundle["code_salt"])
    answer = Answer(201, wire.encode(wire.Receipt(shown, code)))
    answers.keep(window, tx, asked, answer)
    return answer, events


def _allow(window: Window, tx: Tx, behalf: Behalf, found: CheckedBundle, words: Words) -> None:
    """The mandate must allow each that is needed now, by its own name or by the whole's. Where it is about
    some of them and not about others, those are told by their place. Raises Refusal invalid."""
    definition, wrong = found.definition, []
    whole = definition.service["code"]
    for member in found.members:
        code = member.row["service"]
        try:
            behalf.allow(window, tx, None, found.values, service=code, bundle=whole)
        except Refusal as refusal:
            if [one.code for one in refusal.problems] != [OTHER_MATTER]:
                raise
            wrong.append(Problem(f"{composed.ITEMS}.{code}", OTHER_MATTER))
    if len(wrong) == len(found.members):
        raise invalid("mandate", OTHER_MATTER)
    if wrong:
        raise Refusal("invalid", definition.labelled(words.language, wrong))


def _insert(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    found: CheckedBundle,
    channel: str,
    members: dict,
) -> dict:
    """The row of the bundle: its number, what was answered to its questions, and for whom it is."""
    now, service = window.now(), found.definition.service
    told = {
        path: value
        for path, value in found.values.items()
        if path.startswith(f"{composed.ASKS}.") and value is not None
    }
    row = {
        "number": filing.next_number(window, tx, applications.KIND, now),
        "service": service["code"],
        "service_version": service["version"],
        "definition": definitions.keep(window, tx, found.definition),
        "owner_id": viewer.id,
        "person_id": None,
        "filed_by": None,
        "channel": channel,
        "answers": filed.part(found.definition.form, told).answers,
        "code_salt": window.ports.random.bytes(8),
        "created_at": now,
        **members,
    }
    tx.run(_INSERT, **row)
    tx.changed(bundles, row["number"])
    return row


def _copied(
    window: Window, tx: Tx, checked: Checked, rows: list[dict], given: set[str]
) -> list[dict]:
    """The pictures of a member, each a row of its own: one that another member has already is the same
    picture under another id. given: the ids that are in a case by now."""
    found, renamed = [], {}
    for row in rows:
        if row["id"] in given:
            new = attachments.copy(window, tx, row)
            renamed[row["id"]] = new["id"]
            row = new
        given.add(row["id"])
        found.append(row)
    for path in rules.picture_paths(checked.definition.form) if renamed else ():
        value = checked.values.get(path)
        if isinstance(value, list):
            checked.values[path] = [renamed.get(one, one) for one in value]
        elif value is not None:
            checked.values[path] = renamed.get(value, value)
    return found


def take_step(
    window: Window, tx: Tx, viewer: Viewer, number: str, body: dict, asked: Once, words: Words
) -> tuple[Answer, Sequence[CaseEvent]]:
    """Take a step of a case, or withdraw all that is open of a bundle, once. Raises Refusal as
    steps.take_step."""
    bundle = bundle_views.find(tx, number)
    if bundle is None:
        answer, event = steps.take_step(window, tx, viewer, number, body, asked, words)
        return answer, [event] if event is not None else []
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before, []
    if not viewer.has_filed(bundle):
        raise Refusal("not_found")
    if steps.code_of(window, body) != WITHDRAW:
        raise invalid("step", "unknown")
    rule = window.catalogue.case.steps[WITHDRAW]
    form = window.reference.forms.steps[rule.form]
    values, problems = forms.check(form, body, window.reference.known)
    if problems:
        raise Refusal("invalid", problems)
    cases = [tx.one(_LOCKED, id=case["id"]) for case in bundle_views.cases_of(tx, bundle)]
    if bundle_views.version_of(cases) != values["expected_version"]:
        raise Refusal("conflict")
    going = [case for case in cases if case["state"] in rule.start]
    if not going:
        raise Refusal("conflict")
    events = []
    for case in going:
        steps.apply(window, tx, case, viewer, WITHDRAW, values, [])
        events.append(telling.moved(window, tx, case, [WITHDRAW], case["departments"]))
    answer = Answer(200, wire.encode(bundle_views.detail(window, tx, bundle, viewer, words)))
    answers.keep(window, tx, asked, answer)
    return answer, events
