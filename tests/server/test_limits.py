"""Limits hold up who guesses or floods, also many at once, and nobody else."""

import asyncio
import os
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import sqlalchemy as sa
from world import PASSWORD, World, done, fields, file_case, filing, key, refused

from server.services import accounts, known_addresses, limits
from server.services.errors import Refusal
from server.services.pools import FairPool, Pool
from server.store import tables as t
from server.store.blobs import Blobs

PHONE = "13800000009"


def codes_of(responses) -> list[int]:
    return sorted(response.status_code for response in responses)


def proxied(world, address: str) -> httpx.Client:
    """A browser elsewhere."""
    return world.nobody(headers={"X-Forwarded-For": address})


@pytest.fixture
def far_world(tmp_path):
    """A world that believes X-Forwarded-For, as behind a proxy."""
    world = World(tmp_path, server__trusted_proxies="127.0.0.1").start()
    yield world
    world.stop()


def test_of_forty_passwords_at_once_ten_are_looked_at(lite_world, monkeypatch):
    looked = []
    real = accounts.password_fits

    def counting(account, password):
        looked.append(password)
        time.sleep(0.01)
        return real(account, password)

    monkeypatch.setattr(accounts, "password_fits", counting)
    passwords = ["wrong"] * 30 + [PASSWORD] + ["wrong"] * 9

    def attempt(password):
        body = {"account": "handler", "password": password}
        for _ in range(100):
            response = httpx.post(lite_world.api + "/session/staff", json=body, timeout=30)
            if response.status_code != 503:
                return response
        return response

    with ThreadPoolExecutor(12) as pool:
        found = codes_of(pool.map(attempt, passwords))
    assert found.count(422) + found.count(200) <= 10
    assert len(looked) <= 10
    assert found.count(429) >= 30


def test_invented_accounts_end_at_the_address_s_limit(lite_world):
    client = lite_world.nobody()
    seen = []
    for number in range(45):
        body = {"account": f"nobody{number}", "password": "wrong"}
        seen.append(client.post("/session/staff", json=body).status_code)
    assert seen == [422] * 40 + [429] * 5


def test_strangers_elsewhere_do_not_lock_an_account(far_world):
    right = {"account": "leader", "password": PASSWORD}
    done(proxied(far_world, "10.0.0.7").post("/session/staff", json=right))
    for number in range(25):  # of twenty addresses and more
        stranger = proxied(far_world, f"10.1.{number}.1")
        for _ in range(10):
            stranger.post("/session/staff", json={**right, "password": "wrong"})
    refused(stranger.post("/session/staff", json=right), 429, "rate_limited")
    done(proxied(far_world, "10.0.0.7").post("/session/staff", json=right))
    # From an address that is not known the account waits now, and comes in a while later.
    new = proxied(far_world, "10.0.0.8")
    refused(new.post("/session/staff", json=right), 429, "rate_limited")
    far_world.clock.advance(minutes=16)
    done(new.post("/session/staff", json=right))


def test_ten_strangers_tries_elsewhere_leave_a_new_address_alone(far_world):
    right = {"account": "leader", "password": PASSWORD}
    stranger = proxied(far_world, "10.1.0.1")
    for _ in range(12):
        stranger.post("/session/staff", json={**right, "password": "wrong"})
    done(proxied(far_world, "10.0.0.8").post("/session/staff", json=right))


def test_a_right_password_from_a_known_address_passes_also_after_ten_wrong_ones(lite_world):
    right = {"account": "leader", "password": PASSWORD}
    client = lite_world.nobody()
    done(client.post("/session/staff", json=right))
    wrong = {**right, "password": "wrong"}
    seen = [client.post("/session/staff", json=wrong).status_code for _ in range(12)]
    assert seen == [422] * 10 + [429] * 2
    done(client.post("/session/staff", json=right))


def enter(client, code: str) -> str:
    response = client.post("/session", json={"phone": PHONE, "code": code})
    if response.status_code == 200:
        return "in"
    return fields(refused(response, 422, "invalid"))[0][1]


