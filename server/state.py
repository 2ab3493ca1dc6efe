"""What lives as long as the server: the window, and the tasks beside it."""

import asyncio
import contextlib
import logging
import os
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from server.config import Config
from server.metrics import Metrics
from server.ports import Ports, Zone
from server.services import (
    bookings,
    call_back_visits,
    clocks,
    heads,
    messages,
    reminders,
    retention,
    settings,
    tracking,
)
from server.services import notifier as notifiers
from server.services.catalogue import open_catalogue
from server.services.events import Follower, Hub
from server.services.jobs import Handler
from server.services.limits import HourlyLimit
from server.services.pools import FairPool, Pool
from server.services.projection import Projection
from server.services.published import publish
from server.services.runner import Runner
from server.services.telling import Teller
from server.services.window import Window
from server.services.words import Library
from server.store import journal, keys, meta, migrate
from server.store.blobs import Blobs
from server.store.database import Database
from server.store.errors import Duplicate, StoreError
from server.store.journal import Journal
from server.store.keys import Keys
from server.store.parts import Parts

log = logging.getLogger("onewindow.state")
#: How often the journal's head is signed, if it grew.
HEAD_SECONDS = 600
#: Where pictures are in the data folder.
ATTACHMENTS = "attachments"
#: And files that are still coming.
UPLOADS = "uploads"
#: How often a process looks whether another one saved settings.
SETTINGS_SECONDS = 10


def open_window(config: Config, ports: Ports | None = None, *, existing: bool = False) -> Window:
    """Open the data folder, bring the database up to date, read the reference data.

    existing: nothing is made that is not there. Raises StoreError, KeyFileError, ConfigError.
    """
    data = config.data_dir()
    if existing:
        _must_exist(config, data)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = _database(config, data)
    try:
        migrate.upgrade(database.engine)
    except sa.exc.DBAPIError as error:
        raise StoreError(f"the database cannot be used: {error.orig}") from error
    own = keys.load_or_create(data, in_use=database.read_now(meta.in_use))
    try:
        database.write_now(lambda tx: meta.tie_keys(tx, own))
    except Duplicate:  # another process that starts now was faster
        database.write_now(lambda tx: meta.tie_keys(tx, own))
    ports = ports or Ports()
    database.journal = Journal(own)
    database.now = ports.clock.now_ms
    if not existing and not heads.path_of(config).exists():
        # Data of a version without a journal. Where a head was signed before, an empty journal
        # is nothing to begin from: verify says so.
        database.write_now(database.journal.begin)
    try:
        epoch = database.write_now(meta.epoch)
    except Duplicate:  # another process that starts now was faster
        epoch = database.write_now(meta.epoch)
    return _window(config, ports, database, own, epoch)


def open_to_read(config: Config) -> Window:
    """The same to look only: nothing is written, neither in the database nor in the data folder, so
    that whoever looks needs no right to. Raises StoreError, KeyFileError, ConfigError."""
    data = config.data_dir()
    _must_exist(config, data)
    database = _database(config, data, read_only=True)
    try:
        current = migrate.is_current(database.engine)
    except sa.exc.DBAPIError as error:
        raise StoreError(f"the database cannot be used: {error.orig}") from error
    if not current:
        raise StoreError("the database is of another version: start this server on it once")
    own = Keys(keys.read(data / "keys.json"))
    database.read_now(lambda tx: meta.know_keys(tx, own))
    database.journal = Journal(own)
    epoch = database.read_now(lambda tx: meta.get(tx, meta.EPOCH)) or ""
    return _window(config, Ports(), database, own, epoch, make=False)


def _must_exist(config: Config, data: Path) -> None:
    if not data.is_dir():
        raise StoreError(f"{data} is not there: no such folder, or not the right one")
    if not config.database.url and not (data / "onewindow.db").exists():
        raise StoreError(f"{data / 'onewindow.db'} is not there")


def _database(config: Config, data: Path, *, read_only: bool = False) -> Database:
    own = config.database
    return Database(own.url, data, pool=own.pool, batch=own.batch, read_only=read_only)


