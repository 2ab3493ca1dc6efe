"""Taking a list of organisations and shops: all of it in one transaction, or nothing."""

from collections.abc import Mapping

from server.rules.organisation_import import KINDS, OPEN, STATES, Row
from server.rules.table_import import MOST_MISTAKES, Mistake
from server.services import base_data, changes, organisations
from server.services.changes import Author
from server.services.known_facts import Entered
from server.services.organisations import PURPOSES, Wanted
from server.services.person_import import SOURCE, Taken
from server.services.window import Viewer, Window
from server.store.tx import Tx


def take(
    window: Window, tx: Tx, viewer: Viewer, author: Author, rows: list[Row], *, confirmed: bool
) -> Taken:
    """Register every one that is not there yet: by its code, or one without a code by its name in the grid. One
    that is there otherwise is put right where that is confirmed, else a mistake that says what would change; what
    the list leaves out stays."""
    mistakes: list[Mistake] = []
    new: list[Wanted] = []
    changed: list[tuple[Mapping, Wanted]] = []
    codes = sorted({row.credit_code for row in rows} - {""})
    coded = {code: organisations.with_code(window, tx, code) for code in codes}
    without = _without_code(window, tx, rows)
    for row in rows:
        there = coded.get(row.credit_code) or without.pop((row.grid_id, row.name), None)
        if there is None:
            new.append(_wanted(tx, row, dict.fromkeys(PURPOSES, ""), OPEN))
            continue
        now = organisations.texts_of(window, tx, there)
        wanted = _wanted(tx, row, now, there["state"])
        differs = organisations.changes_to(window, tx, there, wanted)
        if differs:
            changed.append((there, wanted))
            mistakes += [] if confirmed else _changes(row, there, now, wanted, differs)
    if mistakes:
        return Taken(0, 0, mistakes[:MOST_MISTAKES])
    entered = Entered(viewer, SOURCE, window.now())
    for wanted in new:
        organisations.add(window, tx, wanted, entered)
    for there, wanted in changed:
        organisations.change(window, tx, there, wanted, entered)
    taken = Taken(len(new), len(rows) - len(new), [], len(changed))
    told = {"new": taken.new, "there": taken.there, "changed": taken.changed}
    changes.note(window, tx, author, "organisations.import", "organisations", told)
    return taken


def _without_code(window: Window, tx: Tx, rows: list[Row]) -> dict[tuple[str, ...], Mapping]:
    """Those of the list's grids that have no code, by grid and name."""
    found = {}
    for grid in {row.grid_id for row in rows}:
        for there in organisations.of_grid(tx, grid):
            if there["credit_code"] is None:
                name = organisations.facts_of(window, tx, there["id"])["name"].value
                found[(grid, name)] = there
    return found


def _wanted(tx: Tx, row: Row, now: Mapping[str, str], state: str) -> Wanted:
    """What the list says; what it leaves out is as it is."""
    texts = {name: getattr(row, name) or now[name] for name in PURPOSES}
    place = base_data.place_with_address(tx, row.grid_id, texts["address"])
    return Wanted(texts, row.grid_id, place["id"] if place else None, row.state or state)


def _changes(
    row: Row, there: Mapping, now: Mapping[str, str], wanted: Wanted, differs: list[str]
) -> list[Mistake]:
    """What would change, by column."""
    was = {**now, "kind": KINDS.get(now["kind"], ""), "grid_id": there["grid_id"]}
    becomes = {**wanted.texts, "kind": KINDS[wanted.texts["kind"]], "grid_id": wanted.grid_id}
    was["state"], becomes["state"] = STATES[there["state"]], STATES[wanted.state]
    columns = ["grid_id" if name == "grid" else name for name in differs]
    return [
        Mistake(row.line, one, "changes", f"{was[one] or '—'} → {becomes[one] or '—'}")
        for one in columns
        if was[one] != becomes[one]
    ]
