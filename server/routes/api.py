"""From the route table to ASGI: session, authorisation, body, handler, answer."""

import contextlib
from collections import defaultdict

from starlette.routing import Route, Router

from server.routes.endpoint import Endpoint, require
from server.routes.http import Call, cookie, decode_object, read_body, send_reply
from server.routes.table import ENDPOINTS
from server.services import received, sessions, uploads
from server.services.errors import Refusal
from server.services.window import Window
from server.store.errors import Unavailable
from server.wire import bodies


class PathApp:
    """All methods of one path."""

    def __init__(self, endpoints: list[Endpoint], window: Window):
        self.by_method = {endpoint.method: endpoint for endpoint in endpoints}
        self._types = {
            endpoint.method: bodies.decoded_type(endpoint.request, window.reference)
            for endpoint in endpoints
            if endpoint.request is not None
        }

    async def __call__(self, scope, receive, send) -> None:
        method = scope["method"]
        endpoint = self.by_method.get("GET" if method == "HEAD" else method)
        if endpoint is None or (method == "HEAD" and endpoint.answer is None):
            raise Refusal("method_not_allowed")
        call = new_call(scope, receive, send)
        await identify(call)
        require(endpoint.action, call)
        limits = call.window.config.limits
        if endpoint.body == "json":
            call.raw = await read_body(call.headers, receive, limits.json_bytes)
            call.body = decode_object(call.headers, call.raw)
            call.request, mistyped = bodies.decode(call.body, self._types[method])
            if mistyped:
                raise Refusal("invalid", mistyped)
        elif endpoint.body == "file":
            call.raw = await read_body(call.headers, receive, received.most_bytes(limits))
        elif endpoint.body == "part":
            call.raw = await read_body(call.headers, receive, uploads.PART_BYTES)
        reply = await endpoint.handler(call)
        if reply is not None:
            await send_reply(send, reply, head=method == "HEAD")


def new_call(scope, receive, send) -> Call:
    """The request as handlers see it."""
    state = scope["app_state"]
    return Call(state.window, scope, receive, scope["header_map"], scope["words"], send=send)


async def identify(call: Call) -> None:
    """Find the session of the cookie, and note now and then that it is in use."""
    token = cookie(call.headers, sessions.COOKIE)
    if not token:
        return
    window = call.window
    found = await window.database.look_up(lambda tx: sessions.find(window, tx, token))
    if found is None:
        return
    call.token = token
    if found.given:
        call.given = found.viewer
    else:
        call.viewer = found.viewer
    if found.stale:
        with contextlib.suppress(Unavailable):  # reading goes on while nothing can be written
            await window.database.write(lambda tx: sessions.touch(window, tx, token))


def api_paths(window: Window) -> dict[str, PathApp]:
    """One application a path."""
    by_path: dict[str, list[Endpoint]] = defaultdict(list)
    for endpoint in ENDPOINTS:
        by_path[endpoint.path].append(endpoint)
    return {path: PathApp(endpoints, window) for path, endpoints in by_path.items()}


class FastLane:
    """The API's own paths first, by look-up and by shape; the others go to Starlette's router."""

    def __init__(self, paths: dict[str, PathApp], others: Router):
        self._fixed = {}
        self._shaped = []
        self._others = others
        for path, app in paths.items():
            route = Route(path, app, methods=None)
            if "{" in path:
                self._shaped.append((route.path_regex, route))
            else:
                self._fixed[path] = route

    async def __call__(self, scope, receive, send) -> None:
        path = scope["path"]
        route, params = self._fixed.get(path), {}
        if route is None:
            for shape, shaped in self._shaped:
                match = shape.match(path)
                if match:
                    route, params = shaped, match.groupdict()
                    break
            else:
                await self._others(scope, receive, send)
                return
        scope["route"] = route
        scope["path_params"] = params
        await route.endpoint(scope, receive, send)
