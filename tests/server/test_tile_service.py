"""The service of map tiles that a street sets: what the program is told of it, what the page may reach, and what
is refused at the start."""

from dataclasses import asdict

import pytest
from test_pages import CSP
from world import done

from server.config import Config, ConfigError
from server.rules.tile_service import read_service

TIANDITU = (
    "https://t{s}.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=vec"
    "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={TileMatrix}&TILEROW={TileRow}"
    "&TILECOL={TileCol}&tk=KEY"
)
XYZ = "https://tiles.example/{z}/{x}/{y}.png"


def faults(**given) -> list[str]:
    """What is wrong, as setting: words."""
    settings = {**asdict(Config().map), "tiles": XYZ, "attribution": "© 测绘院", **given}
    service, wrong = read_service(settings)
    assert (service is None) == bool(wrong)
    return [f"{name}: {what}" for name, what in wrong]


def test_the_program_learns_of_the_service_with_the_grids(make_world):
    world = make_world(
        map__tiles=TIANDITU,
        map__tile_hosts="0, 1,2",
        map__tile_system="cgcs2000",
        map__zoom_min=1,
        map__attribution="天地图 GS（2024）0568号",
    )
    tiles = done(world.nobody().get("/grids"))["tiles"]
    assert tiles["address"].endswith("TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=KEY")
    del tiles["address"]
    assert tiles == {
        "hosts": ["0", "1", "2"],
        "system": "wgs84",
        "size": 256,
        "zoom_min": 1,
        "zoom_max": 18,
        "attribution": "天地图 GS（2024）0568号",
    }


def test_a_page_may_reach_the_hosts_of_the_tiles_and_nothing_else(make_world):
    world = make_world(
        map__tiles="https://{s}.Tiles.example:8443/{z}/{x}/{-y}.png?key=a;b",
        map__tile_hosts="a,b",
        map__attribution="x",
    )
    reach = "connect-src 'self' https://a.tiles.example:8443 https://b.tiles.example:8443;"
    for path in ("/", "/plain/", "/api/v1/grids"):
        answer = world.nobody().get(world.url + path)
        said = answer.headers["content-security-policy"]
        assert said == CSP.replace("connect-src 'self';", reach)


def test_without_a_service_nothing_is_told_and_nothing_is_allowed(lite_world):
    answer = lite_world.nobody().get("/grids")
    assert done(answer)["tiles"] is None
    assert answer.headers["content-security-policy"] == CSP


@pytest.mark.parametrize(
    "address",
    [
        XYZ,
        "https://tiles.example:8443/{z}/{x}/{-y}.png?key=a%20b",
        "http://127.0.0.1:5000/{z}/{x}/{y}",
        "https://tiles.example/wmts/{TileMatrix}/{TileRow}/{TileCol}.png",
        "https://tiles.example/{z}/{z}/{x}/{y}@2x.png",
    ],
)
def test_addresses_of_every_common_kind_are_taken(address):
    assert faults(tiles=address) == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://tiles.example/{z}/{x}/{y}", "http is for 127.0.0.1 only: tiles come by https"),
        ("http://127.0.0.1.evil.example/{z}/{x}/{y}", "http is for 127.0.0.1 only"),
        ("https://tiles.example/{z}/{x}", "one of {y}, {-y} and {TileRow} is needed"),
        ("https://tiles.example/{z}/{x}/{y}/{-y}", "one of {y}, {-y} and {TileRow} is needed"),
        ("https://tiles.example/{x}/{y}", "{z} or {TileMatrix} is missing"),
        ("https://tiles.example/{z}/{y}", "{x} or {TileCol} is missing"),
        ("https://tiles.example/{z}/{x}/{y}?key={key}", "{key} is not known"),
        ("https://tiles.example/{z}/{x}/{y}/{", "a brace that belongs to none"),
        ("https://me:secret@tiles.example/{z}/{x}/{y}", "or a name or password in it"),
        ("https://me@tiles.example/{z}/{x}/{y}", "or a name or password in it"),
        ("https://{z}.example/{z}/{x}/{y}", "no https address of a host"),
        ("https://tiles.example:port/{z}/{x}/{y}", "no https address of a host"),
        ("ftp://tiles.example/{z}/{x}/{y}", "no https address of a host"),
        ("//tiles.example/{z}/{x}/{y}", "no https address of a host"),
        ("https://tiles.example;connect-src/{z}/{x}/{y}", "no https address of a host"),
        ("https://*/{z}/{x}/{y}", "no https address of a host"),
        ("https://tiles.example/{z}/{x}/{y}#a", "what follows # is never sent"),
        ("https://tiles.example/{z}/{x}/{y} x", "signs that an address has as %.. only"),
        ("https://地图.example/{z}/{x}/{y}", "signs that an address has as %.. only"),
        ("https://tiles.example/{z}/{x}/{y}?" + "k" * 500, "longer than 500 characters"),
        ("https://{s}.example/{z}/{x}/{y}", "{s} is there without tile_hosts"),
    ],
)
def test_a_wrong_address_is_refused_in_words(address, said):
    found = faults(tiles=address)
    assert any(one.startswith("tiles: ") and said in one for one in found), found


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"tile_hosts": "a"}, "tiles: tile_hosts without {s}"),
        ({"tile_hosts": "a.b"}, "tile_hosts: 'a.b' is no part of a host's name"),
        ({"tile_hosts": ",".join(map(str, range(17)))}, "tile_hosts: more than 16"),
        (
            {"tile_system": "bd09"},
            "tile_system: tiles of bd09 lie on Baidu's own projection, not on Web Mercator",
        ),
        ({"tile_system": "wgs"}, "tile_system: 'wgs' is none of wgs84, cgcs2000, gcj02"),
        ({"tile_size": 300}, "tile_size: 300 is neither 256 nor 512"),
        ({"zoom_max": 23}, "zoom_max: 23 is no level from 0 to 22"),
        ({"zoom_min": 19}, "zoom_min: greater than zoom_max"),
        ({"attribution": " "}, "attribution: missing: whose map it is must stand on it"),
        (
            {"attribution": "a\nb"},
            "attribution: more than 120 characters, or not a line of text",
        ),
    ],
)
def test_a_wrong_setting_is_refused_in_words(setting, said):
    assert said in faults(**setting)


def test_all_that_is_wrong_is_told_at_once_and_the_server_does_not_start(make_world):
    with pytest.raises(ConfigError) as refused:
        make_world(map__tiles="http://tiles.example/{z}/{x}", map__tile_system="bd09")
    lines = str(refused.value).splitlines()
    assert [line.split(": ")[0] for line in lines[1:]] == [
        "map.tile_system",
        "map.tiles",
        "map.tiles",
        "map.attribution",
    ]
