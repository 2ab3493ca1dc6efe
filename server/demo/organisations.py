"""The fictional street's organisations and shops (data/organisations.json). None is real: their credit codes are
of a region that does not exist."""

from pathlib import Path

import msgspec

from server.demo.people import SOURCE
from server.rules.credit_code import check_letter
from server.rules.organisation_import import CLOSED, OPEN
from server.services import organisations
from server.services.known_facts import Entered
from server.services.organisations import Wanted
from server.services.window import SYSTEM, Window
from server.store.tx import Tx

_DATA = Path(__file__).parent / "data/organisations.json"


class Organisation(msgspec.Struct):
    """One of them, in a place of the demo or at an address in words; code: whether it has a credit code."""

    grid: str
    name: str
    kind: str
    contact: str
    phone: str
    place: str | None = None
    address: str = ""
    code: bool = True
    closed: bool = False


class _Data(msgspec.Struct):
    organisations: list[Organisation]


def credit_code(kind: str, at: int) -> str:
    """A fictional code of a kind; `at`, below 1000, tells one from another."""
    begins = {"sole": "92", "company": "91", "society": "51", "public": "12"}.get(kind, "91")
    start = f"{begins}990101MA000{at:03d}X"
    return start + check_letter(start)


def register_all(window: Window, tx: Tx) -> None:
    """Enter all of them, in the places that are there (people.settle_everybody)."""
    entered = Entered(SYSTEM, SOURCE, window.now())
    for at, one in enumerate(msgspec.json.decode(_DATA.read_bytes(), type=_Data).organisations):
        texts = {"name": one.name, "kind": one.kind, "contact": one.contact, "phone": one.phone}
        texts["credit_code"] = credit_code(one.kind, at) if one.code else ""
        texts["address"] = one.address
        wanted = Wanted(texts, one.grid, one.place, CLOSED if one.closed else OPEN)
        organisations.add(window, tx, wanted, entered)
