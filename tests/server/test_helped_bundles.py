"""Several services asked for at once for somebody (一件事, 帮办): each is within the mandate or is left out and
said before anything is filled in; all of it says who helped, and nothing goes on after the mandate."""

import pytest
from applying import IDENTITY
from assisting import HELPER, LI, mandate, person
from test_applications import findings
from test_assisted import prove
from test_bundles import ask, newborn
from world import done, fields, key, refused

MEMBERS = ["birth_registration", "newborn_insurance", "childcare_subsidy"]
NAMED = {"name": LI["name"], "id_number": LI["id_number"], "phone": LI["phone"]}


def granted(world, whom: str, services: list[str], **changes) -> str:
    changes = {"scopes": ["file", "follow"], **changes}
    return mandate(world, whom, matters={"services": services, "appeals": []}, **changes)["id"]


def body(world, whom: str, under: str, **changes) -> dict:
    """Everything of a newborn child, asked for by the helper."""
    given = newborn(
        world, world.client(HELPER), applicant__name=LI["name"], bank__holder=LI["name"]
    )
    given["applicant"] |= NAMED
    return given | {"on_behalf_of": whom, "mandate": under, **changes}


def file(world, given: dict, once=None):
    headers = once or key()
    return world.client(HELPER).post("/bundles/newborn/cases", json=given, headers=headers)


def test_a_mandate_for_the_whole_files_each_of_them_and_all_of_it_says_who_helped(world):
    whom = person(world)
    under = granted(world, whom, ["newborn"])
    once = key()
    given = body(world, whom, under)
    whole = done(file(world, given, once))["case"]
    # The same again, as an outbox sends it, is the same.
    assert done(file(world, given, once))["case"]["number"] == whole["number"]
    assert len(whole["parts"]) == 3
    assert whole["channel"] == "assisted"
    assert "3003" in whole["steps"][0]["actor_label"]
    helper, her = world.client(HELPER), prove(world)
    for part in whole["parts"]:
        assert "3003" in done(her.get(f"/cases/{part['number']}"))["steps"][0]["actor_label"]
        assert done(helper.get(f"/me/helped/{part['number']}"))["number"] == part["number"]
    assert "3003" in done(her.get(f"/cases/{whole['number']}"))["steps"][0]["actor_label"]
    (mine,) = done(her.get("/me/helpers"))["helping_me"]
    acts = [(act["act"], act["number"]) for act in mine["acts"]]
    for part in whole["parts"]:
        assert acts.count(("file", part["number"])) == 1
    assert findings(world) == []


@pytest.mark.parametrize("part", MEMBERS)
def test_what_a_mandate_is_not_about_is_said_before_and_stops_at_the_act(lite_world, part):
    world = lite_world
    whom = person(world)
    under = granted(world, whom, [one for one in MEMBERS if one != part])
    helper = world.client(HELPER)
    shown = done(helper.get(f"/bundles/newborn?mandate={under}"))["bundle"]["members"]
    assert {one["service"]: one["left_out"] is not None for one in shown} == {
        one: one == part for one in MEMBERS
    }
    assert all(
        one["left_out"] is None for one in done(helper.get("/bundles/newborn"))["bundle"]["members"]
    )
    error = refused(file(world, body(world, whom, under)), 422, "invalid")
    assert fields(error) == [(f"items.{part}", "other_matter")]
    assert "再签一份" in error["fields"][0]["message"]
    assert [one["left_out"] for one in shown if one["left_out"]] == [error["fields"][0]["message"]]
    whole = done(file(world, body(world, whom, under, left_out=[part])))["case"]
    assert len(whole["parts"]) == 2
    assert findings(world) == []


@pytest.mark.parametrize("scopes", [["follow"], ["supplement"], ["rate"], ["follow", "rate"]])
def test_a_mandate_that_does_not_allow_filing_files_none_of_them(lite_world, scopes):
    world = lite_world
    whom = person(world)
    under = granted(world, whom, ["newborn"], scopes=scopes)
    error = refused(file(world, body(world, whom, under)), 422, "invalid")
    assert fields(error) == [("mandate", "out_of_scope")]


def test_a_mandate_about_none_of_them_is_said_as_such(lite_world):
    world = lite_world
    whom = person(world)
    under = granted(world, whom, ["elder_allowance"])
    error = refused(file(world, body(world, whom, under)), 422, "invalid")
    assert fields(error) == [("mandate", "other_matter")]


def test_what_the_mandate_is_about_is_not_left_out_nor_by_who_asks_for_oneself(lite_world):
    world = lite_world
    whom = person(world)
    under = granted(world, whom, ["newborn"])
    error = refused(file(world, body(world, whom, under, left_out=[MEMBERS[0]])), 422, "invalid")
    assert ("left_out", "unknown") in fields(error)
    client = world.client()
    done(client.put("/me/identity", json=IDENTITY))
    error = refused(
        ask(client, newborn(world, client) | {"left_out": [MEMBERS[0]]}), 422, "invalid"
    )
    assert ("left_out", "unknown") in fields(error)


def test_nobody_reads_what_somebody_elses_mandate_is_about(lite_world):
    world = lite_world
    under = granted(world, person(world), ["newborn"])
    path = f"/bundles/newborn?mandate={under}"
    refused(world.client("grid-donghe-1").get(path), 404, "not_found")
    refused(world.nobody().get(path), 401, "unauthenticated")


def test_a_mandate_that_is_taken_back_stops_what_is_still_on_the_way_and_what_would_follow(world):
    whom = person(world)
    under = granted(world, whom, ["newborn"])
    whole = done(file(world, body(world, whom, under)))["case"]
    waiting = body(world, whom, under)  # made at the door, and not sent yet
    done(prove(world).post(f"/me/helpers/{under}/revoke", json={}, headers=key()))
    error = refused(file(world, waiting), 422, "invalid")
    assert fields(error) == [("mandate", "revoked")]
    for part in whole["parts"]:
        error = refused(world.client(HELPER).get(f"/me/helped/{part['number']}"), 422, "invalid")
        assert fields(error) == [("mandate", "revoked")]
    # What was filed goes on, and is the person's.
    assert done(prove(world).get(f"/cases/{whole['number']}"))["state"] == "submitted"
    assert findings(world) == []
