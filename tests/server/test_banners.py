"""Banners: a notice over every page, for whom it is for, from a moment to a moment, until it is closed on this
device; and changing a notice that is there."""

import re

import pytest
from test_activities import ID
from test_activities import publish as publish_activity
from test_admin_pages import browser
from test_burden import lives_in
from test_notices import OTHER, OWNER, PAGE, errors, publish, titles
from test_pages import outline
from test_plain_apply import hidden
from world import done

from server.ops.verify import check_all
from server.routes.plain.banners import COOKIE
from server.services import banners

#: The tests' Monday is 23 November, ten in the morning.
BANNER = {"banner": "urgent", "banner_from": "2026-11-23T10:00", "banner_until": "2026-11-23T18:00"}
HOME = "/plain/"


def over(world, who: str | None = None) -> list[dict]:
    client = world.client(who) if who else world.nobody()
    return done(client.get("/banners"))["items"]


def page_of(world, path: str = HOME) -> str:
    return world.nobody().get(f"{world.url}{path}").text


def typed(page) -> dict:
    """The fields of the page of a notice, as they are."""
    found = dict(hidden(page.text))
    for name, value in re.findall(r'<input id="(\w+)"[^>]*? value="([^"]*)"', page.text):
        found[name] = value
    found["body"] = re.search(r"<textarea[^>]*>\n?([^<]*)</textarea>", page.text)[1]
    checked = re.search(r'name="banner" value="(\w*)"[^>]*checked', page.text)
    return found | {"banner": checked[1] if checked else ""}


def notice_of(world, title: str = "停水通知") -> str:
    client = world.client("admin")
    (one,) = [one for one in done(client.get("/notices"))["items"] if one["title"] == title]
    return f"{PAGE}/{one['id']}"


def test_a_banner_for_the_street_stands_over_every_page_for_everybody(world):
    publish(world, **BANNER)
    (one,) = over(world)
    assert (one["title"], one["urgent"]) == ("停水通知", True)
    assert one["begins_at"] == "2026-11-23T10:00:00.000+08:00"
    assert one["ends_at"] == "2026-11-23T18:00:00.000+08:00"
    assert over(world, OWNER) == over(world, "dispatcher") == [one]
    for path in (HOME, "/plain/notices", "/plain/phones", "/plain/login"):
        page = world.nobody().get(f"{world.url}{path}")
        outline(page)
        assert 'role="alert"' in page.text
        assert "柳巷路停水" in page.text
    for who, path in (("dispatcher", "/plain/activity_desk"), ("admin", "/plain/admin")):
        assert "柳巷路停水" in browser(world, who).get(path).text
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []


def test_a_banner_for_a_grid_is_for_who_lives_in_it_or_walks_it_and_for_the_desk(lite_world):
    publish(lite_world, grids=["liuxiang-3"], **BANNER)
    lives_in(lite_world, "liuxiang-3")
    for who in (OWNER, "grid", "dispatcher"):
        assert len(over(lite_world, who)) == 1, who
    for who in (None, OTHER, "grid-donghe-1"):
        assert over(lite_world, who) == [], who
    assert "柳巷路停水" not in page_of(lite_world)
    assert "柳巷路停水" in browser(lite_world, OWNER).get(HOME).text


def test_it_is_told_ahead_shown_from_its_beginning_and_gone_at_its_end(lite_world):
    publish(
        lite_world, banner="calm", banner_from="2026-11-24T09:00", banner_until="2026-11-24 12:00"
    )
    assert len(over(lite_world)) == 1
    assert "柳巷路停水" not in page_of(lite_world)
    lite_world.clock.advance(hours=23)
    shown = page_of(lite_world)
    assert "柳巷路停水" in shown
    assert 'role="status"' in shown
    lite_world.clock.advance(hours=3)
    assert "柳巷路停水" not in page_of(lite_world)
    assert over(lite_world) == []
    assert titles(lite_world) == ["停水通知"]


def test_what_is_far_ahead_is_not_told_yet_and_what_was_ended_is_gone(lite_world):
    later = {"banner_from": "2026-11-26T09:00", "banner_until": "2026-11-26T12:00"}
    publish(lite_world, banner="calm", **later)
    assert over(lite_world) == []
    lite_world.clock.advance(days=2)
    assert len(over(lite_world)) == 1
    publish(lite_world, action="end-" + notice_of(lite_world).rpartition("/")[2])
    assert over(lite_world) == []


def test_urgent_ones_come_first(lite_world):
    publish(lite_world, title="义诊", **BANNER | {"banner": "calm"})
    publish(lite_world, title="台风", **BANNER)
    assert [one["title"] for one in over(lite_world)] == ["台风", "义诊"]


