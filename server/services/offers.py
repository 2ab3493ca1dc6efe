"""Which open cases of others an account was shown as similar: only those can it join.

Numbers follow one another; without this anybody signed in could read any case by joining it.
"""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services.window import Viewer
from server.store import tables as t
from server.store.statements import upsert_row
from server.store.tx import Tx

KEEP_MS = 7 * 24 * 3_600_000
#: An offer is written down again only after so long.
FRESH_MS = 24 * 3_600_000
_O = t.offers.c
_FIND = sa.select(_O.at).where(
    _O.account_id == bindparam("account"), _O.case_id == bindparam("case")
)
_PUT = upsert_row(t.offers, ["account_id", "case_id"], {"at": bindparam("at")})
PURGE = sa.delete(t.offers).where(_O.at < bindparam("before"))


def was_offered(tx: Tx, viewer: Viewer, case_id: int, now: int) -> bool:
    """Whether the viewer was shown the case in the last days."""
    at = tx.value(_FIND, account=viewer.id, case=case_id)
    return at is not None and now - at < KEEP_MS


def missing(tx: Tx, viewer: Viewer, case_ids: Iterable[int], now: int) -> list[int]:
    """Those of the cases whose offer must be written down."""
    found = []
    for case_id in case_ids:
        at = tx.value(_FIND, account=viewer.id, case=case_id)
        if at is None or now - at >= FRESH_MS:
            found.append(case_id)
    return found


def remember(tx: Tx, viewer: Viewer, case_ids: Iterable[int], now: int) -> None:
    """The viewer is shown these cases."""
    for case_id in case_ids:
        tx.run(tx.pick(_PUT), account_id=viewer.id, case_id=case_id, at=now)
