"""Several services asked for at once (一件事): one form, one number, a case for each, all or none."""

import copy
import json

import msgspec
import pytest
import sqlalchemy as sa
from applying import IDENTITY
from form_samples import ROOT, good
from test_service_files import STREET, Own
from world import World, done, key, refused, take, upload

from server.rules.values import put
from server.services.affairs import read_services
from server.store import tables as t
from server.store.bundle_tables import bundles

CODES = sorted(path.stem for path in (ROOT / "assets/catalogue/bundles").glob("*.json"))
NEWBORN = {"registered": False, "born": True, "insured": False, "subsidy": True}


@pytest.fixture
def person(lite_world):
    """Somebody who has verified who it is."""
    return verified(lite_world)


def verified(world: World, phone: str = "13800000001"):
    client = world.client(phone)
    done(client.put("/me/identity", json=IDENTITY))
    return client


def answers(world: World, client, code: str, which: dict, **changes) -> dict:
    """Good answers to what is asked of somebody who needs these; a__b means a.b, None takes it out."""
    given: dict = {}
    form = world.window.reference.affairs.forms[code]
    photos: dict[str, list[str]] = {}
    for field in form["fields"]:
        path = field["path"]
        value = copy.deepcopy(good({**field, "path": path.split(".")[-1]}, ""))
        if field["type"] == "attachments":
            value = photos.setdefault(path, [upload(client)])
        if path.startswith("applicant.") and path.split(".")[1] in IDENTITY:
            value = IDENTITY[path.split(".")[1]]
        if path.startswith("which."):
            value = which[path.split(".")[1]]
        if field["type"] != "fact":
            put(given, path, value)
    given |= {"for": "self"}
    for name, value in changes.items():
        put(given, name.replace("__", "."), value)
    return given


def newborn(world: World, client, **changes) -> dict:
    which = {**NEWBORN, **changes.pop("which", {})}
    good_ones = {
        "childcare_subsidy__elsewhere": False,
        "childcare_subsidy__children": [
            {"name": "小明", "id_number": "990101194803152016", "born": "2026-03-08"}
        ],
        "applicant__name": "张三",
        "bank__holder": "张三",
        "newborn_insurance__child__name": "小明",
    }
    return answers(world, client, "newborn", which, **{**good_ones, **changes})


def ask(client, body: dict, code: str = "newborn", sent: str | None = None):
    """POST /bundles/{code}/cases."""
    headers = {"Idempotency-Key": sent} if sent else key()
    return client.post(f"/bundles/{code}/cases", json=body, headers=headers)


def paths(answer) -> list[str]:
    return [one["path"] for one in refused(answer, 422, "invalid")["fields"]]


# --- the files ---


@pytest.fixture
def own(tmp_path):
    """The product's services in a folder of their own, to be changed."""
    return Own(tmp_path)


