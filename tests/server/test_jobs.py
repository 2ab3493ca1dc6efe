"""Jobs: done once they are due, by one of any number of processes, again after a fault, never lost."""

import asyncio
import itertools
import threading
import time

import pytest
import sqlalchemy as sa
from world import World, bring_to, done, file_case

from server.services import jobs
from server.services.jobs import DONE, Handler, Outcome
from server.services.runner import Runner
from server.store import tables as t
from server.store.writer import Writer

MINUTE = 60_000


class Bench:
    """A runner with handlers of the test over a world's database; the world's own does not know
    these kinds and leaves them alone."""

    def __init__(self, world: World, **handlers: Handler):
        self.window = world.window
        self.runner = Runner(world.window, handlers)

    def take(self, process: str = "p", limit: int = 8) -> list[jobs.Job]:
        now = self.window.now()
        count = iter(range(100))
        return self.write(lambda tx: jobs.take(tx, process, now, limit, lambda: str(next(count))))

    def add(self, kind: str, key: str = "", at: int = 0, **payload) -> bool:
        now = self.window.now()
        return self.write(lambda tx: jobs.add(tx, kind, key, now + at, now, payload))

    def write(self, operation):
        return self.window.database.write_now(operation)

    def rows(self) -> list[dict]:
        own = sa.select(t.jobs).where(t.jobs.c.kind.like("test%")).order_by(t.jobs.c.id)
        return self.window.database.read_now(lambda tx: tx.all(own))


@pytest.fixture
def idle(database_url, tmp_path):
    """A world whose server does not run: its jobs are done by the test."""
    world = World(tmp_path, database_url)
    yield world
    world._listener.close()


def run(world: World, handlers: dict[str, Handler], rounds: int = 1) -> int:
    """Do what is due, as the server's runner does it."""

    async def go() -> int:
        world.window.database.writer = Writer(world.window.database.open, 16)
        world.window.database.writer.start()
        try:
            runner = Runner(world.window, handlers)
            return sum([await runner.run_due() for _ in range(rounds)])
        finally:
            await world.window.database.writer.stop()

    return asyncio.run(go())


def test_a_job_is_done_when_it_is_due_and_not_before(idle):
    bench, done_at = Bench(idle), []

    def note(tx, job):
        done_at.append((job.payload["x"], idle.clock.at))
        return DONE

    bench.add("test", "a", at=5 * MINUTE, x=1)
    assert run(idle, {"test": Handler(inside=note)}) == 0
    idle.clock.advance(minutes=5)
    assert run(idle, {"test": Handler(inside=note)}, rounds=2) == 1
    assert done_at == [(1, idle.clock.at)]
    assert bench.rows() == []


def test_a_job_is_put_down_with_its_cause_or_not_at_all(idle):
    bench = Bench(idle)

    def cause(tx):
        jobs.add(tx, "test", "a", 0, 0)
        raise ValueError("no")

    tx = idle.window.database.open()
    tx.script("BEGIN")
    with pytest.raises(ValueError, match="no"):
        cause(tx)
    tx.script("ROLLBACK")
    tx.connection.close()
    assert bench.rows() == []


def test_the_same_job_is_put_down_once(idle):
    bench = Bench(idle)
    assert [bench.add("test", "a"), bench.add("test", "a"), bench.add("test", "b")] == [
        True,
        False,
        True,
    ]
    assert len(bench.rows()) == 2


def test_what_one_process_has_taken_no_other_takes_until_its_lease_ends(idle):
    bench = Bench(idle)
    bench.add("test")
    (mine,) = bench.take("one")
    assert bench.take("two") == []
    idle.clock.at += jobs.LEASE_MS - 1
    assert bench.take("two") == []
    idle.clock.at += 1
    (theirs,) = bench.take("two")
    ended = []

    def work(tx, job):
        ended.append(job.who)
        return DONE

    now = idle.clock.at
    bench.write(lambda tx: jobs.end(tx, mine, work, now))
    assert ended == []
    bench.write(lambda tx: jobs.end(tx, theirs, work, now))
    assert ended == [theirs.who]


