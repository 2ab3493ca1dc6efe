"""Pages that exist only with --demo: the one-time codes and messages that were sent."""

from typing import NamedTuple

from starlette.routing import Route

from server.routes.api import new_call
from server.routes.http import json_reply, send_reply
from server.routes.page import page
from server.services.errors import Refusal
from server.services.notifier import DemoNotifier


class Shown(NamedTuple):
    """What a page shows: which list of the notifier, the member of each entry, the template."""

    sent: str
    member: str
    template: str


CODES = Shown("sent", "code", "demo_codes.html")
MESSAGES = Shown("told", "text", "demo_messages.html")


class Newest:
    """The newest of them, as a page or as JSON (?phone= picks one phone's)."""

    def __init__(self, shown: Shown, *, as_json: bool):
        self._shown = shown
        self._json = as_json

    async def __call__(self, scope, receive, send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            raise Refusal("method_not_allowed")
        call = new_call(scope, receive, send)
        notifier, shown = scope["app_state"].notifier, self._shown
        sent = list(getattr(notifier, shown.sent)) if isinstance(notifier, DemoNotifier) else []
        phone = call.query.get("phone")
        if phone:
            sent = [entry for entry in sent if entry.phone == phone]
        iso = call.window.zone.iso
        if self._json:
            items = [{"phone": s.phone, shown.member: s.said, "at": iso(s.at)} for s in sent]
            reply = json_reply({"items": items})
        else:
            rows = [(s.phone, s.said, iso(s.at)[11:19]) for s in sent]
            reply = page(call.words, shown.template, sent=rows)
        await send_reply(send, reply, head=scope["method"] == "HEAD")


def routes() -> list[Route]:
    """The demo's routes."""
    return [
        Route("/demo/codes", Newest(CODES, as_json=False), methods=None),
        Route("/demo/codes.json", Newest(CODES, as_json=True), methods=None),
        Route("/demo/messages", Newest(MESSAGES, as_json=False), methods=None),
        Route("/demo/messages.json", Newest(MESSAGES, as_json=True), methods=None),
    ]
