"""预约取号 over the API: free slots, booking, changing, cancelling, and who comes to the windows."""

import re
from datetime import date

from server.routes.endpoint import endpoint
from server.routes.http import Call, Reply, json_reply
from server.rules.authorisation import Action
from server.services import bookings
from server.services.errors import invalid
from server.wire import affairs as wire

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@endpoint(
    "GET",
    "/services/{code}/slots",
    "When a time can be booked at the window of a service",
    answer=wire.Slots,
    errors=("not_found",),
)
async def slots(call: Call) -> Reply:
    """GET /services/{code}/slots."""
    return json_reply(await free_slots(call, call.path["code"]))


async def free_slots(call: Call, service: str) -> wire.Slots:
    """The slots of a service's window. Raises Refusal not_found."""
    window = call.window
    return await window.database.read(lambda tx: bookings.listed(window, tx, service, call.words))


@endpoint(
    "POST",
    "/bookings",
    "Book a time at the window of a service",
    action=Action.BOOKING_MAKE,
    request=wire.BookingRequest,
    answer=wire.Booking,
    status=201,
    once=True,
)
async def book(call: Call) -> Reply:
    """POST /bookings."""
    window, asked = call.window, call.once()
    answer = await window.database.write(
        lambda tx: bookings.book(window, tx, call.viewer, call.request, asked, call.words)
    )
    return Reply(answer.status, answer.body)


@endpoint("GET", "/me/bookings", "One's bookings", action=Action.BOOKING_MAKE, answer=wire.Bookings)
async def own_bookings(call: Call) -> Reply:
    """GET /me/bookings."""
    window = call.window
    found = await window.database.read(lambda tx: bookings.own(window, tx, call.viewer, call.words))
    return json_reply(found)


@endpoint(
    "PUT",
    "/bookings/{id}",
    "Move a booking to another time",
    action=Action.BOOKING_MAKE,
    request=wire.BookingChange,
    answer=wire.Booking,
    errors=("not_found", "conflict", "invalid"),
)
async def move(call: Call) -> Reply:
    """PUT /bookings/{id}: sent again it changes nothing more."""
    return json_reply(await moved(call, call.path["id"], call.request))


async def moved(call: Call, booking: str, given: wire.BookingChange) -> wire.Booking:
    """The own booking at its new time. Raises Refusal not_found, conflict, invalid."""
    window = call.window
    return await window.database.write(
        lambda tx: bookings.change(window, tx, call.viewer, booking, given, call.words)
    )


@endpoint(
    "DELETE",
    "/bookings/{id}",
    "Cancel a booking",
    action=Action.BOOKING_MAKE,
    answer=wire.Booking,
    errors=("not_found", "conflict"),
)
async def cancel(call: Call) -> Reply:
    """DELETE /bookings/{id}: sent again it changes nothing more."""
    return json_reply(await cancelled(call, call.path["id"]))


async def cancelled(call: Call, booking: str) -> wire.Booking:
    """The own booking, cancelled. Raises Refusal not_found, conflict."""
    window = call.window
    return await window.database.write(
        lambda tx: bookings.cancel(window, tx, call.viewer, booking, call.words)
    )


@endpoint(
    "GET",
    "/bookings",
    "Who comes to the windows on a day",
    action=Action.BOOKING_DESK,
    answer=wire.DeskBookings,
    errors=("invalid",),
    query=("day",),
)
async def at_the_desk(call: Call) -> Reply:
    """GET /bookings?day=…; today without."""
    return json_reply(await desk_of(call, call.query.get("day", "")))


async def desk_of(call: Call, typed: str) -> wire.DeskBookings:
    """Who comes on the day that was typed, today where none was. Raises Refusal invalid."""
    window = call.window
    day = typed or window.zone.local(window.now()).date().isoformat()
    try:
        fits = _DAY.fullmatch(day) is not None and date.fromisoformat(day) is not None
    except ValueError:
        fits = False
    if not fits:
        raise invalid("day", "date")
    return await window.database.read(lambda tx: bookings.desk(window, tx, day, call.words))
