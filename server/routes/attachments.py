"""Pictures and documents in and out."""

from server.routes.endpoint import SESSION, endpoint
from server.routes.http import Call, Reply
from server.rules.authorisation import Action
from server.services import access, answers, pdfs, received
from server.services import attachments as service
from server.services.answers import Answer
from server.services.errors import Refusal, invalid
from server.wire import types as wire


@endpoint(
    "POST",
    "/attachments",
    "Store a picture or a document",
    action=Action.ATTACHMENT_ADD,
    body="file",
    answer=wire.Uploaded,
    status=201,
    once=True,
    errors=("conflict", "unsupported_type"),
)
async def add(call: Call) -> Reply:
    """POST /attachments: the raw bytes of a picture or a PDF."""
    answer = await store(call, call.raw, call.once())
    return Reply(answer.status, answer.body)


async def store(call: Call, content: bytes, asked: answers.Once) -> Answer:
    """Keep a file once. Raises Refusal unsupported_type, too_large, rate_limited, conflict."""
    window = call.window
    before = await window.database.read(lambda tx: answers.first_answer(window, tx, asked))
    if before is not None:
        return before
    call.scope["app_state"].upload_limit.take(call.viewer.id, window.now())
    file, sha256 = await kept(call, content)

    def write(tx):
        again = answers.first_answer(window, tx, asked)
        if again is not None:
            return again
        service.require_room(window, tx, call.viewer.id, len(file.content))
        window.blobs.put(file.content, file.thumb)  # still there, unless it was just purged
        row = service.insert(window, tx, call.viewer.id, sha256, file)
        answer = Answer(201, wire.encode(service.uploaded(row)))
        answers.keep(window, tx, asked, answer)
        return answer

    return await window.database.write(write)


async def kept(call: Call, content: bytes) -> tuple[received.Received, str]:
    """What is kept of a file that came in, stored, with its SHA-256; no row is of it yet. Raises
    Refusal unsupported_type, too_large, rate_limited, unavailable."""
    window = call.window

    def put():
        file = received.read(content, window.config.limits)
        return file, window.blobs.put(file.content, file.thumb)

    return await call.scope["app_state"].pictures.run(call.viewer.id, put)


@endpoint(
    "GET",
    "/attachments/{id}",
    "A picture or a document",
    action=SESSION,
    errors=("not_found", "invalid"),
    query=("size",),
)
async def get(call: Call) -> Reply:
    """GET /attachments/{id}?size=thumb."""
    window, viewer, picture_id = call.window, call.viewer, call.path["id"]
    size = call.query.get("size", "")
    if size not in ("", "thumb"):
        raise invalid("size", "unknown")
    thumb = size == "thumb"
    if len(picture_id) > 64 or "\0" in picture_id:
        raise Refusal("not_found")

    def look(tx):
        row, case = service.find(tx, picture_id)
        if not service.may_see(window, tx, viewer, row, case):
            raise Refusal("not_found")
        own = viewer.id in (row["owner_id"], case["owner_id"] if case else None)
        lately = own or case is None or access.seen_lately(tx, case["id"], viewer, window.now())
        return row, case, lately

    row, case, lately = await window.database.read(look)
    document = row["content_type"] == pdfs.CONTENT_TYPE
    if document and thumb:
        raise Refusal("not_found")
    if not lately:
        await window.database.write(lambda tx: access.note(tx, case, viewer, "photo", window.now()))
    etag = b'"%b%b"' % (row["sha256"][:32].encode(), b"-thumb" if thumb else b"")
    if etag in call.headers.get(b"if-none-match", b""):
        return Reply(304, b"", [(b"etag", etag), (b"cache-control", b"private, no-cache")])
    try:
        files = call.scope["app_state"].files
        content = await files.run(lambda: window.blobs.get(row["sha256"], thumb=thumb))
    except FileNotFoundError as error:
        raise Refusal("not_found") from error
    kind = "image/jpeg" if thumb else row["content_type"]
    name = f"{picture_id}.{kind.rpartition('/')[2]}"
    # A document is opened by a program of the device's, never within the page.
    shown = "attachment" if document else "inline"
    return Reply(
        200,
        content,
        [
            (b"content-type", kind.encode()),
            (b"content-disposition", f'{shown}; filename="{name}"'.encode()),
            (b"cache-control", b"private, no-cache"),
            (b"vary", b"cookie"),
            (b"etag", etag),
            (b"content-security-policy", b"default-src 'none'; sandbox"),
        ],
    )
