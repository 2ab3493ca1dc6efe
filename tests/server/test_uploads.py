"""Files in parts: they go on where they were, through lost networks, killed servers and other processes;
another file is never taken for them; what nobody finishes goes away."""

import hashlib
import os
import random
import shutil
import time
from pathlib import Path

import httpx
import pdfs as make
import pytest
import sqlalchemy as sa
from server_load import sign_in, wait_until_up
from test_applications import findings
from test_at_two_processes import processes, together  # noqa: F401 - a fixture
from test_documents import application, verified
from test_durability import Life
from world import World, done, fields, key, picture, refused, run

from server.services import retention, uploads
from server.store import tables as t

PART = uploads.PART_BYTES


@pytest.fixture(scope="module")
def large() -> bytes:
    """A PDF of four parts."""
    return make.large(3_500_000)


def body_of(content: bytes) -> dict:
    return {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def announce(client, content: bytes, headers: dict | None = None) -> dict:
    return done(client.post("/uploads", json=body_of(content), headers=headers or key()))


def send(client, place: dict, content: bytes, offset: int | None = None, size: int = PART):
    """The part that begins where the server said, or at this offset."""
    at = place["received"] if offset is None else offset
    part = content[at : at + size]
    return client.put(f"/uploads/{place['id']}", params={"offset": at}, content=part)


def send_all(client, place: dict, content: bytes) -> dict:
    """The attachment that became of it."""
    while place["attachment"] is None:
        before = place["received"]
        place = done(send(client, place, content))
        assert place["received"] > before or place["attachment"]
    return place["attachment"]


def rows(world, table) -> list[dict]:
    return world.read(lambda tx: tx.all(sa.select(table)))


def left(world) -> list[Path]:
    return list(world.window.parts.folder.iterdir())


def test_a_file_in_parts_is_handed_in_like_any_other(world, large):
    client = verified(world)
    place = announce(client, large)
    assert (place["received"], place["bytes"], place["part"]) == (0, len(large), PART)
    reached = []
    while place["attachment"] is None:
        place = done(send(client, place, large))
        reached.append(place["received"])
    assert reached == [PART, 2 * PART, 3 * PART, len(large)]
    made = place["attachment"]
    assert (made["content_type"], made["bytes"], made["pages"]) == (
        "application/pdf",
        len(large),
        1,
    )
    assert client.get(f"/attachments/{made['id']}").content == large
    body = application(world, client, made["id"])
    assert done(client.post("/cases", json=body, headers=key()))["case"]["photos"] == 2
    assert left(world) == []
    assert findings(world) == []


def test_a_large_photo_in_parts_is_cleaned_as_one_in_a_piece(lite_world):
    content = picture("PNG", (1200, 900)) + b"\0" * (2 * PART)
    client = lite_world.client()
    made = send_all(client, announce(client, content), content)
    assert (made["content_type"], made["width"], made["pages"]) == ("image/png", 1200, None)
    assert made["bytes"] < PART  # what was behind the picture is gone


def test_it_goes_on_where_it_was_whoever_asks_how_far_it_has_come(lite_world, large):
    same = key()
    client = lite_world.client()
    place = announce(client, large, same)
    done(send(client, place, large))
    again = announce(lite_world.client(), large, same)  # the same person on another device
    assert (again["id"], again["received"]) == (place["id"], PART)
    assert done(client.get(f"/uploads/{place['id']}"))["received"] == PART
    assert client.head(f"/uploads/{place['id']}").status_code == 200
    send_all(client, again, large)
    over = announce(client, large, same)
    assert over["attachment"]["id"] == rows(lite_world, t.attachments)[0]["id"]
    assert len(rows(lite_world, t.uploads)) == 1


def test_a_part_at_the_wrong_place_is_told_the_right_one(lite_world, large):
    client = lite_world.client()
    place = announce(client, large)
    done(send(client, place, large))
    for offset in (0, PART - 1, PART + 1, 3 * PART):
        answer = send(client, place, large, offset)
        assert answer.status_code == 409
        assert answer.json()["received"] == PART
        assert answer.json()["error"]["code"] == "conflict"
    beyond = client.put(f"/uploads/{place['id']}", params={"offset": PART}, content=b"x" * PART)
    assert done(beyond)["received"] == 2 * PART
    for offset, code in (("", "required"), ("-1", "format"), ("9" * 12, "format")):
        wrong = client.put(f"/uploads/{place['id']}", params={"offset": offset}, content=b"x")
        assert fields(refused(wrong, 422, "invalid")) == [("offset", code)]
    refused(send(client, place, large, 2 * PART, 2 * PART), 413, "too_large")


def test_the_last_part_sent_twice_makes_one_attachment(lite_world, large):
    client = lite_world.client()
    place = announce(client, large)
    for at in range(0, len(large), PART):
        one = done(send(client, place, large, at))
    two = done(send(client, place, large, 3 * PART))
    nothing = done(client.put(f"/uploads/{place['id']}", params={"offset": len(large)}))
    assert one["attachment"] == two["attachment"] == nothing["attachment"]
    assert len(rows(lite_world, t.attachments)) == 1


def test_another_file_is_not_taken_for_the_one_that_was_announced(lite_world, large):
    client, same = lite_world.client(), key()
    other = large[:-4096] + b"y" * 4096
    place = announce(client, large, same)
    error = refused_with(client.post("/uploads", json=body_of(other), headers=same), 409)
    assert "不是原来那个文件" in error["message"]
    done(send(client, place, large))
    for at in (PART, 2 * PART):
        done(send(client, place, large, at))
    wrong = send(client, place, other, 3 * PART)
    error = refused(wrong, 422, "invalid")
    assert fields(error) == [("sha256", "mismatch")]
    assert "不一样" in error["fields"][0]["message"]
    again = done(client.get(f"/uploads/{place['id']}"))
    assert (again["received"], again["attachment"]) == (0, None)
    assert rows(lite_world, t.attachments) == []
    send_all(client, again, large)


def refused_with(response: httpx.Response, status: int) -> dict:
    assert response.status_code == status, response.text
    return response.json()["error"]


def test_a_file_that_cannot_be_used_is_refused_when_it_is_whole_and_gone(lite_world):
    client = lite_world.client()
    content = make.large(1_500_000)[:-2000]
    place = done(send(client, announce(client, content), content))
    error = refused(send(client, place, content), 415, "unsupported_type")
    assert "不完整" in error["message"]
    refused(client.get(f"/uploads/{place['id']}"), 404, "not_found")
    assert (rows(lite_world, t.uploads), left(lite_world)) == ([], [])


def test_nobody_sees_or_touches_the_upload_of_somebody_else(lite_world, large):
    owner, other = lite_world.client(), lite_world.client("13800000002")
    same = key()
    place = announce(owner, large, same)
    refused(other.get(f"/uploads/{place['id']}"), 404, "not_found")
    refused(send(other, place, large), 404, "not_found")
    assert announce(other, large, same)["id"] != place["id"]
    refused(lite_world.nobody().get(f"/uploads/{place['id']}"), 401, "unauthenticated")
    for odd in ("x", "..", "%2e%2e%2fkeys.json", "0" * 32):
        assert owner.get(f"/uploads/{odd}").status_code == 404


def test_what_is_announced_is_no_more_than_may_come(tmp_path, large):
    world = World(tmp_path, limits__uploads_bytes=8_000_000, limits__uploads_per_hour=5).start()
    try:
        client = world.client()
        body = {"bytes": 20_971_521, "sha256": "0" * 64}
        refused(client.post("/uploads", json=body, headers=key()), 413, "too_large")
        first = announce(client, large)
        announce(client, large)
        refused(client.post("/uploads", json=body_of(large), headers=key()), 429, "rate_limited")
        refused(client.post("/attachments", content=large, headers=key()), 429, "rate_limited")
        send_all(client, first, large)  # what was announced is not counted twice
        for wrong in ({"bytes": 0}, {"bytes": "x"}, {"sha256": "A" * 64}, {"sha256": None}):
            answer = client.post("/uploads", json=body_of(large) | wrong, headers=key())
            assert answer.status_code == 422, wrong
    finally:
        world.stop()


def test_a_full_disk_takes_no_new_file_and_says_to_come_back(lite_world, large, monkeypatch):
    client = lite_world.client()
    before = announce(client, large)
    usage = shutil.disk_usage(lite_world.window.parts.folder)
    full = usage._replace(free=uploads.SPARE_BYTES)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full)
    answer = client.post("/uploads", json=body_of(large), headers=key())
    refused(answer, 503, "unavailable")
    assert answer.headers["retry-after"]
    done(send(client, before, large))  # what was let in goes on


