"""Organisations and shops of a grid (企) without script: listed and looked for, one registered, put right or closed,
by the worker of the grid and by who runs the street."""

from collections.abc import Mapping

from server.routes.endpoint import require
from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain.frame import go_to, show
from server.rules.authorisation import Action
from server.rules.organisation_import import KINDS, STATES
from server.services import organisation_desk
from server.services.errors import Refusal

PATH = "/plain/organisations"
#: Fields of the form; state is asked of one that is there, the grid of who has none of their own.
_FIELDS = (
    "name", "kind", "credit_code", "address", "contact", "phone", "grid_id", "state", "reason",
)  # fmt: skip
_DONE = {"added": "plain.organisations.added", "kept": "plain.base.kept"}


async def listing(call: Call) -> Reply:
    """GET /plain/organisations: a grid's, by page, with what was looked for."""
    if call.viewer is None:
        return go_to("/plain/staff")
    require(Action.ORGANISATION_KEEP, call)
    window, viewer, typed = call.window, call.viewer, call.query.get("who", "")[:100]
    grid = viewer.grid_id or call.query.get("grid", "")
    start = call.query.get("at", "")
    at = int(start[:6]) if start.isascii() and start.isdigit() else 0
    page = None
    if grid in window.reference.grids:
        page = await window.database.read(
            lambda tx: organisation_desk.page(window, tx, viewer, grid, typed, at)
        )
    done = _DONE.get(call.query.get("done", ""))
    return show(
        call,
        "organisations.html",
        here="",
        grid=grid,
        grids=[] if viewer.grid_id else grid_choice(call),
        who=typed,
        page=page,
        step=organisation_desk.PAGE,
        said=call.words(done) if done else "",
    )


async def new(call: Call) -> Reply:
    """GET /plain/organisations/new."""
    return await _form(call, None, [])


async def add(call: Call) -> Reply:
    """POST /plain/organisations/new."""
    if call.viewer is None:
        return await _form(call, None, [])
    require(Action.ORGANISATION_KEEP, call)
    window = call.window
    try:
        row = await window.database.write(
            lambda tx: organisation_desk.add(window, tx, call.viewer, _typed(call))
        )
    except Refusal as refusal:
        if refusal.code != "invalid":
            raise
        return await _form(call, None, _wrong(call, refusal))
    return go_to(f"{PATH}?grid={row['grid_id']}&done=added")


async def form(call: Call) -> Reply:
    """GET /plain/organisations/{id}."""
    return await _form(call, call.path["id"], [])


async def act(call: Call) -> Reply:
    """POST /plain/organisations/{id}: put right what was filled in otherwise."""
    if call.viewer is None:
        return await _form(call, call.path["id"], [])
    require(Action.ORGANISATION_KEEP, call)
    window, which = call.window, call.path["id"]
    try:
        row = await window.database.write(
            lambda tx: organisation_desk.change(window, tx, call.viewer, which, _typed(call))
        )
    except Refusal as refusal:
        if refusal.code != "invalid":
            raise
        return await _form(call, which, _wrong(call, refusal))
    return go_to(f"{PATH}?grid={row['grid_id']}&done=kept")


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    return await _form(call, call.path.get("id"), [])


def grid_choice(call: Call) -> list[tuple[str, str]]:
    """The grids of the street to choose one from, as (id, community and name)."""
    grids = call.window.reference.grids.items()
    return [(code, f"{grid.community} {grid.name}") for code, grid in grids]


def _typed(call: Call) -> dict[str, str]:
    return {name: call.body.get(name, "") for name in _FIELDS}


def _wrong(call: Call, refusal: Refusal) -> list[Wrong]:
    """What is wrong, with the fields by the names that this page gives them."""
    words = call.words
    labelled = [
        one._replace(label=words(f"plain.organisations.{one.path}")) if one.path in _FIELDS else one
        for one in refusal.problems
    ]
    return wrongs(words, labelled)


async def _form(call: Call, which: str | None, wrong: list[Wrong]) -> Reply:
    """The form of one, or of a new one where there is none."""
    if call.viewer is None:
        return go_to("/plain/staff")
    require(Action.ORGANISATION_KEEP, call)
    window, words, viewer = call.window, call.words, call.viewer

    def look(tx):
        row = organisation_desk.own(window, tx, viewer, which)
        return organisation_desk.shown(window, tx, row, words)

    one = None if which is None else await window.database.read(look)
    typed: Mapping[str, str] = _typed(call)
    if not call.body:
        typed = {"grid_id": call.query.get("grid", "")}
        if one is not None:
            typed = {**one.texts, "grid_id": one.grid_id, "state": one.state}
    return show(
        call,
        "organisation.html",
        here="",
        form=True,
        typing=bool(call.body),
        wrong=wrong,
        one=one,
        typed=typed,
        kinds=[(code, words(f"organisation.kind.{code}")) for code in KINDS],
        states=[(code, words(f"organisation.state.{code}")) for code in STATES],
        grids=grid_choice(call),
        asks_grid=one is not None or viewer.grid_id is None,
    )
