"""Whether a service is for somebody, by what is known of them, and why (src/domain/service.cpp does
the same on the device)."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from server.rules.expressions import Scope, evaluate
from server.rules.values import find, is_blank

MET, FAILED, OPEN = "met", "failed", "open"
FITS, DOES_NOT, NEEDS_FACTS = "fits", "does_not", "needs_facts"
NOT_YET, OVER = "not_yet", "over"


class Reason(NamedTuple):
    """What became of one condition: `met`, `failed` or `open`, and the facts it looks at in the order
    in which it names them."""

    id: str
    outcome: str
    facts: tuple[str, ...]


class Verdict(NamedTuple):
    """`fits`, `does_not` or `needs_facts`, and a reason for each condition in their order."""

    outcome: str
    reasons: list[Reason]


def judge(conditions: Iterable[dict], facts: Mapping[str, Any], today: date) -> Verdict:
    """The verdict for somebody of whom these facts are known (a tree)."""
    scope = Scope(facts=facts, today=today.isoformat())
    reasons = [_reason(condition, scope) for condition in conditions]
    outcomes = {reason.outcome for reason in reasons}
    outcome = DOES_NOT if FAILED in outcomes else NEEDS_FACTS if OPEN in outcomes else FITS
    return Verdict(outcome, reasons)


def _reason(condition: dict, scope: Scope) -> Reason:
    value = evaluate(condition["require"], scope).value
    outcome = MET if value is True else FAILED if value is False else OPEN
    return Reason(condition["id"], outcome, tuple(named_facts(condition["require"])))


def named_facts(expression: Any) -> list[str]:
    """The names of the facts that an expression refers to, each once, in their order."""
    if not isinstance(expression, list):
        return []
    if len(expression) == 2 and expression[0] == "fact" and isinstance(expression[1], str):
        return [expression[1]]
    found = [name for part in expression[1:] for name in named_facts(part)]
    return list(dict.fromkeys(found))


def over(name: str) -> list:
    """What must hold of a day, asked for under a name, that is over (`past` of a fact): nobody was born
    tomorrow, and nobody who asks before 1900."""
    day = ["answer", name]
    return ["and", ["ge", day, {"date": "1900-01-01"}], ["le", day, ["today"]]]


def is_known(facts: Mapping[str, Any], name: str) -> bool:
    """Whether a fact is known."""
    return not is_blank(find(facts, name))


def missing(verdict: Verdict, facts: Mapping[str, Any]) -> list[str]:
    """The facts that are not known and that open conditions look at, each once."""
    named = [n for r in verdict.reasons if r.outcome == OPEN for n in r.facts]
    return [name for name in dict.fromkeys(named) if not is_known(facts, name)]


class Offers(NamedTuple):
    """我能办什么: `now` what somebody gets, each with the facts by which; `nearly` by a fact what it decides,
    and nothing else. Rows in the list's order, facts in the order of the first row that hangs on them."""

    now: list[tuple[dict, list[str]]]
    nearly: dict[str, list[dict]]


def offers(
    rows: Iterable[dict], askable: Container[str], facts: Mapping[str, Any], today: date
) -> Offers:
    """What of the services that are asked for here and have conditions somebody gets. askable: the facts
    that may be asked. Nothing where nothing is known."""
    now: list[tuple[dict, list[str]]] = []
    nearly: dict[str, list[dict]] = {}
    for row in rows if facts else ():
        # Without a condition it is for everybody, which says nothing of this person.
        if not row["conditions"] or not row["online"] or opening(row, today):
            continue
        verdict = judge(row["conditions"], facts, today)
        if verdict.outcome == FITS:
            now.append((row, list(dict.fromkeys(n for r in verdict.reasons for n in r.facts))))
        elif verdict.outcome == NEEDS_FACTS:
            unknown = missing(verdict, facts)
            if len(unknown) == 1 and unknown[0] in askable:
                nearly.setdefault(unknown[0], []).append(row)
    return Offers(now, nearly)


def opening(service: dict, today: date) -> str | None:
    """`not_yet` or `over` where today is outside the days on which it can be asked for."""
    day = today.isoformat()
    if day < (service.get("opens") or day):
        return NOT_YET
    return OVER if day > (service.get("closes") or day) else None
