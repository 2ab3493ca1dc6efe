"""mandate_texts.json: which versions of the text of a mandate there are."""

from collections.abc import Mapping
from typing import NamedTuple

from server.rules.catalogue.files import _Closed
from server.rules.catalogue.mistakes import CatalogueError, Findings
from server.rules.catalogue.shape import read_text


class MandateTexts(NamedTuple):
    """version: of the words of today; earlier: version → language → words."""

    version: str
    earlier: Mapping[str, Mapping[str, Mapping[str, str]]]


class MandateTextsFile(_Closed, kw_only=True):
    """mandate_texts.json"""

    about: str = ""
    version: str
    earlier: dict[str, dict[str, dict[str, str]]]


def read_mandate_texts(raw: bytes) -> MandateTexts:
    """The versions. Raises CatalogueError."""
    found = Findings("mandate_texts.json")
    _, file = read_text(found, raw, MandateTextsFile)
    if file is not None and file.version in file.earlier:
        found.add(("earlier", file.version), "is the version of today")
    if found.mistakes or file is None:
        raise CatalogueError(found.mistakes)
    return MandateTexts(file.version, file.earlier)