FILE = "catalogue/bundles/newborn.json"
MISTAKES = {
    "an unknown member": (lambda b: b.update(colour="red"), "#/colour: nobody knows"),
    "another code": (lambda b: b.update(code="other"), "#/code: must be the file's name, newborn"),
    "an unknown service": (
        lambda b: b["members"][0].update(service="nothing"),
        "#/members/0/service: unknown service 'nothing'",
    ),
    "a bundle of itself": (
        lambda b: b["members"][0].update(service="newborn"),
        "#/members/0/service: 'newborn' is a bundle itself",
    ),
    "a bundle in a bundle": (
        lambda b: b["members"][1].update(service="retirement"),
        "#/members/1/service: 'retirement' is a bundle itself",
    ),
    "a service without a form": (
        lambda b: b["members"][0].update(service="household_birth"),
        "#/members/0/service: 'household_birth' has no form",
    ),
    "a service twice": (
        lambda b: b["members"][1].update(service="birth_registration"),
        "#/members/1/service: has 'birth_registration' twice",
    ),
    "a condition on an unknown question": (
        lambda b: b["members"][2].update(when=["answer", "which.colour"]),
        "#/members/2/when/1: unknown answer 'which.colour'",
    ),
    "a condition that is no yes or no": (
        lambda b: b["members"][2].update(when=3),
        "#/members/2/when: a condition must be a yes or no",
    ),
    "a condition on nothing": (
        lambda b: b["members"][2].update(when=True),
        "#/members/2/when: hangs on no question",
    ),
    "a question that hangs on itself": (
        lambda b: b["asks"][0].update(when=["answer", "which.registered"]),
        "#/asks/0/when/1: unknown answer 'which.registered'",
    ),
    "a question that hangs on a later one": (
        lambda b: b["asks"][1].update(when=["answer", "which.insured"]),
        "#/asks/1/when/1: unknown answer 'which.insured'",
    ),
    "two questions of one name": (
        lambda b: b["asks"][1].update(id="registered"),
        "#/asks/1/id: two questions 'registered'",
    ),
    "a question without words": (
        lambda b: b["asks"].append({"id": "more", "type": "yes_no"}),
        "#/asks/4: no text form.newborn.which.more.label in zh-CN",
    ),
    "a choice of nothing": (
        lambda b: b["asks"][0].update(type="choice"),
        "#/asks/0/options: a choice, and nothing else, has options",
    ),
    "one member": (lambda b: b.update(members=b["members"][:1]), "#/members: "),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_in_a_bundle_is_told_with_its_place(own, name):
    change, said = MISTAKES[name]
    own.change(FILE, change)
    assert any(f"bundles/newborn.json{said}" in one for one in own.said()), own.said()


def test_a_service_whose_form_is_wrong_brings_its_bundle_down_with_it(own):
    own.change("catalogue/services/newborn_insurance.json", lambda s: s.update(form="nothing"))
    assert (
        "bundles/newborn.json#/members/1/service: 'newborn_insurance' has mistakes of its own"
        in (own.said())
    )


def test_a_bundle_is_left_out_where_nobody_does_one_of_its_services(own):
    departments = {one["id"] for one in STREET["departments"]} - {"security"}
    found = read_services(own.sources, departments)
    assert found.mistakes == []
    assert found.services["newborn"].without_department
    assert found.services["newborn"].form is not None


# --- what is asked ---


@pytest.mark.parametrize("code", CODES)
def test_what_several_ask_alike_is_asked_once_and_the_rest_below_its_service(lite_world, code):
    affairs = lite_world.window.reference.affairs
    form, members = affairs.forms[code], affairs.by_code[code]["bundle"]
    asked = [field["path"] for field in form["fields"]]
    assert len(set(asked)) == len(asked)
    assert asked.count("applicant.id_number") == 1
    for member in members:
        own = {field["path"] for field in affairs.forms[member["service"]]["fields"]}
        assert member["paths"].keys() == own
        assert set(member["paths"].values()) <= set(asked)
    used = [place for member in members for place in member["paths"].values()]
    for path in asked:
        if not path.startswith("which."):
            alone = path.split(".")[0] in {member["service"] for member in members}
            assert (used.count(path) == 1) is alone, path


def test_bundles_are_listed_with_what_they_consist_of(lite_world):
    client = lite_world.client()
    listed = done(client.get("/bundles"))["items"]
    assert sorted(one["code"] for one in listed) == CODES
    one = next(one for one in listed if one["code"] == "newborn")
    assert [m["title"] for m in one["members"]] == ["生育登记", "新生儿参保", "育儿补贴"]
    assert one["promised"] == 20
    whole = done(client.get("/bundles/newborn"))
    assert whole["form"]["sections"][0] == {"id": "which"}
    assert whole["words"]["form.newborn.which.born.label"] == "孩子出生了吗？"
    assert whole["words"]["form.newborn.newborn_insurance.child.name.label"]
    titles = [
        whole["words"][f"service.newborn.member.{one['service']}.title"]
        for one in whole["service"]["bundle"]
    ]
    assert titles == ["生育登记", "新生儿参保", "育儿补贴"]
    refused(client.get("/bundles/elder_allowance"), 404, "not_found")
    refused(client.get("/bundles/nothing"), 404, "not_found")


def test_a_paper_that_only_one_requires_is_required_by_the_form_where_that_one_is_needed(
    lite_world,
):
    affairs = lite_world.window.reference.affairs
    listed = {m["id"]: m for m in affairs.by_code["newborn"]["materials"]}
    assert listed["household_book"]["required"] is False
    fields = {f["path"]: f for f in affairs.forms["newborn"]["fields"]}
    needed = fields["materials.household_book"]["required_if"]
    assert needed == ["eq", ["answer", "which.subsidy"], True]
    assert listed["id_card"] == {
        "id": "id_card",
        "required": True,
        "field": "materials.id_card",
        "have": "person.id_number",
    }


# --- asking ---


def test_all_that_is_needed_becomes_a_case_each_under_one_number(lite_world, person):
    receipt = done(ask(person, newborn(lite_world, person)))
    whole = receipt["case"]
    assert whole["title"] == "新生儿出生一件事"
    assert [one["title"] for one in whole["parts"]] == ["生育登记", "新生儿参保", "育儿补贴"]
    assert whole["state"] == "submitted"
    # One day is promised: that of the slowest.
    assert whole["due_at"] == max(one["due_at"] for one in whole["parts"])
    assert whole["due_at"] == whole["parts"][2]["due_at"]
    for part in whole["parts"]:
        case = done(person.get(f"/cases/{part['number']}"))
        assert case["bundle"] == whole["number"]
        assert case["chain_ok"]
        filled = {line["path"] for line in case["filled"]}
        assert {"applicant.name", "applicant.id_number"} <= filled
        assert not any(path.startswith("which.") for path in filled)
    again = done(person.get(f"/cases/{whole['number']}"))
    assert again["parts"] == whole["parts"]
    lines = [(line["label"], line["value"]) for line in again["filled"]]
    assert not {one["title"] for one in whole["parts"]} & {label for label, _ in lines}
    assert ("孩子出生了吗？", "是") in lines


def test_only_what_is_needed_is_asked_for(lite_world, person):
    body = newborn(lite_world, person, which={"registered": True, "insured": True})
    body.pop("birth_registration"), body.pop("newborn_insurance")
    whole = done(ask(person, body))["case"]
    assert [one["title"] for one in whole["parts"]] == ["育儿补贴"]


def test_who_needs_none_of_them_is_told_at_the_questions(lite_world, person):
    which = {"registered": True, "insured": True, "subsidy": False}
    assert paths(ask(person, newborn(lite_world, person, which=which))) == ["which.born"]
    which = {"registered": True, "born": False}
    assert paths(ask(person, newborn(lite_world, person, which=which))) == ["which.born"]


def test_what_is_wrong_is_told_at_the_form_that_was_filled_in_and_nothing_is_stored(
    lite_world, person
):
    body = newborn(
        lite_world,
        person,
        newborn_insurance__child__name=None,
        childcare_subsidy__elsewhere=True,
        applicant__id_number="123",
        bank__card=None,
        materials__birth_certificate=None,
    )
    answer = refused(ask(person, body), 422, "invalid")
    told = {one["path"]: one["code"] for one in answer["fields"]}
    assert told == {
        "applicant.id_number": "format",
        "materials.birth_certificate": "required",
        "bank.card": "required",
        "newborn_insurance.child.name": "required",
        "childcare_subsidy.elsewhere": "mismatch",
    }
    assert done(person.get("/cases?scope=mine"))["total"] == 0
    with lite_world.window.database.engine.begin() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(bundles)).scalar() == 0


