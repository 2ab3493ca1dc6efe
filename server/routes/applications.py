"""Applications over the API beside filing: what is known of oneself, and decisions with their
documents."""

import logging

from server.routes.cases import read_number
from server.routes.endpoint import SESSION, endpoint
from server.routes.http import Call, Reply, json_reply
from server.rules.authorisation import Action
from server.rules.forms import Problem
from server.services import access, applications, documents, facts, results, steps, views
from server.services import whole as whole_numbers
from server.services.errors import Refusal
from server.wire import affairs
from server.wire import types as wire
from server.wire.bodies import FormBody

log = logging.getLogger("onewindow.applications")


@endpoint(
    "GET",
    "/me/facts",
    "What the portal knows of oneself",
    action=Action.CASE_FILE,
    answer=wire.Facts,
)
async def own_facts(call: Call) -> Reply:
    """GET /me/facts."""
    window, viewer = call.window, call.viewer
    found = await window.database.read(lambda tx: facts.shown(window, tx, viewer.id, call.words))
    return json_reply(found)


@endpoint(
    "GET",
    "/me/standing/{service}",
    "What keeps one from asking for a service once more",
    action=Action.CASE_FILE,
    answer=affairs.Standing,
    errors=("not_found",),
)
async def standing(call: Call) -> Reply:
    """GET /me/standing/{service}."""
    window, viewer, code = call.window, call.viewer, call.path["service"]
    if code not in window.reference.affairs.by_code:
        raise Refusal("not_found")
    found = await window.database.read(
        lambda tx: applications.standing_of(window, tx, viewer, code)
    )
    if found is None:
        return json_reply(affairs.Standing(None, None, None))
    text = call.words.problem(Problem("service", found.code))
    return json_reply(affairs.Standing(found.code, text, found.number))


@endpoint(
    "GET",
    "/cases/{number}/result",
    "The document of a decision",
    action=SESSION,
    errors=("not_found",),
)
async def result(call: Call) -> Reply:
    """GET /cases/{number}/result; somebody else's sight is written down before it is answered."""
    window, viewer, number = call.window, call.viewer, read_number(call)

    def look(tx):
        case = steps.readable(window, tx, viewer, number)
        row = results.newest(tx, case)
        shown_to = views.projection(window, viewer, case)
        if row is None or not shown_to.sees("result.document", named=True):
            raise Refusal("not_found")
        own = viewer.has_filed(case)
        lately = own or access.seen_lately(tx, case["id"], viewer, window.now())
        paper = None if row["document"] else results.paper(window, tx, case, row, call.base)
        return case, row, lately, paper

    case, row, lately, paper = await window.database.read(look)
    if not lately:
        await window.database.write(lambda tx: access.note(tx, case, viewer, "view", window.now()))
    content = await _document(call, row, paper)
    name = f"{number}.pdf".encode()
    return Reply(
        200,
        content,
        [
            (b"content-type", b"application/pdf"),
            (b"content-disposition", b'attachment; filename="' + name + b'"'),
            (b"cache-control", b"private, no-cache"),
            (b"vary", b"cookie"),
            (b"content-security-policy", b"default-src 'none'; sandbox"),
        ],
    )


async def _document(call: Call, row: dict, paper: documents.Paper | None) -> bytes:
    """The document that is kept, or that is made now. Raises Refusal."""
    window, files = call.window, call.scope["app_state"].files
    if paper is None:
        try:
            return await files.run(lambda: window.blobs.get(row["document"]))
        except FileNotFoundError as error:
            raise Refusal("not_found") from error
    font = window.config.asset(window.config.street.document_font)

    def make() -> tuple[bytes, str]:
        content = documents.pdf(paper, font)
        return content, window.blobs.put(content, None)

    try:
        content, sha256 = await files.run(make)
    except OSError as error:
        log.exception("the document of a decision could not be made")
        raise Refusal("unavailable", retry_after=60) from error
    await window.database.write(lambda tx: results.keep_document(tx, row, sha256))
    return content


@endpoint(
    "POST",
    "/cases/{number}/whole",
    "See the whole numbers of an application, with a reason that the applicant reads",
    action=Action.CASE_WHOLE,
    request=FormBody(
        "WholeRequest",
        "Why the whole numbers are needed.",
        lambda reference: [whole_numbers.form_of(reference)],
    ),
    answer=affairs.WholeNumbers,
    errors=("not_found", "conflict", "invalid"),
)
async def whole(call: Call) -> Reply:
    """POST /cases/{number}/whole; written down before it is answered."""
    window, number = call.window, read_number(call)
    shown = await window.database.write(
        lambda tx: whole_numbers.show(window, tx, call.viewer, number, call.body, call.words)
    )
    return json_reply(shown)


@endpoint(
    "GET",
    "/results/{code}",
    "Check a decision by the code on its document",
    answer=wire.ResultCheck,
    errors=("not_found",),
)
async def check(call: Call) -> Reply:
    """GET /results/{code}."""
    return json_reply(await checked_result(call, call.path["code"]))


async def checked_result(call: Call, typed: str) -> wire.ResultCheck:
    """What anybody may know of a decision by its code; who guesses is held up. Raises Refusal
    not_found / rate_limited."""
    window, limit = call.window, call.scope["app_state"].check_limit
    limit.take(call.address, window.now())
    try:
        found = await window.database.read(lambda tx: results.check(window, tx, typed, call.words))
    except Refusal:
        held = limit.over(call.address, window.now())
        if held is not None:
            raise held from None
        raise
    limit.give_back(call.address)
    return found
