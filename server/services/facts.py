"""What the portal knows of a signed-in person: it fills in forms, and decides conditions of
services. Only the person sees it."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules.values import put
from server.services import accounts, people
from server.services.window import Window
from server.services.words import Words
from server.store import tables as t
from server.store.tx import Tx
from server.wire import types as wire

#: Services whose result is a residence permit with its last day, and the facts that it gives.
PERMITS = ("residence_permit", "permit_renewal")
OF_RESULTS = ("person.residence_permit", "person.permit_ends")

_C, _R = t.cases.c, t.results.c
_PERMIT = (
    sa.select(sa.func.max(_R.valid_until))
    .join(t.cases, _C.id == _R.case_id)
    .where(
        _C.owner_id == bindparam("account"),
        _C.service.in_([sa.literal_column(f"'{code}'") for code in PERMITS]),
        _R.revoked_at.is_(None),
        _R.valid_until.is_not(None),
    )
)


def of_account(window: Window, account: Mapping) -> dict[str, Any]:
    """Facts by their names in facts.json; only what is known is there."""
    keys = window.keys
    found: dict[str, Any] = {"account.verified": bool(account["verified"])}
    phone = keys.decrypt(account["phone_enc"], "accounts.phone")
    name = keys.decrypt(account["name_enc"], "accounts.name")
    number = keys.decrypt(account["id_number_enc"], "accounts.id_number")
    if phone:
        found["account.phone"] = phone
    if name:
        found["account.name"] = found["person.name"] = name
    if number:
        found["person.id_number"] = number
        found["person.birth_date"] = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
        found["person.sex"] = "male" if int(number[16]) % 2 else "female"
    return found


def of_resident(window: Window, tx: Tx, account: Mapping) -> dict[str, Any]:
    """The facts of an account with what the street itself decided and registered: a permit and its last
    day, and that the person lives here."""
    found = of_account(window, account)
    ends = tx.value(_PERMIT, account=account["id"])
    if ends is not None:
        found |= {"person.residence_permit": True, "person.permit_ends": ends}
    person = people.of_account(tx, account["id"])
    living = person is not None and person["state"] == people.LIVING
    if living and people.homes_of(window, tx, person["id"]):
        found["person.lives_here"] = True
    return found


def tree(found: Mapping[str, Any]) -> dict:
    """The facts as forms and conditions look them up."""
    root: dict = {}
    for name, value in found.items():
        put(root, name, value)
    return root


def shown(window: Window, tx: Tx, account_id: str, words: Words) -> wire.Facts:
    """The facts with the words that say where each is from."""
    account = accounts.by_id(tx, account_id)
    found = of_account(window, account)
    return wire.Facts({n: wire.Fact(v, source_of(window, n, words)) for n, v in found.items()})


def source_of(window: Window, name: str, words: Words) -> str:
    """Where a fact is from, in words."""
    affairs = window.reference.affairs
    return affairs.common[words.language][f"source.{affairs.facts.by_name[name].from_}"]
