"""Versions of services: drafts that are being written, what was looked at and found right, what is in use,
and what was taken out of use.

Each is a change of its own kind in the audit list (services/changes), the service's code its subject, so
that nothing is ever overwritten and the list says who did it. The newest of all of a service says how its
draft stands; the newest of those in use, what people get. An application that runs stays on its own
definition whatever becomes of the service (services/definitions).
"""

from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules.written_service import WrittenService, numbered
from server.services import changes
from server.services.changes import Author
from server.services.errors import Refusal
from server.services.window import Window
from server.store import tables as t
from server.store.tx import Tx

#: The kinds of changes: a draft, one that may be published, in use, out of use, a draft given up.
DRAFT, READY, LIVE, ARCHIVED, DISCARDED = KINDS = (
    "service.draft",
    "service.ready",
    "service.live",
    "service.archived",
    "service.discarded",
)
_IN_USE = (LIVE, ARCHIVED)
#: On PostgreSQL two that save at the same time wait for one another.
_LOCK = "SELECT pg_advisory_xact_lock(7146005)"
_C = t.changes.c


def _of(kinds: tuple[str, ...]) -> sa.ColumnElement[bool]:
    return _C.kind.in_([sa.literal_column(f"'{kind}'") for kind in kinds])


_NEWEST = sa.select(t.changes).where(
    _C.id.in_(sa.select(sa.func.max(_C.id)).where(_of(KINDS)).group_by(_C.subject))
)
_PRESENT = sa.select(t.changes).where(
    _C.id.in_(sa.select(sa.func.max(_C.id)).where(_of(_IN_USE)).group_by(_C.subject))
)
_LAST = sa.select(sa.func.max(_C.id)).where(_of(_IN_USE))
_HISTORY = (
    sa.select(_C.id, _C.at, _C.done_by, _C.kind)
    .where(_of(KINDS), _C.subject == bindparam("code"))
    .order_by(_C.id.desc())
    .limit(50)
)
_ONE = sa.select(t.changes).where(
    _of(KINDS), _C.subject == bindparam("code"), _C.id == bindparam("id")
)
_LAST_DRAFT = (
    sa.select(t.changes)
    .where(_C.kind == sa.literal_column(f"'{DRAFT}'"), _C.subject == bindparam("code"))
    .order_by(_C.id.desc())
    .limit(1)
)
_LAST_OF_ONE = sa.select(sa.func.max(_C.id)).where(_of(KINDS), _C.subject == bindparam("code"))


_LAST_IN_USE = (
    sa.select(t.changes)
    .where(_of(_IN_USE), _C.subject == bindparam("code"))
    .order_by(_C.id.desc())
    .limit(1)
)


class Version(NamedTuple):
    """What is or was in use of a service, as JSON."""

    content: bytes
    archived: bool


class State(NamedTuple):
    """How a service stands. newest: its newest change, 0 where only its file is known; kind: of that
    change, "" for none; draft: what is being written; by: who wrote it last."""

    newest: int
    kind: str
    draft: WrittenService | None
    by: str
    at: int

    @property
    def ready(self) -> bool:
        """Whether the draft was looked at and found right."""
        return self.kind == READY

    @property
    def archived(self) -> bool:
        """Whether it is out of use."""
        return self.kind == ARCHIVED


NEVER = State(0, "", None, "", 0)


def in_use(tx: Tx) -> dict[str, Version]:
    """What was published or taken out of use, by code."""
    return {
        row["subject"]: Version(row["content"].encode(), row["kind"] == ARCHIVED)
        for row in tx.all(_PRESENT)
    }


def newest_in_use(tx: Tx) -> int:
    """The newest change of what is in use, 0 before any."""
    return tx.value(_LAST) or 0


def states(tx: Tx) -> dict[str, State]:
    """How each service that was ever changed stands."""
    return {row["subject"]: _state(tx, row) for row in tx.all(_NEWEST)}


def state(tx: Tx, code: str) -> State:
    """How one service stands."""
    newest = tx.value(_LAST_OF_ONE, code=code)
    return NEVER if newest is None else _state(tx, tx.one(_ONE, code=code, id=newest) or {})


def _state(tx: Tx, row: dict) -> State:
    draft = None
    if row["kind"] == DRAFT:
        draft = bundle_of(row)
    elif row["kind"] == READY:
        draft = bundle_of(tx.one(_LAST_DRAFT, code=row["subject"]) or row)
    return State(row["id"], row["kind"], draft, row["done_by"], row["at"])


def bundle_of(row: dict) -> WrittenService:
    """The service that a change holds."""
    return WrittenService(**msgspec.json.decode(row["content"], type=dict))


def history(tx: Tx, code: str) -> list[dict]:
    """What happened to a service, newest first: id, at, done_by, kind."""
    return tx.all(_HISTORY, code=code)


def last_in_use(tx: Tx, code: str) -> WrittenService | None:
    """The newest version that was put into use or taken out of it; None where only a file was."""
    row = tx.one(_LAST_IN_USE, code=code)
    return None if row is None else bundle_of(row)


def _seen(tx: Tx, code: str, seen: int) -> State:
    """How it stands, for who saw that last. Raises Refusal conflict: somebody changed it meanwhile."""
    if not tx.sqlite:
        tx.script(_LOCK)
    found = state(tx, code)
    if found.newest != seen:
        raise Refusal("conflict")
    return found


def keep(window: Window, tx: Tx, author: Author, bundle: WrittenService, seen: int) -> int:
    """Keep a draft, right or wrong; answers the change. Raises Refusal conflict."""
    code = bundle.service["code"]
    _seen(tx, code, seen)
    return changes.note(window, tx, author, DRAFT, code, bundle._asdict())


def make_ready(window: Window, tx: Tx, author: Author, code: str, seen: int) -> int:
    """Mark a draft as looked at; that it is right is the caller's to know. Raises Refusal conflict."""
    if _seen(tx, code, seen).kind != DRAFT:
        raise Refusal("conflict")
    return changes.note(window, tx, author, READY, code, {})


def discard(window: Window, tx: Tx, author: Author, code: str, seen: int) -> int:
    """Give up a draft: what is in use stays. Raises Refusal conflict."""
    if _seen(tx, code, seen).draft is None:
        raise Refusal("conflict")
    return changes.note(window, tx, author, DISCARDED, code, {})


def ready_version(window: Window, tx: Tx, code: str, seen: int) -> WrittenService:
    """What would be published: the draft that was looked at, as the version after the present one.
    Raises Refusal conflict."""
    found = _seen(tx, code, seen)
    if not found.ready or found.draft is None:
        raise Refusal("conflict")
    return numbered(found.draft, _last_number(window, tx, code) + 1)


def _last_number(window: Window, tx: Tx, code: str) -> int:
    """The highest version there was, in use now or ever."""
    there = window.reference.affairs.written.get(code)
    found = [one for one in (there, last_in_use(tx, code)) if one is not None]
    return max((one.service["version"] for one in found), default=0)


def publish(window: Window, tx: Tx, author: Author, bundle: WrittenService) -> int:
    """Write down that it is in use; `settings` takes it into use."""
    return changes.note(window, tx, author, LIVE, bundle.service["code"], bundle._asdict())


def archive(window: Window, tx: Tx, author: Author, code: str, seen: int) -> int:
    """Take a service without a draft out of use. Raises Refusal conflict."""
    found = _seen(tx, code, seen)
    bundle = window.reference.affairs.written.get(code)
    if found.draft is not None or bundle is None:
        raise Refusal("conflict")
    return changes.note(window, tx, author, ARCHIVED, code, bundle._asdict())
