"""Whether a text names a staff number: as a number of its own, in whatever writing it is typed."""

import re

from server.rules import characters as of

#: Han digits as a number is read out, digit by digit.
_HAN = dict(zip("〇零一二三四五六七八九", "00123456789", strict=True)) | {"幺": "1", "两": "2"}
#: A longer number, letters that belong to it, or a part of one before and after it.
_BEFORE = r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][.,-])"
_AFTER = r"(?![0-9A-Za-z]|[.,-][0-9A-Za-z])"
#: What makes an amount of it.
_UNITS = r"(?! ?(?:元|块|毛|万|平方|公里|米|斤|%))"


def names(number: str, text: str) -> bool:
    """Whether the text names the number. A longer number that has its digits in it, a part of a phone
    number or a date, and an amount do not."""
    written = _read(text)
    wanted = re.escape(_read(number))
    return bool(wanted) and re.search(_BEFORE + wanted + _AFTER + _UNITS, written, re.I) is not None


def _read(text: str) -> str:
    """Digits of any writing, signs and letters as ASCII, without what nobody sees; several white
    characters as one space, and none between two digits that stand alone."""
    kept = []
    for char in text:
        if char in of.INVISIBLE:
            continue
        if char in of.WHITE:
            kept.append(" ")
        elif char in of.DASHES:
            kept.append("-")
        elif char in of.DIGITS:
            kept.append(of.DIGITS[char])
        else:
            kept.append(_HAN.get(char) or of.HALF_WIDTH.get(char, char))
    spaced = re.sub(" +", " ", "".join(kept))
    return re.sub(r"(?<![0-9])[0-9](?: [0-9])+(?![0-9])", _joined, spaced)


def _joined(match: re.Match[str]) -> str:
    return match[0].replace(" ", "")
