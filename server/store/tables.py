"""The tables. Times are milliseconds since 1970 UTC; only int, float, text, bytes columns.

Changing a table means a new migration in store/migrations/versions.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData()
#: A column that came to a table after rows of it were entered in the journal: empty, it is no part
#: of the row's digest (store/journal).
LATER = {"later": True}
#: An automatic id.
ROW_ID = BigInteger().with_variant(Integer, "sqlite")

accounts = Table(
    "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("login", Text, unique=True),
    Column("password", Text),
    Column("staff_no", Text),
    Column("title", Text),
    Column("department_id", Text),
    Column("grid_id", Text),
    Column("phone_hash", LargeBinary, unique=True),
    Column("phone_enc", LargeBinary),
    Column("name_enc", LargeBinary),
    Column("id_number_hash", LargeBinary),
    Column("id_number_enc", LargeBinary),
    Column("verified", Integer, nullable=False),
    Column("disabled", Integer, nullable=False),
    Column("messages", Integer, nullable=False),
    Column("no_reminders", Integer, info=LATER),
    Column("password_given", Integer, info=LATER),
    Column("created_at", BigInteger, nullable=False),
    Index("accounts_id_number", "id_number_hash"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Index("sessions_account", "account_id"),
    Index("sessions_ends", "ends_at"),
)

codes = Table(
    "codes",
    metadata,
    Column("phone_hash", LargeBinary, primary_key=True),
    Column("code_hash", LargeBinary),
    Column("sent_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("locked_until", BigInteger, nullable=False),
    Column("earlier", Text),
)

meta = Table(
    "meta",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("mac", Text, nullable=False),
    sqlite_with_rowid=False,
)

known_addresses = Table(
    "known_addresses",
    metadata,
    Column("address_hash", LargeBinary, primary_key=True),
    Column("account_id", Text, primary_key=True),
    Column("seen_at", BigInteger, nullable=False),
    Index("known_addresses_seen", "seen_at"),
    sqlite_with_rowid=False,
)

offers = Table(
    "offers",
    metadata,
    Column("account_id", Text, primary_key=True),
    Column("case_id", BigInteger, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index("offers_at", "at"),
    sqlite_with_rowid=False,
)

#: Whom an application is for, where its service has one a person: a keyed hash of their ID number.
applied_for = Table(
    "applied_for",
    metadata,
    Column("case_id", BigInteger, primary_key=True),
    Column("service", Text, nullable=False),
    Column("person_hash", LargeBinary, nullable=False),
    Index("applied_for_person", "person_hash", "service"),
)

substitutes = Table(
    "substitutes",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("absent_id", Text, nullable=False),
    Column("substitute_id", Text, nullable=False),
    Column("first_day", Text, nullable=False),
    Column("last_day", Text, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("ended_at", BigInteger),
    Index("substitutes_substitute", "substitute_id", "last_day"),
    Index("substitutes_absent", "absent_id", "last_day"),
)

second_factors = Table(
    "second_factors",
    metadata,
    Column("account_id", Text, primary_key=True),
    Column("secret_enc", LargeBinary, nullable=False),
    Column("last_step", BigInteger, nullable=False),
    Column("recovery", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

hits = Table(
    "hits",
    metadata,
    Column("bucket", Text, primary_key=True),
    Column("since", BigInteger, nullable=False),
    Column("count", Integer, nullable=False),
)

counters = Table(
    "counters",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Integer, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("number", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("owner_id", Text),
    Column("contact_mode", Text, nullable=False),
    Column("contact_phone_enc", LargeBinary),
    Column("personal_enc", LargeBinary),
    Column("code_salt", LargeBinary, nullable=False),
    Column("answers", Text, nullable=False),
    Column("service", Text, info=LATER),
    Column("service_version", Integer, info=LATER),
    Column("definition", Text, info=LATER),
    Column("promised", Integer, info=LATER),
    Column("person_id", Text, info=LATER),
    Column("filed_by", Text, info=LATER),
    Column("bundle", Text, info=LATER),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("place_text", Text, nullable=False),
    Column("grid_id", Text),
    Column("lon", Float),
    Column("lat", Float),
    Column("attachments", Text, nullable=False),
    Column("photos", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("raised", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    Column("due_at", BigInteger),
    Column("amber_at", BigInteger),
    Column("department_id", Text),
    Column("departments", Text, nullable=False),
    Column("handled_by", Text),
    Column("returns", Integer, nullable=False),
    Column("reopened", Integer, nullable=False),
    Column("rating", Text),
    Column("can_rate", Integer, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("joiners", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("head", Text, nullable=False),
    Column("digest_version", Integer, nullable=False),
    Column("seal", LargeBinary, nullable=False),
    Index("cases_owner", "owner_id", "id"),
    Index("cases_state_due", "state", "due_at", "id", "amber_at"),
    Index("cases_due", "due_at", "id", "amber_at"),
)
Index(
    "cases_reopened",
    cases.c.due_at,
    cases.c.id,
    sqlite_where=cases.c.reopened > 0,
    postgresql_where=cases.c.reopened > 0,
)

Index(
    "cases_person",
    cases.c.person_id,
    cases.c.id,
    sqlite_where=cases.c.person_id.is_not(None),
    postgresql_where=cases.c.person_id.is_not(None),
)
Index(
    "cases_bundle",
    cases.c.bundle,
    cases.c.id,
    sqlite_where=cases.c.bundle.is_not(None),
    postgresql_where=cases.c.bundle.is_not(None),
)
Index(
    "cases_open_grid",
    cases.c.grid_id,
    cases.c.id,
    sqlite_where=cases.c.due_at.is_not(None),
    postgresql_where=cases.c.due_at.is_not(None),
)

tasks = Table(
    "tasks",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("case_id", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("owner_kind", Text, nullable=False),
    Column("owner_id", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("opened_by", Text),
    Column("due_at", BigInteger),
    Column("amber_at", BigInteger),
    Column("level", Integer, nullable=False),
    Column("next_at", BigInteger),
    Column("paused_at", BigInteger),
    Column("closed_at", BigInteger),
    Column("closed_by", Text),
    Column("outcome", Text),
    Column("version", Integer, nullable=False),
    Index("tasks_case", "case_id", "id"),
)
Index(
    "tasks_owner_due",
    tasks.c.owner_kind,
    tasks.c.owner_id,
    tasks.c.state,
    tasks.c.due_at,
    tasks.c.case_id,
    tasks.c.amber_at,
    sqlite_where=tasks.c.closed_at.is_(None),
    postgresql_where=tasks.c.closed_at.is_(None),
)
Index(
    "tasks_next",
    tasks.c.next_at,
    sqlite_where=tasks.c.next_at.is_not(None),
    postgresql_where=tasks.c.next_at.is_not(None),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("run_at", BigInteger, nullable=False),
    Column("payload", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("leased_until", BigInteger, nullable=False),
    Column("leased_by", Text),
    Column("state", Text, nullable=False),
    Column("error", Text),
    Column("created_at", BigInteger, nullable=False),
)
Index(
    "jobs_due",
    jobs.c.run_at,
    jobs.c.id,
    sqlite_where=jobs.c.state == "waiting",
    postgresql_where=jobs.c.state == "waiting",
)

messages = Table(
    "messages",
    metadata,
    Column("key", Text, primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("case_id", BigInteger, nullable=False),
    Column("told", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("error", Text),
    Column("created_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Index("messages_case", "case_id"),
    Index("messages_created", "created_at"),
    sqlite_with_rowid=False,
)

joins = Table(
    "joins",
    metadata,
    Column("case_id", BigInteger, primary_key=True),
    Column("account_id", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Index("joins_account", "account_id", "case_id"),
    sqlite_with_rowid=False,
)

steps = Table(
    "steps",
    metadata,
    Column("case_id", BigInteger, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("step", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("actor_id", Text),
    Column("actor_role", Text, nullable=False),
    Column("actor_no", Text),
    Column("state", Text, nullable=False),
    Column("reason", Text),
    Column("note", Text),
    Column("answers", Text),
    Column("personal_enc", LargeBinary),
    Column("actor_for", Text, info=LATER),
    Column("content", Text),
    Column("department_id", Text),
    Column("basis", Text),
    Column("due_at", BigInteger),
    Column("attachments", Text, nullable=False),
    Column("digest_version", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    sqlite_with_rowid=False,
)

definitions = Table(
    "definitions",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("service", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

results = Table(
    "results",
    metadata,
    Column("check_code", Text, primary_key=True),
    Column("case_id", BigInteger, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("issued_at", BigInteger, nullable=False),
    Column("valid_until", Text),
    Column("revoked_at", BigInteger),
    Column("document", Text),
    Index("results_case", "case_id", "seq"),
    sqlite_with_rowid=False,
)

bookings = Table(
    "bookings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("service", Text, nullable=False),
    Column("counter", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("begins", Text, nullable=False),
    Column("begins_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Column("ticket", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Index("bookings_slot", "counter", "day", "begins", "state"),
    Index("bookings_account", "account_id", "begins_at"),
    Index("bookings_ends", "ends_at"),
    sqlite_with_rowid=False,
)

drafts = Table(
    "drafts",
    metadata,
    Column("account_id", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("content_enc", LargeBinary, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Index("drafts_ends", "ends_at"),
    sqlite_with_rowid=False,
)

draft_pictures = Table(
    "draft_pictures",
    metadata,
    Column("attachment_id", Text, primary_key=True),
    Column("account_id", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("ends_at", BigInteger, nullable=False),
    Index("draft_pictures_draft", "account_id", "code"),
    Index("draft_pictures_ends", "ends_at"),
    sqlite_with_rowid=False,
)

reminders = Table(
    "reminders",
    metadata,
    Column("account_id", Text, primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("seen_at", BigInteger),
    sqlite_with_rowid=False,
)

prepared = Table(
    "prepared",
    metadata,
    Column("account_id", Text, primary_key=True),
    Column("service", Text, primary_key=True),
    Column("rule", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("opened_at", BigInteger),
    Column("number", Text),
    sqlite_with_rowid=False,
)

answers = Table(
    "answers",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("body_hash", LargeBinary, nullable=False),
    Column("status", Integer, nullable=False),
    Column("answer_enc", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("answers_at", "at"),
    sqlite_with_rowid=False,
)

attachments = Table(
    "attachments",
    metadata,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("owner_id", Text, nullable=False),
    Column("case_id", BigInteger),
    Column("content_type", Text, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("visit_id", Text, info={"later": True}),
    Column("origin_id", Text, info={"later": True}),
    Column("origin_at", BigInteger, info={"later": True}),
    Column("pages", Integer, info=LATER),
    Index("attachments_case", "case_id"),
    Index("attachments_sha256", "sha256"),
    Index("attachments_owner", "owner_id", "case_id"),
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account_id", Text, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("received", Integer, nullable=False),
    Column("attachment_id", Text),
    Column("created_at", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Index("uploads_account", "account_id", "ends_at"),
    Index("uploads_ends", "ends_at"),
    sqlite_with_rowid=False,
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("case_id", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("account_id", Text),
    Column("role", Text, nullable=False),
    Column("staff_no", Text),
    Column("purpose", Text, nullable=False),
    Column("reason", Text, info=LATER),
    Index("ledger_case", "case_id", "id"),
)

changes = Table(
    "changes",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("account_id", Text),
    Column("done_by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("content", Text, nullable=False),
    Index("changes_kind", "kind", "subject", "id"),
)

page_feedback = Table(
    "page_feedback",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("page", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("helpful", Integer, nullable=False),
    Column("words", Text),
    Column("made_at", BigInteger, nullable=False),
    Index("page_feedback_page", "page", "helpful", "id"),
)

notices = Table(
    "notices",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("published_at", BigInteger, nullable=False),
    Column("grids", Text, info=LATER),
    Column("until_at", BigInteger, info=LATER),
    Column("banner", Text, info=LATER),
    Column("banner_from", BigInteger, info=LATER),
    Column("banner_until", BigInteger, info=LATER),
    Column("changed_at", BigInteger, info=LATER),
    Index("notices_banner_until", "banner_until"),
)

events = Table(
    "events",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("data", Text, nullable=False),
    Index("events_at", "at"),
)
