"""Decisions on applications: their documents, and the code by which anybody can check one.

A document is made when it is first asked for, and kept as it is then.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import numbers
from server.rules.text import compact
from server.services import corrections, definitions, promised
from server.services.documents import Paper
from server.services.errors import Refusal
from server.services.filled import Filled
from server.services.window import Window
from server.services.words import Words
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx
from server.wire import types as wire

GRANT, DENY = "grant", "deny"
#: Letters and digits of a check code.
CODE_LENGTH = 8
_R = t.results.c
_INSERT = insert_row(t.results)
OF_CASE = (
    sa.select(t.results).where(_R.case_id == bindparam("case_id")).order_by(_R.seq.desc()).limit(1)
)
BY_CODE = sa.select(t.results).where(_R.check_code == bindparam("code"))
_CASE = sa.select(t.cases).where(t.cases.c.id == bindparam("id"))
_KEEP = (
    sa.update(t.results)
    .where(_R.check_code == bindparam("code"), _R.document.is_(None))
    .values(document=bindparam("sha256"))
)
_IN_FORCE = sa.select(_R.check_code).where(
    _R.case_id == bindparam("case_id"), _R.revoked_at.is_(None)
)
_REVOKE = (
    sa.update(t.results)
    .where(_R.check_code == bindparam("code"))
    .values(revoked_at=bindparam("at"))
)


def issue(change: Any) -> None:
    """A new decision on the case; an earlier one is no longer in force (an effect of a step)."""
    tx, case = change.tx, change.case
    for row in tx.all(_IN_FORCE, case_id=case["id"]):
        tx.run(_REVOKE, code=row["check_code"], at=change.now)
        tx.changed(t.results, row["check_code"])
    code = numbers.code_from(int.from_bytes(change.window.ports.random.bytes(16)), CODE_LENGTH)
    tx.run(
        _INSERT,
        check_code=code,
        case_id=case["id"],
        seq=case["version"] + 1,
        issued_at=change.now,
        valid_until=change.values.get("valid_until"),
        revoked_at=None,
        document=None,
    )
    tx.changed(t.results, code)


def newest(tx: Tx, case: Mapping) -> dict | None:
    """The newest decision on a case."""
    return tx.one(OF_CASE, case_id=case["id"])


def step_of(row: Mapping, steps: Sequence[Mapping]) -> Mapping:
    """The step that decided."""
    return next(step for step in steps if step["seq"] == row["seq"])


def said(step: Mapping) -> dict:
    """What the step said: its answers."""
    return msgspec.json.decode(step["answers"], type=dict)


#: Where anybody checks a decision; paper carries this address with the code.
CHECK_PATH = "/plain/check"
#: Documents are in the language of the street.
LANGUAGE = "zh-CN"


def link(base: str, code: str) -> str:
    """The page where anybody checks the decision with that code; "" where no address is known."""
    return f"{base}{CHECK_PATH}?code={code}" if base else ""


def paper(window: Window, tx: Tx, case: Mapping, row: Mapping, base: str) -> Paper:
    """What the document of a decision says. base: scheme and host that people reach the street by."""
    words = window.library.of_file(LANGUAGE)
    steps = corrections.steps_of(tx, case)
    step = step_of(row, steps)
    definition = definitions.of_case(tx, case)
    given = said(step)
    granted = step["step"] == GRANT
    street = window.reference.street
    code = row["check_code"]
    lines = [
        (words("result.number"), case["number"]),
        (words("result.service"), definition.title(LANGUAGE)),
        *_applicant(window, tx, case, steps, words),
        (words("result.outcome"), words(f"state.{step['state']}")),
    ]
    basis = promised.names(window, tx, case, LANGUAGE)
    if granted and basis:
        lines.append((words("result.promised"), words("plain.list").join(basis)))
    if row["valid_until"]:
        lines.append((words("result.valid_until"), row["valid_until"]))
    paragraphs = [(words("result.says" if granted else "result.reason"), _words_of(given))]
    if given.get("objection"):
        paragraphs.append((words("result.objection"), given["objection"]))
    return Paper(
        office=street.name,
        title=words("result.title.granted" if granted else "result.title.denied"),
        lines=lines,
        paragraphs=paragraphs,
        signed=(
            window.reference.department_name(step["department_id"]) or street.name,
            window.zone.local(row["issued_at"]).strftime("%Y-%m-%d"),
        ),
        code=f"{code[:4]} {code[4:]}",
        link=link(base, code),
        notes=[words("result.check_how"), words("result.help", phone=street.phone)],
        made_at=row["issued_at"] // 1000,
    )


def _words_of(given: Mapping) -> str:
    return given.get("words") or given.get("reason") or ""


def _applicant(
    window: Window, tx: Tx, case: Mapping, steps: Sequence[Mapping], words: Words
) -> list[tuple[str, str]]:
    """Who it was decided for, as the form had it; numbers with their ends only."""
    definition = definitions.of_case(tx, case)
    answers = corrections.answers(window, tx, case, steps)
    wanted = ("applicant.name", "applicant.id_number")
    lines = Filled(definition, words, {}).lines(answers)
    return [(line.label, line.value) for line in lines if line.path in wanted]


def keep_document(tx: Tx, row: Mapping, sha256: str) -> None:
    """The document is made: from now on it is this one."""
    if tx.run(_KEEP, code=row["check_code"], sha256=sha256):
        tx.changed(t.results, row["check_code"])


def read_code(typed: str) -> str | None:
    """A check code as people type it; None for what is none."""
    code = compact(typed) if len(typed) < 100 else ""
    fits = len(code) == CODE_LENGTH and all(one in numbers.QUERY_ALPHABET for one in code)
    return code if fits else None


def check(window: Window, tx: Tx, typed: str, words: Words) -> wire.ResultCheck:
    """What anybody may know of the decision with that code. Raises Refusal not_found."""
    code = read_code(typed)
    row = tx.one(BY_CODE, code=code) if code else None
    if row is None:
        raise Refusal("not_found")
    case = tx.one(_CASE, id=row["case_id"])
    step = step_of(row, corrections.steps_of(tx, case))
    today = window.today().isoformat()
    return wire.ResultCheck(
        check_code=row["check_code"],
        number=case["number"],
        service_title=definitions.of_case(tx, case).title(words.language),
        outcome=step["state"],
        department_name=window.reference.department_name(step["department_id"]),
        street=window.reference.street.name,
        issued_at=window.zone.iso(row["issued_at"]),
        valid_until=row["valid_until"],
        in_force=row["revoked_at"] is None and (row["valid_until"] or today) >= today,
    )
