"""A small HTTP/1.1 client on an asyncio protocol: cheap enough not to be what is measured."""

import asyncio
import re
from typing import NamedTuple

_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Answer(NamedTuple):
    """What a server answered; the head is read only where somebody asks."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """A header's value. Raises KeyError."""
        for line in self.head.split(b"\r\n")[1:]:
            found, _, value = line.partition(b":")
            if found.lower() == name.encode():
                return value.strip().decode("latin-1")
        raise KeyError(name)


class Connection(asyncio.Protocol):
    """One kept-alive connection to 127.0.0.1, for one request at a time."""

    def __init__(self, port: int, headers: dict[str, str] | None = None):
        self._port = port
        lines = [f"{name}: {value}" for name, value in (headers or {}).items()]
        self._common = "\r\n".join(["", f"Host: 127.0.0.1:{port}", *lines, ""])
        self._transport: asyncio.Transport | None = None
        self._answered: asyncio.Future | None = None
        self._received = b""

    async def request(self, method: str, path: str, body: bytes = b"", headers: str = "") -> Answer:
        """What the server answers. Raises OSError, EOFError."""
        loop = asyncio.get_running_loop()
        if self._transport is None:
            await loop.create_connection(lambda: self, "127.0.0.1", self._port)
        head = f"{method} {path} HTTP/1.1{self._common}{headers}"
        if body or method in ("POST", "PUT"):
            head += f"Content-Length: {len(body)}\r\n"
        self._received = b""
        self._answered = loop.create_future()
        self._transport.write(head.encode() + b"\r\n" + body)
        return await self._answered

    def connection_made(self, transport) -> None:
        """asyncio: it is open."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """asyncio: a part of the answer, mostly all of it."""
        self._received = received = self._received + data if self._received else data
        end = received.find(_END)
        if end < 0:
            return
        length = _LENGTH.search(received, 0, end + 2)
        whole = end + 4 + (int(length[1]) if length else 0)
        if len(received) >= whole and not self._answered.done():
            status = int(received[9:12])
            self._answered.set_result(Answer(status, received[:end], received[end + 4 : whole]))

    def connection_lost(self, exc: Exception | None) -> None:
        """asyncio: the server is gone, or has had enough."""
        self._transport = None
        if self._answered is not None and not self._answered.done():
            self._answered.set_exception(exc or EOFError("the server closed the connection"))

    def close(self) -> None:
        """Let go of the connection."""
        if self._transport is not None:
            self._transport.close()
            self._transport = None