def test_what_is_not_finished_in_a_week_goes_with_its_bytes(lite_world, large):
    client = lite_world.client()
    place = done(send(client, announce(client, large), large))
    lite_world.clock.advance(days=8)
    client = lite_world.client()
    refused(client.get(f"/uploads/{place['id']}"), 404, "not_found")
    lite_world.write(lambda tx: retention.purge(lite_world.window, tx))
    assert (rows(lite_world, t.uploads), left(lite_world)) == ([], [])
    stray = lite_world.window.parts.path("0" * 32)
    stray.write_bytes(b"left by a kill")
    lite_world.window.parts.sweep(9 * 86_400)
    assert stray.exists()
    os.utime(stray, (time.time() - 9 * 86_400,) * 2)
    assert lite_world.window.parts.sweep(8 * 86_400) == 1
    assert left(lite_world) == []


def test_row_and_file_agree_whichever_a_crash_kept(lite_world, large):
    """A part is on the disk before its row says so; a restored database has rows without bytes."""
    client = lite_world.client()
    place = done(send(client, announce(client, large), large))
    parts = lite_world.window.parts
    # Killed after the bytes, before the row: the part comes once more.
    parts.write(place["id"], PART, b"?" * PART)
    assert done(client.get(f"/uploads/{place['id']}"))["received"] == PART
    # The file was lost, or cut: it goes on from what is there.
    os.truncate(parts.path(place["id"]), 1000)
    answer = send(client, place, large)
    assert (answer.status_code, answer.json()["received"]) == (409, 1000)
    place = done(send(client, place, large, 1000))
    assert place["received"] == 1000 + PART
    parts.remove(place["id"])
    assert done(client.get(f"/uploads/{place['id']}"))["received"] == 0
    place = announce(client, large)
    made = send_all(client, place, large)
    assert client.get(f"/attachments/{made['id']}").content == large


