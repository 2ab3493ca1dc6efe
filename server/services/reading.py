"""Reading a request member by member: what is wrong is gathered, so that all of it is said at once."""

from server.rules import text
from server.rules.forms import Problem
from server.services.errors import Refusal


class Reader:
    """Reads members of a request and gathers what is wrong."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, path: str, code: str, **limits) -> None:
        """Something is wrong at a path."""
        self.problems.append(Problem(path, code, **limits))

    def line(self, path: str, given: str | None, longest: int, *, needed: bool = False) -> str:
        """A line of text."""
        read = text.clean(given or "", lines=False)
        if needed and not read:
            self.wrong(path, "required")
        if text.visible_length(read) > longest:
            self.wrong(path, "too_long", max=longest)
        return read

    def refuse(self) -> None:
        """Raises Refusal invalid where something was wrong."""
        if self.problems:
            raise Refusal("invalid", self.problems)
