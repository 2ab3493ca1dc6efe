"""The clocks of open tasks: turning amber or red is written down and told, once for each turn.

What colour a case has is worked out when it is read; this job makes the turn known: open panes are
told to look again, and of a red one every supervisor gets a message. It catches up after a stop.
"""

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import tasks as rules
from server.services import filing, messages, tasks
from server.services.events import record
from server.services.jobs import Job, Outcome
from server.services.window import Window
from server.store import tables as t
from server.store.tx import Tx

KIND = "clocks"
#: Turned in one go, so that other writes do not wait.
AT_ONCE = 100
#: A task that is opened meanwhile is looked at this late at most.
LOOK_AGAIN_MS = 30_000
RED = 2

_T = t.tasks.c
_TURNING = (
    sa.select(t.tasks)
    .where(_T.next_at.is_not(None), _T.next_at <= bindparam("now"))
    .order_by(_T.next_at)
    .limit(AT_ONCE)
    .with_for_update(skip_locked=True)
)
_NEXT = sa.select(sa.func.min(_T.next_at)).where(_T.next_at.is_not(None))
_CASE = sa.select(t.cases).where(t.cases.c.id == bindparam("id"))


def turn(window: Window, tx: Tx, job: Job) -> Outcome:
    """Turn the clocks whose time has come."""
    now = window.now()
    told = []
    turning = tx.all(_TURNING, now=now)
    for task in turning:
        before = rules.clock_of(task)
        after = rules.turned(before, now)
        if not tasks.set_clock(tx, task, after):
            continue
        case = tx.one(_CASE, id=task["case_id"])
        event = filing.event_of(window, case)
        record(tx, event, now)
        told.append(event)
        if after.level == RED:
            messages.tell_supervisors(tx, case, task, now)
    if len(turning) == AT_ONCE:
        return Outcome(now, told)
    following = tx.value(_NEXT)
    soon = now + LOOK_AGAIN_MS
    return Outcome(soon if following is None else max(now + 1, min(soon, following)), told)
