"""Somebody whose real name is confirmed and whom no grid has registered gives a mandate and asks for help as
everybody does: a record with the minimum is made when it is first needed, and never a second one."""

import pytest
from assisting import HELPER, LI, fresh, person
from test_admin_pages import browser
from test_applications import findings
from test_helping import FRIEND, OWNER, SERVICE, give
from test_pages import outline
from test_person_import import send, table
from test_plain_help import asked
from test_register_of_the_dead import dies
from test_visits import listed, wanted
from world import done, fields, key, refused

from server.demo.people import id_number
from server.store import people_tables as t

WANG = {"name": "王秀英", "id_number": id_number("1950-06-01", "female", 107)}


def confirm(world, who: str = OWNER, **said) -> None:
    done(world.client(who).put("/me/identity", json={**WANG, **said, "consent": True}))


def rows(world) -> list[dict]:
    return world.read(lambda tx: tx.all(t.persons.select().order_by(t.persons.c.created_at)))


def offered(world, who: str = OWNER):
    body = {"id": fresh(), "helper": {"kind": "family", "phone": FRIEND}, "days": 30}
    body |= {"matters": {"services": [SERVICE]}, "scopes": ["file"]}
    return world.client(who).post("/me/helpers", json=body, headers=key())


def test_without_a_confirmed_name_nobody_is_let_act_and_the_page_says_what_to_do(lite_world):
    error = refused(offered(lite_world), 403, "forbidden")
    assert "实名认证" in error["message"]
    page = browser(lite_world, OWNER).get("/plain/helpers/new")
    assert "做实名认证" in page.text
    assert 'name="phone"' not in page.text
    assert rows(lite_world) == []


def test_who_confirmed_the_name_gives_a_mandate_and_is_known_from_then_on_once(world):
    confirm(world)
    page = browser(world, OWNER).get("/plain/helpers/new")
    assert 'name="phone"' in page.text
    assert "做实名认证" not in page.text
    given = give(world)
    give(world)
    (row,) = rows(world)
    assert (row["grid_id"], row["id"]) == ("", given["person_id"])
    record = done(world.client(OWNER).get("/me/record"))["record"]
    known = {one["name"]: (one["value"], one["source"], one["by"]) for one in record["fields"]}
    assert set(known) == {"name", "sex", "birth_date", "id_number"}
    assert known["name"] == (WANG["name"], "本人实名认证", "本人实名认证")
    assert record["homes"] == []
    # The friend acts, the person reads it, and takes it back.
    begin = f"/me/helping/{given['person_id']}?service={SERVICE}"
    assert done(world.client(FRIEND).get(begin))
    done(world.client(OWNER).post(f"/me/helpers/{given['id']}/revoke", json={}, headers=key()))
    # Who runs the street finds who is in no grid.
    found = browser(world, "admin").get("/plain/persons", params={"who": WANG["name"]})
    assert "还没有登记到网格" in found.text
    assert findings(world) == []


def test_the_worker_who_registers_the_number_later_has_that_person_and_no_other(lite_world):
    world = lite_world
    confirm(world)
    whom = give(world)["person_id"]
    assert person(world, **WANG) == whom
    shown = done(world.client(HELPER).get(f"/persons/{whom}"))["person"]
    assert (shown["name"], shown["grid_id"]) == (WANG["name"], "liuxiang-3")
    assert [row["merged_into"] for row in rows(world)] == [None, whom]
    assert findings(world) == []


def test_a_list_that_names_the_number_gives_it_its_grid(lite_world):
    world = lite_world
    confirm(world)
    whom = give(world)["person_id"]
    line = f"{WANG['name']},{WANG['id_number']},liuxiang-3,,柳巷路 8 号"
    assert send(browser(world, "admin"), table(line)).status_code == 200
    (row,) = rows(world)
    assert (row["id"], row["grid_id"]) == (whom, "liuxiang-3")
    shown = done(world.client(HELPER).get(f"/persons/{whom}"))["person"]
    assert [home["text"] for home in shown["homes"]] == ["柳巷路 8 号"]


def test_who_is_registered_already_is_no_second_person_and_who_died_gives_nothing(lite_world):
    world = lite_world
    whom = person(world)
    confirm(world, **{name: LI[name] for name in ("name", "id_number")})
    assert give(world)["person_id"] == whom
    dies(world, whom)
    assert "去世" in refused(offered(world), 403, "forbidden")["message"]
    assert len(rows(world)) == 1


@pytest.mark.parametrize("first", ["wish", "mandate"])
def test_the_worker_who_comes_reads_whom_to_ask_for_and_has_the_person(lite_world, first):
    world = lite_world
    confirm(world)
    if first == "mandate":
        give(world)
    asked(browser(world, OWNER), **{"place.text": "柳巷路 8 号"})
    (visit,) = listed(world)
    assert (visit["name"], visit["person"]["name"]) == (WANG["name"], WANG["name"])
    (row,) = rows(world)
    assert (row["id"], row["grid_id"]) == (visit["person"]["id"], "liuxiang-3")
    shown = done(world.client(HELPER).get(f"/persons/{row['id']}"))["person"]
    assert shown["homes"] == []
    assert findings(world) == []


def test_who_is_not_confirmed_says_how_to_be_called_and_the_worker_reads_it(lite_world):
    world = lite_world
    owner = browser(world, OWNER)
    page = owner.get("/plain/help")
    outline(page)
    assert "怎么称呼您" in page.text
    asked(owner, name="王阿婆")
    (visit,) = listed(world)
    assert (visit["name"], visit["person"]) == ("王阿婆", None)
    confirm(world)
    assert "怎么称呼您" not in owner.get("/plain/help").text
    assert rows(world) == []


def test_what_was_wrong_with_a_wish_makes_no_record(lite_world):
    confirm(lite_world)
    body = wanted(matter="")
    error = refused(
        lite_world.client(OWNER).post("/help-wishes", json=body, headers=key()), 422, "invalid"
    )
    assert fields(error) == [("matter", "required")]
    assert rows(lite_world) == []
