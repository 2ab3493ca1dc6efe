"""Refusals: what a service says when it will not do what was asked."""

from collections.abc import Sequence

from server.rules.forms import Problem
from server.services.words import Words

STATUS = {
    "malformed": 400,
    "unauthenticated": 401,
    "password_given": 401,
    "forbidden": 403,
    "not_found": 404,
    "outdated": 404,
    "method_not_allowed": 405,
    "conflict": 409,
    "too_large": 413,
    "unsupported_type": 415,
    "invalid": 422,
    "rate_limited": 429,
    "internal": 500,
    "unavailable": 503,
}


class Refusal(Exception):
    """An answer of the one error shape. retry_after in seconds; headers go with the answer;
    beside: members of the answer beside the error; detail chooses a text that says more than the code (error.code.<code>.<detail>, with values)."""

    def __init__(
        self,
        code: str,
        problems: Sequence[Problem] = (),
        *,
        retry_after: int | None = None,
        headers: Sequence[tuple[bytes, bytes]] = (),
        detail: str = "",
        values: dict | None = None,
        beside: dict | None = None,
    ):
        super().__init__(code)
        self.code = code
        self.problems = list(problems)
        self.retry_after = retry_after
        self.headers = list(headers)
        self.detail = detail
        self.values = values or {}
        self.beside = beside or {}

    def message(self, words: Words) -> str:
        """What a person is told."""
        key = f"error.code.{self.code}" + (f".{self.detail}" if self.detail else "")
        return words(key, seconds=self.retry_after, **self.values)

    @property
    def status(self) -> int:
        """The HTTP status."""
        return STATUS[self.code]


def invalid(path: str, code: str) -> Refusal:
    """One wrong field."""
    return Refusal("invalid", [Problem(path, code)])
