"""Base data is put right (人·房·格): what is known of a person, where one lives, and places.

The worker of the grid may, and who runs the street; what was known before stays as its own row with who
entered it, each change is a row of base_changes (the history, and what the grid's devices hear: who left
a grid is gone from its devices), and by whom and why stands in the audit list.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import person_import as limits
from server.rules import phones, place_import, text
from server.rules.authorisation import Action, Relation
from server.services import (
    accounts,
    base_changes,
    changes,
    organisations,
    people,
    people_desk,
    person_sights,
    person_states,
    visits,
)
from server.services.changes import Author
from server.services.errors import Refusal, invalid
from server.services.known_facts import Entered
from server.services.reading import Reader
from server.services.window import Viewer, Window
from server.store import people_tables as t
from server.store.tx import Tx
from server.wire import people as wire

#: Where it is from what who runs the street enters.
OFFICE = "office"
_L, _R = t.places.c, t.residences.c
_LEAVES = (
    sa.update(t.residences).where(_R.id == bindparam("row_id")).values(ended_at=bindparam("at"))
)
_LIVED_IN = sa.select(_R.person_id).where(_R.place_id == bindparam("place"), _R.ended_at.is_(None))
_INSIDE = sa.select(_L.id).where(_L.parent_id == bindparam("place"), _L.removed_at.is_(None))
_CHANGE_PLACE = (
    sa.update(t.places)
    .where(_L.id == bindparam("row_id"))
    .values(
        {name: bindparam("new_" + name) for name in ("name", "lon", "lat", "removed_at", "source")}
        | {"at": bindparam("when"), "by_id": bindparam("account")}
    )
)


def own_person(window: Window, tx: Tx, viewer: Viewer, person_id: str) -> dict:
    """A person whose record the viewer may put right. Raises Refusal not_found."""
    person = people.by_id(tx, person_id)
    allowed = window.catalogue.roles.allowed
    if person is None or not allowed(
        viewer.role, Action.PERSON_CHANGE, people_desk.stands(viewer, person)
    ):
        raise Refusal("not_found")
    return person


def own_place(window: Window, tx: Tx, viewer: Viewer, place_id: str) -> dict:
    """A place that the viewer may put right. Raises Refusal not_found."""
    place = people.place(tx, place_id)
    stands = Relation(grid=place is not None and place["grid_id"] == viewer.grid_id)
    if place is None or not window.catalogue.roles.allowed(
        viewer.role, Action.PLACE_CHANGE, stands
    ):
        raise Refusal("not_found")
    return place


def author_of(tx: Tx, viewer: Viewer) -> Author:
    """The viewer as the audit list names them."""
    account = accounts.by_id(tx, viewer.id or "")
    return Author(viewer.id, account["login"] if account else "")


def change_person(
    window: Window, tx: Tx, viewer: Viewer, person_id: str, given: wire.PersonChange
) -> dict:
    """Put right what is known of a person; what is not named stays. The person as it is then. Raises
    Refusal not_found, invalid."""
    person = own_person(window, tx, viewer, person_id)
    if person["state"] == people.DEAD:
        raise invalid("person", "dead")
    reader = Reader()
    name, phone = _name(reader, given.name), read_phone(reader, given.phone)
    home = reader.line("home", given.home, limits.LONGEST_HOME)
    grid = (given.grid_id or "").strip() or person["grid_id"]
    moved = grid != person["grid_id"]
    if grid not in window.reference.grids:
        reader.wrong("grid_id", "unknown")
    place = _place_of(reader, tx, grid, given.place, home)
    before = people.homes_of(window, tx, person["id"])
    household = reader.line("household", given.household, limits.LONGEST_HOUSEHOLD)
    if household and not (home or place or (before and not moved)):
        reader.wrong("home", "required")
    gone = bool(given.moved_away)
    needs = bool(name) or moved or gone
    reason = reader.line("reason", given.reason, person_states.LONGEST_REASON, needed=needs)
    if moved and not (home or place):
        reader.wrong("home", "required")
    if not (needs or phone or home or place or household):
        reader.wrong("change", "required")
    reader.refuse()
    entered = Entered(viewer, source_of(viewer), window.now())
    known = people.facts_of(window, tx, person["id"])
    done = []
    for what, value in (("name", name), ("phone", phone)):
        if value and (what not in known or known[what].value != value):
            people.learn(window, tx, person["id"], what, value, entered)
            done.append(what)
    if moved:
        people.to_grid(tx, person, grid, viewer.id, entered.at)
        done.append("grid")
    if home or place:
        _move(window, tx, person, entered, place, home, household)
        done.append("home")
        if person["state"] == people.MOVED and not gone:
            people.set_state(tx, person, people.LIVING, viewer.id, entered.at)
    elif household and household != before[-1]["household"]:
        there = before[-1]
        at = people.place(tx, there["place_id"]) if there["place_id"] else None
        _move(window, tx, person, entered, at, there["text"], household)
        done.append("household")
    if gone and person["state"] != people.MOVED:
        person_states.becomes(tx, person["id"], people.MOVED, viewer.id, entered.at)
        done.append("away")
    fresh = people.by_id(tx, person["id"]) or person
    if "home" in done and not gone:
        visits.follow(window, tx, person, before, viewer.id, entered.at)
    for what in done:
        if what not in ("away", "grid"):
            people.note(tx, fresh, "change_" + what, viewer.id, entered.at)
    person_sights.note(tx, [person["id"]], viewer, "register", entered.at)
    told = {"person": person["id"], "what": ",".join(done), "reason": reason}
    changes.note(window, tx, author_of(tx, viewer), "people.change", "people", told)
    return fresh


def _name(reader: Reader, given: str | None) -> str:
    return text.clean_name(reader.line("name", given, limits.LONGEST_NAME))


def read_phone(reader: Reader, given: str | None) -> str:
    """A number that can be called, "" for none; what is wrong with it, at `phone`."""
    if not (given or "").strip():
        return ""
    phone = phones.read_callable(given or "")
    if phone.error is not None:
        reader.wrong("phone", phone.error)
    return phone.value


def _place_of(reader: Reader, tx: Tx, grid: str, place_id: str | None, home: str) -> dict | None:
    """The place of the grid that is named by its code, or whose address was written as it is said."""
    if place_id:
        place = people.place(tx, place_id)
        if place is None or place["grid_id"] != grid:
            reader.wrong("place", "unknown")
        return place
    return place_with_address(tx, grid, home)


def place_with_address(tx: Tx, grid: str, written: str) -> dict | None:
    """The place of a grid whose address was written as it is said: building, unit, room."""
    return _with_address(tx, grid, "", written.split()) if written else None


def _with_address(tx: Tx, grid: str, parent: str, names: list[str]) -> dict | None:
    written = " ".join(names)
    for place in tx.all(people_desk.PLACES_BELOW, grid=grid, parent=parent):
        if written == place["name"]:
            return place
        if written.startswith(place["name"] + " "):
            rest = written[len(place["name"]) :].split()
            return _with_address(tx, grid, place["id"], rest)
    return None


def _move(
    window: Window,
    tx: Tx,
    person: Mapping,
    entered: Entered,
    place: Mapping | None,
    home: str,
    household: str,
) -> None:
    """The person lives there from now on, in that household ("" for none), and nowhere else."""
    for row in people.homes_of(window, tx, person["id"]):
        tx.run(_LEAVES, row_id=row["id"], at=entered.at)
        tx.changed(t.residences, row["id"])
    if place is not None:
        at = {"place_id": place["id"]}
    else:
        at = {"text": home}
    people.settle(window, tx, person["id"], entered, household=household or None, **at)


def change_place(
    window: Window, tx: Tx, viewer: Viewer, place_id: str, given: wire.PlaceChange
) -> dict:
    """Put a place right: its name, its position (WGS 84), or that it is no more. The place as it is then.
    Raises Refusal not_found, invalid; closed where somebody lives or works there or places are in it."""
    place = own_place(window, tx, viewer, place_id)
    reader = Reader()
    name = reader.line("name", given.name, place_import.LONGEST_NAME)
    lon, lat = _position(reader, window, place, given)
    reason = reader.line("reason", given.reason, person_states.LONGEST_REASON, needed=True)
    if given.closed and _is_used(tx, place_id):
        reader.wrong("closed", "in_use")
    if not (name or given.closed or lon is not None):
        reader.wrong("change", "required")
    reader.refuse()
    fresh = dict(place)
    if name:
        fresh["name"] = name
    if lon is not None:
        fresh |= {"lon": lon, "lat": lat}
    if given.closed:
        fresh["removed_at"] = window.now()
    keep_place(tx, viewer, fresh, source_of(viewer), window.now())
    told = {"place": place_id, "reason": reason}
    told |= {one: str(fresh[one]) for one in ("name", "lon", "lat") if fresh[one] != place[one]}
    changes.note(window, tx, author_of(tx, viewer), "places.change", "places", told)
    return fresh


def keep_place(tx: Tx, viewer: Viewer, fresh: Mapping, source: str, now: int) -> None:
    """Store a place as it is now; its grid's devices hear it, and who lives in it is said there by the
    new name."""
    values = {f"new_{one}": fresh[one] for one in ("name", "lon", "lat", "removed_at")}
    tx.run(
        _CHANGE_PLACE,
        row_id=fresh["id"],
        new_source=source,
        when=now,
        account=viewer.id,
        **values,
    )
    tx.changed(t.places, fresh["id"])
    lived_in = [r for one in with_inside(tx, fresh["id"]) for r in tx.all(_LIVED_IN, place=one)]
    for row in lived_in:
        person = people.by_id(tx, row["person_id"])
        if person is not None:
            people.note(tx, person, "place_renamed", viewer.id, now)
    what = "change" if fresh["removed_at"] is None else "remove"
    base_changes.note(tx, fresh["grid_id"], base_changes.PLACE, fresh["id"], what, viewer.id, now)


def _is_used(tx: Tx, place_id: str) -> bool:
    inside = tx.one(_LIVED_IN, place=place_id) or tx.one(_INSIDE, place=place_id)
    return inside is not None or bool(organisations.in_places(tx, [place_id]))


def with_inside(tx: Tx, place_id: str) -> list[str]:
    """A place and all that lies in it."""
    found = [place_id]
    for inner in tx.all(_INSIDE, place=place_id):
        found += with_inside(tx, inner["id"])
    return found


def _position(
    reader: Reader, window: Window, place: Mapping, given: wire.PlaceChange
) -> tuple[float | None, float | None]:
    if given.lon is None and given.lat is None:
        return None, None
    if given.lon is None or given.lat is None:
        reader.wrong("lon" if given.lon is None else "lat", "required")
        return None, None
    inside = math.isfinite(given.lon) and math.isfinite(given.lat)
    if not inside or window.reference.grid_at(given.lon, given.lat) != place["grid_id"]:
        reader.wrong("lon", "outside_grid")
    return given.lon, given.lat


def source_of(viewer: Viewer) -> str:
    """Where what the viewer enters is from."""
    return people_desk.AT_THE_DOOR if viewer.role == "grid_worker" else OFFICE


def below(tx: Tx, grid: str, parent: str) -> list[dict]:
    """Places of a grid that lie in one, or its buildings."""
    return tx.all(people_desk.PLACES_BELOW, grid=grid, parent=parent)


class Household(NamedTuple):
    """Who lives together: the home as it is said, the household's number ("" for who has none), and who it is, as
    (id, name)."""

    address: str
    number: str
    persons: list[tuple[str, str]]


def households(window: Window, tx: Tx, viewer: Viewer, place_id: str) -> list[Household]:
    """Who lives in a place and in what lies in it, home by home; who is named was seen."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in with_inside(tx, place_id):
        for person in people.living_in(tx, one):
            name = people.name_of(window, tx, person["id"]) or ""
            found.setdefault((one, person["household"] or ""), []).append((person["id"], name))
    seen = [person_id for persons in found.values() for person_id, _ in persons]
    person_sights.note(tx, seen, viewer, "list", window.now())
    homes = [Household(people.address(tx, at), no, who) for (at, no), who in found.items()]
    return sorted(homes, key=lambda one: (text.natural_order(one.address), one.number))
