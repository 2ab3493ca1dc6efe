"""预约取号: booking a time at the window of a service, changing it, cancelling it, and the reminder the
day before. A booking is looked at and written under one lock, so that the last place is given once.
"""

from functools import partial

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import phones, slots
from server.rules.slots import Counter, Slot
from server.rules.text import mask_name
from server.services import answers, jobs, messages
from server.services.answers import Answer, Once
from server.services.errors import Refusal, invalid
from server.services.jobs import DONE, Handler, Job, Outcome
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import locks
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx
from server.wire import affairs as wire
from server.wire.types import encode

KIND = "booking_reminder"
BOOKED, CANCELLED, OVER = "booked", "cancelled", "over"
#: When the reminder goes out, the day before.
REMINDED_AT = "09:00"
#: Free slots that are named to whom a slot was taken from.
NEAREST = 3
#: Bookings are forgotten so long after their day.
KEEP_MS = 90 * 86_400_000
#: Bookings on one's own list.
MOST = 50

_B = t.bookings.c
_INSERT = insert_row(t.bookings)
_TAKEN = (
    sa.select(_B.day, _B.begins, sa.func.count().label("count"))
    .where(_B.counter == bindparam("counter"), _B.state == sa.literal_column(f"'{BOOKED}'"))
    .where(_B.begins_at > bindparam("now"))
    .group_by(_B.day, _B.begins)
)
_TICKET = sa.select(sa.func.coalesce(sa.func.max(_B.ticket), 0)).where(
    _B.counter == bindparam("counter"), _B.day == bindparam("day")
)
_OPEN = sa.select(t.bookings).where(
    _B.account_id == bindparam("account"),
    _B.service == bindparam("service"),
    _B.state == sa.literal_column(f"'{BOOKED}'"),
    _B.ends_at > bindparam("now"),
)
_BY_ID = sa.select(t.bookings).where(_B.id == bindparam("booking"))
_OWN = (
    sa.select(t.bookings)
    .where(_B.account_id == bindparam("account"))
    .order_by(_B.begins_at.desc(), _B.id)
    .limit(MOST)
)
_CHANGE = (
    sa.update(t.bookings)
    .where(_B.id == bindparam("booking"))
    .values(
        {
            name: bindparam("new_" + name)
            for name in ("day", "begins", "begins_at", "ends_at", "ticket", "state", "changed_at")
        }
        | {"version": _B.version + 1}
    )
)
_A = t.accounts.c
_ON_DAY = (
    sa.select(t.bookings, _A.name_enc, _A.phone_enc)
    .join(t.accounts, _A.id == _B.account_id)
    .where(_B.day == bindparam("day"))
    .order_by(_B.counter, _B.begins, _B.ticket)
)
_OLD = sa.select(_B.id).where(_B.ends_at < bindparam("before")).limit(bindparam("limit"))
_FORGET = sa.delete(t.bookings).where(_B.id == bindparam("booking"))
#: Forgotten in one go, so that other writes do not wait.
_FORGOTTEN_AT_ONCE = 200


def counter_of(window: Window, service: str) -> Counter:
    """The window of a service. Raises Refusal not_found where the service has none."""
    known = window.reference.affairs.by_code.get(service)
    counter = window.reference.counters.by_id.get(known.get("counter", "")) if known else None
    if counter is None:
        raise Refusal("not_found")
    return counter


def _known_slots(window: Window, counter: Counter) -> list[Slot]:
    reference = window.reference
    return slots.slots(reference.counters, counter, reference.calendar, window.now())


def _taken(window: Window, tx: Tx, counter: Counter) -> dict[tuple[str, str], int]:
    rows = tx.all(_TAKEN, counter=counter.id, now=window.now())
    return {(row["day"], row["begins"]): row["count"] for row in rows}


def listed(window: Window, tx: Tx, service: str, words: Words) -> wire.Slots:
    """The slots of a service's window with what is free. Raises Refusal not_found."""
    counter = counter_of(window, service)
    taken = _taken(window, tx, counter)
    return wire.Slots(
        service,
        window.reference.affairs.title(service, words.language),
        counter.id,
        counter.address,
        [
            wire.SlotFree(slot.day, slot.begins, slot.ends, slots.left(slot, taken))
            for slot in _known_slots(window, counter)
        ],
    )


