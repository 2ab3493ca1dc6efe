"""A password that an administrator gave is changed by its holder before anything else is done."""

import re

import pytest
import sqlalchemy as sa
from test_admin_pages import browser, changes
from test_pages import outline
from world import done, refused

from server.routes.table import ENDPOINTS
from server.services import accounts
from server.store import engine as engines
from server.store import journal, keys, migrate
from server.store import tables as t

OWN = "梧桐树下-2026-abc"
PASSWORD_PAGE = "/plain/staff/password"


@pytest.fixture
def given(world):
    """The leader, to whom an administrator gave a password: a browser, and the password."""
    answer = browser(world, "admin").post(
        "/plain/admin/accounts/leader", data={"action": "reset", "factor": "none"}
    )
    password = re.findall(r'<dd class="big">([^<]+)</dd>', answer.text)[1]
    return browser(world, None), password


def enter(client, password: str):
    return client.post("/plain/staff", data={"account": "leader", "password": password})


def choose(client, old: str, new: str, again: str | None = None):
    typed = {"password_old": old, "password": new, "password_again": again or new}
    return client.post(PASSWORD_PAGE, data=typed)


def is_given(world) -> bool:
    return bool(world.read(lambda tx: accounts.by_login(tx, "leader"))["password_given"])


def test_the_plain_pages_lead_to_the_change_until_it_is_done(world, given):
    client, password = given
    assert enter(client, password).headers["location"] == PASSWORD_PAGE
    page = client.get(PASSWORD_PAGE)
    outline(page)
    assert "您的密码是管理员给的" in page.text
    for path in ("/plain/desk", "/plain/admin", "/plain/mine", "/plain/", "/plain/messages"):
        led = client.get(path)
        assert (led.status_code, led.headers["location"]) == (303, PASSWORD_PAGE), path
    assert client.get("/plain/plain.css").status_code == 200
    saved = choose(client, password, OWN)
    outline(saved)
    assert "密码已改好" in saved.text
    assert 'href="/#/login/staff"' in saved.text
    assert "您的密码是管理员给的" not in saved.text
    assert client.get("/plain/desk").status_code == 200
    assert done(client.get("/api/v1/session"))["account"]["role"] == "leader"
    again = browser(world, None)
    assert enter(again, OWN).headers["location"] == PASSWORD_PAGE  # where leaders begin
    assert again.get("/plain/desk").status_code == 200
    kinds = [(who, kind) for who, kind, subject in changes(world) if subject == "leader"]
    assert kinds == [("admin", "account.reset"), ("leader", "account.password")]


def test_the_api_says_so_and_does_nothing_else_until_it_is_changed(world, given):
    _, password = given
    client = world.nobody()
    typed = {"account": "leader", "password": password}
    first = client.post("/session/staff", json=typed)
    assert first.status_code == 401
    error = first.json()["error"]
    assert error["code"] == "password_given"
    assert "先换成自己的密码" in error["message"]
    assert "ow_session" in first.headers["set-cookie"]
    assert done(client.get("/session"))["account"] is None
    asked = 0
    for call in ENDPOINTS:
        if call.action is None:
            continue
        path = re.sub(r"\{\w+\}", "x", call.path.removeprefix("/api/v1"))
        answer = client.request(call.method, path)
        assert answer.status_code == 401, call.path
        assert answer.json()["error"]["code"] == "password_given", call.path
        asked += 1
    assert asked > 60
    assert client.delete("/session").status_code == 204
    refused(client.get("/cases"), 401, "unauthenticated")


@pytest.mark.parametrize(
    ("old", "new", "at", "said"),
    [
        ("", None, "password", "不能和原来的一样"),
        ("wrong", OWN, "password_old", ""),
        ("", "short", "password", "10"),
        ("", "leader-leader-1", "password", "太容易猜到"),
    ],
)
def test_a_new_password_that_does_not_do_is_told_and_the_given_one_stays(
    world, given, old, new, at, said
):
    client, password = given
    enter(client, password)
    answer = choose(client, old or password, new or password)
    assert answer.status_code == 422
    outline(answer)
    told = re.search(rf'id="{at}-error"[^>]*>([^<]+)<', answer.text)
    assert said in told[1]
    assert is_given(world)
    assert client.get("/plain/desk").headers["location"] == PASSWORD_PAGE


def test_a_new_password_by_the_administrator_is_a_given_one_again(world, given):
    client, password = given
    enter(client, password)
    choose(client, password, OWN)
    assert not is_given(world)
    reset = {"action": "reset", "factor": "none"}
    answer = browser(world, "admin").post("/plain/admin/accounts/leader", data=reset)
    assert answer.status_code == 200
    assert is_given(world)
    assert client.get("/plain/desk").status_code == 303
    second = re.findall(r'<dd class="big">([^<]+)</dd>', answer.text)[1]
    assert enter(client, second).headers["location"] == PASSWORD_PAGE


def test_who_is_signed_in_when_the_password_is_given_is_out_and_comes_back_through_the_change(
    world,
):
    worker = world.client("leader")
    browser(world, "admin").post(
        "/plain/admin/accounts/leader", data={"action": "reset", "factor": "none"}
    )
    refused(worker.get("/cases"), 401, "unauthenticated")


def test_nobody_of_the_demo_is_asked_to(world):
    rows = world.read(lambda tx: tx.all(sa.select(t.accounts)))
    assert len(rows) > 10
    assert {row["password_given"] for row in rows} == {None}
    assert done(world.client("handler").get("/session"))["account"] is not None


def test_an_account_of_before_keeps_its_password_and_the_journal_finds_it_unaltered(
    database_url, tmp_path
):
    """0030: nobody knows of an old password who chose it."""
    engine = engines.create_engine(engines.database_url(database_url, tmp_path), 2)
    migrate.upgrade(engine, "0028")
    with engine.begin() as connection:
        old = sa.Table("accounts", sa.MetaData(), autoload_with=connection)
        row = dict.fromkeys(column.name for column in old.columns)
        row |= {"id": "a", "role": "leader", "login": "l", "password": "p", "verified": 1}
        row |= {"disabled": 0, "messages": 1, "created_at": 5}
        connection.execute(old.insert(), row)
    migrate.upgrade(engine)
    with engine.begin() as connection:
        (found,) = connection.execute(sa.select(journal.COVERED["accounts"])).mappings().all()
    assert {name: found[name] for name in row} == row
    assert {name: found[name] for name in set(found) - set(row)} == {"password_given": None}
    own = journal.Journal(keys.load_or_create(tmp_path, in_use=False))
    covered = [c for c in t.accounts.columns if not c.info.get("later")]
    before = own._mac(journal._encode(("accounts", [row[c.name] for c in covered])))
    assert own.row_digest("accounts", list(found.values())) == before
    engine.dispose()
