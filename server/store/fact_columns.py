"""The columns of a table of known facts (services/known_facts.py): a row for each thing that became known."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Text


def fact_columns(owner: str) -> tuple[Column, ...]:
    """owner: the column that says of what it is known."""
    return (
        Column(owner, Text, primary_key=True),
        Column("seq", Integer, primary_key=True),
        Column("name", Text, nullable=False),
        Column("value_enc", LargeBinary, nullable=False),
        Column("purpose", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("by_id", Text),
        Column("by_role", Text, nullable=False),
        Column("by_no", Text),
    )
