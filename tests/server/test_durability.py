"""Acknowledged means durable: the real server is killed at any moment, under load."""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from http_client import Connection
from server_load import JSON, free_port, sign_in, wait_until_up
from world import filing

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = int(os.environ.get("OW_TEST_KILLS", "3"))


class Life:
    """One run of the server and what it acknowledged."""

    def __init__(self, folder: Path, database_url: str):
        self.folder, self.url = folder, database_url
        self.filed: dict[str, dict] = {}
        self.owner: dict[str, int] = {}
        self.accepted: dict[str, str] = {}
        self.rated: dict[str, dict] = {}
        self.process: subprocess.Popen | None = None
        self.port = 0

    def start(self) -> None:
        self.port = free_port()
        config = self.folder / "test.toml"
        config.write_text(
            "[server]\nlog_requests = false\n[codes]\nresend_seconds = 0\n[limits]\nfilings_per_hour = 0\n"
        )
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        if self.url:
            environment["DATABASE_URL"] = self.url
        command = [sys.executable, str(ROOT / "serve.py"), "--demo", "--config", str(config)]
        command += ["--data", str(self.folder / "data"), "--port", str(self.port)]
        log = (self.folder / "server.log").open("a")
        self.process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=ROOT)
        log.close()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)


async def post(connection: Connection, path: str, body: dict, same: str | None = None):
    headers = f"{JSON}Idempotency-Key: {same or uuid.uuid4().hex}\r\n"
    content = json.dumps(body).encode()
    status, _, answer = await connection.request("POST", path, content, headers)
    return status, json.loads(answer)


async def staff(port: int, login: str) -> Connection:
    connection = Connection(port)
    body = json.dumps({"account": login, "password": "onewindow-demo"}).encode()
    answer = await connection.request("POST", "/api/v1/session/staff", body, JSON)
    connection.close()
    return Connection(port, {"Cookie": answer.header("set-cookie").split(";")[0]})


async def resident_works(life: Life, cookie: str, owner: int) -> None:
    """File until the server is gone; what has no answer keeps its key."""
    connection = Connection(life.port, {"Cookie": cookie})
    while True:
        same = uuid.uuid4().hex
        life.filed[same] = {}
        life.owner[same] = owner
        status, answer = await post(connection, "/api/v1/cases", filing(contact__phone=None), same)
        assert status == 201, answer
        life.filed[same] = answer


async def dispatcher_works(life: Life) -> None:
    """Accept whatever waits until the server is gone."""
    connection = await staff(life.port, "dispatcher")
    while True:
        done = [f["case"]["number"] for f in life.filed.values() if f]
        waiting = [n for n in done if n not in life.accepted]
        for number in waiting[:20]:
            body = {"step": "accept", "expected_version": 1}
            status, _ = await post(connection, f"/api/v1/cases/{number}/steps", body)
            if status == 200:
                life.accepted[number] = "acknowledged"
            else:
                assert status == 409, status
                life.accepted[number] = "was there"
        await asyncio.sleep(0.01)


async def rater_works(life: Life, cookie: str) -> None:
    """Rate the demo's closed cases until there are none, or the server is gone."""
    connection = Connection(life.port, {"Cookie": cookie})
    _, _, page = await connection.request("GET", "/api/v1/cases?scope=mine&limit=200")
    for item in json.loads(page)["items"]:
        if item["can_rate"] and item["number"] not in life.rated:
            body = {"score": 5, "solved": True}
            status, answer = await post(connection, f"/api/v1/cases/{item['number']}/rating", body)
            assert status == 200, answer
            life.rated[item["number"]] = answer
    await asyncio.Event().wait()


async def one_life(life: Life, filings: int) -> None:
    """Work until so many more filings were acknowledged, then kill without warning."""
    life.start()
    await wait_until_up(life.port, "/readyz")
    cookies = [await sign_in(life.port, f"1380000000{i}") for i in (1, 2, 3)]
    work = [resident_works(life, cookies[i % 3], i % 3) for i in range(9)]
    work += [dispatcher_works(life), rater_works(life, cookies[0])]
    tasks = [asyncio.ensure_future(one) for one in work]
    enough = filings + sum(1 for answer in life.filed.values() if answer)
    end = asyncio.get_running_loop().time() + 120
    try:
        while (
            sum(1 for answer in life.filed.values() if answer) < enough
            or len(life.accepted) < 3
            or not life.rated
        ):
            await asyncio.sleep(0.001)
            assert asyncio.get_running_loop().time() < end, "the server is too slow to be killed"
        assert [t for t in tasks if t.done() and t.exception()] == []
    finally:
        life.kill()
        await asyncio.wait(tasks, timeout=1)
        for task in tasks:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
    for result in results:
        assert isinstance(result, OSError | EOFError | asyncio.CancelledError), result


async def check(life: Life) -> int:
    """Everything acknowledged is there exactly once; answers how many filings there are."""
    life.start()
    await wait_until_up(life.port, "/readyz")
    cookies = [await sign_in(life.port, f"1380000000{i}") for i in (1, 2, 3)]
    owners = [Connection(life.port, {"Cookie": cookie}) for cookie in cookies]
    for same, answer in life.filed.items():
        if answer:
            owner = owners[life.owner[same]]
            repeat = await post(owner, "/api/v1/cases", filing(contact__phone=None), same)
            assert repeat == (201, answer)
    dispatcher = await staff(life.port, "dispatcher")
    for number, how in life.accepted.items():
        _, _, body = await dispatcher.request("GET", f"/api/v1/cases/{number}")
        case = json.loads(body)
        assert [s["step"] for s in case["steps"]] == ["submit", "accept"], (how, case["steps"])
        assert case["chain_ok"] is True
    owner = Connection(life.port, {"Cookie": cookies[0]})
    for number, answer in life.rated.items():
        _, _, body = await owner.request("GET", f"/api/v1/cases/{number}")
        case = json.loads(body)
        assert [s["step"] for s in case["steps"]].count("rate") == 1
        assert case["rating"] == answer["rating"]
    return sum(1 for answer in life.filed.values() if answer)


@pytest.mark.timeout(600)
def test_after_kill_9_under_load_everything_acknowledged_is_there_exactly_once(
    tmp_path, database_url
):
    life = Life(tmp_path, database_url)
    rng = random.Random(7)
    try:
        for _ in range(ROUNDS):
            asyncio.run(one_life(life, rng.randrange(20, 60)))
        filed = asyncio.run(check(life))
    finally:
        life.kill()
    assert filed >= 20 * ROUNDS
    assert life.accepted
    assert life.rated
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    if database_url:
        environment["DATABASE_URL"] = database_url
    command = [sys.executable, str(ROOT / "serve.py"), "verify", "--data", str(tmp_path / "data")]
    verified = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "nothing wrong" in verified.stdout


def test_a_server_that_is_told_to_stop_finishes_and_ends(tmp_path):
    life = Life(tmp_path, "")
    life.start()

    async def go():
        await wait_until_up(life.port, "/readyz")
        cookie = await sign_in(life.port, "13800000001")
        stream = Connection(life.port, {"Cookie": cookie})
        reading = asyncio.ensure_future(stream.request("GET", "/api/v1/events"))
        await asyncio.sleep(0.3)
        life.process.send_signal(signal.SIGTERM)
        reading.cancel()

    try:
        asyncio.run(go())
        assert life.process.wait(15) in (0, -signal.SIGTERM)
    finally:
        life.kill()
