"""Applying for a service: what is asked, who has it, by when, and what is refused."""

import json
import threading

import sqlalchemy as sa
from applying import (
    HANDLER,
    IDENTITY,
    OTHER,
    RESIDENT,
    application,
    apply,
    ask_again,
    granted,
    post,
    reviewing,
)
from test_audiences import FILE, MEMBERS, OF_APPLICATIONS, listed, values
from world import World, done, fields, key, refused, take, upload

from server.ops.verify import check_all
from server.services import definitions
from server.store import tables as t

#: Of documents alone: these papers are pictures (test_documents.py).
PAGES = ".pictures.pages"


def findings(world) -> list:
    return world.read(lambda tx: check_all(world.window, tx))[2]


def stored(world, number: str) -> dict:
    return world.read(lambda tx: tx.one(sa.select(t.cases).where(t.cases.c.number == number)))


def test_who_applies_gets_a_number_and_the_department_has_the_task_at_once(world):
    receipt = apply(world)
    case = receipt["case"]
    assert case["number"].startswith("320505A20261123")
    assert len(receipt["query_code"]) == 6
    assert (case["kind"], case["state"], case["stage"]) == ("application", "submitted", 0)
    assert (case["service"], case["service_title"]) == ("elder_allowance", "高龄津贴")
    assert case["title"] == "高龄津贴"
    assert case["department_name"] == "民政事务科"
    assert [one["code"] for one in case["next"]] == ["accept_by", "decide_by", "collect"]
    assert all(one["by"] for one in case["next"][:2])
    handler = world.client(HANDLER)
    page = done(handler.get("/cases?scope=queue&queue=to_accept"))
    assert [one["number"] for one in page["items"]] == [case["number"]]
    other = world.client("handler")
    assert done(other.get("/cases?scope=queue&queue=to_accept"))["items"] == []
    refused(other.get(f"/cases/{case['number']}"), 404, "not_found")
    assert findings(world) == []


def test_accepted_it_is_decided_within_the_time_that_the_service_promises(lite_world):
    number = reviewing(lite_world)
    case = done(lite_world.client().get(f"/cases/{number}"))
    assert (case["state"], case["stage"]) == ("reviewing", 1)
    # 15 working days after Monday, 23 November 2026.
    assert case["due_at"] == "2026-12-14T17:30:00.000+08:00"
    assert case["next"][0] == {"code": "decide_by", "by": case["due_at"]}
    page = done(lite_world.client(HANDLER).get("/cases?scope=queue&queue=to_review"))
    assert [one["number"] for one in page["items"]] == [number]


def test_what_is_wrong_is_told_by_path_in_the_order_of_the_form(lite_world):
    client = lite_world.client()
    body = application(
        client,
        applicant__id_number="99010119550601018",
        bank__card="6222020000000000001",
        materials__household_book=None,
        truth=False,
    )
    error = refused(post(client, body), 422, "invalid")
    assert fields(error) == [
        ("applicant.id_number", "format"),
        ("bank.card", "checksum"),
        ("materials.household_book", "required"),
        ("truth", "required"),
    ]


def test_a_material_that_the_portal_knows_need_not_be_photographed(lite_world):
    client = lite_world.client()
    body = application(client, materials__id_card=None)
    assert fields(refused(post(client, body), 422, "invalid")) == [
        ("materials.id_card", "required")
    ]
    done(client.put("/me/identity", json=IDENTITY))
    done(post(client, body))
    # What is known of oneself says nothing of a relative.
    family = application(client, materials__id_card=None, **{"for": "family"})
    error = refused(post(client, family), 422, "invalid")
    assert fields(error) == [("materials.id_card", "required")]


def test_pictures_are_ones_own_and_each_is_used_once(lite_world):
    client = lite_world.client()
    foreign = upload(lite_world.client(OTHER))
    own = upload(client)
    body = application(client, materials__household_book=[own, foreign], materials__bank_card=[own])
    error = refused(post(client, body), 422, "invalid")
    assert fields(error) == [
        ("materials.household_book.1", "unknown"),
        ("materials.bank_card.0", "unknown"),
    ]


