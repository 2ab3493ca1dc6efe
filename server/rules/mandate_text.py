"""The text of a mandate (委托书) that a person hears, sees and signs: made from words by version, and
recognised again.

The device makes it (ui/views/assist/mandate_words.cpp) and sends it with its hash; both make the
same (tests/contract/mandate_text.json). What the street may call otherwise by then (the matter, the
phone) is taken as it was read; what the mandate itself says (who, how far, until when) must stand
in it.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from server.rules.mandates import FILE

#: The words of a version, by key.
Say = Callable[[str], str]
LONGEST = 2000
_SLOT = re.compile(r"\{([a-z_]+)\}")
#: What may stand where the street's own words were.
_FREE = {"matter": r".{1,300}?", "phone": r"[0-9 +\-]{3,30}", "number": r".{0,40}?"}


class Terms(NamedTuple):
    """What a mandate's text says. number: the helper's staff number, None for another helper; last:
    the last day."""

    appeal: bool
    number: str | None
    matter: str
    scopes: Sequence[str]
    days: int
    last: date
    phone: str


def make(say: Say, terms: Terms) -> str:
    """The text."""
    values = {"number": terms.number or "", "matter": terms.matter, "phone": terms.phone}
    kinds = "appeal" if terms.appeal else "service"
    sentences = _sentences(say, terms, kinds, "revoke_by_phone" if terms.phone else "revoke")
    made = [_filled(one, values | fixed, str) for one, fixed in sentences]
    return _whole(say, made, str)


def digest(text: str) -> str:
    """What is sent as the text's hash."""
    return hashlib.sha256(text.encode()).hexdigest()


def fits(say: Say, text: str, terms: Terms) -> bool:
    """Whether it is the text of a mandate of these terms, whatever its matter and phone are called."""
    if len(text) > LONGEST:
        return False
    free = dict(_FREE)
    if terms.number is not None:
        free["number"] = re.escape(terms.number)
    for kind in ("service", "appeal"):
        for end in ("revoke", "revoke_by_phone"):
            parts = [
                _filled(one, free | {n: re.escape(v) for n, v in fixed.items()}, re.escape)
                for one, fixed in _sentences(say, terms, kind, end)
            ]
            if re.fullmatch(_whole(say, parts, re.escape), text):
                return True
    return False


def _sentences(say: Say, terms: Terms, kind: str, end: str) -> list[tuple[str, dict[str, str]]]:
    """The sentences with what the terms put into them."""
    more = [scope for scope in terms.scopes if scope != FILE]
    scopes = [say(f"mandate.text.scope.{scope}") for scope in (FILE, *more)]
    return [
        (say(f"mandate.text.{kind}"), {}),
        (say("mandate.text.scopes"), {"scopes": say("mandate.text.and").join(scopes)}),
        (say("mandate.text.until"), {"day": _day(say, terms.last), "days": str(terms.days)}),
        (say(f"mandate.text.{end}"), {}),
    ]


def _whole(say: Say, parts: list[str], rest: Callable[[str], str]) -> str:
    values = dict(zip(("about", "scopes", "until", "revoke"), parts, strict=True))
    return _filled(say("mandate.text.whole"), values, rest)


def _day(say: Say, day: date) -> str:
    values = {
        "year": str(day.year),
        "month_name": say(f"time.month.{day.month:02d}"),
        "day": str(day.day),
    }
    return _filled(say("time.date.other_year"), values, str)


def _filled(template: str, values: dict[str, str], rest: Callable[[str], str]) -> str:
    """A template with its slots filled in; rest: what becomes of what stands between them."""
    parts = _SLOT.split(template)
    return "".join(rest(part) if at % 2 == 0 else values[part] for at, part in enumerate(parts))
