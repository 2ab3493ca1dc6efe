"""serve.py verify: is every case's history complete and unaltered?"""

from collections import defaultdict
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.config import Config
from server.rules import filed, history, numbers
from server.rules import tasks as rules
from server.services import case_rows, tasks
from server.services.window import Window
from server.store import tables as t
from server.store.tx import Tx

BATCH = 500
_CASES = (
    sa.select(t.cases).where(t.cases.c.id > bindparam("after")).order_by(t.cases.c.id).limit(BATCH)
)
_ORPHANS = (
    sa.select(sa.func.count())
    .select_from(t.steps)
    .where(t.steps.c.case_id.not_in(sa.select(t.cases.c.id)))
)
_COUNTERS = sa.select(t.counters)


class Finding(NamedTuple):
    """What is wrong with which case."""

    number: str
    what: str


def check_case(
    window: Window, case: dict, steps: list[dict], pictures: dict[str, str], tasks: list[dict]
) -> str | None:
    """What is wrong with a case's history, None if nothing is. pictures: SHA-256 by id."""
    if len(steps) != case["version"]:
        return f"{case['version']} steps were taken, {len(steps)} are there"
    if not history.chain_holds(case["number"], steps, case["head"]):
        return "a step was altered, removed or reordered"
    if not case_rows.seal_fits(window, case):
        return "the seal does not fit: the row or its history was rewritten"
    if steps[-1]["state"] != case["state"]:
        return "the state is not the newest step's"
    repeated = filed.columns_of(case["answers"])
    if any(case[name] != value for name, value in repeated.items()):
        return "the answers are not what the columns say"
    if not all(_content_fits(case, step, pictures) for step in steps):
        return "what was filed or answered was altered"
    runs = [rules.run_of(task) for task in tasks if task["kind"] in rules.FLOW]
    if runs != rules.replay(steps, case["grid_id"], window.catalogue.case.task_of):
        return "the tasks are not those of the steps"
    if case["departments"] != ",".join(rules.departments_of(tasks)):
        return "the departments are not those of the tasks"
    return None


def _content_fits(case: dict, step: dict, pictures: dict[str, str]) -> bool:
    first = step["seq"] == 1
    if step["digest_version"] == 1:
        what = (case[name] for name in ("title", "description", "place_text", "attachments"))
        return not first or step["content"] == history.filing_digest(*what)
    given = {i: pictures.get(i, "") for i in step["attachments"].split(",") if i}
    answers = case["answers"] if first else step["answers"]
    return step["content"] == history.content_digest(answers, given, case if first else None)


def check_all(window: Window, tx: Tx) -> tuple[int, int, list[Finding]]:
    """Cases and steps looked at, and what was found."""
    findings: list[Finding] = []
    sequences: dict[str, set[int]] = defaultdict(set)
    cases = steps_seen = after = 0
    while rows := tx.all(_CASES, after=after):
        for case in rows:
            after = case["id"]
            cases += 1
            number = case["number"]
            sequences[number[:15]].add(int(number[15:20]))
            steps = tx.all(case_rows.STEPS_OF, case_id=case["id"])
            steps_seen += len(steps)
            pictures = tx.all(case_rows.PICTURES_OF, case_id=case["id"])
            hashes = {p["id"]: p["sha256"] for p in pictures}
            own = tx.all(tasks.OF_CASE, case_id=case["id"])
            wrong = check_case(window, case, steps, hashes, own)
            if wrong:
                findings.append(Finding(number, wrong))
    for counter in tx.all(_COUNTERS):
        missing = set(range(1, counter["value"] + 1)) - sequences[counter["name"]]
        findings += [Finding(_number(counter["name"], n), "the case is gone") for n in missing]
    orphans = tx.value(_ORPHANS)
    if orphans:
        findings.append(Finding("—", f"{orphans} steps belong to no case"))
    return cases, steps_seen, findings


def _number(prefix: str, sequence: int) -> str:
    kind = {letter: kind for kind, letter in numbers.KIND_LETTERS.items()}[prefix[6]]
    return numbers.case_number(prefix[:6], kind, prefix[7:], sequence)


def run(config: Config) -> int:
    """Print what was found; 1 if anything was."""
    from server.state import open_window

    window = open_window(config, existing=True)
    cases, steps, findings = window.database.read_now(lambda tx: check_all(window, tx))
    for finding in findings:
        print(f"{finding.number}: {finding.what}")
    print(f"{cases} cases, {steps} steps: {len(findings) if findings else 'nothing'} wrong")
    return 1 if findings else 0
