"""Persons the street knows: found, registered with the minimum, one person for one identity number.

Each thing that is known is a row of its own with purpose, source, day and who entered it; the
newest of a name counts. Who looks is written down (person_sights).
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules.canonical import canonical_text
from server.rules.search import search_key
from server.rules.text import natural_order
from server.services import base_changes
from server.services.errors import Refusal, invalid
from server.services.known_facts import Entered, Fact, KnownFacts
from server.services.window import Window
from server.store import people_tables as t
from server.store.statements import insert_row
from server.store.tables import accounts
from server.store.tx import Tx

#: What is known of a person, and what for.
PURPOSES: Mapping[str, str] = {
    "name": "identify",
    "sex": "conditions",
    "birth_date": "conditions",
    "id_number": "identify",
    "phone": "reach",
}
STATES = LIVING, MOVED, DEAD = ("living", "moved", "dead")
#: The grid of who is in no grid's register.
NO_GRID = ""
#: Merges that lead to one person are followed so far.
_DEEPEST = 8

_P, _F, _R, _L = t.persons.c, t.person_facts.c, t.residences.c, t.places.c
_A = accounts.c
_INSERT = insert_row(t.persons)
_KNOWN = KnownFacts(t.person_facts, "person_id", PURPOSES)
_INSERT_HOME = insert_row(t.residences, _R.id)
_BY_ID = sa.select(t.persons).where(_P.id == bindparam("id"))
_BY_NUMBER = (
    sa.select(t.persons)
    .where(_P.id_number_hash == bindparam("number"), _P.merged_into.is_(None))
    .order_by(_P.created_at, _P.id)
)
_HOMES = (
    sa.select(t.residences)
    .where(_R.person_id == bindparam("person"), _R.ended_at.is_(None))
    .order_by(_R.id)
)
_SAME = t.persons.alias("same").c
_OWN_GRID = sa.select(_SAME.grid_id).where(_SAME.id == bindparam("person"))
_OWN_HOUSEHOLD = sa.select(_R.household).where(
    _R.person_id == bindparam("person"), _R.ended_at.is_(None), _R.household.is_not(None)
)
_HOUSEHOLD = (
    sa.select(_R.person_id)
    .join(t.persons, _P.id == _R.person_id)
    .where(
        _R.household.in_(_OWN_HOUSEHOLD),
        _R.ended_at.is_(None),
        _R.person_id != bindparam("person"),
        _P.grid_id.in_(_OWN_GRID),
        _P.state == LIVING,
        _P.merged_into.is_(None),
    )
    .distinct()
)
_LIVE_IN = (
    sa.select(t.persons, _R.household, _R.place_id)
    .join(t.residences, _R.person_id == _P.id)
    .where(
        _R.place_id == bindparam("place"),
        _R.ended_at.is_(None),
        _P.state == LIVING,
        _P.merged_into.is_(None),
    )
    .order_by(_R.household, _R.id)
)
_PLACE = sa.select(t.places).where(_L.id == bindparam("id"), _L.removed_at.is_(None))
_OF_GRID = (
    sa.select(t.persons)
    .where(_P.grid_id == bindparam("grid"), _P.merged_into.is_(None))
    .order_by(_P.id)
)
#: Where everybody of a grid lives and how they are called, in one query each.
_IN_GRID = sa.select(_P.id).where(_P.grid_id == bindparam("grid"), _P.merged_into.is_(None))
_ALL_HOMES = (
    sa.select(_R.person_id, _R.place_id, _R.text_enc)
    .where(_R.person_id.in_(_IN_GRID), _R.ended_at.is_(None))
    .order_by(_R.id.desc())
)
_ALL_NAMES = (
    sa.select(_F.person_id, _F.value_enc)
    .where(_F.person_id.in_(_IN_GRID), _F.name == sa.literal_column("'name'"))
    .order_by(_F.seq)
)
_OF_ACCOUNT = (
    sa.select(t.persons)
    .where(_P.account_id == bindparam("account"), _P.merged_into.is_(None))
    .order_by(_P.created_at, _P.id)
)
_LINK = (
    sa.update(t.persons).where(_P.id == bindparam("row_id")).values(account_id=bindparam("account"))
)
_STATE = (
    sa.update(t.persons).where(_P.id == bindparam("row_id")).values(state=bindparam("new_state"))
)
_TO_GRID = (
    sa.update(t.persons).where(_P.id == bindparam("row_id")).values(grid_id=bindparam("grid"))
)
_MERGE = (
    sa.update(t.persons)
    .where(_P.id == bindparam("row_id"))
    .values(merged_into=bindparam("into"), account_id=bindparam("account"))
)
_MERGED = sa.select(t.persons).where(_P.merged_into == bindparam("into"))
_IDS = sa.select(_P.id).where(_P.account_id == bindparam("account"))
_VERIFIED = sa.select(_A.id).where(_A.id_number_hash == bindparam("number"), _A.verified == 1)
_ONE_AT_A_TIME = sa.select(sa.func.pg_advisory_xact_lock(bindparam("lock")))


def by_id(tx: Tx, person_id: str) -> dict | None:
    """The person of that id; of one that was merged, the one it was merged into."""
    for _ in range(_DEEPEST):
        person = tx.one(_BY_ID, id=person_id)
        if person is None or person["merged_into"] is None:
            return person
        person_id = person["merged_into"]
    return None


def row_of(tx: Tx, person_id: str) -> dict | None:
    """The row of that id itself, merged or not."""
    return tx.one(_BY_ID, id=person_id)


def of_account(tx: Tx, account_id: str) -> dict | None:
    """The person that an account is known to be."""
    return tx.one(_OF_ACCOUNT, account=account_id)


def holder_died(tx: Tx, account_id: str) -> bool:
    """Whether the register says that who has the account died."""
    holder = of_account(tx, account_id)
    return holder is not None and holder["state"] == DEAD


def of_grid(tx: Tx, grid_id: str) -> list[dict]:
    """Who lives in a grid, by id."""
    return tx.all(_OF_GRID, grid=grid_id)


def door_by_door(window: Window, tx: Tx, grid_id: str, persons: list[dict]) -> list[dict]:
    """Persons of a grid in the order of their homes, then of their names; last who has no home."""
    decrypt = window.keys.decrypt
    addresses: dict[str, str] = {}
    homes: dict[str, str] = {}
    # The oldest home, which is shown, comes last and stays.
    for row in tx.all(_ALL_HOMES, grid=grid_id):
        place_id = row["place_id"]
        if place_id is None:
            homes[row["person_id"]] = decrypt(row["text_enc"], "residences.text") or ""
            continue
        if place_id not in addresses:
            addresses[place_id] = address(tx, place_id)
        homes[row["person_id"]] = addresses[place_id]
    context = _KNOWN.context("name")
    names = {
        row["person_id"]: decrypt(row["value_enc"], context)
        for row in tx.all(_ALL_NAMES, grid=grid_id)
    }

    def order(person: Mapping) -> tuple:
        home = homes.get(person["id"], "")
        name = names.get(person["id"]) or ""
        return (not home, natural_order(home), natural_order(name), person["id"])

    return sorted(persons, key=order)


def facts_of(window: Window, tx: Tx, person_id: str) -> dict[str, Fact]:
    """What is known of a person now, by name."""
    return _KNOWN.now_of(window, tx, person_id)


def name_of(window: Window, tx: Tx, person_id: str) -> str | None:
    """What the person of that id is called."""
    person = by_id(tx, person_id)
    known = {} if person is None else facts_of(window, tx, person["id"])
    return known["name"].value if "name" in known else None


def homes_of(window: Window, tx: Tx, person_id: str) -> list[dict]:
    """Where a person lives: the rows, each with what is said of it as `text`."""
    rows = tx.all(_HOMES, person=person_id)
    for row in rows:
        row["text"] = window.keys.decrypt(row["text_enc"], "residences.text") or ""
        if row["place_id"] is not None:
            row["text"] = address(tx, row["place_id"])
    return rows


def household_of(tx: Tx, person_id: str) -> list[str]:
    """The others who live in a person's household: of the same number, in the same grid."""
    return [row["person_id"] for row in tx.all(_HOUSEHOLD, person=person_id)]


