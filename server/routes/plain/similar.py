"""Similar open cases nearby without script: offered once before filing, and joining one."""

import msgspec

from server.routes.http import Call, Reply
from server.routes.joins import looked
from server.routes.limited import counted
from server.routes.plain.frame import show
from server.rules import numbers
from server.services import answers, joins
from server.services.errors import Refusal
from server.wire import types as wire

#: What was written goes along in hidden fields, under the names of the form.
_CARRIED = (
    "key",
    "category",
    "title",
    "description",
    "place.text",
    "place.grid_id",
    "contact.mode",
    "contact.phone",
    "consent",
)


async def look(call: Call, values: dict) -> list[wire.SimilarCase]:
    """What there is to offer for a filing that is right; who looked too often is not held up."""
    window = call.window
    try:
        call.scope["app_state"].lookup_limit.take(call.viewer.id, window.now())
    except Refusal:
        return []
    return (await looked(call, values)).items


def offer(call: Call, found: list[wire.SimilarCase], kept: list[str], *, gone: bool) -> Reply:
    """The page with the cases; gone: the one that was chosen cannot be joined any more."""
    return show(
        call,
        "similar.html",
        here="appeal",
        form=True,
        typing=True,
        found=found,
        gone=gone,
        carried=_carried(call),
        kept=kept,
    )


async def join(call: Call, kept: list[str]) -> Reply | None:
    """The confirmation; None if the case cannot be joined any more."""
    window, viewer = call.window, call.viewer
    read = numbers.read_case_number(call.body["join"][:100])
    if read.error is not None:
        raise Refusal("malformed")
    # Joining twice changes nothing, so that every press may have a key of its own.
    asked = answers.once(viewer.id, window.ports.random.id(), "POST", "/plain/appeal", b"")
    try:
        answer, events = await counted(
            call,
            call.scope["app_state"].join_limit,
            asked,
            lambda: window.database.write(
                lambda tx: joins.join(window, tx, viewer, read.value, asked, call.words)
            ),
        )
    except Refusal as refusal:
        if refusal.code in ("conflict", "not_found", "forbidden"):
            return None
        raise
    for event in events:
        window.hub.publish(event)
    case = msgspec.json.decode(answer.body, type=wire.CaseDetail)
    return show(
        call,
        "joined.html",
        here="appeal",
        form=True,
        typing=True,
        case=case,
        carried=_carried(call),
        kept=kept,
    )


def _carried(call: Call) -> list[tuple[str, str]]:
    return [(name, call.body[name]) for name in _CARRIED if call.body.get(name)]
