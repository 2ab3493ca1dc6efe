"""Whose password was given by an administrator and is to be changed before anything else."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0028"


def upgrade() -> None:
    """From 0028."""
    op.add_column("accounts", sa.Column("password_given", sa.Integer(), nullable=True))