def living_in(tx: Tx, place_id: str) -> list[dict]:
    """Who lives in a place: persons with household and place of the home, household by household."""
    return tx.all(_LIVE_IN, place=place_id)


def address(tx: Tx, place_id: str) -> str:
    """A place as it is said: building, unit, room."""
    parts: list[str] = []
    at: str | None = place_id
    while at is not None and len(parts) < _DEEPEST:
        place = tx.one(_PLACE, id=at)
        if place is None:
            break
        parts.append(place["name"])
        at = place["parent_id"]
    return " ".join(reversed(parts))


def place(tx: Tx, place_id: str) -> dict | None:
    """A place that is there."""
    return tx.one(_PLACE, id=place_id)


def born(id_number: str) -> dict[str, str]:
    """What an identity number says beside itself."""
    return {
        "birth_date": f"{id_number[6:10]}-{id_number[10:12]}-{id_number[12:14]}",
        "sex": "male" if int(id_number[16]) % 2 else "female",
    }


def age(birth_date: str, today: date) -> int:
    """Full years."""
    day = date.fromisoformat(birth_date)
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def digest_of(values: Mapping) -> bytes:
    """What tells whether the same was sent again under an id."""
    return hashlib.sha256(canonical_text(dict(values)).encode()).digest()


def digest_of_sent(body: Mapping, **beside: str | None) -> bytes:
    """The same of what a device sent, with what else must be as it was; what its clock shows while it
    sends is another each time."""
    sent = {name: value for name, value in body.items() if name != "device_now"}
    return digest_of({**sent, **beside})


