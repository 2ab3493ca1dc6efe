"""Booking a time at a window: what is free, once a person and service, the last place once, changed,
cancelled, reminded of the day before, and who comes, for staff."""

import json
import threading
from datetime import datetime

import pytest
import sqlalchemy as sa
from applying import OTHER, RESIDENT
from test_applications import findings
from test_plain_apply import browser, hidden
from world import CHINA, World, done, fields, key, refused

from server.rules import slots
from server.rules.catalogue.counters_file import read_counters
from server.rules.catalogue.mistakes import CatalogueError
from server.services import accounts, answers, bookings, jobs, messages
from server.store import tables as t
from server.wire import affairs as wire
from server.wire.types import encode

SERVICE = "elder_allowance"
#: The day after the tests' Monday.
DAY = "2026-11-24"
WANTED = {"service": SERVICE, "day": DAY, "from": "10:00"}
THIRD, FOURTH = "13800000003", "13800000004"


def book(world, who: str = RESIDENT, **changes):
    return world.client(who).post("/bookings", json=WANTED | changes, headers=key())


def free(world, service: str = SERVICE) -> dict[tuple[str, str], int]:
    found = done(world.nobody().get(f"/services/{service}/slots"))
    return {(slot["day"], slot["from"]): slot["left"] for slot in found["items"]}


def one_place(world: World) -> None:
    """The window has room for one booking an hour."""
    counters = world.window.reference.counters
    narrow = {
        code: counter._replace(hours=tuple(hour._replace(places=1) for hour in counter.hours))
        for code, counter in counters.by_id.items()
    }
    world.window.reference.counters = counters._replace(by_id=narrow)


def test_free_times_are_those_of_working_days_that_are_not_over_with_a_share_kept_for_walk_ins(
    lite_world,
):
    lite_world.clock.at = int(datetime(2026, 11, 23, 10, 30, tzinfo=CHINA).timestamp() * 1000)
    found = free(lite_world)
    days = {day for day, _ in found}
    assert ("2026-11-23", "10:00") not in found
    assert ("2026-11-23", "11:00") in found
    assert not {"2026-11-28", "2026-11-29"} & days  # a weekend
    assert max(days) == "2026-12-07"
    # Of ten places three are kept, of six two.
    assert found[DAY, "10:00"] == 7
    assert found[DAY, "11:00"] == 4
    shown = done(lite_world.nobody().get(f"/services/{SERVICE}/slots"))
    assert shown["counter"] == "3"
    assert "3 号窗口" in shown["address"]
    refused(lite_world.nobody().get("/services/nothing/slots"), 404, "not_found")


def test_a_booked_time_has_a_ticket_and_its_place_is_gone(world):
    booked = done(book(world))
    assert booked["ticket"] == "3-001"
    assert (booked["day"], booked["from"], booked["to"]) == (DAY, "10:00", "11:00")
    assert (booked["state"], booked["can_change"]) == ("booked", True)
    assert booked["service_title"] == "高龄津贴"
    assert free(world)[DAY, "10:00"] == 6
    assert done(book(world, OTHER))["ticket"] == "3-002"
    assert done(world.client().get("/me/bookings"))["items"] == [booked]
    assert findings(world) == []


def test_the_same_request_again_books_once(lite_world):
    client, same = lite_world.client(), key()
    first = done(client.post("/bookings", json=WANTED, headers=same))
    assert done(client.post("/bookings", json=WANTED, headers=same)) == first
    other = client.post("/bookings", json=WANTED | {"from": "09:00"}, headers=same)
    refused(other, 409, "conflict")
    assert free(lite_world)[DAY, "10:00"] == 6


def test_one_has_one_open_booking_for_a_service_and_another_for_another(lite_world):
    done(book(lite_world))
    error = refused(book(lite_world, **{"from": "14:30"}), 409, "conflict")
    assert "10:00" in error["message"]
    done(book(lite_world, service="residence_permit"))
    lite_world.clock.advance(days=2)
    done(book(lite_world, day="2026-11-26"))  # the first is over


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"day": "2026-11-28"}, ("day", "out_of_range")),  # a Saturday
        ({"day": "2026-11-20"}, ("day", "out_of_range")),  # over
        ({"day": "2027-01-05"}, ("day", "out_of_range")),  # too far
        ({"day": "2026-11-23", "from": "09:00"}, ("from", "unknown")),  # begun
        ({"day": "soon"}, ("day", "out_of_range")),
        ({"day": None}, ("day", "required")),
        ({"from": "10:30"}, ("from", "unknown")),
        ({"from": ""}, ("from", "required")),
        ({"service": "nothing"}, ("service", "unknown")),
        ({"service": None}, ("service", "required")),
    ],
)
def test_what_cannot_be_booked_is_said_with_its_place(lite_world, changes, wrong):
    error = refused(book(lite_world, **changes), 422, "invalid")
    assert fields(error) == [wrong]
    assert done(lite_world.client().get("/me/bookings"))["items"] == []


