"""A grid worker's visits (上门) without script: whom to go to, and how it went at the door. A call-back (回访)
has the questions of a call."""

from typing import Any

import msgspec

from server.routes.endpoint import require
from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain.form_key import key_of
from server.routes.plain.frame import go_to, show
from server.rules import call_backs
from server.rules import visits as rules
from server.rules.authorisation import Action
from server.services import answers, visit_desk
from server.services.errors import Refusal
from server.wire import visits as wire

PATH = "/plain/visits"
#: The field of the next try, its bounds as one value.
SPAN = "next.from"
#: What was done just now, by the address.
_DONE = {"kept": "plain.visits.kept", "handed": "visit.handed_over"}


async def listing(call: Call) -> Reply:
    """GET /plain/visits."""
    if call.viewer is None:
        return go_to("/plain/staff")
    items = await _items(call)
    return show(
        call,
        "visits.html",
        here="",
        items=[(one, _when(call, one.begins, one.ends)) for one in items],
        said=call.words(_DONE[done]) if (done := call.query.get("done", "")) in _DONE else "",
    )


async def form(call: Call) -> Reply:
    """GET /plain/visits/{id}."""
    if call.viewer is None:
        return go_to("/plain/staff")
    return await _page(call, [], call.window.ports.random.id())


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    return await _page(call, [], key_of(call))


async def act(call: Call) -> Reply:
    """POST /plain/visits/{id}: how it went, or that somebody else goes."""
    if call.viewer is None:
        return go_to("/plain/staff")
    require(Action.VISIT_MAKE, call)
    key = key_of(call)
    handed = call.body.get("do") == "hand"
    try:
        await (_hand_over if handed else _attempt)(call, key)
    except Refusal as refusal:
        if refusal.code not in ("invalid", "conflict"):
            raise
        said = refusal.message(call.words) if refusal.code == "conflict" else ""
        return await _page(
            call, wrongs(call.words, refusal.problems), key, said=said, status=refusal.status
        )
    return go_to(f"{PATH}?done={'handed' if handed else 'kept'}")


async def _attempt(call: Call, key: str) -> None:
    window, visit, body = call.window, call.path["id"], _body(call, key)
    given = msgspec.convert(body, wire.TryRequest)
    await window.database.write(
        lambda tx: visit_desk.attempted(window, tx, call.viewer, visit, body, given, call.words)
    )


async def _hand_over(call: Call, key: str) -> None:
    window, visit, to = call.window, call.path["id"], call.body.get("to", "").strip()
    path = f"{PATH}/{visit}"
    asked = answers.once(call.viewer.id, key, "POST", path, to.encode())
    await window.database.write(
        lambda tx: visit_desk.hand_over(window, tx, call.viewer, visit, to, asked, call.words)
    )


def _body(call: Call, key: str) -> dict[str, Any]:
    """What the API would be sent: only what belongs to the result."""
    typed = call.body
    result = typed.get("result", "")
    body: dict[str, Any] = {"id": key, "result": result, "note": typed.get("note", "")}
    begins, _, ends = typed.get(SPAN, "").partition(" ")
    if begins and result in rules.GO_AGAIN:
        body["next"] = {"from": begins, "to": ends}
    if result == rules.ASKED:
        body["answers"] = {
            question: typed.get(f"answers.{question}") or None for question in call_backs.QUESTIONS
        }
    return body


async def _items(call: Call) -> list[wire.Visit]:
    require(Action.VISIT_MAKE, call)
    window = call.window
    found = await window.database.write(
        lambda tx: visit_desk.listed(window, tx, call.viewer, call.words)
    )
    return found.items


async def _page(
    call: Call, wrong: list[Wrong], key: str, *, said: str = "", status: int = 200
) -> Reply:
    one = next((one for one in await _items(call) if one.id == call.path["id"]), None)
    if one is None:
        raise Refusal("not_found")
    words = call.words
    blind = one.kind == rules.CALL_BACK
    writes = one.kind != rules.VERIFICATION and one.state == rules.OPEN
    spans = visit_desk.times(call.window).items
    return show(
        call,
        "visit.html",
        status=status,
        here="",
        wrong=wrong,
        form=writes,
        typing=bool(call.body),
        key=key,
        said=said,
        one=one,
        when=_when(call, one.begins, one.ends),
        writes=writes,
        hands=writes and not blind,
        results=[(code, words(f"visit.result.{code}")) for code in rules.results_of(one.kind)],
        questions=call_backs.QUESTIONS if blind else (),
        answers=call_backs.ANSWERS,
        spans=[("", words("visit.again.none"))]
        + [(f"{at.begins} {at.ends}", _when(call, at.begins, at.ends)) for at in spans],
        typed=call.body,
    )


def _when(call: Call, begins: str, ends: str) -> str:
    return call.words(
        "wish.span", day=call.words.day(begins[:10]), begins=begins[11:16], ends=ends[11:16]
    )