def test_it_is_closed_for_this_person_on_this_device_and_comes_back_when_it_is_changed(lite_world):
    publish(lite_world, **BANNER)
    client = browser(lite_world, OWNER)
    page = client.get(HOME)
    (mark,) = re.findall(r'name="close_banner" value="(\w+)"', page.text)
    closed = client.post(
        "/plain/banner", data={"close_banner": mark, "back": "/plain/phones"}, follow_redirects=True
    )
    assert closed.url.path == "/plain/phones"
    assert "柳巷路停水" not in closed.text
    assert 'class="banner' not in client.get(HOME).text
    # Another device, and somebody else on this one, still have it.
    assert 'class="banner' in browser(lite_world, OWNER).get(HOME).text
    kept = {COOKIE: client.cookies[COOKIE]}
    stranger = lite_world.nobody(cookies=kept)
    assert 'class="banner' in stranger.get(f"{lite_world.url}{HOME}").text
    again = browser(lite_world, OWNER)
    again.cookies.update(kept)
    assert 'class="banner' not in again.get(HOME).text
    lite_world.clock.advance(minutes=1)
    admin = browser(lite_world, "admin")
    where = notice_of(lite_world)
    sent = admin.post(where, data=typed(admin.get(where)) | {"body": "改到周四停水。"})
    assert sent.status_code == 303
    assert "改到周四停水" in again.get(HOME).text
    assert again.post("/plain/banner", data={"close_banner": "../x"}).status_code == 400


def test_closing_one_over_a_form_keeps_what_was_typed(lite_world):
    publish(lite_world, **BANNER)
    client = browser(lite_world, "admin")
    page = client.get(PAGE)
    (mark,) = re.findall(r'form="page" name="close_banner" value="(\w+)"', page.text)
    fresh = dict(hidden(page.text))
    closed = client.post(PAGE, data=fresh | {"title": "写了一半", "close_banner": mark})
    assert closed.status_code == 200
    assert 'value="写了一半"' in closed.text
    assert 'class="banner' not in closed.text
    assert 'class="banner' not in client.get(PAGE).text
    assert titles(lite_world) == ["停水通知"]


def test_what_was_closed_says_neither_who_nor_which_and_the_cookie_stays_small(lite_world):
    publish(lite_world, **BANNER)
    (one,) = lite_world.read(lambda tx: banners.to_show(lite_world.window, tx, None))
    assert re.fullmatch(r"[0-9a-f]{12}", banners.mark(None, one))
    client = browser(lite_world, OWNER)
    for at in range(30):
        client.post("/plain/banner", data={"close_banner": f"{at:012x}"})
    assert len(client.cookies[COOKIE].split(".")) == 20


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"banner": "loud"}, "横幅不在可选范围内"),
        ({"banner": "calm"}, "请填写横幅结束的时间"),
        ({"banner": "calm", "banner_until": "later"}, "请填日期和时间"),
        (
            {"banner": "calm", "banner_from": "x", "banner_until": "2026-11-24T10:00"},
            "请填日期和时间",
        ),
        ({"banner": "calm", "banner_until": "2026-11-23T09:59"}, "横幅要在现在以后"),
        (BANNER | {"banner_from": "2026-11-23T18:00"}, "横幅要在现在以后"),
    ],
)
def test_what_is_wrong_with_a_banner_is_said_and_nothing_is_published(lite_world, fields, said):
    page = publish(lite_world, **fields)
    assert any(one.startswith(said) for one in errors(page)), errors(page)
    assert titles(lite_world, "admin") == []


# --- changing a notice ---


def test_a_notice_is_changed_and_moments_that_nobody_touched_stay(lite_world):
    publish(lite_world, **BANNER)
    lite_world.clock.advance(minutes=5)
    admin = browser(lite_world, "admin")
    where = notice_of(lite_world)
    page = admin.get(where)
    outline(page)
    before = done(lite_world.nobody().get("/notices"))["items"][0]
    sent = admin.post(where, data=typed(page) | {"title": "停水改期"}, follow_redirects=True)
    assert "改好了" in sent.text
    (after,) = done(lite_world.nobody().get("/notices"))["items"]
    assert after == before | {"title": "停水改期"}
    assert over(lite_world)[0]["begins_at"] == "2026-11-23T10:00:00.000+08:00"
    audit = admin.get("/plain/admin/changes").text
    assert "改社区通知" in audit
    assert "停水通知 → 停水改期" in audit
    bad = admin.post(where, data=typed(admin.get(where)) | {"title": ""})
    assert bad.status_code == 422
    assert admin.get(f"{PAGE}/nothing").status_code == 404
    assert lite_world.read(lambda tx: check_all(lite_world.window, tx))[2] == []


def test_the_second_of_two_who_change_a_notice_sees_both(lite_world):
    publish(lite_world)
    where, one, two = (
        notice_of(lite_world),
        browser(lite_world, "admin"),
        browser(lite_world, "admin"),
    )
    mine, theirs = typed(one.get(where)), typed(two.get(where))
    lite_world.clock.advance(minutes=1)
    assert two.post(where, data=theirs | {"body": "改到周四停水。"}).status_code == 303
    late = one.post(where, data=mine | {"body": "改到周五停水。"})
    assert late.status_code == 409
    assert "改到周四停水。" in late.text
    assert "改到周五停水。" in late.text
    lite_world.clock.advance(minutes=1)
    saved = one.post(where, data=typed(late) | {"body": "改到周五停水。"})
    assert saved.status_code == 303
    (shown,) = done(lite_world.nobody().get("/notices"))["items"]
    assert shown["body"] == "改到周五停水。"


def test_the_notice_of_an_activity_is_changed_with_the_activity(lite_world):
    publish_activity(lite_world)
    answer = browser(lite_world, "admin").get(f"{PAGE}/{ID}", follow_redirects=False)
    assert answer.headers["location"] == f"/plain/activity_desk/{ID}/change"
