"""What was handed in once is handed in again without another photo: one's own, the same material, with
a yes, and never without a line that says so."""

import os
import re

import sqlalchemy as sa
from applying import HANDLER, RESIDENT, application, apply, ask_again, post, reviewing
from assisting import HELPER, LI, mandate, person
from test_applications import findings
from test_assisted import prove
from test_every_service import IDENTITY, answers
from test_plain_apply import PATH, TYPED, as_data, browser, hidden, send
from world import done, fields, key, picture, refused, take, upload

from server.services import retention
from server.store import tables as t

CARE, BOOK = "home_care_subsidy", "materials.household_book"
OTHER = "13800000002"


def offers(client, **query) -> dict[str, dict]:
    """What is offered, by material."""
    return {i["material"]: i for i in done(client.get("/me/materials", params=query))["items"]}


def ids(offer: dict) -> list[str]:
    return [one["id"] for one in offer["pictures"]]


def care(world, client, book: list[str], **members) -> dict:
    """An application for home care with this household register."""
    version = world.window.reference.affairs.by_code[CARE]["version"]
    body = {"kind": "application", "service": CARE, "service_version": version, "for": "self"}
    given = answers(client, CARE)
    given["materials"]["household_book"] = book
    return body | given | members


def verified(world, who: str = RESIDENT):
    client = world.client(who)
    done(client.put("/me/identity", json=IDENTITY))
    return client


def line(case: dict, path: str = BOOK) -> dict:
    return next(one for one in case["filled"] if one["path"] == path)


def pictures(world) -> list[dict]:
    return world.read(lambda tx: tx.all(sa.select(t.attachments)))


def test_what_was_handed_in_before_is_offered_with_its_date_and_used_again_after_a_yes(world):
    client = verified(world)
    first = apply(world)["case"]
    world.clock.advance(days=3)
    client = world.client()
    offered = offers(client, service=CARE)
    assert set(offered) == {"id_card", "household_book"}  # what home care asks, and no bank card
    book = offered["household_book"]
    assert (book["at"], book["number"]) == (first["created_at"], first["number"])
    assert (book["field"], book["label"], book["service_title"]) == (BOOK, "户口簿", "高龄津贴")
    assert len(ids(book)) == 2
    case = done(post(client, care(world, client, ids(book), reused=[BOOK])))["case"]
    filled = line(case)
    assert filled["reused_at"] == first["created_at"]
    assert line(case, "materials.id_card")["reused_at"] is None
    # Pictures of its own, with the same content.
    assert len(filled["pictures"]) == 2
    assert not {one["id"] for one in filled["pictures"]} & set(ids(book))
    handler = world.client(HANDLER)
    seen = line(done(handler.get(f"/cases/{case['number']}")))
    assert seen["reused_at"] == first["created_at"]
    for one in seen["pictures"]:
        assert handler.get(f"/attachments/{one['id']}").status_code == 200
    # The first case says with which other one they were used again.
    (sight,) = [
        s
        for s in done(client.get(f"/cases/{first['number']}/access"))["items"]
        if s["purpose"] == "reuse"
    ]
    assert sight["reason"] == case["number"]
    assert findings(world) == []


def test_used_again_twice_it_keeps_the_day_it_was_handed_in_first(world):
    client = verified(world)
    first = apply(world)["case"]
    world.clock.advance(days=3)
    client = world.client()
    book = offers(client, service=CARE)["household_book"]
    second = done(post(client, care(world, client, ids(book), reused=[BOOK])))["case"]
    again = offers(client)["household_book"]
    assert (again["at"], again["number"]) == (first["created_at"], second["number"])


def test_nothing_is_taken_without_a_yes(world):
    client = verified(world)
    apply(world)
    book = offers(client, service=CARE)["household_book"]
    error = refused(post(client, care(world, client, ids(book))), 422, "invalid")
    assert fields(error) == [(f"{BOOK}.0", "unknown"), (f"{BOOK}.1", "unknown")]
    error = refused(post(client, care(world, client, ids(book), reused="yes")), 422, "invalid")
    assert ("reused", "wrong_type") in fields(error)
    wrong = care(world, client, [upload(client)], reused=["applicant.name"])
    assert fields(refused(post(client, wrong), 422, "invalid")) == [("reused.0", "unknown")]
    assert len({one["sha256"] for one in pictures(world) if one["origin_id"]}) == 0


def test_it_is_the_same_material_or_it_is_not_taken(world):
    client = verified(world)
    apply(world)
    card = offers(client, service=CARE)["id_card"]
    error = refused(
        post(client, care(world, client, ids(card), reused=[BOOK, "materials.id_card"])),
        422,
        "invalid",
    )
    assert fields(error) == [(f"{BOOK}.0", "unknown")]
    book = offers(client, service=CARE)["household_book"]
    twice = care(world, client, [ids(book)[0]] * 2, reused=[BOOK])
    assert (f"{BOOK}.1", "unknown") in fields(refused(post(client, twice), 422, "invalid"))


