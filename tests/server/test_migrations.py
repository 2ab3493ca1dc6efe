"""A database of an earlier version is brought up to date with everything in it."""

import msgspec
import sqlalchemy as sa

from server.rules import history
from server.store import engine as engines
from server.store import journal, keys, migrate
from server.store import tables as t


def blank(column: sa.Column):
    """A value that the column takes."""
    if isinstance(column.type, sa.LargeBinary):
        return b""
    if isinstance(column.type, sa.Text):
        return ""
    return 0.5 if isinstance(column.type, sa.Float) else 1


def test_cases_of_the_first_version_are_kept_and_nobody_has_joined_them(database_url, tmp_path):
    engine = engines.create_engine(engines.database_url(database_url, tmp_path), 2)
    migrate.upgrade(engine, "0001")
    with engine.begin() as connection:
        first = sa.Table("cases", sa.MetaData(), autoload_with=connection)
        row = {column.name: blank(column) for column in first.columns}
        connection.execute(first.insert(), row)
    migrate.upgrade(engine)
    migrate.upgrade(engine)
    with engine.begin() as connection:
        (found,) = connection.execute(sa.select(t.cases)).mappings().all()
        names = {index["name"] for index in sa.inspect(connection).get_indexes("cases")}
        joins = connection.execute(sa.select(sa.func.count()).select_from(t.joins)).scalar()
    assert found["joiners"] == 0
    assert {name: found[name] for name in row} == row
    assert "cases_open_grid" in names
    assert joins == 0
    engine.dispose()


def test_rows_that_the_journal_had_before_there_were_applications_are_still_the_same(
    database_url, tmp_path
):
    engine = engines.create_engine(engines.database_url(database_url, tmp_path), 2)
    migrate.upgrade(engine, "0010")
    with engine.begin() as connection:
        old = sa.Table("cases", sa.MetaData(), autoload_with=connection)
        row = {column.name: blank(column) for column in old.columns}
        connection.execute(old.insert(), row)
    migrate.upgrade(engine)
    with engine.begin() as connection:
        (found,) = connection.execute(sa.select(t.cases)).mappings().all()
        tables = sa.inspect(connection).get_table_names()
    engine.dispose()
    assert {name: found[name] for name in row} == row
    assert all(found[name] is None for name in history.OF_SERVICE)
    assert {"definitions", "results"} <= set(tables)
    own = journal.Journal(keys.load_or_create(tmp_path, in_use=False))
    # As the version before entered it: the values of its columns in their order.
    before = [found[c.name] for c in t.cases.columns if c.name in row]
    digest = own._mac(journal._encode(("cases", before)))
    assert own.row_digest("cases", list(found.values())) == digest
    # The seal and the first step's digest of such a case are over the same members too.
    sealed = msgspec.json.encode([found[name] for name in history.SEALED])
    assert history.sealed_record(found) == sealed
    applied = {**found, "service": "elder_allowance"}
    assert own.row_digest("cases", list(applied.values())) != digest
    assert history.sealed_record(applied) != sealed
