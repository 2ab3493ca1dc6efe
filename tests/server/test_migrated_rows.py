"""Rows that were stored before a migration are there after it, as they were: of every table, from the
helpers' migrations on."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from test_migrations import blank

from server.store import engine as engines
from server.store import journal, keys, migrate
from server.store import tables as t
from server.store.call_back_tables import call_backs

VERSIONS = Path(migrate.__file__).parent / "migrations/versions"
#: From the first of these on every row of every table is walked.
WALKED = [path.name[1:5] for path in sorted(VERSIONS.glob("v00*.py")) if path.name >= "v0019"]


@pytest.mark.parametrize("revision", WALKED)
def test_no_row_of_any_table_is_lost_or_changed_by_a_later_migration(
    database_url, tmp_path, revision
):
    engine = engines.create_engine(engines.database_url(database_url, tmp_path), 2)
    migrate.upgrade(engine, revision)
    before, rows = sa.MetaData(), {}
    with engine.begin() as connection:
        before.reflect(connection)
        for name, table in before.tables.items():
            if name != "alembic_version":
                rows[name] = {column.name: blank(column) for column in table.columns}
                connection.execute(table.delete())
                connection.execute(table.insert(), rows[name])
    migrate.upgrade(engine)
    after = sa.MetaData()
    with engine.begin() as connection:
        after.reflect(connection)
        for name, row in rows.items():
            (found,) = connection.execute(sa.select(after.tables[name])).mappings().all()
            assert {column: found[column] for column in row} == row, name
            assert all(found[column] is None for column in set(found) - set(row)), name
    engine.dispose()


def test_who_was_helped_before_there_were_call_backs_is_called_by_nobody(database_url, tmp_path):
    """0020: what was filed for somebody before stays as it was, and no lot was drawn of it."""
    engine = engines.create_engine(engines.database_url(database_url, tmp_path), 2)
    migrate.upgrade(engine, "0019")
    with engine.begin() as connection:
        old = sa.Table("cases", sa.MetaData(), autoload_with=connection)
        row = {column.name: blank(column) for column in old.columns}
        row |= {"person_id": "li", "filed_by": "worker"}
        connection.execute(old.insert(), row)
    migrate.upgrade(engine)
    with engine.begin() as connection:
        (found,) = connection.execute(sa.select(t.cases)).mappings().all()
        assert (found["person_id"], found["filed_by"]) == ("li", "worker")
        drawn = connection.execute(sa.select(sa.func.count()).select_from(call_backs)).scalar()
        names = {index["name"] for index in sa.inspect(connection).get_indexes("call_backs")}
    assert drawn == 0
    assert names == {"call_backs_case", "call_backs_state"}
    engine.dispose()


def test_a_notice_of_before_is_for_everybody_and_has_no_end(database_url, tmp_path):
    """0021: what was published stays shown, and the journal finds it unaltered."""
    url = engines.database_url(database_url, tmp_path)
    engine = engines.create_engine(url, 2)
    migrate.upgrade(engine, "0020")
    with engine.begin() as connection:
        old = sa.Table("notices", sa.MetaData(), autoload_with=connection)
        row = {"id": "water", "title": "停水", "body": "b", "published_at": 5}
        connection.execute(old.insert(), row)
    migrate.upgrade(engine)
    with engine.begin() as connection:
        (found,) = connection.execute(sa.select(t.notices)).mappings().all()
    assert dict(found) == {**row, "grids": None, "until_at": None}
    own = journal.Journal(keys.load_or_create(tmp_path, in_use=False))
    before = own._mac(journal._encode(("notices", ["water", "停水", "b", 5])))
    assert own.row_digest("notices", list(found.values())) == before
    engine.dispose()
