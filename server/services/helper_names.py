"""What who helps under a mandate, or looked, is called to others."""

from collections.abc import Collection, Mapping

from server.rules import mandates as rules
from server.rules import phones
from server.services import accounts, mandates, views
from server.services.window import Window
from server.services.words import Words
from server.store.tx import Tx


def label(window: Window, tx: Tx, row: Mapping, words: Words) -> str:
    """Who helps: a worker's number, of others the masked phone. row: with helper_id, helper_kind."""
    helper = accounts.by_id(tx, row["helper_id"])
    if helper is None:
        return words("actor.resident")
    if row["helper_kind"] == rules.GRID_WORKER:
        return views.staff_label(words, helper["role"], helper["staff_no"])
    phone = window.keys.decrypt(helper["phone_enc"], "accounts.phone") or ""
    return words(f"mandate.helper.{row['helper_kind']}", phone=phones.mask_phone(phone))


def of_sights(
    window: Window, tx: Tx, rows: Collection[Mapping], persons: Collection[str], words: Words
) -> list[str]:
    """Who had each of these sights of what is the persons': of a resident whom they gave a mandate, who it
    is."""
    given: dict[str, Mapping] = {}
    if any(row["role"] == "resident" for row in rows):
        for row in mandates.of_persons(tx, frozenset(persons)):
            given.setdefault(row["helper_id"], row)
    return [
        label(window, tx, given[row["account_id"]], words)
        if row["role"] == "resident" and row["account_id"] in given
        else views.staff_label(words, row["role"], row["staff_no"])
        for row in rows
    ]
