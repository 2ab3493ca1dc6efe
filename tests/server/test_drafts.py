"""Drafts on the server: gone on with on another device, nothing lost between two, seen by nobody
else, forgotten in time."""

import logging
import os
import threading

import pytest
import sqlalchemy as sa
from applying import OTHER, application, post
from test_plain_apply import BOOK, TYPED, browser, hidden, send
from world import done, fields, file_case, filing, key, refused, upload

from server.services import drafts, retention
from server.store import tables as t

PATH = "/me/drafts/elder_allowance"
CARD = "6222020000000000000"
ANSWERS = {"for": "self", "applicant": {"name": "张三"}, "bank": {"card": CARD}, "abroad": False}


def put(client, answers, version=None, path: str = PATH):
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    return client.put(path, json={"answers": answers}, headers=headers)


def rows(world, table=t.drafts) -> list[dict]:
    return world.read(lambda tx: tx.all(sa.select(table)))


def test_what_was_begun_is_there_on_another_device_and_says_until_when(world):
    first = done(put(world.client(), ANSWERS))
    other = world.client()
    answer = other.get(PATH)
    assert done(answer) == first
    assert first["answers"] == ANSWERS
    assert answer.headers["etag"] == f'"{first["version"]}"'
    assert first["ends_at"] == "2026-12-23T10:00:00.000+08:00"
    (line,) = done(other.get("/me/drafts"))["items"]
    assert (line["code"], line["title"], line["version"]) == (
        "elder_allowance",
        "高龄津贴",
        first["version"],
    )
    refused(other.get("/me/drafts/residence_permit"), 404, "not_found")
    refused(other.get("/me/drafts/nothing"), 404, "not_found")


def test_two_devices_on_one_draft_lose_nothing(world):
    one, two = world.client(), world.client()
    first = done(put(one, ANSWERS))
    mine = ANSWERS | {"abroad": True}
    second = done(put(one, mine, first["version"]))
    assert second["version"] > first["version"]
    theirs = ANSWERS | {"applicant": {"name": "李四"}}
    late = put(two, theirs, first["version"])
    assert late.status_code == 409
    body = late.json()
    assert body["error"]["code"] == "conflict"
    assert body["draft"] == second  # what the other has; one's own is still at hand
    merged = mine | theirs
    assert done(put(two, merged, body["draft"]["version"]))["answers"] == merged
    # The same again, as after a lost answer, changes nothing.
    again = done(put(two, merged, body["draft"]["version"]))
    assert again["answers"] == merged
    assert len(rows(world)) == 1


def test_a_new_draft_over_one_that_is_there_is_refused_too(lite_world):
    first = done(put(lite_world.client(), ANSWERS))
    late = put(lite_world.client(), {"abroad": True})
    assert late.status_code == 409
    assert late.json()["draft"] == first


def test_a_save_that_comes_after_the_filing_brings_nothing_back(lite_world):
    client = lite_world.client()
    first = done(put(client, ANSWERS))
    done(post(client, application(client)))
    assert rows(lite_world) == []
    late = put(client, ANSWERS | {"abroad": True}, first["version"])
    assert late.status_code == 409
    assert late.json()["draft"] is None
    assert rows(lite_world) == []


def test_two_saves_at_once_keep_one_and_tell_the_other(world):
    first = done(put(world.client(), ANSWERS))
    gate, answers = threading.Barrier(2), [None, None]

    def go(at: int) -> None:
        client = world.client()
        gate.wait()
        answers[at] = put(client, {"note": str(at)}, first["version"])

    threads = [threading.Thread(target=go, args=(at,)) for at in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winner, loser = sorted(answers, key=lambda answer: answer.status_code)
    assert (winner.status_code, loser.status_code) == (200, 409)
    assert loser.json()["draft"] == winner.json()


def test_a_draft_made_anew_never_has_a_version_of_one_before_it(lite_world):
    client = lite_world.client()
    first = done(put(client, ANSWERS))
    assert client.delete(PATH).status_code == 204
    assert client.delete(PATH).status_code == 204
    lite_world.clock.advance(seconds=1)
    done(put(client, {"abroad": True}))
    assert put(client, ANSWERS, first["version"]).status_code == 409


def test_nobody_else_sees_it_and_staff_have_no_drafts(lite_world):
    done(put(lite_world.client(), ANSWERS))
    refused(lite_world.client(OTHER).get(PATH), 404, "not_found")
    assert done(lite_world.client(OTHER).get("/me/drafts"))["items"] == []
    for who in ("dispatcher", "handler-civil", "admin"):
        refused(lite_world.client(who).get(PATH), 403, "forbidden")
    refused(lite_world.nobody().get(PATH), 401, "unauthenticated")


def test_what_is_in_it_stands_neither_in_the_database_nor_in_the_log(lite_world, caplog):
    with caplog.at_level(logging.DEBUG):
        done(put(lite_world.client(), ANSWERS))
        assert put(lite_world.client(), {"card": CARD}, 7).status_code == 409
    (row,) = rows(lite_world)
    assert CARD.encode() not in bytes(row["content_enc"])
    assert CARD not in caplog.text
    # Another person's row cannot be read as one's own.
    lite_world.write(
        lambda tx: tx.run(sa.update(t.drafts).values(account_id=sa.literal(lite_world.ids[OTHER])))
    )
    assert lite_world.client(OTHER).get(PATH).status_code == 500


def test_pictures_in_a_draft_stay_as_long_as_it_does(lite_world):
    client = lite_world.client()
    kept, loose = upload(client), upload(client)
    strange = upload(lite_world.client(OTHER))
    answers = {"materials": {"id_card": [kept, strange, 7], "household_book": kept}}
    done(put(client, answers))
    assert [row["attachment_id"] for row in rows(lite_world, t.draft_pictures)] == [kept]
    window = lite_world.window
    lite_world.clock.advance(days=29)
    for row in rows(lite_world, t.attachments):
        os.utime(window.blobs.path(row["sha256"]), (0, 0))
    lite_world.write(lambda tx: retention.purge_photos(window, tx))
    left = {row["id"] for row in rows(lite_world, t.attachments)}
    assert kept in left
    assert loose not in left
    assert strange not in left
    lite_world.clock.advance(days=2)
    lite_world.write(lambda tx: retention.purge(window, tx))
    assert rows(lite_world) == rows(lite_world, t.draft_pictures) == []
    lite_world.write(lambda tx: retention.purge_photos(window, tx))
    assert rows(lite_world, t.attachments) == []


def test_it_is_over_after_thirty_days_without_a_change(lite_world):
    done(put(lite_world.client(), ANSWERS))
    lite_world.clock.advance(days=30)
    refused(lite_world.client().get(PATH), 404, "not_found")
    assert done(lite_world.client().get("/me/drafts"))["items"] == []
    done(put(lite_world.client(), {"abroad": True}))


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({}, 422, "invalid"),
        ({"answers": [1]}, 422, "invalid"),
        ({"answers": {"a": "x" * 60_000}}, 413, "too_large"),
        ({"answers": {"a": [[[[[[[[[[[[[[1]]]]]]]]]]]]]]}}, 400, "malformed"),
    ],
)
def test_what_is_no_draft_is_refused(lite_world, body, status, code):
    refused(lite_world.client().put(PATH, json=body), status, code)
    wrong = lite_world.client().put(PATH, json={"answers": {}}, headers={"If-Match": "abc"})
    assert fields(refused(wrong, 422, "invalid")) == [("If-Match", "format")]


