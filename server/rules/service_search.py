"""Finding services as people say, spell and mistype them; src/domain/service_search.cpp is the
client's half, tests/contract/service_search.json holds both to the same order.

A service has terms: its title and its everyday words, each as it is compared (t), in pinyin (p), by
the initials of its syllables (i), with its weight (w). What was typed is compared with each term; a
service counts as much as its best term. Only where nothing is found is one slip of the finger
looked for, and pairs of neighbouring characters that a term shares with what was typed.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from server.rules import characters as of

#: The most services that are found.
MOST = 50
#: Longer queries are cut.
MOST_TYPED = 60
TITLE_WEIGHT, WORD_WEIGHT = 3, 2
#: What a comparison counts; a term's weight times four comes on top.
EXACT, PREFIX, SPELT, INITIALS, INSIDE = 100, 80, 75, 70, 60
INITIALS_BEGUN, SAID, SPELT_BEGUN, SPELT_INSIDE, SLIP = 55, 50, 48, 30, 20
#: What one shared pair counts, and how many of them at most.
PAIR, MOST_PAIRS = 4, 4
WEIGHT_FACTOR = 4


class Term(NamedTuple):
    """One thing that a service is called."""

    t: str
    p: str
    i: str
    w: int


class Entry(NamedTuple):
    """A service as it is searched. often: how often people ask for it, 0 to 9."""

    code: str
    often: int
    terms: Sequence[Term]


def folded(typed: str) -> str:
    """Text as it is compared: full-width characters as ASCII, small letters, nothing of white
    space, separators and what nobody sees."""
    kept = []
    for char in typed:
        char = of.HALF_WIDTH.get(char, char)
        if char in of.WHITE or char in of.SEPARATORS or char in of.INVISIBLE or char in of.CONTROLS:
            continue
        kept.append(char.lower() if char < "\x80" else char)
    return "".join(kept)


def simplified(typed: str, traditional: Mapping[str, str]) -> str:
    """What was typed, with each traditional character as the one that it stands for."""
    return "".join(traditional.get(char, char) for char in typed)


def search(entries: Iterable[Entry], typed: str) -> list[str]:
    """The codes of the services that are meant, the likeliest first. Nothing typed finds nothing."""
    query = folded(typed)[:MOST_TYPED]
    if not query:
        return []
    spelt = query.isascii()
    entries = list(entries)
    found = _ranked(entries, lambda term: _score(term, query, spelt))
    if found:
        return found
    pairs = [] if spelt else sorted({query[at : at + 2] for at in range(len(query) - 1)})
    return _ranked(entries, lambda term: _slip(term, query, spelt) or _shared(term, pairs))


def _ranked(entries: list[Entry], score) -> list[str]:
    found = []
    for entry in entries:
        best = max(map(score, entry.terms), default=0)
        if best:
            found.append((-best, -entry.often, entry.code))
    found.sort()
    return [code for _, _, code in found[:MOST]]


def _score(term: Term, query: str, spelt: bool) -> int:
    text, _, initials, weight = term
    base = 0
    at = text.find(query)
    if at == 0:
        base = EXACT if len(text) == len(query) else PREFIX
    elif at > 0:
        base = INSIDE
    elif len(text) > 1 and text in query:
        # A whole sentence was typed: the longer the term that is in it, the surer.
        base = SAID + min(len(text), 9)
    if spelt and len(query) > 1:
        base = max(base, _spelt(term.p, initials, query))
    return base + weight * WEIGHT_FACTOR if base else 0


def _spelt(pinyin: str, initials: str, query: str) -> int:
    if pinyin == query:
        return SPELT
    if initials == query:
        return INITIALS
    if initials.startswith(query):
        return INITIALS_BEGUN
    if len(query) > 2 and pinyin.startswith(query):
        return SPELT_BEGUN
    return SPELT_INSIDE if len(query) > 3 and query in pinyin else 0


def _slip(term: Term, query: str, spelt: bool) -> int:
    """Whether it is the term but for one character, or its beginning."""
    if spelt and len(query) > 4 and _one_off(query, term.p):
        return SLIP + term.w * WEIGHT_FACTOR
    if len(query) > 2 and _one_off(query, term.t):
        return SLIP + term.w * WEIGHT_FACTOR
    return 0


def _shared(term: Term, pairs: Sequence[str]) -> int:
    """What was typed in another order or with words between: two pairs, or a third of them all."""
    hits = sum(pair in term.t for pair in pairs)
    if hits < 2 and (not hits or hits * 3 < len(pairs)):
        return 0
    return min(hits, MOST_PAIRS) * PAIR + term.w


def _one_off(query: str, term: str) -> bool:
    """Whether one character more, less, other or changed over makes the query the term; or, of the
    same length, the beginning of the term."""
    if len(term) > len(query) + 1:
        term = term[: len(query)]
    longer = len(query) - len(term)
    if not -1 <= longer <= 1 or not term:
        return False
    at = 0
    shared = min(len(query), len(term))
    while at < shared and query[at] == term[at]:
        at += 1
    if longer == 1:
        return query[at + 1 :] == term[at:]
    if longer == -1:
        return query[at:] == term[at + 1 :]
    if query[at + 1 :] == term[at + 1 :]:
        return True
    turned = query[at : at + 2] == term[at : at + 2][::-1]
    return turned and query[at + 2 :] == term[at + 2 :]
