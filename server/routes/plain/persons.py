"""Persons of the street (人) without script: found, and what is known of one put right, by the worker of the
grid and by who runs the street."""

from server.routes.endpoint import require
from server.routes.http import Call, Reply
from server.routes.page import wrongs
from server.routes.plain.frame import go_to, show
from server.routes.plain.organisations import grid_choice
from server.rules.authorisation import Action
from server.services import base_data, doubles, people, people_desk, person_sights
from server.services.errors import Refusal
from server.wire import people as wire

PATH = "/plain/persons"


async def listing(call: Call) -> Reply:
    """GET /plain/persons: who was looked for."""
    if call.viewer is None:
        return go_to("/plain/staff")
    require(Action.PERSON_CHANGE, call)
    window, viewer, typed = call.window, call.viewer, call.query.get("who", "")[:100]

    def look(tx):
        if not typed:
            return []
        if viewer.role == "admin":
            return doubles.find(window, tx, viewer, typed)
        page = people_desk.page(window, tx, viewer, typed, "", doubles.MOST, call.words)
        return [
            doubles.known(window, tx, row)
            for one in page.items
            if (row := people.by_id(tx, one.id)) is not None
        ]

    found = await window.database.write(look)
    said = call.words("plain.base.kept") if call.query.get("done") else ""
    return show(call, "persons.html", here="", who=typed, found=found, said=said)


async def form(call: Call) -> Reply:
    """GET /plain/persons/{id}."""
    return await _one(call, None)


async def act(call: Call) -> Reply:
    """POST /plain/persons/{id}: put right what was filled in."""
    if call.viewer is None:
        return go_to("/plain/staff")
    require(Action.PERSON_CHANGE, call)
    window, typed, person = call.window, call.body, call.path["id"]
    names = ("name", "phone", "home", "household", "grid_id", "reason")
    given = wire.PersonChange(
        **{name: typed.get(name) or None for name in names},
        moved_away=typed.get("moved_away") == "yes",
    )
    try:
        await window.database.write(
            lambda tx: base_data.change_person(window, tx, call.viewer, person, given)
        )
    except Refusal as refusal:
        if refusal.code != "invalid":
            raise
        return await _one(call, refusal)
    return go_to(f"{PATH}?done=1")


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    return await _one(call, None)


async def _one(call: Call, refusal: Refusal | None) -> Reply:
    if call.viewer is None:
        return go_to("/plain/staff")
    require(Action.PERSON_CHANGE, call)
    window, viewer = call.window, call.viewer

    def look(tx):
        person = base_data.own_person(window, tx, viewer, call.path["id"])
        person_sights.note(tx, [person["id"]], viewer, "view", window.now())
        return doubles.known(window, tx, person)

    one = await window.database.write(look)
    return show(
        call,
        "person.html",
        status=refusal.status if refusal is not None else 200,
        here="",
        form=True,
        typing=bool(call.body),
        wrong=wrongs(call.words, refusal.problems if refusal is not None else []),
        one=one,
        grids=grid_choice(call),
        typed=call.body,
    )
