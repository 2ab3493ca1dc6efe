"""Tables of activities (活动): a notice that people can sign up for, and who did.

Who signed up is an account and a number of people; the name and phone are those of the account. What it
asks are versions of its questions (services/activity_questions); a sign-up has the number of the one that it
answers, from 1.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text

from server.store.tables import LATER, metadata

activities = Table(
    "activities",
    metadata,
    Column("id", Text, primary_key=True),
    Column("place", Text, nullable=False),
    Column("begins_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Column("closes_at", BigInteger, nullable=False),
    Column("places", Integer, nullable=False),
    Column("most", Integer, nullable=False),
    Column("waiting", Integer, nullable=False),
    Column("for_group", Text),
    Column("called_off_at", BigInteger),
    Column("reason", Text),
    Column("edits", Integer, info=LATER),
    Column("edited_at", BigInteger, info=LATER),
    Column("questions", Text, info=LATER),
    Index("activities_ends", "ends_at"),
)

sign_ups = Table(
    "activity_sign_ups",
    metadata,
    Column("id", Text, primary_key=True),
    Column("activity_id", Text, nullable=False),
    Column("account_id", Text, nullable=False),
    Column("people", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("declared", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("came", Integer),
    Column("edits", Integer, info=LATER),
    Column("asked", Integer, info=LATER),
    Column("answers_enc", LargeBinary, info=LATER),
    Index("activity_sign_ups_once", "activity_id", "account_id", unique=True),
    Index("activity_sign_ups_account", "account_id"),
)

#: Both are entered in the journal.
ACTIVITIES = (activities, sign_ups)
