"""Tables of visits (上门): who is to be visited, where, when and why; and each try with how it went. Who,
why, where and the phone are encrypted."""

from sqlalchemy import BigInteger, Column, Float, Index, Integer, LargeBinary, Table, Text

from server.store.tables import ROW_ID, metadata

visits = Table(
    "visits",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("grid_id", Text, nullable=False),
    Column("worker_id", Text),
    Column("person_id", Text),
    Column("wisher_id", Text),
    Column("place_id", Text),
    Column("service", Text),
    Column("case_id", BigInteger),
    Column("name_enc", LargeBinary),
    Column("matter_enc", LargeBinary, nullable=False),
    Column("place_enc", LargeBinary),
    Column("phone_enc", LargeBinary),
    Column("lon", Float),
    Column("lat", Float),
    Column("from_at", BigInteger, nullable=False),
    Column("to_at", BigInteger, nullable=False),
    Column("digest", LargeBinary),
    Column("made_at", BigInteger),
    Column("at", BigInteger, nullable=False),
    Column("by_id", Text),
    Column("closed_at", BigInteger),
    Column("tries", Integer, nullable=False),
    Index("visits_grid", "grid_id", "state", "from_at"),
    Index("visits_worker", "worker_id", "state"),
    Index("visits_person", "person_id"),
    Index("visits_wisher", "wisher_id"),
)

visit_tries = Table(
    "visit_tries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("visit_id", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("result", Text, nullable=False),
    Column("note_enc", LargeBinary),
    Column("where_enc", LargeBinary),
    Column("attachments", Text, nullable=False),
    Column("next_from", BigInteger),
    Column("next_to", BigInteger),
    Column("case_id", BigInteger),
    Column("mandate_id", Text),
    Column("digest", LargeBinary, nullable=False),
    Column("made_at", BigInteger),
    Column("real_at", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by_id", Text, nullable=False),
    Column("by_no", Text),
    Index("visit_tries_visit", "visit_id", "seq"),
    Index("visit_tries_mandate", "mandate_id"),
)

handovers = Table(
    "visit_handovers",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("visit_id", Text, nullable=False),
    Column("from_id", Text, nullable=False),
    Column("to_id", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("visit_handovers_visit", "visit_id"),
)

#: All of them are entered in the journal.
VISITS = (visits, visit_tries, handovers)
