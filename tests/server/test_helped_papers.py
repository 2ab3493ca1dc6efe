"""A helper hands in and corrects for a person under a mandate: by the case's own steps, as a tablet's
outbox sends them, and by /me/helped; judged when it arrives; the case and the person say who did it."""

from datetime import datetime

import pytest
import sqlalchemy as sa
from applying import HANDLER, ask_again
from assisting import HELPER, LI, file_for, fresh, mandate, person
from test_applications import findings
from test_assisted_applications import applied
from test_corrections import LATER
from test_helped import close, rate
from world import CHINA, done, fields, key, refused, take, upload

from server.rules import mandates as rules
from server.store import mandate_tables as t

OTHER_WORKER, FRIEND = "grid-donghe-1", "13800000002"
ALL = list(rules.SCOPES)


def waiting(world, **changes) -> tuple[str, str]:
    """Li Guifang's application, taken on and asked for the household register again; the bank card is
    promised. Her id, and the number. changes: of the mandate."""
    number = applied(world, scopes=ALL, **changes)
    done(take(world.client(HANDLER), number, "accept"))
    whom = world.read(lambda tx: tx.value(sa.select(t.mandates.c.person_id)))
    return whom, number


def asked(world, **changes) -> tuple[str, str]:
    whom, number = waiting(world, **changes)
    ask_again(world, number)
    return whom, number


def book(client) -> dict:
    return {"household_book": [upload(client)]}


def card(client) -> dict:
    return {"bank_card": [upload(client)]}


def by_step(world, number: str, code: str, who: str = HELPER, **members):
    """As the outbox of a tablet sends it."""
    return take(world.client(who), number, code, expected_version=version(world, number), **members)


def by_helped(world, number: str, code: str, who: str = HELPER, **members):
    body = {"expected_version": version(world, number), **members}
    url = f"/me/helped/{number}/{code}"
    return world.client(who).post(url, json=body, headers=key())


def version(world, number: str) -> int:
    return done(world.client(HANDLER).get(f"/cases/{number}"))["version"]


WAYS = pytest.mark.parametrize("way", [by_step, by_helped], ids=["step", "helped"])


@WAYS
def test_a_helper_corrects_what_was_asked_and_everybody_reads_for_whom(world, way):
    _, number = asked(world)
    worker = world.client(HELPER)
    shown = done(worker.get(f"/cases/{number}"))
    assert {"correct", "supplement"} <= set(shown["actions"])
    assert shown["correction"]["fields"] == ["materials.household_book"]
    case = done(way(world, number, "correct", materials=book(worker)))
    assert (case["state"], case["correction"]) == ("reviewing", None)
    line = done(world.client(HANDLER).get(f"/cases/{number}"))["steps"][-1]
    assert (line["step"], line["actor_role"]) == ("correct", "grid_worker")
    assert line["actor_label"] == "网格员 · 工号 3003（受李**委托）"
    acts = world.read(
        lambda tx: tx.all(sa.select(t.mandate_acts.c.act).order_by(t.mandate_acts.c.id))
    )
    assert [row["act"] for row in acts] == ["file", "follow", "correct"]
    assert findings(world) == []


@WAYS
def test_a_helper_hands_in_what_was_promised(lite_world, way):
    world = lite_world
    _, number = waiting(world)
    worker = world.client(HELPER)
    shown = done(worker.get(f"/cases/{number}"))
    assert "hand_in" in shown["actions"]
    assert shown["missing"]["fields"] == LATER["fields"]
    case = done(way(world, number, "hand_in", materials=card(worker)))
    assert case["missing"] is None
    assert "hand_in" not in done(worker.get(f"/cases/{number}"))["actions"]
    refused(way(world, number, "hand_in", materials=card(worker)), 409, "conflict")


@WAYS
def test_what_is_wrong_with_a_helpers_correction_is_said_by_field_as_to_the_person(lite_world, way):
    world = lite_world
    _, number = asked(world)
    error = refused(way(world, number, "correct"), 422, "invalid")
    assert fields(error) == [("materials.household_book", "required")]
    foreign = book(world.client(OTHER_WORKER))
    error = refused(way(world, number, "correct", materials=foreign), 422, "invalid")
    assert fields(error) == [("materials.household_book.0", "unknown")]


def ended(world, mandate_id: str, how: str) -> None:
    """The mandate ends while the tablet is away."""
    if how == "revoked":
        url = f"/mandates/{mandate_id}/revoke"
        done(world.client("dispatcher").post(url, json={}, headers=key()))
    else:
        world.clock.advance(days=91)


@WAYS
@pytest.mark.parametrize("how", ["revoked", "expired"])
def test_a_mandate_that_ended_meanwhile_stops_the_act_and_a_new_one_mends_it(lite_world, way, how):
    world = lite_world
    whom, number = waiting(world)
    worker = world.client(HELPER)
    first = done(worker.get("/mandates"))["items"][0]["id"]
    ended(world, first, how)
    worker = world.client(HELPER)
    error = refused(way(world, number, "hand_in", materials=card(worker)), 422, "invalid")
    assert fields(error) == [("mandate", how)]
    assert error["fields"][0]["message"]
    refused(worker.get(f"/cases/{number}"), 404, "not_found")
    mandate(
        world,
        whom,
        scopes=ALL,
        made_at=datetime.fromtimestamp(world.clock.at / 1000, CHINA).isoformat(),
    )
    assert done(way(world, number, "hand_in", materials=card(worker)))["missing"] is None


