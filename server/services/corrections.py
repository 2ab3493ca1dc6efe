"""补正 and 容缺: what a person is asked to mend or promised to hand in later, and whose clock runs
meanwhile."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from server.rules import applications as rules
from server.rules import filed, forms
from server.rules import tasks as task_rules
from server.rules.applications import Promise
from server.rules.expressions import read_date
from server.rules.form_set import ASKED, CORRECTION
from server.rules.forms import Problem
from server.rules.states import StepRule
from server.rules.values import find
from server.services import case_rows, definitions, tasks
from server.services.window import Window
from server.services.words import Words
from server.store.tx import Tx

#: Forms whose fields depend on the case.
OF_CASE = (ASKED, CORRECTION)
REQUEST, CORRECT, HAND_IN, REMIND, LAPSE = (
    *("request_correction", "correct", "hand_in"),
    *("remind", "lapse"),
)
#: A correction can be asked for within so many days.
LONGEST_DAYS = 60
#: Working days after a reminder until the department goes on without the correction, or without what was
#: promised.
GRACE_DAYS = 3
#: The tasks beside the flow of what was promised: the resident's until the day that was named, then the
#: department's, which asks for it or decides.
PROMISE, BROKEN = "promise", "broken_promise"
GRANT = "grant"
_STEP_CONTEXT = "steps.personal"


def steps_of(tx: Tx, case: Mapping) -> list[dict]:
    """The case's steps by seq."""
    return tx.all(case_rows.STEPS_OF, case_id=case["id"])


def _given(window: Window, step: Mapping) -> dict:
    """All answers of a step, the personal ones too."""
    found = msgspec.json.decode(step["answers"] or "{}", type=dict)
    hidden = window.keys.decrypt(step["personal_enc"], _STEP_CONTEXT)
    return _over(found, msgspec.json.decode(hidden, type=dict)) if hidden else found


def _over(one: dict, other: dict) -> dict:
    """Two trees of answers as one."""
    both = dict(one)
    for name, value in other.items():
        inner = both.get(name)
        both[name] = _over(inner, value) if isinstance(inner, dict) else value
    return both


def filed_answers(window: Window, case: Mapping) -> dict:
    """What was filed, the personal answers too."""
    found = msgspec.json.decode(case["answers"], type=dict)
    hidden = window.keys.decrypt(case["personal_enc"], "cases.personal")
    return _over(found, msgspec.json.decode(hidden, type=dict)) if hidden else found


def answers(window: Window, tx: Tx, case: Mapping, steps: Sequence[Mapping]) -> dict:
    """The answers as they are now: what was filed, with what was mended or handed in since."""
    later = [_given(window, s) for s in steps if s["step"] in (CORRECT, HAND_IN)]
    form = definitions.of_case(tx, case).form
    return rules.merged(filed_answers(window, case), later, form)


def request_of(steps: Sequence[Mapping]) -> Mapping | None:
    """The newest request for a correction."""
    return next((s for s in reversed(steps) if s["step"] == REQUEST), None)


def promise_of(case: Mapping) -> Promise | None:
    """What was promised with the filing."""
    given = msgspec.json.decode(case["answers"], type=dict).get(rules.LATER)
    return Promise(tuple(given["fields"]), given["by"]) if given else None


def missing(window: Window, tx: Tx, case: Mapping, steps: Sequence[Mapping]) -> list[str]:
    """The fields whose promised materials are not there yet."""
    promised = promise_of(case)
    return rules.missing(promised, answers(window, tx, case, steps)) if promised else []


def asked_fields(
    window: Window, tx: Tx, case: Mapping, code: str, steps: Sequence[Mapping]
) -> list[str]:
    """The fields that the step asks."""
    if code == HAND_IN:
        return missing(window, tx, case, steps)
    request = request_of(steps)
    return _given(window, request)["fields"] if request is not None else []


def asks(window: Window, tx: Tx, case: Mapping, row: StepRule) -> bool:
    """Whether there is anything that the step asks of the case as it is now."""
    if case["service"] is None or case["state"] not in row.start:
        return False
    return bool(asked_fields(window, tx, case, row.code, steps_of(tx, case)))


def check(
    window: Window, tx: Tx, case: Mapping, code: str, form: dict, body: dict
) -> tuple[dict, list[Problem]]:
    """The members of a step whose form depends on the case, and what is wrong with them. form: what
    every such step asks."""
    definition = definitions.of_case(tx, case)
    steps = steps_of(tx, case)
    today = window.today()
    known = window.reference.known._replace(today=today)
    if form["code"] == CORRECTION:
        return _check_request(tx, case, definition.form, form, body, known, today)
    asked = asked_fields(window, tx, case, code, steps)
    inner = rules.only(definition.form, asked)
    values, problems = forms.check(
        {**form, "fields": [*form["fields"], *inner["fields"]]}, body, known
    )
    others = [f["path"] for f in definition.form["fields"] if f["path"] not in asked]
    problems += [Problem(path, "unknown") for path in others if find(body, path) is not None]
    return values, problems


