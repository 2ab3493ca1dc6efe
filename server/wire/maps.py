"""The map of the street as GeoJSON: its grids, what lies under them, and where its tiles come from."""

from typing import Annotated, Literal

from msgspec import Meta, Struct


class GridProperties(Struct):
    """What a grid on the map is called."""

    name: str
    community: str


class GridGeometry(Struct):
    """The outline of a grid, WGS 84 (RFC 7946): rings, or for MultiPolygon polygons of rings."""

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list


class GridFeature(Struct):
    """A grid on the map."""

    type: Literal["Feature"]
    id: str
    properties: GridProperties
    geometry: GridGeometry


class GroundProperties(Struct):
    """What a street or a building is called; "" where it has no name."""

    name: str = ""


class GroundGeometry(Struct):
    """The line of a street, or the outline of a building, WGS 84 (RFC 7946)."""

    type: Literal["LineString", "Polygon", "MultiPolygon"]
    coordinates: list


class GroundFeature(Struct):
    """A street or a building on the map."""

    type: Literal["Feature"]
    properties: GroundProperties
    geometry: GroundGeometry


class Ground(Struct):
    """What lies under the grids: streets and buildings as GeoJSON."""

    type: Literal["FeatureCollection"]
    features: Annotated[list[GroundFeature], Meta(max_length=5000)]


class Tiles(Struct):
    """A service of map tiles on Web Mercator, as the street's configuration has it."""

    #: With {z}, {x}, {y} or {-y} (from below), and {s} for one of `hosts`: what WMTS calls them is renamed.
    address: str
    hosts: list[str]
    system: Literal["wgs84", "gcj02"]
    #: Side of a tile, CSS px.
    size: Annotated[int, Meta(ge=256, le=512)]
    zoom_min: Annotated[int, Meta(ge=0, le=22)]
    zoom_max: Annotated[int, Meta(ge=0, le=22)]
    #: Whose map it is; shown wherever its tiles are.
    attribution: Annotated[str, Meta(min_length=1)]


class GridMap(Struct):
    """The grids of the street as GeoJSON, with what lies under them where the street has it."""

    type: Literal["FeatureCollection"]
    features: list[GridFeature]
    ground: Ground | None = None
    tiles: Tiles | None = None
