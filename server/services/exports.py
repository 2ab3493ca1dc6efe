"""Persons, places and organisations of the street as files: who lives and works here in the columns that the
imports read, and the buildings, units and rooms with their positions."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from server.rules import organisation_import, place_import, tables
from server.rules.coordinates import Place, from_wgs84, rounded
from server.rules.person_import import COLUMNS
from server.services import changes, organisations, people, person_sights
from server.services.changes import Author
from server.services.window import Viewer, Window
from server.store import people_tables as t
from server.store.tx import Tx

#: What a look at a person for an export is for (person_sights).
PURPOSE = "export"
_PERSON_HEAD = tuple(COLUMNS[name][1] for name in COLUMNS)
_PLACE_HEAD = tuple(heads[1] for heads in place_import.COLUMNS.values())
_ORGANISATION_HEAD = tuple(heads[1] for heads in organisation_import.COLUMNS.values())
_L = t.places.c
_PLACES = sa.select(t.places).where(_L.removed_at.is_(None)).order_by(_L.grid_id, _L.name, _L.id)


class File(NamedTuple):
    """A file to be kept; content_type: its media type."""

    name: str
    content_type: str
    content: bytes


_CSV, _GEOJSON = "text/csv; charset=utf-8", "application/geo+json"
#: Media type of a spreadsheet.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def make(
    window: Window, tx: Tx, viewer: Viewer, author: Author, name: str, system: str
) -> File | None:
    """The file of that name with places in that coordinate system (coordinates.SYSTEMS), None where there
    is no such one; its own name says a system that is not the portal's. Who takes one is written down with
    how much was in it, and each person reads that it was taken."""
    found = FILES.get(name)
    if found is None:
        return None
    content_type, write = found
    content, count = write(window, tx, viewer, system)
    if write in _HAVE_PLACES and system != "wgs84":
        stem, dot, ending = name.partition(".")
        name = f"{stem}-{system}{dot}{ending}"
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
            home = homes[0] if homes else {"text": "", "household": None}
            rows.append([*said, grid, home["text"], home["household"] or ""])
            seen.append(person["id"])
    person_sights.note(tx, seen, viewer, PURPOSE, window.now())
    return rows


def _place_of(row: Mapping[str, Any], system: str) -> Place | None:
    if row["lon"] is None or row["lat"] is None:
        return None
    place = from_wgs84(row["lon"], row["lat"], system)
    return place if place == (row["lon"], row["lat"]) else rounded(*place)


def _places(tx: Tx, system: str) -> list[list[str]]:
    rows = []
    for row in tx.all(_PLACES):
        place = _place_of(row, system)
        cells = [row["id"], row["parent_id"] or "", row["kind"], row["name"], row["grid_id"]]
        rows.append([*cells, *(["", ""] if place is None else [f"{one:.6f}" for one in place])])
    return rows


def _persons_csv(window: Window, tx: Tx, viewer: Viewer, _: str) -> tuple[bytes, int]:
    rows = _persons(window, tx, viewer)
    return tables.as_csv(_PERSON_HEAD, rows), len(rows)


def _persons_xlsx(window: Window, tx: Tx, viewer: Viewer, _: str) -> tuple[bytes, int]:
    rows = _persons(window, tx, viewer)
    return tables.as_xlsx(_PERSON_HEAD, rows), len(rows)


def _places_csv(_window: Window, tx: Tx, _viewer: Viewer, system: str) -> tuple[bytes, int]:
    rows = _places(tx, system)
    return tables.as_csv(_PLACE_HEAD, rows), len(rows)


def _places_geojson(_window: Window, tx: Tx, _viewer: Viewer, system: str) -> tuple[bytes, int]:
    """RFC 7946 in WGS 84; a place without a position has no geometry."""
    features = []
    for row in tx.all(_PLACES):
        place = _place_of(row, system)
        features.append(
            {
                "type": "Feature",
                "id": row["id"],
                "properties": {n: row[n] for n in ("kind", "name", "parent_id", "grid_id")},
                "geometry": place and {"type": "Point", "coordinates": place},
            }
        )
    return msgspec.json.encode({"type": "FeatureCollection", "features": features}), len(features)


def _organisations(window: Window, tx: Tx) -> Iterator[tuple[dict, dict[str, str]]]:
    """All of the street, grid by grid, each with what is known of it."""
    for grid in window.reference.grids:
        for row in organisations.of_grid(tx, grid):
            yield row, organisations.texts_of(window, tx, row)


def _organisation_rows(window: Window, tx: Tx) -> list[list[str]]:
    """In the columns and the words that the import reads."""
    rows = []
    for row, texts in _organisations(window, tx):
        said = {**texts, "grid_id": row["grid_id"]}
        said["kind"] = organisation_import.KINDS[texts["kind"]]
        said["state"] = organisation_import.STATES[row["state"]]
        rows.append([said[name] for name in organisation_import.COLUMNS])
    return rows


def _organisations_csv(window: Window, tx: Tx, _viewer: Viewer, _: str) -> tuple[bytes, int]:
    rows = _organisation_rows(window, tx)
    return tables.as_csv(_ORGANISATION_HEAD, rows), len(rows)


def _organisations_xlsx(window: Window, tx: Tx, _viewer: Viewer, _: str) -> tuple[bytes, int]:
    rows = _organisation_rows(window, tx)
    return tables.as_xlsx(_ORGANISATION_HEAD, rows), len(rows)


def _organisations_geojson(
    window: Window, tx: Tx, _viewer: Viewer, system: str
) -> tuple[bytes, int]:
    """RFC 7946, at their places, without the contact: a map is handed on more easily than a list."""
    features = []
    for row, texts in _organisations(window, tx):
        at = people.place(tx, row["place_id"]) if row["place_id"] else None
        place = None if at is None else _place_of(at, system)
        told = {name: texts[name] for name in ("name", "kind", "credit_code", "address")}
        features.append(
            {
                "type": "Feature",
                "id": row["id"],
                "properties": {**told, "grid_id": row["grid_id"], "state": row["state"]},
                "geometry": place and {"type": "Point", "coordinates": place},
            }
        )
    return msgspec.json.encode({"type": "FeatureCollection", "features": features}), len(features)


#: Writes a file whose places are in that coordinate system: its bytes, and how many it tells of.
Writer = Callable[[Window, Tx, Viewer, str], tuple[bytes, int]]
#: Files by name, in the order of the page.
FILES: Mapping[str, tuple[str, Writer]] = {
    "persons.xlsx": (XLSX, _persons_xlsx),
    "persons.csv": (_CSV, _persons_csv),
    "places.csv": (_CSV, _places_csv),
    "places.geojson": (_GEOJSON, _places_geojson),
    "organisations.xlsx": (XLSX, _organisations_xlsx),
    "organisations.csv": (_CSV, _organisations_csv),
    "organisations.geojson": (_GEOJSON, _organisations_geojson),
}
_HAVE_PLACES = (_places_csv, _places_geojson, _organisations_geojson)
