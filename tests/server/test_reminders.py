"""主动提醒: who may have a service is told why, once a year, and not who said no or has it."""

import json
import time

import pytest
import sqlalchemy as sa
from applying import OTHER, apply, granted
from assisting import person
from test_applications import findings
from test_plain_apply import browser
from test_visits import attempt
from world import done, fields, refused, take

from server.demo.people import id_number
from server.rules.catalogue.mistakes import CatalogueError
from server.rules.catalogue.reminders_file import read_reminders
from server.rules.identity import check_character
from server.services import jobs, messages, people, reminders
from server.services.jobs import Job
from server.store import tables as t

DAY_MS = 86_400_000


def born(world, day: str, who: str = "13800000001") -> None:
    """The person gives a verified identity with that birth date, after the server's own first look."""
    own = sa.select(t.jobs.c.run_at).where(t.jobs.c.kind == reminders.KIND)
    end = time.monotonic() + 20
    while (world.read(lambda tx: tx.value(own)) or 0) <= world.window.now():
        assert time.monotonic() < end
        time.sleep(0.02)
    start = f"990101{day}010"[:17]
    number = start + check_character(start)
    identity = {"name": "张三", "id_number": number, "consent": True}
    done(world.client(who).put("/me/identity", json=identity))


def look(world) -> None:
    """Look at everybody, as the daily job does."""
    job = Job(1, reminders.KIND, reminders.KIND, {}, 1, "t")
    while True:
        outcome = world.write(lambda tx: reminders.look(world.window, tx, job))
        if outcome.again_at > world.window.now():
            return


def told(world) -> list[dict]:
    def rows(tx):
        of_services = t.messages.c.told.in_((reminders.TOLD, reminders.TOLD_PREPARED))
        return tx.all(sa.select(t.messages).where(of_services))

    return world.read(rows)


def said(world) -> list[str]:
    rows = world.read(lambda tx: tx.all(sa.select(t.jobs.c.kind, t.jobs.c.payload)))
    payloads = [json.loads(row["payload"]) for row in rows if row["kind"] == messages.KIND]
    return [
        messages.text_of(world.window, p)
        for p in payloads
        if p["told"] in (reminders.TOLD, reminders.TOLD_PREPARED)
    ]


def silence(world) -> None:
    """Nothing is sent by itself any more: what is to be sent stays where it can be read."""
    world.window.config.messages.quiet_from = 0
    world.window.config.messages.quiet_until = 23


@pytest.fixture
def quiet(world):
    """A world that sends nothing by itself."""
    silence(world)
    return world


@pytest.mark.parametrize(
    ("birth", "services"),
    [
        ("19461123", ["elder_allowance"]),  # 80 today
        ("19461124", []),  # 80 tomorrow
        ("19451124", ["elder_allowance"]),  # 80 for the last day
        ("19451123", []),
        ("19361101", ["elder_allowance"]),
        ("19261101", ["elder_allowance"]),
        ("19610101", ["elder_checkup"]),
        ("19660101", ["pension_start", "senior_card"]),
        ("19900101", []),
    ],
)
def test_who_comes_to_an_age_is_told_of_what_is_for_it(lite_world, birth, services):
    born(lite_world, birth)
    look(lite_world)
    found = done(lite_world.client().get("/me/reminders"))["items"]
    assert sorted(one["service"] for one in found) == services
    assert len(told(lite_world)) == len(services)


def test_the_message_says_why_and_how_to_stop_it(quiet):
    born(quiet, "19461123")
    look(quiet)
    (text,) = said(quiet)
    for part in ("满 80 周岁", "实名登记的出生日期", "高龄津贴", "关掉"):
        assert part in text
    assert "{" not in text
    (one,) = done(quiet.client().get("/me/reminders"))["items"]
    assert one["service_title"] == "高龄津贴"
    assert "80" in one["why"]
    assert findings(quiet) == []


def test_it_is_said_once_however_often_and_by_whomever_it_is_looked(world):
    born(world, "19461123")
    for _ in range(3):
        look(world)
    world.clock.advance(days=200)
    look(world)
    assert len(told(world)) == 1
    world.clock.advance(days=164)
    look(world)
    assert len(told(world)) == 1  # 81 tomorrow


