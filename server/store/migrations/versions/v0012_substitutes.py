"""Substitutes: who stands in for whom from which day to which, and for whom a step was taken."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """From 0011."""
    row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "substitutes",
        sa.Column("id", row_id, autoincrement=True, nullable=False),
        sa.Column("absent_id", sa.Text(), nullable=False),
        sa.Column("substitute_id", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("substitutes_substitute", "substitutes", ["substitute_id", "last_day"])
    op.create_index("substitutes_absent", "substitutes", ["absent_id", "last_day"])
    op.add_column("steps", sa.Column("actor_for", sa.Text(), nullable=True))
