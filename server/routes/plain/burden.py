"""The ledger of what services cost people, without script: a sentence, a chart and the same as a table."""

from server.routes.burden import read
from server.routes.http import Call, Reply
from server.routes.plain.frame import go_to, show
from server.rules.authorisation import Action
from server.services.errors import Refusal
from server.wire import affairs as wire

#: Services of the chart; the table has all of them.
CHARTED = 12


async def page(call: Call) -> Reply:
    """GET /plain/burden."""
    if call.viewer is None:
        return go_to("/plain/staff")
    if not call.window.catalogue.roles.allowed(call.viewer.role, Action.BURDEN_READ):
        raise Refusal("forbidden")
    found = await read(call)
    charted = found.items[:CHARTED]
    most = max((one.fields for one in charted), default=1)
    return show(
        call,
        "burden.html",
        here="",
        found=found,
        sentence=_sentence(call, found),
        charted=charted,
        most=most,
    )


def _sentence(call: Call, found: wire.Burden) -> str:
    fields = sum(one.fields for one in found.items)
    prefilled = sum(one.prefilled for one in found.items)
    asked = call.words(
        "plain.burden.asked",
        count=len(found.items),
        fields=round(fields / max(1, len(found.items))),
        share=round(100 * prefilled / max(1, fields)),
    )
    if not found.applications:
        return asked + call.words("plain.burden.nobody", days=found.days)
    took = found.median_days
    happened = call.words(
        "plain.burden.happened",
        days=found.days,
        applications=found.applications,
        share=round(100 * found.corrected / found.applications),
        away=found.turned_away,
    )
    return asked + happened + (call.words("plain.burden.took", median=took) if took else "")
