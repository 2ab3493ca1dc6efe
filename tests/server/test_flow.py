"""The loop: a resident files, staff handle, somebody else verifies, the resident rates."""

import pytest
from world import bring_on, bring_to, done, fields, file_case, filing, key, refused, take, upload

from server.services import access, accounts, case_rows


def test_a_resident_files_and_gets_a_number_a_query_code_and_what_happens_next(world):
    receipt = file_case(world.client())
    case = receipt["case"]
    assert case["number"].startswith("320505S2026112300001")
    assert len(receipt["query_code"]) == 6
    assert case["state"] == "submitted"
    assert case["due_at"] == "2026-11-23T15:30:00.000+08:00"
    assert case["next"] == [
        {"code": "accept_by", "by": "2026-11-23T15:30:00.000+08:00"},
        {"code": "handle_by", "by": "2026-11-26T17:30:00.000+08:00"},
        {"code": "verify_then_rate", "by": None},
    ]
    assert case["contact"] == {
        "mode": "named",
        "name_masked": None,
        "phone_masked": "138****0001",
    }
    assert case["steps"][0]["actor_label"] == "您"


def test_the_whole_loop_leaves_a_chain_that_holds(world):
    receipt = bring_to(world, "closed")
    number = receipt["case"]["number"]
    resident = world.client()
    case = done(resident.get(f"/cases/{number}"))
    assert [s["step"] for s in case["steps"]] == [
        "submit", "accept", "dispatch", "sign_for", "resolve", "verify_pass", "close",
    ]  # fmt: skip
    assert [s["actor_label"] for s in case["steps"]][1:4] == [
        "受理分拨 · 工号 1003", "受理分拨 · 工号 1003", "经办人 · 工号 2017",
    ]  # fmt: skip
    assert case["chain_ok"] is True
    assert case["can_rate"] is True
    assert case["stage"] == 5
    assert case["clock"] == "done"
    body = {"score": 5, "solved": True, "comment": " 谢谢 "}
    rated = done(resident.post(f"/cases/{number}/rating", json=body, headers=key()))
    assert rated["rating"]["comment"] == "谢谢"
    assert rated["can_rate"] is False
    assert rated["state"] == "closed"


@pytest.mark.parametrize(
    "body", [{"score": 2, "solved": True, "faults": ["slow"]}, {"score": 5, "solved": False}]
)
def test_an_unhappy_rating_reopens_the_case_one_tier_up(world, body):
    number = bring_to(world, "closed")["case"]["number"]
    rated = done(world.client().post(f"/cases/{number}/rating", json=body, headers=key()))
    assert rated["state"] == "accepted"
    assert rated["tier"] == 1
    assert [s["step"] for s in rated["steps"]][-2:] == ["rate", "reopen"]
    assert rated["due_at"] is not None
    assert rated["chain_ok"] is True
    supervisor = world.client("supervisor")
    page = done(supervisor.get("/cases?scope=queue&queue=reopened"))
    assert [item["number"] for item in page["items"]] == [number]


def test_a_case_is_rated_once_per_closing(world):
    number = bring_to(world, "closed")["case"]["number"]
    resident = world.client()
    body = {"score": 4, "solved": True}
    done(resident.post(f"/cases/{number}/rating", json=body, headers=key()))
    refused(resident.post(f"/cases/{number}/rating", json=body, headers=key()), 409, "conflict")


def test_a_case_that_was_reopened_and_closed_again_is_rated_again(lite_world):
    number = bring_to(lite_world, "closed")["case"]["number"]
    resident = lite_world.client()
    for body in (
        {"score": 1, "solved": False, "faults": ["not_done"]},
        {"score": 5, "solved": True},
    ):
        case = done(resident.post(f"/cases/{number}/rating", json=body, headers=key()))
        assert case["rating"]["score"] == body["score"]
        if case["state"] == "accepted":
            bring_on(lite_world, number, "closed", begin="accepted")
    assert [step["step"] for step in case["steps"]].count("rate") == 2


def test_who_is_not_content_says_why_by_a_code_or_in_words(lite_world):
    number = bring_to(lite_world, "closed")["case"]["number"]
    resident, bad = lite_world.client(), {"score": 2, "solved": True}

    def rated(**more):
        return resident.post(f"/cases/{number}/rating", json={**bad, **more}, headers=key())

    error = refused(rated(), 422, "invalid")
    assert [(f["path"], f["message"]) for f in error["fields"]] == [
        ("faults", "请选一项没办好的地方，或者写几个字说明")
    ]
    assert refused(rated(faults=["other"]), 422, "invalid")["fields"][0]["path"] == "comment"
    assert refused(rated(faults=["weather"]), 422, "invalid")["fields"][0]["path"] == "faults.0"
    # What is asked of who is content is not kept of who is not.
    case = done(rated(faults=["slow", "rude"], praises=["fast"]))
    assert (case["rating"]["faults"], case["rating"]["praises"]) == (["slow", "rude"], [])
    assert case["chain_ok"] is True
    assert "已经评价过了" in refused(rated(comment="慢"), 409, "conflict")["message"]


