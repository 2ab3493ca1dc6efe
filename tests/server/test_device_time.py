"""When something was done on a device: the term of a mandate counts from the day it was really signed,
however wrong the tablet's clock is, and from the arrival where nothing can tell."""

import pytest
from assisting import HELPER, fresh, mandate, person, wanted
from world import done, fields, key, refused

from server.rules.device_time import Told, made

DAY = 86_400_000
NOW = 1_795_400_000_000
YEAR = 365 * DAY

#: What a device says, and how long before the arrival it was done.
SAYS = {
    "a right clock": (Told(NOW - DAY), DAY),
    "a year behind, reckoned by the street's clock": (Told(NOW - DAY - YEAR, NOW - DAY), DAY),
    "a year ahead, reckoned by the street's clock": (Told(NOW - DAY + YEAR, NOW - DAY), DAY),
    "a year behind, and what it shows while it sends": (
        Told(NOW - DAY - YEAR, device_now=NOW - YEAR),
        DAY,
    ),
    "reckoned over a jump ahead; what it shows while it sends tells": (
        Told(NOW + YEAR, NOW + YEAR, device_now=NOW + YEAR + DAY),
        DAY,
    ),
    "reckoned over a jump ahead": (Told(NOW + YEAR, NOW + YEAR), 0),
    "reckoned over a jump behind": (Told(NOW - YEAR, NOW - YEAR), 0),
    "a year behind and never heard the street's clock": (Told(NOW - YEAR, unsure=True), 0),
    "a week behind and never heard the street's clock": (Told(NOW - 7 * DAY, unsure=True), 0),
    "a year behind, and nothing said of its error": (Told(NOW - YEAR), 0),
    "a year ahead, and nothing said of its error": (Told(NOW + YEAR), 0),
    "nothing": (Told(), 0),
    "the oldest that can be": (Told(NOW - 92 * DAY), 92 * DAY),
    "older than can be": (Told(NOW - 92 * DAY - 1), 0),
}


@pytest.mark.parametrize(("told", "ago"), SAYS.values(), ids=SAYS)
def test_it_was_done_when_what_the_device_says_can_be_so_else_at_the_arrival(told, ago):
    when = made(told, NOW)
    assert NOW - when.real == ago
    assert when.device == told.device


#: What the clock of a tablet shows at the signature, what it reckons (None: says nothing), and the
#: first day that counts; the signature was on the 23rd at 10:00, it arrives on the 25th.
CLOCKS = {
    "a year behind": ("2025-11-23T10:00:00+08:00", "2026-11-23T10:00:00+08:00", "2026-11-23"),
    "a year ahead": ("2027-11-23T10:00:00+08:00", "2026-11-23T10:00:00+08:00", "2026-11-23"),
    "twenty days behind, unheard": ("2026-11-03T10:00:00+08:00", "", "2026-11-25"),
    "set a year ahead while offline": (
        "2027-11-23T10:00:00+08:00",
        "2027-11-23T10:00:00+08:00",
        "2026-11-25",
    ),
    "set a year behind while offline": (
        "2025-11-23T10:00:00+08:00",
        "2025-11-23T10:00:00+08:00",
        "2026-11-25",
    ),
    "a year behind, from before it was said": ("2025-11-23T10:00:00+08:00", None, "2026-11-25"),
}


@pytest.mark.parametrize(("device", "street", "first"), CLOCKS.values(), ids=CLOCKS)
@pytest.mark.parametrize("days", [30, 90])
def test_a_mandate_of_a_tablet_with_a_wrong_clock_holds_when_it_arrives(
    lite_world, device, street, first, days
):
    world = lite_world
    whom = person(world)
    world.clock.advance(days=2)
    times = {"made_at": device} | ({} if street is None else {"street_at": street})
    taken = mandate(world, whom, days=days, **times)
    assert (taken["state"], taken["first_day"]) == ("running", first)
    assert taken["made_at"][:10] == device[:10]


def test_the_text_that_was_read_may_name_the_day_as_the_tablet_reckoned_it(lite_world):
    """The words were read by the street's clock, and the tablet's own says another year."""
    world = lite_world
    whom = person(world)
    body = wanted(whom, made_at="2026-11-23T10:00:00+08:00")  # its text is of this day
    body |= {"made_at": "2025-11-23T10:00:00+08:00", "street_at": "2026-11-23T10:00:00+08:00"}
    world.clock.advance(days=1)
    client = world.client(HELPER)
    assert done(client.post("/mandates", json=body, headers=key()))["mandate"]["state"] == "running"
    other = wanted(whom, made_at="2024-01-05T10:00:00+08:00")
    other |= {"id": fresh(), "made_at": body["made_at"], "street_at": body["street_at"]}
    error = refused(client.post("/mandates", json=other, headers=key()), 422, "invalid")
    assert fields(error)[0][0].startswith("text")


def test_a_time_that_cannot_be_read_is_said(lite_world):
    body = wanted(person(lite_world)) | {"street_at": "noon"}
    answer = lite_world.client(HELPER).post("/mandates", json=body, headers=key())
    assert ("street_at", "format") in fields(refused(answer, 422, "invalid"))
