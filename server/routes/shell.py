"""Around every request: id, security headers, cross-site refusal, errors, log, metrics."""

import logging
import re
import secrets
import time
from urllib.parse import urlsplit

from server.routes.http import Gone, error_reply, header_map, send_reply
from server.routes.page import error_page, look_in
from server.rules.tile_service import TileService
from server.services.errors import Refusal
from server.store.errors import Duplicate, StoreError

log = logging.getLogger("onewindow.request")
_REQUEST_ID = re.compile(rb"[A-Za-z0-9-]{8,64}")

HEADERS = [
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"geolocation=(self), camera=(self)"),
]
HSTS = (b"strict-transport-security", b"max-age=31536000")
SAFE = ("GET", "HEAD", "OPTIONS")
RETRY_SECONDS = 2


def policy(tiles: TileService | None) -> str:
    """What a page may load and reach (Content-Security-Policy): this site, and the street's tile service,
    whose tiles the program fetches."""
    reach = " ".join(["'self'", *(tiles.origins() if tiles else [])])
    return (
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
        f"img-src 'self' blob: data:; connect-src {reach}; object-src 'none'; base-uri 'none'; "
        "frame-ancestors 'none'; form-action 'self'"
    )


class Shell:
    """The outermost ASGI application."""

    def __init__(self, inner, state):
        self._inner = inner
        self._state = state
        self._secure = state.window.config.server.cookie_secure
        self._log = state.window.config.server.log_requests
        csp = policy(state.window.reference.tiles).encode()
        self._headers = [(b"content-security-policy", csp), *HEADERS]
        self._epoch = (b"onewindow-epoch", state.window.epoch.encode())
        self._proxies_known = bool(state.window.config.server.trusted_proxies)

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "lifespan":
            await self._state.lifespan(receive, send)
            return
        if scope["type"] != "http":
            return
        await self._http(scope, receive, send)

    async def _http(self, scope, receive, send) -> None:
        started = time.perf_counter()
        headers = header_map(scope)
        given = headers.get(b"x-request-id", b"")
        request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(10).encode()
        words = self._state.window.library.choose(
            headers.get(b"accept-language", b"").decode("latin-1")
        )
        if not self._proxies_known and b"x-forwarded-for" in headers:
            self._proxies_known = True  # once is enough
            log.warning(
                "X-Forwarded-For came from a proxy that server.trusted_proxies does not name: "
                "everybody behind it shares the limits of one address"
            )
        scope["app_state"] = self._state
        scope["header_map"] = headers
        scope["words"] = words
        status = 0

        async def send_with_headers(message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = message["headers"]
                names = {name for name, _ in own}
                extra = [pair for pair in self._headers if pair[0] not in names]
                if self._secure:
                    extra.append(HSTS)
                if scope["path"].startswith("/api/"):
                    extra.append(self._epoch)
                message["headers"] = [*own, *extra, (b"x-request-id", request_id)]
            await send(message)

        try:
            if scope["method"] not in SAFE:
                refuse_cross_site(headers)
            await self._inner(scope, receive, send_with_headers)
        except Gone:
            status = 499
        except Exception as error:
            refusal = as_refusal(error)
            if refusal.code == "internal":
                log.exception("request failed", extra={"request_id": request_id.decode()})
            if status == 0:
                as_page = scope["path"].startswith("/plain") and reads_pages(headers)
                if as_page:
                    reply = error_page(refusal, words, request_id.decode(), look_in(headers))
                else:
                    reply = error_reply(refusal, words, request_id.decode())
                reply.headers += refusal.headers
                if refusal.code == "too_large":
                    reply.headers.append((b"connection", b"close"))
                await send_reply(send_with_headers, reply, head=scope["method"] == "HEAD")
        finally:
            self._write_down(scope, status, time.perf_counter() - started, request_id)

    def _write_down(self, scope, status: int, seconds: float, request_id: bytes) -> None:
        route = getattr(scope.get("route"), "path", "other")
        method = scope["method"] if scope["method"].isalpha() else "OTHER"
        self._state.metrics.request(method[:10], route, status, seconds)
        if self._log:
            log.info(
                "request",
                extra={
                    "request_id": request_id.decode(),
                    "method": method[:10],
                    "route": route,
                    "status": status,
                    "ms": round(seconds * 1000, 1),
                },
            )


def reads_pages(headers: dict[bytes, bytes]) -> bool:
    """Whether a person's browser asks, not a program."""
    return b"text/html" in headers.get(b"accept", b"")


def as_refusal(error: Exception) -> Refusal:
    """What the client is told of an error."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, Duplicate):
        return Refusal("conflict")
    if isinstance(error, StoreError):
        log.warning("store unavailable", extra={"error": str(error)[:300]})
        return Refusal("unavailable", retry_after=RETRY_SECONDS)
    if isinstance(error, OSError) and error.errno in (28, 122):  # disk full, quota
        return Refusal("unavailable", retry_after=60)
    return Refusal("internal")


def refuse_cross_site(headers: dict[bytes, bytes]) -> None:
    """Raises Refusal forbidden for a write that another site's page sent."""
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        if site not in (b"same-origin", b"none"):
            raise Refusal("forbidden")
        return
    origin = headers.get(b"origin")
    if origin is not None:
        host = headers.get(b"host", b"").decode("latin-1").lower()
        try:
            sender = urlsplit(origin.decode("latin-1")).netloc.lower()
        except ValueError as error:
            raise Refusal("forbidden") from error
        if sender != host:
            raise Refusal("forbidden")
