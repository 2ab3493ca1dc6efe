"""What services are found by, made once when they are published: pinyin is not looked up for a
request."""

import re
from collections.abc import Iterator
from functools import cache

from server.rules.service_search import TITLE_WEIGHT, WORD_WEIGHT, Term, folded

#: Between everyday words.
_BETWEEN = re.compile("[、，,]")


def terms_of(title: str, also: str, *others: str) -> list[Term]:
    """The terms of a title and everyday words, and of other names; each once."""
    words = [*_BETWEEN.split(also), *others]
    said = [(title, TITLE_WEIGHT), *((word, WORD_WEIGHT) for word in words)]
    found = {}
    for text, weight in said:
        key = folded(text)
        if key and key not in found:
            found[key] = Term(key, *_spelling(key), weight)
    return list(found.values())


@cache
def _spelling(text: str) -> tuple[str, str]:
    """Pinyin without tones, and the initials; letters and digits are themselves, the initials of a
    run of them its first."""
    # Its tables take a moment and are wanted only here.
    from pypinyin import lazy_pinyin

    syllables = list(_lower(lazy_pinyin(text, errors="default")))
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


def _lower(syllables: list[str]) -> Iterator[str]:
    for syllable in syllables:
        plain = syllable.replace("ü", "v").lower()
        if plain.isascii() and plain:
            yield plain
