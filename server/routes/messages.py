"""Whether one wants messages about one's cases, and what a gateway says became of them."""

import hmac

from server.routes.endpoint import SESSION, endpoint
from server.routes.http import Call, Reply, json_reply
from server.rules.authorisation import Action
from server.services import messages, prepared, reminders
from server.services.errors import Refusal, invalid
from server.services.messages import Wanted
from server.store.tx import Tx
from server.wire import types as wire
from server.wire.affairs import Reminders


@endpoint(
    "GET",
    "/me/messages",
    "Whether messages about one's cases go to the phone",
    action=SESSION,
    answer=wire.MessageSettings,
)
async def wanted(call: Call) -> Reply:
    """GET /me/messages."""
    return json_reply(wire.MessageSettings(*await is_wanted(call)))


async def is_wanted(call: Call) -> Wanted:
    """What who asks wants to be told."""
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
    if call.request.sms is None and call.request.reminders is None:
        raise invalid("sms", "required")
    return json_reply(wire.MessageSettings(*await write_wanted(call, call.request)))


@endpoint(
    "GET",
    "/me/reminders",
    "Of which services one was told without having asked, and why",
    action=Action.CASE_FILE,
    answer=Reminders,
    errors=("invalid",),
    query=("only",),
)
async def own_reminders(call: Call) -> Reply:
    """GET /me/reminders?only=prepared."""
    only = call.query.get("only", "")
    if only not in ("", "prepared"):
        raise invalid("only", "unknown")
    return json_reply(await (ready(call) if only else told(call)))


async def ready(call: Call) -> Reminders:
    """Of what who asks was told of, what is filled in for them and can be filed, each service once. It says nothing
    of whether they looked at it: it is shown beside other things."""
    found = await call.window.database.read(
        lambda tx: reminders.own(call.window, tx, call.viewer, call.words)
    )
    offered = (prepared.WAITING, prepared.AWAY)
    newest = {one.service: one for one in reversed(found.items) if one.prepared in offered}
    return Reminders([one for one in found.items if newest.get(one.service) is one])


async def told(call: Call) -> Reminders:
    """What who asks was told of; that they looked at it is written down."""
    window, viewer = call.window, call.viewer
    found, new = await window.database.read(
        lambda tx: (
            reminders.own(window, tx, viewer, call.words),
            reminders.has_unseen(tx, viewer),
        )
    )
    if new:
        await window.database.write(lambda tx: reminders.saw(window, tx, viewer))
    return found


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


async def write_wanted(call: Call, choice: wire.MessageChoice) -> Wanted:
    """Write down what who asks wants to be told; answers all of it."""

    def write(tx: Tx) -> Wanted:
        before = messages.wanted(tx, call.viewer.id)
        now = Wanted(
            before.sms if choice.sms is None else choice.sms,
            before.reminders if choice.reminders is None else choice.reminders,
        )
        messages.set_wanted(tx, call.viewer.id, now)
        return now

    return await call.window.database.write(write)
