"""Case numbers and query codes: made, checked and read with forgiveness.

A number is <6-digit division><A|B|S|W><yyyymmdd><5-digit sequence><check digit>; the check
digit is ISO 7064 MOD 11,10 over the 19 digits before it (the letter is left out).
"""

import re
from datetime import date
from typing import NamedTuple

from server.rules.text import MOST_PASTED, compact, find_code, numeral

QUERY_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
QUERY_LENGTH = 6
NUMBER_LENGTH = 21

_SHAPE = re.compile(r"([0-9]{6})([ABSW])([0-9]{8})([0-9]{5})([0-9])", re.ASCII)
_ONE_TIME_CODE = re.compile(r"[0-9]{6}", re.ASCII)
_BANK_CARD = re.compile(r"[1-9][0-9]{11,18}", re.ASCII)
_CODE = re.compile(f"[{QUERY_ALPHABET}]{{{QUERY_LENGTH}}}")


class Read(NamedTuple):
    """What came of reading typed text: a value, or an error code."""

    value: str
    error: str | None


def check_digit(digits: str) -> str:
    """ISO 7064 MOD 11,10 check digit of a string of decimal digits."""
    product = 10
    for digit in digits:
        total = (product + ord(digit) - 48) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


#: How many numbers a day has of a kind.
MOST_A_DAY = 99_999


def case_number(division: str, letter: str, yyyymmdd: str, sequence: int) -> str:
    """The number of the sequence-th case of a kind on a day. letter: the kind's (case.json);
    sequence: 1…MOST_A_DAY."""
    if not 1 <= sequence <= MOST_A_DAY:
        raise ValueError("a day has 99999 numbers of a kind")
    digits = f"{division}{yyyymmdd}{sequence:05d}"
    return f"{division}{letter}{yyyymmdd}{sequence:05d}{check_digit(digits)}"


def read_case_number(typed: str) -> Read:
    """The canonical number, or the first error of required, format, date, checksum."""
    if not (text := _shaped(typed, NUMBER_LENGTH, _SHAPE)).value:
        return text
    division, _, day, sequence, check = _SHAPE.fullmatch(text.value).groups()
    try:
        date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return Read("", "date")
    if check_digit(division + day + sequence) != check:
        return Read("", "checksum")
    return text


def read_query_code(typed: str) -> Read:
    """The canonical query code, or required / format."""
    return _shaped(typed, QUERY_LENGTH, _CODE, whole_words=True)


def read_one_time_code(typed: str) -> Read:
    """The six digits of a message, or required / format."""
    return _shaped(typed, 6, _ONE_TIME_CODE)


def read_bank_card(typed: str) -> Read:
    """The digits of a bank card (ISO/IEC 7812, 12 to 19), or required, format, checksum (Luhn)."""
    text = compact(typed)
    if not text:
        return Read("", "required")
    if not _BANK_CARD.fullmatch(text):
        return Read("", "format")
    doubled = [int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(text))]
    luhn = sum(value // 10 + value % 10 for value in doubled) % 10
    return Read(text, None) if luhn == 0 else Read("", "checksum")


def _shaped(typed: str, length: int, shape: re.Pattern[str], *, whole_words: bool = False) -> Read:
    """The only text of a shape, found in the words around it, or required / format."""
    if len(typed) > MOST_PASTED:
        return Read("", "format")
    found = find_code(typed, length, shape.fullmatch, whole_words=whole_words)
    if found:
        return Read(found, None)
    return Read("", "format" if compact(typed) else "required")


def query_code_from(number: int) -> str:
    """Query code whose base-31 digits are the lowest of a large random number."""
    return code_from(number, QUERY_LENGTH)


def code_from(number: int, length: int) -> str:
    """A code of so many letters: the lowest base-31 digits of a large random number."""
    letters = []
    for _ in range(length):
        number, rest = divmod(number, len(QUERY_ALPHABET))
        letters.append(QUERY_ALPHABET[rest])
    return "".join(letters)


def read_whole(typed: str) -> int | None:
    """A whole number of at most nine digits, from 0 on; None for anything else."""
    digits = numeral(typed)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None
