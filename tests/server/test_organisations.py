"""Organisations and shops of a grid: registered, put right and closed on plain pages by who may, imported and
exported, with every earlier word, its source and its reason kept."""

import json
import re

import pytest
import sqlalchemy as sa
from assisting import HELPER
from test_admin_pages import browser
from test_applications import findings
from test_base_data import building  # noqa: F401
from test_exports import read_csv, read_xlsx, take
from test_pages import outline
from test_person_import import errors
from world import done

from server.demo.organisations import credit_code
from server.rules import organisation_import as rules
from server.rules.credit_code import check_letter, read_credit_code
from server.rules.organisation_import import read_organisations
from server.rules.table_import import Mistake
from server.services.words import LANGUAGES
from server.store import organisation_tables as t

PAGE, IMPORT = "/plain/organisations", "/plain/admin/organisations"
ADMIN, OTHER = "admin", "grid-liuxiang-1"
CODE, SECOND = credit_code("sole", 7), credit_code("company", 8)
NOODLES = {
    "name": "阿福面馆", "kind": "sole", "credit_code": CODE, "address": "柳巷路 8 号",
    "contact": "福师傅", "phone": "13800000061",
}  # fmt: skip
HEAD = "名称,种类,统一社会信用代码,网格,地址,联系人,电话,状态"
GRIDS = ("liuxiang-3", "donghe-1")


def registered(world, who: str = HELPER, **changes) -> str:
    """Register the noodle shop: its id."""
    answer = browser(world, who).post(f"{PAGE}/new", data={**NOODLES, **changes})
    assert answer.status_code == 303, errors(answer)
    return rows(world)[-1]["id"]


def rows(world) -> list[dict]:
    order = t.organisations.c.created_at, t.organisations.c.id
    return world.read(lambda tx: tx.all(sa.select(t.organisations).order_by(*order)))


def table(*lines: str) -> bytes:
    return "\n".join((HEAD, *lines)).encode()


def send(world, content: bytes, **typed):
    return browser(world, ADMIN).post(IMPORT, data=typed, files={"file": ("list.csv", content)})


@pytest.mark.parametrize(
    ("typed", "value", "error"),
    [
        # An example that is published with the standard.
        ("91350100M000100Y43", "91350100M000100Y43", None),
        ("９１３５０１００ｍ０００１００ｙ４３", "91350100M000100Y43", None),
        ("91350100 M0001 00Y43", "91350100M000100Y43", None),
        ("91350100M000100Y44", "", "checksum"),
        ("91350100M000100I43", "", "format"),
        ("9135", "", "format"),
        ("", "", "required"),
        ("9" * 5000, "", "format"),
    ],
)
def test_a_credit_code_is_read_as_people_type_it_and_its_last_letter_is_checked(
    typed, value, error
):
    assert read_credit_code(typed) == (value, error)


def test_every_one_letter_that_is_wrong_is_found():
    for at in range(17):
        for letter in "0123456789":
            if letter != CODE[at] and (2 <= at < 8 or at > 8):
                wrong = CODE[:at] + letter + CODE[at + 1 :]
                assert read_credit_code(wrong).error == "checksum"
    assert check_letter(CODE[:17]) == CODE[17]


def test_a_shop_is_registered_found_and_put_right_and_what_it_was_stays(world):
    desk = browser(world, HELPER)
    assert PAGE in outline(desk.get("/plain/visits")).links
    outline(desk.get(f"{PAGE}/new"))
    which = registered(world)
    page = desk.get(PAGE, params={"who": "阿福"})
    outline(page)
    assert f"{PAGE}/{which}" in outline(page).links
    assert "一共 1 家" in page.text
    assert "没有找到" in desk.get(PAGE, params={"who": "理发"}).text
    one = desk.get(f"{PAGE}/{which}")
    outline(one)
    for said in ("个体户", CODE, "福师傅", "网格员上门登记", "3003"):
        assert said in one.text
    # A new phone wants no reason, a new name does.
    page = f"{PAGE}/{which}"
    assert desk.post(page, data={**NOODLES, "phone": "13800000099"}).status_code == 303
    changed = {**NOODLES, "phone": "13800000099", "name": "阿福汤面"}
    wrong = desk.post(page, data=changed)
    assert wrong.status_code == 422
    assert "#reason" in outline(wrong).links
    assert 'value="阿福汤面"' in wrong.text
    assert desk.post(page, data={**changed, "reason": "换了招牌"}).status_code == 303
    one = desk.get(page).text
    assert "名称原来是“阿福面馆”" in one
    assert "联系电话原来是“13800000061”" in one
    assert "改了名称" in one
    audit = browser(world, ADMIN).get("/plain/admin/changes").text
    assert "登记单位或店铺" in audit
    assert "换了招牌" in audit
    nothing = desk.post(page, data=changed)
    assert "#change" in outline(nothing).links
    # Nothing personal can be read in the tables.
    kept = world.read(lambda tx: tx.all(sa.select(t.organisation_facts)))
    assert all("福师傅".encode() not in bytes(row["value_enc"]) for row in kept)
    assert findings(world) == []


