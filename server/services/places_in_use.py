"""Departments and grids that somebody works for or in, or in which something is still open: they are
not taken out of the settings before."""

import sqlalchemy as sa

from server.store import tables as t
from server.store.tx import Tx

_A, _T, _C = t.accounts.c, t.tasks.c, t.cases.c
_OPEN = _T.closed_at.is_(None)
_DEPARTMENTS = sa.union(
    sa.select(_A.department_id).where(_A.department_id.is_not(None), _A.disabled == 0),
    sa.select(_T.owner_id).where(_T.owner_kind == "department", _OPEN),
)
_GRIDS = sa.union(
    sa.select(_A.grid_id).where(_A.grid_id.is_not(None), _A.disabled == 0),
    sa.select(_C.grid_id).where(_C.grid_id.is_not(None), _C.due_at.is_not(None)),
)


def departments(tx: Tx) -> set[str]:
    """Ids of departments with an account that works, or with an open task."""
    return {next(iter(row.values())) for row in tx.all(_DEPARTMENTS)}


def grids(tx: Tx) -> set[str]:
    """Ids of grids with an account that works, or with a case whose clock runs."""
    return {next(iter(row.values())) for row in tx.all(_GRIDS)}
