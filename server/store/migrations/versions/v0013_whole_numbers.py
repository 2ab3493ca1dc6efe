"""What somebody said who saw the whole numbers of an application."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """From 0012."""
    op.add_column("ledger", sa.Column("reason", sa.Text(), nullable=True))
