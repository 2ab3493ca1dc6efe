"""Staff accounts from the command line, their second factor, and one person is one account."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from world import MORNING, PASSWORD, World, done, fields, refused, told

from server.cli import main
from server.ops import admin
from server.ops.verify import check_all
from server.rules import totp
from server.store import tables as t

NEW = "correct horse 7"


def command(monkeypatch, capsys, data, *arguments, typed=NEW) -> tuple[int, str]:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed + "\n"))
    code = main(["admin", *arguments, "--data", str(data)])
    shown = capsys.readouterr()
    return code, shown.out + shown.err


def secret_in(shown: str) -> bytes:
    import base64

    return base64.b32decode(re.search(r"secret=([A-Z2-7]+)", shown)[1])


def sign_in(world, code=None, account="wang", password=NEW):
    body = {"account": account, "password": password}
    return world.nobody().post(
        "/session/staff", json=body if code is None else {**body, "code": code}
    )


def test_the_first_account_of_a_street_is_made_on_the_command_line(tmp_path, monkeypatch, capsys):
    data = tmp_path / "data"
    code, shown = command(monkeypatch, capsys, data, "create", "wang", "--staff-no", "9001")
    assert code == 0
    assert NEW not in shown
    secret = secret_in(shown)
    recovery = re.findall(r"^  ([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})$", shown, re.MULTILINE)
    assert len(recovery) == len(set(recovery)) == 8
    world = World.reopened(tmp_path, {}).start()
    try:
        assert fields(refused(sign_in(world), 422, "invalid")) == [("code", "required")]
        assert fields(refused(sign_in(world, "000000"), 422, "invalid")) == [("code", "mismatch")]
        now = totp.code_at(secret, MORNING // 30_000)
        account = done(sign_in(world, f"{now[:3]} {now[3:]}"))["account"]
        assert (account["role"], account["staff_no"]) == ("admin", "9001")
        assert fields(refused(sign_in(world, now), 422, "invalid")) == [("code", "mismatch")]
        late = totp.code_at(secret, MORNING // 30_000 + 1)
        done(sign_in(world, late))  # a phone whose clock is fast
        assert refused(sign_in(world, password="wrong password"), 422, "invalid")
        done(sign_in(world, recovery[0].lower()))
        assert fields(refused(sign_in(world, recovery[0]), 422, "invalid")) == [
            ("code", "mismatch")
        ]
        done(sign_in(world, recovery[7].replace("-", "")))
        text = str(world.read(lambda tx: tx.all(sa.select(t.second_factors))))
        assert recovery[1].replace("-", "") not in text
        assert (
            secret not in world.read(lambda tx: tx.one(sa.select(t.second_factors)))["secret_enc"]
        )
        assert world.read(lambda tx: check_all(world.window, tx))[2] == []
    finally:
        world.stop()


def test_guessing_the_second_factor_ends_like_guessing_a_password(tmp_path, monkeypatch, capsys):
    command(monkeypatch, capsys, tmp_path / "data", "create", "wang")
    world = World.reopened(tmp_path, {}).start()
    try:
        seen = [sign_in(world, str(i).zfill(6)).status_code for i in range(12)]
        assert seen == [422] * 10 + [429] * 2
    finally:
        world.stop()


def test_asking_for_the_code_is_no_guess(tmp_path, monkeypatch, capsys):
    _, shown = command(monkeypatch, capsys, tmp_path / "data", "create", "wang")
    world = World.reopened(tmp_path, {}).start()
    try:
        for _ in range(15):
            refused(sign_in(world), 422, "invalid")
        done(sign_in(world, totp.code_at(secret_in(shown), MORNING // 30_000)))
    finally:
        world.stop()


REFUSED = {
    "a short password": (["create", "li"], "short", "10 to 200"),
    "a password with the login in it": (["create", "lili"], "xxLILIxx99", "too easily"),
    "one letter again and again": (["create", "li"], "a" * 12, "too easily"),
    "no password": (["create", "li"], "", "10 to 200"),
    "a handler without department": (["create", "li", "--role", "handler"], NEW, "department"),
    "a department that is not there": (
        ["create", "li", "--role", "handler", "--department", "x"],
        NEW,
        "property",
    ),
    "a dispatcher with a grid": (
        ["create", "li", "--role", "dispatcher", "--grid", "x"],
        NEW,
        "grid",
    ),
    "a role that is none": (["create", "li", "--role", "resident"], NEW, "dispatcher"),
    "a login that is there": (["create", "wang"], NEW, "already"),
    "an account that is not there": (["reset", "nobody"], NEW, "no account"),
}


@pytest.mark.parametrize(("arguments", "typed", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_an_account_is_said(tmp_path, monkeypatch, capsys, arguments, typed, said):
    command(monkeypatch, capsys, tmp_path, "create", "wang")
    code, shown = command(monkeypatch, capsys, tmp_path, *arguments, typed=typed)
    assert code == 2
    assert said in shown


def test_a_password_is_no_argument(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["admin", "create", "wang", "--password", NEW, "--data", str(tmp_path)])
    assert "unrecognized" in capsys.readouterr().err


def test_a_password_typed_twice_must_be_the_same(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    typed = iter([NEW, NEW, NEW, NEW + "x"])
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr(admin.getpass, "getpass", lambda _: next(typed))
    assert admin.read_password("wang") == NEW
    with pytest.raises(admin.AdminError, match="differ"):
        admin.read_password("wang")


def test_reset_and_disable_end_sessions(database_url, tmp_path, monkeypatch, capsys):
    world = World(tmp_path, database_url).start()
    if database_url:
        monkeypatch.setenv("DATABASE_URL", database_url)
    data = world.window.config.data_dir()
    try:
        leader, supervisor = world.client("leader"), world.client("supervisor")
        done(leader.get("/queues"))
        code, shown = command(monkeypatch, capsys, data, "reset", "leader")
        assert code == 0
        refused(leader.get("/queues"), 401, "unauthenticated")
        refused(sign_in(world, account="leader", password=PASSWORD), 422, "invalid")
        now = totp.code_at(secret_in(shown), MORNING // 30_000)
        done(sign_in(world, now, account="leader"))
        assert command(monkeypatch, capsys, data, "disable", "supervisor")[0] == 0
        refused(supervisor.get("/queues"), 401, "unauthenticated")
        refused(sign_in(world, account="supervisor", password=PASSWORD), 422, "invalid")
        assert "supervisor\tsupervisor\t4001\t\t" in command(monkeypatch, capsys, data, "list")[1]
        assert command(monkeypatch, capsys, data, "enable", "supervisor")[0] == 0
        done(sign_in(world, account="supervisor", password=PASSWORD))
        assert command(monkeypatch, capsys, data, "reset", "leader", "--no-factor")[0] == 0
        done(sign_in(world, account="leader"))
        assert world.read(lambda tx: check_all(world.window, tx))[2] == []
    finally:
        world.stop()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(seconds, code):
    assert totp.code_at(b"12345678901234567890", seconds // 30) == code[2:]


NUMBER = "99010119550601018X"


def identify(client, name="张三", number=NUMBER):
    return client.put("/me/identity", json={"name": name, "id_number": number, "consent": True})


def test_one_person_is_one_verified_account_and_does_not_change_alone(world):
    one, two = world.client(), world.client("13800000002")
    done(identify(one))
    assert done(identify(one, number="990101 19550601 018x"))["account"]["verified"] is True
    error = refused(identify(two), 422, "invalid")
    assert fields(error) == [("id_number", "mismatch")]
    assert told(str(error), "138") == []
    assert done(two.get("/session"))["account"]["verified"] is False
    other = "990101196006010188"
    for name, number, path in (("李四", NUMBER, "name"), ("张三", other, "id_number")):
        error = refused(identify(one, name, number), 422, "invalid")
        assert fields(error) == [(path, "locked")]
    assert done(one.get("/session"))["account"]["name"] == "张*"


def test_of_two_who_give_one_number_at_the_same_moment_one_is_verified(world):
    clients = [world.client(f"1380000000{i}") for i in (1, 2, 3, 4)]
    with ThreadPoolExecutor(4) as pool:
        found = [r.status_code for r in pool.map(identify, clients)]
    assert sorted(found) == [200, 422, 422, 422]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_same_at_two_processes(database_url, tmp_path):
    one = World(tmp_path, database_url).start()
    two = World.beside(one).start()
    try:
        clients = [(one, two)[i % 2].client(f"1380000000{i}") for i in (1, 2, 3, 4)]
        with ThreadPoolExecutor(4) as pool:
            found = [r.status_code for r in pool.map(identify, clients)]
        assert sorted(found) == [200, 422, 422, 422]
    finally:
        two.stop()
        one.stop()
