"""Text as people type and paste it: cleaned, counted, read as a code, masked.

Each rule stands here once for the server and once in src/domain (text, typed_code) for the
client; the fixtures of tests/contract hold both to the same results.
"""

import re
from collections.abc import Callable

from server.rules import characters as of

#: Nobody sees these at the end of a text, and no character needs them there.
_EDGE_MARKS = "\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff"
#: Characters removed at both ends (docs/api.md; shared with the client).
TRIMMED = "".join(sorted(of.WHITE)) + _EDGE_MARKS

#: Longer than any message that a number or code is pasted with, code points.
MOST_PASTED = 500

#: 转, 轉, 分 and 机, 機: of the words before an extension.
_EXTENSION_WORDS = "\u8f6c\u8f49\u5206\u673a\u6a5f"

#: A control character: what it stands in was damaged on its way, and nothing is read out of it.
_DAMAGED = "\x02"

#: Invisible characters that a word may need: joiners and variation selectors.
_JOINING = frozenset(
    chr(code) for code in (0x200C, 0x200D, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
)


#: Variation selectors; those of Mongolian; what joins, parts or ends; marks of the direction.
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_MONGOLIAN = "\u180b\u180c\u180d\u180e\u180f"
_JOINERS = "\u200c\u200d"
_MARKS = "\u061c\u200e\u200f"
_BLACK_FLAG = "\U0001f3f4"
_BRAILLE_BLANK = "\u2800"


def _class(characters: frozenset[str]) -> str:
    """A class of ranges: one of thousands of single characters is searched one by one."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in runs) + "]"


_CLEANED = re.compile(_class(of.CONTROLS | of.LINE_BREAKS | of.TURNING))
_UNSEEN = re.compile(_class(of.INVISIBLE))
_OLD_CODES = re.compile(_class(frozenset(of.STANDARD)))
_MEANING = re.compile("[^" + _class(of.MEANINGLESS | frozenset(TRIMMED))[1:])
#: Characters whose script is written from right to left; and those that nothing joins: Latin
#: letters, digits, marks, and what stands in a square.
_FROM_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_UNJOINED = re.compile(
    "[\0-\u02ff\u2000-\u206f\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)


def trim(text: str) -> str:
    """Text without white space and marks nobody sees at both ends."""
    return text.strip(TRIMMED)


def clean(text: str, *, lines: bool) -> str:
    """The text as it is kept: line breaks of any program are LF (a space where there is one line
    only), other controls, what turns the order of other text and what nobody sees are dropped,
    ends are trimmed; an invisible character stays where a script or an emoji needs it, old
    private-use codes become their characters. A text in which nothing can be seen is empty."""
    if _CLEANED.search(text):
        text = _CLEANED.sub(_lines if lines else _line, text.replace("\r\n", "\n"))
    text = _OLD_CODES.sub(lambda match: of.STANDARD[match.group()], text)
    if _UNSEEN.search(text):
        text = _without_unseen(text)
    text = trim(text)
    return text if visible_length(text) or not text else ""


def _without_unseen(text: str) -> str:
    kept: list[str] = []
    base = ""
    for at, char in enumerate(text):
        if char not in of.INVISIBLE:
            base = char
        elif not base or not _needs(base, kept[-1], char, text[at + 1 : at + 2]):
            continue
        kept.append(char)
    return "".join(kept)


def _needs(base: str, last: str, char: str, after: str) -> bool:
    """Whether an invisible character is needed behind the visible one that it follows (base; last
    is what stands right before it, after what comes next)."""
    if char in _SELECTORS:
        return base not in of.WHITE and last not in _SELECTORS
    if char in _JOINERS:
        ends = base, after
        return last not in _JOINERS and all(end and not _UNJOINED.match(end) for end in ends)
    if char in _MARKS:
        return _FROM_RIGHT.match(base) is not None
    if char in _MONGOLIAN:
        return "\u1800" <= base <= "\u18af"
    if char == _BRAILLE_BLANK:
        return "\u2801" <= base <= "\u28ff"
    return base == _BLACK_FLAG and "\U000e0020" <= char <= "\U000e007f"


def _lines(match: re.Match[str]) -> str:
    found = match.group()
    if found == "\t":
        return found
    return "\n" if found in of.LINE_BREAKS else ""


def _line(match: re.Match[str]) -> str:
    found = match.group()
    return " " if found == "\t" or found in of.LINE_BREAKS else ""


def visible_length(text: str) -> int:
    """Code points that can be seen, inner white space with them; 0 for a text of white space and
    of characters that mean nothing."""
    visible = _UNSEEN.sub("", text) if _UNSEEN.search(text) else text
    return len(visible) if _MEANING.search(visible) else 0


def clean_name(text: str) -> str:
    """A person's name as it is kept: one line, single spaces, one kind of middle dot without
    spaces around it, full-width letters half-width."""
    kept: list[str] = []
    for char in clean(text, lines=False):
        if char in of.INVISIBLE and char not in _JOINING:
            continue
        if char in of.MIDDLE_DOTS:
            char = "\u00b7"
        elif char in of.WHITE:
            char = " "
        else:
            char = of.HALF_WIDTH.get(char, char)
        if char == " " and (not kept or kept[-1] in " \u00b7"):
            continue
        if char == "\u00b7" and kept and kept[-1] == " ":
            kept.pop()
        kept.append(char)
    for at in range(1, len(kept) - 1):
        if kept[at] == "." and _is_han(kept[at - 1]) and _is_han(kept[at + 1]):
            kept[at] = "\u00b7"
    return trim("".join(kept))


def _is_han(char: str) -> bool:
    return char >= "\u3400"


def fold(typed: str) -> tuple[str, list[bool]]:
    """Typed text as a number or code is looked for in it: digits of any writing and ASCII in
    capitals; anything else is a break, what marks an extension "#". The flags say of each
    character whether it follows the one before without a separator or space."""
    found: list[str] = []
    joined: list[bool] = []
    apart = True
    for char in typed:
        half = of.HALF_WIDTH.get(char, char)
        digit = of.DIGITS.get(char)
        if digit is None and (char in of.WHITE or char in of.SEPARATORS):
            apart = True
            continue
        if char in of.INVISIBLE:
            continue
        if digit is not None:
            half = digit
        elif char in _EXTENSION_WORDS:
            half = "#"
        elif char in of.CONTROLS:
            half = _DAMAGED
        elif half > "~":
            half = "\x01"
        found.append(half.upper())
        joined.append(not apart)
        apart = False
    return "".join(found), joined


def compact(typed: str) -> str:
    """Numbers and codes as typed: digits of any writing as ASCII, letters in capitals, without
    white space, separators and what nobody sees."""
    kept = []
    for char in typed:
        digit = of.DIGITS.get(char)
        if digit is not None:
            kept.append(digit)
        elif not (char in of.WHITE or char in of.SEPARATORS or char in of.INVISIBLE):
            half = of.HALF_WIDTH.get(char, char)
            kept.append(half.upper() if half < "\x80" else half)
    return "".join(kept)


_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+", re.ASCII)
_FIRST_NUMBER = re.compile(r"[0-9][0-9,]*", re.ASCII)


def numeral(typed: str) -> str:
    """A number or an amount as a calculator shows it: digits of any writing as ASCII, "." for any
    dot (a Chinese keyboard has 。), "-" for a dash or several; commas between groups of three,
    white space and what nobody sees are left out. Any other character stays, full width as ASCII.
    """
    kept: list[str] = []
    for char in typed:
        if char in of.WHITE or char in of.INVISIBLE:
            continue
        if char in of.DIGITS:
            kept.append(of.DIGITS[char])
        elif char in of.DOTS:
            kept.append(".")
        elif char in of.COMMAS:
            kept.append(",")
        elif char in of.DASHES:
            if kept[-1:] != ["-"]:
                kept.append("-")
        else:
            kept.append(of.HALF_WIDTH.get(char, char))
    text = "".join(kept)
    first = _FIRST_NUMBER.search(text)
    if first and _GROUPED.fullmatch(first[0]):
        text = text[: first.start()] + first[0].replace(",", "") + text[first.end() :]
    return text


def find_code(
    typed: str, length: int, fits: Callable[[str], object], *, whole_words: bool = False
) -> str | None:
    """The code of that length and shape in typed text: the whole of it, or the only one among
    other words. whole_words: a letter beside a digit is no border."""
    text, joined = fold(typed)
    if _DAMAGED in text:
        return None
    if len(text) == length and fits(text):
        return text
    for groups in (False, True):
        found = []
        for start in range(len(text) - length + 1):
            end = start + length
            part = text[start:end]
            if not fits(part) or part in found:
                continue
            if not groups and not all(joined[start + 1 : end]):
                continue
            if not _is_border(text, joined, start, whole_words):
                continue
            if end < len(text) and not _is_border(text, joined, end, whole_words):
                continue
            found.append(part)
        if len(found) > 1:
            found = [part for part in found if any(char.isdigit() for char in part)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _is_border(text: str, joined: list[bool], at: int, whole_words: bool) -> bool:
    """Whether a code may begin or end between two characters."""
    if at == 0 or not joined[at]:
        return True
    before, after = text[at - 1], text[at]
    if not before.isalnum() or not after.isalnum():
        return True
    return not whole_words and before.isdigit() != after.isdigit()


def mask_name(name: str) -> str:
    """The family name and stars: 张三丰 → 张**, 张三 → 张*."""
    return name[:1] + "*" * max(1, len(name) - 1)


def mask_id_number(number: str) -> str:
    """First and last character of an identity number, stars between."""
    return number[:1] + "*" * 16 + number[17:]


_NUMBER_OR_WORDS = re.compile(r"([0-9]+)|[^0-9]+")


def natural_order(text: str) -> tuple:
    """A key to sort by: numbers in a text count by their value, so that house 3 comes before house
    10; before words, which go by code points. The same as src/domain/text (natural_order.json)."""
    parts = []
    for run in _NUMBER_OR_WORDS.finditer(text):
        digits = (run[1] or "").lstrip("0")
        parts.append((0, len(digits), digits) if run[1] else (1, 0, run[0]))
    return tuple(parts), text