def test_who_said_no_is_not_told_and_who_wants_no_messages_finds_it_in_the_portal(lite_world):
    born(lite_world, "19461123")
    client = lite_world.client()
    assert done(client.put("/me/messages", json={"reminders": False})) == {
        "sms": True,
        "reminders": False,
    }
    look(lite_world)
    assert told(lite_world) == []
    done(client.put("/me/messages", json={"reminders": True}))
    done(client.put("/me/messages", json={"sms": False}))
    assert done(client.get("/me/messages")) == {"sms": False, "reminders": True}
    look(lite_world)
    assert len(done(client.get("/me/reminders"))["items"]) == 1
    error = refused(client.put("/me/messages", json={}), 422, "invalid")
    assert fields(error) == [("sms", "required")]
    assert findings(lite_world) == []


def test_who_asks_for_it_already_or_has_it_is_not_told(lite_world):
    born(lite_world, "19461123")
    own = "99010119461123010"
    own += check_character(own)
    number = apply(lite_world, applicant__id_number=own)["case"]["number"]
    look(lite_world)
    assert told(lite_world) == []
    done(take(lite_world.client(), number, "withdraw"))
    look(lite_world)
    assert len(told(lite_world)) == 1


def test_a_permit_of_the_street_that_ends_soon_is_said(lite_world):
    granted(lite_world, valid_until="2026-12-20")
    lite_world.write(lambda tx: tx.run(sa.update(t.cases).values(service="residence_permit")))
    born(lite_world, "19900101")
    look(lite_world)
    (one,) = done(lite_world.client().get("/me/reminders"))["items"]
    assert one["service"] == "permit_renewal"
    assert done(lite_world.client(OTHER).get("/me/reminders"))["items"] == []


def test_a_permit_that_is_far_from_its_end_is_not_said(lite_world):
    granted(lite_world, valid_until="2027-01-20")
    lite_world.write(lambda tx: tx.run(sa.update(t.cases).values(service="residence_permit")))
    born(lite_world, "19900101")
    look(lite_world)
    assert told(lite_world) == []


def test_people_without_a_verified_identity_staff_and_closed_accounts_are_not_looked_at(lite_world):
    born(lite_world, "19461123")
    lite_world.write(lambda tx: tx.run(sa.update(t.accounts).values(disabled=1)))
    look(lite_world)
    lite_world.write(lambda tx: tx.run(sa.update(t.accounts).values(disabled=0, verified=0)))
    look(lite_world)
    assert told(lite_world) == []


def test_the_job_goes_through_everybody_in_portions_and_comes_back_tomorrow(
    lite_world, monkeypatch
):
    monkeypatch.setattr(reminders, "AT_ONCE", 1)
    statement = reminders._PEOPLE.limit(1)
    monkeypatch.setattr(reminders, "_PEOPLE", statement)
    for who, birth in (
        ("13800000001", "19461123"),
        (OTHER, "19610101"),
        ("13800000003", "19900101"),
    ):
        born(lite_world, birth, who)
    job = Job(1, reminders.KIND, reminders.KIND, {}, 1, "t")
    seen, now = [], lite_world.window.now()
    for _ in range(10):
        outcome = lite_world.write(lambda tx: reminders.look(lite_world.window, tx, job))
        seen.append(job.payload.get("after"))
        if outcome.again_at > now:
            break
    assert len(told(lite_world)) == 2
    assert len(seen) == 6  # three accounts, that there are no more, no persons and no mandates
    assert job.payload == {}
    # 23 November, 10:00: the next look is on the 24th at 08:30.
    assert outcome.again_at == now + 22 * 3_600_000 + 30 * 60_000


def test_a_process_that_dies_between_two_portions_goes_on_where_it_was(lite_world):
    born(lite_world, "19461123")

    def taken(tx):
        tx.run(sa.delete(t.jobs))
        jobs.add(tx, reminders.KIND, "", 0, 0, {"after": "~"})
        return jobs.take(tx, "p", lite_world.window.now(), 1, lambda: "t")

    (job,) = lite_world.write(taken)
    assert job.payload == {"after": "~"}
    lite_world.write(lambda tx: reminders.look(lite_world.window, tx, job))
    assert told(lite_world) == []


def test_it_is_read_and_turned_off_without_script(lite_world):
    born(lite_world, "19461123")
    look(lite_world)
    client = browser(lite_world)
    mine = client.get("/plain/mine").text
    assert "您可能可以办" in mine
    assert 'href="/plain/services/elder_allowance"' in mine
    page = client.post("/plain/messages", data={"sms": "yes", "reminders": "no"})
    assert page.status_code == 200
    assert done(lite_world.client().get("/me/messages")) == {"sms": True, "reminders": False}


