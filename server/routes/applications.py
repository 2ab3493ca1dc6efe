"""Applications over the API beside filing: what is known of oneself, and decisions with their
documents."""

from server.routes.endpoint import endpoint
from server.routes.http import Call, Reply, json_reply
from server.rules.authorisation import Action
from server.services import facts
from server.wire import types as wire


@endpoint(
    "GET",
    "/me/facts",
    "What the portal knows of oneself",
    action=Action.CASE_FILE,
    answer=wire.Facts,
)
async def own_facts(call: Call) -> Reply:
    """GET /me/facts."""
    window, viewer = call.window, call.viewer
    found = await window.database.read(lambda tx: facts.shown(window, tx, viewer.id, call.words))
    return json_reply(found)