def test_there_is_room_for_so_many_drafts(lite_world, monkeypatch):
    monkeypatch.setattr(drafts, "MOST", 2)
    client = lite_world.client()
    for code in ("appeal", "elder_allowance"):
        done(put(client, ANSWERS, path=f"/me/drafts/{code}"))
    error = refused(put(client, ANSWERS, path="/me/drafts/residence_permit"), 422, "invalid")
    assert fields(error) == [("answers", "too_many")]
    done(put(lite_world.client(OTHER), ANSWERS))


def test_the_draft_of_an_appeal_goes_with_its_filing_and_others_stay(lite_world):
    client = lite_world.client()
    done(put(client, {"title": "灯不亮"}, path="/me/drafts/appeal"))
    done(put(client, ANSWERS))
    file_case(client)
    assert [row["code"] for row in rows(lite_world)] == ["elder_allowance"]
    assert client.post("/cases", json=filing(), headers=key()).status_code == 201


# --- without script ---


def test_a_form_is_kept_and_gone_on_with_without_script(lite_world):
    client, path = browser(lite_world), "/plain/apply/elder_allowance"
    page = client.get(path).text
    assert "先存着，回头再办" in page
    partly = {**TYPED, "bank.card": "62220200", "save": "1"}
    partly.pop("truth")
    saved = send(client, path, page, partly, BOOK[1:2])
    assert saved.status_code == 200
    assert "存好了，还没有提交" in saved.text
    other = browser(lite_world)
    mine = other.get("/plain/mine").text
    assert "填了一半的表" in mine
    assert f'href="{path}"' in mine
    back = other.get(path).text
    for said in ("上次填到一半", 'value="62220200"', 'value="柳巷路 8 号 3 号楼 201"'):
        assert said in back
    assert back.count('name="materials.household_book" value="') == 1
    check = send(other, path, back, TYPED, BOOK[:1] + BOOK[2:])
    assert "核对一遍再提交" in check.text
    assert 'name="materials.household_book" value="' in check.text
    data: dict[str, list[str]] = {"seen": ["1"]}
    for name, value in hidden(check.text):
        data.setdefault(name, []).append(value)
    assert other.post(path, data=data).status_code == 201
    assert rows(lite_world) == []


def test_two_pages_without_script_show_both_and_the_next_save_counts(lite_world):
    one, two, path = browser(lite_world), browser(lite_world), "/plain/apply/elder_allowance"
    page = one.get(path).text
    done_first = send(one, path, page, {**TYPED, "home.text": "东河路 1 号", "save": "1"})
    assert "存好了" in done_first.text
    late = send(two, path, page, {**TYPED, "home.text": "柳巷路 9 号", "save": "1"})
    assert "您在别的设备上也改过这份表" in late.text
    assert "东河路 1 号" in late.text
    assert 'value="柳巷路 9 号"' in late.text
    again = send(two, path, late.text, {**TYPED, "home.text": "柳巷路 9 号", "save": "1"})
    assert "存好了" in again.text
    found = done(lite_world.client().get(PATH))
    assert found["answers"]["home"]["text"] == "柳巷路 9 号"


def test_an_appeal_is_kept_and_gone_on_with_without_script(lite_world):
    client = browser(lite_world)
    page = client.get("/plain/appeal").text
    fields_of = {"title": "楼道灯不亮", "category": "help", "contact.mode": "named", "save": "1"}
    saved = send(client, "/plain/appeal", page, fields_of)
    assert "存好了，还没有提交" in saved.text
    back = browser(lite_world).get("/plain/appeal").text
    assert 'value="楼道灯不亮"' in back
    assert 'value="help" checked' in back or 'value="help" id="category" checked' in back