def test_a_service_that_is_not_there_is_not_applied_for(lite_world):
    client = lite_world.client()
    for service, code in ((None, "required"), ("moon", "unknown"), ("", "required")):
        body = application(client) | {"service": service}
        assert fields(refused(post(client, body), 422, "invalid")) == [("service", code)]
    body = application(client) | {"service": 7}
    assert fields(refused(post(client, body), 422, "invalid")) == [("service", "wrong_type")]


def test_a_service_withdrawn_while_somebody_fills_it_in_says_so_and_running_cases_stay(lite_world):
    number = reviewing(lite_world)
    affairs = lite_world.window.reference.affairs
    del affairs.by_code["elder_allowance"], affairs.forms["elder_allowance"]
    definitions._READ.clear()
    client = lite_world.client(OTHER)
    error = refused(post(client, application(client)), 422, "invalid")
    assert fields(error) == [("service", "unknown")]
    assert "现在不能在网上申请" in error["fields"][0]["message"]
    case = done(lite_world.client(HANDLER).get(f"/cases/{number}"))
    assert case["service_title"] == "高龄津贴"
    lines = [(line["path"], line["label"]) for line in case["filled"]]
    assert ("applicant.name", "姓名") in lines
    ask_again(lite_world, number)


def test_outside_its_days_a_service_is_closed(lite_world):
    service = lite_world.window.reference.affairs.by_code["elder_allowance"]
    client = lite_world.client()
    for days, ok in (
        ({"opens": "2026-11-24"}, False),
        ({"closes": "2026-11-22"}, False),
        ({"opens": "2026-11-23", "closes": "2026-11-23"}, True),
    ):
        lite_world.window.reference.affairs.by_code["elder_allowance"] = {**service, **days}
        answer = post(client, application(client))
        if ok:
            done(answer)
        else:
            assert fields(refused(answer, 422, "invalid")) == [("service", "closed")]


def test_one_open_application_a_person_and_another_after_its_end(lite_world):
    first = apply(lite_world)["case"]["number"]
    client = lite_world.client()
    error = refused(post(client, application(client)), 422, "invalid")
    assert fields(error) == [("service", "already_open")]
    done(take(client, first, "withdraw", reason="先不办了"))
    done(post(client, application(client)))


