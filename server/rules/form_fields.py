"""One answer of each field type: what is kept of it, or what is wrong with it.

The client's half is src/domain/form_fields.cpp; tests/server/test_forms_alike.py holds both to
the same results.
"""

import math
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from server.rules import characters as of
from server.rules import identity, numbers, phones
from server.rules.money import read_money
from server.rules.text import clean, clean_name, numeral, visible_length

#: Characters that nobody sees count up to this many times a field's most.
UNSEEN_FACTOR = 8
#: The largest amount, in 分: 999 999 999 999.99 元.
MOST_MONEY = 99_999_999_999_999

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?", re.ASCII)
_YES = {"yes": True, "true": True, "no": False, "false": False}
#: 年 月 日 号 /
_DATE_WORDS = frozenset("\u5e74\u6708\u65e5\u53f7/")


class Known(NamedTuple):
    """What a check must know beside the form: ids that exist (None: any), the day it is, facts
    by name, and `find_grids`, which finds the grids that a position may be meant in."""

    grids: Collection[str] | None = ()
    departments: Collection[str] | None = ()
    today: date = date.max
    facts: Mapping[str, Any] = {}
    find_grids: Callable[[float, float], Collection[str]] | None = None


class Answer(NamedTuple):
    """What came of one answer: what is kept, or field codes by path below the field ("" itself)."""

    value: Any
    wrong: tuple[tuple[str, str], ...] = ()


def _wrong(value: Any, code: str) -> Answer:
    return Answer(value, (("", code),))


def is_absent(field: dict, value: Any) -> bool:
    """Nothing was answered: null, a text in which nothing can be seen, an empty list or object,
    a declaration that was not given."""
    if isinstance(value, str):
        # Most texts begin with a letter, a digit or a Han character, which are seen.
        if value and ("!" <= value[0] <= "~" or "\u3400" <= value[0] <= "\u9fff"):
            return False
        return not value if field["type"] == "password" else visible_length(value) == 0
    if field["type"] == "declaration" and value is False:
        return True
    return value is None or value in ([], {})


def read(field: dict, value: Any, known: Known) -> Answer:
    """Check and normalise an answer that is not absent."""
    return _READERS[field["type"]](field, value, known)


def _too_long_or_short(field: dict, text: str, length: int) -> str | None:
    most = field.get("max", math.inf)
    if length < field.get("min", 0):
        return "too_short"
    return "too_long" if length > most or len(text) > UNSEEN_FACTOR * most else None


def _text(field: dict, value: Any, known: Known) -> Answer:
    if not isinstance(value, str):
        return _wrong(value, "wrong_type")
    if field.get("name"):
        text = clean_name(value)
    else:
        text = clean(value, lines=field["type"] == "long_text")
    code = _too_long_or_short(field, text, visible_length(text))
    return _wrong(value, code) if code else Answer(text)


def _password(field: dict, value: Any, known: Known) -> Answer:
    if not isinstance(value, str):
        return _wrong(value, "wrong_type")
    code = _too_long_or_short(field, value, len(value))
    return _wrong(value, code) if code else Answer(value)


def _reader(reads: Callable[[dict, str, Known], numbers.Read]) -> Callable:
    def work(field: dict, value: Any, known: Known) -> Answer:
        if not isinstance(value, str):
            return _wrong(value, "wrong_type")
        result = reads(field, value, known)
        return _wrong(value, result.error) if result.error else Answer(result.value)

    return work


def _phone(field: dict, text: str, known: Known) -> numbers.Read:
    return phones.read_phone(text) if field.get("mobile") else phones.read_callable(text)


def _choice(options: Callable[[dict, Known], Collection[str] | None]) -> Callable:
    def work(field: dict, value: Any, known: Known) -> Answer:
        if not isinstance(value, str):
            return _wrong(value, "wrong_type")
        allowed = options(field, known)
        return Answer(value) if allowed is None or value in allowed else _wrong(value, "unknown")

    return work


def _several(field: dict, value: Any, known: Known) -> Answer:
    if not isinstance(value, list):
        return _wrong(value, "wrong_type")
    wrong = []
    for index, item in enumerate(value):
        if not isinstance(item, str):
            wrong.append((str(index), "wrong_type"))
        elif item not in field["options"]:
            wrong.append((str(index), "unknown"))
    if wrong:
        return Answer(value, tuple(wrong))
    chosen = [option for option in field["options"] if option in value]
    return _counted(field, value, chosen)


def _counted(field: dict, value: list, kept: list) -> Answer:
    if len(kept) > field.get("max", math.inf):
        return _wrong(value, "too_many")
    return _wrong(value, "required") if len(kept) < field.get("min", 0) else Answer(kept)


def _attachments(field: dict, value: Any, known: Known) -> Answer:
    if not isinstance(value, list):
        return _wrong(value, "wrong_type")
    if len(value) > field.get("max", math.inf):
        return _wrong(value, "too_many")
    wrong = []
    for index, item in enumerate(value):
        if not isinstance(item, str):
            wrong.append((str(index), "wrong_type"))
        elif not _ID.fullmatch(item) or item in value[:index]:
            wrong.append((str(index), "unknown"))
    return Answer(value, tuple(wrong)) if wrong else _counted(field, value, value)


def _signature(field: dict, value: Any, known: Known) -> Answer:
    """The id of a picture; on the device, before it is one, the strokes as an object."""
    if isinstance(value, str):
        return Answer(value) if _ID.fullmatch(value) else _wrong(value, "unknown")
    return Answer(value) if isinstance(value, dict) else _wrong(value, "wrong_type")


