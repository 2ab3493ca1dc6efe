"""Notices: written by who runs the street, for everybody or for some grids, from a day to a day."""

import re

import pytest
from test_admin_pages import browser
from test_burden import lives_in
from test_pages import outline
from world import done

from server.ops.verify import check_all

PAGE = "/plain/admin/notices"
WRITTEN = {"title": "停水通知", "body": "周三九点到十二点，柳巷路停水。", "action": "publish"}
OWNER, OTHER = "13800000001", "13800000002"


def publish(world, admin=None, key=None, **fields):
    client = admin or browser(world, "admin")
    made = key or re.search(r'name="key" value="(\w+)"', client.get(PAGE).text)[1]
    return client.post(PAGE, data={**WRITTEN, "key": made, **fields})


def titles(world, who: str | None = None) -> list[str]:
    client = world.client(who) if who else world.nobody()
    return [one["title"] for one in done(client.get("/notices"))["items"]]


def errors(page) -> list[str]:
    return re.findall(r'class="error"[^>]*>([^<]+)<', page.text)


def test_a_notice_for_the_street_is_read_by_everybody_at_once(world):
    page = publish(world)
    outline(page)
    assert "已发布" in page.text
    assert titles(world) == titles(world, OWNER) == titles(world, "grid") == ["停水通知"]
    plain = world.nobody().get(f"{world.url}/plain/notices").text
    assert WRITTEN["body"] in plain
    assert "发布社区通知" in browser(world, "admin").get("/plain/admin/changes").text
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []


def test_a_notice_for_a_grid_is_read_by_who_lives_in_it_or_walks_it_and_by_the_desk(lite_world):
    publish(lite_world, grids=["liuxiang-3"])
    lives_in(lite_world, "liuxiang-3")
    for who in (OWNER, "grid", "dispatcher", "admin"):
        assert titles(lite_world, who) == ["停水通知"], who
    for who in (None, OTHER, "grid-donghe-1"):
        assert titles(lite_world, who) == [], who
    lives_in(lite_world, "donghe-1")
    assert titles(lite_world, OWNER) == []


def test_it_waits_for_its_day_and_is_gone_after_its_last(lite_world):
    page = publish(lite_world, **{"show_from": "2026-11-25", "show_until": "2026-11-26"})
    assert "还没到日子" in page.text
    seen = []
    for _ in range(5):
        seen.append(bool(titles(lite_world)))
        lite_world.clock.advance(days=1)
    # Monday, Tuesday, Wednesday, Thursday, Friday.
    assert seen == [False, False, True, True, False]
    assert "已过期" in browser(lite_world, "admin").get(PAGE).text


def test_it_is_ended_once_and_a_repeated_page_publishes_once(lite_world):
    admin = browser(lite_world, "admin")
    made = re.search(r'name="key" value="(\w+)"', admin.get(PAGE).text)[1]
    for _ in range(2):
        publish(lite_world, admin, made)
    assert titles(lite_world) == ["停水通知"]
    ended = publish(lite_world, admin, action=f"end-{made}")
    assert "不再显示了" in ended.text
    assert titles(lite_world) == []
    assert publish(lite_world, admin, action=f"end-{made}").status_code == 409
    assert publish(lite_world, admin, action="end-nothing").status_code == 404
    assert lite_world.read(lambda tx: check_all(lite_world.window, tx))[2] == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": ""}, "请填写标题"),
        ({"title": "长" * 61}, "标题最多 60 个字"),
        ({"body": " "}, "请填写内容"),
        ({"body": "长" * 4001}, "内容最多 4000 个字"),
        ({"grids": ["nowhere"]}, "网格不在可选范围内"),
        ({"show_from": "2026-13-01"}, "从哪天起的格式不对"),
        ({"show_until": "2026-11-22"}, "最后一天要在今天"),
        ({"show_from": "2026-11-27", "show_until": "2026-11-26"}, "最后一天要在今天"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_published(lite_world, fields, said):
    page = publish(lite_world, **fields)
    assert any(one.startswith(said) for one in errors(page)), errors(page)
    assert titles(lite_world, "admin") == []


@pytest.mark.parametrize("who", [OWNER, "grid", "dispatcher", "supervisor"])
def test_nobody_but_an_administrator_writes_one(lite_world, who):
    assert browser(lite_world, who).post(PAGE, data={**WRITTEN, "key": "k"}).status_code == 403
    assert titles(lite_world) == []
