"""Rating: once for each closed case, by its filer or by number and query code."""

from server.rules import forms
from server.rules.authorisation import Action
from server.rules.states import StepRule
from server.services import answers, case_rows, effects, steps, telling, tracking, views
from server.services.answers import Answer, Once
from server.services.errors import Refusal
from server.services.events import CaseEvent
from server.services.window import SYSTEM, TRACKER, Viewer, Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import types as wire

#: The answers of the form that are codes of why.
REASONS = ("praises", "faults")


def rate_own(
    window: Window, tx: Tx, viewer: Viewer, number: str, body: dict, asked: Once, words: Words
) -> tuple[Answer, CaseEvent | None]:
    """Rate one's own case. Raises Refusal not_found, forbidden, invalid, conflict."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before, None
    case = steps.readable(window, tx, viewer, number, lock=True)
    if not window.catalogue.roles.allowed(
        viewer.role, Action.CASE_RATE, views.relation(window, viewer, case)
    ):
        raise Refusal("forbidden")
    values, problems = forms.check(window.reference.forms.rating, body, window.reference.known)
    if problems:
        raise Refusal("invalid", problems)
    return _rate(window, tx, viewer, case, values, asked, words)


def rate_tracked(
    window: Window, tx: Tx, values: dict, address: str, asked: Once, words: Words
) -> tuple[Answer, CaseEvent | None] | Refusal:
    """Rate by the checked values of the form track_rating. Answers the refusal of a wrong code,
    because the try must be written down. Raises Refusal conflict, rate_limited."""
    found = tracking.open_case(
        window, tx, values["number"], values["query_code"], address, lock=True
    )
    if isinstance(found, Refusal):
        return found
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before, None
    return _rate(window, tx, TRACKER, found, values, asked, words)


def _rate(
    window: Window, tx: Tx, viewer: Viewer, case: dict, values: dict, asked: Once, words: Words
) -> tuple[Answer, CaseEvent | None]:
    taken = apply_once(window, tx, viewer, case, values)
    shown = views.detail(window, tx, case, viewer, words)
    answer = Answer(200, wire.encode(shown))
    answers.keep(window, tx, asked, answer)
    return answer, telling.moved(window, tx, case, taken)


def apply_once(
    window: Window, tx: Tx, viewer: Viewer, case: dict, values: dict, acts_for: str | None = None
) -> list[str]:
    """Rate a case that can be rated now; the codes of the steps. acts_for: as in steps.apply. Raises
    Refusal conflict."""
    if case["rating"] is not None and not case["can_rate"]:
        raise Refusal("conflict", detail="rated")
    if not case["can_rate"] or case["state"] not in window.catalogue.case.steps["rate"].start:
        raise Refusal("conflict")
    return apply_rating(window, tx, case, viewer, values, acts_for)


def apply_rating(
    window: Window, tx: Tx, case: dict, viewer: Viewer, values: dict, acts_for: str | None = None
) -> list[str]:
    """Append the rating, and the steps that follow on it by the catalogue; answers their codes."""
    now = window.now()
    score, solved, comment = values["score"], values["solved"], values.get("comment")
    rules = window.catalogue.case
    row = rules.steps["rate"]
    effects.run(effects.Change(window, tx, case, viewer, values, now), row.effects)
    actor = viewer if viewer.id is not None else Viewer(None, "resident")
    given = {"score": score, "solved": solved, "comment": comment}
    given |= {path: values[path] for path in REASONS if values.get(path)}
    step = case_rows.make_step(case, actor, "rate", now, given, note=comment, actor_for=acts_for)
    if not case_rows.append(window, tx, case, step):
        raise Refusal("conflict")
    following = [follow.step for follow in row.followed_by if follow.after(score, solved=solved)]
    for code in following:
        _follow(window, tx, case, rules.steps[code], now)
    return [row.code, *following]


def _follow(window: Window, tx: Tx, case: dict, row: StepRule, now: int) -> None:
    """Append a step that nobody takes."""
    if case["kind"] in row.to:
        case_rows.enter_state(window, case, row.to[case["kind"]], now)
    effects.run(effects.Change(window, tx, case, SYSTEM, {}, now), row.effects)
    if not case_rows.append(window, tx, case, case_rows.make_step(case, SYSTEM, row.code, now)):
        raise Refusal("conflict")
