"""Pages that exist only with --demo: the one-time codes that were sent."""

from starlette.routing import Route

from server.routes.api import new_call
from server.routes.http import json_reply, send_reply
from server.routes.page import page
from server.services.errors import Refusal
from server.services.notifier import DemoNotifier


class Codes:
    """The newest codes, as a page or as JSON (?phone= picks one phone's)."""

    def __init__(self, *, as_json: bool):
        self._json = as_json

    async def __call__(self, scope, receive, send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            raise Refusal("method_not_allowed")
        call = new_call(scope, receive, send)
        notifier = scope["app_state"].notifier
        sent = list(notifier.sent) if isinstance(notifier, DemoNotifier) else []
        phone = call.query.get("phone")
        if phone:
            sent = [entry for entry in sent if entry.phone == phone]
        iso = call.window.zone.iso
        if self._json:
            reply = json_reply(
                {"items": [{"phone": s.phone, "code": s.code, "at": iso(s.at)} for s in sent]}
            )
        else:
            rows = [(s.phone, s.code, iso(s.at)[11:19]) for s in sent]
            reply = page(call.words, "demo_codes.html", sent=rows)
        await send_reply(send, reply, head=scope["method"] == "HEAD")


def routes() -> list[Route]:
    """The demo's routes."""
    return [
        Route("/demo/codes", Codes(as_json=False), methods=None),
        Route("/demo/codes.json", Codes(as_json=True), methods=None),
    ]
