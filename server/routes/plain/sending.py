"""What every form without script has that files a case: it is filed once by the page's key, and shown
again with what is wrong when it was refused."""

from collections.abc import Awaitable, Callable, Sequence

import msgspec

from server.routes.http import Call, Reply
from server.routes.limited import counted
from server.routes.page import Wrong, wrongs
from server.routes.plain import drafts, receipts
from server.routes.plain.behalf import Whom
from server.routes.plain.form_page import FormPage
from server.routes.plain.frame import show
from server.routes.shell import as_refusal
from server.rules.values import put
from server.services import answers
from server.services.answers import Answer, Once
from server.services.errors import Refusal
from server.services.events import CaseEvent
from server.services.filled import Filled
from server.store.errors import StoreError
from server.store.tx import Tx
from server.wire import types as wire

#: Refusals that will pass: the form is shown again with everything in it.
_PASSING = ("rate_limited", "unavailable")

#: Files once, in its transaction.
File = Callable[[Tx, Once], tuple[Answer, Sequence[CaseEvent]]]
#: The form again: what is wrong, what is said, and the refusal behind it.
Again = Callable[[list[Wrong], str, Refusal | None], Awaitable[Reply]]


async def file(call: Call, key: str, path: str, body: dict, do: File, again: Again) -> Reply:
    """File what the form holds, once by its key; the receipt, or the form again with what is wrong."""
    window = call.window
    asked = answers.once(call.viewer.id, key, "POST", path, wire.encode(body))
    try:
        answer, events = await counted(
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
    call.scope["app_state"].teller.announce(*events)
    receipt = msgspec.json.decode(answer.body, type=wire.Receipt)
    return await receipts.page(call, receipt.case.number, fresh=True)


def form_page(
    call: Call,
    template: str,
    wrong: list[Wrong],
    *,
    notice: str = "",
    refusal: Refusal | None = None,
    draft: drafts.Kept | None = None,
    **values,
) -> Reply:
    """The page of a form that is being filled in. notice: what is said above it; refusal: why it was
    not taken for now; draft: how it stands with what is kept."""
    reply = show(
        call,
        template,
        status=refusal.status if refusal else 200,
        wrong=wrong,
        form=True,
        typing=True,
        grids=call.window.reference.answer.grids,
        draft=draft or drafts.Kept(drafts.version_of(call)),
        notice=notice,
        seconds=refusal.retry_after if refusal else None,
        **values,
    )
    if refusal is not None:
        reply.headers.append((b"retry-after", str(refusal.retry_after).encode()))
    return reply


def check_page(
    call: Call, page: FormPage, values: dict, title: str, whom: Whom | None = None
) -> Reply:
    """What will be filed, to be read once more. values: checked, by path; whom: for whom, where it is
    under a mandate."""
    answered: dict = {}
    for path, value in values.items():
        if value is not None:
            put(answered, path, value)
    return show(
        call,
        "apply_check.html",
        here="services",
        form=True,
        typing=True,
        title=title,
        lines=Filled(page.definition, call.words, page.files(), whole=True).lines(answered),
        carried=page.carried(),
        key=page.key,
        whom=whom,
        left_out=whom.titles(call) if whom else [],
    )
