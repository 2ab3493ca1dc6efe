"""A calendar that cannot be used is refused with its place, before a deadline is asked of it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from test_catalogue import FOLDER, put
from world import done

from server.config import ConfigError, load
from server.services.reference import ReferenceData

ROOT = Path(__file__).resolve().parents[2]

BROKEN = [
    ("no hours at all", put("office_hours", value=[]), "/office_hours", "length >= 1"),
    ("hours that end first", put("office_hours", 0, value=["12:00", "09:00"]), "/office_hours/0", "one after another"),
    ("hours over each other", put("office_hours", 1, value=["11:00", "17:00"]), "/office_hours/1", "one after another"),
    ("no time of day", put("office_hours", 0, 0, value="25:00"), "/office_hours/0/0", "regex"),
    ("no offset", lambda c: c.pop("utc_offset_minutes"), "", "'utc_offset_minutes' is missing"),
    ("a day that is not there", put("years", "2026", "make_up_days", 0, value="2026-02-30"), "/years/2026/make_up_days/0", "is no day"),
    ("a day of another year", put("years", "2026", "make_up_days", 0, value="2025-01-04"), "/years/2026/make_up_days/0", "is not in 2026"),
    ("a holiday that ends first", put("years", "2026", "holidays", 1, "to", value="2026-02-01"), "/years/2026/holidays/1", "the first before the last"),
    ("a holiday without end", put("years", "2026", "holidays", 0, "to", value="2026-12-31"), "/years/2026/holidays/0", "1 to 31 days"),
    ("a year of letters", put("years", "next", value={"holidays": [], "make_up_days": []}), "/years/next", "regex"),
    ("a member nobody knows", put("lunch", value=True), "/lunch", "nobody knows"),
]  # fmt: skip


def start(tmp_path, change) -> str:
    """What the start is refused with, "" if it is not."""
    value = json.loads((FOLDER / "calendar.json").read_text("utf-8"))
    change(value)
    file = tmp_path / "calendar.json"
    file.write_text(json.dumps(value), "utf-8")
    config = load(None)
    config.street.calendar = str(file)
    try:
        ReferenceData(config)
    except ConfigError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(("_name", "change", "place", "words"), BROKEN, ids=[b[0] for b in BROKEN])
def test_a_mistake_in_the_calendar_is_refused_with_its_place(tmp_path, _name, change, place, words):
    lines = start(tmp_path, change).splitlines()
    assert any(line.startswith(f"calendar.json#{place}:") and words in line for line in lines), (
        lines
    )


def test_the_products_own_calendar_has_no_mistake(tmp_path):
    assert start(tmp_path, lambda calendar: None) == ""


def test_deadlines_without_their_shape_are_refused_with_the_place(tmp_path):
    file = tmp_path / "deadlines.json"
    file.write_text('{"max_tier": 3, "rules": []}', "utf-8")
    config = load(None)
    config.street.deadlines = str(file)
    with pytest.raises(ConfigError, match=r"deadlines\.json#: 'amber_at' is missing"):
        ReferenceData(config)


def test_readiness_and_clients_are_told_which_years_the_calendar_knows(world):
    world.clock.at = 1_767_575_400_000  # 2026-01-05 09:10
    told = world.nobody().get(f"{world.url}/readyz").text
    assert told.endswith("years without an official calendar: none\n")
    world.clock.at = 1_795_399_800_000  # 2026-11-23 10:10: sixty days on it is 2027
    told = world.nobody().get(f"{world.url}/readyz").text
    assert told.endswith("years without an official calendar: 2027\n")
    assert done(world.nobody().get("/reference"))["official_years"] == [2026]


def test_the_operator_is_told_at_the_start(tmp_path):
    calendar = json.loads((FOLDER / "calendar.json").read_text("utf-8"))
    calendar["years"] = {}
    (tmp_path / "calendar.json").write_text(json.dumps(calendar))
    config = tmp_path / "street.toml"
    config.write_text(f'[street]\ncalendar = "{tmp_path}/calendar.json"\n')
    command = [sys.executable, str(ROOT / "serve.py"), "--port", "0", "--config", str(config)]
    command += ["--data", str(tmp_path / "data")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        server.stdout.readline()
        server.terminate()
        told = server.stderr.read().decode()
    assert "does not know the official working days" in told
