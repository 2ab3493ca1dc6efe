"""What goes over the wire of space and people (人·房·格), as in docs/api.md."""

from typing import Any

from msgspec import Struct

from server.wire.types import Sight, Time
from server.wire.visits import Visit


class KnownField(Struct):
    """One thing that is known of a person, without its value: what for, from where, since when, and who
    entered it; purpose and source in words."""

    name: str
    purpose: str
    source: str
    at: Time
    by: str


class Home(Struct):
    """Where a person lives: a place of the street or only words; relation to the household."""

    place_id: str | None
    text: str
    relation: str


class Person(Struct):
    """A person as the worker of the grid sees one."""

    id: str
    name: str
    sex: str | None
    birth_date: str | None
    age: int | None
    id_number_masked: str | None
    phone_masked: str | None
    grid_id: str
    state: str
    homes: list[Home]
    fields: list[KnownField]


class PersonAnswer(Struct):
    """One person. differs: what was sent at registering of somebody who is known and is known otherwise
    (name of a field); it was not taken, and can be put right."""

    person: Person
    differs: list[str] = []


class LivingRequest(Struct):
    """Why the register was wrong of a person."""

    reason: str | None = None


class PersonChange(Struct):
    """What is put right of a person; what is missing stays. home: words, which name a place where they are
    its address; place: a place's code instead; household: the number of the household there; grid_id: where the person lives now, another grid; moved_away:
    left the street; reason: needed for a name and for moving."""

    name: str | None = None
    phone: str | None = None
    home: str | None = None
    place: str | None = None
    household: str | None = None
    grid_id: str | None = None
    moved_away: bool | None = None
    reason: str | None = None


class PlaceChange(Struct):
    """What is put right of a place; what is missing stays. closed: it is no more; lon, lat: WGS 84."""

    name: str | None = None
    lon: float | None = None
    lat: float | None = None
    closed: bool | None = None
    reason: str | None = None


class Changed(Struct):
    """That it was put right; id: of what."""

    id: str


class Persons(Struct):
    """A page of persons."""

    items: list[Person]
    next_cursor: str | None
    total: int


class Place(Struct):
    """A building, a unit or a room."""

    id: str
    kind: str
    parent_id: str | None
    name: str
    grid_id: str
    lon: float | None
    lat: float | None


class Places(Struct):
    """Places."""

    items: list[Place]


class OwnField(Struct):
    """One thing that is known of oneself, with its value."""

    name: str
    value: Any
    purpose: str
    source: str
    at: Time
    by: str


class Record(Struct):
    """What the street knows of oneself, and who looked at it, newest first."""

    fields: list[OwnField]
    homes: list[Home]
    sights: list[Sight]


class RecordAnswer(Struct):
    """The own record; null where there is none."""

    record: Record | None


class GridChange(Struct):
    """A person, a place or a visit of the grid as it is now, a person with what forms are filled in
    with; or that it is gone."""

    kind: str
    id: str
    gone: bool
    person: Person | None
    facts: dict[str, Any] | None
    place: Place | None
    visit: Visit | None


class GridChanges(Struct):
    """What changed since a cursor. anew: drop what is there first; more: ask again at once;
    expires_at: until when the device may keep it without asking again."""

    grid_id: str
    items: list[GridChange]
    cursor: str
    more: bool
    anew: bool
    server_time: Time
    expires_at: Time
