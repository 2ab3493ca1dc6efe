"""Signing in and out: codes, passwords, sessions that end."""

import hashlib

import httpx
import sqlalchemy as sa
from world import PASSWORD, done, fields, file_case, refused

from server.services import sessions
from server.store import tables as t


def sign_in(world, client: httpx.Client, phone: str = "138 0000 0009") -> httpx.Response:
    done(client.post("/session/code", json={"phone": phone}))
    code = world.code(phone.replace(" ", ""))
    return client.post("/session", json={"phone": phone, "code": code})


def test_the_first_sign_in_by_code_makes_an_account(world):
    client = world.nobody()
    response = sign_in(world, client)
    account = done(response)["account"]
    assert account["role"] == "resident"
    assert account["phone_masked"] == "138****0009"
    assert account["verified"] is False
    cookie = response.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    again = done(client.get("/session"))["account"]
    assert again == account


def test_signing_in_again_is_the_same_account(world):
    first = done(sign_in(world, world.nobody()))["account"]["id"]
    world.clock.advance(minutes=2)
    assert done(sign_in(world, world.nobody()))["account"]["id"] == first


def test_another_code_is_sent_only_after_a_minute(world):
    client = world.nobody()
    assert done(client.post("/session/code", json={"phone": "13800000009"})) == {
        "expires_in": 300,
        "resend_after": 60,
    }
    response = client.post("/session/code", json={"phone": "+86 138-0000-0009"})
    refused(response, 429, "rate_limited")
    assert 0 < int(response.headers["retry-after"]) <= 61
    world.clock.advance(seconds=61)
    done(client.post("/session/code", json={"phone": "13800000009"}))


def test_a_code_is_good_for_five_minutes(world):
    client = world.nobody()
    done(client.post("/session/code", json={"phone": "13800000009"}))
    code = world.code("13800000009")
    world.clock.advance(minutes=5)
    error = refused(
        client.post("/session", json={"phone": "13800000009", "code": code}), 422, "invalid"
    )
    assert fields(error) == [("code", "expired")]


def test_a_code_is_good_once(world):
    client = world.nobody()
    done(sign_in(world, client))
    code = world.code("13800000009")
    body = {"phone": "13800000009", "code": code}
    error = refused(world.nobody().post("/session", json=body), 422, "invalid")
    assert fields(error) == [("code", "expired")]


def test_five_wrong_codes_void_the_code_and_a_fresh_one_comes_within_two_minutes(world):
    client = world.nobody()
    done(client.post("/session/code", json={"phone": "13800000009"}))
    right = world.code("13800000009")
    wrong = "000000" if right != "000000" else "111111"
    seen = []
    for code in [wrong] * 5 + [right]:
        body = {"phone": "13800000009", "code": code}
        seen.append(fields(refused(client.post("/session", json=body), 422, "invalid"))[0][1])
    assert seen == ["mismatch"] * 4 + ["locked"] * 2
    world.clock.advance(minutes=2)
    done(sign_in(world, client))


def test_a_phone_and_an_address_may_ask_only_so_often(make_world):
    world = make_world(codes__per_phone_hour=2, codes__per_address_hour=3)
    client = world.nobody()
    for _ in range(2):
        done(client.post("/session/code", json={"phone": "13800000009"}))
        world.clock.advance(minutes=2)
    refused(client.post("/session/code", json={"phone": "13800000009"}), 429, "rate_limited")
    done(client.post("/session/code", json={"phone": "13800000010"}))
    refused(client.post("/session/code", json={"phone": "13800000011"}), 429, "rate_limited")
    world.clock.advance(hours=1)
    done(client.post("/session/code", json={"phone": "13800000009"}))


def test_codes_and_phones_are_not_in_the_database_as_typed(world):
    done(sign_in(world, world.nobody(), "13800000009"))
    code = world.code("13800000009")
    for table in (t.codes, t.accounts, t.sessions, t.hits):
        for row in world.read(lambda tx, table=table: tx.all(sa.select(table))):
            for value in row.values():
                text = value if isinstance(value, bytes) else str(value).encode()
                assert b"13800000009" not in text
                assert code.encode() != text


def test_without_a_way_to_send_codes_the_answer_says_so(make_world):
    world = make_world(demo=False, codes__notifier="")
    response = world.nobody().post("/session/code", json={"phone": "13800000009"})
    refused(response, 503, "unavailable")
    assert response.headers["retry-after"]
    assert httpx.get(f"{world.url}/demo/codes").status_code == 404


def test_a_file_notifier_gets_the_text_with_the_code(make_world, tmp_path):
    target = tmp_path / "sms.jsonl"
    world = make_world(demo=False, codes__notifier="file", codes__notifier_target=str(target))
    done(world.nobody().post("/session/code", json={"phone": "13800000009"}))
    line = target.read_text("utf-8")
    assert '"phone": "13800000009"' in line
    assert "验证码" in line


def test_staff_sign_in_with_a_password(world):
    client = world.nobody()
    body = {"account": "handler", "password": PASSWORD}
    account = done(client.post("/session/staff", json=body))["account"]
    assert account["role"] == "handler"
    assert account["staff_no"] == "2017"
    assert account["department_name"] == "物业管理科"


