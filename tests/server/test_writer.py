"""The one writer: group commit, a bad write undoes only itself, a locked database is a 503."""

import asyncio
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from world import done, file_case, filing, key, refused, run

from server.store import tables as t
from server.store.database import Database
from server.store.errors import Unavailable
from server.store.migrate import upgrade
from server.store.statements import NEXT, insert_row

_NOTICE = insert_row(t.notices)
_REST = {c.name: None for c in t.notices.c if c.name not in ("id", "title", "body", "published_at")}
_COUNT = sa.select(sa.func.count()).select_from(t.notices)


def add(name: str):
    return lambda tx: tx.run(_NOTICE, id=name, title="t", body="b", published_at=0, **_REST)


@pytest.fixture
def database(database_url, tmp_path):
    """An open database."""
    opened = Database(database_url, tmp_path)
    upgrade(opened.engine)
    return opened


def test_many_writes_share_a_commit_and_all_are_there(database):
    async def go():
        database.writer.start()
        await asyncio.gather(*(database.write(add(f"n{i}")) for i in range(200)))
        commits, count = database.writer.commits, await database.read(lambda tx: tx.value(_COUNT))
        await database.close()
        return commits, count

    commits, count = run(go())
    assert count == 200
    assert commits < 50


def test_a_write_that_fails_undoes_only_itself(database):
    def broken(tx):
        add("half")(tx)
        raise ValueError("no")

    async def go():
        database.writer.start()
        writes = [database.write(add("a")), database.write(broken), database.write(add("b"))]
        writes += [database.write(add("a")), database.write(add("c"))]
        results = await asyncio.gather(*writes, return_exceptions=True)
        count = await database.read(lambda tx: tx.value(_COUNT))
        await database.close()
        return results, count

    results, count = run(go())
    assert [type(r).__name__ for r in results] == ["int", "ValueError", "int", "Duplicate", "int"]
    assert count == 3


def test_a_counter_counts_from_one_without_gap(database):
    async def go():
        database.writer.start()
        values = [
            database.write(lambda tx: tx.value(tx.pick(NEXT), name="x", value=1)) for _ in range(9)
        ]
        answer = await asyncio.gather(*values)
        await database.close()
        return answer

    assert run(go()) == list(range(1, 10))


def test_a_stopped_writer_says_that_it_is_unavailable(database):
    async def go():
        database.writer.start()
        await database.close()
        with pytest.raises(Unavailable):
            await database.write(add("x"))

    run(go())


def test_a_locked_database_is_a_503_with_a_time_to_try_again_and_nothing_is_half_written(
    lite_world,
):
    resident = lite_world.client()
    file_case(resident)
    path = lite_world.window.config.data_dir() / "onewindow.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    same = key()
    try:
        response = resident.post("/cases", json=filing(), headers=same)
        refused(response, 503, "unavailable")
        assert int(response.headers["retry-after"]) > 0
        done(resident.get("/cases"))  # reading goes on
    finally:
        other.execute("ROLLBACK")
        other.close()
    receipt = done(resident.post("/cases", json=filing(), headers=same))
    assert receipt["case"]["number"][15:20] == "00002"
    count = lite_world.read(lambda tx: tx.value(sa.select(sa.func.count()).select_from(t.steps)))
    assert count == 2


def test_a_full_disk_is_a_503_and_what_was_there_stays(lite_world):
    resident = lite_world.client()
    number = file_case(resident)["case"]["number"]

    def limit(pages: int):
        async def set_limit():
            def go(tx):
                tx.script(f"PRAGMA max_page_count={pages}")

            return await lite_world.window.database.writer.submit(go)

        loop = lite_world.window.database.writer._loop
        asyncio.run_coroutine_threadsafe(set_limit(), loop).result(10)

    limit(1)  # SQLite takes the present size as the least
    statuses = set()
    for _ in range(2000):
        response = resident.post("/cases", json=filing(description="很长" * 500), headers=key())
        statuses.add(response.status_code)
        if response.status_code == 503:
            assert response.headers["retry-after"]
            break
    assert 503 in statuses
    assert statuses <= {201, 503, 429}
    limit(1 << 30)
    assert done(resident.get(f"/cases/{number}"))["chain_ok"] is True
    file_case(resident)


def test_people_on_two_connections_see_each_others_writes_at_once(world):
    with ThreadPoolExecutor(8) as pool:
        clients = [world.client("13800000001") for _ in range(8)]
        numbers = list(pool.map(lambda c: file_case(c)["case"]["number"], clients))
    listed = {i["number"] for i in done(clients[0].get("/cases"))["items"]}
    assert listed == set(numbers)
