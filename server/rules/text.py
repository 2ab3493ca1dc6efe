"""Text as people type it: trimming, forgiving full-width characters, masking."""

import re

#: Characters removed at both ends (docs/api.md; shared with the client).
TRIMMED = "\t\n\x0b\x0c\r \u00a0\u3000\ufeff"

_TO_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPACES_AND_HYPHENS = {ord(c): None for c in TRIMMED + "-"}
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_BUT_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def trim(text: str) -> str:
    """Text without white space at both ends."""
    return text.strip(TRIMMED)


def compact(text: str) -> str:
    """Numbers and codes as typed: half-width, without white space and hyphens."""
    return text.translate(_TO_HALF_WIDTH).translate(_SPACES_AND_HYPHENS)


def unify_lines(text: str) -> str:
    """CR LF and CR become LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def has_control(text: str, *, lines: bool) -> bool:
    """Whether text holds control characters; `lines` allows line feed and tab."""
    return bool((_CONTROL_BUT_LINES if lines else _CONTROL).search(text))


def mask_name(name: str) -> str:
    """The family name and stars: 张三丰 → 张**, 张三 → 张*."""
    return name[:1] + "*" * max(1, len(name) - 1)


def mask_phone(phone: str) -> str:
    """13800000001 → 138****0001."""
    return phone[:3] + "****" + phone[7:]


def mask_id_number(number: str) -> str:
    """First and last character of an identity number, stars between."""
    return number[:1] + "*" * 16 + number[17:]
