"""办不成事 without script: who was turned away says so, and a supervisor deals with it."""

from functools import partial

from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain import drafts, sending
from server.routes.plain.body import Form
from server.routes.plain.form_key import key_of
from server.routes.plain.form_page import FormPage
from server.routes.plain.frame import go_to
from server.services import bundles, definitions, filing
from server.services.errors import Refusal

#: The kind of case, its form and its draft.
KIND = "turned_away"
PATH = "/plain/turned_away"


async def form(call: Call) -> Reply:
    """GET /plain/turned_away, with ?service= from a guide."""
    if call.viewer is None:
        return go_to(f"/plain/login?next={KIND}")
    if call.viewer.role != "resident":
        raise Refusal("forbidden")
    wanted = call.query.get("service", "")
    draft = await drafts.open_draft(call, KIND, call.window.reference.forms.by_code[KIND])
    affairs = call.window.reference.affairs
    if draft is None and wanted in affairs.by_code:
        call.body = Form([("title", affairs.title(wanted, call.words.language))], [])
    page = _page_of(call, call.window.ports.random.id())
    return _show(call, page, await page.take_files(), draft=draft)


async def again(call: Call) -> Reply:
    """The form as it was filled in, for another look."""
    page = _page_of(call, key_of(call))
    return _show(call, page, await page.take_files())


async def send(call: Call) -> Reply:
    """POST /plain/turned_away: check, look over, then file as POST /cases does."""
    window, viewer = call.window, call.viewer
    page = _page_of(call, key_of(call))
    refused = await page.take_files()
    if viewer is None:
        return _show(call, page, refused, notice="signed_out")
    if viewer.role != "resident":
        raise Refusal("forbidden")
    if call.body.get(drafts.SAVE):
        label = partial(page.definition.label, call.words.language)
        draft = await drafts.save(call, KIND, page.form, page.body(), label)
        return _show(call, page, refused, draft=draft)
    body = page.body() | {"kind": KIND}
    if call.body.get("change") or page.grown():
        return _show(call, page, refused)
    _, values, problems = filing.check(window, body)
    if problems or refused:
        labelled = page.definition.labelled(call.words.language, problems)
        return _show(call, page, wrongs(call.words, labelled) + refused)
    if not call.body.get("seen"):
        return sending.check_page(call, page, values, call.words("plain.turned_away.title"))

    async def once_more(wrong: list[Wrong], notice: str, refusal: Refusal | None) -> Reply:
        return _show(call, page, wrong, notice=notice, refusal=refusal)

    return await sending.file(
        call,
        page.key,
        PATH,
        body,
        lambda tx, asked: bundles.file_any(window, tx, viewer, body, asked, call.words),
        once_more,
    )


def _page_of(call: Call, key: str) -> FormPage:
    definition = definitions.of_program(call.window, KIND)
    return FormPage(call, definition, definition.form, key, call.window.reference.known)


def _show(
    call: Call,
    page: FormPage,
    wrong: list[Wrong],
    *,
    notice: str = "",
    refusal: Refusal | None = None,
    draft: drafts.Kept | None = None,
) -> Reply:
    return sending.form_page(
        call,
        "turned_away.html",
        wrong,
        notice=notice,
        refusal=refusal,
        draft=draft,
        here="services",
        page=page,
    )


def files_bytes(call: Call) -> int:
    """Most bytes of all photos of the form."""
    return call.window.config.limits.attachment_bytes * 8