def test_a_rating_without_an_account_needs_a_reason_too_and_words_are_one(lite_world):
    receipt = bring_to(lite_world, "closed")
    asked = {"number": receipt["case"]["number"], "query_code": receipt["query_code"]}

    def rated(**more):
        body = {**asked, "score": 1, "solved": False, **more}
        return lite_world.nobody().post("/track/rating", json=body, headers=key())

    assert [f["path"] for f in refused(rated(), 422, "invalid")["fields"]] == ["faults"]
    assert done(rated(comment="没有人来"))["rating"]["faults"] == []


def test_a_refused_case_says_why_and_ends(world):
    number = file_case(world.client())["case"]["number"]
    dispatcher = world.client("dispatcher")
    error = refused(take(dispatcher, number, "refuse", reason="不受"), 422, "invalid")
    assert fields(error) == [("reason", "too_short")]
    done(take(dispatcher, number, "refuse", reason="地点不在本街道，请拨打 12345。"))
    case = done(world.client().get(f"/cases/{number}"))
    assert case["state"] == "refused"
    assert case["steps"][-1]["reason"] == "地点不在本街道，请拨打 12345。"
    assert case["actions"] == []


def test_a_department_gives_a_case_back_only_once(world):
    number = bring_to(world, "dispatched")["case"]["number"]
    handler, dispatcher = world.client("handler"), world.client("dispatcher")
    done(take(handler, number, "return", reason="该路段由城市管理科负责。"))
    refused(handler.get(f"/cases/{number}"), 404, "not_found")
    again = {"department_id": "property", "basis": "designated"}
    done(take(dispatcher, number, "dispatch", **again))
    case = done(handler.get(f"/cases/{number}"))
    assert "return" not in case["actions"]
    response = take(handler, number, "return", reason="还是请城市管理科办理。")
    refused(response, 409, "conflict")


def test_help_and_complaints_are_answered_with_a_photo_as_evidence(world):
    number = bring_to(world, "in_progress")["case"]["number"]
    handler = world.client("handler")
    error = refused(take(handler, number, "resolve", note="已经更换。"), 422, "invalid")
    assert fields(error) == [("attachments", "required")]
    done(take(handler, number, "resolve", note="已经更换。", attachments=[upload(handler)]))


def test_a_question_is_answered_without_a_photo(world):
    number = bring_to(world, "in_progress", category="consult")["case"]["number"]
    done(take(world.client("handler"), number, "resolve", note="请带身份证到三号窗口。"))


def test_who_handled_a_case_does_not_verify_it_and_a_failed_check_sends_it_back(world):
    number = bring_to(world, "resolved")["case"]["number"]
    refused(take(world.client("handler"), number, "verify_pass"), 403, "forbidden")
    refused(world.client("grid-donghe-1").get(f"/cases/{number}"), 404, "not_found")
    case = done(take(world.client("grid"), number, "verify_fail", reason="还有两盏灯不亮。"))
    assert case["state"] == "in_progress"
    assert case["due_at"] is not None


def test_a_resident_withdraws_before_it_is_resolved_and_not_after(world):
    first = bring_to(world, "in_progress")["case"]["number"]
    resident = world.client()
    assert done(take(resident, first, "withdraw"))["state"] == "withdrawn"
    second = bring_to(world, "resolved")["case"]["number"]
    refused(take(resident, second, "withdraw"), 409, "conflict")


def test_a_resident_adds_to_an_open_case_and_the_state_stays(world):
    number = bring_to(world, "in_progress")["case"]["number"]
    resident = world.client()
    picture = upload(resident)
    case = done(take(resident, number, "supplement", note="邻居也遇到了。", attachments=[picture]))
    assert case["state"] == "in_progress"
    assert case["steps"][-1]["attachments"][0]["id"] == picture
    assert case["chain_ok"] is True


def test_an_anonymous_filer_is_unknown_to_the_handler_and_known_by_phone_to_the_dispatcher(world):
    receipt = bring_to(world, "in_progress", contact__mode="anonymous")
    number = receipt["case"]["number"]
    seen = done(world.client("handler").get(f"/cases/{number}"))
    assert seen["contact"] == {"mode": "anonymous", "name_masked": None, "phone_masked": None}
    seen = done(world.client("dispatcher").get(f"/cases/{number}"))
    assert seen["contact"]["name_masked"] is None
    assert seen["contact"]["phone_masked"] == "138****0001"
    assert seen["steps"][0]["actor_label"] == "居民"


