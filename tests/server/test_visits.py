"""Visits: somebody asks for help at the door, the worker of the grid goes, and every try is kept."""

import itertools
import re
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from assisting import HELPER, LI, file_for, fresh, mandate, person
from form_samples import FORMS
from test_grid_changes import ask, synced
from test_plain_apply import browser
from world import CHINA, MORNING, bring_to, done, fields, key, refused, upload

from server.ops.verify import check_all
from server.rules import visits as rules
from server.rules.visits import Span
from server.services import accounts, people, person_sights, retention, substitutes, visit_desk
from server.services.changes import Author
from server.store import people_tables, visit_tables

OTHER = "grid-donghe-1"


def at(day: int, clock: str) -> str:
    """A moment some days after the world's Monday, ISO."""
    hours, minutes = map(int, clock.split(":"))
    start = datetime.fromtimestamp(MORNING / 1000, CHINA).replace(hour=hours, minute=minutes)
    return (start + timedelta(days=day)).isoformat()


def wanted(**changes) -> dict:
    """What is said when somebody is asked to come."""
    body = {
        "id": fresh(),
        "matter": "想办高龄津贴，腿脚不便",
        "name": "李桂芳",
        "place": {"text": "柳巷路 8 号 3 号楼 502", "grid_id": "liuxiang-3"},
        "phone": "13800000021",
        "from": at(1, "09:30"),
        "to": at(1, "11:00"),
    }
    for name, value in changes.items():
        outer, _, inner = name.partition("__")
        if inner:
            body[outer] = {**body[outer], inner: value}
        else:
            body[outer] = value
    return body


def wish(client, **changes) -> dict:
    """The visit as who asked reads it."""
    return done(client.post("/help-wishes", json=wanted(**changes), headers=key()))["visit"]


def listed(world, who: str = HELPER) -> list[dict]:
    """The worker's visits."""
    return done(world.client(who).get("/visits"))["items"]


def attempt(client, visit: str, result: str, **members):
    """One try, as the device sends it."""
    body = {"id": fresh(), "result": result, **members}
    return client.post(f"/visits/{visit}/tries", json=body, headers=key())


def known(world, who: str = "13800000001") -> str:
    """Li Guifang, who is known by her account: her person."""
    whom = person(world)
    done(world.client(who).put("/me/identity", json={**LI, "consent": True}))
    return whom


def test_who_asks_reads_when_who_comes_and_the_worker_of_the_grid_has_the_visit(world):
    asked = wish(world.client())
    assert (asked["state"], asked["phone_masked"]) == ("open", "138****0021")
    assert (asked["from"][:16], asked["to"][:16]) == ("2026-11-24T09:30", "2026-11-24T11:00")
    assert "3003" in asked["who_comes"]
    (visit,) = listed(world)
    assert (visit["id"], visit["kind"], visit["name"]) == (asked["id"], "help_wish", "李桂芳")
    assert visit["reason"] == "想办高龄津贴，腿脚不便"
    assert visit["place"]["text"] == "柳巷路 8 号 3 号楼 502"
    assert (visit["phone"], visit["person"], visit["covers"]) == ("13800000021", None, None)
    assert listed(world, OTHER) == []
    assert done(world.client().get("/help-wishes"))["items"] == [asked]
    assert done(world.client("13800000002").get("/help-wishes"))["items"] == []


def test_everybody_reads_when_somebody_can_come_and_each_of_these_times_is_taken(lite_world):
    offered = done(lite_world.nobody().get("/help-wishes/times"))["items"]
    first = {name: time[:16] for name, time in offered[0].items()}
    assert first == {"from": at(0, "13:30")[:16], "to": at(0, "17:30")[:16]}
    assert len(offered) == 10
    for who, times in zip(("13800000001", "13800000002"), (offered[:5], offered[5:]), strict=True):
        for time in times:
            asked = wish(lite_world.client(who), **time)
            assert (asked["from"], asked["to"]) == (time["from"], time["to"])


