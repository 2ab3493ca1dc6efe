"""Reading the grids of a street from a GeoJSON file that somebody made elsewhere (RFC 7946), in WGS 84 or another system.

Every mistake is found at once, each with the feature it is in, so that a file can be mended in one
go; a file without mistakes is what assets/grids holds: ids, names, communities, outlines, middles.
"""

import itertools
import math
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from server.rules import grid_shapes
from server.rules.areas import contains, crosses_itself, rings_of
from server.rules.coordinates import coordinates_to_wgs84, to_wgs84

MOST_GRIDS = 5_000
MOST_POSITIONS = 200_000
LONGEST_ID = 40
LONGEST_NAME = 40
#: Mistakes that are told; more say nothing new.
MOST_MISTAKES = 50


class GridMistake(NamedTuple):
    """A feature by its place in the file, counted from 1 (0: the file itself), and what is wrong:
    admin.grids.wrong.<code>; other: the feature it does not fit with, place: where (lon, lat), in words of
    the file's WGS 84."""

    feature: int
    code: str
    other: int = 0
    place: str = ""


class Difference(NamedTuple):
    """What a new set of grids changes, by ids."""

    added: list[str]
    removed: list[str]
    changed: list[str]
    same: int


def read_grids(
    raw: bytes, system: str = "wgs84"
) -> tuple[dict[str, Any] | None, list[GridMistake]]:
    """The collection of a file in that system (coordinates.SYSTEMS) as it is kept, or None with what is
    wrong."""
    try:
        given = msgspec.json.decode(raw.removeprefix(BOM_UTF8))
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None, [GridMistake(0, "json")]
    features = given.get("features") if isinstance(given, dict) else None
    if not isinstance(features, list) or given.get("type") != "FeatureCollection":
        return None, [GridMistake(0, "collection")]
    if not 1 <= len(features) <= MOST_GRIDS:
        return None, [GridMistake(0, "count")]
    mistakes: list[GridMistake] = []
    kept, ids, positions = [], set(), 0
    for index, feature in enumerate(features, 1):
        found = list(_mistakes(feature))
        if not found:
            if feature["id"] in ids:
                found = ["id_twice"]
            ids.add(feature["id"])
            kept.append(_kept(feature, system))
            geometry = kept[-1]["geometry"]
            rings = rings_of(geometry["type"], geometry["coordinates"])
            positions += sum(len(ring) for ring in rings)
        mistakes += [GridMistake(index, code) for code in found]
        if len(mistakes) >= MOST_MISTAKES:
            break
    if positions > MOST_POSITIONS:
        mistakes.append(GridMistake(0, "positions"))
    if not mistakes:
        mistakes = [GridMistake(at, "crossing") for at, one in enumerate(kept, 1) if _crosses(one)]
        crossing = {one.feature for one in mistakes}
        for at, feature in enumerate(kept, 1):
            mistakes += [] if at in crossing else _no_areas(at, feature)
        mistakes += _same_names(kept)
    if not mistakes:
        mistakes = _overlaps(kept)
    if mistakes:
        return None, mistakes[:MOST_MISTAKES]
    return {"type": "FeatureCollection", "features": kept}, []


def _crosses(feature: dict) -> bool:
    geometry = feature["geometry"]
    return any(crosses_itself(ring) for ring in rings_of(geometry["type"], geometry["coordinates"]))


def _same_names(kept: list[dict]) -> Iterator[GridMistake]:
    """Grids that are called as an earlier one of their community."""
    first: dict[tuple[str, str], int] = {}
    for at, feature in enumerate(kept, 1):
        called = (feature["properties"]["community"], feature["properties"]["name"])
        if called in first:
            yield GridMistake(at, "name_twice", first[called])
        first.setdefault(called, at)


def _no_areas(at: int, feature: dict) -> Iterator[GridMistake]:
    for code, find in (("flat", grid_shapes.flat), ("hole", grid_shapes.lost_hole)):
        place = find(feature["geometry"])
        if place is not None:
            yield GridMistake(at, code, place=_said(place))


