"""Who died, by the street's register: nobody files, gives a mandate, is sent or writes to them, mandates
end; and a register that was wrong is put right, with its history kept."""

import pytest
import sqlalchemy as sa
from assisting import HELPER, LI, assisted, file_for, fresh, mandate, person, wanted
from test_reminders import eighty, look, told, visits_to
from test_visits import attempt, wish
from world import done, fields, key, refused

from server.demo.people import id_number
from server.ops.verify import check_all
from server.services import base_changes, doubles, people
from server.services.changes import Author
from server.store import people_tables

ACCOUNT = "13800000002"
REASON = "走访见到本人，健在"


def prove(world, who: str = ACCOUNT, **identity):
    """The account shows that it is Li Guifang's, or another's."""
    client = world.client(who)
    done(client.put("/me/identity", json={**LI, **identity, "consent": True}))
    return client


def dies(world, whom: str) -> None:
    """The register says so."""
    world.write(
        lambda tx: people.set_state(
            tx, people.row_of(tx, whom), people.DEAD, None, world.window.now()
        )
    )


def put_right(world, whom: str, who: str = HELPER, reason: str | None = REASON, headers=None):
    """The answer to who says that the register was wrong."""
    url = f"/persons/{whom}/living"
    return world.client(who).post(url, json={"reason": reason}, headers=headers or key())


def state_of(world, mandate_id: str) -> str:
    """The state of a mandate as its helper reads it."""
    items = done(world.client(HELPER).get("/mandates"))["items"]
    return next(one["state"] for one in items if one["id"] == mandate_id)


def test_a_mandate_and_a_case_for_who_died_are_refused_with_the_code_and_words(lite_world):
    world = lite_world
    whom = person(world)
    under = mandate(world, whom)["id"]
    dies(world, whom)
    client = world.client(HELPER)
    sent = {
        "/mandates": (wanted(whom), ("person", "dead")),
        "/cases": (assisted(whom, under), ("on_behalf_of", "dead")),
    }
    for path, (body, code) in sent.items():
        error = refused(client.post(path, json=body, headers=key()), 422, "invalid")
        assert fields(error) == [code]
        assert "去世" in error["fields"][0]["message"]


def test_mandates_end_with_who_gave_them_and_hold_again_when_the_register_was_wrong(lite_world):
    world = lite_world
    whom = person(world)
    under = mandate(world, whom)["id"]
    number = file_for(world, whom, under)["case"]["number"]
    client = world.client(HELPER)
    assert done(client.get(f"/me/helped/{number}"))["number"] == number
    dies(world, whom)
    assert state_of(world, under) == "dead"
    error = refused(client.get(f"/me/helped/{number}"), 422, "invalid")
    assert fields(error) == [("mandate", "dead")]
    done(put_right(world, whom))
    assert state_of(world, under) == "running"
    assert done(client.get(f"/me/helped/{number}"))["number"] == number


def test_a_revoked_or_ended_mandate_stays_so_whatever_the_register_says(lite_world):
    world = lite_world
    whom = person(world)
    under = mandate(world, whom, days=2)["id"]
    dies(world, whom)
    world.clock.advance(days=3)
    assert state_of(world, under) == "expired"
    done(world.client("dispatcher").post(f"/mandates/{under}/revoke", json={}, headers=key()))
    done(put_right(world, whom))
    assert state_of(world, under) == "revoked"


def test_the_portal_takes_no_mandate_from_an_account_whose_holder_died(lite_world):
    world = lite_world
    whom = person(world)
    client = prove(world)
    dies(world, whom)
    body = {
        "id": fresh(),
        "matters": {"services": ["elder_allowance"]},
        "scopes": ["file"],
        "days": 30,
        "helper": {"kind": "family", "phone": "13800000003"},
    }
    error = refused(client.post("/me/helpers", json=body, headers=key()), 403, "forbidden")
    assert "去世" in error["message"]
    done(put_right(world, whom))
    done(client.post("/me/helpers", json=body, headers=key()))


def test_who_died_gets_no_birthday_or_benefit_message_and_no_visit(lite_world):
    """Of the two who are eighty today the register says of one that she died."""
    world = lite_world
    lives, died = "13800000002", "13800000003"
    numbers = [id_number("1946-11-23", "female", order) for order in (40, 41)]
    whom = eighty(world)
    gone = person(world, name="孙好", id_number=numbers[1])
    prove(world, lives, name="钱素珍", id_number=numbers[0])
    prove(world, died, name="孙好", id_number=numbers[1])
    dies(world, gone)
    look(world)
    accounts = {one["account_id"] for one in told(world)}
    assert accounts == {world.ids[lives]}
    world.clock.advance(days=15)
    look(world)
    assert [one["person"]["id"] for one in visits_to(world)] == [whom]
    done(put_right(world, gone))
    look(world)
    assert {one["account_id"] for one in told(world)} == {world.ids[lives], world.ids[died]}


@pytest.mark.parametrize("known_twice", [False, True])
def test_a_visit_that_says_so_ends_the_others_under_every_id_of_the_person(world, known_twice):
    whom = person(world)
    client = prove(world)
    first, second = wish(client)["id"], wish(client)["id"]
    if known_twice:
        into = person(world, name="李桂芳二", id_number=id_number("1943-03-12", "female", 104))

        def join(tx):
            people.merge(
                world.window, tx, people.row_of(tx, whom), people.row_of(tx, into), None,
                wrong_number=True,
            )  # fmt: skip

        world.write(join)
    done(attempt(world.client(HELPER), first, "dead"))
    states = {one["id"]: one["state"] for one in done(client.get("/help-wishes"))["items"]}
    assert states == {first: "done", second: "cancelled"}
    changes = world.read(
        lambda tx: [
            base_changes.of(tx, base_changes.VISIT, visit)[-1]["what"] for visit in (first, second)
        ]
    )
    assert changes == ["dead", "dead"]


