"""What a device sends again arrives once, whichever process takes it and whatever key it came under."""

import threading

import pytest
import sqlalchemy as sa
from assisting import LI, assisted, fresh, mandate, person
from assisting import wanted as mandate_wanted
from test_visits import wanted as wish_wanted
from test_visits import wish
from world import World, done, filing, key, upload

from server.demo.people import id_number
from server.store import tables as t
from server.store.mandate_tables import mandates
from server.store.people_tables import persons
from server.store.visit_tables import visit_tries, visits

ROUNDS = 6


@pytest.fixture
def processes(database_url, tmp_path):
    """Two processes over one PostgreSQL; SQLite has one, which is asked twice."""
    one = World(tmp_path, database_url).start()
    two = World.beside(one).start() if database_url else one
    yield one, two
    if two is not one:
        two.stop()
    one.stop()


def together(processes, who: str, call, headers=key) -> list:
    """The answers to one call, sent to both processes at the same moment, twice to each."""
    clients = [processes[at % 2].client(who) for at in range(4)]
    gate, answers = threading.Barrier(4), [None] * 4

    def go(at: int) -> None:
        gate.wait()
        answers[at] = call(clients[at], headers())

    threads = [threading.Thread(target=go, args=(at,)) for at in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def rows(processes, table) -> int:
    """How many there are."""
    return processes[0].read(
        lambda tx: tx.one(sa.select(sa.func.count().label("n")).select_from(table))
    )["n"]


def post(url: str, body: dict):
    """A call with that body."""
    return lambda client, headers: client.post(url, json=body, headers=headers)


def one_answer(answers: list) -> dict:
    """What all four were told, which is the same."""
    told = [done(answer) for answer in answers]
    assert all(each == told[0] for each in told), told
    return told[0]


def test_a_person_is_registered_once(processes):
    for at in range(ROUNDS):
        body = {"id": fresh(), **LI}
        if at:  # another person each round
            number = id_number(f"1950-01-{at:02d}", "female", at)
            body |= {"id_number": number, "phone": f"139000000{at:02d}"}
        one_answer(together(processes, "grid", post("/persons", body)))
        assert rows(processes, persons) == at + 1


def test_two_devices_that_meet_one_person_make_one_of_it(processes):
    whom = set()
    for answer in together(
        processes,
        "grid",
        lambda client, headers: client.post(
            "/persons", json={"id": fresh(), **LI}, headers=headers
        ),
    ):
        whom.add(done(answer)["person"]["id"])
    assert len(whom) == 1
    assert rows(processes, persons.select().where(persons.c.merged_into.is_(None)).subquery()) == 1


def test_a_mandate_is_given_once(processes):
    whom = person(processes[0])
    for at in range(ROUNDS):
        one_answer(together(processes, "grid", post("/mandates", mandate_wanted(whom))))
        assert rows(processes, mandates) == at + 1


def test_a_case_for_a_person_is_filed_once_under_one_key(processes):
    whom = person(processes[0])
    under = mandate(processes[0], whom)["id"]
    for at in range(ROUNDS):
        same = key()
        body = assisted(whom, under, title=f"第 {at} 盏灯不亮")
        one_answer(together(processes, "grid", post("/cases", body), lambda: same))  # noqa: B023
        assert rows(processes, t.cases) == at + 1


def test_somebody_is_asked_to_come_once_and_a_try_is_one(processes):
    asked = wish_wanted()
    one_answer(together(processes, "13800000001", post("/help-wishes", asked)))
    assert rows(processes, visits) == 1
    visit = asked["id"]
    for at in range(ROUNDS):
        again = {"id": fresh(), "result": "nobody", "note": f"{at}"}
        one_answer(together(processes, "grid", post(f"/visits/{visit}/tries", again)))
        assert rows(processes, visit_tries) == at + 1


def test_a_mandate_is_taken_back_once_and_a_wish_called_off_once(processes):
    whom = person(processes[0])
    under = mandate(processes[0], whom)["id"]
    for answer in together(
        processes, "grid", post(f"/mandates/{under}/revoke", {"reason": "本人要求"})
    ):
        assert answer.status_code in (200, 409), answer.text
    visit = wish(processes[0].client())["id"]
    for answer in together(processes, "13800000001", post(f"/help-wishes/{visit}/cancel", {})):
        assert answer.status_code in (200, 409), answer.text


def test_one_photo_and_one_draft_at_both_processes_fail_for_nobody(processes):
    picture = upload(processes[0].client())
    body = filing(attachments=[picture])
    answers = together(processes, "13800000001", post("/cases", body))
    assert all(answer.status_code in (201, 409, 422, 429) for answer in answers), [
        a.text for a in answers
    ]
    assert any(answer.status_code == 201 for answer in answers)
    draft = {"answers": {"title": "路灯"}}
    answers = together(
        processes,
        "13800000001",
        lambda client, headers: client.put("/me/drafts/appeal", json=draft),
    )
    assert {answer.status_code for answer in answers} <= {200, 409}
    assert any(answer.status_code == 200 for answer in answers)
    assert rows(processes, t.drafts) == 1
