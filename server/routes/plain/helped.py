"""我帮谁 without script: cases that one may follow for others under a mandate, and how far each is."""

from server.routes.endpoint import require
from server.routes.http import Call, Reply
from server.routes.plain.cases import case_page, read_own_number
from server.routes.plain.frame import go_to, show
from server.rules.authorisation import Action
from server.services import helped
from server.services.errors import Refusal

PATH = "/plain/helped"


async def listing(call: Call) -> Reply:
    """GET /plain/helped."""
    if call.viewer is None:
        return go_to("/plain/login?next=mine")
    require(Action.CASE_HELPED, call)
    window = call.window
    found = await window.database.read(
        lambda tx: helped.listed(window, tx, call.viewer, call.words)
    )
    return show(call, "helped.html", here="mine", helped=found.items, said="")


async def one(call: Call) -> Reply:
    """GET /plain/helped/{number}: the look is an act under the mandate. Where the mandate does not allow
    it any more, the list is shown with why."""
    if call.viewer is None:
        return go_to("/plain/login?next=mine")
    require(Action.CASE_HELPED, call)
    window, number = call.window, read_own_number(call.path["number"])
    try:
        shown = await window.database.write(
            lambda tx: helped.look(window, tx, call.viewer, number, call.words)
        )
    except Refusal as refusal:
        if refusal.code != "invalid":
            raise
        found = await window.database.read(
            lambda tx: helped.listed(window, tx, call.viewer, call.words)
        )
        said = " ".join(call.words.problem(one) for one in refusal.problems)
        return show(
            call, "helped.html", status=refusal.status, here="mine", helped=found.items, said=said
        )
    return case_page(call, shown, "", [], helped=True)
