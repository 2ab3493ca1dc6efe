"""What somebody said who saw the whole numbers of an application."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """From 0011."""
    op.add_column("ledger", sa.Column("reason", sa.Text(), nullable=True))
