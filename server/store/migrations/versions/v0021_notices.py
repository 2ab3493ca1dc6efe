"""For which grids a notice is, and until when it is shown."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """From 0020."""
    op.add_column("notices", sa.Column("grids", sa.Text(), nullable=True))
    op.add_column("notices", sa.Column("until_at", sa.BigInteger(), nullable=True))
