"""Server-sent events: who may see a case is told when it moves, nobody else is."""

import json
import threading
import time

import httpx
import pytest
from world import World, bring_to, done, file_case, refused, take


class Ear:
    """A stream that is listened to in a thread."""

    def __init__(self, world, who: str):
        self.events: list[tuple[str, dict]] = []
        self.ended = threading.Event()
        opened = threading.Event()
        client = world.client(who)

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