def _wanted(window: Window, counter: Counter, day: str | None, begins: str | None) -> Slot:
    """The slot that is asked for. Raises Refusal invalid: past, closed and far days are out of
    range, an hour that the window does not have is unknown."""
    for name, value in (("day", day), ("from", begins)):
        if not value:
            raise invalid(name, "required")
    known = _known_slots(window, counter)
    of_day = [slot for slot in known if slot.day == day]
    if not of_day:
        raise invalid("day", "out_of_range")
    found = next((slot for slot in of_day if slot.begins == begins), None)
    if found is None:
        raise invalid("from", "unknown")
    return found


def _hold(window: Window, tx: Tx) -> None:
    # Bookings are few: one lock for all is never waited for in a circle.
    locks.hold(tx, window.keys.lookup("", "bookings"))


def _place(window: Window, tx: Tx, counter: Counter, slot: Slot, words: Words) -> dict:
    """What a booking of the slot has; a ticket is never given twice. Raises Refusal conflict with the
    nearest free slots."""
    taken = _taken(window, tx, counter)
    if not slots.left(slot, taken):
        near = slots.nearest(slot, _known_slots(window, counter), taken, NEAREST)
        said = words("format.list").join(moment(words, one.day, one.begins) for one in near)
        detail = "slot_taken" if near else "all_taken"
        raise Refusal("conflict", detail=detail, values={"slots": said})
    ticket = tx.value(_TICKET, counter=counter.id, day=slot.day) + 1
    return {
        "day": slot.day,
        "begins": slot.begins,
        "begins_at": slot.begins_at,
        "ends_at": slot.ends_at,
        "ticket": ticket,
        "state": BOOKED,
        "changed_at": window.now(),
    }


def moment(words: Words, day: str, begins: str) -> str:
    """A slot's begin in words."""
    return words.moment(f"{day}T{begins}:00")


def book(
    window: Window, tx: Tx, viewer: Viewer, given: wire.BookingRequest, asked: Once, words: Words
) -> Answer:
    """Book once. Raises Refusal invalid; conflict where the slot is full or such a time is booked
    already."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before
    if not given.service:
        raise invalid("service", "required")
    try:
        counter = counter_of(window, given.service)
    except Refusal:
        raise invalid("service", "unknown") from None
    slot = _wanted(window, counter, given.day, given.begins)
    _hold(window, tx)
    now = window.now()
    there = tx.one(_OPEN, account=viewer.id, service=given.service, now=now)
    if there is not None:
        said = moment(words, there["day"], there["begins"])
        raise Refusal("conflict", detail="booked_already", values={"slots": said})
    row = {
        "id": window.ports.random.id(),
        "account_id": viewer.id,
        "service": given.service,
        "counter": counter.id,
        "made_at": now,
        "version": 1,
        **_place(window, tx, counter, slot, words),
    }
    tx.run(_INSERT, **row)
    tx.changed(t.bookings, row["id"])
    _remind_later(window, tx, row)
    answer = Answer(201, encode(shown(window, row, words)))
    answers.keep(window, tx, asked, answer)
    return answer


def _own(window: Window, tx: Tx, viewer: Viewer, booking: str) -> dict:
    """The viewer's own booking, locked. Raises Refusal not_found."""
    _hold(window, tx)
    row = tx.one(_BY_ID, booking=booking)
    if row is None or row["account_id"] != viewer.id:
        raise Refusal("not_found")
    return row


def change(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    booking: str,
    given: wire.BookingChange,
    words: Words,
) -> wire.Booking:
    """Move a booking to another slot; to its own one changes nothing. Raises Refusal not_found,
    invalid, conflict (the slot is full, or the booking is over)."""
    row = _own(window, tx, viewer, booking)
    if _state(window, row) != BOOKED or row["begins_at"] <= window.now():
        raise Refusal("conflict", detail="booking_over")
    if (row["day"], row["begins"]) == (given.day, given.begins):
        return shown(window, row, words)
    try:
        counter = counter_of(window, row["service"])
    except Refusal:  # the service has no window any more: it can only be cancelled
        raise Refusal("conflict", detail="booking_over") from None
    slot = _wanted(window, counter, given.day, given.begins)
    row |= _place(window, tx, counter, slot, words)
    _write(tx, row)
    _remind_later(window, tx, row)
    return shown(window, row, words)


def cancel(window: Window, tx: Tx, viewer: Viewer, booking: str, words: Words) -> wire.Booking:
    """Give the place back; again changes nothing. Raises Refusal not_found, conflict once it has
    begun."""
    row = _own(window, tx, viewer, booking)
    if row["state"] == BOOKED:
        if row["begins_at"] <= window.now():
            raise Refusal("conflict", detail="booking_over")
        row |= {"state": CANCELLED, "changed_at": window.now()}
        _write(tx, row)
    return shown(window, row, words)


