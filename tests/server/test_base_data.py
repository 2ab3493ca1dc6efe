"""What is known of persons and places is put right by who may: history, audit and devices have it."""

import pytest
import sqlalchemy as sa
from assisting import HELPER, LI, fresh, person
from test_admin_pages import browser
from test_applications import findings
from test_pages import outline
from test_visits import wanted
from world import done, fields, key, refused

from server.services import base_changes, people
from server.store import people_tables as t
from server.store.statements import insert_row

ADMIN, OTHER, THERE = "admin", "grid-liuxiang-1", "liuxiang-1"
PHONE = "13900001111"


def change(world, whom: str, who: str = HELPER, **given):
    return world.client(who).post(f"/persons/{whom}/change", json=given, headers=key())


def seen(world, whom: str, who: str = HELPER) -> dict:
    return done(world.client(who).get(f"/persons/{whom}"))["person"]


def fact(world, whom: str, name: str) -> str:
    return world.read(lambda tx: people.facts_of(world.window, tx, whom)[name].value)


def history(world, whom: str) -> list[str]:
    rows = world.read(lambda tx: base_changes.of(tx, base_changes.PERSON, whom))
    return [row["what"] for row in rows]


def device(world, who: str, cursor: str = "") -> tuple[dict, str]:
    """What goes down to a worker's device: gone or not by id, and the cursor."""
    found = done(world.client(who).get(f"/me/grid/changes?cursor={cursor}"))
    return {one["id"]: one["gone"] for one in found["items"]}, found["cursor"]


@pytest.mark.parametrize("who", [HELPER, ADMIN])
def test_a_new_phone_and_a_new_room_are_known_from_then_on_with_who_entered_them(lite_world, who):
    whom = person(lite_world, home="柳巷路 8 号")
    _, cursor = device(lite_world, HELPER)
    done(change(lite_world, whom, who, phone=PHONE, home="柳巷路 12 号"))
    shown = seen(lite_world, whom)
    assert shown["phone_masked"] == "139****1111"
    assert [home["text"] for home in shown["homes"]] == ["柳巷路 12 号"]
    entered = {row["name"]: (row["source"], row["by"]) for row in shown["fields"]}
    assert ("3003" in entered["phone"][1]) == (who == HELPER)
    assert entered["phone"] != entered["name"] or who == HELPER
    assert history(lite_world, whom) == ["register", "change_phone", "change_home"]
    assert device(lite_world, HELPER, cursor)[0] == {whom: False}
    assert findings(lite_world) == []


def test_what_was_known_before_stays_in_the_record(lite_world):
    whom = person(lite_world, home="柳巷路 8 号")
    done(change(lite_world, whom, phone=PHONE, home="柳巷路 12 号"))
    rows = lite_world.read(lambda tx: tx.all(sa.select(t.person_facts)))
    assert [row["name"] for row in rows].count("phone") == 2
    homes = lite_world.read(lambda tx: tx.all(sa.select(t.residences)))
    assert [row["ended_at"] is None for row in homes] == [False, True]


def test_a_name_and_moving_need_a_reason(lite_world):
    whom = person(lite_world)
    for given in ({"name": "李桂芬"}, {"grid_id": THERE, "home": "别处"}, {"moved_away": True}):
        error = refused(change(lite_world, whom, **given), 422, "invalid")
        assert fields(error) == [("reason", "required")]
    done(change(lite_world, whom, name="李桂芬", reason="身份证上是这个字"))
    assert seen(lite_world, whom)["name"] == "李桂芬"
    error = refused(change(lite_world, whom, reason="说说"), 422, "invalid")
    assert fields(error) == [("change", "required")]
    error = refused(change(lite_world, whom, grid_id=THERE, reason="搬家"), 422, "invalid")
    assert fields(error) == [("home", "required")]
    error = refused(change(lite_world, whom, phone="123", grid_id="x"), 422, "invalid")
    assert {path for path, _ in fields(error)} >= {"phone", "grid_id"}


def test_who_moved_to_another_grid_is_gone_from_one_device_and_on_the_other(lite_world):
    world = lite_world
    whom = person(world)
    (_, left), (_, came) = device(world, HELPER), device(world, OTHER)
    done(change(world, whom, grid_id=THERE, home="北弄 3 号", reason="搬到女儿家"))
    assert device(world, HELPER, left)[0] == {whom: True}
    assert device(world, OTHER, came)[0] == {whom: False}
    refused(world.client(HELPER).get(f"/persons/{whom}"), 404, "not_found")
    assert seen(world, whom, OTHER)["grid_id"] == THERE
    refused(change(world, whom, phone=PHONE), 404, "not_found")
    assert findings(world) == []


