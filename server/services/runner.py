"""The runner of jobs in this process. Any number of processes may run one over one database."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Mapping, Sequence

from server.services import jobs
from server.services.jobs import Handler, Job
from server.services.window import Window
from server.store.tx import Tx

log = logging.getLogger("onewindow.jobs")

#: How often it looks when nobody wakes it: another process may have put something down.
POLL_SECONDS = 1.0
#: Jobs taken at a time, and done at the same time.
AT_ONCE = 8
#: Work outside the database that takes longer is given up and tried again.
OUTSIDE_SECONDS = 30.0
STOP_SECONDS = 2.0


class Runner:
    """Takes jobs that are due and does them, until it is stopped."""

    def __init__(
        self, window: Window, handlers: Mapping[str, Handler], recurring: Sequence[str] = ()
    ):
        """recurring: kinds that are put down at the start and put themselves down again."""
        self._window = window
        self._recurring = recurring
        self._handlers = handlers
        self._awake = asyncio.Event()
        self._task: asyncio.Task | None = None

    def start(self) -> None:
        """Begin; the writer has started."""
        self._task = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Something was put down just now."""
        self._awake.set()

    async def stop(self) -> None:
        """Give up what is being done, and give back what was taken: within STOP_SECONDS, whatever
        a gateway or the database does. What is given up is done again after the next start."""
        if self._task is None:
            return
        self._task.cancel()
        await asyncio.wait({self._task}, timeout=STOP_SECONDS / 2)
        process = self._window.hub.process
        giving_back = self._window.database.write(lambda tx: jobs.release(tx, process))
        with contextlib.suppress(Exception):
            await asyncio.wait_for(giving_back, STOP_SECONDS / 2)

    def _put_down_recurring(self, tx: Tx) -> None:
        now = self._window.now()
        for kind in self._recurring:
            jobs.add(tx, kind, "", now, now)

    async def _run(self) -> None:
        begun = False
        while True:
            busy = False
            try:
                if not begun:
                    await self._window.database.write(self._put_down_recurring)
                    begun = True
                busy = await self.run_due() > 0
            except asyncio.CancelledError:
                raise
            except Exception:
                log.exception("looking for jobs failed; trying again")
            if not busy:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._awake.wait(), POLL_SECONDS)
                self._awake.clear()

    async def run_due(self) -> int:
        """Do what is due now, AT_ONCE at most; answers how many."""
        window = self._window
        if not await window.database.read(lambda tx: jobs.any_due(tx, window.now())):
            return 0
        taken = await window.database.write(
            lambda tx: jobs.take(
                tx, window.hub.process, window.now(), AT_ONCE, lambda: secrets.token_hex(8)
            )
        )
        ends = await asyncio.gather(*(self._do(job) for job in taken), return_exceptions=True)
        for job, error in zip(taken, ends, strict=True):
            if error is not None:  # its lease ends, and then it is done again
                extra = {"kind": job.kind, "error": repr(error)}
                log.error("what came of a job could not be written down", extra=extra)
        return len(taken)

    async def _do(self, job: Job) -> None:
        window = self._window
        handler = self._handlers.get(job.kind, Handler(tries=1))
        try:
            inside = handler.inside
            if handler.outside is not None:
                inside = await asyncio.wait_for(handler.outside(job), OUTSIDE_SECONDS)
            if inside is None:
                raise ValueError(f"nobody does jobs of kind {job.kind}")
            outcome = await window.database.write(
                lambda tx: jobs.end(tx, job, inside, window.now())
            )
            for event in outcome.events:
                window.hub.publish(event)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            why = f"{type(error).__name__}: {error}"
            state = await window.database.write(
                lambda tx: jobs.fail(tx, job, why, handler, window.now())
            )
            level = logging.ERROR if state == "dead" else logging.WARNING
            extra = {"kind": job.kind, "attempt": job.attempts, "state": state, "error": why}
            log.log(level, "a job failed", extra=extra)
