"""What a person says against an act under a mandate reaches a supervisor, who answers; who helped learns that
there is something, and not what."""

import json

import pytest
import sqlalchemy as sa
from assisting import HELPER, LI
from test_admin_pages import browser
from test_applications import findings
from test_pages import outline
from test_plain_helpers import OWNER, PAGE, buttons
from test_plain_helpers import helped as helped
from world import done, fields, key, refused, told

from server.store import mandate_tables as t
from server.store.people_tables import person_sights
from server.store.tables import messages

SAID, MORE = "我没有让他报这件事。", "电话里也没有说过。"
FOUND = "当面问过您和网格员，这件事已经撤回。"
SUPERVISOR = "supervisor"


def act_of(world) -> dict:
    return done(world.client(OWNER).get("/me/helpers"))["helping_me"][0]["acts"][0]


def object_to(world, words: str = SAID, who: str = OWNER, act: int | None = None):
    path = f"/me/helpers/acts/{act or act_of(world)['id']}/object"
    return world.client(who).post(path, json={"words": words}, headers=key())


def waiting(world) -> list[dict]:
    return done(world.client(SUPERVISOR).get("/call-backs"))["objections"]


def answer(world, act: int, found: str = FOUND, once=None):
    path = f"/objections/{act}/answer"
    return world.client(SUPERVISOR).post(path, json={"found": found}, headers=once or key())


def test_a_supervisor_reads_the_words_and_the_person_reads_the_answer(helped):
    world, _, _, number = helped
    done(object_to(world))
    (one,) = waiting(world)
    assert (one["name"], one["number"], one["words"]) == ("李**", number, None)
    assert "3003" in one["helper_label"]
    # Five working days after Monday.
    assert one["due_at"].startswith("2026-11-30")
    shown = done(world.client(SUPERVISOR).get(f"/objections/{one['id']}"))["objection"]
    assert (shown["name"], shown["words"], shown["act"]) == (LI["name"], SAID, "file")
    sights = world.read(lambda tx: tx.all(sa.select(person_sights)))
    assert "objection" in [row["purpose"] for row in sights if row["role"] == SUPERVISOR]
    for words, code in (("", "required"), ("好", "too_short"), ("长" * 1001, "too_long")):
        error = refused(answer(world, one["id"], words), 422, "invalid")
        assert fields(error) == [("found", code)]
    once = key()
    first = done(answer(world, one["id"], once=once))
    assert done(answer(world, one["id"], once=once)) == first
    refused(answer(world, one["id"]), 409, "conflict")
    assert waiting(world) == []
    act = act_of(world)
    assert (act["objection"], act["answer"]) == (SAID, FOUND)
    assert act["answered_at"] is not None
    sent = world.read(lambda tx: tx.all(sa.select(messages)))
    told_of = [(row["told"], row["account_id"]) for row in sent]
    assert ("objection_answered", world.ids[OWNER]) in told_of
    assert findings(world) == []


def test_what_is_said_again_is_added_and_after_an_answer_it_waits_again(helped):
    world, *_ = helped
    done(object_to(world))
    done(object_to(world, MORE))
    (one,) = waiting(world)
    path = f"/objections/{one['id']}"
    assert done(world.client(SUPERVISOR).get(path))["objection"]["words"] == f"{SAID}\n{MORE}"
    done(answer(world, one["id"]))
    done(object_to(world, "还是不对。"))
    assert [again["id"] for again in waiting(world)] == [one["id"]]
    done(answer(world, one["id"], "又查了一次，已经改正。"))
    act = act_of(world)
    assert act["objection"] == f"{SAID}\n{MORE}\n还是不对。"
    assert act["answer"] == f"{FOUND}\n又查了一次，已经改正。"
    for _ in range(4):
        done(object_to(world, "长" * 200))
    error = refused(object_to(world, "长" * 200), 422, "invalid")
    assert fields(error) == [("words", "too_long")]
    assert findings(world) == []


def test_who_helped_learns_that_there_is_one_and_not_the_words(helped):
    world, *_ = helped
    done(object_to(world))
    act = act_of(world)["id"]
    done(answer(world, act))
    theirs = done(world.client(HELPER).get("/mandates"))
    assert theirs["items"][0]["acts"][0]["objected_at"] is not None
    assert told(json.dumps(theirs, ensure_ascii=False), SAID, FOUND) == []
    refused(world.client(HELPER).get(f"/objections/{act}"), 403, "forbidden")


@pytest.mark.parametrize("who", [OWNER, HELPER, "dispatcher", "leader", "handler", "admin"])
def test_nobody_else_reads_or_answers_it(helped, who):
    world, *_ = helped
    done(object_to(world))
    act = act_of(world)["id"]
    client = world.client(who)
    refused(client.get(f"/objections/{act}"), 403, "forbidden")
    body = {"found": FOUND}
    refused(client.post(f"/objections/{act}/answer", json=body, headers=key()), 403, "forbidden")
    if who in ("dispatcher", "leader"):
        assert done(client.get("/call-backs"))["objections"] == []


def test_who_did_it_has_no_part_in_looking_into_it_whatever_they_are_by_now(helped):
    world, *_ = helped
    done(object_to(world))
    act, looks = act_of(world)["id"], world.ids[SUPERVISOR]
    world.write(lambda tx: tx.run(sa.update(t.mandate_acts).values(helper_id=looks)))
    assert waiting(world) == []
    refused(world.client(SUPERVISOR).get(f"/objections/{act}"), 404, "not_found")
    refused(answer(world, act), 404, "not_found")


def test_an_act_that_nobody_said_anything_against_is_no_objection(helped):
    world, *_ = helped
    act = act_of(world)["id"]
    refused(world.client(SUPERVISOR).get(f"/objections/{act}"), 404, "not_found")
    refused(answer(world, act), 404, "not_found")
    refused(answer(world, "x"), 404, "not_found")


def test_without_script_it_is_said_read_answered_and_the_answer_read(helped):
    world, owner, *_ = helped
    (button,) = buttons(owner.get(PAGE), "object")
    said = owner.post(PAGE, data={"action": button, button.replace("object", "words"): SAID})
    assert SAID in said.text
    outline(said)
    desk = browser(world, SUPERVISOR)
    listing = desk.get("/plain/call_backs")
    link = next(link for link in outline(listing).links if "/objections/" in link)
    page = desk.get(link)
    outline(page)
    assert SAID in page.text
    wrong = desk.post(link, data={"found": "好"})
    assert wrong.status_code == 422
    assert "#found" in outline(wrong).links
    assert desk.post(link, data={"found": FOUND}).status_code == 303
    assert link not in outline(desk.get("/plain/call_backs")).links
    late = desk.post(link, data={"found": FOUND})
    assert late.status_code == 409
    assert FOUND in owner.get(PAGE).text
    helper = browser(world, HELPER)
    assert helper.get(link).status_code == 403
