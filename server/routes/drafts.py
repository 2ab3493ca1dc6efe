"""One's own drafts over the API: kept with a version, so that two devices lose nothing."""

import re

from server.routes.endpoint import endpoint
from server.routes.http import NO_STORE, Call, Reply, json_reply
from server.rules.authorisation import Action
from server.services import drafts
from server.services.errors import Refusal, invalid
from server.wire import affairs as wire

_TAG = re.compile(r'(?:W/)?"?(\d{1,16})"?', re.ASCII)


@endpoint("GET", "/me/drafts", "One's drafts", action=Action.CASE_FILE, answer=wire.Drafts)
async def own_drafts(call: Call) -> Reply:
    """GET /me/drafts."""
    window = call.window
    found = await window.database.read(
        lambda tx: drafts.listed(window, tx, call.viewer, call.words)
    )
    return json_reply(found)


@endpoint(
    "GET",
    "/me/drafts/{code}",
    "The draft of a form or of a service's form",
    action=Action.CASE_FILE,
    answer=wire.Draft,
    errors=("not_found",),
)
async def draft(call: Call) -> Reply:
    """GET /me/drafts/{code}."""
    window = call.window
    found = await window.database.read(
        lambda tx: drafts.find(window, tx, call.viewer, call.path["code"])
    )
    if found is None:
        raise Refusal("not_found")
    return _tagged(found)


@endpoint(
    "PUT",
    "/me/drafts/{code}",
    "Keep a draft; If-Match names the version it began from",
    action=Action.CASE_FILE,
    request=wire.DraftRequest,
    answer=wire.Draft,
    errors=("not_found", "conflict", "invalid"),
)
async def keep(call: Call) -> Reply:
    """PUT /me/drafts/{code}: the same again changes nothing."""
    given = call.headers.get(b"if-match", b"").decode("latin-1").strip()
    match = _TAG.fullmatch(given)
    if given and match is None:
        raise invalid("If-Match", "format")
    version = int(match[1]) if match else None
    return _tagged(await kept(call, call.path["code"], call.request.answers, version))


async def kept(call: Call, code: str, answers: dict | None, version: int | None) -> wire.Draft:
    """The draft as it is kept now. Raises Refusal."""
    window = call.window
    return await window.database.write(
        lambda tx: drafts.save(window, tx, call.viewer, code, answers, version)
    )


@endpoint(
    "DELETE",
    "/me/drafts/{code}",
    "Throw a draft away",
    action=Action.CASE_FILE,
    status=204,
    errors=("not_found",),
)
async def throw_away(call: Call) -> Reply:
    """DELETE /me/drafts/{code}, also where there is none."""
    code = call.path["code"]
    drafts.form_of(call.window, code)
    window, own = call.window, call.viewer.id
    await window.database.write(lambda tx: drafts.throw_away(window, tx, own, code))
    return Reply(204, b"", [NO_STORE])


def _tagged(found: wire.Draft) -> Reply:
    reply = json_reply(found)
    reply.headers.append((b"etag", f'"{found.version}"'.encode()))
    return reply
