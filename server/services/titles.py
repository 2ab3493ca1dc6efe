"""What a case is called, in the language of who reads it: an application by its service as it was when
somebody applied, what a grid worker saw by its kind, everything else in the words it was filed with."""

from collections.abc import Mapping

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
