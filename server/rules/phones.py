"""Phone numbers as people type them: mobiles that get codes, and any number that can be called."""

import re

from server.rules.numbers import Read
from server.rules.text import MOST_PASTED, find_code, fold

_MOBILE = re.compile(r"1[3-9][0-9]{9}", re.ASCII)
_PREFIX = re.compile(r"(?:\+86|0086|86)(?=1)", re.ASCII)
#: Area code and number: 010 and 02x have eight-digit numbers, all others seven or eight.
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})([2-9][0-9]{6,7})", re.ASCII)
_SERVICE = re.compile(r"[48]00[0-9]{7}", re.ASCII)
_LOCAL = re.compile(r"[2-8][0-9]{6,7}", re.ASCII)
_ABROAD = re.compile(r"[1-9][0-9]{7,14}", re.ASCII)
_WRITTEN = re.compile(r"(\+?)([0-9]+)(?:(?:EXT|X|#)#?([0-9]{1,6}))?", re.ASCII)
_EXTENSION = 6


def read_phone(typed: str) -> Read:
    """A mobile of the mainland as eleven digits, or required / format. +86, 0086, 86, brackets,
    separators, words around it and what nobody sees are forgiven."""
    if _MOBILE.fullmatch(typed):
        return Read(typed, None)
    if len(typed) > MOST_PASTED:
        return Read("", "format")
    if _MOBILE.fullmatch(typed):
        return Read(typed, None)
    text = fold(typed)[0].replace("(", "").replace(")", "")
    if not text:
        return Read("", "required")
    digits = _PREFIX.sub("", text, count=1) if len(text) > 11 else text
    if _MOBILE.fullmatch(digits):
        return Read(digits, None)
    found = find_code(typed, 11, _MOBILE.fullmatch)
    return Read(found, None) if found else Read("", "format")


def read_callable(typed: str) -> Read:
    """A number that can be called back: a mobile, a landline "0512-65123456" with an extension
    "-8012" where it has one, a service number 400 or 800, a number of seven or eight digits of
    the own town, or a number abroad "+85221234567"."""
    mobile = read_phone(typed)
    if mobile.error != "format" or len(typed) > MOST_PASTED:
        return mobile
    text, joined = fold(typed)
    written = _without_brackets(text, joined)
    match = _WRITTEN.fullmatch(written[0])
    if match is None:
        found = [find_code(typed, length, _LANDLINE.fullmatch) for length in (12, 11, 10)]
        only = next((number for number in found if number), None)
        return Read(_landline(only), None) if only else Read("", "format")
    plus, digits, extension = match.groups()
    number = None
    last = _last_group(written[1][len(plus) :])
    if not extension and last is not None and len(digits) - last <= _EXTENSION:
        # What stands before the last group is a whole number already: the group is an extension.
        number = _landline(digits[:last])
        extension = digits[last:] if number else None
    number = number or _national(plus, digits)
    if number is None:
        return Read("", "format")
    return Read(f"{number}-{extension}" if extension else number, None)


def _without_brackets(text: str, joined: list[bool]) -> tuple[str, list[bool]]:
    kept, flags = [], []
    apart = False
    for char, follows in zip(text, joined, strict=True):
        if char in "()":
            apart = True
        else:
            kept.append(char)
            flags.append(follows and not apart)
            apart = False
    return "".join(kept), flags


def _last_group(joined: list[bool]) -> int | None:
    """Where the last group of digits begins; None where there is only one."""
    for at in range(len(joined) - 1, 0, -1):
        if not joined[at]:
            return at
    return None


def _landline(digits: str) -> str | None:
    match = _LANDLINE.fullmatch(digits)
    return f"{match[1]}-{match[2]}" if match else None


def _national(plus: str, digits: str) -> str | None:
    if plus or digits.startswith("00"):
        digits = digits.removeprefix("00") if not plus else digits
        if not digits.startswith("86"):
            return "+" + digits if _ABROAD.fullmatch(digits) else None
        digits = digits[2:]
        if not _SERVICE.fullmatch(digits) and not digits.startswith("0"):
            digits = "0" + digits
        return digits if _SERVICE.fullmatch(digits) else _landline(digits)
    if _SERVICE.fullmatch(digits) or _LOCAL.fullmatch(digits):
        return digits
    return _landline(digits)


def mask_phone(phone: str) -> str:
    """13800000001 → 138****0001; 0512-65123456-8012 → 0512-****3456; of other numbers at most
    four characters and the last two."""
    area, dash, rest = phone.partition("-")
    if dash and area.startswith("0"):
        number = rest.partition("-")[0]
        return f"{area}-****{number[4:]}"
    phone = area
    if len(phone) == 11:
        return phone[:3] + "****" + phone[7:]
    if len(phone) < 7:
        return "*" * len(phone)
    return phone[: min(4, len(phone) - 6)] + "****" + phone[-2:]
