"""The last number of a day: what comes after it is told to wait, and nothing breaks."""

import sqlalchemy as sa
from world import file_case, filing, key, refused

from server.rules import numbers
from server.store import tables as t


def test_the_100_000th_case_of_a_day_is_told_to_wait_and_the_next_day_goes_on(world):
    client = world.client()
    last = file_case(client)["case"]["number"]
    used = sa.update(t.counters).where(t.counters.c.name == f"{last[:15]}")
    world.write(lambda tx: tx.run(used.values(value=numbers.MOST_A_DAY - 1)))
    assert file_case(client)["case"]["number"][15:20] == "99999"
    for _ in range(2):
        answer = client.post("/cases", json=filing(), headers=key())
        refused(answer, 503, "unavailable")
        assert int(answer.headers["retry-after"]) > 0
    world.clock.advance(hours=24)
    assert file_case(world.client())["case"]["number"][15:20] == "00001"
