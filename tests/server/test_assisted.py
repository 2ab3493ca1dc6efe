"""Assisted filing: the case is the person's, under a mandate that holds, once, and the person reads
every act, objects and revokes."""

import msgspec
import pytest
import sqlalchemy as sa
from applying import application
from assisting import (
    HELPER,
    LI,
    STROKES,
    assisted,
    file_for,
    fresh,
    mandate,
    person,
    wanted,
)
from world import bring_to, done, fields, key, picture, refused, take, upload

from server.ops.verify import check_all
from server.services import people
from server.store import mandate_tables
from server.store import tables as t

OWNER, OTHER = "13800000001", "13800000002"


def prove(world, who=OWNER):
    """Li Guifang signs in for the first time and says who she is."""
    client = world.client(who)
    done(client.put("/me/identity", json={**LI, "consent": True}))
    return client


def checked(world) -> list:
    """What verify finds."""
    return world.read(lambda tx: check_all(world.window, tx))[2]


def test_a_case_filed_for_a_person_is_hers_and_names_the_helper(world):
    whom = person(world)
    under = mandate(world, whom)
    receipt = file_for(world, whom, under["id"])
    case = receipt["case"]
    assert case["channel"] == "assisted"
    assert "3003" in case["steps"][0]["actor_label"]
    slip = {"number": case["number"], "query_code": receipt["query_code"]}
    tracked = done(world.nobody().post("/track", json=slip))
    assert tracked["number"] == case["number"]
    owner = prove(world)
    assert [one["number"] for one in done(owner.get("/cases"))["items"]] == [case["number"]]
    mine = done(owner.get(f"/cases/{case['number']}"))
    assert "withdraw" in mine["actions"]
    assert mine["contact"]["name_masked"] == "李**"
    refused(world.client(OTHER).get(f"/cases/{case['number']}"), 404, "not_found")
    assert checked(world) == []


def test_an_application_is_filled_in_with_what_is_known_of_the_person(world):
    whom = person(world)
    under = mandate(world, whom)
    client = world.client(HELPER)
    who = {"name": LI["name"], "id_number": LI["id_number"], "phone": LI["phone"]}
    body = application(client, applicant=who, bank__holder=LI["name"])
    body |= {"on_behalf_of": whom, "mandate": under["id"]}
    receipt = done(client.post("/cases", json=body, headers=key()))
    assert receipt["case"]["channel"] == "assisted"
    again = client.post(
        "/cases", json={**body, "materials": application(client)["materials"]}, headers=key()
    )
    assert fields(refused(again, 422, "invalid")) == [("service", "already_open")]
    owner = prove(world)
    assert done(owner.get("/cases"))["total"] == 1
    assert checked(world) == []


def test_whose_account_is_known_has_the_case_at_once(world):
    owner = prove(world)
    whom = person(world)
    number = file_for(world, whom, mandate(world, whom)["id"])["case"]["number"]
    assert [one["number"] for one in done(owner.get("/cases"))["items"]] == [number]
    helping = done(owner.get("/me/helpers"))["helping_me"]
    assert [act["number"] for act in helping[0]["acts"]] == [number]


def test_the_same_sent_again_is_one_case_one_mandate_and_one_act(world):
    client = world.client(HELPER)
    whom = person(world)
    signed = wanted(whom, evidence__picture=upload(client, picture(size=(60, 40))))
    first = done(client.post("/mandates", json=signed, headers=key()))
    again = {**signed, "device_now": "2026-11-23T12:00:00+08:00"}
    assert done(client.post("/mandates", json=again, headers=key())) == first
    body, same = assisted(whom, signed["id"]), key()
    receipts = [done(client.post("/cases", json=body, headers=same)) for _ in range(3)]
    assert receipts[0] == receipts[1] == receipts[2]
    refused(client.post("/mandates", json={**signed, "days": 3}, headers=key()), 409, "conflict")
    rows = world.read(lambda tx: tx.all(sa.select(mandate_tables.mandate_acts)))
    assert len(rows) == 1


