"""Buildings, units and rooms of a street from a file, CSV, XLSX or GeoJSON: read whole, every mistake by its line
or feature, before anything is taken."""

import math
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

import msgspec

from server.rules import text
from server.rules.coordinates import rounded, to_wgs84
from server.rules.table_import import Columns, Line, Mistake, read_rows, read_table

#: Column → how its head may be written: the columns of the export.
COLUMNS: Columns = {
    "id": ("id", "地点编号"),
    "parent_id": ("parent_id", "上级编号"),
    "kind": ("kind", "种类"),
    "name": ("name", "名称"),
    "grid_id": ("grid_id", "网格"),
    "lon": ("lon", "经度"),
    "lat": ("lat", "纬度"),
}
NEEDED = ("id", "kind", "name", "grid_id")
MOST_ROWS, LONGEST_NAME = 20_000, 60
#: Kind → kinds of what it lies in.
WITHIN: Mapping[str, tuple[str, ...]] = {
    "building": (),
    "unit": ("building",),
    "room": ("unit", "building"),
}
_KINDS = {"楼栋": "building", "单元": "unit", "房间": "room", **{kind: kind for kind in WITHIN}}
_ID = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)


class Row(NamedTuple):
    """A place, checked by itself. line: of the file, or the number of the feature."""

    line: int
    id: str
    parent_id: str | None
    kind: str
    name: str
    grid_id: str
    lon: float | None
    lat: float | None


#: The grid that holds a point.
GridAt = Callable[[float, float], str | None]


def read_places(
    raw: bytes, grids: Collection[str], grid_at: GridAt, system: str = "wgs84"
) -> tuple[list[Row], list[Mistake]]:
    """The places of a file in that system (coordinates.SYSTEMS) as they are kept, and its mistakes in order. Whether what a place lies in is there is asked
    of those that are stored too (parent_problem)."""
    if raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        lines, mistakes = _features(raw)
    else:
        lines, mistakes = read_table(raw, COLUMNS, NEEDED, MOST_ROWS)
    return read_rows(
        lines, mistakes, lambda at, cells: _row(at, cells, grids, grid_at, system), "id"
    )


def parent_problem(row: Row, parent: Mapping[str, Any] | None) -> str | None:
    """What is wrong with what a place lies in (kind and grid_id of it, None where it is not there)."""
    wanted = WITHIN[row.kind]
    if row.parent_id is None:
        return "required" if wanted else None
    if parent is None:
        return "no_parent"
    fits = parent["kind"] in wanted and parent["grid_id"] == row.grid_id
    return None if fits else "other_parent"


def _features(raw: bytes) -> tuple[list[Line], list[Mistake]]:
    """The features of a collection as cells."""
    try:
        given = msgspec.json.decode(raw.removeprefix(BOM_UTF8))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return [], [Mistake(1, "", "geojson")]
    features = given.get("features") if isinstance(given, dict) else None
    if not isinstance(features, list) or given.get("type") != "FeatureCollection":
        return [], [Mistake(1, "", "geojson")]
    if not features:
        return [], [Mistake(1, "", "empty")]
    if len(features) > MOST_ROWS:
        return [], [Mistake(MOST_ROWS + 1, "", "too_many", str(MOST_ROWS))]
    lines: list[Line] = []
    mistakes = []
    for at, feature in enumerate(features, 1):
        cells = _cells(feature)
        if cells is None:
            mistakes.append(Mistake(at, "", "feature"))
        else:
            lines.append((at, cells))
    return lines, mistakes


def _cells(feature: Any) -> dict[str, str] | None:
    """A Point, or a place without geometry, as cells; None for anything else."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        return None
    geometry = feature.get("geometry")
    point: Any = [None, None]
    if geometry is not None:
        if not isinstance(geometry, dict) or geometry.get("type") != "Point":
            return None
        point = geometry.get("coordinates")
        if not isinstance(point, list) or len(point) not in (2, 3):
            return None
    named = {
        name: feature["properties"].get(name) for name in ("parent_id", "kind", "name", "grid_id")
    }
    found = {"id": feature.get("id"), **named, "lon": point[0], "lat": point[1]}
    return {name: "" if value is None else str(value) for name, value in found.items()}


def _row(
    at: int, cells: Mapping[str, str], grids: Collection[str], grid_at: GridAt, system: str
) -> tuple[Row, list[Mistake]]:
    """One line."""
    wrong = []
    place_id, parent = (cells.get(name, "").strip() for name in ("id", "parent_id"))
    for column, value in (("id", place_id), ("parent_id", parent)):
        if value and not _ID.fullmatch(value):
            wrong.append(Mistake(at, column, "format"))
    if not place_id:
        wrong.append(Mistake(at, "id", "required"))
    typed = cells["kind"].strip()
    kind = _KINDS.get(typed, "")
    if not kind:
        wrong.append(Mistake(at, "kind", "kind" if typed else "required"))
    name = text.clean(cells["name"], lines=False)
    if not name:
        wrong.append(Mistake(at, "name", "required"))
    elif text.visible_length(name) > LONGEST_NAME:
        wrong.append(Mistake(at, "name", "too_long"))
    grid = cells["grid_id"].strip()
    if grid not in grids:
        wrong.append(Mistake(at, "grid_id", "unknown" if grid else "required"))
    lon, lat = _number(cells.get("lon", ""), 180), _number(cells.get("lat", ""), 90)
    for column, value in (("lon", lon), ("lat", lat)):
        if value is not None and math.isnan(value):
            wrong.append(Mistake(at, column, "format"))
    if (lon is None) is not (lat is None):
        wrong.append(Mistake(at, "lon" if lon is None else "lat", "required"))
    if not wrong and lon is not None and lat is not None:
        if to_wgs84(lon, lat, system) != (lon, lat):
            lon, lat = rounded(*to_wgs84(lon, lat, system))
        if grid_at(lon, lat) != grid:
            wrong.append(Mistake(at, "lon", "outside", grid))
    return Row(at, place_id, parent or None, kind, name, grid, lon, lat), wrong


def _number(typed: str, most: float) -> float | None:
    """The number of degrees, None for nothing, NaN for what is none within ±most."""
    plain = typed.strip()
    if not plain:
        return None
    try:
        value = float(plain)
    except ValueError:
        return math.nan
    return value if -most <= value <= most else math.nan
