"""Visits by the mandate that they happened under: the person reads them with what was done."""

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """From 0024."""
    op.create_index("visit_tries_mandate", "visit_tries", ["mandate_id"])
