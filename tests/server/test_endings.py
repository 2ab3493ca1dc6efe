"""What is said before something ends, of whom, and that every message says why and how to stop it."""

from datetime import date

import pytest
import sqlalchemy as sa
from applying import HANDLER, granted
from assisting import mandate, person
from test_plain_apply import browser
from test_prepared import PAGE, at_ninety, number_of, press
from test_reminders import born, eighty, look, told, visits_to
from world import done, take

from server.demo.people import id_number
from server.services import endings, people, reminders
from server.services.jobs import Job
from server.services.known_facts import Entered
from server.services.window import SYSTEM
from server.store import tables as t

WHO = "13800000001"
ENDS = ("mandate_ends.person", "mandate_ends.helper")


def listed(world, who: str = WHO) -> list[str]:
    return [one["service"] for one in done(world.client(who).get("/me/reminders"))["items"]]


def sent(world, *kinds: str) -> list[tuple[str, str]]:
    rows = sa.select(t.messages.c.told, t.messages.c.account_id).where(t.messages.c.told.in_(kinds))
    return sorted((r["told"], r["account_id"]) for r in world.read(lambda tx: tx.all(rows)))


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_message_says_why_about_what_and_how_to_stop_it(lite_world, language):
    words = lite_world.window.library.of(language)
    stop = {"zh-CN": "关掉", "en": "turn them off"}[language]
    rules = lite_world.window.reference.reminders.rules
    assert {"school_age", "permit_ends", "age_100"} <= {rule.id for rule in rules}
    for reason in [*(rule.id for rule in rules), reminders.BENEFIT]:
        why = words(f"reminder.{reason}")
        for kind in (reminders.TOLD, reminders.TOLD_PREPARED):
            text = words(f"sms.{kind}", why=why, service="SERVICE", where="WHERE")
            assert why in text
            assert "SERVICE" in text
            assert stop in text
            assert "{" not in text
    for kind in ENDS:
        text = words(f"sms.{kind}", who="WHO", day="DAY", signed="SIGNED")
        assert all(part in text for part in ("WHO", "DAY", "SIGNED", stop))


def test_a_mandate_that_ends_is_said_once_to_both_two_weeks_before_and_not_after_it_was_revoked(
    world,
):
    look(world)
    whom = person(world)
    mandate(world, whom, days=30)
    short = person(world, name="孙美", id_number=id_number("1946-11-23", "female", 41))
    mandate(world, short, days=10)
    look(world)
    world.clock.advance(days=14)
    look(world)
    assert sent(world, *ENDS) == []
    world.clock.advance(days=1)
    for _ in range(2):
        look(world)
    assert sent(world, *ENDS) == [
        ("mandate_ends.helper", world.ids["grid"]),
        ("mandate_ends.person", f"person:{whom}"),
    ]


def test_a_kill_between_two_portions_tells_nobody_twice_and_leaves_nobody_out(
    lite_world, monkeypatch
):
    world = lite_world
    monkeypatch.setattr(endings, "AT_ONCE", 1)
    monkeypatch.setattr(endings, "_ENDING", endings._ENDING.limit(1))
    whoms = [
        person(world, name="孙好", id_number=id_number("1946-11-23", "female", order))
        for order in range(50, 53)
    ]
    for whom in whoms:
        mandate(world, whom, days=30)
    world.clock.advance(days=20)
    job = Job(1, reminders.KIND, reminders.KIND, {"mandates": ""}, 1, "t")
    world.write(lambda tx: reminders.look(world.window, tx, job))
    where_it_was = dict(job.payload)

    class Killed(Exception):
        pass

    def dies(tx):
        reminders.look(world.window, tx, job)
        raise Killed  # nothing of this portion is written, nor how far the job came

    with pytest.raises(Killed):
        world.write(dies)
    assert len(sent(world, ENDS[0])) == 1
    again = Job(1, reminders.KIND, reminders.KIND, where_it_was, 2, "u")
    while world.write(lambda tx: reminders.look(world.window, tx, again)).again_at <= (
        world.window.now()
    ):
        pass
    assert sorted(to for _, to in sent(world, ENDS[0])) == sorted(f"person:{one}" for one in whoms)


