"""Call-backs (回访) of what was filed for somebody."""

from collections.abc import Callable

from server.routes.endpoint import endpoint, require
from server.routes.http import Call, Reply, json_reply, written_once
from server.rules.authorisation import Action
from server.services import call_back_rows, objections
from server.services import call_backs as service
from server.services.errors import Refusal
from server.store.tx import Tx
from server.wire import call_backs as wire
from server.wire.bodies import FormBody


@endpoint(
    "GET",
    "/call-backs",
    "Calls to make, or what came of them, with figures",
    action=Action.CALL_BACK_READ,
    answer=wire.CallBacks,
)
async def call_backs(call: Call) -> Reply:
    """GET /call-backs."""
    return json_reply(await read(call))


async def read(call: Call) -> wire.CallBacks:
    """What waits for who asks. Raises Refusal forbidden."""
    require(Action.CALL_BACK_READ, call)
    window = call.window
    looks = window.catalogue.roles.knows(call.viewer.role, Action.CALL_BACK_CHECK)

    def find(tx: Tx) -> wire.CallBacks:
        found = service.listed(window, tx, call.viewer, call.words)
        if looks:
            found.objections = objections.waiting(window, tx, call.viewer, call.words)
        return found

    return await window.database.read(find)


@endpoint(
    "GET",
    "/call-backs/{id}",
    "One call-back, with the phone",
    action=Action.CALL_BACK_READ,
    answer=wire.CallBackAnswer,
    errors=("not_found",),
)
async def call_back(call: Call) -> Reply:
    """GET /call-backs/{id}."""
    return json_reply(wire.CallBackAnswer(await read_one(call)))


async def read_one(call: Call) -> wire.CallBack:
    """That of the path; the look is written down. Raises Refusal forbidden, not_found."""
    require(Action.CALL_BACK_READ, call)
    window, wanted = call.window, call.path["id"]
    return await window.database.write(
        lambda tx: service.look(window, tx, call.viewer, wanted, call.words)
    )


async def _once(call: Call, change: Callable[[Tx], wire.CallBack]) -> Reply:
    return await written_once(call, lambda tx: wire.CallBackAnswer(change(tx)))


@endpoint(
    "POST",
    "/call-backs/{id}",
    "How a call went",
    action=Action.CALL_BACK_MAKE,
    request=FormBody(
        "CallRequest", "How a call went.", lambda known: [known.forms.by_code[call_back_rows.FORM]]
    ),
    answer=wire.CallBackAnswer,
    once=True,
    errors=("conflict", "invalid", "not_found"),
)
async def write_call(call: Call) -> Reply:
    """POST /call-backs/{id}."""
    window, wanted = call.window, call.path["id"]
    return await _once(
        call, lambda tx: service.called(window, tx, call.viewer, wanted, call.body, call.words)
    )


@endpoint(
    "POST",
    "/call-backs/{id}/check",
    "What was found where somebody said no",
    action=Action.CALL_BACK_CHECK,
    request=wire.CheckRequest,
    answer=wire.CallBackAnswer,
    once=True,
    errors=("conflict", "invalid", "not_found"),
)
async def write_finding(call: Call) -> Reply:
    """POST /call-backs/{id}/check."""
    window, wanted, found = call.window, call.path["id"], call.request.found
    return await _once(
        call, lambda tx: service.check(window, tx, call.viewer, wanted, found, call.words)
    )


@endpoint(
    "GET",
    "/objections/{id}",
    "What a person said against an act under a mandate",
    action=Action.CALL_BACK_CHECK,
    answer=wire.ObjectionAnswer,
    errors=("not_found",),
)
async def objection(call: Call) -> Reply:
    """GET /objections/{id}."""
    return json_reply(wire.ObjectionAnswer(await read_objection(call)))


async def read_objection(call: Call) -> wire.Objection:
    """That of the path; the look is written down. Raises Refusal forbidden, not_found."""
    require(Action.CALL_BACK_CHECK, call)
    window, wanted = call.window, act_of(call)
    return await window.database.write(
        lambda tx: objections.look(window, tx, call.viewer, wanted, call.words)
    )


def act_of(call: Call) -> int:
    """The act that a path names. Raises Refusal not_found where it is no number."""
    act = call.path["id"]
    if not (act.isascii() and act.isdigit() and len(act) < 19):
        raise Refusal("not_found")
    return int(act)


@endpoint(
    "POST",
    "/objections/{id}/answer",
    "Answer what a person said against an act",
    action=Action.CALL_BACK_CHECK,
    request=wire.CheckRequest,
    answer=wire.ObjectionAnswer,
    once=True,
    errors=("conflict", "invalid", "not_found"),
)
async def answer_objection(call: Call) -> Reply:
    """POST /objections/{id}/answer."""
    window, wanted, found = call.window, act_of(call), call.request.found
    return await written_once(
        call,
        lambda tx: wire.ObjectionAnswer(
            objections.answer(window, tx, call.viewer, wanted, found, call.words)
        ),
    )
