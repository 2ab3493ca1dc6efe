"""What goes over the wire about services beside cases themselves, as in docs/api.md."""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from server.wire.types import Attachment, CaseNumber, Time


class WholeLine(Struct):
    """An answer with all its digits, where the case shows its ends only."""

    path: str
    label: str
    value: str


class WholeNumbers(Struct):
    """The numbers of an application as they were filed. until: when a screen hides them again."""

    items: list[WholeLine]
    until: Time


class Standing(Struct):
    """What keeps somebody from asking for a service for themselves once more: already_open or only_once, why
    in words, and the number of the case where it is theirs; all null where nothing does."""

    code: str | None
    text: str | None
    number: CaseNumber | None


class BundleMember(Struct):
    """A service of a bundle; why: when it is needed, in words; left_out: why a helper cannot ask for it
    under the mandate that was named, None where it can, or none was named."""

    service: str
    title: str
    why: str
    department_name: str
    left_out: str | None = None


class Bundle(Struct):
    """Several services that are asked for with one form. promised: working days of the slowest."""

    code: str
    title: str
    summary: str
    events: list[str]
    department_name: str
    promised: int
    members: list[BundleMember]


class Bundles(Struct):
    """All of them, the most asked for first."""

    items: list[Bundle]


class BundleWhole(Struct):
    """One with the service that it is composed to: definition, form and texts, as in the catalogue."""

    bundle: Bundle
    service: dict[str, Any]
    form: dict[str, Any]
    words: dict[str, str]


class SlotFree(Struct, rename={"begins": "from", "ends": "to"}):
    """A slot of a window on a day (HH:MM), and how many places of it can still be booked."""

    day: str
    begins: str
    ends: str
    left: int


class Slots(Struct):
    """What can be booked at the window of a service, by time. A working day has slots until they
    begin; other days have none."""

    service: str
    service_title: str
    counter: str
    address: str
    items: list[SlotFree]


class BookingRequest(Struct, rename={"begins": "from"}):
    """Book a slot for a service."""

    service: str | None = None
    day: str | None = None
    begins: str | None = None


class BookingChange(Struct, rename={"begins": "from"}):
    """Move a booking to another slot of its window."""

    day: str | None = None
    begins: str | None = None


class Booking(Struct, rename={"begins": "from", "ends": "to"}):
    """A booked time. ticket: the number that is called out. state: booked, cancelled, or over."""

    id: str
    service: str
    service_title: str
    counter: str
    address: str
    day: str
    begins: str
    ends: str
    ticket: str
    state: Literal["booked", "cancelled", "over"]
    can_change: bool


class Bookings(Struct):
    """One's bookings: those to come, the soonest first, then the others, the newest first."""

    items: list[Booking]


class DeskBooking(Struct, rename={"begins": "from", "ends": "to"}):
    """Who comes to a window, as staff see it."""

    counter: str
    begins: str
    ends: str
    ticket: str
    service_title: str
    name_masked: str | None
    phone_masked: str | None
    state: Literal["booked", "cancelled", "over"]


class DeskBookings(Struct):
    """Everybody who booked a time on a day, by window and time."""

    day: str
    items: list[DeskBooking]


class DraftRequest(Struct):
    """What is filled in so far, by path, as it was typed."""

    answers: dict[str, Any] | None = None


class Draft(Struct):
    """A form that is filled in in part; it is forgotten at ends_at, 30 days after its last change."""

    code: str
    version: int
    answers: dict[str, Any]
    changed_at: Time
    ends_at: Time


class DraftLine(Struct):
    """A draft in one's list."""

    code: str
    title: str
    version: int
    changed_at: Time
    ends_at: Time


class Drafts(Struct):
    """One's drafts, the newest first."""

    items: list[DraftLine]


class Reminder(Struct):
    """A service that one was told of without having asked; why in words. prepared: how it stands with the
    application that waits to be confirmed (waiting, filed, away); null where none is."""

    rule: str
    service: str
    service_title: str
    why: str
    at: Time
    prepared: str | None


class Reminders(Struct):
    """What one was told of within a year, the newest first."""

    items: list[Reminder]


class QuestionCount(Struct):
    """How often something was counted of a question of a form. path: of its field, "" where it is of none:
    the whole form was asked about, or was left with nothing missing; label: its words."""

    path: str
    label: str
    count: int


class ServiceBurden(Struct):
    """What one service costs the people who ask for it. fields: answers its form asks; prefilled: of
    them, those that are filled in for who is verified; photos: fields of photos; applications of the
    last days; corrected: of them, those of which something was asked again; decided, median_days:
    from filing to the decision, in days; turned_away: who said they could not get it done.

    Counted for the whole street since Burden.counted_since: timed, median_seconds: filings that say how
    long the form took, and the middle of that, null of fewer than five; left, left_at: drafts that ended
    without a filing, by the first question they had no answer to; asked, asked_about: questions by phone,
    by what was asked about."""

    service: str
    service_title: str
    department_name: str
    fields: int
    prefilled: int
    photos: int
    applications: int
    corrected: int
    decided: int
    median_days: float | None
    turned_away: int
    timed: int
    median_seconds: int | None
    left: int
    left_at: list[QuestionCount]
    asked: int
    asked_about: list[QuestionCount]


class ReasonCount(Struct):
    """How often a code of the form rating was ticked; label: its words."""

    code: str
    label: str
    count: int


class Ratings(Struct):
    """What people thought of closed cases in the last days. scores: how many gave 1, 2, 3, 4 and 5;
    unsolved: how many said that it is not solved; praises, faults: by code, the most often first."""

    count: int
    scores: list[int]
    unsolved: int
    praises: list[ReasonCount]
    faults: list[ReasonCount]


class Burden(Struct):
    """The burden of all services with a form in the last days; turned_away: of all matters; ratings: of
    all cases. counted_since: the first day of what is counted by month."""

    days: int
    applications: int
    corrected: int
    median_days: float | None
    turned_away: int
    counted_since: Annotated[str, Meta(extra_json_schema={"format": "date"})]
    ratings: Ratings
    items: list[ServiceBurden]


class HandedInMaterial(Struct):
    """A material that was handed in before. field: the field of the form that asks for it; number: of
    the case it came with, null for a helper."""

    material: str
    field: str
    label: str
    service: str
    service_title: str
    number: str | None
    at: Time
    pictures: list[Attachment]


class HandedIn(Struct):
    """What was handed in before and can be used again, the newest of each material."""

    items: list[HandedInMaterial]