def is_number(value: Any) -> bool:
    """Whether it is a JSON number that is one: finite, and no yes or no."""
    return not isinstance(value, bool) and isinstance(value, int | float) and math.isfinite(value)


def whole(number: float) -> int | float:
    """The number as an integer where it is one."""
    return int(number) if number == math.floor(number) else number


def _number(field: dict, value: Any, known: Known) -> Answer:
    if isinstance(value, str):
        typed = numeral(value)
        if not _NUMBER.fullmatch(typed):
            return _wrong(value, "format")
        number: float = float(typed)
        unfit = "format"
    elif isinstance(value, bool) or not isinstance(value, int | float):
        return _wrong(value, "wrong_type")
    elif not is_number(value):
        return _wrong(value, "out_of_range")
    else:
        number, unfit = value, "wrong_type"
    if field["type"] == "integer" and number != math.floor(number):
        return _wrong(value, unfit)
    if not field.get("min", -math.inf) <= number <= field.get("max", math.inf):
        return _wrong(value, "out_of_range")
    return Answer(whole(number))


def _money(field: dict, value: Any, known: Known) -> Answer:
    """A text is an amount in 元 as it is typed, a number one in 分; what is kept are 分."""
    if isinstance(value, str):
        result = read_money(value)
        if result.error:
            return _wrong(value, result.error)
        fen: float = result.fen
    elif not is_number(value) or value != math.floor(value):
        return _wrong(value, "wrong_type")
    else:
        fen = value
    low, high = max(field.get("min", 0), 0), min(field.get("max", MOST_MONEY), MOST_MONEY)
    return Answer(int(fen)) if low <= fen <= high else _wrong(value, "out_of_range")


def _yes_no(field: dict, value: Any, known: Known) -> Answer:
    """A declaration that is not given never gets here (is_absent)."""
    answer = _YES.get(value, value) if isinstance(value, str) else value
    if not isinstance(answer, bool):
        return _wrong(value, "wrong_type")
    if field["type"] == "declaration" and not answer:
        return _wrong(value, "required")
    return Answer(answer)


def _date(field: dict, value: Any, known: Known) -> Answer:
    """Kept as "2026-01-31", typed with any separator, 年月日, or as eight digits."""
    if not isinstance(value, str):
        return _wrong(value, "wrong_type")
    groups = [""]
    for char in value:
        if char in of.DIGITS:
            groups[-1] += of.DIGITS[char]
        elif char in of.SEPARATORS or char in of.WHITE or char in _DATE_WORDS:
            groups.append("")
        elif char not in of.INVISIBLE:
            return _wrong(value, "date")
    parts = [group for group in groups if group]
    if len(parts) == 1 and len(parts[0]) == 8:
        parts = [parts[0][:4], parts[0][4:6], parts[0][6:]]
    if len(parts) != 3 or len(parts[0]) != 4 or max(len(parts[1]), len(parts[2])) > 2:
        return _wrong(value, "date")
    try:
        day = date(*map(int, parts))
    except ValueError:
        return _wrong(value, "date")
    return Answer(day.isoformat()) if day.year >= 1000 else _wrong(value, "date")


_READERS: dict[str, Callable[[dict, Any, Known], Answer]] = {
    "text": _text,
    "long_text": _text,
    "password": _password,
    "id_number": _reader(lambda field, text, known: identity.read_id_number(text, known.today)),
    "phone": _reader(_phone),
    "case_number": _reader(lambda field, text, known: numbers.read_case_number(text)),
    "query_code": _reader(lambda field, text, known: numbers.read_query_code(text)),
    "one_time_code": _reader(lambda field, text, known: numbers.read_one_time_code(text)),
    "bank_card": _reader(lambda field, text, known: numbers.read_bank_card(text)),
    "choice": _choice(lambda field, known: field["options"]),
    "grid": _choice(lambda field, known: known.grids),
    "department": _choice(lambda field, known: known.departments),
    "multi_choice": _several,
    "attachments": _attachments,
    "signature": _signature,
    "number": _number,
    "integer": _number,
    "money": _money,
    "yes_no": _yes_no,
    "declaration": _yes_no,
    "date": _date,
}
#: Types whose answer is an object of parts.
COMPOSITES = ("place", "address", "person")
#: Every field type there is.
TYPES = (*_READERS, *COMPOSITES, "group", "fact")
#: What a part of a place, address or person is.
PARTS: dict[str, str] = {
    "text": "text",
    "grid_id": "grid",
    "lon": "number",
    "lat": "number",
    "name": "text",
    "id_number": "id_number",
    "phone": "phone",
    "birth_date": "date",
    "relation": "text",
    "community": "text",
    "building": "text",
    "unit": "text",
    "room": "text",
}


def parts_of(field: dict, *, required: bool) -> tuple[dict, ...]:
    """The parts of a place, address or person as fields of their own, paths relative to it."""
    return _parts(tuple(field["parts"]), required, field.get("min"), field.get("max"))


@lru_cache(maxsize=1000)
def _parts(
    names: tuple[str, ...], required: bool, low: float | None, high: float | None
) -> tuple[dict, ...]:
    bounds = {name: bound for name, bound in (("min", low), ("max", high)) if bound is not None}
    parts = []
    for name in names:
        part: dict = {"path": name, "type": PARTS[name], "required": False}
        if name in ("lon", "lat"):
            part["max"] = 180 if name == "lon" else 90
            part["min"] = -part["max"]
        elif name != "grid_id":
            # The words of a place are what must be said of it; grid and position only help.
            part["required"] = required
            part |= bounds if part["type"] == "text" else {}
        if name == "name":
            part["name"] = True
        parts.append(part)
    return tuple(parts)