def test_two_processes_take_the_same_part_once(processes, large):  # noqa: F811
    one = processes[0]
    same = key()
    answers = together(
        processes,
        "13800000001",
        lambda client, _: client.post("/uploads", json=body_of(large), headers=same),
    )
    (upload_id,) = {done(answer)["id"] for answer in answers}
    place = {"id": upload_id}
    for at in range(0, len(large), PART):
        answers = together(
            processes,
            "13800000001",
            lambda client, _, at=at: send(client, place, large, at),
        )
        assert {answer.status_code for answer in answers} <= {200, 409}, [a.text for a in answers]
    made = done(one.client().get(f"/uploads/{upload_id}"))["attachment"]
    assert one.client().get(f"/attachments/{made['id']}").content == large
    assert len(rows(one, t.attachments)) == 1


def test_a_server_that_is_killed_in_the_middle_of_a_file_goes_on_with_it(
    tmp_path, database_url, large
):
    """kill -9 at any moment of many parts; started again, the file comes through whole, once."""
    life = Life(tmp_path, database_url)
    chance = random.Random(7)
    parts = [large[at : at + 200_000] for at in range(0, len(large), 200_000)]
    same, kills, cookie, place = key(), 0, None, None
    try:
        while place is None or place["attachment"] is None:
            life.start()
            run(wait_until_up(life.port, "/readyz"))
            cookie = cookie or run(sign_in(life.port, "13800000001"))
            base = f"http://127.0.0.1:{life.port}/api/v1"
            with httpx.Client(base_url=base, headers={"Cookie": cookie}, timeout=30) as client:
                place = announce(client, large, same)
                before = place["received"]
                assert before % 200_000 == 0 or before == len(large)
                until = time.monotonic() + (chance.uniform(0.02, 0.15) if kills < 4 else 60)
                place = send_until(client, place, large, until, life)
            if life.process.poll() is not None:
                kills += 1
                assert kills < 40
        assert kills >= 4
        assert len(parts) == 18
        with httpx.Client(base_url=base, headers={"Cookie": cookie}, timeout=30) as client:
            made = place["attachment"]["id"]
            assert client.get(f"/attachments/{made}").content == large
            assert announce(client, large, same)["attachment"]["id"] == made
    finally:
        if life.process.poll() is None:
            life.kill()
    # Nothing of it lies about.
    assert list((tmp_path / "data" / "uploads").iterdir()) == []


def send_until(client, place: dict, content: bytes, until: float, life: Life) -> dict:
    """Part after part until the moment comes at which the server is killed, in the middle of one."""
    import threading

    killer = threading.Timer(max(0.0, until - time.monotonic()), life.kill)
    killer.daemon = True
    killer.start()
    try:
        while place["attachment"] is None:
            place = done(send(client, place, content, size=200_000))
        killer.cancel()
    except httpx.TransportError:
        killer.join()
    return place
