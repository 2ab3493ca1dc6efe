"""补正 and 容缺: what is asked again, whose clock runs meanwhile, and what is chased."""

import pytest
import sqlalchemy as sa
from applying import HANDLER, OTHER, RESIDENT, application, apply, ask_again, post, reviewing
from test_admin_pages import browser
from test_applications import findings, stored
from world import done, fields, refused, take, upload

from server.store import tables as t

CARD = "6222020000000000000"


def steps_of(world, number: str) -> list[str]:
    return [s["step"] for s in done(world.client().get(f"/cases/{number}"))["steps"]]


def turn(world, number: str) -> dict:
    """The case after the clocks were looked at, as their job does it."""
    world.turn_clocks()
    return done(world.client().get(f"/cases/{number}"))


def told(world) -> list[str]:
    rows = world.read(lambda tx: tx.all(sa.select(t.messages.c.told)))
    return [row["told"] for row in rows]


def test_the_applicant_sees_which_paper_why_by_when_and_that_the_clock_stands(world):
    number = reviewing(world)
    handler = world.client(HANDLER)
    shown = done(handler.get(f"/cases/{number}"))
    assert {"path": "bank.card", "label": "银行卡号"} in shown["askable"]
    book = next(li for li in shown["filled"] if li["path"] == "materials.household_book")
    ask_again(world, number, pictures=[book["pictures"][1]["id"]])
    case = done(world.client().get(f"/cases/{number}"))
    assert (case["state"], case["stage"], case["clock"]) == ("correction", 1, "paused")
    assert case["correction"] == {
        "fields": ["materials.household_book"],
        "labels": [
            next(a["label"] for a in shown["askable"] if a["path"] == "materials.household_book")
        ],
        "reason": "照片反光，看不清出生日期。",
        "by": "2026-12-10T17:30:00.000+08:00",
        "pictures": [book["pictures"][1]],
        "days_left": 15,
    }
    assert case["next"][0] == {"code": "correct_by", "by": case["correction"]["by"]}
    assert "correct" in case["actions"]
    assert "correct" not in done(handler.get(f"/cases/{number}"))["actions"]
    for queue in ("to_review", "overdue", "due_soon"):
        assert done(handler.get(f"/cases?scope=queue&queue={queue}"))["items"] == []
    assert "correction" in told(world)
    assert findings(world) == []


def test_only_what_is_asked_is_mended_and_the_clock_goes_on_with_what_was_left(world):
    number = reviewing(world)
    ask_again(world, number)
    world.clock.advance(days=7)
    owner = world.client()
    error = refused(take(owner, number, "correct"), 422, "invalid")
    assert fields(error) == [("materials.household_book", "required")]
    assert "户口" in error["fields"][0]["message"]
    new = upload(owner)
    book = {"household_book": [new]}
    error = refused(
        take(owner, number, "correct", materials=book, bank={"card": CARD}), 422, "invalid"
    )
    assert fields(error) == [("bank.card", "unknown")]
    foreign = {"household_book": [upload(world.client(OTHER))]}
    error = refused(take(owner, number, "correct", materials=foreign), 422, "invalid")
    assert fields(error) == [("materials.household_book.0", "unknown")]
    case = done(take(owner, number, "correct", materials=book))
    assert (case["state"], case["correction"]) == ("reviewing", None)
    # A week stood still: 14 December and five working days more.
    assert case["due_at"].startswith("2026-12-21")
    line = next(li for li in case["filled"] if li["path"] == "materials.household_book")
    assert [p["id"] for p in line["pictures"]] == [new]
    assert findings(world) == []


def test_what_is_mended_and_says_who_somebody_is_lies_encrypted_too(lite_world):
    number = reviewing(lite_world)
    ask_again(lite_world, number, fields=["bank.card"])
    other = "6222020000000000018"
    done(take(lite_world.client(), number, "correct", bank={"card": other}))
    rows = lite_world.read(lambda tx: tx.all(sa.select(t.steps.c.answers)))
    assert all(other not in (row["answers"] or "") for row in rows)
    case = done(lite_world.client(HANDLER).get(f"/cases/{number}"))
    assert next(li["value"] for li in case["filled"] if li["path"] == "bank.card") == "**** 0018"


