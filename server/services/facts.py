"""What the portal knows of a signed-in person: it fills in forms, and decides conditions of
services. Only the person sees it."""

from collections.abc import Mapping
from typing import Any

from server.rules.values import put
from server.services.window import Window


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


def tree(found: Mapping[str, Any]) -> dict:
    """The facts as forms and conditions look them up."""
    root: dict = {}
    for name, value in found.items():
        put(root, name, value)
    return root
