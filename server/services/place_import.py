"""Taking places of a file: all of it in one transaction, or nothing."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules.place_import import Row, parent_problem
from server.rules.table_import import MOST_MISTAKES, Mistake
from server.services import base_changes, base_data, changes
from server.services.changes import Author
from server.services.person_import import SOURCE, Taken
from server.services.window import Viewer, Window
from server.store import people_tables as t
from server.store.statements import insert_row
from server.store.tx import Tx

_INSERT = insert_row(t.places)
_ROW = sa.select(t.places).where(t.places.c.id == bindparam("id"))
#: What must be the same of a place that is there already.
_SAME = ("parent_id", "kind", "grid_id")
#: Degrees by which a position is another: what an export leaves out is none.
_FARTHER = 2e-6


def take(
    window: Window, tx: Tx, viewer: Viewer, author: Author, rows: list[Row], *, confirmed: bool
) -> Taken:
    """Keep every place that is not there yet. One that is there with another name or position is put right
    where that is confirmed, else a mistake that says what would change; one of another kind, grid or place
    above, or that lies in nothing, is a mistake always."""
    given = {row.id: row._asdict() for row in rows}
    new: list[Row] = []
    changed: list[dict] = []
    mistakes: list[Mistake] = []
    for row in rows:
        stored = tx.one(_ROW, id=row.id)
        if stored is not None:
            if stored["removed_at"] is not None or _differs(row, stored):
                mistakes.append(Mistake(row.line, "id", "differs"))
            elif (wanted := _put_right(row, stored)) != stored:
                changed.append(wanted)
                mistakes += [] if confirmed else _changes(row, stored, wanted)
            continue
        new.append(row)
        problem = parent_problem(row, _parent(tx, row, given))
        if problem is not None:
            mistakes.append(Mistake(row.line, "parent_id", problem))
    if mistakes:
        return Taken(0, 0, mistakes[:MOST_MISTAKES])
    now = window.now()
    for row in new:
        kept = {name: value for name, value in row._asdict().items() if name != "line"}
        tx.run(_INSERT, **kept, source=SOURCE, at=now, by_id=viewer.id, removed_at=None)
        tx.changed(t.places, row.id)
        base_changes.note(tx, row.grid_id, base_changes.PLACE, row.id, "add", viewer.id, now)
    for place in changed:
        base_data.keep_place(tx, viewer, place, SOURCE, now)
    taken = Taken(len(new), len(rows) - len(new), [], len(changed))
    told = {"new": taken.new, "there": taken.there, "changed": taken.changed}
    changes.note(window, tx, author, "places.import", "places", told)
    return taken


def _differs(row: Row, stored: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != stored[name] for name in _SAME)


def _put_right(row: Row, stored: Mapping[str, Any]) -> dict[str, Any]:
    """The stored place as the file has it; a position that the file leaves out stays."""
    wanted = {**stored, "name": row.name}
    if row.lon is not None and row.lat is not None:
        near = stored["lon"] is not None and all(
            abs(getattr(row, one) - stored[one]) < _FARTHER for one in ("lon", "lat")
        )
        wanted |= {} if near else {"lon": row.lon, "lat": row.lat}
    return wanted


def _changes(row: Row, stored: Mapping[str, Any], wanted: Mapping[str, Any]) -> list[Mistake]:
    """What would change, by column."""
    found = []
    if wanted["name"] != stored["name"]:
        found.append(Mistake(row.line, "name", "changes", f"{stored['name']} → {wanted['name']}"))
    if (wanted["lon"], wanted["lat"]) != (stored["lon"], stored["lat"]):
        was, now = (
            "—" if one["lon"] is None else f"{one['lon']:.6f}, {one['lat']:.6f}"
            for one in (stored, wanted)
        )
        found.append(Mistake(row.line, "lon", "changes", f"{was} → {now}"))
    return found


def _parent(tx: Tx, row: Row, given: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """What it lies in: of the file, or stored and not taken away."""
    if row.parent_id is None:
        return None
    if row.parent_id in given:
        return given[row.parent_id]
    stored = tx.one(_ROW, id=row.parent_id)
    return stored if stored is not None and stored["removed_at"] is None else None
