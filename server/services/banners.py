"""Banners (横幅): a notice that stands over every page for whom it is for, from a moment to a moment, until they
close it. Closing is kept on the device, for who is signed in there; it comes back when the notice is changed."""

import hashlib
from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services import notices
from server.services.window import Viewer, Window
from server.store import tables as t
from server.store.tx import Tx
from server.wire import types as wire

#: It matters at once, or it is good to know.
URGENT, CALM = "urgent", "calm"
URGENCIES = (CALM, URGENT)
#: Told so long before, so that a device without a network shows it in time.
AHEAD_MS = 2 * 86_400_000
#: At a time, and of how many they are picked.
MOST, LOOKED_AT = 10, 100
#: Letters of a mark.
_MARK = 12
_N = t.notices.c
_TO_SHOW = (
    sa.select(t.notices)
    .where(_N.banner_until > bindparam("now"), _N.banner_from <= bindparam("soon"))
    .where(_N.published_at <= bindparam("now"))
    .where(sa.or_(_N.until_at.is_(None), _N.until_at > bindparam("now")))
    .order_by(_N.banner.desc(), _N.banner_from.desc(), _N.id)
    .limit(LOOKED_AT)
)


def to_show(window: Window, tx: Tx, viewer: Viewer | None) -> list[wire.Banner]:
    """Those for who asks that are shown now or within two days, the urgent first, then the newest."""
    now, iso = window.now(), window.zone.iso
    rows = tx.all(_TO_SHOW, now=now, soon=now + AHEAD_MS)
    if not rows:
        return []
    sees = notices.audience(window, tx, viewer)
    return [
        wire.Banner(
            id=row["id"],
            title=row["title"],
            body=row["body"],
            urgent=row["banner"] == URGENT,
            begins_at=iso(row["banner_from"]),
            ends_at=iso(min(row["banner_until"], row["until_at"] or row["banner_until"])),
            changed_at=iso(row["changed_at"] or row["published_at"]),
        )
        for row in rows
        if sees(row)
    ][:MOST]


def shown(
    window: Window, tx: Tx, viewer: Viewer | None, closed: Collection[str]
) -> list[wire.Banner]:
    """Those of them that are shown now. closed: marks of those that were closed on this device."""
    now = window.zone.iso(window.now())
    return [
        one
        for one in to_show(window, tx, viewer)
        if one.begins_at <= now and mark(viewer, one) not in closed
    ]


def mark(viewer: Viewer | None, banner: wire.Banner) -> str:
    """What is kept of a banner that somebody closed: it says neither who nor which, and is another one once
    the banner is changed."""
    who = viewer.id if viewer is not None else ""
    said = f"{who} {banner.id} {banner.changed_at}"
    return hashlib.sha256(said.encode()).hexdigest()[:_MARK]
