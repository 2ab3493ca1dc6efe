"""亮证 without script: a granted decision to hold out at a counter, which prints as two cards."""

from markupsafe import Markup

from server.routes.endpoint import require
from server.routes.http import Call, Reply
from server.routes.plain.cases import read_own_number
from server.routes.plain.frame import go_to, show
from server.rules.authorisation import Action
from server.services import credentials, receipts
from server.services.credentials import Credential
from server.services.errors import Refusal


async def own(call: Call) -> Reply:
    """GET /plain/cases/{number}/show: of who filed it, or for staff that may have its document."""
    if call.viewer is None:
        return go_to("/plain/login?next=mine")
    window, number = call.window, read_own_number(call.path["number"])
    found = await window.database.write(
        lambda tx: credentials.shown(window, tx, call.viewer, number, call.base, call.words)
    )
    back = f"/plain/cases/{number}" if call.viewer.role == "resident" else ""
    return _page(call, found, back)


async def helped(call: Call) -> Reply:
    """GET /plain/helped/{number}/show: for the person who gave a mandate. Where it is not allowed any
    more, the list of cases says why."""
    if call.viewer is None:
        return go_to("/plain/login?next=mine")
    require(Action.CASE_HELPED, call)
    window, number = call.window, read_own_number(call.path["number"])
    try:
        found = await window.database.write(
            lambda tx: credentials.helped_to(window, tx, call.viewer, number, call.base, call.words)
        )
    except Refusal as refusal:
        if refusal.code != "invalid":
            raise
        return go_to("/plain/helped")
    return _page(call, found, f"/plain/helped/{number}")


def _page(call: Call, found: Credential, back: str) -> Reply:
    # Without an address that people reach the pages by, a code would lead nowhere.
    qr = Markup(receipts.qr_svg(found.link)) if found.link else ""
    return show(
        call, "credential.html", here="mine", one=found, check=found.check, qr=qr, back=back
    )
