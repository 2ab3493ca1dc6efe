"""A family member begins and files for a person who gave them a mandate in the portal: the service, one of
several at once, a report; what is known of the person comes with it, and only as long as it may."""

import itertools

import pytest
from applying import application
from assisting import LI, fresh, person
from test_applications import findings
from world import done, fields, key, refused

from server.rules import mandates as rules

#: Zhang San asks his neighbour.
OWNER, FRIEND, STRANGER = "13800000001", "13800000002", "13800000003"
SERVICE = "elder_allowance"


def give(world, who: str = OWNER, to: str = FRIEND, **changes) -> dict:
    """A mandate of somebody who is known by number."""
    body = {
        "id": fresh(),
        "helper": {"kind": "family", "phone": to},
        "matters": {"services": [SERVICE]},
        "scopes": ["file", "follow"],
        "days": 30,
        **changes,
    }
    return done(world.client(who).post("/me/helpers", json=body, headers=key()))["mandate"]


def begin(world, whom: str, who: str = FRIEND, **about):
    query = "&".join(f"{name}={value}" for name, value in (about or {"service": SERVICE}).items())
    return world.client(who).get(f"/me/helping/{whom}?{query}")


@pytest.fixture
def known(lite_world):
    """Li Guifang has an account and is known by number."""
    person(lite_world)
    done(lite_world.client(OWNER).put("/me/identity", json={**LI, "consent": True}))
    return lite_world


def asked_for(world, given: dict, **changes) -> dict:
    """The allowance, as the friend's program sends it."""
    body = application(world.client(FRIEND), applicant__name=LI["name"])
    body["applicant"] |= {name: LI[name] for name in ("id_number", "phone")}
    behalf = {"on_behalf_of": given["person_id"], "mandate": given["id"]}
    return body | {"for": "self", **behalf, **changes}


def file(world, body: dict, who: str = FRIEND):
    return world.client(who).post("/cases", json=body, headers=key())


def of_mandate(reply) -> str:
    """Why the mandate does not allow it."""
    ((path, code),) = fields(refused(reply, 422, "invalid"))
    assert path == "mandate"
    return code


def looked(world) -> list[str]:
    """Who used what is known of her to fill something in."""
    sights = done(world.client(OWNER).get("/me/record"))["record"]["sights"]
    return [one["who"] for one in sights if one["purpose"] == "assist"]


def test_who_helps_begins_with_what_is_known_of_the_person_and_she_reads_that(known):
    given = give(known)
    found = done(begin(known, given["person_id"]))
    assert (found["mandate"], found["name"]) == (given["id"], LI["name"])
    assert found["facts"]["person.id_number"]["value"] == LI["id_number"]
    assert looked(known) == ["家人（138****0002）"]


def test_what_can_be_filed_is_offered_to_who_helps_and_to_nobody_else(known):
    matters = {"services": ["birth_registration", SERVICE], "appeals": ["help"]}
    give(known, matters=matters)
    friend = done(known.client(FRIEND).get("/me/helpers"))["i_help"]
    offered = [(one["service"] or one["category"]) for one in friend[0]["may_file"]]
    assert offered == ["birth_registration", SERVICE, "newborn", "help"]
    assert all(one["title"] for one in friend[0]["may_file"])
    (mine,) = done(known.client(OWNER).get("/me/helpers"))["helping_me"]
    assert mine["may_file"] == []


def test_it_is_filed_by_who_helps_and_is_the_persons(known):
    given = give(known)
    case = done(file(known, asked_for(known, given)))["case"]
    hers = done(known.client(OWNER).get(f"/cases/{case['number']}"))
    assert hers["steps"][0]["actor_label"].startswith("帮办人（受李**委托）")
    (mine,) = done(known.client(OWNER).get("/me/helpers"))["helping_me"]
    assert [(act["act"], act["number"]) for act in mine["acts"]] == [("file", case["number"])]
    listed = done(known.client(FRIEND).get("/me/helped"))["items"]
    assert [one["case"]["number"] for one in listed] == [case["number"]]
    assert findings(known) == []


SCOPES = [list(some) for size in (1, 2, 3) for some in itertools.combinations(rules.SCOPES, size)]


@pytest.mark.parametrize("scopes", SCOPES, ids=",".join)
def test_only_who_may_file_begins_and_files(known, scopes):
    given = give(known, scopes=scopes)
    body = asked_for(known, given)
    if rules.FILE in scopes:
        done(begin(known, given["person_id"]))
        done(file(known, body))
        return
    assert of_mandate(begin(known, given["person_id"])) == "out_of_scope"
    assert of_mandate(file(known, body)) == "out_of_scope"
    assert done(known.client(FRIEND).get("/me/helpers"))["i_help"][0]["may_file"] == []


