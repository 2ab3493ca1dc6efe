"""Visits (上门): asked for, listed for who makes them, tried, handed on."""

from server.routes.endpoint import endpoint
from server.routes.http import Call, Reply, json_reply, written_once
from server.rules.authorisation import Action
from server.services import visit_desk as service
from server.wire import visits as wire


@endpoint(
    "POST",
    "/help-wishes",
    "Ask for somebody to come and help",
    action=Action.HELP_WISH,
    request=wire.WishRequest,
    answer=wire.WishAnswer,
    status=201,
    once=True,
    errors=("conflict", "invalid"),
)
async def wish(call: Call) -> Reply:
    """POST /help-wishes."""
    window, asked, given = call.window, call.once(), call.request
    answer = await window.database.write(
        lambda tx: service.wish(window, tx, call.viewer, call.body, given, asked, call.words)
    )
    return Reply(answer.status, answer.body)


@endpoint(
    "GET",
    "/help-wishes",
    "Visits one asked for",
    action=Action.HELP_WISH,
    answer=wire.Wishes,
)
async def wishes(call: Call) -> Reply:
    """GET /help-wishes."""
    window = call.window
    found = await window.database.read(
        lambda tx: service.own_wishes(window, tx, call.viewer, call.words)
    )
    return json_reply(found)


@endpoint(
    "GET",
    "/help-wishes/times",
    "When somebody can be asked to come",
    answer=wire.WishTimes,
)
async def times(call: Call) -> Reply:
    """GET /help-wishes/times: for everybody, who is asked who they are last."""
    return json_reply(service.times(call.window))


@endpoint(
    "POST",
    "/help-wishes/{id}/cancel",
    "Want nobody to come any more",
    action=Action.HELP_WISH,
    request=wire.CancelRequest,
    answer=wire.WishAnswer,
    once=True,
    errors=("conflict", "not_found"),
)
async def call_off(call: Call) -> Reply:
    """POST /help-wishes/{id}/cancel."""
    window, visit = call.window, call.path["id"]
    return await written_once(
        call,
        lambda tx: wire.WishAnswer(service.call_off(window, tx, call.viewer, visit, call.words)),
    )


@endpoint(
    "GET",
    "/visits",
    "Visits one has to make, and cases to verify",
    action=Action.VISIT_MAKE,
    answer=wire.Visits,
)
async def visits(call: Call) -> Reply:
    """GET /visits."""
    window = call.window
    found = await window.database.write(
        lambda tx: service.listed(window, tx, call.viewer, call.words)
    )
    return json_reply(found)


@endpoint(
    "POST",
    "/visits/{id}/tries",
    "Say how it went at the door",
    action=Action.VISIT_MAKE,
    request=wire.TryRequest,
    answer=wire.VisitAnswer,
    status=201,
    once=True,
    errors=("conflict", "invalid", "not_found"),
)
async def attempt(call: Call) -> Reply:
    """POST /visits/{id}/tries."""
    window, asked, given, visit = call.window, call.once(), call.request, call.path["id"]
    answer = await window.database.write(
        lambda tx: service.attempt(
            window, tx, call.viewer, visit, call.body, given, asked, call.words
        )
    )
    return Reply(answer.status, answer.body)


@endpoint(
    "POST",
    "/visits/{id}/hand-over",
    "Give a visit to another worker",
    action=Action.VISIT_MAKE,
    request=wire.HandOverRequest,
    answer=wire.VisitAnswer,
    once=True,
    errors=("conflict", "invalid", "not_found"),
)
async def hand_over(call: Call) -> Reply:
    """POST /visits/{id}/hand-over."""
    window, asked, given, visit = call.window, call.once(), call.request, call.path["id"]
    answer = await window.database.write(
        lambda tx: service.hand_over(window, tx, call.viewer, visit, given.to, asked, call.words)
    )
    return Reply(answer.status, answer.body)
