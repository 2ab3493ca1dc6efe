"""Who is sent to ask about a case does not learn who helped: not from any list, page or stream that a grid
worker can read, as long as that visit is to be made; and no work stands still for it."""

import json

import pytest
from assisting import file_for, fresh, mandate, person
from test_call_back_visits import HOME, SAID, look, state, whose
from test_call_backs import everything_drawn
from test_plain_apply import browser
from test_visits import attempt, listed, wish
from world import done, key, refused, take, told, upload

from server.routes.endpoint import SESSION
from server.routes.table import ENDPOINTS
from server.services import accounts, case_rows
from server.services.changes import Author
from server.services.events import Listener, may_hear
from server.services.filing import event_of
from server.services.substitutes import add as stand_in

#: Who helped, and the worker of the person's own grid, who is sent to ask.
HELPED, SENT = "grid-liuxiang-1", "grid"
TITLE = "想请人来修灯"
#: Calls that name no case, by the handler's name: a picture (which goes with its case), how far an upload is,
#: who takes part in an activity, and the stream, which is looked at by itself.
NOT_OF_CASES = {"get", "progress", "signed_up", "stream"}


@pytest.fixture
def sent(lite_world):
    """Li Guifang asked for help at the door; the worker of her grid handed that on, and who came filed for
    her. The worker of her grid is sent to ask about it. The case's number, and the visit to ask."""
    world = lite_world
    everything_drawn(world)
    person(world, SENT, phone=None, home=HOME)
    known_to_helper = fresh()
    person(world, HELPED, id=known_to_helper, phone=None)
    door = wish(world.client())["id"]
    done(world.client(SENT).post(f"/visits/{door}/hand-over", json={"to": HELPED}, headers=key()))
    under = mandate(world, known_to_helper, HELPED)["id"]
    number = file_for(world, known_to_helper, under, HELPED, title=TITLE)["case"]["number"]
    done(attempt(world.client(HELPED), door, "helped", mandate=under))
    login, visit = whose(world)
    assert login == SENT
    return world, number, visit["id"]


def leads(text: str, number: str) -> list[str]:
    """What of a text would lead to the case, or to who helped; what it is called is asked about."""
    return told(text, number, "3001")


def addresses(world) -> dict[str, list[str]]:
    """Every reading call of the API that a grid worker may make, as it is called, by the handler's name."""
    (her,) = done(world.client(SENT).get("/persons"))["items"]
    queues = [one["queue"] for one in done(world.client(SENT).get("/queues"))["items"]]
    known = world.window.catalogue.roles
    asked = {
        "listing": [
            *(f"/cases?scope=queue&queue={one}" for one in queues),
            f"/cases?scope=found&q={TITLE}",
            "/cases?scope=found&q=320505",
        ],
        "of_worker": ["/mandates", f"/mandates?person={her['id']}"],
        "person": [f"/persons/{her['id']}"],
        "prefill": [f"/persons/{her['id']}/facts"],
    }
    found = {}
    for one in ENDPOINTS:
        name, path = one.handler.__name__, one.path.removeprefix("/api/v1")
        may = one.action == SESSION or (
            one.action not in (None, SESSION) and known.knows("grid_worker", one.action)
        )
        if one.method == "GET" and may and name not in NOT_OF_CASES:
            found[name] = asked.get(name) or [path]
    return found


def test_no_list_that_the_worker_reads_leads_to_the_case_or_to_who_helped(sent):
    world, number, visit = sent
    worker = world.client(SENT)
    walked = addresses(world)
    unknown = {
        name: paths
        for name, paths in walked.items()
        if any("{" in one.replace("{number}", "") for one in paths)
    }
    assert unknown == {}, "say how they are called, or why they name no case"
    assert {"listing", "visits", "changes", "helped_cases", "of_worker", "persons"} <= set(walked)
    for paths in walked.values():
        for path in paths:
            if "{number}" in path:
                answer = worker.get(path.replace("{number}", number))
                refused(answer, 404, "not_found")
            else:
                assert (
                    leads(json.dumps(done(worker.get(path)), ensure_ascii=False), number) == []
                ), path
    assert [one["id"] for one in listed(world, SENT)] == [visit]