def revoke(world, given: dict) -> str:
    done(world.client(OWNER).post(f"/me/helpers/{given['id']}/revoke", json={}, headers=key()))
    return "revoked"


def give_back(world, given: dict) -> str:
    done(world.client(FRIEND).post(f"/me/helpers/{given['id']}/revoke", json={}, headers=key()))
    return "revoked"


def let_end(world, given: dict) -> str:
    world.clock.advance(days=30)
    return "expired"


@pytest.mark.parametrize("end", [revoke, give_back, let_end])
def test_what_has_ended_stops_beginning_and_filing_and_the_draft_stays(known, end):
    given = give(known)
    body = asked_for(known, given)
    path = f"/me/drafts/{SERVICE}@{given['person_id']}"
    done(known.client(FRIEND).put(path, json={"answers": {"bank": {"holder": "李桂芳"}}}))
    days_before = end is not let_end
    why = end(known, given)
    assert of_mandate(begin(known, given["person_id"])) == why
    assert of_mandate(file(known, body)) == why
    assert done(known.client(FRIEND).get("/me/helpers"))["i_help"][0]["may_file"] == []
    if days_before:  # a draft is forgotten after thirty days, as any
        kept = done(known.client(FRIEND).get(path))
        assert kept["answers"] == {"bank": {"holder": "李桂芳"}}


def test_another_mandate_of_the_same_person_goes_on_where_one_was_taken_back(known):
    first = give(known)
    revoke(known, first)
    second = give(known)
    assert done(begin(known, first["person_id"]))["mandate"] == second["id"]


@pytest.mark.parametrize(
    "about", [{"service": "residence_permit"}, {"service": "nothing"}, {"category": "help"}]
)
def test_what_the_mandate_is_not_about_is_not_begun(known, about):
    given = give(known)
    assert of_mandate(begin(known, given["person_id"], **about)) == "other_matter"


def test_who_was_given_nothing_learns_nothing_and_passes_nothing_on(known):
    given = give(known)
    # The friend cannot hand it on, and the person does not help herself.
    for who in (STRANGER, OWNER):
        refused(begin(known, given["person_id"], who), 404, "not_found")
    refused(begin(known, fresh()), 404, "not_found")
    refused(begin(known, "a%00b"), 404, "not_found")
    refused(known.nobody().get(f"/me/helping/{given['person_id']}"), 401, "unauthenticated")
    refused(known.client("grid").get(f"/me/helping/{given['person_id']}"), 403, "forbidden")
    body = application(known.client(STRANGER), applicant__name=LI["name"])
    body |= {"for": "self", "on_behalf_of": given["person_id"], "mandate": given["id"]}
    assert of_mandate(file(known, body, STRANGER)) == "other_helper"
    path = f"/me/drafts/{SERVICE}@{given['person_id']}"
    for who in (STRANGER, OWNER):
        refused(known.client(who).put(path, json={"answers": {}}), 404, "not_found")
        refused(known.client(who).get(path), 404, "not_found")
    assert looked(known) == []


def test_the_draft_for_somebody_and_ones_own_never_mix(known):
    given = give(known)
    friend = known.client(FRIEND)
    own, hers = f"/me/drafts/{SERVICE}", f"/me/drafts/{SERVICE}@{given['person_id']}"
    done(friend.put(own, json={"answers": {"applicant": {"name": "王五"}}}))
    done(friend.put(hers, json={"answers": {"applicant": {"name": "李桂芳"}}}))
    titles = {one["code"]: one["title"] for one in done(friend.get("/me/drafts"))["items"]}
    code = f"{SERVICE}@{given['person_id']}"
    assert titles == {SERVICE: "高龄津贴", code: "替李**办：高龄津贴"}
    assert done(friend.get(own))["answers"] == {"applicant": {"name": "王五"}}
    done(file(known, asked_for(known, given)))
    refused(friend.get(hers), 404, "not_found")
    assert done(friend.get(own))["answers"] == {"applicant": {"name": "王五"}}


def test_what_only_the_person_may_ask_for_is_not_filed_by_another(known, monkeypatch):
    given = give(known)
    service = known.window.reference.affairs.by_code[SERVICE]
    monkeypatch.setitem(service, "for", ["self", "family"])
    error = refused(file(known, asked_for(known, given)), 422, "invalid")
    assert fields(error) == [("for", "unknown")]
    assert done(known.client(FRIEND).get("/me/helpers"))["i_help"][0]["may_file"] == []
