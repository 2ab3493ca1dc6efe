"""A running server with known people in it and a clock that the test sets."""

import asyncio
import io
import re
import socket
import threading
import time
import uuid
from datetime import datetime, timedelta, timezone
from pathlib import Path

import httpx
import sqlalchemy as sa
import uvicorn
from PIL import Image

from server.app import create_app
from server.cli import uvicorn_settings
from server.config import Config, load
from server.demo.texts import RESIDENTS, STAFF
from server.ports import Clock, Ports
from server.services import accounts, clocks, sessions
from server.state import open_window
from server.store import tables as t

CHINA = timezone(timedelta(hours=8))
#: A Monday morning in office hours.
MORNING = int(datetime(2026, 11, 23, 10, 0, tzinfo=CHINA).timestamp() * 1000)
FILING = {
    "kind": "appeal",
    "category": "help",
    "title": "3 号楼二单元楼道灯不亮",
    "description": "从上周三晚上开始，二到四楼的灯都不亮，楼里有两位老人，晚上下楼不敢走。",
    "place": {
        "text": "柳巷路 8 号 3 号楼",
        "grid_id": "liuxiang-3",
        "lon": 120.5703,
        "lat": 31.3081,
    },
    "attachments": [],
    "contact": {"mode": "named", "phone": "13800000001"},
    "consent": True,
}
PASSWORD = "a test's password"


class SetClock(Clock):
    """Stands still until the test moves it."""

    at = MORNING

    def now_ms(self) -> int:
        """The time it was set to."""
        return self.at

    def advance(self, **span) -> None:
        """Move on by a timedelta's arguments."""
        self.at += int(timedelta(**span).total_seconds() * 1000)


def key() -> dict[str, str]:
    """A fresh Idempotency-Key header."""
    return {"Idempotency-Key": uuid.uuid4().hex}


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **options) -> bytes:
    """A picture's bytes."""
    out = io.BytesIO()
    Image.new("RGB", size, (82, 102, 128)).save(out, kind, **options)
    return out.getvalue()


