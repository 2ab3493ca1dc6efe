"""Persons and places as files, taken by who runs the street and written down; and outlines that cross
themselves, which no grid may have."""

import csv
import io
import json
import math
import time
import zipfile
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa
from assisting import LI, person
from test_admin_pages import browser
from test_pages import outline
from test_person_import import send as import_table

from server.ops.verify import check_all
from server.rules import areas, tables
from server.rules.grid_import import GridMistake, read_grids
from server.services import people
from server.services.window import SYSTEM
from server.store import people_tables as t

PAGE = "/plain/admin/exports"


def take(world, name: str, who: str = "admin"):
    return browser(world, who).post(PAGE, data={"file": name})


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def read_xlsx(content: bytes) -> list[list[str]]:
    package = zipfile.ZipFile(io.BytesIO(content))
    assert package.testzip() is None
    for name in package.namelist():
        ElementTree.fromstring(package.read(name))
    sheet = ElementTree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    space = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    return [
        [cell.text or "" for cell in row.iterfind("s:c/s:is/s:t", space)]
        for row in sheet.iterfind("s:sheetData/s:row", space)
    ]


def building(world) -> None:
    def add(tx):
        row = {"kind": "building", "name": "3 号楼", "grid_id": "liuxiang-3", "source": "import"}
        tx.run(sa.insert(t.places).values(id="h", lon=120.575, lat=31.3085, at=1, **row))
        tx.changed(t.places, "h")
        row |= {"kind": "room", "name": "=502", "parent_id": "h"}
        tx.run(sa.insert(t.places).values(id="r", at=1, **row))
        tx.changed(t.places, "r")

    world.write(add)


