"""GET /events: server-sent events for the cases the session may see."""

import asyncio
import contextlib
import time

from server.routes.endpoint import endpoint
from server.routes.http import Call
from server.rules.authorisation import Action
from server.services import sessions
from server.services.errors import Refusal
from server.services.events import Listener
from server.store.errors import Unavailable
from server.wire import types as wire

BEAT_SECONDS = 25
#: How often it is looked whether the session still is what it was when the stream was opened.
CHECK_SECONDS = 3
QUEUE_LENGTH = 200
STREAMS_EACH = 12


@endpoint("GET", "/events", "Server-sent events", action=Action.EVENTS_LISTEN)
async def stream(call: Call) -> None:
    """Stream until the client leaves, the session ends or the server stops."""
    window, viewer = call.window, call.viewer
    if sum(one.account_id == viewer.id for one in window.hub.listeners) >= STREAMS_EACH:
        raise Refusal("rate_limited", retry_after=30)
    queue: asyncio.Queue = asyncio.Queue(QUEUE_LENGTH)
    session = sessions.hashed(window, call.token)
    listener = Listener(
        viewer.id, viewer.role, viewer.department_id, viewer.grid_id, queue, session
    )
    await call.send(
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [
                (b"content-type", b"text/event-stream; charset=utf-8"),
                (b"cache-control", b"no-store"),
                (b"x-accel-buffering", b"no"),
            ],
        }
    )
    window.hub.open(listener)
    leaving = asyncio.ensure_future(_wait_for_leave(call.receive))
    try:
        await _send(call, b"retry: 3000\n: open\n\n")
        await _pump(call, queue, leaving)
    finally:
        window.hub.close(listener)
        leaving.cancel()
        with contextlib.suppress(Exception):
            await call.send({"type": "http.response.body", "body": b""})


async def _pump(call: Call, queue: asyncio.Queue, leaving: asyncio.Future) -> None:
    window = call.window
    staff = call.viewer.role != "resident"
    beaten = checked = time.monotonic()
    while not leaving.done() and not window.hub.closing:
        getting = asyncio.ensure_future(queue.get())
        await asyncio.wait(
            {getting, leaving}, timeout=CHECK_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        now = time.monotonic()
        if now - checked >= CHECK_SECONDS:
            checked = now
            if not await _still_the_same(call):
                getting.cancel()
                return
        if not getting.done():
            getting.cancel()
            if now - beaten >= BEAT_SECONDS:
                beaten = now
                await _send(call, b": beat\n\n")
            continue
        events = [getting.result()]
        while not queue.empty():
            events.append(queue.get_nowait())
        text = b""
        for event in events:
            if event is None:
                return
            data = {"number": event.number, "version": event.version, "state": event.state}
            text += b"event: case\ndata: " + wire.encode(data) + b"\n\n"
        if staff:
            text += b"event: queues\ndata: {}\n\n"
        await _send(call, text)


async def _still_the_same(call: Call) -> bool:
    """Whether the session goes on, for an account of the same role, department and grid. A
    database that cannot be read just now says nothing against it."""
    window = call.window
    try:
        found = await window.database.look_up(lambda tx: sessions.find(window, tx, call.token))
    except Unavailable:
        return True
    return found is not None and found.viewer == call.viewer and not found.given


async def _send(call: Call, text: bytes) -> None:
    await call.send({"type": "http.response.body", "body": text, "more_body": True})


async def _wait_for_leave(receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
