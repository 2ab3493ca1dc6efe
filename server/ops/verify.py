"""serve.py verify: is everything that matters complete and unaltered?

Findings come from the data only: whatever value stands in a row, it is a finding, never a crash.
docs/operating.md says what is proven and what is not.
"""

import hashlib
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import psycopg
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.config import Config
from server.rules import filed, history, numbers
from server.rules import tasks as rules
from server.services import answers, case_rows, drafts, heads, tasks
from server.services.window import Window
from server.store import journal
from server.store import tables as t
from server.store.bundle_tables import bundles
from server.store.errors import StoreError
from server.store.keys import KeyFileError
from server.store.tx import Tx

BATCH = 500
#: So many cases that are gone are named one by one.
MOST_NAMED = 100
_NUMBER = re.compile(r"(\d{6}[A-Z]\d{8})(\d{5})\d", re.ASCII)
_CASES = (
    sa.select(t.cases).where(t.cases.c.id > bindparam("after")).order_by(t.cases.c.id).limit(BATCH)
)
_ORPHANS = tuple(
    (
        table.name,
        sa.select(sa.func.count())
        .select_from(table)
        .where(column.is_not(None), column.not_in(sa.select(t.cases.c.id))),
    )
    for table, column in (
        (t.steps, t.steps.c.case_id),
        (t.tasks, t.tasks.c.case_id),
        (t.joins, t.joins.c.case_id),
        (t.ledger, t.ledger.c.case_id),
        (t.attachments, t.attachments.c.case_id),
        (t.results, t.results.c.case_id),
    )
)
_BUNDLES = sa.select(bundles)
_COUNTERS = sa.select(t.counters)
_DOCUMENTS = (
    sa.select(t.results).where(t.results.c.document.is_not(None)).order_by(t.results.c.check_code)
)
_PICTURES = sa.select(t.attachments).order_by(t.attachments.c.id)


#: Rows that are in no journal and hold something encrypted: column, and for what, by the row's key.
_SEALED: tuple[tuple[sa.Column, Callable[..., str]], ...] = (
    (t.answers.c.answer_enc, lambda *_: answers.CONTEXT),
    (t.drafts.c.content_enc, lambda account, _: drafts.context_of(account)),
)


class Finding(NamedTuple):
    """What is wrong with which case, or other thing."""

    number: str
    what: str


def check_case(
    window: Window, case: dict, steps: list[dict], pictures: dict[str, str], own: list[dict]
) -> str | None:
    """What is wrong with a case's history, None if nothing is. pictures: SHA-256 by id; own: its
    tasks."""
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
    given = rules.grid_given(steps)
    if given is not None and case["grid_id"] != given:
        return "the grid is not that of the steps"
    as_filed = case if given is None else {**case, "grid_id": None}
    if not all(_content_fits(as_filed, step, pictures) for step in steps):
        return "what was filed or answered was altered"
    runs = [rules.run_of(task) for task in own if task["kind"] in rules.FLOW]
    task_of = partial(window.catalogue.case.task, case["kind"])
    if runs != rules.replay(steps, case, task_of):
        return "the tasks are not those of the steps"
    if case["departments"] != ",".join(rules.departments_of(own)):
        return "the departments are not those of the tasks"
    return None


def _content_fits(case: dict, step: dict, pictures: dict[str, str]) -> bool:
    first = step["seq"] == 1
    if step["digest_version"] == 1:
        what = (case[name] for name in ("title", "description", "place_text", "attachments"))
        return not first or step["content"] == history.filing_digest(*what)
    given = {i: pictures.get(i, "") for i in step["attachments"].split(",") if i}
    if first and step["answers"] is not None:  # they are its case's
        return False
    answers = case["answers"] if first else step["answers"]
    fixed = case if first else None
    return step["content"] == history.content_digest(answers, given, fixed, step["personal_enc"])


