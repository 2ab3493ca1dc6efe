"""What lies under the grids on the map: lines of streets and outlines of buildings, GeoJSON."""

import math
from typing import Any

import msgspec

from server.rules.areas import rings_of
from server.rules.catalogue.mistakes import CatalogueError, Findings

#: As much as the program takes (src/wire/geojson.cpp): positions in all,
MOST_POSITIONS = 200_000
#: in one line, or one outline with its holes, and features.
MOST_OF_ONE, MOST_FEATURES = 2_000, 5_000
_KINDS = ("LineString", "Polygon", "MultiPolygon")


def read_ground(raw: bytes) -> dict[str, Any]:
    """The streets and buildings of a file, as it has them.

    raises CatalogueError: it is no collection of lines and closed outlines in degrees; it says which feature.
    """
    findings = Findings("ground")
    try:
        given = msgspec.json.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        findings.add((), str(error))
        raise CatalogueError(findings.mistakes) from error
    features = given.get("features") if isinstance(given, dict) else None
    if not isinstance(features, list) or given.get("type") != "FeatureCollection":
        findings.add((), "no FeatureCollection")
        raise CatalogueError(findings.mistakes)
    counts = [_positions(feature) for feature in features[: MOST_FEATURES + 1]]
    for at, count in enumerate(counts):
        if not count:
            findings.add(("features", at), "no line, and no closed outline, in degrees")
    if len(features) > MOST_FEATURES or sum(counts) > MOST_POSITIONS:
        most = f"more than {MOST_FEATURES} features or {MOST_POSITIONS} positions"
        findings.add(("features",), most)
    if findings.mistakes:
        raise CatalogueError(findings.mistakes)
    return given


def _positions(feature: Any) -> int:
    """How many there are; 0 where it is not a street or a building."""
    match feature:
        case {
            "type": "Feature",
            "properties": dict(about),
            "geometry": {"type": kind, "coordinates": list(given)},
        }:
            pass
        case _:
            return 0
    if kind not in _KINDS or not isinstance(about.get("name", ""), str):
        return 0
    street = kind == "LineString"
    try:
        parts = [given] if kind == "Polygon" else given
        lines = [given] if street else rings_of(kind, given)
        sound = bool(lines) and all(_is_line(line, closed=not street) for line in lines)
        if not street:
            sound = sound and all(part and sum(map(len, part)) <= MOST_OF_ONE for part in parts)
    except TypeError:
        return 0
    return sum(len(line) for line in lines) if sound else 0


def _is_line(line: Any, *, closed: bool) -> bool:
    if not isinstance(line, list) or not (4 if closed else 2) <= len(line) <= MOST_OF_ONE:
        return False
    return all(_is_position(each) for each in line) and (not closed or line[0] == line[-1])


def _is_position(position: Any) -> bool:
    if not isinstance(position, list) or len(position) < 2:
        return False
    lon, lat = position[:2]
    numbers = all(isinstance(n, int | float) and not isinstance(n, bool) for n in (lon, lat))
    return numbers and math.isfinite(lon) and abs(lon) <= 180 and abs(lat) <= 90
