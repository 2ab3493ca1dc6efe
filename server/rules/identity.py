"""Citizen identity numbers by GB 11643-1999, as people type them."""

import re
from datetime import date

from server.rules.numbers import Read
from server.rules.text import MOST_PASTED, compact, find_code

_SHAPE = re.compile(r"[1-9][0-9]{16}[0-9X]", re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def check_character(seventeen: str) -> str:
    """ISO 7064 MOD 11-2 check character of the first 17 digits."""
    total = sum((ord(d) - 48) * w for d, w in zip(seventeen, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def read_id_number(typed: str, today: date) -> Read:
    """The canonical number, or the first error of required, format, date, checksum."""
    if len(typed) > MOST_PASTED:
        return Read("", "format")
    text = find_code(typed, 18, _SHAPE.fullmatch)
    if text is None:
        return Read("", "format" if compact(typed) else "required")
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return Read("", "date")
    if born.year < 1900 or born > today:
        return Read("", "date")
    if check_character(text[:17]) != text[17]:
        return Read("", "checksum")
    return Read(text, None)
