"""Who has to act on a case, by when: tasks follow the steps, and others stand beside them."""

import threading
import time

import pytest
import sqlalchemy as sa
from test_events import Ear
from test_stored import old_world  # noqa: F401
from world import MORNING, World, bring_to, done, file_case, key, take, upload

from server.ops.verify import check_all
from server.rules import tasks as rules
from server.services import case_rows, tasks
from server.store import tables as t

HOUR = 3_600_000


def tasks_of(world: World, number: str) -> list[dict]:
    def look(tx):
        return tx.all(tasks.OF_CASE, case_id=case_rows.find(tx, number)["id"])

    return world.read(look)


def story(world: World, number: str) -> list[tuple]:
    return [(r["kind"], r["owner_id"], r["state"], r["outcome"]) for r in tasks_of(world, number)]


def test_the_loop_hands_a_case_from_desk_to_department_to_grid_and_back(world):
    number = bring_to(world, "closed")["case"]["number"]
    assert story(world, number) == [
        ("desk", "", "accepted", "dispatch"),
        ("lead", "property", "in_progress", "resolve"),
        ("verification", "liuxiang-3", "resolved", "verify_pass"),
        ("desk", "", "verified", "close"),
    ]
    rows = tasks_of(world, number)
    assert rows[1]["closed_by"] == world.ids["handler"]
    assert rows[1]["opened_by"] == world.ids["dispatcher"]
    body = {"score": 1, "solved": False, "faults": ["not_done"]}
    done(world.client().post(f"/cases/{number}/rating", json=body, headers=key()))
    assert story(world, number)[4:] == [("desk", "", "accepted", None)]


def test_a_task_has_the_clock_of_its_case(world):
    number = bring_to(world, "in_progress")["case"]["number"]
    case = world.read(lambda tx: case_rows.find(tx, number))
    (task,) = (row for row in tasks_of(world, number) if row["closed_at"] is None)
    assert (task["due_at"], task["amber_at"]) == (case["due_at"], case["amber_at"])
    assert (task["level"], task["next_at"]) == (0, case["amber_at"])


def test_a_department_that_gives_a_case_back_has_nothing_to_do_with_it(world):
    number = bring_to(world, "dispatched")["case"]["number"]
    assert world.read(lambda tx: case_rows.find(tx, number))["departments"] == "property"
    done(take(world.client("handler"), number, "return", reason="不属于本部门职责。"))
    assert world.read(lambda tx: case_rows.find(tx, number))["departments"] == ""
    again = {"department_id": "urban", "basis": "statutory"}
    done(take(world.client("dispatcher"), number, "dispatch", **again))
    assert world.read(lambda tx: case_rows.find(tx, number))["departments"] == "urban"
    assert [kind for kind, *_ in story(world, number)] == ["desk", "lead", "desk", "lead"]


def test_a_failed_check_opens_the_departments_task_again(world):
    number = bring_to(world, "resolved")["case"]["number"]
    done(take(world.client("grid"), number, "verify_fail", reason="还有两盏灯不亮。"))
    assert story(world, number)[2:] == [
        ("verification", "liuxiang-3", "resolved", "verify_fail"),
        ("lead", "property", "in_progress", None),
    ]


@pytest.mark.parametrize("end", ["refuse", "withdraw"])
def test_what_ends_a_case_ends_all_its_tasks(world, end):
    number = file_case(world.client())["case"]["number"]

    def beside(tx):
        case = case_rows.find(tx, number)
        tasks.open_task(tx, case, "visit", "person", world.ids["grid"], MORNING, by=None)

    world.write(beside)
    who = world.client("dispatcher" if end == "refuse" else "13800000001")
    done(take(who, number, end, reason="地点不在本街道，请拨打 12345。"))
    assert {outcome for *_, outcome in story(world, number)} == {end}


def test_a_supplement_leaves_the_task_as_it_is(world):
    number = bring_to(world, "in_progress")["case"]["number"]
    before = tasks_of(world, number)
    world.clock.advance(hours=2)
    done(take(world.client(), number, "supplement", note="邻居也遇到了。"))
    assert tasks_of(world, number) == before


def test_a_stopped_clock_goes_on_with_the_time_it_had_left(world):
    number = file_case(world.client())["case"]["number"]
    (before,) = tasks_of(world, number)
    world.write(lambda tx: tasks.pause(tx, before, MORNING + HOUR))
    (paused,) = tasks_of(world, number)
    assert (paused["paused_at"], paused["next_at"]) == (MORNING + HOUR, None)
    assert world.write(lambda tx: tasks.pause(tx, before, MORNING)) is False
    world.write(lambda tx: tasks.resume(tx, paused, MORNING + 30 * HOUR))
    (after,) = tasks_of(world, number)
    assert after["due_at"] == before["due_at"] + 29 * HOUR
    assert (after["paused_at"], after["next_at"]) == (None, before["amber_at"] + 29 * HOUR)


