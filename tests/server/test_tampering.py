"""verify finds what somebody changes who can write the database and the pictures, not the keys."""

import json
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from applying import ask_again, granted, reviewing
from assisting import file_for, mandate, person
from test_activities import publish, sign_up
from test_bundles import ask, newborn
from test_call_backs import call, everything_drawn, waiting
from test_visits import attempt, wish
from world import PASSWORD, World, bring_to, done, file_case, key, take, upload

from server.cli import main
from server.demo.organisations import register_all
from server.demo.people import id_number, settle_everybody
from server.ops.verify import check_all
from server.services import accounts, changes, heads, substitutes
from server.services.changes import Author
from server.store import journal
from server.store import tables as t

ROOT = Path(__file__).resolve().parents[2]
OTHER = "13800000002"


def findings(window, signed=()) -> list[str]:
    found = window.database.read_now(lambda tx: check_all(window, tx, signed))[2]
    return [f"{one.number}: {one.what}" for one in found]


def full(world) -> str:
    """Everything a street has: a rated case with photos and sights, one that others joined, one
    fresh, a known name, a second factor, a notice. Answers the first one's number."""
    world.write(lambda tx: None)
    owner = world.client()
    identity = {"name": "张三", "id_number": "99010119550601018X", "consent": True}
    owner.put("/me/identity", json=identity)
    number = bring_to(world, "closed", attachments=[upload(owner)])["case"]["number"]
    body = {"score": 1, "solved": False, "comment": "没修好"}
    done(owner.post(f"/cases/{number}/rating", json=body, headers=key()))
    met = file_case(owner)["case"]["number"]
    me = world.client(OTHER)
    place = {"text": "柳巷路 8 号", "grid_id": "liuxiang-3"}
    done(me.post("/cases/similar", json={"title": "楼道灯不亮", "place": place}))
    done(me.post(f"/cases/{met}/join", json={}, headers=key()))
    done(world.client("dispatcher").get(f"/cases/{met}"))
    file_case(owner)
    granted(world, "13800000003", valid_until="2027-11-30")
    somebody = {"for": "family", "applicant__id_number": "990101194803152016"}
    mended = reviewing(world, "13800000003", **somebody)
    ask_again(world, mended, fields=["bank.card"])
    card = {"card": "6222020000000000018"}
    done(take(world.client("13800000003"), mended, "correct", bank=card))
    upload(owner)  # in no case
    done(owner.put("/me/drafts/appeal", json={"answers": {"title": "路灯"}}))
    for service in ("elder_allowance", "residence_permit"):
        body = {"service": service, "day": "2026-11-24", "from": "10:00"}
        done(owner.post("/bookings", json=body, headers=key()))
    whom = person(world, id_number=id_number("1943-03-12", "female", 7))
    under = mandate(world, whom)["id"]
    everything_drawn(world)
    file_for(world, whom, under)
    called_back(world)
    visited(world)
    publish(world)
    done(sign_up(world))
    several = world.client("13800000004")
    done(ask(several, newborn(world, several)))

    def more(tx):
        tx.run(
            sa.insert(t.second_factors).values(
                account_id="a", secret_enc=b"s", last_step=1, recovery="[]", created_at=1
            )
        )
        tx.changed(t.second_factors, "a")
        tx.run(sa.insert(t.notices).values(id="n", title="t", body="b", published_at=1))
        tx.changed(t.notices, "n")
        author = Author(world.ids["admin"], "admin")
        changes.note(world.window, tx, author, "settings.draft", "grids", {"features": []})
        away, other = (accounts.by_login(tx, one) for one in ("grid", "grid-donghe-1"))
        days = ("2026-11-23", "2026-12-31")
        substitutes.add(world.window, tx, author, away, other, days)
        settle_everybody(world.window, tx)
        register_all(world.window, tx)

    world.write(more)
    return number


def called_back(world) -> None:
    """A call in which somebody said no, and what was found."""
    one = waiting(world)[0]["id"]
    done(call(world, one, agreed="no", note="说没有同意过"))
    found = {"found": "当面问过，是忘记了。"}
    done(world.client("supervisor").post(f"/call-backs/{one}/check", json=found, headers=key()))


def visited(world) -> None:
    """A visit that was asked for, tried with a picture, handed on and back; and one that waits."""
    worker = world.client("grid")
    for _ in range(2):
        visit = wish(world.client())["id"]
    for result in ("nobody", "helped"):
        done(attempt(worker, visit, result, attachments=[upload(worker)]))
        if result == "nobody":
            url = f"/visits/{visit}/hand-over"
            done(worker.post(url, json={"to": "grid-donghe-1"}, headers=key()))


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    """A street that has everything and stands still; tests change it and put it back."""
    world = World(tmp_path_factory.mktemp("tampering")).start()
    number = full(world)
    world.stop()
    connection = world.window.database.engine.connect().execution_options(
        isolation_level="AUTOCOMMIT"
    )
    yield world, number, connection
    connection.close()


