"""Whom the portal told of which service when, and who wants none of it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """From 0017."""
    op.add_column("accounts", sa.Column("no_reminders", sa.Integer(), nullable=True))
    op.create_table(
        "reminders",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "rule"),
        sqlite_with_rowid=False,
    )
