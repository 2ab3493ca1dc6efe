"""Decisions on applications: their documents, and the code by which anybody can check one."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import numbers
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx

GRANT, DENY = "grant", "deny"
#: Letters and digits of a check code.
CODE_LENGTH = 8
_R = t.results.c
_INSERT = insert_row(t.results)
OF_CASE = (
    sa.select(t.results).where(_R.case_id == bindparam("case_id")).order_by(_R.seq.desc()).limit(1)
)
BY_CODE = sa.select(t.results).where(_R.check_code == bindparam("code"))
_IN_FORCE = sa.select(_R.check_code).where(
    _R.case_id == bindparam("case_id"), _R.revoked_at.is_(None)
)
_REVOKE = (
    sa.update(t.results)
    .where(_R.check_code == bindparam("code"))
    .values(revoked_at=bindparam("at"))
)


def issue(change: Any) -> None:
    """A new decision on the case; an earlier one is no longer in force (an effect of a step)."""
    tx, case = change.tx, change.case
    for row in tx.all(_IN_FORCE, case_id=case["id"]):
        tx.run(_REVOKE, code=row["check_code"], at=change.now)
        tx.changed(t.results, row["check_code"])
    code = numbers.code_from(int.from_bytes(change.window.ports.random.bytes(16)), CODE_LENGTH)
    tx.run(
        _INSERT,
        check_code=code,
        case_id=case["id"],
        seq=case["version"] + 1,
        issued_at=change.now,
        valid_until=change.values.get("valid_until"),
        revoked_at=None,
        document=None,
    )
    tx.changed(t.results, code)


def newest(tx: Tx, case: Mapping) -> dict | None:
    """The newest decision on a case."""
    return tx.one(OF_CASE, case_id=case["id"])


def step_of(row: Mapping, steps: Sequence[Mapping]) -> Mapping:
    """The step that decided."""
    return next(step for step in steps if step["seq"] == row["seq"])


def said(step: Mapping) -> dict:
    """What the step said: its answers."""
    return msgspec.json.decode(step["answers"], type=dict)
