"""Work that must be done later or outside a request: rows written in the transaction of their cause.

A job is done at least once, by whichever process takes it; its lease ends if that process dies, and
then another does it again, so what a job does must be right when it is done twice. A job that fails
is tried again after a growing wait and is dead after its last try: kept, counted in /metrics, and
done no more until somebody looks.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services.events import CaseEvent
from server.store import tables as t
from server.store.statements import insert_new
from server.store.tx import Tx

LEASE_MS = 60_000
FIRST_WAIT_MS = 15_000
LONGEST_WAIT_MS = 3_600_000
_LONGEST_ERROR = 300

_J = t.jobs.c


_ADD = insert_new(t.jobs, "key")
#: A lease that ends later than any could was taken before the clock was set back: it counts as over.
_IS_DUE = (
    _J.state == sa.literal_column("'waiting'"),
    _J.run_at <= bindparam("now"),
    sa.or_(_J.leased_until <= bindparam("now"), _J.leased_until > bindparam("longest")),
)
_ANY_DUE = sa.select(_J.id).where(*_IS_DUE).limit(1)
_DUE = (
    sa.select(t.jobs)
    .where(*_IS_DUE)
    .order_by(_J.run_at, _J.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_LEASE = (
    sa.update(t.jobs)
    .where(_J.id == bindparam("job"))
    .values(
        leased_until=bindparam("until"), leased_by=bindparam("who"), attempts=bindparam("tries")
    )
)
_MINE = (_J.id == bindparam("job"), _J.leased_by == bindparam("who"))
_DONE = sa.delete(t.jobs).where(*_MINE)
_AGAIN = (
    sa.update(t.jobs)
    .where(*_MINE)
    .values(
        run_at=bindparam("at"),
        leased_until=0,
        leased_by=sa.null(),
        attempts=bindparam("tries"),
        state=bindparam("new_state"),
        error=bindparam("why"),
    )
)
_RELEASE = (
    sa.update(t.jobs)
    .where(_J.leased_by.like(bindparam("whose")))
    .values(leased_until=0, leased_by=sa.null(), attempts=_J.attempts - 1)
)
_FIGURES = sa.select(
    sa.func.count().label("all"),
    sa.func.coalesce(sa.func.sum(sa.case((_J.state == "dead", 1), else_=0)), 0).label("dead"),
    sa.func.min(sa.case((_J.state == "waiting", _J.run_at))).label("oldest"),
)


class Job(NamedTuple):
    """A job that this process has taken. who: the lease."""

    id: int
    kind: str
    key: str
    payload: dict
    attempts: int
    who: str


class Outcome(NamedTuple):
    """What came of a job: when to go on where it is not done yet, and who moved."""

    again_at: int | None = None
    events: Sequence[CaseEvent] = ()


DONE = Outcome()

#: Does the work inside the transaction that ends the job: it happens once.
Inside = Callable[[Tx, Job], Outcome]
#: Does work outside the database, and answers what to write down with the job's end.
Outside = Callable[[Job], Awaitable[Inside]]


class Handler(NamedTuple):
    """How jobs of a kind are done: inside the database, or outside it first. tries: how often
    before a job is dead, 0 for ever; given_up: what is written down when it is."""

    inside: Inside | None = None
    outside: Outside | None = None
    tries: int = 0
    given_up: Inside | None = None


class Figures(NamedTuple):
    """How it stands with the jobs. late_ms: how long the oldest has been due."""

    waiting: int
    dead: int
    late_ms: int


def add(tx: Tx, kind: str, key: str, run_at: int, now: int, payload: dict | None = None) -> bool:
    """Put a job down, to be done from run_at; False if one of that kind and key is there."""
    return (
        tx.run(
            tx.pick(_ADD),
            kind=kind,
            key=f"{kind}:{key}",
            run_at=run_at,
            payload=msgspec.json.encode(payload or {}).decode(),
            attempts=0,
            leased_until=0,
            leased_by=None,
            state="waiting",
            error=None,
            created_at=now,
        )
        == 1
    )


def any_due(tx: Tx, now: int) -> bool:
    """Whether there is something to do."""
    return tx.value(_ANY_DUE, now=now, longest=now + LEASE_MS) is not None


def take(tx: Tx, process: str, now: int, limit: int, token: Callable[[], str]) -> list[Job]:
    """Take jobs that are due, the longest due first; nobody else takes them while the lease runs."""
    taken = []
    for row in tx.all(_DUE, now=now, longest=now + LEASE_MS, limit=limit):
        who, tries = f"{process}.{token()}", row["attempts"] + 1
        tx.run(_LEASE, job=row["id"], until=now + LEASE_MS, who=who, tries=tries)
        payload = msgspec.json.decode(row["payload"], type=dict)
        taken.append(Job(row["id"], row["kind"], row["key"], payload, tries, who))
    return taken


def end(tx: Tx, job: Job, inside: Inside, now: int) -> Outcome:
    """Do the job's work in this transaction and end it, or let it go on. Nothing is done when its
    lease has passed to another."""
    if tx.run(_DONE, job=job.id, who=job.who) != 1:
        return DONE
    outcome = inside(tx, job)
    if outcome.again_at is not None:
        key = job.key.partition(":")[2]
        add(tx, job.kind, key, outcome.again_at, now, job.payload)
    return outcome


def fail(tx: Tx, job: Job, why: str, handler: Handler, now: int) -> str | None:
    """The work could not be done: later again, or dead. Answers the job's new state, None when its
    lease has passed to another."""
    state = "dead" if handler.tries and job.attempts >= handler.tries else "waiting"
    wait = min(LONGEST_WAIT_MS, FIRST_WAIT_MS << min(job.attempts - 1, 20))
    changed = tx.run(
        _AGAIN,
        job=job.id,
        who=job.who,
        at=now + wait,
        tries=job.attempts,
        new_state=state,
        why=why[:_LONGEST_ERROR],
    )
    if changed != 1:
        return None
    if state == "dead" and handler.given_up is not None:
        handler.given_up(tx, job)
    return state


def release(tx: Tx, process: str) -> int:
    """Give back what a process has taken and will not do."""
    return tx.run(_RELEASE, whose=f"{process}.%")


def figures(tx: Tx, now: int) -> Figures:
    """How many wait, how many are dead, how late the oldest is."""
    row = tx.one(_FIGURES)
    late = max(0, now - row["oldest"]) if row["oldest"] is not None else 0
    return Figures(row["all"] - row["dead"], int(row["dead"]), late)
