"""Whom an application is for, by a keyed hash of their ID number. What was filed before is found by its owner
and its person, as it was."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0038"


def upgrade() -> None:
    """From 0038."""
    op.create_table(
        "applied_for",
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("person_hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_index("applied_for_person", "applied_for", ["person_hash", "service"])
