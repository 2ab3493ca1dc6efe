"""Opening the database: SQLite in the data folder, or PostgreSQL by URL."""

from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from server.store import search

#: How long SQLite waits for another process's lock, ms.
BUSY_MS = 3000
#: PostgreSQL: how long to connect (s), to wait for a row that somebody holds, for a statement,
#: and for a transaction that does nothing (ms).
CONNECT_SECONDS = 5
LOCK_MS = 1500
STATEMENT_MS = 20_000
IDLE_MS = 60_000


def database_url(url: str, data: Path) -> str:
    """The SQLAlchemy URL for a configured URL, or the SQLite file in the data folder."""
    if not url:
        return f"sqlite:///{data / 'onewindow.db'}"
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def create_engine(url: str, pool: int, *, read_only: bool = False) -> Engine:
    """An engine whose connections do not open transactions by themselves. read_only: nothing is
    written, not even beside the file of an SQLite."""
    if url.startswith("sqlite"):
        engine = sa.create_engine(
            _only_read(url) if read_only else url,
            poolclass=sa.pool.NullPool,
            connect_args={"isolation_level": None, "check_same_thread": False},
        )
        sa.event.listen(engine, "connect", _prepare_reading if read_only else _prepare_sqlite)
        return engine
    return sa.create_engine(
        url,
        pool_size=pool + 2,
        max_overflow=4,
        isolation_level="AUTOCOMMIT",
        connect_args={"connect_timeout": CONNECT_SECONDS},
    )


def _only_read(url: str) -> str:
    """The URL of the same file that is not written. Nobody has it open where no log lies beside
    it: then no lock and no shared memory are needed either."""
    path = Path(url.removeprefix("sqlite:///"))
    log = path.with_name(path.name + "-wal")
    in_use = log.exists() and log.stat().st_size > 0
    how = "mode=ro" if in_use else "mode=ro&immutable=1"
    return f"sqlite:///file:{quote(str(path))}?{how}&uri=true"


def _prepare_reading(connection, _record) -> None:
    search.prepare_sqlite(connection)
    for pragma in (f"busy_timeout={BUSY_MS}", "temp_store=MEMORY", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")


def bound(connection) -> None:
    """Give every wait of a PostgreSQL connection an end. Migrations and backups have none."""
    connection.execute(
        f"SET lock_timeout = {LOCK_MS}; SET statement_timeout = {STATEMENT_MS}; "
        f"SET idle_in_transaction_session_timeout = {IDLE_MS}"
    )


def _prepare_sqlite(connection, _record) -> None:
    search.prepare_sqlite(connection)
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "cache_size=-65536",
        "mmap_size=268435456",
        "wal_autocheckpoint=2000",
    ):
        connection.execute(f"PRAGMA {pragma}")
