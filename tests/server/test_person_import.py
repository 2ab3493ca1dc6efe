"""Importing persons from a table: everybody or nobody, and every mistake by its line."""

import re
from datetime import date

import pytest
from assisting import HELPER, LI, person
from test_admin_pages import browser
from test_pages import outline
from world import done

from server.demo.people import id_number
from server.ops.verify import check_all
from server.rules import person_import as rules
from server.rules.person_import import read_persons
from server.rules.table_import import Mistake
from server.services.words import LANGUAGES

PAGE = "/plain/admin/people"
GRIDS = ("liuxiang-3", "donghe-1")
TODAY = date(2026, 11, 23)
ONE, TWO = id_number("1950-01-02", "male", 5), id_number("1961-03-04", "female", 6)
HEAD = "姓名,身份证号,网格,电话,住址"


def table(*lines: str, head: str = HEAD) -> bytes:
    return "\r\n".join((head, *lines)).encode()


GOOD = table(f"王一,{ONE},liuxiang-3,13800000031,柳巷路 1 号", f"李二,{TWO},donghe-1,,")


def send(client, content: bytes, **headers):
    return client.post(PAGE, files={"file": ("people.csv", content)}, headers=headers)


def errors(page) -> list[str]:
    return re.findall(r'class="error"[^>]*>([^<]+)<', page.text)


def persons(world, who: str = HELPER) -> list[dict]:
    return done(world.client(who).get("/persons"))["items"]


def test_everybody_of_the_table_is_there_with_where_it_is_from(world):
    admin = browser(world, "admin")
    page = send(admin, GOOD)
    assert page.status_code == 200
    outline(page)
    assert "新登记 2 人" in page.text
    (one,) = persons(world)
    assert (one["name"], one["birth_date"], one["phone_masked"]) == (
        "王一",
        "1950-01-02",
        "138****0031",
    )
    assert one["homes"][0]["text"] == "柳巷路 1 号"
    assert {field["source"] for field in one["fields"]} == {"街道资料导入"}
    assert [p["name"] for p in persons(world, "grid-donghe-1")] == ["李二"]
    assert "导入人口名册" in admin.get("/plain/admin/changes").text
    # Once more: nobody is doubled.
    assert "原来就有 2 人" in send(admin, GOOD).text
    assert len(persons(world)) == 1
    assert world.read(lambda tx: check_all(world.window, tx, ())[2]) == []


def test_a_table_of_windows_in_chinese_is_read_and_columns_stand_in_any_order():
    content = f"住址,网格,身份证号,姓名\n柳巷,liuxiang-3,{ONE},王一\n".encode("gb18030")
    rows, mistakes = read_persons(content, GRIDS, TODAY)
    assert mistakes == []
    assert [(row.name, row.home, row.phone) for row in rows] == [("王一", "柳巷", "")]


BAD = {
    "no table": (b"", [Mistake(1, "", "empty")]),
    "only a head": (table(), [Mistake(1, "", "empty")]),
    "no text": (b"\xff\xff\xff", [Mistake(1, "", "encoding")]),
    "an open quotation mark": (table('"王一,1,2'), [Mistake(1, "", "csv")]),
    "wrong columns": (
        table("a,b", head="姓名,生日"),
        [Mistake(1, "", "column", "生日"), Mistake(1, "", "missing", "身份证号, 网格")],
    ),
    "a column twice": (
        table("a", head="姓名,姓名,身份证号,网格"),
        [Mistake(1, "", "column_twice", "姓名")],
    ),
    "too few cells": (table(f"王一,{ONE}"), [Mistake(2, "", "cells", "5")]),
    "a wrong number": (
        table(f"王一,{ONE[:-1]}{'0' if ONE[-1] != '0' else '1'},liuxiang-3,,"),
        [Mistake(2, "id_number", "checksum")],
    ),
    "nothing said": (
        table(",,,,x"),
        [
            Mistake(2, "name", "required"),
            Mistake(2, "id_number", "required"),
            Mistake(2, "grid_id", "required"),
        ],
    ),
    "no such grid or phone": (
        table(f"王一,{ONE},moon-1,12,"),
        [Mistake(2, "phone", "format"), Mistake(2, "grid_id", "unknown")],
    ),
    "one twice": (
        table(f"王一,{ONE},liuxiang-3,,", "", f"王一,{ONE},liuxiang-3,,"),
        [Mistake(4, "id_number", "double", "2")],
    ),
    "much too long": (
        table(f"{'长' * 101},{ONE},liuxiang-3,,{'长' * 121}"),
        [Mistake(2, "name", "too_long"), Mistake(2, "home", "too_long")],
    ),
}


@pytest.mark.parametrize(("content", "mistakes"), BAD.values(), ids=BAD)
def test_every_mistake_is_found_by_its_line(content, mistakes):
    assert read_persons(content, GRIDS, TODAY)[1] == mistakes


def test_so_many_lines_are_taken_and_no_more(monkeypatch):
    monkeypatch.setattr(rules, "MOST_ROWS", 2)
    lines = [f"王一,{id_number('1950-01-02', 'male', at)},liuxiang-3,," for at in (1, 2, 3)]
    assert read_persons(table(*lines[:2]), GRIDS, TODAY)[1] == []
    assert read_persons(table(*lines), GRIDS, TODAY)[1] == [Mistake(4, "", "too_many", "2")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_one_mistake_nobody_is_imported_and_it_is_said(lite_world, language):
    bad = table(f"王一,{ONE},liuxiang-3,,", "x,1,moon-1,2,", f"王一,{ONE},liuxiang-3,,", "a,b")
    page = send(browser(lite_world, "admin"), bad, **{"Accept-Language": language})
    assert page.status_code == 422
    outline(page)
    said = errors(page)
    assert len(said) == 5
    assert all("admin.people" not in one and "{" not in one for one in said)
    assert persons(lite_world) == []


def test_a_number_that_is_there_under_another_name_stops_all_of_it(world):
    person(world)
    content = table(f"王一,{ONE},liuxiang-3,,", f"别人,{LI['id_number']},liuxiang-3,,")
    page = send(browser(world, "admin"), content)
    assert page.status_code == 422
    (said,) = errors(page)
    assert "3" in said
    assert "别的姓名" in said
    assert [one["name"] for one in persons(world)] == [LI["name"]]


def test_only_an_administrator_imports_and_a_file_has_to_be_chosen(lite_world):
    assert PAGE in outline(browser(lite_world, "admin").get("/plain/admin")).links
    assert send(browser(lite_world, None), GOOD).status_code == 401
    for who in ("dispatcher", HELPER, "13800000001"):
        assert send(browser(lite_world, who), GOOD).status_code == 403
    page = send(browser(lite_world, "admin"), b"")
    assert page.status_code == 422
    outline(page)
    assert persons(lite_world) == []


def test_a_table_as_a_spreadsheet_writes_it_is_read(lite_world):
    lines = ["姓名,身份证,网格,手机号,,", f"王一,{ONE},liuxiang-3,13800000022,,", ",,,,,"]
    content = b"\xef\xbb\xbf" + "\r\n".join(lines).encode()
    assert errors(send(browser(lite_world, "admin"), content)) == []
    assert [one["name"] for one in persons(lite_world)] == ["王一"]
    beside = "\r\n".join([lines[0], f"王一,{ONE},liuxiang-3,,,多出来的"]).encode()
    assert len(errors(send(browser(lite_world, "admin"), beside))) == 1
