"""Places of maps in China's coordinate systems: brought to WGS 84 when they come in, and back when they go out."""

import json
import math
import random
from pathlib import Path

import pytest
from test_admin_pages import browser
from test_exports import read_csv, take
from test_place_import import HEAD, send
from test_place_import import kept as kept_places
from world import done

from server.config import ConfigError
from server.rules.coordinates import (
    SYSTEMS,
    collection_to_wgs84,
    from_wgs84,
    rounded,
    to_wgs84,
)
from server.rules.grid_import import read_grids
from server.services import settings

#: Published with the public implementations of the formula (coordtransform, eviltransform): WGS 84 → GCJ-02.
KNOWN = [
    ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
    ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
    ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
]
WEST, EAST, SOUTH, NORTH = 72.004, 137.8347, 0.8293, 55.8271
ABROAD = [(139.7456, 35.6586), (-104.9903, 39.7392), (153.0251, -27.4698), (0.0, 0.0), (71.9, 40.0)]
GRIDS = Path("assets/grids/demo.geojson")
GROUND = Path("assets/ground/demo.geojson")


def metres(a, b) -> float:
    """Between two places near each other."""
    east = (a[0] - b[0]) * math.cos(math.radians(a[1])) * 111_320
    return math.hypot(east, (a[1] - b[1]) * 111_320)


def moved(collection: dict, system: str) -> dict:
    """The collection, of WGS 84, in another system."""

    def there(part):
        if isinstance(part[0], list):
            return [there(one) for one in part]
        return list(from_wgs84(part[0], part[1], system))

    features = []
    for one in collection["features"]:
        about = {**one["properties"]}
        if "lon" in about:
            about["lon"], about["lat"] = from_wgs84(about["lon"], about["lat"], system)
        outline = {**one["geometry"], "coordinates": there(one["geometry"]["coordinates"])}
        features.append({**one, "properties": about, "geometry": outline})
    return {**collection, "features": features}


def corners(collection: dict) -> list:
    """All positions in order."""

    def flat(part):
        return [part] if not isinstance(part[0], list) else [p for one in part for p in flat(one)]

    return [p for one in collection["features"] for p in flat(one["geometry"]["coordinates"])]


@pytest.mark.parametrize(("wgs84", "gcj02"), KNOWN)
def test_known_places_lie_where_the_public_formula_has_them(wgs84, gcj02):
    assert from_wgs84(*wgs84, "gcj02") == pytest.approx(gcj02, abs=1e-10)
    assert metres(to_wgs84(*gcj02, "gcj02"), wgs84) < 0.001


def test_the_place_that_baidu_has_is_that_of_the_public_formula():
    assert from_wgs84(116.404, 39.915, "bd09") == pytest.approx(
        (116.41662724378733, 39.922699552216216), abs=1e-10
    )


@pytest.mark.parametrize("system", SYSTEMS)
def test_every_place_in_china_comes_back_to_the_centimetre(system):
    chance = random.Random(68)
    edges = [(lon, lat) for lon in (WEST, EAST) for lat in (SOUTH, NORTH)]
    edges += [(WEST, 30.0), (EAST, 30.0), (110.0, SOUTH), (110.0, NORTH), (105.0, 35.0)]
    places = [(chance.uniform(WEST, EAST), chance.uniform(SOUTH, NORTH)) for _ in range(5_000)]
    for place in edges + places:
        there = from_wgs84(*place, system)
        assert metres(there, place) < 3_000
        assert metres(to_wgs84(*there, system), place) < 0.01, place


@pytest.mark.parametrize("system", SYSTEMS)
def test_nothing_is_shifted_outside_of_chinas_box(system):
    for place in ABROAD:
        assert from_wgs84(*place, system) == place
        assert to_wgs84(*place, system) == place


def test_a_shift_in_china_is_hundreds_of_metres_and_cgcs2000_is_none():
    for wgs84, _ in KNOWN:
        assert 100 < metres(from_wgs84(*wgs84, "gcj02"), wgs84) < 800
        assert 100 < metres(from_wgs84(*wgs84, "bd09"), from_wgs84(*wgs84, "gcj02")) < 2_000
        assert from_wgs84(*wgs84, "cgcs2000") == wgs84