def test_anybody_with_number_and_query_code_sees_progress_but_no_person(world):
    receipt = bring_to(world, "closed")
    number, code = receipt["case"]["number"], receipt["query_code"]
    spaced = f" {number[:6]} {number[6].lower()} {number[7:]} "
    asked = {"number": spaced, "query_code": f"{code[:3]} {code[3:]}".lower()}
    case = done(world.nobody().post("/track", json=asked))
    assert case["number"] == number
    assert case["contact"] == {"mode": "named", "name_masked": None, "phone_masked": None}
    assert case["actions"] == []
    assert case["steps"][0]["actor_label"] == "居民"
    body = {**asked, "score": 1, "solved": False, "comment": "没有修好"}
    rated = done(world.nobody().post("/track/rating", json=body, headers=key()))
    assert rated["state"] == "accepted"
    assert rated["steps"][-2]["actor_label"] == "居民"


def test_a_wrong_query_code_and_a_wrong_number_are_told_apart_by_nobody(world):
    receipt = file_case(world.client())
    number, code = receipt["case"]["number"], receipt["query_code"]
    wrong = "222222" if code != "222222" else "333333"
    one = refused(
        world.nobody().post("/track", json={"number": number, "query_code": wrong}), 422, "invalid"
    )
    other = refused(
        world.nobody().post("/track", json={"number": "320505W20271231999995", "query_code": code}),
        422,
        "invalid",
    )
    assert fields(one) == fields(other) == [("query_code", "mismatch")]


def test_guessing_query_codes_ends_after_twenty_wrong_tries_and_the_right_code_still_opens(
    make_world,
):
    world = make_world(limits__tracks_per_hour=20)
    receipt = file_case(world.client())
    asked = {"number": receipt["case"]["number"], "query_code": "222222"}
    for _ in range(20):
        refused(world.nobody().post("/track", json=asked), 422, "invalid")
    response = world.nobody().post("/track", json=asked)
    refused(response, 429, "rate_limited")
    assert int(response.headers["retry-after"]) > 3000
    done(world.nobody().post("/track", json={**asked, "query_code": receipt["query_code"]}))


def test_every_sight_by_staff_is_in_the_ledger_the_resident_reads(world):
    number = bring_to(world, "in_progress")["case"]["number"]
    resident, supervisor = world.client(), world.client("supervisor")
    before = done(resident.get(f"/cases/{number}"))["access_count"]
    done(supervisor.get(f"/cases/{number}"))
    done(resident.get(f"/cases/{number}"))
    ledger = done(resident.get(f"/cases/{number}/access"))["items"]
    assert len(ledger) == before + 1
    assert ledger[0]["who"] == "监督 · 工号 4001"
    assert ledger[0]["purpose"] == "view"
    assert done(resident.get(f"/cases/{number}"))["access_count"] == before + 1


def test_an_open_page_that_asks_again_is_no_new_sight_and_a_later_look_is(world):
    number = file_case(world.client())["case"]["number"]
    resident, supervisor = world.client(), world.client("supervisor")
    dispatcher = world.client("dispatcher")

    def seen() -> list[tuple[str, str]]:
        items = done(resident.get(f"/cases/{number}/access"))["items"]
        return [(item["who"], item["purpose"]) for item in items]

    for _ in range(3):
        done(supervisor.get(f"/cases/{number}"))
        done(dispatcher.get(f"/cases/{number}"))
    assert seen() == [("受理分拨 · 工号 1003", "view"), ("监督 · 工号 4001", "view")]
    done(take(dispatcher, number, "accept"))
    done(dispatcher.get(f"/cases/{number}"))
    world.clock.advance(minutes=19)
    done(dispatcher.get(f"/cases/{number}"))
    assert seen()[0] == ("受理分拨 · 工号 1003", "accept")
    assert len(seen()) == 3
    world.clock.advance(minutes=2)
    done(supervisor.get(f"/cases/{number}"))
    assert len(seen()) == 4
    assert done(resident.get(f"/cases/{number}"))["access_count"] == 4