def test_a_wrong_death_is_put_right_once_with_its_reason_and_the_history_stays(world):
    whom = person(world)
    visit = wish(prove(world))["id"]
    done(attempt(world.client(HELPER), visit, "dead"))
    same = key()
    for _ in range(2):
        shown = done(put_right(world, whom, headers=same))["person"]
        assert shown["state"] == "living"
    changes = world.read(
        lambda tx: tx.all(
            sa.select(people_tables.base_changes).where(people_tables.base_changes.c.key == whom)
        )
    )
    assert [one["what"] for one in changes] == ["register", "dead", "living"]
    audit = world.client("admin").get(world.url + "/plain/admin/changes").text
    assert "改登记：在世" in audit
    assert REASON in audit
    # The device hears of it.
    items = done(world.client(HELPER).get("/me/grid/changes"))["items"]
    assert next(one["person"]["state"] for one in items if one["id"] == whom) == "living"


def test_putting_right_wants_a_reason_and_the_own_grid(lite_world):
    world = lite_world
    whom = person(world)
    dies(world, whom)
    error = refused(put_right(world, whom, reason=" "), 422, "invalid")
    assert fields(error) == [("reason", "required")]
    error = refused(put_right(world, whom, reason="长" * 201), 422, "invalid")
    assert fields(error) == [("reason", "too_long")]
    refused(put_right(world, whom, "grid-donghe-1"), 404, "not_found")
    refused(put_right(world, whom, "dispatcher"), 403, "forbidden")
    person_now = done(world.client(HELPER).get(f"/persons/{whom}"))["person"]
    assert person_now["state"] == "dead"


WRONG = id_number("1943-03-12", "female", 104)


def known_twice(world) -> tuple[str, str]:
    """Li Guifang under a wrong number, and under the right one."""
    return person(world, id_number=WRONG), person(world)


def joined(world, double: str, into: str) -> None:
    author = Author(world.ids["admin"], "admin")
    world.write(
        lambda tx: doubles.join(
            world.window, tx, author, double, into, "核对过身份证原件。", wrong_number=True
        )
    )


def parted(world, double: str) -> None:
    author = Author(world.ids["admin"], "admin")
    world.write(lambda tx: doubles.undo(world.window, tx, author, double))


def register_says(world, whom: str) -> str:
    return world.read(lambda tx: people.by_id(tx, whom)["state"])


def history_of(world, whom: str) -> list[str]:
    return world.read(
        lambda tx: [row["what"] for row in base_changes.of(tx, base_changes.PERSON, whom)]
    )


@pytest.mark.parametrize("dead_one", [0, 1])
def test_who_is_known_twice_and_died_by_one_record_is_dead_when_they_are_joined(world, dead_one):
    """Whichever of the two is kept: mandates end, visits are called off, the devices hear of it."""
    double, into = records = known_twice(world)
    under = [mandate(world, one)["id"] for one in records]
    visit = wish(prove(world))["id"]
    dies(world, records[dead_one])
    joined(world, double, into)
    assert [register_says(world, one) for one in records] == ["dead", "dead"]
    assert [state_of(world, one) for one in under] == ["dead", "dead"]
    error = refused(
        world.client(HELPER).post("/cases", json=assisted(into, under[1]), headers=key()),
        422,
        "invalid",
    )
    assert fields(error) == [("on_behalf_of", "dead")]
    items = done(world.client(ACCOUNT).get("/help-wishes"))["items"]
    assert {one["id"]: one["state"] for one in items} == {visit: "cancelled"}
    items = done(world.client(HELPER).get("/me/grid/changes"))["items"]
    assert [one["person"]["state"] for one in items if one["id"] == into] == ["dead"]
    assert (
        history_of(world, into)[:2] == ["register", "dead"] if dead_one else ["register", "merge"]
    )
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []


def test_who_was_joined_to_a_death_by_mistake_lives_again_when_they_are_parted(world):
    double, into = known_twice(world)
    under = mandate(world, into)["id"]
    dies(world, double)
    joined(world, double, into)
    world.clock.advance(days=1)
    parted(world, double)
    assert (register_says(world, double), register_says(world, into)) == ("dead", "living")
    assert state_of(world, under) == "running"
    assert history_of(world, into) == ["register", "merge", "dead", "part", "living"]
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []


def test_a_death_that_was_seen_otherwise_stays_when_records_are_parted(lite_world):
    world = lite_world
    double, into = known_twice(world)
    dies(world, double)
    dies(world, into)
    joined(world, double, into)
    parted(world, double)
    assert (register_says(world, double), register_says(world, into)) == ("dead", "dead")


def test_a_death_stays_as_long_as_another_record_that_is_joined_says_so(lite_world):
    world = lite_world
    double, into = known_twice(world)
    third = person(world, id_number=id_number("1943-03-12", "female", 106))
    for one in (double, third):
        dies(world, one)
        joined(world, one, into)
    parted(world, double)
    assert register_says(world, into) == "dead"


def test_who_was_put_right_after_a_join_stays_so(lite_world):
    world = lite_world
    double, into = known_twice(world)
    dies(world, double)
    joined(world, double, into)
    done(put_right(world, into))
    parted(world, double)
    assert (register_says(world, double), register_says(world, into)) == ("dead", "living")
