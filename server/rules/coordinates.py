"""Coordinate systems at the border: the portal keeps WGS 84 degrees and nothing else; what comes in or goes out in
another system is converted here.

- `wgs84`: what devices report (RFC 7946, the browser's geolocation).
- `cgcs2000`: China's geodetic system (GB 22021-2008). Its ellipsoid differs from that of WGS 84 by a tenth of a
  millimetre, and its frame is ITRF97 at the epoch 2000.0, so that the two part by the drift of the continent alone,
  about 3 cm a year: less than a metre today, and less than a device knows its place. It is taken as WGS 84.
- `gcj02`: the shifted system of maps published in China (some 100 to 700 m away). The formula is not published; the one
  in general use is taken here, and its inverse by iteration.
- `bd09`: Baidu's shift on top of GCJ-02.

Outside the box that the formula has for China nothing is shifted. A place within the box comes back from any system to
less than a centimetre; of places outside, those within a kilometre of the box are ambiguous by the formula itself.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

#: The systems by name, as settings and forms say them.
SYSTEMS = ("wgs84", "cgcs2000", "gcj02", "bd09")

#: A place: longitude and latitude, degrees.
Place = tuple[float, float]

#: The formula's ellipsoid (Krassowsky 1940): half axis in metres, square of the eccentricity.
_AXIS, _SQUARED = 6_378_245.0, 0.006_693_421_622_965_943
_WEST, _EAST, _SOUTH, _NORTH = 72.004, 137.8347, 0.8293, 55.8271
#: Degrees that a shift is smaller than.
_FARTHEST = 0.03
#: The inverse is near enough (10 micrometres), and after how many steps it is in any case.
_NEAR, _STEPS = 1e-10, 40
#: Decimals of degrees that are kept of what was converted: about a centimetre.
_DECIMALS = 7


def to_wgs84(lon: float, lat: float, system: str) -> Place:
    """A place of that system (of SYSTEMS) as the portal keeps it."""
    return _INWARD[system](lon, lat)


def from_wgs84(lon: float, lat: float, system: str) -> Place:
    """A place that the portal keeps, in that system (of SYSTEMS)."""
    return _OUTWARD[system](lon, lat)


def coordinates_to_wgs84(coordinates: Any, system: str) -> Any:
    """The coordinates of a GeoJSON geometry, positions in lists of any depth, as the portal keeps them; what follows
    longitude and latitude in a position stays."""
    if system in _SAME:
        return coordinates
    if coordinates and isinstance(coordinates[0], list):
        return [coordinates_to_wgs84(part, system) for part in coordinates]
    if len(coordinates) < 2:
        return coordinates
    return [*rounded(*to_wgs84(coordinates[0], coordinates[1], system)), *coordinates[2:]]


def collection_to_wgs84(collection: dict[str, Any], system: str) -> dict[str, Any]:
    """A GeoJSON collection in which every feature has a geometry, with outlines and the places among properties
    (`lon`, `lat`) as the portal keeps them. Raises KeyError, TypeError where it is not built so."""
    if system in _SAME:
        return collection
    return {**collection, "features": [_feature(one, system) for one in collection["features"]]}


def _feature(feature: dict[str, Any], system: str) -> dict[str, Any]:
    properties, geometry = {**feature["properties"]}, {**feature["geometry"]}
    if "lon" in properties and "lat" in properties:
        place = rounded(*to_wgs84(properties["lon"], properties["lat"], system))
        properties["lon"], properties["lat"] = place
    geometry["coordinates"] = coordinates_to_wgs84(geometry["coordinates"], system)
    return {**feature, "properties": properties, "geometry": geometry}


def rounded(lon: float, lat: float) -> Place:
    """A converted place without digits that mean nothing."""
    return round(lon, _DECIMALS), round(lat, _DECIMALS)


def _in_box(lon: float, lat: float, margin: float = 0.0) -> bool:
    return _WEST - margin <= lon <= _EAST + margin and _SOUTH - margin <= lat <= _NORTH + margin


def _same(lon: float, lat: float) -> Place:
    return lon, lat


def _wave(value: float, *terms: tuple[float, float]) -> float:
    """Two thirds of a sum of sines, each amplitude × sin(value · frequency · π)."""
    total = sum(amplitude * math.sin(value * frequency * math.pi) for amplitude, frequency in terms)
    return total * 2 / 3


def _gcj02_anywhere(lon: float, lat: float) -> Place:
    x, y = lon - 105.0, lat - 35.0
    root = math.sqrt(abs(x))
    common = _wave(x, (20, 6), (20, 2))
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + common
    north += _wave(y, (20, 1), (40, 1 / 3)) + _wave(y, (160, 1 / 12), (320, 1 / 30))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + common
    east += _wave(x, (20, 1), (40, 1 / 3)) + _wave(x, (150, 1 / 12), (300, 1 / 30))
    angle = math.radians(lat)
    bend = 1 - _SQUARED * math.sin(angle) ** 2
    metres_north = _AXIS * (1 - _SQUARED) / (bend * math.sqrt(bend))
    metres_east = _AXIS / math.sqrt(bend) * math.cos(angle)
    return lon + math.degrees(east / metres_east), lat + math.degrees(north / metres_north)


def _bd09_of_gcj02(lon: float, lat: float) -> Place:
    turn = math.pi * 3000 / 180
    radius = math.hypot(lon, lat) + 0.00002 * math.sin(lat * turn)
    angle = math.atan2(lat, lon) + 0.000003 * math.cos(lon * turn)
    return radius * math.cos(angle) + 0.0065, radius * math.sin(angle) + 0.006


def _bd09_anywhere(lon: float, lat: float) -> Place:
    return _bd09_of_gcj02(*_gcj02_anywhere(lon, lat))


def _within(shift: Callable[[float, float], Place]) -> Callable[[float, float], Place]:
    """The shift, in China's box only."""
    return lambda lon, lat: shift(lon, lat) if _in_box(lon, lat) else (lon, lat)


def _undone(shift: Callable[[float, float], Place]) -> Callable[[float, float], Place]:
    """The inverse: the place in the box that is shifted there, and what no such place is shifted to as it is."""

    def undo(lon: float, lat: float) -> Place:
        if not _in_box(lon, lat, _FARTHEST):
            return lon, lat
        x, y = lon, lat
        for _ in range(_STEPS):
            there = shift(x, y)
            east, north = lon - there[0], lat - there[1]
            x, y = x + east, y + north
            if abs(east) < _NEAR and abs(north) < _NEAR:
                break
        return (x, y) if _in_box(x, y, 10 * _NEAR) else (lon, lat)

    return undo


_SAME = ("wgs84", "cgcs2000")
_OUTWARD: Mapping[str, Callable[[float, float], Place]] = {
    **dict.fromkeys(_SAME, _same),
    "gcj02": _within(_gcj02_anywhere),
    "bd09": _within(_bd09_anywhere),
}
_INWARD: Mapping[str, Callable[[float, float], Place]] = {
    **dict.fromkeys(_SAME, _same),
    "gcj02": _undone(_gcj02_anywhere),
    "bd09": _undone(_bd09_anywhere),
}
