"""Whole numbers for who decides: with a reason, for a while, and written down for the applicant."""

import sqlalchemy as sa
from applying import HANDLER, IDENTITY, OTHER, application, ask_again, granted, post, reviewing
from test_applications import findings
from test_plain_apply import browser
from world import bring_to, done, fields, refused

from server.store import tables as t

CARD = "6222020000000000000"
WHY = {"reason": "发放津贴，要核对收款账号"}


def ask(world, number: str, who: str = HANDLER, body: dict = WHY):
    return world.client(who).post(f"/cases/{number}/whole", json=body)


def lines(world, number: str) -> list[dict]:
    found = done(world.client().get(f"/cases/{number}/access"))["items"]
    return [line for line in found if line["purpose"] == "whole"]


def test_who_decides_sees_the_whole_numbers_and_nothing_that_was_shown_before(world):
    number = reviewing(world)
    shown = done(ask(world, number))
    values = {line["path"]: line["value"] for line in shown["items"]}
    assert values["bank.card"] == CARD
    assert values["applicant.id_number"] == IDENTITY["id_number"]
    assert values["applicant.phone"] == "13800000001"
    assert not {"applicant.name", "home", "materials.id_card", "truth"} & values.keys()
    assert shown["until"] == "2026-11-23T10:10:00.000+08:00"
    case = done(world.client(HANDLER).get(f"/cases/{number}"))
    masked = {line["path"]: line["value"] for line in case["filled"]}
    assert masked["bank.card"] == "**** 0000"
    assert all(line["label"] for line in shown["items"])
    assert findings(world) == []


def test_the_applicant_reads_who_it_was_and_why(lite_world):
    number = reviewing(lite_world)
    done(ask(lite_world, number))
    (line,) = lines(lite_world, number)
    assert line["who"].startswith("经办人 · 工号 ")
    assert line["reason"] == WHY["reason"]
    page = browser(lite_world).get(f"/plain/cases/{number}/access").text
    assert "查看完整的身份证号、银行卡号" in page
    assert f"理由：{WHY['reason']}" in page
    assert CARD not in page
    link = f'href="/plain/cases/{number}/access"'
    assert link in browser(lite_world).get(f"/plain/cases/{number}").text


def test_one_reason_holds_for_ten_minutes_and_leaves_one_line(lite_world):
    number = reviewing(lite_world)
    first = done(ask(lite_world, number))
    lite_world.clock.advance(minutes=9)
    assert done(ask(lite_world, number)) == first
    assert len(lines(lite_world, number)) == 1
    lite_world.clock.advance(minutes=2)
    again = done(ask(lite_world, number, body={"reason": "银行退回，再核对一次"}))
    assert again["until"] == "2026-11-23T10:21:00.000+08:00"
    assert [line["reason"] for line in lines(lite_world, number)] == [
        "银行退回，再核对一次",
        WHY["reason"],
    ]


def test_without_a_reason_nothing_is_shown_and_nothing_written(lite_world):
    number = reviewing(lite_world)
    for body, code in (({}, "required"), ({"reason": "看"}, "too_short")):
        error = refused(ask(lite_world, number, body=body), 422, "invalid")
        assert fields(error) == [("reason", code)]
    refused(ask(lite_world, number, body={"reason": 7}), 422, "invalid")
    assert lines(lite_world, number) == []


def test_nobody_who_does_not_decide_on_it_sees_them(lite_world):
    number = reviewing(lite_world)
    for who in ("dispatcher", "supervisor", "leader", "admin", "grid", "13800000001", OTHER):
        refused(ask(lite_world, number, who), 403, "forbidden")
    refused(ask(lite_world, number, "handler-urban"), 404, "not_found")
    assert lines(lite_world, number) == []


def test_before_it_is_accepted_while_it_is_mended_and_after_the_decision_there_is_nothing_to_pay(
    lite_world,
):
    client = lite_world.client()
    submitted = done(post(client, application(client)))["case"]["number"]
    mended = reviewing(lite_world, OTHER, applicant__id_number="990101194803152016")
    ask_again(lite_world, mended)
    decided = granted(lite_world, "13800000003", applicant__id_number="990101194303150014")
    for number in (submitted, mended, decided):
        refused(ask(lite_world, number), 409, "conflict")
    appeal = bring_to(lite_world, "in_progress")["case"]["number"]
    refused(ask(lite_world, appeal, "handler"), 409, "conflict")


def test_what_was_mended_is_what_is_shown_whole(lite_world):
    from world import take

    number = reviewing(lite_world)
    ask_again(lite_world, number, fields=["bank.card"])
    other = "6222020000000000018"
    done(take(lite_world.client(), number, "correct", bank={"card": other}))
    values = {line["path"]: line["value"] for line in done(ask(lite_world, number))["items"]}
    assert values["bank.card"] == other


def test_lines_of_the_ledger_from_before_reasons_are_the_same_rows(world):
    number = reviewing(world)
    done(world.client(HANDLER).get(f"/cases/{number}"))
    rows = world.read(lambda tx: tx.all(sa.select(t.ledger)))
    assert {row["reason"] for row in rows} == {None}
    own = world.window.database.journal
    for row in rows:
        old = [value for name, value in row.items() if name != "reason"]
        # As the version before entered it: a row without the column.
        digest = own._mac(_encode(("ledger", old)))
        assert own.row_digest("ledger", list(row.values())) == digest


def _encode(value) -> bytes:
    from server.store import journal

    return journal._encode(value)
