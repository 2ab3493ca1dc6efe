"""Refusals: what a service says when it will not do what was asked."""

from collections.abc import Sequence

from server.rules.forms import Problem

STATUS = {
    "malformed": 400,
    "unauthenticated": 401,
    "forbidden": 403,
    "not_found": 404,
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
    """An answer of the one error shape. retry_after in seconds."""

    def __init__(
        self, code: str, problems: Sequence[Problem] = (), *, retry_after: int | None = None
    ):
        super().__init__(code)
        self.code = code
        self.problems = list(problems)
        self.retry_after = retry_after

    @property
    def status(self) -> int:
        """The HTTP status."""
        return STATUS[self.code]


def invalid(path: str, code: str) -> Refusal:
    """One wrong field."""
    return Refusal("invalid", [Problem(path, code)])
