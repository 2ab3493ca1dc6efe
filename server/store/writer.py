"""One queued writer with group commit.

Writes wait in a queue; a thread takes all that are there, runs each in a savepoint of one
transaction, commits once, and only then answers them. A write that fails undoes only itself.
If the database cannot be had at all (locked by another process, full, away), all of the group
are told at once; if one write or the commit breaks the group, each is tried once more in a
transaction of its own.
"""

import asyncio
import contextlib
import queue
import threading
import time
from collections.abc import Callable
from typing import Any

from server.store.errors import Duplicate, Locked, StoreError, Unavailable
from server.store.tx import Tx

Operation = Callable[[Tx], Any]


class Writer:
    """The writing end of the store. start() and stop() from the event loop's thread."""

    def __init__(
        self,
        connect: Callable[[], Tx],
        batch: int,
        before_commit: Callable[[Tx], None] = lambda tx: None,
    ):
        """before_commit ends every group, after all of its operations."""
        self._connect = connect
        self._before_commit = before_commit
        self._batch = batch
        self._queue: queue.SimpleQueue = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tx: Tx | None = None
        self.commits = 0
        self.committed_at = float("-inf")
        self.writes = 0

    def start(self) -> None:
        """Begin to write; the results go to the running loop."""
        self._loop = asyncio.get_running_loop()
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    async def stop(self) -> None:
        """Finish what is queued, then end."""
        if self._thread is not None:
            self._queue.put(None)
            await asyncio.to_thread(self._thread.join)
            self._thread = None

    def depth(self) -> int:
        """How many writes wait."""
        return self._queue.qsize()

    async def submit(self, operation: Operation) -> Any:
        """Run the operation in a transaction; answers its result once it is durable.

        Raises what the operation raised, or Unavailable.
        """
        if self._thread is None:
            raise Unavailable("the writer has stopped")
        future = self._loop.create_future()
        self._queue.put((operation, future))
        return await future

    def _run(self) -> None:
        stopping = False
        while not stopping:
            item = self._queue.get()
            group = []
            while True:
                if item is None:
                    stopping = True
                    break
                group.append(item)
                if len(group) >= self._batch:
                    break
                try:
                    item = self._queue.get_nowait()
                except queue.Empty:
                    break
            if group:
                results = self._commit_group(group)
                with contextlib.suppress(RuntimeError):  # the loop is gone
                    self._loop.call_soon_threadsafe(_deliver, results)
        if self._tx is not None:
            self._tx.connection.close()

    def _commit_group(self, group: list) -> list:
        try:
            self._begin()
        except Exception as error:
            self._reset()
            return [(future, None, _as_store_error(error)) for _, future in group]
        try:
            return self._try_group(group)
        except Exception as error:
            self._reset()
            if len(group) == 1:
                return [(group[0][1], None, _as_store_error(error))]
        results = []
        for index, item in enumerate(group):
            try:
                self._begin()
            except Exception as error:
                self._reset()
                return results + [(f, None, _as_store_error(error)) for _, f in group[index:]]
            try:
                results += self._try_group([item])
            except Exception as error:
                self._reset()
                results.append((item[1], None, _as_store_error(error)))
        return results

    def _begin(self) -> None:
        if self._tx is None:
            self._tx = self._connect()
        self._tx.script("BEGIN IMMEDIATE" if self._tx.sqlite else "BEGIN")

    def _try_group(self, group: list) -> list:
        tx = self._tx
        tx.changes = []
        results = []
        for operation, future in group:
            mark = len(tx.changes)
            tx.script("SAVEPOINT one")
            try:
                value = _run_twice(tx, operation)
            except Exception as error:
                if isinstance(error, Unavailable) and not isinstance(error, Locked):
                    raise
                tx.script("ROLLBACK TO one")
                del tx.changes[mark:]
                results.append((future, None, error))
            else:
                results.append((future, value, None))
            tx.script("RELEASE one")
        self._before_commit(tx)
        tx.script("COMMIT")
        self.commits += 1
        self.committed_at = time.monotonic()
        self.writes += len(group)
        return results

    def _reset(self) -> None:
        tx, self._tx = self._tx, None
        if tx is not None:
            with contextlib.suppress(Exception):
                tx.script("ROLLBACK")
            with contextlib.suppress(Exception):
                tx.connection.close()


def _run_twice(tx: Tx, operation: Operation) -> Any:
    """A row that another process wrote first (the same key, the same new account) is there to be
    read when the operation runs again."""
    mark = len(tx.changes)
    try:
        return operation(tx)
    except Duplicate:
        tx.script("ROLLBACK TO one")
        del tx.changes[mark:]
        return operation(tx)


def _as_store_error(error: Exception) -> Exception:
    return error if isinstance(error, StoreError) else Unavailable(repr(error))


def _deliver(results: list) -> None:
    for future, value, error in results:
        if future.cancelled():
            continue
        if error is None:
            future.set_result(value)
        else:
            future.set_exception(error)
