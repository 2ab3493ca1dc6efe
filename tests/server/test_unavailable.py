"""A database that is locked, full or away: what cannot be written is 503, reading goes on."""

import asyncio
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import psycopg
import pytest
from world import World, done, file_case, filing, key, refused

from server.store import tables as t
from server.store.database import Database
from server.store.errors import Duplicate, Unavailable
from server.store.migrate import upgrade
from server.store.statements import insert_row
from server.store.writer import Writer


def ready(world) -> int:
    return httpx.get(world.url + "/readyz", timeout=30).status_code


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_one_locked_row_stops_only_who_needs_it(database_url, tmp_path):
    world = World(tmp_path, database_url).start()
    try:
        number = file_case(world.client())["case"]["number"]
        dispatcher = world.client("dispatcher")
        with psycopg.connect(database_url) as other:
            other.execute("SELECT * FROM cases WHERE number = %s FOR UPDATE", [number])
            with ThreadPoolExecutor(6) as pool:
                began = time.monotonic()
                held = pool.submit(dispatcher.get, f"/cases/{number}")
                time.sleep(0.1)
                free = [
                    pool.submit(world.client().post, "/cases", json=filing(), headers=key())
                    for _ in range(4)
                ]
                assert [one.result().status_code for one in free] == [201] * 4
                response = held.result()
                refused(response, 503, "unavailable")
                assert response.headers["retry-after"]
                assert time.monotonic() - began < 8
            assert ready(world) == 200
            other.rollback()
        done(dispatcher.get(f"/cases/{number}"))
    finally:
        world.stop()


class Proxy:
    """A wire to the database that can be cut."""

    def __init__(self, url: str):
        import socket

        self._target = int(url.rsplit(":", 1)[1].split("/")[0])
        self._open = True
        self._pairs: list = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = url.replace(f":{self._target}/", f":{self.port}/")
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        import socket

        while True:
            try:
                one, _ = self._listener.accept()
            except OSError:
                return
            if not self._open:
                one.close()
                continue
            two = socket.create_connection(("127.0.0.1", self._target))
            self._pairs.append((one, two))
            for source, target in ((one, two), (two, one)):
                threading.Thread(target=self._copy, args=(source, target), daemon=True).start()

    @staticmethod
    def _copy(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass
        for one in (source, target):
            one.close()

    def cut(self):
        import contextlib
        import socket

        self._open = False
        for pair in self._pairs:
            for one in pair:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
        self._pairs.clear()

    def mend(self):
        self._open = True


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_postgresql_that_is_away_is_a_503_and_it_goes_on_when_it_is_back(database_url, tmp_path):
    wire = Proxy(database_url)
    world = World(tmp_path, wire.url).start()
    try:
        client, same = world.client(), key()
        done(client.get("/cases"))
        wire.cut()
        for response in (
            client.get("/cases"),
            client.get("/cases"),
            client.post("/cases", json=filing(), headers=same),
            client.post("/cases", json=filing(), headers=key()),
            httpx.get(world.url + "/readyz"),
        ):
            assert response.status_code == 503, response.text
            assert int(response.headers["retry-after"]) > 0
        wire.mend()
        end = time.monotonic() + 20
        while ready(world) != 200:
            assert time.monotonic() < end
            time.sleep(0.2)
        for _ in range(20):
            answer = client.post("/cases", json=filing(), headers=same)
            if answer.status_code == 201:
                break
        number = done(answer)["case"]["number"]
        assert number[15:20] == "00001"
        done(client.get("/cases"))
    finally:
        world.stop()


def test_all_who_wait_for_a_locked_sqlite_are_told_at_once(lite_world):
    client = lite_world.client()
    number = file_case(client)["case"]["number"]
    dispatcher = lite_world.client("dispatcher")
    other = sqlite3.connect(
        lite_world.window.config.data_dir() / "onewindow.db", isolation_level=None
    )
    other.execute("BEGIN IMMEDIATE")
    try:
        began = time.monotonic()
        with ThreadPoolExecutor(13) as pool:
            writes = [
                pool.submit(client.post, "/cases", json=filing(), headers=key()) for _ in range(12)
            ]
            view = pool.submit(dispatcher.get, f"/cases/{number}")
            assert {one.result().status_code for one in [*writes, view]} == {503}
        assert time.monotonic() - began < 10
        assert ready(lite_world) == 503
        done(client.get("/cases"))
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert ready(lite_world) == 200


def limit_pages(world, pages: int) -> None:
    async def submit():
        await world.window.database.write(lambda tx: tx.script(f"PRAGMA max_page_count={pages}"))

    loop = world.window.database.writer._loop
    asyncio.run_coroutine_threadsafe(submit(), loop).result(10)


def test_on_a_full_disk_reading_goes_on_also_after_a_minute_and_readyz_says_so(
    lite_world, monkeypatch
):
    from server.services import sessions
    from server.store import database

    client = lite_world.client()
    number = file_case(client)["case"]["number"]

    def full(*_args):
        raise Unavailable("database or disk is full")

    monkeypatch.setattr(sessions, "touch", full)
    monkeypatch.setattr(sessions, "close", full)
    monkeypatch.setattr(database.meta, "put", full)
    monkeypatch.setattr(database, "JUST_NOW_SECONDS", 0.0)
    lite_world.clock.advance(minutes=5)
    for path in ("/cases", f"/cases/{number}", "/reference", "/session"):
        done(client.get(path))
    assert ready(lite_world) == 503
    response = client.delete("/session")
    refused(response, 503, "unavailable")
    assert "Max-Age=0" in response.headers["set-cookie"]  # this browser forgets it all the same


def test_only_a_row_that_is_there_already_is_a_duplicate(database_url, tmp_path):
    database = Database(database_url, tmp_path)
    upgrade(database.engine)
    notice = insert_row(t.notices)
    row = {column.name: None for column in t.notices.c}
    row |= {"id": "a", "title": "t", "body": "b", "published_at": 0}
    database.write_now(lambda tx: tx.run(notice, **row))
    with pytest.raises(Duplicate):
        database.write_now(lambda tx: tx.run(notice, **row))
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.NotNullViolation)):
        database.write_now(lambda tx: tx.run(notice, **{**row, "id": "b", "title": None}))
    database.engine.dispose()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_refusal_keeps_its_connection(database_url, tmp_path):
    world = World(tmp_path, database_url).start()
    try:
        client = world.client()
        opened = []
        real = Database.open

        def counting(self, **options):
            opened.append(1)
            return real(self, **options)

        world.window.database.open = counting.__get__(world.window.database)
        for _ in range(60):
            refused(client.get("/cases/320505S20261121000429"), 404, "not_found")
        assert len(opened) <= 8
    finally:
        world.stop()


def test_a_writer_without_a_database_answers_everybody(tmp_path):
    def away():
        raise Unavailable("away")

    async def go():
        writer = Writer(away, 8)
        writer.start()
        results = await asyncio.gather(
            *(writer.submit(lambda tx: 1) for _ in range(30)), return_exceptions=True
        )
        await writer.stop()
        return results

    assert all(isinstance(one, Unavailable) for one in asyncio.run(go()))


def test_two_servers_on_one_sqlite_folder_are_one_too_many(tmp_path, capsys):
    from server.cli import main
    from server.store.folder_lock import FolderLock

    tmp_path.chmod(0o700)
    lock = FolderLock(tmp_path)
    lock.take()
    assert main(["--data", str(tmp_path), "--port", "0"]) == 2
    assert "another server" in capsys.readouterr().err
    lock.release()
    second = FolderLock(tmp_path)
    second.take()
    second.release()
