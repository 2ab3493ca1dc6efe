"""Running SQLAlchemy Core statements with little ceremony.

A statement is compiled once for a dialect and then run on the driver's own cursor: the hot
path pays for the database, not for building SQL. Columns are int, float, text and bytes only
(tables.py), so no value needs converting.
"""

import contextlib
import sqlite3
from collections.abc import Iterator

import psycopg
from sqlalchemy import Table
from sqlalchemy.engine import Dialect
from sqlalchemy.sql import ClauseElement

from server.store.errors import Duplicate, Locked, Unavailable

_UNIQUE = (
    sqlite3.SQLITE_CONSTRAINT_UNIQUE,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY,
    sqlite3.SQLITE_CONSTRAINT_ROWID,
)
_LOCKED = ("locked", "busy", "full", "readonly", "read-only", "disk i/o", "unable to open")


class Compiled:
    """SQL of a statement for a dialect, and how its parameters are handed over."""

    __slots__ = ("columns", "fixed", "names", "positional", "sql")

    def __init__(self, statement: ClauseElement, dialect: Dialect):
        compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        self.sql = str(compiled)
        self.fixed = {k: v for k, v in compiled.params.items() if v is not None}
        self.positional = compiled.positional
        self.names = compiled.positiontup if compiled.positional else None
        exported = getattr(statement, "exported_columns", None)
        self.columns = [c.name for c in exported] if exported is not None else []

    def arguments(self, params: dict):
        """The parameters as the driver wants them."""
        if self.fixed:
            params = {**self.fixed, **params}
        if self.names is not None:
            return [params[name] for name in self.names]
        return params


class Tx:
    """A connection of the driver with compiled statements; not for several threads at once."""

    def __init__(self, connection, dialect: Dialect):
        self.connection = connection
        self.dialect = dialect
        self.sqlite = dialect.name == "sqlite"
        self._cursor = connection.cursor()
        self._compiled: dict[int, tuple[ClauseElement, Compiled]] = {}
        #: Rows for the journal: table and key of each that this transaction changed.
        self.changes: list[tuple[str, tuple]] = []

    def _execute(self, statement: ClauseElement, params: dict):
        known = self._compiled.get(id(statement))
        if known is None:
            known = (statement, Compiled(statement, self.dialect))
            self._compiled[id(statement)] = known
        compiled = known[1]
        try:
            self._cursor.execute(compiled.sql, compiled.arguments(params))
        except (sqlite3.Error, psycopg.Error) as error:
            raise translated(error) from error
        return self._cursor, compiled

    def changed(self, table: Table, *key) -> None:
        """This transaction changed the row of that key: it is entered in the journal."""
        self.changes.append((table.name, key))

    def pick(self, pair: tuple[ClauseElement, ClauseElement]) -> ClauseElement:
        """Of a statement for SQLite and one for PostgreSQL, the one that fits."""
        return pair[0] if self.sqlite else pair[1]

    def run(self, statement: ClauseElement, **params) -> int:
        """Run a statement, answer how many rows it touched."""
        return self._execute(statement, params)[0].rowcount

    def value(self, statement: ClauseElement, **params):
        """The first column of the first row, or None."""
        row = self._execute(statement, params)[0].fetchone()
        return None if row is None else row[0]

    def run_many(self, statement: ClauseElement, rows: list[dict]) -> None:
        """Run a statement for each row of parameters."""
        self._execute(statement, rows[0])
        if len(rows) > 1:
            compiled = self._compiled[id(statement)][1]
            try:
                self._cursor.executemany(compiled.sql, [compiled.arguments(r) for r in rows[1:]])
            except (sqlite3.Error, psycopg.Error) as error:
                raise translated(error) from error

    def row(self, statement: ClauseElement, **params) -> tuple | None:
        """The first row as a tuple, or None."""
        return self._execute(statement, params)[0].fetchone()

    def one(self, statement: ClauseElement, **params) -> dict | None:
        """The first row as a dict, or None."""
        cursor, compiled = self._execute(statement, params)
        row = cursor.fetchone()
        return None if row is None else dict(zip(compiled.columns, row, strict=True))

    def all(self, statement: ClauseElement, **params) -> list[dict]:
        """All rows as dicts."""
        cursor, compiled = self._execute(statement, params)
        columns = compiled.columns
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    def stream(self, statement: ClauseElement, **params) -> Iterator[tuple]:
        """Rows as tuples, some at a time; nothing else may run meanwhile."""
        compiled = Compiled(statement, self.dialect)
        named = {} if self.sqlite else {"name": "stream"}
        with contextlib.closing(self.connection.cursor(**named)) as cursor:
            cursor.execute(compiled.sql, compiled.arguments(params))
            yield from cursor

    def advance_identity(self, table: Table) -> None:
        """After rows came with their ids: let the next automatic id follow (PostgreSQL)."""
        if not self.sqlite and "id" in table.c and table.c.id.autoincrement is True:
            self.script(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "
                f"coalesce(max(id), 0) + 1, false) FROM {table.name}"
            )

    def usable(self) -> bool:
        """Whether the connection is open and in no transaction."""
        if self.sqlite:
            return not self.connection.in_transaction
        return self.connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE

    def script(self, sql: str) -> None:
        """Transaction control: BEGIN, SAVEPOINT, COMMIT …"""
        try:
            self._cursor.execute(sql)
        except (sqlite3.Error, psycopg.Error) as error:
            raise translated(error) from error


def translated(error: Exception) -> Exception:
    """The store's own error for a driver's, or the driver's error itself."""
    if isinstance(error, psycopg.errors.UniqueViolation):
        return Duplicate(str(error))
    if isinstance(error, sqlite3.IntegrityError):
        return Duplicate(str(error)) if error.sqlite_errorcode in _UNIQUE else error
    if isinstance(error, psycopg.errors.LockNotAvailable | psycopg.errors.QueryCanceled):
        return Locked(str(error))
    if isinstance(error, sqlite3.OperationalError):
        text = str(error).lower()
        return Unavailable(text) if any(word in text for word in _LOCKED) else error
    if isinstance(error, psycopg.OperationalError):
        return Unavailable(str(error))
    return error
