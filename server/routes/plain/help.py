"""请人帮办 without script: what help is, asking for a visit, what one asked for; and the desk asks for who
phones."""

from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain.form_key import key_of
from server.routes.plain.frame import go_to, show
from server.rules.authorisation import Action
from server.services import own_person, people, visit_desk
from server.services.errors import Refusal
from server.wire import visits as wire

PATH = "/plain/help"
#: The field of a span, its bounds as one value; the field that calls off.
SPAN, OFF = "from", "off"
#: Fields of the form by the paths of the request.
_TEXTS = ("matter", "name", "phone")


async def form(call: Call) -> Reply:
    """GET /plain/help: for everybody what help is, for who may ask the form too."""
    return await _page(call, [], call.window.ports.random.id())


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    return await _page(call, [], key_of(call))


async def act(call: Call) -> Reply:
    """POST /plain/help: ask, or call off."""
    window, viewer = call.window, call.viewer
    if viewer is None:
        return go_to("/plain/login?next=help")
    if not window.catalogue.roles.knows(viewer.role, Action.HELP_WISH):
        raise Refusal("forbidden")
    off = call.body.get(OFF)
    if off:
        await window.database.write(
            lambda tx: visit_desk.call_off(window, tx, viewer, off, call.words)
        )
        return go_to(f"{PATH}?done=off")
    key = key_of(call)
    body = _body(call, key)
    given = wire.WishRequest(
        id=key,
        place=wire.DoorGiven(**body["place"]),
        begins=body["from"],
        ends=body["to"],
        **{name: body[name] for name in _TEXTS},
    )
    try:
        await window.database.write(
            lambda tx: visit_desk.asked_for(window, tx, viewer, body, given)
        )
    except Refusal as refusal:
        if refusal.code not in ("invalid", "conflict"):
            raise
        wrong = wrongs(call.words, [one for one in refusal.problems if one.path != "to"])
        said = refusal.message(call.words) if refusal.code == "conflict" else ""
        return await _page(call, wrong, key, said=said, status=refusal.status)
    return go_to(f"{PATH}?done=asked")


def _body(call: Call, key: str) -> dict:
    """What the API would be sent."""
    begins, _, ends = call.body.get(SPAN, "").partition(" ")
    place = {
        "text": call.body.get("place.text", ""),
        "grid_id": call.body.get("place.grid_id") or None,
    }
    texts = {name: call.body.get(name, "") for name in _TEXTS}
    return {"id": key, "place": place, "from": begins, "to": ends, **texts}


#: What was done just now, by the address.
_DONE = {"asked": "asked", "off": "off"}


async def _page(
    call: Call, wrong: list[Wrong], key: str, *, said: str = "", status: int = 200
) -> Reply:
    window, viewer, words = call.window, call.viewer, call.words
    may = viewer is not None and window.catalogue.roles.knows(viewer.role, Action.HELP_WISH)
    desk = may and viewer.role != "resident"

    def look(tx):
        if not may:
            return [], None, False
        own = visit_desk.own_wishes(window, tx, viewer, words).items
        person = None if desk else people.of_account(tx, viewer.id)
        return own, person, own_person.may_have(tx, viewer)

    wishes, person, known_by_name = await window.database.read(look)
    known = window.reference
    offered = visit_desk.times(window).items
    done = _DONE.get(call.query.get("done", ""))
    return show(
        call,
        "help.html",
        status=status,
        here="mine",
        wrong=wrong,
        typing=may and bool(call.body),
        form=may,
        key=key,
        said=said or (words(f"wish.{done}") if done else ""),
        desk=desk,
        known=known_by_name,
        wishes=[(one, _span(call, one.begins, one.ends)) for one in wishes],
        spans=[(f"{one.begins} {one.ends}", _span(call, one.begins, one.ends)) for one in offered],
        grids=[(grid.id, f"{grid.community} {grid.name}") for grid in known.answer.grids],
        typed=call.body,
        grid=call.body.get("place.grid_id") or (person["grid_id"] if person else ""),
        hotline=known.hotline.number,
    )


def _span(call: Call, begins: str, ends: str) -> str:
    return call.words(
        "wish.span", day=call.words.day(begins[:10]), begins=begins[11:16], ends=ends[11:16]
    )
