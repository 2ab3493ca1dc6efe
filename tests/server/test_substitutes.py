"""A substitute has the absent one's open tasks, from a day to a day, and nothing more."""

import re

import pytest
import sqlalchemy as sa
from test_admin_pages import browser, changes
from test_pages import outline
from world import bring_to, done, refused, take

from server.ops.verify import check_all
from server.store import tables as t

#: The street's own day when a world begins, and days after it.
MONDAY, TUESDAY = "2026-11-23", "2026-11-24"
AWAY, OTHER = "grid", "grid-donghe-1"


def stand_in(world, absent=AWAY, substitute=OTHER, first=MONDAY, last=TUESDAY):
    """The page of an account with a substitute set."""
    return browser(world, "admin").post(
        f"/plain/admin/accounts/{absent}",
        data={
            "action": "substitute",
            "substitute": substitute,
            "first_day": first,
            "last_day": last,
        },
    )


def queue(client, name: str) -> list[str]:
    """Numbers in a queue; the count says the same."""
    page = done(client.get("/cases", params={"scope": "queue", "queue": name}))
    counts = {one["queue"]: one["count"] for one in done(client.get("/queues"))["items"]}
    assert counts[name] == page["total"]
    return [one["number"] for one in page["items"]]


def test_a_grid_workers_substitute_verifies_what_waits_and_the_history_names_both(world):
    number = bring_to(world, "resolved")["case"]["number"]
    other = world.client(OTHER)
    refused(other.get(f"/cases/{number}"), 404, "not_found")
    assert queue(other, "to_verify") == []
    page = stand_in(world)
    assert page.status_code == 200
    outline(page)
    assert queue(other, "to_verify") == [number]
    assert queue(world.client(AWAY), "to_verify") == [number]
    shown = done(take(other, number, "verify_pass"))
    label = shown["steps"][-1]["actor_label"]
    assert "3101" in label, label
    assert "3003" in label, label
    # The task is done: it is the absent one's case again, not the substitute's.
    refused(other.get(f"/cases/{number}"), 404, "not_found")
    assert queue(other, "to_verify") == []
    owner = done(world.client().get(f"/cases/{number}"))
    assert owner["steps"][-1]["actor_label"] == label
    assert owner["chain_ok"]
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []


def test_a_substitute_sees_only_what_the_task_needs(world):
    stand_in(world)
    other = world.client(OTHER)
    for state in ("accepted", "in_progress", "verified", "closed"):
        number = bring_to(world, state)["case"]["number"]
        refused(other.get(f"/cases/{number}"), 404, "not_found")
        reply = take(other, number, "verify_pass", expected_version=1)
        refused(reply, 404, "not_found")
    assert (
        done(other.get("/cases", params={"scope": "queue", "queue": "to_verify", "q": "楼道灯"}))[
            "items"
        ]
        == []
    )
    assert done(other.get("/session"))["account"]["grid_id"] == "donghe-1"


def test_a_handlers_substitute_signs_for_and_answers_for_the_department(world):
    number = bring_to(world, "dispatched")["case"]["number"]
    other = world.client("handler-urban")
    stand_in(world, "handler", "handler-urban")
    assert queue(other, "to_sign") == [number]
    shown = done(take(other, number, "sign_for"))
    assert "2017" in shown["steps"][-1]["actor_label"]
    assert queue(other, "in_hand") == [number]
    returned = done(take(other, number, "return", reason="不属于本部门职责范围。"))
    assert "2017" in returned["steps"][-1]["actor_label"]
    refused(other.get(f"/cases/{number}"), 404, "not_found")


def test_it_begins_and_ends_by_itself(lite_world):
    world = lite_world
    number = bring_to(world, "resolved")["case"]["number"]
    stand_in(world, first=TUESDAY, last="2026-11-25")
    other = world.client(OTHER)
    seen = []
    for _ in range(4):
        seen.append(queue(other, "to_verify") == [number])
        world.clock.advance(days=1)
        other = world.client(OTHER)
    assert seen == [False, True, True, False]


def test_an_administrator_ends_it_and_both_are_in_the_audit_list(lite_world):
    world = lite_world
    number = bring_to(world, "resolved")["case"]["number"]
    page = stand_in(world)
    (button,) = re.findall(r'value="(end-\d+)"', page.text)
    admin = browser(world, "admin")
    ended = admin.post("/plain/admin/accounts/grid", data={"action": button})
    assert ended.status_code == 200
    assert button not in ended.text
    refused(world.client(OTHER).get(f"/cases/{number}"), 404, "not_found")
    assert admin.post("/plain/admin/accounts/grid", data={"action": button}).status_code == 409
    assert changes(world)[-2:] == [
        ("admin", "account.substitute", "grid"),
        ("admin", "account.substitute_end", "grid"),
    ]
    assert browser(world, "admin").get("/plain/admin/changes").text.count("替班") >= 2


def test_it_is_not_handed_on(lite_world):
    world = lite_world
    number = bring_to(world, "resolved")["case"]["number"]
    stand_in(world)
    stand_in(world, OTHER, "grid-donghe-2")
    assert queue(world.client("grid-donghe-2"), "to_verify") == []
    refused(world.client("grid-donghe-2").get(f"/cases/{number}"), 404, "not_found")


WRONG = {
    "nobody": ({"substitute": ""}, "#substitute"),
    "another role": ({"substitute": "handler"}, "#substitute"),
    "oneself": ({"substitute": AWAY}, "#substitute"),
    "no day": ({"first": ""}, "#first_day"),
    "no real day": ({"last": "2026-02-30"}, "#last_day"),
    "over before it begins": ({"last": "2026-11-22"}, "#last_day"),
    "half a year": ({"last": "2027-11-23"}, "#last_day"),
}


@pytest.mark.parametrize(("changed", "where"), WRONG.values(), ids=WRONG.keys())
def test_what_cannot_be_is_said_beside_its_field(lite_world, changed, where):
    page = stand_in(lite_world, **changed)
    assert page.status_code == 422
    assert where in outline(page).links
    assert lite_world.read(lambda tx: tx.all(sa.select(t.substitutes))) == []


def test_a_day_has_one_substitute(lite_world):
    assert stand_in(lite_world).status_code == 200
    again = stand_in(lite_world, substitute="grid-donghe-2", first=TUESDAY, last="2026-11-30")
    assert again.status_code == 422
    assert "#first_day" in outline(again).links
    later = stand_in(lite_world, substitute="grid-donghe-2", first="2026-11-25", last="2026-11-30")
    assert later.status_code == 200
