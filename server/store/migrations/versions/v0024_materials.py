"""Pictures that were handed in before and were used again: of which picture they are, and when that
was handed in first."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """From 0023."""
    op.add_column("attachments", sa.Column("origin_id", sa.Text(), nullable=True))
    op.add_column("attachments", sa.Column("origin_at", sa.BigInteger(), nullable=True))
