"""Tables of what the street knows of space and people (人·房·格).

A person is an id with a grid; what is known of it are rows of `person_facts`, the newest of a name
counting, so that each has its purpose, its source, its day and who entered it, and nothing that
was known is overwritten. `base_changes` is one row a change of anything here, in the order of the
commits: the history, and what a device asks for that was away (services/base_changes).
"""

from sqlalchemy import BigInteger, Column, Float, Index, LargeBinary, Table, Text

from server.store.fact_columns import fact_columns
from server.store.tables import ROW_ID, metadata

places = Table(
    "places",
    metadata,
    Column("id", Text, primary_key=True),
    Column("parent_id", Text),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("grid_id", Text, nullable=False),
    Column("lon", Float),
    Column("lat", Float),
    Column("source", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by_id", Text),
    Column("removed_at", BigInteger),
    Index("places_grid", "grid_id", "parent_id"),
)

persons = Table(
    "persons",
    metadata,
    Column("id", Text, primary_key=True),
    Column("grid_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("id_number_hash", LargeBinary),
    Column("account_id", Text),
    Column("merged_into", Text),
    Column("digest", LargeBinary),
    Column("created_at", BigInteger, nullable=False),
    Column("made_at", BigInteger),
    Column("by_id", Text),
    Index("persons_grid", "grid_id", "id"),
    Index("persons_id_number", "id_number_hash"),
    Index("persons_account", "account_id"),
)

person_facts = Table(
    "person_facts",
    metadata,
    *fact_columns("person_id"),
    sqlite_with_rowid=False,
)

residences = Table(
    "residences",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("person_id", Text, nullable=False),
    Column("place_id", Text),
    Column("text_enc", LargeBinary),
    Column("household", Text),
    Column("relation", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by_id", Text),
    Column("ended_at", BigInteger),
    Index("residences_person", "person_id"),
    Index("residences_place", "place_id"),
)

base_changes = Table(
    "base_changes",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("grid_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("by_id", Text),
    Index("base_changes_grid", "grid_id", "id"),
    Index("base_changes_key", "kind", "key", "id"),
)

person_sights = Table(
    "person_sights",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("person_id", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("account_id", Text),
    Column("role", Text, nullable=False),
    Column("staff_no", Text),
    Column("purpose", Text, nullable=False),
    Index("person_sights_person", "person_id", "id"),
)

#: All of them are entered in the journal.
PEOPLE = (places, persons, person_facts, residences, base_changes, person_sights)
