"""Connections that are slow, many or endless end by themselves and hold up nobody."""

import resource
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from world import done

from server import protocol

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def hasty_world(make_world, monkeypatch):
    """A world whose patience with connections is a second."""
    for name, value in (("tick", 0.1), ("head_seconds", 1.0), ("pause_seconds", 1.0)):
        monkeypatch.setattr(protocol.BoundedProtocol, name, value)
    monkeypatch.setattr(protocol.BoundedProtocol, "body_seconds", 3.0)
    return make_world(server__connections_each=20)


def connect(world) -> socket.socket:
    one = socket.create_connection(("127.0.0.1", world.port), 10)
    one.settimeout(10)
    return one


def drip(one: socket.socket, piece: bytes) -> None:
    """Send little by little until the server closes, ten seconds at most."""
    end = time.monotonic() + 10
    try:
        while time.monotonic() < end:
            one.sendall(piece)
            time.sleep(0.1)
    except OSError:
        pass


def rest(one: socket.socket) -> bytes:
    """What comes until the server closes."""
    out = b""
    try:
        while piece := one.recv(65536):
            out += piece
    except ConnectionError:
        pass
    return out


@pytest.mark.parametrize("begin", [b"", b"GET / HTT", b"GET / HTTP/1.1\r\nHost: a\r\nX: "])
def test_half_a_head_is_waited_for_only_so_long(hasty_world, begin):
    with connect(hasty_world) as one:
        one.sendall(begin)
        began = time.monotonic()
        assert rest(one).startswith(b"HTTP/1.1 408")
        assert time.monotonic() - began < 5


def test_a_head_that_drips_is_waited_for_only_so_long(hasty_world):
    with connect(hasty_world) as one:
        one.sendall(b"GET / HTTP/1.1\r\n")
        began = time.monotonic()
        drip(one, b"X-A: b\r\n")
        assert time.monotonic() - began < 5


def test_a_body_that_stops_is_waited_for_only_so_long(hasty_world):
    with connect(hasty_world) as one:
        head = b"POST /api/v1/session/code HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n"
        one.sendall(head + b"Content-Type: application/json\r\n\r\n{")
        assert rest(one).startswith(b"HTTP/1.1 408")


def test_a_body_that_drips_ends_too_and_a_slow_whole_one_is_taken(hasty_world):
    head = b"POST /api/v1/session/code HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    body = b'{"phone":"13800000009"}'
    with connect(hasty_world) as one:
        one.sendall(head + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body))
        for at in range(0, len(body), 8):
            one.sendall(body[at : at + 8])
            time.sleep(0.4)
        assert rest(one).startswith(b"HTTP/1.1 200")
    with connect(hasty_world) as one:
        one.sendall(head + b"Content-Length: 500\r\n\r\n")
        began = time.monotonic()
        drip(one, b" ")
        assert time.monotonic() - began < 7


def test_headers_beyond_64_kilobytes_are_431_and_cost_nothing(lite_world):
    with connect(lite_world) as one:  # many headers
        one.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n")
        sent = 0
        try:
            while sent < 50_000_000:
                sent += one.send(b"X-Filler: " + b"a" * 8000 + b"\r\n")
        except OSError:
            pass
        assert sent < 5_000_000
        answer = rest(one)
        assert answer == b"" or answer.startswith(b"HTTP/1.1 431")
    with connect(lite_world) as one:  # one long header, whole
        one.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 70_000 + b"\r\n\r\n")
        assert rest(one).startswith(b"HTTP/1.1 431")
    with connect(lite_world) as one:  # one header that never ends
        one.sendall(b"GET /healthz HTTP/1.1\r\nX: " + b"a" * 40_000)
        time.sleep(0.2)
        one.sendall(b"a" * 40_000)
        assert rest(one).startswith(b"HTTP/1.1 431")
    with connect(lite_world) as one:  # what browsers send passes, on one connection
        for _ in range(3):
            one.sendall(
                b"GET /healthz HTTP/1.1\r\nHost: a\r\nCookie: " + b"a" * 60_000 + b"\r\n\r\n"
            )
            assert one.recv(65536).startswith(b"HTTP/1.1 200")


def test_one_address_has_so_many_connections_and_others_go_on(hasty_world):
    with ExitStack() as stack:
        held = [stack.enter_context(connect(hasty_world)) for _ in range(20)]
        for one in held:
            one.sendall(b"GET /healthz HTTP/1.1\r\n")
        with connect(hasty_world) as more:
            answer = rest(more)
            assert answer.startswith(b"HTTP/1.1 503")
            assert b"retry-after" in answer
    end = time.monotonic() + 5
    while time.monotonic() < end:
        try:
            if httpx.get(hasty_world.url + "/healthz").status_code == 200:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise AssertionError("what was held is not let go")


def test_connections_that_rest_between_requests_stay(hasty_world):
    client = hasty_world.client()
    done(client.get("/cases"))
    with connect(hasty_world) as one:
        for _ in range(2):
            one.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            assert one.recv(65536).startswith(b"HTTP/1.1 200")
            time.sleep(2.5)


def test_an_event_stream_is_no_slow_request(hasty_world):
    from test_events import Ear

    ear = Ear(hasty_world, "dispatcher")
    assert not ear.ended.wait(3)


def test_trusted_proxies_have_any_number_of_connections():
    made = protocol.bounded(5, "127.0.0.1, ::1")
    assert made.most_each == 5
    assert "127.0.0.1" in made.unlimited
    assert protocol.bounded(5, "").unlimited == frozenset()
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert made.most < soft


def test_a_process_raises_its_limit_of_open_files():
    code = (
        "import resource; from server import protocol;"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (256, resource.getrlimit(resource.RLIMIT_NOFILE)[1]));"
        "protocol.raise_file_limit(print); print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if hard == resource.RLIM_INFINITY else min(hard, 65_536)
    assert int(out.stdout) == wanted