class Check:
    """One verification of all there is, from one snapshot."""

    def __init__(self, window: Window, tx: Tx, signed: Iterable[heads.Head | str] = ()):
        self._window = window
        self._tx = tx
        self._signed = list(signed)
        self.findings: list[Finding] = []
        self.cases = self.steps = self.entries = self.files = 0

    def run(self) -> "Check":
        """Look at everything."""
        for part in (self._journal, self._histories, self._orphans, self._pictures, self._sealed):
            self._guarded("—", part)
        return self

    def _guarded(self, name: str, part: Callable[..., None], *arguments) -> None:
        try:
            part(*arguments)
        except (sqlite3.DatabaseError, psycopg.Error, StoreError):
            raise
        except Exception as error:
            self._found(name, f"a value that cannot be read ({type(error).__name__})")

    def _found(self, name: str, what: str) -> None:
        self.findings.append(Finding(name, what))

    def _journal(self) -> None:
        known, sizes, tree = self._window.database.journal, defaultdict(list), journal.Merkle()
        for head in self._signed:
            if isinstance(head, str):
                self._found("head", head)
            elif not heads.is_signed(self._window.keys, head):
                self._found("head", f"the head of {head.at[:40]} is not signed with these keys")
            else:
                sizes[head.count].append(head)
        newest: dict[tuple[str, str], str] = {}
        previous = journal.GENESIS
        for number, entry in enumerate(journal.entries(self._tx), 1):
            mac = known.entry_mac(previous, entry)
            if entry["seq"] != number or mac != entry["mac"]:
                self._found("journal", f"entry {number} was altered or removed")
                break
            previous = mac
            tree.add(mac)
            newest[entry["kind"], entry["key"]] = entry["digest"]
            for head in sizes.pop(number, ()):
                if head.root != tree.root():
                    self._found("head", f"the journal is not that of the head of {head.at}")
        sizes.pop(0, None)
        for rest in sizes.values():
            for head in rest:
                self._found(
                    "head", f"{head.count} entries were there on {head.at}, {tree.count} are there"
                )
        self.entries = tree.count
        for name in journal.COVERED:
            for row in journal.rows(self._tx, name):
                self._guarded(name, self._row, name, row, newest)
        for (name, key), digest in newest.items():
            if digest:
                self._found(f"{name} {key}", "the row is gone")

    def _row(self, name: str, row: dict, newest: dict[tuple[str, str], str]) -> None:
        key = journal.key_text(journal.key_of(name, row))
        digest = newest.pop((name, key), None)
        if digest is None:
            if journal.is_covered(name, row):
                self._found(f"{name} {key}", "the row was put there by nobody")
        elif digest != self._window.database.journal.row_digest(name, list(row.values())):
            self._found(f"{name} {key}", "the row was altered, or is an older one")

    def _histories(self) -> None:
        sequences: dict[str, set[int]] = defaultdict(set)
        after = -(1 << 62)
        while rows := self._tx.all(_CASES, after=after):
            for case in rows:
                after = case["id"]
                self.cases += 1
                self._guarded(str(case["number"])[:40], self._case, case, sequences)
        for bundle in self._tx.all(_BUNDLES):
            self._numbered(bundle["number"], sequences)
        for counter in self._tx.all(_COUNTERS):
            self._guarded(str(counter["name"])[:40], self._counter, counter, sequences)
        for prefix in sequences:
            self._found(prefix, "the counter of this day is gone")

    def _case(self, case: dict, sequences: dict[str, set[int]]) -> None:
        number = case["number"]
        self._numbered(number, sequences)
        steps = self._tx.all(case_rows.STEPS_OF, case_id=case["id"])
        self.steps += len(steps)
        pictures = self._tx.all(case_rows.PICTURES_OF, case_id=case["id"])
        hashes = {picture["id"]: picture["sha256"] for picture in pictures}
        own = self._tx.all(tasks.OF_CASE, case_id=case["id"])
        wrong = check_case(self._window, case, steps, hashes, own)
        if wrong:
            self._found(str(number)[:40], wrong)

    def _numbered(self, number: object, sequences: dict[str, set[int]]) -> None:
        """A number that was given: of a case, or of several that were asked for at once."""
        read = _NUMBER.fullmatch(number) if isinstance(number, str) else None
        if read is None:
            self._found(str(number)[:40], "this is no number of a case")
        else:
            sequences[read[1]].add(int(read[2]))

    def _counter(self, counter: dict, sequences: dict[str, set[int]]) -> None:
        name, value = counter["name"], counter["value"]
        there = sequences.pop(name, set())
        if not there or not isinstance(value, int) or value < max(there):
            self._found(str(name)[:40], "the counter does not fit the cases of its day")
        elif value - len(there) > MOST_NAMED:
            self._found(name, f"{value - len(there)} cases are gone, or the counter was altered")
        else:
            for gone in sorted(set(range(1, value + 1)) - there):
                number = numbers.case_number(name[:6], name[6], name[7:], gone)
                self._found(number, "the case is gone")

    def _orphans(self) -> None:
        for name, statement in _ORPHANS:
            count = self._tx.value(statement)
            if count:
                self._found(name, f"{count} rows belong to no case")

    def _pictures(self) -> None:
        for row in self._tx.all(_PICTURES):
            self._guarded(f"picture {row['id']}", self._picture, row)
        for row in self._tx.all(_DOCUMENTS):
            self._guarded(f"document {row['check_code']}", self._document, row)

    def _sealed(self) -> None:
        for column, context_of in _SEALED:
            rows = self._tx.all(sa.select(*column.table.primary_key.columns, column))
            for *key, value in (row.values() for row in rows):
                try:
                    self._window.keys.decrypt_bytes(value, context_of(*key))
                except (KeyFileError, TypeError, ValueError):
                    name = f"{column.table.name} {journal.key_text(tuple(key))}"
                    self._found(name, "what is encrypted was altered")

    def _picture(self, row: dict) -> None:
        self._file(f"picture {row['id']}", row["sha256"], thumb=row["pages"] is None)

    def _document(self, row: dict) -> None:
        self._file(f"document {row['check_code']}", row["document"], thumb=False)

    def _file(self, name: str, sha256: str, *, thumb: bool) -> None:
        try:
            content = self._window.blobs.path(sha256).read_bytes()
            if thumb:
                self._window.blobs.get(sha256, thumb=True)
        except (OSError, ValueError):
            self._found(name, "the file is gone")
            return
        self.files += 1
        if hashlib.sha256(content).hexdigest() != sha256:
            self._found(name, "the file was altered")


