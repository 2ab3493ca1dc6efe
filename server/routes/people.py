"""Space and people (人·房·格): a grid worker's persons and places, and one's own record."""

from server.routes.endpoint import endpoint
from server.routes.http import Call, Reply, json_reply, written_once
from server.routes.limited import page_limit
from server.rules.authorisation import Action
from server.services import accounts, base_data, grid_changes, person_states
from server.services import people_desk as service
from server.wire import people as wire
from server.wire.bodies import FormBody
from server.wire.types import Facts

#: Persons on a page.
MOST = 50


@endpoint(
    "POST",
    "/persons",
    "Register a person of the own grid",
    action=Action.PERSON_ADD,
    request=FormBody(
        "PersonRequest",
        "A person with the minimum; the id is made by the device.",
        lambda reference: [service.form_of(reference)],
        {
            "id": str,
            "place": (str | None, None),
            "made_at": (str | None, None),
            "street_at": (str | None, None),
            "device_now": (str | None, None),
        },
    ),
    answer=wire.PersonAnswer,
    status=201,
    once=True,
    errors=("conflict", "invalid"),
)
async def register(call: Call) -> Reply:
    """POST /persons."""
    window, asked = call.window, call.once()
    answer = await window.database.write(
        lambda tx: service.register(window, tx, call.viewer, call.body, asked, call.words)
    )
    return Reply(answer.status, answer.body)


@endpoint(
    "GET",
    "/persons",
    "Persons of the own grid",
    action=Action.PERSON_ADD,
    answer=wire.Persons,
    errors=("invalid",),
    query=("search", "cursor", "limit"),
)
async def persons(call: Call) -> Reply:
    """GET /persons."""
    window, query = call.window, call.query
    search, after = query.get("search", ""), query.get("cursor", "")
    limit = page_limit(query.get("limit", ""), MOST, MOST)
    found = await window.database.write(
        lambda tx: service.page(window, tx, call.viewer, search, after, limit, call.words)
    )
    return json_reply(found)


@endpoint(
    "GET",
    "/persons/{id}",
    "A person of the own grid",
    action=Action.PERSON_READ,
    answer=wire.PersonAnswer,
    errors=("not_found",),
)
async def person(call: Call) -> Reply:
    """GET /persons/{id}."""
    window, person_id = call.window, call.path["id"]
    found = await window.database.write(
        lambda tx: service.look(window, tx, call.viewer, person_id, call.words)
    )
    return json_reply(found)


@endpoint(
    "POST",
    "/persons/{id}/living",
    "The register was wrong: a person of the own grid lives here",
    action=Action.PERSON_READ,
    request=wire.LivingRequest,
    answer=wire.PersonAnswer,
    once=True,
    errors=("conflict", "invalid", "not_found"),
)
async def living(call: Call) -> Reply:
    """POST /persons/{id}/living."""
    window, asked, reason = call.window, call.once(), call.request.reason

    def write(tx):
        account = accounts.by_id(tx, call.viewer.id)
        return person_states.put_right(
            window, tx, call.viewer, account["login"], call.path["id"], reason, asked, call.words
        )

    answer = await window.database.write(write)
    return Reply(answer.status, answer.body)


@endpoint(
    "GET",
    "/persons/{id}/facts",
    "What forms are filled in with for a person",
    action=Action.PERSON_READ,
    answer=Facts,
    errors=("not_found",),
)
async def prefill(call: Call) -> Reply:
    """GET /persons/{id}/facts."""
    window, person_id = call.window, call.path["id"]
    found = await window.database.write(
        lambda tx: service.prefill(window, tx, call.viewer, person_id, call.words)
    )
    return json_reply(found)


@endpoint(
    "GET",
    "/places",
    "Places of the own grid",
    action=Action.PERSON_ADD,
    answer=wire.Places,
    query=("parent",),
)
async def places(call: Call) -> Reply:
    """GET /places."""
    parent = call.query.get("parent", "")
    found = await call.window.database.read(lambda tx: service.places(tx, call.viewer, parent))
    return json_reply(found)


@endpoint(
    "POST",
    "/persons/{id}/change",
    "Put right what is known of a person",
    action=Action.PERSON_CHANGE,
    request=wire.PersonChange,
    answer=wire.Changed,
    once=True,
    errors=("conflict", "invalid", "not_found"),
)
async def change_person(call: Call) -> Reply:
    """POST /persons/{id}/change."""
    window, wanted, given = call.window, call.path["id"], call.request
    return await written_once(
        call,
        lambda tx: wire.Changed(
            base_data.change_person(window, tx, call.viewer, wanted, given)["id"]
        ),
    )


@endpoint(
    "POST",
    "/places/{id}/change",
    "Put a place right",
    action=Action.PLACE_CHANGE,
    request=wire.PlaceChange,
    answer=wire.Changed,
    once=True,
    errors=("conflict", "invalid", "not_found"),
)
async def change_place(call: Call) -> Reply:
    """POST /places/{id}/change."""
    window, wanted, given = call.window, call.path["id"], call.request
    return await written_once(
        call,
        lambda tx: wire.Changed(
            base_data.change_place(window, tx, call.viewer, wanted, given)["id"]
        ),
    )


@endpoint(
    "GET",
    "/me/record",
    "What the street knows of oneself, and who looked",
    action=Action.RECORD_OWN,
    answer=wire.RecordAnswer,
)
async def own_record(call: Call) -> Reply:
    """GET /me/record."""
    window = call.window
    found = await window.database.read(
        lambda tx: service.own_record(window, tx, call.viewer, call.words)
    )
    return json_reply(found)


@endpoint(
    "GET",
    "/me/grid/changes",
    "What changed of the own grid since a cursor",
    action=Action.PERSON_ADD,
    answer=wire.GridChanges,
    query=("cursor",),
)
async def changes(call: Call) -> Reply:
    """GET /me/grid/changes."""
    window, cursor = call.window, call.query.get("cursor", "")
    found = await window.database.write(
        lambda tx: grid_changes.since(window, tx, call.viewer, cursor, call.words)
    )
    return json_reply(found)