@pytest.mark.parametrize("system", ["gcj02", "bd09"])
def test_grids_and_ground_of_a_street_in_another_system_lie_where_they_are(
    make_world, tmp_path, system
):
    for name, file in (("grids", GRIDS), ("ground", GROUND)):
        given = moved(json.loads(file.read_text("utf-8")), system)
        (tmp_path / f"{name}.geojson").write_text(json.dumps(given), "utf-8")
    world = make_world(
        street__grids=str(tmp_path / "grids.geojson"),
        street__ground=str(tmp_path / "ground.geojson"),
        street__coordinates=system,
    )
    shown = done(world.nobody().get("/grids"))
    for found, file in ((shown, GRIDS), (shown["ground"], GROUND)):
        wanted = corners(json.loads(file.read_text("utf-8")))
        pairs = list(zip(corners(found), wanted, strict=True))
        assert max(metres(a, b) for a, b in pairs) < 0.02
    middle = done(world.nobody().get("/reference"))["grids"][0]
    known = json.loads(GRIDS.read_text("utf-8"))["features"][0]["properties"]
    assert metres((middle["lon"], middle["lat"]), (known["lon"], known["lat"])) < 0.02
    # What an administrator sees as present is the same, and is not shifted again when it is saved.
    present = settings.present(world.window, "grids")
    assert metres(corners(present)[0], corners(shown)[0]) < 0.001
    taken = world.window.reference.__class__(
        world.window.config, {"grids": json.dumps(present).encode()}
    )
    assert taken.grid_at(middle["lon"], middle["lat"]) == middle["id"]


def test_a_system_that_nobody_knows_stops_the_start(make_world):
    with pytest.raises(ConfigError, match=r"street\.coordinates: 'gcj' is none of wgs84"):
        make_world(street__coordinates="gcj")


def test_grids_in_gcj02_are_taken_as_they_lie(lite_world):
    given = moved(json.loads(GRIDS.read_text("utf-8")), "gcj02")
    admin = browser(lite_world, "admin")
    file = {"file": ("grids.geojson", json.dumps(given).encode())}
    page = admin.post("/plain/admin/grids", files=file, data={"coordinates": "gcj02"})
    assert "会改这些" in page.text
    value, wrong = read_grids(json.dumps(given).encode(), "gcj02")
    assert wrong == []
    wanted = corners(json.loads(GRIDS.read_text("utf-8")))
    assert max(metres(a, b) for a, b in zip(corners(value), wanted, strict=True)) < 0.02
    answer = admin.post(
        "/plain/admin/grids", files=file, data={"coordinates": "mars"}, follow_redirects=False
    )
    assert answer.status_code == 400


def test_a_list_of_buildings_says_its_system_and_a_wrong_one_is_noticed(lite_world):
    lon, lat = from_wgs84(120.575, 31.3085, "bd09")
    table = f"{HEAD}\r\nh1,,楼栋,柳巷路 9 号,liuxiang-3,{lon:.6f},{lat:.6f}".encode()
    page = send(lite_world, table)
    assert "这个位置不在网格 liuxiang-3 里" in page.text
    assert kept_places(lite_world) == []
    admin = browser(lite_world, "admin")
    page = admin.post(
        "/plain/admin/places", files={"file": ("p.csv", table)}, data={"coordinates": "bd09"}
    )
    assert "新加 1 个" in page.text
    (house,) = done(lite_world.client("grid").get("/places"))["items"]
    assert metres((house["lon"], house["lat"]), (120.575, 31.3085)) < 0.2


def test_an_export_in_another_system_says_so_and_comes_back_as_it_was(make_world):
    first, second = make_world(), make_world()
    send(first, f"{HEAD}\r\nh1,,楼栋,柳巷路 9 号,liuxiang-3,120.575,31.3085".encode())
    for name in ("places.csv", "places.geojson"):
        answer = browser(first, "admin").post(
            "/plain/admin/exports", data={"file": name, "coordinates": "gcj02"}
        )
        stem, ending = name.split(".")
        disposition = answer.headers["content-disposition"]
        assert disposition == f'attachment; filename="{stem}-gcj02.{ending}"'
        page = browser(second, "admin").post(
            "/plain/admin/places",
            files={"file": (name, answer.content)},
            data={"coordinates": "gcj02"},
        )
        assert "1 个" in page.text
    (house,) = done(second.client("grid").get("/places"))["items"]
    assert metres((house["lon"], house["lat"]), (120.575, 31.3085)) < 0.2
    assert read_csv(take(first, "places.csv").content)[1][-2:] == ["120.575000", "31.308500"]


@pytest.mark.parametrize("page", ["grids", "places", "exports"])
def test_the_streets_own_system_is_chosen_beforehand(make_world, page):
    world = make_world(street__coordinates="cgcs2000")
    text = browser(world, "admin").get(f"/plain/admin/{page}").text
    assert '<option value="cgcs2000" selected>' in text


def test_heights_stay_and_what_is_no_collection_is_not_guessed_at():
    line = {"type": "LineString", "coordinates": [[116.4, 39.9, 44.0], [116.5, 39.9, 45.0]]}
    feature = {"type": "Feature", "properties": {}, "geometry": line}
    found = collection_to_wgs84({"features": [feature]}, "gcj02")
    assert [p[2] for p in corners(found)] == [44.0, 45.0]
    assert corners(found)[0][:2] == list(rounded(*to_wgs84(116.4, 39.9, "gcj02")))
    with pytest.raises(TypeError):
        collection_to_wgs84({"features": [{**feature, "geometry": None}]}, "gcj02")
