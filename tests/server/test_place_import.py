"""Importing buildings, units and rooms from a table or a map file: all of them or none, and every mistake by
its line."""

import json

import pytest
import sqlalchemy as sa
from test_admin_pages import browser
from test_applications import findings
from test_exports import take as export
from test_pages import outline
from test_person_import import errors
from world import done

from server.ops.verify import check_all
from server.rules.place_import import read_places
from server.rules.table_import import Mistake
from server.services.words import LANGUAGES
from server.store.people_tables import places

PAGE = "/plain/admin/places"
HEAD = "地点编号,上级编号,种类,名称,网格,经度,纬度"
HOUSE = "h1,,楼栋,柳巷路 9 号,liuxiang-3,120.575,31.3085"
UNIT, ROOM = "u1,h1,单元,2 单元,liuxiang-3,,", "r1,u1,房间,502,liuxiang-3,,"


def table(*lines: str, head: str = HEAD) -> bytes:
    return "\r\n".join((head, *lines)).encode()


GOOD = table(ROOM, UNIT, HOUSE)


def send(world, content: bytes, name: str = "places.csv"):
    return browser(world, "admin").post(PAGE, files={"file": (name, content)})


def kept(world) -> list[str]:
    rows = world.read(lambda tx: tx.all(sa.select(places.c.id).order_by(places.c.id)))
    return [row["id"] for row in rows]


def test_a_table_in_any_order_is_there_for_the_grid_with_what_lies_in_what(world):
    page = send(world, GOOD)
    outline(page)
    assert "新加 3 个" in page.text
    worker = world.client("grid")
    (house,) = done(worker.get("/places"))["items"]
    assert (house["name"], house["kind"], house["lon"]) == ("柳巷路 9 号", "building", 120.575)
    (unit,) = done(worker.get("/places", params={"parent": "h1"}))["items"]
    assert unit["name"] == "2 单元"
    assert "新加 0 个，原来就有 3 个" in send(world, GOOD).text
    assert "导入地点" in browser(world, "admin").get("/plain/admin/changes").text
    changed = done(worker.get("/me/grid/changes"))["items"]
    assert {"h1", "u1", "r1"} <= {one["id"] for one in changed}
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []


def test_what_was_exported_is_taken_by_another_street_as_it_is(make_world):
    first, second = make_world(), make_world()
    send(first, GOOD)
    for name in ("places.csv", "places.geojson"):
        file = export(first, name).content
        assert "新加" in send(second, file, name).text
    assert kept(second) == kept(first) == ["h1", "r1", "u1"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x,,楼栋,1 号,nowhere,,", "第 3 行：网格：没有这个网格编号"),
        ("x,,城堡,1 号,liuxiang-3,,", "第 3 行：种类：种类要是楼栋、单元或房间"),
        ("h1,,楼栋,1 号,liuxiang-3,,", "第 3 行：地点编号：和第 2 行是同一个编号"),
        ("x,,楼栋,,liuxiang-3,,", "第 3 行：名称：没有填"),
        ("x y,,楼栋,1 号,liuxiang-3,,", "第 3 行：地点编号：格式不对"),
        (
            "x,,楼栋,1 号,liuxiang-3,120.563,31.3032",
            "第 3 行：经度：这个位置不在网格 liuxiang-3 里",
        ),
        ("x,,楼栋,1 号,liuxiang-3,120.575,", "第 3 行：纬度：没有填"),
        ("x,,楼栋,1 号,liuxiang-3,east,31", "第 3 行：经度：格式不对"),
        ("x,,楼栋,1 号,liuxiang-3,nan,31", "第 3 行：经度：格式不对"),
        ("x,,单元,1,liuxiang-3,,", "第 3 行：上级编号：没有填"),
        ("x,zz,单元,1,liuxiang-3,,", "第 3 行：上级编号：没有这个上级"),
        ("x,h1,单元,1,donghe-1,,", "第 3 行：上级编号：上级的种类或网格不对"),
        ("x,h1,楼栋,1,liuxiang-3,,", "第 3 行：上级编号：上级的种类或网格不对"),
        ("x,h1,楼栋", "第 3 行：应有 7 格"),
    ],
)
def test_one_wrong_line_and_nothing_is_taken(lite_world, line, said):
    page = send(lite_world, table(HOUSE, line))
    assert any(one.startswith(said) for one in errors(page)), errors(page)
    assert kept(lite_world) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (table(HOUSE, head=HEAD.replace("种类", "类别")), "没有叫“类别”的列"),
        (table(HOUSE.replace(",楼栋", ""), head=HEAD.replace(",种类", "")), "缺少这些列：种类"),
        (b"", "请选一个文件"),
        (b"{", "不是 GeoJSON"),
        (b'{"type": "FeatureCollection", "features": []}', "文件里没有地点"),
        (b'{"type": "FeatureCollection", "features": [{"type": "Feature"}]}', "不是带属性的点"),
        (b"[" * 100_000, "没有叫"),
    ],
)
def test_a_file_that_is_something_else_is_refused_in_words(lite_world, content, said):
    page = send(lite_world, content)
    assert any(said in one for one in errors(page)), errors(page)
    assert kept(lite_world) == []


