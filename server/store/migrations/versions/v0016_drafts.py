"""Drafts of forms, and the pictures that they hold."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """From 0015."""
    op.create_table(
        "drafts",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("content_enc", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "code"),
        sqlite_with_rowid=False,
    )
    op.create_index("drafts_ends", "drafts", ["ends_at"])
    op.create_table(
        "draft_pictures",
        sa.Column("attachment_id", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("attachment_id", "account_id", "code"),
        sqlite_with_rowid=False,
    )
    op.create_index("draft_pictures_draft", "draft_pictures", ["account_id", "code"])
    op.create_index("draft_pictures_ends", "draft_pictures", ["ends_at"])
