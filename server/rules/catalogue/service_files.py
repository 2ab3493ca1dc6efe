"""The shape of a service's file (assets/catalogue/services) and of facts.json; docs/services.md says
what each member means."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, field

from server.rules.catalogue.files import Code, Day

#: A name or path of small letters joined by dots.
Dotted = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")]
WorkingDays = Annotated[int, Meta(ge=0, le=400)]

Event = Literal["birth", "school", "work", "family", "housing", "health", "elderly", "death"]
Group = Literal["disabled", "hardship", "veteran", "newcomer", "business"]


class _Closed(Struct, forbid_unknown_fields=True):
    """An unknown member is a mistake."""


class Condition(_Closed, kw_only=True):
    """One of the conditions, all of which must hold; its words are a sentence."""

    id: Code
    require: Any


class Material(_Closed, kw_only=True):
    """What has to be shown. have: the fact that makes it unnecessary; field: the attachments field
    of the form that asks for it; minor: it may follow later; promise: a promise in writing may stand
    in its place (告知承诺)."""

    id: Code
    required: bool = False
    have: Dotted | None = None
    field: Dotted | None = None
    minor: bool = False
    promise: bool = False


class Step(_Closed, kw_only=True):
    """Something that happens on the way to the result (service_steps.py), as far as it differs from what
    its name alone says. come: where whoever asks has to be; days: working days, at most."""

    id: Code
    who: Literal["you", "centre", "department", "other"] | None = None
    come: Literal["window", "home", "agreed"] | None = None
    days: WorkingDays | None = None


class TimeLimits(_Closed, kw_only=True):
    """Working days from acceptance to the decision: what is promised, and what the law allows at most
    where that can be vouched for."""

    promised: WorkingDays
    statutory: WorkingDays | None = None


class Prepared(_Closed, kw_only=True):
    """What an application is filled in by that is prepared before somebody asks (免申即享), beside the
    facts of the form. home: the address field that has where the street knows the person to live;
    earlier: fields answered as in the person's last application for themselves that asked the same;
    usual: what most people choose, by field."""

    home: Dotted | None = None
    earlier: list[Dotted] = []
    usual: dict[Dotted, Any] = {}


class ServiceFile(_Closed, kw_only=True):
    """assets/catalogue/services/<code>.json"""

    code: Code
    version: Annotated[int, Meta(ge=1)]
    department: Code
    events: list[Event] = []
    groups: list[Group] = []
    often: Annotated[int, Meta(ge=0, le=9)] = 0
    for_: Annotated[list[Literal["self", "family", "mandate"]], Meta(min_length=1)] = field(
        name="for"
    )
    conditions: Annotated[list[Condition], Meta(max_length=20)] = []
    materials: Annotated[list[Material], Meta(max_length=20)] = []
    steps: Annotated[list[Step], Meta(max_length=12)] = []
    time: TimeLimits
    fee: Literal["free", "charged"]
    basis: list[Code] = []
    counter: str | None = None
    form: Code | None = None
    once: Literal["open", "ever"] | None = None
    once_of: Dotted | None = None
    opens: Day | None = None
    closes: Day | None = None
    result: Literal["payment", "certificate", "card", "registration", "service"]
    questions: Annotated[list[Code], Meta(max_length=20)] = []
    prepared: Prepared | None = None
    valid_months: Annotated[int, Meta(ge=1, le=240)] | None = None


class Fact(_Closed, kw_only=True):
    """Something the portal may know of a person. ask: the kind of field that asks for it in a guide;
    absent where a guide never asks. past: a day that is over, which a guide takes no other for."""

    type: Literal["text", "boolean", "number", "date"]
    from_: Literal["account", "identity", "case", "person"] = field(name="from")
    ask: Literal["yes_no", "date", "integer", "money", "choice"] | None = None
    options: list[Code] = []
    past: bool = False


class FactsFile(_Closed, kw_only=True):
    """assets/catalogue/facts.json"""

    about: str = ""
    facts: dict[Dotted, Fact]