def test_who_left_the_street_is_away_and_is_back_with_a_home(lite_world):
    whom = person(lite_world)
    done(change(lite_world, whom, moved_away=True, reason="搬到外地"))
    assert seen(lite_world, whom)["state"] == "moved"
    done(change(lite_world, whom, home="柳巷路 8 号"))
    assert seen(lite_world, whom)["state"] == "living"


@pytest.mark.parametrize("who", ["13800000001", "dispatcher", "handler", "leader", "supervisor"])
def test_nobody_else_puts_anything_right(lite_world, who):
    whom = person(lite_world)
    refused(change(lite_world, whom, who, phone=PHONE), 403, "forbidden")
    refused(change(lite_world, whom, OTHER, phone=PHONE), 404, "not_found")
    body = {"name": "x", "reason": "y"}
    reply = lite_world.client(who).post("/places/x/change", json=body, headers=key())
    refused(reply, 403, "forbidden")
    assert fact(lite_world, whom, "phone") == LI["phone"]


def test_registering_somebody_who_is_known_otherwise_says_what_was_not_taken(lite_world):
    whom = person(lite_world, home="柳巷路 8 号")
    body = {"id": fresh(), **LI, "phone": PHONE, "home": "柳巷路 12 号"}
    answer = done(lite_world.client(HELPER).post("/persons", json=body, headers=key()))
    assert (answer["person"]["id"], answer["differs"]) == (whom, ["phone", "home"])
    again = {"id": fresh(), **LI, "home": "柳巷路 8 号"}
    answer = done(lite_world.client(HELPER).post("/persons", json=again, headers=key()))
    assert answer["differs"] == []


@pytest.fixture
def building(lite_world):
    """A building with a room of the worker's grid."""
    world = lite_world
    rows = [("b1", None, "building", "柳巷路 8 号"), ("r1", "b1", "room", "302 室")]

    def add(tx):
        for place_id, parent, kind, name in rows:
            row = {"id": place_id, "parent_id": parent, "kind": kind, "name": name, "by_id": None}
            row |= {"grid_id": "liuxiang-3", "lon": None, "lat": None, "source": "import"}
            tx.run(insert_row(t.places), **row, at=1, removed_at=None)
            tx.changed(t.places, place_id)

    world.write(add)
    return world


def place(world, which: str, who: str = HELPER, **given):
    return world.client(who).post(f"/places/{which}/change", json=given, headers=key())


def test_a_home_that_is_written_as_a_place_is_said_is_that_place(building):
    world = building
    whom = person(world)
    done(change(world, whom, home="柳巷路 8 号 302 室"))
    (home,) = seen(world, whom)["homes"]
    assert (home["place_id"], home["text"]) == ("r1", "柳巷路 8 号 302 室")


@pytest.mark.parametrize("who", [HELPER, ADMIN])
def test_a_place_has_another_name_and_every_device_of_the_grid_hears_it(building, who):
    world = building
    whom = person(world, place="r1")
    _, cursor = device(world, HELPER)
    done(place(world, "b1", who, name="柳巷路 9 号", reason="门牌换了"))
    items, _ = device(world, HELPER, cursor)
    assert items == {"b1": False, whom: False}
    assert seen(world, whom)["homes"][0]["text"] == "柳巷路 9 号 302 室"
    (first,) = done(world.client(HELPER).get("/places"))["items"]
    assert first["name"] == "柳巷路 9 号"
    refused(place(world, "b1", OTHER, name="x", reason="y"), 404, "not_found")
    assert findings(world) == []


def test_a_place_is_closed_only_when_nobody_lives_there_and_nothing_is_in_it(building):
    world = building
    whom = person(world, place="r1")
    for which in ("b1", "r1"):
        error = refused(place(world, which, closed=True, reason="拆了"), 422, "invalid")
        assert fields(error) == [("closed", "in_use")]
    done(change(world, whom, home="别处 1 号"))
    _, cursor = device(world, HELPER)
    done(place(world, "r1", closed=True, reason="打通了"))
    assert device(world, HELPER, cursor)[0] == {"r1": True}
    error = refused(place(world, "b1", reason="说说"), 422, "invalid")
    assert fields(error) == [("change", "required")]
    error = refused(place(world, "b1", lon=1, lat=1, reason="说说"), 422, "invalid")
    assert fields(error) == [("lon", "outside_grid")]