#: Not proven, and said so in docs/operating.md: what lives for hours only, what is worked out
#: anew, and what cannot be altered without its reader noticing.
NOT_PROVEN = {
    "sessions", "codes", "meta", "known_addresses", "offers", "applied_for", "hits", "jobs", "messages",
    "answers", "events", "page_feedback", "drafts", "draft_pictures", "reminders", "prepared", "uploads",
    "form_times", "form_counts",
}  # fmt: skip
COLUMNS = [
    (table.name, column.name)
    for table in t.metadata.sorted_tables
    if table.name not in NOT_PROVEN
    for column in table.columns
]


def other_value(column: sa.Column, value):
    """A value near to the one that stands there."""
    if isinstance(column.type, sa.LargeBinary):
        return b"x" if value is None else bytes([value[0] ^ 1]) + value[1:]
    if isinstance(column.type, sa.Text):
        return "x" if value is None else value + "x"
    far = 100_000 if column.primary_key else 1  # no other row's key
    return 7 if value is None else value + far


@pytest.mark.parametrize(("name", "column"), COLUMNS, ids=[".".join(one) for one in COLUMNS])
def test_every_single_value_that_is_changed_is_found(street, name, column):
    world, _, connection = street
    table = t.metadata.tables[name]
    keys = list(table.primary_key.columns)
    rows = connection.execute(sa.select(table)).mappings().all()
    assert rows
    if name == "attachments":
        rows = [row for row in rows if journal.is_covered(name, row)]
    for row in (rows[0], rows[-1]):
        was, new = row[column], other_value(table.c[column], row[column])
        same = [k == row[k.name] for k in keys]
        connection.execute(sa.update(table).where(*same).values({column: new}))
        try:
            assert findings(world.window), (name, column, was, new)
        finally:
            there = [k == (new if k.name == column else row[k.name]) for k in keys]
            connection.execute(sa.update(table).where(*there).values({column: was}))
    assert findings(world.window) == []


@pytest.mark.parametrize("name", sorted({name for name, _ in COLUMNS}))
def test_every_row_that_is_gone_or_added_is_found(street, name):
    world, _, connection = street
    table = t.metadata.tables[name]
    for row in connection.execute(sa.select(table)).mappings().all():
        if not journal.is_covered(name, row):
            continue
        same = [k == row[k.name] for k in table.primary_key.columns]
        connection.execute(sa.delete(table).where(*same))
        try:
            assert findings(world.window), row
        finally:
            connection.execute(sa.insert(table).values(dict(row)))
    assert findings(world.window) == []


@pytest.mark.parametrize("column", [t.answers.c.answer_enc, t.drafts.c.content_enc], ids=str)
def test_what_is_encrypted_and_was_altered_is_found(street, column):
    world, _, connection = street
    was = connection.execute(sa.select(column)).scalars().first()
    for wrong in (bytes([was[0] ^ 1]) + was[1:], was[:-1], b"", "text"):
        change = sa.update(column.table).values({column.name: sa.literal(wrong)})
        connection.execute(change.where(column == was))
        try:
            assert any("encrypted" in one for one in findings(world.window)), wrong
        finally:
            back = sa.update(column.table).values({column.name: was})
            connection.execute(back.where(column == sa.literal(wrong)))
    assert findings(world.window) == []


def test_a_street_without_a_case_and_with_pictures_has_nothing_wrong(world):
    upload(world.client())
    assert findings(world.window) == []


def test_the_page_says_what_is_not_proven():
    page = (ROOT / "docs/operating.md").read_text("utf-8")
    part = page[page.index("### What verify proves") :]
    part = part[: part.index("\n## ")]
    named = set(re.findall(r"`([a-z_]+)`", part))
    assert named >= NOT_PROVEN
    assert not set(journal.COVERED) & named


