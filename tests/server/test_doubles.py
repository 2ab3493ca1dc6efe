"""Persons that are known twice: who runs the street finds, joins and parts them, and every step of it
stays written down."""

import re

import pytest
import sqlalchemy as sa
from assisting import LI, file_for, mandate, person
from test_admin_pages import browser
from test_pages import outline
from world import done

from server.demo.people import id_number
from server.ops.verify import check_all
from server.services import people
from server.store.people_tables import person_sights

PAGE = "/plain/admin/doubles"
WRONG = id_number("1943-03-12", "female", 104)
WHY = "核对过身份证原件，前一次抄错了一位。"


def two(world) -> tuple[str, str]:
    """Li Guifang with a wrong number, and with the right one."""
    return person(world, id_number=WRONG), person(world)


def send(world, action: str, **fields):
    data = {"who": LI["name"], "action": action, **fields}
    return browser(world, "admin").post(PAGE, data=data)


def join(world, double: str, into: str, /, **fields):
    return send(world, "join", **{"double": double, "into": into, "reason": WHY} | fields)


def means(world, one: str) -> str:
    return world.read(lambda tx: people.by_id(tx, one)["id"])


def errors(page) -> list[str]:
    return re.findall(r'class="error"[^>]*>([^<]+)<', page.text)


def test_who_is_known_twice_is_joined_and_everything_about_them_is_one_persons(world):
    double, into = two(world)
    number = file_for(world, double, mandate(world, double)["id"])["case"]["number"]
    page = send(world, "find")
    outline(page)
    assert "找到 2 人" in page.text
    joined = join(world, double, into, wrong_number="yes")
    assert joined.status_code == 200
    assert "已合并" in joined.text
    outline(joined)
    assert (means(world, double), means(world, into)) == (into, into)
    listed = done(world.client("grid").get("/persons"))["items"]
    assert [one["id"] for one in listed] == [into]
    under = mandate(world, double)
    assert under["person_id"] == into
    assert done(world.client("grid").get(f"/cases/{number}"))["contact"]["name_masked"] == "李**"
    audit = browser(world, "admin").get("/plain/admin/changes").text
    assert "合并重复的人" in audit
    assert WHY in audit
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []


def test_what_was_joined_is_parted_again_with_all_each_had_and_the_history_says_both(world):
    double, into = two(world)
    join(world, double, into, wrong_number="yes")
    parted = send(world, f"part-{double}")
    assert "已拆开" in parted.text
    assert (means(world, double), means(world, into)) == (double, into)
    assert parted.text.count("合并</li>") == 2
    assert parted.text.count("拆开</li>") == 2
    again = send(world, f"part-{double}")
    assert again.status_code == 409
    assert "拆开合并的人" in browser(world, "admin").get("/plain/admin/changes").text
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []


def test_two_numbers_are_two_people_unless_one_was_entered_wrongly(lite_world):
    double, into = two(lite_world)
    page = join(lite_world, double, into)
    assert page.status_code == 409
    assert "身份证号不一样" in page.text
    assert means(lite_world, double) == double


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"double": ""}, "请选哪一条是重复的"),
        ({"into": ""}, "请选保留哪一条"),
        ({"into": "0" * 32}, "请选保留哪一条"),
        ({"reason": ""}, "请写明理由"),
        ({"reason": "同"}, "理由至少"),
    ],
)
def test_what_is_missing_is_said_and_nobody_is_joined(lite_world, fields, said):
    double, into = two(lite_world)
    page = join(lite_world, double, into, wrong_number="yes", **fields)
    assert any(one.startswith(said) for one in errors(page)), errors(page)
    assert means(lite_world, double) == double


def test_nobody_is_joined_with_themselves_or_with_who_was_joined_already(lite_world):
    double, into = two(lite_world)
    same = join(lite_world, into, into)
    assert errors(same) == ["重复的和保留的不能是同一条"]
    join(lite_world, double, into, wrong_number="yes")
    assert errors(join(lite_world, into, double)) == ["请选保留哪一条"]


def test_who_looked_is_written_down_for_the_person(lite_world):
    _, into = two(lite_world)
    send(lite_world, "find")
    rows = lite_world.read(
        lambda tx: tx.all(sa.select(person_sights.c.person_id, person_sights.c.role))
    )
    assert (into, "admin") in [(row["person_id"], row["role"]) for row in rows]
    assert "找到 0 人" in send(lite_world, "find", who="没有这个人").text


@pytest.mark.parametrize("who", ["13800000001", "grid", "dispatcher", "supervisor"])
def test_nobody_but_an_administrator_joins_anybody(lite_world, who):
    double, into = two(lite_world)
    data = {"action": "join", "double": double, "into": into, "reason": WHY, "wrong_number": "yes"}
    assert browser(lite_world, who).post(PAGE, data=data).status_code == 403
    assert means(lite_world, double) == double