def _window(
    config: Config,
    ports: Ports,
    database: Database,
    own: Keys,
    epoch: str,
    *,
    make: bool = True,
) -> Window:
    data = config.data_dir()
    saved = database.read_now(settings.load)
    reference = settings.build(config, saved)
    catalogue = open_catalogue(config, reference.forms)
    reference.take_kinds(catalogue.case.kinds)
    library = Library(config.asset("assets/i18n"))
    library.override(settings.texts(saved))
    return Window(
        config=config,
        ports=ports,
        database=database,
        epoch=epoch,
        keys=own,
        blobs=Blobs(data / ATTACHMENTS, make=make),
        parts=Parts(data / UPLOADS, make=make),
        reference=reference,
        catalogue=catalogue,
        library=library,
        zone=Zone(reference.offset_minutes),
        hub=Hub(os.urandom(8).hex(), catalogue.roles),
        published=publish(config, reference.affairs, saved.contents),
        settings=saved,
        projections={
            code: Projection(audience, catalogue.audiences.withheld)
            for code, audience in catalogue.audiences.by_code.items()
        },
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
        self.filing_limit = HourlyLimit(limits.filings_per_hour)
        self.lookup_limit = HourlyLimit(limits.lookups_per_hour)
        self.upload_limit = HourlyLimit(limits.uploads_per_hour)
        self.check_limit = HourlyLimit(limits.lookups_per_hour, far=tracking.FAR)
        self.join_limit = HourlyLimit(limits.joins_per_hour)
        self.passwords = Pool("password", threads=2, waiting=14)
        self.pictures = FairPool("picture", threads=2, each=12)
        self.files = Pool("file", threads=4, waiting=252)
        handlers = {
            messages.KIND: messages.handler(window, self.notifier),
            bookings.KIND: bookings.handler(window),
            clocks.KIND: Handler(inside=partial(clocks.turn, window)),
            reminders.KIND: Handler(inside=partial(reminders.look, window)),
            call_back_visits.KIND: Handler(inside=partial(call_back_visits.look, window)),
            retention.KIND: retention.handler(window, self.files),
        }
        self.runner = Runner(
            window, handlers, recurring=(clocks.KIND, reminders.KIND, retention.KIND)
        )
        self.teller = Teller(window, self.runner)
        self._head_count = -1
        self._tasks: list[asyncio.Task] = []

    async def lifespan(self, receive, send) -> None:
        """Start with the server, stop with it."""
        await receive()
        self.window.database.writer.start()
        self.runner.start()
        self._tasks.append(asyncio.create_task(_again_and_again(self._write_heads)))
        self._tasks.append(asyncio.create_task(_again_and_again(self._follow_settings)))
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
        await self.runner.stop()
        try:
            await self._write_head()
        except (StoreError, OSError):
            log.exception("the journal's head could not be written")
        for pool in (self.passwords, self.pictures, self.files):
            pool.close()
        await self.window.database.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _follow_settings(self) -> None:
        window = self.window
        while True:
            await asyncio.sleep(SETTINGS_SECONDS)
            await window.database.read(lambda tx: settings.follow(window, tx))

    async def _write_heads(self) -> None:
        while True:
            await asyncio.sleep(HEAD_SECONDS)
            await self._write_head()

    async def _write_head(self) -> None:
        """Sign what the journal holds, if that is more than the last time."""
        window = self.window
        path = heads.path_of(window.config)
        if self._head_count < 0:
            self._head_count = await self.files.run(heads.newest_count, path)
        count = await window.database.read(journal.count)
        if count > self._head_count:
            head = await window.database.read(lambda tx: heads.make(window, tx), slow=True)
            await self.files.run(heads.append, path, head)
            self._head_count = head.count


async def _again_and_again(run) -> None:
    while True:
        try:
            await run()
        except asyncio.CancelledError:
            raise
        except Exception:
            log.exception("following events failed; trying again")
            await asyncio.sleep(5)
