"""What is wrong with a catalogue, each mistake with its place."""

from collections.abc import Sequence
from typing import NamedTuple


class Mistake(NamedTuple):
    """A file of the catalogue, a JSON pointer into it (RFC 6901), and what is wrong there."""

    file: str
    pointer: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}#{self.pointer}: {self.message}"


class CatalogueError(Exception):
    """A catalogue that must not be used: all its mistakes."""

    def __init__(self, mistakes: Sequence[Mistake]):
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = list(mistakes)


class Findings:
    """Collects the mistakes of one file."""

    def __init__(self, file: str):
        self.file = file
        self.mistakes: list[Mistake] = []

    def add(self, place: Sequence[str | int], message: str) -> None:
        """A mistake at the place that these members and indices lead to."""
        self.mistakes.append(Mistake(self.file, pointer(place), message))

    def known(self, place: Sequence[str | int], word: str, words, what: str) -> bool:
        """Whether the word is one of the words; a mistake otherwise."""
        if word in words:
            return True
        self.add(place, f"unknown {what} {word!r}")
        return False


def pointer(place: Sequence[str | int]) -> str:
    """RFC 6901: a slash before each member, ~ and / escaped."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in place)