def hash_of(window: Window, id_number: str) -> bytes:
    """What persons and accounts of one identity number have in common."""
    return window.keys.lookup(id_number, "accounts.id_number")


def one_with_number(window: Window, tx: Tx, id_number: str) -> dict | None:
    """The person with that identity number. Nobody else registers it until the commit."""
    known = hash_of(window, id_number)
    if not tx.sqlite:
        tx.value(_ONE_AT_A_TIME, lock=int.from_bytes(known[:8], signed=True))
    return tx.one(_BY_NUMBER, number=known)


def register(
    window: Window,
    tx: Tx,
    person_id: str,
    grid_id: str,
    known: Mapping[str, str],
    entered: Entered,
    *,
    digest: bytes | None = None,
    made_at: int | None = None,
) -> dict:
    """A person with the minimum; one whose number is there already becomes another id of that one.

    known: values by the names of PURPOSES, checked. grid_id: "" for none; who was without one lives there
    from now on. Answers the person. Raises Refusal invalid where the number is somebody else's by name.
    """
    number = known.get("id_number")
    there = one_with_number(window, tx, number) if number else None
    if there is not None and facts_of(window, tx, there["id"])["name"].value != known["name"]:
        raise invalid("name", "mismatch")
    now = window.now()
    if there is not None and grid_id and not there["grid_id"]:
        there = to_grid(tx, there, grid_id, entered.viewer.id, now)
    row = {
        "id": person_id,
        "grid_id": grid_id if there is None else there["grid_id"],
        "state": LIVING,
        "id_number_hash": hash_of(window, number) if number else None,
        "account_id": _account_with(window, tx, number) if number else None,
        "merged_into": None if there is None else there["id"],
        "digest": digest,
        "created_at": now,
        "made_at": made_at,
        "by_id": entered.viewer.id,
    }
    tx.run(_INSERT, **row)
    tx.changed(t.persons, person_id)
    if there is not None:
        return there
    for name, value in known.items():
        learn(window, tx, person_id, name, value, entered)
    note(tx, row, "register", entered.viewer.id, now)
    return row


def learn(window: Window, tx: Tx, person_id: str, name: str, value: str, entered: Entered) -> None:
    """Something is known, or known otherwise than before; the caller notes the change."""
    _KNOWN.learn(window, tx, person_id, name, value, entered)


def settle(
    window: Window,
    tx: Tx,
    person_id: str,
    entered: Entered,
    *,
    place_id: str | None = None,
    text: str | None = None,
    household: str | None = None,
    relation: str = "member",
) -> None:
    """The person lives there: a place of the street, or only in words."""
    row = tx.value(
        _INSERT_HOME,
        person_id=person_id,
        place_id=place_id,
        text_enc=window.keys.encrypt(text, "residences.text") if text else None,
        household=household,
        relation=relation,
        source=entered.source,
        at=entered.at,
        by_id=entered.viewer.id,
        ended_at=None,
    )
    tx.changed(t.residences, row)


