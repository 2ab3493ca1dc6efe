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
    assert {name: found[name] for name in row} == row
    assert {found[name] for name in set(found) - set(row)} == {None}
    own = journal.Journal(keys.load_or_create(tmp_path, in_use=False))
    before = own._mac(journal._encode(("notices", ["water", "停水", "b", 5])))
    assert own.row_digest("notices", list(found.values())) == before
    engine.dispose()


#: Migrations of activities: the one before → table → what is new there.
_ACTIVITIES = {
    "0026": {
        "notices": {"banner", "banner_from", "banner_until", "changed_at"},
        "activities": {"edits", "edited_at", "questions"},
        "activity_sign_ups": {"edits", "asked", "answers_enc"},
    },
    "0027": {
        "notices": set(),
        "activities": {"questions"},
        "activity_sign_ups": {"asked", "answers_enc"},
    },
}


@pytest.mark.parametrize("revision", _ACTIVITIES)
def test_an_activity_of_before_was_never_changed_asks_nothing_and_stands_over_no_page(
    database_url, tmp_path, revision
):
    """0027, 0028: what was published and who signed up stay, and the journal finds them unaltered."""
    engine = engines.create_engine(engines.database_url(database_url, tmp_path), 2)
    migrate.upgrade(engine, revision)
    names = ("notices", "activities", "activity_sign_ups")
    rows = {}
    with engine.begin() as connection:
        old = sa.MetaData()
        old.reflect(connection)
        for name in names:
            rows[name] = {column.name: blank(column) for column in old.tables[name].columns}
            connection.execute(old.tables[name].insert(), rows[name])
    migrate.upgrade(engine)
    own = journal.Journal(keys.load_or_create(tmp_path, in_use=False))
    added = _ACTIVITIES[revision]
    with engine.begin() as connection:
        for name in names:
            (found,) = connection.execute(sa.select(journal.COVERED[name])).mappings().all()
            assert set(found) - set(rows[name]) == added[name]
            assert {found[column] for column in added[name]} <= {None}
            columns = [c.name for c in journal.COVERED[name].columns if c.name in rows[name]]
            without = {column: rows[name][column] for column in columns}
            first = [
                v for c, v in without.items() if not journal.COVERED[name].c[c].info.get("later")
            ]
            later = [(str(c), v) for c, v in without.items() if c not in added[name] and v is not None
                     and journal.COVERED[name].c[c].info.get("later")]  # fmt: skip
            before = own._mac(journal._encode((name, [*first, *later])))
            assert own.row_digest(name, list(found.values())) == before, name
    engine.dispose()
