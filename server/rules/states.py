"""The state table: which step leads from which state to which (assets/catalogue/case.json).

Everything that moves a case is a row of that file; services read it, nobody copies it. Who may
take a step is decided in authorisation.py.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from server.rules.authorisation import Action

FINISHED = "finished"


class KindRule(NamedTuple):
    """A kind of case. form: None for that of the service which is asked for; joinable: categories
    that several people may meet; promised: the state whose time the service promises; action: what one
    must be allowed to do to file it; channel: the way it comes in."""

    code: str
    letter: str
    form: str | None
    starts: str
    stages: tuple[str, ...]
    joinable: tuple[str, ...]
    promised: str | None = None
    action: Action = Action.CASE_FILE
    channel: str = "portal"


class PromiseRule(NamedTuple):
    """What a person is told comes next. by: "due" this state's own due time, "after" that of
    `state` begun then, None no time."""

    code: str
    by: str | None
    state: str | None


class StateRule(NamedTuple):
    """Where a case can stand. stages by kind; the number of stages for finished. paused: the
    office's clock stands, the time that runs is the resident's. tasks by kind: the task of the flow
    (rules.tasks.FLOW) that is open meanwhile; none for an end. next by kind."""

    code: str
    stages: Mapping[str, int]
    open: bool
    clocked: bool
    paused: bool
    next: Mapping[str, tuple[PromiseRule, ...]]
    tasks: Mapping[str, str]


class FollowRule(NamedTuple):
    """A step that follows on a rating by itself."""

    step: str
    score_at_most: int
    unsolved: bool

    def after(self, score: int, *, solved: bool) -> bool:
        """Whether it follows on this rating."""
        return score <= self.score_at_most or (self.unsolved and not solved)


class StepRule(NamedTuple):
    """A step: the states it may start from, where it leads (nothing: the state stays), what it does.

    by: step (sent by a person), filing, rating, following or clock. to: by kind. once: at most one such step in the
    life of a case. evidence: categories which need at least one picture. tells: the text of the
    message to its filer, None for none.
    """

    code: str
    by: str
    start: frozenset[str]
    to: Mapping[str, str]
    form: str | None
    effects: tuple[str, ...]
    once: bool
    evidence: frozenset[str]
    shows_department: bool
    followed_by: tuple[FollowRule, ...]
    tells: str | None


class CaseRules:
    """Kinds, states and steps."""

    def __init__(
        self,
        kinds: Mapping[str, KindRule],
        states: Mapping[str, StateRule],
        steps: Sequence[StepRule],
    ):
        self.kinds = kinds
        self.states = states
        self.steps = {row.code: row for row in steps}
        self._most_stages = max(len(kind.stages) for kind in kinds.values())
        self.open_states = tuple(code for code, state in states.items() if state.open)
        self.clocked_states = tuple(code for code, state in states.items() if state.clocked)
        #: Steps a person sends to POST /cases/{number}/steps; the others happen by other calls.
        self.sent = tuple(row.code for row in steps if row.by == "step")
        #: The sent steps that may start from a state.
        self.sent_from = {
            state: tuple(code for code in self.sent if state in self.steps[code].start)
            for state in states
        }

    def stage(self, kind: str, state: str) -> int:
        """The stage a person sees; a state or kind that is no longer there counts as finished."""
        known, row = self.states.get(state), self.kinds.get(kind)
        if known is not None and kind in known.stages:
            return known.stages[kind]
        return len(row.stages) if row else self._most_stages

    def task(self, kind: str, state: str) -> str | None:
        """The task of the flow that is open while a case of the kind is in the state."""
        known = self.states.get(state)
        return known.tasks.get(kind) if known is not None else None

    def is_paused(self, state: str) -> bool:
        """Whether the office's clock stands in the state."""
        known = self.states.get(state)
        return known is not None and known.paused

    def is_open(self, state: str) -> bool:
        """Whether a case in the state has not ended."""
        known = self.states.get(state)
        return known is not None and known.open

    def may_join(self, kind: str, category: str) -> bool:
        """Whether several people may meet the same thing of this kind and category."""
        row = self.kinds.get(kind)
        return row is not None and category in row.joinable
