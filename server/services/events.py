"""Server-sent events: who is told when a case moves.

In one process the hub hands events over directly. Over PostgreSQL each process also writes
them to a small table and reads what the others wrote, once a second while anybody listens.
"""

import asyncio
from collections.abc import Callable
from typing import NamedTuple

import msgspec
import sqlalchemy as sa

from server.rules.authorisation import Action, Relation, Roles
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx

KEEP_MS = 600_000
WINDOW_MS = 20_000
_INSERT = insert_row(t.events)
_SINCE = (
    sa.select(t.events.c.id, t.events.c.data)
    .where(t.events.c.at > sa.bindparam("since"))
    .order_by(t.events.c.id)
)
_PURGE = sa.delete(t.events).where(t.events.c.at < sa.bindparam("before"))


class CaseEvent(msgspec.Struct):
    """A case moved. The ids say who may be told; they do not leave the server."""

    number: str
    version: int
    state: str
    owner_id: str | None
    departments: list[str]
    grid_id: str | None
    process: str = ""
    joiners: list[str] = []
    unseen_by: list[str] = []


class Listener(NamedTuple):
    """One open stream."""

    account_id: str
    role: str
    department_id: str | None
    grid_id: str | None
    queue: asyncio.Queue
    session: bytes = b""


class Hub:
    """The listeners of this process."""

    def __init__(self, process: str, roles: Roles):
        self.process = process
        self._roles = roles
        self.listeners: set[Listener] = set()
        self.closing = False
        self.on_change: list[Callable[[], None]] = []

    def open(self, listener: Listener) -> None:
        """Begin to tell a listener."""
        self.listeners.add(listener)

    def close(self, listener: Listener) -> None:
        """Stop telling a listener."""
        self.listeners.discard(listener)

    def end(self, session: bytes) -> None:
        """End the streams of a session that was closed."""
        for listener in self.listeners:
            if listener.session == session:
                _put(listener.queue, None)

    def stop(self) -> None:
        """End all streams: the server stops."""
        self.closing = True
        for listener in self.listeners:
            _put(listener.queue, None)

    def publish(self, event: CaseEvent) -> None:
        """Tell everybody who may see the case."""
        for changed in self.on_change:
            changed()
        for listener in self.listeners:
            if may_hear(self._roles, listener, event):
                _put(listener.queue, event)


def may_hear(roles: Roles, listener: Listener, event: CaseEvent) -> bool:
    """Whether the listener may read the case, or could before it was handed on; not who is to ask about
    it and does not see it meanwhile."""
    if listener.account_id in event.unseen_by:
        return False
    relation = Relation(
        owner=listener.account_id == event.owner_id,
        task=listener.department_id in event.departments,
        grid=listener.grid_id is not None and listener.grid_id == event.grid_id,
    )
    if roles.allowed(listener.role, Action.CASE_READ, relation):
        return True
    joined = Relation(joined=listener.account_id in event.joiners)
    return roles.allowed(listener.role, Action.CASE_FOLLOW, joined)


def _put(queue: asyncio.Queue, item: CaseEvent | None) -> None:
    if queue.full():
        queue.get_nowait()  # a reader that sleeps loses the oldest and fetches anyway
    queue.put_nowait(item)


def record(tx: Tx, event: CaseEvent, now: int) -> None:
    """Let the other processes know (PostgreSQL only)."""
    if not tx.sqlite:
        tx.run(_INSERT, at=now, data=msgspec.json.encode(event).decode())


class Follower:
    """Reads what other processes wrote, while anybody listens here."""

    def __init__(self, database, hub: Hub, now: Callable[[], int]):
        self._database = database
        self._hub = hub
        self._now = now

    async def run(self) -> None:
        """Until cancelled. Ids are not committed in order, so a window of time is read."""
        seen: set[int] = set()
        purged = 0
        while True:
            await asyncio.sleep(1)
            now = self._now()
            if now - purged > KEEP_MS:
                purged = now
                await self._database.write(lambda tx, n=now: tx.run(_PURGE, before=n - KEEP_MS))
            if not self._hub.listeners:
                seen.clear()
                continue
            since = now - WINDOW_MS
            rows = await self._database.read(lambda tx, s=since: tx.all(_SINCE, since=s))
            for row in rows:
                event = msgspec.json.decode(row["data"], type=CaseEvent)
                if row["id"] not in seen and event.process != self._hub.process:
                    self._hub.publish(event)
            seen = {row["id"] for row in rows}
