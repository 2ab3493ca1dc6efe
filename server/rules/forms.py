"""Checking input against a form definition, the same data the client draws.

A definition is {"fields": [{"path", "type", "required", "min", "max", "options", …}]} as in
assets/catalogue/appeal.json; the server's own small forms (sign-in, steps) are written the
same way below. A check answers the values that are kept and the list of problems, in the
order of the form.
"""

import math
import re
from collections.abc import Callable, Collection
from datetime import date
from typing import NamedTuple

from server.rules import identity, numbers, phones
from server.rules.text import clean, clean_name, visible_length


class Problem(NamedTuple):
    """One wrong field: its path, a field code of docs/api.md, and limits for the message."""

    path: str
    code: str
    min: int | float | None = None
    max: int | float | None = None
    index: int | None = None


class Known(NamedTuple):
    """What a check must know beside the form: grids and the day it is."""

    grids: Collection[str] = ()
    departments: Collection[str] = ()
    today: date = date.max


Check = Callable[[object, dict, Known], tuple[object, list[Problem]]]

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
MISSING = object()


def _wrong(field: dict, code: str, index: int | None = None) -> tuple[None, list[Problem]]:
    path = field["path"] if index is None else f"{field['path']}.{index}"
    limits = (field.get("min"), field.get("max"))
    return None, [Problem(path, code, *limits, None if index is None else index + 1)]


def _text(value: object, field: dict, known: Known) -> tuple[object, list[Problem]]:
    if not isinstance(value, str):
        return _wrong(field, "wrong_type")
    name = field.get("name", False)
    text = clean_name(value) if name else clean(value, lines=field["type"] == "multiline")
    if not text:
        return _absent(field)
    length = visible_length(text)
    if length < field.get("min", 0):
        return _wrong(field, "too_short")
    if length > field.get("max", math.inf):
        return _wrong(field, "too_long")
    return text, []


def _choice(value: object, field: dict, known: Known) -> tuple[object, list[Problem]]:
    if not isinstance(value, str):
        return _wrong(field, "wrong_type")
    if not value:
        return _absent(field)
    return (value, []) if value in field["options"] else _wrong(field, "unknown")


def _from(source: str) -> Check:
    def check(value: object, field: dict, known: Known) -> tuple[object, list[Problem]]:
        if not isinstance(value, str):
            return _wrong(field, "wrong_type")
        if not value:
            return _absent(field)
        return (value, []) if value in getattr(known, source) else _wrong(field, "unknown")

    return check


def _number(value: object, field: dict, known: Known) -> tuple[object, list[Problem]]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _wrong(field, "wrong_type")
    low, high = field.get("min", -math.inf), field.get("max", math.inf)
    if (isinstance(value, float) and not math.isfinite(value)) or not low <= value <= high:
        return _wrong(field, "out_of_range")
    return value, []


def _integer(value: object, field: dict, known: Known) -> tuple[object, list[Problem]]:
    if isinstance(value, bool) or not isinstance(value, int):
        return _wrong(field, "wrong_type")
    return _number(value, field, known)


def _boolean(value: object, field: dict, known: Known) -> tuple[object, list[Problem]]:
    return (value, []) if isinstance(value, bool) else _wrong(field, "wrong_type")


def _consent(value: object, field: dict, known: Known) -> tuple[object, list[Problem]]:
    if not isinstance(value, bool):
        return _wrong(field, "wrong_type")
    return (True, []) if value else _wrong(field, "required")


def _photos(value: object, field: dict, known: Known) -> tuple[object, list[Problem]]:
    if not isinstance(value, list):
        return _wrong(field, "wrong_type")
    if len(value) > field.get("max", math.inf):
        return _wrong(field, "too_many")
    problems: list[Problem] = []
    seen: set[str] = set()
    for index, item in enumerate(value):
        if not isinstance(item, str):
            problems += _wrong(field, "wrong_type", index)[1]
        elif not _ID.fullmatch(item) or item in seen:
            problems += _wrong(field, "unknown", index)[1]
        else:
            seen.add(item)
    if not problems and len(value) < field.get("min", 0):
        return _wrong(field, "required")
    return ([] if problems else value), problems


def _reader(read: Callable[[str], numbers.Read]) -> Check:
    def check(value: object, field: dict, known: Known) -> tuple[object, list[Problem]]:
        if not isinstance(value, str):
            return _wrong(field, "wrong_type")
        result = read(value)
        if result.error == "required":
            return _absent(field)
        return (result.value, []) if result.error is None else _wrong(field, result.error)

    return check


def _phone(value: object, field: dict, known: Known) -> tuple[object, list[Problem]]:
    read = phones.read_phone if field.get("mobile") else phones.read_callable
    return _reader(read)(value, field, known)


def _id_number(value: object, field: dict, known: Known) -> tuple[object, list[Problem]]:
    return _reader(lambda text: identity.read_id_number(text, known.today))(value, field, known)


def _password(value: object, field: dict, known: Known) -> tuple[object, list[Problem]]:
    if not isinstance(value, str):
        return _wrong(field, "wrong_type")
    if not value:
        return _absent(field)
    return (value, []) if len(value) <= field["max"] else _wrong(field, "too_long")


def _absent(field: dict) -> tuple[object, list[Problem]]:
    if field.get("required"):
        return _wrong(field, "required")
    return ([] if field["type"] == "photos" else None), []


CHECKS: dict[str, Check] = {
    "text": _text,
    "multiline": _text,
    "choice": _choice,
    "grid": _from("grids"),
    "department": _from("departments"),
    "number": _number,
    "integer": _integer,
    "boolean": _boolean,
    "consent": _consent,
    "photos": _photos,
    "phone": _phone,
    "case_number": _reader(numbers.read_case_number),
    "query_code": _reader(numbers.read_query_code),
    "one_time_code": _reader(numbers.read_one_time_code),
    "id_number": _id_number,
    "password": _password,
}


def check(form: dict, body: dict, known: Known) -> tuple[dict, list[Problem]]:
    """Values by path, and problems. body is a decoded JSON object."""
    values: dict = {}
    problems: list[Problem] = []
    broken: set[str] = set()
    for field in form["fields"]:
        path = field["path"]
        container, value = body, MISSING
        head, _, rest = path.partition(".")
        if rest:
            container = body.get(head)
            if container is None:
                container = {}
            if not isinstance(container, dict):
                if head not in broken:
                    broken.add(head)
                    problems.append(Problem(head, "wrong_type"))
                continue
            value = container.get(rest)
        else:
            value = body.get(head)
        if value is None:
            values[path], found = _absent(field)
        else:
            values[path], found = CHECKS[field["type"]](value, field, known)
        problems += found
    return values, problems