def other_than(*codes: str) -> str:
    return next(c for c in ("000000", "111111", "222222", "333333") if c not in codes)


def test_a_stranger_s_guesses_leave_the_code_good_for_its_owner(far_world):
    stranger, owner = proxied(far_world, "10.1.0.1"), proxied(far_world, "10.0.0.7")
    done(stranger.post("/session/code", json={"phone": PHONE}))
    code = far_world.code(PHONE)
    seen = [enter(stranger, other_than(code)) for _ in range(5)]
    assert seen == ["mismatch"] * 4 + ["locked"]
    assert enter(stranger, code) == "locked"
    assert enter(owner, code) == "in"


def test_a_code_is_void_for_all_after_twenty_wrong_tries_of_anybody(far_world):
    done(proxied(far_world, "10.0.0.7").post("/session/code", json={"phone": PHONE}))
    code = far_world.code(PHONE)
    for number in range(20):
        enter(proxied(far_world, f"10.1.{number}.1"), other_than(code))
    assert enter(proxied(far_world, "10.0.0.7"), code) == "locked"


def test_a_phone_whose_codes_strangers_used_up_gets_one_within_two_minutes(make_world):
    world = make_world(demo=True, codes__per_phone_hour=5)
    stranger, owner = world.nobody(), world.nobody()
    for _ in range(8):
        world.clock.advance(minutes=2, seconds=1)
        done(stranger.post("/session/code", json={"phone": PHONE}))
        for _ in range(5):
            enter(stranger, other_than(world.code(PHONE)))
    response = owner.post("/session/code", json={"phone": PHONE})
    refused(response, 429, "rate_limited")
    wait = int(response.headers["retry-after"])
    assert wait <= 121
    world.clock.advance(seconds=wait)
    done(owner.post("/session/code", json={"phone": PHONE}))
    assert enter(owner, world.code(PHONE)) == "in"


def test_many_who_sign_in_at_one_address_take_no_code_from_each_other(make_world):
    world = make_world(codes__per_address_hour=3)
    for last in range(5):
        phone = f"1380000030{last}"
        done(world.nobody().post("/session/code", json={"phone": phone}))
        body = {"phone": phone, "code": world.code(phone)}
        done(world.nobody().post("/session", json=body))
    for last in range(3):
        done(world.nobody().post("/session/code", json={"phone": f"1380000031{last}"}))
    one_more = world.nobody().post("/session/code", json={"phone": "13800000319"})
    refused(one_more, 429, "rate_limited")


def test_the_first_of_two_codes_is_good_too(world):
    client = world.nobody()
    done(client.post("/session/code", json={"phone": PHONE}))
    first = world.code(PHONE)
    world.clock.advance(seconds=61)
    done(client.post("/session/code", json={"phone": PHONE}))
    second = world.code(PHONE)
    assert enter(client, first) == "in"
    assert enter(world.nobody(), second) == "expired"


def test_codes_that_came_too_late_are_no_guesses(world):
    client = world.nobody()
    done(client.post("/session/code", json={"phone": PHONE}))
    late = world.code(PHONE)
    world.clock.advance(minutes=6)
    done(client.post("/session/code", json={"phone": PHONE}))
    assert [enter(client, late) for _ in range(6)] == ["expired"] * 6
    assert enter(client, world.code(PHONE)) == "in"


def test_one_code_signs_in_once_however_many_try_at_once(world):
    done(world.nobody().post("/session/code", json={"phone": PHONE}))
    code = world.code(PHONE)
    with ThreadPoolExecutor(8) as pool:
        clients = [world.nobody() for _ in range(8)]
        seen = sorted(pool.map(lambda client: enter(client, code), clients))
    assert seen.count("in") == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_one_code_signs_in_once_at_two_processes(database_url, tmp_path):
    one = World(tmp_path, database_url).start()
    two = World.beside(one).start()
    try:
        for round_ in range(4):
            phone = f"1380000010{round_}"
            done(one.nobody().post("/session/code", json={"phone": phone}))
            code = one.code(phone)
            tries = [(world, code) for world in (one, two)] * 4
            tries += [(world, other_than(code)) for world in (one, two)] * 6

            def attempt(given, phone=phone):
                world, typed = given
                body = {"phone": phone, "code": typed}
                return httpx.post(world.api + "/session", json=body, timeout=30)

            with ThreadPoolExecutor(8) as pool:
                found = list(pool.map(attempt, tries))
            assert codes_of(found).count(200) <= 1
            wrong = [r for r in found if "mismatch" in r.text]
            assert len(wrong) <= 4
    finally:
        two.stop()
        one.stop()


