"""Visits as people ask for them, make them and read them: what is wrong with a request by field, and
what a visit says."""

from collections.abc import Mapping

import msgspec

from server.rules import numbers, phones, text
from server.rules import visits as rules
from server.rules.device_time import read_made, read_time
from server.rules.forms import Problem
from server.rules.visits import Span
from server.services import (
    accounts,
    answers,
    call_back_visits,
    case_rows,
    filing,
    mandates,
    own_person,
    people,
    people_desk,
    person_sights,
    person_states,
    titles,
    views,
    visits,
)
from server.services.answers import Answer, Once
from server.services.errors import Refusal
from server.services.reading import Reader
from server.services.visits import Tried, Wanted
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import visits as wire
from server.wire.types import encode

LONGEST_MATTER, LONGEST_NAME, LONGEST_PLACE, LONGEST_NOTE = 200, 100, 120, 200
MOST_PICTURES = 6
#: Visits that a resident can wait for at a time.
MOST_OPEN = 5
#: Spans that a form offers: a week of mornings and afternoons.
OFFERED = 10


class _Reader(Reader):
    """Reads what is sent of visits."""

    def __init__(self, problems: list[Problem]):
        super().__init__()
        self.problems += problems

    def span(self, prefix: str, begins: str | None, ends: str | None) -> Span | None:
        """From when to when; None where it cannot be read."""
        read = []
        for name, given in (("from", begins), ("to", ends)):
            at = read_time(given) if given else None
            if at is None:
                self.wrong(prefix + name, "format" if given else "required")
            else:
                read.append(at)
        return Span(*read) if len(read) == 2 else None


def wish(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    body: dict,
    given: wire.WishRequest,
    asked: Once,
    words: Words,
) -> Answer:
    """Somebody asks for a visit, or staff does for who is on the phone. Raises Refusal invalid,
    conflict."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before
    row = asked_for(window, tx, viewer, body, given)
    answer = Answer(201, encode(wire.WishAnswer(wished(window, tx, row, words))))
    answers.keep(window, tx, asked, answer)
    return answer


def asked_for(window: Window, tx: Tx, viewer: Viewer, body: dict, given: wire.WishRequest) -> dict:
    """The visit that was asked for, stored once. Raises Refusal invalid, conflict."""
    digest = people.digest_of_sent(body, by=viewer.id)
    there = visits.by_id(tx, given.id or "")
    if there is not None:
        if there["digest"] is None or bytes(there["digest"]) != digest:
            raise Refusal("conflict")
        return there
    own = viewer.role == "resident"
    if own and visits.count_open(tx, viewer.id or "") >= MOST_OPEN:
        raise Refusal("conflict", detail="help_wishes", values={"most": MOST_OPEN})
    read = _Reader(people_desk.id_problems(body))
    matter = read.line("matter", given.matter, LONGEST_MATTER, needed=True)
    name = read.line("name", given.name, LONGEST_NAME, needed=not own)
    phone = phones.read_callable(given.phone or "")
    if phone.error is not None:
        read.wrong("phone", phone.error)
    span = read.span("", given.begins, given.ends)
    if span is not None and not rules.wish_fits(span, window.reference.calendar, window.now()):
        read.wrong("from", "out_of_range", max=rules.FARTHEST)
    person = people.of_account(tx, viewer.id or "") if own else None
    home = _home(window, tx, person)
    door = given.place or wire.DoorGiven()
    place = read.line("place.text", door.text, LONGEST_PLACE, needed=home is None)
    at_home = home is not None and place in ("", home["text"])
    grid = _grid(window, read, door, person if at_home else None)
    read.refuse()
    if span is None:
        raise Refusal("invalid")
    if own:
        person = own_person.needed(window, tx, viewer, grid)
    if not name and person is not None:
        name = people.name_of(window, tx, person["id"]) or ""
    known = people.place(tx, home["place_id"]) if at_home and home and home["place_id"] else None
    wanted = Wanted(
        id=given.id or "",
        kind=rules.HELP_WISH,
        grid_id=grid,
        matter=matter,
        span=span,
        name=text.clean_name(name),
        phone=phone.value,
        place=place or (home["text"] if home else ""),
        person_id=person["id"] if person else None,
        place_id=known["id"] if known else None,
        point=(known["lon"], known["lat"]) if known else (None, None),
        wisher_id=viewer.id,
        digest=digest,
    )
    return visits.open_visit(window, tx, wanted, viewer.id)


def _home(window: Window, tx: Tx, person: Mapping | None) -> dict | None:
    homes = people.homes_of(window, tx, person["id"]) if person is not None else []
    return homes[-1] if homes else None


def _grid(window: Window, read: _Reader, door: wire.DoorGiven, person: Mapping | None) -> str:
    """The grid whose worker comes: as chosen, else that of the person's home."""
    if door.grid_id:
        if door.grid_id not in window.reference.grids:
            read.wrong("place.grid_id", "unknown")
        return door.grid_id
    if person is None:
        read.wrong("place.grid_id", "required")
        return ""
    return person["grid_id"]


