"""Searching by what people mean: width, capitals, spaces, dashes, marks nobody sees and the form
of accents do not matter; the order of words does not either."""

import unicodedata

from server.rules import characters as of
from server.rules.numbers import read_case_number

DROPPED = of.WHITE | of.INVISIBLE | of.SEPARATORS | of.CONTROLS
#: Most words of a query that are looked for.
MOST_WORDS = 8


def search_key(text: str) -> str:
    """A text as it is compared: its characters in their plainest form, without gaps."""
    kept = []
    for char in text:
        char = of.STANDARD.get(char, char)
        if char in of.DIGITS:
            kept.append(of.DIGITS[char])
        elif char not in DROPPED:
            kept.append(char)
    folded = unicodedata.normalize("NFKC", "".join(kept)).lower()
    return "".join(char for char in unicodedata.normalize("NFC", folded) if char not in DROPPED)


def search_words(query: str) -> list[str]:
    """The keys that must all be found: the case number that stands in the query, or its words."""
    number = read_case_number(query)
    if number.error is None:
        return [search_key(number.value)]
    words = [search_key(word) for word in query.split()]
    return [word for word in dict.fromkeys(words) if word][:MOST_WORDS]
