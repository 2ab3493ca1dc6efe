"""Visits (上门): why somebody is visited, how a try can go, and when a visit can be asked for."""

from collections.abc import Mapping
from typing import NamedTuple

from server.rules.calendar import DAY_MS, Calendar

#: Asked for by the person or somebody for it; because of what is known (rules/catalogue/
#: reminders_file); to look whether something was mended (a case's verification); to ask who has no
#: phone whether the help they had was right (rules/call_backs).
HELP_WISH, PROACTIVE, VERIFICATION, CALL_BACK = KINDS = (
    "help_wish", "proactive", "verification", "call_back",
)  # fmt: skip
OPEN, DONE, CANCELLED = STATES = ("open", "done", "cancelled")
NOBODY, MOVED, DEAD, HELPED, REFUSED, OTHER, ASKED = (
    "nobody", "moved", "dead", "helped", "refused", "other", "asked",
)  # fmt: skip
#: How a try can go, in the order in which it is offered; of a call-back.
RESULTS = (HELPED, NOBODY, REFUSED, MOVED, DEAD, OTHER)
RESULTS_OF_CALL_BACK = (ASKED, NOBODY, REFUSED, MOVED, DEAD, OTHER)
#: After these somebody goes again.
GO_AGAIN = frozenset((NOBODY, OTHER))
#: These are to be explained.
EXPLAINED = frozenset((REFUSED, OTHER))
#: What a try says of the person: result → state of the person.
OF_PERSON: Mapping[str, str] = {MOVED: "moved", DEAD: "dead"}
#: So far ahead somebody can be asked for, and the next try can be, days.
FARTHEST, FARTHEST_NEXT = 30, 92


def results_of(kind: str) -> tuple[str, ...]:
    """How a try of a visit of that kind can go, in the order in which it is offered."""
    return RESULTS_OF_CALL_BACK if kind == CALL_BACK else RESULTS


def is_last(kind: str, result: str, tries: int, most: int) -> bool:
    """Whether nobody goes again after that try. tries: with this one; most: of a call-back."""
    return result not in GO_AGAIN or (kind == CALL_BACK and tries >= most)


class Span(NamedTuple):
    """From when to when, ms."""

    begins: int
    ends: int


def wish_fits(span: Span, calendar: Calendar, now: int) -> bool:
    """Whether a worker can come then: within the office hours of one working day that is not over,
    at most FARTHEST days ahead."""
    day = calendar.day_of(span.begins)
    opens, closes = calendar.hours[0][0], calendar.hours[-1][1]
    return (
        span.begins < span.ends
        and span.ends > now
        and calendar.is_working(day)
        and day <= calendar.day_of(now) + FARTHEST
        and span.begins >= calendar.start_of(day) + opens
        and span.ends <= calendar.start_of(day) + closes
    )


def next_fits(span: Span, tried_at: int) -> bool:
    """Whether a worker can mean to come again then: after the try, and at any hour."""
    ahead = tried_at + FARTHEST_NEXT * DAY_MS
    return span.begins < span.ends <= span.begins + DAY_MS and tried_at <= span.begins <= ahead


def offered(calendar: Calendar, now: int, count: int) -> list[Span]:
    """The next spans that a form offers: the morning and the afternoon of working days."""
    found: list[Span] = []
    day = calendar.day_of(now)
    while len(found) < count and day <= calendar.day_of(now) + FARTHEST:
        if calendar.is_working(day):
            start = calendar.start_of(day)
            halves = [Span(start + opens, start + closes) for opens, closes in calendar.hours]
            found += [half for half in halves if half.begins > now]
        day += 1
    return found[:count]


def next_day(calendar: Calendar, now: int) -> Span:
    """The office hours of the working day after today."""
    day = calendar.day_of(now) + 1
    while not calendar.is_working(day):
        day += 1
    return day_span(calendar, calendar.start_of(day))


def day_span(calendar: Calendar, at: int) -> Span:
    """The office hours of the day of a moment."""
    start = calendar.start_of(calendar.day_of(at))
    return Span(start + calendar.hours[0][0], start + calendar.hours[-1][1])