def test_what_was_granted_for_a_year_is_said_thirty_days_before_it_ends(lite_world, monkeypatch):
    world = lite_world
    service = world.window.reference.affairs.by_code["elder_allowance"]
    monkeypatch.setitem(service, "valid_months", 12)
    born(world, "19400601")
    number = granted(world, WHO, applicant__id_number=number_of("19400601"))
    done(take(world.client(HANDLER), number, "close", note="结果已送达。"))
    world.clock.advance(days=334)
    look(world)
    assert listed(world) == []
    world.clock.advance(days=2)
    look(world)
    look(world)
    assert listed(world) == ["elder_allowance"]
    (row,) = told(world)
    assert row["told"] == "prepared"  # everything is known from the first time


def test_the_end_of_a_time_is_counted_in_months():
    assert endings.plus_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert endings.plus_months(date(2026, 11, 30), 15) == date(2028, 2, 29)
    assert endings.plus_months(date(2026, 12, 1), 12) == date(2027, 12, 1)


@pytest.mark.parametrize(
    ("child", "expected"),
    [("2020-12-01", ["school_entry"]), ("2022-01-01", []), ("2019-11-01", [])],
)
def test_who_has_a_child_of_school_age_in_the_household_is_told(lite_world, child, expected):
    world = lite_world
    born(world, "19900101")
    entered = Entered(SYSTEM, "test", world.window.now())

    def settle(tx):
        own = people.of_account(tx, world.ids[WHO])
        number = id_number("1990-01-01", "male", 5)
        if own is None:
            known = {"name": "张三", "id_number": number, "birth_date": "1990-01-01"}
            own = people.register(world.window, tx, "p1", "liuxiang-3", known, entered)
            people.link(tx, own, world.ids[WHO])
        small = {"name": "张小", "birth_date": child, "sex": "male"}
        people.register(world.window, tx, "p2", "liuxiang-3", small, entered)
        for one in (own["id"], "p2"):
            people.settle(world.window, tx, one, entered, text="柳巷路 1 号", household="h1")

    world.write(settle)
    look(world)
    assert listed(world) == expected


def test_who_looked_at_what_was_said_is_not_visited(lite_world):
    world = lite_world
    eighty(world)
    identity = {"name": "钱素珍", "id_number": id_number("1946-11-23", "female", 40)}
    owner = world.client("13800000002")
    done(owner.put("/me/identity", json={**identity, "consent": True}))
    look(world)
    assert listed(world, "13800000002") == ["elder_allowance"]
    world.clock.advance(days=20)
    look(world)
    assert visits_to(world) == []


@pytest.mark.parametrize("answer", ["", "opened", "away"])
def test_who_gave_no_answer_to_what_is_prepared_is_visited_once(lite_world, answer):
    world = lite_world
    at_ninety(world)
    number = id_number("1936-11-24", "female", 1)

    def link(tx):
        known = {"name": "张三", "id_number": number, "birth_date": "1936-11-24"}
        entered = Entered(SYSTEM, "test", world.window.now())
        own = people.register(world.window, tx, "p1", "liuxiang-3", known, entered)
        people.link(tx, own, world.ids[WHO])

    world.write(link)
    client = browser(world)
    if answer:
        page = client.get(PAGE).text
    if answer == "away":
        press(client, page, "away")
    world.clock.advance(days=13)
    look(world)
    assert visits_to(world) == []
    world.clock.advance(days=2)
    look(world)
    look(world)
    found = visits_to(world)
    assert len(found) == (0 if answer else 1)
    if found:
        assert "已经替本人填好" in found[0]["reason"]
