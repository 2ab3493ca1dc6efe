"""谁在帮我, 我帮谁, without script: mandates, what was done under them, revoking and objecting."""

from server.routes.endpoint import require
from server.routes.http import Call, Reply
from server.routes.page import Wrong
from server.routes.plain.frame import go_to, show
from server.rules.authorisation import Action
from server.services import mandate_desk, mandates
from server.services.errors import Refusal

#: What a button says before the id of what it is about.
_REVOKE, _OBJECT = "revoke-", "object-"


async def listing(call: Call) -> Reply:
    """GET /plain/helpers."""
    if call.viewer is None:
        return go_to("/plain/login?next=mine")
    given = call.query.get("done") == "given"
    return await _page(call, said=call.words("plain.mandate.given") if given else "")


async def act(call: Call) -> Reply:
    """POST /plain/helpers: revoke a mandate, give one up, or say something against an act."""
    require(Action.MANDATE_GIVE, call)
    window, action = call.window, call.body.get("action", "")
    if action.startswith(_REVOKE):
        mandate = action.removeprefix(_REVOKE)
        await window.database.write(
            lambda tx: mandates.revoke_own(tx, call.viewer, mandate, window.now())
        )
        return await _page(call, said=call.words("plain.helpers.revoked"))
    number = action.removeprefix(_OBJECT)
    if not action.startswith(_OBJECT) or not (number.isascii() and number.isdigit()):
        raise Refusal("malformed")
    words = call.body.get(f"words-{number}", "")
    try:
        await window.database.write(
            lambda tx: mandate_desk.objected(window, tx, call.viewer, int(number[:18]), words)
        )
    except Refusal as refusal:
        if refusal.code != "invalid":
            raise
        wrong = [Wrong(f"words-{number}", call.words.problem(one)) for one in refusal.problems]
        return await _page(call, wrong=wrong)
    call.body.pop(f"words-{number}", None)
    return await _page(call, said=call.words("plain.helpers.objected"))


async def again(call: Call) -> Reply:
    """The page as it is, for another look."""
    return await _page(call)


async def _page(call: Call, *, said: str = "", wrong: list[Wrong] | None = None) -> Reply:
    require(Action.MANDATE_GIVE, call)
    window = call.window
    found = await window.database.read(
        lambda tx: mandate_desk.helpers(window, tx, call.viewer, call.words)
    )
    return show(
        call, "helpers.html", here="mine", wrong=wrong, said=said, helpers=found, typed=call.body
    )
