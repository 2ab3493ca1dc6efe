"""Space and people: a worker finds and registers the persons of the own grid, every look is a line
that the person reads, and one identity number is one person."""

import uuid

import pytest
import sqlalchemy as sa
from world import done, fields, key, refused

from server.demo import people as demo
from server.ops.verify import check_all
from server.services import base_changes, people
from server.services.known_facts import Entered
from server.services.window import SYSTEM
from server.store import people_tables as t
from server.store import tables

LI = {
    "name": "李桂芳",
    "id_number": demo.id_number("1943-03-12", "female", 102),
    "phone": "13800000021",
}
OTHER_GRID = "grid-donghe-1"


def post(client, **changes):
    """POST /persons."""
    body = {"id": str(uuid.uuid4()), **LI, **changes}
    return client.post("/persons", json=body, headers=key())


def register(world, who="grid", **changes) -> dict:
    """The person that a worker registered."""
    return done(post(world.client(who), **changes))["person"]


def test_a_worker_registers_a_person_with_the_minimum_and_finds_them_again(world):
    person = register(world, home="3 号楼 502")
    assert person["name"] == "李桂芳"
    assert (person["sex"], person["birth_date"], person["age"]) == ("female", "1943-03-12", 83)
    assert LI["id_number"] not in str(person)
    assert LI["phone"] not in str(person)
    assert person["homes"] == [{"place_id": None, "text": "3 号楼 502", "relation": "member"}]
    assert {field["name"] for field in person["fields"]} == set(people.PURPOSES)
    assert all("3003" in field["by"] for field in person["fields"])
    grid = world.client("grid")
    for search in ("李桂芳", "桂芳", LI["id_number"][-4:], "0021", ""):
        found = done(grid.get("/persons", params={"search": search}))
        assert [one["id"] for one in found["items"]] == [person["id"]], search
    assert done(grid.get("/persons", params={"search": "王"}))["items"] == []
    assert done(grid.get(f"/persons/{person['id']}"))["person"] == person
    facts = done(grid.get(f"/persons/{person['id']}/facts"))["facts"]
    assert facts["person.id_number"]["value"] == LI["id_number"]
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []


def test_persons_are_listed_door_by_door_then_by_name_page_by_page(lite_world):
    doors = [
        ("12 号楼 301", "甲", "1950-01-01"),
        ("3 号楼 1102", "乙", "1950-01-02"),
        ("3 号楼 502", "丁", "1950-01-03"),
        ("3 号楼 502", "丙", "1950-01-04"),
        ("", "戊", "1950-01-05"),
    ]
    for at, (home, name, birth) in enumerate(doors):
        number = demo.id_number(birth, "female", 110 + at)
        register(
            lite_world, name=f"示例{name}", id_number=number, **({"home": home} if home else {})
        )
    client, names, cursor = lite_world.client("grid"), [], ""
    while cursor is not None:
        page = done(client.get("/persons", params={"cursor": cursor, "limit": "2"}))
        names += [one["name"][-1] for one in page["items"]]
        assert page["total"] == len(doors)
        cursor = page["next_cursor"]
    # Sorted by code point where the house is the same.
    assert names == [*sorted("丁丙"), "乙", "甲", "戊"]
    found = done(client.get("/persons", params={"search": "示例", "limit": "3"}))["items"]
    assert [one["name"][-1] for one in found] == names[:3]
    refused(client.get("/persons", params={"cursor": "nobody"}), 400, "malformed")


def test_nothing_of_a_person_lies_in_the_database_in_plain_text(lite_world, tmp_path):
    register(lite_world, home="3 号楼 502")
    lite_world.stop()
    lite_world.stop = lambda: None
    data = lite_world.window.config.data_dir()
    content = b"".join(path.read_bytes() for path in data.glob("onewindow.db*"))
    for text in (*LI.values(), "1943-03-12", "3 号楼 502"):
        assert text.encode() not in content, text


def test_a_worker_sees_nobody_of_another_grid(world):
    person = register(world)
    other = world.client(OTHER_GRID)
    assert done(other.get("/persons"))["total"] == 0
    refused(other.get(f"/persons/{person['id']}"), 404, "not_found")
    refused(other.get(f"/persons/{person['id']}/facts"), 404, "not_found")
    for who in ("dispatcher", "handler", "leader", "supervisor", "admin", "13800000002"):
        client = world.client(who)
        refused(client.get("/persons"), 403, "forbidden")
        refused(client.get(f"/persons/{person['id']}"), 403, "forbidden")
        refused(post(client), 403, "forbidden")


def test_the_person_reads_what_is_known_and_every_look_at_it(world):
    register(world)
    grid, owner = world.client("grid"), world.client()
    assert done(owner.get("/me/record")) == {"record": None}
    done(owner.put("/me/identity", json={**LI, "consent": True}))
    record = done(owner.get("/me/record"))["record"]
    assert {field["name"]: field["value"] for field in record["fields"]}["phone"] == LI["phone"]
    person = done(grid.get("/persons"))["items"][0]["id"]
    done(grid.get(f"/persons/{person}"))
    done(grid.get(f"/persons/{person}"))
    done(grid.get(f"/persons/{person}/facts"))
    sights = done(owner.get("/me/record"))["record"]["sights"]
    assert [sight["purpose"] for sight in sights] == ["assist", "view", "list", "register"]
    assert all("3003" in sight["who"] for sight in sights)
    world.clock.advance(minutes=21)
    done(grid.get(f"/persons/{person}"))
    assert len(done(owner.get("/me/record"))["record"]["sights"]) == 5
    assert done(world.client("13800000002").get("/me/record")) == {"record": None}


