"""Activities: notices one can sign up for, with places, a waiting list and a file for the calendar."""

import re
import threading

import pytest
import sqlalchemy as sa
from applying import OTHER, RESIDENT
from test_applications import findings
from test_burden import lives_in
from test_messages import Outbox, until
from world import MORNING, World, done, fields, key, refused

from server.demo.people import id_number
from server.rules import activities as rules
from server.rules import icalendar
from server.services import activities, changes
from server.services.notices import Written
from server.store import tables as t
from server.store.activity_tables import activities as table
from server.store.activity_tables import sign_ups

THIRD, FOURTH = "13800000003", "13800000004"
HOUR = 3_600_000
DAY = 24 * HOUR
#: Two days after the tests' Monday morning, for two hours; signing up ends the evening before.
BEGINS = MORNING + 2 * DAY
ID = "talk"


def publish(world, activity: str = ID, **plan) -> str:
    """An activity with two places and a waiting list, for the whole street."""
    grids = plan.pop("grids", [])
    wanted = {
        "place": "柳巷社区活动室",
        "begins": BEGINS,
        "ends": BEGINS + 2 * HOUR,
        "closes": BEGINS - 14 * HOUR,
        "places": 2,
        "most": 3,
    } | plan
    written = Written("用药安全讲座", "请药师讲怎么看药盒。", MORNING - HOUR, wanted["ends"], grids)
    author = changes.Author(world.ids["admin"], "admin")
    world.write(
        lambda tx: activities.publish(
            world.window, tx, author, activity, written, activities.Plan(**wanted)
        )
    )
    return activity


def sign_up(world, who: str = RESIDENT, people: int = 1, activity: str = ID, **more):
    body = {"people": people} | more
    return world.client(who).post(f"/activities/{activity}/sign-up", json=body, headers=key())


def cancel(world, who: str = RESIDENT, activity: str = ID):
    return world.client(who).post(f"/activities/{activity}/cancel", json={}, headers=key())


def seen(world, who: str | None = RESIDENT, activity: str = ID) -> dict:
    client = world.client(who) if who else world.nobody()
    return done(client.get(f"/activities/{activity}"))["activity"]


def told(world, what: str) -> list[str]:
    """Who was put down to be told."""

    def rows(tx):
        return tx.all(sa.select(t.messages).where(t.messages.c.told == what))

    return [row["account_id"] for row in world.read(rows)]


@pytest.fixture
def phones(database_url, tmp_path):
    """A world whose messages go out to a file, and the file."""
    path = tmp_path / "sms.jsonl"
    told_by = {"codes__notifier": "file", "codes__notifier_target": str(path)}
    world = World(tmp_path, database_url, **told_by).start()
    yield world, Outbox(path)
    world.stop()


def said_to(outbox: Outbox, who: str) -> str:
    """The one message that this phone got."""
    until(lambda: outbox.texts(who))
    (said,) = outbox.texts(who)
    assert "{" not in said
    return said


# --- looking ---


def test_everybody_sees_what_is_to_come_and_how_many_places_are_left(world):
    publish(world)
    (listed,) = done(world.nobody().get("/activities"))["items"]
    assert listed == seen(world, None)
    assert (listed["title"], listed["place"]) == ("用药安全讲座", "柳巷社区活动室")
    assert listed["begins_at"] == "2026-11-25T10:00:00.000+08:00"
    assert (listed["places"], listed["left"], listed["waits"]) == (2, 2, 0)
    assert (listed["state"], listed["mine"]) == ("open", None)
    assert done(world.client().get("/me/activities"))["items"] == []


def test_what_is_for_a_grid_is_seen_and_taken_by_who_lives_there_only(lite_world):
    publish(lite_world, grids=["liuxiang-3"])
    lives_in(lite_world, "liuxiang-3")
    assert len(done(lite_world.client().get("/activities"))["items"]) == 1
    done(sign_up(lite_world))
    for who in (None, OTHER, "grid-donghe-1"):
        client = lite_world.client(who) if who else lite_world.nobody()
        assert done(client.get("/activities"))["items"] == []
        refused(client.get(f"/activities/{ID}"), 404, "not_found")
    refused(sign_up(lite_world, OTHER), 404, "not_found")
    lives_in(lite_world, "donghe-1")
    assert seen(lite_world)["mine"]["state"] == "in"  # who has a place still sees it