class World:
    """The server in a thread, and ways to act in it."""

    def __init__(self, folder: Path, database_url: str = "", **settings):
        self._build(folder, database_url, settings)
        self._people()

    def _build(self, folder: Path, database_url: str, settings: dict) -> None:
        config: Config = load(None, demo=True)
        config.database.url = database_url
        config.server.data = str(folder / "data")
        config.server.log_requests = False
        config.demo = settings.pop("demo", True)
        for name, value in settings.items():
            section, _, setting = name.partition("__")
            setattr(getattr(config, section), setting, value)
        self.clock = SetClock()
        self.window = open_window(config, Ports(clock=self.clock))
        self.app = create_app(self.window)
        self._listener = socket.socket()
        self._listener.bind(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.api = self.url + "/api/v1"
        settings = uvicorn_settings(self.app, config)
        settings.timeout_graceful_shutdown = 2
        self._server = uvicorn.Server(settings)
        self._thread = threading.Thread(
            target=lambda: self._server.run(sockets=[self._listener]), daemon=True
        )
        self._clients: list[httpx.Client] = []

    @classmethod
    def beside(cls, other: "World") -> "World":
        """Another process over the same database, keys and people."""
        data = other.window.config.data_dir()
        second = cls.__new__(cls)
        second._build(data.parent, other.window.config.database.url, {})
        second.ids = other.ids
        return second

    @classmethod
    def reopened(
        cls, folder: Path, ids: dict[str, str], database_url: str = "", **settings
    ) -> "World":
        """A server on data that is there already, with the people it has."""
        world = cls.__new__(cls)
        world._build(folder, database_url, settings)
        world.ids = ids
        return world

    def _people(self) -> None:
        quick = accounts.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        self.ids: dict[str, str] = {}

        def add(tx):
            password = quick.hash(PASSWORD)
            for login, role, number, where, title in STAFF:
                row = accounts.new_account(
                    self.window,
                    role=role,
                    login=login,
                    password=password,
                    staff_no=number,
                    title=title,
                    department_id=where if role == "handler" else None,
                    grid_id=where if role == "grid_worker" else None,
                    verified=1,
                )
                accounts.insert(tx, row)
                self.ids[login] = row["id"]
            for phone, _ in RESIDENTS[:4]:
                self.ids[phone] = accounts.resident_of(self.window, tx, phone)["id"]

        self.window.database.write_now(add)

    def start(self) -> "World":
        """Serve."""
        self._thread.start()
        end = time.monotonic() + 30
        while not self._server.started:
            if time.monotonic() > end or not self._thread.is_alive():
                raise RuntimeError("the server did not start")
            time.sleep(0.005)
        return self

    def stop(self) -> None:
        """Stop serving."""
        for client in self._clients:
            client.close()
        self.window.hub.stop()
        self._server.should_exit = True
        self._thread.join(20)
        assert not self._thread.is_alive(), "the server did not stop"

    def nobody(self, **options) -> httpx.Client:
        """A browser without session."""
        client = httpx.Client(base_url=self.api, timeout=30, verify=False, **options)
        self._clients.append(client)
        return client

    def token(self, who: str) -> str:
        """A new session of a staff login or a resident's phone."""
        return self.window.database.write_now(
            lambda tx: sessions.open_session(self.window, tx, self.ids[who], None)
        )

    def client(self, who: str = "13800000001") -> httpx.Client:
        """A browser in which that account is signed in."""
        return self.nobody(cookies={"ow_session": self.token(who)})

    def code(self, phone: str) -> str:
        """The newest one-time code of the phone."""
        shown = self.nobody().get(f"{self.url}/demo/codes.json", params={"phone": phone}).json()
        return shown["items"][0]["code"]

    def read(self, operation):
        """What is in the database."""
        return self.window.database.read_now(operation)

    def write(self, operation):
        """Change the database behind the server's back."""
        return self.window.database.write_now(operation)

    def turn_clocks(self) -> None:
        """Turn every clock whose time has come. The server's own job may be at the same tasks: a
        turn skips what that job holds, so it is done when no clock is left that should have turned.
        """
        late = sa.select(t.tasks.c.id).where(t.tasks.c.next_at <= self.window.now()).limit(1)
        end = time.monotonic() + 20
        while True:
            self.write(lambda tx: clocks.turn(self.window, tx, None))
            if self.read(lambda tx: tx.value(late)) is None:
                return
            assert time.monotonic() < end, "clocks are left that should have turned"
            time.sleep(0.01)


def filing(**changes) -> dict:
    """A filing with some members changed; place__text means place.text."""
    body = {**FILING, "place": dict(FILING["place"]), "contact": dict(FILING["contact"])}
    for name, value in changes.items():
        outer, _, inner = name.partition("__")
        if inner:
            body[outer][inner] = value
        else:
            body[outer] = value
    return body


def done(response: httpx.Response) -> dict:
    """The answer of a call that must succeed."""
    assert response.status_code < 300, (response.request.method, str(response.url), response.text)
    return response.json()


def refused(response: httpx.Response, status: int, code: str) -> dict:
    """The error of a call that must be refused, in the one error shape."""
    assert response.status_code == status, response.text
    body = response.json()
    assert list(body) == ["error"]
    error = body["error"]
    assert list(error) == ["code", "message", "fields", "request_id"]
    assert error["code"] == code
    assert error["message"]
    assert error["request_id"] == response.headers["x-request-id"]
    return error


def fields(error: dict) -> list[tuple[str, str]]:
    """Path and code of each wrong field."""
    assert all(f["message"] and "{" not in f["message"] for f in error["fields"]), error
    return [(f["path"], f["code"]) for f in error["fields"]]


#: What a machine made up: an id, a token, a number of a case. Its digits say nothing about anybody.
MADE_UP = re.compile(r"[0-9A-Za-z_-]{16,}")


def told(text: str, *words: str) -> list[str]:
    """Which of these words a text says. A short one is not looked for in what a machine made up: four digits
    of a worker’s number stand in one id of some thousands by chance."""
    said = MADE_UP.sub("", text)
    return [one for one in words if one in (said if len(one) < 16 else text)]


def file_case(client: httpx.Client, **changes) -> dict:
    """File a case: the receipt."""
    return done(client.post("/cases", json=filing(**changes), headers=key()))


def upload(client: httpx.Client, content: bytes | None = None) -> str:
    """Store a picture: its id."""
    return done(client.post("/attachments", content=content or picture(), headers=key()))["id"]


#: What a step does not go without, where a test is about something else.
FINDINGS = {"verify_pass": {"note": "现场看过，已经修好。"}, "close": {"note": "核查属实。"}}


def take(client: httpx.Client, number: str, step: str, **members) -> httpx.Response:
    """Take a step at the case's present version."""
    if "expected_version" not in members:
        members["expected_version"] = done(client.get(f"/cases/{number}"))["version"]
    body = {"step": step, **FINDINGS.get(step, {}), **members}
    return client.post(f"/cases/{number}/steps", json=body, headers=key())


def bring_to(world: World, state: str, owner: str = "13800000001", **changes) -> dict:
    """A case in that state, by the real steps; the receipt."""
    receipt = file_case(world.client(owner), **changes)
    bring_on(world, receipt["case"]["number"], state)
    return receipt


def bring_on(world: World, number: str, state: str, begin: str = "submitted") -> None:
    """A case that is in one state into another, by the real steps."""
    dispatcher, handler = world.client("dispatcher"), world.client("handler")
    path = [
        ("submitted", None, None, {}),
        ("accepted", dispatcher, "accept", {}),
        ("dispatched", dispatcher, "dispatch", {"department_id": "property", "basis": "statutory"}),
        ("in_progress", handler, "sign_for", {}),
        ("resolved", handler, "resolve", {"note": "声控开关已更换，照明恢复。"}),
        ("verified", world.client("grid"), "verify_pass", {}),
        ("closed", dispatcher, "close", {}),
    ]
    names = [reached for reached, *_ in path]
    for _, actor, step, members in path[names.index(begin) + 1 : names.index(state) + 1]:
        if step == "resolve":
            members = {**members, "attachments": [upload(handler)]}
        done(take(actor, number, step, **members))


def run(coroutine):
    """Run a coroutine to its end."""
    return asyncio.run(coroutine)
