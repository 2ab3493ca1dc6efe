"""What who helps under a mandate is called to others."""

from collections.abc import Mapping

from server.rules import mandates as rules
from server.rules import phones
from server.services import accounts, views
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
