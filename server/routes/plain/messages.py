"""Messages without script: whether one wants them."""

from server.routes import messages as routes
from server.routes.http import Call, Reply
from server.routes.plain.frame import go_to, show
from server.services.errors import Refusal
from server.services.messages import Wanted
from server.wire.types import MessageChoice

_CHOICES = {"yes": True, "no": False}
_NAMES = ("sms", "reminders")


async def form(call: Call) -> Reply:
    """GET /plain/messages."""
    if call.viewer is None:
        return go_to("/plain/login?next=mine")
    return _page(call, _words_of(await routes.is_wanted(call)))


async def again(call: Call) -> Reply:
    """The page as it was chosen, for another look."""
    return _page(call, (call.body.get("sms", ""), call.body.get("reminders", "")))


async def save(call: Call) -> Reply:
    """POST /plain/messages."""
    if call.viewer is None:
        raise Refusal("unauthenticated")
    choice = MessageChoice(*(_CHOICES.get(call.body.get(name, "")) for name in _NAMES))
    if choice.sms is None and choice.reminders is None:
        raise Refusal("malformed")
    now = await routes.write_wanted(call, choice)
    return _page(call, _words_of(now), said=call.words("plain.messages.saved"))


def _words_of(wanted: Wanted) -> tuple[str, str]:
    return "yes" if wanted.sms else "no", "yes" if wanted.reminders else "no"


def _page(call: Call, chosen: tuple[str, str], *, said: str = "") -> Reply:
    hours = call.window.config.messages
    return show(
        call,
        "messages.html",
        here="mine",
        form=True,
        chosen=chosen[0],
        reminders=chosen[1],
        said=said,
        hours={"from": hours.quiet_from, "until": hours.quiet_until},
    )
