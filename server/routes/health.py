"""/healthz, /readyz, /metrics and the API's description."""

from starlette.routing import Route

from server.routes import openapi
from server.routes.http import JSON, NO_STORE, Reply, send_reply
from server.services import calendar_years, jobs
from server.services.errors import Refusal
from server.services.known_addresses import network
from server.services.window import Window

_TEXT = [(b"content-type", b"text/plain; version=0.0.4; charset=utf-8"), NO_STORE]


class Simple:
    """A GET without session; inside: only for server.metrics_from, not there for others."""

    def __init__(self, handler, *, inside: bool = False):
        self._handler = handler
        self._inside = inside

    async def __call__(self, scope, receive, send) -> None:
        if self._inside and not _is_inside(scope):
            raise Refusal("not_found")
        if scope["method"] not in ("GET", "HEAD"):
            raise Refusal("method_not_allowed")
        reply = await self._handler(scope["app_state"])
        await send_reply(send, reply, head=scope["method"] == "HEAD")


def _is_inside(scope) -> bool:
    """Whether an address of server.metrics_from asks. What a proxy that is not trusted hands on
    comes from anywhere."""
    server = scope["app_state"].window.config.server
    client = scope.get("client")
    if client is None or (not server.trusted_proxies and b"x-forwarded-for" in scope["header_map"]):
        return False
    allowed = {network(one.strip()) for one in server.metrics_from.split(",") if one.strip()}
    return network(client[0]) in allowed


async def alive(state) -> Reply:
    """The process runs."""
    return Reply(200, b"ok\n", _TEXT)


async def ready(state) -> Reply:
    """The database answers and writes are accepted; 503 otherwise. Says how many jobs are dead,
    and which years of deadlines given now the calendar does not know."""
    if state.window.hub.closing:
        raise Refusal("unavailable", retry_after=5)
    window = state.window
    figures = await window.database.read(lambda tx: jobs.figures(tx, window.now()), slow=True)
    await window.database.can_write()
    years = ", ".join(map(str, calendar_years.unknown(window))) or "none"
    text = f"ready\ndead jobs: {figures.dead}\nyears without an official calendar: {years}\n"
    return Reply(200, text.encode(), _TEXT)


async def metrics(state) -> Reply:
    """Prometheus' text format."""
    writer, hub = state.window.database.writer, state.window.hub
    window = state.window
    figures = await window.database.read(lambda tx: jobs.figures(tx, window.now()))
    gauges = {
        "commits_total": writer.commits,
        "writes_total": writer.writes,
        "writes_waiting": writer.depth(),
        "event_streams": len(hub.listeners),
        "jobs_waiting": figures.waiting,
        "jobs_dead": figures.dead,
        "jobs_late_seconds": figures.late_ms / 1000,
    }
    return Reply(200, state.metrics.text(gauges), _TEXT)


def routes(window: Window) -> list[Route]:
    """The routes of operation."""
    described = openapi.encoded(window.reference)

    async def description(state) -> Reply:
        return Reply(200, described, [JSON, (b"cache-control", b"no-cache")])

    pairs = (
        ("/healthz", Simple(alive)),
        ("/readyz", Simple(ready)),
        ("/metrics", Simple(metrics, inside=True)),
        ("/api/openapi.json", Simple(description)),
    )
    return [Route(path, app, methods=None) for path, app in pairs]
