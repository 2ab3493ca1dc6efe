"""An activity is changed after it was published: who signed up is told once what it was and is, keeps their place
and may give it back; two editors see each other; and the desk notes who came over the API."""

import pytest
import sqlalchemy as sa
from applying import OTHER, RESIDENT
from test_activities import (
    BEGINS,
    DAY,
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
from test_activities_plain import DESK, PAGE, press
from test_applications import findings
from test_burden import lives_in
from test_pages import outline
from test_plain_apply import browser, hidden
from world import MORNING, done, fields, key, refused

from server.services import activities, activity_edits
from server.store import tables as t
from server.store.activity_tables import sign_ups

CHANGE = f"{DESK}/change"
#: The activity as the tests publish it, as its form has it.
TYPED = {
    "title": "用药安全讲座",
    "body": "请药师讲怎么看药盒。",
    "where": "柳巷社区活动室",
    "day": "2026-11-25",
    "begins": "10:00",
    "ends": "12:00",
    "last_day": "2026-11-24",
    "places": "2",
}


def change(client, **more):
    """Change some fields on the page of it."""
    return press(client, CHANGE, **TYPED | more)


def calendar(world) -> dict[str, str]:
    return unfolded(world.nobody().get(f"/activities/{ID}/activity.ics").content)


def test_who_signed_up_gets_one_message_with_what_it_was_and_is_and_keeps_their_place(phones):  # noqa: F811
    world, outbox = phones
    publish(world)
    done(sign_up(world, people=2))
    done(sign_up(world, OTHER))
    done(sign_up(world, THIRD))
    done(cancel(world, THIRD))
    desk = browser(world, "dispatcher")
    page = desk.get(CHANGE)
    outline(page)
    for name in ("title", "where", "day", "begins", "ends", "last_day", "places"):
        assert f'name="{name}"' in page.text
    answer = change(desk, where="柳巷社区二楼会议室", begins="14:00", ends="16:00")
    assert "改好了" in answer.text
    said = said_to(outbox, RESIDENT)
    for part in (
        "用药安全讲座",
        "原来是 2026年11月25日 星期三 10:00 到 12:00",
        "现在是 2026年11月25日 星期三 14:00 到 16:00",
        "原来是 柳巷社区活动室，现在是 柳巷社区二楼会议室",
        "取消",
    ):
        assert part in said
    assert said_to(outbox, OTHER) == said
    assert outbox.texts(THIRD) == []
    mine = seen(world)["mine"]
    assert (mine["state"], mine["people"]) == ("in", 2)
    assert mine["before"]["begins_at"] == "2026-11-25T10:00:00.000+08:00"
    assert mine["before"]["place"] == "柳巷社区活动室"
    assert mine["before"]["title"] is None
    assert seen(world, OTHER)["mine"]["state"] == "waiting"
    assert findings(world) == []


def test_who_signed_up_reads_what_changed_and_gives_the_place_back_where_they_read_it(lite_world):
    publish(lite_world)
    done(sign_up(lite_world, people=2))
    done(sign_up(lite_world, OTHER))
    change(browser(lite_world, "dispatcher"), day="2026-11-26")
    client = browser(lite_world)
    page = client.get(PAGE)
    outline(page)
    assert "您报名以后，这个活动有改动" in page.text
    assert "时间原来是 2026年11月25日" in page.text
    assert page.text.count(f'href="{PAGE}?cancel=1"') == 1
    fresh = browser(lite_world, THIRD).get(PAGE)
    assert "您报名以后" not in fresh.text
    gone = press(client, f"{PAGE}?cancel=1", cancel="1")
    assert "名额让给了别人" in gone.text
    assert seen(lite_world, OTHER)["mine"]["state"] == "in"


def test_who_signs_up_after_a_change_or_finds_it_as_it_was_reads_of_none(lite_world):
    publish(lite_world)
    done(sign_up(lite_world))
    desk = browser(lite_world, "dispatcher")
    lite_world.clock.advance(minutes=1)
    change(desk, where="二楼会议室")
    assert seen(lite_world)["mine"]["before"]["place"] == "柳巷社区活动室"
    lite_world.clock.advance(minutes=1)
    done(sign_up(lite_world, OTHER))
    assert seen(lite_world, OTHER)["mine"]["before"] is None
    lite_world.clock.advance(minutes=1)
    change(desk)
    assert seen(lite_world)["mine"]["before"] is None
    assert seen(lite_world, OTHER)["mine"]["before"]["place"] == "二楼会议室"


def test_other_places_or_another_last_day_are_not_told_and_more_places_go_to_who_waits(lite_world):
    publish(lite_world)
    done(sign_up(lite_world, people=2))
    done(sign_up(lite_world, OTHER))
    change(browser(lite_world, "dispatcher"), places="3", last_day="")
    assert told(lite_world, activity_edits.TOLD) == []
    assert told(lite_world, activities.MOVED_UP) == [lite_world.ids[OTHER]]
    shown = seen(lite_world, OTHER)
    assert (shown["mine"]["state"], shown["left"]) == ("in", 0)
    assert shown["closes_at"] == shown["begins_at"]


def test_who_moves_up_by_a_change_gets_one_message_only(lite_world):
    publish(lite_world)
    done(sign_up(lite_world, people=2))
    done(sign_up(lite_world, OTHER))
    change(browser(lite_world, "dispatcher"), places="3", where="二楼会议室")
    assert told(lite_world, activity_edits.TOLD) == [lite_world.ids[RESIDENT]]
    assert told(lite_world, activities.MOVED_UP) == [lite_world.ids[OTHER]]


def test_fewer_places_than_are_taken_are_refused_with_words_and_nobody_loses_theirs(lite_world):
    publish(lite_world)
    done(sign_up(lite_world, people=2))
    answer = change(browser(lite_world, "dispatcher"), places="1", where="二楼会议室")
    assert answer.status_code == 422
    assert "已经有 2 人报上，名额不能比这少" in answer.text
    assert 'value="二楼会议室"' in answer.text
    assert (seen(lite_world)["places"], seen(lite_world)["place"]) == (2, "柳巷社区活动室")


def test_the_second_of_two_editors_sees_both_and_saves_over_it_only_on_purpose(lite_world):
    publish(lite_world)
    done(sign_up(lite_world))
    one, two = browser(lite_world, "dispatcher"), browser(lite_world, "admin")
    mine, theirs = (dict(hidden(client.get(CHANGE).text)) for client in (one, two))
    sent = two.post(CHANGE, data=theirs | TYPED | {"where": "二楼会议室"})
    assert sent.status_code == 303
    again = two.post(CHANGE, data=theirs | TYPED | {"where": "二楼会议室"})
    assert again.status_code == 303  # pressed twice: it is so already
    late = one.post(CHANGE, data=mine | TYPED | {"where": "三楼会议室"})
    assert late.status_code == 409
    outline(late)
    for part in ("别人刚改过", "二楼会议室", "三楼会议室"):
        assert part in late.text
    assert seen(lite_world)["place"] == "二楼会议室"
    over = one.post(CHANGE, data=dict(hidden(late.text)) | TYPED | {"where": "三楼会议室"})
    assert over.status_code == 303
    assert seen(lite_world)["place"] == "三楼会议室"
    assert len(told(lite_world, activity_edits.TOLD)) == 2
    history = one.get(DESK).text
    assert "地点原来是 柳巷社区活动室，现在是 二楼会议室" in history
    assert "地点原来是 二楼会议室，现在是 三楼会议室" in history
    audit = two.get("/plain/admin/changes").text
    assert audit.count("改活动") == 2
    assert "二楼会议室 → 三楼会议室" in audit
    assert findings(lite_world) == []


def test_the_calendar_file_takes_the_new_time_with_a_higher_number_also_when_it_is_called_off(
    lite_world,
):
    publish(lite_world)
    desk = browser(lite_world, "dispatcher")
    assert calendar(lite_world)["SEQUENCE"] == "0"
    change(desk, begins="09:00")
    change(desk, begins="09:30")
    known = calendar(lite_world)
    assert (known["SEQUENCE"], known["DTSTART"]) == ("2", "20261125T013000Z")
    press(desk, DESK, action="call_off", reason="讲课的药师生病了")
    known = calendar(lite_world)
    assert (known["SEQUENCE"], known["STATUS"]) == ("3", "CANCELLED")


def test_what_lasts_longer_is_shown_longer_and_a_moment_nobody_touched_stays(lite_world):
    publish(lite_world)
    before = seen(lite_world)
    change(browser(lite_world, "dispatcher"), day="2026-11-27", title="用药安全和慢病讲座")
    after = seen(lite_world)
    assert after["closes_at"] == before["closes_at"]
    lite_world.clock.at = BEGINS + DAY
    (listed,) = done(lite_world.nobody().get("/activities"))["items"]
    (notice,) = done(lite_world.nobody().get("/notices"))["items"]
    assert listed["title"] == notice["title"] == "用药安全和慢病讲座"
    lite_world.clock.at = BEGINS + 2 * DAY + 2 * HOUR
    assert done(lite_world.nobody().get("/notices"))["items"] == []


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"title": " "}, "title"),
        ({"body": ""}, "body"),
        ({"where": "一"}, "where"),
        ({"day": "2026-11-20"}, "day"),
        ({"begins": "25:00"}, "begins"),
        ({"ends": "09:00"}, "ends"),
        ({"last_day": "2026-11-20"}, "last_day"),
        ({"places": "0"}, "places"),
        ({"places": "2001"}, "places"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_changes(lite_world, changes, at):
    publish(lite_world)
    before = seen(lite_world, None)
    page = change(browser(lite_world, "dispatcher"), **changes)
    assert page.status_code == 422
    assert f'href="#{at}"' in page.text
    assert f'id="{at}"' in page.text
    assert seen(lite_world, None) == before


def test_what_has_begun_or_was_called_off_is_not_changed_and_others_may_not(lite_world):
    publish(lite_world, grids=["liuxiang-3"])
    lives_in(lite_world, "liuxiang-3")
    for who, code in ((RESIDENT, 403), ("grid", 403), ("handler", 403)):
        assert browser(lite_world, who).get(CHANGE).status_code == code, who
        sent = browser(lite_world, who).post(CHANGE, data={"key": "k" * 8, **TYPED})
        assert sent.status_code == code, who
    desk = browser(lite_world, "dispatcher")
    press(desk, DESK, action="call_off", reason="讲课的药师生病了")
    sent = desk.post(CHANGE, data={"key": "k" * 8, **TYPED, "where": "二楼会议室"})
    assert sent.status_code == 409
    assert "讲课的药师生病了" in desk.get(CHANGE).text
    publish(lite_world, "begun")
    lite_world.clock.at = BEGINS
    path = "/plain/activity_desk/begun/change"
    moved = TYPED | {"day": "2026-11-27", "last_day": "2026-11-26"}
    sent = browser(lite_world, "dispatcher").post(path, data={"key": "k" * 8, **moved})
    assert sent.status_code == 409
    assert "活动已经开始" in sent.text


# --- who came, over the API ---


def came(world, who: str, lines: list, same: dict | None = None):
    path = f"/activities/{ID}/attendance"
    return world.client(who).post(path, json={"came": lines}, headers=same or key())


def test_the_desk_notes_over_the_api_who_came_and_the_same_again_changes_nothing(world):
    publish(world)
    done(sign_up(world, people=2))
    done(sign_up(world, OTHER))
    path = f"/activities/{ID}/sign-ups"
    listed = done(world.client("grid").get(path))
    assert [(one["state"], one["people"]) for one in listed["items"]] == [("in", 2), ("waiting", 1)]
    assert listed["items"][0]["phone"] == "138****0001"
    assert (listed["taken"], listed["came"], listed["door"]) == (2, None, False)
    first, waits = (one["id"] for one in listed["items"])
    error = refused(came(world, "grid", [{"id": first, "people": 1}]), 409, "conflict")
    assert "两小时" in error["message"]
    world.clock.at = BEGINS - HOUR
    same = key()
    noted = done(came(world, "grid", [{"id": first, "people": 1}], same))
    assert (noted["came"], noted["items"][0]["came"]) == (1, 1)
    assert done(came(world, "grid", [{"id": first, "people": 1}], same)) == noted
    assert done(came(world, "dispatcher", [{"id": first, "people": 1}])) == noted
    assert done(came(world, "dispatcher", [{"id": first, "people": 2}]))["came"] == 2
    assert seen(world)["mine"]["came"] == 2
    rows = world.read(lambda tx: tx.all(sa.select(t.changes)))
    assert [row["done_by"] for row in rows if row["kind"] == "activities.attendance"] == [
        "grid",
        "dispatcher",
    ]
    for lines, wrong in (
        ([], [("came", "required")]),
        ([{"id": first, "people": 3}], [(f"came.{first}", "out_of_range")]),
        ([{"id": first, "people": -1}], [(f"came.{first}", "out_of_range")]),
    ):
        assert fields(refused(came(world, "grid", lines), 422, "invalid")) == wrong
    refused(came(world, "grid", [{"id": waits, "people": 1}]), 404, "not_found")
    for who in (RESIDENT, "handler", "supervisor"):
        refused(came(world, who, [{"id": first, "people": 1}]), 403, "forbidden")
        refused(world.client(who).get(path), 403, "forbidden")
    kept = world.read(lambda tx: tx.all(sa.select(sign_ups)))
    assert sorted(row["came"] or 0 for row in kept) == [0, 2]
    assert findings(world) == []


def test_an_activity_that_is_not_for_the_worker_is_not_there(lite_world):
    publish(lite_world, grids=["liuxiang-3"])
    other = lite_world.client("grid-donghe-1")
    refused(other.get(f"/activities/{ID}/sign-ups"), 404, "not_found")
    lite_world.clock.at = MORNING
    refused(came(lite_world, "grid-donghe-1", [{"id": "x", "people": 1}]), 404, "not_found")
