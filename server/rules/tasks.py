"""Who has to act on a case: its tasks, as they follow from its steps.

While a case is open exactly one task of the flow is open: the desk's (to take in, to dispatch, to
close), the lead department's, the verification in the grid, the resident's, who has to mend an
application, or the supervision's. A state says which (case.json). Other
tasks (co-handling, a whistle, a visit …) stand beside it with owners and clocks of their own; what
ends the case ends them too.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import msgspec

#: Tasks of the flow, and what kind of owner they have.
FLOW: Mapping[str, str] = {
    "desk": "desk",
    "lead": "department",
    "verification": "grid",
    "correction": "resident",
    "supervision": "supervisor",
}
#: Tasks beside it.
BESIDE = (
    *("co_handling", "whistle", "leader_signature", "visit", "promise", "broken_promise"),
    "call_back",
)
OWNERS = ("desk", "department", "grid", "person", "resident", "supervisor")
#: The step that gives a case to a department, and to a grid where it was filed without one.
DISPATCH = "dispatch"
#: A department whose task ended so has nothing to do with the case any more.
GAVE_BACK = "return"


class Wanted(NamedTuple):
    """The task that must be open, and whose it is. owner_id: "" for the desk, for a verification in
    no known grid, and for a person without an account."""

    kind: str
    owner_kind: str
    owner_id: str


class Clock(NamedTuple):
    """When a task must be done, when its clock turns amber (ms), and where it stands: level 0
    green, 1 amber, 2 red; next_at: when it turns next, None where it does not."""

    due_at: int | None
    amber_at: int | None
    level: int
    next_at: int | None


def wanted(kind: str | None, department: str | None, case: Mapping) -> Wanted | None:
    """The task of a kind of the flow, and whose it is; None for none."""
    if kind is None:
        return None
    owner_kind = FLOW[kind]
    owners = {"department": department, "grid": case["grid_id"], "resident": case["owner_id"]}
    owner = owners.get(owner_kind)
    return Wanted(kind, owner_kind, owner or "")


def resident(kind: str, case: Mapping) -> Wanted:
    """A task of whoever the case is for."""
    return Wanted(kind, "resident", case["owner_id"] or "")


def is_for(task: Mapping, want: Wanted) -> bool:
    """Whether the open task is the wanted one."""
    return (task["kind"], task["owner_kind"], task["owner_id"]) == want


def clock_of(task: Mapping) -> Clock:
    """The clock of a stored task."""
    return Clock(*(task[name] for name in Clock._fields))


def started(due_at: int | None, amber_at: int | None) -> Clock:
    """A clock that begins to run."""
    return Clock(due_at, amber_at, 0, amber_at if amber_at is not None else due_at)


def turned(clock: Clock, now: int) -> Clock:
    """The clock as it stands at a moment; it never turns back."""
    if clock.due_at is not None and now >= clock.due_at:
        return clock._replace(level=2, next_at=None)
    if clock.amber_at is not None and now >= clock.amber_at:
        return clock._replace(level=max(clock.level, 1), next_at=clock.due_at)
    return clock


def grid_given(steps: Iterable[Mapping]) -> str | None:
    """The grid that a case got when it was dispatched; None where none was asked for."""
    # A step as the migration to tasks reads it (v0004) has no answers yet.
    answers = (step.get("answers") for step in steps if step["step"] == DISPATCH)
    given = (msgspec.json.decode(text, type=dict).get("grid_id") for text in answers if text)
    return next((grid for grid in given if grid), None)


def departments_of(tasks: Iterable[Mapping]) -> list[str]:
    """Departments that have or had one of a case's tasks and did not give it back."""
    theirs = [task for task in tasks if task["owner_kind"] == "department"]
    return sorted({task["owner_id"] for task in theirs if task["outcome"] != GAVE_BACK})


class Run(NamedTuple):
    """A task of the flow as a case's steps make it."""

    want: Wanted
    state: str
    opened_at: int
    opened_by: str | None
    due_at: int | None
    closed_at: int | None = None
    closed_by: str | None = None
    outcome: str | None = None


def replay(
    steps: Iterable[Mapping], case: Mapping, task_of: Callable[[str], str | None]
) -> list[Run]:
    """The tasks of the flow that a case's steps (by seq) opened and closed, in their order.

    task_of: the kind of the flow's task in a state; a state of the end has none.
    """
    done: list[Run] = []
    current: Run | None = None
    department: str | None = None
    steps = list(steps)
    filed_in = None if grid_given(steps) else case["grid_id"]
    for at, step in enumerate(steps, 1):
        department = step["department_id"] or department
        grid = filed_in or grid_given(steps[:at])
        want = wanted(task_of(step["state"]), department, {**case, "grid_id": grid})
        if current is not None and current.want == want:
            current = current._replace(state=step["state"], due_at=step["due_at"])
            continue
        if current is not None:
            end = {"closed_at": step["at"], "closed_by": step["actor_id"], "outcome": step["step"]}
            done.append(current._replace(**end))
        current = want and Run(want, step["state"], step["at"], step["actor_id"], step["due_at"])
    return done if current is None else [*done, current]


def run_of(task: Mapping) -> Run:
    """A stored task of the flow as replay would make it."""
    want = Wanted(task["kind"], task["owner_kind"], task["owner_id"])
    return Run(want, *(task[name] for name in Run._fields[1:]))
