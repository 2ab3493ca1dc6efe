"""The work queues of each role (assets/catalogue/queues.json)."""

from collections.abc import Mapping
from typing import NamedTuple


class QueueRule(NamedTuple):
    """A list of work. of: "street", "department" or "grid", whose cases; states: of which states,
    all open ones if none is named; time: None, "due_soon" (amber), "overdue" (red) or "reopened"."""

    of: str
    states: tuple[str, ...] = ()
    time: str | None = None


#: Role → the queues it works on by name, in the order they are shown.
Queues = Mapping[str, Mapping[str, QueueRule]]
