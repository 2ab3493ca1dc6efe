"""Materials that were handed in with an application before, used again with another (一表通): only the
person's own, only for the same material, only where the person said yes, and never without a line
that says so.

What is used again is a picture of its own with the same content: the new case does not hang on the
old one, and retention keeps the file as long as either is there.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

import msgspec

from server.rules import applications as rules
from server.rules.forms import Problem
from server.rules.values import find
from server.services import (
    access,
    assisted,
    attachments,
    case_rows,
    corrections,
    definitions,
    filing,
    mandates,
    people,
    person_sights,
)
from server.services.definitions import Definition
from server.services.errors import Refusal
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import affairs as wire

#: Why the line in the ledger of the case was written that a material was first handed in with.
PURPOSE = "reuse"
#: Why a helper looked at what a person has handed in.
SIGHT = "materials"


class Whose(NamedTuple):
    """Whose materials are looked for. services: only what came with applications for these; None:
    with any. helper: not the person asks."""

    account: str | None
    persons: Collection[str]
    services: Collection[str] | None = None
    helper: bool = False


class HandedIn(NamedTuple):
    """A material as it was handed in last. at: when (ms); pictures: rows, in their order."""

    material: str
    case: dict
    definition: Definition
    field: str
    at: int
    pictures: list[dict]


class Taken(NamedTuple):
    """The pictures of an application, those that are used again among them. sources: the cases which
    these are from."""

    pictures: list[dict]
    problems: list[Problem]
    sources: list[dict]


#: What somebody handed in who is not named is offered to nobody.
NOBODY = Whose(None, ())


def own(viewer: Viewer) -> Whose:
    """One's own."""
    return Whose(viewer.id, viewer.persons)


def of_behalf(tx: Tx, behalf: assisted.Behalf) -> Whose:
    """The person's for whom somebody files, within the matters of the mandate."""
    row = mandates.by_id(tx, behalf.mandate)
    services = mandates.matters_of(row).services if row is not None else ()
    return Whose(behalf.account, people.ids_of(tx, behalf.person), services, helper=True)


def under_mandate(window: Window, tx: Tx, viewer: Viewer, mandate: str, service: str) -> Whose:
    """The person's who gave the mandate, for a helper who may file for this service now. Raises
    Refusal invalid at `mandate`."""
    behalf = assisted.under(window, tx, viewer, mandate, service=service)
    person_sights.note(tx, [behalf.person["id"]], viewer, SIGHT, window.now())
    return of_behalf(tx, behalf)


def handed_in(window: Window, tx: Tx, whose: Whose, *, but: str = "") -> dict[str, HandedIn]:
    """The newest of each material that a person handed in for themselves and that is still there, by
    the material's code. but: the number of a case that is not looked at."""
    found: dict[str, HandedIn] = {}
    for case in case_rows.newest_of(tx, whose.account, whose.persons):
        if case["service"] is None or case["number"] == but:
            continue
        if whose.services is not None and case["service"] not in whose.services:
            continue
        if _is_for_self(case):
            for one in _of_case(window, tx, case, found):
                found[one.material] = one
    return found


def _is_for_self(case: Mapping) -> bool:
    return msgspec.json.decode(case["answers"], type=dict).get("for") == rules.SELF


def of_owner(viewer: Viewer, case: Mapping) -> Whose:
    """What the owner of an application can use again where something of it is asked once more; who
    helps with it photographs."""
    return own(viewer) if viewer.has_filed(case) and _is_for_self(case) else NOBODY


def _of_case(window: Window, tx: Tx, case: dict, known: Collection[str]) -> list[HandedIn]:
    definition = definitions.of_case(tx, case)
    fields = {m: f for m, f in _fields(definition).items() if m not in known}
    if not fields:
        return []
    steps = corrections.steps_of(tx, case)
    answers = corrections.answers(window, tx, case, steps)
    rows = {row["id"]: row for row in tx.all(case_rows.PICTURES_OF, case_id=case["id"])}
    came = {one: s["at"] for s in steps for one in s["attachments"].split(",") if one}
    asked = ()
    if window.catalogue.case.is_paused(case["state"]):  # what the office could not use
        asked = corrections.asked_fields(window, tx, case, corrections.CORRECT, steps)
    found = []
    for material, field in fields.items():
        ids = find(answers, field) or ()
        pictures = [rows[one] for one in ids if one in rows]
        kept = all(window.blobs.path(one["sha256"]).exists() for one in pictures)
        if pictures and kept and len(pictures) == len(ids) and field not in asked:
            at = max(one["origin_at"] or came[one["id"]] for one in pictures)
            found.append(HandedIn(material, case, definition, field, at, pictures))
    return found


