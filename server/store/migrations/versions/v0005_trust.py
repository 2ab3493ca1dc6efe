"""What the database knows about itself, known addresses, offered cases, second factors, codes sent earlier."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """From 0004."""
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "known_addresses",
        sa.Column("address_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("address_hash", "account_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("known_addresses_seen", "known_addresses", ["seen_at"], unique=False)
    op.create_table(
        "offers",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "case_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("offers_at", "offers", ["at"], unique=False)
    op.create_table(
        "second_factors",
        sa.Column("account_id", sa.Text(), nullable=False),
        sa.Column("secret_enc", sa.LargeBinary(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("recovery", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id"),
    )
    op.add_column("codes", sa.Column("earlier", sa.Text()))
    op.create_index("attachments_owner", "attachments", ["owner_id", "case_id"], unique=False)
