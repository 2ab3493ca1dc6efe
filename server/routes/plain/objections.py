"""What a person said against an act under a mandate (异议), without script: a supervisor reads it and answers."""

from server.routes import call_backs as routes
from server.routes.endpoint import require
from server.routes.http import Call, Reply
from server.routes.page import wrongs
from server.routes.plain import call_backs
from server.routes.plain.frame import go_to, show
from server.rules.authorisation import Action
from server.services import objections
from server.services.errors import Refusal

PATH = call_backs.PATH + "/objections"


async def form(call: Call) -> Reply:
    """GET /plain/call_backs/objections/{id}."""
    return await _one(call, None)


async def act(call: Call) -> Reply:
    """POST /plain/call_backs/objections/{id}: what was found, which the person reads."""
    if call.viewer is None:
        return go_to("/plain/staff")
    require(Action.CALL_BACK_CHECK, call)
    window, wanted, found = call.window, routes.act_of(call), call.body.get("found")
    try:
        await window.database.write(
            lambda tx: objections.answer(window, tx, call.viewer, wanted, found, call.words)
        )
    except Refusal as refusal:
        if refusal.code not in ("invalid", "conflict"):
            raise
        return await _one(call, refusal)
    return go_to(f"{call_backs.PATH}?done=1")


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    return await _one(call, None)


async def _one(call: Call, refusal: Refusal | None) -> Reply:
    if call.viewer is None:
        return go_to("/plain/staff")
    conflict = refusal is not None and refusal.code == "conflict"
    return show(
        call,
        "objection.html",
        status=refusal.status if refusal is not None else 200,
        here="",
        form=True,
        typing=bool(call.body),
        wrong=wrongs(call.words, refusal.problems if refusal is not None else []),
        one=await routes.read_objection(call),
        typed=call.body,
        said=call.words("plain.call_backs.conflict") if conflict else "",
    )
