"""Migrations, backup and restore, the demo street, the description of the API."""

import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from product import product_data
from world import SetClock, World, bring_to, done, file_case, upload

from server.cli import main
from server.config import load
from server.demo import photos
from server.demo.scenes import SCENES
from server.demo.seed import seed_if_empty
from server.demo.texts import HOMES, MATTERS, PASSWORD, PLACES, RESIDENTS
from server.ops import verify
from server.ports import Ports
from server.routes.openapi import describe
from server.routes.table import ENDPOINTS
from server.services import accounts, queues, similar, views
from server.state import open_to_read, open_window
from server.store import meta
from server.store import tables as t
from server.store.database import Database
from server.store.errors import StoreError
from server.store.migrate import upgrade
from server.store.tx import Compiled

ROOT = Path(__file__).resolve().parents[2]


def test_the_migrations_make_the_tables_from_empty_and_running_them_again_changes_nothing(
    database_url, tmp_path
):
    database = Database(database_url, tmp_path)
    for _ in range(2):
        upgrade(database.engine)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, t.metadata) == []


def test_sqlite_is_in_wal_mode_and_syncs_fully(tmp_path):
    database = Database("", tmp_path)
    upgrade(database.engine)
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_a_backup_brings_everything_back_into_an_empty_place(database_url, tmp_path, capsys):
    world = World(tmp_path / "old", database_url).start()
    backup = tmp_path / "backup.tar"
    try:
        receipt = bring_to(world, "closed")
        number = receipt["case"]["number"]
        picture = upload(world.client())
        file_case(world.client(), attachments=[picture])
        epoch = world.client().get("/session").headers["onewindow-epoch"]
        assert epoch == world.client().get("/nothing").headers["onewindow-epoch"]
        before = done(world.client().get(f"/cases/{number}"))
        old = str(world.window.config.data_dir())
        environ_url(database_url)
        assert main(["backup", str(backup), "--data", old]) == 0  # while the server runs
    finally:
        world.stop()
        os.environ.pop("DATABASE_URL", None)
    for file in (backup, backup.with_name("backup.tar.keys")):
        assert file.stat().st_mode & 0o077 == 0
    new = tmp_path / "new/data"
    assert main(["restore", str(backup), "--data", str(new)]) == 0
    assert main(["verify", "--data", str(new)]) == 0
    restored = World.reopened(tmp_path / "new", world.ids).start()
    try:
        resident = restored.client()
        after = done(resident.get(f"/cases/{number}"))
        # Devices see by it that what they were told since the backup may be missing.
        assert resident.get("/session").headers["onewindow-epoch"] not in ("", epoch)
        assert after == before
        assert resident.get(f"/attachments/{picture}").status_code == 200
        assert done(resident.get("/session"))["account"]["phone_masked"] == "138****0001"
        asked = {"number": number, "query_code": receipt["query_code"]}
        done(restored.nobody().post("/track", json=asked))
        assert file_case(resident)["case"]["number"][15:20] == "00003"
    finally:
        restored.stop()
    assert main(["restore", str(backup), "--data", str(new)]) == 2
    assert "not empty" in capsys.readouterr().err


def environ_url(url: str) -> None:
    if url:
        os.environ["DATABASE_URL"] = url


def make_data(folder: Path) -> None:
    """An empty street's data, made as the first start makes it."""
    start = f"from server import cli, state; import os, sys; os.umask(0o077); state.open_window(cli.configured(cli.parser().parse_args(['--data', {str(folder)!r}])))"
    subprocess.run([sys.executable, "-c", start], check=True, cwd=ROOT)


@pytest.mark.parametrize("command", ["verify", "backup"])
def test_a_folder_that_is_not_there_is_said_and_nothing_is_made(tmp_path, capsys, command):
    arguments = [command, "--data", str(tmp_path / "no/such")]
    arguments += [str(tmp_path / "b.tar")] if command == "backup" else []
    assert main(arguments) == 2
    assert "no/such" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_restart_keeps_the_epoch(database_url, tmp_path):
    world = World(tmp_path, database_url).start()
    try:
        epoch = world.client().get("/session").headers["onewindow-epoch"]
    finally:
        world.stop()
    again = World.reopened(tmp_path, world.ids, database_url).start()
    try:
        assert again.client().get("/session").headers["onewindow-epoch"] == epoch
    finally:
        again.stop()


