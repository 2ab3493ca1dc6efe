"""Notices (社区通知): written for the whole street or some grids, from a day to a day, and who sees them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services import changes, people
from server.services.changes import Author
from server.services.errors import Refusal
from server.services.window import Viewer, Window
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx
from server.wire import types as wire

#: Notices that are listed, the newest, and of how many they are picked.
MOST, LOOKED_AT = 50, 500
_N = t.notices.c
_INSERT = insert_row(t.notices)
_NEWEST = sa.select(t.notices).order_by(_N.published_at.desc(), _N.id)
_ALL = _NEWEST.limit(MOST)
_SHOWN = _NEWEST.where(
    _N.published_at <= bindparam("now"),
    sa.or_(_N.until_at.is_(None), _N.until_at > bindparam("now")),
).limit(LOOKED_AT)
_BY_ID = sa.select(t.notices).where(_N.id == bindparam("id")).with_for_update()
_WRITTEN = (
    "title",
    "body",
    "published_at",
    "until_at",
    "grids",
    "banner",
    "banner_from",
    "banner_until",
)
_REWRITE = (
    sa.update(t.notices)
    .where(_N.id == bindparam("row_id"))
    .values({name: bindparam("new_" + name) for name in _WRITTEN} | {"changed_at": bindparam("at")})
)
_END = sa.update(t.notices).where(_N.id == bindparam("row_id")).values(until_at=bindparam("until"))


class Banner(NamedTuple):
    """That a notice stands over every page. urgency: of services.banners.URGENCIES; begins, until: ms."""

    urgency: str
    begins: int
    until: int


class Written(NamedTuple):
    """A notice as it is written, checked. at, until: ms; until None: for as long as it is among the
    newest; grids: ids, none for the whole street; banner: None where it is on the list only."""

    title: str
    body: str
    at: int
    until: int | None = None
    grids: Sequence[str] = ()
    banner: Banner | None = None

    def values(self) -> dict[str, Any]:
        """The columns of its row."""
        urgency, begins, until = self.banner or (None, None, None)
        return {
            "title": self.title,
            "body": self.body,
            "published_at": self.at,
            "until_at": self.until,
            "grids": ",".join(self.grids) or None,
            "banner": urgency,
            "banner_from": begins,
            "banner_until": until,
        }


def put(tx: Tx, notice: str, written: Written) -> None:
    """Store a notice."""
    tx.run(_INSERT, id=notice, changed_at=None, **written.values())
    tx.changed(t.notices, notice)


def shown(window: Window, tx: Tx, viewer: Viewer | None) -> list[wire.Notice]:
    """What is shown now, newest first: to everybody what is for the whole street, to who lives in or
    walks a grid what is for that too, to other staff all of it."""
    sees, iso = audience(window, tx, viewer), window.zone.iso
    rows = [row for row in tx.all(_SHOWN, now=window.now()) if sees(row)]
    return [
        wire.Notice(r["id"], r["title"], r["body"], iso(r["published_at"])) for r in rows[:MOST]
    ]


def audience(window: Window, tx: Tx, viewer: Viewer | None) -> Callable[[Mapping], bool]:
    """Says of a notice's row whether it is for who asks."""
    grid = _grid_of(tx, viewer)
    staff = viewer is not None and viewer.role in window.catalogue.roles.staff
    everything = grid is None and staff
    return lambda row: everything or not row["grids"] or grid in grids_of(row)


def grids_of(row: Mapping) -> list[str]:
    """The grids a notice is for, none for the whole street."""
    return row["grids"].split(",") if row["grids"] else []


def _grid_of(tx: Tx, viewer: Viewer | None) -> str | None:
    if viewer is None or viewer.id is None:
        return None
    if viewer.grid_id is not None:
        return viewer.grid_id
    person = people.of_account(tx, viewer.id)
    return person["grid_id"] if person is not None else None


def listed(tx: Tx) -> list[dict]:
    """The newest with those that are not shown yet or any more; grids as ids."""
    return [{**row, "grids": grids_of(row)} for row in tx.all(_ALL)]


def publish(window: Window, tx: Tx, author: Author, notice: str, written: Written) -> bool:
    """Store a notice once; the same id again changes nothing, and answers False."""
    if tx.one(_BY_ID, id=notice) is not None:
        return False
    put(tx, notice, written)
    told = {"title": written.title, "grids": ",".join(written.grids) or None}
    changes.note(window, tx, author, "notices.publish", "notices", told)
    return True


def written_of(row: Mapping) -> Written:
    """The notice of a row."""
    banner = None
    if row["banner"] is not None:
        banner = Banner(row["banner"], row["banner_from"], row["banner_until"])
    at, until = row["published_at"], row["until_at"]
    return Written(row["title"], row["body"], at, until, grids_of(row), banner)


def one(tx: Tx, notice: str) -> dict:
    """Its row. Raises Refusal not_found."""
    row = tx.one(_BY_ID, id=notice)
    if row is None:
        raise Refusal("not_found")
    return row


def version_of(row: Mapping) -> str:
    """What tells one state of it from another."""
    return str(row["changed_at"] or row["published_at"])


def rewrite(window: Window, tx: Tx, notice: str, written: Written) -> None:
    """Store what a notice became."""
    values = {f"new_{name}": value for name, value in written.values().items()}
    tx.run(_REWRITE, row_id=notice, at=window.now(), **values)
    tx.changed(t.notices, notice)


def change(
    window: Window, tx: Tx, author: Author, notice: str, seen: str, written: Written
) -> None:
    """Change one. seen: its version_of as the page was made; what is so already changes nothing. Raises Refusal
    not_found, conflict where somebody changed it meanwhile."""
    row = one(tx, notice)
    was = written_of(row)
    if was == written._replace(grids=list(written.grids)):
        return
    if version_of(row) != seen:
        raise Refusal("conflict", detail="notice_changed")
    rewrite(window, tx, notice, written)
    told: dict[str, Any] = {"title": written.title}
    if was.title != written.title:
        told["title"] = [was.title, written.title]
    if was.body != written.body:
        told["body"] = [was.body, written.body]
    changes.note(window, tx, author, "notices.change", "notices", told)


def end(window: Window, tx: Tx, author: Author, notice: str) -> None:
    """Show it no longer. Raises Refusal not_found, conflict where it is over."""
    row = one(tx, notice)
    now = window.now()
    if row["until_at"] is not None and row["until_at"] <= now:
        raise Refusal("conflict")
    tx.run(_END, row_id=notice, until=now)
    tx.changed(t.notices, notice)
    changes.note(window, tx, author, "notices.end", "notices", {"title": row["title"]})
