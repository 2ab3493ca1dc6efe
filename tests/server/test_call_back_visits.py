"""A call-back of who has no phone: somebody who had no part in the help goes and asks, blind, twice at
most; and where nobody could go, those who call have it."""

import html
import json
import re

import pytest
import sqlalchemy as sa
from assisting import HELPER, LI, file_for, mandate, person
from test_applications import findings
from test_call_backs import CALLER, SUPERVISOR, everything_drawn, figures
from test_call_backs import waiting as to_call
from test_grid_changes import ask, synced
from test_plain_apply import browser
from test_visits import OTHER, attempt, listed, wish
from world import done, fields, key, refused, told

from server.rules.identity import check_character
from server.services import accounts, call_back_rows, call_back_visits, case_rows, substitutes
from server.services import visits as visit_rows
from server.services.changes import Author
from server.services.jobs import Job
from server.store import tables as t
from server.store.call_back_tables import call_backs
from server.store.visit_tables import visits

SAID = {"asked_for": "yes", "explained": "yes", "agreed": "yes", "right": "yes"}
HOME = "柳巷路 8 号 3 号楼 502"
WORKERS = ("grid", "grid-liuxiang-1", "grid-liuxiang-2", "grid-liuxiang-4")


def without_phone(world, **changes) -> str:
    """Li Guifang, who has no phone, with an address."""
    return person(world, phone=None, home=HOME, **changes)


def filed(world, whom: str) -> str:
    """The number of a case filed for her."""
    return file_for(world, whom, mandate(world, whom)["id"])["case"]["number"]


def sent(world) -> tuple[str, dict]:
    """A case was filed for her: who was sent, and the visit as that worker reads it."""
    everything_drawn(world)
    filed(world, without_phone(world))
    return whose(world)


def whose(world) -> tuple[str, dict]:
    """Who has the only call-back visit, and the visit."""
    logins = world.read(
        lambda tx: tx.all(
            sa.select(t.accounts.c.login)
            .join(visits, visits.c.worker_id == t.accounts.c.id)
            .where(visits.c.kind == "call_back", visits.c.state == "open")
        )
    )
    (login,) = [row["login"] for row in logins]
    (visit,) = [one for one in listed(world, login) if one["kind"] == "call_back"]
    return login, visit


def state(world) -> str:
    return world.read(lambda tx: tx.value(sa.select(call_backs.c.state)))


def look(world, call_back: str) -> None:
    """The daily look at a visit, as the job does it."""
    job = Job(1, call_back_visits.KIND, f"{call_back_visits.KIND}:{call_back}", {}, 1, "t")
    world.write(lambda tx: call_back_visits.look(world.window, tx, job))


def disable(world, *logins: str) -> None:
    for login in logins:
        world.write(
            lambda tx, login=login: accounts.set_disabled(tx, world.ids[login], disabled=True)
        )


def all_workers(world) -> list[str]:
    rows = sa.select(t.accounts.c.login).where(t.accounts.c.role == "grid_worker")
    return [row["login"] for row in world.read(lambda tx: tx.all(rows))]


def test_who_has_no_phone_is_visited_by_a_worker_of_the_community_who_does_not_learn_who_helped(
    world,
):
    login, visit = sent(world)
    assert login in WORKERS[1:]
    assert to_call(world) == []
    assert (visit["name"], visit["place"]["text"]) == (LI["name"], HOME)
    assert visit["reason"].startswith("回访")
    assert (visit["from"][:16], visit["to"][11:16]) == ("2026-11-24T09:00", "17:30")
    said = json.dumps(visit, ensure_ascii=False)
    assert told(said, "3003") == []
    assert "320505S" not in said
    assert visit["number"] is None
    assert [one for one in listed(world) if one["kind"] == "call_back"] == []
    assert findings(world) == []


def test_what_was_answered_at_the_door_is_in_the_figures_and_once(world):
    login, visit = sent(world)
    worker = world.client(login)
    body = {
        "id": "0d3c7d0c-4a5e-4f6e-9f30-1c8f9c9f0001",
        "result": "asked",
        "answers": SAID,
        "note": "慢慢问的",
    }
    once = key()
    first = done(worker.post(f"/visits/{visit['id']}/tries", json=body, headers=once))
    assert first["visit"]["state"] == "done"
    assert done(worker.post(f"/visits/{visit['id']}/tries", json=body, headers=once)) == first
    assert state(world) == "done"
    found = figures(world)
    assert (found["drawn"], found["waiting"], found["reached"]) == (1, 0, 1)
    assert found["questions"][0] == {"question": "asked_for", "yes": 1, "no": 0, "unsure": 0}
    assert findings(world) == []


def test_a_no_at_the_door_goes_to_a_supervisor_with_who_helped_and_that_somebody_went(world):
    login, visit = sent(world)
    answers = {**SAID, "agreed": "no"}
    done(attempt(world.client(login), visit["id"], "asked", answers=answers, note="没同意过"))
    (shown,) = to_call(world, SUPERVISOR)
    assert (shown["answers"]["agreed"], shown["note"]) == ("no", "没同意过")
    assert shown["visited"] is True
    assert "3003" in shown["helper_label"]


