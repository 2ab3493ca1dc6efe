"""What a grid worker does with the persons of the grid: look, find, register; and what a person
reads of it."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import forms, phones, text
from server.rules.authorisation import Action, Relation
from server.rules.device_time import read_made
from server.rules.forms import Problem
from server.rules.search import search_words
from server.services import answers, facts, helper_names, people, person_sights, views
from server.services.answers import Answer, Once
from server.services.errors import Refusal
from server.services.known_facts import Entered
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import people_tables as t
from server.store.tx import Tx
from server.wire import people as wire
from server.wire.types import Fact, Facts, Sight, encode

FORM = "person"
#: Where a worker's own entries are from.
AT_THE_DOOR = "grid_worker"
_L = t.places.c
#: The places of a grid that stand below another, by name.
PLACES_BELOW = (
    sa.select(t.places)
    .where(
        _L.grid_id == bindparam("grid"),
        _L.removed_at.is_(None),
        sa.func.coalesce(_L.parent_id, "") == bindparam("parent"),
    )
    .order_by(_L.name, _L.id)
)


def form_of(reference) -> dict:
    """What registering asks."""
    return reference.forms.by_code[FORM]


def id_problems(body: Mapping) -> list[Problem]:
    """What is wrong with the id that a device made."""
    given = body.get("id")
    if not given:
        return [Problem("id", "required")]
    return [] if _is_id(given) else [Problem("id", "format")]


def _is_id(given: str) -> bool:
    plain = given.replace("-", "")
    return len(plain) == 32 and len(given) <= 36 and all(c in "0123456789abcdef" for c in plain)


def stands(viewer: Viewer, person: Mapping) -> Relation:
    """How the viewer stands to a person: works the grid the person lives in, or is the person."""
    return Relation(
        owner=viewer.id is not None and viewer.id == person["account_id"],
        grid=viewer.grid_id is not None and viewer.grid_id == person["grid_id"],
    )


def readable(window: Window, tx: Tx, viewer: Viewer, person_id: str) -> dict:
    """The person, if the viewer may read what is known. Raises Refusal not_found."""
    person = people.by_id(tx, person_id)
    allowed = window.catalogue.roles.allowed
    if person is None or not allowed(viewer.role, Action.PERSON_READ, stands(viewer, person)):
        raise Refusal("not_found")
    return person


def register(
    window: Window, tx: Tx, viewer: Viewer, body: dict, asked: Once, words: Words
) -> Answer:
    """Register a person of the own grid once. Raises Refusal invalid / conflict."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        there = people.by_id(tx, body["id"])
        if there is None or stands(viewer, there).grid:
            return before
        # Who has another grid by now reads what was typed, and no more.
        again = wire.PersonAnswer(shown(window, tx, viewer, there, words))
        return Answer(before.status, encode(again))
    known = window.reference.known._replace(today=window.today())
    values, problems = forms.check(form_of(window.reference), body, known)
    when, wrong = read_made(body, window.now())
    place_id = body.get("place")
    place = people.place(tx, place_id) if place_id else None
    if place_id and (place is None or place["grid_id"] != viewer.grid_id):
        wrong.append(Problem("place", "unknown"))
    problems = [*id_problems(body), *problems, *wrong]
    if problems:
        raise Refusal("invalid", problems)
    person_id = body["id"]
    digest = people.digest_of({**values, "place": place_id, "grid": viewer.grid_id})
    there = people.row_of(tx, person_id)
    if there is not None and (there["digest"] is None or bytes(there["digest"]) != digest):
        raise Refusal("conflict")
    if there is None:
        entered = Entered(viewer, AT_THE_DOOR, when.real)
        kept = {name: values[name] for name in ("name", "id_number", "phone") if values[name]}
        kept |= people.born(values["id_number"])
        person = people.register(
            window, tx, person_id, viewer.grid_id or "", kept, entered,
            digest=digest, made_at=when.device,
        )  # fmt: skip
        if person["id"] == person_id and (place_id or values["home"]):
            people.settle(window, tx, person_id, entered, place_id=place_id, text=values["home"])
    else:
        person = people.by_id(tx, person_id) or there
    person_sights.note(tx, [person["id"]], viewer, "register", window.now())
    differs = _differs(window, tx, person, values, place_id)
    there_now = shown(window, tx, viewer, person, words)
    answer = Answer(201, encode(wire.PersonAnswer(there_now, differs)))
    answers.keep(window, tx, asked, answer)
    return answer


def _differs(
    window: Window, tx: Tx, person: Mapping, values: Mapping, place_id: str | None
) -> list[str]:
    """What was typed of somebody who is known and is known otherwise."""
    known = people.facts_of(window, tx, person["id"])
    found = []
    if values["phone"] and ("phone" not in known or known["phone"].value != values["phone"]):
        found.append("phone")
    homes = people.homes_of(window, tx, person["id"])
    at = {row["place_id"] for row in homes} if place_id else {row["text"] for row in homes}
    wanted = place_id or values["home"]
    if wanted and wanted not in at:
        found.append("home")
    return found


