"""Visits (上门) as they are stored: opened, tried, handed on, ended. Every change is written down for the
devices of the grid (base_changes), and where somebody else has the visit, for that one's grid too.

A verification of a case is a visit too, but has no row of its own: it is the case's open task.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import visits as rules
from server.rules.device_time import Made
from server.rules.visits import Span
from server.services import accounts, base_changes, call_back_rows, people
from server.services.errors import Refusal
from server.services.window import Viewer, Window
from server.store import mandate_tables, tables
from server.store import visit_tables as t
from server.store.call_back_tables import call_backs
from server.store.statements import insert_row
from server.store.tx import Tx

_V, _T, _C, _K = t.visits.c, t.visit_tries.c, tables.cases.c, tables.tasks.c
_INSERT = insert_row(t.visits)
_INSERT_TRY = insert_row(t.visit_tries)
_INSERT_HANDOVER = insert_row(t.handovers, t.handovers.c.id)
_BY_ID = sa.select(t.visits).where(_V.id == bindparam("id"))
_LOCKED = _BY_ID.with_for_update()
_LATELY = sa.or_(_V.state == rules.OPEN, _V.closed_at >= bindparam("since"))
_OF_GRID = sa.select(t.visits).where(_V.grid_id == bindparam("grid"), _LATELY)
_TO_ASK = sa.select(t.visits).where(
    _V.worker_id == bindparam("worker"), _V.state == rules.OPEN, _V.kind == rules.CALL_BACK
)
_ASKS = (
    sa.select(tables.accounts.c.id, tables.accounts.c.grid_id)
    .join(t.visits, _V.worker_id == tables.accounts.c.id)
    .join(call_backs, call_backs.c.id == _V.id)
    .where(call_backs.c.case_id == bindparam("case"), _V.state == rules.OPEN)
)
_OF_WORKER = sa.select(t.visits).where(_V.worker_id == bindparam("worker"), _LATELY)
_TO_VERIFY = (
    sa.select(tables.cases, _K.due_at.label("task_due"), _K.opened_at.label("task_from"))
    .join(tables.tasks, _K.case_id == _C.id)
    .where(
        _K.kind == "verification",
        _K.owner_kind == "grid",
        _K.closed_at.is_(None),
        _K.owner_id == bindparam("grid"),
    )
    .order_by(_K.due_at, _C.id)
)
_OF_WISHER = (
    sa.select(t.visits).where(_V.wisher_id == bindparam("account")).order_by(_V.at.desc(), _V.id)
)
_OF_PERSON = (
    sa.select(t.visits)
    .where(_V.person_id == bindparam("person"), _V.state == rules.OPEN)
    .order_by(_V.from_at, _V.id)
)
_SENT = sa.select(sa.func.max(_V.at)).where(
    _V.person_id == bindparam("person"), _V.service == bindparam("service")
)
_TRIES = sa.select(t.visit_tries).where(_T.visit_id == bindparam("visit")).order_by(_T.seq)
_UNDER = (
    sa.select(t.visit_tries)
    .where(_T.mandate_id == bindparam("mandate"), _T.result == rules.HELPED)
    .order_by(_T.real_at.desc(), _T.id)
)
_MA = mandate_tables.mandate_acts.c
_LED_TO = sa.union(
    sa.select(_T.case_id).where(_T.visit_id == bindparam("visit"), _T.case_id.is_not(None)),
    sa.select(_MA.case_id)
    .join(t.visit_tries, _T.mandate_id == _MA.mandate_id)
    .where(_T.visit_id == bindparam("visit")),
)
_TRY = sa.select(t.visit_tries).where(_T.id == bindparam("id"))
_NUMBER = sa.select(_C.number).where(_C.id == bindparam("case_id"))
_MAY_CHANGE = (
    "state", "from_at", "to_at", "worker_id", "closed_at", "tries", "case_id",
    "grid_id", "place_id", "place_enc", "lon", "lat",
)  # fmt: skip
_CHANGE = (
    sa.update(t.visits)
    .where(_V.id == bindparam("row_id"))
    .values({name: bindparam("new_" + name) for name in _MAY_CHANGE})
)
_GIVE = (
    sa.update(tables.attachments)
    .where(
        tables.attachments.c.id == bindparam("picture"),
        tables.attachments.c.case_id.is_(None),
        tables.attachments.c.visit_id.is_(None),
    )
    .values(visit_id=bindparam("visit"))
)


class Wanted(NamedTuple):
    """A visit that is to be made. what is a personal matter is encrypted when it is stored."""

    id: str
    kind: str
    grid_id: str
    matter: str
    span: Span
    name: str = ""
    phone: str = ""
    place: str = ""
    person_id: str | None = None
    place_id: str | None = None
    point: tuple[float | None, float | None] = (None, None)
    service: str | None = None
    wisher_id: str | None = None
    digest: bytes | None = None
    worker_id: str | None = None


class Way(NamedTuple):
    """The way to a person: the grid, the home in words (the grid where none is known), its place and point."""

    grid_id: str
    text: str
    place_id: str | None
    point: tuple[float | None, float | None]


class Tried(NamedTuple):
    """How a try went, checked."""

    id: str
    result: str
    note: str
    next: Span | None
    pictures: list[dict]
    where: str
    case_id: int | None
    mandate_id: str | None
    digest: bytes


def open_visit(window: Window, tx: Tx, wanted: Wanted, by: str | None) -> dict:
    """Store a visit that somebody has to make; the row."""
    row = {
        "id": wanted.id,
        "kind": wanted.kind,
        "state": rules.OPEN,
        "grid_id": wanted.grid_id,
        "worker_id": wanted.worker_id,
        "person_id": wanted.person_id,
        "wisher_id": wanted.wisher_id,
        "place_id": wanted.place_id,
        "service": wanted.service,
        "case_id": None,
        "name_enc": _sealed(window, "name", wanted.name),
        "matter_enc": _sealed(window, "matter", wanted.matter),
        "place_enc": _sealed(window, "place", wanted.place),
        "phone_enc": _sealed(window, "phone", wanted.phone),
        "lon": wanted.point[0],
        "lat": wanted.point[1],
        "from_at": wanted.span.begins,
        "to_at": wanted.span.ends,
        "digest": wanted.digest,
        "made_at": None,
        "at": window.now(),
        "by_id": by,
        "closed_at": None,
        "tries": 0,
    }
    tx.run(_INSERT, **row)
    tx.changed(t.visits, row["id"])
    note(tx, row, "open", by, window.now())
    return row


def to_person(
    window: Window,
    tx: Tx,
    person: Mapping,
    kind: str,
    *,
    id: str,
    matter: str = "",
    service: str | None = None,
) -> Wanted:
    """A visit to who is known, on the next working day, with the way there: the home, or the grid where
    none is known."""
    way = _way_to(window, tx, person)
    known = people.facts_of(window, tx, person["id"])
    return Wanted(
        id=id,
        kind=kind,
        grid_id=way.grid_id,
        matter=matter,
        span=rules.next_day(window.reference.calendar, window.now()),
        name=known["name"].value if "name" in known else "",
        phone=known["phone"].value if "phone" in known else "",
        place=way.text,
        person_id=person["id"],
        place_id=way.place_id,
        point=way.point,
        service=service,
    )


def _way_to(window: Window, tx: Tx, person: Mapping) -> Way:
    homes = people.homes_of(window, tx, person["id"])
    home = homes[-1] if homes else {"place_id": None, "text": ""}
    place = people.place(tx, home["place_id"]) if home["place_id"] else None
    return Way(
        person["grid_id"],
        home["text"] or _grid_name(window, person["grid_id"]),
        place["id"] if place else None,
        (place["lon"], place["lat"]) if place else (None, None),
    )


def _grid_name(window: Window, grid_id: str) -> str:
    grid = window.reference.grids.get(grid_id)
    return grid.name if grid else ""


def _sealed(window: Window, name: str, value: str) -> bytes | None:
    return window.keys.encrypt(value, f"visits.{name}") if value or name == "matter" else None


def text_of(window: Window, visit: Mapping, name: str) -> str:
    """What is encrypted of a visit: name, matter, place or phone; "" for none."""
    return window.keys.decrypt(visit[f"{name}_enc"], f"visits.{name}") or ""


def by_id(tx: Tx, visit_id: str, *, lock: bool = False) -> dict | None:
    """The visit."""
    return tx.one(_LOCKED if lock else _BY_ID, id=visit_id)


def note(tx: Tx, visit: Mapping, what: str, by: str | None, now: int) -> None:
    """Write a change down for every grid whose device has the visit."""
    grids = {visit["grid_id"]: None}
    worker = accounts.by_id(tx, visit["worker_id"]) if visit["worker_id"] else None
    if worker is not None and worker["grid_id"]:
        grids[worker["grid_id"]] = None
    for grid in grids:
        base_changes.note(tx, grid, base_changes.VISIT, visit["id"], what, by, now)


def belongs(tx: Tx, viewer: Viewer, visit: Mapping) -> bool:
    """Whether the viewer has to do with the visit: the grid's own worker, to whom it was handed on,
    and who stands in for one of them today. A call-back is its worker's alone, and of nobody who had a
    part in what it asks about; that one does not see meanwhile where the case was filed."""
    blind = visit["kind"] == rules.CALL_BACK
    for one in (viewer, *viewer.covers):
        own = one.id if isinstance(one, Viewer) else one.account_id
        if own is not None and own == visit["worker_id"]:
            return not blind or not _had_a_part(tx, viewer, visit)
        if not blind and one.grid_id is not None and one.grid_id == visit["grid_id"]:
            return not _led_to(tx, visit, viewer.unseen)
    return False


def _had_a_part(tx: Tx, viewer: Viewer, visit: Mapping) -> bool:
    row = call_back_rows.one(tx, visit["id"])
    if row is None or viewer.id in call_back_rows.barred(tx, row["case_id"]):
        return True
    return call_back_rows.has_task(tx, row["case_id"], viewer.grids())


def _led_to(tx: Tx, visit: Mapping, cases: Collection[int]) -> bool:
    """Whether a visit that ended led to one of the cases: by itself or by a mandate that was signed."""
    if not cases or visit["state"] == rules.OPEN:
        return False
    return visit["case_id"] in cases or any(
        row["case_id"] in cases for row in tx.all(_LED_TO, visit=visit["id"])
    )


def asked_about(tx: Tx, viewer: Viewer) -> frozenset[int]:
    """The cases, by row, that the viewer is sent to ask about now, by itself or for whom it stands in:
    what would say who helped is not shown to it until it has asked."""
    if viewer.role != "grid_worker":
        return frozenset()
    workers = [viewer.id, *(cover.account_id for cover in viewer.covers)]
    sent = [row for worker in workers for row in tx.all(_TO_ASK, worker=worker)]
    asked = [call_back_rows.one(tx, row["id"]) for row in sent if belongs(tx, viewer, row)]
    return frozenset(row["case_id"] for row in asked if row is not None)


def who_asks(tx: Tx, case_id: int) -> list[str]:
    """The account that is sent to ask about the case now and does not see it meanwhile, if there is one."""
    sent = tx.all(_ASKS, case=case_id)
    barred = call_back_rows.barred(tx, case_id) if sent else frozenset()
    return [
        row["id"]
        for row in sent
        if row["id"] not in barred and not call_back_rows.has_task(tx, case_id, [row["grid_id"]])
    ]


def covered(viewer: Viewer, visit: Mapping) -> str | None:
    """The staff number of the absent one for whom the viewer goes; None for its own visits."""
    if viewer.grid_id == visit["grid_id"] or viewer.id == visit["worker_id"]:
        return None
    for cover in viewer.covers:
        if cover.grid_id == visit["grid_id"] or cover.account_id == visit["worker_id"]:
            return cover.staff_no
    return None


def of_viewer(tx: Tx, viewer: Viewer, since: int) -> list[dict]:
    """Open visits of the viewer and of whom it stands in for, and those that ended since then; each
    once, in no order."""
    workers = [viewer.id or "", *(c.account_id for c in viewer.covers)]
    rows = [row for grid in viewer.grids() for row in tx.all(_OF_GRID, grid=grid, since=since)]
    for worker in workers:
        rows += tx.all(_OF_WORKER, worker=worker, since=since)
    each = {row["id"]: row for row in rows}.values()
    return [row for row in each if belongs(tx, viewer, row)]


def to_verify(tx: Tx, viewer: Viewer) -> list[dict]:
    """Cases whose verification waits for the viewer or whom it stands in for, but for those it filed
    itself: the rows with task_due and task_from."""
    rows = [row for grid in viewer.grids() for row in tx.all(_TO_VERIFY, grid=grid)]
    return [row for row in rows if row["filed_by"] != viewer.id]


def of_wisher(tx: Tx, account: str) -> list[dict]:
    """What an account asked for, the newest first."""
    return tx.all(_OF_WISHER, account=account)


def open_of_person(tx: Tx, person: str) -> list[dict]:
    """Open visits to a person."""
    return tx.all(_OF_PERSON, person=person)


def last_sent(tx: Tx, person: str, service: str) -> int | None:
    """When somebody was last sent to a person because of a service (ms)."""
    return tx.value(_SENT, person=person, service=service)


def tries_of(tx: Tx, visit_id: str) -> list[dict]:
    """How the tries went, oldest first."""
    return tx.all(_TRIES, visit=visit_id)


def helped_under(tx: Tx, mandate_id: str) -> list[dict]:
    """Visits at which somebody was helped under a mandate, newest first."""
    return tx.all(_UNDER, mandate=mandate_id)


def try_by_id(tx: Tx, try_id: str) -> dict | None:
    """A try."""
    return tx.one(_TRY, id=try_id)


def number_of(tx: Tx, case_id: int | None) -> str | None:
    """The number of a case."""
    return None if case_id is None else tx.value(_NUMBER, case_id=case_id)


def try_text(window: Window, tried: Mapping, name: str) -> str:
    """What is encrypted of a try: note or where; "" for none."""
    return window.keys.decrypt(tried[f"{name}_enc"], f"visit_tries.{name}") or ""


def attempt(
    window: Window, tx: Tx, viewer: Viewer, visit: Mapping, tried: Tried, when: Made
) -> dict:
    """Store how a try went, and what follows from it; the visit as it is then. A visit that ended
    meanwhile (somebody else was there too, or it was called off) keeps its end; the try is kept."""
    encrypt = window.keys.encrypt
    now = window.now()
    row = {
        "id": tried.id,
        "visit_id": visit["id"],
        "seq": visit["tries"] + 1,
        "result": tried.result,
        "note_enc": encrypt(tried.note, "visit_tries.note") if tried.note else None,
        "where_enc": encrypt(tried.where, "visit_tries.where") if tried.where else None,
        "attachments": ",".join(picture["id"] for picture in tried.pictures),
        "next_from": tried.next.begins if tried.next else None,
        "next_to": tried.next.ends if tried.next else None,
        "case_id": tried.case_id,
        "mandate_id": tried.mandate_id,
        "digest": tried.digest,
        "made_at": when.device,
        "real_at": when.real,
        "at": now,
        "by_id": viewer.id,
        "by_no": viewer.staff_no,
    }
    tx.run(_INSERT_TRY, **row)
    tx.changed(t.visit_tries, tried.id)
    for picture in tried.pictures:
        if tx.run(_GIVE, picture=picture["id"], visit=visit["id"]) != 1:
            raise Refusal("conflict")
        tx.changed(tables.attachments, picture["id"])
    changes: dict[str, Any] = {"tries": visit["tries"] + 1}
    if visit["state"] == rules.OPEN:
        most = window.reference.call_backs.visit_tries
        if rules.is_last(visit["kind"], tried.result, visit["tries"] + 1, most):
            changes |= {"state": rules.DONE, "closed_at": now, "case_id": tried.case_id}
        elif tried.next is not None:
            changes |= {"from_at": tried.next.begins, "to_at": tried.next.ends}
    return change(tx, visit, changes, tried.result, viewer.id, now)


def end_of_person(tx: Tx, person: str, why: str, by: str | None, now: int) -> None:
    """Nobody goes to a person who is not there any more."""
    for visit in open_of_person(tx, person):
        change(tx, visit, {"state": rules.CANCELLED, "closed_at": now}, why, by, now)


def follow(
    window: Window, tx: Tx, person: Mapping, homes: Iterable[Mapping], by: str | None, now: int
) -> None:
    """Open visits that were to be at a person's home go to where the person lives now, and to the worker
    there; one that was asked for at another address stays. person: as it was; homes: where it lived before
    (people.homes_of). A call-back stays with its worker, who has no part in the help."""
    fresh = people.by_id(tx, person["id"]) or person
    was = {home["text"] for home in homes} or {_grid_name(window, person["grid_id"]), ""}
    way = _way_to(window, tx, fresh)
    followed = False
    for one in sorted(people.ids_of(tx, person)):
        for visit in open_of_person(tx, one):
            if text_of(window, visit, "place") not in was:
                continue
            new = {"place_id": way.place_id, "place_enc": _sealed(window, "place", way.text)}
            new |= {"grid_id": way.grid_id, "lon": way.point[0], "lat": way.point[1]}
            if visit["grid_id"] != way.grid_id and visit["kind"] != rules.CALL_BACK:
                new["worker_id"] = None
            change(tx, visit, new, "moved_home", by, now)
            followed = True
    if followed:
        people.note(tx, fresh, "visits_follow", by, now)


def change(
    tx: Tx, visit: Mapping, changes: Mapping[str, Any], what: str, by: str | None, now: int
) -> dict:
    """Change a visit and write it down; what it is then."""
    changed = {**visit, **changes}
    tx.run(_CHANGE, row_id=visit["id"], **{"new_" + name: changed[name] for name in _MAY_CHANGE})
    tx.changed(t.visits, visit["id"])
    if any(visit[name] != changed[name] for name in ("worker_id", "grid_id")):
        note(tx, visit, what, by, now)
    note(tx, changed, what, by, now)
    return changed


def hand_over(tx: Tx, viewer: Viewer, visit: Mapping, to: Mapping, now: int) -> dict:
    """Somebody else makes the visit; the grid's own worker gets it back without a name on it."""
    worker = None if to["grid_id"] == visit["grid_id"] else to["id"]
    row = tx.value(
        _INSERT_HANDOVER, visit_id=visit["id"], from_id=viewer.id, to_id=to["id"], at=now
    )
    tx.changed(t.handovers, row)
    return change(tx, visit, {"worker_id": worker}, "hand_over", viewer.id, now)


def cancel(tx: Tx, viewer: Viewer, visit: Mapping, now: int) -> dict:
    """Who asked wants nobody any more; what ended stays as it is."""
    if visit["state"] != rules.OPEN:
        return dict(visit)
    changes = {"state": rules.CANCELLED, "closed_at": now}
    return change(tx, visit, changes, "cancel", viewer.id, now)


def count_open(tx: Tx, account: str) -> int:
    """How many visits an account waits for."""
    return sum(row["state"] == rules.OPEN for row in of_wisher(tx, account))


def persons_of(visits: Iterable[Mapping]) -> list[str]:
    """Whom the visits are to."""
    return list(dict.fromkeys(v["person_id"] for v in visits if v["person_id"]))
