"""Statements that both databases need written in their own words, and full-row inserts."""

import sqlalchemy as sa
from sqlalchemy import Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite

from server.store import tables as t


def insert_row(table: Table, *returning) -> sa.Insert:
    """INSERT of every column but an automatic id, each a parameter of its own name."""
    columns = [c.name for c in table.columns if not (c.name == "id" and c.autoincrement is True)]
    statement = sa.insert(table).values({name: bindparam(name) for name in columns})
    return statement.returning(*returning) if returning else statement


def upsert_row(table: Table, keys: list[str], changes: dict, *returning) -> tuple:
    """INSERT … ON CONFLICT (keys) DO UPDATE SET changes, for SQLite and PostgreSQL."""
    pair = []
    for dialect in (sqlite, postgresql):
        statement = dialect.insert(table).values({c.name: bindparam(c.name) for c in table.columns})
        statement = statement.on_conflict_do_update(index_elements=keys, set_=changes)
        pair.append(statement.returning(*returning) if returning else statement)
    return tuple(pair)


def insert_new(table: Table, key: str) -> tuple:
    """INSERT … ON CONFLICT (key) DO NOTHING, for SQLite and PostgreSQL; touches a row or none."""
    columns = {
        c.name: bindparam(c.name)
        for c in table.columns
        if not (c.name == "id" and c.autoincrement is True)
    }
    return tuple(
        dialect.insert(table).values(columns).on_conflict_do_nothing(index_elements=[key])
        for dialect in (sqlite, postgresql)
    )


#: Next value of a counter: name, value=1.
NEXT = upsert_row(t.counters, ["name"], {"value": t.counters.c.value + 1}, t.counters.c.value)


def insert_every_column(table: Table) -> sa.Insert:
    """INSERT of every column, automatic ids too, for bringing rows back."""
    return sa.insert(table).values({c.name: bindparam(c.name) for c in table.columns})