def test_who_lives_here_is_a_table_that_can_be_imported_again_and_it_is_written_down(world):
    whom = person(world, home="柳巷路 8 号")
    page = browser(world, "admin").get(PAGE)
    outline(page)
    answer = take(world, "persons.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="persons.csv"'
    assert answer.headers["cache-control"] == "no-store"
    rows = read_csv(answer.content)
    assert rows == [
        ["姓名", "身份证号", "电话", "网格", "住址", "户号"],
        [LI["name"], LI["id_number"], LI["phone"], "liuxiang-3", "柳巷路 8 号", ""],
    ]
    assert read_xlsx(take(world, "persons.xlsx").content) == rows
    assert "原来就有 1 人" in import_table(browser(world, "admin"), answer.content).text
    assert "导出人口、地点" in browser(world, "admin").get("/plain/admin/changes").text
    seen = world.read(lambda tx: tx.all(sa.select(t.person_sights)))
    assert (whom, "export", "admin") in [(r["person_id"], r["purpose"], r["role"]) for r in seen]
    world.write(
        lambda tx: people.set_state(tx, people.row_of(tx, whom), people.MOVED, SYSTEM.id, 1)
    )
    assert len(read_csv(take(world, "persons.csv").content)) == 1
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []


def test_places_are_a_table_and_a_map_and_no_cell_is_a_formula(lite_world):
    building(lite_world)
    head, *rows = read_csv(take(lite_world, "places.csv").content)
    assert head[3] == "名称"
    assert sorted(row[3] for row in rows) == ["'=502", "3 号楼"]
    found = json.loads(take(lite_world, "places.geojson").content)
    assert found["type"] == "FeatureCollection"
    by_id = {one["id"]: one for one in found["features"]}
    assert by_id["h"]["geometry"] == {"type": "Point", "coordinates": [120.575, 31.3085]}
    assert by_id["r"]["geometry"] is None
    assert by_id["r"]["properties"]["parent_id"] == "h"


@pytest.mark.parametrize("who", ["13800000001", "grid", "dispatcher", "supervisor"])
def test_nobody_but_an_administrator_takes_one(lite_world, who):
    person(lite_world)
    assert take(lite_world, "persons.csv", who).status_code == 403
    seen = lite_world.read(lambda tx: tx.all(sa.select(t.person_sights.c.purpose)))
    assert "export" not in [row["purpose"] for row in seen]


def test_there_is_no_other_file(lite_world):
    assert take(lite_world, "../keys.json").status_code == 404


def test_a_sheet_holds_any_text():
    rows = [['a<b>&"c"', "\x00\x1b[31m\ufffe红\n二"], ["", " 前后 "]]
    assert read_xlsx(tables.as_xlsx(["x", "y"], rows)) == [
        ["x", "y"],
        ['a<b>&"c"', "[31m红\n二"],
        ["", " 前后 "],
    ]


def grid(ring: list, name: str = "a") -> dict:
    return {
        "type": "Feature",
        "id": name,
        "properties": {"name": name, "community": "c"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def collection(*features: dict) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]


@pytest.mark.parametrize(
    "ring",
    [
        [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]],
        [[0, 0], [2, 0], [2, 2], [1, -1], [0, 2], [0, 0]],
        [[0, 0], [2, 0], [1, 1], [2, 2], [0, 2], [1, 1], [0, 0]],
    ],
    ids=["a bow", "a spike through a side", "two triangles that touch"],
)
def test_an_outline_that_crosses_itself_is_refused_with_its_place_and_nothing_is_taken(ring):
    found, mistakes = read_grids(collection(grid(SQUARE, "b"), grid(ring)))
    assert found is None
    assert mistakes == [GridMistake(2, "crossing")]


def holed(*hole: list) -> dict:
    """A square with a hole."""
    return {**grid(SQUARE), "geometry": {"type": "Polygon", "coordinates": [SQUARE, list(hole)]}}


def beside(x: float, name: str) -> dict:
    """The square moved to the right by so much."""
    return grid([[a + x, b] for a, b in SQUARE], name)


@pytest.mark.parametrize(
    ("features", "wrong"),
    [
        ([grid([[0, 0], [1, 0], [2, 0], [0, 0]])], (1, "flat", 0)),
        ([grid([[0, 0], [1, 0], [1, 1e-12], [0, 0]])], (1, "flat", 0)),
        ([holed([5, 5], [6, 5], [6, 6], [5, 5])], (1, "hole", 0)),
        ([holed([0.5, 0.5], [1.5, 0.5], [0.5, 0.7], [0.5, 0.5])], (1, "hole", 0)),
        ([grid(SQUARE, "a"), beside(0, "b")], (2, "overlap", 1)),
        ([grid(SQUARE, "a"), beside(0.5, "b")], (2, "overlap", 1)),
        ([grid(SQUARE), {**beside(3, "a"), "id": "other"}], (2, "name_twice", 1)),
    ],
    ids=["a line", "a hair", "hole outside", "hole across", "the same", "half over", "names"],
)
def test_outlines_that_are_no_areas_are_refused_with_their_place(features, wrong):
    found, mistakes = read_grids(collection(*features))
    assert found is None
    assert [(one.feature, one.code, one.other) for one in mistakes] == [wrong]


def test_neighbours_whose_border_was_drawn_twice_and_a_hole_inside_are_taken():
    inside = holed([0.4, 0.4], [0.6, 0.4], [0.6, 0.6], [0.4, 0.4])
    for features in ([grid(SQUARE, "a"), beside(0.995, "b")], [inside, beside(1, "b")]):
        raw = collection(*features)
        assert read_grids(raw)[1] == read_grids(b"\xef\xbb\xbf" + raw)[1] == []


def test_an_honest_outline_is_taken_whatever_its_shape():
    for ring in (SQUARE, SQUARE[::-1], [[0, 0], [0, 0], [4, 0], [4, 3], [2, 1], [0, 3], [0, 0]]):
        assert not areas.crosses_itself(ring)


def test_three_megabytes_of_an_outline_are_looked_at_within_seconds():
    count = 90_000
    turns = [2 * math.pi * at / count for at in range(count)]
    ring = [[120 + math.cos(turn) / 10, 31 + math.sin(turn) / 10] for turn in turns]
    ring.append(ring[0])
    raw = collection(grid(ring))
    assert len(raw) > 3_000_000
    began = time.process_time()
    found, mistakes = read_grids(raw)
    assert (mistakes, found is not None) == ([], True)
    ring[count // 2] = [120.5, 31]
    assert read_grids(collection(grid(ring)))[1] == [GridMistake(1, "crossing")]
    assert time.process_time() - began < 20


def test_an_outline_of_edges_on_top_of_each_other_ends_too():
    comb = [[at % 2 * 1.0, at / 1e5] for at in range(8000)]
    began = time.process_time()
    assert areas.crosses_itself([*comb, [-1, 0.1], [-1, -0.1], comb[0]])
    assert time.process_time() - began < 20
