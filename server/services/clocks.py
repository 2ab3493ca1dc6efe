"""The clocks of open tasks: turning amber or red is written down and told, once for each turn.

What colour a case has is worked out when it is read; this job makes the turn known: open panes are
told to look again, and of a red one every supervisor gets a message. It catches up after a stop.
"""

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import tasks as rules
from server.services import corrections, filing, messages, steps, tasks, telling
from server.services.events import CaseEvent, record
from server.services.jobs import Job, Outcome
from server.services.window import SYSTEM, Window
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
#: Who takes a step locks the case before its tasks; here the task is locked already, so that a case
#: that is held is left for the next time.
_FREE_CASE = _CASE.with_for_update(skip_locked=True)


def turn(window: Window, tx: Tx, job: Job) -> Outcome:
    """Turn the clocks whose time has come."""
    now = window.now()
    told = []
    turning = tx.all(_TURNING, now=now)
    for task in turning:
        before = rules.clock_of(task)
        after = rules.turned(before, now)
        if after.level == RED and corrections.is_correction(task):
            told += _chase(window, tx, task)
            continue
        if not tasks.set_clock(tx, task, after):
            continue
        case = tx.one(_CASE, id=task["case_id"])
        event = filing.event_of(window, tx, case)
        record(tx, event, now)
        told.append(event)
        if task["kind"] == corrections.PROMISE:
            # While there is time; only who could not be told by then is told on the day.
            if after.level < RED:
                messages.tell_filer(tx, case, "promise_reminder", now)
            else:
                messages.tell_filer(tx, case, "promise_over", now)
                corrections.break_promise(window, tx, case, now)
        elif after.level == RED:
            messages.tell_supervisors(tx, case, task, now)
    if len(turning) == AT_ONCE:
        return Outcome(now, told)
    following = tx.value(_NEXT)
    soon = now + LOOK_AGAIN_MS
    return Outcome(soon if following is None else max(now + 1, min(soon, following)), told)


def _chase(window: Window, tx: Tx, task: dict) -> list[CaseEvent]:
    """A correction is overdue: a reminder with some days more, then the case goes on without it."""
    case = tx.one(_FREE_CASE, id=task["case_id"])
    if case is None:
        return []
    code = corrections.overdue_step(corrections.steps_of(tx, case))
    steps.apply(window, tx, case, SYSTEM, code, {}, [])
    return [telling.moved(window, tx, case, [code])]
