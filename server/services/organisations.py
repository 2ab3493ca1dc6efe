"""Organisations and shops of the street (企): stored with the minimum, what is known of one as its own rows with
purpose, source, day and who entered it; found by grid, place and credit code.

What is kept of one is about the organisation; the contact's name and phone are of a person, and are shown to who
keeps the register of the grid and nobody else.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules.organisation_import import CLOSED, OPEN
from server.services import base_changes, people
from server.services.known_facts import Entered, Fact, KnownFacts
from server.services.window import Window
from server.store import organisation_tables as t
from server.store.statements import insert_row
from server.store.tx import Tx

#: What is known of one, in the order in which it is said, and what for.
PURPOSES: Mapping[str, str] = {
    "name": "tell_apart",
    "kind": "tell_apart",
    "credit_code": "tell_apart",
    "address": "reach",
    "contact": "reach",
    "phone": "reach",
}

_O = t.organisations.c
_KNOWN = KnownFacts(t.organisation_facts, "organisation_id", PURPOSES)
_INSERT = insert_row(t.organisations)
_BY_ID = sa.select(t.organisations).where(_O.id == bindparam("id"))
_LOCKED = _BY_ID.with_for_update()
_BY_CODE = sa.select(t.organisations).where(_O.credit_code == bindparam("code"))
_OF_GRID = (
    sa.select(t.organisations)
    .where(_O.grid_id == bindparam("grid"))
    .order_by(_O.state.desc(), _O.id)
)
_IN_PLACE = (
    sa.select(t.organisations)
    .where(_O.place_id == bindparam("place"), _O.state == sa.literal_column(f"'{OPEN}'"))
    .order_by(_O.id)
)
_CHANGE = (
    sa.update(t.organisations)
    .where(_O.id == bindparam("row_id"))
    .values(
        {name: bindparam("new_" + name) for name in ("grid_id", "place_id", "credit_code", "state")}
    )
)
_ONE_AT_A_TIME = sa.select(sa.func.pg_advisory_xact_lock(bindparam("lock")))


class Wanted(NamedTuple):
    """What is to be known of an organisation: texts by the names of PURPOSES ("" for nothing), and where it is."""

    texts: Mapping[str, str]
    grid_id: str
    place_id: str | None
    state: str = OPEN


def by_id(tx: Tx, organisation_id: str, *, lock: bool = False) -> dict | None:
    """The organisation of that id."""
    return tx.one(_LOCKED if lock else _BY_ID, id=organisation_id)


def with_code(window: Window, tx: Tx, code: str) -> dict | None:
    """The organisation with that credit code. Nobody else registers it until the commit."""
    if not tx.sqlite:
        lock = window.keys.lookup(code, "organisations.credit_code")
        tx.value(_ONE_AT_A_TIME, lock=int.from_bytes(lock[:8], signed=True))
    return tx.one(_BY_CODE, code=code)


def with_name(window: Window, tx: Tx, grid_id: str, name: str) -> dict | None:
    """The organisation without a code of that name in a grid."""
    for row in of_grid(tx, grid_id):
        if row["credit_code"] is None and facts_of(window, tx, row["id"])["name"].value == name:
            return row
    return None


def of_grid(tx: Tx, grid_id: str) -> list[dict]:
    """The organisations of a grid, those that are open first."""
    return tx.all(_OF_GRID, grid=grid_id)


def in_places(tx: Tx, places: Iterable[str]) -> list[dict]:
    """The open ones that are in one of the places."""
    return [row for place in places for row in tx.all(_IN_PLACE, place=place)]


def facts_of(window: Window, tx: Tx, organisation_id: str) -> dict[str, Fact]:
    """What is known of one now, by name."""
    return _KNOWN.now_of(window, tx, organisation_id)


def all_facts_of(window: Window, tx: Tx, organisation_id: str) -> list[Fact]:
    """All that was ever known of one, in the order of its coming."""
    return _KNOWN.all_of(window, tx, organisation_id)


def texts_of(window: Window, tx: Tx, row: Mapping) -> dict[str, str]:
    """What is known of one as it is said, by all names of PURPOSES; the address of its place, where it has one."""
    known = facts_of(window, tx, row["id"])
    texts = {name: known[name].value if name in known else "" for name in PURPOSES}
    if row["place_id"] is not None:
        texts["address"] = people.address(tx, row["place_id"]) or texts["address"]
    return texts


def add(window: Window, tx: Tx, wanted: Wanted, entered: Entered) -> dict:
    """Store a new one; the row."""
    by = entered.viewer.id
    row = {
        "id": window.ports.random.id(),
        "grid_id": wanted.grid_id,
        "place_id": wanted.place_id,
        "credit_code": wanted.texts["credit_code"] or None,
        "state": wanted.state,
        "created_at": window.now(),
        "by_id": by,
    }
    tx.run(_INSERT, **row)
    tx.changed(t.organisations, row["id"])
    for name in PURPOSES:
        if wanted.texts[name]:
            _KNOWN.learn(window, tx, row["id"], name, wanted.texts[name], entered)
    _note(tx, row, "add", by, window.now())
    return row


def changes_to(window: Window, tx: Tx, row: Mapping, wanted: Wanted) -> list[str]:
    """What would be another: names of PURPOSES, grid and state."""
    now = texts_of(window, tx, row)
    found = [name for name in PURPOSES if wanted.texts[name] != now[name]]
    if wanted.place_id != row["place_id"] and "address" not in found:
        found.append("address")
    if wanted.grid_id != row["grid_id"]:
        found.append("grid")
    if wanted.state != row["state"]:
        found.append("state")
    return found


def change(window: Window, tx: Tx, row: Mapping, wanted: Wanted, entered: Entered) -> list[str]:
    """Keep what is another than before; what it is."""
    done = changes_to(window, tx, row, wanted)
    by, now = entered.viewer.id, window.now()
    fresh = {**row, "grid_id": wanted.grid_id, "place_id": wanted.place_id, "state": wanted.state}
    fresh["credit_code"] = wanted.texts["credit_code"] or None
    columns = ("grid_id", "place_id", "credit_code", "state")
    tx.run(_CHANGE, row_id=row["id"], **{"new_" + name: fresh[name] for name in columns})
    tx.changed(t.organisations, row["id"])
    for name in done:
        if name in PURPOSES:
            _KNOWN.learn(window, tx, row["id"], name, wanted.texts[name], entered)
    for what in done:
        if what == "state":
            _note(tx, fresh, "close" if fresh["state"] == CLOSED else "reopen", by, now)
        elif what == "grid":
            _note(tx, row, "grid_left", by, now)
            _note(tx, fresh, "change_grid", by, now)
        else:
            _note(tx, fresh, "change_" + what, by, now)
    return done


def history_of(tx: Tx, organisation_id: str) -> list[dict]:
    """Its changes (base_changes), oldest first."""
    return base_changes.of(tx, base_changes.ORGANISATION, organisation_id)


def _note(tx: Tx, row: Mapping, what: str, by: str | None, now: int) -> None:
    base_changes.note(tx, row["grid_id"], base_changes.ORGANISATION, row["id"], what, by, now)
