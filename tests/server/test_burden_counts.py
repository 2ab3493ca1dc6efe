"""What is counted of forms for the burden ledger (how long, where left, what was asked by phone), and ratings."""

import sqlalchemy as sa
from applying import application, post
from test_burden import of
from test_drafts import ANSWERS, PATH, put
from test_drafts import rows as rows_of
from test_plain_apply import browser, hidden
from world import bring_to, done, fields, key, refused

from server.services import burden_counts, retention
from server.store import burden_tables as t

SERVICE = "elder_allowance"


def rows(world, table) -> list[dict]:
    return rows_of(world, table)


def page(world, who: str = "leader", path: str = "/plain/burden"):
    return browser(world, who).get(path)


def test_the_time_a_form_took_is_said_once_five_know_it_and_leads_to_nobody(world):
    client = world.client()
    body, same = application(client, filled_seconds=7200), key()
    for _ in range(2):  # what comes again is no second one
        done(client.post("/cases", json=body, headers=same))
    for n, seconds in enumerate((61, 119, 180, 309), 1):
        one = of(world)
        assert (one["timed"], one["median_seconds"]) == (n, None)
        world.write(
            lambda tx, took=seconds: burden_counts.note_time(world.window, tx, SERVICE, took)
        )
        if n == 1:
            assert "太少，说不准" in page(world).text
    one = of(world)
    assert (one["timed"], one["median_seconds"]) == (5, 180)
    shown = page(world).text
    assert "填得最久的是高龄津贴，一般要 3 分钟（5 份）" in shown
    assert "哪些表填得最久" in shown
    kept = rows(world, t.form_times)
    assert {tuple(row) for row in kept} == {("month", "service", "seconds", "count")}
    assert {row["month"] for row in kept} == {"2026-11"}
    assert sorted(row["seconds"] for row in kept) == [60, 110, 180, 300, 7200]


def test_a_time_that_is_none_is_refused_in_words_and_one_that_is_not_said_is_not_needed(lite_world):
    client = lite_world.client()
    body = application(client)
    for seconds, code in ((0, "out_of_range"), (7201, "out_of_range"), ("3", "wrong_type")):
        error = refused(post(client, {**body, "filled_seconds": seconds}), 422, "invalid")
        assert fields(error) == [("filled_seconds", code)]
    done(post(client, body))
    assert rows(lite_world, t.form_times) == []


def test_a_draft_that_ends_without_a_filing_is_counted_where_it_stopped(world):
    assert of(world)["left"] == 0
    thrown, late = world.client("13800000001"), world.client("13800000002")
    done(put(thrown, {"for": "self"}))
    assert thrown.delete(PATH).status_code == 204
    assert thrown.delete(PATH).status_code == 204  # there is none any more
    done(put(late, ANSWERS | {"applicant": application(late)["applicant"]}))
    world.clock.advance(days=31)
    world.write(lambda tx: retention.purge(world.window, tx))
    assert rows_of(world) == []
    filed = world.client("13800000003")
    done(put(filed, {"for": "self"}))
    done(post(filed, application(filed)))
    one = of(world)
    assert one["left"] == 2
    assert [(x["path"], x["count"]) for x in one["left_at"]] == [("applicant.name", 1), ("home", 1)]
    shown = page(world).text
    assert "2 份表填到一半没有提交，最多的是高龄津贴（2 份）" in shown
    assert "哪些表最多人填到一半放下" in shown
    assert {tuple(row) for row in rows(world, t.form_counts)} == {
        ("month", "service", "what", "field", "count")
    }


def test_where_a_draft_stopped_is_told_of_whatever_was_typed(lite_world):
    window = lite_world.window
    form = window.reference.affairs.forms[SERVICE]
    whole = application(lite_world.client())
    for answers, at in (
        ({}, "applicant.name"),
        (whole, ""),
        ({"applicant": "not an object", "bank": [1], "materials": 7}, "home"),
        ({**whole, "bank": {**whole["bank"], "card": "62 half"}}, ""),
        ({**whole, "materials": {}}, "materials.household_book"),
    ):
        assert burden_counts.stopped_at(form, answers, window.reference.known) == at