def test_what_closed_stays_in_the_list_at_its_end_and_opens_again(lite_world):
    which = registered(lite_world)
    registered(lite_world, name="不开门的店", credit_code="", kind="other")
    desk, page = browser(lite_world, HELPER), f"{PAGE}/{which}"
    wrong = desk.post(page, data={**NOODLES, "state": "closed"})
    assert "#reason" in outline(wrong).links
    assert desk.post(page, data={**NOODLES, "state": "closed", "reason": "关门"}).status_code == 303
    links = [one for one in outline(desk.get(PAGE)).links if re.fullmatch(rf"{PAGE}/\w{{32}}", one)]
    assert links[-1] == page
    assert "不营业了" in desk.get(PAGE).text
    opened = {**NOODLES, "state": "open", "reason": "又开了"}
    assert desk.post(page, data=opened).status_code == 303
    text = desk.get(page).text
    assert text.index("记为不营业了") < text.index("记为又营业了")


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"name": ""}, "name"),
        ({"kind": ""}, "kind"),
        ({"credit_code": CODE[:17] + ("0" if CODE[17] != "0" else "1")}, "credit_code"),
        ({"address": ""}, "address"),
        ({"phone": "12"}, "phone"),
        ({"name": "x" * 101}, "name"),
        ({"kind": "bank"}, "kind"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_registered(lite_world, changes, path):
    answer = browser(lite_world, HELPER).post(f"{PAGE}/new", data={**NOODLES, **changes})
    assert answer.status_code == 422
    assert f"#{path}" in outline(answer).links
    assert "福师傅" in answer.text
    assert rows(lite_world) == []


def test_nobody_is_registered_twice_by_code_or_by_name_without_one(lite_world):
    registered(lite_world)
    desk = browser(lite_world, HELPER)
    twice = desk.post(f"{PAGE}/new", data={**NOODLES, "name": "别的名字"})
    assert "这个代码已经登记过" in twice.text
    registered(lite_world, name="杂货铺", credit_code="", kind="other")
    twice = desk.post(f"{PAGE}/new", data={**NOODLES, "name": "杂货铺", "credit_code": ""})
    assert "已经登记过同名的" in twice.text
    assert len(rows(lite_world)) == 2


def test_each_worker_keeps_the_own_grid_and_the_administration_all_of_them(lite_world):
    world = lite_world
    which = registered(world)
    page = f"{PAGE}/{which}"
    assert browser(world, OTHER).get(page).status_code == 404
    assert browser(world, OTHER).post(page, data=NOODLES).status_code == 404
    assert "阿福面馆" not in browser(world, OTHER).get(PAGE, params={"grid": "liuxiang-3"}).text
    for who in ("dispatcher", "handler", "leader", "supervisor", "13800000001"):
        assert browser(world, who).get(page).status_code == 403
        assert browser(world, who).post(f"{PAGE}/new", data=NOODLES).status_code == 403
    assert browser(world, None).get(page).status_code == 303
    wrong = {**NOODLES, "credit_code": "", "grid_id": "donghe-1"}
    assert browser(world, HELPER).post(f"{PAGE}/new", data=wrong).status_code == 422
    office = browser(world, ADMIN)
    assert "阿福面馆" in office.get(PAGE, params={"grid": "liuxiang-3"}).text
    moved = {**NOODLES, "grid_id": "liuxiang-1", "address": "北弄 3 号", "reason": "搬店"}
    assert office.post(page, data=moved).status_code == 303
    assert browser(world, HELPER).get(page).status_code == 404
    assert "换了网格" in browser(world, OTHER).get(page).text


def test_devices_hear_nothing_of_organisations(lite_world):
    registered(lite_world)
    assert done(lite_world.client(HELPER).get("/me/grid/changes"))["items"] == []


def test_an_address_that_is_a_place_is_that_place_and_a_place_in_use_is_not_closed(building):  # noqa: F811
    world = building
    which = registered(world, address="柳巷路 8 号 302 室")
    (row,) = rows(world)
    assert row["place_id"] == "r1"
    office = browser(world, ADMIN)
    assert f"{PAGE}/{which}" in outline(office.get("/plain/places/b1")).links
    kept = office.post("/plain/places/r1", data={"closed": "yes", "reason": "拆了"})
    assert kept.status_code == 422
    named = office.post("/plain/places/b1", data={"name": "柳巷路 9 号", "reason": "门牌换了"})
    assert named.status_code == 303
    assert "柳巷路 9 号 302 室" in office.get(PAGE, params={"grid": "liuxiang-3"}).text


GOOD = table(
    f"阿福面馆,个体户,{CODE},liuxiang-3,柳巷路 8 号,福师傅,13800000061,",
    f"示例药店,company,{SECOND},donghe-1,东河街 2 号,,,停业",
    "杂货铺,其他,,liuxiang-3,柳巷路 3 号,,,营业",
)


def test_a_list_is_taken_whole_and_exported_as_it_can_be_imported(world):
    page = send(world, GOOD)
    assert page.status_code == 200, errors(page)
    outline(page)
    assert "新登记 3 家" in page.text
    file = take(world, "organisations.csv")
    out = read_csv(file.content)
    assert out[0] == HEAD.split(",")
    assert sorted(row[0] for row in out[1:]) == ["杂货铺", "示例药店", "阿福面馆"]
    assert ["示例药店", "企业", SECOND, "donghe-1", "东河街 2 号", "", "", "停业"] in out
    assert read_xlsx(take(world, "organisations.xlsx").content) == out
    assert "原来就有 3 家" in send(world, file.content).text
    ground = json.loads(take(world, "organisations.geojson").content)
    assert {one["properties"]["name"] for one in ground["features"]} == {
        "杂货铺", "示例药店", "阿福面馆",
    }  # fmt: skip
    assert "福师傅" not in json.dumps(ground, ensure_ascii=False)
    assert findings(world) == []


def test_what_is_there_otherwise_is_said_by_line_and_changed_only_when_it_is_confirmed(lite_world):
    world = lite_world
    send(world, GOOD)
    again = table(
        f"阿福汤面,个体户,{CODE},liuxiang-3,,,,停业",
        f"杂货铺,其他,{credit_code('other', 9)},liuxiang-3,,,,",
    )
    page = send(world, again)
    said = errors(page)
    assert page.status_code == 422
    assert "第 2 行：名称：和原来不一样：阿福面馆 → 阿福汤面" in said[0]
    assert any("营业 → 停业" in one for one in said)
    assert any("第 3 行：统一社会信用代码" in one for one in said)
    assert [row["state"] for row in rows(world)].count("closed") == 1
    assert "改了 2 家" in send(world, again, confirmed="yes").text
    assert len(rows(world)) == 3
    out = read_csv(take(world, "organisations.csv").content)
    assert [
        "阿福汤面",
        "个体户",
        CODE,
        "liuxiang-3",
        "柳巷路 8 号",
        "福师傅",
        "13800000061",
        "停业",
    ] in out


@pytest.mark.parametrize(
    ("lines", "mistakes"),
    [
        ((",个体户,,liuxiang-3,,,,",), [(2, "name", "required")]),
        (("甲,,,liuxiang-3,,,,",), [(2, "kind", "required")]),
        (("甲,银行,,liuxiang-3,,,,关",), [(2, "kind", "kind"), (2, "state", "state")]),
        (("甲,企业,123,nowhere,,,12,",),
         [(2, "credit_code", "format"), (2, "grid_id", "unknown"), (2, "phone", "format")]),
        (("甲,企业,,donghe-1,,,,", "甲,其他,,donghe-1,,,,"), [(3, "name", "double", "2")]),
        ((f"甲,企业,{CODE},donghe-1,,,,", f"乙,企业,{CODE},liuxiang-3,,,,"),
         [(3, "name", "double", "2")]),
        (("甲,企业",), [(2, "", "cells", "8")]),
    ],
)  # fmt: skip
def test_every_mistake_of_a_list_is_found_by_its_line(lines, mistakes):
    found = read_organisations(table(*lines), GRIDS)[1]
    assert found == [Mistake(*one) for one in mistakes]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mistake_of_a_list_has_its_words(lite_world, language):
    content = table("甲,银行,123,nowhere,,,12,关", ",,,liuxiang-3,,,,")
    office = browser(lite_world, ADMIN)
    page = office.post(
        IMPORT, files={"file": ("x.csv", content)}, headers={"Accept-Language": language}
    )
    assert page.status_code == 422
    assert len(errors(page)) == 7
    assert not any("admin." in one for one in errors(page))
    assert browser(lite_world, HELPER).post(IMPORT, files={"file": ("x", b"x")}).status_code == 403


def test_a_long_list_has_pages(lite_world, monkeypatch):
    lines = [f"店{at},其他,,liuxiang-3,柳巷路 {at} 号,,," for at in range(60)]
    assert "新登记 60 家" in send(lite_world, table(*lines)).text
    desk = browser(lite_world, HELPER)
    first = desk.get(PAGE)
    assert "店49<" in first.text
    assert "店50<" not in first.text
    last = desk.get(PAGE, params={"at": "50"})
    outline(last)
    assert "店59<" in last.text
    assert "店49<" not in last.text
    assert desk.get(PAGE, params={"at": "x"}).status_code == 200
    monkeypatch.setattr(rules, "MOST_ROWS", 2)
    assert read_organisations(table(*lines), GRIDS)[1] == [Mistake(4, "", "too_many", "2")]
