"""Applications that are prepared before somebody asks, and whether somebody saw what they were told."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """From 0030."""
    op.add_column("reminders", sa.Column("seen_at", sa.BigInteger(), nullable=True))
    op.create_table(
        "prepared",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "service"),
        sqlite_with_rowid=False,
    )