def check_all(
    window: Window, tx: Tx, signed: Iterable[heads.Head | str] = ()
) -> tuple[int, int, list[Finding]]:
    """Cases and steps looked at, and what was found."""
    check = Check(window, tx, signed).run()
    return check.cases, check.steps, check.findings


def signed_heads(window: Window, more: Path | None) -> list[heads.Head | str]:
    """The heads of the server's own file and of a copy. Raises StoreError."""
    own = heads.path_of(window.config)
    found = heads.read(own) if own.exists() else []
    if more is not None:
        try:
            found += heads.read(more)
        except OSError as error:
            raise StoreError(f"{more} cannot be read: {error.strerror}") from error
    return found


def run(config: Config, more: Path | None = None) -> int:
    """Print what was found; 1 if anything was."""
    from server.state import open_to_read

    window = open_to_read(config)
    signed = signed_heads(window, more)
    check = window.database.read_now(lambda tx: Check(window, tx, signed).run())
    for finding in check.findings:
        print(f"{finding.number}: {finding.what}")
    if not signed:
        print("no signed head is there: what is cut off at the end cannot be seen")
    print(
        f"{check.cases} cases, {check.steps} steps, {check.entries} entries, {check.files} files, "
        f"{len(signed)} heads: {len(check.findings) if check.findings else 'nothing'} wrong"
    )
    return 1 if check.findings else 0
