"""Who saw a case, without script."""

from server.routes.cases import ledger_page
from server.routes.http import Call, Reply
from server.routes.plain.cases import read_own_number
from server.routes.plain.frame import go_to, show
from server.services.materials import PURPOSE as REUSE
from server.services.words import Words
from server.wire.types import Sight

#: Lines of a page.
LINES = 100


async def ledger(call: Call) -> Reply:
    """GET /plain/cases/{number}/access, of an own case."""
    if call.viewer is None:
        return go_to("/plain/login?next=mine")
    number = read_own_number(call.path["number"])
    page = await ledger_page(call, number, LINES)
    lines = [(one, _purpose(call.words, one)) for one in page.items]
    return show(
        call, "access.html", here="mine", number=number, lines=lines, page=page, reuse=REUSE
    )


def _purpose(words: Words, sight: Sight) -> str:
    """What somebody looked for, in words: a purpose of its own, or a step."""
    code = sight.purpose
    own, step = f"case.purpose.{code}", f"step.{code}"
    if words.has(own):
        return words(own, number=sight.reason)
    return words("case.purpose.step", step=words(step)) if words.has(step) else code
