"""Unified social credit codes of organisations by GB 32100-2015, as people type them."""

import re

from server.rules.numbers import Read
from server.rules.text import MOST_PASTED, compact, find_code

#: Digits and letters that a code is made of, by their value: without I, O, S, V and Z.
_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SHAPE = re.compile(rf"[{_LETTERS}]{{2}}[0-9]{{6}}[{_LETTERS}]{{10}}", re.ASCII)
_WEIGHTS = tuple(pow(3, at, 31) for at in range(17))


def check_letter(seventeen: str) -> str:
    """The last letter of a code whose first 17 these are."""
    total = sum(_LETTERS.index(c) * w for c, w in zip(seventeen, _WEIGHTS, strict=True))
    return _LETTERS[-total % 31]


def read_credit_code(typed: str) -> Read:
    """The canonical code, or the first error of required, format, checksum."""
    if len(typed) > MOST_PASTED:
        return Read("", "format")
    code = find_code(typed, 18, _SHAPE.fullmatch)
    if code is None:
        return Read("", "format" if compact(typed) else "required")
    if check_letter(code[:17]) != code[17]:
        return Read("", "checksum")
    return Read(code, None)
