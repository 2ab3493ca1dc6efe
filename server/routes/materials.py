"""What was handed in before, to be used again with another application."""

from server.routes.endpoint import SESSION, endpoint
from server.routes.http import Call, Reply, json_reply
from server.services import case_rows, materials
from server.services.errors import invalid
from server.wire import affairs as wire


@endpoint(
    "GET",
    "/me/materials",
    "Materials that were handed in before and can be used again",
    action=SESSION,
    answer=wire.HandedIn,
    errors=("not_found", "invalid"),
    query=("service", "case", "mandate"),
)
async def handed_in(call: Call) -> Reply:
    """GET /me/materials?service=&case=; with mandate= those of the person who gave it."""
    window, viewer, given = call.window, call.viewer, call.query
    service, mandate = given.get("service", ""), given.get("mandate", "")
    but = given.get("case", "")
    if mandate and not service:
        raise invalid("service", "required")

    def look(tx):
        whose = materials.own(viewer)
        if mandate:
            whose = materials.under_mandate(window, tx, viewer, mandate, service)
        elif but:
            case = case_rows.find(tx, but)
            whose = materials.of_owner(viewer, case) if case is not None else materials.NOBODY
        return materials.offered(window, tx, whose, call.words, service, but)

    # A helper's look is written down before it is answered.
    run = window.database.write if mandate else window.database.read
    return json_reply(await run(look))
