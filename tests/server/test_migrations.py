"""A database of an earlier version is brought up to date with everything in it."""

import msgspec
import sqlalchemy as sa

from server.rules import history
from server.store import engine as engines
from server.store import journal, keys, migrate
from server.store import tables as t
from server.store.activity_tables import ACTIVITIES
from server.store.bundle_tables import bundles


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


def test_notices_of_before_there_were_activities_are_kept_and_are_none(database_url, tmp_path):
    engine = engines.create_engine(engines.database_url(database_url, tmp_path), 2)
    migrate.upgrade(engine, "0021")
    rows = [
        {
            "id": "all",
            "title": "停水",
            "body": "b",
            "published_at": 5,
            "grids": None,
            "until_at": None,
        },
        {
            "id": "some",
            "title": "讲座",
            "body": "b",
            "published_at": 6,
            "grids": "g",
            "until_at": 9,
        },
    ]
    with engine.begin() as connection:
        old = sa.Table("notices", sa.MetaData(), autoload_with=connection)
        connection.execute(old.insert(), rows)
    migrate.upgrade(engine)
    with engine.begin() as connection:
        found = connection.execute(sa.select(t.notices).order_by(t.notices.c.id)).mappings().all()
        for table in ACTIVITIES:
            assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() == 0
    assert [{name: row[name] for name in rows[0]} for row in found] == rows
    own = journal.Journal(keys.load_or_create(tmp_path, in_use=False))
    before = ["some", "讲座", "b", 6, ("grids", "g"), ("until_at", 9)]
    assert own.row_digest("notices", list(found[1].values())) == own._mac(
        journal._encode(("notices", before))
    )
    engine.dispose()


def test_cases_of_before_there_were_bundles_belong_to_none_and_are_the_same(database_url, tmp_path):
    engine = engines.create_engine(engines.database_url(database_url, tmp_path), 2)
    migrate.upgrade(engine, "0022")
    with engine.begin() as connection:
        old = sa.Table("cases", sa.MetaData(), autoload_with=connection)
        row = {column.name: blank(column) for column in old.columns}
        connection.execute(old.insert(), row)
    migrate.upgrade(engine)
    with engine.begin() as connection:
        (found,) = connection.execute(sa.select(t.cases)).mappings().all()
        count = connection.execute(sa.select(sa.func.count()).select_from(bundles)).scalar()
        names = {index["name"] for index in sa.inspect(connection).get_indexes("cases")}
    engine.dispose()
    assert {name: found[name] for name in row} == row
    assert found["bundle"] is None
    assert count == 0
    assert "cases_bundle" in names
    own = journal.Journal(keys.load_or_create(tmp_path, in_use=False))
    later = {c.name for c in t.cases.columns if c.info.get("later")}
    before = [found[c.name] for c in t.cases.columns if c.name not in later]
    before += [
        (str(name), found[name]) for name in row if name in later and found[name] is not None
    ]
    assert own.row_digest("cases", list(found.values())) == own._mac(
        journal._encode(("cases", before))
    )
    # Seal and first digest are over the same members too; together with others they are not.
    among = {**found, "bundle": "310110A20261127000017"}
    assert history.sealed_record(among) != history.sealed_record(found)
    alone = {name: value for name, value in found.items() if name != "bundle"}
    assert history.sealed_record({**alone, "bundle": None}) == history.sealed_record(found)


def test_pictures_that_the_journal_had_before_they_could_be_used_again_are_still_the_same(
    database_url, tmp_path
):
    engine = engines.create_engine(engines.database_url(database_url, tmp_path), 2)
    migrate.upgrade(engine, "0023")
    with engine.begin() as connection:
        old = sa.Table("attachments", sa.MetaData(), autoload_with=connection)
        row = {column.name: blank(column) for column in old.columns}
        connection.execute(old.insert(), row)
    migrate.upgrade(engine)
    with engine.begin() as connection:
        (found,) = connection.execute(sa.select(t.attachments)).mappings().all()
    engine.dispose()
    assert {name: found[name] for name in row} == row
    assert (found["origin_id"], found["origin_at"]) == (None, None)
    own = journal.Journal(keys.load_or_create(tmp_path, in_use=False))
    first = [found[c.name] for c in t.attachments.columns if not c.info.get("later")]
    before = own._mac(journal._encode(("attachments", [*first, ("visit_id", row["visit_id"])])))
    assert own.row_digest("attachments", list(found.values())) == before
