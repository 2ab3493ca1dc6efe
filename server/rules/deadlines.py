"""Deadlines from data: how long a state may last, and what colour its clock has."""

from typing import NamedTuple

from server.rules.calendar import Calendar

HOUR_MS = 3_600_000


class Due(NamedTuple):
    """When a state must have ended, and when its clock turns amber (ms since 1970 UTC)."""

    due_at: int
    amber_at: int


class Deadlines:
    """The rules of assets/catalogue/deadlines.json on a calendar."""

    def __init__(self, data: dict, calendar: Calendar, others: "Deadlines | None" = None):
        """others: what holds for a state that these rules do not know; they may be older than it."""
        self.calendar = calendar
        self._others = others
        self._amber = data["amber_at"]
        self._max_tier = data["max_tier"]
        self._rules = data["rules"]

    def due(self, kind: str, category: str, state: str, since_ms: int) -> Due | None:
        """The due time of a state entered at since_ms; None where no clock runs."""
        span = self._span(kind, category, state)
        if span is None:
            return None
        due_at = self._add(span, since_ms)
        return Due(due_at, self._share(span, since_ms, due_at))

    def days(self, kind: str, category: str, state: str) -> int | None:
        """How many working days a state may last; None where that is not counted in them."""
        return (self._span(kind, category, state) or {}).get("working_days")

    def _span(self, kind: str, category: str, state: str) -> dict | None:
        """How long a state may last, by the first rule that is about it."""
        for rule in self._rules:
            if rule.get("kind", kind) == kind and rule.get("category", category) == category:
                if state not in rule and self._others is not None:
                    return self._others._span(kind, category, state)
                return rule.get(state)
        return None

    def promised(self, days: int, since_ms: int) -> Due:
        """The due time of what was promised within so many working days."""
        span = {"working_days": days}
        due_at = self._add(span, since_ms)
        return Due(due_at, self._share(span, since_ms, due_at))

    def amber_before(self, since_ms: int, due_at: int) -> int:
        """When a clock whose end somebody named turns amber."""
        office = self.calendar.working_ms(since_ms, due_at)
        return self.calendar.add_working_ms(since_ms, int(office * self._amber))

    def resumed(self, left_ms: int, now_ms: int) -> Due:
        """The due time of a clock that goes on with so much office time left."""
        add = self.calendar.add_working_ms
        return Due(add(now_ms, left_ms), add(now_ms, int(left_ms * self._amber)))

    def _share(self, span: dict, since_ms: int, due_at: int) -> int:
        """When the share of the time has passed after which the clock is amber: of office time
        where the span is of that, so that no case rises while nobody is there."""
        if "hours" in span:
            return since_ms + int((due_at - since_ms) * self._amber)
        return self.amber_before(since_ms, due_at)

    def _add(self, span: dict, since_ms: int) -> int:
        ((unit, amount),) = span.items()
        if unit == "hours":
            return since_ms + int(amount * HOUR_MS)
        if unit == "working_hours":
            return self.calendar.add_working_hours(since_ms, amount)
        if unit == "working_days":
            return self.calendar.add_working_days(since_ms, amount)
        raise ValueError(f"unknown unit {unit}")

    def tier(self, raised: int, clock: str) -> int:
        """Tier of a case: what it was raised by reopening, one for amber, two for red."""
        return min(self._max_tier, raised + {"amber": 1, "red": 2}.get(clock, 0))


def clock_colour(now_ms: int, due_at: int | None, amber_at: int | None) -> str:
    """green, amber or red; done where no clock runs."""
    if due_at is None:
        return "done"
    if now_ms >= due_at:
        return "red"
    return "amber" if amber_at is not None and now_ms >= amber_at else "green"
