"""Mobile numbers of mainland China, as people type them."""

import re

from server.rules.numbers import Read
from server.rules.text import compact

_MOBILE = re.compile(r"1[3-9][0-9]{9}", re.ASCII)
_PREFIX = re.compile(r"(?:\+86|0086|86)(?=1)", re.ASCII)


def read_phone(typed: str) -> Read:
    """Eleven digits, or required / format. Parentheses and +86, 0086, 86 are forgiven."""
    text = compact(typed).replace("(", "").replace(")", "")
    if not text:
        return Read("", "required")
    digits = _PREFIX.sub("", text, count=1) if len(text) > 11 else text
    return Read(digits, None) if _MOBILE.fullmatch(digits) else Read("", "format")
