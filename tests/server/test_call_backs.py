"""Call-backs: of what is filed for somebody a share is drawn; somebody else asks the person, without
learning who helped, and a "no" goes to a supervisor."""

import json

import pytest
import sqlalchemy as sa
from assisting import HELPER, LI, file_for, mandate, person
from test_applications import findings
from test_plain_apply import browser
from world import done, fields, file_case, key, refused, told

from server.rules.call_backs import drawn
from server.rules.catalogue.call_backs_file import read_call_backs
from server.rules.catalogue.mistakes import CatalogueError
from server.store.call_back_tables import call_backs
from server.store.people_tables import person_sights

SAID = {"reached": True, "asked_for": "yes", "explained": "yes", "agreed": "yes", "right": "yes"}
CALLER, SUPERVISOR = "dispatcher", "supervisor"


def everything_drawn(world, share: float = 1, tries: int = 3) -> None:
    raw = json.dumps({"share": share, "working_days": 5, "tries": tries}).encode()
    world.window.reference.call_backs = read_call_backs(raw)


def filed(world, **changes) -> str:
    """The number of a case filed for Li Guifang."""
    whom = person(world)
    return file_for(world, whom, mandate(world, whom)["id"], **changes)["case"]["number"]


def waiting(world, who: str = CALLER) -> list[dict]:
    return done(world.client(who).get("/call-backs"))["items"]


def to_call(world) -> str:
    everything_drawn(world)
    filed(world)
    return waiting(world)[0]["id"]


def call(world, one: str, who: str = CALLER, once=None, **changes):
    return world.client(who).post(f"/call-backs/{one}", json=SAID | changes, headers=once or key())


def figures(world) -> dict:
    return done(world.client("leader").get("/call-backs"))["figures"]


def test_a_case_filed_for_somebody_waits_for_a_call_that_does_not_say_who_helped(world):
    everything_drawn(world)
    number = filed(world)
    (one,) = waiting(world)
    assert (one["state"], one["name"], one["tries"]) == ("open", "李**", 0)
    assert one["phone"] == "138****0021"
    # Five working days after Monday.
    assert one["due_at"].startswith("2026-11-30")
    shown = done(world.client(CALLER).get(f"/call-backs/{one['id']}"))["call_back"]
    assert (shown["name"], shown["phone"]) == (LI["name"], LI["phone"])
    assert told(json.dumps([one, shown], ensure_ascii=False), number, "3003") == []
    assert (shown["number"], shown["helper_label"]) == (None, None)
    assert findings(world) == []


def test_all_answers_kept_are_in_the_figures(world):
    one = to_call(world)
    shown = done(call(world, one, right="unsure", note="耳朵不好，慢慢说的"))["call_back"]
    assert shown["state"] == "done"
    assert shown["note"] == "耳朵不好，慢慢说的"
    found = figures(world)
    assert (found["drawn"], found["reached"], found["waiting"], found["wrong"]) == (1, 1, 0, 0)
    assert found["questions"][3] == {"question": "right", "yes": 0, "no": 0, "unsure": 1}
    assert waiting(world) == []
    assert findings(world) == []
    world.clock.advance(days=91)
    assert figures(world)["drawn"] == 0


def test_a_no_goes_to_a_supervisor_who_sees_who_helped_and_writes_what_was_found(world):
    one = to_call(world)
    refused(world.client(SUPERVISOR).get(f"/call-backs/{one}"), 404, "not_found")
    done(call(world, one, agreed="no", note="说没有同意过"))
    (shown,) = waiting(world, SUPERVISOR)
    assert shown["answers"]["agreed"] == "no"
    assert shown["note"] == "说没有同意过"
    assert "3003" in shown["helper_label"]
    assert shown["number"].startswith("320505S")
    client, path = world.client(SUPERVISOR), f"/call-backs/{one}/check"
    for words, code in (("", "required"), ("好", "too_short"), ("长" * 1001, "too_long")):
        error = refused(client.post(path, json={"found": words}, headers=key()), 422, "invalid")
        assert fields(error) == [("found", code)]
    found = {"found": "当面问过老人，签字时在场，是忘记了。"}
    once = key()
    first = done(client.post(path, json=found, headers=once))
    assert first["call_back"]["state"] == "checked"
    assert done(client.post(path, json=found, headers=once)) == first
    refused(client.post(path, json=found, headers=key()), 409, "conflict")
    assert waiting(world, SUPERVISOR) == []
    assert (figures(world)["wrong"], figures(world)["checked"]) == (1, 1)
    assert findings(world) == []


def test_nobody_takes_the_call_so_often_and_it_ends(lite_world):
    one = to_call(lite_world)
    for tries, state in ((1, "open"), (2, "open"), (3, "not_reached")):
        shown = done(call(lite_world, one, reached=False))["call_back"]
        assert (shown["tries"], shown["state"], shown["answers"]) == (tries, state, None)
    refused(call(lite_world, one), 409, "conflict")
    assert figures(lite_world)["not_reached"] == 1


