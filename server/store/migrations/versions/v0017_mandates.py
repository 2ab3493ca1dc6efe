"""Mandates, what was done under them, and for whom a case was filed."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """From 0016."""
    row_id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "mandates",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("helper_id", sa.Text(), nullable=False),
        sa.Column("helper_kind", sa.Text(), nullable=False),
        sa.Column("relationship_enc", sa.LargeBinary(), nullable=True),
        sa.Column("matters", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Text(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("text_version", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("evidence_kind", sa.Text(), nullable=False),
        sa.Column("evidence_enc", sa.LargeBinary(), nullable=False),
        sa.Column("picture_enc", sa.LargeBinary(), nullable=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_how", sa.Text(), nullable=True),
        sa.Column("revoked_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "mandate_acts",
        sa.Column("id", row_id, autoincrement=True, nullable=False),
        sa.Column("mandate_id", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("helper_id", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("objected_at", sa.BigInteger(), nullable=True),
        sa.Column("objection_enc", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("mandates_person", "mandates", ["person_id"])
    op.create_index("mandates_helper", "mandates", ["helper_id"])
    op.create_index("mandate_acts_mandate", "mandate_acts", ["mandate_id", "id"])
    op.create_index("mandate_acts_case", "mandate_acts", ["case_id"])
    for name in ("person_id", "filed_by"):
        op.add_column("cases", sa.Column(name, sa.Text(), nullable=True))
    there = sa.text("person_id IS NOT NULL")
    op.create_index(
        "cases_person", "cases", ["person_id", "id"], sqlite_where=there, postgresql_where=there
    )
