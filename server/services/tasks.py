"""The tasks of cases: opened and closed with the steps, each with its owner and its clock."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import tasks as rules
from server.rules.tasks import Clock
from server.services import base_changes
from server.services.errors import Refusal
from server.services.window import Window
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx

_T = t.tasks.c
_INSERT = insert_row(t.tasks, _T.id)
#: Clocks may be turning in another process: what a step moves is held until it is durable.
_OPEN_OF = (
    sa.select(t.tasks)
    .where(_T.case_id == bindparam("case_id"), _T.closed_at.is_(None))
    .order_by(_T.id)
    .with_for_update()
)
OF_CASE = sa.select(t.tasks).where(_T.case_id == bindparam("case_id")).order_by(_T.id)
_CHANGED = ("state", "due_at", "amber_at", "level", "next_at", "paused_at")
_ENDED = ("closed_at", "closed_by", "outcome", "next_at")


def _update(names: tuple[str, ...]) -> sa.Update:
    return (
        sa.update(t.tasks)
        .where(_T.id == bindparam("row_id"), _T.version == bindparam("old_version"))
        .values(version=_T.version + 1, **{name: bindparam("new_" + name) for name in names})
    )


_CHANGE, _END = _update(_CHANGED), _update(_ENDED)


def open_task(
    tx: Tx,
    case: Mapping,
    kind: str,
    owner_kind: str,
    owner_id: str,
    now: int,
    *,
    by: str | None,
    due_at: int | None = None,
    amber_at: int | None = None,
) -> None:
    """A new task of the case (rules.tasks.FLOW or BESIDE). The caller saves the case after it with
    its `departments` renewed (remember_departments)."""
    clock = rules.started(due_at, amber_at)
    task_id = tx.value(
        _INSERT,
        case_id=case["id"],
        kind=kind,
        owner_kind=owner_kind,
        owner_id=owner_id,
        state=case["state"],
        opened_at=now,
        opened_by=by,
        paused_at=None,
        closed_at=None,
        closed_by=None,
        outcome=None,
        version=1,
        **clock._asdict(),
    )
    tx.changed(t.tasks, task_id)


def open_beside(tx: Tx, case: Mapping, kind: str) -> list[dict]:
    """The open tasks of a kind that stand beside the flow of the case."""
    return [task for task in tx.all(_OPEN_OF, case_id=case["id"]) if task["kind"] == kind]


def close_task(tx: Tx, task: dict, outcome: str, now: int, by: str | None) -> bool:
    """End an open task; False if somebody else changed it since it was read."""
    return _save(tx, _END, _ENDED, task, closed_at=now, closed_by=by, outcome=outcome, next_at=None)


def set_clock(tx: Tx, task: dict, clock: Clock, **also) -> bool:
    """Give an open task another clock; False if somebody else changed it since it was read."""
    return _save(tx, _CHANGE, _CHANGED, task, **clock._asdict(), **also)


def pause(tx: Tx, task: dict, now: int) -> bool:
    """Stop the clock of an open task."""
    return _save(tx, _CHANGE, _CHANGED, task, paused_at=now, next_at=None)


def resume(tx: Tx, task: dict, now: int) -> bool:
    """Let a stopped clock go on with the time it had left."""
    stood = now - task["paused_at"]
    clock = rules.started(
        *(None if at is None else at + stood for at in (task["due_at"], task["amber_at"]))
    )
    return set_clock(tx, task, rules.turned(clock, now), paused_at=None)


def _save(tx: Tx, statement: sa.Update, names: tuple[str, ...], task: dict, **values) -> bool:
    changed = {**task, **values}
    new = {"new_" + name: changed[name] for name in names}
    if tx.run(statement, row_id=task["id"], old_version=task["version"], **new) != 1:
        return False
    tx.changed(t.tasks, task["id"])
    return True


def follow(window: Window, tx: Tx, case: dict, step: Mapping) -> None:
    """Bring the tasks to where a step has brought its case; renews case["departments"].

    A first step opens the first task; the case has its id and its new state, owner and clock.
    Raises Refusal conflict.
    """
    kind = window.catalogue.case.task(case["kind"], case["state"])
    want = rules.wanted(kind, case["department_id"], case)
    clock = rules.started(case["due_at"], case["amber_at"])
    first = step["seq"] == 1
    tasks = [] if first else tx.all(_OPEN_OF, case_id=case["id"])
    current = next((task for task in tasks if task["kind"] in rules.FLOW), None)
    if current is not None and want is not None and rules.is_for(current, want):
        if (current["state"], current["due_at"]) != (case["state"], case["due_at"]):
            _must(set_clock(tx, current, clock, state=case["state"], paused_at=None))
            _tell_grid(tx, case, current, step)
        return
    at, by = step["at"], step["actor_id"]
    for task in tasks:
        if want is None or task is current:
            _must(close_task(tx, task, step["step"], at, by))
            _tell_grid(tx, case, task, step)
    if want is not None:
        open_task(tx, case, *want, at, by=by, due_at=clock.due_at, amber_at=clock.amber_at)
        _tell_grid(tx, case, want._asdict(), step)
    if not first:
        remember_departments(tx, case)


def _tell_grid(tx: Tx, case: Mapping, task: Mapping, step: Mapping) -> None:
    """A verification is a visit of the grid's worker: what becomes of it goes down to the device."""
    if task["kind"] != "verification" or not task["owner_id"]:
        return
    base_changes.note(
        tx, task["owner_id"], base_changes.VISIT, case["number"],
        step["step"], step["actor_id"], step["at"],
    )  # fmt: skip


def _must(changed: bool) -> None:
    """Raises Refusal conflict when a task was changed by somebody else meanwhile."""
    if not changed:
        raise Refusal("conflict")


def remember_departments(tx: Tx, case: dict) -> None:
    """Renew the column that says which departments have to do with the case."""
    case["departments"] = ",".join(rules.departments_of(tx.all(OF_CASE, case_id=case["id"])))
