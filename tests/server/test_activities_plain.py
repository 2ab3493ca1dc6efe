"""Activities on the pages without script: signing up, the desk of who runs them, and publishing."""

import pytest
import sqlalchemy as sa
from applying import OTHER, RESIDENT
from test_activities import (
    BEGINS,
    HOUR,
    ID,
    THIRD,
    cancel,
    phones,  # noqa: F401 (a fixture)
    publish,
    said_to,
    seen,
    sign_up,
    told,
    unfolded,
)
from test_applications import findings
from test_burden import lives_in
from test_pages import outline
from test_plain_apply import browser, hidden
from world import done, refused

from server.services import activity_desk
from server.store.activity_tables import sign_ups
from server.store.people_tables import person_sights

# --- without script ---

PAGE = f"/plain/activities/{ID}"
DESK = f"/plain/activity_desk/{ID}"


def press(client, path: str, **more):
    """Send the form of a page with its hidden fields, and go on to where it leads."""
    fresh = dict(hidden(client.get(path).text))
    return client.post(path, data=fresh | more, follow_redirects=True)


def test_one_signs_up_waits_and_cancels_without_script(lite_world):
    publish(lite_world)
    client, other = browser(lite_world), browser(lite_world, OTHER)
    assert f'href="{PAGE}"' in client.get("/plain/activities").text
    page = client.get(PAGE)
    outline(page)
    assert "一共 2 个，还剩 2 个。" in page.text
    said = press(client, PAGE, people="2")
    assert "报名成功" in said.text
    waits = press(other, PAGE, people="1")
    assert "排上候补了，现在是第 1 位" in waits.text
    assert "我的活动" in other.get("/plain/activities").text
    asks = client.get(f"{PAGE}?cancel=1")
    outline(asks)
    assert "报名时填的也会删掉" in asks.text
    assert seen(lite_world)["mine"]["state"] == "in"
    gone = press(client, f"{PAGE}?cancel=1", cancel="1")
    assert "名额让给了别人" in gone.text
    assert "已报名" in other.get(PAGE).text
    assert "<script" not in page.text + said.text + waits.text


def test_what_is_wrong_is_said_on_the_page_with_what_was_chosen(lite_world):
    publish(lite_world, group="elderly")
    client = browser(lite_world)
    answer = press(client, PAGE, people="2")
    assert answer.status_code == 422
    assert 'href="#belongs"' in answer.text
    assert 'value="2" checked' in answer.text
    wrong = press(client, PAGE, people="viele", belongs="1")
    assert 'href="#people"' in wrong.text
    publish(lite_world, "full", places=1, waiting=False)
    done(sign_up(lite_world, OTHER, activity="full"))
    late = client.post("/plain/activities/full", data={"key": "k" * 8, "people": "1"})
    assert late.status_code == 409
    assert "满了" in late.text


def test_who_is_not_signed_in_comes_back_to_the_activity(lite_world):
    publish(lite_world)
    nobody = lite_world.nobody()
    assert f"/plain/login?next=activity-{ID}" in nobody.get(f"{lite_world.url}{PAGE}").text
    page = nobody.get(f"{lite_world.url}/plain/login?next=activity-{ID}").text
    assert f'name="next" value="activity-{ID}"' in page
    for odd in ("activity-", "activity-../x", "activity-//evil"):
        kept = nobody.get(f"{lite_world.url}/plain/login", params={"next": odd}).text
        assert 'name="next" value="appeal"' in kept


# --- who runs them ---


def test_staff_see_who_signed_up_with_masks_and_others_see_nothing(lite_world):
    publish(lite_world, grids=["liuxiang-3"])
    lives_in(lite_world, "liuxiang-3")
    done(sign_up(lite_world))
    for who in ("dispatcher", "grid", "admin"):
        page = browser(lite_world, who).get(DESK)
        assert "138****0001" in page.text, who
        assert RESIDENT not in page.text
        assert "用药安全讲座" in browser(lite_world, who).get("/plain/activity_desk").text
    assert browser(lite_world, "grid-donghe-1").get(DESK).status_code == 404
    for who in (RESIDENT, "handler", "supervisor"):
        assert browser(lite_world, who).get(DESK).status_code == 403, who
        assert browser(lite_world, who).get("/plain/activity_desk").status_code == 403
    for action in ("call_off", "export"):
        sent = browser(lite_world, "grid").post(DESK, data={"key": "k" * 8, "action": action})
        assert sent.status_code == 403


def test_who_came_is_noted_from_two_hours_before_and_can_be_mended(lite_world):
    publish(lite_world)
    done(sign_up(lite_world, people=2))
    (row,) = lite_world.read(lambda tx: tx.all(sa.select(sign_ups)))
    field, worker = f"came.{row['id']}", browser(lite_world, "grid")
    early = worker.post(DESK, data={"key": "k" * 8, "action": "note", field: "1"})
    assert early.status_code == 409
    lite_world.clock.at = BEGINS - 2 * HOUR
    worker = browser(lite_world, "grid")
    for wrong in ("3", "-1", "x"):
        answer = press(worker, DESK, action="note", **{field: wrong})
        assert answer.status_code == 422, wrong
        assert f'href="#{field}"' in answer.text
    for count in ("2", "1", "1"):
        assert "到场记下了" in press(worker, DESK, action="note", **{field: count}).text
    assert seen(lite_world)["mine"]["came"] == 1
    assert "到场 1 人" in worker.get("/plain/activity_desk").text
    audit = browser(lite_world, "admin").get("/plain/admin/changes").text
    assert audit.count("记活动到场") == 2
    unknown = worker.post(DESK, data={"key": "k" * 8, "action": "note", "came.none": "1"})
    assert unknown.status_code == 404
    assert findings(lite_world) == []