def test_nobody_at_home_twice_ends_it(world):
    login, visit = sent(world)
    worker = world.client(login)
    first = done(attempt(worker, visit["id"], "nobody"))["visit"]
    assert (first["state"], state(world)) == ("open", "visiting")
    second = done(attempt(worker, visit["id"], "other", note="门锁着，邻居说住院了"))["visit"]
    assert (second["state"], state(world)) == ("done", "not_reached")
    assert figures(world)["not_reached"] == 1
    # Who was there a third time and met her: what she said is not thrown away.
    done(attempt(worker, visit["id"], "asked", answers=SAID))
    assert state(world) == "done"


@pytest.mark.parametrize("result", ["refused", "moved", "dead"])
def test_who_will_not_say_or_is_not_there_any_more_is_not_asked_again(lite_world, result):
    login, visit = sent(lite_world)
    done(attempt(lite_world.client(login), visit["id"], result, note="说了原因"))
    assert state(lite_world) == "not_reached"


WRONG = {
    "nothing answered": ({"result": "asked"}, ("answers", "required")),
    "a question left out": (
        {"result": "asked", "answers": {**SAID, "right": None}},
        ("answers.right", "required"),
    ),
    "no such answer": (
        {"result": "asked", "answers": {**SAID, "right": "maybe"}},
        ("answers.right", "unknown"),
    ),
    "what is not asked for here": ({"result": "helped"}, ("result", "unknown")),
    "answers though nobody was there": (
        {"result": "nobody", "answers": SAID},
        ("answers", "unknown"),
    ),
}