def test_guesses_at_a_query_code_leave_its_holder_and_the_others_at_the_address_alone(make_world):
    world = make_world(demo=True, limits__tracks_per_hour=20)
    one = file_case(world.client())
    two = file_case(world.client("13800000002"))
    guesser = world.nobody()
    guess = {"number": one["case"]["number"], "query_code": "222222"}
    seen = [guesser.post("/track", json=guess).status_code for _ in range(25)]
    assert seen == [422] * 20 + [429] * 5
    for receipt in (one, two):
        asked = {"number": receipt["case"]["number"], "query_code": receipt["query_code"]}
        done(world.nobody().post("/track", json=asked))


def test_guessing_without_end_is_not_looked_at_any_more(far_world, monkeypatch):
    far_world.window.config.limits.tracks_per_hour = 2
    receipt = file_case(far_world.client())
    right = {"number": receipt["case"]["number"], "query_code": receipt["query_code"]}
    guesser = proxied(far_world, "10.1.0.1")
    for _ in range(100):
        guesser.post("/track", json={**right, "query_code": "222222"})
    refused(guesser.post("/track", json=right), 429, "rate_limited")
    done(proxied(far_world, "10.0.0.7").post("/track", json=right))


def test_a_clock_that_was_wrong_once_locks_nobody(world):
    client = world.nobody()
    receipt = file_case(world.client())
    now = world.clock.at
    world.clock.advance(days=400)
    done(client.post("/session/code", json={"phone": PHONE}))
    for _ in range(10):
        client.post("/session/staff", json={"account": "handler", "password": "wrong"})
    guess = {"number": receipt["case"]["number"], "query_code": "222222"}
    for _ in range(21):
        client.post("/track", json=guess)
    world.clock.at = now
    done(client.post("/session/code", json={"phone": PHONE}))
    done(client.post("/session/staff", json={"account": "handler", "password": PASSWORD}))
    done(client.post("/track", json={**guess, "query_code": receipt["query_code"]}))
    refused(client.post("/track", json=guess), 422, "invalid")


def test_a_filing_sent_again_gets_its_answer_whatever_the_limit(make_world):
    world = make_world(limits__filings_per_hour=3)
    client, same = world.client(), key()
    first = client.post("/cases", json=filing(), headers=same)
    refused(client.post("/cases", json=filing(title=""), headers=key()), 422, "invalid")
    answers = [client.post("/cases", json=filing(), headers=same) for _ in range(5)]
    assert {a.content for a in answers} == {first.content}
    file_case(client)
    file_case(client)
    refused(client.post("/cases", json=filing(), headers=key()), 429, "rate_limited")
    assert client.post("/cases", json=filing(), headers=same).content == first.content


def test_pictures_in_no_case_have_a_limit_of_bytes_and_are_forgotten(make_world):
    from world import picture

    from server.services import retention

    world = make_world(limits__uploads_bytes=20_000)
    client = world.client()
    content = picture(size=(300, 300))
    first = done(client.post("/attachments", content=content, headers=key()))
    used = done(client.post("/attachments", content=picture("PNG"), headers=key()))
    file_case(client, attachments=[used["id"]])
    for _ in range(40):
        response = client.post("/attachments", content=content, headers=key())
        if response.status_code != 201:
            break
    refused(response, 429, "rate_limited")
    done(world.client("13800000002").post("/attachments", content=content, headers=key()))
    world.clock.advance(days=8)

    def forget():
        return world.write(lambda tx: retention.purge_photos(world.window, tx))

    assert forget() == 0  # the files are of today: somebody may be about to use them
    import os

    for path in world.window.blobs.folder.rglob("*"):
        if path.is_file():
            os.utime(path, (0, 0))
    assert forget() > 1
    left = world.read(lambda tx: tx.all(sa.select(t.attachments)))
    assert [row["id"] for row in left] == [used["id"]]
    names = {path.name for path in world.window.blobs.folder.rglob("*") if path.is_file()}
    assert names == {left[0]["sha256"], left[0]["sha256"] + ".thumb"}
    client = world.client()
    assert client.get(f"/attachments/{first['id']}").status_code == 404
    done(client.post("/attachments", content=content, headers=key()))


