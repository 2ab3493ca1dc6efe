"""What a helper follows, supplements and rates for a person: each act under a mandate that is running,
allows it, and is about the case; the person reads every act. The helper sees of the case what its
slip would show, and nothing that was filled in.
"""

from collections.abc import Mapping
from typing import NamedTuple

from server.rules import forms, text
from server.rules import mandates as rules
from server.services import (
    access,
    answers,
    case_rows,
    helping,
    mandates,
    people,
    rating,
    steps,
    telling,
    views,
)
from server.services.answers import Answer, Once
from server.services.errors import Refusal
from server.services.events import CaseEvent
from server.services.window import TRACKER, Viewer, Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import mandates as wire
from server.wire.types import CaseDetail, encode


class Under(NamedTuple):
    """A case and the mandate under which the viewer acts on it."""

    case: dict
    row: dict


def listed(window: Window, tx: Tx, viewer: Viewer, words: Words) -> wire.HelpedCases:
    """The cases that the viewer may follow, the newest first."""
    found: dict[int, wire.HelpedCase] = {}
    shown_to = views.projection(window, TRACKER, {})
    now = window.now()
    for row in mandates.of_helper(tx, viewer.id or ""):
        person = people.by_id(tx, row["person_id"])
        for case in _cases_of(tx, person):
            if case["id"] in found or helping.judge(
                window, tx, viewer, row, person, case, rules.FOLLOW
            ):
                continue
            name = people.name_of(window, tx, row["person_id"]) or ""
            summary = views.summary(window, tx, case, now, shown_to, words)
            found[case["id"]] = wire.HelpedCase(
                row["id"], text.mask_name(name), row["scopes"].split(","), summary
            )
    return wire.HelpedCases([found[case_id] for case_id in sorted(found, reverse=True)])


def _cases_of(tx: Tx, person: Mapping | None) -> list[dict]:
    """Cases that are a person's: filed for it under any of its ids, or by its account."""
    if person is None:
        return []
    return case_rows.newest_of(tx, person["account_id"], people.ids_of(tx, person))


def under(window: Window, tx: Tx, viewer: Viewer, number: str, scope: str) -> Under:
    """The case, and a mandate that allows the act now; nobody revokes it until the commit. Raises
    Refusal not_found where no mandate of the viewer is about the case, invalid at `mandate`."""
    case = case_rows.find(tx, number, lock=True)
    row = helping.allowed(window, tx, viewer, case, scope) if case is not None else None
    if case is None or row is None:
        raise Refusal("not_found")
    return Under(case, row)


def may_follow(window: Window, tx: Tx, viewer: Viewer, number: str) -> bool:
    """Whether a mandate lets the viewer follow somebody else's case now."""
    case = case_rows.find(tx, number)
    if case is None or not helping.may_help(window, viewer, case):
        return False
    return helping.verdict(window, tx, viewer, case, rules.FOLLOW).row is not None


def look(window: Window, tx: Tx, viewer: Viewer, number: str, words: Words) -> CaseDetail:
    """How far the case is; the look is an act under the mandate. Raises Refusal not_found, invalid."""
    case, row = under(window, tx, viewer, number, rules.FOLLOW)
    if not access.seen_lately(tx, case["id"], viewer, window.now()):
        _note(window, tx, viewer, case, row, rules.FOLLOW)
    return views.helped_detail(window, tx, case, viewer, words)


def _note(window: Window, tx: Tx, viewer: Viewer, case: dict, row: Mapping, scope: str) -> None:
    access.note(tx, case, viewer, scope, window.now())
    helping.note(window, tx, viewer, case, row, scope)


def act(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    number: str,
    code: str,
    body: dict,
    asked: Once,
    words: Words,
) -> tuple[Answer, CaseEvent | None]:
    """Take a step of the person's own (helping.STEPS) for it, once. Raises Refusal not_found, invalid,
    conflict."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before, None
    case, row = under(window, tx, viewer, number, rules.SUPPLEMENT)
    were_in = case["departments"]
    steps.move(window, tx, viewer, case, code, body, words, acts_for=helping.FOR_PERSON)
    _note(window, tx, viewer, case, row, code)
    answer = Answer(200, encode(views.helped_detail(window, tx, case, viewer, words)))
    answers.keep(window, tx, asked, answer)
    return answer, telling.moved(window, tx, case, [code], were_in)


def rate(
    window: Window, tx: Tx, viewer: Viewer, number: str, body: dict, asked: Once, words: Words
) -> tuple[Answer, CaseEvent | None]:
    """Rate for the person, once. Raises Refusal not_found, invalid, conflict."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before, None
    case, row = under(window, tx, viewer, number, rules.RATE)
    values, problems = forms.check(window.reference.forms.rating, body, window.reference.known)
    if problems:
        raise Refusal("invalid", problems)
    taken = rating.apply_once(window, tx, viewer, case, values, acts_for=helping.FOR_PERSON)
    _note(window, tx, viewer, case, row, rules.RATE)
    answer = Answer(200, encode(views.helped_detail(window, tx, case, viewer, words)))
    answers.keep(window, tx, asked, answer)
    return answer, telling.moved(window, tx, case, taken)
