"""A database of an earlier version is brought up to date with everything in it."""

import sqlalchemy as sa

from server.store import engine as engines
from server.store import migrate
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
