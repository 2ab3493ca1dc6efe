"""A database of an earlier version is brought up to date with everything in it."""

import sqlalchemy as sa

from server.store import engine as engines
from server.store import migrate
from server.store import tables as t

BLANK = {sa.Text: "", sa.LargeBinary: b"", sa.Float: 0.0}


def test_cases_of_the_first_version_are_kept_and_nobody_has_joined_them(database_url, tmp_path):
    engine = engines.create_engine(engines.database_url(database_url, tmp_path), 2)
    migrate.upgrade(engine, "0001")
    old = [column for column in t.cases.columns if column.name != "joiners"]
    row = {column.name: BLANK.get(type(column.type), 1) for column in old}
    columns = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    with engine.begin() as connection:
        connection.execute(sa.text(f"INSERT INTO cases ({columns}) VALUES ({marks})"), row)
    migrate.upgrade(engine)
    migrate.upgrade(engine)
    with engine.begin() as connection:
        (found,) = connection.execute(sa.select(t.cases)).mappings().all()
        names = {index["name"] for index in sa.inspect(connection).get_indexes("cases")}
        joins = connection.execute(sa.select(sa.func.count()).select_from(t.joins)).scalar()
    assert {**row, "joiners": 0} == dict(found)
    assert "cases_open_grid" in names
    assert joins == 0
    engine.dispose()
