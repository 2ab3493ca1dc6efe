"""The register of organisations and shops as the worker of a grid and who runs the street keep it: listed by
grid, one added, put right or closed, with who entered what and why."""

from collections.abc import Mapping
from typing import NamedTuple

from server.rules import credit_code, text
from server.rules import organisation_import as limits
from server.rules.authorisation import Action, Relation
from server.rules.search import search_key, search_words
from server.services import base_data, changes, organisations, people_desk, person_states
from server.services.errors import Refusal
from server.services.known_facts import Entered
from server.services.organisations import Wanted
from server.services.reading import Reader
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store.tx import Tx

#: Organisations on a page of the list.
PAGE = 50


class Listed(NamedTuple):
    """One of a list."""

    id: str
    name: str
    kind: str
    address: str
    state: str


class Page(NamedTuple):
    """A page of a grid's list; total: of all pages; at: the number of its first one, from 0."""

    items: list[Listed]
    total: int
    at: int


class KnownField(NamedTuple):
    """One thing that is, or was, known: its name, its value, since when, where it is from, what it is for, and
    who entered it, in words."""

    name: str
    value: str
    at: str
    source: str
    purpose: str
    by: str


class Shown(NamedTuple):
    """One as who keeps the register sees it. fields: what is known; before: what was known before, oldest first;
    history: what became of it as (moment, code)."""

    id: str
    grid_id: str
    state: str
    texts: Mapping[str, str]
    fields: list[KnownField]
    before: list[KnownField]
    history: list[tuple[str, str]]


def may_keep(window: Window, viewer: Viewer, grid_id: str) -> bool:
    """Whether the viewer keeps the register of a grid."""
    stands = Relation(grid=viewer.grid_id is not None and viewer.grid_id == grid_id)
    return window.catalogue.roles.allowed(viewer.role, Action.ORGANISATION_KEEP, stands)


def own(
    window: Window, tx: Tx, viewer: Viewer, organisation_id: str, *, lock: bool = False
) -> dict:
    """An organisation that the viewer may see and put right. Raises Refusal not_found."""
    row = organisations.by_id(tx, organisation_id, lock=lock)
    if row is None or not may_keep(window, viewer, row["grid_id"]):
        raise Refusal("not_found")
    return row


def page(window: Window, tx: Tx, viewer: Viewer, grid_id: str, typed: str, at: int) -> Page:
    """A page of a grid's list by name, the open ones first; typed: words of a name, code, address or contact.
    Raises Refusal not_found."""
    if not may_keep(window, viewer, grid_id):
        raise Refusal("not_found")
    asked = search_words(typed)
    found = []
    for row in organisations.of_grid(tx, grid_id):
        texts = organisations.texts_of(window, tx, row)
        searched = "|".join(map(search_key, texts.values()))
        if all(word in searched for word in asked):
            found.append(_listed(row, texts))
    found.sort(key=lambda one: (one.state != limits.OPEN, text.natural_order(one.name), one.id))
    at = min(max(at, 0), max(len(found) - 1, 0)) // PAGE * PAGE
    return Page(found[at : at + PAGE], len(found), at)


def in_place(window: Window, tx: Tx, place_id: str) -> list[Listed]:
    """The open ones in a place and in what lies in it."""
    rows = organisations.in_places(tx, base_data.with_inside(tx, place_id))
    return [_listed(row, organisations.texts_of(window, tx, row)) for row in rows]


def _listed(row: Mapping, texts: Mapping[str, str]) -> Listed:
    return Listed(row["id"], texts["name"], texts["kind"], texts["address"], row["state"])


def shown(window: Window, tx: Tx, row: Mapping, words: Words) -> Shown:
    """One with what is known of it, and what was."""
    facts = organisations.all_facts_of(window, tx, row["id"])
    newest = {fact.row["name"]: fact.row["seq"] for fact in facts}
    fields = [_field(window, fact, words) for fact in facts]
    is_now = [newest[fact.row["name"]] == fact.row["seq"] for fact in facts]
    history = organisations.history_of(tx, row["id"])
    return Shown(
        row["id"],
        row["grid_id"],
        row["state"],
        organisations.texts_of(window, tx, row),
        [one for one, now in zip(fields, is_now, strict=True) if now and one.value],
        [one for one, now in zip(fields, is_now, strict=True) if not now and one.value],
        [(window.zone.iso(one["at"]), one["what"]) for one in history],
    )


