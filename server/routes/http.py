"""Reading requests and writing answers: bodies with limits, cookies, the one error shape."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import msgspec

from server.rules.nesting import is_too_deep
from server.services import answers, known_addresses, sessions
from server.services.errors import Refusal, invalid
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import types as wire

_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)
_HOST = re.compile(r"[A-Za-z0-9.:\[\]_-]{1,255}", re.ASCII)
JSON = (b"content-type", b"application/json; charset=utf-8")
NO_STORE = (b"cache-control", b"no-store")
_decode = msgspec.json.Decoder().decode


class Gone(Exception):
    """The client hung up."""


@dataclass(slots=True)
class Reply:
    """Status, body and headers of an answer."""

    status: int
    body: bytes = b""
    headers: list[tuple[bytes, bytes]] = field(default_factory=lambda: [JSON, NO_STORE])


def json_reply(value, status: int = 200) -> Reply:
    """A value of wire.types as JSON."""
    return Reply(status, wire.encode(value))


@dataclass(slots=True)
class Call:
    """One request, with who asks."""

    window: Window
    scope: dict
    receive: object
    headers: dict[bytes, bytes]
    words: Words
    viewer: Viewer | None = None
    #: Who signed in with a password that was given to them: nobody yet, until they change it.
    given: Viewer | None = None
    token: str | None = None
    raw: bytes = b""
    body: dict = field(default_factory=dict)
    #: The body as the endpoint's type (plain pages have none).
    request: msgspec.Struct | None = None
    send: object = None
    #: What stands over a plain page: banners, each with its mark.
    banners: list[tuple[wire.Banner, str]] = field(default_factory=list)

    @property
    def path(self) -> dict[str, str]:
        """Parameters in the path."""
        return self.scope["path_params"]

    @property
    def query(self) -> dict[str, str]:
        """Parameters after the question mark; the first of each name counts."""
        raw = self.scope["query_string"].decode("latin-1")
        try:
            pairs = parse_qsl(raw, keep_blank_values=True, max_num_fields=50)
        except ValueError as error:
            raise Refusal("malformed") from error
        return dict(reversed(pairs))

    @property
    def address(self) -> str:
        """The client's address, as limits count it."""
        client = self.scope.get("client")
        return known_addresses.network(client[0]) if client else "unknown"

    @property
    def base(self) -> str:
        """Scheme and host of the links that this person takes along, without a slash at the end."""
        named = self.window.config.server.public_url.rstrip("/")
        if named:
            return named
        host = self.headers.get(b"host", b"").decode("latin-1")
        return f"{self.scope['scheme']}://{host}" if _HOST.fullmatch(host) else ""

    def once(self, scope: str | None = None) -> answers.Once:
        """The write's Idempotency-Key with a hash of the request. Raises Refusal invalid."""
        key = self.headers.get(b"idempotency-key", b"").decode("latin-1")
        if not key:
            raise invalid("Idempotency-Key", "required")
        if not _KEY.fullmatch(key):
            raise invalid("Idempotency-Key", "format")
        scope = scope or self.viewer.id
        return answers.once(scope, key, self.scope["method"], self.scope["path"], self.raw)


async def written_once(call: Call, change: Callable[[Tx], msgspec.Struct]) -> Reply:
    """What a change answers (200), done once by its Idempotency-Key: sent again it has the first answer."""
    window, asked = call.window, call.once()

    def write(tx: Tx) -> answers.Answer:
        before = answers.first_answer(window, tx, asked)
        if before is not None:
            return before
        answer = answers.Answer(200, wire.encode(change(tx)))
        answers.keep(window, tx, asked, answer)
        return answer

    answer = await window.database.write(write)
    return Reply(answer.status, answer.body)


def header_map(scope: dict) -> dict[bytes, bytes]:
    """Headers by lower-case name; the last of each name counts."""
    return dict(scope["headers"])


def cookie(headers: dict[bytes, bytes], name: str) -> str | None:
    """A cookie's value."""
    for part in headers.get(b"cookie", b"").decode("latin-1").split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return value
    return None


def session_cookie(window: Window, token: str | None) -> tuple[bytes, bytes]:
    """The Set-Cookie header that gives or takes away a session."""
    return secret_cookie(window, sessions.COOKIE, token)


def secret_cookie(
    window: Window, name: str, value: str | None, seconds: int | None = None
) -> tuple[bytes, bytes]:
    """The Set-Cookie header of what no script and no other site reads; seconds: how long it is kept
    (None: with the browser's session). No value takes it away."""
    parts = [f"{name}={value or ''}", "Path=/", "HttpOnly", "SameSite=Strict"]
    if value is None:
        seconds = 0
    if seconds is not None:
        parts.append(f"Max-Age={seconds}")
    if window.config.server.cookie_secure:
        parts.append("Secure")
    return b"set-cookie", "; ".join(parts).encode()


#: With the answer to signing out: pages, photos and typed forms that the browser keeps for going
#: back are forgotten with the session.
FORGET_CACHE = (b"clear-site-data", b'"cache"')


async def read_body(headers: dict[bytes, bytes], receive, limit: int) -> bytes:
    """The whole body. Raises Refusal too_large while it streams, Gone if the client left."""
    length = headers.get(b"content-length")
    if length is not None and length.isdigit() and int(length) > limit:
        raise Refusal("too_large")
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            raise Refusal("too_large")
        chunks.append(chunk)
        if not message.get("more_body"):
            return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def decode_object(headers: dict[bytes, bytes], raw: bytes) -> dict:
    """A JSON object. Raises Refusal unsupported_type / malformed."""
    content_type = headers.get(b"content-type", b"").split(b";")[0].strip().lower()
    if content_type != b"application/json":
        raise Refusal("unsupported_type")
    try:
        value = _decode(raw)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Refusal("malformed") from error
    if not isinstance(value, dict) or is_too_deep(value):
        raise Refusal("malformed")
    return value


def unless_known(call: Call, body: bytes, etag: str, content_type: tuple[bytes, bytes]) -> Reply:
    """The body, or 304 where the asker has it already."""
    headers = [content_type, (b"etag", etag.encode()), (b"cache-control", b"no-cache")]
    asked = call.headers.get(b"if-none-match", b"").decode("latin-1")
    if etag in [tag.strip().removeprefix("W/") for tag in asked.split(",")]:
        return Reply(304, b"", headers)
    return Reply(200, body, headers)


def error_reply(refusal: Refusal, words: Words, request_id: str) -> Reply:
    """A refusal in the one error shape."""
    fields = [
        wire.FieldError(problem.path, problem.code, words.problem(problem))
        for problem in refusal.problems
    ]
    body = wire.ErrorBody(refusal.code, refusal.message(words), fields, request_id)
    reply = json_reply({"error": body, **refusal.beside}, refusal.status)
    if refusal.retry_after is not None:
        reply.headers.append((b"retry-after", str(refusal.retry_after).encode()))
    return reply


async def send_reply(send, reply: Reply, *, head: bool = False) -> None:
    """Send a whole answer."""
    headers = [*reply.headers]
    if reply.status != 204:
        headers.append((b"content-length", str(len(reply.body)).encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if head else reply.body})
