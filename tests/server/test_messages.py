"""People are told what becomes of their cases, as the texts promise: once, in the day, if they want."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from server_load import free_port, wait_until_up
from test_jobs import until
from world import MORNING, World, bring_to, done, fields, file_case, key, refused, take

from server.config import ConfigError
from server.services import messages
from server.store import tables as t

ME, OTHER = "13800000001", "13800000002"
ROOT = Path(__file__).resolve().parents[2]


class Outbox:
    """What went out by the file notifier."""

    def __init__(self, path: Path):
        self.path = path

    def lines(self) -> list[dict]:
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text("utf-8").splitlines()]

    def texts(self, phone: str) -> list[str]:
        return [line["text"] for line in self.lines() if line["phone"] == phone]


@pytest.fixture
def told(database_url, tmp_path):
    """A world that writes its messages to a file, and the file."""
    path = tmp_path / "sms.jsonl"
    world = World(
        tmp_path, database_url, codes__notifier="file", codes__notifier_target=str(path)
    ).start()
    yield world, Outbox(path)
    world.stop()


def states(world: World) -> list[str]:
    some = sa.select(t.messages.c.state).order_by(t.messages.c.created_at, t.messages.c.key)
    return [row["state"] for row in world.read(lambda tx: tx.all(some))]


def test_the_filer_is_told_of_each_stage_and_nobody_else(told):
    world, outbox = told
    number = bring_to(world, "closed")["case"]["number"]
    until(lambda: len(outbox.texts(ME)) == 4)
    texts = outbox.texts(ME)
    for text in texts:
        assert number in text
        assert "{" not in text
    for words in ("已受理", "已分给物业管理科", "物业管理科已答复", "请在“我的办件”里评价"):
        assert sum(words in text for text in texts) == 1, words
    body = {"score": 1, "solved": False, "faults": ["not_done"]}
    done(world.client().post(f"/cases/{number}/rating", json=body, headers=key()))
    until(lambda: any("已重新办理" in text for text in outbox.texts(ME)))
    assert {line["phone"] for line in outbox.lines()} == {ME}
    until(lambda: set(states(world)) == {"sent"})


def test_a_refusal_names_the_phone_to_ask_at(told):
    world, outbox = told
    number = file_case(world.client())["case"]["number"]
    done(take(world.client("dispatcher"), number, "refuse", reason="不在本街道。"))
    (text,) = until(lambda: outbox.texts(ME))
    assert "没有受理" in text
    assert world.window.reference.street.phone in text


def test_messages_go_to_the_contact_phone_that_was_given(told):
    world, outbox = told
    number = file_case(world.client(), contact__phone="13900000007")["case"]["number"]
    done(take(world.client("dispatcher"), number, "accept"))
    until(lambda: outbox.texts("13900000007"))
    assert outbox.texts(ME) == []


def test_who_joined_is_told_of_every_step_that_leads_on(told):
    world, outbox = told
    number = file_case(world.client())["case"]["number"]
    answer = world.client(OTHER).post(f"/cases/{number}/join", json={}, headers=key())
    if answer.status_code == 404:  # only what was offered can be joined
        asked = {"category": "help", "title": "楼道灯不亮", "place": {"grid_id": "liuxiang-3"}}
        done(world.client(OTHER).post("/cases/similar", json=asked))
        answer = world.client(OTHER).post(f"/cases/{number}/join", json={}, headers=key())
    done(answer)
    done(take(world.client("dispatcher"), number, "accept"))
    dispatch = {"department_id": "property", "basis": "statutory"}
    done(take(world.client("dispatcher"), number, "dispatch", **dispatch))
    done(take(world.client("handler"), number, "sign_for"))
    done(take(world.client(), number, "supplement", note="再说两句。"))
    until(lambda: len(outbox.texts(OTHER)) == 3)
    said = {text.split("：")[-1].split("。")[0] for text in outbox.texts(OTHER)}
    assert said == {"已受理", "已分拨", "办理中"}


def test_at_night_nothing_is_sent_and_in_the_morning_it_is(told):
    world, outbox = told
    number = file_case(world.client())["case"]["number"]
    world.clock.advance(hours=11, minutes=30)  # 21:30
    done(take(world.client("dispatcher"), number, "accept"))
    time.sleep(1.5)
    assert outbox.lines() == []
    world.clock.advance(hours=10, minutes=29)  # 07:59
    time.sleep(1.5)
    assert outbox.lines() == []
    world.clock.advance(minutes=1)
    until(lambda: len(outbox.texts(ME)) == 1)


def test_who_wants_none_gets_none_and_can_change_it(told):
    world, outbox = told
    me = world.client()
    assert done(me.get("/me/messages")) == {"sms": True, "reminders": True}
    assert done(me.put("/me/messages", json={"sms": False})) == {"sms": False, "reminders": True}
    assert done(me.get("/me/messages")) == {"sms": False, "reminders": True}
    number = file_case(me)["case"]["number"]
    done(take(world.client("dispatcher"), number, "accept"))
    until(lambda: states(world) == ["declined"])
    assert outbox.lines() == []
    done(me.put("/me/messages", json={"sms": True}))
    done(
        take(world.client("dispatcher"), number, "dispatch", department_id="urban", basis="agreed")
    )
    until(lambda: len(outbox.texts(ME)) == 1)
    error = refused(me.put("/me/messages", json={}), 422, "invalid")
    assert fields(error) == [("sms", "required")]
    error = refused(me.put("/me/messages", json={"sms": "no"}), 422, "invalid")
    assert fields(error) == [("sms", "wrong_type")]
    refused(world.nobody().get("/me/messages"), 401, "unauthenticated")


def test_the_plain_page_turns_messages_off_and_on(told):
    world, _ = told
    me, page = world.client(), f"{world.url}/plain/messages"
    assert page.split(world.url)[1] in me.get(f"{world.url}/plain/mine").text
    text = me.get(page).text
    assert "21 点到第二天 8 点不发" in text
    assert re.search(r'value="yes"[^>]* checked', text)
    saved = me.post(page, data={"sms": "no"})
    assert "已保存" in saved.text
    assert re.search(r'value="no"[^>]* checked', me.get(page).text)
    assert done(me.get("/me/messages")) == {"sms": False, "reminders": True}
    elder = me.post(page, data={"sms": "yes", "look": "elder"})
    assert re.search(r'value="yes"[^>]* checked', elder.text)
    assert done(me.get("/me/messages")) == {"sms": False, "reminders": True}
    assert me.post(page, data={"sms": "maybe"}).status_code == 400
    assert world.nobody().post(page, data={"sms": "no"}).status_code == 401
    assert world.nobody(follow_redirects=False).get(page).status_code == 303


def test_quiet_hours_over_noon_or_none_at_all_and_no_hour_that_is_none(lite_world):
    window, noon = lite_world.window, MORNING + 2 * 3_600_000 + 60_000
    hours = window.config.messages
    hours.quiet_from, hours.quiet_until = 12, 14
    assert messages.quiet_until(window, noon) == MORNING + 4 * 3_600_000
    assert messages.quiet_until(window, noon + 2 * 3_600_000) is None
    hours.quiet_from = hours.quiet_until = 12
    assert messages.quiet_until(window, noon) is None
    hours.quiet_until = 24
    with pytest.raises(ConfigError, match="quiet_until"):
        messages.handler(window, None)


class Gateway:
    """A webhook that answers as the test says, and what it took."""

    def __init__(self):
        self.status = 200
        self.taken: list[dict] = []
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                gateway.taken.append(body)
                self.send_response(gateway.status)
                self.send_header("content-length", "0")
                self.send_header("location", gateway.url.replace("/send", "/sign-in"))
                self.end_headers()

            def do_GET(self):
                self.send_response(200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/send"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def gateway():
    running = Gateway()
    yield running
    running.stop()


def jump_over_the_wait(tx) -> int:
    """What waits to be sent again is due now; what is being sent is left alone."""
    own = (t.jobs.c.kind == "message", t.jobs.c.state == "waiting", t.jobs.c.run_at > 0)
    return tx.run(sa.update(t.jobs).where(*own, t.jobs.c.leased_by.is_(None)).values(run_at=0))


def test_a_gateway_that_refuses_is_asked_again_with_the_same_key_and_then_given_up(
    make_world, gateway
):
    world = make_world(codes__notifier="webhook", codes__notifier_target=gateway.url)
    gateway.status = 503
    number = file_case(world.client())["case"]["number"]
    done(take(world.client("dispatcher"), number, "accept"))
    until(lambda: len(gateway.taken) == 1)
    assert states(world) == ["waiting"]
    gateway.status = 200
    world.clock.advance(seconds=16)
    until(lambda: states(world) == ["sent"])
    assert gateway.taken[0] == gateway.taken[1]
    assert number in gateway.taken[0]["key"]
    gateway.status = 500
    dispatch = {"department_id": "property", "basis": "statutory"}
    done(take(world.client("dispatcher"), number, "dispatch", **dispatch))
    for _ in range(12):
        until(lambda: world.write(jump_over_the_wait) or "failed" in states(world))
    until(lambda: sorted(states(world)) == ["failed", "sent"])
    assert len(gateway.taken) == 2 + 12
    assert "onewindow_jobs_dead 1" in world.nobody().get(f"{world.url}/metrics").text


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_gateway_that_sends_elsewhere_has_not_taken_the_message(make_world, gateway, status):
    world = make_world(codes__notifier="webhook", codes__notifier_target=gateway.url)
    gateway.status = status
    asked = world.nobody().post("/session/code", json={"phone": "13800000209"})
    refused(asked, 503, "unavailable")


def test_codes_that_no_gateway_took_count_against_nobody(make_world, gateway):
    world = make_world(
        codes__notifier="webhook", codes__notifier_target=gateway.url, codes__per_address_hour=3
    )
    client = world.nobody()
    gateway.status = 503
    for last in range(6):
        asked = client.post("/session/code", json={"phone": f"1380000020{last}"})
        refused(asked, 503, "unavailable")
    gateway.status = 200
    for last in range(3):
        done(client.post("/session/code", json={"phone": f"1380000021{last}"}))
    asked = client.post("/session/code", json={"phone": "13800000219"})
    refused(asked, 429, "rate_limited")


def test_a_gateway_reports_what_became_of_a_message_with_its_token_only(make_world, gateway):
    world = make_world(
        codes__notifier="webhook", codes__notifier_target=gateway.url,
        messages__report_token="a secret of the gateway",
    )  # fmt: skip
    number = file_case(world.client())["case"]["number"]
    done(take(world.client("dispatcher"), number, "accept"))
    until(lambda: states(world) == ["sent"])
    said = {"key": gateway.taken[0]["key"], "state": "undelivered", "error": "out of order"}
    nobody = world.nobody()
    refused(nobody.post("/messages/report", json=said), 401, "unauthenticated")
    wrong = {"Authorization": "Bearer another"}
    refused(nobody.post("/messages/report", json=said, headers=wrong), 401, "unauthenticated")
    right = {"Authorization": "Bearer a secret of the gateway"}
    done(nobody.post("/messages/report", json=said, headers=right))
    assert states(world) == ["undelivered"]
    assert world.read(lambda tx: tx.value(sa.select(t.messages.c.error))) == "out of order"
    done(nobody.post("/messages/report", json={**said, "state": "delivered"}, headers=right))
    assert states(world) == ["delivered"]
    other = {**said, "key": "nothing.such"}
    refused(nobody.post("/messages/report", json=other, headers=right), 404, "not_found")
    odd = nobody.post("/messages/report", json={**said, "state": "eaten"}, headers=right)
    assert fields(refused(odd, 422, "invalid")) == [("state", "unknown")]


def test_what_waits_when_the_server_dies_is_sent_after_the_next_start(tmp_path, gateway):
    settings = {"codes__notifier": "webhook", "codes__notifier_target": gateway.url}
    gateway.status = 503
    first = World(tmp_path, **settings).start()
    number = file_case(first.client())["case"]["number"]
    done(take(first.client("dispatcher"), number, "accept"))
    until(lambda: len(gateway.taken) == 1)
    first.stop()
    gateway.status = 200
    second = World.reopened(tmp_path, first.ids, "", **settings)
    second.clock.advance(minutes=5)
    second.start()
    try:
        until(lambda: states(second) == ["sent"])
    finally:
        second.stop()


def test_a_gateway_that_hangs_holds_neither_a_step_nor_the_stop(tmp_path):
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(50)
        target = f"http://127.0.0.1:{deaf.getsockname()[1]}/"
        world = World(tmp_path, codes__notifier="webhook", codes__notifier_target=target).start()
        dispatcher = world.client("dispatcher")
        numbers = [file_case(world.client())["case"]["number"] for _ in range(6)]
        started = time.monotonic()
        for number in numbers:
            done(take(dispatcher, number, "accept"))
        assert time.monotonic() - started < 3
        time.sleep(1.2)
        started = time.monotonic()
        world.stop()
        assert time.monotonic() - started < 6


def test_a_gateway_that_hangs_does_not_hold_sigterm(tmp_path):
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(50)
        config = tmp_path / "street.toml"
        config.write_text(
            '[codes]\nnotifier = "webhook"\n'
            f'notifier_target = "http://127.0.0.1:{deaf.getsockname()[1]}/"\n'
            "[messages]\nquiet_from = 0\nquiet_until = 0\n"
        )
        port = free_port()
        command = [sys.executable, str(ROOT / "serve.py"), "--demo", "--config", str(config)]
        command += ["--data", str(tmp_path / "data"), "--port", str(port)]
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        server = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
        )
        try:
            asyncio.run(wait_until_up(port, "/readyz"))
            base = f"http://127.0.0.1:{port}/api/v1"
            with httpx.Client(base_url=base, timeout=30) as staff:
                sign_in = {"account": "dispatcher", "password": "onewindow-demo"}
                done(staff.post("/session/staff", json=sign_in))
                some = done(staff.get("/cases?scope=queue&queue=to_accept"))["items"][:4]
                for item in some:
                    done(take(staff, item["number"], "accept"))
            deaf.settimeout(10)
            held = [deaf.accept() for _ in some]
            server.send_signal(signal.SIGTERM)
            started = time.monotonic()
            server.wait(30)
            assert time.monotonic() - started < 8
            assert len(held) == 4
        finally:
            server.kill()
            server.wait(10)


def test_the_demo_shows_the_messages_it_would_send(lite_world):
    number = file_case(lite_world.client())["case"]["number"]
    done(take(lite_world.client("dispatcher"), number, "accept"))
    nobody, path = lite_world.nobody(), f"{lite_world.url}/demo/messages"
    shown = until(lambda: done(nobody.get(f"{path}.json", params={"phone": ME}))["items"])
    assert number in shown[0]["text"]
    assert number in nobody.get(path).text
    assert done(nobody.get(f"{path}.json", params={"phone": OTHER}))["items"] == []


def test_without_a_way_to_send_a_message_is_unreachable_and_nothing_waits(make_world):
    world = make_world(codes__notifier="")
    number = file_case(world.client())["case"]["number"]
    done(take(world.client("dispatcher"), number, "accept"))
    until(lambda: states(world) == ["unreachable"])
