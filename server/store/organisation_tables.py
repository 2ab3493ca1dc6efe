"""Tables of the organisations and shops of the street (企): one row each, and what is known of one as rows of
`organisation_facts`, the newest of a name counting, as a person's are (people_tables)."""

from sqlalchemy import BigInteger, Column, Index, Table, Text

from server.store.fact_columns import fact_columns
from server.store.tables import metadata

organisations = Table(
    "organisations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("grid_id", Text, nullable=False),
    Column("place_id", Text),
    Column("credit_code", Text),
    Column("state", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("by_id", Text),
    Index("organisations_grid", "grid_id", "state", "id"),
    Index("organisations_place", "place_id"),
    Index("organisations_code", "credit_code", unique=True),
)

organisation_facts = Table(
    "organisation_facts",
    metadata,
    *fact_columns("organisation_id"),
    sqlite_with_rowid=False,
)

#: All of them are entered in the journal.
ORGANISATIONS = (organisations, organisation_facts)
