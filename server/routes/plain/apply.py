"""Applying for a service without script: the service's own form on one page, a page to check the
answers, the receipt; and what a running application is asked again.

Fields that hang on others appear when the form is sent: nothing is filed before everything that is
asked was on the page, and seen once more.
"""

from functools import partial
from typing import NamedTuple

from server.routes.applications import checked_result
from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain import drafts, sending, withdrawn
from server.routes.plain.behalf import Whom, definition_of, stopped, whom_of
from server.routes.plain.body import Form
from server.routes.plain.cases import read_own_number
from server.routes.plain.form_key import key_of
from server.routes.plain.form_page import FormPage
from server.routes.plain.frame import go_to, show
from server.routes.plain.guide import Standing, standing_of
from server.routes.plain.sign_in import FOR_FAMILY, NEXT_APPLY
from server.rules import applications as rules
from server.rules import promises, verdicts
from server.services import (
    accounts,
    answers,
    applications,
    bundles,
    corrections,
    definitions,
    facts,
    materials,
    steps,
    views,
)
from server.services.definitions import Definition
from server.services.drafts import parted
from server.services.errors import Refusal
from server.services.materials import HandedIn
from server.wire import types as wire


def files_bytes(call: Call) -> int:
    """Most bytes of all photos of one form."""
    return call.window.config.limits.attachment_bytes * 8


async def form(call: Call) -> Reply:
    """GET /plain/apply/{code}: after signing in; filled in with what the portal knows."""
    gone = withdrawn.service_of(call)
    if gone is not None:
        return withdrawn.page(call, gone)
    definition = definition_of(call)
    if call.viewer is None:
        code, person = parted(call.path["code"])
        whom_for = FOR_FAMILY if call.query.get("for") == "family" else ""
        return go_to(f"/plain/login?next={'mine' if person else NEXT_APPLY + code + whom_for}")
    if call.viewer.role != "resident":
        raise Refusal("forbidden")
    try:
        whom = await whom_of(call)
    except Refusal as refusal:
        return stopped(call, refusal)
    draft = await drafts.open_draft(call, call.path["code"], definition.form)
    asked = call.query.get("for", "")
    if draft is None and whom is None and asked in definition.service["for"]:
        call.body = Form([("for", asked)], [])  # as it was chosen in the guide
    page = await _page_of(call, definition, whom, call.window.ports.random.id())
    if draft is None:
        page.prefill()
    refused = [] if draft is None else await page.take_files()
    own = whom is None and call.body.get("for", applications.SELF) == applications.SELF
    standing = await standing_of(call) if own else None
    return _show(call, page, refused, draft=draft, whom=whom, standing=standing)


async def again(call: Call) -> Reply:
    """The form as it was filled in, for another look."""
    gone = withdrawn.service_of(call)
    if gone is not None:
        return await _kept_of(call, gone)
    try:
        whom = await whom_of(call)
    except Refusal as refusal:
        return stopped(call, refusal)
    page = await _page_of(call, definition_of(call), whom, key_of(call))
    return _show(call, page, await page.take_files(), whom=whom)


