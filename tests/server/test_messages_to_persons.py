"""Who has no account is told by message what was filed for them: number, query code and who it was."""

import re

from assisting import HELPER, LI, file_for, mandate, person
from test_jobs import until
from test_messages import OTHER, states, told
from world import World, done, file_case, take

from server.services import messages, people, reminders
from server.store import tables as t

__all__ = ["told"]
PHONE = LI["phone"]


def filed(world: World, **changes) -> str:
    """A case for Li Guifang: its number."""
    whom = person(world)
    return file_for(world, whom, mandate(world, whom)["id"], **changes)["case"]["number"]


def test_the_person_gets_the_receipt_and_can_look_the_case_up_with_it(told):
    world, outbox = told
    number = filed(world)
    until(lambda: len(outbox.texts(PHONE)) == 1)
    (text,) = outbox.texts(PHONE)
    assert number in text
    assert "工号 3003" in text
    assert "{" not in text
    code = re.search(r"查询码 ([A-Z0-9]{6})", text)[1]
    looked = {"number": number, "query_code": code}
    assert done(world.nobody().post("/track", json=looked))["number"] == number
    done(take(world.client("dispatcher"), number, "accept"))
    until(lambda: len(outbox.texts(PHONE)) == 2)
    assert number in outbox.texts(PHONE)[1]
    assert "{" not in outbox.texts(PHONE)[1]
    assert {line["phone"] for line in outbox.lines()} == {PHONE}


def test_nothing_of_the_query_code_or_the_phone_waits_in_the_database(told):
    world, outbox = told
    filed(world)
    until(lambda: len(outbox.texts(PHONE)) == 1)
    code = re.search(r"查询码 ([A-Z0-9]{6})", outbox.texts(PHONE)[0])[1]

    def everything(tx):
        return repr([tx.all(table.select()) for table in (t.jobs, t.messages)])

    stored = world.read(everything)
    assert code not in stored
    assert PHONE not in stored


def test_who_has_an_account_is_told_once_and_may_not_want_it(told):
    world, outbox = told
    owner = world.client(OTHER)
    done(owner.put("/me/identity", json={**LI, "consent": True}))
    number = filed(world)
    # To the phone that was given for this case, as of any filer.
    until(lambda: len(outbox.texts(PHONE)) == 1)
    assert number in outbox.texts(PHONE)[0]
    done(owner.put("/me/messages", json={"sms": False}))
    done(take(world.client("dispatcher"), number, "accept"))
    until(lambda: "declined" in states(world))
    assert len(outbox.lines()) == 1


def test_whom_no_phone_reaches_and_who_died_gets_nothing_and_it_is_known(told):
    world, outbox = told
    whom = person(world, phone=None)
    file_for(world, whom, mandate(world, whom)["id"])
    until(lambda: states(world) == ["unreachable"])
    with_phone = person(world, name="陈新", id_number="99010119550601018X")
    number = file_for(world, with_phone, mandate(world, with_phone)["id"])["case"]["number"]
    until(lambda: len(outbox.lines()) == 1)

    def died(tx):
        row = people.row_of(tx, with_phone)
        people.set_state(tx, row, people.DEAD, None, world.window.now())

    world.write(died)
    done(take(world.client("dispatcher"), number, "accept"))
    until(lambda: states(world).count("unreachable") == 2)
    assert len(outbox.lines()) == 1
    assert done(world.client(HELPER).get(f"/persons/{with_phone}"))["person"]["state"] == "dead"


def test_a_reminder_that_waits_is_not_sent_to_who_died_meanwhile_and_news_of_a_case_is(told):
    world, outbox = told
    whom = person(world, name="陈新", id_number="99010119550601018X")
    identity = {"name": "陈新", "id_number": "99010119550601018X", "consent": True}
    client = world.client("13800000002")
    done(client.put("/me/identity", json=identity))
    number = file_case(client)["case"]["number"]
    account, now = world.ids["13800000002"], world.window.now()
    values = {"why": "您到 80 岁了", "service": "高龄津贴"}

    def died_while_it_waited(tx):
        messages.tell_account(tx, account, reminders.TOLD, "age_80", values, now)
        people.set_state(tx, people.row_of(tx, whom), people.DEAD, None, now)

    world.write(died_while_it_waited)
    until(lambda: states(world) == ["unreachable"])
    assert outbox.lines() == []
    done(take(world.client("dispatcher"), number, "accept"))
    until(lambda: len(outbox.lines()) == 1)
    assert number in str(outbox.lines())
