"""Whether one wants messages about one's cases."""

from server.routes.endpoint import SESSION, endpoint
from server.routes.http import Call, Reply, json_reply
from server.services import messages
from server.services.errors import invalid
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


async def write_wanted(call: Call, *, wanted: bool) -> None:
    """Write down whether who asks wants messages."""
    await call.window.database.write(
        lambda tx: messages.set_wanted(tx, call.viewer.id, wanted=wanted)
    )
