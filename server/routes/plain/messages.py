"""Messages without script: whether one wants them."""

from server.routes import messages as routes
from server.routes.http import Call, Reply
from server.routes.plain.frame import go_to, show
from server.services.errors import Refusal

_CHOICES = {"yes": True, "no": False}


async def form(call: Call) -> Reply:
    """GET /plain/messages."""
    if call.viewer is None:
        return go_to("/plain/login?next=mine")
    return _page(call, chosen="yes" if await routes.is_wanted(call) else "no")


async def again(call: Call) -> Reply:
    """The page as it was chosen, for another look."""
    return _page(call, chosen=call.body.get("sms", ""))


async def save(call: Call) -> Reply:
    """POST /plain/messages."""
    if call.viewer is None:
        raise Refusal("unauthenticated")
    wanted = _CHOICES.get(call.body.get("sms", ""))
    if wanted is None:
        raise Refusal("malformed")
    await routes.write_wanted(call, wanted=wanted)
    return _page(call, chosen="yes" if wanted else "no", said=call.words("plain.messages.saved"))


def _page(call: Call, *, chosen: str, said: str = "") -> Reply:
    hours = call.window.config.messages
    return show(
        call,
        "messages.html",
        here="mine",
        form=True,
        chosen=chosen,
        said=said,
        hours={"from": hours.quiet_from, "until": hours.quiet_until},
    )
