"""What is different between two versions of something, each difference with its place."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Place = tuple[str, ...]


class Difference(NamedTuple):
    """A place, and what is there before and after; None for nothing."""

    place: Place
    before: Any
    after: Any


def compared(old: Mapping[Place, Any], new: Mapping[Place, Any]) -> list[Difference]:
    """In the order of the later version, what it has no more at the end."""
    changed = [
        Difference(place, old.get(place), value)
        for place, value in new.items()
        if place not in old or old[place] != value
    ]
    return changed + [Difference(p, value, None) for p, value in old.items() if p not in new]


def of_json(before: Any, after: Any) -> list[Difference]:
    """Single values of JSON that are new, changed or gone. An item of a list has its place by its id,
    else by its number from 1; an empty list or object is a value."""
    return compared(dict(_values(before, ())), dict(_values(after, ())))


def _values(value: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        named = all(isinstance(one, dict) and one.get("id") for one in value)
        inner = [(one["id"] if named else at, one) for at, one in enumerate(value, 1)]
    if not inner:
        if value is not None:
            yield place, value
        return
    for name, one in inner:
        yield from _values(one, (*place, str(name)))
