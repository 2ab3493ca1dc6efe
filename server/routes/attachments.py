"""Pictures in and out."""

from server.routes.endpoint import SESSION, endpoint
from server.routes.http import Call, Reply
from server.rules.authorisation import Action
from server.services import access, answers, pictures
from server.services import attachments as service
from server.services.answers import Answer
from server.services.errors import Refusal, invalid
from server.wire import types as wire


@endpoint(
    "POST",
    "/attachments",
    "Store a picture",
    action=Action.ATTACHMENT_ADD,
    body="image",
    answer=wire.Uploaded,
    status=201,
    once=True,
    errors=("conflict", "unsupported_type"),
)
async def add(call: Call) -> Reply:
    """POST /attachments: the raw bytes of a picture."""
    answer = await store(call, call.raw, call.once())
    return Reply(answer.status, answer.body)


async def store(call: Call, content: bytes, asked: answers.Once) -> Answer:
    """Keep a picture once. Raises Refusal unsupported_type, too_large, rate_limited, conflict."""
    window = call.window
    before = await window.database.read(lambda tx: answers.first_answer(window, tx, asked))
    if before is not None:
        return before
    if not content:
        raise Refusal("unsupported_type")
    call.scope["app_state"].upload_limit.take(call.viewer.id, window.now())
    pixels = window.config.limits.attachment_pixels

    def put():
        picture = pictures.clean(content, pixels)
        return picture, window.blobs.put(picture.content, picture.thumb)

    picture, sha256 = await call.scope["app_state"].pictures.run(call.viewer.id, put)

    def write(tx):
        again = answers.first_answer(window, tx, asked)
        if again is not None:
            return again
        service.require_room(window, tx, call.viewer.id, len(picture.content))
        window.blobs.put(picture.content, picture.thumb)  # still there, unless it was just purged
        row = service.insert(window, tx, call.viewer.id, sha256, picture)
        shown = wire.Uploaded(
            row["id"], row["content_type"], row["bytes"], row["width"], row["height"]
        )
        answer = Answer(201, wire.encode(shown))
        answers.keep(window, tx, asked, answer)
        return answer

    return await window.database.write(write)


@endpoint(
    "GET",
    "/attachments/{id}",
    "A picture",
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
    name = f"{picture_id}.{kind.removeprefix('image/')}"
    return Reply(
        200,
        content,
        [
            (b"content-type", kind.encode()),
            (b"content-disposition", f'inline; filename="{name}"'.encode()),
            (b"cache-control", b"private, no-cache"),
            (b"vary", b"cookie"),
            (b"etag", etag),
            (b"content-security-policy", b"default-src 'none'; sandbox"),
        ],
    )
