"""A call-back (回访) of who has no phone is a visit: somebody who had no part in the help goes and asks at
the door, without learning who helped.

The visit has the id of its call-back. It is one worker's and not the grid's, whose own worker is most
often who helped. Once a day it is looked whether that worker can still go; otherwise another is sent,
or, where there is nobody, the call-back goes to those who call.
"""

from collections.abc import Collection, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import call_backs as rules
from server.rules import visits as visit_rules
from server.rules.forms import Problem
from server.services import accounts, call_back_rows, definitions, jobs, titles, visits
from server.services.jobs import Job, Outcome
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables
from server.store import visit_tables as t
from server.store.tx import Tx
from server.wire.visits import SaidGiven

#: The job that looks whether a visit can still be made.
KIND = "call_back_visit"
AGAIN_MS = 86_400_000

_A, _V = tables.accounts.c, t.visits.c
_WORKERS = sa.select(_A.id, _A.grid_id).where(
    _A.role == "grid_worker", _A.grid_id.is_not(None), _A.disabled == 0
)
_LOAD = (
    sa.select(_V.worker_id, sa.func.count().label("count"))
    .where(_V.kind == bindparam("kind"), _V.state == bindparam("state"))
    .group_by(_V.worker_id)
)


def send(window: Window, tx: Tx, call_back: str, case: Mapping, person: Mapping) -> str:
    """Send somebody to a person without a phone; the state of the call-back: visiting, or open (for
    those who call) where there is nobody who could go."""
    worker = _choose(window, tx, call_back, case["id"], person["grid_id"])
    if worker is None:
        return rules.OPEN
    wanted = visits.to_person(window, tx, person, visit_rules.CALL_BACK, id=call_back)
    row = visits.open_visit(window, tx, wanted._replace(worker_id=worker), None)
    jobs.add(tx, KIND, call_back, row["to_at"], window.now())
    return rules.VISITING


def was_made(tx: Tx, call_back: str) -> bool:
    """Whether somebody went to the door because of a call-back."""
    visit = visits.by_id(tx, call_back)
    return visit is not None and visit["state"] == visit_rules.DONE


def title_of(tx: Tx, call_back: str, words: Words) -> str:
    """What a call-back asks about."""
    row = call_back_rows.one(tx, call_back)
    return titles.of(tx, row, words) if row is not None else ""


def _choose(
    window: Window, tx: Tx, call_back: str, case_id: int, grid: str, but: str | None = None
) -> str | None:
    """Who goes: of the grid's own workers, else of the community's, else of the street's, who has the
    fewest such visits; between equals the lot, which nobody can foresee. Nobody who had a part in the
    help, whose grid the case waits for, and not `but`."""
    barred = call_back_rows.barred(tx, case_id) | {but}
    load = {
        row["worker_id"]: row["count"]
        for row in tx.all(_LOAD, kind=visit_rules.CALL_BACK, state=visit_rules.OPEN)
    }
    grids = window.reference.grids
    community = grids[grid].community if grid in grids else None

    def rank(worker: Mapping) -> tuple[int, int, bytes]:
        there = grids.get(worker["grid_id"])
        near = 0 if worker["grid_id"] == grid else 2
        if near and there is not None and there.community == community:
            near = 1
        lot = window.keys.lookup(f"{call_back}.{worker['id']}", "call_backs.worker")
        return near, load.get(worker["id"], 0), lot

    able = [row for row in tx.all(_WORKERS) if _may_ask(tx, case_id, row, barred)]
    return min(able, key=rank)["id"] if able else None


def _may_ask(tx: Tx, case_id: int, worker: Mapping | None, barred: Collection[str | None]) -> bool:
    """Whether a worker has no part in the case: neither in the help, nor is it the worker's to verify."""
    if worker is None or worker["id"] in barred:
        return False
    return not call_back_rows.has_task(tx, case_id, [worker["grid_id"]])


def read(window: Window, said: SaidGiven | None, words: Words) -> tuple[dict | None, list[Problem]]:
    """What was answered at the door, and what is wrong with it, at `answers`."""
    if said is None:
        return None, [Problem("answers", "required")]
    given = {"reached": True, **msgspec.to_builtins(said)}
    values, problems = call_back_rows.read(window, given)
    form = definitions.of_program(window, call_back_rows.FORM)
    named = form.labelled(words.language, problems)
    return values, [one._replace(path=f"answers.{one.path}") for one in named]


def follow(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    visit: Mapping,
    values: Mapping | None,
    note: str,
    at: int,
) -> None:
    """What a try at the door means for the call-back. visit: as it is after the try; values: the
    checked answers, None where nobody answered. Answers that come after the end are kept, where there
    are none."""
    row = call_back_rows.one(tx, visit["id"], lock=True)
    if row is None or row["answers"] is not None:
        return
    if row["state"] != rules.VISITING and values is None:
        return
    changed: dict[str, Any] = {
        "state": rules.after_visit(
            None if values is None else {q: values[q] for q in rules.QUESTIONS},
            last=visit["state"] != visit_rules.OPEN,
        ),
        "tries": visit["tries"],
        "answers": call_back_rows.answered(values),
        "note_enc": call_back_rows.sealed(window, "note", note),
        "called_at": at,
        "called_by": viewer.id,
    }
    call_back_rows.save(tx, row, changed)


def look(window: Window, tx: Tx, job: Job) -> Outcome:
    """Look whether who was sent can still go (a job): another goes for who left, or had a part in the
    case since; where the visit was ended because the person is not there any more, so is the call-back."""
    call_back = job.key.partition(":")[2]
    row = call_back_rows.one(tx, call_back, lock=True)
    visit = visits.by_id(tx, call_back, lock=True)
    if row is None or visit is None or row["state"] != rules.VISITING:
        return jobs.DONE
    now = window.now()
    if visit["state"] != visit_rules.OPEN:
        call_back_rows.save(tx, row, {"state": rules.NOT_REACHED})
        return jobs.DONE
    worker = accounts.by_id(tx, visit["worker_id"])
    barred = call_back_rows.barred(tx, row["case_id"])
    if _goes(worker) and _may_ask(tx, row["case_id"], worker, barred):
        return Outcome(now + AGAIN_MS)
    other = _choose(window, tx, call_back, row["case_id"], visit["grid_id"], but=visit["worker_id"])
    if other is None:
        ended = {"state": visit_rules.CANCELLED, "closed_at": now}
        visits.change(tx, visit, ended, "cancel", None, now)
        call_back_rows.save(tx, row, {"state": rules.OPEN, "tries": 0})
        return jobs.DONE
    visits.change(tx, visit, {"worker_id": other}, "hand_over", None, now)
    return Outcome(now + AGAIN_MS)


def _goes(worker: Mapping | None) -> bool:
    return (
        worker is not None
        and worker["role"] == "grid_worker"
        and worker["grid_id"] is not None
        and not worker["disabled"]
    )