def test_a_question_that_is_not_answered_is_told_first(lite_world, person):
    body = newborn(lite_world, person)
    del body["which"]["born"]
    assert paths(ask(person, body)) == ["which.born"]


def test_a_picture_for_several_is_in_each_of_them(lite_world, person):
    whole = done(ask(person, newborn(lite_world, person)))["case"]
    seen = set()
    for part in whole["parts"][1:]:
        case = done(person.get(f"/cases/{part['number']}"))
        line = next(x for x in case["filled"] if x["path"] == "materials.birth_certificate")
        (one,) = line["pictures"]
        assert one["id"] not in seen
        seen.add(one["id"])
        assert person.get(f"/attachments/{one['id']}").status_code == 200


def test_what_was_handed_in_before_is_used_again_in_each_that_wants_it(lite_world, person):
    done(ask(person, newborn(lite_world, person)))
    offered = done(person.get("/me/materials", params={"service": "newborn"}))["items"]
    one = next(item for item in offered if item["field"] == "materials.birth_certificate")
    body = newborn(lite_world, person)
    body["materials"]["birth_certificate"] = [picture["id"] for picture in one["pictures"]]
    refused(ask(person, body), 422, "invalid")
    body["reused"] = ["materials.birth_certificate"]
    whole = done(ask(person, body))["case"]
    seen = set()
    for part in whole["parts"][1:]:
        filled = done(person.get(f"/cases/{part['number']}"))["filled"]
        line = next(x for x in filled if x["path"] == "materials.birth_certificate")
        assert line["reused_at"] == one["at"]
        seen |= {picture["id"] for picture in line["pictures"]}
    assert len(seen) == 2
    assert seen.isdisjoint(picture["id"] for picture in one["pictures"])