def _write(tx: Tx, row: dict) -> None:
    names = ("day", "begins", "begins_at", "ends_at", "ticket", "state", "changed_at")
    tx.run(_CHANGE, booking=row["id"], **{f"new_{name}": row[name] for name in names})
    tx.changed(t.bookings, row["id"])
    row["version"] += 1


def _state(window: Window, row: dict) -> str:
    over = row["state"] == BOOKED and row["ends_at"] <= window.now()
    return OVER if over else row["state"]


def ticket_text(row: dict) -> str:
    """What the ticket is called out as."""
    return f"{row['counter']}-{row['ticket']:03d}"


def shown(window: Window, row: dict, words: Words) -> wire.Booking:
    """The booking as its person sees it."""
    counter = window.reference.counters.by_id.get(row["counter"])
    state = _state(window, row)
    return wire.Booking(
        id=row["id"],
        service=row["service"],
        service_title=window.reference.affairs.title(row["service"], words.language),
        counter=row["counter"],
        address=counter.address if counter else "",
        day=row["day"],
        begins=row["begins"],
        ends=window.zone.local(row["ends_at"]).strftime("%H:%M"),
        ticket=ticket_text(row),
        state=state,
        can_change=state == BOOKED and row["begins_at"] > window.now(),
    )


def own(window: Window, tx: Tx, viewer: Viewer, words: Words) -> wire.Bookings:
    """The viewer's bookings, those to come first, the soonest of them before."""
    rows = [shown(window, row, words) for row in tx.all(_OWN, account=viewer.id)]
    coming = [row for row in rows if row.state == BOOKED]
    return wire.Bookings([*reversed(coming), *(row for row in rows if row.state != BOOKED)])


def one(window: Window, tx: Tx, viewer: Viewer, booking: str, words: Words) -> wire.Booking:
    """One of the viewer's own bookings. Raises Refusal not_found."""
    row = tx.one(_BY_ID, booking=booking)
    if row is None or row["account_id"] != viewer.id:
        raise Refusal("not_found")
    return shown(window, row, words)


def desk(window: Window, tx: Tx, day: str, words: Words) -> wire.DeskBookings:
    """Who comes to which window on a day, for staff; names and phones masked."""
    keys, items = window.keys, []
    for row in tx.all(_ON_DAY, day=day):
        booked = shown(window, row, words)
        name = keys.decrypt(row["name_enc"], "accounts.name")
        phone = keys.decrypt(row["phone_enc"], "accounts.phone")
        items.append(
            wire.DeskBooking(
                booked.counter,
                booked.begins,
                booked.ends,
                booked.ticket,
                booked.service_title,
                mask_name(name) if name else None,
                phones.mask_phone(phone) if phone else None,
                booked.state,
            )
        )
    return wire.DeskBookings(day, items)


# --- the day before ---


def _remind_later(window: Window, tx: Tx, row: dict) -> None:
    """Put the reminder down; who books after it would have gone out knows the time anyway."""
    at = slots.remind_at(row["begins_at"], window.reference.calendar, REMINDED_AT)
    if at > window.now():
        payload = {"booking": row["id"], "version": row["version"]}
        jobs.add(tx, KIND, f"{row['id']}.{row['version']}", at, window.now(), payload)


def handler(window: Window) -> Handler:
    """How reminders are done."""
    return Handler(inside=partial(_remind, window))


def _remind(window: Window, tx: Tx, job: Job) -> Outcome:
    """Tell the person, unless the booking was moved or cancelled, or has begun meanwhile."""
    row = tx.one(_BY_ID, booking=job.payload["booking"])
    now = window.now()
    if (
        row is None
        or row["version"] != job.payload["version"]
        or row["state"] != BOOKED
        or row["begins_at"] <= now
    ):
        return DONE
    words = window.library.choose("")
    values = {
        "when": moment(words, row["day"], row["begins"]),
        "counter": row["counter"],
        "service": window.reference.affairs.title(row["service"], words.language),
        "ticket": ticket_text(row),
    }
    key = f"booking.{row['id']}.{row['version']}"
    messages.tell_account(tx, row["account_id"], KIND, key, values, now)
    return DONE


def forget(window: Window, tx: Tx) -> None:
    """Forget bookings of long ago."""
    before = window.now() - KEEP_MS
    for row in tx.all(_OLD, before=before, limit=_FORGOTTEN_AT_ONCE):
        tx.run(_FORGET, booking=row["id"])
        tx.changed(t.bookings, row["id"])
