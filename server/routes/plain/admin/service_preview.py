"""A service's form as residents would get it, drawn by the page that draws it for them; nothing typed here is
kept, and nothing can be sent."""

from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain.admin.frame import admin_page
from server.routes.plain.admin.service import work_of
from server.routes.plain.admin.services import PATH
from server.routes.plain.form_page import FormPage
from server.routes.plain.frame import go_to
from server.rules.forms import check_answers
from server.services import applications, service_editor
from server.services.definitions import Definition
from server.services.errors import Refusal


async def page(call: Call) -> Reply:
    """GET /plain/admin/services/{code}/preview."""
    return await _page(call, asked=False)


async def look(call: Call) -> Reply:
    """POST: what is asked further, and what a resident would be told is wrong."""
    return await _page(call, asked=True)


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    return await _page(call, asked=False)


async def _page(call: Call, *, asked: bool) -> Reply:
    window, words, work = call.window, call.words, await work_of(call)
    found = service_editor.read(window, work.bundle)
    if found.form is None and not found.mistakes:
        raise Refusal("not_found")
    if (
        found.mistakes or found.form is None
    ):  # what has faults cannot be drawn: they are listed there
        return go_to(f"{PATH}/{work.code}")
    definition = Definition(found.service, found.form, found.words)
    known = applications.known_of(window, {})
    form = FormPage(call, definition, found.form, "", known)
    wrong: list[Wrong] = []
    if asked:
        problems = check_answers(found.form, form.body(), known).problems
        wrong = wrongs(words, definition.labelled(words.language, problems))
    return admin_page(
        call,
        "service_preview.html",
        wrong=wrong,
        form=True,
        work=work,
        title=definition.title(words.language),
        page=form,
        grids=window.reference.answer.grids,
        right=asked and not wrong,
    )
