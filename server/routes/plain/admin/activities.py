"""Activities: written like a notice, with when, where, for how many and for whom."""

import re

from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain.admin.frame import admin_page, author_of
from server.routes.plain.admin.notices import DAY_MS, day_of, grid_choices, read_written
from server.routes.plain.form_key import key_of
from server.rules import activities as rules
from server.rules import text
from server.rules.forms import Problem
from server.rules.numbers import read_whole
from server.services import activities as service
from server.services.activities import Plan

SHORTEST, LONGEST_PLACE = 2, 120
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
MINUTE_MS = 60_000


async def form(call: Call) -> Reply:
    """GET /plain/admin/activities."""
    return _page(call, [], call.window.ports.random.id())


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    return _page(call, [], key_of(call))


async def publish(call: Call) -> Reply:
    """POST /plain/admin/activities."""
    window, key, author = call.window, key_of(call), await author_of(call)
    written, problems = read_written(call)
    plan, more = _plan(call, written.at)
    if plan is None or problems or more:
        return _page(call, wrongs(call.words, [*problems, *more]), key)
    if written.until is None:
        written = written._replace(until=plan.ends)
    await window.database.write(lambda tx: service.publish(window, tx, author, key, written, plan))
    call.body = type(call.body)([], [])
    return _page(call, [], window.ports.random.id(), said=call.words("admin.activities.published"))


def _plan(call: Call, shown_from: int) -> tuple[Plan | None, list[Problem]]:
    problems = []
    place = text.clean(call.body.get("where", ""), lines=False)
    if not place:
        problems.append(Problem("where", "required"))
    elif not SHORTEST <= text.visible_length(place) <= LONGEST_PLACE:
        problems.append(Problem("where", "out_of_range", min=SHORTEST, max=LONGEST_PLACE))
    moments = {}
    for name in ("day", "last_day"):
        moments[name], wrong = day_of(call, name)
        problems += wrong
    if moments["day"] is None and not any(one.path == "day" for one in problems):
        problems.append(Problem("day", "required"))
    clocks = {name: _clock(call, name, problems) for name in ("begins", "ends")}
    places = _count(call, "places", rules.MOST_PLACES, problems)
    most = _count(call, "most", rules.MOST_EACH, problems)
    group = call.body.get("group", "") or None
    if group is not None and group not in rules.GROUPS:
        problems.append(Problem("group", "unknown"))
    if problems:
        return None, problems
    begins, ends = (moments["day"] + clocks[name] for name in ("begins", "ends"))
    closes = begins if moments["last_day"] is None else moments["last_day"] + DAY_MS
    if ends <= begins:
        problems.append(Problem("ends", "early"))
    if begins <= max(shown_from, call.window.now()):
        problems.append(Problem("day", "early"))
    if not max(shown_from, call.window.now()) < min(closes, begins):
        problems.append(Problem("last_day", "out_of_range"))
    waiting = bool(call.body.get("waiting"))
    return Plan(place, begins, ends, min(closes, begins), places, most, waiting, group), problems


def _clock(call: Call, name: str, problems: list[Problem]) -> int:
    """The time of day that was typed, in ms."""
    found = _CLOCK.fullmatch(call.body.get(name, "").strip())
    if found is None:
        problems.append(Problem(name, "format" if call.body.get(name) else "required"))
        return 0
    return (int(found[1]) * 60 + int(found[2])) * MINUTE_MS


def _count(call: Call, name: str, most: int, problems: list[Problem]) -> int:
    count = read_whole(call.body.get(name, ""))
    if count is None or not 1 <= count <= most:
        code = "out_of_range" if call.body.get(name) else "required"
        problems.append(Problem(name, code, max=most))
        return 0
    return count


def _page(call: Call, wrong: list[Wrong], key: str, *, said: str = "") -> Reply:
    words = call.words
    groups = [(name, words(f"plain.activities.group.{name}")) for name in rules.GROUPS]
    return admin_page(
        call,
        "activities.html",
        wrong=wrong,
        said=said,
        bad="",
        key=key,
        grids=grid_choices(call),
        picked=call.body.all("grids"),
        groups=[("", words("plain.activities.group.all")), *groups],
        most=rules.MOST_EACH,
        # A box that is not ticked is not sent: a page that was not sent yet has it ticked.
        waiting=bool(call.body.get("waiting")) or not call.body.get("action"),
    )
