"""Call-backs (回访) as they are stored, what is asked in one, and who must have no part in it."""

from collections.abc import Collection, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import call_backs as rules
from server.rules import forms
from server.rules.canonical import canonical_text
from server.rules.forms import Problem
from server.services.helping import VERIFYING
from server.services.window import Window
from server.store import mandate_tables, tables
from server.store.call_back_tables import call_backs as t
from server.store.statements import insert_row
from server.store.tx import Tx

#: The form of a call.
FORM = "call_back"
_JUDGED = [sa.literal_column(f"'{step}'") for step in VERIFYING]

_B, _C, _S = t.c, tables.cases.c, tables.steps.c
_M, _A = mandate_tables.mandates.c, mandate_tables.mandate_acts.c
_INSERT = insert_row(t)
_CASE = (
    _C.number,
    _C.title,
    _C.kind,
    _C.category,
    _C.service,
    _C.definition,
    _C.person_id,
    _C.filed_by,
    _C.created_at,
)
JOINED = sa.select(t, *_CASE).join(tables.cases, _C.id == _B.case_id)
_ONE = JOINED.where(_B.id == bindparam("id"))
_LOCKED = _ONE.with_for_update(of=t)
_CHANGED = (
    "state",
    "tries",
    "answers",
    "note_enc",
    "called_at",
    "called_by",
    "found_enc",
    "checked_at",
    "checked_by",
)
_CHANGE = (
    sa.update(t)
    .where(_B.id == bindparam("row_id"))
    .values({name: bindparam("new_" + name) for name in _CHANGED})
)
_BARRED = sa.union(
    sa.select(_C.filed_by.label("account")).where(_C.id == bindparam("case")),
    sa.select(_C.handled_by).where(_C.id == bindparam("case")),
    sa.select(_S.actor_id).where(_S.case_id == bindparam("case"), _S.step.in_(_JUDGED)),
    sa.select(_A.helper_id).where(_A.case_id == bindparam("case")),
    sa.select(_M.by_id)
    .join(mandate_tables.mandate_acts, _A.mandate_id == _M.id)
    .where(_A.case_id == bindparam("case")),
)
_K = tables.tasks.c
_TASK = sa.select(_K.owner_id).where(
    _K.case_id == bindparam("case"), _K.owner_kind == "grid", _K.closed_at.is_(None)
)


def new(call_back: str, case_id: int, now: int, due_at: int) -> dict:
    """The row of a call-back that was just drawn."""
    return dict.fromkeys(_CHANGED) | {
        "id": call_back,
        "case_id": case_id,
        "state": rules.OPEN,
        "drawn_at": now,
        "due_at": due_at,
        "tries": 0,
    }


def insert(tx: Tx, row: Mapping) -> None:
    """Store a new one."""
    tx.run(_INSERT, **row)
    tx.changed(t, row["id"])


def one(tx: Tx, call_back: str, *, lock: bool = False) -> dict | None:
    """The row with what it needs of its case; None where there is no such."""
    return tx.one(_LOCKED if lock else _ONE, id=call_back)


def save(tx: Tx, row: Mapping, changed: Mapping[str, Any]) -> dict:
    """Change a row; what it is then."""
    fresh = {**row, **changed}
    tx.run(_CHANGE, row_id=row["id"], **{"new_" + name: fresh[name] for name in _CHANGED})
    tx.changed(t, row["id"])
    return fresh


def answers_of(row: Mapping) -> dict[str, str] | None:
    """What was answered, by question; None before."""
    return msgspec.json.decode(row["answers"], type=dict[str, str]) if row["answers"] else None


def answered(values: Mapping | None) -> str | None:
    """The same as it is stored. values: the checked members of the form."""
    return None if values is None else canonical_text({q: values[q] for q in rules.QUESTIONS})


def sealed(window: Window, name: str, said: str | None) -> bytes | None:
    """Free words as they are stored; name: note or found."""
    return window.keys.encrypt(said, f"call_backs.{name}") if said else None


def form_of(window: Window) -> dict:
    """What is asked in a call."""
    return window.reference.forms.by_code[FORM]


def read(window: Window, body: Mapping) -> tuple[dict, list[Problem]]:
    """The members of a call, and what is wrong with them by field."""
    return forms.check(form_of(window), dict(body), window.reference.known)


def barred(tx: Tx, case_id: int) -> frozenset[str]:
    """Who has no part in asking about a case: who filed it, took the mandate or helped under it, did
    the work, or verified it."""
    return frozenset(row["account"] for row in tx.all(_BARRED, case=case_id) if row["account"])


def has_task(tx: Tx, case_id: int, grids: Collection[str]) -> bool:
    """Whether the case waits for who walks one of the grids: to do that is to have a part in it."""
    return any(row["owner_id"] in grids for row in tx.all(_TASK, case=case_id))