async def send(call: Call) -> Reply:
    """POST /plain/apply/{code}: check, then file as POST /cases does."""
    gone = withdrawn.service_of(call)
    if gone is not None:
        return await _kept_of(call, gone)
    window, viewer, definition = call.window, call.viewer, definition_of(call)
    ended: Refusal | None = None
    try:
        whom = await whom_of(call)
    except Refusal as refusal:
        whom, ended = None, refusal
    page = await _page_of(call, definition, whom, key_of(call))
    refused = await page.take_files()
    if viewer is None:
        return _show(call, page, refused, notice="signed_out")
    if ended is not None:  # what was written is kept, and nothing is done under it any more
        await drafts.save(
            call, call.path["code"], page.form, page.body(), _label_of(call, definition)
        )
        return stopped(call, ended)
    if viewer.role != "resident":
        raise Refusal("forbidden")
    if call.body.get(drafts.SAVE):
        label = _label_of(call, definition)
        draft = await drafts.save(call, call.path["code"], page.form, page.body(), label)
        return _show(call, page, refused, draft=draft, whom=whom)
    body = page.body() | (whom.body() if whom else {})
    behalf = whom.behalf if whom else None
    body |= {
        "kind": applications.KIND,
        "service": definition.service["code"],
        "service_version": definition.service["version"],
    }
    if call.body.get("change") or call.body.get("more") or page.grown():
        return _show(call, page, refused, whom=whom)
    try:
        checked = await window.database.read(
            lambda tx: bundles.check(window, tx, viewer, body, behalf)
        )
        problems = definition.labelled(call.words.language, checked.problems)
        if problems or refused:
            return _show(call, page, wrongs(call.words, problems) + refused, whom=whom)
        if not call.body.get("seen"):
            title = definition.title(call.words.language)
            return sending.check_page(call, page, checked.values, title, whom)
    except Refusal as refusal:
        if refusal.code != "invalid":
            raise
        return _show(call, page, wrongs(call.words, refusal.problems), whom=whom)

    async def again(wrong: list[Wrong], notice: str, refusal: Refusal | None) -> Reply:
        return _show(call, page, wrong, notice=notice, refusal=refusal, whom=whom)

    return await sending.file(
        call,
        page.key,
        "/plain/apply",
        body,
        lambda tx, asked: bundles.file_any(window, tx, viewer, body, asked, call.words),
        again,
    )


async def _kept_of(call: Call, gone: Definition) -> Reply:
    """The service was taken out of use while somebody filled it in: what is on the page is kept."""
    if not gone.form or call.viewer is None or call.viewer.role != "resident":
        return withdrawn.page(call, gone)
    page = await _page_of(call, gone, None, key_of(call))
    await page.take_files()
    code, label = call.path["code"], _label_of(call, gone)
    return withdrawn.page(call, gone, await drafts.save(call, code, page.form, page.body(), label))


def _label_of(call: Call, definition: Definition):
    return partial(definition.label, call.words.language)


async def _page_of(call: Call, definition: Definition, whom: Whom | None, key: str) -> FormPage:
    """The form with what was typed; the person's own facts where it is for oneself, or for who gave a
    mandate."""
    window, viewer = call.window, call.viewer
    person: dict = {}
    before: dict[str, HandedIn] = {}
    if whom is not None:
        definition = whom.definition
        person = {name: fact.value for name, fact in whom.begun.facts.items()}
        before = await window.database.read(
            lambda tx: materials.for_fields(
                window, tx, materials.of_behalf(tx, whom.behalf), definition
            )
        )
    elif viewer is not None and call.body.get("for", applications.SELF) == applications.SELF:
        account = await window.database.read(lambda tx: accounts.by_id(tx, viewer.id))
        person = facts.of_account(window, account)
        before = await window.database.read(
            lambda tx: materials.for_fields(window, tx, materials.own(viewer), definition)
        )
    known = applications.known_of(window, person)
    # A promise in writing is one's own (ADR 73).
    form = definition.form if whom is None else promises.without_promises(definition.form)
    page = FormPage(call, definition, form, key, known)
    page.offer(before)
    return page


def _show(
    call: Call,
    page: FormPage,
    wrong: list[Wrong],
    *,
    notice: str = "",
    refusal: Refusal | None = None,
    draft: drafts.Kept | None = None,
    whom: Whom | None = None,
    standing: Standing | None = None,
) -> Reply:
    language, service = call.words.language, page.definition.service
    said = call.window.reference.affairs.common[language]
    return sending.form_page(
        call,
        "apply.html",
        wrong,
        notice=notice,
        refusal=refusal,
        draft=draft,
        here="services",
        page=page,
        service=service,
        opening=verdicts.opening(service, call.window.today()),
        standing=standing,
        title=page.definition.title(language),
        whoms=[] if whom else [(one, said[f"for.{one}"]) for one in service["for"]],
        whom=whom,
        left_out=whom.titles(call) if whom else [],
        minor=page.minor(),
        by_hand=said["promise.by_helper"]
        if whom and any(promises.in_form(page.definition.form))
        else "",
        typed=call.body,
    )


# --- what a running application is asked again ---


