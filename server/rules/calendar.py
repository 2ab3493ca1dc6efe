"""The official calendar: working days with make-up days, and office hours.

Times are milliseconds since 1970 UTC; days are the street's own (a fixed offset).
"""

from collections.abc import Iterator
from datetime import date, timedelta

DAY_MS = 86_400_000
MINUTE_MS = 60_000
#: status of a year's block in calendar.json.
OFFICIAL = "official"


def _days(first: str, last: str):
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    while day <= end:
        yield day
        day += timedelta(days=1)


class Calendar:
    """Working time from assets/catalogue/calendar.json."""

    def __init__(self, data: dict):
        self.offset_ms = data["utc_offset_minutes"] * MINUTE_MS
        self.hours = [tuple(_minutes(t) * MINUTE_MS for t in pair) for pair in data["office_hours"]]
        self.office_day_ms = sum(closes - opens for opens, closes in self.hours)
        #: The years whose block says that it is of the official notice.
        self.official_years = {
            int(name) for name, year in data["years"].items() if year.get("status") == OFFICIAL
        }
        years = data["years"].values()
        self.holidays = {
            d for year in years for h in year["holidays"] for d in _days(h["from"], h["to"])
        }
        self.make_up = {date.fromisoformat(d) for year in years for d in year["make_up_days"]}
        self._cache: dict[int, bool] = {}

    def day_of(self, at_ms: int) -> int:
        """Number of the local day (days since 1970-01-01) that holds the moment."""
        return (at_ms + self.offset_ms) // DAY_MS

    def start_of(self, day: int) -> int:
        """First moment of a local day."""
        return day * DAY_MS - self.offset_ms

    def is_working(self, day: int) -> bool:
        """Whether the offices work on that local day."""
        known = self._cache.get(day)
        if known is None:
            d = date(1970, 1, 1) + timedelta(days=day)
            known = d in self.make_up or (d.weekday() < 5 and d not in self.holidays)
            self._cache[day] = known
        return known

    def add_working_days(self, at_ms: int, days: int) -> int:
        """Close of office on the days-th working day after the day of the moment."""
        day = self.day_of(at_ms)
        while days > 0:
            day += 1
            days -= self.is_working(day)
        return self.start_of(day) + self.hours[-1][1]

    def add_working_hours(self, at_ms: int, hours: float) -> int:
        """The moment when so many office hours have passed."""
        return self.add_working_ms(at_ms, int(hours * 60) * MINUTE_MS)

    def add_working_ms(self, at_ms: int, left: int) -> int:
        """The moment when so much office time has passed."""
        for begin, end in self._open_from(at_ms):
            if left <= end - begin:
                return begin + left
            left -= end - begin
        raise AssertionError("office hours never end")

    def working_ms(self, from_ms: int, until_ms: int) -> int:
        """How much office time lies between two moments."""
        total = 0
        for begin, end in self._open_from(from_ms):
            if begin >= until_ms:
                return total
            total += min(end, until_ms) - begin
        raise AssertionError("office hours never end")

    def _open_from(self, at_ms: int) -> Iterator[tuple[int, int]]:
        """The stretches in which the offices are open, from a moment on, without end."""
        day = self.day_of(at_ms)
        while True:
            if self.is_working(day):
                midnight = self.start_of(day)
                for opens, closes in self.hours:
                    begin = max(at_ms, midnight + opens)
                    if begin < midnight + closes:
                        yield begin, midnight + closes
            day += 1


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
