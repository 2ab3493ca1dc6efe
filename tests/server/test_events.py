"""Server-sent events: who may see a case is told when it moves, nobody else is."""

import json
import threading
import time

import httpx
import pytest
import sqlalchemy as sa
from world import World, bring_to, done, file_case, refused, take

from server.services import sessions
from server.store import tables as t


class Ear:
    """A stream that is listened to in a thread."""

    def __init__(self, world, who: str, client: httpx.Client | None = None):
        self.events: list[tuple[str, dict]] = []
        self.ended = threading.Event()
        opened = threading.Event()
        client = client or world.client(who)

        def listen():
            try:
                with client.stream("GET", "/events", timeout=30) as response:
                    self.headers = response.headers
                    name = ""
                    for line in response.iter_lines():
                        opened.set()
                        if line.startswith("event: "):
                            name = line[7:]
                        elif line.startswith("data: "):
                            self.events.append((name, json.loads(line[6:])))
            except httpx.HTTPError:
                pass
            self.ended.set()

        threading.Thread(target=listen, daemon=True).start()
        assert opened.wait(20)

    def cases(self) -> list[tuple[str, int, str]]:
        return [(d["number"], d["version"], d["state"]) for n, d in self.events if n == "case"]

    def wait_for(self, number: str, version: int, seconds: float = 10) -> dict:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for name, data in list(self.events):
                if name == "case" and (data["number"], data["version"]) == (number, version):
                    return data
            time.sleep(0.02)
        raise AssertionError(f"{number} version {version} was not told: {self.events}")


def test_a_resident_hears_when_the_own_case_moves_and_others_hear_nothing(world):
    owner, stranger = Ear(world, "13800000001"), Ear(world, "13800000002")
    number = file_case(world.client())["case"]["number"]
    done(take(world.client("dispatcher"), number, "accept"))
    assert owner.wait_for(number, 2) == {"number": number, "version": 2, "state": "accepted"}
    assert stranger.events == []
    assert "queues" not in [name for name, _ in owner.events]
    assert owner.headers["content-type"].startswith("text/event-stream")
    assert owner.headers["cache-control"] == "no-store"


def test_staff_hear_of_the_cases_they_may_see_and_that_queues_changed(world):
    handler, other = Ear(world, "handler"), Ear(world, "handler-urban")
    dispatcher = Ear(world, "dispatcher")
    number = bring_to(world, "dispatched")["case"]["number"]
    handler.wait_for(number, 3)
    dispatcher.wait_for(number, 1)
    assert ("queues", {}) in dispatcher.events
    assert other.events == []
    assert [version for _, version, _ in handler.cases()] == [3]


def test_the_department_that_gives_a_case_back_still_hears_of_it(world):
    number = bring_to(world, "dispatched")["case"]["number"]
    handler = Ear(world, "handler")
    done(take(world.client("handler"), number, "return", reason="不属于本部门职责。"))
    handler.wait_for(number, 4)


def test_nobody_listens_without_a_session(world):
    refused(world.nobody().get("/events"), 401, "unauthenticated")


def test_one_account_has_only_so_many_streams(lite_world):
    ears = [Ear(lite_world, "dispatcher") for _ in range(12)]
    refused(lite_world.client("dispatcher").get("/events"), 429, "rate_limited")
    Ear(lite_world, "supervisor")
    assert not any(ear.ended.is_set() for ear in ears)


def keep_moving(world, ear, number: str, seconds: float) -> bool:
    """Whether the stream ends within so long although something happens all the time."""
    resident = world.client("13800000001")
    end = time.monotonic() + seconds
    version = done(resident.get(f"/cases/{number}"))["version"]
    while time.monotonic() < end and not ear.ended.is_set():
        done(take(resident, number, "supplement", note="又看了", expected_version=version))
        version += 1
        time.sleep(0.05)
    return ear.ended.wait(0.5)


ENDINGS = {
    "signed out": lambda world, client: client.delete("/session"),
    "disabled": lambda world, client: world.write(
        lambda tx: tx.run(
            sa.update(t.accounts).where(t.accounts.c.login == "handler").values(disabled=1)
        )
    ),
    "revoked": lambda world, client: world.write(
        lambda tx: sessions.revoke_all(tx, world.ids["handler"])
    ),
    "given another department": lambda world, client: world.write(
        lambda tx: tx.run(
            sa.update(t.accounts)
            .where(t.accounts.c.login == "handler")
            .values(department_id="urban")
        )
    ),
    "given another role": lambda world, client: world.write(
        lambda tx: tx.run(
            sa.update(t.accounts).where(t.accounts.c.login == "handler").values(role="leader")
        )
    ),
}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS.keys())
def test_a_stream_ends_within_seconds_although_much_happens(world, ending):
    number = bring_to(world, "dispatched")["case"]["number"]
    client = world.client("handler")
    ear = Ear(world, "handler", client)
    other = Ear(world, "dispatcher")
    ending(world, client)
    assert keep_moving(world, ear, number, 8)
    assert not other.ended.is_set()
    count = len(ear.events)
    time.sleep(0.3)
    assert len(ear.events) == count


def test_signing_out_ends_the_stream_at_once(lite_world):
    client = lite_world.client("dispatcher")
    ear = Ear(lite_world, "dispatcher", client)
    kept = Ear(lite_world, "dispatcher")  # another session of the same account
    client.delete("/session")
    assert ear.ended.wait(1)
    assert not kept.ended.wait(4)


def test_a_stream_ends_when_the_server_stops(make_world):
    world = make_world()
    ear = Ear(world, "dispatcher")
    world.window.hub.stop()
    assert ear.ended.wait(10)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_processes_over_one_postgresql_tell_each_other(database_url, tmp_path):
    one = World(tmp_path, database_url).start()
    try:
        two = World.beside(one).start()
        try:
            ear = Ear(two, "13800000001")
            number = file_case(one.client())["case"]["number"]
            ear.wait_for(number, 1)
            assert done(two.client().get(f"/cases/{number}"))["chain_ok"] is True
            done(take(one.client("dispatcher"), number, "accept"))
            ear.wait_for(number, 2)
            assert [v for _, v, _ in ear.cases()] == [1, 2]
        finally:
            two.stop()
    finally:
        one.stop()
