"""The map of the street as GeoJSON: its grids, and what lies under them."""

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


class GridMap(Struct):
    """The grids of the street as GeoJSON, with what lies under them where the street has it."""

    type: Literal["FeatureCollection"]
    features: list[GridFeature]
    ground: Ground | None = None
