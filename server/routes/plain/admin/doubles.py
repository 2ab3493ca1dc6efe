"""Persons that are known twice: look, join two with a reason, part them again."""

from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain.admin.frame import admin_page, author_of
from server.services import doubles as service
from server.services.errors import Refusal

#: The field that says what a button does, and how a button that parts begins.
ACTION, PART = "action", "part-"


async def form(call: Call) -> Reply:
    """GET /plain/admin/doubles."""
    return await _page(call, [])


async def act(call: Call) -> Reply:
    """POST /plain/admin/doubles: look, join, or part."""
    window, words, action = call.window, call.words, call.body.get(ACTION, "")
    if action != "join" and not action.startswith(PART):
        return await _page(call, [])
    author = await author_of(call)

    def change(tx):
        if action.startswith(PART):
            return service.undo(window, tx, author, action.removeprefix(PART))
        return service.join(
            window,
            tx,
            author,
            call.body.get("double", ""),
            call.body.get("into", ""),
            call.body.get("reason", ""),
            wrong_number=call.body.get("wrong_number") == "yes",
        )

    try:
        await window.database.write(change)
    except Refusal as refusal:
        if refusal.code == "conflict":
            return await _page(call, [], bad=words("admin.doubles.conflict"))
        if refusal.code != "invalid":
            raise
        return await _page(call, wrongs(words, refusal.problems))
    return await _page(
        call, [], said=words("admin.doubles.joined" if action == "join" else "admin.doubles.parted")
    )


async def _page(call: Call, wrong: list[Wrong], *, said: str = "", bad: str = "") -> Reply:
    window, typed = call.window, call.body.get("who", "")[:100]
    found = []
    if typed:
        found = await window.database.write(lambda tx: service.find(window, tx, call.viewer, typed))
    return admin_page(call, "doubles.html", wrong=wrong, said=said, bad=bad, who=typed, found=found)
