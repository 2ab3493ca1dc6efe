"""Persons and places of the street as files: who lives here in the columns that the import reads, and the
buildings, units and rooms with their positions."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import msgspec
import sqlalchemy as sa

from server.rules import tables
from server.rules.person_import import COLUMNS
from server.services import changes, people, person_sights
from server.services.changes import Author
from server.services.window import Viewer, Window
from server.store import people_tables as t
from server.store.tx import Tx

#: What a look at a person for an export is for (person_sights).
PURPOSE = "export"
_PERSON_HEAD = tuple(COLUMNS[name][1] for name in ("name", "id_number", "phone", "grid_id", "home"))
_PLACE_HEAD = ("地点编号", "上级编号", "种类", "名称", "网格", "经度", "纬度")
_L = t.places.c
_PLACES = sa.select(t.places).where(_L.removed_at.is_(None)).order_by(_L.grid_id, _L.name, _L.id)


class File(NamedTuple):
    """A file to be kept; content_type: its media type."""

    name: str
    content_type: str
    content: bytes


_CSV = "text/csv; charset=utf-8"
#: Media type of a spreadsheet.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def make(window: Window, tx: Tx, viewer: Viewer, author: Author, name: str) -> File | None:
    """The file of that name, None where there is no such one. Who takes one is written down with how
    much was in it, and each person reads that it was taken."""
    found = FILES.get(name)
    if found is None:
        return None
    content_type, write = found
    content, count = write(window, tx, viewer)
    changes.note(window, tx, author, "people.export", "people", {"file": name, "count": count})
    return File(name, content_type, content)


def _persons(window: Window, tx: Tx, viewer: Viewer) -> list[list[str]]:
    rows, seen = [], []
    for grid in window.reference.grids:
        for person in people.of_grid(tx, grid):
            if person["state"] != people.LIVING:
                continue
            known = people.facts_of(window, tx, person["id"])
            said = [
                known[name].value if name in known else ""
                for name in ("name", "id_number", "phone")
            ]
            homes = people.homes_of(window, tx, person["id"])
            rows.append([*said, grid, homes[0]["text"] if homes else ""])
            seen.append(person["id"])
    person_sights.note(tx, seen, viewer, PURPOSE, window.now())
    return rows


def _places(tx: Tx) -> list[list[str]]:
    return [
        [
            row["id"],
            row["parent_id"] or "",
            row["kind"],
            row["name"],
            row["grid_id"],
            *("" if row[name] is None else f"{row[name]:.6f}" for name in ("lon", "lat")),
        ]
        for row in tx.all(_PLACES)
    ]


def _persons_csv(window: Window, tx: Tx, viewer: Viewer) -> tuple[bytes, int]:
    rows = _persons(window, tx, viewer)
    return tables.as_csv(_PERSON_HEAD, rows), len(rows)


def _persons_xlsx(window: Window, tx: Tx, viewer: Viewer) -> tuple[bytes, int]:
    rows = _persons(window, tx, viewer)
    return tables.as_xlsx(_PERSON_HEAD, rows), len(rows)


def _places_csv(_window: Window, tx: Tx, _viewer: Viewer) -> tuple[bytes, int]:
    rows = _places(tx)
    return tables.as_csv(_PLACE_HEAD, rows), len(rows)


def _places_geojson(_window: Window, tx: Tx, _viewer: Viewer) -> tuple[bytes, int]:
    """RFC 7946; a place without a position has no geometry."""
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "properties": {name: row[name] for name in ("kind", "name", "parent_id", "grid_id")},
            "geometry": None
            if row["lon"] is None or row["lat"] is None
            else {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
        }
        for row in tx.all(_PLACES)
    ]
    return msgspec.json.encode({"type": "FeatureCollection", "features": features}), len(features)


Writer = Callable[[Window, Tx, Viewer], tuple[bytes, int]]
#: Files by name, in the order of the page.
FILES: Mapping[str, tuple[str, Writer]] = {
    "persons.xlsx": (XLSX, _persons_xlsx),
    "persons.csv": (_CSV, _persons_csv),
    "places.csv": (_CSV, _places_csv),
    "places.geojson": ("application/geo+json", _places_geojson),
}