def test_a_request_names_fields_and_pictures_of_the_case_and_a_day_to_come(lite_world):
    number = reviewing(lite_world)
    handler = lite_world.client(HANDLER)
    wrong = {
        "fields": ["moon", "truth"],
        "pictures": ["x"],
        "reason": "不清楚，请重拍",
        "by": "2026-11-23",
    }
    error = refused(take(handler, number, "request_correction", **wrong), 422, "invalid")
    assert set(fields(error)) == {
        ("by", "out_of_range"),
        ("fields.0", "unknown"),
        ("fields.1", "unknown"),
        ("pictures.0", "unknown"),
    }
    error = refused(take(handler, number, "request_correction"), 422, "invalid")
    assert set(fields(error)) == {
        ("reason", "required"),
        ("by", "required"),
        ("fields", "required"),
    }


def test_nobody_else_mends_and_nobody_mends_what_is_not_asked(lite_world):
    number = reviewing(lite_world)
    owner = lite_world.client()
    book = {"household_book": [upload(owner)]}
    refused(take(owner, number, "correct", materials=book), 409, "conflict")
    ask_again(lite_world, number)
    answer = take(lite_world.client(OTHER), number, "correct", expected_version=3, materials=book)
    refused(answer, 404, "not_found")
    refused(take(lite_world.client(HANDLER), number, "correct", materials=book), 403, "forbidden")
    refused(take(owner, number, "grant", words="每月一万元"), 403, "forbidden")


def test_an_overdue_correction_is_reminded_of_and_then_goes_back_to_the_department(world):
    number = reviewing(world)
    ask_again(world, number)
    world.clock.advance(days=18)
    case = turn(world, number)
    assert case["state"] == "correction"
    assert case["correction"]["by"] == "2026-12-16T17:30:00.000+08:00"
    assert "correction_reminder" in told(world)
    world.clock.advance(days=6)
    case = turn(world, number)
    assert (case["state"], case["correction"]) == ("reviewing", None)
    assert case["due_at"].startswith("2027-01-0")
    assert steps_of(world, number)[-3:] == ["request_correction", "remind", "lapse"]
    assert "correction_lapsed" in told(world)
    assert "overdue" not in told(world)
    page = done(world.client(HANDLER).get("/cases?scope=queue&queue=to_review"))
    assert [one["number"] for one in page["items"]] == [number]
    assert findings(world) == []


LATER = {"fields": ["materials.bank_card"], "by": "2026-12-04"}


def test_a_minor_material_may_follow_by_a_promised_day_and_is_chased(world):
    number = apply(world, materials__bank_card=None, later=LATER)["case"]["number"]
    case = done(world.client(HANDLER).get(f"/cases/{number}"))
    assert case["missing"]["fields"] == ["materials.bank_card"]
    assert case["missing"]["by"] == "2026-12-04T17:30:00.000+08:00"
    done(take(world.client(HANDLER), number, "accept"))
    turn(world, number)
    assert "promise_reminder" not in told(world)
    # In time: a working day or two before the day that was named, and not again on it.
    world.clock.advance(days=10)
    turn(world, number)
    assert told(world).count("promise_reminder") == 1
    world.clock.advance(days=2)
    turn(world, number)
    assert told(world).count("promise_reminder") == 1
    assert "overdue" not in told(world)
    owner = world.client()
    assert "hand_in" in done(owner.get(f"/cases/{number}"))["actions"]
    card = {"bank_card": [upload(owner)]}
    case = done(take(owner, number, "hand_in", materials=card))
    assert (case["missing"], case["state"]) == (None, "reviewing")
    assert "hand_in" not in case["actions"]
    refused(take(owner, number, "hand_in", materials=card), 409, "conflict")
    assert findings(world) == []


def listed(world, queue: str) -> list[str]:
    page = done(world.client(HANDLER).get(f"/cases?scope=queue&queue={queue}"))
    return [one["number"] for one in page["items"]]


