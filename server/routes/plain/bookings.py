"""预约取号 without script: booking a time at a window, changing and cancelling it; who comes, for staff."""

import re
from collections.abc import Iterable
from itertools import groupby

import msgspec

from server.routes import bookings as routes
from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain.form_key import key_of
from server.routes.plain.frame import go_to, show
from server.routes.plain.sign_in import NEXT_BOOK
from server.rules.authorisation import Action
from server.services import answers, bookings
from server.services.bookings import moment
from server.services.errors import Refusal
from server.wire import affairs as wire
from server.wire.types import encode

#: The field of a slot: its day and begin as one value.
SLOT = "slot"
_SLOT = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})", re.ASCII)


async def form(call: Call) -> Reply:
    """GET /plain/services/{code}/book: what is free; signing in first."""
    code = call.path["code"]
    free = await routes.free_slots(call, code)
    if call.viewer is None:
        return go_to(f"/plain/login?next={NEXT_BOOK}{code}")
    _residents_only(call)
    return _slots_page(call, free, [], call.window.ports.random.id())


async def again(call: Call) -> Reply:
    """The page as it was chosen, for another look."""
    free = await routes.free_slots(call, call.path["code"])
    return _slots_page(call, free, [], key_of(call))


async def book(call: Call) -> Reply:
    """POST /plain/services/{code}/book."""
    window, code, key = call.window, call.path["code"], key_of(call)
    if call.viewer is None:
        return go_to(f"/plain/login?next={NEXT_BOOK}{code}")
    _residents_only(call)
    day, begins = _chosen(call)
    given = wire.BookingRequest(code, day, begins)
    asked = answers.once(call.viewer.id, key, "POST", call.scope["path"], encode(given))
    try:
        answer = await window.database.write(
            lambda tx: bookings.book(window, tx, call.viewer, given, asked, call.words)
        )
    except Refusal as refusal:
        free = await routes.free_slots(call, code)
        return _slots_page(call, free, _wrong(call, refusal), key, status=refusal.status)
    return go_to(
        f"/plain/bookings/{msgspec.json.decode(answer.body, type=wire.Booking).id}?done=book"
    )


async def one(call: Call) -> Reply:
    """GET /plain/bookings/{id}: the ticket, and other times."""
    if call.viewer is None:
        return go_to("/plain/login?next=mine")
    return await _booking_page(call, [])


async def one_again(call: Call) -> Reply:
    """The page as it was chosen, for another look."""
    return await _booking_page(call, [])


async def act(call: Call) -> Reply:
    """POST /plain/bookings/{id}: move or cancel."""
    if call.viewer is None:
        raise Refusal("unauthenticated")
    _residents_only(call)
    booking = call.path["id"]
    try:
        if call.body.get("cancel"):
            await routes.cancelled(call, booking)
            return go_to(f"/plain/bookings/{booking}?done=cancel")
        await routes.moved(call, booking, wire.BookingChange(*_chosen(call)))
    except Refusal as refusal:
        if refusal.code == "not_found":
            raise
        return await _booking_page(call, _wrong(call, refusal), status=refusal.status)
    return go_to(f"/plain/bookings/{booking}?done=move")


#: What was done just now, by the address.
_DONE = {"book": "done", "move": "moved", "cancel": "cancelled"}


async def _booking_page(call: Call, wrong: list[Wrong], *, status: int = 200) -> Reply:
    window = call.window
    _residents_only(call)
    found = await window.database.read(
        lambda tx: bookings.one(window, tx, call.viewer, call.path["id"], call.words)
    )
    days: list = []
    if found.can_change:
        try:
            days = _days(call, await routes.free_slots(call, found.service))
        except Refusal as refusal:
            if refusal.code != "not_found":  # the window is no more: it can be cancelled only
                raise
    done = _DONE.get(call.query.get("done", ""))
    return show(
        call,
        "booking.html",
        status=status,
        here="mine",
        form=found.can_change,
        wrong=wrong,
        booking=found,
        range=_range(call, found),
        said=call.words(f"plain.book.{done}") if done else "",
        days=days,
        typed=call.body,
        guide=found.service in window.reference.affairs.by_code,
    )


def _range(call: Call, booking: wire.Booking) -> str:
    return call.words(
        "plain.book.range",
        when=moment(call.words, booking.day, booking.begins),
        to=booking.ends,
    )


async def of_person(call: Call) -> list[tuple[wire.Booking, str]]:
    """The bookings of who is signed in, each with its time in words."""
    window = call.window
    found = await window.database.read(lambda tx: bookings.own(window, tx, call.viewer, call.words))
    return [(booking, _range(call, booking)) for booking in found.items]


def _residents_only(call: Call) -> None:
    if not call.window.catalogue.roles.allowed(call.viewer.role, Action.BOOKING_MAKE):
        raise Refusal("forbidden")


def _chosen(call: Call) -> tuple[str | None, str | None]:
    match = _SLOT.fullmatch(call.body.get(SLOT, ""))
    return (match[1], match[2]) if match else (None, None)


def _wrong(call: Call, refusal: Refusal) -> list[Wrong]:
    """What is wrong, told at the choice of a slot."""
    if refusal.code == "conflict":
        return [Wrong(SLOT, refusal.message(call.words))]
    if refusal.code != "invalid":
        raise refusal
    return [Wrong(SLOT, one.message) for one in wrongs(call.words, refusal.problems)][:1]


def _days(call: Call, free: wire.Slots) -> list[tuple[str, list[wire.SlotFree]]]:
    """Day in words → its slots, of days on which anything is free."""
    days = []
    for day, of_day in groupby(free.items, key=lambda slot: slot.day):
        slots = list(of_day)
        if any(slot.left for slot in slots):
            days.append((call.words.day(day), slots))
    return days


def _slots_page(
    call: Call, free: wire.Slots, wrong: list[Wrong], key: str, *, status: int = 200
) -> Reply:
    return show(
        call,
        "book.html",
        status=status,
        here="services",
        form=True,
        wrong=wrong,
        free=free,
        days=_days(call, free),
        key=key,
        typed=call.body,
    )


async def desk(call: Call) -> Reply:
    """GET /plain/desk: who comes to the windows on a day, for staff."""
    viewer = call.viewer
    if viewer is None:
        return go_to("/plain/staff")
    if not call.window.catalogue.roles.allowed(viewer.role, Action.BOOKING_DESK):
        raise Refusal("forbidden")
    wrong: list[Wrong] = []
    typed = call.query.get("day", "")[:20]
    try:
        found = await routes.desk_of(call, typed)
    except Refusal as refusal:
        wrong = wrongs(call.words, refusal.problems)
        found = await routes.desk_of(call, "")
    return show(
        call,
        "desk.html",
        here="",
        wrong=wrong,
        found=found,
        day=call.words.day(found.day),
        typed=typed or found.day,
        counters=_by_counter(found.items),
    )


def _by_counter(
    items: Iterable[wire.DeskBooking],
) -> list[tuple[str, int, list[wire.DeskBooking]]]:
    found = []
    for counter, rows in groupby(items, key=lambda one: one.counter):
        listed = list(rows)
        coming = sum(one.state != bookings.CANCELLED for one in listed)
        found.append((counter, coming, listed))
    return found
