"""/healthz, /readyz, /metrics and the API's description."""

import sqlalchemy as sa
from starlette.routing import Route

from server.routes import openapi
from server.routes.http import JSON, NO_STORE, Reply, send_reply
from server.services.errors import Refusal
from server.services.window import Window

_ONE = sa.select(sa.literal_column("1"))
_TEXT = [(b"content-type", b"text/plain; version=0.0.4; charset=utf-8"), NO_STORE]


class Simple:
    """A GET without session."""

    def __init__(self, handler):
        self._handler = handler

    async def __call__(self, scope, receive, send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            raise Refusal("method_not_allowed")
        reply = await self._handler(scope["app_state"])
        await send_reply(send, reply, head=scope["method"] == "HEAD")


async def alive(state) -> Reply:
    """The process runs."""
    return Reply(200, b"ok\n", _TEXT)


async def ready(state) -> Reply:
    """The database answers and writes are accepted; 503 otherwise."""
    if state.window.hub.closing:
        raise Refusal("unavailable", retry_after=5)
    await state.window.database.read(lambda tx: tx.value(_ONE), slow=True)
    return Reply(200, b"ready\n", _TEXT)


async def metrics(state) -> Reply:
    """Prometheus' text format."""
    writer, hub = state.window.database.writer, state.window.hub
    gauges = {
        "commits_total": writer.commits,
        "writes_total": writer.writes,
        "writes_waiting": writer.depth(),
        "event_streams": len(hub.listeners),
    }
    return Reply(200, state.metrics.text(gauges), _TEXT)


def routes(window: Window) -> list[Route]:
    """The routes of operation."""
    described = openapi.encoded(window.reference)

    async def description(state) -> Reply:
        return Reply(200, described, [JSON, (b"cache-control", b"no-cache")])

    pairs = (
        ("/healthz", alive),
        ("/readyz", ready),
        ("/metrics", metrics),
        ("/api/openapi.json", description),
    )
    return [Route(path, Simple(handler), methods=None) for path, handler in pairs]
