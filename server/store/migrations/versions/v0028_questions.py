"""What an activity asks who signs up, in versions; which of them a sign-up answers, and its answers."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    """From 0027."""
    op.add_column("activities", sa.Column("questions", sa.Text(), nullable=True))
    op.add_column("activity_sign_ups", sa.Column("asked", sa.Integer(), nullable=True))
    op.add_column("activity_sign_ups", sa.Column("answers_enc", sa.LargeBinary(), nullable=True))