@pytest.mark.parametrize(
    ("rules", "place"),
    [
        ([{"id": "a", "service": "s", "when": ["eq", 1, 1]}], "/rules/0/when"),
        ([{"id": "a", "service": "s", "when": ["fact", "person.moon"]}], "/rules/0/when/1"),
        ([{"id": "a", "service": "s", "when": ["fact", "person.name"]}], "/rules/0/when"),
        ([{"id": "a", "service": "s"}], "/rules/0"),
        (
            [
                {"id": "a", "service": "s", "when": ["fact", "person.veteran"]},
                {"id": "a", "service": "s", "when": ["fact", "person.veteran"]},
            ],
            "/rules/1/id",
        ),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_with_its_place(rules, place):
    known = {"person.name": "text", "person.veteran": "boolean"}
    with pytest.raises(CatalogueError) as raised:
        read_reminders(json.dumps({"rules": rules}).encode(), known, {"s"})
    assert place in [mistake.pointer for mistake in raised.value.mistakes]


def test_every_rule_has_words_and_a_service_and_one_of_another_street_is_left_out(lite_world):
    rules = lite_world.window.reference.reminders.rules
    assert len(rules) >= 6
    for language in ("zh-CN", "en"):
        words = lite_world.window.library.of(language)
        assert all(words.has(f"reminder.{rule.id}") for rule in rules)
    raw = json.dumps({"rules": [{"id": "a", "service": "x", "when": ["fact", "v"]}]}).encode()
    assert read_reminders(raw, {"v": "boolean"}, {"s"}).rules == ()


def visits_to(world, who: str = "grid") -> list[dict]:
    """The visits that somebody is sent to because of what is known."""
    items = done(world.client(who).get("/visits"))["items"]
    return [one for one in items if one["kind"] == "proactive"]


def eighty(world, **changes) -> str:
    """Somebody of the grid who turns 80 and has no account; where the first look is over."""
    born(world, "19900101")
    return person(world, name="钱素珍", id_number=id_number("1946-11-23", "female", 40), **changes)


def test_who_has_no_account_is_visited_once_a_year_by_the_worker_of_the_grid(world):
    whom = eighty(world, home="柳巷路 1 号")
    assert visits_to(world) == []
    look(world)
    look(world)
    (visit,) = visits_to(world)
    assert (visit["person"]["id"], visit["service"]) == (whom, "elder_allowance")
    assert visit["place"]["text"] == "柳巷路 1 号"
    assert "高龄津贴" in visit["reason"]
    assert (visit["from"][:16], visit["to"][11:16]) == ("2026-11-24T09:00", "17:30")
    done(attempt(world.client("grid"), visit["id"], "refused", note="不要"))
    world.clock.advance(days=200)
    look(world)
    assert visits_to(world) == []


def test_who_was_told_and_did_nothing_is_visited_after_two_weeks(lite_world):
    world = lite_world
    whom = eighty(world)
    identity = {"name": "钱素珍", "id_number": id_number("1946-11-23", "female", 40)}
    done(world.client("13800000002").put("/me/identity", json={**identity, "consent": True}))
    look(world)
    world.clock.advance(days=13)
    look(world)
    assert visits_to(world) == []
    world.clock.advance(days=1)
    look(world)
    (visit,) = visits_to(world)
    assert visit["person"]["id"] == whom
    assert "没有回音" in visit["reason"]


def test_nobody_is_sent_to_who_asked_already_said_no_moved_or_died(lite_world):
    world = lite_world
    whom = eighty(world)
    number = id_number("1946-11-23", "female", 40)
    identity = {"name": "钱素珍", "id_number": number, "consent": True}
    owner = world.client("13800000002")
    done(owner.put("/me/identity", json=identity))
    done(owner.put("/me/messages", json={"reminders": False}))
    person(world, name="孙美", id_number=id_number("1946-11-23", "female", 41))
    gone = person(world, name="孙好", id_number=id_number("1946-11-23", "female", 42))

    def moved(tx):
        row = people.row_of(tx, gone)
        people.set_state(tx, row, people.MOVED, None, world.window.now())

    world.write(moved)
    world.clock.advance(days=20)
    look(world)
    assert [one["name"] for one in visits_to(world)] == ["孙美"]
    assert whom not in str(visits_to(world))


def test_persons_are_looked_at_some_at_a_time_and_none_is_left_out(lite_world, monkeypatch):
    world = lite_world
    eighty(world)
    for order in range(50, 54):
        person(world, name="孙好", id_number=id_number("1946-11-23", "female", order))
    monkeypatch.setattr(reminders, "AT_ONCE", 2)
    for name in ("_PEOPLE", "_PERSONS"):
        monkeypatch.setattr(reminders, name, getattr(reminders, name).limit(2))
    look(world)
    assert len(visits_to(world)) == 5
