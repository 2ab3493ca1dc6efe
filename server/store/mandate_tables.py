"""Tables of mandates (委托): who may do what for whom until when, what was done under it, what the person
said against it, and what a supervisor answered. What was signed or said, and by whom it was witnessed, is
encrypted."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, Text

from server.store.tables import LATER, ROW_ID, metadata

mandates = Table(
    "mandates",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, nullable=False),
    Column("helper_id", Text, nullable=False),
    Column("helper_kind", Text, nullable=False),
    Column("relationship_enc", LargeBinary),
    Column("matters", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("first_day", Text, nullable=False),
    Column("last_day", Text, nullable=False),
    Column("text_hash", Text, nullable=False),
    Column("text_version", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("evidence_kind", Text, nullable=False),
    Column("evidence_enc", LargeBinary, nullable=False),
    Column("picture_enc", LargeBinary),
    Column("digest", LargeBinary, nullable=False),
    Column("made_at", BigInteger),
    Column("at", BigInteger, nullable=False),
    Column("by_id", Text, nullable=False),
    Column("revoked_at", BigInteger),
    Column("revoked_how", Text),
    Column("revoked_by", Text),
    Index("mandates_person", "person_id"),
    Index("mandates_helper", "helper_id"),
)

mandate_acts = Table(
    "mandate_acts",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("mandate_id", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("case_id", BigInteger, nullable=False),
    Column("helper_id", Text, nullable=False),
    Column("made_at", BigInteger),
    Column("at", BigInteger, nullable=False),
    Column("objected_at", BigInteger),
    Column("objection_enc", LargeBinary),
    Column("answer_enc", LargeBinary, info=LATER),
    Column("answered_at", BigInteger, info=LATER),
    Column("answered_by", Text, info=LATER),
    Index("mandate_acts_mandate", "mandate_id", "id"),
    Index("mandate_acts_case", "case_id"),
    Index("mandate_acts_objected", "objected_at"),
)

#: Both are entered in the journal.
MANDATES = (mandates, mandate_acts)
