"""What every form without script has that files a case: it is filed once by the page's key, and shown
again with what is wrong when it was refused."""

from collections.abc import Awaitable, Callable

import msgspec

from server.routes.http import Call, Reply
from server.routes.limited import counted
from server.routes.page import Wrong, wrongs
from server.routes.plain import receipts
from server.routes.plain.frame import show
from server.routes.shell import as_refusal
from server.services import answers
from server.services.answers import Answer, Once
from server.services.errors import Refusal
from server.services.events import CaseEvent
from server.store.errors import StoreError
from server.store.tx import Tx
from server.wire import types as wire

#: Refusals that will pass: the form is shown again with everything in it.
_PASSING = ("rate_limited", "unavailable")

#: Files once, in its transaction.
File = Callable[[Tx, Once], tuple[Answer, CaseEvent | None]]
#: The form again: what is wrong, what is said, and the refusal behind it.
Again = Callable[[list[Wrong], str, Refusal | None], Awaitable[Reply]]


async def file(call: Call, key: str, path: str, body: dict, do: File, again: Again) -> Reply:
    """File what the form holds, once by its key; the receipt, or the form again with what is wrong."""
    window = call.window
    asked = answers.once(call.viewer.id, key, "POST", path, wire.encode(body))
    try:
        answer, event = await counted(
            call,
            call.scope["app_state"].filing_limit,
            asked,
            lambda: window.database.write(lambda tx: do(tx, asked)),
        )
    except (Refusal, StoreError) as error:
        refusal = as_refusal(error)
        if refusal.code == "invalid":
            return await again(wrongs(call.words, refusal.problems), "", None)
        if refusal.code in _PASSING:
            return await again([], refusal.code, refusal)
        if refusal.code == "conflict":
            return show(call, "filed.html", status=refusal.status)
        raise
    call.scope["app_state"].teller.announce(event)
    receipt = msgspec.json.decode(answer.body, type=wire.Receipt)
    return await receipts.page(call, receipt.case.number, fresh=True)


def delayed(reply: Reply, refusal: Refusal | None) -> Reply:
    """The page with what it says of trying again."""
    if refusal is not None:
        reply.headers.append((b"retry-after", str(refusal.retry_after).encode()))
    return reply
