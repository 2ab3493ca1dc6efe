"""counters.json: the windows where a time can be booked, their hours and room."""

from typing import Annotated

from msgspec import Meta, field

from server.rules.catalogue.files import TimeOfDay, Word, _Closed
from server.rules.catalogue.mistakes import CatalogueError, Findings
from server.rules.catalogue.shape import read_text
from server.rules.slots import Counter, Counters, Hour

#: A name that fits on a ticket.
Name = Annotated[str, Meta(pattern=r"^[A-Za-z0-9]{1,4}$")]


class _Hour(_Closed, kw_only=True):
    """A slot of a day: its bounds, and for how many people there is room."""

    begins: TimeOfDay = field(name="from")
    ends: TimeOfDay = field(name="to")
    places: Annotated[int, Meta(ge=1, le=500)]


class _Counter(_Closed, kw_only=True):
    """A window."""

    address: Word
    hours: Annotated[list[_Hour], Meta(min_length=1, max_length=48)]


class CountersFile(_Closed, kw_only=True):
    """counters.json"""

    about: str = ""
    days_ahead: Annotated[int, Meta(ge=1, le=90)]
    walk_in: Annotated[float, Meta(ge=0, lt=1)]
    counters: dict[Name, _Counter]


def read_counters(raw: bytes) -> Counters:
    """The windows that can be booked. Raises CatalogueError."""
    found = Findings("counters.json")
    _, file = read_text(found, raw, CountersFile)
    if file is not None:
        for name, counter in file.counters.items():
            last = ""
            for index, hour in enumerate(counter.hours):
                if not last <= hour.begins < hour.ends:
                    place = ("counters", name, "hours", index)
                    found.add(place, "hours begin before they end, one after another")
                last = hour.ends
    if found.mistakes:
        raise CatalogueError(found.mistakes)
    return Counters(
        file.days_ahead,
        {
            name: Counter(
                name,
                counter.address,
                tuple(Hour.of(h.begins, h.ends, h.places, file.walk_in) for h in counter.hours),
            )
            for name, counter in file.counters.items()
        },
    )
