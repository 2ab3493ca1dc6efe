"""Two taps, lost answers, two people at once: what was asked once happens once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from world import World, bring_to, done, file_case, filing, key, picture, refused, take

from server.store import tables as t

_CASES = sa.select(sa.func.count()).select_from(t.cases)


def test_the_same_key_twice_gives_the_first_answer_again(world):
    resident, same = world.client(), key()
    first = resident.post("/cases", json=filing(), headers=same)
    second = resident.post("/cases", json=filing(), headers=same)
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert world.read(lambda tx: tx.value(_CASES)) == 1


def test_the_same_key_with_another_body_is_a_conflict(world):
    resident, same = world.client(), key()
    done(resident.post("/cases", json=filing(), headers=same))
    response = resident.post("/cases", json=filing(title="另一件事"), headers=same)
    refused(response, 409, "conflict")


def test_a_key_belongs_to_its_account(world):
    same = key()
    one = done(world.client().post("/cases", json=filing(), headers=same))
    other = done(world.client("13800000002").post("/cases", json=filing(), headers=same))
    assert one["case"]["number"] != other["case"]["number"]


def test_twenty_taps_at_once_file_one_case(world):
    token, same = world.token("13800000001"), key()
    clients = [world.nobody(cookies={"ow_session": token}) for _ in range(20)]
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda c: c.post("/cases", json=filing(), headers=same), clients))
    assert {a.status_code for a in answers} == {201}
    assert len({a.text for a in answers}) == 1
    assert world.read(lambda tx: tx.value(_CASES)) == 1


def test_a_refused_filing_may_be_sent_again_with_the_same_key(world):
    resident, same = world.client(), key()
    refused(resident.post("/cases", json=filing(title=""), headers=same), 422, "invalid")
    done(resident.post("/cases", json=filing(), headers=same))


def test_a_write_without_a_key_names_the_key(world):
    error = refused(world.client().post("/cases", json=filing()), 422, "invalid")
    assert error["fields"][0]["path"] == "Idempotency-Key"
    error = refused(
        world.client().post("/cases", json=filing(), headers={"Idempotency-Key": "a b"}),
        422,
        "invalid",
    )
    assert error["fields"][0]["code"] == "format"


def test_a_step_sent_twice_happens_once(world):
    number = file_case(world.client())["case"]["number"]
    dispatcher, same = world.client("dispatcher"), key()
    body = {"step": "accept", "expected_version": 1}
    first = done(dispatcher.post(f"/cases/{number}/steps", json=body, headers=same))
    second = done(dispatcher.post(f"/cases/{number}/steps", json=body, headers=same))
    assert first == second
    assert first["version"] == 2


def test_two_people_at_once_only_one_takes_the_step(world):
    number = file_case(world.client())["case"]["number"]
    clients = [world.client(who) for who in ("dispatcher", "dispatcher2") * 6]

    def tap(client):
        body = {"step": "accept", "expected_version": 1}
        return client.post(f"/cases/{number}/steps", json=body, headers=key())

    with ThreadPoolExecutor(12) as pool:
        statuses = sorted(r.status_code for r in pool.map(tap, clients))
    assert statuses == [200] + [409] * 11
    case = done(world.client().get(f"/cases/{number}"))
    assert case["version"] == 2
    assert case["chain_ok"] is True


def test_an_old_version_is_a_conflict(world):
    number = bring_to(world, "accepted")["case"]["number"]
    response = take(
        world.client("dispatcher"),
        number,
        "dispatch",
        department_id="property",
        basis="agreed",
        expected_version=1,
    )
    refused(response, 409, "conflict")


def test_a_rating_sent_twice_counts_once(world):
    number = bring_to(world, "closed")["case"]["number"]
    resident, same = world.client(), key()
    body = {"score": 1, "solved": False, "faults": ["not_done"]}
    first = done(resident.post(f"/cases/{number}/rating", json=body, headers=same))
    second = done(resident.post(f"/cases/{number}/rating", json=body, headers=same))
    assert first == second
    assert [s["step"] for s in first["steps"]].count("rate") == 1


def test_a_picture_sent_twice_is_stored_once(world):
    resident, same, content = world.client(), key(), picture()
    first = done(resident.post("/attachments", content=content, headers=same))
    second = done(resident.post("/attachments", content=content, headers=same))
    assert first == second
    other = picture(size=(10, 10))
    refused(resident.post("/attachments", content=other, headers=same), 409, "conflict")


def test_many_residents_filing_at_once_get_numbers_without_gap_or_double(world):
    clients = [world.client(f"1380000000{n}") for n in (1, 2, 3, 4)] * 5

    def file(client):
        return done(client.post("/cases", json=filing(), headers=key()))["case"]["number"]

    with ThreadPoolExecutor(20) as pool:
        numbers = sorted(pool.map(file, clients))
    assert [int(n[15:20]) for n in numbers] == list(range(1, 21))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_one_key_at_two_processes_files_once_and_both_get_the_first_answer(database_url, tmp_path):
    one = World(tmp_path, database_url).start()
    two = World.beside(one).start()
    try:
        clients = [one.client(), two.client()]
        for _ in range(15):
            same = key()
            with ThreadPoolExecutor(4) as pool:
                sent = [pool.submit(c.post, "/cases", json=filing(), headers=same) for c in clients]
                answers = [future.result() for future in sent]
            assert [a.status_code for a in answers] == [201, 201]
            assert answers[0].content == answers[1].content
        assert done(clients[0].get("/cases"))["total"] == 15
        response = clients[1].post("/cases", json=filing(title="别的事"), headers=same)
        refused(response, 409, "conflict")
    finally:
        two.stop()
        one.stop()


def test_a_step_s_answer_is_repeated_to_who_lost_the_case_without_what_is_in_it(world):
    number = bring_to(world, "dispatched")["case"]["number"]
    handler, same = world.client("handler"), key()
    body = {"step": "sign_for", "expected_version": 3, "note": "先打 13800000001"}
    first = handler.post(f"/cases/{number}/steps", json=body, headers=same)
    assert done(first)["description"]
    assert handler.post(f"/cases/{number}/steps", json=body, headers=same).content == first.content
    move = (
        sa.update(t.cases)
        .where(t.cases.c.number == number)
        .values(department_id="urban", departments="urban")
    )
    world.write(lambda tx: tx.run(move))
    refused(handler.get(f"/cases/{number}"), 404, "not_found")
    again = done(handler.post(f"/cases/{number}/steps", json=body, headers=same))
    assert (again["number"], again["state"]) == (number, "in_progress")
    assert again["description"] == ""
    assert again["contact"]["phone_masked"] is None
    assert "1380000" not in str(again)
    assert again["joined"] is False
