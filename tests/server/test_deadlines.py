"""Deadlines on the official calendar, and the clock's colours."""

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from server.rules.calendar import Calendar
from server.rules.deadlines import Deadlines, clock_colour

ASSETS = Path(__file__).resolve().parents[2] / "assets/catalogue"
CALENDAR = Calendar(json.loads((ASSETS / "calendar.json").read_text("utf-8")))
DEADLINES = Deadlines(json.loads((ASSETS / "deadlines.json").read_text("utf-8")), CALENDAR)
CHINA = timezone(timedelta(hours=8))


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=CHINA).timestamp() * 1000)


def text(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, CHINA).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-11-20", True),
        ("2026-11-21", False),
        ("2026-01-01", False),
        ("2026-01-04", True),
        ("2026-02-14", True),
        ("2026-02-16", False),
        ("2026-02-23", False),
        ("2026-02-28", True),
        ("2026-04-06", False),
        ("2026-05-05", False),
        ("2026-05-09", True),
        ("2026-06-19", False),
        ("2026-09-20", True),
        ("2026-09-25", False),
        ("2026-10-07", False),
        ("2026-10-08", True),
        ("2026-10-10", True),
        ("2026-10-11", False),
        ("2027-02-08", False),
        ("2027-10-01", False),
    ],
)
def test_a_day_is_a_working_day_as_the_notice_says(day, working):
    assert CALENDAR.is_working(CALENDAR.day_of(ms(day + " 12:00"))) is working


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-11-23 10:00", 1, "2026-11-24 17:30"),
        ("2026-11-20 16:00", 3, "2026-11-25 17:30"),
        ("2026-11-21 09:00", 1, "2026-11-23 17:30"),
        ("2026-09-30 16:00", 3, "2026-10-10 17:30"),
        ("2026-02-13 23:59", 1, "2026-02-14 17:30"),
        ("2026-02-14 00:00", 1, "2026-02-24 17:30"),
        ("2026-12-31 12:00", 1, "2027-01-04 17:30"),
    ],
)
def test_working_days_skip_rest_days_and_use_make_up_days(start, days, due):
    assert text(CALENDAR.add_working_days(ms(start), days)) == due


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-23 09:00", 4, "2026-11-23 14:30"),
        ("2026-11-23 10:00", 1, "2026-11-23 11:00"),
        ("2026-11-23 11:30", 1, "2026-11-23 14:00"),
        ("2026-11-23 12:30", 1, "2026-11-23 14:30"),
        ("2026-11-23 17:00", 1, "2026-11-24 09:30"),
        ("2026-11-20 17:30", 4, "2026-11-23 14:30"),
        ("2026-11-21 21:05", 4, "2026-11-23 14:30"),
        ("2026-09-30 16:30", 2, "2026-10-08 10:00"),
    ],
)
def test_working_hours_run_only_while_the_offices_are_open(start, hours, due):
    assert text(CALENDAR.add_working_hours(ms(start), hours)) == due


def test_the_clock_is_green_then_amber_at_three_quarters_then_red():
    start = ms("2026-11-23 10:00")
    due = DEADLINES.due("appeal", "help", "in_progress", start)
    assert text(due.due_at) == "2026-11-26 17:30"
    amber = ms("2026-11-26 09:15")  # 20¼ of 27 office hours
    assert clock_colour(start, *due) == "green"
    assert clock_colour(amber - 1, *due) == "green"
    assert clock_colour(amber, *due) == "amber"
    assert clock_colour(due.due_at - 1, *due) == "amber"
    assert clock_colour(due.due_at, *due) == "red"
    assert clock_colour(start, None, None) == "done"


@pytest.mark.parametrize(
    ("state", "start", "due", "amber"),
    [
        ("submitted", "2026-11-20 17:00", "2026-11-23 14:00", "2026-11-23 11:30"),  # a weekend
        ("submitted", "2026-02-14 17:00", "2026-02-24 14:00", "2026-02-24 11:30"),  # a holiday
        ("submitted", "2026-11-20 22:00", "2026-11-23 14:30", "2026-11-23 12:00"),  # a night
        (
            "in_progress",
            "2026-09-30 16:00",
            "2026-10-10 17:30",
            "2026-10-10 10:22",
        ),  # a make-up day
    ],
)
def test_the_clock_turns_amber_in_office_hours_only(state, start, due, amber):
    found = DEADLINES.due("appeal", "help", state, ms(start))
    assert (text(found.due_at), text(found.amber_at)) == (due, amber)


def test_round_the_clock_a_share_is_of_all_hours():
    rules = {"amber_at": 0.75, "max_tier": 3, "rules": [{"submitted": {"hours": 8}}]}
    found = Deadlines(rules, CALENDAR).due("appeal", "help", "submitted", ms("2026-11-21 20:00"))
    assert (text(found.due_at), text(found.amber_at)) == ("2026-11-22 04:00", "2026-11-22 02:00")


def test_each_colour_raises_the_case_a_tier_up_to_three():
    assert [DEADLINES.tier(0, c) for c in ("green", "amber", "red")] == [0, 1, 2]
    assert DEADLINES.tier(2, "red") == 3


def test_every_open_state_has_a_deadline_and_no_other():
    for category in ("consult", "help", "complaint", "suggestion", "praise", "anything"):
        for state in ("submitted", "accepted", "dispatched", "in_progress", "resolved", "verified"):
            assert DEADLINES.due("appeal", category, state, 0)
        for state in ("closed", "refused", "withdrawn", "merged"):
            assert DEADLINES.due("appeal", category, state, 0) is None
    for category in ("fire_risk", "anything"):
        for state in ("accepted", "dispatched", "in_progress", "resolved", "verified"):
            assert DEADLINES.due("patrol", category, state, 0)
        # It begins at the desk that hands it on.
        assert DEADLINES.due("patrol", category, "submitted", 0) is None


def test_a_unit_nobody_knows_is_an_error():
    broken = Deadlines(
        {"amber_at": 0.5, "max_tier": 3, "rules": [{"submitted": {"moons": 1}}]}, CALENDAR
    )
    with pytest.raises(ValueError, match="moons"):
        broken.due("appeal", "help", "submitted", 0)