def test_nobody_takes_what_somebody_else_handed_in(world):
    client = verified(world)
    apply(world)
    book = offers(client, service=CARE)["household_book"]
    other = world.client(OTHER)
    assert offers(other) == {}
    done(other.put("/me/identity", json={**LI, "consent": True}))
    body = care(world, other, ids(book), reused=[BOOK])
    error = refused(post(other, body), 422, "invalid")
    assert (f"{BOOK}.0", "unknown") in fields(error)


def test_what_was_for_somebody_else_is_not_offered_for_oneself(world):
    client = verified(world)
    apply(world, **{"for": "family"})
    assert offers(client) == {}


def test_what_the_office_could_not_read_is_not_offered_again(world):
    number = reviewing(world)
    ask_again(world, number)
    client = world.client()
    assert set(offers(client)) == {"id_card", "bank_card"}
    # Mended, it is the newer photo that is offered.
    world.clock.advance(days=1)
    client = world.client()
    case = done(take(client, number, "correct", materials={"household_book": [upload(client)]}))
    (new,) = ids(offers(client)["household_book"])
    assert [one["id"] for one in line(case)["pictures"]] == [new]


def test_what_is_asked_for_again_may_be_of_another_application(world):
    client = verified(world)
    first = apply(world)["case"]
    world.clock.advance(days=2)
    client = world.client()
    number = done(post(client, care(world, client, [upload(client)])))["case"]["number"]
    handler = world.client(HANDLER)
    done(take(handler, number, "accept"))
    ask_again(world, number)
    offer = offers(client, service=CARE, case=number)["household_book"]
    assert offer["number"] == first["number"]
    given = {"materials": {"household_book": ids(offer)}, "reused": [BOOK]}
    case = done(take(client, number, "correct", **given))
    assert (case["state"], line(case)["reused_at"]) == ("reviewing", first["created_at"])
    assert findings(world) == []


def test_for_what_was_asked_of_somebody_else_nothing_of_ones_own_is_offered(world):
    verified(world)
    apply(world)
    world.clock.advance(days=1)
    somebody = {"for": "family", "applicant__id_number": "990101194803152016"}
    family = apply(world, **somebody)["case"]["number"]
    client = world.client()
    assert offers(client, service=CARE, case=family) == {}
    assert offers(client, service=CARE, case="320505A20990101000000") == {}
    # Who has filed none of it is offered nothing at it, and not told whether it is there.
    other = world.client(OTHER)
    done(other.put("/me/identity", json={**LI, "consent": True}))
    done(
        post(
            other,
            application(other, applicant__name=LI["name"], applicant__id_number=LI["id_number"]),
        )
    )
    assert offers(other, service=CARE)
    assert offers(other, service=CARE, case=family) == {}


def test_sent_twice_it_is_used_again_once(world):
    client = verified(world)
    apply(world)
    book = offers(client, service=CARE)["household_book"]
    body, once = care(world, client, ids(book), reused=[BOOK]), key()
    first = done(client.post("/cases", json=body, headers=once))
    assert done(client.post("/cases", json=body, headers=once)) == first
    assert sum(one["origin_id"] is not None for one in pictures(world)) == 2


def test_retention_keeps_what_another_case_uses_and_offers_nothing_that_is_gone(world):
    client = verified(world)
    content = picture(size=(900, 700))
    loose = upload(client, content)  # the same paper, uploaded and never handed in
    apply(world, materials__household_book=[upload(client, content)])
    book = offers(client, service=CARE)["household_book"]
    case = done(post(client, care(world, client, ids(book), reused=[BOOK])))["case"]
    (row,) = [one for one in pictures(world) if one["id"] == loose]
    path = world.window.blobs.path(row["sha256"])
    os.utime(path, (0, 0))  # so long ago that nobody is about to use it
    world.clock.advance(days=60)
    client = world.client()
    world.write(lambda tx: retention.purge_photos(world.window, tx))
    assert loose not in [one["id"] for one in pictures(world)]
    for one in line(case)["pictures"]:
        assert client.get(f"/attachments/{one['id']}").status_code == 200
    assert findings(world) == []
    path.unlink()
    assert "household_book" not in offers(client)
    body = care(world, client, ids(book), reused=[BOOK])
    assert (f"{BOOK}.0", "unknown") in fields(refused(post(client, body), 422, "invalid"))