def test_who_takes_a_call_counts_by_one_press_what_it_was_about(lite_world):
    desk = browser(lite_world, "dispatcher")
    listed = desk.get("/plain/asked").text
    assert "高龄津贴" in listed
    assert "高龄津贴" not in desk.get("/plain/asked?q=居住证").text
    pressed = dict(hidden(listed)[:1])
    for _ in range(2):  # pressed twice, counted once
        said = desk.post(f"/plain/asked/{SERVICE}", data=pressed, follow_redirects=True)
        assert "记好了：高龄津贴" in said.text
    of_one = desk.get(f"/plain/asked/{SERVICE}").text
    assert "整件事" in of_one
    for _ in range(2):
        data = {
            "key": dict(hidden(desk.get(f"/plain/asked/{SERVICE}").text))["key"],
            "field": "bank.card",
        }
        assert desk.post(f"/plain/asked/{SERVICE}", data=data).status_code == 303
    one = of(lite_world)
    assert one["asked"] == 3
    assert [(x["path"], x["count"]) for x in one["asked_about"]] == [("bank.card", 2), ("", 1)]
    shown = page(lite_world).text
    assert "电话里问了 3 次，最多的是高龄津贴（3 次）" in shown
    assert "哪些表电话问得最多" in shown
    wrong = {**pressed, "key": "k" * 12, "field": "nothing"}
    assert desk.post(f"/plain/asked/{SERVICE}", data=wrong).status_code == 422
    assert desk.post("/plain/asked/nothing", data={**pressed, "key": "n" * 12}).status_code == 404
    for who in ("13800000001", "supervisor"):
        assert page(lite_world, who, "/plain/asked").status_code == 403
    assert (
        lite_world.nobody().get(f"{lite_world.url}/plain/asked").headers["location"]
        == "/plain/staff"
    )


def test_counters_are_looked_at_for_some_months_and_forgotten_after_two_years(world):
    done(put(world.client(), {"for": "self"}))
    world.client().delete(PATH)
    assert done(world.client("leader").get("/burden"))["counted_since"] == "2026-08-01"
    world.clock.advance(days=150)
    assert of(world)["left"] == 0
    world.write(lambda tx: retention.purge(world.window, tx))
    assert len(rows(world, t.form_counts)) == 1
    world.clock.advance(days=650)
    world.write(lambda tx: retention.purge(world.window, tx))
    assert rows(world, t.form_counts) == []


def test_a_question_that_a_form_no_longer_has_is_told_as_that(lite_world):
    row = {"month": "2026-11", "service": SERVICE, "what": "asked", "field": "gone", "count": 1}
    lite_world.write(lambda tx: tx.run(sa.insert(t.form_counts).values(row)))
    (told,) = of(lite_world)["asked_about"]
    assert told == {"path": "gone", "label": "表上已经没有的问题", "count": 1}


def test_supervisors_see_how_cases_were_rated_and_why_by_code(lite_world):
    assert done(lite_world.client("supervisor").get("/burden"))["ratings"]["count"] == 0
    assert "这段时间没有人评价" in page(lite_world, "supervisor").text
    for n, body in (
        (1, {"score": 5, "solved": True, "praises": ["fast"]}),
        (2, {"score": 1, "solved": False, "faults": ["slow", "not_done"]}),
        (3, {"score": 2, "solved": True, "faults": ["slow"]}),
    ):
        who = f"1380000000{n}"
        number = bring_to(lite_world, "closed", who)["case"]["number"]
        done(lite_world.client(who).post(f"/cases/{number}/rating", json=body, headers=key()))
    found = done(lite_world.client("supervisor").get("/burden"))["ratings"]
    assert (found["count"], found["scores"], found["unsolved"]) == (3, [1, 1, 0, 0, 1], 1)
    assert [(x["code"], x["count"]) for x in found["praises"]] == [("fast", 1)]
    assert [(x["code"], x["count"]) for x in found["faults"]] == [("slow", 2), ("not_done", 1)]
    shown = page(lite_world, "supervisor").text
    assert "3 件办件有评价，33% 满意或基本满意" in shown
    assert "不满意的原因最多的是“办得慢”（2 次）" in shown
    assert "事情没有办好" in shown