def _check_request(
    tx: Tx, case: Mapping, own: dict, form: dict, body: dict, known: Any, today: date
) -> tuple[dict, list[Problem]]:
    paths = [field["path"] for field in rules.askable(own)]
    pictures = [p["id"] for p in tx.all(case_rows.PICTURES_OF, case_id=case["id"])]
    more = [
        {"path": "fields", "type": "multi_choice", "required": True, "options": paths},
        {"path": "pictures", "type": "multi_choice", "options": pictures},
    ]
    values, problems = forms.check({**form, "fields": [*form["fields"], *more]}, body, known)
    by = read_date(values.get("by"))
    if by is not None and not today < by <= today + timedelta(days=LONGEST_DAYS):
        problems.append(Problem("by", "out_of_range"))
    return values, problems


def pictures_in(tx: Tx, case: Mapping, values: dict) -> list[tuple[str, str]]:
    """The pictures among the checked members of a step, each by its path."""
    return rules.picture_ids(definitions.of_case(tx, case).form, filed.tree(values))


def parted(window: Window, tx: Tx, case: Mapping, values: dict) -> tuple[dict, bytes | None]:
    """A step's answers that may lie open, and the personal ones encrypted."""
    form = definitions.of_case(tx, case).form
    open_values, personal = filed.split(form, values)
    return open_values, window.keys.encrypt(personal, _STEP_CONTEXT) if personal else None


# --- effects (services/effects): the case is in its new state, the step not appended yet ---


def close_of(window: Window, day: date) -> int:
    """When the office closes on a day."""
    calendar = window.reference.calendar
    return calendar.start_of((day - date(1970, 1, 1)).days) + calendar.hours[-1][1]


def ask_for(change: Any) -> None:
    """The resident's time runs until the day that was named; the office's stands."""
    day = date.fromisoformat(change.values["by"])
    change.case["due_at"], change.case["amber_at"] = close_of(change.window, day), None
    steps = steps_of(change.tx, change.case)
    if set(missing(change.window, change.tx, change.case, steps)) <= set(change.values["fields"]):
        _end_promise(change, REQUEST)  # its day is that of the correction now


def give_grace(change: Any) -> None:
    """Some days more after the reminder."""
    due = change.window.reference.deadlines.promised(GRACE_DAYS, change.now)
    change.case["due_at"], change.case["amber_at"] = due.due_at, None


def left_ms(window: Window, steps: Sequence[Mapping]) -> int:
    """How much office time was left of the promise when the newest request stopped the clock."""
    request = request_of(steps)
    if request is None:
        return 0
    before = next((s["due_at"] for s in steps if s["seq"] == request["seq"] - 1), None)
    if before is None or before <= request["at"]:
        return 0
    return window.reference.calendar.working_ms(request["at"], before)


def go_on(change: Any) -> None:
    """The office's clock goes on with the time it had left."""
    left = left_ms(change.window, steps_of(change.tx, change.case))
    due = change.window.reference.deadlines.resumed(left, change.now)
    change.case["due_at"], change.case["amber_at"] = due


def keep_promise(change: Any) -> None:
    """What was promised is here: its clock ends."""
    _end_promise(change, HAND_IN)


def waive_promise(change: Any) -> None:
    """It was decided without what was promised: nobody waits for it any more."""
    _end_promise(change, GRANT)


def _end_promise(change: Any, outcome: str) -> None:
    for kind in (PROMISE, BROKEN):
        for task in tasks.open_beside(change.tx, change.case, kind):
            tasks.close_task(change.tx, task, outcome, change.now, change.viewer.id)


def break_promise(window: Window, tx: Tx, case: Mapping, now: int) -> None:
    """The day that was promised is over: its department has a task, at once due soon and overdue after the
    days of grace."""
    due = window.reference.deadlines.promised(GRACE_DAYS, now)
    # Listed with what is reviewed, where it can be asked for or decided without.
    of = {**case, "state": window.catalogue.case.kinds[case["kind"]].promised}
    owner = "department", case["department_id"]
    tasks.open_task(tx, of, BROKEN, *owner, now, by=None, due_at=due.due_at, amber_at=now)


def unexplained(
    window: Window, tx: Tx, case: Mapping, code: str, values: Mapping, words: Words
) -> list[Problem]:
    """What is wrong with granting: a promised paper is not there, and no note says why it goes without."""
    if code != GRANT or case["service"] is None or values.get("note"):
        return []
    lacking = missing(window, tx, case, steps_of(tx, case))
    if not lacking:
        return []
    names = definitions.of_case(tx, case).labels(words.language, lacking)
    said = words("error.grant.missing", papers=words("format.list").join(names))
    return [Problem("note", "required", said=said)]


def promise(window: Window, tx: Tx, case: dict) -> None:
    """Let the clock of what was promised with a filing run."""
    promised = promise_of(case)
    if promised is not None:
        due_at = close_of(window, date.fromisoformat(promised.by))
        want = task_rules.resident(PROMISE, case)
        by, now = case["owner_id"], case["created_at"]
        amber_at = window.reference.deadlines.amber_before(now, due_at)
        tasks.open_task(tx, case, *want, now, by=by, due_at=due_at, amber_at=amber_at)


# --- clocks ---


def overdue_step(steps: Sequence[Mapping]) -> str:
    """What happens when the time of a correction is over: a reminder first, then the department has
    the case again."""
    request = request_of(steps)
    since = request["seq"] if request is not None else 0
    reminded = any(s["step"] == REMIND and s["seq"] > since for s in steps)
    return LAPSE if reminded else REMIND


def is_correction(task: Mapping) -> bool:
    """Whether the task is a correction that the resident owes."""
    return task["kind"] == "correction" and task["owner_kind"] == task_rules.FLOW["correction"]