def test_what_cut_writes_left_is_swept(tmp_path):
    # A folder that no running server sweeps by itself meanwhile.
    blobs = Blobs(tmp_path / "attachments")
    folder = blobs.folder / "ab"
    folder.mkdir()
    for name, old in (("x.1.new", True), ("y.1.new", False)):
        (folder / name).write_bytes(b"x")
        if old:
            os.utime(folder / name, (0, 0))
    assert blobs.sweep() == 1
    assert [p.name for p in folder.iterdir()] == ["y.1.new"]


def test_a_pool_takes_so_much_and_refuses_the_rest():
    async def go():
        pool = Pool("test", threads=2, waiting=3)
        running = [asyncio.ensure_future(pool.run(time.sleep, 0.1)) for _ in range(8)]
        results = await asyncio.gather(*running, return_exceptions=True)
        pool.close()
        return results

    refusals = [r for r in asyncio.run(go()) if isinstance(r, Refusal)]
    assert [r.code for r in refusals] == ["unavailable"] * 3


def test_in_a_fair_pool_nobody_waits_for_all_of_somebody_else_s_work():
    async def go():
        pool = FairPool("test", threads=2, each=50)
        order: list[str] = []

        async def one(who):
            await pool.run(who, time.sleep, 0.01)
            order.append(who)

        flood = [asyncio.ensure_future(one("flood")) for _ in range(20)]
        await asyncio.sleep(0)
        others = [asyncio.ensure_future(one(f"other{i}")) for i in range(3)]
        await asyncio.gather(*flood, *others)
        pool.close()
        return order

    order = asyncio.run(go())
    assert max(order.index(f"other{i}") for i in range(3)) < 8


def test_a_caller_who_leaves_a_fair_pool_takes_no_place_away():
    async def go():
        pool = FairPool("test", threads=1, each=50)
        first = asyncio.ensure_future(pool.run("a", time.sleep, 0.05))
        await asyncio.sleep(0.01)
        leaving = [asyncio.ensure_future(pool.run(w, time.sleep, 0.05)) for w in "bcd"]
        await asyncio.sleep(0.01)
        for one in leaving:
            one.cancel()
        await asyncio.gather(first, *leaving, return_exceptions=True)
        await asyncio.wait_for(pool.run("e", time.sleep, 0), 2)
        many = [pool.run("f", time.sleep, 0.001) for _ in range(60)]
        results = await asyncio.gather(*many, return_exceptions=True)
        pool.close()
        return sum(1 for one in results if isinstance(one, Refusal))

    assert asyncio.run(go()) == 9  # one runs, fifty wait


def test_a_bucket_counts_as_many_as_its_limit_however_many_at_once(world):

    async def go():
        database = world.window.database
        operations = [
            database.write(lambda tx: limits.take(tx, "x", 10, 1000, world.clock.at))
            for _ in range(30)
        ]
        return await asyncio.gather(*operations, return_exceptions=True)

    future = asyncio.run_coroutine_threadsafe(go(), world.window.database.writer._loop)
    results = future.result(20)
    assert sum(1 for r in results if not isinstance(r, Refusal)) == 10


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::1", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("10.0.0.1", "10.0.0.2", False),
        ("unknown", "unknown", True),
    ],
)
def test_an_ipv6_household_counts_as_one_address(one, other, same):
    assert (known_addresses.network(one) == known_addresses.network(other)) is same
