"""The receipt without script: on screen, on A4 and on the 80 mm of a slip printer; and the short
address that its QR code leads to."""

from markupsafe import Markup

from server.routes.cases import receipt_sheet
from server.routes.http import Call, Reply
from server.routes.plain.cases import read_own_number
from server.routes.plain.frame import go_to, show
from server.services import receipts

#: ?paper= → class of the page.
PAPERS = {"80": "slip"}


async def again(call: Call) -> Reply:
    """GET /plain/receipt/{number}: the receipt of an own case, as often as it is wanted."""
    if call.viewer is None:
        return go_to("/plain/login?next=mine")
    return await page(call, read_own_number(call.path["number"]), fresh=False)


async def page(call: Call, number: str, *, fresh: bool) -> Reply:
    """The receipt's page. Raises Refusal not_found."""
    sheet = await receipt_sheet(call, number)
    # Without an address that people reach the pages by, a code would lead nowhere.
    qr = Markup(receipts.qr_svg(sheet.link)) if call.base else ""
    paper = PAPERS.get(call.query.get("paper", ""), "a4")
    return show(
        call,
        "receipt.html",
        status=201 if fresh else 200,
        here="mine",
        sheet=sheet,
        lines=receipts.lines(sheet, call.words),
        qr=qr,
        paper=paper,
        fresh=fresh,
    )


async def from_paper(call: Call) -> Reply:
    """GET /t/{number}: tracking with the number filled in, on whatever device scanned it."""
    return go_to(f"/plain/track?number={read_own_number(call.path['number'])}")
