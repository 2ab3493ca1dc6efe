"""What goes over the wire about activities, as in docs/api.md."""

from typing import Any, Literal

from msgspec import Struct

from server.wire.types import FilledLine, Time


class SignUpRequest(Struct):
    """Sign up. people: how many come, with oneself. belongs: one says oneself that one is of the group
    that the activity is for. asked: the version of the questions that are answered, null: the one asked now;
    answers: by question, as the form names it."""

    people: int | None = None
    belongs: bool | None = None
    asked: int | None = None
    answers: dict[str, Any] | None = None


class Asked(Struct):
    """What an activity asks who signs up: a form (docs/forms.md) whose version a sign-up names, its texts, and
    the same in every language, for who chooses another one without a network."""

    form: dict[str, Any]
    words: dict[str, str]
    translations: dict[str, dict[str, str]]


class SignUpCancel(Struct):
    """Nothing but the wish itself."""


class Before(Struct):
    """What an activity was when one signed up, of what is different now; null: it is as it was."""

    title: str | None = None
    body: str | None = None
    place: str | None = None
    begins_at: Time | None = None
    ends_at: Time | None = None
    closes_at: Time | None = None
    places: int | None = None


class SignUp(Struct):
    """One's own sign-up. line: one's place among those that wait. came: how many people came, null
    while nobody noted it. before: what it was when one signed up, null where nothing is different. answers: what one
    answered, by question as it was asked then."""

    state: Literal["in", "waiting", "cancelled"]
    people: int
    line: int | None
    at: Time
    can_cancel: bool
    came: int | None
    before: Before | None
    answers: list[FilledLine]


class Activity(Struct):
    """An activity as who asks sees it. closes_at: until when one can sign up. left: free places; waits: sign-ups that wait, where one can (waiting). most: people with one sign-up. group: whom it is for, null for everybody; ask_group: one has to say that one belongs to it. reason: why it was called off. asks: null where it asks nothing."""

    id: str
    title: str
    body: str
    place: str
    published_at: Time
    begins_at: Time
    ends_at: Time
    closes_at: Time
    places: int
    left: int
    waiting: bool
    waits: int
    most: int
    group: Literal["elderly", "disabled", "hardship", "veteran", "newcomer"] | None
    ask_group: bool
    state: Literal["open", "full", "closed", "over", "called_off"]
    reason: str | None
    asks: Asked | None
    mine: SignUp | None


class SignedUp(Struct):
    """A sign-up as the desk sees it. name, phone: masked, "" where none is known. declared: they said
    themselves that they are of the group. came: how many people came, null while nobody noted it. answers:
    what they answered."""

    id: str
    name: str
    phone: str
    people: int
    state: Literal["in", "waiting"]
    declared: bool
    came: int | None
    answers: list[FilledLine]


class SignedUpList(Struct):
    """Who has a place, then who waits, each in the order of coming. taken: people who have a place; came:
    people who came, null while nobody noted any; door: attendance can be noted now."""

    items: list[SignedUp]
    taken: int
    came: int | None
    door: bool


class Came(Struct):
    """Of one sign-up so many people came."""

    id: str
    people: int


class AttendanceRequest(Struct):
    """Who came. Sign-ups that are not named stay as they are."""

    came: list[Came] | None = None


class ActivityAnswer(Struct):
    """An activity, with what became of one's sign-up."""

    activity: Activity


class Activities(Struct):
    """Activities, the soonest first."""

    items: list[Activity]