def test_commands_of_a_day_offline_arrive_in_their_order_by_ids_of_the_device(world):
    client = world.client(HELPER)
    there = person(world)  # somebody else registered her before
    whom, under = fresh(), fresh()
    when = {"made_at": "2025-11-22T16:00:00+08:00", "device_now": "2025-11-23T10:00:00+08:00"}
    sent = {"id": whom, **LI, **when}
    assert done(client.post("/persons", json=sent, headers=key()))["person"]["id"] == there
    early = client.post("/cases", json=assisted(whom, under), headers=key())
    assert fields(refused(early, 422, "invalid")) == [("mandate", "unknown")]
    made = done(client.post("/mandates", json=wanted(whom, id=under, **when), headers=key()))
    assert made["mandate"]["first_day"] == "2026-11-22"
    assert made["mandate"]["made_at"].startswith("2025-11-22")
    done(client.post("/cases", json=assisted(whom, under) | when, headers=key()))


def broken(world, whom, under, what):
    """Make a filing wrong in one way; who files it, and the body."""
    client, body = HELPER, assisted(whom, under)
    if what == "revoked":
        done(world.client("dispatcher").post(f"/mandates/{under}/revoke", json={}, headers=key()))
    elif what == "expired":
        world.clock.advance(days=90)
    elif what == "other_helper":
        client = "grid-donghe-1"
    elif what == "other_person":
        body["on_behalf_of"] = person(world, name="王五", id_number="99010119550601018X")
    elif what == "other_matter":
        body["category"] = "complaint"
    elif what == "required":
        body["mandate"] = None
    elif what == "unknown":
        body["mandate"] = fresh()
    return client, body


@pytest.mark.parametrize(
    "what",
    ["revoked", "expired", "other_helper", "other_person", "other_matter", "required", "unknown"],
)
def test_what_the_mandate_does_not_allow_is_stopped_and_says_how_to_mend_it(lite_world, what):
    world = lite_world
    whom = person(world)
    under = mandate(world, whom)["id"]
    client, body = broken(world, whom, under, what)
    error = refused(world.client(client).post("/cases", json=body, headers=key()), 422, "invalid")
    assert fields(error) == [("mandate", what)]
    assert world.read(lambda tx: tx.all(sa.select(t.cases))) == []


def test_a_mandate_that_may_not_file_stops_it(lite_world):
    whom = person(lite_world)
    under = mandate(lite_world, whom, scopes=["follow"])["id"]
    reply = lite_world.client(HELPER).post("/cases", json=assisted(whom, under), headers=key())
    assert fields(refused(reply, 422, "invalid")) == [("mandate", "out_of_scope")]


def test_nobody_helps_against_themselves(lite_world):
    world = lite_world
    whom = person(world)
    under = mandate(world, whom, matters={"appeals": ["complaint"]})["id"]
    about = {"category": "complaint", "description": "工号 3003 的网格员态度不好，一直不来。"}
    reply = world.client(HELPER).post("/cases", json=assisted(whom, under, **about), headers=key())
    assert fields(refused(reply, 422, "invalid")) == [("mandate", "own_matter")]


def test_who_filed_it_does_not_verify_it(world):
    whom = person(world)
    receipt = file_for(world, whom, mandate(world, whom)["id"])
    number = receipt["case"]["number"]
    dispatcher, handler = world.client("dispatcher"), world.client("handler")
    done(take(dispatcher, number, "accept"))
    done(take(dispatcher, number, "dispatch", department_id="property", basis="statutory"))
    done(take(handler, number, "sign_for"))
    proof = [upload(handler)]
    done(take(handler, number, "resolve", note="声控开关已更换。", attachments=proof))
    helper = world.client(HELPER)
    assert "verify_pass" not in done(helper.get(f"/cases/{number}"))["actions"]
    refused(take(helper, number, "verify_pass"), 403, "forbidden")
    refused(take(helper, number, "verify_fail", reason="现场没有修好。"), 403, "forbidden")
    done(take(world.client("supervisor"), number, "verify_pass"))