async def correction_form(call: Call) -> Reply:
    """GET /plain/cases/{number}/correct: only what is asked."""
    if call.viewer is None:
        return go_to("/plain/login?next=mine")
    page, asked = await _asked(call, call.window.ports.random.id())
    return _show_correction(call, page, asked, [])


async def correction_again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    page, asked = await _asked(call, key_of(call))
    return _show_correction(call, page, asked, await page.take_files())


async def correct(call: Call) -> Reply:
    """POST /plain/cases/{number}/correct: the step, as over the API."""
    window, viewer = call.window, call.viewer
    if viewer is None:
        raise Refusal("unauthenticated")
    try:
        page, asked_of = await _asked(call, key_of(call))
    except Refusal as refusal:
        if refusal.code != "not_found":
            raise
        # Pressed twice, or mended elsewhere meanwhile: the case says how it stands.
        return go_to(f"/plain/cases/{read_own_number(call.path['number'])}")
    refused = await page.take_files()
    if refused or call.body.get("more"):
        return _show_correction(call, page, asked_of, refused)
    case, number = asked_of.case, asked_of.case["number"]
    body = page.body() | {"step": asked_of.step, "expected_version": case["version"]}
    given = wire.encode(page.body())
    asked = answers.once(viewer.id, page.key, "POST", f"/plain/cases/{number}/correct", given)
    try:
        _, event = await window.database.write(
            lambda tx: steps.take_step(window, tx, viewer, number, body, asked, call.words)
        )
    except Refusal as refusal:
        if refusal.code != "invalid":
            raise
        return _show_correction(call, page, asked_of, wrongs(call.words, refusal.problems))
    call.scope["app_state"].teller.announce(event)
    return go_to(f"/plain/cases/{number}")


class Asked(NamedTuple):
    """What an own case is asked: the step that answers it, and of a 补正 why, by when, and the pictures it is
    about."""

    case: dict
    step: str
    why: wire.Correction | None


async def _asked(call: Call, key: str) -> tuple[FormPage, Asked]:
    """The fields that are asked of the own case. Raises Refusal not_found where nothing is asked."""
    window, viewer = call.window, call.viewer
    number = read_own_number(call.path["number"])

    def look(tx):
        case = steps.readable(window, tx, viewer, number)
        rows = window.catalogue.case.steps
        if viewer.has_filed(case):
            for code in (corrections.CORRECT, corrections.HAND_IN):
                if corrections.asks(window, tx, case, rows[code]):
                    taken = corrections.steps_of(tx, case)
                    fields = corrections.asked_fields(window, tx, case, code, taken)
                    definition = definitions.of_case(tx, case)
                    whose = materials.of_owner(viewer, case)
                    before = materials.for_fields(window, tx, whose, definition, but=number)
                    why = None
                    if code == corrections.CORRECT:
                        why = views.detail(window, tx, case, viewer, call.words).correction
                    return Asked(case, code, why), fields, definition, before
        raise Refusal("not_found")

    asked, fields, definition, before = await window.database.read(look)
    known = applications.known_of(window, {})
    form = rules.only(definition.form, fields)
    page = FormPage(call, definition, form, key, known)
    page.offer(before)
    return page, asked


def _show_correction(call: Call, page: FormPage, asked: Asked, wrong: list[Wrong]) -> Reply:
    return show(
        call,
        "correct.html",
        wrong=wrong,
        here="mine",
        form=True,
        typing=True,
        page=page,
        grids=call.window.reference.answer.grids,
        title=page.definition.title(call.words.language),
        number=asked.case["number"],
        step=asked.step,
        asked=asked.why,
        typed=call.body,
    )


# --- checking a document ---


async def check_form(call: Call) -> Reply:
    """GET /plain/check, with ?code= from a document's QR code."""
    typed = call.query.get("code", "")[:100]
    if not typed:
        return show(call, "check.html", here="", typed="", found=None, missing=False)
    try:
        found = await checked_result(call, typed)
    except Refusal as refusal:
        if refusal.code != "not_found":
            raise
        return show(call, "check.html", here="", typed=typed, found=None, missing=True)
    return show(call, "check.html", here="", typed=typed, found=found, missing=False)