def test_the_ledger_is_read_to_its_end_page_by_page(world):
    number = file_case(world.client())["case"]["number"]
    supervisor = accounts.viewer_of(
        world.read(lambda tx: accounts.by_id(tx, world.ids["supervisor"]))
    )

    def look_often(tx):
        case = case_rows.find(tx, number)
        for minute in range(1203):
            access.note(tx, case, supervisor, "view", world.clock.at + minute)

    world.write(look_often)
    resident, path = world.client(), f"/cases/{number}/access"
    page = done(resident.get(path))
    seen = [item["at"] for item in page["items"]]
    assert (len(seen), page["total"]) == (500, 1203)
    while page["next_cursor"]:
        page = done(resident.get(path, params={"cursor": page["next_cursor"]}))
        seen += [item["at"] for item in page["items"]]
    assert len(seen) == 1203
    assert seen == sorted(set(seen), reverse=True)
    assert len(done(resident.get(path, params={"limit": 7}))["items"]) == 7
    refused(resident.get(path, params={"cursor": "x"}), 400, "malformed")
    error = refused(resident.get(path, params={"limit": 501}), 422, "invalid")
    assert fields(error) == [("limit", "out_of_range")]


def test_the_grid_is_found_from_the_position(world):
    case = file_case(world.client(), place={"text": "柳巷路", "lon": 120.563, "lat": 31.3085})[
        "case"
    ]
    assert case["grid_id"] == "liuxiang-1"
    assert case["community"] == "柳巷"


def test_own_cases_come_newest_first_page_by_page(world):
    resident = world.client()
    numbers = [file_case(resident)["case"]["number"] for _ in range(5)]
    seen, cursor = [], ""
    while True:
        page = done(resident.get("/cases", params={"scope": "mine", "limit": 2, "cursor": cursor}))
        assert page["total"] == 5
        seen += [item["number"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == numbers[::-1]


def test_a_queue_comes_by_due_time_and_is_searched_by_number_title_and_place(world):
    resident = world.client()
    late = file_case(resident, category="suggestion", title="加一排晾衣架 100%")["case"]
    soon = file_case(resident)["case"]
    dispatcher = world.client("dispatcher")
    page = done(dispatcher.get("/cases?scope=queue&queue=to_accept&limit=1"))
    assert [i["number"] for i in page["items"]] == [soon["number"]]
    page = done(
        dispatcher.get(
            "/cases",
            params={"scope": "queue", "queue": "to_accept", "cursor": page["next_cursor"]},
        )
    )
    assert [i["number"] for i in page["items"]] == [late["number"]]

    def found(text: str) -> list[str]:
        query = {"scope": "queue", "queue": "to_accept", "q": text}
        return [i["number"] for i in done(dispatcher.get("/cases", params=query))["items"]]

    assert found("晾衣架") == [late["number"]]
    assert found("100%") == [late["number"]]
    assert found("柳巷路 8 号") == [soon["number"], late["number"]]
    assert found(late["number"].lower()) == [late["number"]]
    assert found("_") == []


def test_queues_move_with_the_clock(world):
    file_case(world.client())
    dispatcher = world.client("dispatcher")

    def counts() -> dict[str, int]:
        return {q["queue"]: q["count"] for q in done(dispatcher.get("/queues"))["items"]}

    assert counts() == {
        "to_accept": 1,
        "to_dispatch": 0,
        "due_soon": 0,
        "overdue": 0,
        "to_close": 0,
    }
    world.clock.advance(hours=4, minutes=30)
    dispatcher = world.client("dispatcher")
    assert counts()["due_soon"] == 1
    world.clock.advance(hours=2)
    dispatcher = world.client("dispatcher")
    assert counts()["overdue"] == 1
    item = done(dispatcher.get("/cases?scope=queue&queue=overdue"))["items"][0]
    assert item["clock"] == "red"
    assert item["tier"] == 2


def test_a_resident_may_file_only_so_often(make_world):
    world = make_world(limits__filings_per_hour=2)
    resident = world.client()
    file_case(resident)
    file_case(resident)
    response = resident.post("/cases", json=filing(), headers=key())
    refused(response, 429, "rate_limited")
    assert int(response.headers["retry-after"]) > 0


def test_a_case_is_not_verified_without_a_word_or_a_picture_nor_closed_without_a_word(world):
    receipt = bring_to(world, "resolved")
    number, grid = receipt["case"]["number"], world.client("grid")
    for note in (None, "", "看"):
        members = {"note": note}
        error = refused(take(grid, number, "verify_pass", **members), 422, "invalid")
        assert [one["path"] for one in error["fields"]] == ["note"], note
    seen = done(take(grid, number, "verify_pass", note=None, attachments=[upload(grid)]))
    assert len(seen["steps"][-1]["attachments"]) == 1
    dispatcher = world.client("dispatcher")
    error = refused(take(dispatcher, number, "close", note=None), 422, "invalid")
    assert error["fields"][0]["path"] == "note"
    assert done(take(dispatcher, number, "close"))["state"] == "closed"