def test_a_holiday_has_no_times_and_a_make_up_day_has(lite_world):
    lite_world.clock.at = int(datetime(2026, 9, 18, 8, 0, tzinfo=CHINA).timestamp() * 1000)
    days = {day for day, _ in free(lite_world)}
    calendar = lite_world.window.reference.calendar
    holiday = [d for d in calendar.holidays if d.isoformat()[:7] in ("2026-09", "2026-10")]
    assert holiday
    assert not {d.isoformat() for d in holiday} & days
    made_up = [
        d.isoformat() for d in calendar.make_up if "2026-09-18" <= d.isoformat() <= "2026-10-02"
    ]
    assert set(made_up) <= days


def test_who_comes_too_late_for_a_slot_is_told_the_nearest_free_ones(lite_world):
    one_place(lite_world)
    done(book(lite_world))
    done(book(lite_world, OTHER, **{"from": "11:00"}))
    error = refused(book(lite_world, THIRD), 409, "conflict")
    assert "2026年11月24日 星期二 09:00" in error["message"]
    assert "13:30" in error["message"]
    assert "11:00" not in error["message"]
    assert free(lite_world)[DAY, "10:00"] == 0


def test_the_last_place_is_given_once_by_two_processes(database_url, tmp_path):
    one = World(tmp_path, database_url).start()
    two = World.beside(one).start() if database_url else None
    try:
        worlds = [one, two or one]
        for world in worlds:
            one_place(world)
        people = [RESIDENT, OTHER, THIRD, FOURTH]
        clients = [worlds[at % 2].client(who) for at, who in enumerate(people)]
        answers: list = [None] * 4
        gate = threading.Barrier(4)

        def go(at: int) -> None:
            gate.wait()
            answers[at] = clients[at].post("/bookings", json=WANTED, headers=key())

        threads = [threading.Thread(target=go, args=(at,)) for at in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(a.status_code for a in answers) == [201, 409, 409, 409]
        assert free(one)[DAY, "10:00"] == 0
        assert findings(one) == []
    finally:
        if two:
            two.stop()
        one.stop()


def test_one_person_at_two_devices_books_once(world):
    clients = [world.client(), world.client()]
    gate, answers = threading.Barrier(2), [None, None]

    def go(at: int) -> None:
        gate.wait()
        hour = {"from": ("10:00", "14:30")[at]}
        answers[at] = clients[at].post("/bookings", json=WANTED | hour, headers=key())

    threads = [threading.Thread(target=go, args=(at,)) for at in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(a.status_code for a in answers) == [201, 409]


def test_a_moved_booking_gives_its_old_place_back_and_has_another_ticket(world):
    booked = done(book(world))
    client = world.client()
    path = f"/bookings/{booked['id']}"
    moved = done(client.put(path, json={"day": "2026-11-25", "from": "09:00"}))
    assert (moved["day"], moved["from"], moved["ticket"]) == ("2026-11-25", "09:00", "3-001")
    assert done(client.put(path, json={"day": "2026-11-25", "from": "09:00"})) == moved
    left = free(world)
    assert (left[DAY, "10:00"], left["2026-11-25", "09:00"]) == (7, 6)
    error = refused(client.put(path, json={"day": "2026-11-28", "from": "09:00"}), 422, "invalid")
    assert fields(error) == [("day", "out_of_range")]
    refused(world.client(OTHER).put(path, json={"day": DAY, "from": "09:00"}), 404, "not_found")
    assert findings(world) == []


def test_moving_to_a_full_slot_leaves_the_booking_where_it_was(lite_world):
    one_place(lite_world)
    booked = done(book(lite_world))
    done(book(lite_world, OTHER, **{"from": "09:00"}))
    path = f"/bookings/{booked['id']}"
    refused(lite_world.client().put(path, json={"day": DAY, "from": "09:00"}), 409, "conflict")
    assert done(lite_world.client().get("/me/bookings"))["items"] == [booked]


def test_a_cancelled_booking_gives_its_place_back_and_is_cancelled_once(world):
    booked = done(book(world))
    path, client = f"/bookings/{booked['id']}", world.client()
    refused(world.client(OTHER).delete(path), 404, "not_found")
    assert done(client.delete(path))["state"] == "cancelled"
    assert done(client.delete(path))["state"] == "cancelled"
    assert free(world)[DAY, "10:00"] == 7
    refused(client.put(path, json={"day": DAY, "from": "09:00"}), 409, "conflict")
    done(book(world))
    assert findings(world) == []


def test_what_has_begun_is_neither_moved_nor_cancelled(lite_world):
    booked = done(book(lite_world))
    lite_world.clock.advance(days=1, minutes=1)
    client, path = lite_world.client(), f"/bookings/{booked['id']}"
    refused(client.delete(path), 409, "conflict")
    refused(client.put(path, json={"day": "2026-11-26", "from": "09:00"}), 409, "conflict")
    lite_world.clock.advance(hours=1)
    (shown,) = done(lite_world.client().get("/me/bookings"))["items"]
    assert (shown["state"], shown["can_change"]) == ("over", False)


# --- the reminder ---


def remind(world) -> None:
    """Do the reminders that are due, as the server's runner does them."""

    def run(tx):
        taken = jobs.take(tx, "test", world.window.now(), 50, lambda: "t")
        own = bookings.handler(world.window).inside
        for job in taken:
            if job.kind == bookings.KIND:
                jobs.end(tx, job, own, world.window.now())

    world.write(run)


def told(world) -> list[dict]:
    def rows(tx):
        return tx.all(sa.select(t.messages).where(t.messages.c.told == bookings.KIND))

    return world.read(rows)


@pytest.fixture
def idle(database_url, tmp_path):
    """A world whose server does not run: its jobs are done by the test."""
    world = World(tmp_path, database_url)
    yield world
    world._listener.close()


def booked_without_a_server(world, day: str = "2026-11-26") -> dict:
    given = wire.BookingRequest(SERVICE, day, "10:00")
    words = world.window.library.choose("")

    def make(tx):
        viewer = accounts.viewer_of(accounts.by_id(tx, world.ids[RESIDENT]))
        asked = answers.once(viewer.id, "k" * 8, "POST", "/bookings", encode(given))
        bookings.book(world.window, tx, viewer, given, asked, words)

    world.write(make)
    return world.read(lambda tx: tx.one(sa.select(t.bookings)))


def test_the_day_before_a_message_says_when_where_and_how_to_cancel(idle):
    booked_without_a_server(idle)
    idle.clock.at = int(datetime(2026, 11, 25, 8, 59, tzinfo=CHINA).timestamp() * 1000)
    remind(idle)
    assert told(idle) == []
    idle.clock.advance(minutes=2)
    remind(idle)
    remind(idle)
    (message,) = told(idle)
    assert message["account_id"] == idle.ids[RESIDENT]
    job = idle.read(lambda tx: tx.one(sa.select(t.jobs).where(t.jobs.c.kind == messages.KIND)))
    said = messages.text_of(idle.window, json.loads(job["payload"]))
    for part in ("2026年11月26日 星期四 10:00", "3 号窗口", "高龄津贴", "3-001", "取消"):
        assert part in said
    assert "{" not in said


def test_a_process_that_dies_while_reminding_reminds_once(idle):
    booked_without_a_server(idle)
    idle.clock.at = int(datetime(2026, 11, 25, 9, 1, tzinfo=CHINA).timestamp() * 1000)
    # One process takes the job and is gone; another has it when the lease is over.
    idle.write(lambda tx: jobs.take(tx, "dead", idle.window.now(), 50, lambda: "d"))
    remind(idle)
    assert told(idle) == []
    idle.clock.at += jobs.LEASE_MS
    remind(idle)
    remind(idle)
    assert len(told(idle)) == 1


def test_what_was_moved_or_cancelled_is_not_reminded_of_at_its_old_time(idle):
    row = booked_without_a_server(idle)
    later = {"day": "2026-11-30", "begins": "09:00", "version": 2}
    idle.write(lambda tx: tx.run(sa.update(t.bookings).values(**later)))
    idle.clock.at = int(datetime(2026, 11, 25, 9, 1, tzinfo=CHINA).timestamp() * 1000)
    remind(idle)
    assert told(idle) == []
    assert row["version"] == 1


def test_bookings_of_long_ago_are_forgotten(idle):
    booked_without_a_server(idle)
    idle.write(lambda tx: bookings.forget(idle.window, tx))
    assert idle.read(lambda tx: tx.one(sa.select(t.bookings)))
    idle.clock.advance(days=94)
    idle.write(lambda tx: bookings.forget(idle.window, tx))
    assert idle.read(lambda tx: tx.one(sa.select(t.bookings))) is None
    assert findings(idle) == []


# --- staff ---


def test_staff_see_who_comes_when_with_masks_and_residents_do_not(lite_world):
    done(book(lite_world))
    done(book(lite_world, OTHER, service="residence_permit", **{"from": "09:00"}))
    staff = lite_world.client("handler")
    found = done(staff.get("/bookings", params={"day": DAY}))
    assert [(one["ticket"], one["from"]) for one in found["items"]] == [
        ("3-002", "09:00"),
        ("3-001", "10:00"),
    ]
    assert found["items"][1]["phone_masked"] == "138****0001"
    assert "13800000001" not in str(found)
    assert done(staff.get("/bookings"))["items"] == []
    error = refused(staff.get("/bookings", params={"day": "2026-13-40"}), 422, "invalid")
    assert fields(error) == [("day", "date")]
    refused(lite_world.client().get("/bookings"), 403, "forbidden")
    page = browser(lite_world, "dispatcher").get(f"/plain/desk?day={DAY}").text
    for said in ("3 号窗口，2 人", "3-001", "138****0001", "高龄津贴"):
        assert said in page
    assert browser(lite_world).get("/plain/desk").status_code == 403
    wrong = browser(lite_world, "dispatcher").get("/plain/desk?day=x")
    assert wrong.status_code == 422


# --- without script ---


def test_a_window_is_booked_moved_and_cancelled_without_script(lite_world):
    client = browser(lite_world)
    guide = client.get(f"/plain/services/{SERVICE}").text
    path = f"/plain/services/{SERVICE}/book"
    assert f'href="{path}"' in guide
    page = client.get(path).text
    assert "还有 7 个号" in page
    fresh = dict(hidden(page))
    lacking = client.post(path, data=fresh)
    assert lacking.status_code == 422
    assert 'href="#slot"' in lacking.text
    sent = client.post(path, data=fresh | {"slot": f"{DAY} 10:00"}, follow_redirects=True)
    assert sent.status_code == 200
    for said in ("约好了", "3-001", "2026年11月24日 星期二 10:00"):
        assert said in sent.text
    again = client.post(path, data=fresh | {"slot": f"{DAY} 10:00"})
    assert again.status_code == 303  # the same page sent again books nothing more
    mine = client.get("/plain/mine").text
    assert "我的窗口预约" in mine
    where = again.headers["location"].split("?")[0]
    assert f'href="{where}"' in mine
    moved = client.post(where, data={"slot": f"{DAY} 14:30"}, follow_redirects=True)
    assert "时间改好了" in moved.text
    gone = client.post(where, data={"cancel": "1"}, follow_redirects=True)
    assert "预约已取消" in gone.text
    assert browser(lite_world, OTHER).get(where).status_code == 404
    assert "<script" not in page + sent.text + gone.text


def test_a_slot_that_was_taken_meanwhile_is_told_on_the_page(lite_world):
    one_place(lite_world)
    client, path = browser(lite_world), f"/plain/services/{SERVICE}/book"
    fresh = dict(hidden(client.get(path).text))
    done(book(lite_world, OTHER))
    late = client.post(path, data=fresh | {"slot": f"{DAY} 10:00"})
    assert late.status_code == 409
    assert "刚刚约满了" in late.text
    assert "09:00" in late.text


def test_who_is_not_signed_in_comes_back_to_the_window_after_signing_in(lite_world):
    client = lite_world.nobody()
    answer = client.get(f"{lite_world.url}/plain/services/{SERVICE}/book")
    assert answer.headers["location"] == f"/plain/login?next=book-{SERVICE}"
    page = client.get(lite_world.url + answer.headers["location"]).text
    assert f'name="next" value="book-{SERVICE}"' in page


# --- the file ---


def test_every_window_that_a_service_names_is_there(lite_world):
    reference = lite_world.window.reference
    named = {one["counter"] for one in reference.affairs.by_code.values() if "counter" in one}
    assert named == set(reference.counters.by_id)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"walk_in": 1}, "/walk_in"),
        ({"days_ahead": 0}, "/days_ahead"),
        ({"counters": {"3": {"address": "x", "hours": []}}}, "/counters/3/hours"),
        (
            {
                "counters": {
                    "3": {
                        "address": "x",
                        "hours": [
                            {"from": "09:00", "to": "11:00", "places": 1},
                            {"from": "10:00", "to": "12:00", "places": 1},
                        ],
                    }
                }
            },
            "/counters/3/hours/1",
        ),
        ({"secret": 1}, "/secret"),
    ],
)
def test_windows_that_cannot_be_are_refused_with_their_place(change, place):
    good = {
        "days_ahead": 7,
        "walk_in": 0.3,
        "counters": {
            "3": {"address": "x", "hours": [{"from": "09:00", "to": "10:00", "places": 10}]}
        },
    }
    assert read_counters(json.dumps(good).encode()).by_id["3"].hours[0].places == 7
    with pytest.raises(CatalogueError) as raised:
        read_counters(json.dumps(good | change).encode())
    assert place in [mistake.pointer for mistake in raised.value.mistakes]


@pytest.mark.parametrize(
    ("places", "share", "booked"), [(10, 0.1, 9), (10, 0.3, 7), (3, 0.5, 1), (1, 0.3, 0), (7, 0, 7)]
)
def test_the_share_for_walk_ins_is_rounded_up(places, share, booked):
    assert slots.Hour.of("09:00", "10:00", places, share).places == booked
