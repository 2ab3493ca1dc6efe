"""The yearly notice: which days of a year are holidays and which are worked instead."""

from datetime import date
from typing import Any

from server.routes.http import Call, Reply
from server.routes.page import Wrong
from server.routes.plain.admin.frame import admin_page, lines_of, save_setting, text_of
from server.rules.calendar import OFFICIAL
from server.rules.catalogue.calendar_file import MOST_DAYS
from server.services import calendar_years, settings

LONGEST = 200


async def form(call: Call) -> Reply:
    """GET /plain/admin/calendar?year=: the notice of a year, that of the first unknown one if none
    is said."""
    return _page(call, _kept(call, _wanted(call)), [])


async def again(call: Call) -> Reply:
    """The form as it was typed, for another look."""
    return _page(call, call.body, [])


async def save(call: Call) -> Reply:
    """POST /plain/admin/calendar."""
    typed, words = call.body, call.words
    year = typed.get("year", "")
    wrong: list[Wrong] = []
    if not (year.isascii() and year.isdigit() and 2020 <= int(year) <= 2100):
        # Without a year no day can be said to be in it.
        return _page(call, typed, [Wrong("year", words("admin.calendar.wrong.year"))])
    source = typed.get("source", "").strip()
    if not source or len(source) > LONGEST or not source.isprintable():
        label = words("admin.calendar.source")
        wrong.append(Wrong("source", words("admin.wrong.text", label=label)))
    holidays = _holidays(typed.get("holidays", ""), year, words, wrong)
    make_up = _make_up(typed.get("make_up_days", ""), year, words, wrong)
    if wrong:
        return _page(call, typed, wrong)
    value = settings.present(call.window, "calendar")
    value["years"][year] = {
        "status": OFFICIAL,
        "source": source,
        "holidays": holidays,
        "make_up_days": make_up,
    }
    bad = await save_setting(call, "calendar", value)
    if bad:
        return _page(call, typed, [], bad=bad)
    return _page(call, _kept(call, year), [], said=words("admin.saved"))


def _holidays(text: str, year: str, words, wrong: list[Wrong]) -> list[dict[str, str]]:
    rows = lines_of(text, 3)
    if isinstance(rows, int) or not rows:
        line = rows if isinstance(rows, int) else 1
        wrong.append(Wrong("holidays", words("admin.calendar.wrong.holiday", line=line)))
        return []
    found = []
    for line, (name, first, last) in enumerate(rows, 1):
        begins, ends = _day(first, year), _day(last, year)
        if begins is None or ends is None or not 0 <= (ends - begins).days < MOST_DAYS:
            wrong.append(Wrong("holidays", words("admin.calendar.wrong.holiday", line=line)))
        found.append({"name": name, "from": first, "to": last})
    return found


def _make_up(text: str, year: str, words, wrong: list[Wrong]) -> list[str]:
    days = text.replace(",", " ").split()
    for day in days:
        if _day(day, year) is None:
            wrong.append(Wrong("make_up_days", words("admin.calendar.wrong.day", day=day[:40])))
    return days


def _day(text: str, year: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if text == day.isoformat() and str(day.year) == year else None


def _wanted(call: Call) -> str:
    asked = call.query.get("year", "")
    if asked in settings.present(call.window, "calendar")["years"]:
        return asked
    unknown = calendar_years.unknown(call.window)
    return str(unknown[0]) if unknown else str(_today(call).year)


def _today(call: Call) -> date:
    return call.window.zone.local(call.window.now()).date()


def _kept(call: Call, year: str) -> dict[str, Any]:
    block = settings.present(call.window, "calendar")["years"].get(year, {})
    rows = [[h["name"], h["from"], h["to"]] for h in block.get("holidays", [])]
    return {
        "year": year,
        "source": block.get("source", "") if block.get("status") == OFFICIAL else "",
        "holidays": text_of(rows),
        "make_up_days": "\n".join(block.get("make_up_days", [])),
    }


def _page(call: Call, values, wrong: list[Wrong], *, said: str = "", bad: str = "") -> Reply:
    years = settings.present(call.window, "calendar")["years"]
    return admin_page(
        call,
        "calendar.html",
        wrong=wrong,
        said=said,
        bad=bad,
        form=True,
        values=values,
        years=[(name, block.get("status") == OFFICIAL) for name, block in sorted(years.items())],
        unknown=calendar_years.unknown(call.window),
    )
