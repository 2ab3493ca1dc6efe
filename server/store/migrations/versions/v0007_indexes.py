"""Without the indexes of queues that list tasks now (tasks_owner_due)."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """From 0006."""
    op.drop_index("cases_department_due", "cases")
    op.drop_index("cases_grid_due", "cases")
