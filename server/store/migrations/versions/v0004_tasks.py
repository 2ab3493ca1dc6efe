"""Tasks: who has to act on a case and by when, made for the stored cases from their steps."""

from itertools import groupby

import sqlalchemy as sa
from alembic import op

from server.rules import tasks as rules

revision = "0004"
down_revision = "0003"

BATCH = 500
#: The task of each state that a stored case can be in.
TASK_OF = {
    "submitted": "desk",
    "accepted": "desk",
    "dispatched": "lead",
    "in_progress": "lead",
    "resolved": "verification",
    "verified": "desk",
}
_OPEN = sa.text("closed_at IS NULL")
_NEXT = sa.text("next_at IS NOT NULL")
_CASE_COLUMNS = ("id", "owner_id", "grid_id", "amber_at")
_STEP_COLUMNS = ("case_id", "seq", "step", "at", "actor_id", "state", "department_id", "due_at")


def upgrade() -> None:
    """From 0003."""
    op.add_column("cases", sa.Column("departments", sa.Text(), nullable=False, server_default=""))
    tasks = op.create_table(
        "tasks",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner_kind", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("amber_at", sa.BigInteger(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.Column("paused_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("tasks_case", "tasks", ["case_id", "id"], unique=False)
    op.create_index(
        "tasks_owner_due",
        "tasks",
        ["owner_kind", "owner_id", "state", "due_at", "case_id", "amber_at"],
        unique=False,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index(
        "tasks_next",
        "tasks",
        ["next_at"],
        unique=False,
        sqlite_where=_NEXT,
        postgresql_where=_NEXT,
    )
    _fill(op.get_bind(), tasks)


def _fill(connection, tasks: sa.Table) -> None:
    cases = sa.table("cases", *(sa.column(name) for name in (*_CASE_COLUMNS, "departments")))
    steps = sa.table("steps", *(sa.column(name) for name in _STEP_COLUMNS))
    change = (
        cases.update()
        .where(cases.c.id == sa.bindparam("row"))
        .values(departments=sa.bindparam("list"))
    )
    after = 0
    while True:
        some = cases.select().where(cases.c.id > after).order_by(cases.c.id).limit(BATCH)
        rows = {row["id"]: row for row in connection.execute(some).mappings()}
        if not rows:
            return
        theirs = (
            steps.select()
            .where(steps.c.case_id.between(min(rows), max(rows)))
            .order_by(steps.c.case_id, steps.c.seq)
        )
        made, lists = [], []  # tasks, and the column of each case that lists their departments
        found = connection.execute(theirs).mappings().all()
        for case_id, taken in groupby(found, lambda step: step["case_id"]):
            runs = rules.replay(taken, rows[case_id], TASK_OF.get)
            own = [_row(rows[case_id], run) for run in runs]
            made += own
            lists.append({"row": case_id, "list": ",".join(rules.departments_of(own))})
        if made:
            connection.execute(tasks.insert(), made)
            connection.execute(change, lists)
        after = max(rows)


def _row(case, run: rules.Run) -> dict:
    is_open = run.closed_at is None
    clock = rules.started(run.due_at, case["amber_at"] if is_open else None)
    return {
        "case_id": case["id"],
        **run.want._asdict(),
        "state": run.state,
        "opened_at": run.opened_at,
        "opened_by": run.opened_by,
        **clock._asdict(),
        "next_at": clock.next_at if is_open else None,
        "paused_at": None,
        "closed_at": run.closed_at,
        "closed_by": run.closed_by,
        "outcome": run.outcome,
        "version": 1,
    }