def test_sent_twice_it_is_asked_for_once(lite_world, person):
    body = newborn(lite_world, person)
    sent = key()["Idempotency-Key"]
    first = done(ask(person, body, sent=sent))
    assert done(ask(person, body, sent=sent)) == first
    assert done(person.get("/cases?scope=mine"))["total"] == 3


def test_what_is_open_already_is_named_and_nothing_else_is_stored(lite_world, person):
    body = answers(
        lite_world, person, "retirement", {"pension": True, "card": False, "doctor": True}
    )
    done(ask(person, body, "retirement"))
    again = answers(
        lite_world, person, "retirement", {"pension": True, "card": False, "doctor": True}
    )
    told = refused(ask(person, again, "retirement"), 422, "invalid")["fields"]
    assert [(one["path"], one["code"]) for one in told] == [
        ("items.senior_card", "already_open"),
        ("items.family_doctor", "already_open"),
    ]
    assert "老年优待证" in told[0]["message"]
    assert done(person.get("/cases?scope=mine"))["total"] == 3


@pytest.mark.parametrize("how", ["cases", "bundles"])
def test_it_is_asked_for_like_any_other_service_too(lite_world, person, how):
    body = newborn(lite_world, person) | {"kind": "application", "service": "newborn"}
    if how == "cases":
        answer = person.post("/cases", json=body, headers=key())
    else:
        answer = ask(person, body)
    assert len(done(answer)["case"]["parts"]) == 3


def test_a_paper_that_may_follow_is_promised_to_the_service_that_wants_it(lite_world, person):
    which = {"insured": True, "costs": True}
    body = answers(lite_world, person, "farewell", which, funeral_grant__agreed=True)
    body["later"] = {"fields": ["funeral_grant.materials.bank_card"], "by": "2026-12-10"}
    body["funeral_grant"]["materials"].pop("bank_card")
    whole = done(ask(person, body, "farewell"))["case"]
    missing = [done(person.get(f"/cases/{p['number']}"))["missing"] for p in whole["parts"]]
    assert missing[0]["fields"] == ["materials.bank_card"]
    assert missing[1] is None


def test_nobody_asks_without_signing_in_or_for_what_is_not_there(lite_world, person):
    nobody = lite_world.nobody()
    refused(ask(nobody, {}), 401, "unauthenticated")
    refused(ask(person, {}, "nothing"), 404, "not_found")
    refused(ask(person, {}, "elder_allowance"), 404, "not_found")


# --- afterwards ---


def test_one_that_is_refused_does_not_stop_the_others(lite_world, person):
    whole = done(ask(person, newborn(lite_world, person)))["case"]
    first, second, third = (part["number"] for part in whole["parts"])
    handler = lite_world.client("handler-health")
    done(take(handler, first, "refuse", reason="这件事不归本街道办，请到户口所在地。"))
    assert done(person.get(f"/cases/{whole['number']}"))["state"] == "submitted"
    done(take(lite_world.client("handler-security"), second, "accept"))
    now = done(person.get(f"/cases/{whole['number']}"))
    assert now["state"] == "reviewing"
    assert [part["state"] for part in now["parts"]] == ["refused", "reviewing", "submitted"]
    assert now["due_at"] == now["parts"][2]["due_at"]
    done(take(person, third, "withdraw", reason="先不办了"))
    assert done(person.get(f"/cases/{whole['number']}"))["state"] == "reviewing"


