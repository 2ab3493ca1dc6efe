"""Taking places of a file: all of it in one transaction, or nothing."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules.place_import import Row, parent_problem
from server.rules.table_import import MOST_MISTAKES, Mistake
from server.services import base_changes, changes
from server.services.changes import Author
from server.services.person_import import SOURCE, Taken
from server.services.window import Viewer, Window
from server.store import people_tables as t
from server.store.statements import insert_row
from server.store.tx import Tx

_INSERT = insert_row(t.places)
_ROW = sa.select(t.places).where(t.places.c.id == bindparam("id"))
#: What must be the same of a place that is there already.
_SAME = ("parent_id", "kind", "name", "grid_id")


def take(window: Window, tx: Tx, viewer: Viewer, author: Author, rows: list[Row]) -> Taken:
    """Keep every place that is not there yet. One that is there otherwise, or that lies in nothing, is
    a mistake; one that is there stays as it is."""
    given = {row.id: row._asdict() for row in rows}
    new: list[Row] = []
    mistakes: list[Mistake] = []
    for row in rows:
        stored = tx.one(_ROW, id=row.id)
        if stored is not None:
            if stored["removed_at"] is not None or _differs(row, stored):
                mistakes.append(Mistake(row.line, "id", "differs"))
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
    taken = Taken(len(new), len(rows) - len(new), [])
    told = {"new": taken.new, "there": taken.there}
    changes.note(window, tx, author, "places.import", "places", told)
    return taken


def _differs(row: Row, stored: Mapping[str, Any]) -> bool:
    return any(getattr(row, name) != stored[name] for name in _SAME)


def _parent(tx: Tx, row: Row, given: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """What it lies in: of the file, or stored and not taken away."""
    if row.parent_id is None:
        return None
    if row.parent_id in given:
        return given[row.parent_id]
    stored = tx.one(_ROW, id=row.parent_id)
    return stored if stored is not None and stored["removed_at"] is None else None