def _fields(definition: Definition) -> dict[str, str]:
    """The fields of a service's materials, by the material's code."""
    given = definition.service.get("materials", ())
    return {one["id"]: one["field"] for one in given if "field" in one}


def offered(
    window: Window, tx: Tx, whose: Whose, words: Words, service: str, but: str = ""
) -> wire.HandedIn:
    """What can be used again with an application for the service ("": all there is). A helper is not
    shown the pictures, which nobody but the person and the office may see."""
    found = handed_in(window, tx, whose, but=but)
    wanted: Mapping[str, str] = {}
    if service:
        definition = definitions.present(window, service)
        if definition is None:
            raise Refusal("not_found")
        wanted = _fields(definition)
    return wire.HandedIn(
        [
            wire.HandedInMaterial(
                material=one.material,
                field=wanted.get(one.material, one.field),
                label=one.definition.labels(words.language, [one.field])[0],
                service=one.case["service"],
                service_title=one.definition.title(words.language),
                number=None if whose.helper else one.case["number"],
                at=window.zone.iso(one.at),
                pictures=[case_rows.attachment_of(row) for row in one.pictures],
            )
            for one in found.values()
            if not service or one.material in wanted
        ]
    )


def for_fields(
    window: Window, tx: Tx, whose: Whose, definition: Definition, *, but: str = ""
) -> dict[str, HandedIn]:
    """What was handed in before, by the fields of a service that ask for it."""
    fields = _fields(definition)
    found = handed_in(window, tx, whose, but=but)
    return {fields[material]: one for material, one in found.items() if material in fields}


def take(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    whose: Whose,
    definition: Definition,
    body: Mapping,
    values: dict,
    picked: list[tuple[str, str]],
    *,
    but: str = "",
) -> Taken:
    """The uploader's own pictures, and what is used again at the fields that the body names in
    `reused`; in the values each stands under its new id. picked: ids by their paths."""
    by_field = {field: material for material, field in _fields(definition).items()}
    agreed, problems = rules.read_reused(body.get(rules.REUSED), by_field)
    before = handed_in(window, tx, whose, but=but) if agreed else {}
    rows: dict[str, dict] = {}
    sources: dict[str, HandedIn] = {}
    for path, picture in picked:
        field = rules.field_of(path)
        old = before.get(by_field[field]) if field in agreed else None
        row = next((one for one in old.pictures if one["id"] == picture), None) if old else None
        if old is None or row is None:
            continue
        if row["content_type"] not in rules.takes(definition.form, path):
            problems.append(Problem(path, "pictures_only"))
            continue
        if picture not in rows:
            owner = whose.account or row["owner_id"]
            rows[picture] = attachments.again(window, tx, row, owner, old.at)
            sources[field] = old
        else:
            problems.append(Problem(path, "unknown"))
    wrong = {problem.path for problem in problems}
    rest = [(path, one) for path, one in picked if one not in rows and path not in wrong]
    fresh, missing = filing.own_each(tx, viewer.id or "", definition.form, rest)
    rows |= {row["id"]: row for row in fresh}
    new_ids = {old: row["id"] for old, row in rows.items()}
    for path in sources:
        values[path] = [new_ids.get(one, one) for one in values[path]]
    if sources:
        values[rules.REUSED] = list(sources)
    pictures = [rows[picture] for _, picture in picked if picture in rows]
    cases = {one.case["number"]: one.case for one in sources.values()}
    return Taken(pictures, problems + missing, list(cases.values()))


def note(window: Window, tx: Tx, taken: Taken, number: str, viewer: Viewer) -> None:
    """Write in the ledger of each case that what came with it was used again, and with which."""
    for case in taken.sources:
        access.write(tx, case, viewer, PURPOSE, window.now(), number)