def wished(window: Window, tx: Tx, row: Mapping, words: Words) -> wire.Wish:
    """A visit as who asked for it reads it."""
    tries = visits.tries_of(tx, row["id"])
    iso = window.zone.iso
    phone = visits.text_of(window, row, "phone")
    return wire.Wish(
        id=row["id"],
        state=row["state"],
        matter=visits.text_of(window, row, "matter"),
        place_text=visits.text_of(window, row, "place"),
        phone_masked=phones.mask_phone(phone) if phone else "",
        begins=iso(row["from_at"]),
        ends=iso(row["to_at"]),
        who_comes=_who_comes(window, tx, row, words),
        at=iso(row["at"]),
        tries=[wire.WishTry(one["result"], iso(one["real_at"])) for one in tries],
        number=_number(tx, row, tries),
        name=visits.text_of(window, row, "name") if _by_desk(tx, row) else "",
    )


def _by_desk(tx: Tx, row: Mapping) -> bool:
    wisher = accounts.by_id(tx, row["wisher_id"]) if row["wisher_id"] else None
    return wisher is not None and wisher["role"] != "resident"


def _who_comes(window: Window, tx: Tx, row: Mapping, words: Words) -> str:
    """The worker who comes, by number; the grid where it has none."""
    worker = accounts.by_id(tx, row["worker_id"]) if row["worker_id"] else None
    if worker is None:
        worker = accounts.worker_of_grid(tx, row["grid_id"])
    if worker is None:
        grid = window.reference.grids.get(row["grid_id"])
        return grid.name if grid else row["grid_id"]
    return views.staff_label(words, worker["role"], worker["staff_no"])


def _number(tx: Tx, row: Mapping, tries: list[dict]) -> str | None:
    """The case that was filed at the door."""
    number = visits.number_of(tx, row["case_id"])
    for one in tries:
        number = number or _number_of_try(tx, one)
    return number


def _number_of_try(tx: Tx, tried: Mapping) -> str | None:
    """Of the case itself, or of the newest one under the mandate that was signed there."""
    if tried["case_id"] is not None:
        return visits.number_of(tx, tried["case_id"])
    if tried["mandate_id"] is None:
        return None
    acts = mandates.acts_of(tx, tried["mandate_id"])
    return acts[0]["number"] if acts else None


def own_wishes(window: Window, tx: Tx, viewer: Viewer, words: Words) -> wire.Wishes:
    """What the viewer asked for."""
    rows = visits.of_wisher(tx, viewer.id or "")
    return wire.Wishes([wished(window, tx, row, words) for row in rows])


def times(window: Window) -> wire.WishTimes:
    """When somebody can be asked to come, as a form offers it."""
    iso = window.zone.iso
    spans = rules.offered(window.reference.calendar, window.now(), OFFERED)
    return wire.WishTimes([wire.Offered(iso(one.begins), iso(one.ends)) for one in spans])


def call_off(window: Window, tx: Tx, viewer: Viewer, visit_id: str, words: Words) -> wire.Wish:
    """Who asked wants nobody any more. Raises Refusal not_found."""
    row = visits.by_id(tx, visit_id, lock=True)
    if row is None or row["wisher_id"] != viewer.id:
        raise Refusal("not_found")
    return wished(window, tx, visits.cancel(tx, viewer, row, window.now()), words)