def _field(window: Window, fact, words: Words) -> KnownField:
    purpose, source, at, by = people_desk.origin(window, words, fact.row)
    name, value = fact.row["name"], fact.value
    if name == "kind":
        value = words(f"organisation.kind.{value}")
    return KnownField(name, value, at, source, purpose, by)


def add(window: Window, tx: Tx, viewer: Viewer, given: Mapping[str, str]) -> dict:
    """Register one of the viewer's grid, or of the one that is named. given: texts by the names of a form;
    missing is empty. Raises Refusal invalid."""
    reader = Reader()
    wanted = _wanted(window, tx, viewer, reader, given, None)
    reader.refuse()
    row = organisations.add(window, tx, wanted, _entered(window, viewer))
    told = {"organisation": row["id"], "name": wanted.texts["name"]}
    author = base_data.author_of(tx, viewer)
    changes.note(window, tx, author, "organisations.add", "organisations", told)
    return row


def change(
    window: Window, tx: Tx, viewer: Viewer, organisation_id: str, given: Mapping[str, str]
) -> dict:
    """Put one right as the form says it now; a reason is needed unless only address, contact or phone change.
    Raises Refusal not_found, invalid."""
    row = own(window, tx, viewer, organisation_id, lock=True)
    reader = Reader()
    wanted = _wanted(window, tx, viewer, reader, given, row)
    differs = organisations.changes_to(window, tx, row, wanted)
    needs = any(one in ("name", "kind", "credit_code", "grid", "state") for one in differs)
    reason = reader.line("reason", given.get("reason"), person_states.LONGEST_REASON, needed=needs)
    if not differs:
        reader.wrong("change", "required")
    reader.refuse()
    done = organisations.change(window, tx, row, wanted, _entered(window, viewer))
    told = {"organisation": row["id"], "what": ",".join(done), "reason": reason}
    author = base_data.author_of(tx, viewer)
    changes.note(window, tx, author, "organisations.change", "organisations", told)
    return organisations.by_id(tx, row["id"]) or row


def _entered(window: Window, viewer: Viewer) -> Entered:
    return Entered(viewer, base_data.source_of(viewer), window.now())


def _wanted(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    reader: Reader,
    given: Mapping[str, str],
    row: Mapping | None,
) -> Wanted:
    """What the form says. row: of one that is there."""
    name = reader.line("name", given.get("name"), limits.LONGEST_NAME, needed=True)
    kind = given.get("kind", "")
    if kind not in limits.KINDS:
        reader.wrong("kind", "unknown" if kind else "required")
    code = ""
    if given.get("credit_code", "").strip():
        read = credit_code.read_credit_code(given["credit_code"])
        code = read.value
        if read.error is not None:
            reader.wrong("credit_code", read.error)
    address = reader.line("address", given.get("address"), limits.LONGEST_ADDRESS, needed=True)
    contact = reader.line("contact", given.get("contact"), limits.LONGEST_CONTACT)
    phone = base_data.read_phone(reader, given.get("phone"))
    grid = given.get("grid_id", "").strip() or (row["grid_id"] if row else viewer.grid_id or "")
    moves = row is not None and grid != row["grid_id"]
    if grid not in window.reference.grids:
        reader.wrong("grid_id", "unknown" if grid else "required")
    elif not moves and not may_keep(window, viewer, grid):
        reader.wrong("grid_id", "unknown")
    state = given.get("state", "") or (row["state"] if row else limits.OPEN)
    if state not in limits.STATES:
        reader.wrong("state", "unknown")
    for path, there in _there(window, tx, code, grid, name).items():
        if there is not None and (row is None or there["id"] != row["id"]):
            reader.wrong(path, "double")
    place = base_data.place_with_address(tx, grid, address)
    texts = {"name": name, "kind": kind, "credit_code": code, "address": address}
    texts |= {"contact": text.clean_name(contact), "phone": phone}
    return Wanted(texts, grid, place["id"] if place else None, state)


def _there(window: Window, tx: Tx, code: str, grid_id: str, name: str) -> dict[str, dict | None]:
    """Those that the code, and the name without one in its grid, mean already; by the field that says so."""
    return {
        "credit_code": organisations.with_code(window, tx, code) if code else None,
        "name": organisations.with_name(window, tx, grid_id, name) if name else None,
    }