def test_calling_off_tells_everybody_once_and_nobody_signs_up_any_more(phones):  # noqa: F811
    world, outbox = phones
    publish(world)
    done(sign_up(world, people=2))
    done(sign_up(world, OTHER))
    done(sign_up(world, THIRD))
    done(cancel(world, THIRD))
    desk = browser(world, "dispatcher")
    lacking = press(desk, DESK, action="call_off", reason="雨")
    assert lacking.status_code == 422
    assert 'href="#reason"' in lacking.text
    assert told(world, activity_desk.TOLD) == []
    for _ in range(2):
        called = desk.post(
            DESK, data={"key": "k" * 8, "action": "call_off", "reason": "讲课的药师生病了"}
        )
        assert called.status_code == 303
    assert sorted(told(world, activity_desk.TOLD)) == sorted(
        world.ids[who] for who in (RESIDENT, OTHER)
    )
    said = said_to(outbox, RESIDENT)
    for part in ("用药安全讲座", "2026年11月25日 星期三 10:00", "讲课的药师生病了"):
        assert part in said
    assert said_to(outbox, OTHER) == said
    assert outbox.texts(THIRD) == []
    error = refused(sign_up(world, THIRD), 409, "conflict")
    assert "取消了" in error["message"]
    refused(cancel(world), 409, "conflict")
    shown = seen(world)
    assert (shown["state"], shown["reason"]) == ("called_off", "讲课的药师生病了")
    assert "讲课的药师生病了" in browser(world).get(PAGE).text
    known = unfolded(world.nobody().get(f"/activities/{ID}/activity.ics").content)
    assert (known["STATUS"], known["SEQUENCE"]) == ("CANCELLED", "1")
    assert findings(world) == []


def test_what_has_begun_is_not_called_off(lite_world):
    publish(lite_world)
    lite_world.clock.at = BEGINS
    desk = browser(lite_world, "dispatcher")
    body = {"key": "k" * 8, "action": "call_off", "reason": "讲课的药师生病了"}
    assert desk.post(DESK, data=body).status_code == 409
    assert seen(lite_world)["state"] == "over"


def test_the_list_is_taken_along_with_whole_numbers_and_that_is_written_down(lite_world):
    publish(lite_world, group="elderly")
    lives_in(lite_world, "liuxiang-3")
    done(sign_up(lite_world, belongs=True, people=2))
    desk = browser(lite_world, "dispatcher")
    file = desk.post(DESK, data={"key": "k" * 8, "action": "export"})
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    head, line = file.content.decode("utf-8-sig").strip().split("\r\n")
    assert head == "姓名,电话,人数,状态,自己说符合要求,来了几人"
    assert line.split(",")[1:] == [RESIDENT, "2", "已报名", "是", ""]
    assert "下载活动名单" in browser(lite_world, "admin").get("/plain/admin/changes").text
    sights = lite_world.read(lambda tx: tx.all(sa.select(person_sights)))
    assert [one["purpose"] for one in sights] == ["export"]


ADMIN = "/plain/admin/activities"
TYPED = {
    "title": "用药安全讲座",
    "body": "请药师讲怎么看药盒。",
    "where": "柳巷社区活动室",
    "day": "2026-11-25",
    "begins": "10:00",
    "ends": "12:00",
    "last_day": "2026-11-24",
    "places": "30",
    "most": "2",
    "waiting": "1",
    "group": "",
    "action": "publish",
}


def test_an_administrator_publishes_one_which_is_a_notice_too(world):
    admin = browser(world, "admin")
    outline(admin.get(ADMIN))
    fresh = dict(hidden(admin.get(ADMIN).text))
    for _ in range(2):
        page = admin.post(ADMIN, data=fresh | TYPED)
        assert "活动发布了" in page.text
    (listed,) = done(world.nobody().get("/activities"))["items"]
    assert listed["begins_at"] == "2026-11-25T10:00:00.000+08:00"
    assert listed["closes_at"] == "2026-11-25T00:00:00.000+08:00"
    assert (listed["places"], listed["most"], listed["waiting"]) == (30, 2, True)
    (notice,) = done(world.nobody().get("/notices"))["items"]
    assert notice["id"] == listed["id"]
    world.clock.at = BEGINS + 2 * HOUR
    assert done(world.nobody().get("/notices"))["items"] == []
    assert findings(world) == []


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"title": ""}, "title"),
        ({"where": ""}, "where"),
        ({"where": "长" * 121}, "where"),
        ({"day": ""}, "day"),
        ({"day": "2026-11-20"}, "day"),
        ({"day": "tomorrow"}, "day"),
        ({"begins": "25:00"}, "begins"),
        ({"ends": "10:00"}, "ends"),
        ({"ends": ""}, "ends"),
        ({"last_day": "2026-11-20"}, "last_day"),
        ({"places": "0"}, "places"),
        ({"places": "many"}, "places"),
        ({"places": "2001"}, "places"),
        ({"most": "11"}, "most"),
        ({"group": "nobody"}, "group"),
        ({"grids": "nowhere"}, "grids"),
        ({"show_from": "2026-11-26"}, "day"),
    ],
)
def test_what_is_wrong_with_one_is_said_and_nothing_is_published(lite_world, changes, at):
    page = press(browser(lite_world, "admin"), ADMIN, **TYPED | changes)
    assert page.status_code == 422
    assert f'href="#{at}"' in page.text
    assert f'id="{at}"' in page.text
    assert done(lite_world.client("admin").get("/activities"))["items"] == []
