"""Who an account is in the street's register (人): the person it is known to be, or, of somebody whose real name
is confirmed and whom no grid has registered yet, a record with the minimum, made when one is first needed."""

from collections.abc import Mapping

from server.services import accounts, people
from server.services.known_facts import Entered
from server.services.window import Viewer, Window
from server.store.tx import Tx

#: Where such a record is from: the person's own words, when the real name was confirmed.
SOURCE = "identity"


def is_confirmed(account: Mapping | None) -> bool:
    """Whether the account's real name is confirmed, so that a record can be made of it."""
    return account is not None and bool(account["verified"] and account["id_number_enc"])


def may_have(tx: Tx, viewer: Viewer) -> bool:
    """Whether `needed` has a person for the viewer."""
    account_id = viewer.id or ""
    there = people.of_account(tx, account_id) is not None
    return there or is_confirmed(accounts.by_id(tx, account_id))


def needed(window: Window, tx: Tx, viewer: Viewer, grid_id: str = "") -> dict | None:
    """The viewer's person; None where the real name is not confirmed and no record is linked. grid_id: of the
    address that was given, taken where the record has no grid; "" for none. A record of the same number is
    that person, never a second one."""
    person = people.of_account(tx, viewer.id or "")
    if person is None:
        account = accounts.by_id(tx, viewer.id or "")
        if account is None or not is_confirmed(account):
            return None
        person = _made(window, tx, viewer, account, grid_id)
    if grid_id and not person["grid_id"]:
        person = people.to_grid(tx, person, grid_id, viewer.id, window.now())
    return person


def _made(window: Window, tx: Tx, viewer: Viewer, account: Mapping, grid_id: str) -> dict:
    decrypt = window.keys.decrypt
    number = decrypt(account["id_number_enc"], "accounts.id_number")
    there = people.one_with_number(window, tx, number)
    if there is not None:
        people.link(tx, there, account["id"])
        return there
    known = {
        "name": decrypt(account["name_enc"], "accounts.name"),
        "id_number": number,
        **people.born(number),
    }
    entered = Entered(viewer, SOURCE, window.now())
    return people.register(window, tx, window.ports.random.id(), grid_id, known, entered)
