"""What a supervisor answers to what a person said against an act under a mandate; what was said before waits
for an answer like the rest."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0033"


def upgrade() -> None:
    """From 0033."""
    op.add_column("mandate_acts", sa.Column("answer_enc", sa.LargeBinary(), nullable=True))
    op.add_column("mandate_acts", sa.Column("answered_at", sa.BigInteger(), nullable=True))
    op.add_column("mandate_acts", sa.Column("answered_by", sa.Text(), nullable=True))
    op.create_index("mandate_acts_objected", "mandate_acts", ["objected_at"])
