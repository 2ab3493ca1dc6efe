"""What lives as long as the server: the window, and the tasks beside it."""

import asyncio
import contextlib
import logging
import os

import sqlalchemy as sa

from server.config import Config
from server.metrics import Metrics
from server.ports import Ports, Zone
from server.services import notifier as notifiers
from server.services.catalogue import open_catalogue
from server.services.events import Follower, Hub
from server.services.limits import HOUR_MS, HourlyLimit
from server.services.reference import ReferenceData
from server.services.telling import Teller
from server.services.window import Window
from server.services.words import Library
from server.store import keys, migrate
from server.store import tables as t
from server.store.blobs import Blobs
from server.store.database import Database

log = logging.getLogger("onewindow.state")
_OLD_HITS = sa.delete(t.hits).where(t.hits.c.since < sa.bindparam("before"))
_OLD_ANSWERS = sa.delete(t.answers).where(t.answers.c.at < sa.bindparam("before"))
PURGE_SECONDS = 3600


def open_window(config: Config, ports: Ports | None = None) -> Window:
    """Open the data folder, bring the database up to date, read the reference data."""
    ports = ports or Ports()
    data = config.data_dir()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    reference = ReferenceData(config)
    catalogue = open_catalogue(config, reference.form)
    database = Database(
        config.database.url, data, pool=config.database.pool, batch=config.database.batch
    )
    migrate.upgrade(database.engine)
    return Window(
        config=config,
        ports=ports,
        database=database,
        keys=keys.load_or_create(data),
        blobs=Blobs(data / "attachments"),
        reference=reference,
        catalogue=catalogue,
        library=Library(config.asset("assets/i18n")),
        zone=Zone(reference.offset_minutes),
        hub=Hub(os.urandom(8).hex(), catalogue.roles),
    )


class State:
    """The window with its tasks; ASGI's lifespan starts and stops them."""

    def __init__(self, window: Window):
        limits = window.config.limits
        self.window = window
        self.metrics = Metrics()
        self.notifier = notifiers.create(
            window.config.codes, demo=window.config.demo, now=window.now
        )
        self.teller = Teller(window, self.notifier)
        self.filing_limit = HourlyLimit(limits.filings_per_hour)
        self.lookup_limit = HourlyLimit(limits.lookups_per_hour)
        self.upload_limit = HourlyLimit(limits.uploads_per_hour)
        self.picture_slots = asyncio.Semaphore(2)
        self._tasks: list[asyncio.Task] = []

    async def lifespan(self, receive, send) -> None:
        """Start with the server, stop with it."""
        await receive()
        self.window.database.writer.start()
        self._tasks.append(asyncio.create_task(self._purge()))
        if not self.window.database.sqlite:
            follower = Follower(self.window.database, self.window.hub, self.window.now)
            self._tasks.append(asyncio.create_task(_again_and_again(follower.run)))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in self._tasks:
            task.cancel()
        for task in self._tasks:
            with contextlib.suppress(asyncio.CancelledError):
                await task
        await self.teller.stop()
        await self.window.database.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _purge(self) -> None:
        keep = self.window.config.limits.answers_days * 24 * HOUR_MS
        while True:
            await asyncio.sleep(PURGE_SECONDS)
            now = self.window.now()

            def purge(tx, now=now):
                tx.run(_OLD_HITS, before=now - 2 * HOUR_MS)
                tx.run(_OLD_ANSWERS, before=now - keep)

            try:
                await self.window.database.write(purge)
            except Exception:
                log.exception("purging failed")


async def _again_and_again(run) -> None:
    while True:
        try:
            await run()
        except asyncio.CancelledError:
            raise
        except Exception:
            log.exception("following events failed; trying again")
            await asyncio.sleep(5)