DAMAGES = {
    "a number that is none": "UPDATE cases SET number = 'x' WHERE id = 3",
    "a counter of no name": "INSERT INTO counters VALUES ('x', 3)",
    "a counter beyond all measure": "UPDATE counters SET value = 200000000",
    "a seal that is a text": "UPDATE cases SET seal = 'text' WHERE id = 1",
    "a version that is a text": "UPDATE cases SET version = 'many' WHERE id = 1",
    "a time that is a text": "UPDATE steps SET at = 'noon' WHERE case_id = 1 AND seq = 2",
    "answers that are no JSON": "UPDATE cases SET answers = '{' WHERE id = 1",
    "a hash that is bytes": "UPDATE steps SET hash = x'00ff' WHERE case_id = 1 AND seq = 1",
    "attachments that are a number": "UPDATE steps SET attachments = 7 WHERE case_id = 1 AND seq = 1",
    "a role that is bytes": "UPDATE accounts SET role = x'ff' WHERE login = 'leader'",
    "a digest that is a number": "UPDATE journal SET digest = 5 WHERE seq = 2",
    "a sequence that is a text": "UPDATE counters SET value = 'many'",
    "a sha256 that leads elsewhere": "UPDATE attachments SET sha256 = '../../keys.json'",
}


@pytest.mark.parametrize("statement", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_value_is_a_finding_and_the_rest_is_looked_at(street, statement):
    world, _, connection = street
    raw = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("BEGIN")
    try:
        raw.execute(statement)
        raw.execute("DELETE FROM steps WHERE case_id = 2 AND seq = 1")
        raw.execute("COMMIT")
        found = findings(world.window)
        assert len(found) >= 2
        assert any("steps were taken" in one for one in found)
    finally:
        restore(world, connection)
    assert findings(world.window) == []


@pytest.fixture(scope="module", autouse=True)
def _copy(street):
    world, _, connection = street
    copy = world.window.config.data_dir() / "copy.db"
    connection.exec_driver_sql(f"VACUUM INTO '{copy}'")


def restore(world, connection) -> None:
    """Every table as it was."""
    copy = world.window.config.data_dir() / "copy.db"
    connection.exec_driver_sql(f"ATTACH '{copy}' AS old")
    for table in t.metadata.sorted_tables:
        connection.exec_driver_sql(f"DELETE FROM main.{table.name}")
        connection.exec_driver_sql(f"INSERT INTO main.{table.name} SELECT * FROM old.{table.name}")
    connection.exec_driver_sql("DETACH old")


def test_a_photo_that_is_swapped_altered_or_deleted_is_found_and_not_shown(lite_world):
    owner = lite_world.client()
    picture = upload(owner)
    file_case(owner, attachments=[picture])
    row = lite_world.read(lambda tx: tx.one(sa.select(t.attachments)))
    path = lite_world.window.blobs.path(row["sha256"])
    whole = path.read_bytes()
    for content in (whole[:-1], whole + b"x", b""):
        path.write_bytes(content)
        assert any("the file was altered" in one for one in findings(lite_world.window))
        assert owner.get(f"/attachments/{picture}").status_code == 404
    path.unlink()
    assert any("the file is gone" in one for one in findings(lite_world.window))
    path.write_bytes(whole)
    assert findings(lite_world.window) == []


def test_an_older_row_with_its_old_seal_and_the_later_steps_gone_is_found(lite_world):
    number = bring_to(lite_world, "dispatched")["case"]["number"]
    names = ("cases", "steps", "tasks", "ledger")
    before = {
        name: lite_world.read(lambda tx, n=name: tx.all(sa.select(t.metadata.tables[n])))
        for name in names
    }
    done(take(lite_world.client("handler"), number, "sign_for"))

    with lite_world.window.database.engine.begin() as connection:
        for name in names:
            table = t.metadata.tables[name]
            connection.execute(sa.delete(table))
            connection.execute(sa.insert(table), before[name])
    assert any("is an older one" in one for one in findings(lite_world.window))


CUTS = {
    "the newest case with its counter": [
        "DELETE FROM cases WHERE number LIKE '%00003_'",
        "DELETE FROM steps WHERE case_id = 3",
        "DELETE FROM tasks WHERE case_id = 3",
        "UPDATE counters SET value = 2",
        "DELETE FROM journal WHERE seq > (SELECT max(seq) FROM journal) - 1",
    ],
    "a whole day with its counter": [
        f"DELETE FROM {name}"
        for name in ("cases", "steps", "tasks", "joins", "ledger", "counters", "attachments")
    ]
    + ["DELETE FROM journal WHERE seq > 40"],
    "everything": [
        f"DELETE FROM {table.name}" for table in t.metadata.sorted_tables if table.name != "meta"
    ],
}


@pytest.mark.parametrize("statements", CUTS.values(), ids=CUTS.keys())
def test_what_is_cut_off_at_the_end_is_missed_by_a_signed_head(street, statements):
    world, _, connection = street
    signed = heads.read(heads.path_of(world.window.config))
    assert findings(world.window, signed) == []
    for statement in statements:
        connection.exec_driver_sql(statement)
    try:
        assert any(one.startswith("head") for one in findings(world.window, signed))
    finally:
        restore(world, connection)
    assert findings(world.window, signed) == []


def test_a_server_signs_a_head_when_it_stops_and_the_command_does(tmp_path, capsys):
    world = World(tmp_path).start()
    file_case(world.client())
    world.stop()
    data = world.window.config.data_dir()
    signed = heads.read(data / "heads.jsonl")
    assert len(signed) == 1
    assert (data / "heads.jsonl").stat().st_mode & 0o077 == 0
    count = world.read(journal.count)
    assert signed[0].count == count > 0
    assert main(["head", "--data", str(data)]) == 0
    shown = capsys.readouterr().out
    assert signed[0].root in shown
    assert f"{count} entries" in shown
    assert main(["verify", "--data", str(data)]) == 0
    assert "2 heads" in capsys.readouterr().out


def test_a_forged_or_foreign_head_is_found(tmp_path, capsys):
    world = World(tmp_path).start()
    file_case(world.client())
    world.stop()
    data = world.window.config.data_dir()
    path = data / "heads.jsonl"
    whole = path.read_text("utf-8")
    lower = json.loads(whole)
    lower["count"] -= 1
    for text, said in (
        (json.dumps(lower), "not signed"),
        ("{}", "is no head"),
        ("\xff\n" + whole, "is no head"),
    ):
        path.write_text(text, "utf-8")
        assert main(["verify", "--data", str(data)]) == 1
        assert said in capsys.readouterr().out
    path.unlink()
    (tmp_path / "copy").write_text(whole, "utf-8")
    assert main(["verify", "--data", str(data)]) == 0
    assert "no signed head" in capsys.readouterr().out
    command = ["verify", "--data", str(data), "--heads", str(tmp_path / "copy")]
    assert main(command) == 0
    assert "1 heads" in capsys.readouterr().out
    assert main([*command[:-1], str(tmp_path / "none")]) == 2


def test_data_from_before_the_journal_is_entered_once_and_not_again_after_it_was_emptied(tmp_path):
    world = World(tmp_path).start()
    ids = world.ids
    file_case(world.client())
    world.stop()
    data = world.window.config.data_dir()
    world.write(lambda tx: tx.run(sa.delete(t.journal)))
    (data / "heads.jsonl").unlink()
    again = World.reopened(tmp_path, ids).start()
    file_case(again.client())
    again.stop()
    signed = heads.read(data / "heads.jsonl")
    assert findings(again.window, signed) == []
    again.write(lambda tx: tx.run(sa.delete(t.journal)))
    third = World.reopened(tmp_path, ids)
    assert third.read(journal.count) == 0
    assert any("entries were there" in one for one in findings(third.window, signed))


def test_the_journal_grows_with_each_write_and_a_refused_one_leaves_nothing(world):
    before = world.read(journal.count)
    client = world.client()
    number = file_case(client)["case"]["number"]
    after = world.read(journal.count)
    assert after == before + 2  # the case and its first task
    client.post("/cases", json={}, headers=key())
    take(client, number, "supplement", note="x" * 5, expected_version=9)
    assert world.read(journal.count) == after
    assert findings(world.window) == []
    assert client.post(
        "/session/staff", json={"account": "leader", "password": PASSWORD}
    ).is_success


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_processes_write_one_journal(database_url, tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    one = World(tmp_path, database_url).start()
    two = World.beside(one).start()
    try:
        clients = [world.client() for world in (one, two)] * 4
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda c: [file_case(c) for _ in range(5)], clients))
        number = done(clients[0].get("/cases"))["items"][0]["number"]
        staff = [world.client("dispatcher") for world in (one, two)] * 4
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda c: done(c.get(f"/cases/{number}")), staff))
        assert findings(one.window) == []
    finally:
        two.stop()
        one.stop()


def test_a_merkle_root_is_that_of_rfc_6962():
    import hashlib

    def reference(leaves: list[bytes]) -> bytes:
        if not leaves:
            return hashlib.sha256(b"").digest()
        if len(leaves) == 1:
            return hashlib.sha256(b"\0" + leaves[0]).digest()
        split = 1
        while split * 2 < len(leaves):
            split *= 2
        left, right = reference(leaves[:split]), reference(leaves[split:])
        return hashlib.sha256(b"\1" + left + right).digest()

    tree, leaves = journal.Merkle(), []
    assert tree.root() == reference([]).hex()
    for number in range(70):
        leaves.append(str(number).encode())
        tree.add(str(number))
        assert tree.root() == reference(leaves).hex()
