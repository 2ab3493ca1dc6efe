"""What a case is called, in the language of who reads it: an application by its service as it was when
somebody applied, what a grid worker saw by its kind, everything else in the words it was filed with."""

from collections.abc import Mapping

from server.rules.search import search_key
from server.services import definitions, patrol
from server.services.words import Words
from server.store.tx import Tx


def of(tx: Tx, case: Mapping, words: Words) -> str:
    """The title of a case or of several under one number. case: with kind, category, service,
    definition and title."""
    if case["service"] is not None and case["definition"] is not None:
        return definitions.of_case(tx, case).title(words.language)
    if case["kind"] == patrol.KIND:
        return words(f"category.{case['category']}")
    return case["title"]


def named(tx: Tx, words: Words) -> dict[str, str]:
    """What cases are called in a language that they were not filed in, as it is searched: of definitions by
    their digests, of what a grid worker saw by its category."""
    found = {
        digest: search_key(definitions.of_digest(tx, digest).title(words.language))
        for digest in definitions.digests(tx)
    }
    head = "category."
    said = {
        key.removeprefix(head): text for key, text in words.texts.items() if key.startswith(head)
    }
    return found | {category: search_key(text) for category, text in said.items()}
