"""Joining a case, and the index of open cases by grid."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """From 0001."""
    op.add_column("cases", sa.Column("joiners", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(
        "cases_open_grid",
        "cases",
        ["grid_id", "id"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "joins",
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "account_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("joins_account", "joins", ["account_id", "case_id"], unique=False)