def test_a_clock_turns_amber_then_red_and_never_back():
    clock = rules.started(100, 75)
    assert rules.turned(clock, 74) == clock
    amber = rules.turned(clock, 75)
    assert (amber.level, amber.next_at) == (1, 100)
    red = rules.turned(amber, 100)
    assert (red.level, red.next_at) == (2, None)
    assert rules.turned(clock, 500) == red
    assert rules.turned(amber, 10) == amber
    assert rules.started(None, None).next_at is None


def test_stored_cases_get_the_tasks_of_their_steps(old_world):  # noqa: F811
    rows = old_world.read(lambda tx: tx.all(sa.select(t.tasks).order_by(t.tasks.c.id)))
    cases = {row["id"]: row for row in old_world.read(lambda tx: tx.all(sa.select(t.cases)))}
    still_open = [row for row in rows if row["closed_at"] is None]
    assert {row["case_id"] for row in still_open} == {
        case["id"] for case in cases.values() if case["due_at"] is not None
    }
    for row in still_open:
        case = cases[row["case_id"]]
        for name in ("state", "due_at", "amber_at"):
            assert row[name] == case[name], name
    kinds = {row["kind"] for row in rows}
    assert kinds == {"desk", "lead", "verification"}


def test_a_second_department_and_a_whistle_are_worked_on_beside_the_lead(world):
    number = bring_to(world, "in_progress")["case"]["number"]
    ear = Ear(world, "handler-urban")

    def ask_others(tx):
        case = case_rows.find(tx, number, lock=True)
        now = world.clock.at
        tasks.open_task(tx, case, "co_handling", "department", "urban", now, by="x",
                        due_at=now + HOUR, amber_at=now + 1)  # fmt: skip
        tasks.open_task(tx, case, "whistle", "department", "safety", now, by="x", due_at=now)
        tasks.remember_departments(tx, case)
        tx.run(sa.update(t.cases).where(t.cases.c.id == case["id"]).values(
            departments=case["departments"]))  # fmt: skip

    world.write(ask_others)
    urban, safety = world.client("handler-urban"), world.client("handler-safety")
    (item,) = done(urban.get("/cases?scope=queue&queue=in_hand"))["items"]
    assert (item["number"], item["due_at"]) == (number, "2026-11-23T11:00:00.000+08:00")
    assert item["clock"] == "green"
    (item,) = done(safety.get("/cases?scope=queue&queue=overdue"))["items"]
    assert item["clock"] == "red"
    assert done(world.client("handler").get("/cases?scope=queue&queue=in_hand"))["total"] == 1
    assert done(urban.get(f"/cases/{number}"))["actions"] == []
    members = {"note": "已经处理好了。", "attachments": [upload(world.client("handler"))]}
    done(take(world.client("handler"), number, "resolve", **members))
    ear.wait_for(number, 5)
    assert [kind for kind, *_, outcome in story(world, number) if outcome is None] == [
        "co_handling",
        "whistle",
        "verification",
    ]
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_step_waits_for_a_clock_that_another_process_turns(world):
    number = file_case(world.client())["case"]["number"]
    dispatcher = world.client("dispatcher")
    version = done(dispatcher.get(f"/cases/{number}"))["version"]
    turning, turned = threading.Event(), []

    def turn() -> None:
        tx = world.window.database.open()
        tx.script("BEGIN")
        tx.script("UPDATE tasks SET level = 1, version = version + 1")
        turning.set()
        time.sleep(0.5)
        tx.script("COMMIT")
        turned.append(time.monotonic())
        tx.connection.close()

    other = threading.Thread(target=turn)
    other.start()
    assert turning.wait(10)
    done(take(dispatcher, number, "accept", expected_version=version))
    assert turned
    other.join(10)
    assert story(world, number) == [("desk", "", "accepted", None)]
    (task,) = tasks_of(world, number)
    assert (task["level"], task["version"]) == (0, 3)
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []


TAMPERINGS = {
    "a task's owner altered": sa.update(t.tasks).where(t.tasks.c.id == 2).values(owner_id="urban"),
    "a task ended": sa.update(t.tasks).where(t.tasks.c.id == 3).values(closed_at=1),
    "a task removed": sa.delete(t.tasks).where(t.tasks.c.id == 2),
    "a task's deadline altered": sa.update(t.tasks).where(t.tasks.c.id == 3).values(due_at=1),
    "a department let in": sa.update(t.cases).values(departments="property,urban"),
}


@pytest.mark.parametrize("statement", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_tampering_with_tasks_is_found(world, statement):
    bring_to(world, "resolved")
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []
    assert world.write(lambda tx: tx.run(statement)) == 1
    assert len(world.read(lambda tx: check_all(world.window, tx))[2]) >= 1