@pytest.mark.parametrize("who", [HELPER, ADMIN])
def test_without_script_a_person_and_a_place_are_found_and_put_right(building, who):
    world = building
    whom = person(world)
    desk = browser(world, who)
    assert (
        "/plain/persons"
        in outline(desk.get("/plain/visits" if who == HELPER else "/plain/admin")).links
    )
    found = desk.get("/plain/persons", params={"who": LI["name"]})
    assert f"/plain/persons/{whom}" in outline(found).links
    page = f"/plain/persons/{whom}"
    outline(desk.get(page))
    wrong = desk.post(page, data={"phone": "12", "name": "李桂芬"})
    assert wrong.status_code == 422
    assert {"#phone", "#reason"} <= set(outline(wrong).links)
    nothing = desk.post(page, data={"phone": ""})
    assert "#change" in outline(nothing).links
    assert desk.post(page, data={"phone": PHONE}).status_code == 303
    assert fact(world, whom, "phone") == PHONE
    listing = desk.get("/plain/places", params={"grid": "liuxiang-3"})
    assert "/plain/places/b1" in outline(listing).links
    wrong = desk.post("/plain/places/b1", data={"lon": "x", "reason": "y"})
    assert "#lon" in outline(wrong).links
    kept = desk.post("/plain/places/b1", data={"name": "柳巷路 9 号", "reason": "门牌换了"})
    assert kept.status_code == 303
    outline(desk.get("/plain/places/b1"))
    assert browser(world, "13800000001").get(page).status_code == 403
    assert browser(world, None).get(page).status_code == 303


def test_open_visits_go_with_who_moves_and_the_old_workers_device_drops_them(building):
    world = building
    whom = person(world, home="柳巷路 8 号")
    done(world.client("13800000001").put("/me/identity", json={**LI, "consent": True}))
    ids = [ask(world, text) for text in ("柳巷路 8 号", "女儿家 9 号")]
    (_, left), (_, came) = device(world, HELPER), device(world, OTHER)
    moved = {"grid_id": THERE, "home": "北弄 3 号", "reason": "搬家"}
    done(change(world, whom, **moved))
    gone = device(world, HELPER, left)[0]
    assert (gone[ids[0]], gone[whom], ids[1] in gone) == (True, True, False)
    assert device(world, OTHER, came)[0] == {whom: False, ids[0]: False}
    (there,) = done(world.client(OTHER).get("/visits"))["items"]
    assert (there["id"], there["place"]["text"]) == (ids[0], "北弄 3 号")
    # What was asked for at another address stays with the worker of that one.
    (here,) = done(world.client(HELPER).get("/visits"))["items"]
    assert (here["id"], here["place"]["text"]) == (ids[1], "女儿家 9 号")
    assert history(world, whom)[-1] == "change_home"
    assert "visits_follow" in history(world, whom)
    page = browser(world, OTHER).get(f"/plain/persons/{whom}")
    assert "没走访的跟着转到新住址" in page.text
    (first, _) = sorted(done(world.client("13800000001").get("/help-wishes"))["items"],
                        key=lambda one: one["place_text"])  # fmt: skip
    assert first["place_text"] == "北弄 3 号"
    assert findings(world) == []


def ask(world, text: str) -> str:
    """A help wish of the resident at an address: its id."""
    body = wanted(place={"text": text, "grid_id": "liuxiang-3"})
    reply = world.client("13800000001").post("/help-wishes", json=body, headers=key())
    return done(reply)["visit"]["id"]


def test_a_visit_that_was_handed_on_is_its_grids_again_after_the_move(building):
    world = building
    whom = person(world, home="柳巷路 8 号")
    done(world.client("13800000001").put("/me/identity", json={**LI, "consent": True}))
    visit = ask(world, "柳巷路 8 号")
    away = world.client(HELPER)
    done(away.post(f"/visits/{visit}/hand-over", json={"to": "grid-donghe-1"}, headers=key()))
    _, held = device(world, "grid-donghe-1")
    done(change(world, whom, grid_id=THERE, home="北弄 3 号", reason="搬家"))
    assert device(world, "grid-donghe-1", held)[0] == {visit: True}
    (there,) = done(world.client(OTHER).get("/visits"))["items"]
    assert (there["id"], there["worker"]) == (visit, None)
