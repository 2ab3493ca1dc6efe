"""What goes over the wire about activities, as in docs/api.md."""

from typing import Literal

from msgspec import Struct

from server.wire.types import Time


class SignUpRequest(Struct):
    """Sign up. people: how many come, with oneself. belongs: one says oneself that one is of the group
    that the activity is for."""

    people: int | None = None
    belongs: bool | None = None


class SignUpCancel(Struct):
    """Nothing but the wish itself."""


class SignUp(Struct):
    """One's own sign-up. line: one's place among those that wait. came: how many people came, null
    while nobody noted it."""

    state: Literal["in", "waiting", "cancelled"]
    people: int
    line: int | None
    at: Time
    can_cancel: bool
    came: int | None


class Activity(Struct):
    """An activity as who asks sees it. closes_at: until when one can sign up. left: free places; waits: sign-ups that wait, where one can (waiting). most: people with one sign-up. group: whom it is for, null for everybody; ask_group: one has to say that one belongs to it. reason: why it was called off."""

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
    mine: SignUp | None


class ActivityAnswer(Struct):
    """An activity, with what became of one's sign-up."""

    activity: Activity


class Activities(Struct):
    """Activities, the soonest first."""

    items: list[Activity]
