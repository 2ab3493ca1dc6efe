"""Rating: once for each closed case, by its filer or by number and query code."""

import msgspec

from server.rules import form_defs, forms, states
from server.rules.authorisation import allowed
from server.services import answers, case_rows, events, filing, joins, steps, tracking, views
from server.services.answers import Answer, Once
from server.services.errors import Refusal
from server.services.events import CaseEvent
from server.services.window import SYSTEM, TRACKER, Viewer, Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import types as wire


def rate_own(
    window: Window, tx: Tx, viewer: Viewer, number: str, body: dict, asked: Once, words: Words
) -> tuple[Answer, CaseEvent | None]:
    """Rate one's own case. Raises Refusal not_found, forbidden, invalid, conflict."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before, None
    case = steps.readable(tx, viewer, number, lock=True)
    if not allowed(viewer.role, "case.rate", views.relation(viewer, case)):
        raise Refusal("forbidden")
    values, problems = forms.check(form_defs.RATING, body, window.reference.known)
    if problems:
        raise Refusal("invalid", problems)
    return _rate(window, tx, viewer, case, values, asked, words)


def rate_tracked(
    window: Window, tx: Tx, values: dict, address: str, asked: Once, words: Words
) -> tuple[Answer, CaseEvent | None] | Refusal:
    """Rate by the checked values of form_defs.TRACK_RATING. Answers the refusal of a wrong code,
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
    if not case["can_rate"] or case["state"] not in states.STEPS["rate"].start:
        raise Refusal("conflict")
    apply_rating(window, tx, case, viewer, values)
    shown = views.detail(window, tx, case, viewer, words)
    answer = Answer(200, wire.encode(shown))
    answers.keep(window, tx, asked, answer)
    event = filing.event_of(window, case, joiners=joins.who_joined(tx, case))
    events.record(tx, event, window.now())
    return answer, event


def apply_rating(window: Window, tx: Tx, case: dict, viewer: Viewer, values: dict) -> None:
    """Append the rating, and the reopening where it follows."""
    now = window.now()
    score, solved, comment = values["score"], values["solved"], values.get("comment")
    rating = wire.Rating(score, solved, comment, window.zone.iso(now))
    case["rating"] = msgspec.json.encode(rating).decode()
    case["can_rate"] = 0
    actor = viewer if viewer.id is not None else Viewer(None, "resident")
    answers = {"score": score, "solved": solved, "comment": comment}
    step = case_rows.make_step(case, actor, "rate", now, answers, note=comment)
    if not case_rows.append(window, tx, case, step):
        raise Refusal("conflict")
    if score <= states.REOPEN_AT_SCORE or not solved:
        case["raised"] += 1
        case["reopened"] += 1
        case_rows.enter_state(window, case, states.STEPS["reopen"].to, now)
        reopening = case_rows.make_step(case, SYSTEM, "reopen", now)
        if not case_rows.append(window, tx, case, reopening):
            raise Refusal("conflict")