def test_whose_account_is_known_already_has_the_record_at_once(world):
    owner = world.client()
    done(owner.put("/me/identity", json={**LI, "consent": True}))
    register(world)
    assert done(owner.get("/me/record"))["record"] is not None


def test_the_same_sent_again_is_the_same_answer_under_any_key(world):
    grid, sent = world.client("grid"), {"id": str(uuid.uuid4()), **LI}
    first = done(grid.post("/persons", json=sent, headers=key()))
    again = done(grid.post("/persons", json=sent, headers=key()))
    assert again == first
    refused(grid.post("/persons", json={**sent, "phone": None}, headers=key()), 409, "conflict")
    assert done(grid.get("/persons"))["total"] == 1


def test_who_has_another_grid_by_now_is_answered_with_what_was_typed(world):
    grid, same = world.client("grid"), key()
    sent = {"id": str(uuid.uuid4()), **LI, "home": "3 号楼 502"}
    first = done(grid.post("/persons", json=sent, headers=same))["person"]
    assert (first["homes"][0]["text"], bool(first["fields"])) == ("3 号楼 502", True)
    away = sa.update(tables.accounts).where(tables.accounts.c.id == world.ids["grid"])
    world.write(lambda tx: tx.run(away.values(grid_id="donghe-1")))
    again = done(grid.post("/persons", json=sent, headers=same))["person"]
    assert (again["id"], again["homes"], again["fields"]) == (first["id"], [], [])
    assert again["phone_masked"] is None


def test_one_number_is_one_person_and_both_ids_mean_it(world):
    first = register(world)
    sent = str(uuid.uuid4())
    second = register(world, id=sent)
    assert second == first
    assert done(world.client("grid").get(f"/persons/{sent}"))["person"]["id"] == first["id"]
    error = refused(post(world.client("grid"), name="李桂香"), 422, "invalid")
    assert fields(error) == [("name", "mismatch")]
    elsewhere = register(world, OTHER_GRID)
    assert elsewhere["id"] == first["id"]
    assert (elsewhere["homes"], elsewhere["fields"], elsewhere["phone_masked"]) == ([], [], None)


WRONG = {
    "no id": ({"id": None}, [("id", "required")]),
    "a short id": ({"id": "abc"}, [("id", "format")]),
    "a wrong check character": ({"id_number": "990101194303122047"}, [("id_number", "checksum")]),
    "no number": ({"id_number": ""}, [("id_number", "required")]),
    "no name": ({"name": " "}, [("name", "required")]),
    "no phone": ({"phone": "12"}, [("phone", "format")]),
    "a place that is not there": ({"place": "x"}, [("place", "unknown")]),
    "a time without zone": ({"made_at": "2026-11-23T10:00:00"}, [("made_at", "format")]),
}


@pytest.mark.parametrize(("changed", "wrong"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_said_by_field(lite_world, changed, wrong):
    assert fields(refused(post(lite_world.client("grid"), **changed), 422, "invalid")) == wrong


def test_a_clock_that_is_wrong_by_a_year_does_no_harm(lite_world):
    away = {"made_at": "2025-11-23T08:00:00+08:00", "device_now": "2025-11-23T10:00:00+08:00"}
    person = register(lite_world, **away)
    assert person["fields"][0]["at"].startswith("2026-11-23T08:00:00")
    row = lite_world.read(lambda tx: people.row_of(tx, person["id"]))
    assert row["made_at"] < row["created_at"] - 300 * 86_400_000


def test_two_records_are_joined_by_hand_and_parted_again(world):
    window = world.window

    def two(tx):
        entered = Entered(SYSTEM, "import", window.now())
        for name in ("a", "b"):
            people.register(window, tx, name, "liuxiang-3", {"name": f"李{name}"}, entered)
        people.merge(window, tx, people.row_of(tx, "a"), people.row_of(tx, "b"), None)
        merged = people.by_id(tx, "a")["id"]
        people.part(window, tx, people.row_of(tx, "a"), None)
        history = [row["what"] for row in base_changes.of(tx, base_changes.PERSON, "a")]
        return merged, people.by_id(tx, "a")["id"], history

    assert world.write(two) == ("b", "a", ["register", "merge", "part"])
    assert world.read(lambda tx: check_all(window, tx))[2] == []


def test_the_demos_people_fit_its_grids_and_accounts(make_world):
    world = make_world()
    count = world.write(lambda tx: demo.settle_everybody(world.window, tx))
    assert 55 <= count <= 70
    places = world.read(lambda tx: tx.all(sa.select(t.places)))
    for place in places:
        assert world.window.reference.grid_at(place["lon"], place["lat"]) == place["grid_id"]
    grid = world.client("grid")
    buildings = done(grid.get("/places"))["items"]
    assert {one["kind"] for one in buildings} == {"building"}
    rooms = done(grid.get("/places", params={"parent": buildings[0]["id"]}))["items"]
    assert rooms
    (li,) = done(grid.get("/persons", params={"search": "李桂芳"}))["items"]
    assert li["homes"][0]["text"] == "柳巷路 8 号 3 号楼 502"
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []
