"""Durable submissions and reads a second, beside a bare service in the same run.

    python tests/bench/server_load.py [--seconds 5] [--connections 32] [--cases 0]

Starts both servers on free ports of 127.0.0.1 with data in a temporary folder, loads them for
a bounded time, ends them, and prints one JSON object. --cases fills the database first, to
measure reads among many. The bounds are quality.md's.
"""

import argparse
import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import uvloop
from http_client import Connection

ROOT = Path(__file__).resolve().parents[2]
FILING = {
    "kind": "appeal",
    "category": "help",
    "title": "3 号楼二单元楼道灯不亮",
    "description": "从上周三晚上开始，二到四楼的灯都不亮，楼里有两位老人，晚上下楼不敢走。",
    "place": {"text": "柳巷路 8 号 3 号楼", "grid_id": "liuxiang-3"},
    "attachments": [],
    "contact": {"mode": "named", "phone": "13800000001"},
    "consent": True,
}
BODY = json.dumps(FILING, ensure_ascii=False).encode()
JSON = "Content-Type: application/json\r\n"


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def wait_until_up(port: int, path: str) -> None:
    """Until the server answers; raises after three minutes."""
    for _ in range(1800):
        connection = Connection(port)
        try:
            await connection.request("GET", path)
            return
        except (OSError, EOFError):
            await asyncio.sleep(0.1)
        finally:
            connection.close()
    raise TimeoutError(f"port {port} does not answer")


def cpu_seconds(process: int) -> float:
    """CPU time a process has used, all threads (Linux; 0 elsewhere)."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def machine_seconds() -> float:
    """CPU time all programs of this machine have used (Linux; 0 elsewhere)."""
    try:
        fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    except OSError:
        return 0.0
    user, nice, system, _, _, irq, softirq, steal = map(int, fields[:8])
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


async def load(connections: list[Connection], seconds: float, one, process: int) -> dict:
    """Closed loop: every connection asks again as soon as it is answered."""
    used, own, all_used = cpu_seconds(process), time.process_time(), machine_seconds()
    times: list[float] = []
    errors = 0
    end = time.perf_counter() + seconds

    async def work(connection: Connection, index: int) -> None:
        nonlocal errors
        count = 0
        while (started := time.perf_counter()) < end:
            status = await one(connection, index, count)
            times.append(time.perf_counter() - started)
            errors += status >= 400
            count += 1

    began = time.perf_counter()
    await asyncio.gather(*(work(c, i) for i, c in enumerate(connections)))
    spent = time.perf_counter() - began
    used, own = cpu_seconds(process) - used, time.process_time() - own
    others = max(0.0, machine_seconds() - all_used - used - own)
    times.sort()
    return {
        "per_second": round(len(times) / spent, 1),
        "p50_ms": round(times[len(times) // 2] * 1000, 2),
        "p99_ms": round(times[int(len(times) * 0.99)] * 1000, 2),
        "requests": len(times),
        "errors": errors,
        "server_cpu_ms_each": round(used * 1000 / len(times), 3),
        "client_cpu_ms_each": round(own * 1000 / len(times), 3),
        "others_percent": round(100 * others / spent / (os.cpu_count() or 1)),
    }


async def sign_in(port: int, phone: str) -> str:
    """The session cookie of a demo resident."""
    connection = Connection(port)
    body = json.dumps({"phone": phone}).encode()
    await connection.request("POST", "/api/v1/session/code", body, JSON)
    _, _, shown = await connection.request("GET", f"/demo/codes.json?phone={phone}")
    code = json.loads(shown)["items"][0]["code"]
    body = json.dumps({"phone": phone, "code": code}).encode()
    answer = await connection.request("POST", "/api/v1/session", body, JSON)
    if answer.status != 200:
        raise RuntimeError(f"sign-in answered {answer.status}")
    connection.close()
    return answer.header("set-cookie").split(";")[0]


async def measure_product(folder: Path, seconds: float, count: int, cases: int) -> dict:
    """Rates of the real server."""
    port = free_port()
    config = folder / "bench.toml"
    config.write_text("[limits]\nfilings_per_hour = 0\n[server]\nlog_requests = false\n")
    command = [sys.executable, str(ROOT / "serve.py"), "--demo", "--config", str(config)]
    command += ["--data", str(folder / "data"), "--port", str(port)]
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    if cases:
        filled = [
            sys.executable,
            str(ROOT / "tests/bench/fill.py"),
            str(folder / "data"),
            str(cases),
        ]
        await asyncio.to_thread(subprocess.run, filled, env=environment, check=True)
    log = (folder / "server.log").open("w")
    server = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    try:
        await wait_until_up(port, "/healthz")
        cookies = [await sign_in(port, f"138000000{i:02d}") for i in range(1, 9)]
        connections = [Connection(port, {"Cookie": cookies[i % 8]}) for i in range(count)]

        async def submit(connection: Connection, index: int, n: int) -> int:
            key = f"{JSON}Idempotency-Key: {uuid.uuid4().hex}\r\n"
            return (await connection.request("POST", "/api/v1/cases", BODY, key))[0]

        result = {"submissions": await load(connections, seconds, submit, server.pid)}
        _, _, page = await connections[0].request("GET", "/api/v1/cases?scope=mine&limit=200")
        own = [item["number"] for item in json.loads(page)["items"]]
        first = [c for i, c in enumerate(connections) if i % 8 == 0]

        async def detail(connection: Connection, index: int, n: int) -> int:
            number = own[(index * 7 + n) % len(own)]
            return (await connection.request("GET", f"/api/v1/cases/{number}"))[0]

        async def listing(connection: Connection, index: int, n: int) -> int:
            return (await connection.request("GET", "/api/v1/cases?scope=mine&limit=20"))[0]

        more = [Connection(port, {"Cookie": cookies[0]}) for _ in range(count - len(first))]
        result["reads_detail"] = await load(first + more, seconds, detail, server.pid)
        result["reads_list_of_20"] = await load(connections, seconds, listing, server.pid)
        _, _, metrics = await connections[0].request("GET", "/metrics")
        lines = metrics.decode().splitlines()
        result["commits"] = int(
            next(x for x in lines if x.startswith("onewindow_commits_total")).split()[1]
        )
        for connection in connections + more:
            connection.close()
        return result
    finally:
        server.terminate()
        server.wait(20)
        log.close()


async def measure_bare(folder: Path, seconds: float, count: int) -> dict:
    """Rates of the bare service."""
    port = free_port()
    command = [sys.executable, str(ROOT / "tests/bench/bare_service.py"), str(folder / "bare.db")]
    server = subprocess.Popen([*command, str(port)])
    try:
        await wait_until_up(port, "/cases/1")
        connections = [Connection(port) for _ in range(count)]

        async def submit(connection: Connection, index: int, n: int) -> int:
            return (await connection.request("POST", "/cases", BODY, JSON))[0]

        async def read(connection: Connection, index: int, n: int) -> int:
            return (await connection.request("GET", f"/cases/{(index * 7 + n) % 200 + 1}"))[0]

        result = {"submissions": await load(connections, seconds, submit, server.pid)}
        result["reads"] = await load(connections, seconds, read, server.pid)
        for connection in connections:
            connection.close()
        return result
    finally:
        server.terminate()
        server.wait(20)


def verdicts(product: dict, bare: dict) -> list[dict]:
    """Each promise of quality.md with its figure."""

    def row(what: str, one: dict, bound: float, beside: dict | None = None) -> dict:
        figure = one["per_second"] / (beside["per_second"] if beside else 1)
        loads = [one["others_percent"]] + ([beside["others_percent"]] if beside else [])
        note = (
            f"CPU of each: server {one['server_cpu_ms_each']} ms, load generator "
            f"{one['client_cpu_ms_each']} ms; other programs had {max(loads)} % of the machine"
        )
        return {
            "what": what,
            "figure": round(figure, 2),
            "bound": bound,
            "met": figure >= bound,
            "note": note,
        }

    submitted, read = product["submissions"], product["reads_detail"]
    return [
        row("durable submissions a second", submitted, 800),
        row("reads a second (case detail)", read, 2500),
        row("submissions beside the bare service", submitted, 0.5, bare["submissions"]),
        row("reads beside the bare service", read, 0.5, bare["reads"]),
    ]


async def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seconds", type=float, default=5)
    options.add_argument("--connections", type=int, default=32)
    options.add_argument("--cases", type=int, default=0)
    chosen = options.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="onewindow-bench-"))
    try:
        seconds = min(chosen.seconds, 60)
        bare = await measure_bare(folder, seconds, chosen.connections)
        product = await measure_product(folder, seconds, chosen.connections, chosen.cases)
        report = {"product": product, "bare": bare, "verdicts": verdicts(product, bare)}
        print(json.dumps(report, indent=1))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    uvloop.run(main())
