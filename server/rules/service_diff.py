"""What differs between two versions of a service, each difference with its place: by the id of a
condition, material or question and the path of a field, so that what only moved is not told as new."""

from collections.abc import Iterator
from typing import Any

from server.rules.differences import Difference, Place, compared
from server.rules.written_service import WrittenService

#: Lists of a service whose items have an id; questions and basis are such ids themselves.
_LISTS = ("conditions", "materials", "steps")
#: Lists of its form, and what their items are known by.
_OF_FORM = {"sections": "id", "fields": "path", "rules": "id"}
#: Members that every version has anew.
_NUMBERS = ("version",)


def differences(before: WrittenService, after: WrittenService) -> list[Difference]:
    """In the order of the later version, what it has no more at the end."""
    return compared(dict(_flat(before)), dict(_flat(after)))


def _flat(bundle: WrittenService) -> Iterator[tuple[Place, Any]]:
    for name, value in bundle.service.items():
        if name in _LISTS and _whole(value):
            yield from _items(("service", name), value, "id")
        elif name not in _NUMBERS:
            yield ("service", name), value
    for name, value in (bundle.form or {}).items():
        if name in _OF_FORM and _whole(value):
            yield from _items(("form", name), value, _OF_FORM[name])
        elif name not in _NUMBERS:
            yield ("form", name), value
    for language, texts in bundle.texts.items():
        for key, text in texts.items():
            yield ("texts", language, key), text


def _whole(items: Any) -> bool:
    """Whether a list can be told item by item."""
    return isinstance(items, list) and all(isinstance(one, dict) for one in items)


def _items(place: Place, items: list[dict], key: str) -> Iterator[tuple[Place, Any]]:
    names = []
    for item in items:
        name = str(item.get(key) or item.get("use"))
        names.append(name)
        for member, value in item.items():
            if member == "fields" and _whole(value):
                # The fields of a group are told one by one too, by its name and their own.
                for below, inner in _items((), value, "path"):
                    yield (*place, ".".join((name, *below[:-1])), below[-1] or member), inner
            elif member != key:
                yield (*place, name, member), value
    yield (*place, ""), names
