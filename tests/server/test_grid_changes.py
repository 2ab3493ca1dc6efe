"""Sync down: a device has what its worker's own grid has, asks only for what changed, and every
person it holds can read that it does."""

import pytest
from assisting import HELPER, LI, person
from world import done, refused

from server.demo.people import settle_everybody
from server.services import grid_changes, people, person_sights
from server.services.known_facts import Entered
from server.services.window import SYSTEM


def written(answer: dict) -> list[dict]:
    """What was written of persons and places: the day's job may open a visit at any moment."""
    return [one for one in answer["items"] if one["kind"] != "visit"]


def ask(client, cursor: str = "") -> dict:
    """One answer."""
    return done(client.get("/me/grid/changes", params={"cursor": cursor}))


def synced(client, cursor: str = "") -> tuple[dict, str]:
    """What the device has after asking until there is no more, by kind and id; its cursor."""
    held: dict = {}
    while True:
        answer = ask(client, cursor)
        if answer["anew"]:
            held.clear()
        for one in answer["items"]:
            held.pop((one["kind"], one["id"]), None)
            if not one["gone"]:
                held[one["kind"], one["id"]] = one
        cursor = answer["cursor"]
        if not answer["more"]:
            return held, cursor


@pytest.fixture(params=[3, 200])
def page(request, monkeypatch):
    """Answers of a few changes, and of as many as usual."""
    monkeypatch.setattr(grid_changes, "_SINCE", grid_changes._SINCE.limit(request.param + 1))
    monkeypatch.setattr(grid_changes, "PAGE", request.param)


def test_a_device_gets_its_own_grid_and_then_only_what_changed(world, page):
    world.write(lambda tx: settle_everybody(world.window, tx))
    client = world.client(HELPER)
    held, cursor = synced(client)
    here = done(client.get("/persons"))
    assert {key for kind, key in held if kind == "person"} == {one["id"] for one in here["items"]}
    places = [one["place"] for (kind, _), one in held.items() if kind == "place"]
    assert places
    assert all(place["grid_id"] == "liuxiang-3" for place in places)
    assert written(ask(client, cursor)) == []
    new = person(world, name="李新来", id_number="99010119550601018X")
    (change,) = written(ask(client, cursor))
    assert (change["id"], change["gone"]) == (new, False)
    assert change["facts"]["person.name"] == "李新来"
    assert change["person"]["name"] == "李新来"


def test_nobody_elses_grid_goes_down(lite_world):
    person(lite_world)
    assert synced(lite_world.client("grid-donghe-1"))[0] == {}
    for who in ("13800000001", "dispatcher", "handler", "leader", "supervisor", "admin"):
        refused(lite_world.client(who).get("/me/grid/changes"), 403, "forbidden")


def test_what_was_merged_is_gone_and_comes_back_when_it_is_parted(lite_world):
    world, window = lite_world, lite_world.window

    def two(tx):
        for name in ("a", "b"):
            entered = Entered(SYSTEM, "import", window.now())
            people.register(window, tx, name, "liuxiang-3", {"name": f"李{name}"}, entered)

    def merge(tx):
        people.merge(window, tx, people.row_of(tx, "a"), people.row_of(tx, "b"), None)

    world.write(two)
    client = world.client(HELPER)
    held, cursor = synced(client)
    assert set(held) == {("person", "a"), ("person", "b")}
    world.write(merge)
    answer = ask(client, cursor)
    assert {one["id"]: one["gone"] for one in answer["items"]} == {"a": True, "b": False}
    world.write(lambda tx: people.part(window, tx, people.row_of(tx, "a"), None))
    again = ask(client, answer["cursor"])
    assert {one["id"]: one["gone"] for one in again["items"]} == {"a": False, "b": False}


@pytest.mark.parametrize("cursor", ["donghe-1:1", "liuxiang-3:999999", "liuxiang-3:x", "x"])
def test_a_cursor_that_does_not_fit_begins_anew_and_says_so(lite_world, cursor):
    whom = person(lite_world)
    answer = ask(lite_world.client(HELPER), cursor)
    assert answer["anew"]
    assert [one["id"] for one in answer["items"]] == [whom]
    assert not ask(lite_world.client(HELPER), answer["cursor"])["anew"]


def test_the_person_reads_that_a_device_holds_it(lite_world):
    world = lite_world
    whom = person(world)
    answer = ask(world.client(HELPER))
    ask(world.client(HELPER))
    assert answer["server_time"] < answer["expires_at"]
    owner = world.client()
    done(owner.put("/me/identity", json={**LI, "consent": True}))
    sights = done(owner.get("/me/record"))["record"]["sights"]
    assert [one["purpose"] for one in sights].count("device") == 1
    assert "3003" in sights[0]["who"]
    rows = world.read(lambda tx: person_sights.of(tx, whom))
    assert rows[0]["account_id"] == world.ids[HELPER]
