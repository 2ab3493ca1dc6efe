"""When a notice stands over every page, when it was changed, how often an activity was, and how often it had
been when somebody signed up."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """From 0026."""
    op.add_column("notices", sa.Column("banner", sa.Text(), nullable=True))
    for name in ("banner_from", "banner_until", "changed_at"):
        op.add_column("notices", sa.Column(name, sa.BigInteger(), nullable=True))
    op.create_index("notices_banner_until", "notices", ["banner_until"])
    op.add_column("activity_sign_ups", sa.Column("edits", sa.Integer(), nullable=True))
    op.add_column("activities", sa.Column("edits", sa.Integer(), nullable=True))
    op.add_column("activities", sa.Column("edited_at", sa.BigInteger(), nullable=True))