def test_a_helper_reuses_within_the_matter_of_the_mandate_and_the_person_reads_it(world):
    client, whom = world.client(HELPER), person(world)
    under = mandate(world, whom, matters={"services": ["elder_allowance", CARE], "appeals": []})
    who = {"name": LI["name"], "id_number": LI["id_number"], "phone": LI["phone"]}
    behalf = {"on_behalf_of": whom, "mandate": under["id"]}
    body = application(client, applicant=who, bank__holder=LI["name"]) | behalf
    first = done(post(client, body))["case"]
    asked = {"service": CARE, "mandate": under["id"]}
    book = offers(client, **asked)["household_book"]
    assert (book["number"], book["at"]) == (None, first["created_at"])
    again = care(world, client, ids(book), reused=[BOOK], applicant=who) | behalf
    case = done(post(client, again))["case"]
    assert line(done(world.client(HANDLER).get(f"/cases/{case['number']}")))["reused_at"]
    owner = prove(world)
    sights = done(owner.get("/me/record"))["record"]["sights"]
    assert "materials" in [one["purpose"] for one in sights]
    noted = done(owner.get(f"/cases/{first['number']}/access"))["items"]
    assert [one["reason"] for one in noted if one["purpose"] == "reuse"] == [case["number"]]
    assert findings(world) == []


def test_a_helper_gets_nothing_beyond_the_matter_of_the_mandate(world):
    client, whom = world.client(HELPER), person(world)
    under = mandate(world, whom)  # for the elder allowance alone
    refused(client.get("/me/materials", params={"mandate": under["id"]}), 422, "invalid")
    beyond = {"service": CARE, "mandate": under["id"]}
    error = refused(client.get("/me/materials", params=beyond), 422, "invalid")
    assert fields(error) == [("mandate", "other_matter")]
    error = refused(
        client.get("/me/materials", params={"service": CARE, "mandate": "no"}), 422, "invalid"
    )
    assert fields(error) == [("mandate", "unknown")]
    other = world.client("grid-2") if "grid-2" in world.ids else world.client(OTHER)
    within = {"service": "elder_allowance", "mandate": under["id"]}
    error = refused(other.get("/me/materials", params=within), 422, "invalid")
    assert fields(error) == [("mandate", "other_helper")]


def test_materials_are_told_to_nobody_who_is_not_signed_in(lite_world):
    refused(lite_world.nobody().get("/me/materials"), 401, "unauthenticated")
    refused(lite_world.client().get("/me/materials", params={"service": "x"}), 404, "not_found")


def test_pages_stay_in_the_order_they_were_put_in_new_ones_among_them(world):
    client = verified(world)
    apply(world)
    book = offers(client, service=CARE)["household_book"]
    one, two = ids(book)
    fresh = upload(client, picture(size=(700, 500)))
    body = care(world, client, [two, fresh, one], reused=[BOOK])
    case = done(client.post("/cases", json=body, headers=key()))["case"]
    origins = {row["id"]: row["origin_id"] for row in pictures(world)}
    got = [origins[shown["id"]] for shown in line(case)["pictures"]]
    assert got == [two, None, one]


def test_without_script_it_is_offered_ticked_and_used_again(world):
    client = browser(world)
    first = apply(world)["case"]
    done(take(world.client(), first["number"], "withdraw"))
    page = client.get(PATH).text
    assert "用 2026年11月23日" in page
    assert "交过的户口簿（2 张）" in page
    # Not ticked, it is asked for.
    wrong = send(client, PATH, page, TYPED, ("materials.id_card", "materials.bank_card"))
    assert wrong.status_code == 422
    assert 'href="#materials.household_book"' in wrong.text
    check = send(client, PATH, wrong.text, {**TYPED, "reused": BOOK})
    assert "核对一遍再提交" in check.text
    back = client.post(PATH, data=as_data(hidden(check.text), change="1"))
    assert f'name="reused" value="{BOOK}" checked' in back.text
    sent = client.post(PATH, data=as_data(hidden(check.text), seen="1"))
    assert sent.status_code == 201, sent.text
    number = re.search(r"/plain/cases/(\w+)", sent.text)[1]
    case = done(world.client(HANDLER).get(f"/cases/{number}"))
    assert line(case)["reused_at"] == first["created_at"]
    assert line(case, "materials.id_card")["reused_at"] is None
    assert "用的是2026年11月23日" in client.get(f"/plain/cases/{number}").text
    ledger = client.get(f"/plain/cases/{first['number']}/access").text
    assert f"您交过的材料又用了一次，用在办件 {number}" in ledger
    assert findings(world) == []


def test_kept_without_script_it_is_still_ticked_on_another_device(world):
    client = browser(world)
    first = apply(world)["case"]
    done(take(world.client(), first["number"], "withdraw"))
    page = client.get(PATH).text
    kept = send(client, PATH, page, {**TYPED, "reused": BOOK, "save": "1"})
    assert kept.status_code == 200
    assert f'name="reused" value="{BOOK}" checked' in browser(world).get(PATH).text
