"""Files that come in parts: announced with their size and SHA-256, sent from the place that the server
names, looked at as a whole when the last part is there.

An upload is found by who announced it and the key they did it under, so that announcing it again is
asking how far it has come. It lives for limits.uploads_days, finished or not.
"""

import hashlib
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services import attachments, received
from server.services.errors import Refusal, invalid
from server.services.window import Window
from server.store import locks
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx
from server.wire import types as wire

#: Most bytes of a part.
PART_BYTES = 1_048_576
#: How many uploads of an account may be under way.
MOST_OPEN = 40
#: Bytes of the disk that uploads leave to everything else.
SPARE_BYTES = 268_435_456
DAY_MS = 86_400_000

_U = t.uploads.c
_INSERT = insert_row(t.uploads)
_FIND = sa.select(t.uploads).where(
    _U.id == bindparam("id"), _U.account_id == bindparam("account"), _U.ends_at > bindparam("now")
)
_OPEN = sa.select(sa.func.count()).where(
    _U.account_id == bindparam("account"),
    _U.ends_at > bindparam("now"),
    _U.attachment_id.is_(None),
)
#: Only from the place it was seen at: of two that write at once, one has come further.
_ADVANCE = (
    sa.update(t.uploads)
    .where(_U.id == bindparam("upload"), _U.received == bindparam("seen"))
    .where(_U.attachment_id.is_(None))
    .values(received=bindparam("reached"))
)
_FINISH = (
    sa.update(t.uploads)
    .where(_U.id == bindparam("upload"), _U.attachment_id.is_(None))
    .values(attachment_id=bindparam("attachment"))
)
_DROP = sa.delete(t.uploads).where(_U.id == bindparam("upload"))
_OVER = sa.select(_U.id).where(_U.ends_at <= bindparam("now")).limit(200)
_ATTACHMENT = sa.select(t.attachments).where(t.attachments.c.id == bindparam("id"))


def announce(
    window: Window, tx: Tx, account: str, key: str, given: wire.UploadRequest
) -> tuple[dict, bool]:
    """The upload of this account and key, and whether it is new. Raises Refusal conflict when it is
    of another file, rate_limited, too_large, unavailable (the disk is full)."""
    upload = window.keys.lookup(f"{account}\0{key}", "uploads.id").hex()[:32]
    locks.hold(tx, window.keys.lookup(account, "uploads.account"))
    row = _find(window, tx, account, upload)
    if row is not None:
        if (row["bytes"], row["sha256"]) != (given.bytes, given.sha256):
            raise Refusal("conflict", detail="other_file")
        return row, False
    now = window.now()
    if given.bytes > received.most_bytes(window.config.limits):
        raise received.too_large(window.config.limits)
    if tx.value(_OPEN, account=account, now=now) >= MOST_OPEN:
        raise Refusal("rate_limited", retry_after=3600)
    attachments.require_room(window, tx, account, given.bytes)
    if not window.parts.has_room(given.bytes, SPARE_BYTES):
        raise Refusal("unavailable", retry_after=600)
    tx.run(_DROP, upload=upload)  # one that is over and not swept yet
    window.parts.remove(upload)
    row = {
        "id": upload,
        "account_id": account,
        "bytes": given.bytes,
        "sha256": given.sha256,
        "received": 0,
        "attachment_id": None,
        "created_at": now,
        "ends_at": now + window.config.limits.uploads_days * DAY_MS,
    }
    tx.run(_INSERT, **row)
    return row, True


def _find(window: Window, tx: Tx, account: str, upload: str) -> dict | None:
    if len(upload) != 32:
        return None
    return tx.one(_FIND, id=upload, account=account, now=window.now())


def find(window: Window, tx: Tx, account: str, upload: str) -> dict:
    """One's own upload. Raises Refusal not_found, also when it is over."""
    row = _find(window, tx, account, upload)
    if row is None:
        raise Refusal("not_found")
    return row


def reached(window: Window, row: Mapping) -> int:
    """How many bytes are there for certain."""
    if row["attachment_id"] is not None:
        return row["bytes"]
    return min(row["received"], window.parts.size(row["id"]))


def wrong_place(window: Window, row: Mapping) -> Refusal:
    """The refusal of a part that does not begin where the last one ended; it names the place."""
    return Refusal("conflict", detail="offset", beside={"received": reached(window, row)})


def advance(tx: Tx, row: Mapping, end: int) -> bool:
    """Write down that the bytes up to `end` are there; false when another part was faster."""
    return tx.run(_ADVANCE, upload=row["id"], seen=row["received"], reached=end) == 1


def whole(window: Window, row: Mapping) -> bytes | None:
    """The file, if what is there is what was announced."""
    content = window.parts.read(row["id"], row["bytes"])
    return content if hashlib.sha256(content).hexdigest() == row["sha256"] else None


def begin_again(window: Window, tx: Tx, row: Mapping) -> Refusal | None:
    """The bytes are not those that were announced: they are thrown away. Answers the refusal, None
    where another call has finished it meanwhile and let go of them."""
    if advance(tx, row, 0):
        window.parts.remove(row["id"])
        return invalid("sha256", "mismatch")
    now_row = find(window, tx, row["account_id"], row["id"])
    return None if now_row["attachment_id"] is not None else wrong_place(window, now_row)


def forget(window: Window, tx: Tx, upload: str) -> None:
    """Take an upload away with its bytes."""
    tx.run(_DROP, upload=upload)
    window.parts.remove(upload)


def finish(window: Window, tx: Tx, row: Mapping, sha256: str, file: received.Received) -> dict:
    """Make an attachment of the upload, once; answers its row. Raises Refusal not_found when it was
    taken away meanwhile, rate_limited."""
    now_row = find(window, tx, row["account_id"], row["id"])
    if now_row["attachment_id"] is not None:
        return now_row
    # What was announced is counted already.
    attachments.require_room(window, tx, row["account_id"], len(file.content) - row["bytes"])
    window.blobs.put(file.content, file.thumb)  # still there, unless it was just purged
    made = attachments.insert(window, tx, row["account_id"], sha256, file)
    if tx.run(_FINISH, upload=row["id"], attachment=made["id"]) != 1:
        raise Refusal("conflict")
    return {**now_row, "attachment_id": made["id"]}


def shown(window: Window, tx: Tx, row: Mapping) -> wire.Upload:
    """An upload as its owner is shown it."""
    made = None
    if row["attachment_id"] is not None:
        made = tx.one(_ATTACHMENT, id=row["attachment_id"])
        if made is None:  # forgotten: it came into no case for too long
            raise Refusal("not_found")
    return wire.Upload(
        id=row["id"],
        bytes=row["bytes"],
        received=reached(window, row),
        part=PART_BYTES,
        ends_at=window.zone.iso(row["ends_at"]),
        attachment=None if made is None else attachments.uploaded(made),
    )


def purge(window: Window, tx: Tx) -> int:
    """Forget uploads that are over, with their bytes; answers how many."""
    over = tx.all(_OVER, now=window.now())
    for row in over:
        forget(window, tx, row["id"])
    return len(over)
