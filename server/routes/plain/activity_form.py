"""When, where and for how many an activity is, as it is typed: read from a form, and put back into one."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from server.routes.http import Call
from server.routes.plain.admin.notices import DAY_MS, day_of
from server.rules import activities as rules
from server.rules import text
from server.rules.forms import Problem
from server.rules.numbers import read_whole
from server.services.window import Window

SHORTEST, LONGEST_PLACE = 2, 120
MINUTE_MS = 60_000
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)


class Typed(NamedTuple):
    """What was typed. Times in ms; closes: until when one can sign up, at the latest its beginning."""

    place: str
    begins: int
    ends: int
    closes: int
    places: int


def read_typed(
    call: Call, earliest: int, problems: list[Problem], was: Mapping | None = None
) -> Typed | None:
    """What was typed of one that begins after `earliest` (ms); what is wrong is put to the problems, None where
    something is. was: its row, where it is there already: what is left as it was needs no new moment."""
    known = len(problems)
    place = text.clean(call.body.get("where", ""), lines=False)
    if not place:
        problems.append(Problem("where", "required"))
    elif not SHORTEST <= text.visible_length(place) <= LONGEST_PLACE:
        problems.append(Problem("where", "out_of_range", min=SHORTEST, max=LONGEST_PLACE))
    days = {}
    for name in ("day", "last_day"):
        days[name], wrong = day_of(call, name)
        problems += wrong
    if days["day"] is None and not any(one.path == "day" for one in problems):
        problems.append(Problem("day", "required"))
    clocks = {name: _clock(call, name, problems) for name in ("begins", "ends")}
    places = count_of(call, "places", rules.MOST_PLACES, problems)
    if len(problems) > known:
        return None
    begins, ends = (days["day"] + clocks[name] for name in ("begins", "ends"))
    closes = min(_closes(call, days["last_day"], begins, was), begins)
    if ends <= begins:
        problems.append(Problem("ends", "early"))
    if begins <= earliest:
        problems.append(Problem("day", "early"))
    if closes <= earliest and (was is None or closes != was["closes_at"]):
        problems.append(Problem("last_day", "out_of_range"))
    return None if len(problems) > known else Typed(place, begins, ends, closes, places)


def _closes(call: Call, last_day: int | None, begins: int, was: Mapping | None) -> int:
    if was is not None and call.body.get("last_day", "").strip() == last_day_of(call.window, was):
        return begins if was["closes_at"] == was["begins_at"] else was["closes_at"]
    return begins if last_day is None else last_day + DAY_MS


def last_day_of(window: Window, row: Mapping) -> str:
    """The last day on which one can sign up, "" where that is possible until it begins."""
    if row["closes_at"] == row["begins_at"]:
        return ""
    return window.zone.iso(row["closes_at"] - 1)[:10]


def typed_of(window: Window, row: Mapping) -> dict[str, str]:
    """The fields of the form, as the activity is."""
    begins, ends = window.zone.iso(row["begins_at"]), window.zone.iso(row["ends_at"])
    return {
        "title": row["title"],
        "body": row["body"],
        "where": row["place"],
        "day": begins[:10],
        "begins": begins[11:16],
        "ends": ends[11:16],
        "last_day": last_day_of(window, row),
        "places": str(row["places"]),
    }


def _clock(call: Call, name: str, problems: list[Problem]) -> int:
    """The time of day that was typed, in ms."""
    found = _CLOCK.fullmatch(call.body.get(name, "").strip())
    if found is None:
        problems.append(Problem(name, "format" if call.body.get(name) else "required"))
        return 0
    return (int(found[1]) * 60 + int(found[2])) * MINUTE_MS


def count_of(call: Call, name: str, most: int, problems: list[Problem]) -> int:
    """A number from 1 to `most` that was typed; 0 where it is none, which is put to the problems."""
    count = read_whole(call.body.get(name, ""))
    if count is None or not 1 <= count <= most:
        code = "out_of_range" if call.body.get(name) else "required"
        problems.append(Problem(name, code, max=most))
        return 0
    return count