def counted(world, queue: str) -> int:
    counts = done(world.client(HANDLER).get("/queues"))["items"]
    return next(one["count"] for one in counts if one["queue"] == queue)


def test_what_was_promised_and_did_not_come_is_told_and_marked_and_nothing_is_granted_unseen(world):
    number = reviewing(world, RESIDENT, materials__bank_card=None, later=LATER)
    world.clock.advance(days=12)  # 5 December, the day after
    turn(world, number)
    turn(world, number)
    assert told(world).count("promise_over") == 1
    assert (listed(world, "due_soon"), listed(world, "overdue")) == ([number], [])
    assert listed(world, "to_review") == [number]
    # Days of grace, then it is overdue.
    world.clock.advance(days=5)
    turn(world, number)
    assert told(world).count("promise_over") == 1
    assert listed(world, "overdue") == [number]
    assert [counted(world, one) for one in ("due_soon", "overdue", "to_review")] == [1, 1, 1]
    assert "日子过了还没有收到" in browser(world, RESIDENT).get(f"/plain/cases/{number}").text
    # Without it nothing is granted, unless it is said why.
    handler = world.client(HANDLER)
    error = refused(take(handler, number, "grant", words="每月 100 元"), 422, "invalid")
    assert fields(error) == [("note", "required")]
    assert "银行卡" in error["fields"][0]["message"]
    case = done(take(handler, number, "grant", words="每月 100 元", note="卡已当面看过"))
    assert (case["state"], case["missing"]) == ("granted", None)
    assert listed(world, "overdue") == []
    assert findings(world) == []


@pytest.mark.parametrize("way", ["hand_in", "ask"])
def test_a_broken_promise_ends_when_the_paper_comes_or_is_asked_for_by_a_day(lite_world, way):
    world = lite_world
    number = reviewing(world, RESIDENT, materials__bank_card=None, later=LATER)
    world.clock.advance(days=17)
    turn(world, number)
    turn(world, number)
    owner = world.client()
    if way == "hand_in":
        card = {"bank_card": [upload(owner)]}
        done(take(owner, number, "hand_in", materials=card))
    else:
        ask_again(world, number, fields=["materials.bank_card"], by="2026-12-20")
    open_ones = sa.select(t.tasks.c.kind).where(t.tasks.c.closed_at.is_(None))
    kinds = [row["kind"] for row in world.read(lambda tx: tx.all(open_ones))]
    assert kinds == ["lead" if way == "hand_in" else "correction"]
    assert findings(world) == []


def test_only_minor_materials_follow_later_and_within_thirty_days(lite_world):
    client = lite_world.client()
    for later, wrong in (
        (
            {"fields": ["materials.household_book"], "by": "2026-12-04"},
            ("later.fields.0", "unknown"),
        ),
        ({"fields": ["materials.bank_card"], "by": "2027-01-04"}, ("later.by", "out_of_range")),
        ({"fields": ["materials.bank_card"], "by": "2026-11-22"}, ("later.by", "expired")),
        ({"fields": ["materials.bank_card"], "by": "soon"}, ("later.by", "date")),
        ({"fields": ["materials.bank_card"]}, ("later.by", "required")),
        ({"fields": "all", "by": "2026-12-04"}, ("later.fields", "wrong_type")),
        ("later", ("later", "wrong_type")),
    ):
        body = application(client, materials__bank_card=None) | {"later": later}
        error = refused(post(client, body), 422, "invalid")
        assert wrong in fields(error), later
        assert ("materials.bank_card", "required") in fields(error)


def test_what_is_withdrawn_ends_the_correction_and_the_promise(lite_world):
    number = reviewing(lite_world, RESIDENT, materials__bank_card=None, later=LATER)
    ask_again(lite_world, number)
    case = done(take(lite_world.client(), number, "withdraw", reason="先不办了"))
    assert (case["state"], case["correction"], case["missing"]) == ("withdrawn", None, None)
    assert stored(lite_world, number)["due_at"] is None
    assert findings(lite_world) == []
