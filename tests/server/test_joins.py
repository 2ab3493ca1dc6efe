"""Similar open cases nearby, and 我也遇到了: who may join, what they see, and that they are told."""

import json
import time

import pytest
from test_events import Ear
from world import bring_to, done, fields, file_case, filing, key, refused, take, upload

from server.rules.public_text import public_text

ME, OTHER, THIRD = "13800000002", "13800000001", "13800000003"
LAMP = {"title": "楼道灯又坏了", "description": "3 号楼二单元的楼道灯不亮，晚上看不见。"}
WHERE = {"text": "柳巷路 8 号", "grid_id": "liuxiang-3"}


def ask(client, **given) -> list[dict]:
    body = {"category": "help", **LAMP, "place": WHERE, **given}
    return done(client.post("/cases/similar", json=body))["items"]


def join(client, number: str, **headers):
    """Join as the portal does: only after looking for similar cases."""
    client.post("/cases/similar", json={"category": "help", **LAMP, "place": WHERE})
    return blind_join(client, number, **headers)


def blind_join(client, number: str, **headers):
    return client.post(f"/cases/{number}/join", json={}, headers={**key(), **headers})


def test_an_open_case_about_the_same_thing_nearby_is_offered(world):
    number = file_case(world.client(OTHER))["case"]["number"]
    file_case(world.client(OTHER), title="垃圾桶满了三天")
    file_case(world.client(OTHER), category="praise")
    file_case(world.client(OTHER), place__grid_id="xintang-1", place__lon=None, place__lat=None)
    file_case(world.client(ME))
    bring_to(world, "closed")
    (found,) = ask(world.client(ME))
    assert found["number"] == number
    assert found["joiners"] == 0
    assert found["joined"] is False
    assert "description" not in found
    assert ask(world.client(ME), category="praise") == []
    assert ask(world.client(ME), title="", description="") == []


def test_without_grid_the_place_names_the_community_or_the_position_the_grid(lite_world):
    number = file_case(lite_world.client(OTHER))["case"]["number"]
    client = lite_world.client(ME)
    for place in (
        {"text": "柳巷路口"},
        {"lon": 120.5703, "lat": 31.3081},
        {"text": "", "grid_id": "liuxiang-3", "lon": None},
    ):
        assert [i["number"] for i in ask(client, place=place)] == [number], place
    assert ask(client, place={"text": "东河路"}) == []
    assert ask(client, place={}) == []


def test_the_nearer_and_the_newer_of_two_comes_first(lite_world):
    other, me = lite_world.client(OTHER), lite_world.client(ME)
    far = file_case(other, place__lon=120.5745, place__lat=31.3081)["case"]["number"]
    near = file_case(other)["case"]["number"]
    here = {**WHERE, "lon": 120.5703, "lat": 31.3081}
    assert [i["number"] for i in ask(me, place=here)][:2] == [near, far]
    lite_world.clock.advance(days=30)
    new = file_case(lite_world.client(OTHER))["case"]["number"]
    assert ask(lite_world.client(ME), place=here)[0]["number"] == new


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("联系 138 0000 0001 王", "联系 … 王"),
        ("身份证９９０１０１19550601018X", "身份证…"),
        ("3 号楼 502 室漏水", "3 号楼 … 漏水"),
        ("写信到 a.b@example.org 来", "写信到 … 来"),
        ("柳巷路 8 号 3 号楼灯不亮", "柳巷路 8 号 3 号楼灯不亮"),
    ],
)
def test_what_others_see_has_no_phone_room_or_number(text, public):
    assert public_text(text).replace(" ", "") == public.replace(" ", "")


def test_a_joined_person_follows_the_progress_and_sees_nothing_personal(world):
    owner, me = world.client(OTHER), world.client(ME)
    photo = upload(owner)
    title = "3 号楼 502 室楼道灯不亮 13800000001"
    number = file_case(owner, title=title, attachments=[photo])["case"]["number"]
    assert me.get(f"/cases/{number}").status_code == 404
    joined = done(join(me, number))
    assert joined["joined"] is True
    assert joined["joiners"] == 1
    handler = world.client("handler")
    done(take(world.client("dispatcher"), number, "accept", note="王大爷来过电话"))
    members = {"department_id": "property", "basis": "statutory"}
    done(take(world.client("dispatcher"), number, "dispatch", **members))
    done(take(handler, number, "sign_for", note="先联系 13800000001"))
    seen = done(me.get(f"/cases/{number}"))
    assert [s["step"] for s in seen["steps"]] == ["submit", "accept", "dispatch", "sign_for"]
    assert seen["department_name"] == "物业管理科"
    assert seen["actions"] == []
    assert seen["description"] == ""
    assert seen["place"]["lon"] is None
    text = json.dumps(seen, ensure_ascii=False)
    for secret in ("1380000", "王大爷", "502 室", photo, "老人"):
        assert secret not in text, secret
    assert me.get(f"/attachments/{photo}").status_code == 404
    assert me.get(f"/cases/{number}/access").status_code in (403, 404)
    assert take(me, number, "supplement", note="补充", expected_version=4).status_code == 404
    body = {"score": 1, "solved": False}
    assert me.post(f"/cases/{number}/rating", json=body, headers=key()).status_code == 404
    assert done(owner.get(f"/cases/{number}"))["joiners"] == 1
    assert done(owner.get(f"/cases/{number}/access"))["items"][-1]["purpose"] != "join"
    listed = done(me.get("/cases?scope=mine"))
    assert listed["total"] == 1
    assert [(i["number"], i["joined"]) for i in listed["items"]] == [(number, True)]
    assert "502" not in listed["items"][0]["title"]
    page = me.get(f"{world.url}/plain/cases/{number}").text
    assert "我也遇到了" in me.get(f"{world.url}/plain/mine").text
    assert "王大爷" not in page