def _overlaps(kept: list[dict]) -> list[GridMistake]:
    shapes = [grid_shapes.shape_of(feature["geometry"]) for feature in kept]
    found = itertools.islice(grid_shapes.overlaps(shapes), MOST_MISTAKES)
    return sorted(
        GridMistake(one.second + 1, "overlap", one.first + 1, _said(one.place)) for one in found
    )


def _said(place: tuple[float, float]) -> str:
    return f"{place[0]:.5f}, {place[1]:.5f}"


def compare(old: dict, new: dict) -> Difference:
    """What changes from one set of grids to another."""
    before = {feature["id"]: feature for feature in old["features"]}
    after = {feature["id"]: feature for feature in new["features"]}
    common = [i for i in after if i in before]
    changed = [i for i in common if _shape(before[i]) != _shape(after[i])]
    return Difference(
        [i for i in after if i not in before],
        [i for i in before if i not in after],
        changed,
        len(common) - len(changed),
    )


def _shape(feature: dict) -> tuple:
    properties = feature["properties"]
    return properties["name"], properties["community"], feature["geometry"]


def _mistakes(feature: Any) -> Iterator[str]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        yield "feature"
        return
    if not _is_text(feature.get("id"), LONGEST_ID):
        yield "id"
    properties = feature.get("properties")
    for name in ("name", "community"):
        if not isinstance(properties, dict) or not _is_text(properties.get(name), LONGEST_NAME):
            yield name
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        yield "geometry"
        return
    yield from _outline_mistakes(geometry)


def _outline_mistakes(geometry: dict) -> Iterator[str]:
    """Polygons of rings of positions; at most one mistake."""
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    if not _is_list(polygons) or not all(_is_list(polygon) for polygon in polygons):
        yield "geometry"
        return
    for ring in (ring for polygon in polygons for ring in polygon):
        if not _is_list(ring) or not all(_is_position(place) for place in ring):
            yield "position"
            return
        if len(ring) < 4 or ring[0] != ring[-1]:
            yield "ring"
            return


def _is_text(value: Any, longest: int) -> bool:
    return (
        isinstance(value, str)
        and 1 <= len(value) <= longest
        and value == value.strip()
        and value.isprintable()
    )


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and len(value) > 0


def _is_position(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) in (2, 3)
        and all(isinstance(v, int | float) and not isinstance(v, bool) for v in value)
        and all(math.isfinite(v) for v in value)
        and abs(value[0]) <= 180
        and abs(value[1]) <= 90
    )


def _flat(coordinates: list) -> list:
    """Without heights above the sea."""
    if isinstance(coordinates[0], list):
        return [_flat(part) for part in coordinates]
    return coordinates[:2]


def _kept(feature: dict, system: str) -> dict[str, Any]:
    kind, coordinates = feature["geometry"]["type"], _flat(feature["geometry"]["coordinates"])
    coordinates = coordinates_to_wgs84(coordinates, system)
    properties, rings = feature["properties"], rings_of(kind, coordinates)
    lon, lat = properties.get("lon"), properties.get("lat")
    if _is_position([lon, lat]):
        lon, lat = to_wgs84(lon, lat, system)
    if not _is_position([lon, lat]) or not contains(rings, lon, lat):
        lon, lat = _middle(rings)
    return {
        "type": "Feature",
        "id": feature["id"],
        "properties": {
            "name": properties["name"],
            "community": properties["community"],
            "lon": round(lon, 6),
            "lat": round(lat, 6),
        },
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def _middle(rings: list) -> tuple[float, float]:
    """A point inside, near the middle: of the longest stretch inside on the middle line."""
    heights = [place[1] for ring in rings for place in ring]
    y = (min(heights) + max(heights)) / 2
    crossings = sorted(
        (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for ring in rings
        for (x1, y1), (x2, y2) in itertools.pairwise(ring)
        if (y1 > y) != (y2 > y)
    )
    stretches = list(zip(crossings[::2], crossings[1::2], strict=True))
    if not stretches:  # an outline without height
        return rings[0][0][0], rings[0][0][1]
    left, right = max(stretches, key=lambda pair: pair[1] - pair[0])
    return (left + right) / 2, y