def test_the_form_of_the_program_takes_what_the_server_takes():
    form = FORMS["help_wish"]
    longest = {field["path"]: field.get("max") for field in form["fields"]}
    assert longest["matter"] == visit_desk.LONGEST_MATTER
    assert longest["place"] == visit_desk.LONGEST_PLACE


def test_of_who_is_known_the_home_is_enough_and_the_look_is_read(lite_world):
    world = lite_world
    whom = known(world)
    world.write(
        lambda tx: people.settle(
            world.window, tx, whom, people.Entered(accounts_viewer(world), "x", MORNING),
            text="柳巷路 8 号 3 号楼 502",
        )
    )  # fmt: skip
    wish(world.client(), name=None, place=None)
    (visit,) = listed(world)
    assert visit["person"] == {"id": whom, "name": "李桂芳", "age": 83, "state": "living"}
    assert visit["place"]["text"] == "柳巷路 8 号 3 号楼 502"
    assert visit["place"]["grid_id"] == "liuxiang-3"
    rows = world.read(lambda tx: person_sights.of(tx, whom))
    assert "visit" in [row["purpose"] for row in rows]


def accounts_viewer(world):
    """The worker as one who enters things."""
    return accounts.viewer_of(world.read(lambda tx: accounts.by_login(tx, HELPER)))


def test_for_who_phones_the_desk_asks_and_must_say_for_whom(lite_world):
    desk = lite_world.client("dispatcher")
    response = desk.post("/help-wishes", json=wanted(name=""), headers=key())
    assert fields(refused(response, 422, "invalid")) == [("name", "required")]
    wish(desk)
    assert [v["name"] for v in listed(lite_world)] == ["李桂芳"]
    for who in ("grid", "handler", "leader", "supervisor", "admin"):
        response = lite_world.client(who).post("/help-wishes", json=wanted(), headers=key())
        refused(response, 403, "forbidden")


WRONG = {
    "nothing said": ({"matter": " "}, ("matter", "required")),
    "too much said": ({"matter": "长" * 201}, ("matter", "too_long")),
    "no place": ({"place": None}, ("place.text", "required")),
    "no grid": ({"place__grid_id": None}, ("place.grid_id", "required")),
    "no such grid": ({"place__grid_id": "moon-1"}, ("place.grid_id", "unknown")),
    "no phone": ({"phone": ""}, ("phone", "required")),
    "no such phone": ({"phone": "12"}, ("phone", "format")),
    "no time": ({"from": None}, ("from", "required")),
    "a time without zone": ({"to": "2026-11-24T11:00"}, ("to", "format")),
    "at night": ({"from": at(1, "20:00"), "to": at(1, "21:00")}, ("from", "out_of_range")),
    "on a Saturday": ({"from": at(5, "09:30"), "to": at(5, "11:00")}, ("from", "out_of_range")),
    "backwards": ({"from": at(1, "11:00"), "to": at(1, "10:00")}, ("from", "out_of_range")),
    "over already": ({"from": at(0, "09:00"), "to": at(0, "09:30")}, ("from", "out_of_range")),
    "two days": ({"to": at(2, "11:00")}, ("from", "out_of_range")),
    "next year": ({"from": at(43, "09:30"), "to": at(43, "10:00")}, ("from", "out_of_range")),
    "no id": ({"id": ""}, ("id", "required")),
}