def test_a_wrong_password_and_an_unknown_account_are_told_apart_by_nobody(world):
    for account in ("handler", "nobody-of-that-name"):
        body = {"account": account, "password": "wrong"}
        error = refused(world.nobody().post("/session/staff", json=body), 422, "invalid")
        assert fields(error) == [("password", "mismatch")]


def test_ten_wrong_passwords_lock_the_account_for_a_while(world):
    client = world.nobody()
    for _ in range(10):
        client.post("/session/staff", json={"account": "handler", "password": "wrong"})
    body = {"account": "handler", "password": PASSWORD}
    refused(client.post("/session/staff", json=body), 429, "rate_limited")
    world.clock.advance(minutes=16)
    done(client.post("/session/staff", json=body))


def test_signing_in_changes_the_session_and_ends_the_old_one(world):
    client = world.nobody()
    done(sign_in(world, client))
    old = client.cookies["ow_session"]
    world.clock.advance(minutes=2)
    done(sign_in(world, client, "13800000010"))
    assert client.cookies["ow_session"] != old
    assert done(world.nobody(cookies={"ow_session": old}).get("/session"))["account"] is None


def test_signing_out_ends_the_session(world):
    client = world.client()
    token = client.cookies["ow_session"]
    response = client.delete("/session")
    assert response.status_code == 204
    assert "Max-Age=0" in response.headers["set-cookie"]
    other = world.nobody(cookies={"ow_session": token})
    assert done(other.get("/session"))["account"] is None
    refused(other.get("/cases"), 401, "unauthenticated")
    assert world.nobody().delete("/session").status_code == 204


def test_a_session_ends_after_half_an_hour_without_use(world):
    client = world.client()
    world.clock.advance(minutes=29)
    done(client.get("/cases"))
    world.clock.advance(minutes=29)
    done(client.get("/cases"))
    world.clock.advance(minutes=30)
    refused(client.get("/cases"), 401, "unauthenticated")


def test_a_session_ends_after_twelve_hours_in_any_case(world):
    client = world.client()
    for _ in range(25):
        world.clock.advance(minutes=28)
        assert done(client.get("/session"))["account"]
    world.clock.advance(minutes=28)
    refused(client.get("/cases"), 401, "unauthenticated")


def test_all_sessions_of_an_account_can_be_revoked(world):
    one, two = world.client(), world.client()
    account = world.ids["13800000001"]
    assert world.write(lambda tx: sessions.revoke_all(tx, account)) == 2
    for client in (one, two):
        refused(client.get("/cases"), 401, "unauthenticated")


def test_the_database_keeps_only_a_hash_of_the_session(world):
    token = world.token("13800000001")
    rows = world.read(lambda tx: tx.all(sa.select(t.sessions)))
    assert rows
    assert all(token.encode() not in bytes(row["token_hash"]) for row in rows)


def test_who_writes_the_database_without_its_keys_is_nobody_else(world):
    client = world.client()
    mine = client.cookies["ow_session"]
    leader = world.ids["leader"]
    row = world.read(lambda tx: tx.one(sa.select(t.sessions)))

    def put(**changed):
        world.write(lambda tx: tx.run(sa.delete(t.sessions)))
        world.write(lambda tx: tx.run(sa.insert(t.sessions).values(**{**row, **changed})))

    put(account_id=leader)
    for token in (mine, f"{mine.partition('.')[0]}.{leader}"):
        assert done(world.nobody(cookies={"ow_session": token}).get("/session"))["account"] is None
    for token in ("x" * 43, f"{'x' * 43}.{leader}"):
        put(account_id=leader, token_hash=hashlib.sha256(token.encode()).digest())
        assert done(world.nobody(cookies={"ow_session": token}).get("/session"))["account"] is None
    put()
    assert done(client.get("/session"))["account"]


def test_real_name_and_identity_number_are_kept_encrypted_and_shown_masked(world):
    client = world.client()
    body = {"name": "张三丰", "id_number": "990101 19550601 018x", "consent": True}
    account = done(client.put("/me/identity", json=body))["account"]
    assert account["verified"] is True
    assert account["name"] == "张**"
    case = file_case(client)["case"]
    assert case["contact"]["name_masked"] == "张**"
    rows = world.read(lambda tx: tx.all(sa.select(t.accounts)))
    for row in rows:
        for value in row.values():
            text = value if isinstance(value, bytes) else str(value).encode()
            assert "张三丰".encode() not in text
            assert b"99010119550601018X" not in text


def test_a_wrong_identity_number_says_what_is_wrong(world):
    client = world.client()
    body = {"name": "\u200b ", "id_number": "990101195506010180", "consent": False}
    error = refused(client.put("/me/identity", json=body), 422, "invalid")
    assert fields(error) == [
        ("name", "required"),
        ("id_number", "checksum"),
        ("consent", "required"),
    ]


def test_a_disabled_account_is_out_at_once(world):
    client = world.client("handler")
    disable = sa.update(t.accounts).where(t.accounts.c.login == "handler").values(disabled=1)
    world.write(lambda tx: tx.run(disable))
    refused(client.get("/queues"), 401, "unauthenticated")
    body = {"account": "handler", "password": PASSWORD}
    refused(world.nobody().post("/session/staff", json=body), 422, "invalid")