def to_grid(tx: Tx, person: Mapping, grid_id: str, by: str | None, now: int) -> dict:
    """The person lives in that grid from now on; the devices of both hear it. The person as it is then."""
    tx.run(_TO_GRID, row_id=person["id"], grid=grid_id)
    tx.changed(t.persons, person["id"])
    moved = {**person, "grid_id": grid_id}
    if person["grid_id"]:
        note(tx, person, "grid_left", by, now)
    note(tx, moved, "change_grid", by, now)
    return moved


def set_state(tx: Tx, person: Mapping, state: str, by: str | None, now: int) -> None:
    """Moved away, dead, or living here again."""
    if person["state"] == state:
        return
    tx.run(_STATE, row_id=person["id"], new_state=state)
    tx.changed(t.persons, person["id"])
    note(tx, person, state, by, now)


def merge(
    window: Window,
    tx: Tx,
    double: Mapping,
    into: Mapping,
    by: str | None,
    *,
    wrong_number: bool = False,
) -> None:
    """Two records are one person: everything that names the double means the other from now on.
    The double keeps what is its own, so that it can be parted again. Raises Refusal conflict where
    both have numbers, and not the same, but for a double whose number was entered wrongly."""
    numbers = [one["id_number_hash"] for one in (double, into)]
    alike = wrong_number or None in numbers or bytes(numbers[0]) == bytes(numbers[1])
    if double["id"] == into["id"] or not alike or double["merged_into"] or into["merged_into"]:
        raise Refusal("conflict")
    tx.run(_MERGE, row_id=double["id"], into=into["id"], account=into["account_id"])
    tx.changed(t.persons, double["id"])
    for one in (double, into):
        note(tx, one, "merge", by, window.now())


def part(window: Window, tx: Tx, double: Mapping, by: str | None) -> None:
    """A merge is undone. Raises Refusal conflict where there is none, or another person has the
    same identity number."""
    into = double["merged_into"]
    if into is None:
        raise Refusal("conflict")
    number = double["id_number_hash"]
    if number is not None and tx.one(_BY_NUMBER, number=bytes(number)) is not None:
        raise Refusal("conflict")
    account = _account_of_hash(tx, number) if number is not None else None
    tx.run(_MERGE, row_id=double["id"], into=None, account=account)
    tx.changed(t.persons, double["id"])
    for person_id in (double["id"], into):
        note(tx, row_of(tx, person_id) or double, "part", by, window.now())


def link_account(tx: Tx, account_id: str, id_hash: bytes) -> None:
    """The account proved to be of that identity number: what is known of the person is its own."""
    for person in tx.all(_BY_NUMBER, number=id_hash):
        link(tx, person, account_id)


def link(tx: Tx, person: Mapping, account_id: str) -> None:
    """The person is the holder of the account, under every id it has."""
    for one in [person, *tx.all(_MERGED, into=person["id"])]:
        tx.run(_LINK, row_id=one["id"], account=account_id)
        tx.changed(t.persons, one["id"])


def ids_of_account(tx: Tx, account_id: str) -> frozenset[str]:
    """All ids under which the account's holder is known."""
    return frozenset(row["id"] for row in tx.all(_IDS, account=account_id))


def ids_of(tx: Tx, person: Mapping) -> frozenset[str]:
    """All ids that mean the person: its own, and of those merged into it."""
    merged = tx.all(_MERGED, into=person["id"])
    return frozenset((person["id"], *(one["id"] for one in merged)))


def note(tx: Tx, person: Mapping, what: str, by: str | None, now: int) -> None:
    """Write a change of the person down."""
    base_changes.note(tx, person["grid_id"], base_changes.PERSON, person["id"], what, by, now)


def _account_with(window: Window, tx: Tx, id_number: str) -> str | None:
    return _account_of_hash(tx, hash_of(window, id_number))


def _account_of_hash(tx: Tx, id_hash: bytes) -> str | None:
    return tx.value(_VERIFIED, number=bytes(id_hash))


def matching(window: Window, tx: Tx, persons: Iterable[dict], words: list[str]) -> list[dict]:
    """Those whose name, identity number or phone has all the words in it."""
    found = []
    for person in persons:
        facts = facts_of(window, tx, person["id"])
        shown = "|".join(
            search_key(facts[name].value)
            for name in ("name", "id_number", "phone")
            if name in facts
        )
        if all(word in shown for word in words):
            found.append(person)
    return found
