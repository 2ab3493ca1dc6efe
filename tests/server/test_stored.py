"""A database of commit 38a6708 (stored/38a6708.sql, made by its own services) loses nothing."""

import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from world import World, done, key, refused, take

from server.ops.verify import check_all
from server.store import engine as engines
from server.store import migrate

STORED = Path(__file__).parent / "stored"
REVISION = "0002"


def old_rows() -> dict[str, list[dict]]:
    """Every row of the stored database, by table."""
    memory = sqlite3.connect(":memory:")
    memory.row_factory = sqlite3.Row
    memory.executescript((STORED / "38a6708.sql").read_text("utf-8"))
    names = [r[0] for r in memory.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: [dict(row) for row in memory.execute(f"SELECT * FROM {name}")]
        for name in names
        if name not in ("sqlite_sequence", "alembic_version")
    }


def bring_in(url: str, data: Path) -> None:
    """The stored rows in a database of their own revision, with their keys and pictures."""
    data.mkdir(parents=True)
    engine = engines.create_engine(engines.database_url(url, data), 2)
    migrate.upgrade(engine, REVISION)
    with engine.begin() as connection:
        known = sa.MetaData()
        known.reflect(connection)
        for name, rows in old_rows().items():
            if not rows:
                continue
            table = known.tables[name]
            connection.execute(table.insert(), rows)
            if engine.dialect.name == "postgresql" and "id" in table.c:
                sequence = f"SELECT pg_get_serial_sequence('{name}', 'id')"
                if connection.exec_driver_sql(sequence).scalar():
                    connection.exec_driver_sql(
                        f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}"
                    )
    engine.dispose()
    shutil.copy(STORED / "38a6708.keys.json", data / "keys.json")
    shutil.copytree(STORED / "38a6708.attachments", data / "attachments")


@pytest.fixture
def old_world(database_url, tmp_path):
    """A server of today on the stored database."""
    bring_in(database_url, tmp_path / "data")
    rows = old_rows()
    ids = {row["login"]: row["id"] for row in rows["accounts"] if row["login"]}
    world = World.reopened(tmp_path, ids, database_url)
    phones = {world.window.keys.lookup(f"1380000000{i}", "accounts.phone"): i for i in range(1, 5)}
    for row in rows["accounts"]:
        if row["phone_hash"] is not None:
            ids[f"1380000000{phones[row['phone_hash']]}"] = row["id"]
    world.start()
    yield world
    world.stop()


def test_every_stored_row_is_there_as_it_was(old_world):
    with old_world.window.database.engine.connect() as connection:
        known = sa.MetaData()
        known.reflect(connection)
        for name, rows in old_rows().items():
            table = known.tables[name]
            for row in rows:
                same = [table.c[column] == value for column, value in row.items()]
                columns = [table.c[column].is_(None) if v is None else same[i]
                           for i, (column, v) in enumerate(row.items())]  # fmt: skip
                found = connection.execute(sa.select(table).where(*columns)).all()
                assert len(found) == 1, (name, row)


def test_stored_histories_still_verify_and_their_answers_are_what_was_filed(old_world):
    cases, steps, findings = old_world.read(lambda tx: check_all(old_world.window, tx))
    assert (cases, steps, findings) == (13, len(old_rows()["steps"]), [])
    with old_world.window.database.engine.connect() as connection:
        rows = connection.execute(sa.text("SELECT * FROM cases ORDER BY id")).mappings().all()
    for row in rows:
        answers = msgspec.json.decode(row["answers"])
        assert answers["title"] == row["title"]
        assert answers["description"] == row["description"]
        assert answers["place"].get("lon") == row["lon"]
        assert row["digest_version"] == 1
    odd = msgspec.json.decode(rows[-1]["answers"])
    assert odd["title"] == "“引号”与\\反斜线"
    assert odd["description"] == "第一行\n第二行\t制表"
    assert odd["place"]["grid_id"] == "liuxiang-1"
    assert odd["attachments"] == [rows[-1]["attachments"]]


def test_people_go_on_with_their_stored_cases_and_the_chain_holds(old_world):
    resident, dispatcher = old_world.client(), old_world.client("dispatcher")
    listed = done(resident.get("/cases?scope=mine"))["items"]
    by_state = {item["state"]: item["number"] for item in listed if item["title"][0] == "3"}
    assert set(by_state) >= {"submitted", "accepted", "dispatched", "in_progress", "resolved"}
    done(take(dispatcher, by_state["submitted"], "accept", note="已联系"))
    done(take(old_world.client("grid"), by_state["resolved"], "verify_pass"))
    closed = next(item["number"] for item in listed if item["can_rate"])
    rated = next(row["number"] for row in old_rows()["cases"] if row["rating"] is not None)
    before = done(resident.get(f"/cases/{rated}"))["rating"]
    assert (before["comment"], before["praises"], before["faults"]) == ("谢谢", [], [])
    body = {"score": 1, "solved": False, "comment": "没修好"}
    done(resident.post(f"/cases/{closed}/rating", json=body, headers=key()))
    for number in (by_state["submitted"], by_state["resolved"], closed):
        assert done(resident.get(f"/cases/{number}"))["chain_ok"] is True
    assert old_world.read(lambda tx: check_all(old_world.window, tx))[2] == []
    returned = next(r for r in old_rows()["cases"] if r["returns"] and r["state"] == "accepted")
    again = {"department_id": "property", "basis": "statutory"}
    done(take(dispatcher, returned["number"], "dispatch", **again))
    handler = old_world.client("handler")
    refused(take(handler, returned["number"], "return", reason="还是别的部门。"), 409, "conflict")


TAMPERINGS = {
    "the answers altered": "UPDATE cases SET answers = replace(answers, '灯', '门') WHERE id = 1",
    "the category altered": "UPDATE cases SET category = 'praise' WHERE id = 1",
    "a place removed": "UPDATE cases SET lon = NULL, lat = NULL WHERE id = 1",
    "a note altered": "UPDATE steps SET note = 'x' WHERE case_id = 7 AND seq = 5",
    "the version of a seal altered": "UPDATE cases SET digest_version = 2 WHERE id = 1",
    "the version of a step altered": "UPDATE steps SET digest_version = 2 WHERE case_id = 1",
}


@pytest.mark.parametrize("statement", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_tampering_with_a_stored_case_is_found(old_world, statement):
    with old_world.window.database.engine.begin() as connection:
        assert connection.execute(sa.text(statement)).rowcount == 1
    assert len(old_world.read(lambda tx: check_all(old_world.window, tx))[2]) >= 1