@pytest.mark.parametrize(("changes", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_a_wish_is_said_where_it_is(lite_world, changes, said):
    response = lite_world.client().post("/help-wishes", json=wanted(**changes), headers=key())
    assert said in fields(refused(response, 422, "invalid"))
    assert listed(lite_world) == []


def test_the_same_wish_again_is_one_visit_and_other_words_under_its_id_are_refused(world):
    client, body = world.client(), wanted()
    first = done(client.post("/help-wishes", json=body, headers=key()))
    assert done(client.post("/help-wishes", json=body, headers=key())) == first
    other = {**body, "matter": "别的事"}
    refused(client.post("/help-wishes", json=other, headers=key()), 409, "conflict")
    refused(
        world.client("13800000002").post("/help-wishes", json=body, headers=key()), 409, "conflict"
    )
    assert len(listed(world)) == 1


def test_nobody_waits_for_more_than_a_few_visits_at_a_time(lite_world):
    client = lite_world.client()
    ids = [wish(client)["id"] for _ in range(5)]
    error = refused(client.post("/help-wishes", json=wanted(), headers=key()), 409, "conflict")
    assert "5" in error["message"]
    off = done(client.post(f"/help-wishes/{ids[0]}/cancel", json={}, headers=key()))
    assert off["visit"]["state"] == "cancelled"
    wish(client)


def test_what_was_called_off_is_nobodys_visit_and_only_who_asked_calls_off(lite_world):
    world = lite_world
    mine = wish(world.client())["id"]
    theirs = world.client("13800000002")
    refused(theirs.post(f"/help-wishes/{mine}/cancel", json={}, headers=key()), 404, "not_found")
    headers = key()
    for _ in range(2):
        url = f"/help-wishes/{mine}/cancel"
        assert done(world.client().post(url, json={}, headers=headers))["visit"]["id"] == mine
    assert [visit["state"] for visit in listed(world)] == ["cancelled"]
    world.clock.advance(days=1)
    assert listed(world) == []


def test_nobody_at_home_comes_back_at_the_next_time_and_the_neighbour_reads_it(world):
    asked = wish(world.client())
    world.clock.advance(days=1)
    worker = world.client(HELPER)
    picture = upload(worker)
    visit = done(
        attempt(
            worker, asked["id"], "nobody", attachments=[picture],
            where={"lon": 120.57, "lat": 31.31}, next={"from": at(2, "18:30"), "to": at(2, "19:30")},
        )
    )["visit"]  # fmt: skip
    assert (visit["state"], visit["from"][:16]) == ("open", "2026-11-25T18:30")
    (tried,) = visit["tries"]
    assert (tried["result"], tried["where"], tried["attachments"]) == (
        "nobody",
        [120.57, 31.31],
        [picture],
    )
    assert "3003" in tried["by"]
    (read,) = done(world.client().get("/help-wishes"))["items"]
    assert [one["result"] for one in read["tries"]] == ["nobody"]
    assert read["from"][:16] == "2026-11-25T18:30"


def test_helped_names_the_case_or_the_mandate_and_who_asked_reads_the_number(world):
    whom = known(world)
    client, worker = world.client(), world.client(HELPER)
    first, second = wish(client)["id"], wish(client)["id"]
    under = mandate(world, whom)["id"]
    # Offline the number is not known yet: the mandate leads to it, once the case is here.
    done(attempt(worker, second, "helped", mandate=under))
    number = file_for(world, whom, under)["case"]["number"]
    done(attempt(worker, first, "helped", case=number))
    read = done(client.get("/help-wishes"))["items"]
    assert {(one["state"], one["number"]) for one in read} == {("done", number)}
    theirs = bring_to(world, "submitted", owner="13800000002")["case"]["number"]
    third = wish(client)["id"]
    response = attempt(worker, third, "helped", case=theirs)
    assert fields(refused(response, 422, "invalid")) == [("case", "unknown")]
    response = attempt(worker, third, "helped", mandate=fresh())
    assert fields(refused(response, 422, "invalid")) == [("mandate", "unknown")]


def test_the_person_reads_under_which_mandate_somebody_came_and_helped(world):
    whom = known(world)
    client, worker = world.client(), world.client(HELPER)
    first = mandate(world, whom)["id"]
    named, by_case, by_person, nobody, two = (wish(client)["id"] for _ in range(5))
    number = file_for(world, whom, first)["case"]["number"]
    done(attempt(worker, named, "helped", mandate=first))
    done(attempt(worker, by_case, "helped", case=number))
    done(attempt(worker, by_person, "helped"))  # the only one by which this worker helps
    done(attempt(worker, nobody, "nobody"))
    second = mandate(world, whom)["id"]
    done(attempt(worker, two, "helped"))  # which of the two nobody said
    read = {one["id"]: one["visits"] for one in done(client.get("/me/helpers"))["helping_me"]}
    assert [visit["number"] for visit in read[first]].count(number) == 1
    assert len(read[first]) == 3
    assert all("3003" in visit["by"] for visit in read[first])
    assert read[second] == []
    page = client.get(f"{world.url}/plain/helpers").text
    assert page.count("上门帮办") == 3
    own = {one["id"]: one["visits"] for one in done(worker.get("/mandates"))["items"]}
    assert (own[first], own[second]) == (read[first], [])


def test_after_a_mandate_ended_a_visit_is_not_under_it(lite_world):
    whom = known(lite_world)
    client, worker = lite_world.client(), lite_world.client(HELPER)
    visit, under = wish(client)["id"], mandate(lite_world, whom)["id"]
    done(worker.post(f"/mandates/{under}/revoke", json={}, headers=key()))
    done(attempt(worker, visit, "helped"))
    (read,) = done(client.get("/me/helpers"))["helping_me"]
    assert read["visits"] == []


def test_a_mandate_of_somebody_else_is_not_what_was_done_at_this_door(lite_world):
    world = lite_world
    known(world)
    visit = wish(world.client())["id"]
    other = person(world, name="陈新", id_number="99010119550601018X")
    under = mandate(world, other)["id"]
    response = attempt(world.client(HELPER), visit, "helped", mandate=under)
    assert fields(refused(response, 422, "invalid")) == [("mandate", "unknown")]


WRONG_TRIES = {
    "no result": ({"result": ""}, ("result", "required")),
    "no such result": ({"result": "gone"}, ("result", "unknown")),
    "a refusal without why": ({"result": "refused"}, ("note", "required")),
    "other without what": ({"result": "other"}, ("note", "required")),
    "again after the end": (
        {"result": "helped", "next": {"from": at(3, "09:00"), "to": at(3, "10:00")}},
        ("next", "unknown"),
    ),
    "again before": (
        {"next": {"from": at(-1, "09:00"), "to": at(-1, "10:00")}},
        ("next.from", "out_of_range"),
    ),
    "again next year": (
        {"next": {"from": at(120, "09:00"), "to": at(120, "10:00")}},
        ("next.from", "out_of_range"),
    ),
    "again without end": ({"next": {"from": at(3, "09:00")}}, ("next.to", "required")),
    "no such picture": ({"attachments": ["x"]}, ("attachments.0", "unknown")),
    "many pictures": ({"attachments": ["x"] * 7}, ("attachments", "too_many")),
    "half a place": ({"where": {"lon": 120.0}}, ("where.lat", "required")),
    "no place on earth": ({"where": {"lon": 200.0, "lat": 1.0}}, ("where.lon", "out_of_range")),
    "no id": ({"id": ""}, ("id", "required")),
    "no time": ({"made_at": "noon"}, ("made_at", "format")),
}


@pytest.mark.parametrize(("changes", "said"), WRONG_TRIES.values(), ids=WRONG_TRIES)
def test_what_is_wrong_with_a_try_is_said_and_nothing_is_kept(lite_world, changes, said):
    visit = wish(lite_world.client())["id"]
    members = {"result": "nobody", **changes}
    response = attempt(lite_world.client(HELPER), visit, **members)
    assert said in fields(refused(response, 422, "invalid"))
    assert lite_world.read(lambda tx: tx.all(sa.select(visit_tables.visit_tries))) == []


def test_the_same_try_again_is_one_and_another_under_its_id_is_refused(world):
    visit = wish(world.client())["id"]
    worker, body = world.client(HELPER), {"id": fresh(), "result": "nobody", "device_now": at(0, "10:00")}  # fmt: skip
    url = f"/visits/{visit}/tries"
    first = done(worker.post(url, json=body, headers=key()))
    world.clock.advance(minutes=5)
    again = {**body, "device_now": at(0, "10:05")}
    assert done(worker.post(url, json=again, headers=key())) == first
    refused(worker.post(url, json={**body, "result": "helped"}, headers=key()), 409, "conflict")
    assert len(first["visit"]["tries"]) == 1


def test_a_try_made_offline_on_a_clock_a_year_wrong_is_kept_with_both_times(lite_world):
    visit = wish(lite_world.client())["id"]
    lite_world.clock.advance(hours=3)
    worker = lite_world.client(HELPER)
    times = {"made_at": "2025-11-23T10:30:00+08:00", "device_now": "2025-11-23T13:00:00+08:00"}
    (tried,) = done(attempt(worker, visit, "nobody", **times))["visit"]["tries"]
    assert tried["at"][:16] == "2026-11-23T10:30"
    assert tried["made_at"][:16] == "2025-11-23T10:30"


@pytest.mark.parametrize("result", ["dead", "moved"])
def test_who_died_or_moved_is_so_for_everybody_with_the_history_of_it(world, result):
    whom = known(world)
    client, worker = world.client(), world.client(HELPER)
    first, second = wish(client)["id"], wish(client)["id"]
    done(attempt(worker, first, result))
    assert done(worker.get(f"/persons/{whom}"))["person"]["state"] == result
    changes = world.read(
        lambda tx: tx.all(
            sa.select(people_tables.base_changes).where(people_tables.base_changes.c.key == whom)
        )
    )
    assert [(one["what"], one["by_id"]) for one in changes][-1] == (result, world.ids[HELPER])
    states = {one["id"]: one["state"] for one in done(client.get("/help-wishes"))["items"]}
    assert states == {first: "done", second: "cancelled"}


def test_two_workers_at_one_door_lose_no_try_and_the_first_end_stays(world):
    visit = wish(world.client())["id"]
    worker = world.client(HELPER)
    done(attempt(worker, visit, "helped"))
    late = done(
        attempt(worker, visit, "nobody", next={"from": at(3, "09:00"), "to": at(3, "10:00")})
    )
    assert late["visit"]["state"] == "done"
    assert [one["result"] for one in late["visit"]["tries"]] == ["helped", "nobody"]


def test_without_script_a_visit_is_handed_on_once(lite_world):
    visit = wish(lite_world.client())["id"]
    mine, path = browser(lite_world, HELPER), f"/plain/visits/{visit}"
    page = mine.get(path).text
    typed = {"key": re.search(r'name="key" value="(\w+)"', page)[1], "do": "hand"}
    wrong = mine.post(path, data={**typed, "to": "nobody"})
    assert wrong.status_code == 422
    assert "没有找到这个账号的同事" in wrong.text
    assert 'value="nobody"' in wrong.text
    for _ in range(2):
        told = mine.post(path, data={**typed, "to": f" {OTHER} "}, follow_redirects=True)
        assert "已经交给同事了" in told.text
    assert [one["id"] for one in listed(lite_world, OTHER)] == [visit]


def test_a_desk_reads_for_whom_it_asked_and_a_resident_only_what(lite_world):
    dispatcher = lite_world.client("dispatcher")
    wish(dispatcher, name="示例老人丁")
    wish(lite_world.client())
    assert done(dispatcher.get("/help-wishes"))["items"][0]["name"] == "示例老人丁"
    assert done(lite_world.client().get("/help-wishes"))["items"][0]["name"] == ""
    assert "示例老人丁 · " in browser(lite_world, "dispatcher").get("/plain/help").text


def test_nobody_elses_visit_is_tried_or_handed_on(lite_world):
    visit = wish(lite_world.client())["id"]
    other = lite_world.client(OTHER)
    refused(attempt(other, visit, "nobody"), 404, "not_found")
    response = other.post(f"/visits/{visit}/hand-over", json={"to": OTHER}, headers=key())
    refused(response, 404, "not_found")
    refused(attempt(other, fresh(), "nobody"), 404, "not_found")


def test_a_visit_that_is_handed_on_is_the_others_too_and_goes_back(world):
    visit = wish(world.client())["id"]
    mine, theirs = world.client(HELPER), world.client(OTHER)
    for to, said in (("", "required"), ("nobody", "unknown"), ("dispatcher", "unknown")):
        response = mine.post(f"/visits/{visit}/hand-over", json={"to": to}, headers=key())
        assert fields(refused(response, 422, "invalid")) == [("to", said)]
    headers = key()
    for _ in range(2):
        url = f"/visits/{visit}/hand-over"
        done(mine.post(url, json={"to": OTHER}, headers=headers))
    assert "3101" in listed(world)[0]["worker"]
    assert "3101" in done(world.client().get("/help-wishes"))["items"][0]["who_comes"]
    (over,) = listed(world, OTHER)
    assert (over["id"], over["phone"]) == (visit, "13800000021")
    done(attempt(theirs, visit, "nobody"))
    done(theirs.post(f"/visits/{visit}/hand-over", json={"to": HELPER}, headers=key()))
    assert listed(world, OTHER) == []
    assert listed(world)[0]["worker"] is None
    done(attempt(mine, visit, "helped"))
    response = mine.post(f"/visits/{visit}/hand-over", json={"to": OTHER}, headers=key())
    refused(response, 409, "conflict")


def test_a_substitute_has_the_visits_of_the_absent_one_for_those_days_and_nothing_of_the_people(
    lite_world,
):
    world = lite_world
    whom = known(world)
    visit = wish(world.client())["id"]

    def cover(tx):
        away, other = (accounts.by_login(tx, one) for one in (HELPER, OTHER))
        author = Author(world.ids["admin"], "admin")
        substitutes.add(world.window, tx, author, away, other, ("2026-11-23", "2026-11-24"))

    world.write(cover)
    (shown,) = listed(world, OTHER)
    assert "3003" in shown["covers"]
    assert set(shown["person"]) == {"id", "name", "age", "state"}
    refused(world.client(OTHER).get(f"/persons/{whom}"), 404, "not_found")
    done(attempt(world.client(OTHER), visit, "nobody"))
    world.clock.advance(days=2)
    assert listed(world, OTHER) == []
    refused(attempt(world.client(OTHER), visit, "nobody"), 404, "not_found")


def test_the_picture_of_a_try_stays_and_only_who_has_the_visit_sees_it(lite_world):
    world = lite_world
    visit = wish(world.client())["id"]
    worker = world.client(HELPER)
    picture = upload(worker)
    done(attempt(worker, visit, "nobody", attachments=[picture]))
    response = attempt(worker, visit, "nobody", attachments=[picture])
    assert fields(refused(response, 422, "invalid")) == [("attachments.0", "unknown")]
    world.clock.advance(days=400)
    world.write(lambda tx: retention.purge_photos(world.window, tx))
    worker = world.client(HELPER)
    assert worker.get(f"/attachments/{picture}").status_code == 200
    assert world.client(OTHER).get(f"/attachments/{picture}").status_code == 404
    assert world.client().get(f"/attachments/{picture}").status_code == 404
    done(worker.post(f"/visits/{visit}/hand-over", json={"to": OTHER}, headers=key()))
    assert world.client(OTHER).get(f"/attachments/{picture}").status_code == 200


def test_a_case_to_verify_is_a_visit_of_the_day_it_is_due(world):
    number = bring_to(world, "resolved")["case"]["number"]
    (visit,) = listed(world)
    assert (visit["id"], visit["kind"], visit["number"]) == (number, "verification", number)
    assert visit["name"] == "3 号楼二单元楼道灯不亮"
    assert visit["place"]["lon"] == 120.5703
    due = done(world.client(HELPER).get(f"/cases/{number}"))["due_at"]
    assert (visit["from"][:10], visit["from"][11:16]) == (due[:10], "09:00")
    refused(attempt(world.client(HELPER), number, "nobody"), 404, "not_found")
    assert listed(world, OTHER) == []


def test_a_device_gets_visits_as_they_come_change_and_go(world):
    client = world.client(HELPER)
    _, cursor = synced(client)
    visit = wish(world.client())["id"]
    answer = ask(client, cursor)
    ((kind, shown),) = [(one["kind"], one["visit"]) for one in answer["items"]]
    assert (kind, shown["id"], shown["phone"]) == ("visit", visit, "13800000021")
    done(attempt(client, visit, "nobody", next={"from": at(2, "10:00"), "to": at(2, "11:00")}))
    answer = ask(client, answer["cursor"])
    assert answer["items"][0]["visit"]["from"][:16] == "2026-11-25T10:00"
    done(attempt(client, visit, "helped"))
    answer = ask(client, answer["cursor"])
    assert [(one["id"], one["gone"]) for one in answer["items"]] == [(visit, True)]
    number = bring_to(world, "resolved")["case"]["number"]
    answer = ask(client, answer["cursor"])
    assert [(one["id"], one["gone"]) for one in answer["items"]] == [(number, False)]
    bring = {"step": "verify_pass", "expected_version": 5, "note": "现场看过，已经修好。"}
    done(client.post(f"/cases/{number}/steps", json=bring, headers=key()))
    answer = ask(client, answer["cursor"])
    assert [(one["id"], one["gone"]) for one in answer["items"]] == [(number, True)]


def test_a_visit_that_is_handed_on_reaches_the_others_device_and_leaves_it(lite_world):
    world = lite_world
    theirs = world.client(OTHER)
    _, cursor = synced(theirs)
    visit = wish(world.client())["id"]
    assert ask(theirs, cursor)["items"] == []
    done(world.client(HELPER).post(f"/visits/{visit}/hand-over", json={"to": OTHER}, headers=key()))
    answer = ask(theirs, cursor)
    assert [(one["id"], one["gone"]) for one in answer["items"]] == [(visit, False)]
    done(theirs.post(f"/visits/{visit}/hand-over", json={"to": HELPER}, headers=key()))
    answer = ask(theirs, answer["cursor"])
    assert [(one["id"], one["gone"]) for one in answer["items"]] == [(visit, True)]


def test_nothing_of_who_where_and_why_is_in_the_database_in_plain_text(lite_world):
    world = lite_world
    visit = wish(world.client())["id"]
    done(
        attempt(
            world.client(HELPER), visit, "other", note="说改天再来", where={"lon": 1.5, "lat": 2.5}
        )
    )
    for table in visit_tables.VISITS:
        rows = world.read(lambda tx, table=table: tx.all(sa.select(table)))
        text = repr(rows)
        for secret in ("李桂芳", "高龄津贴", "3 号楼", "13800000021", "改天"):
            assert secret not in text
    assert world.read(lambda tx: check_all(world.window, tx, ())[2]) == []


def test_spans_fit_or_do_not_at_their_very_bounds(lite_world):
    calendar = lite_world.window.reference.calendar
    start = calendar.start_of(calendar.day_of(MORNING))
    opens, closes = start + calendar.hours[0][0], start + calendar.hours[-1][1]
    assert rules.wish_fits(Span(opens, closes), calendar, MORNING)
    for begins, ends in ((opens - 1, closes), (opens, closes + 1), (closes, closes)):
        assert not rules.wish_fits(Span(begins, ends), calendar, MORNING)
    assert not rules.wish_fits(Span(opens, MORNING), calendar, MORNING)
    offered = rules.offered(calendar, MORNING, 6)
    assert len(offered) == 6
    assert all(rules.wish_fits(span, calendar, MORNING) for span in offered)
    assert all(a.ends < b.begins for a, b in itertools.pairwise(offered))
    when = MORNING
    assert rules.next_fits(Span(when, when + 1), when)
    assert not rules.next_fits(Span(when - 1, when + 1), when)
    far = when + 92 * 86_400_000
    assert rules.next_fits(Span(far, far + 1), when)
    assert not rules.next_fits(Span(far + 1, far + 2), when)