@WAYS
def test_a_mandate_to_file_and_follow_alone_hands_nothing_in(lite_world, way):
    world = lite_world
    number = applied(world, scopes=["file", "follow"])
    worker = world.client(HELPER)
    assert "hand_in" not in done(worker.get(f"/cases/{number}"))["actions"]
    error = refused(way(world, number, "hand_in", materials=card(worker)), 422, "invalid")
    assert fields(error) == [("mandate", "out_of_scope")]


def test_who_has_no_mandate_about_the_case_may_not(lite_world):
    world = lite_world
    _, number = asked(world)
    for other, status in ((OTHER_WORKER, 404), (FRIEND, 404), (HANDLER, 403)):
        answer = by_step(world, number, "correct", other, materials=book(world.client(other)))
        refused(answer, status, "not_found" if status == 404 else "forbidden")
    world.write(lambda tx: tx.run(sa.update(t.mandates).values(helper_id=world.ids["handler"])))
    refused(
        by_step(world, number, "correct", materials=book(world.client(HELPER))), 404, "not_found"
    )


def test_a_helper_withdraws_or_decides_nothing_by_its_mandate(lite_world):
    world = lite_world
    _, number = asked(world)
    for code in ("grant", "deny", "accept", "request_correction", "withdraw"):
        refused(by_step(world, number, code), 404, "not_found")


@WAYS
def test_the_same_correction_again_is_one(lite_world, way):
    world = lite_world
    _, number = asked(world)
    worker = world.client(HELPER)
    body = {"expected_version": version(world, number), "materials": book(worker)}
    url = f"/me/helped/{number}/correct"
    if way is by_step:
        url, body = f"/cases/{number}/steps", {**body, "step": "correct"}
    headers = key()
    first = done(worker.post(url, json=body, headers=headers))
    assert done(worker.post(url, json=body, headers=headers)) == first
    known = world.read(lambda tx: tx.all(sa.select(t.mandate_acts.c.act)))
    assert [row["act"] for row in known].count("correct") == 1


def test_a_family_member_corrects_by_its_mandate(lite_world):
    world = lite_world
    _, number = asked(world)
    owner = world.client()
    done(owner.put("/me/identity", json={**LI, "consent": True}))
    given = {
        "id": fresh(),
        "helper": {"kind": "family", "phone": FRIEND},
        "matters": {"services": ["elder_allowance"]},
        "scopes": ["follow", "supplement"],
        "days": 30,
    }
    done(owner.post("/me/helpers", json=given, headers=key()))
    friend = world.client(FRIEND)
    shown = done(friend.get(f"/me/helped/{number}"))
    assert "correct" in shown["actions"]
    case = done(by_helped(world, number, "correct", FRIEND, materials=book(friend)))
    assert (case["state"], case["filled"]) == ("reviewing", [])
    line = done(world.client().get(f"/cases/{number}"))["steps"][-1]
    assert line["actor_label"].startswith("帮办人")
    acts = [a["act"] for m in done(owner.get("/me/helpers"))["helping_me"] for a in m["acts"]]
    assert acts.count("correct") == 1


def test_a_supplement_and_a_rating_say_for_whom_too(lite_world):
    world = lite_world
    whom = person(world)
    made = mandate(world, whom, scopes=ALL, matters={"appeals": ["help"]})
    number = file_for(world, whom, made["id"])["case"]["number"]
    worker, members = world.client(HELPER), {"note": "楼下的灯也不亮", "expected_version": 1}
    shown = done(take(worker, number, "supplement", **members))
    assert "李**" in shown["steps"][-1]["actor_label"]
    close(world, number)
    done(rate(world, number))
    shown = done(worker.get(f"/cases/{number}"))
    assert shown["steps"][-1]["actor_label"] == "网格员 · 工号 3003（受李**委托）"
    assert findings(world) == []


def test_a_helper_sees_the_pictures_that_the_case_shows_it_and_the_look_is_an_act(lite_world):
    world = lite_world
    _, number = waiting(world)
    ask_again(world, number, pictures=[picture_of(world, number)])
    worker = world.client(HELPER)
    (shown,) = done(worker.get(f"/cases/{number}"))["correction"]["pictures"]
    assert worker.get(f"/attachments/{shown['id']}").status_code == 200
    refused(world.client(OTHER_WORKER).get(f"/attachments/{shown['id']}"), 404, "not_found")
    acts = world.read(lambda tx: tx.all(sa.select(t.mandate_acts.c.act)))
    assert [row["act"] for row in acts].count("follow") == 1


def picture_of(world, number: str) -> str:
    """A picture of the household register."""
    lines = done(world.client(HANDLER).get(f"/cases/{number}"))["filled"]
    return next(li for li in lines if li["path"] == "materials.household_book")["pictures"][0]["id"]
