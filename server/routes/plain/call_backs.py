"""Call-backs (回访) without script: who is to be called, the call with its questions, and for a supervisor what
somebody said "no" to; what came of all of them as a table."""

from server.routes import call_backs as routes
from server.routes.endpoint import require
from server.routes.http import Call, Reply
from server.routes.page import wrongs
from server.routes.plain.form_page import FormPage
from server.routes.plain.frame import go_to, show
from server.rules.authorisation import Action
from server.services import call_back_rows, definitions
from server.services import call_backs as service
from server.services.errors import Refusal
from server.wire import call_backs as wire

PATH = "/plain/call_backs"


async def listing(call: Call) -> Reply:
    """GET /plain/call_backs."""
    if call.viewer is None:
        return go_to("/plain/staff")
    return show(
        call,
        "call_backs.html",
        here="",
        found=await routes.read(call),
        calls=_calls(call),
        said=call.words("plain.call_backs.kept") if call.query.get("done") else "",
    )


async def form(call: Call) -> Reply:
    """GET /plain/call_backs/{id}."""
    return await _one(call, None)


async def act(call: Call) -> Reply:
    """POST /plain/call_backs/{id}: how the call went, or what was found."""
    if call.viewer is None:
        return go_to("/plain/staff")
    require(Action.CALL_BACK_READ, call)
    window, viewer, wanted = call.window, call.viewer, call.path["id"]
    body = _page_of(call).body()

    def change(tx):
        if _calls(call):
            return service.called(window, tx, viewer, wanted, body, call.words)
        return service.check(window, tx, viewer, wanted, call.body.get("found"), call.words)

    try:
        await window.database.write(change)
    except Refusal as refusal:
        if refusal.code not in ("invalid", "conflict"):
            raise
        return await _one(call, refusal)
    return go_to(f"{PATH}?done=1")


async def _one(call: Call, refusal: Refusal | None) -> Reply:
    if call.viewer is None:
        return go_to("/plain/staff")
    page = _page_of(call)
    problems = refusal.problems if refusal is not None else []
    if _calls(call):
        problems = page.definition.labelled(call.words.language, problems)
    shown: wire.CallBack = await routes.read_one(call)
    conflict = refusal is not None and refusal.code == "conflict"
    return show(
        call,
        "call_back.html",
        status=refusal.status if refusal is not None else 200,
        here="",
        form=True,
        typing=bool(call.body),
        wrong=wrongs(call.words, problems),
        one=shown,
        calls=_calls(call),
        page=page,
        typed=call.body,
        said=call.words("plain.call_backs.conflict") if conflict else "",
    )


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    return await _one(call, None)


def _calls(call: Call) -> bool:
    return call.window.catalogue.roles.knows(call.viewer.role, Action.CALL_BACK_MAKE)


def _page_of(call: Call) -> FormPage:
    definition = definitions.of_program(call.window, call_back_rows.FORM)
    return FormPage(call, definition, definition.form, "", call.window.reference.known)
