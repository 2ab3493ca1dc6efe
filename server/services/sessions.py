"""Sessions: a table of hashed tokens, rotated at sign-in, with idle and absolute limits.

A token names its account, and the table keeps a keyed hash of it: who writes the database without
the keys can neither put a session there nor make one that of somebody else.
"""

from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services import people, substitutes, visits
from server.services.window import Viewer, Window
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx

COOKIE = "ow_session"
#: A session's last request is written down at most so often.
TOUCH_MS = 60_000

_S, _A = t.sessions.c, t.accounts.c
#: Every request runs this one: no more columns than it takes to know who asks.
_FIND = (
    sa.select(
        _A.id,
        _A.role,
        _A.staff_no,
        _A.department_id,
        _A.grid_id,
        _A.disabled,
        _A.verified,
        _A.password_given,
        _S.seen_at,
        _S.ends_at,
    )
    .join(t.accounts, _A.id == _S.account_id)
    .where(_S.token_hash == bindparam("token"), _S.account_id == bindparam("account"))
)
_INSERT = insert_row(t.sessions)
_DELETE = sa.delete(t.sessions).where(_S.token_hash == bindparam("token"))
_DELETE_ALL = sa.delete(t.sessions).where(_S.account_id == bindparam("account"))
_TOUCH = (
    sa.update(t.sessions).where(_S.token_hash == bindparam("token")).values(seen_at=bindparam("at"))
)
_PURGE = sa.delete(t.sessions).where(_S.ends_at < bindparam("before"))


class Found(NamedTuple):
    """A valid session: whose it is, and whether the sight should be written down. given: their password is
    one that somebody gave them, so that the session is for changing it and nothing else."""

    viewer: Viewer
    stale: bool
    given: bool


def hashed(window: Window, token: str) -> bytes:
    """What the table keeps of a token."""
    return window.keys.lookup(token, "sessions.token")


def find(window: Window, tx: Tx, token: str) -> Found | None:
    """The session, unless it ended, idled too long, or its account is disabled."""
    account = token.rpartition(".")[2]
    row = tx.one(_FIND, token=hashed(window, token), account=account)
    now = window.now()
    if row is None or row["disabled"] or row["ends_at"] <= now:
        return None
    if now - row["seen_at"] >= window.config.session.idle_minutes * 60_000:
        return None
    who = Viewer(row["id"], row["role"], row["staff_no"], row["department_id"], row["grid_id"])
    if who.department_id is not None or who.grid_id is not None:
        who = who._replace(covers=substitutes.covers_of(window, tx, who))
        who = who._replace(unseen=visits.asked_about(tx, who))
    elif who.role == "resident" and row["verified"]:
        who = who._replace(persons=people.ids_of_account(tx, who.id))
    return Found(who, now - row["seen_at"] >= TOUCH_MS, bool(row["password_given"]))


def open_session(window: Window, tx: Tx, account_id: str, old_token: str | None) -> str:
    """A new token; the old session of this browser ends."""
    if old_token:
        tx.run(_DELETE, token=hashed(window, old_token))
    now = window.now()
    tx.run(_PURGE, before=now)
    token = f"{window.ports.random.token()}.{account_id}"
    tx.run(
        _INSERT,
        token_hash=hashed(window, token),
        account_id=account_id,
        created_at=now,
        seen_at=now,
        ends_at=now + window.config.session.absolute_hours * 3_600_000,
    )
    return token


def touch(window: Window, tx: Tx, token: str) -> None:
    """Write down that the session was used now."""
    tx.run(_TOUCH, token=hashed(window, token), at=window.now())


def close(window: Window, tx: Tx, token: str) -> None:
    """End one session."""
    tx.run(_DELETE, token=hashed(window, token))


def revoke_all(tx: Tx, account_id: str) -> int:
    """End every session of an account; answers how many."""
    return tx.run(_DELETE_ALL, account=account_id)
