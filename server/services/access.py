"""The access ledger: every sight of a resident's case by somebody else."""

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services import views
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx
from server.wire import types as wire

#: Pictures of a case seen within so long after the case itself are the same sight, and so is a
#: tracker's next look.
SAME_SIGHT_MS = 600_000

_L = t.ledger.c
_INSERT = insert_row(t.ledger)
_COUNT_UP = (
    sa.update(t.cases).where(t.cases.c.id == bindparam("row_id")).values(seen=t.cases.c.seen + 1)
)
_OF_CASE = (
    sa.select(t.ledger).where(_L.case_id == bindparam("case_id")).order_by(_L.id.desc()).limit(500)
)
_LAST_OF = (
    sa.select(_L.at)
    .where(
        _L.case_id == bindparam("case_id"),
        _L.role == bindparam("role"),
        sa.func.coalesce(_L.account_id, "") == bindparam("account"),
    )
    .order_by(_L.id.desc())
    .limit(1)
)


def note(tx: Tx, case: dict, viewer: Viewer, purpose: str, now: int) -> None:
    """Write down that the viewer saw the case. The filer's own sight is not written."""
    if viewer.id is not None and viewer.id == case["owner_id"]:
        return
    tx.run(
        _INSERT,
        case_id=case["id"],
        at=now,
        account_id=viewer.id,
        role=viewer.role,
        staff_no=viewer.staff_no,
        purpose=purpose,
    )
    tx.run(_COUNT_UP, row_id=case["id"])
    case["seen"] += 1


def seen_lately(tx: Tx, case_id: int, viewer: Viewer, now: int) -> bool:
    """Whether the viewer's last sight of the case is recent."""
    last = tx.value(_LAST_OF, case_id=case_id, role=viewer.role, account=viewer.id or "")
    return last is not None and now - last < SAME_SIGHT_MS


def sights(window: Window, tx: Tx, case: dict, words: Words) -> wire.Sights:
    """The ledger of a case, newest first."""
    return wire.Sights(
        [
            wire.Sight(
                window.zone.iso(row["at"]),
                views.staff_label(words, row["role"], row["staff_no"]),
                row["purpose"],
            )
            for row in tx.all(_OF_CASE, case_id=case["id"])
        ]
    )