def test_a_backup_without_its_keys_is_not_brought_back(tmp_path, capsys):
    config = ["--data", str(tmp_path / "a")]
    make_data(tmp_path / "a")
    assert main(["backup", str(tmp_path / "b.tar"), *config]) == 0
    (tmp_path / "b.tar.keys").unlink()
    assert main(["restore", str(tmp_path / "b.tar"), "--data", str(tmp_path / "c")]) == 2
    assert "b.tar.keys" in capsys.readouterr().err


def test_a_broken_backup_is_refused_and_leaves_nothing(tmp_path, capsys):
    make_data(tmp_path / "a")
    assert main(["backup", str(tmp_path / "b.tar"), "--data", str(tmp_path / "a")]) == 0
    content = (tmp_path / "b.tar").read_bytes()
    (tmp_path / "b.tar").write_bytes(content[: len(content) // 3])
    assert main(["restore", str(tmp_path / "b.tar"), "--data", str(tmp_path / "c")]) == 2
    assert "cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_street_moves_from_sqlite_to_postgresql_and_verifies(
    database_url, tmp_path, monkeypatch, capsys
):
    world = World(tmp_path / "old").start()
    try:
        bring_to(world, "closed")
        file_case(world.client(), attachments=[upload(world.client())])
    finally:
        world.stop()
    old, new, backup = world.window.config.data_dir(), tmp_path / "new", tmp_path / "b.tar"
    assert main(["backup", str(backup), "--data", str(old)]) == 0
    monkeypatch.setenv("DATABASE_URL", database_url)
    assert main(["restore", str(backup), "--data", str(new)]) == 0
    command = ["verify", "--data", str(new), "--heads", str(old / "heads.jsonl")]
    assert main(command) == 0, capsys.readouterr().out
    assert "nothing wrong" in capsys.readouterr().out


def test_a_restore_that_was_cut_short_is_done_again_with_every_picture(
    tmp_path, monkeypatch, capsys
):
    from server.ops import backup as ops

    world = World(tmp_path / "old").start()
    try:
        file_case(world.client(), attachments=[upload(world.client())])
    finally:
        world.stop()
    backup, new = tmp_path / "b.tar", tmp_path / "new"
    assert main(["backup", str(backup), "--data", str(world.window.config.data_dir())]) == 0
    whole = backup.read_bytes()
    backup.write_bytes(whole[: whole.index(b"attachments/") + 600])
    restoring = ["restore", str(backup), "--data", str(new)]
    assert main(restoring) == 2
    backup.write_bytes(whole)

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ops, "_restore_tables", killed)
        with pytest.raises(KeyboardInterrupt):
            main(restoring)
    assert main(restoring) == 0
    assert main(["verify", "--data", str(new)]) == 0
    assert "1 files" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["verify"], ["--port", "0"], ["backup", "x.tar"], ["head"]])
