"""What goes over the wire of visits (上门), as in docs/api.md. Members of requests may be missing: what is
then said of them is the service's."""

from msgspec import Struct, field

from server.wire.types import CaseNumber, Time


class SpanGiven(Struct):
    """From when to when, ISO 8601 with zone."""

    begins: str | None = field(default=None, name="from")
    ends: str | None = field(default=None, name="to")


class DoorGiven(Struct):
    """Where somebody is to come: words, and the grid."""

    text: str | None = None
    grid_id: str | None = None


class WishRequest(Struct):
    """Somebody is asked to come and help. name: for whom."""

    id: str | None = None
    matter: str | None = None
    name: str | None = None
    place: DoorGiven | None = None
    phone: str | None = None
    begins: str | None = field(default=None, name="from")
    ends: str | None = field(default=None, name="to")


class PointGiven(Struct):
    """Where a device was."""

    lon: float | None = None
    lat: float | None = None


class SaidGiven(Struct):
    """What who was helped answered: yes, no or unsure, by question."""

    asked_for: str | None = None
    explained: str | None = None
    agreed: str | None = None
    right: str | None = None


class TryRequest(Struct):
    """How it went at the door. mandate: under which the case was filed, for a device that does not
    know the number yet; answers: of a call-back (result asked)."""

    id: str | None = None
    result: str | None = None
    note: str | None = None
    next: SpanGiven | None = None
    attachments: list[str] | None = None
    where: PointGiven | None = None
    case: str | None = None
    mandate: str | None = None
    answers: SaidGiven | None = None
    made_at: str | None = None
    street_at: str | None = None
    device_now: str | None = None


class HandOverRequest(Struct):
    """To whom."""

    to: str | None = None


class CancelRequest(Struct):
    """Nothing has to be said."""


class VisitPerson(Struct):
    """Who is visited, where the street knows it."""

    id: str
    name: str
    age: int | None
    state: str


class VisitPlace(Struct):
    """Where."""

    text: str
    place_id: str | None
    grid_id: str
    lon: float | None
    lat: float | None


class Try(Struct):
    """How one try went; at: when it was, by the server's clock."""

    id: str
    result: str
    note: str
    at: Time
    made_at: Time | None
    by: str
    where: list[float] | None
    attachments: list[str]
    number: CaseNumber | None


class Visit(Struct):
    """A visit as who makes it sees it. name: who is there; reason: why, in words; phone: the whole
    number while it is open; number: of the case to be verified; covers: for whom one goes."""

    id: str
    kind: str
    state: str
    name: str
    person: VisitPerson | None
    reason: str
    service: str | None
    place: VisitPlace
    phone: str | None
    begins: Time = field(name="from")
    ends: Time = field(name="to")
    number: CaseNumber | None
    worker: str | None
    covers: str | None
    tries: list[Try]


class VisitAnswer(Struct):
    """One visit."""

    visit: Visit


class Visits(Struct):
    """Visits by the time they are for."""

    items: list[Visit]


class WishTry(Struct):
    """What who asked reads of a try."""

    result: str
    at: Time


class Wish(Struct):
    """A visit as who asked for it sees it; who_comes: the worker, in words; name: for whom a desk asked,
    empty where somebody asked for themselves."""

    id: str
    state: str
    matter: str
    place_text: str
    phone_masked: str
    begins: Time = field(name="from")
    ends: Time = field(name="to")
    who_comes: str
    at: Time
    tries: list[WishTry]
    number: CaseNumber | None
    name: str = ""


class Offered(Struct):
    """From when to when somebody can be asked for."""

    begins: Time = field(name="from")
    ends: Time = field(name="to")


class WishTimes(Struct):
    """What a form offers, the earliest first."""

    items: list[Offered]


class WishAnswer(Struct):
    """One visit that was asked for."""

    visit: Wish


class Wishes(Struct):
    """What one asked for, the newest first."""

    items: list[Wish]