def test_what_waits_for_its_day_is_not_shown_and_what_is_over_stays_with_who_signed_up(lite_world):
    publish(lite_world)
    done(sign_up(lite_world))
    lite_world.clock.at = MORNING - 2 * HOUR
    assert done(lite_world.nobody().get("/activities"))["items"] == []
    lite_world.clock.at = BEGINS + 3 * HOUR
    assert done(lite_world.nobody().get("/activities"))["items"] == []
    refused(lite_world.nobody().get(f"/activities/{ID}"), 404, "not_found")
    (mine,) = done(lite_world.client().get("/me/activities"))["items"]
    assert (mine["id"], mine["state"]) == (ID, "over")


# --- signing up ---


def test_who_signs_up_has_their_places_and_they_are_gone_for_others(world):
    publish(world)
    shown = done(sign_up(world, people=2))["activity"]
    assert shown["mine"] == {
        "state": "in",
        "people": 2,
        "line": None,
        "at": "2026-11-23T10:00:00.000+08:00",
        "can_cancel": True,
        "came": None,
        "before": None,
        "answers": [],
    }
    assert (shown["left"], seen(world, OTHER)["left"]) == (0, 0)
    assert done(world.client().get("/me/activities"))["items"] == [shown]
    assert seen(world, OTHER)["mine"] is None
    assert findings(world) == []


def test_the_same_request_again_signs_up_once_and_so_does_another(lite_world):
    publish(lite_world)
    client, same = lite_world.client(), key()
    path = f"/activities/{ID}/sign-up"
    first = done(client.post(path, json={"people": 1}, headers=same))
    assert done(client.post(path, json={"people": 1}, headers=same)) == first
    assert done(sign_up(lite_world)) == first
    refused(client.post(path, json={"people": 2}, headers=same), 409, "conflict")
    error = refused(sign_up(lite_world, people=2), 409, "conflict")
    assert "先取消再报" in error["message"]
    assert seen(lite_world)["left"] == 1


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, ("people", "required")),
        ({"people": 0}, ("people", "out_of_range")),
        ({"people": -1}, ("people", "out_of_range")),
        ({"people": 4}, ("people", "out_of_range")),
        ({"people": 2**60}, ("people", "out_of_range")),
    ],
)
def test_a_number_of_people_that_cannot_be_is_said(lite_world, body, wrong):
    publish(lite_world, places=5)
    path = f"/activities/{ID}/sign-up"
    error = refused(lite_world.client().post(path, json=body, headers=key()), 422, "invalid")
    assert fields(error) == [wrong]
    assert seen(lite_world)["left"] == 5


def test_who_comes_when_it_is_full_waits_and_reads_their_place_in_line(world):
    publish(world)
    done(sign_up(world, people=2))
    assert done(sign_up(world, OTHER))["activity"]["mine"]["state"] == "waiting"
    third = done(sign_up(world, THIRD))["activity"]
    assert (third["mine"]["line"], third["waits"]) == (2, 2)
    assert seen(world, OTHER)["mine"]["line"] == 1
    assert told(world, activities.MOVED_UP) == []


def test_a_place_that_is_given_back_goes_to_the_first_who_waits_who_is_told(phones):
    world, outbox = phones
    publish(world)
    done(sign_up(world, people=2))
    done(sign_up(world, OTHER))
    done(sign_up(world, THIRD))
    done(sign_up(world, FOURTH))
    gone = done(cancel(world))["activity"]
    assert gone["mine"]["state"] == "cancelled"
    assert done(cancel(world))["activity"] == gone
    states = [seen(world, who)["mine"] for who in (OTHER, THIRD, FOURTH)]
    assert [one["state"] for one in states] == ["in", "in", "waiting"]
    assert states[2]["line"] == 1
    assert sorted(told(world, activities.MOVED_UP)) == sorted(
        world.ids[who] for who in (OTHER, THIRD)
    )
    said = said_to(outbox, OTHER)
    for part in ("用药安全讲座", "2026年11月25日 星期三 10:00", "柳巷社区活动室", "取消"):
        assert part in said
    assert said_to(outbox, THIRD) == said
    assert outbox.texts(FOURTH) == []
    assert findings(world) == []


