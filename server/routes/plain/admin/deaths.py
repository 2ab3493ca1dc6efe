"""Who died, by the register: look, enter with day and source, put right with a reason."""

from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain.admin.frame import admin_page, author_of
from server.services import deaths, doubles
from server.services.errors import Refusal

#: The buttons that change something.
DEAD, LIVING = "dead", "living"


async def form(call: Call) -> Reply:
    """GET /plain/admin/deaths."""
    return await _page(call, [])


async def act(call: Call) -> Reply:
    """POST /plain/admin/deaths: look, enter a death, or put one right."""
    window, words, typed = call.window, call.words, call.body
    action, person = typed.get("action", ""), typed.get("deceased", "")
    if action not in (DEAD, LIVING):
        return await _page(call, [])
    author = await author_of(call)

    def change(tx):
        if action == LIVING:
            return deaths.put_right(window, tx, author, person, typed.get("reason", ""))
        day, source = typed.get("death_day", ""), typed.get("death_source", "")
        return deaths.enter(window, tx, author, person, day, source)

    try:
        await window.database.write(change)
    except Refusal as refusal:
        if refusal.code == "conflict":
            return await _page(call, [], bad=words("admin.deaths.conflict"))
        if refusal.code != "invalid":
            raise
        return await _page(call, wrongs(words, refusal.problems))
    return await _page(call, [], said=words(f"admin.deaths.done.{action}"))


async def _page(call: Call, wrong: list[Wrong], *, said: str = "", bad: str = "") -> Reply:
    """Who was looked for; before that, everybody who died."""
    window, typed = call.window, call.body.get("who", "")[:100]

    def look(tx):
        if typed:
            return doubles.find(window, tx, call.viewer, typed)
        return deaths.listed(window, tx, call.viewer)

    found = await window.database.write(look)
    return admin_page(call, "deaths.html", wrong=wrong, said=said, bad=bad, who=typed, found=found)
