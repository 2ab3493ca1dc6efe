"""Debian's nginx before the server, with the configuration of docs/nginx.conf."""

import contextlib
import datetime
import os
import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path

import httpx
import pytest
import sqlalchemy as sa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from test_events import Ear
from world import PASSWORD, World, done, file_case, filing, key, picture, take

from server.store import tables as t

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no nginx here")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def certificate(folder: Path) -> None:
    """A certificate that signs itself."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "street.example")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(private, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    (folder / "privkey.pem").write_bytes(private.private_bytes(pem, form, plain))


@pytest.fixture
def behind(tmp_path):
    """A world behind nginx; its addresses are nginx's."""
    world = World(
        tmp_path, "", server__trusted_proxies="127.0.0.1", server__cookie_secure=True
    ).start()
    folder = tmp_path / "nginx"
    folder.mkdir()
    certificate(folder)
    outer, plain = free_port(), free_port()
    site = (ROOT / "docs/nginx.conf").read_text("utf-8")
    for old, new in (
        ("    listen [::]:80;\n", ""),
        ("    listen [::]:443 ssl http2;\n", ""),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{outer} ssl http2;"),
        ("127.0.0.1:8080", f"127.0.0.1:{world.port}"),
        ("/etc/ssl/onewindow", str(folder)),
    ):
        assert old in site
        site = site.replace(old, new)
    paths = "".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid; error_log {folder}/error.log; worker_processes 1; "
        f"{'user root;' if os.geteuid() == 0 else ''}"
        f"events {{ worker_connections 1024; }} http {{ access_log off; {paths} {site} }}",
        "utf-8",
    )
    command = [PROGRAM, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    world.url = f"https://127.0.0.1:{outer}"
    world.api = world.url + "/api/v1"
    world.outer = outer
    end = time.monotonic() + 10
    while True:
        with contextlib.suppress(httpx.HTTPError):
            if world.nobody().get(world.url + "/healthz").status_code == 200:
                break
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(process.stderr.read() if process.poll() is not None else "no answer")
        time.sleep(0.05)
    yield world
    process.terminate()
    process.wait(10)
    world.stop()


def test_the_main_way_goes_through_the_proxy(behind):
    owner = behind.client()
    ear = Ear(behind, "13800000001")
    photo = done(owner.post("/attachments", content=picture() + b"\0" * 9_000_000, headers=key()))
    origin = {"Origin": behind.url}
    receipt = done(
        owner.post("/cases", json=filing(attachments=[photo["id"]]), headers={**key(), **origin})
    )
    number = receipt["case"]["number"]
    done(take(behind.client("dispatcher"), number, "accept"))
    ear.wait_for(number, 2)
    wrong = owner.post("/cases", json=filing(), headers={**key(), "Origin": "https://evil.example"})
    assert wrong.status_code == 403
    assert owner.get(behind.url + "/metrics").status_code == 404
    page = behind.nobody().get(behind.url + "/plain/")
    assert page.status_code == 200
    assert "strict-transport-security" in page.headers


def test_limits_go_by_the_address_nginx_sees(behind):
    spoofed = {"X-Forwarded-For": "10.9.8.7"}
    body = {"account": "leader", "password": "wrong"}
    behind.nobody().post("/session/staff", json=body, headers=spoofed)
    buckets = [row["bucket"] for row in behind.read(lambda tx: tx.all(sa.select(t.hits)))]
    assert "staff-from:127.0.0.1" in buckets
    assert not any("10.9.8.7" in bucket for bucket in buckets)
    cookie = behind.nobody().post("/session/staff", json={**body, "password": PASSWORD})
    assert "Secure" in cookie.headers["set-cookie"]


def test_half_requests_and_long_headers_end_at_the_proxy(behind):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with contextlib.ExitStack() as stack:
        held = []
        for _ in range(150):
            raw = socket.create_connection(("127.0.0.1", behind.outer), 10)
            held.append(stack.enter_context(context.wrap_socket(raw)))
            held[-1].sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        file_case(behind.client())
        assert len(behind._server.server_state.connections) < 20
    long = behind.nobody().get("/session", headers={"X-Long": "a" * 70_000})
    assert long.status_code in (400, 431, 494)
