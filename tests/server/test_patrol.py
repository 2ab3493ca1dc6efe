"""随手报: a grid worker reports what they see in the own grid; it goes straight to the desk that hands
it on, and who reported it never verifies it."""

import pytest
import sqlalchemy as sa
from test_applications import findings
from test_substitutes import stand_in
from world import done, fields, key, refused, take, upload

from server.store import tables as t

GRID, OTHER = "grid", "grid-donghe-1"
PLACE = {"text": "柳巷路 8 号楼下", "grid_id": "liuxiang-3", "lon": 120.575, "lat": 31.3085}


def seen(client, **changes) -> dict:
    body = {"kind": "patrol", "category": "fire_risk", "place": PLACE}
    if "attachments" not in changes:
        changes["attachments"] = [upload(client)]
    return body | changes


def report(world, who: str = GRID, **changes):
    client = world.client(who)
    return client.post("/cases", json=seen(client, **changes), headers=key())


def reported(world, **changes) -> str:
    return done(report(world, **changes))["case"]["number"]


def resolved(world, **changes) -> str:
    number = reported(world, **changes)
    desk, handler = world.client("dispatcher"), world.client("handler-urban")
    done(take(desk, number, "dispatch", department_id="urban", basis="statutory"))
    done(take(handler, number, "sign_for"))
    after = [upload(handler)]
    done(take(handler, number, "resolve", note="已经清走，通道恢复畅通。", attachments=after))
    return number


def test_it_has_its_own_letter_and_waits_at_the_desk_to_be_handed_on_at_once(world):
    receipt = done(report(world))
    case = receipt["case"]
    assert case["number"].startswith("320505W20261123")
    assert len(receipt["query_code"]) == 6
    assert (case["kind"], case["state"], case["stage"]) == ("patrol", "accepted", 1)
    assert (case["channel"], case["category"], case["title"]) == ("patrol", "fire_risk", "消防隐患")
    assert case["grid_id"] == "liuxiang-3"
    assert case["due_at"] == "2026-11-23T12:00:00.000+08:00"
    assert len(case["attachments"]) == 1
    desk = world.client("dispatcher")
    page = done(desk.get("/cases?scope=queue&queue=to_dispatch"))
    assert [one["number"] for one in page["items"]] == [case["number"]]
    assert done(desk.get(f"/cases/{case['number']}"))["actions"] == ["dispatch"]
    tracked = {"number": case["number"], "query_code": receipt["query_code"]}
    assert done(world.nobody().post("/track", json=tracked))["state"] == "accepted"
    assert findings(world) == []


def test_it_is_handled_verified_by_somebody_else_and_closed_without_a_rating(world):
    number = resolved(world)
    worker = world.client(GRID)
    assert done(worker.get(f"/cases/{number}"))["actions"] == []
    for step in ("verify_pass", "verify_fail"):
        refused(take(worker, number, step, reason="还没有清走，请再去看看。"), 403, "forbidden")
    assert done(worker.get("/visits"))["items"] == []
    # Nothing that the worker can do nothing about is counted or listed as theirs to verify.
    assert done(worker.get("/queues"))["items"] == [{"queue": "to_verify", "count": 0}]
    listed = done(worker.get("/cases", params={"scope": "queue", "queue": "to_verify"}))
    assert (listed["items"], listed["total"]) == ([], 0)
    supervisor = world.client("supervisor")
    done(take(supervisor, number, "verify_pass"))
    shown = done(take(world.client("dispatcher"), number, "close"))
    assert (shown["state"], shown["can_rate"]) == ("closed", False)
    assert findings(world) == []


def test_the_absent_workers_substitute_reports_in_that_grid_and_verifies_what_another_saw(world):
    refused(report(world, OTHER), 422, "invalid")
    number = resolved(world)
    stand_in(world)
    own = done(report(world, OTHER))["case"]
    assert own["grid_id"] == "liuxiang-3"
    listed = done(
        world.client(OTHER).get("/cases", params={"scope": "queue", "queue": "to_verify"})
    )
    assert [one["number"] for one in listed["items"]] == [number]
    done(take(world.client(OTHER), number, "verify_pass"))


@pytest.mark.parametrize("who", ["13800000001", "handler", "dispatcher", "supervisor", "admin"])
def test_nobody_but_a_grid_worker_reports(lite_world, who):
    refused(report(lite_world, who), 403, "forbidden")


def test_a_worker_files_nothing_else_without_a_mandate(lite_world):
    client = lite_world.client(GRID)
    for kind in ("appeal", "turned_away", "application", "nothing", None):
        refused(
            client.post("/cases", json=seen(client, kind=kind), headers=key()), 403, "forbidden"
        )


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"attachments": []}, ("attachments", "required")),
        ({"attachments": ["0" * 32]}, ("attachments.0", "unknown")),
        ({"category": "help"}, ("category", "unknown")),
        ({"category": "other_sight"}, ("description", "required")),
        ({"place": {"grid_id": "liuxiang-3"}}, ("place.text", "required")),
        ({"place": PLACE | {"grid_id": "donghe-1"}}, ("place.grid_id", "other_grid")),
        (
            {"place": {"text": "东河", "lon": 120.563, "lat": 31.3032}},
            ("place.grid_id", "other_grid"),
        ),
        ({"place": PLACE | {"grid_id": "nowhere"}}, ("place.grid_id", "unknown")),
        ({"on_behalf_of": "0" * 32}, ("on_behalf_of", "own_matter")),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_nothing_is_kept(lite_world, changes, wrong):
    assert fields(refused(report(lite_world, **changes), 422, "invalid")) == [wrong]
    assert lite_world.read(lambda tx: tx.all(sa.select(t.cases.c.id))) == []


def test_the_grid_is_that_of_the_place_or_the_workers_own(lite_world):
    words = {"text": "菜场门口"}
    for place in (words, words | {"lon": PLACE["lon"], "lat": PLACE["lat"]}):
        assert done(report(lite_world, place=place))["case"]["grid_id"] == "liuxiang-3"
    far = words | {"lon": 120.0, "lat": 30.0}
    assert done(report(lite_world, place=far))["case"]["grid_id"] == "liuxiang-3"


def test_a_repeated_report_is_one_and_a_picture_belongs_to_who_took_it(lite_world):
    client, once = lite_world.client(GRID), key()
    body = seen(client)
    first = done(client.post("/cases", json=body, headers=once))
    assert done(client.post("/cases", json=body, headers=once)) == first
    others = [upload(lite_world.client(OTHER))]
    error = refused(report(lite_world, attachments=others), 422, "invalid")
    assert fields(error) == [("attachments.0", "unknown")]


def test_who_reported_takes_it_back_until_it_is_answered(lite_world):
    number = reported(lite_world)
    refused(
        take(lite_world.client("13800000001"), number, "withdraw", expected_version=1),
        404,
        "not_found",
    )
    assert done(take(lite_world.client(GRID), number, "withdraw"))["state"] == "withdrawn"


def test_no_resident_has_one_among_drafts(lite_world):
    owner = lite_world.client()
    refused(
        owner.put("/me/drafts/patrol", json={"answers": {"category": "rubbish"}}), 404, "not_found"
    )
