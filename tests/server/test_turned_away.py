"""办不成事: who was turned away says so; it has its own letter, clock and queue outside the department
concerned, is answered by a supervisor, rated, and looked into again when it did not help."""

import re

import pytest
import sqlalchemy as sa
from test_applications import findings
from test_plain_apply import as_data, browser, hidden, send
from world import done, fields, key, refused, take, upload

from server.services import settings
from server.services.changes import Author
from server.store import tables as t

MATTER = {
    "kind": "turned_away",
    "title": "高龄津贴",
    "place": {"text": "服务中心 3 号窗口"},
    "category": "more_papers",
    "description": "跑了三趟，每趟都说还差一样材料，问不出到底要哪些。",
    "contact": {"mode": "anonymous"},
    "consent": True,
}
ANSWER = "已和窗口核实：只要身份证和银行卡，今天就能办。给您带来不便，对不起。"


def say(world, who: str = "13800000001", **changes):
    return world.client(who).post("/cases", json=MATTER | changes, headers=key())


def said(world, **changes) -> str:
    return done(say(world, **changes))["case"]["number"]


def settle(world, number: str, who: str = "supervisor", **members):
    return take(world.client(who), number, "settle", **({"note": ANSWER} | members))


def test_it_has_its_own_letter_clock_and_a_queue_at_the_supervisor(world):
    receipt = done(say(world))
    case = receipt["case"]
    assert case["number"].startswith("320505B20261123")
    assert (case["kind"], case["state"], case["category"]) == (
        "turned_away",
        "chased",
        "more_papers",
    )
    # Three working days after Monday.
    assert case["due_at"] == "2026-11-26T17:30:00.000+08:00"
    assert case["next"] == [{"code": "handle_by", "by": case["due_at"]}]
    supervisor = world.client("supervisor")
    page = done(supervisor.get("/cases?scope=queue&queue=to_settle"))
    assert [one["number"] for one in page["items"]] == [case["number"]]
    assert done(supervisor.get(f"/cases/{case['number']}"))["actions"] == ["settle"]
    task = world.read(lambda tx: tx.one(sa.select(t.tasks)))
    assert (task["kind"], task["owner_kind"]) == ("supervision", "supervisor")
    assert findings(world) == []


def test_no_department_sees_it_and_the_desk_has_no_say_in_it(lite_world):
    number = said(lite_world)
    for who in ("handler", "handler-civil", "handler-urban", "grid"):
        refused(lite_world.client(who).get(f"/cases/{number}"), 404, "not_found")
    desk = lite_world.client("dispatcher")
    for queue in ("to_accept", "to_dispatch", "to_close"):
        assert done(desk.get(f"/cases?scope=queue&queue={queue}"))["items"] == []
    assert done(desk.get(f"/cases/{number}"))["actions"] == []
    for who in ("dispatcher", "leader", "admin"):
        refused(settle(lite_world, number, who), 403, "forbidden")
    refused(
        take(desk, number, "dispatch", department_id="civil", basis="agreed", grid_id="liuxiang-3"),
        409,
        "conflict",
    )


def test_who_it_was_stays_unknown_to_the_supervisor_too(lite_world):
    shown = done(lite_world.client("supervisor").get(f"/cases/{said(lite_world)}"))
    assert shown["contact"]["mode"] == "anonymous"
    assert shown["contact"]["name_masked"] is None
    assert shown["description"] == MATTER["description"]
    assert shown["place"]["text"] == "服务中心 3 号窗口"


def test_it_is_answered_told_and_rated(world):
    number = said(world)
    case = done(settle(world, number))
    assert (case["state"], case["due_at"]) == ("closed", None)
    told = world.read(lambda tx: tx.all(sa.select(t.messages.c.told)))
    assert "settled" in [row["told"] for row in told]
    owner = world.client()
    shown = done(owner.get(f"/cases/{number}"))
    assert shown["can_rate"]
    assert shown["steps"][-1]["note"] == ANSWER
    done(owner.post(f"/cases/{number}/rating", json={"score": 5, "solved": True}, headers=key()))
    assert done(owner.get(f"/cases/{number}"))["state"] == "closed"
    assert findings(world) == []


def test_what_did_not_help_is_looked_into_again(lite_world):
    number = said(lite_world)
    done(settle(lite_world, number))
    owner = lite_world.client()
    bad = {"score": 1, "solved": False, "comment": "还是不收"}
    case = done(owner.post(f"/cases/{number}/rating", json=bad, headers=key()))
    assert (case["state"], case["tier"]) == ("chased", 1)
    page = done(lite_world.client("supervisor").get("/cases?scope=queue&queue=reopened"))
    assert [one["number"] for one in page["items"]] == [number]
    done(settle(lite_world, number, attachments=[upload(lite_world.client("supervisor"))]))
    assert findings(lite_world) == []


