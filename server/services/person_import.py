"""Taking a list of persons: all of it in one transaction, or nothing."""

from typing import NamedTuple

from server.rules.person_import import Row
from server.rules.table_import import MOST_MISTAKES, Mistake
from server.services import base_data, changes, people
from server.services.changes import Author
from server.services.known_facts import Entered
from server.services.window import Viewer, Window
from server.store.tx import Tx

SOURCE = "import"


class Taken(NamedTuple):
    """How many are new, how many were there, and how many of those were put right; with mistakes nothing
    was taken."""

    new: int
    there: int
    mistakes: list[Mistake]
    changed: int = 0


def take(window: Window, tx: Tx, viewer: Viewer, author: Author, rows: list[Row]) -> Taken:
    """Register everybody who is not there yet; who is there without a grid lives where the list says. A number
    that is there under another name is a mistake; else what is known of who is there stays as it is."""
    mistakes: list[Mistake] = []
    new: list[Row] = []
    without: list[tuple[Row, dict]] = []
    for row in rows:
        there = people.one_with_number(window, tx, row.id_number)
        if there is None:
            new.append(row)
        elif people.name_of(window, tx, there["id"]) != row.name:
            mistakes.append(Mistake(row.line, "name", "mismatch"))
        elif there["grid_id"] == people.NO_GRID:
            without.append((row, there))
    if mistakes:
        return Taken(0, 0, mistakes[:MOST_MISTAKES])
    entered = Entered(viewer, SOURCE, window.now())
    for row in new:
        known = {"name": row.name, "id_number": row.id_number, **people.born(row.id_number)}
        if row.phone:
            known["phone"] = row.phone
        person_id = window.ports.random.id()
        people.register(window, tx, person_id, row.grid_id, known, entered)
        _settle(window, tx, person_id, row, entered)
    for row, there in without:
        people.to_grid(tx, there, row.grid_id, viewer.id, entered.at)
        _settle(window, tx, there["id"], row, entered)
    taken = Taken(len(new), len(rows) - len(new), [])
    told = {"new": taken.new, "there": taken.there}
    changes.note(window, tx, author, "people.import", "people", told)
    return taken


def _settle(window: Window, tx: Tx, person_id: str, row: Row, entered: Entered) -> None:
    """The person lives where the list says, with the household that it says."""
    if row.home:
        place = base_data.place_with_address(tx, row.grid_id, row.home)
        people.settle(
            window,
            tx,
            person_id,
            entered,
            place_id=place["id"] if place else None,
            text=None if place else row.home,
            household=row.household or None,
        )