def shown(window: Window, tx: Tx, viewer: Viewer, person: Mapping, words: Words) -> wire.Person:
    """A person as the viewer may see one: of another grid's only what was typed to find them."""
    known = people.facts_of(window, tx, person["id"])
    own = stands(viewer, person).grid
    number, phone = (
        known[name].value if name in known else None for name in ("id_number", "phone")
    )
    birth = known["birth_date"].value if "birth_date" in known else None
    return wire.Person(
        id=person["id"],
        name=known["name"].value,
        sex=known["sex"].value if "sex" in known else None,
        birth_date=birth,
        age=people.age(birth, window.today()) if birth else None,
        id_number_masked=text.mask_id_number(number) if number else None,
        phone_masked=phones.mask_phone(phone) if phone and own else None,
        grid_id=person["grid_id"],
        state=person["state"],
        homes=homes(window, tx, person["id"]) if own else [],
        fields=[_field(window, words, name, known[name].row) for name in known] if own else [],
    )


def homes(window: Window, tx: Tx, person_id: str) -> list[wire.Home]:
    """Where a person lives."""
    rows = people.homes_of(window, tx, person_id)
    return [wire.Home(row["place_id"], row["text"], row["relation"]) for row in rows]


def _field(window: Window, words: Words, name: str, row: Mapping) -> wire.KnownField:
    return wire.KnownField(name, *origin(window, words, row))


def origin(window: Window, words: Words, row: Mapping) -> tuple[str, str, str, str]:
    """What a fact is kept for, where it is from, its moment, and who entered it; in words."""
    by = words("person.source." + row["source"])
    if row["by_no"]:
        by = views.staff_label(words, row["by_role"], row["by_no"])
    return (
        words(f"person.purpose.{row['purpose']}"),
        words(f"person.source.{row['source']}"),
        window.zone.iso(row["at"]),
        by,
    )


def look(window: Window, tx: Tx, viewer: Viewer, person_id: str, words: Words) -> wire.PersonAnswer:
    """One person; the sight is written down. Raises Refusal not_found."""
    person = readable(window, tx, viewer, person_id)
    person_sights.note(tx, [person["id"]], viewer, "view", window.now())
    return wire.PersonAnswer(shown(window, tx, viewer, person, words))


def page(
    window: Window, tx: Tx, viewer: Viewer, search: str, after: str, limit: int, words: Words
) -> wire.Persons:
    """A page of the persons of the own grid, door by door; who is listed was seen. Raises Refusal
    malformed for a cursor that is of none of them (any more)."""
    grid = viewer.grid_id or ""
    found = people.of_grid(tx, grid)
    if search:
        asked = search_words(search)
        found = people.matching(window, tx, found, asked) if asked else []
    total = len(found)
    found = people.door_by_door(window, tx, grid, found)
    if after:
        begins = [at for at, person in enumerate(found, 1) if person["id"] == after]
        if not begins:
            raise Refusal("malformed")
        found = found[begins[0] :]
    more, found = len(found) > limit, found[:limit]
    person_sights.note(tx, [person["id"] for person in found], viewer, "list", window.now())
    items = [shown(window, tx, viewer, person, words) for person in found]
    return wire.Persons(items, found[-1]["id"] if more else None, total)


def places(tx: Tx, viewer: Viewer, parent: str) -> wire.Places:
    """Places of the own grid below one, or its buildings."""
    rows = tx.all(PLACES_BELOW, grid=viewer.grid_id or "", parent=parent)
    return wire.Places([place_of(row) for row in rows])


def place_of(row: Mapping) -> wire.Place:
    """A place as it goes over the wire."""
    return wire.Place(*(row[name] for name in wire.Place.__struct_fields__))


def prefill(window: Window, tx: Tx, viewer: Viewer, person_id: str, words: Words) -> Facts:
    """What forms are filled in with for a person. The sight is written down. Raises Refusal
    not_found."""
    person = readable(window, tx, viewer, person_id)
    person_sights.note(tx, [person["id"]], viewer, "assist", window.now())
    found = facts_for(window, tx, person["id"])
    return Facts({n: Fact(v, facts.source_of(window, n, words)) for n, v in found.items()})


def facts_for(window: Window, tx: Tx, person_id: str) -> dict[str, Any]:
    """What is known of a person by the names of facts.json."""
    known = people.facts_of(window, tx, person_id)
    found: dict[str, Any] = {}
    for name in ("name", "id_number", "birth_date", "sex"):
        if name in known:
            found[f"person.{name}"] = known[name].value
    if "name" in known:
        found["account.name"] = known["name"].value
    if "phone" in known:
        found["account.phone"] = known["phone"].value
    return found


def own_record(window: Window, tx: Tx, viewer: Viewer, words: Words) -> wire.RecordAnswer:
    """What the street knows of the asker, and who looked at it."""
    person = people.of_account(tx, viewer.id or "")
    if person is None:
        return wire.RecordAnswer(None)
    known = people.facts_of(window, tx, person["id"])
    fields = [
        wire.OwnField(name, known[name].value, *origin(window, words, known[name].row))
        for name in known
    ]
    seen = [row for row in person_sights.of(tx, person["id"]) if row["account_id"] != viewer.id]
    who = helper_names.of_sights(window, tx, seen, people.ids_of(tx, person), words)
    sights = [
        Sight(window.zone.iso(row["at"]), label, row["purpose"])
        for row, label in zip(seen, who, strict=True)
    ]
    return wire.RecordAnswer(wire.Record(fields, homes(window, tx, person["id"]), sights))
