"""The fictional street's buildings, rooms and the people in them (data/people.json). No real
persons: their identity numbers begin with a region that does not exist."""

from pathlib import Path

import msgspec

from server.rules.identity import check_character
from server.services import base_changes, people
from server.services.known_facts import Entered
from server.services.window import SYSTEM, Window
from server.store import people_tables as t
from server.store.statements import insert_row
from server.store.tx import Tx

SOURCE = "demo"
_DATA = Path(__file__).parent / "data/people.json"
_INSERT_PLACE = insert_row(t.places)


class Building(msgspec.Struct):
    """A building with its homes: room → (name, birth date, sex, phone or empty) of each person."""

    id: str
    grid: str
    name: str
    east: float
    north: float
    homes: dict[str, list[tuple[str, str, str, str]]]


class _Data(msgspec.Struct):
    buildings: list[Building]


def id_number(birth_date: str, sex: str, at: int) -> str:
    """A fictional number that fits the person; `at` tells those of one day and sex apart."""
    order = at * 2 + (1 if sex == "male" else 0)
    start = f"990101{birth_date.replace('-', '')}{order:03d}"
    return start + check_character(start)


def settle_everybody(window: Window, tx: Tx) -> int:
    """Enter all of it; answers how many persons there are."""
    entered = Entered(SYSTEM, SOURCE, window.now())
    count = 0
    for building in msgspec.json.decode(_DATA.read_bytes(), type=_Data).buildings:
        grid = window.reference.grids[building.grid]
        point = (grid.lon + building.east, grid.lat + building.north)
        _place(window, tx, building.id, None, "building", building.name, building.grid, point)
        for room, household in building.homes.items():
            room_id = f"{building.id}-{room}"
            _place(window, tx, room_id, building.id, "room", room, building.grid, point)
            for at, (name, birth, sex, phone) in enumerate(household):
                number = id_number(birth, sex, 100 + count)
                known = {"name": name, "sex": sex, "birth_date": birth, "id_number": number}
                if phone:
                    known["phone"] = phone
                person_id = window.ports.random.id()
                people.register(window, tx, person_id, building.grid, known, entered)
                people.settle(
                    window,
                    tx,
                    person_id,
                    entered,
                    place_id=room_id,
                    household=room_id,
                    relation="head" if at == 0 else "member",
                )
                count += 1
    return count


def _place(
    window: Window,
    tx: Tx,
    place_id: str,
    parent: str | None,
    kind: str,
    name: str,
    grid_id: str,
    point: tuple[float, float],
) -> None:
    now = window.now()
    tx.run(
        _INSERT_PLACE,
        id=place_id,
        parent_id=parent,
        kind=kind,
        name=name,
        grid_id=grid_id,
        lon=point[0],
        lat=point[1],
        source=SOURCE,
        at=now,
        by_id=None,
        removed_at=None,
    )
    tx.changed(t.places, place_id)
    base_changes.note(tx, grid_id, base_changes.PLACE, place_id, "add", None, now)
