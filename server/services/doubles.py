"""Persons that are known twice: found by who runs the street, joined with a reason, parted again."""

from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import text
from server.rules.search import search_words
from server.services import base_changes, changes, people, person_sights, person_states
from server.services.changes import Author
from server.services.errors import Refusal, invalid
from server.services.window import Viewer, Window
from server.store import people_tables as t
from server.store.tx import Tx

#: Persons that are shown at once; so many letters of a reason.
MOST, SHORTEST_REASON, LONGEST_REASON = 20, 4, 200
_P = t.persons.c
_MERGED = sa.select(t.persons).where(_P.merged_into == bindparam("into")).order_by(_P.id)


class Known(NamedTuple):
    """A person as who joins two of them tells them apart; history: what became of the record, oldest
    first, as (moment, code); household: its number, "" for none; merged: the records that mean this person too; state: living, moved or
    dead."""

    id: str
    name: str
    id_number_masked: str
    birth_date: str
    grid_name: str
    homes: list[str]
    household: str
    history: list[tuple[str, str]]
    merged: list[Any]
    state: str


def find(window: Window, tx: Tx, viewer: Viewer, typed: str) -> list[Known]:
    """Persons of the street whose name, number or phone has what was typed, at most MOST; who is
    listed was seen."""
    asked = search_words(typed)
    if not asked:
        return []
    found: list[dict] = []
    for grid in (people.NO_GRID, *window.reference.grids):
        found += people.matching(window, tx, people.of_grid(tx, grid), asked)
        if len(found) >= MOST:
            break
    found = found[:MOST]
    person_sights.note(tx, [person["id"] for person in found], viewer, "list", window.now())
    return [known(window, tx, person) for person in found]


def join(
    window: Window,
    tx: Tx,
    author: Author,
    double: str,
    into: str,
    reason: str,
    *,
    wrong_number: bool = False,
) -> None:
    """Two records are one person, who died if either says so. wrong_number: their identity numbers
    differ, and the double's was entered wrongly. Raises Refusal invalid at double, into or reason;
    conflict."""
    rows = {name: people.row_of(tx, one) for name, one in (("double", double), ("into", into))}
    for name, row in rows.items():
        if row is None or row["merged_into"] is not None:
            raise invalid(name, "required")
    if double == into:
        raise invalid("into", "same")
    said = _reason(reason)
    people.merge(
        window, tx, rows["double"], rows["into"], author.account_id, wrong_number=wrong_number
    )
    if people.DEAD in (rows["double"]["state"], rows["into"]["state"]):
        person_states.becomes(tx, into, people.DEAD, author.account_id, window.now())
    told = {"double": double, "into": into, "reason": said}
    changes.note(window, tx, author, "people.merge", "people", told)


def undo(window: Window, tx: Tx, author: Author, double: str) -> None:
    """They are two again, and who lived before another's death was joined to them lives. Raises Refusal
    not_found, conflict."""
    row = people.row_of(tx, double)
    if row is None:
        raise Refusal("not_found")
    into = row["merged_into"]
    people.part(window, tx, row, author.account_id)
    if row["state"] == people.DEAD:
        _live_again(window, tx, author, double, into)
    changes.note(window, tx, author, "people.part", "people", {"double": double, "into": into})


def _live_again(window: Window, tx: Tx, author: Author, double: str, into: str) -> None:
    """A death that came with a join goes with it: the state is what it was before. It stays where it was
    seen otherwise, or another record that is still joined says so too."""
    others = [one["state"] for one in tx.all(_MERGED, into=into)]
    rows = base_changes.of(tx, base_changes.PERSON, into)
    said = [at for at, row in enumerate(rows) if row["what"] in people.STATES]
    if people.DEAD in others or not said or rows[said[-1]]["what"] != people.DEAD:
        return
    came_with = rows[said[-1] - 1]
    joined = [
        row
        for row in base_changes.of(tx, base_changes.PERSON, double)
        if row["what"] == "merge" and row["at"] == came_with["at"]
    ]
    if came_with["what"] != "merge" or not joined:
        return
    before = rows[said[-2]]["what"] if len(said) > 1 else people.LIVING
    row = people.row_of(tx, into)
    if row is not None:
        people.set_state(tx, row, before, author.account_id, window.now())


def _reason(typed: str) -> str:
    said = text.clean(typed, lines=False)
    if not said:
        raise invalid("reason", "required")
    if len(said) < SHORTEST_REASON or len(said) > LONGEST_REASON:
        raise invalid("reason", "too_short" if len(said) < SHORTEST_REASON else "too_long")
    return said


def known(window: Window, tx: Tx, person: dict) -> Known:
    """A row of the register as it is shown."""
    facts = people.facts_of(window, tx, person["id"])
    number = facts["id_number"].value if "id_number" in facts else ""
    grid = window.reference.grids.get(person["grid_id"])
    changed = base_changes.of(tx, base_changes.PERSON, person["id"])
    homes = people.homes_of(window, tx, person["id"])
    # Who is registered again has one more id, and no record of its own.
    merged = tx.all(_MERGED, into=person["id"])
    return Known(
        person["id"],
        facts["name"].value,
        text.mask_id_number(number) if number else "",
        facts["birth_date"].value if "birth_date" in facts else "",
        grid.name if grid else person["grid_id"],
        [home["text"] for home in homes],
        (homes[-1]["household"] or "") if homes else "",
        [(window.zone.iso(row["at"]), row["what"]) for row in changed],
        [known(window, tx, one) for one in merged if people.facts_of(window, tx, one["id"])],
        person["state"],
    )