def test_a_lease_taken_before_the_clock_was_set_back_holds_nothing_up(idle):
    bench = Bench(idle)
    bench.add("test")
    idle.clock.advance(days=400)
    assert len(bench.take("one")) == 1
    idle.clock.advance(days=-399)
    assert len(bench.take("two")) == 1


def test_a_job_that_fails_waits_longer_each_time_and_is_dead_after_its_last_try(idle):
    bench, given_up, tries = Bench(idle), [], []

    async def fails(job):
        tries.append(idle.clock.at)
        raise OSError("no way through")

    def give_up(tx, job):
        given_up.append(job.key)
        return DONE

    handlers = {"test": Handler(outside=fails, tries=4, given_up=give_up)}
    bench.add("test", "a")
    for _ in range(400):
        run(idle, handlers)
        if given_up:
            break
        idle.clock.advance(seconds=5)
    waits = [later - earlier for earlier, later in itertools.pairwise(tries)]
    assert waits == [15_000, 30_000, 60_000]
    assert given_up == ["test:a"]
    (row,) = bench.rows()
    assert (row["state"], row["error"]) == ("dead", "OSError: no way through")
    idle.clock.advance(days=30)
    assert run(idle, handlers) == 0
    figures = idle.read(lambda tx: jobs.figures(tx, idle.clock.at))
    assert figures.dead == 1


def test_work_that_fails_in_the_database_changes_nothing_and_is_tried_again(idle):
    bench, tries = Bench(idle), []

    def half(tx, job):
        tx.run(sa.insert(t.counters).values(name=f"half{len(tries)}", value=1))
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("half way")
        return DONE

    bench.add("test")
    run(idle, {"test": Handler(inside=half)})
    idle.clock.advance(minutes=1)
    run(idle, {"test": Handler(inside=half)})
    names = idle.read(lambda tx: tx.all(sa.select(t.counters.c.name)))
    assert [row["name"] for row in names] == ["half1"]


def test_a_job_of_a_kind_nobody_knows_is_dead_and_not_lost(idle):
    bench = Bench(idle)
    bench.add("test", "strange")
    run(idle, {})
    (row,) = bench.rows()
    assert row["state"] == "dead"


def test_a_job_that_goes_on_is_put_down_again_with_its_end(idle):
    bench, count = Bench(idle), []

    def again(tx, job):
        count.append(job.attempts)
        return Outcome(idle.clock.at + MINUTE)

    bench.add("test")
    for _ in range(3):
        run(idle, {"test": Handler(inside=again)}, rounds=2)
        idle.clock.advance(minutes=1)
    assert count == [1, 1, 1]
    (row,) = bench.rows()
    assert row["run_at"] == idle.clock.at


