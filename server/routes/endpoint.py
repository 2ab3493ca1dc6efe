"""A call of the API, declared where it is handled."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from server.routes.http import Call, Reply
from server.rules.authorisation import Action
from server.services.errors import Refusal
from server.wire.bodies import Request

Handler = Callable[[Call], Awaitable[Reply | None]]
#: Who may call: everybody (None), any signed-in account (SESSION), or whose role may do the action.
SESSION = "session"
V1 = "/api/v1"


class Endpoint(NamedTuple):
    """One call.

    path: below /api/v1 where it is declared, whole here. action: None for everybody, SESSION for any
    signed-in account, else what the role must be allowed to do to some case. body: "json", "file",
    "part" (of a file) or None; a JSON body is decoded as `request`. once: needs an Idempotency-Key. errors: codes
    beside 400, 413, 429 and 503. media: type of `answer`.
    """

    method: str
    path: str
    handler: Handler
    summary: str
    action: Action | str | None = None
    body: str | None = None
    request: Request | None = None
    answer: type | None = None
    status: int = 200
    once: bool = False
    errors: tuple[str, ...] = ()
    query: tuple[str, ...] = ()
    media: str = "application/json"


def endpoint(method: str, path: str, summary: str, **members: Any) -> Callable[[Handler], Handler]:
    """Declares the handler below as a call of the API; members as in Endpoint."""

    def declare(handler: Handler) -> Handler:
        if "request" in members:
            members.setdefault("body", "json")
        made = Endpoint(method, V1 + path, handler, summary, **members)
        handler.endpoint = made  # type: ignore[attr-defined]
        return handler

    return declare


def declared_in(module: Any) -> list[Endpoint]:
    """The calls that a module declares, in its order."""
    return [
        found
        for value in vars(module).values()
        if isinstance(found := getattr(value, "endpoint", None), Endpoint)
        and value.__module__ == module.__name__
    ]


def require(action: Action | str | None, call: Call) -> None:
    """Raises Refusal unauthenticated / forbidden. Relations to a case are checked later."""
    if action is None:
        return
    if call.viewer is None:
        raise Refusal("unauthenticated" if call.given is None else "password_given")
    if isinstance(action, Action) and not call.window.catalogue.roles.knows(
        call.viewer.role, action
    ):
        raise Refusal("forbidden")