def test_a_wrong_person_is_put_right_by_withdrawing_and_filing_anew(world):
    wrong = person(world, name="王五", id_number="99010119550601018X")
    whom = person(world)
    mistaken = file_for(world, wrong, mandate(world, wrong)["id"])["case"]["number"]
    other = world.client("grid-liuxiang-1")
    refused(take(other, mistaken, "withdraw", expected_version=1), 404, "not_found")
    helper = world.client(HELPER)
    reason = "选错了人，已为本人重新提交。"
    assert done(take(helper, mistaken, "withdraw", reason=reason))["state"] == "withdrawn"
    right = file_for(world, whom, mandate(world, whom)["id"])["case"]["number"]
    there = world.client(OTHER)
    five = {"name": "王五", "id_number": "99010119550601018X", "consent": True}
    done(there.put("/me/identity", json=five))
    (told,) = done(there.get("/cases"))["items"]
    assert (told["number"], told["state"]) == (mistaken, "withdrawn")
    steps = done(there.get(f"/cases/{mistaken}"))["steps"]
    assert steps[-1]["reason"] == reason
    assert "3003" in steps[-1]["actor_label"]
    assert [one["number"] for one in done(prove(world).get("/cases"))["items"]] == [right]
    own = bring_to(world, "submitted")["case"]["number"]
    refused(take(helper, own, "withdraw"), 403, "forbidden")


def test_nobody_files_for_the_dead(lite_world):
    world = lite_world
    whom = person(world)
    under = mandate(world, whom)["id"]
    world.write(lambda tx: people.set_state(tx, people.row_of(tx, whom), people.DEAD, None, 1))
    reply = world.client(HELPER).post("/cases", json=assisted(whom, under), headers=key())
    assert fields(refused(reply, 422, "invalid")) == [("on_behalf_of", "dead")]


def test_the_person_reads_every_act_objects_and_revokes(world):
    whom = person(world)
    under = mandate(world, whom)
    number = file_for(world, whom, under["id"])["case"]["number"]
    owner = prove(world)
    (shown,) = done(owner.get("/me/helpers"))["helping_me"]
    assert (shown["state"], shown["about"]) == ("running", "高龄津贴、求助")
    (act,) = shown["acts"]
    assert (act["act"], act["number"], act["objected_at"]) == ("file", number, None)
    path = f"/me/helpers/acts/{act['id']}/object"
    refused(owner.post(path, json={"words": " "}, headers=key()), 422, "invalid")
    said = done(owner.post(path, json={"words": "我没有让他报这件事。"}, headers=key()))
    assert said["mandate"]["acts"][0]["objected_at"]
    stranger = world.client(OTHER)
    refused(stranger.post(path, json={"words": "不对。"}, headers=key()), 404, "not_found")
    revoke = f"/me/helpers/{under['id']}/revoke"
    refused(stranger.post(revoke, json={}, headers=key()), 404, "not_found")
    ended = done(owner.post(revoke, json={}, headers=key()))["mandate"]
    assert (ended["state"], ended["revoked_how"]) == ("revoked", "person")
    reply = world.client(HELPER).post("/cases", json=assisted(whom, under["id"]), headers=key())
    assert fields(refused(reply, 422, "invalid")) == [("mandate", "revoked")]
    assert checked(world) == []


def test_who_holds_the_slip_revokes_without_an_account(lite_world):
    world = lite_world
    whom = person(world)
    under = mandate(world, whom)["id"]
    receipt = file_for(world, whom, under)
    slip = {"number": receipt["case"]["number"], "query_code": receipt["query_code"]}
    wrong = {**slip, "query_code": "222222"}
    refused(world.nobody().post("/track/revoke", json=wrong), 422, "invalid")
    assert done(world.nobody().post("/track/revoke", json=slip)) == {"revoked": 1}
    assert done(world.nobody().post("/track/revoke", json=slip)) == {"revoked": 0}
    (shown,) = done(world.client(HELPER).get("/mandates", params={"person": whom}))["items"]
    assert (shown["state"], shown["revoked_how"]) == ("revoked", "slip")


