"""Canonical JSON: one text for one value, the same bytes on both sides.

Members in the order of their names by code point, no white space, UTF-8 unescaped but for
quotation mark, backslash and the controls below U+0020. A whole number below 2^53 is written
as an integer, any other as C's %.15g, %.16g or %.17g writes it, the first of them that reads
back as the same number. The client's half is src/wire/value.cpp; tests/contract/canonical.json
holds both to it.
"""

import math
from typing import Any

import msgspec

_EXACT_WHOLE = 2**53
_ENCODER = msgspec.json.Encoder(order="sorted")


def canonical_text(value: Any) -> str:
    """The canonical text of what JSON can hold. ValueError for an infinite number or NaN, and
    for text that is no Unicode (lone surrogates)."""
    return _ENCODER.encode(_plain(value)).decode()


def canonical_number(number: float) -> str:
    """The canonical text of one number."""
    if not math.isfinite(number):
        raise ValueError("no JSON number")
    if abs(number) < _EXACT_WHOLE and number == int(number):
        return str(int(number))
    value = float(number)
    texts = (f"{value:.{precision}g}" for precision in (15, 16, 17))
    return next(text for text in texts if float(text) == value)


def _plain(value: Any) -> Any:
    """The value with the numbers that msgspec writes in another way as finished text."""
    kind = type(value)
    if kind is dict:
        return {name: _plain(inner) for name, inner in value.items()}
    if kind is list or kind is tuple:
        return [_plain(item) for item in value]
    if kind is float or (kind is int and abs(value) >= _EXACT_WHOLE):
        return msgspec.Raw(canonical_number(value).encode())
    return value