def test_a_call_is_kept_once_and_no_second_caller_writes_over_it(lite_world):
    one, once = to_call(lite_world), key()
    first = done(call(lite_world, one, once=once))
    assert done(call(lite_world, one, once=once)) == first
    refused(call(lite_world, one, "leader", agreed="no"), 409, "conflict")


def test_who_filed_never_calls_about_it_whatever_they_are_by_now(lite_world):
    one = to_call(lite_world)
    caller = lite_world.ids[CALLER]
    lite_world.write(lambda tx: tx.run(sa.text("UPDATE cases SET filed_by = :by"), by=caller))
    assert waiting(lite_world) == []
    refused(lite_world.client(CALLER).get(f"/call-backs/{one}"), 404, "not_found")
    refused(call(lite_world, one), 404, "not_found")
    assert [shown["id"] for shown in waiting(lite_world, "leader")] == [one]


@pytest.mark.parametrize("who", ["13800000001", HELPER, "handler", "admin"])
def test_nobody_else_has_anything_to_do_with_it(lite_world, who):
    one = to_call(lite_world)
    client = lite_world.client(who)
    refused(client.get("/call-backs"), 403, "forbidden")
    refused(client.get(f"/call-backs/{one}"), 403, "forbidden")
    refused(call(lite_world, one, who), 403, "forbidden")
    body = {"found": "没有问题，查过了。"}
    refused(client.post(f"/call-backs/{one}/check", json=body, headers=key()), 403, "forbidden")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"reached": None}, ("reached", "required")),
        ({"agreed": None}, ("agreed", "required")),
        ({"right": "maybe"}, ("right", "unknown")),
        ({"note": "长" * 501}, ("note", "too_long")),
    ],
)
def test_what_was_not_asked_is_said_and_nothing_is_kept(lite_world, changes, wrong):
    one = to_call(lite_world)
    assert fields(refused(call(lite_world, one, **changes), 422, "invalid")) == [wrong]
    assert waiting(lite_world)[0]["tries"] == 0


def test_what_people_file_themselves_is_never_drawn(lite_world):
    everything_drawn(lite_world)
    file_case(lite_world.client())
    assert waiting(lite_world) == []


def test_the_lot_falls_on_the_share_and_on_the_same_cases_always(lite_world):
    lookup = lite_world.window.keys.lookup
    lots = [lookup(f"320505S20261123{n:06d}", "call_backs.lot") for n in range(2000)]
    chosen = [drawn(lot, 0.2) for lot in lots]
    assert 320 < sum(chosen) < 480
    assert chosen == [drawn(lot, 0.2) for lot in lots]
    assert not any(drawn(lot, 0) for lot in lots)
    assert all(drawn(lot, 1) for lot in lots)
    everything_drawn(lite_world, share=0)
    filed(lite_world)
    assert lite_world.read(lambda tx: tx.all(sa.select(call_backs.c.id))) == []


def test_the_person_reads_that_the_phone_was_looked_up(lite_world):
    one = to_call(lite_world)
    done(lite_world.client(CALLER).get(f"/call-backs/{one}"))
    columns = (person_sights.c.purpose, person_sights.c.role)
    seen = lite_world.read(lambda tx: tx.all(sa.select(*columns)))
    assert ("call_back", CALLER) in [(row["purpose"], row["role"]) for row in seen]


@pytest.mark.parametrize("change", [{"share": 1.5}, {"tries": 0}, {"working_days": "5"}, {"x": 1}])
def test_a_share_that_is_none_is_refused(change):
    raw = json.dumps({"share": 0.2, "working_days": 5, "tries": 3} | change).encode()
    with pytest.raises(CatalogueError):
        read_call_backs(raw)


def test_a_call_is_written_down_and_looked_into_without_script(lite_world):
    one = to_call(lite_world)
    page = browser(lite_world, CALLER).get("/plain/call_backs").text
    assert f'href="/plain/call_backs/{one}"' in page
    client, path = browser(lite_world, CALLER), f"/plain/call_backs/{one}"
    form = client.get(path).text
    assert LI["phone"] in form
    assert "您同意让人帮您办吗？" in form
    wrong = client.post(path, data={"reached": "yes", "asked_for": "yes"})
    assert wrong.status_code == 422
    assert 'href="#agreed"' in wrong.text
    said = dict.fromkeys(SAID, "yes") | {"right": "no", "note": "门牌号写错了"}
    assert client.post(path, data=said).status_code in (200, 303)
    boss = browser(lite_world, SUPERVISOR)
    assert f'href="/plain/call_backs/{one}"' in boss.get("/plain/call_backs").text
    assert "门牌号写错了" in boss.get(path).text
    short = boss.post(path, data={"found": "好"})
    assert short.status_code == 422
    boss.post(path, data={"found": "核对过，已请经办人改正。"})
    assert lite_world.read(lambda tx: tx.value(sa.select(call_backs.c.state))) == "checked"
    table = browser(lite_world, "leader").get("/plain/call_backs").text
    assert "<script" not in form + page + table
    assert "已核实 1 件" in table
    assert browser(lite_world, HELPER).get(path).status_code == 403
    assert browser(lite_world, HELPER).get("/plain/call_backs").status_code == 403