def test_no_plain_page_leads_there_either(sent):
    world, number, visit = sent
    pages = browser(world, SENT)
    for path in ("/plain/visits", f"/plain/visits/{visit}", "/plain/helped"):
        page = pages.get(path)
        assert page.status_code == 200, path
        assert leads(page.text, number) == [], path
    assert pages.get(f"/plain/cases/{number}").status_code == 404


def test_a_step_and_the_stream_say_nothing_to_who_is_to_ask(sent):
    world, number, _ = sent

    def hears(who: str) -> bool:
        account = world.read(lambda tx: accounts.by_login(tx, who))
        event = world.read(lambda tx: event_of(world.window, tx, case_rows.find(tx, number)))
        roles = world.window.catalogue.roles
        listener = Listener(
            account["id"], account["role"], account["department_id"], account["grid_id"], None
        )
        return may_hear(roles, listener, event)

    assert hears("dispatcher")
    assert not hears(SENT)
    body = {"step": "verify_pass", "expected_version": 1}
    answer = world.client(SENT).post(f"/cases/{number}/steps", json=body, headers=key())
    refused(answer, 404, "not_found")


def test_who_has_asked_reads_the_case_of_the_own_grid_again(sent):
    world, number, visit = sent
    worker = world.client(SENT)
    done(attempt(worker, visit, "asked", answers=SAID))
    assert done(worker.get(f"/cases/{number}"))["title"] == TITLE
    found = done(worker.get(f"/cases?scope=found&q={TITLE}"))
    assert [one["number"] for one in found["items"]] == [number]
    assert found["total"] == 1


def test_who_stands_in_for_who_is_to_ask_does_not_see_it_either(sent):
    world, number, visit = sent
    other = "grid-liuxiang-2"
    day = world.window.today().isoformat()

    def cover(tx):
        absent, substitute = (accounts.by_login(tx, one) for one in (SENT, other))
        stand_in(
            world.window, tx, Author(world.ids["admin"], "admin"), absent, substitute, (day, day)
        )

    world.write(cover)
    assert visit in [one["id"] for one in listed(world, other)]
    refused(world.client(other).get(f"/cases/{number}"), 404, "not_found")
    assert leads(json.dumps(listed(world, other), ensure_ascii=False), number) == []


def test_a_case_that_waits_for_the_worker_is_the_workers_and_another_asks(sent):
    """A verification is not held up: who may do it has the case, and no visit to ask any more."""
    world, number, visit = sent
    desk, handler, worker = (world.client(who) for who in ("dispatcher", "handler", SENT))
    done(take(desk, number, "accept"))
    done(take(desk, number, "dispatch", department_id="property", basis="statutory"))
    done(take(handler, number, "sign_for"))
    refused(worker.get(f"/cases/{number}"), 404, "not_found")
    after = [upload(handler)]
    done(take(handler, number, "resolve", note="已经换好了灯，照明恢复。", attachments=after))
    assert done(worker.get(f"/cases/{number}"))["number"] == number
    assert visit not in [one["id"] for one in listed(world, SENT)]
    look(world, visit)
    login, again = whose(world)
    assert (again["id"], state(world)) == (visit, "visiting")
    assert login not in (SENT, HELPED)
    done(take(worker, number, "verify_pass"))


def test_nobody_is_sent_for_whose_grid_the_case_waits(sent):
    """Everybody else is gone: then those who call have it, and not who verifies."""
    world, number, visit = sent
    for login in world.read(
        lambda tx: [row["login"] for row in accounts.staff(tx) if row["role"] == "grid_worker"]
    ):
        if login not in (SENT, HELPED):
            world.write(
                lambda tx, login=login: accounts.set_disabled(tx, world.ids[login], disabled=True)
            )
    desk, handler = world.client("dispatcher"), world.client("handler")
    done(take(desk, number, "accept"))
    done(take(desk, number, "dispatch", department_id="property", basis="statutory"))
    done(take(handler, number, "sign_for"))
    after = [upload(handler)]
    done(take(handler, number, "resolve", note="已经换好了灯，照明恢复。", attachments=after))
    look(world, visit)
    assert state(world) == "open"
    assert listed(world, SENT) != []
