"""What is forgotten after a time: limits, kept answers, offers, photos that came into no case,
uploads, drafts, messages, bookings, sign-ups and counters of long ago."""

import time

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services import (
    activities,
    bookings,
    burden_counts,
    drafts,
    known_addresses,
    messages,
    offers,
    prepared,
    reminders,
    uploads,
)
from server.services.jobs import Handler, Inside, Job, Outcome
from server.services.limits import HOUR_MS
from server.services.pools import Pool
from server.services.window import Window
from server.store import tables as t
from server.store.tx import Tx

KIND = "retention"
EVERY_MS = HOUR_MS
DAY_MS = 24 * HOUR_MS
#: Photos looked at in one go, so that other writes do not wait.
PHOTOS_AT_ONCE = 200
#: A file that was written or asked for so lately stays: somebody may be about to use it.
FRESH_SECONDS = 86_400

_A = t.attachments.c
_OLD_HITS = sa.delete(t.hits).where(
    sa.or_(t.hits.c.since < bindparam("before"), t.hits.c.since > bindparam("after"))
)
_OLD_ANSWERS = sa.delete(t.answers).where(t.answers.c.at < bindparam("before"))
_LOOSE = (
    sa.select(_A.id, _A.sha256)
    .where(
        _A.case_id.is_(None),
        _A.visit_id.is_(None),
        _A.created_at < bindparam("before"),
        ~drafts.HOLDS_PICTURE,
    )
    .order_by(_A.id)
    .limit(PHOTOS_AT_ONCE)
)
_DROP = sa.delete(t.attachments).where(
    _A.id == bindparam("picture"), _A.case_id.is_(None), _A.visit_id.is_(None)
)
_STILL_USED = sa.select(_A.id).where(_A.sha256 == bindparam("sha256")).limit(1)


def handler(window: Window, files: Pool) -> Handler:
    """The job that forgets, every EVERY_MS: first what a kill left of files, then rows and photos."""

    def forget(tx: Tx, job: Job) -> Outcome:
        purge(window, tx)
        purge_photos(window, tx)
        return Outcome(window.now() + EVERY_MS)

    async def sweep(job: Job) -> Inside:
        await files.run(window.blobs.sweep)
        days = window.config.limits.uploads_days + 1
        await files.run(window.parts.sweep, days * DAY_MS / 1000)
        return forget

    return Handler(outside=sweep)


def purge(window: Window, tx: Tx) -> None:
    """Forget what is over by time."""
    now = window.now()
    tx.run(_OLD_HITS, before=now - 2 * HOUR_MS, after=now)
    tx.run(_OLD_ANSWERS, before=now - window.config.limits.answers_days * DAY_MS)
    tx.run(messages.OLD, before=now - window.config.limits.answers_days * DAY_MS)
    tx.run(known_addresses.PURGE, before=now - known_addresses.KEEP_MS)
    tx.run(offers.PURGE, before=now - offers.KEEP_MS)
    bookings.forget(window, tx)
    activities.forget(window, tx)
    drafts.forget(window, tx)
    burden_counts.forget(window, tx)
    uploads.purge(window, tx)
    tx.run(reminders.OLD, before=now - reminders.KEEP_MS)
    tx.run(prepared.OLD, before=now - reminders.KEEP_MS)


def purge_photos(window: Window, tx: Tx) -> int:
    """Remove photos that belong to no case and no draft since limits.uploads_days; answers how many.

    The same content uploaded again by then keeps its file: storing it makes the file fresh.
    """
    before = window.now() - window.config.limits.uploads_days * DAY_MS
    count = 0
    for row in tx.all(_LOOSE, before=before):
        path = window.blobs.path(row["sha256"])
        try:
            if time.time() - path.stat().st_mtime < FRESH_SECONDS:
                continue
        except FileNotFoundError:
            pass
        count += tx.run(_DROP, picture=row["id"])
        if tx.value(_STILL_USED, sha256=row["sha256"]) is None:
            window.blobs.remove(row["sha256"])
    return count
