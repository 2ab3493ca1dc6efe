"""Pictures and documents as rows: whose they are, which case they belong to, who may see them."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules.mandates import FOLLOW
from server.services import helping, views, visits
from server.services.errors import Refusal
from server.services.received import Received
from server.services.window import Viewer, Window
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx
from server.wire import types as wire

_INSERT = insert_row(t.attachments)
_FIND = sa.select(t.attachments).where(t.attachments.c.id == bindparam("id"))
_LOOSE_BYTES = sa.select(sa.func.sum(t.attachments.c.bytes)).where(
    t.attachments.c.owner_id == bindparam("owner"),
    t.attachments.c.case_id.is_(None),
    t.attachments.c.visit_id.is_(None),
)
_COMING_BYTES = sa.select(sa.func.sum(t.uploads.c.bytes)).where(
    t.uploads.c.account_id == bindparam("owner"),
    t.uploads.c.attachment_id.is_(None),
    t.uploads.c.ends_at > bindparam("now"),
)
_CASE_OF = sa.select(t.cases).where(t.cases.c.id == bindparam("id"))


def require_room(window: Window, tx: Tx, owner: str, more: int) -> None:
    """Raises Refusal rate_limited when the owner's files in no case, those that are still coming
    among them, would be too many bytes."""
    most = window.config.limits.uploads_bytes
    coming = tx.value(_COMING_BYTES, owner=owner, now=window.now()) or 0
    if most and (tx.value(_LOOSE_BYTES, owner=owner) or 0) + coming + more > most:
        raise Refusal("rate_limited", retry_after=3600)


def insert(window: Window, tx: Tx, owner: str, sha256: str, file: Received) -> dict:
    """Write down whose picture or document it is; it belongs to no case yet."""
    row = {
        "id": window.ports.random.id(),
        "sha256": sha256,
        "owner_id": owner,
        "case_id": None,
        "content_type": file.content_type,
        "bytes": len(file.content),
        "width": file.width,
        "height": file.height,
        "created_at": window.now(),
        "visit_id": None,
        "origin_id": None,
        "origin_at": None,
        "pages": file.pages,
    }
    tx.run(_INSERT, **row)
    return row


def uploaded(row: Mapping) -> wire.Uploaded:
    """A row as its uploader is shown it."""
    names = ("id", "content_type", "bytes", "width", "height", "pages")
    return wire.Uploaded(*(row[name] for name in names))


def copy(window: Window, tx: Tx, row: Mapping) -> dict:
    """The same picture once more, in no case: what is handed in for two of them is in each."""
    new = {**row, "id": window.ports.random.id(), "case_id": None, "visit_id": None}
    tx.run(_INSERT, **new)
    return new


def again(window: Window, tx: Tx, row: Mapping, owner: str, handed_in_at: int) -> dict:
    """The same content as a picture of its own, to be used in another case: whatever becomes of the
    first, this one keeps the file. handed_in_at: when the first was (ms), unless that was used
    again itself."""
    new = {
        **row,
        "id": window.ports.random.id(),
        "owner_id": owner,
        "case_id": None,
        "visit_id": None,
        "created_at": window.now(),
        "origin_id": row["origin_id"] or row["id"],
        "origin_at": row["origin_at"] or handed_in_at,
    }
    tx.run(_INSERT, **new)
    return new


def find(tx: Tx, picture_id: str) -> tuple[dict, dict | None]:
    """The picture and the case it belongs to. Raises Refusal not_found."""
    row = tx.one(_FIND, id=picture_id)
    if row is None:
        raise Refusal("not_found")
    case = tx.one(_CASE_OF, id=row["case_id"]) if row["case_id"] is not None else None
    return row, case


def may_see(window: Window, tx: Tx, viewer: Viewer, row: dict, case: dict | None) -> bool:
    """Whether the viewer may see the picture: the uploader, who may read the case or follows it under
    a mandate, or who makes the visit it was taken at."""
    if row["owner_id"] == viewer.id:
        return True
    if row["visit_id"] is not None:
        visit = visits.by_id(tx, row["visit_id"])
        return visit is not None and visits.belongs(tx, viewer, visit)
    if case is None or views.may_read(window, viewer, case):
        return case is not None
    helps = helping.may_help(window, viewer, case)
    return helps and helping.verdict(window, tx, viewer, case, FOLLOW).row is not None