def test_a_damaged_database_is_said_with_exit_code_2(tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    make_data(tmp_path / "a")
    file = tmp_path / "a/onewindow.db"
    for extra in tmp_path.glob("a/onewindow.db-*"):
        extra.unlink()
    file.write_bytes(b"no database at all" * 1000)
    assert main([*command, "--data", str(tmp_path / "a")]) == 2
    assert "database" in capsys.readouterr().err


def test_a_database_with_damaged_pages_is_no_finding_but_cannot_be_used(tmp_path, capsys):
    world = World(tmp_path).start()
    for _ in range(30):
        file_case(world.client())
    world.stop()
    data = world.window.config.data_dir()
    with world.window.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray((data / "onewindow.db").read_bytes())
    for at in range(8192, len(content) - 4096, 4096):
        content[at : at + 2000] = b"\xee" * 2000
    (data / "onewindow.db").write_bytes(content)
    assert main(["verify", "--data", str(data)]) == 2
    assert "database" in capsys.readouterr().err


def test_the_data_folder_is_for_its_owner_only(tmp_path):
    make_data(tmp_path / "d")
    for path in [tmp_path / "d", *(tmp_path / "d").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def demo_window(folder: Path):
    config = load(None, demo=True)
    config.server.data = str(folder)
    window = open_window(config, Ports(clock=SetClock()))
    assert seed_if_empty(window)
    return window


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo street, made once."""
    return demo_window(tmp_path_factory.mktemp("demo"))


def test_the_demo_has_300_appeals_and_some_applications_in_all_states_with_clocks_of_all_colours(
    demo,
):
    rows = demo.database.read_now(lambda tx: tx.all(sa.select(t.cases)))
    applied = [row for row in rows if row["kind"] == "application"]
    assert sum(row["kind"] == "appeal" for row in rows) == 300
    states = demo.catalogue.case.states.values()
    own = {state.code for state in states if "application" in state.stages}
    assert {row["state"] for row in applied} == own - {"merged"}
    later = ("extension_requested", "merged")  # steps of issues to come
    assert {row["state"] for row in rows} == set(demo.catalogue.case.states) - set(later)
    shown = demo.projections["owner"]
    words = demo.library.choose("")
    summaries = demo.database.read_now(
        lambda tx: [views.summary(demo, tx, row, demo.now(), shown, words) for row in rows]
    )
    assert {s.clock for s in summaries} == {"green", "amber", "red", "done", "paused"}
    assert {s.category for s in summaries} == {
        "consult",
        "help",
        "complaint",
        "suggestion",
        "praise",
        "service",
        "not_taken",
    }
    assert len({s.grid_id for s in summaries} - {None}) == 12
    assert len({s.department_name for s in summaries} - {None}) == 8
    assert all(row["created_at"] < demo.now() for row in rows)


def test_the_demo_has_an_account_for_every_role_with_work_in_its_queues(demo):
    rows = demo.database.read_now(lambda tx: tx.all(sa.select(t.accounts)))
    assert {row["role"] for row in rows} == set(demo.catalogue.roles.codes)
    for login in ("dispatcher", "handler", "grid", "supervisor", "leader", "admin"):
        account = next(row for row in rows if row["login"] == login)
        viewer = accounts.viewer_of(account)
        counted = demo.database.read_now(lambda tx, v=viewer: queues.counts(demo, tx, v))
        assert sum(q.count for q in counted.items) > 0, login
    handler = next(row for row in rows if row["login"] == "handler")
    assert accounts.password_fits(handler, PASSWORD)


def test_the_demo_is_the_same_every_time_and_verifies(demo, tmp_path):
    again = demo_window(tmp_path)

    def contents(window):
        rows = window.database.read_now(
            lambda tx: tx.all(sa.select(t.cases).order_by(t.cases.c.id))
        )
        # What is encrypted, and the hashes over it, are new each time.
        return [(r["number"], r["answers"], None if r["personal_enc"] else r["head"]) for r in rows]

    assert contents(again) == contents(demo)
    assert not seed_if_empty(again)
    assert main(["verify", "--data", str(tmp_path)]) == 0


def test_every_list_is_served_by_an_index(demo):
    params = {"now": demo.now(), "own": "property", "limit": 50, "grid": "liuxiang-3", "id": 9}
    params |= {"own0": "property", "own1": "urban"}
    tx = demo.database.open()
    statements = [queues._MINE_FIRST, queues._MINE_COUNT, similar.OPEN_IN_GRID]
    statements += [queues._JOINED_FIRST, queues._JOINED_AFTER, queues._JOINED_COUNT]
    statements += [queues._HELPED_FIRST, queues._HELPED_AFTER, queues._HELPED_COUNT]
    params |= {"person": "p", "viewer": "v"}
    sorted_by_index = [similar.OPEN_IN_GRID, queues._JOINED_FIRST, queues._JOINED_AFTER]
    for row in demo.catalogue.queues.values():
        for queue in row.values():
            for owners in (0,) if queue.of == "street" else (1, 2):
                statements.append(queues._count(queue, owners, 0))
                statements.append(queues._page(queue, owners, False, 0))
    for statement in statements:
        compiled = Compiled(statement, tx.dialect)
        arguments = compiled.arguments(params)
        plan = tx.connection.execute("EXPLAIN QUERY PLAN " + compiled.sql, arguments).fetchall()
        text = " ".join(str(step[3]) for step in plan)
        assert re.match(r"SEARCH (cases|joins|tasks) USING", text), (compiled.sql, text)
        if any(statement is s for s in sorted_by_index):
            assert "TEMP B-TREE" not in text, (compiled.sql, text)
    tx.connection.close()


def test_the_description_has_every_call_with_its_types_and_errors():
    description = describe(product_data()[0])
    assert description["openapi"].startswith("3.1")
    for endpoint in ENDPOINTS:
        operation = description["paths"][endpoint.path][endpoint.method.lower()]
        assert str(endpoint.status) in operation["responses"]
        assert ("security" in operation) is (endpoint.action is not None)
        assert ("requestBody" in operation) is (endpoint.body is not None)
    names = [o["operationId"] for p in description["paths"].values() for o in p.values()]
    assert len(names) == len(set(names))
    references = set(
        re.findall(r'"#/components/schemas/(\w+)"', str(description).replace("'", '"'))
    )
    assert references <= set(description["components"]["schemas"])


def test_the_contract_names_exactly_the_calls_of_the_route_table():
    contract = (ROOT / "docs/api.md").read_text("utf-8")
    calls = set()
    for line in contract.splitlines():
        for method, path in re.findall(r"^\| `(GET|POST|PUT|DELETE) ([^`? ]+)", line):
            calls.add((method, "/api/v1" + path))
    assert calls == {(e.method, e.path) for e in ENDPOINTS}


def test_the_demo_says_60_matters_written_by_hand_and_nothing_twice_of_one_place(demo):
    appeals = sa.select(t.cases).where(t.cases.c.kind == "appeal")
    rows = demo.database.read_now(lambda tx: tx.all(appeals))
    said = Counter((row["title"], row["place_text"]) for row in rows)
    assert said.most_common(1)[0][1] == 1
    assert len({row["description"] for row in rows}) == len(MATTERS) == 60


def test_what_the_demo_says_of_a_home_is_said_by_who_lives_there(demo):
    appeals = sa.select(t.cases).where(t.cases.c.kind == "appeal")
    rows = demo.database.read_now(lambda tx: tx.all(appeals))
    at_home = {matter.description for matter in MATTERS if matter.at == "home"}
    homes: dict[str, set] = {}
    for row in rows:
        if row["description"] in at_home:
            homes.setdefault(row["owner_id"], set()).add((row["place_text"], row["grid_id"]))
        kinds = PLACES[row["grid_id"]].values()
        public = {place for places in kinds for place in places}
        assert row["description"] in at_home or row["place_text"] in public
    assert len(homes) == len(HOMES) == len(RESIDENTS)
    assert all(len(places) == 1 for places in homes.values()), homes


def test_the_photos_of_the_demo_show_what_is_said_before_and_after_the_work():
    wanted = {matter.scene for matter in MATTERS if matter.photos}
    assert wanted <= set(SCENES) - {"record"}
    shown = {
        photos.picture(scene, moment).content for scene in ("river", "lamp") for moment in (0, 1, 2)
    }
    assert len(shown) == 6
    assert photos.picture("river", 0).content == photos.picture("river", 0).content


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Each file of a folder with its time and content."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_verify_writes_nothing_at_all(tmp_path, capsys):
    data = tmp_path / "d"
    make_data(data)
    before = everything(data)
    assert main(["verify", "--data", str(data)]) == 0
    assert everything(data) == before
    assert "nothing wrong" in capsys.readouterr().out


def test_who_opens_to_read_cannot_write(database_url, tmp_path):
    config = load(None)
    config.server.data, config.database.url = str(tmp_path / "d"), database_url
    open_window(config)
    window = open_to_read(config)
    with pytest.raises((StoreError, psycopg.Error)):
        window.database.write_now(lambda tx: tx.run(sa.delete(t.meta)))
    assert window.database.read_now(lambda tx: meta.get(tx, meta.EPOCH)) == window.epoch


def test_verify_while_the_server_runs_sees_what_it_wrote(world, capsys):
    number = file_case(world.client())["case"]["number"]
    config = world.window.config
    assert verify.run(config) == 0
    assert number
    assert "1 cases" in capsys.readouterr().out


def test_verify_of_a_database_of_another_version_says_so_and_leaves_it(tmp_path, capsys):
    data = tmp_path / "d"
    make_data(data)
    with sqlite3.connect(data / "onewindow.db") as connection:
        connection.execute("update alembic_version set version_num = '0008'")
    connection.close()
    before = everything(data)
    assert main(["verify", "--data", str(data)]) == 2
    assert "another version" in capsys.readouterr().err
    assert everything(data) == before
