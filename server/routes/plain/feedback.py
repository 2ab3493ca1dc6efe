"""这页有用吗 without script: what the row at the end of a page sends, one line under 没用, thanks."""

import re

from server.routes.feedback import SCOPE
from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain.asking import NEVER, VERSION, page_of, remember
from server.routes.plain.frame import go_to, is_page, show
from server.services import answers
from server.services import feedback as service
from server.services.errors import Refusal
from server.wire.types import encode

_HELPFUL = {"yes": True, "no": False}
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)


async def say(call: Call) -> Reply:
    """POST /plain/feedback: 有用, 没用, what is sent with it, or 不再问."""
    window, given = call.window, _given(call)
    if given["helpful"] == NEVER:
        return go_to(given["back"], remember(call, NEVER))
    if given["helpful"] == "no" and "words" not in call.body:
        return _ask(call, given)
    page = page_of(given["back"])
    body = {
        "page": page,
        "language": call.words.language,
        "version": VERSION,
        "helpful": _HELPFUL[given["helpful"]],
        "words": call.body.get("words"),
    }
    try:
        row = service.checked(window, body)
    except Refusal as refusal:
        if {problem.path for problem in refusal.problems} != {"words"}:
            raise Refusal("malformed") from refusal
        return _ask(call, given, wrongs(call.words, refusal.problems))
    asked = answers.once(SCOPE, given["key"], "POST", "/plain/feedback", encode(body))
    await window.database.write(lambda tx: service.take(window, tx, row, call.address, asked))
    reply = show(call, "feedback_thanks.html", given=given)
    reply.headers.append(remember(call, page))
    return reply


async def again(call: Call) -> Reply:
    """The line as it was typed, for another look."""
    return _ask(call, _given(call))


def _ask(call: Call, given: dict, wrong: list[Wrong] | None = None) -> Reply:
    typed = call.body.get("words", "")
    return show(
        call,
        "feedback_words.html",
        form=True,
        typing=True,
        wrong=wrong,
        given=given,
        typed=typed,
    )


def _given(call: Call) -> dict:
    """What the row sends along. Raises Refusal malformed."""
    given = {name: call.body.get(name, "") for name in ("back", "key", "helpful")}
    back = given["back"]
    if (
        not is_page(back)
        or not _KEY.fullmatch(given["key"])
        or given["helpful"] not in (*_HELPFUL, NEVER)
    ):
        raise Refusal("malformed")
    return given