def test_who_is_more_people_than_are_free_keeps_waiting_and_the_next_moves_up(lite_world):
    publish(lite_world)
    done(sign_up(lite_world))
    done(sign_up(lite_world, OTHER))
    done(sign_up(lite_world, THIRD, people=2))
    done(sign_up(lite_world, FOURTH))
    done(cancel(lite_world, OTHER))
    assert seen(lite_world, THIRD)["mine"]["line"] == 1
    assert seen(lite_world, FOURTH)["mine"]["state"] == "in"


def test_who_waits_and_cancels_frees_no_place_and_comes_last_when_they_come_again(lite_world):
    publish(lite_world, places=1)
    done(sign_up(lite_world))
    done(sign_up(lite_world, OTHER))
    done(sign_up(lite_world, THIRD))
    done(cancel(lite_world, OTHER))
    assert (seen(lite_world)["left"], seen(lite_world, THIRD)["mine"]["line"]) == (0, 1)
    assert done(sign_up(lite_world, OTHER))["activity"]["mine"]["line"] == 2
    assert told(lite_world, activities.MOVED_UP) == []


def test_without_a_waiting_list_full_is_full_and_too_few_places_are_said(lite_world):
    publish(lite_world, waiting=False)
    done(sign_up(lite_world))
    error = refused(sign_up(lite_world, OTHER, people=2), 409, "conflict")
    assert "只剩 1 个名额" in error["message"]
    done(sign_up(lite_world, OTHER))
    assert seen(lite_world)["state"] == "full"
    error = refused(sign_up(lite_world, THIRD), 409, "conflict")
    assert "满了" in error["message"]


def test_the_waiting_list_ends_somewhere(lite_world, monkeypatch):
    monkeypatch.setattr(rules, "MOST_WAITING", 1)
    publish(lite_world, places=1)
    done(sign_up(lite_world))
    done(sign_up(lite_world, OTHER))
    assert seen(lite_world, THIRD)["state"] == "full"
    refused(sign_up(lite_world, THIRD), 409, "conflict")


@pytest.mark.parametrize(
    ("at", "state", "said"),
    [(BEGINS - 14 * HOUR, "closed", "已经截止"), (BEGINS, "over", "已经开始")],
)
def test_after_the_last_day_and_once_it_has_begun_nobody_signs_up(lite_world, at, state, said):
    publish(lite_world)
    lite_world.clock.at = at
    assert seen(lite_world)["state"] == state
    error = refused(sign_up(lite_world), 409, "conflict")
    assert said in error["message"]


def test_one_can_cancel_after_the_last_day_but_not_once_it_has_begun(lite_world):
    publish(lite_world)
    done(sign_up(lite_world))
    done(sign_up(lite_world, OTHER))
    done(sign_up(lite_world, THIRD))
    lite_world.clock.at = BEGINS - HOUR
    done(cancel(lite_world, OTHER))
    assert seen(lite_world, THIRD)["mine"]["state"] == "in"
    lite_world.clock.at = BEGINS
    assert seen(lite_world)["mine"]["can_cancel"] is False
    refused(cancel(lite_world), 409, "conflict")
    refused(cancel(lite_world, FOURTH), 404, "not_found")


# --- for a group ---


def born(world, who: str, number: str) -> None:
    identity = {"name": "张三", "id_number": number, "consent": True}
    done(world.client(who).put("/me/identity", json=identity))


