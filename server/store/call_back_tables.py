"""The table of call-backs (回访): cases that were filed for somebody and drawn to be checked by a call; what
was answered, and what a supervisor found. Free words are encrypted."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text

from server.store.tables import metadata

call_backs = Table(
    "call_backs",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_id", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("drawn_at", BigInteger, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("answers", Text),
    Column("note_enc", LargeBinary),
    Column("called_at", BigInteger),
    Column("called_by", Text),
    Column("found_enc", LargeBinary),
    Column("checked_at", BigInteger),
    Column("checked_by", Text),
    Index("call_backs_case", "case_id", unique=True),
    Index("call_backs_state", "state", "due_at"),
)
