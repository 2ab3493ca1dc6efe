"""Mandates (委托): taken at the door, given in the portal, read, revoked, objected to."""

from server.routes.call_backs import act_of
from server.routes.endpoint import endpoint
from server.routes.http import Call, Reply, json_reply
from server.routes.session import checked
from server.rules.authorisation import Action
from server.services import mandate_desk as service
from server.services import mandates, tracking
from server.services.errors import Refusal
from server.wire import mandates as wire
from server.wire.bodies import FormBody


@endpoint(
    "POST",
    "/mandates",
    "Write down that a person gives a mandate",
    action=Action.MANDATE_TAKE,
    request=wire.MandateRequest,
    answer=wire.MandateAnswer,
    status=201,
    once=True,
    errors=("conflict", "invalid"),
)
async def take(call: Call) -> Reply:
    """POST /mandates."""
    window, asked, given = call.window, call.once(), call.request
    answer = await window.database.write(
        lambda tx: service.take(window, tx, call.viewer, call.body, given, asked, call.words)
    )
    return Reply(answer.status, answer.body)


@endpoint(
    "GET",
    "/mandates",
    "Mandates by which one helps",
    action=Action.MANDATE_TAKE,
    answer=wire.Mandates,
    query=("person",),
)
async def of_worker(call: Call) -> Reply:
    """GET /mandates."""
    window, person = call.window, call.query.get("person", "")
    found = await window.database.read(
        lambda tx: service.of_worker(window, tx, call.viewer, person, call.words)
    )
    return json_reply(found)


@endpoint(
    "POST",
    "/mandates/{id}/revoke",
    "Give a mandate up, or revoke it on the person's word",
    action=Action.MANDATE_REVOKE,
    request=wire.RevokeRequest,
    answer=wire.MandateAnswer,
    once=True,
    errors=("not_found", "conflict"),
)
async def revoke_for(call: Call) -> Reply:
    """POST /mandates/{id}/revoke."""
    return await revoked(call)


@endpoint(
    "GET",
    "/me/helpers",
    "Who helps me, and whom I help",
    action=Action.MANDATE_GIVE,
    answer=wire.Helpers,
)
async def helpers(call: Call) -> Reply:
    """GET /me/helpers."""
    window = call.window
    found = await window.database.read(
        lambda tx: service.helpers(window, tx, call.viewer, call.words)
    )
    return json_reply(found)


@endpoint(
    "POST",
    "/me/helpers",
    "Give somebody a mandate",
    action=Action.MANDATE_GIVE,
    request=wire.HelperRequest,
    answer=wire.MandateAnswer,
    status=201,
    once=True,
    errors=("conflict", "invalid", "forbidden"),
)
async def give(call: Call) -> Reply:
    """POST /me/helpers."""
    window, asked, given = call.window, call.once(), call.request
    answer = await window.database.write(
        lambda tx: service.give(window, tx, call.viewer, call.body, given, asked, call.words)
    )
    return Reply(answer.status, answer.body)


@endpoint(
    "POST",
    "/me/helpers/{id}/revoke",
    "Revoke a mandate one gave",
    action=Action.MANDATE_GIVE,
    request=wire.RevokeRequest,
    answer=wire.MandateAnswer,
    once=True,
    errors=("not_found", "conflict"),
)
async def revoke(call: Call) -> Reply:
    """POST /me/helpers/{id}/revoke."""
    return await revoked(call)


async def revoked(call: Call) -> Reply:
    """Revoke the mandate in the path as who asks may. Raises Refusal not_found."""
    window, asked, mandate = call.window, call.once(), call.path["id"]
    answer = await window.database.write(
        lambda tx: service.revoke(window, tx, call.viewer, mandate, asked, call.words)
    )
    return Reply(answer.status, answer.body)


@endpoint(
    "POST",
    "/me/helpers/acts/{id}/object",
    "Say that an act was not wanted so",
    action=Action.MANDATE_GIVE,
    request=wire.ObjectRequest,
    answer=wire.MandateAnswer,
    once=True,
    errors=("not_found", "conflict", "invalid"),
)
async def object_to(call: Call) -> Reply:
    """POST /me/helpers/acts/{id}/object."""
    window, asked, act = call.window, call.once(), act_of(call)
    said = call.body.get("words")
    answer = await window.database.write(
        lambda tx: service.object_to(window, tx, call.viewer, act, said, asked, call.words)
    )
    return Reply(answer.status, answer.body)


@endpoint(
    "POST",
    "/track/revoke",
    "Revoke by the slip what a case was filed under",
    request=FormBody(
        "TrackRevokeRequest", "Number and query code.", lambda known: [known.forms.track]
    ),
    answer=wire.Revoked,
    errors=("invalid",),
)
async def by_slip(call: Call) -> Reply:
    """POST /track/revoke."""
    window = call.window
    values = checked(window.reference.forms.track, call)
    number, code = values["number"], values["query_code"]

    def write(tx):
        case = tracking.open_case(window, tx, number, code, call.address, lock=True)
        if isinstance(case, Refusal):
            return case
        return mandates.revoke_of_case(tx, case["id"], window.now())

    ended = await window.database.write(write)
    if isinstance(ended, Refusal):
        raise ended
    return json_reply(wire.Revoked(ended))
