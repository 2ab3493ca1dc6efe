"""Threads for what blocks, a pool for each kind, so that one kind never waits for another.

Each pool takes only so much at a time; more is refused with a time to come back.
"""

import asyncio
import contextlib
import queue
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Any

from server.services.errors import Refusal

RETRY_SECONDS = 2


class Pool:
    """So many threads, and room for so many who wait."""

    def __init__(self, name: str, threads: int, waiting: int):
        self._name = name
        self._most = threads
        self._room = threads + waiting
        self._begun = 0
        self._work: queue.SimpleQueue = queue.SimpleQueue()
        self.inside = 0

    async def run(self, work: Callable[..., Any], *arguments) -> Any:
        """The work's answer. Raises Refusal unavailable when there is no room.

        Work that nobody waits for any more keeps its place until it ends.
        """
        if self.inside >= self._room:
            raise Refusal("unavailable", retry_after=RETRY_SECONDS)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future = loop.create_future()
        self.inside += 1
        self._work.put((loop, answer, work, arguments))
        if self._begun < min(self._most, self.inside):
            self._begun += 1
            threading.Thread(target=self._run, name=self._name, daemon=True).start()
        return await answer

    def close(self) -> None:
        """Take nothing more; what waits is dropped. What runs ends by itself or with the process:
        the server's stop waits for no gateway and no file."""
        self._room = 0
        with contextlib.suppress(queue.Empty):
            while True:
                self._work.get_nowait()
        for _ in range(self._begun):
            self._work.put(None)

    def _run(self) -> None:
        while (item := self._work.get()) is not None:
            loop, answer, work, arguments = item
            value, failed = None, None
            if not answer.cancelled():
                try:
                    value = work(*arguments)
                except Exception as error:
                    failed = error
            with contextlib.suppress(RuntimeError):  # the loop is gone
                loop.call_soon_threadsafe(self._settle, answer, value, failed)

    def _settle(self, answer: asyncio.Future, value: Any, failed: Exception | None) -> None:
        self.inside -= 1
        if answer.done():
            return
        if failed is None:
            answer.set_result(value)
        else:
            answer.set_exception(failed)


class FairPool:
    """A pool in which everybody has a turn: one piece of work an account at a time, accounts one
    after the other however much one of them has brought."""

    def __init__(self, name: str, threads: int, each: int):
        """each: how many pieces an account may have waiting."""
        self._pool = Pool(name, threads, 0)
        self._free = threads
        self._each = each
        self._waiting: OrderedDict[str, deque[asyncio.Future]] = OrderedDict()
        self._busy: set[str] = set()

    async def run(self, account: str, work: Callable[..., Any], *arguments) -> Any:
        """The work's answer. Raises Refusal rate_limited when the account has too much waiting."""
        await self._turn(account)
        try:
            return await self._pool.run(work, *arguments)
        finally:
            self._busy.discard(account)
            self._free += 1
            self._next()

    def close(self) -> None:
        """Take nothing more."""
        self._pool.close()

    async def _turn(self, account: str) -> None:
        if self._free and account not in self._busy:
            self._begin(account)
            return
        queue = self._waiting.setdefault(account, deque())
        if len(queue) >= self._each:
            raise Refusal("rate_limited", retry_after=RETRY_SECONDS)
        mine = asyncio.get_running_loop().create_future()
        queue.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # the turn came as the caller left
                self._busy.discard(account)
                self._free += 1
                self._next()
            raise

    def _begin(self, account: str) -> None:
        self._free -= 1
        self._busy.add(account)

    def _next(self) -> None:
        for account in list(self._waiting):
            if not self._free:
                return
            queue = self._waiting[account]
            while queue and queue[0].done():  # who waited has left
                queue.popleft()
            if not queue:
                del self._waiting[account]
            elif account not in self._busy:
                self._begin(account)
                queue.popleft().set_result(None)
                self._waiting.move_to_end(account)