def test_own_and_joined_cases_come_in_one_list_page_by_page(lite_world):
    other, me = lite_world.client(OTHER), lite_world.client(ME)
    wanted = []
    for index in range(6):
        number = file_case(me if index % 2 else other)["case"]["number"]
        if not index % 2:
            done(join(me, number))
        wanted.insert(0, number)
    found, cursor = [], ""
    while cursor is not None:
        page = done(me.get("/cases", params={"scope": "mine", "limit": 2, "cursor": cursor}))
        assert page["total"] == 6
        found += [item["number"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert found == wanted


def test_a_person_joins_once_however_often(world):
    number = file_case(world.client(OTHER))["case"]["number"]
    me = world.client(ME)
    same = key()
    assert done(join(me, number, **same)) == done(join(me, number, **same))
    assert done(join(me, number))["joiners"] == 1
    assert done(join(world.client(THIRD), number))["joiners"] == 2


def test_own_closed_private_and_missing_cases_cannot_be_joined(lite_world):
    me = lite_world.client(ME)
    own = file_case(me)["case"]["number"]
    refused(join(me, own), 403, "forbidden")
    closed = bring_to(lite_world, "verified")["case"]["number"]
    ask(me)
    done(take(lite_world.client("dispatcher"), closed, "close"))
    refused(blind_join(me, closed), 409, "conflict")
    praise = file_case(lite_world.client(OTHER), category="praise")["case"]["number"]
    refused(join(me, praise), 404, "not_found")
    refused(join(me, "320505S20261121000429"), 404, "not_found")
    refused(join(lite_world.client("dispatcher"), own), 403, "forbidden")
    refused(join(lite_world.nobody(), own), 401, "unauthenticated")
    error = refused(me.post(f"/cases/{own}/join", json={}), 422, "invalid")
    assert fields(error) == [("Idempotency-Key", "required")]


def test_only_what_was_offered_can_be_joined_and_numbers_cannot_be_guessed(world):
    number = file_case(world.client(OTHER))["case"]["number"]
    me = world.client(ME)
    for tried in (number, number[:19] + "0", "320505S20261121000429"):
        refused(blind_join(me, tried), 404, "not_found")
    refused(me.get(f"/cases/{number}"), 404, "not_found")
    ask(me)
    refused(blind_join(world.client(THIRD), number), 404, "not_found")
    done(blind_join(me, number))
    world.clock.advance(days=8)
    ask(me := world.client(ME), title="", description="")
    assert done(blind_join(me, number))["joined"] is True  # again changes nothing


def test_an_offer_is_good_for_a_week(lite_world):
    number = file_case(lite_world.client(OTHER))["case"]["number"]
    ask(lite_world.client(ME))
    lite_world.clock.advance(days=8)
    refused(blind_join(lite_world.client(ME), number), 404, "not_found")


def test_joining_has_an_hourly_limit_that_repeats_do_not_use_up(make_world):
    world = make_world(limits__joins_per_hour=2)
    numbers = [file_case(world.client(OTHER))["case"]["number"] for _ in range(3)]
    me, same = world.client(ME), key()
    done(join(me, numbers[0], **same))
    for _ in range(3):
        done(join(me, numbers[0], **same))
        done(join(me, numbers[0]))
    done(join(me, numbers[1]))
    refused(join(me, numbers[2]), 429, "rate_limited")
    done(join(me, numbers[0], **same))


def test_who_joined_hears_every_step_by_stream_and_by_message(make_world, tmp_path):
    outbox = tmp_path / "sms.jsonl"
    world = make_world(codes__notifier="file", codes__notifier_target=str(outbox))
    number = file_case(world.client(OTHER))["case"]["number"]
    done(join(world.client(ME), number))
    ear, stranger = Ear(world, ME), Ear(world, THIRD)
    done(take(world.client("dispatcher"), number, "accept"))
    assert ear.wait_for(number, 2)["state"] == "accepted"
    assert stranger.events == []
    end = time.monotonic() + 10
    sent: list[dict] = []
    while len(sent) < 2 and time.monotonic() < end:
        time.sleep(0.02)
        lines = outbox.read_text("utf-8").splitlines() if outbox.exists() else []
        sent = [json.loads(line) for line in lines]
    (message,) = [one for one in sent if one["phone"] == ME]
    assert {one["phone"] for one in sent} == {ME, OTHER}
    assert number in message["text"]
    assert "已受理" in message["text"]


STRANGE = [{"title": "\0"}, {"place": {"lon": 1e9, "lat": 0}}, {"place": {"grid_id": "nowhere"}}]
WRONG_TYPES = [{"title": 1}, {"place": []}, {"place": {"lon": "x"}}, {"category": ["help"]}]


def test_what_cannot_be_read_is_taken_as_not_given_and_wrong_types_are_refused(lite_world):
    me = lite_world.client(ME)
    for strange in STRANGE:
        ask(me, **strange)
    for wrong in WRONG_TYPES:
        refused(me.post("/cases/similar", json=wrong), 422, "invalid")
    refused(lite_world.nobody().post("/cases/similar", json=filing()), 401, "unauthenticated")
    refused(lite_world.client("handler").post("/cases/similar", json={}), 403, "forbidden")


def test_looking_for_others_cases_has_a_limit(make_world):
    world = make_world(limits__lookups_per_hour=2)
    me = world.client(ME)
    ask(me)
    ask(me)
    refused(me.post("/cases/similar", json={}), 429, "rate_limited")