def test_what_is_given_up_at_the_stop_is_done_after_the_next_start(idle):
    bench, begun = Bench(idle), threading.Event()

    async def hangs(job):
        begun.set()
        await asyncio.sleep(600)

    async def go() -> float:
        idle.window.database.writer.start()
        runner = Runner(idle.window, {"test": Handler(outside=hangs)})
        runner.start()
        while not begun.is_set():
            await asyncio.sleep(0.01)
        started = time.monotonic()
        await runner.stop()
        took = time.monotonic() - started
        await idle.window.database.writer.stop()
        return took

    bench.add("test", "a")
    assert asyncio.run(go()) < 3
    (row,) = bench.rows()
    assert (row["leased_by"], row["attempts"]) == (None, 0)
    assert len(bench.take("next")) == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_many_processes_over_one_postgresql_each_job_is_taken_by_one(idle):
    bench = Bench(idle)
    for index in range(60):
        bench.add("test", str(index))
    taken: list[str] = []
    lock = threading.Lock()

    def worker(name: str) -> None:
        while True:
            some = bench.take(name, limit=3)
            if not some:
                return
            with lock:
                taken.extend(job.key for job in some)

    threads = [threading.Thread(target=worker, args=(f"w{i}",)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    # a worker that found all the rest locked by others has ended early; nothing is taken twice
    assert len(taken) == len(set(taken))
    taken += [job.key for job in bench.take("last", limit=60)]
    assert sorted(taken) == sorted(f"test:{i}" for i in range(60))


def until(check, seconds: float = 15):
    """The check's first true answer; its clock is the machine's."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = check()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError("it did not come")


def levels(world: World) -> list[int]:
    some = sa.select(t.tasks.c.level).where(t.tasks.c.closed_at.is_(None)).order_by(t.tasks.c.id)
    return [row["level"] for row in world.read(lambda tx: tx.all(some))]


def test_clocks_turn_amber_and_red_by_themselves_and_open_panes_hear_it(world):
    from test_events import Ear

    number = file_case(world.client())["case"]["number"]
    assert levels(world) == [0]
    ear = Ear(world, "supervisor")
    world.clock.advance(hours=4, minutes=30)
    until(lambda: levels(world) == [1])
    until(lambda: ear.cases() == [(number, 1, "submitted")])
    world.clock.advance(hours=2)
    until(lambda: levels(world) == [2])
    until(lambda: len(ear.cases()) == 2)


def test_after_a_stop_everything_that_turned_meanwhile_is_caught_up(database_url, tmp_path):
    first = World(tmp_path, database_url).start()
    for _ in range(3):
        file_case(first.client())
    bring_to(first, "closed")
    first.stop()
    second = World.reopened(tmp_path, first.ids, database_url)
    second.clock.advance(days=9)
    second.start()
    try:
        until(lambda: levels(second) == [2, 2, 2])
    finally:
        second.stop()


def test_a_supervisor_with_a_phone_is_told_once_of_an_overdue_case(make_world, tmp_path):
    outbox = tmp_path / "sms.jsonl"
    world = make_world(codes__notifier="file", codes__notifier_target=str(outbox))
    keys = world.window.keys
    sealed = keys.encrypt("13900000009", "accounts.phone")
    world.write(
        lambda tx: tx.run(
            sa.update(t.accounts).where(t.accounts.c.login == "supervisor").values(phone_enc=sealed)
        )
    )
    number = file_case(world.client())["case"]["number"]
    world.clock.advance(hours=6)
    lines = until(lambda: outbox.exists() and outbox.read_text("utf-8").splitlines())
    assert len(lines) == 1
    assert number in lines[0]
    assert "13900000009" in lines[0]
    world.clock.advance(hours=1)
    time.sleep(1.5)
    assert len(outbox.read_text("utf-8").splitlines()) == 1


def test_metrics_and_readiness_say_how_many_jobs_wait_and_are_dead(world):
    client = world.nobody()
    assert client.get(f"{world.url}/readyz").text.startswith("ready\ndead jobs: 0\n")
    dead = sa.insert(t.jobs).values(
        kind="test", key="test:x", run_at=0, payload="{}", attempts=9, leased_until=0,
        state="dead", error="gone", created_at=0,
    )  # fmt: skip
    world.write(lambda tx: tx.run(dead))
    assert client.get(f"{world.url}/readyz").text.startswith("ready\ndead jobs: 1\n")
    text = client.get(f"{world.url}/metrics").text
    assert "onewindow_jobs_dead 1" in text
    assert "onewindow_jobs_waiting 3" in text


def test_what_is_over_by_time_is_forgotten(world):
    done(world.client().get("/cases?scope=mine"))
    file_case(world.client())
    world.clock.advance(days=401)

    def kept() -> int:
        return world.read(lambda tx: tx.value(sa.select(sa.func.count()).select_from(t.answers)))

    until(lambda: kept() == 0)
