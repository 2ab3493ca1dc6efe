"""A wrong code of the second factor does not cost the typed password: a proof that it was right, good
once, for minutes, for that account and that address, stands for it. It is never the password."""

import pytest
from test_limits import far_world, proxied  # noqa: F401
from world import MORNING, PASSWORD, done, fields, refused

from server.rules import totp
from server.services import accounts, right_passwords, second_factors

WHO = "leader"
COOKIE = right_passwords.COOKIE


def factor(world, who: str = WHO) -> bytes:
    """The account gets a second factor: its secret."""
    made = world.write(lambda tx: second_factors.make(world.window, tx, world.ids[who]))
    return made.secret


def code(secret: bytes, later: int = 0) -> str:
    return totp.code_at(secret, MORNING // 30_000 + later)


def sign_in(client, password=PASSWORD, **members):
    body = {"account": WHO, "password": password, **members}
    return client.post("/session/staff", json=body)


def wrong_code(client) -> str:
    """A right password with a wrong code: the proof that the browser keeps."""
    error = refused(sign_in(client, code="000000"), 422, "invalid")
    assert fields(error) == [("code", "mismatch")]
    return client.cookies[COOKIE]


def again(client, **members):
    """Without the password."""
    return sign_in(client, "", **members)


def asks_for_password(response) -> None:
    assert fields(refused(response, 422, "invalid")) == [("password", "required")]


def test_only_the_code_is_typed_again(world):
    secret, client = factor(world), world.nobody()
    proof = wrong_code(client)
    assert PASSWORD not in proof
    assert done(again(client, code=code(secret)))["account"]["role"] == WHO
    assert client.cookies.get(COOKIE) is None


def test_the_first_time_that_a_code_is_asked_for_the_password_stays_too(lite_world):
    secret, client = factor(lite_world), lite_world.nobody()
    assert fields(refused(sign_in(client), 422, "invalid")) == [("code", "required")]
    assert fields(refused(again(client), 422, "invalid")) == [("code", "required")]
    assert fields(refused(again(client, code="1"), 422, "invalid")) == [("code", "mismatch")]
    done(again(client, code=code(secret)))


def test_no_script_and_no_other_site_reads_the_proof_and_it_ends_by_itself(lite_world):
    factor(lite_world)
    response = sign_in(lite_world.nobody(), code="000000")
    (kept,) = [c for c in response.headers.get_list("set-cookie") if c.startswith(COOKIE)]
    for said in ("HttpOnly", "SameSite=Strict", f"Max-Age={right_passwords.SECONDS}"):
        assert said in kept


def test_a_proof_is_good_once(lite_world):
    secret, client = factor(lite_world), lite_world.nobody()
    proof = wrong_code(client)
    done(again(client, code=code(secret)))
    thief = lite_world.nobody()
    thief.cookies.set(COOKIE, proof)
    asks_for_password(again(thief, code=code(secret, 1)))


def test_a_proof_is_good_for_minutes_only(lite_world):
    secret, client = factor(lite_world), lite_world.nobody()
    wrong_code(client)
    lite_world.clock.advance(seconds=right_passwords.SECONDS + 1)
    asks_for_password(again(client, code=code(secret, 10)))


def test_a_proof_is_good_for_its_account_only(lite_world):
    factor(lite_world)
    secret, client = factor(lite_world, "handler"), lite_world.nobody()
    wrong_code(client)
    asks_for_password(again(client, account="handler", code=code(secret)))
    asks_for_password(again(client, account="nobody-there", code=code(secret)))


def test_a_proof_is_good_from_its_address_only(far_world):  # noqa: F811
    secret = factor(far_world)
    here, there = proxied(far_world, "10.0.0.7"), proxied(far_world, "10.0.0.8")
    there.cookies.set(COOKIE, wrong_code(here))
    asks_for_password(again(there, code=code(secret)))


def test_another_password_makes_a_proof_worthless(lite_world):
    secret, client = factor(lite_world), lite_world.nobody()
    wrong_code(client)
    hashed = accounts.hasher.hash("another good one 7")
    lite_world.write(lambda tx: accounts.set_password(tx, lite_world.ids[WHO], hashed, given=False))
    asks_for_password(again(client, code=code(secret)))


@pytest.mark.parametrize("at", [0, 1, 2], ids=["the end", "the id", "the seal"])
def test_a_proof_that_was_altered_is_none(lite_world, at):
    secret, client = factor(lite_world), lite_world.nobody()
    parts = wrong_code(client).split(".")
    parts[at] = parts[at][:-1] + ("0" if parts[at][-1] != "0" else "1")
    forger = lite_world.nobody()
    forger.cookies.set(COOKIE, ".".join(parts))
    asks_for_password(again(forger, code=code(secret)))


@pytest.mark.parametrize("proof", ["x", "..", "1.2.3", "9" * 400])
def test_what_is_no_proof_asks_for_the_password(lite_world, proof):
    client = lite_world.nobody()
    client.cookies.set(COOKIE, proof)
    asks_for_password(again(client, code="123456"))


def test_guessing_codes_with_a_proof_ends_like_guessing_them_with_the_password(lite_world):
    factor(lite_world)
    client = lite_world.nobody()
    wrong_code(client)
    seen = [again(client, code=str(i).zfill(6)).status_code for i in range(12)]
    assert seen == [422] * 9 + [429] * 3


def test_a_password_that_is_typed_counts_before_a_proof(lite_world):
    secret, client = factor(lite_world), lite_world.nobody()
    wrong_code(client)
    error = refused(sign_in(client, "a wrong password", code=code(secret)), 422, "invalid")
    assert fields(error) == [("password", "mismatch")]


def test_without_script_only_the_code_is_typed_again(lite_world):
    secret, client = factor(lite_world), lite_world.nobody()
    url = f"{lite_world.url}/plain/staff"
    page = client.post(url, data={"account": WHO, "password": PASSWORD, "code": "000000"})
    assert 'name="password"' not in page.text
    assert f'value="{WHO}"' in page.text
    assert PASSWORD not in page.text
    page = client.post(url, data={"account": WHO, "code": "000001"})
    assert 'name="password"' not in page.text
    page = client.post(url, data={"account": "handler", "code": code(secret)})
    assert 'name="password"' in page.text
    client.post(url, data={"account": WHO, "password": PASSWORD, "code": ""})
    page = client.post(url, data={"account": WHO, "code": code(secret)})
    assert page.status_code == 303
