"""Who looked at what is known of a person: one line a sight, which the person can read."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services.window import Viewer
from server.store import people_tables as t
from server.store.statements import insert_row
from server.store.tx import Tx

#: The same look within so long is no second one.
SAME_MS = {"list": 12 * 3_600_000, "device": 12 * 3_600_000}
USUAL_MS = 1_200_000
#: Newest sights that a person is shown.
MOST = 200

_S = t.person_sights.c
_INSERT = insert_row(t.person_sights, _S.id)
_LAST = sa.select(sa.func.max(_S.at)).where(
    _S.person_id == bindparam("person"),
    _S.purpose == bindparam("purpose"),
    sa.func.coalesce(_S.account_id, "") == bindparam("account"),
)
_OF = (
    sa.select(t.person_sights)
    .where(_S.person_id == bindparam("person"))
    .order_by(_S.id.desc())
    .limit(MOST)
)


def note(tx: Tx, persons: Iterable[str], viewer: Viewer, purpose: str, now: int) -> None:
    """Write down that the viewer saw the persons. What one sees of oneself is not written."""
    for person in persons:
        last = tx.value(_LAST, person=person, purpose=purpose, account=viewer.id or "")
        if last is not None and now - last < SAME_MS.get(purpose, USUAL_MS):
            continue
        row = tx.value(
            _INSERT,
            person_id=person,
            at=now,
            account_id=viewer.id,
            role=viewer.role,
            staff_no=viewer.staff_no,
            purpose=purpose,
        )
        tx.changed(t.person_sights, row)


def of(tx: Tx, person: str) -> list[dict]:
    """The newest sights of a person, newest first."""
    return tx.all(_OF, person=person)
