"""Several applications that were asked for at once (一件事)."""

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, Table, Text

from server.store.tables import metadata

#: One row a filing. How far it is, and its promised day, follow from its cases (cases.bundle).
bundles = Table(
    "bundles",
    metadata,
    Column("number", Text, primary_key=True),
    Column("service", Text, nullable=False),
    Column("service_version", Integer, nullable=False),
    Column("definition", Text, nullable=False),
    Column("owner_id", Text),
    Column("person_id", Text),
    Column("filed_by", Text),
    Column("channel", Text, nullable=False),
    Column("answers", Text, nullable=False),
    Column("code_salt", LargeBinary, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
