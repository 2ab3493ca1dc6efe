"""HTTP connections with an end to everything: head and body, their time, and how many there are.

uvicorn's httptools protocol has no limit for the bytes of a head and no time for head or body.
"""

import asyncio
import enum
import http
import resource
from collections import Counter
from collections.abc import Callable

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from server.services.known_addresses import network

#: Most bytes of a request line with its headers.
HEAD_BYTES = 65_536
#: How long a head may take to come, and a pause in a body.
HEAD_SECONDS = 20.0
PAUSE_SECONDS = 20.0
#: How long a whole body may take: ten megabytes over a poor line.
BODY_SECONDS = 600.0
_TICK_SECONDS = 2.0
#: Files that are not connections: database, pictures, log, a step to spare.
_KEPT_FILES = 128


class _State(enum.Enum):
    IDLE = 1
    HEAD = 2
    BODY = 3


class _HeadTooLargeError(Exception):
    pass


class BoundedProtocol(HttpToolsProtocol):
    """One connection. Limits of all connections together are set by `bounded`."""

    most_each = 0
    most = 0
    unlimited: frozenset[str] = frozenset()
    by_address: Counter[str] = Counter()
    tick = _TICK_SECONDS
    head_seconds = HEAD_SECONDS
    pause_seconds = PAUSE_SECONDS
    body_seconds = BODY_SECONDS

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Count the connection in; one too many is told so and closed."""
        super().connection_made(transport)
        self._state = _State.IDLE
        self._waits = True  # for the first request
        self._head_bytes = 0
        self._finished_one = False
        self._too_large = False
        self._since = self._heard = self.loop.time()
        self._timer: asyncio.TimerHandle | None = None
        self._from = network(self.client[0]) if self.client else ""
        self.by_address[self._from] += 1
        each = 0 if self._from in self.unlimited else self.most_each
        if (each and self.by_address[self._from] > each) or 0 < self.most < len(self.connections):
            self._refuse(503, "Too many connections.")
            return
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it out."""
        self.by_address[self._from] -= 1
        if self.by_address[self._from] <= 0:
            del self.by_address[self._from]
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Feed the parser, and see that a head does not grow without end."""
        self._finished_one = False
        self._heard = self.loop.time()
        super().data_received(data)
        if self._state is _State.HEAD and not self._finished_one:
            self._head_bytes += len(data)
            if self._head_bytes > HEAD_BYTES and not self.transport.is_closing():
                self._refuse(431, "Request header fields too large.")
                return
        if self._state is not _State.IDLE and self._timer is None:
            self._watch()

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        self._state = _State.HEAD
        self._waits = False
        self._head_bytes = 0
        self._since = self._heard

    def on_headers_complete(self) -> None:
        """A head is whole."""
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > HEAD_BYTES:
            self._too_large = True
            raise _HeadTooLargeError
        self._state = _State.BODY
        self._since = self._heard
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """A request is whole."""
        self._state = _State.IDLE
        self._finished_one = True
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """What the parser refused: too large a head, or no HTTP."""
        if self._too_large:
            self._refuse(431, "Request header fields too large.")
        else:
            super().send_400_response(msg)

    def _watch(self) -> None:
        self._timer = self.loop.call_later(self.tick, self._look)

    def _look(self) -> None:
        self._timer = None
        if self.transport.is_closing() or (self._state is _State.IDLE and not self._waits):
            return
        now = self.loop.time()
        if self._state is _State.BODY:
            paused = now - self._heard > self.pause_seconds and not self.flow.read_paused
            if paused or now - self._since > self.body_seconds:
                self._refuse(408, "The request took too long.", begun=True)
                return
        elif now - self._since > self.head_seconds:
            self._refuse(408, "The request took too long.")
            return
        self._watch()

    def _refuse(self, status: int, text: str, *, begun: bool = False) -> None:
        """Answer, unless an answer was begun, and close."""
        if not (begun and self.cycle is not None and self.cycle.response_started):
            phrase = http.HTTPStatus(status).phrase
            self.transport.write(
                f"HTTP/1.1 {status} {phrase}\r\ncontent-type: text/plain; charset=utf-8\r\n"
                f"content-length: {len(text)}\r\nconnection: close\r\n"
                f"{'retry-after: 2' + chr(13) + chr(10) if status == 503 else ''}\r\n{text}".encode()
            )
        self.transport.close()


def bounded(each: int, trusted: str) -> type[BoundedProtocol]:
    """The protocol for a server: so many connections an address (0: any number), but from proxies
    that are trusted; and so many in all that files can still be opened."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    members = {
        "most_each": each,
        "most": max(soft - _KEPT_FILES, 64),
        "unlimited": frozenset(network(one.strip()) for one in trusted.split(",") if one.strip()),
        "by_address": Counter(),
    }
    return type("Protocol", (BoundedProtocol,), members)


def raise_file_limit(say: Callable[[str], None], wanted: int = 65_536) -> None:
    """Each connection is a file: as many as the system lets this process have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft != resource.RLIM_INFINITY and soft < most:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        except (OSError, ValueError) as error:
            say(f"the limit of open files stays at {soft}: {error}")
