"""The ASGI application."""

from pathlib import Path

from starlette.routing import Mount, Route, Router

from server.routes import demo, health, plain
from server.routes.api import FastLane, api_paths
from server.routes.first_page import filled
from server.routes.shell import Shell
from server.routes.static import StaticFiles
from server.services.errors import Refusal
from server.services.window import Window
from server.state import State


async def _nowhere(scope, receive, send) -> None:
    raise Refusal("not_found")


def create_app(window: Window) -> Shell:
    """Everything behind one callable."""
    state = State(window)
    web = window.config.server.web
    routes: list[Route | Mount] = [*health.routes(window), *plain.routes()]
    if window.config.demo:
        routes += demo.routes()
    static = StaticFiles(
        Path(web).expanduser() if web else None,
        lambda page, folder: filled(page, folder, window),
    )
    routes.append(Route("/{path:path}", static, methods=None))
    router = Router(routes, default=_nowhere, redirect_slashes=False)
    return Shell(FastLane(api_paths(window), router), state)