def test_all_that_is_open_is_withdrawn_at_once(lite_world, person):
    whole = done(ask(person, newborn(lite_world, person)))["case"]
    handler = lite_world.client("handler-health")
    reason = "这件事不归本街道办，请到户口所在地。"
    done(take(handler, whole["parts"][0]["number"], "refuse", reason=reason))
    number = whole["number"]
    assert done(person.get(f"/cases/{number}"))["actions"] == ["withdraw"]
    stale = {"step": "withdraw", "expected_version": 1, "reason": "先不办了"}
    refused(person.post(f"/cases/{number}/steps", json=stale, headers=key()), 409, "conflict")
    gone = done(take(person, number, "withdraw", reason="先不办了"))
    assert [part["state"] for part in gone["parts"]] == ["refused", "withdrawn", "withdrawn"]
    assert gone["state"] == "refused"
    assert gone["actions"] == []
    assert gone["due_at"] is None
    answer = person.post(
        f"/cases/{number}/steps",
        json={"step": "withdraw", "expected_version": gone["version"], "reason": "先不办了"},
        headers=key(),
    )
    refused(answer, 409, "conflict")


def test_nobody_else_sees_or_withdraws_it(lite_world, person):
    number = done(ask(person, newborn(lite_world, person)))["case"]["number"]
    other = lite_world.client("13800000002")
    refused(other.get(f"/cases/{number}"), 404, "not_found")
    refused(other.get(f"/cases/{number}/receipt"), 404, "not_found")
    body = {"step": "withdraw", "expected_version": 3, "reason": "先不办了"}
    refused(other.post(f"/cases/{number}/steps", json=body, headers=key()), 404, "not_found")


def test_number_and_code_show_all_of_it_and_nothing_that_was_written(lite_world, person):
    receipt = done(ask(person, newborn(lite_world, person)))
    number, code = receipt["case"]["number"], receipt["query_code"]
    nobody = lite_world.nobody()
    seen = done(nobody.post("/track", json={"number": number, "query_code": code}))
    assert [part["title"] for part in seen["parts"]] == ["生育登记", "新生儿参保", "育儿补贴"]
    assert seen["filled"] == []
    assert seen["actions"] == []
    wrong = "222222" if code != "222222" else "333333"
    refused(nobody.post("/track", json={"number": number, "query_code": wrong}), 422, "invalid")
    rated = {"number": number, "query_code": code, "score": 5, "solved": True}
    refused(nobody.post("/track/rating", json=rated, headers=key()), 422, "invalid")


def test_the_receipt_lists_all_of_it(lite_world, person):
    receipt = done(ask(person, newborn(lite_world, person)))
    sheet = done(person.get(f"/cases/{receipt['case']['number']}/receipt"))
    assert sheet["query_code"] == receipt["query_code"]
    assert [one["number"] for one in sheet["parts"]] == [
        one["number"] for one in receipt["case"]["parts"]
    ]
    assert any(one["code"] == "decide_by" for one in sheet["next"])


def test_what_is_stored_says_together_with_what_and_is_sealed(world):
    client = verified(world)
    number = done(ask(client, newborn(world, client)))["case"]["number"]
    with world.window.database.engine.begin() as connection:
        rows = connection.execute(sa.select(t.cases).order_by(t.cases.c.id)).mappings().all()
        (bundle,) = connection.execute(sa.select(bundles)).mappings().all()
    assert [row["bundle"] for row in rows] == [number] * 3
    assert bundle["number"] == number
    assert "state" not in bundle
    assert json.loads(bundle["answers"]) == {"which": NEWBORN}
    assert msgspec.json.decode(rows[0]["answers"], type=dict)["for"] == "self"