def test_it_can_be_added_to_and_taken_back(lite_world):
    number, owner = said(lite_world), lite_world.client()
    done(take(owner, number, "supplement", note="今天又去了一趟，还是不收。"))
    assert done(take(owner, number, "withdraw"))["state"] == "withdrawn"
    refused(settle(lite_world, number), 409, "conflict")


def test_an_answer_says_something(lite_world):
    number = said(lite_world)
    error = refused(settle(lite_world, number, note="好"), 422, "invalid")
    assert fields(error) == [("note", "too_short")]


def test_overdue_every_supervisor_is_told(lite_world):
    number = said(lite_world)
    lite_world.write(
        lambda tx: tx.run(
            sa.update(t.accounts)
            .where(t.accounts.c.role == "supervisor")
            .values(phone_enc=lite_world.window.keys.encrypt("13800000099", "accounts.phone"))
        )
    )
    lite_world.clock.advance(days=4)
    lite_world.turn_clocks()
    rows = lite_world.read(lambda tx: tx.all(sa.select(t.messages)))
    assert [row["told"] for row in rows] == ["overdue"]
    supervisor = lite_world.client("supervisor")
    page = done(supervisor.get("/cases?scope=queue&queue=overdue"))
    assert [one["number"] for one in page["items"]] == [number]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"category": "help"}, ("category", "unknown")),
        ({"title": ""}, ("title", "required")),
        ({"place": {}}, ("place.text", "required")),
        ({"description": "x"}, ("description", "too_short")),
        ({"consent": False}, ("consent", "required")),
    ],
)
def test_what_is_missing_is_said_with_its_place(lite_world, changes, wrong):
    assert wrong in fields(refused(say(lite_world, **changes), 422, "invalid"))


def test_a_street_that_saved_its_deadlines_before_still_has_a_clock_and_a_queue(lite_world):
    window = lite_world.window
    older = settings.present(window, "deadlines")
    for rule in older["rules"]:
        rule.pop("chased", None)
    author = Author(lite_world.ids["admin"], "admin")
    newest = window.settings.newest
    saved = lite_world.write(
        lambda tx: settings.save(window, tx, author, "deadlines", older, newest)
    )
    settings.use(window, saved)
    case = done(say(lite_world))["case"]
    assert case["due_at"] == "2026-11-26T17:30:00.000+08:00"
    page = done(lite_world.client("supervisor").get("/cases?scope=queue&queue=to_settle"))
    assert [one["number"] for one in page["items"]] == [case["number"]]


# --- without script ---


def test_from_a_guide_it_is_said_looked_over_and_answered_without_script(lite_world):
    client = browser(lite_world)
    guide = client.get("/plain/services/elder_allowance").text
    link = re.search(r'href="(/plain/turned_away\?service=\w+)"', guide)[1]
    page = client.get(link).text
    assert 'value="高龄津贴"' in page
    assert "最多 6 张" in page
    for said in (page, client.get(link, headers={"Accept-Language": "en"}).text):
        assert "{" not in re.sub(r"<[^>]*>", "", said)
    path = "/plain/turned_away"
    wrong = send(client, path, page, {"title": "高龄津贴"})
    assert wrong.status_code == 422
    assert 'href="#category"' in wrong.text
    assert "怎么没办成" in wrong.text
    typed = {
        "title": "高龄津贴",
        "place.text": "服务中心 3 号窗口",
        "category": "not_taken",
        "description": MATTER["description"],
        "contact.mode": "named",
        "consent": "yes",
    }
    check = send(client, path, page, typed, ("attachments",))
    assert "不收我的材料" in check.text
    assert "1 张照片" in check.text
    sent = client.post(path, data=as_data(hidden(check.text), seen="1"))
    assert sent.status_code == 201, sent.text
    assert "320505 B 20261123" in sent.text
    assert "<script" not in page + check.text + sent.text
    number = re.search(r"/plain/cases/(\w+)", sent.text)[1]
    done(settle(lite_world, number))
    assert ANSWER in client.get(f"/plain/cases/{number}").text


def test_it_is_kept_for_later_without_script(lite_world):
    client, path = browser(lite_world), "/plain/turned_away"
    saved = send(client, path, client.get(path).text, {"title": "居住证", "save": "1"})
    assert "存好了" in saved.text
    mine = browser(lite_world).get("/plain/mine").text
    assert f'href="{path}"' in mine
    assert 'value="居住证"' in browser(lite_world).get(path).text
