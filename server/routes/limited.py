"""Counting what an account does in an hour: only what is really done, and never the repeat of
what was done already."""

from collections.abc import Awaitable, Callable, Sequence

from server.routes.http import Call
from server.services import answers
from server.services import queues as queue_service
from server.services.answers import Answer, Once
from server.services.errors import Refusal, invalid
from server.services.events import CaseEvent
from server.services.limits import HourlyLimit

#: An answer, and what moved by it: nothing where it only repeats an answer.
Done = tuple[Answer, Sequence[CaseEvent]]


async def counted(
    call: Call, limit: HourlyLimit, asked: Once, work: Callable[[], Awaitable[Done]]
) -> Done:
    """The work's answer; what is refused, and what only repeats an answer, does not count.

    Raises Refusal rate_limited, unless the same was answered before.
    """
    window, account = call.window, call.viewer.id
    try:
        limit.take(account, window.now())
    except Refusal:
        before = await window.database.read(lambda tx: answers.first_answer(window, tx, asked))
        if before is None:
            raise
        return before, ()
    try:
        answer, events = await work()
    except BaseException:
        limit.give_back(account)
        raise
    if not events:
        limit.give_back(account)
    return answer, events


def page_limit(
    typed: str, usual: int = queue_service.DEFAULT_LIMIT, most: int = queue_service.MAX_LIMIT
) -> int:
    """How many rows a page has: as asked, within bounds. Raises Refusal invalid."""
    if not typed:
        return usual
    if not (typed.isascii() and typed.isdigit() and len(typed) < 6):
        raise invalid("limit", "format")
    if not 1 <= int(typed) <= most:
        raise invalid("limit", "out_of_range")
    return int(typed)
