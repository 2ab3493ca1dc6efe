"""Organisations and shops of the street, with what is known of each. Nobody had any before."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    """From 0041."""
    op.create_table(
        "organisations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("grid_id", sa.Text(), nullable=False),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("credit_code", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("organisations_grid", "organisations", ["grid_id", "state", "id"])
    op.create_index("organisations_place", "organisations", ["place_id"])
    op.create_index("organisations_code", "organisations", ["credit_code"], unique=True)
    op.create_table(
        "organisation_facts",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value_enc", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=True),
        sa.Column("by_role", sa.Text(), nullable=False),
        sa.Column("by_no", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("organisation_id", "seq"),
        sqlite_with_rowid=False,
    )
