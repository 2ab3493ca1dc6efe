"""Buildings, units and rooms (房) without script: a grid's places, and one put right, by its worker and by who
runs the street."""

from server.routes.endpoint import require
from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain.frame import go_to, show
from server.routes.plain.organisations import grid_choice
from server.rules.authorisation import Action
from server.services import base_changes, base_data, organisation_desk, people
from server.services.errors import Refusal
from server.wire import people as wire

PATH = "/plain/places"


async def listing(call: Call) -> Reply:
    """GET /plain/places: a grid's buildings, or what lies in a place."""
    if call.viewer is None:
        return go_to("/plain/staff")
    require(Action.PLACE_CHANGE, call)
    window, viewer = call.window, call.viewer
    grid = viewer.grid_id or call.query.get("grid", "")
    parent = call.query.get("parent", "")
    found = await window.database.read(lambda tx: base_data.below(tx, grid, parent))
    grids = [] if viewer.grid_id else grid_choice(call)
    said = call.words("plain.base.kept") if call.query.get("done") else ""
    return show(
        call, "places.html", here="", grid=grid, grids=grids, found=found, parent=parent, said=said
    )


async def form(call: Call) -> Reply:
    """GET /plain/places/{id}."""
    return await _one(call, [])


async def act(call: Call) -> Reply:
    """POST /plain/places/{id}: put right what was filled in."""
    if call.viewer is None:
        return go_to("/plain/staff")
    require(Action.PLACE_CHANGE, call)
    window, typed, place = call.window, call.body, call.path["id"]
    numbers = {name: _number(typed.get(name, "")) for name in ("lon", "lat")}
    wrong = [
        Wrong(name, call.words("error.field.format", label=call.words(f"label.{name}")))
        for name, value in numbers.items()
        if value is None and typed.get(name, "").strip()
    ]
    if wrong:
        return await _one(call, wrong, status=422)
    given = wire.PlaceChange(
        name=typed.get("name") or None,
        closed=typed.get("closed") == "yes",
        reason=typed.get("reason") or None,
        **numbers,
    )
    try:
        kept = await window.database.write(
            lambda tx: base_data.change_place(window, tx, call.viewer, place, given)
        )
    except Refusal as refusal:
        if refusal.code != "invalid":
            raise
        return await _one(call, wrongs(call.words, refusal.problems), status=refusal.status)
    return go_to(f"{PATH}?grid={kept['grid_id']}&parent={kept['parent_id'] or ''}&done=1")


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    return await _one(call, [])


async def _one(call: Call, wrong: list[Wrong], *, status: int = 200) -> Reply:
    if call.viewer is None:
        return go_to("/plain/staff")
    require(Action.PLACE_CHANGE, call)
    window = call.window

    def look(tx):
        place = base_data.own_place(window, tx, call.viewer, call.path["id"])
        return {
            "one": place,
            "address": people.address(tx, place["id"]),
            "changed": base_changes.of(tx, base_changes.PLACE, place["id"]),
            "below": base_data.below(tx, place["grid_id"], place["id"]),
            "households": base_data.households(window, tx, call.viewer, place["id"]),
            "organisations": organisation_desk.in_place(window, tx, place["id"]),
        }

    found = await window.database.write(look)
    history = [(window.zone.iso(row["at"]), row["what"]) for row in found.pop("changed")]
    return show(
        call,
        "place.html",
        status=status,
        here="",
        form=True,
        typing=bool(call.body),
        wrong=wrong,
        history=history,
        typed=call.body,
        **found,
    )


def _number(typed: str) -> float | None:
    try:
        return float(typed)
    except ValueError:
        return None