def listed(window: Window, tx: Tx, viewer: Viewer, words: Words) -> wire.Visits:
    """The viewer's visits by the time they are for: open ones, those that ended today, and cases to
    be verified. Who is listed was seen."""
    calendar = window.reference.calendar
    today = calendar.start_of(calendar.day_of(window.now()))
    rows = visits.of_viewer(tx, viewer, today)
    person_sights.note(tx, visits.persons_of(rows), viewer, "visit", window.now())
    items = [(row["from_at"], shown(window, tx, viewer, row, words)) for row in rows]
    for case in visits.to_verify(tx, viewer):
        span = _span_to_verify(window, case)
        items.append((span.begins, to_verify(window, tx, viewer, case, words)))
    return wire.Visits([one for _, one in sorted(items, key=lambda item: (item[0], item[1].id))])


def shown(window: Window, tx: Tx, viewer: Viewer, row: Mapping, words: Words) -> wire.Visit:
    """A visit as who makes it sees it: what the way there needs, and no more of the person."""
    iso = window.zone.iso
    is_open = row["state"] == rules.OPEN
    worker = accounts.by_id(tx, row["worker_id"]) if row["worker_id"] else None
    absent = visits.covered(viewer, row)
    person = _person(window, tx, row)
    place = visits.text_of(window, row, "place")
    return wire.Visit(
        id=row["id"],
        kind=row["kind"],
        state=row["state"],
        name=person.name if person else visits.text_of(window, row, "name"),
        person=person,
        reason=_reason(window, tx, row, words),
        service=row["service"],
        place=wire.VisitPlace(place, row["place_id"], row["grid_id"], row["lon"], row["lat"]),
        phone=(visits.text_of(window, row, "phone") or None) if is_open else None,
        begins=iso(row["from_at"]),
        ends=iso(row["to_at"]),
        number=None,
        worker=views.staff_label(words, worker["role"], worker["staff_no"]) if worker else None,
        covers=views.staff_label(words, viewer.role, absent) if absent else None,
        tries=[_try(window, tx, one, words) for one in visits.tries_of(tx, row["id"])],
    )


def _reason(window: Window, tx: Tx, row: Mapping, words: Words) -> str:
    if row["kind"] == rules.CALL_BACK:
        return words("visit.call_back", title=call_back_visits.title_of(tx, row["id"], words))
    return visits.text_of(window, row, "matter")


def _person(window: Window, tx: Tx, row: Mapping) -> wire.VisitPerson | None:
    person = people.by_id(tx, row["person_id"]) if row["person_id"] else None
    if person is None:
        return None
    known = people.facts_of(window, tx, person["id"])
    birth = known["birth_date"].value if "birth_date" in known else None
    age = people.age(birth, window.today()) if birth else None
    return wire.VisitPerson(person["id"], known["name"].value, age, person["state"])


def _try(window: Window, tx: Tx, one: Mapping, words: Words) -> wire.Try:
    where = visits.try_text(window, one, "where")
    return wire.Try(
        id=one["id"],
        result=one["result"],
        note=visits.try_text(window, one, "note"),
        at=window.zone.iso(one["real_at"]),
        made_at=window.zone.iso_or_none(one["made_at"]),
        by=views.staff_label(words, "grid_worker", one["by_no"]),
        where=msgspec.json.decode(where, type=list[float]) if where else None,
        attachments=[picture for picture in one["attachments"].split(",") if picture],
        number=_number_of_try(tx, one),
    )


def _span_to_verify(window: Window, case: Mapping) -> Span:
    """The day a verification is due; of one without a day, the day it was asked for."""
    at = case["task_due"] if case["task_due"] is not None else case["task_from"]
    return rules.day_span(window.reference.calendar, at)


