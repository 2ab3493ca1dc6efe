"""keys.json: made once, tied to the database, never replaced in silence."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from world import World, done, file_case

from server.cli import main
from server.store import keys
from server.store.keys import KeyFileError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def used(database_url, tmp_path, monkeypatch):
    """The data folder of a street with one case; its server has stopped."""
    world = World(tmp_path, database_url).start()
    try:
        file_case(world.client())
    finally:
        world.stop()
    if database_url:
        monkeypatch.setenv("DATABASE_URL", database_url)
    return world.window.config.data_dir()


@pytest.mark.parametrize("command", [[], ["verify"], ["backup", "b.tar"]], ids=lambda c: c[:1])
def test_lost_keys_are_said_and_no_new_ones_are_made(used, capsys, monkeypatch, command):
    monkeypatch.chdir(used.parent)
    (used / "keys.json").unlink()
    assert main([*command, "--data", str(used), "--port", "0"][: -2 if command else None]) == 2
    assert "keys.json" in capsys.readouterr().err
    assert not (used / "keys.json").exists()


def test_the_keys_of_another_street_are_refused(used, tmp_path, capsys):
    other = tmp_path / "other"
    other.mkdir()
    keys.load_or_create(other, in_use=False)
    right = (used / "keys.json").read_bytes()
    (used / "keys.json").write_bytes((other / "keys.json").read_bytes())
    assert main(["--data", str(used), "--port", "0"]) == 2
    assert "other keys" in capsys.readouterr().err
    (used / "keys.json").write_bytes(right)
    assert main(["verify", "--data", str(used)]) == 0


def test_a_database_from_before_check_values_knows_its_keys_by_what_it_holds(used, capsys):
    import sqlalchemy as sa

    from server.config import load
    from server.store.database import Database

    url = load(None).database.url
    database = Database(url, used)
    with database.engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM meta"))
    right = (used / "keys.json").read_bytes()
    (used / "keys.json").unlink()
    keys.load_or_create(used, in_use=False)
    assert main(["verify", "--data", str(used)]) == 2
    assert "does not fit" in capsys.readouterr().err
    (used / "keys.json").write_bytes(right)
    assert main(["verify", "--data", str(used)]) == 0
    database.engine.dispose()


def test_a_broken_key_file_is_named(used, capsys):
    (used / "keys.json").write_text("{}")
    assert main(["verify", "--data", str(used)]) == 2
    assert "keys.json" in capsys.readouterr().err


def test_of_many_that_start_at_once_all_use_the_same_keys(tmp_path):
    for round_ in range(100):
        folder = tmp_path / str(round_)
        folder.mkdir()
        with ThreadPoolExecutor(6) as pool:
            made = pool.map(lambda _, f=folder: keys.load_or_create(f, in_use=False), range(6))
            values = {one.check_value() for one in made}
        assert len(values) == 1
        assert [p.name for p in folder.iterdir()] == ["keys.json"]
        assert (folder / "keys.json").stat().st_mode & 0o077 == 0


def test_first_starts_of_several_servers_at_once_agree(tmp_path):
    start = (
        "from server import cli, state;"
        f"w = state.open_window(cli.configured(cli.parser().parse_args(['--data', {str(tmp_path)!r}])));"
        "print(w.keys.check_value())"
    )
    command = [sys.executable, "-c", start]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    values = {process.communicate(timeout=60)[0] for process in running}
    assert [process.returncode for process in running] == [0] * 4
    assert len(values) == 1


def test_a_check_value_tells_nothing_and_differs_from_key_to_key(tmp_path):
    values = set()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        made = keys.load_or_create(tmp_path / name, in_use=False)
        values.add(made.check_value())
        hidden = keys.read(tmp_path / name / "keys.json").values()
        assert all(key.hex() not in made.check_value() for key in hidden)
        with pytest.raises(KeyFileError):
            keys.require_fit(made, "0" * 96)
    assert len(values) == 2


def test_a_second_process_with_an_empty_folder_is_refused(database_url, tmp_path, capsys):
    if not database_url:
        pytest.skip("an SQLite lies in the folder itself")
    world = World(tmp_path / "one", database_url).start()
    try:
        done(world.client().get("/cases"))
        arguments = ["--data", str(tmp_path / "two"), "--port", "0"]
        import os

        os.environ["DATABASE_URL"] = database_url
        try:
            assert main(arguments) == 2
        finally:
            del os.environ["DATABASE_URL"]
        assert "keys.json is not there" in capsys.readouterr().err
    finally:
        world.stop()
