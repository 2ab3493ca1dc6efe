"""Whether one wants messages about one's cases, and what a gateway says became of them."""

import hmac

from server.routes.endpoint import SESSION, endpoint
from server.routes.http import Call, Reply, json_reply
from server.services import messages
from server.services.errors import Refusal, invalid
from server.wire import types as wire


@endpoint(
    "GET",
    "/me/messages",
    "Whether messages about one's cases go to the phone",
    action=SESSION,
    answer=wire.MessageSettings,
)
async def wanted(call: Call) -> Reply:
    """GET /me/messages."""
    return json_reply(wire.MessageSettings(await is_wanted(call)))


async def is_wanted(call: Call) -> bool:
    """Whether who asks wants messages."""
    return await call.window.database.read(lambda tx: messages.wanted(tx, call.viewer.id))


@endpoint(
    "PUT",
    "/me/messages",
    "Want messages about one's cases, or none",
    action=SESSION,
    request=wire.MessageChoice,
    answer=wire.MessageSettings,
    errors=("invalid",),
)
async def set_wanted(call: Call) -> Reply:
    """PUT /me/messages."""
    choice = call.request.sms
    if choice is None:
        raise invalid("sms", "required")
    await write_wanted(call, wanted=choice)
    return json_reply(wire.MessageSettings(choice))


@endpoint(
    "POST",
    "/messages/report",
    "What the gateway says became of a message",
    request=wire.DeliveryReport,
    answer=wire.DeliveryNoted,
    errors=("unauthenticated", "not_found", "invalid"),
)
async def report(call: Call) -> Reply:
    """POST /messages/report: for the gateway, by the token of messages.report_token."""
    window, said = call.window, call.request
    secret = window.config.messages.report_token
    if not secret:
        raise Refusal("not_found")
    given = call.headers.get(b"authorization", b"")
    if not hmac.compare_digest(given, f"Bearer {secret}".encode()):
        raise Refusal("unauthenticated")
    if not said.key:
        raise invalid("key", "required")
    if said.state not in messages.REPORTED:
        raise invalid("state", "unknown" if said.state else "required")
    noted = await window.database.write(
        lambda tx: messages.reported(window, tx, said.key, said.state, said.error)
    )
    if not noted:
        raise Refusal("not_found")
    return json_reply(wire.DeliveryNoted(said.key, said.state))


async def write_wanted(call: Call, *, wanted: bool) -> None:
    """Write down whether who asks wants messages."""
    await call.window.database.write(
        lambda tx: messages.set_wanted(tx, call.viewer.id, wanted=wanted)
    )
