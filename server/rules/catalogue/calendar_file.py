"""Reading calendar.json: a calendar without office hours, or of endless holidays, would let no
working hour ever pass, so it is refused at the start."""

from datetime import date
from typing import Any

from server.rules.catalogue import files
from server.rules.catalogue.mistakes import CatalogueError, Findings
from server.rules.catalogue.shape import read_text

#: Longer than any holiday of the official calendar.
MOST_DAYS = 31


def read_calendar(raw: bytes) -> dict[str, Any]:
    """The content of a calendar that can be used. Raises CatalogueError."""
    found = Findings("calendar.json")
    value, calendar = read_text(found, raw, files.CalendarFile)
    if calendar is not None:
        _check_hours(found, calendar)
        for name, year in calendar.years.items():
            _check_year(found, name, year)
    if found.mistakes:
        raise CatalogueError(found.mistakes)
    return value


def _check_hours(found: Findings, calendar: files.CalendarFile) -> None:
    last = ""
    for index, (opens, closes) in enumerate(calendar.office_hours):
        if not last < opens < closes:
            found.add(("office_hours", index), "hours begin before they end, one after another")
        last = closes


def _check_year(found: Findings, name: str, year: files.Year) -> None:
    place = ("years", name)
    for index, holiday in enumerate(year.holidays):
        at = (*place, "holidays", index)
        first = _day(found, (*at, "from"), holiday.first, name)
        last = _day(found, (*at, "to"), holiday.last, name)
        if first and last and not 0 <= (last - first).days < MOST_DAYS:
            found.add(at, f"has 1 to {MOST_DAYS} days, the first before the last")
    for index, text in enumerate(year.make_up_days):
        _day(found, (*place, "make_up_days", index), text, name)


def _day(found: Findings, place: tuple, text: str, year: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        found.add(place, f"{text} is no day")
        return None
    if not text.startswith(year):
        found.add(place, f"{text} is not in {year}")
    return day
