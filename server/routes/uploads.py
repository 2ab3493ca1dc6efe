"""Files that come in parts: announcing one, asking how far it has come, sending the next part."""

import re

from server.routes.attachments import kept
from server.routes.endpoint import endpoint
from server.routes.http import Call, Reply, json_reply
from server.rules.authorisation import Action
from server.services import uploads
from server.services.errors import Refusal, invalid
from server.wire import types as wire

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_OFFSET = re.compile(r"\d{1,9}", re.ASCII)


@endpoint(
    "POST",
    "/uploads",
    "Announce a file that comes in parts, or ask how far it has come",
    action=Action.ATTACHMENT_ADD,
    request=wire.UploadRequest,
    answer=wire.Upload,
    status=201,
    once=True,
    errors=("conflict", "invalid"),
)
async def announce(call: Call) -> Reply:
    """POST /uploads."""
    window, account, given = call.window, call.viewer.id, call.request
    call.once()  # the key is the upload's name
    key = call.headers[b"idempotency-key"].decode("latin-1")
    if not isinstance(given.bytes, int) or given.bytes < 1:
        raise invalid("bytes", "out_of_range")
    if not isinstance(given.sha256, str) or not _SHA256.fullmatch(given.sha256):
        raise invalid("sha256", "format")
    limit = call.scope["app_state"].upload_limit
    limit.take(account, window.now())

    def write(tx):
        row, is_new = uploads.announce(window, tx, account, key, given)
        return uploads.shown(window, tx, row), is_new

    shown, is_new = await window.database.write(write)
    if not is_new:
        limit.give_back(account)
    return json_reply(shown, 201 if is_new else 200)


@endpoint(
    "GET",
    "/uploads/{id}",
    "How far a file has come",
    action=Action.ATTACHMENT_ADD,
    answer=wire.Upload,
    errors=("not_found",),
)
async def progress(call: Call) -> Reply:
    """GET /uploads/{id}."""
    return json_reply(await _shown(call))


@endpoint(
    "PUT",
    "/uploads/{id}",
    "Send the part of a file that begins at `offset`",
    action=Action.ATTACHMENT_ADD,
    body="part",
    answer=wire.Upload,
    errors=("not_found", "conflict", "invalid", "unsupported_type"),
    query=("offset",),
)
async def send(call: Call) -> Reply:
    """PUT /uploads/{id}?offset=: the raw bytes; with the last ones the file is looked at."""
    window, account = call.window, call.viewer.id
    offset = call.query.get("offset", "")
    if not _OFFSET.fullmatch(offset):
        raise invalid("offset", "format" if offset else "required")
    row = await window.database.read(lambda tx: uploads.find(window, tx, account, call.path["id"]))
    if row["attachment_id"] is None:
        row = await _take(call, row, int(offset))
        if row["received"] == row["bytes"]:
            await _finish(call, row)
    elif int(offset) + len(call.raw) > row["bytes"]:
        raise uploads.wrong_place(window, row)
    return json_reply(await _shown(call))


async def _shown(call: Call) -> wire.Upload:
    window, account = call.window, call.viewer.id

    def look(tx):
        return uploads.shown(window, tx, uploads.find(window, tx, account, call.path["id"]))

    return await window.database.read(look)


async def _take(call: Call, row: dict, offset: int) -> dict:
    """Put a part into its place. Raises Refusal conflict with the right place."""
    window, end = call.window, offset + len(call.raw)
    if offset != uploads.reached(window, row) or end > row["bytes"]:
        raise uploads.wrong_place(window, row)
    if call.raw:
        files = call.scope["app_state"].files
        await files.run(window.parts.write, row["id"], offset, call.raw)

    def write(tx):
        if uploads.advance(tx, row, end):
            return None
        return uploads.find(window, tx, row["account_id"], row["id"])

    faster = await window.database.write(write)
    if faster is not None:
        raise uploads.wrong_place(window, faster)
    return {**row, "received": end}


async def _finish(call: Call, row: dict) -> None:
    """All of it is there: it is looked at, and becomes an attachment."""
    window = call.window
    content = await call.scope["app_state"].files.run(uploads.whole, window, row)
    if content is None:
        refused = await window.database.write(lambda tx: uploads.begin_again(window, tx, row))
        if refused is not None:
            raise refused
        return
    try:
        file, sha256 = await kept(call, content)
    except Refusal as refusal:
        if refusal.code in ("unsupported_type", "too_large"):  # it will be so for ever
            await window.database.write(lambda tx: uploads.forget(window, tx, row["id"]))
        raise
    await window.database.write(lambda tx: uploads.finish(window, tx, row, sha256, file))
    await call.scope["app_state"].files.run(window.parts.remove, row["id"])
