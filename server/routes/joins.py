"""Similar open cases nearby, and joining one: 我也遇到了."""

from server.routes.cases import read_number
from server.routes.endpoint import endpoint
from server.routes.http import Call, Reply, json_reply
from server.routes.limited import counted
from server.rules import forms
from server.rules.authorisation import Action
from server.services import joins, offers
from server.services import similar as service
from server.wire import types as wire
from server.wire.bodies import FormBody


@endpoint(
    "POST",
    "/cases/similar",
    "Open cases nearby that may be the same thing",
    action=Action.CASE_SIMILAR,
    request=FormBody(
        "SimilarRequest",
        "What somebody is about to file, as far as it is written.",
        lambda reference: [service.form_of(reference)],
    ),
    answer=wire.SimilarCases,
    errors=("invalid",),
)
async def similar(call: Call) -> Reply:
    """POST /cases/similar: nothing is required, what is wrong is taken as not given."""
    window = call.window
    call.scope["app_state"].lookup_limit.take(call.viewer.id, window.now())
    form = service.form_of(window.reference)
    values, _ = forms.check(form, call.body, window.reference.known)
    return json_reply(await looked(call, values))


async def looked(call: Call, values: dict) -> wire.SimilarCases:
    """Similar cases of a checked filing; what is shown first is written down, so that it can be
    joined."""
    window, viewer = call.window, call.viewer
    found, fresh = await window.database.read(
        lambda tx: service.find(window, tx, viewer, values, call.words), slow=True
    )
    if fresh:
        await window.database.write(lambda tx: offers.remember(tx, viewer, fresh, window.now()))
    return found


@endpoint(
    "POST",
    "/cases/{number}/join",
    "Join somebody else's case",
    action=Action.CASE_JOIN,
    request=wire.JoinRequest,
    answer=wire.CaseDetail,
    once=True,
    errors=("not_found", "conflict"),
)
async def join(call: Call) -> Reply:
    """POST /cases/{number}/join."""
    window, number, asked = call.window, read_number(call), call.once()
    answer, events = await counted(
        call,
        call.scope["app_state"].join_limit,
        asked,
        lambda: window.database.write(
            lambda tx: joins.join(window, tx, call.viewer, number, asked, call.words)
        ),
    )
    for event in events:
        window.hub.publish(event)
    return Reply(answer.status, answer.body)
