"""Slots of a window: which can be booked, how many places are left, which are nearest to another."""

import math
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from server.rules.calendar import DAY_MS, MINUTE_MS, Calendar

_EPOCH = date(1970, 1, 1).toordinal()


class Hour(NamedTuple):
    """A slot of every working day: its bounds as HH:MM, and how many people can book it."""

    begins: str
    ends: str
    places: int

    @classmethod
    def of(cls, begins: str, ends: str, places: int, walk_in: float) -> "Hour":
        """walk_in: the share of the places that is kept for those who just come."""
        # A share of a tenth of ten places is one, whatever binary fractions make of it.
        kept = math.ceil(round(places * walk_in, 6))
        return cls(begins, ends, places - kept)


class Counter(NamedTuple):
    """A window, its slots in the order of the day."""

    id: str
    address: str
    hours: tuple[Hour, ...]


class Counters(NamedTuple):
    """The windows that can be booked, so many days ahead."""

    days_ahead: int
    by_id: Mapping[str, Counter]


class Slot(NamedTuple):
    """A slot of a certain day. begins_at, ends_at: ms; places: that can be booked in all."""

    day: str
    begins: str
    ends: str
    places: int
    begins_at: int
    ends_at: int


#: (day, begins) → how many booked it.
Taken = Mapping[tuple[str, str], int]


def _ms(day: int, clock: str, calendar: Calendar) -> int:
    hours, minutes = clock.split(":")
    return calendar.start_of(day) + (int(hours) * 60 + int(minutes)) * MINUTE_MS


def day_text(day: int) -> str:
    """ISO 8601 of a day by its number since 1970."""
    return date.fromordinal(_EPOCH + day).isoformat()


def slots(counters: Counters, counter: Counter, calendar: Calendar, now: int) -> list[Slot]:
    """The slots that can be booked at the moment, full or not: of working days, not begun yet."""
    today = calendar.day_of(now)
    return [
        slot
        for day in range(today, today + counters.days_ahead + 1)
        if calendar.is_working(day)
        for hour in counter.hours
        if hour.places and (slot := _slot(day, hour, calendar)).begins_at > now
    ]


def _slot(day: int, hour: Hour, calendar: Calendar) -> Slot:
    return Slot(
        day_text(day),
        hour.begins,
        hour.ends,
        hour.places,
        _ms(day, hour.begins, calendar),
        _ms(day, hour.ends, calendar),
    )


def left(slot: Slot, taken: Taken) -> int:
    """How many places of the slot are free."""
    return max(0, slot.places - taken.get((slot.day, slot.begins), 0))


def nearest(wanted: Slot, known: list[Slot], taken: Taken, most: int) -> list[Slot]:
    """The free slots nearest in time to a full one, in the order of time."""
    free = [slot for slot in known if left(slot, taken) and slot != wanted]
    free.sort(key=lambda slot: (abs(slot.begins_at - wanted.begins_at), slot.begins_at))
    return sorted(free[:most], key=lambda slot: slot.begins_at)


def remind_at(begins_at: int, calendar: Calendar, clock: str) -> int:
    """The day before, at that time of day (ms)."""
    return _ms(calendar.day_of(begins_at - DAY_MS), clock, calendar)