def to_verify(window: Window, tx: Tx, viewer: Viewer, case: Mapping, words: Words) -> wire.Visit:
    """A case's verification as a visit; its id is the case's number."""
    span = _span_to_verify(window, case)
    cover = next((c for c in viewer.covers if c.grid_id == case["grid_id"]), None)
    absent = cover.staff_no if cover and viewer.grid_id != case["grid_id"] else None
    return wire.Visit(
        id=case["number"],
        kind=rules.VERIFICATION,
        state=rules.OPEN,
        name=titles.of(tx, case, words),
        person=None,
        reason=words("visit.verification"),
        service=None,
        place=wire.VisitPlace(
            case["place_text"], None, case["grid_id"] or "", case["lon"], case["lat"]
        ),
        phone=None,
        begins=window.zone.iso(span.begins),
        ends=window.zone.iso(span.ends),
        number=case["number"],
        worker=None,
        covers=views.staff_label(words, viewer.role, absent) if absent else None,
        tries=[],
    )


def of_change(
    window: Window, tx: Tx, viewer: Viewer, visit_id: str, words: Words
) -> wire.Visit | None:
    """A visit as it goes down to a device; None where it is over or somebody else's."""
    row = visits.by_id(tx, visit_id)
    if row is not None:
        open_here = row["state"] == rules.OPEN and visits.belongs(tx, viewer, row)
        return shown(window, tx, viewer, row, words) if open_here else None
    for case in visits.to_verify(tx, viewer._replace(covers=())):
        if case["number"] == visit_id:
            return to_verify(window, tx, viewer, case, words)
    return None