def test_of_two_processes_at_once_only_one_takes_the_application(world):
    if not world.window.config.database.url:
        return  # one process only
    second = World.beside(world).start()
    try:
        clients = [one.client() for one in (world, second)]
        sent = [application(client) for client in clients]
        answers: list = []
        threads = [
            threading.Thread(target=lambda c=c, b=b: answers.append(post(c, b)))
            for c, b in zip(clients * 3, sent * 3, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(a.status_code for a in answers) == [201, 422, 422, 422, 422, 422]
    finally:
        second.stop()


def test_the_same_key_gives_the_first_answer_again(lite_world):
    client = lite_world.client()
    body, once = application(client), key()
    first = done(client.post("/cases", json=body, headers=once))
    again = done(client.post("/cases", json=body, headers=once))
    assert again == first
    body["abroad"] = True
    refused(client.post("/cases", json=body, headers=once), 409, "conflict")


def test_what_says_who_somebody_is_lies_encrypted_and_is_masked_for_staff(lite_world):
    number = apply(lite_world)["case"]["number"]
    row = stored(lite_world, number)
    for secret in (IDENTITY["id_number"], "6222020000000000000", "张三", "13800000001"):
        assert secret not in row["answers"]
    case = done(lite_world.client(HANDLER).get(f"/cases/{number}"))
    filled = {line["path"]: line["value"] for line in case["filled"]}
    assert filled["applicant.name"] == "张三"
    assert filled["applicant.id_number"] == "9" + "*" * 16 + "X"
    assert filled["bank.card"] == "**** 0000"
    assert filled["abroad"] == "否"
    assert filled["materials.household_book"] == "2 张照片"
    book = next(line for line in case["filled"] if line["path"] == "materials.household_book")
    assert len(book["pictures"]) == 2
    english = lite_world.client(HANDLER)
    case = done(english.get(f"/cases/{number}", headers={"Accept-Language": "en"}))
    assert next(li["value"] for li in case["filled"] if li["path"] == "abroad") == "No"


def test_nobody_but_applicant_desk_and_department_reads_what_was_filled_in(lite_world):
    number = apply(lite_world, home__grid_id="liuxiang-3")["case"]["number"]
    refused(lite_world.client(OTHER).get(f"/cases/{number}"), 404, "not_found")
    # Who walks the grid has nothing to do with what its people apply for.
    refused(lite_world.client("grid").get(f"/cases/{number}"), 404, "not_found")
    for who, sees in (
        ("dispatcher", True),
        (HANDLER, True),
        ("supervisor", False),
        ("leader", False),
    ):
        case = done(lite_world.client(who).get(f"/cases/{number}"))
        assert bool(case["filled"]) is sees, who
        assert "6222020000000000000" not in json.dumps(case)


def test_every_audience_sees_of_applications_what_its_list_names(lite_world):
    first = apply(lite_world)["case"]
    done(take(lite_world.client(), first["number"], "withdraw"))
    handed_in = next(li for li in first["filled"] if li["path"] == "materials.household_book")
    number = reviewing(
        lite_world,
        materials__bank_card=None,
        later={"fields": ["materials.bank_card"], "by": "2026-12-04"},
        materials__household_book=[one["id"] for one in handed_in["pictures"]],
        reused=["materials.household_book"],
    )
    handler = lite_world.client(HANDLER)
    before = done(handler.get(f"/cases/{number}"))
    book = next(li for li in before["filled"] if li["path"] == "materials.household_book")
    ask_again(lite_world, number, pictures=[book["pictures"][0]["id"]])
    logins = {"owner": RESIDENT, "desk": "dispatcher", "handler": HANDLER, "staff": "supervisor"}
    logins["colleague"] = "leader"
    shown = {a: done(lite_world.client(w).get(f"/cases/{number}")) for a, w in logins.items()}
    members = [m for m in MEMBERS if m.split(".")[0] in OF_APPLICATIONS]
    for audience, case in shown.items():
        for member in members:
            there = any(v not in (None, "", [], 0) for v in values(case, member))
            if member not in listed(audience, "show"):
                assert not there, (audience, member)
            elif not member.startswith(("result", "bundle", "parts")) and not member.endswith(
                PAGES
            ):
                assert there, (audience, member)
    somebody = {"for": "family", "applicant__id_number": "990101194803152016"}
    number = granted(lite_world, **somebody)
    for audience, login in logins.items():
        case = done(lite_world.client(login).get(f"/cases/{number}"))
        for member in (m for m in members if m.startswith("result")):
            there = bool(values(case, member)) and values(case, member) != [None]
            empty = member in ("result.objection", "result.valid_until")
            assert there is (member in listed(audience, "show") and not empty), (audience, member)
    assert set(FILE["audiences"]) == {*logins, "tracker", "joiner", "public"}


def test_an_application_is_rated_and_a_bad_rating_brings_it_back_to_its_department(lite_world):
    number = granted(lite_world)
    handler, owner = lite_world.client(HANDLER), lite_world.client()
    page = done(handler.get("/cases?scope=queue&queue=to_close"))
    assert [one["number"] for one in page["items"]] == [number]
    done(take(handler, number, "close", note="款项已发放。"))
    case = done(owner.get(f"/cases/{number}"))
    assert (case["state"], case["stage"], case["can_rate"]) == ("closed", 4, True)
    body = {"score": 2, "solved": False, "comment": "钱没有到"}
    case = done(owner.post(f"/cases/{number}/rating", json=body, headers=key()))
    assert (case["state"], case["tier"], case["department_name"]) == ("reviewing", 1, "民政事务科")
    assert done(handler.get(f"/cases/{number}"))["actions"]
    assert findings(lite_world) == []


def test_what_one_is_known_by_is_told_to_oneself_alone(lite_world):
    client = lite_world.client()
    found = done(client.get("/me/facts"))["facts"]
    assert found["account.verified"] == {"value": False, "source": "登记的手机号"}
    assert "person.name" not in found
    done(client.put("/me/identity", json=IDENTITY))
    found = done(client.get("/me/facts"))["facts"]
    assert found["person.birth_date"] == {"value": "1955-06-01", "source": "实名认证"}
    assert found["person.name"]["value"] == "张三"
    assert found["person.id_number"]["value"] == IDENTITY["id_number"]
    assert found["person.sex"]["value"] == "female"
    assert found["account.phone"]["value"] == "13800000001"
    refused(lite_world.nobody().get("/me/facts"), 401, "unauthenticated")
    refused(lite_world.client("dispatcher").get("/me/facts"), 403, "forbidden")
