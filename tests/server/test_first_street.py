"""From nothing to a first closed case outside --demo, by the commands and pages of the README."""

import json
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from world import done, filing, key, upload

ROOT = Path(__file__).resolve().parents[2]
CHIEF = "梧桐-2026-first"
PHONE = "13912340001"
STAFF = {
    "shen": {"role": "dispatcher"},
    "qian": {"role": "handler", "department_id": "property"},
    "fang": {"role": "grid_worker", "grid_id": "liuxiang-3"},
}


@pytest.fixture
def street(tmp_path):
    """The address of a server outside --demo with one account, and the file of its messages."""
    messages = tmp_path / "messages.jsonl"
    config = tmp_path / "street.toml"
    config.write_text(f'[codes]\nnotifier = "file"\nnotifier_target = "{messages}"\n')
    serve = [sys.executable, str(ROOT / "serve.py")]
    data = ["--data", str(tmp_path / "street")]
    made = subprocess.run(
        [*serve, "admin", "create", "chief", "--no-factor", *data],
        input=CHIEF + "\n",
        text=True,
        capture_output=True,
        check=True,
    )
    assert "chief: admin" in made.stdout
    command = [*serve, "--port", "0", "--config", str(config), *data]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        url = server.stdout.readline().decode().split()[-1]
        yield url, messages
        server.terminate()


def browser(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, timeout=30, follow_redirects=True)


def staff(url: str, account: str, password: str) -> httpx.Client:
    client = browser(url)
    page = client.post("/plain/staff", data={"account": account, "password": password})
    assert page.url.path == "/plain/staff/password", page.text
    new = f"own-{password}"
    typed = {"password_old": password, "password": new, "password_again": new}
    assert client.post(page.url.path, data=typed).status_code == 200
    client.base_url = url + "/api/v1"
    return client


def take(client: httpx.Client, number: str, step: str, **members) -> None:
    version = done(client.get(f"/cases/{number}"))["version"]
    body = {"step": step, "expected_version": version, **members}
    done(client.post(f"/cases/{number}/steps", json=body, headers=key()))


def test_a_street_goes_from_nothing_to_its_first_rated_case(street):
    url, messages = street
    chief = browser(url)
    home = chief.post("/plain/staff", data={"account": "chief", "password": CHIEF})
    assert home.url.path == "/plain/admin"
    people = {}
    for login, duties in STAFF.items():
        typed = {"login": login, "title": login, "factor": "none", **duties}
        page = chief.post("/plain/admin/accounts", data=typed)
        first = re.findall(r'<dd class="big">([^<]+)</dd>', page.text)[1]
        people[login] = staff(url, login, first)

    resident = browser(url)
    resident.post("/plain/login", data={"phone": PHONE, "next": "mine"})
    code = re.findall(r"\d{6}", json.loads(messages.read_text("utf-8").splitlines()[-1])["text"])[0]
    mine = resident.post("/plain/login", data={"phone": PHONE, "code": code, "next": "mine"})
    assert mine.url.path == "/plain/mine"
    resident.base_url = url + "/api/v1"
    filed = done(resident.post("/cases", json=filing(), headers=key()))
    number = filed["case"]["number"]

    take(people["shen"], number, "accept")
    take(people["shen"], number, "dispatch", department_id="property", basis="statutory")
    take(people["qian"], number, "sign_for")
    evidence = [upload(people["qian"])]
    take(people["qian"], number, "resolve", note="声控开关已更换。", attachments=evidence)
    take(people["fang"], number, "verify_pass", note="到现场看过，灯亮了。")
    take(people["shen"], number, "close", note="核查属实。")
    rated = resident.post(
        f"/cases/{number}/rating", json={"score": 5, "solved": True}, headers=key()
    )
    assert done(rated)["rating"]["score"] == 5
    listed = chief.get("/plain/admin/changes").text
    assert all(login in listed for login in ("chief", *STAFF))