def attempt(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    visit_id: str,
    body: dict,
    given: wire.TryRequest,
    asked: Once,
    words: Words,
) -> Answer:
    """Store how it went at the door, once. Raises Refusal not_found, invalid, conflict."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before
    visit = attempted(window, tx, viewer, visit_id, body, given, words)
    answer = Answer(201, encode(wire.VisitAnswer(shown(window, tx, viewer, visit, words))))
    answers.keep(window, tx, asked, answer)
    return answer


def attempted(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    visit_id: str,
    body: dict,
    given: wire.TryRequest,
    words: Words,
) -> dict:
    """The visit once the try is stored: once by its id. Raises Refusal not_found, invalid, conflict."""
    visit = _own(tx, viewer, visit_id)
    digest = people.digest_of_sent(body, visit=visit_id, by=viewer.id)
    there = visits.try_by_id(tx, given.id or "")
    if there is None:
        return _attempt(window, tx, viewer, visit, body, given, digest, words)
    if bytes(there["digest"]) != digest:
        raise Refusal("conflict")
    return visit


def _attempt(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    visit: Mapping,
    body: dict,
    given: wire.TryRequest,
    digest: bytes,
    words: Words,
) -> dict:
    read = _Reader(people_desk.id_problems(body))
    when, wrong = read_made(body, window.now())
    read.problems += wrong
    said = _tried(window, tx, viewer, visit, given, read, when.real, digest)
    answered: dict | None = None
    if said.result == rules.ASKED and visit["kind"] == rules.CALL_BACK:
        answered, wrong = call_back_visits.read(window, given.answers, words)
        read.problems += wrong
    elif given.answers is not None:
        read.wrong("answers", "unknown")
    read.refuse()
    after = visits.attempt(window, tx, viewer, visit, said, when)
    state = rules.OF_PERSON.get(said.result)
    if state is not None and after["person_id"]:
        person_states.becomes(tx, after["person_id"], state, viewer.id, window.now())
    if visit["kind"] == rules.CALL_BACK:
        call_back_visits.follow(window, tx, viewer, after, answered, said.note, when.real)
    return after


def _own(tx: Tx, viewer: Viewer, visit_id: str) -> dict:
    visit = visits.by_id(tx, visit_id, lock=True)
    if visit is None or not visits.belongs(tx, viewer, visit):
        raise Refusal("not_found")
    return visit


def _tried(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    visit: Mapping,
    given: wire.TryRequest,
    read: _Reader,
    tried_at: int,
    digest: bytes,
) -> Tried:
    result = given.result or ""
    if result not in rules.results_of(visit["kind"]):
        read.wrong("result", "unknown" if result else "required")
    note = read.line("note", given.note, LONGEST_NOTE, needed=result in rules.EXPLAINED)
    again = None
    if given.next is not None:
        again = read.span("next.", given.next.begins, given.next.ends)
        if result not in rules.GO_AGAIN:
            read.wrong("next", "unknown")
        elif again is not None and not rules.next_fits(again, tried_at):
            read.wrong("next.from", "out_of_range", max=rules.FARTHEST_NEXT)
    if len(given.attachments or []) > MOST_PICTURES:
        read.wrong("attachments", "too_many", max=MOST_PICTURES)
    pictures, missing = filing.own_pictures(
        tx, viewer.id or "", (given.attachments or [])[:MOST_PICTURES], "attachments"
    )
    read.problems += missing
    if len({picture["id"] for picture in pictures}) < len(pictures):
        read.wrong("attachments", "unknown")
    case_id, mandate = _filed(tx, viewer, visit, given, read)
    if mandate is None and result == rules.HELPED:
        mandate = _under(window, tx, viewer, visit, case_id, tried_at)
    where = _where(given.where, read)
    return Tried(given.id or "", result, note, again, pictures, where, case_id, mandate, digest)


def _where(given: wire.PointGiven | None, read: _Reader) -> str:
    if given is None:
        return ""
    for name, value, most in (("lon", given.lon, 180), ("lat", given.lat, 90)):
        if value is None or not -most <= value <= most:
            read.wrong(f"where.{name}", "required" if value is None else "out_of_range")
            return ""
    return msgspec.json.encode([given.lon, given.lat]).decode()


def _filed(
    tx: Tx, viewer: Viewer, visit: Mapping, given: wire.TryRequest, read: _Reader
) -> tuple[int | None, str | None]:
    """What was filed at the door: the case, or the mandate it was filed under."""
    case_id = None
    if given.case:
        typed = numbers.read_case_number(given.case) if len(given.case) < 100 else None
        case = case_rows.find(tx, typed.value) if typed and typed.error is None else None
        if case is None or case["filed_by"] != viewer.id:
            read.wrong("case", "unknown")
        else:
            case_id = case["id"]
    if given.mandate:
        mandate = mandates.by_id(tx, given.mandate)
        whose = people.by_id(tx, mandate["person_id"]) if mandate is not None else None
        met = people.by_id(tx, visit["person_id"]) if visit["person_id"] else whose
        if mandate is None or mandate["by_id"] != viewer.id or whose != met:
            read.wrong("mandate", "unknown")
    return case_id, given.mandate or None


def _under(
    window: Window, tx: Tx, viewer: Viewer, visit: Mapping, case_id: int | None, tried_at: int
) -> str | None:
    """The mandate that somebody was helped under where the try names none: that of the case, or the
    only one by which the worker helped the person that day."""
    if case_id is not None:
        return mandates.filed_under(tx, case_id)
    met = people.by_id(tx, visit["person_id"]) if visit["person_id"] else None
    if met is None:
        return None
    day = window.zone.local(tried_at).date().isoformat()
    return mandates.only_one(tx, viewer.id or "", met["id"], day)


def hand_over(
    window: Window, tx: Tx, viewer: Viewer, visit_id: str, to: str | None, asked: Once, words: Words
) -> Answer:
    """Give a visit to another worker. Raises Refusal not_found, invalid, conflict."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before
    visit = _own(tx, viewer, visit_id)
    if visit["kind"] == rules.CALL_BACK:
        raise Refusal("conflict", detail="call_back_visit")
    if not to:
        raise Refusal("invalid", [Problem("to", "required")])
    other = accounts.by_login(tx, to)
    if other is None or other["role"] != viewer.role or other["disabled"]:
        raise Refusal("invalid", [Problem("to", "unknown")])
    if visit["state"] != rules.OPEN:
        raise Refusal("conflict", detail="visit")
    visit = visits.hand_over(tx, viewer, visit, other, window.now())
    answer = Answer(200, encode(wire.VisitAnswer(shown(window, tx, viewer, visit, words))))
    answers.keep(window, tx, asked, answer)
    return answer
