"""Streets and buildings under the grids of the map: what is kept of a file, and what is refused with its place."""

import json
from pathlib import Path

import pytest
from world import done

from server.rules.catalogue.ground_file import MOST_FEATURES, MOST_OF_ONE, read_ground
from server.rules.catalogue.mistakes import CatalogueError

SQUARE = [[120, 31], [121, 31], [121, 32], [120, 31]]


def file_of(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def feature(kind, coordinates, **about):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": about, "geometry": geometry}


def test_the_demo_has_roads_and_buildings_and_they_come_with_the_grids(lite_world):
    about = done(lite_world.nobody().get("/grids"))
    kinds = [one["geometry"]["type"] for one in about["ground"]["features"]]
    assert kinds.count("LineString") == 24
    assert kinds.count("Polygon") > 400
    assert len(about["features"]) == 12


def test_every_building_with_people_stands_on_the_map(world):
    named = {
        one["properties"].get("name")
        for one in json.loads(Path("assets/ground/demo.geojson").read_text())["features"]
    }
    buildings = json.loads(Path("server/demo/data/people.json").read_text())["buildings"]
    for building in buildings:
        assert any(name and building["name"].endswith(name) for name in named), building["name"]


def test_a_street_of_several_parts_of_buildings_is_kept():
    given = file_of(
        feature("MultiPolygon", [[SQUARE]], name="一号楼"), feature("LineString", SQUARE)
    )
    assert len(read_ground(given)["features"]) == 2


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (b"{", ""),
        (b"[]", ""),
        (b"\xff", ""),
        (json.dumps({"type": "Feature"}).encode(), ""),
        (file_of(feature("Point", [120, 31])), "/features/0"),
        (file_of(feature("LineString", SQUARE), feature("LineString", [[120, 31]])), "/features/1"),
        (file_of(feature("Polygon", [SQUARE[:3]])), "/features/0"),
        (
            file_of(feature("Polygon", [[[120, 31], [121, 31], [121, 32], [121, 30]]])),
            "/features/0",
        ),
        (file_of(feature("Polygon", SQUARE)), "/features/0"),
        (file_of(feature("Polygon", [])), "/features/0"),
        (file_of(feature("LineString", [[120, 91], [121, 31]])), "/features/0"),
        (file_of(feature("LineString", [["120", 31], [121, 31]])), "/features/0"),
        (file_of(feature("LineString", [[True, 31], [121, 31]])), "/features/0"),
        (file_of(feature("LineString", SQUARE, name=3)), "/features/0"),
        (file_of(feature("Polygon", [[[0, 0]] * 1_500] * 2)), "/features/0"),
        (file_of(feature("MultiPolygon", [[SQUARE], []])), "/features/0"),
        (file_of(feature("LineString", [[0, 0]] * (MOST_OF_ONE + 1))), "/features/0"),
        (file_of(*[feature("LineString", SQUARE)] * (MOST_FEATURES + 1)), "/features"),
        (file_of("street"), "/features/0"),
    ],
)
def test_what_is_no_ground_is_refused_with_its_place(given, place):
    with pytest.raises(CatalogueError) as refused:
        read_ground(given)
    assert [mistake.pointer for mistake in refused.value.mistakes] == [place]