def test_what_is_there_otherwise_is_not_written_over(lite_world):
    send(lite_world, GOOD)
    page = send(lite_world, table(HOUSE.replace("9 号", "10 号"), "h2,,楼栋,11 号,liuxiang-3,,"))
    (said,) = errors(page)
    assert said.startswith("第 2 行：名称：和原来不一样：柳巷路 9 号 → 柳巷路 10 号")
    assert kept(lite_world) == ["h1", "r1", "u1"]
    page = send(lite_world, table(HOUSE, UNIT.replace("单元,2", "房间,2")))
    assert errors(page) == ["第 3 行：地点编号：这个编号已经有了，种类、网格或上级不一样"]


def test_a_corrected_name_and_position_are_listed_by_line_and_changed_when_that_is_confirmed(
    lite_world,
):
    world = lite_world
    send(world, GOOD)
    house = HOUSE.replace("9 号", "10 号").replace("120.575,", "120.5751,")
    said = errors(send(world, table(house, UNIT)))
    assert [one.split("和")[0] for one in said] == ["第 2 行：名称：", "第 2 行：经度："]
    assert "120.575000, 31.308500 → 120.575100, 31.308500" in said[1]
    file = {"file": ("places.csv", table(house, UNIT))}
    page = browser(world, "admin").post(PAGE, files=file, data={"confirmed": "yes"})
    assert "原来就有 2 个。改了 1 个。" in page.text
    (row,) = world.read(lambda tx: tx.all(sa.select(places).where(places.c.id == "h1")))
    assert (row["name"], row["lon"], row["source"]) == ("柳巷路 10 号", 120.5751, "import")
    assert "改了" not in send(world, table(house, UNIT)).text
    assert findings(world) == []


def test_three_megabytes_of_features_are_read_and_too_many_are_not():
    def features(count: int) -> bytes:
        point = {"type": "Point", "coordinates": [120.575, 31.3085]}
        listed = [
            {
                "type": "Feature",
                "id": f"house-{at}",
                "geometry": point,
                "properties": {"kind": "building", "name": f"柳巷路 {at} 号", "grid_id": "g"},
            }
            for at in range(count)
        ]
        return json.dumps({"type": "FeatureCollection", "features": listed}).encode()

    raw = features(20_000)
    assert len(raw) > 3_000_000
    rows, mistakes = read_places(raw, ["g"], lambda lon, lat: "g")
    assert (len(rows), mistakes) == (20_000, [])
    _, mistakes = read_places(features(20_001), ["g"], lambda lon, lat: "g")
    assert mistakes == [Mistake(20_001, "", "too_many", "20000")]


@pytest.mark.parametrize("who", ["13800000001", "grid", "dispatcher", "supervisor"])
def test_nobody_but_an_administrator_takes_places(lite_world, who):
    page = browser(lite_world, who).post(PAGE, files={"file": ("p.csv", GOOD)})
    assert page.status_code == 403
    assert kept(lite_world) == []


def test_every_mistake_has_its_words_in_both_languages(lite_world):
    codes = (
        "geojson",
        "feature",
        "kind",
        "double",
        "outside",
        "no_parent",
        "other_parent",
        "differs",
        "changes",
    )
    for language in LANGUAGES:
        words = lite_world.window.library.of(language)
        assert all(words.has(f"admin.places.wrong.{code}") for code in codes)
