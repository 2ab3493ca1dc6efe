"""The state table: which step leads from which state to which, and who may take it.

Everything that moves a case is a row here; services read it, nobody copies it. Who stands
in which relation to a case is decided in authorisation.py.
"""

from typing import NamedTuple

STATES = (
    "submitted",
    "accepted",
    "dispatched",
    "in_progress",
    "extension_requested",
    "resolved",
    "verified",
    "closed",
    "refused",
    "withdrawn",
    "merged",
)

#: The five stages a person sees, and 5 for finished.
STAGES = {
    "submitted": 0,
    "accepted": 1,
    "dispatched": 1,
    "in_progress": 2,
    "extension_requested": 2,
    "resolved": 3,
    "verified": 4,
    "closed": 5,
    "refused": 5,
    "withdrawn": 5,
    "merged": 5,
}

OPEN_STATES = tuple(state for state in STATES if STAGES[state] < 5)

#: Somebody of the street has to act; the state's clock runs.
CLOCKED_STATES = OPEN_STATES


class Step(NamedTuple):
    """One row: a step, the states it may start from, where it leads, extra rules.

    to None keeps the state. form names the fields it takes (forms.STEP_FORMS).
    once: at most one such step in the life of a case. evidence_for: categories which need
    at least one attachment.
    """

    code: str
    start: tuple[str, ...]
    to: str | None
    form: str
    once: bool = False
    evidence_for: tuple[str, ...] = ()


_ROWS = (
    Step("accept", ("submitted",), "accepted", "note"),
    Step("refuse", ("submitted",), "refused", "reason"),
    Step("dispatch", ("accepted",), "dispatched", "dispatch"),
    Step("sign_for", ("dispatched",), "in_progress", "note"),
    Step("return", ("dispatched", "in_progress"), "accepted", "reason", once=True),
    Step("resolve", ("in_progress",), "resolved", "resolve", evidence_for=("help", "complaint")),
    Step("verify_pass", ("resolved",), "verified", "note"),
    Step("verify_fail", ("resolved",), "in_progress", "reason"),
    Step("close", ("verified",), "closed", "note"),
    Step("rate", ("closed",), None, "rating"),
    Step("reopen", ("closed",), "accepted", "none"),
    Step(
        "withdraw", ("submitted", "accepted", "dispatched", "in_progress"), "withdrawn", "withdraw"
    ),
    Step("supplement", OPEN_STATES, None, "supplement"),
)

STEPS = {row.code: row for row in _ROWS}

#: Steps a person sends to POST /cases/{number}/steps; the others happen by other calls.
SENT_STEPS = tuple(code for code in STEPS if code not in ("rate", "reopen"))

#: The sent steps that may start from a state.
STEPS_FROM = {s: [c for c in SENT_STEPS if s in STEPS[c].start] for s in STATES}

#: A rating at or below this, or "not solved", reopens the case.
REOPEN_AT_SCORE = 2


def can_start(code: str, state: str, *, taken_before: bool) -> bool:
    """Whether the step may start from the state, given whether it was taken before."""
    row = STEPS[code]
    return state in row.start and not (row.once and taken_before)
