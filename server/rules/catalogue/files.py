"""The shape of the catalogue's files; what is not named here is refused when they are read.

The meaning of each member is in the files' own "about" and in docs/operating.md.
"""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

Code = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Word = Annotated[str, Meta(min_length=1, max_length=80)]
ActionCode = Annotated[str, Meta(pattern=r"^[a-z_]+\.[a-z_]+$")]
Tone = Literal["brand", "ok", "warn", "bad", "neutral"]


class _Closed(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A member that nobody knows is a mistake."""


class Kind(_Closed, kw_only=True):
    """A kind of case: its letter in numbers, form (None: that of the service it asks for), first
    state, stages by name, who may join. promised: the state whose time its service promises;
    action: what one must be allowed to do (roles.json) to file it; channel: the way it comes in."""

    letter: Annotated[str, Meta(pattern="^[ABSW]$")]
    form: Code | None = None
    starts: Code
    stages: Annotated[list[Word], Meta(min_length=1, max_length=9)]
    finished: Word
    promised: Code | None = None
    action: ActionCode = "case.file"
    channel: Code = "portal"
    joinable: list[Code] = []


class Promise(_Closed, kw_only=True):
    """What is promised next: by the state's own due time, by that of a state after it, or at no time."""

    code: Literal[
        "accept_by", "handle_by", "verify_then_rate", "correct_by", "decide_by", "collect"
    ]
    by: Literal["due", "after"] | None = None
    state: Code | None = None


TaskKind = Literal["desk", "lead", "verification", "correction", "supervision"]


class State(_Closed, kw_only=True):
    """Where a case can stand. stage and task by kind where kinds differ; a kind that is not named
    in stage never stands there."""

    stage: int | Literal["finished"] | dict[Code, int | Literal["finished"]]
    tone: Tone
    icon: Code | None = None
    clocked: bool = False
    paused: bool = False
    task: TaskKind | dict[Code, TaskKind] | None = None
    next: list[Promise] | dict[Code, list[Promise]] = []


def by_kind(value: Any, kinds: Iterable[str]) -> dict[str, Any]:
    """What a member says of each kind: it says the same of all, or names some."""
    return dict(value) if isinstance(value, dict) else dict.fromkeys(kinds, value)


class Following(_Closed, kw_only=True):
    """A step that follows by itself on a rating so bad, or on "not solved"."""

    step: Code
    score_at_most: Annotated[int, Meta(ge=0, le=5)]
    unsolved: bool


class Step(_Closed, kw_only=True):
    """What somebody, or the system, does to a case."""

    code: Code
    start: list[Code] = field(name="from")
    by: Literal["step", "filing", "rating", "following", "clock"] = "step"
    #: Checked against the states: a union of strings with patterns brings msgspec 0.22 down.
    to: str | dict[str, str] | None = None
    form: Code | None = None
    effects: list[Code] = []
    once: bool = False
    evidence: list[Code] = []
    at_once: bool = False
    way: Literal["on", "back", "own"] | None = None
    tone: Literal["danger"] | None = None
    shows_department: bool = False
    followed_by: list[Following] = []
    tells: Code | None = None


class CaseFile(_Closed, kw_only=True):
    """case.json"""

    about: str = ""
    kinds: dict[Code, Kind]
    states: dict[Code, State]
    steps: list[Step]


class Queue(_Closed, kw_only=True):
    """A list of work: whose cases, of what states, at what point of their time."""

    code: Code
    of: Literal["street", "department", "grid"]
    states: list[Code] = []
    time: Literal["due_soon", "overdue", "reopened"] | None = None
    icon: Code


class QueuesFile(_Closed, kw_only=True):
    """queues.json"""

    about: str = ""
    queues: dict[Code, list[Queue]]


class Role(_Closed, kw_only=True):
    """A role of an account."""

    staff: bool = False


#: Role → relations that must all hold (authorisation.Need).
Allowance = dict[Code, Annotated[list[Code], Meta(min_length=1)]]


class RolesFile(_Closed, kw_only=True):
    """roles.json"""

    about: str = ""
    roles: dict[Code, Role]
    actions: dict[ActionCode, Allowance]
    steps: dict[Code, Allowance]


#: The path of a single value of a case, or @ and the name of a group of them.
Member = Annotated[str, Meta(pattern=r"^@?[a-z_]+(\.[a-z_]+)*$")]


class AudienceRow(_Closed, kw_only=True):
    """What one audience sees."""

    roles: list[Code] = []
    show: list[Member]
    if_named: list[Member] = []
    redact: list[Member] = []


class AudiencesFile(_Closed, kw_only=True):
    """audiences.json"""

    about: str = ""
    withheld: dict[Member, str | int | bool] = {}
    groups: dict[Code, list[Member]] = {}
    audiences: dict[Code, AudienceRow]


Day = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
TimeOfDay = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Holiday(_Closed, kw_only=True):
    """Days without work, the last one too."""

    name: Word
    first: Day = field(name="from")
    last: Day = field(name="to")


class Year(_Closed, kw_only=True):
    """A year's block of calendar.json."""

    status: str = ""
    source: str = ""
    holidays: list[Holiday]
    make_up_days: list[Day]


class CalendarFile(_Closed, kw_only=True):
    """calendar.json"""

    about: str = ""
    utc_offset_minutes: Annotated[int, Meta(ge=-840, le=840)]
    office_hours: Annotated[
        list[Annotated[list[TimeOfDay], Meta(min_length=2, max_length=2)]], Meta(min_length=1)
    ]
    years: dict[Annotated[str, Meta(pattern=r"^\d{4}$")], Year]


class Span(_Closed, kw_only=True):
    """How long: one of the three."""

    hours: Annotated[float, Meta(gt=0, le=100_000)] | None = None
    working_hours: Annotated[float, Meta(gt=0, le=10_000)] | None = None
    working_days: Annotated[int, Meta(gt=0, le=1_000)] | None = None


class DeadlinesFile(_Closed, kw_only=True):
    """deadlines.json; a rule's other members are states with their span, checked beside the states."""

    about: str = ""
    amber_at: Annotated[float, Meta(gt=0, lt=1)]
    max_tier: Annotated[int, Meta(ge=0, le=9)]
    rules: Annotated[list[dict[str, Span | str]], Meta(min_length=1)]
