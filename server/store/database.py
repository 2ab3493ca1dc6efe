"""The database as the services see it: read, write, and be told of what was written."""

import asyncio
import contextlib
import queue
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg

from server.store import engine as engines
from server.store import meta
from server.store.errors import StoreError, Unavailable
from server.store.journal import Journal
from server.store.tx import Tx
from server.store.writer import Writer

Read = Callable[[Tx], Any]
#: A write so lately shows that writing goes; another is tried for so long.
JUST_NOW_SECONDS = 5.0
PROBE_SECONDS = 4.0


class Database:
    """SQLite: reads run at once in the caller's thread (they take microseconds and WAL never
    makes them wait); long ones in a thread. PostgreSQL: reads run in a small pool of threads.
    """

    def __init__(
        self, url: str, data: Path, *, pool: int = 8, batch: int = 256, read_only: bool = False
    ):
        self.url = engines.database_url(url, data)
        self.engine = engines.create_engine(self.url, pool, read_only=read_only)
        self._read_only = read_only
        self.sqlite = self.engine.dialect.name == "sqlite"
        self.writer = Writer(self.open, batch, self._enter)
        self.journal: Journal | None = None
        self.now = lambda: time.time_ns() // 1_000_000
        self.data = data
        self._inline: Tx | None = None
        self._idle: queue.SimpleQueue[Tx] = queue.SimpleQueue()
        self._threads = ThreadPoolExecutor(pool, thread_name_prefix="read")

    def open(self, *, patient: bool = False) -> Tx:
        """A new connection of its own, without open transaction; a patient one waits without end
        for rows and statements. Raises Unavailable."""
        try:
            raw = self.engine.raw_connection()
            connection = raw.driver_connection
            raw.detach()
            if not self.sqlite:
                connection.autocommit = True
                if not patient:
                    engines.bound(connection)
                if self._read_only:
                    connection.execute("SET default_transaction_read_only = on")
        except (sqlite3.OperationalError, psycopg.OperationalError) as error:
            raise Unavailable(str(error)) from error
        return Tx(connection, self.engine.dialect)

    async def read(self, operation: Read, *, slow: bool = False) -> Any:
        """The operation's answer from one consistent snapshot."""
        if self.sqlite and not slow:
            if self._inline is None:
                self._inline = self.open()
            return _in_snapshot(self._inline, operation)
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, self._read_pooled, operation
        )

    async def look_up(self, operation: Read) -> Any:
        """The answer of an operation of one statement only, which is its own snapshot."""
        if self.sqlite:
            if self._inline is None:
                self._inline = self.open()
            return operation(self._inline)
        return await self.read(operation)

    async def write(self, operation: Read) -> Any:
        """The operation's answer once it is durable."""
        return await self.writer.submit(operation)

    async def can_write(self) -> None:
        """Nothing if something was written just now or can be written. Raises Unavailable."""
        if time.monotonic() - self.writer.committed_at < JUST_NOW_SECONDS:
            return
        text = str(time.time_ns())
        try:
            async with asyncio.timeout(PROBE_SECONDS):
                await self.write(lambda tx: meta.put(tx, meta.PROBE, text))
        except TimeoutError as error:
            raise Unavailable("writing takes too long") from error

    def write_now(self, operation: Read) -> Any:
        """For commands without an event loop: one transaction."""
        tx = self.open(patient=True)
        try:
            tx.script("BEGIN IMMEDIATE" if self.sqlite else "BEGIN")
            answer = operation(tx)
            self._enter(tx)
            tx.script("COMMIT")
            return answer
        finally:
            tx.connection.close()

    def read_now(self, operation: Read) -> Any:
        """For commands without an event loop: one snapshot."""
        tx = self.open(patient=True)
        try:
            return _in_snapshot(tx, operation)
        finally:
            tx.connection.close()

    async def close(self) -> None:
        """Finish the queued writes and let go of the connections."""
        await self.writer.stop()
        self._threads.shutdown()
        if self._inline is not None:
            self._inline.connection.close()
            self._inline = None
        while not self._idle.empty():
            self._idle.get().connection.close()
        self.engine.dispose()

    def _enter(self, tx: Tx) -> None:
        if self.journal is not None:
            self.journal.enter(tx, self.now())

    def _read_pooled(self, operation: Read) -> Any:
        try:
            tx = self._idle.get_nowait()
        except queue.Empty:
            tx = self.open()
        whole = False
        try:
            answer = _in_snapshot(tx, operation)
            whole = True
            return answer
        except (StoreError, sqlite3.Error, psycopg.Error):
            raise
        except Exception:  # a refusal says nothing against the connection
            whole = tx.usable()
            raise
        finally:
            if whole:
                self._idle.put(tx)
            else:
                tx.connection.close()


def _in_snapshot(tx: Tx, operation: Read) -> Any:
    tx.script("BEGIN" if tx.sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    try:
        answer = operation(tx)
    except BaseException:
        with contextlib.suppress(Exception):  # the first error is the one to tell
            tx.script("ROLLBACK")
        raise
    tx.script("ROLLBACK")
    return answer