def test_a_daughter_files_for_her_mother_who_asked_her_to(world):
    owner = prove(world, OTHER)
    daughter = world.client(OWNER)
    refused(daughter.post("/me/helpers", json={}, headers=key()), 403, "forbidden")
    person(world)
    body = {
        "id": fresh(),
        "helper": {"kind": "family", "phone": OWNER},
        "matters": {"appeals": ["help"]},
        "scopes": ["file"],
        "days": 30,
        "relationship": "女儿",
    }
    given = done(owner.post("/me/helpers", json=body, headers=key()))["mandate"]
    assert given["evidence_kind"] == "portal"
    (mine,) = done(daughter.get("/me/helpers"))["i_help"]
    filing = assisted(mine["person_id"], mine["id"])
    number = done(daughter.post("/cases", json=filing, headers=key()))["case"]["number"]
    assert [one["number"] for one in done(owner.get("/cases"))["items"]] == [number]
    assert done(daughter.get("/cases"))["total"] == 0
    refused(daughter.get(f"/cases/{number}"), 404, "not_found")
    itself = {**body, "id": fresh(), "helper": {"kind": "family", "phone": OTHER}}
    reply = owner.post("/me/helpers", json=itself, headers=key())
    assert fields(refused(reply, 422, "invalid")) == [("helper.phone", "own_matter")]
    # She was named and nobody else: her own helper cannot hand it on.
    reply = world.client(HELPER).post("/cases", json=filing, headers=key())
    assert fields(refused(reply, 422, "invalid")) == [("mandate", "other_helper")]


WRONG = {
    "no matter": ({"matters": {}}, ("matters", "required")),
    "no such service": ({"matters": {"services": ["x"]}}, ("matters.services.0", "unknown")),
    "no scope": ({"scopes": []}, ("scopes", "required")),
    "no such scope": ({"scopes": ["all"]}, ("scopes.0", "unknown")),
    "no end": ({"days": 367}, ("days", "out_of_range")),
    "nobody": ({"person": "x"}, ("person", "unknown")),
    "no text": ({"text__hash": "abc"}, ("text.hash", "format")),
    "no signature": ({"evidence": {"kind": "signature"}}, ("evidence.strokes", "required")),
    "a point outside": (
        {"evidence": {"kind": "signature", "strokes": [[[1.5, 0.1, 0, 1]]]}},
        ("evidence.strokes", "format"),
    ),
    "a refusal without reason": (
        {"evidence": {"kind": "refusal"}},
        ("evidence.reason", "required"),
    ),
    "a witness without name": (
        {"evidence": {"kind": "witness", "reason": "手抖写不了"}},
        ("evidence.witness.name", "required"),
    ),
    "a picture of somebody else": ({"evidence__picture": "x"}, ("evidence.picture", "unknown")),
    "a family member without phone": ({"helper": {"kind": "family"}}, ("helper.phone", "required")),
}


@pytest.mark.parametrize(("changed", "wrong"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_with_a_mandate_is_said_by_field(lite_world, changed, wrong):
    body = wanted(person(lite_world), **changed)
    reply = lite_world.client(HELPER).post("/mandates", json=body, headers=key())
    assert fields(refused(reply, 422, "invalid")) == [wrong]


def test_only_who_works_the_grid_takes_a_mandate_there(lite_world):
    whom = person(lite_world)
    reply = lite_world.client("grid-donghe-1").post("/mandates", json=wanted(whom), headers=key())
    assert fields(refused(reply, 422, "invalid")) == [("person", "unknown")]


def test_what_was_signed_lies_nowhere_in_plain_text(lite_world):
    whom = person(lite_world)
    mandate(
        lite_world,
        whom,
        evidence={"kind": "witness", "reason": "手抖写不了字", "witness": {"name": "陈国栋"}},
    )
    signed = mandate(lite_world, whom)
    (first, _) = lite_world.read(lambda tx: tx.all(sa.select(mandate_tables.mandates)))
    stored = bytes(first["evidence_enc"])
    assert "陈国栋".encode() not in stored
    row = lite_world.read(lambda tx: tx.one(sa.select(mandate_tables.mandates).where(
        mandate_tables.mandates.c.id == signed["id"])))  # fmt: skip
    opened = lite_world.window.keys.decrypt(row["evidence_enc"], "mandates.evidence")
    assert msgspec.json.decode(opened)["strokes"] == STROKES


def test_cases_that_people_file_themselves_are_as_before(lite_world):
    number = bring_to(lite_world, "closed")["case"]["number"]
    row = lite_world.read(lambda tx: tx.one(sa.select(t.cases).where(t.cases.c.number == number)))
    assert (row["person_id"], row["filed_by"]) == (None, None)
