"""Sync down: what changed of a worker's own grid since the device last asked.

A cursor names the grid and the last change the device has. What a change did is not replayed: of
each thing that changed the present state goes down, or that it is gone. A cursor of another grid,
or one that is ahead of the database (restored from a backup), begins anew and says so, so that the
device drops what it has.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services import base_changes, people, people_desk, person_sights, visit_desk
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import people_tables as t
from server.store.tx import Tx
from server.wire import people as wire
from server.wire.visits import Visit

#: Changes that one answer looks at.
PAGE = 200
#: How long a device may keep what it got, without asking again.
HELD_DAYS = 7
DAY_MS = 86_400_000

_B = t.base_changes.c
_SINCE = (
    sa.select(_B.id, _B.kind, _B.key)
    .where(
        _B.grid_id == bindparam("grid"),
        _B.id > bindparam("after"),
        _B.kind != sa.literal_column(f"'{base_changes.ORGANISATION}'"),
    )
    .order_by(_B.id)
    .limit(PAGE + 1)
)
_NEWEST = sa.select(sa.func.max(_B.id)).where(_B.grid_id == bindparam("grid"))


def since(window: Window, tx: Tx, viewer: Viewer, cursor: str, words: Words) -> wire.GridChanges:
    """A page of changes; each person that goes down is written down as held by the device."""
    grid = viewer.grid_id or ""
    after = _read(cursor, grid, tx.value(_NEWEST, grid=grid) or 0)
    rows = tx.all(_SINCE, grid=grid, after=after or 0)
    more, rows = len(rows) > PAGE, rows[:PAGE]
    changed = {(row["kind"], row["key"]): None for row in rows}
    items = [_item(window, tx, viewer, kind, key, words) for kind, key in changed]
    held = [one.id for one in items if one.person is not None]
    held += [one.visit.person.id for one in items if one.visit and one.visit.person]
    now = window.now()
    person_sights.note(tx, held, viewer, "device", now)
    last = rows[-1]["id"] if rows else after or 0
    return wire.GridChanges(
        grid_id=grid,
        items=items,
        cursor=f"{grid}:{last}",
        more=more,
        anew=after is None,
        server_time=window.zone.iso(now),
        expires_at=window.zone.iso(now + HELD_DAYS * DAY_MS),
    )


def _read(cursor: str, grid: str, newest: int) -> int | None:
    """The last change the device has; None where it has to begin anew."""
    of, _, text = cursor.rpartition(":")
    if of != grid or not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    return int(text) if int(text) <= newest else None


def _item(
    window: Window, tx: Tx, viewer: Viewer, kind: str, key: str, words: Words
) -> wire.GridChange:
    person: wire.Person | None = None
    place: wire.Place | None = None
    facts: dict[str, Any] | None = None
    visit: Visit | None = None
    if kind == base_changes.PERSON:
        row = people.row_of(tx, key)
        if row is not None and row["merged_into"] is None and _is_here(viewer, row):
            person = people_desk.shown(window, tx, viewer, row, words)
            facts = people_desk.facts_for(window, tx, key)
    elif kind == base_changes.PLACE:
        found = people.place(tx, key)
        if found is not None and _is_here(viewer, found):
            place = people_desk.place_of(found)
    elif kind == base_changes.VISIT:
        visit = visit_desk.of_change(window, tx, viewer, key, words)
    gone = person is None and place is None and visit is None
    return wire.GridChange(kind, key, gone, person, facts, place, visit)


def _is_here(viewer: Viewer, row: Mapping) -> bool:
    return row["grid_id"] == viewer.grid_id
