"""The ledger of what services cost people, for staff."""

from server.routes.endpoint import endpoint
from server.routes.http import Call, Reply, json_reply
from server.rules.authorisation import Action
from server.services import burden as service
from server.wire import affairs as wire


@endpoint(
    "GET",
    "/burden",
    "What each service costs the people who ask for it",
    action=Action.BURDEN_READ,
    answer=wire.Burden,
)
async def burden(call: Call) -> Reply:
    """GET /burden."""
    return json_reply(await read(call))


async def read(call: Call) -> wire.Burden:
    """The ledger."""
    window = call.window
    return await window.database.read(
        lambda tx: service.ledger(window, tx, call.viewer, call.words), slow=True
    )
