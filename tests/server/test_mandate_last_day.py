"""The days of a mandate are the street's own, both counted to their last minute; an act is judged by the
day it arrives (ADR 38, 40), whatever the clock of the device says."""

from datetime import datetime

import pytest
from assisting import HELPER, assisted, mandate, person
from world import CHINA, done, fields, key, refused

#: A mandate of two days, taken on Monday the 23rd: it ends with Tuesday.
DAYS = 2
LAST_MINUTE = datetime(2026, 11, 24, 23, 59, 59, 999_000, tzinfo=CHINA)
MIDNIGHT = datetime(2026, 11, 25, tzinfo=CHINA)


def ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def signed(world, **changes) -> tuple[str, dict]:
    """A person, and the mandate."""
    whom = person(world)
    scopes = ["file", "follow", "supplement"]
    return whom, mandate(world, whom, days=DAYS, scopes=scopes, **changes)


def file(world, whom: str, under: str, headers: dict | None = None, **changes):
    body = assisted(whom, under) | changes
    return world.client(HELPER).post("/cases", json=body, headers=headers or key())


def acts_at(world, whom: str, under: str, number: str):
    """Each act at this moment: filing, looking, and a supplement by either way."""
    worker, note = world.client(HELPER), {"note": "补充一句话", "expected_version": 1}
    yield file(world, whom, under)
    yield worker.get(f"/me/helped/{number}")
    yield worker.post(f"/me/helped/{number}/supplement", json=note, headers=key())
    step = {**note, "step": "supplement", "expected_version": 2}
    yield worker.post(f"/cases/{number}/steps", json=step, headers=key())


def test_until_the_last_millisecond_of_the_last_day_every_act_goes_and_then_none(world):
    whom, made = signed(world)
    assert (made["first_day"], made["last_day"]) == ("2026-11-23", "2026-11-24")
    number = done(file(world, whom, made["id"]))["case"]["number"]
    world.clock.at = ms(LAST_MINUTE)
    for answer in acts_at(world, whom, made["id"], number):
        done(answer)
    world.clock.at += 1
    assert world.clock.at == ms(MIDNIGHT)
    for answer in acts_at(world, whom, made["id"], number):
        assert fields(refused(answer, 422, "invalid")) == [("mandate", "expired")]


def test_the_day_is_the_streets_where_greenwich_has_the_one_before(lite_world):
    world = lite_world
    world.clock.at = ms(datetime(2026, 11, 23, 0, 30, tzinfo=CHINA))  # Sunday afternoon in UTC
    whom, made = signed(world)
    assert (made["first_day"], made["last_day"]) == ("2026-11-23", "2026-11-24")
    world.clock.at = ms(LAST_MINUTE)
    done(file(world, whom, made["id"]))


CLOCKS = {
    "a right clock": ("2026-11-24T23:50:00+08:00", "2026-11-25T00:10:00+08:00"),
    "a clock of another zone": ("2026-11-24T15:50:00+00:00", "2026-11-24T16:10:00+00:00"),
    "a year behind": ("2025-11-24T23:50:00+08:00", "2025-11-25T00:10:00+08:00"),
    "a year ahead": ("2027-11-24T23:50:00+08:00", "2027-11-25T00:10:00+08:00"),
    "a clock that does not say what it shows": ("2026-11-24T23:50:00+08:00", None),
}


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=CLOCKS)
def test_what_was_done_on_the_last_day_and_arrives_after_it_is_refused_and_a_new_mandate_mends_it(
    lite_world, clock
):
    """No time of a device proves that an act was within the term (ADR 40)."""
    world = lite_world
    whom, made = signed(world)
    world.clock.at = ms(MIDNIGHT) + 600_000
    times = {name: at for name, at in zip(("made_at", "device_now"), clock, strict=True) if at}
    headers = key()
    answer = file(world, whom, made["id"], headers, **times)
    error = refused(answer, 422, "invalid")
    assert fields(error) == [("mandate", "expired")]
    assert error["fields"][0]["message"]
    queue = done(world.client("dispatcher").get("/cases?scope=queue&queue=to_accept"))
    assert queue["items"] == []
    # Refused is not kept under its key: the same filing goes under a new mandate.
    anew = mandate(world, whom, made_at="2026-11-25T00:10:00+08:00", days=DAYS)
    assert (anew["first_day"], anew["last_day"]) == ("2026-11-25", "2026-11-26")
    done(file(world, whom, anew["id"], headers, **times))


@pytest.mark.parametrize("year", [2025, 2027])
def test_a_device_that_is_a_year_wrong_files_on_the_last_day_and_both_times_are_kept(
    lite_world, year
):
    world = lite_world
    whom, made = signed(world)
    world.clock.at = ms(LAST_MINUTE)
    times = {
        "made_at": f"{year}-11-24T20:00:00+08:00",
        "device_now": f"{year}-11-24T23:59:59+08:00",
    }
    done(file(world, whom, made["id"], **times))
    (read,) = done(world.client(HELPER).get("/mandates"))["items"]
    (act,) = read["acts"]
    assert act["made_at"].startswith(f"{year}-11-24T20:00")
    assert act["at"].startswith("2026-11-24T23:59:59")


def test_a_mandate_signed_before_midnight_that_arrives_after_it_begins_with_the_day_it_was_signed(
    lite_world,
):
    world = lite_world
    world.clock.at = ms(MIDNIGHT) + 600_000
    times = {"made_at": "2026-11-24T23:50:00+08:00", "device_now": "2026-11-25T00:10:00+08:00"}
    whom, made = signed(world, **times)
    assert (made["first_day"], made["last_day"]) == ("2026-11-24", "2026-11-25")
    done(file(world, whom, made["id"]))


def test_a_mandate_of_one_day_that_arrives_after_it_allows_nothing(lite_world):
    world = lite_world
    world.clock.at = ms(MIDNIGHT) + 600_000
    times = {"made_at": "2026-11-24T23:50:00+08:00", "device_now": "2026-11-25T00:10:00+08:00"}
    whom = person(world)
    made = mandate(world, whom, days=1, **times)
    assert made["state"] == "expired"
    answer = file(world, whom, made["id"])
    assert fields(refused(answer, 422, "invalid")) == [("mandate", "expired")]


def test_a_clock_far_ahead_begins_no_mandate_in_the_future(lite_world):
    """Without what the clock shows, a time to come is now."""
    world = lite_world
    whom, made = signed(world, made_at="2026-11-23T23:00:00+08:00")
    assert (made["first_day"], made["state"]) == ("2026-11-23", "running")
    done(file(world, whom, made["id"]))