def test_what_is_for_elders_asks_who_is_not_known_and_refuses_who_is_known_to_be_young(lite_world):
    publish(lite_world, group="elderly")
    assert seen(lite_world)["ask_group"] is True
    error = refused(sign_up(lite_world), 422, "invalid")
    assert fields(error) == [("belongs", "required")]
    done(sign_up(lite_world, belongs=True))
    rows = lite_world.read(lambda tx: tx.all(sa.select(sign_ups)))
    assert [row["declared"] for row in rows] == [1]
    born(lite_world, OTHER, id_number("1955-06-01", "female", 4))
    assert seen(lite_world, OTHER)["ask_group"] is False
    done(sign_up(lite_world, OTHER))
    born(lite_world, THIRD, id_number("1995-03-07", "female", 3))
    error = refused(sign_up(lite_world, THIRD, belongs=True), 409, "conflict")
    assert "按您的资料不在里面" in error["message"]


# --- two processes ---


def test_the_last_place_is_given_once_by_two_processes(database_url, tmp_path):
    one = World(tmp_path, database_url).start()
    two = World.beside(one).start() if database_url else None
    try:
        worlds = [one, two or one]
        people = [RESIDENT, OTHER, THIRD, FOURTH]
        for at in range(4):
            activity = publish(one, f"round{at}", places=1, waiting=at % 2 == 1)
            clients = [worlds[i % 2].client(who) for i, who in enumerate(people)]
            gate, told_each = threading.Barrier(4), [None] * 4

            def go(i: int, activity=activity, clients=clients, gate=gate, told_each=told_each):
                path = f"/activities/{activity}/sign-up"
                gate.wait()
                told_each[i] = clients[i].post(path, json={"people": 1}, headers=key())

            threads = [threading.Thread(target=go, args=(i,)) for i in range(4)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            codes = sorted(answer.status_code for answer in told_each)
            if at % 2:
                assert codes == [201] * 4
                mine = [done(answer)["activity"]["mine"] for answer in told_each]
                assert sorted(one["line"] or 0 for one in mine) == [0, 1, 2, 3]
            else:
                assert codes == [201, 409, 409, 409]
            assert seen(one, None, activity)["left"] == 0
        assert findings(one) == []
    finally:
        if two:
            two.stop()
        one.stop()


# --- the file for the calendar ---


def unfolded(body: bytes) -> dict[str, str]:
    """Properties by name; every line is short enough and ends as it must."""
    assert body.endswith(b"\r\n")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character was cut in two
    lines = body.replace(b"\r\n ", b"").decode().split("\r\n")
    return dict(line.split(":", 1) for line in lines if line)


def test_the_calendar_file_says_what_when_and_where(lite_world):
    publish(lite_world)
    answer = lite_world.nobody().get(f"/activities/{ID}/activity.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    known = unfolded(answer.content)
    assert known["UID"] == f"{ID}@activities.onewindow"
    assert (known["DTSTART"], known["DTEND"]) == ("20261125T020000Z", "20261125T040000Z")
    assert (known["STATUS"], known["SEQUENCE"]) == ("CONFIRMED", "0")
    assert (known["SUMMARY"], known["LOCATION"]) == ("用药安全讲座", "柳巷社区活动室")
    refused(lite_world.nobody().get("/activities/none/activity.ics"), 404, "not_found")


def test_signs_with_a_meaning_and_long_texts_come_through_a_calendar_file():
    about = "一，二; 三\\四\r\n" + "长" * 300 + "🙂" * 40
    event = icalendar.Event("u", 0, 1000, 2000, "a,b;c", "x\\y", about)
    body = icalendar.file_of(event)
    known = unfolded(body)
    assert known["SUMMARY"] == r"a\,b\;c"
    assert known["LOCATION"] == r"x\\y"
    plain = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], known["DESCRIPTION"])
    assert plain == about.replace("\r", "")


# --- forgetting ---


def test_who_signed_up_is_forgotten_ninety_days_after_the_end(world):
    publish(world)
    done(sign_up(world))
    world.clock.at = BEGINS + 2 * HOUR + activities.KEEP_MS
    world.write(lambda tx: activities.forget(world.window, tx))
    assert len(world.read(lambda tx: tx.all(sa.select(sign_ups)))) == 1
    world.clock.advance(minutes=1)
    world.write(lambda tx: activities.forget(world.window, tx))
    assert world.read(lambda tx: tx.all(sa.select(sign_ups))) == []
    assert len(world.read(lambda tx: tx.all(sa.select(table)))) == 1
    assert findings(world) == []
