"""Tables of the organisations and shops of the street (企): one row each, and what is known of one as rows of
`organisation_facts`, the newest of a name counting, as a person's are (people_tables)."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text

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
    Column("organisation_id", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("value_enc", LargeBinary, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by_id", Text),
    Column("by_role", Text, nullable=False),
    Column("by_no", Text),
    sqlite_with_rowid=False,
)

#: All of them are entered in the journal.
ORGANISATIONS = (organisations, organisation_facts)
