"""Fixtures: a world on SQLite, and the same on PostgreSQL where there is one."""

import logging
import os
import sys
import uuid
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent), str(ROOT / "tests/bench")]

from postgres import PrivatePostgres, server_programs  # noqa: E402
from world import World  # noqa: E402


@pytest.fixture(scope="session")
def postgres_url():
    """An administrator's URL, or a skip."""
    given = os.environ.get("OW_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    programs = server_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server programs here")
    private = PrivatePostgres(programs)
    private.start()
    yield private.url
    private.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request):
    """An empty database: "" for SQLite in the data folder, else a URL."""
    if request.param == "sqlite":
        yield ""
        return
    admin = request.getfixturevalue("postgres_url")
    name = f"t_{uuid.uuid4().hex}"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield admin.rsplit("/", 1)[0] + "/" + name
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(autouse=True)
def _own_log_handlers():
    """A command's main() sets up the log of its process; the next test has pytest's again."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(autouse=True)
def _no_database_url(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def make_world(tmp_path):
    """Make worlds on SQLite with settings; all end with the test."""
    made: list[World] = []

    def make(**settings) -> World:
        world = World(tmp_path / f"world{len(made)}", **settings).start()
        made.append(world)
        return world

    yield make
    for world in made:
        world.stop()


@pytest.fixture
def world(database_url, tmp_path):
    """A running server on an empty database with known people."""
    running = World(tmp_path, database_url).start()
    yield running
    running.stop()


@pytest.fixture
def lite_world(make_world):
    """The same on SQLite only, for what does not touch the database's ways."""
    return make_world()