@pytest.mark.parametrize(("members", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_an_answer_is_said_and_nothing_is_kept(lite_world, members, said):
    login, visit = sent(lite_world)
    response = attempt(lite_world.client(login), visit["id"], **members)
    assert said in fields(refused(response, 422, "invalid"))
    assert state(lite_world) == "visiting"


def test_an_ordinary_visit_takes_no_answers_of_a_call_back(lite_world):
    visit = wish(lite_world.client())["id"]
    response = attempt(lite_world.client(HELPER), visit, "asked", answers=SAID)
    assert ("result", "unknown") in fields(refused(response, 422, "invalid"))


def test_nobody_else_has_the_visit_and_it_is_not_handed_on(world):
    login, visit = sent(world)
    for who in {HELPER, OTHER, *WORKERS} - {login}:
        refused(attempt(world.client(who), visit["id"], "nobody"), 404, "not_found")
    path = f"/visits/{visit['id']}/hand-over"
    error = refused(
        world.client(login).post(path, json={"to": HELPER}, headers=key()), 409, "conflict"
    )
    assert "系统" in error["message"]
    refused(world.client(CALLER).get(f"/call-backs/{visit['id']}"), 404, "not_found")


def test_it_comes_to_the_device_of_who_goes_and_to_nobody_elses(world):
    before = {who: synced(world.client(who))[1] for who in WORKERS}
    login, visit = sent(world)
    for who in WORKERS:
        items = ask(world.client(who), before[who])["items"]
        shown = [one for one in items if one["visit"] and one["visit"]["kind"] == "call_back"]
        assert bool(shown) == (who == login)
    assert [one["id"] for one in shown] in ([], [visit["id"]])


def test_a_substitute_who_helped_does_not_have_it_and_another_does(lite_world):
    world = lite_world
    login, visit = sent(world)

    def cover(who):
        def write(tx):
            away, other = (accounts.by_login(tx, one) for one in (login, who))
            author = Author(world.ids["admin"], "admin")
            substitutes.add(world.window, tx, author, away, other, ("2026-11-23", "2026-11-23"))

        return write

    world.write(cover(HELPER))
    assert visit["id"] not in [one["id"] for one in listed(world, HELPER)]
    refused(attempt(world.client(HELPER), visit["id"], "nobody"), 404, "not_found")
    world.write(lambda tx: tx.run(sa.text("DELETE FROM substitutes")))
    world.write(cover(OTHER))
    assert visit["id"] in [one["id"] for one in listed(world, OTHER)]


def test_who_verified_the_case_meanwhile_does_not_go_and_another_does(world):
    login, visit = sent(world)
    row = world.read(lambda tx: call_back_rows.one(tx, visit["id"]))

    def verify(tx):
        (first,) = tx.all(case_rows.STEPS_OF, case_id=row["case_id"])
        verified = {"seq": 2, "step": "verify_pass", "actor_id": world.ids[login]}
        tx.run(case_rows.INSERT_STEP, **{**first, **verified, "case_id": row["case_id"]})

    world.write(verify)
    assert visit["id"] not in [one["id"] for one in listed(world, login)]
    refused(attempt(world.client(login), visit["id"], "nobody"), 404, "not_found")
    look(world, visit["id"])
    other, again = whose(world)
    assert other not in (login, HELPER)
    assert again["id"] == visit["id"]


def test_for_who_left_somebody_else_goes(world):
    login, visit = sent(world)
    disable(world, login)
    look(world, visit["id"])
    other, again = whose(world)
    assert (other != login, other != HELPER, again["id"]) == (True, True, visit["id"])


def test_where_the_community_has_nobody_another_grid_goes_and_without_anybody_the_hall_asks(world):
    disable(world, *(set(WORKERS) - {HELPER}))
    login, visit = sent(world)
    assert login.startswith(("grid-donghe", "grid-xintang"))
    disable(world, *(set(all_workers(world)) - {HELPER}))
    look(world, visit["id"])
    assert state(world) == "open"
    (shown,) = to_call(world)
    assert (shown["id"], shown["phone"], shown["visited"]) == (visit["id"], None, False)
    assert findings(world) == []


def test_where_nobody_could_go_from_the_first_the_hall_has_it(lite_world):
    world = lite_world
    disable(world, *(set(all_workers(world)) - {HELPER}))
    everything_drawn(world)
    filed(world, without_phone(world))
    assert [one["phone"] for one in to_call(world)] == [None]
    assert world.read(lambda tx: tx.all(sa.select(visits.c.id))) == []


def test_a_colleague_of_the_same_grid_goes_first_and_the_work_is_shared(world):
    colleague = "grid-liuxiang-4"
    world.write(
        lambda tx: tx.run(
            sa.update(t.accounts)
            .where(t.accounts.c.login == colleague)
            .values(grid_id="liuxiang-3")
        )
    )
    login, _ = sent(world)
    assert login == colleague
    world.write(
        lambda tx: tx.run(
            sa.update(t.accounts)
            .where(t.accounts.c.login == colleague)
            .values(grid_id="liuxiang-4")
        )
    )
    # Of three who are equally near each gets one of the next two: nobody has all of them.
    for at in (1, 2):
        number = f"99010119{55 + at}0601018"
        number += check_character(number)
        filed(world, person(world, name="陈新", id_number=number, phone=None))
    rows = world.read(lambda tx: tx.all(sa.select(visits.c.worker_id)))
    assert len({row["worker_id"] for row in rows}) == 3


def test_where_the_person_died_meanwhile_nobody_is_left_to_ask(world):
    _, visit = sent(world)

    def died(tx):
        row = visit_rows.by_id(tx, visit["id"])
        visit_rows.end_of_person(tx, row["person_id"], "dead", None, world.window.now())

    world.write(died)
    look(world, visit["id"])
    assert state(world) == "not_reached"


def test_the_phone_of_the_own_account_is_a_phone_too(lite_world):
    world = lite_world
    everything_drawn(world)
    whom = without_phone(world)
    done(world.client("13800000002").put("/me/identity", json={
        "name": LI["name"], "id_number": LI["id_number"], "consent": True,
    }))  # fmt: skip
    filed(world, whom)
    assert [one["phone"] for one in to_call(world)] == ["138****0002"]


def test_without_script_a_worker_reads_the_own_visits_and_asks_back(world):
    login, visit = sent(world)
    client, path = browser(world, login), f"/plain/visits/{visit['id']}"
    assert f'href="{path}"' in client.get("/plain/visits").text
    assert path not in browser(world, HELPER).get("/plain/visits").text
    page = client.get(path).text
    assert HOME in page
    assert "您同意让人帮您办吗？" in page
    assert told(page, "3003") == []
    key_field = re.search(r'name="key" value="(\w+)"', page).group(1)
    wrong = client.post(path, data={"key": key_field, "result": "asked", "answers.agreed": "yes"})
    assert wrong.status_code == 422
    assert 'href="#answers.right"' in wrong.text
    assert "填的内容对吗" in wrong.text
    answers = {f"answers.{question}": "yes" for question in SAID}
    said = {"key": key_field, "result": "asked", "note": "门口问的", **answers}
    for _ in range(2):
        assert client.post(path, data=said).status_code in (200, 303)
    assert state(world) == "done"
    assert figures(world)["reached"] == 1
    assert "<script" not in page
    assert browser(world, HELPER).get(path).status_code == 404
    assert browser(world, CALLER).get("/plain/visits").status_code == 403


def test_without_script_a_visit_is_tried_again_at_the_time_that_was_chosen(lite_world):
    world = lite_world
    visit = wish(world.client())["id"]
    client, path = browser(world, HELPER), f"/plain/visits/{visit}"
    page = client.get(path).text
    assert "填的内容对吗？" not in page
    key_field = re.search(r'name="key" value="(\w+)"', page).group(1)
    span = re.findall(r'name="next.from" value="([^"]+)"', page)[2]
    said = {"key": key_field, "result": "nobody", "next.from": html.unescape(span)}
    assert client.post(path, data=said).status_code in (200, 303)
    (shown,) = listed(world)
    assert (shown["state"], shown["from"]) == ("open", html.unescape(span).split(" ")[0])
    assert [one["result"] for one in shown["tries"]] == ["nobody"]
