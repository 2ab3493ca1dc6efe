"""serve.py verify: a removed, altered or reordered step is found."""

import pytest
import sqlalchemy as sa
from world import bring_to, done, file_case, key

from server.ops.verify import check_all
from server.rules import history
from server.services import case_rows
from server.store import tables as t
from server.store.tx import Tx

_S, _C = t.steps.c, t.cases.c


def findings(world) -> list[str]:
    def check(tx: Tx):
        return check_all(world.window, tx)

    return [finding.what for finding in world.read(check)[2]]


@pytest.fixture
def rated(world):
    """A world with one closed and rated case and one fresh one; the number of the first."""
    number = bring_to(world, "closed")["case"]["number"]
    body = {"score": 1, "solved": False, "comment": "没修好"}
    done(world.client().post(f"/cases/{number}/rating", json=body, headers=key()))
    file_case(world.client())
    return world, number


def test_an_untouched_history_verifies(rated):
    assert findings(rated[0]) == []


TAMPERINGS = {
    "a note altered": sa.update(t.steps).where(_S.case_id == 1, _S.seq == 5).values(note="别的"),
    "a time altered": sa.update(t.steps).where(_S.case_id == 1, _S.seq == 2).values(at=_S.at + 1),
    "an actor altered": sa.update(t.steps).where(_S.case_id == 1, _S.seq == 2).values(actor_id="x"),
    "a state altered": sa.update(t.steps)
    .where(_S.case_id == 1, _S.seq == 3)
    .values(state="closed"),
    "a hash altered": sa.update(t.steps).where(_S.case_id == 1, _S.seq == 3).values(hash="0" * 64),
    "a step removed from the middle": sa.delete(t.steps).where(_S.case_id == 1, _S.seq == 4),
    "the newest step removed": sa.delete(t.steps).where(_S.case_id == 1, _S.seq == 9),
    "the first step removed": sa.delete(t.steps).where(_S.case_id == 1, _S.seq == 1),
    "the title altered": sa.update(t.cases).where(_C.id == 1).values(title="别的标题"),
    "the description altered": sa.update(t.cases).where(_C.id == 1).values(description="别的内容"),
    "an answer altered": sa.update(t.steps)
    .where(_S.case_id == 1, _S.seq == 5)
    .values(answers="{}"),
    "a step's answers removed": sa.update(t.steps)
    .where(_S.case_id == 1, _S.seq == 8)
    .values(answers=None),
    "a photo of the answer swapped": sa.update(t.attachments)
    .where(t.attachments.c.case_id == 1)
    .values(sha256="0" * 64),
    "the answers of the filing altered": sa.update(t.cases).where(_C.id == 1).values(answers="{}"),
    "the owner altered": sa.update(t.cases).where(_C.id == 1).values(owner_id="x"),
    "the grid altered": sa.update(t.cases).where(_C.id == 1).values(grid_id="xintang-1"),
    "the rating altered": sa.update(t.cases).where(_C.id == 1).values(rating='{"score":5}'),
    "the deadline altered": sa.update(t.cases).where(_C.id == 1).values(due_at=_C.due_at + 1),
    "the department altered": sa.update(t.cases).where(_C.id == 1).values(department_id="urban"),
    "who answered altered": sa.update(t.cases).where(_C.id == 1).values(handled_by="x"),
    "the query code's salt altered": sa.update(t.cases)
    .where(_C.id == 1)
    .values(code_salt=b"12345678"),
    "the digest's version lowered": sa.update(t.cases).where(_C.id == 1).values(digest_version=1),
    "a step's version lowered": sa.update(t.steps)
    .where(_S.case_id == 1, _S.seq == 2)
    .values(digest_version=1),
    "the case's state altered": sa.update(t.cases).where(_C.id == 1).values(state="closed"),
    "the case's version lowered": sa.update(t.cases)
    .where(_C.id == 1)
    .values(version=_C.version - 1),
    "the case removed": sa.delete(t.cases).where(_C.id == 2),
    "the newest case with its steps removed": sa.delete(t.cases).where(_C.id == 2),
}


@pytest.mark.parametrize("statement", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_tampering_is_found(rated, statement):
    world, _ = rated
    with world.window.database.engine.begin() as connection:
        assert connection.execute(statement).rowcount == 1
    assert len(findings(world)) >= 1


def test_two_steps_changed_about_are_found(rated):
    world, number = rated
    for seq, other in ((2, 99), (3, 2), (99, 3)):
        move = sa.update(t.steps).where(_S.case_id == 1, _S.seq == seq).values(seq=other)
        with world.window.database.engine.begin() as connection:
            connection.execute(move)
    assert findings(world) == ["a step was altered, removed or reordered"]
    assert done(world.client().get(f"/cases/{number}"))["chain_ok"] is False


def test_a_history_rewritten_with_all_hashes_still_lacks_the_seal(rated):
    world, number = rated

    def rewrite(tx: Tx):
        case = case_rows.find(tx, number)
        previous = history.GENESIS
        for step in tx.all(case_rows.STEPS_OF, case_id=case["id"]):
            if step["seq"] == 5:
                step["note"] = "从来没有坏过。"
            step["hash"] = history.step_hash(previous, number, step)
            previous = step["hash"]
            change = (
                sa.update(t.steps)
                .where(_S.case_id == case["id"], _S.seq == step["seq"])
                .values(hash=step["hash"], note=step["note"] or sa.null())
            )
            tx.run(change)
        tx.run(sa.update(t.cases).where(_C.id == case["id"]).values(head=previous))

    world.write(rewrite)
    assert "the seal does not fit: the row or its history was rewritten" in findings(world)
