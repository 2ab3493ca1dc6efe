"""Reading and writing cases with their history, the only module that appends a step."""

import hmac
from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import history
from server.rules.canonical import canonical_text
from server.rules.deadlines import Due
from server.rules.filed import tree
from server.services import tasks
from server.services.window import Viewer, Window
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx
from server.wire import types as wire

_C = t.cases.c
BY_NUMBER = sa.select(t.cases).where(_C.number == bindparam("number"))
BY_NUMBER_LOCKED = BY_NUMBER.with_for_update()
STEPS_OF = (
    sa.select(t.steps).where(t.steps.c.case_id == bindparam("case_id")).order_by(t.steps.c.seq)
)
PICTURES_OF = sa.select(t.attachments).where(t.attachments.c.case_id == bindparam("case_id"))
#: Cases of one person that are looked through, the newest.
MOST_OF_PERSON = 100
_NEWEST = sa.select(t.cases).order_by(_C.id.desc()).limit(MOST_OF_PERSON)
_OF_PERSON = _NEWEST.where(_C.person_id == bindparam("person"))
_OF_ACCOUNT = _NEWEST.where(_C.owner_id == bindparam("account"))
ACCOUNT_CONTACT = sa.select(t.accounts.c.phone_enc, t.accounts.c.name_enc).where(
    t.accounts.c.id == bindparam("id")
)
INSERT_CASE = insert_row(t.cases, _C.id)
INSERT_STEP = insert_row(t.steps)

#: Columns that only who opens the case needs: lists leave them out.
WHOLE_ONLY = (
    "description",
    "answers",
    "contact_phone_enc",
    "personal_enc",
    "code_salt",
    "rating",
    "head",
    "digest_version",
    "seal",
)

#: Columns that change in a case's life.
MUTABLE = (
    "state",
    "raised",
    "updated_at",
    "due_at",
    "amber_at",
    "grid_id",
    "department_id",
    "departments",
    "handled_by",
    "returns",
    "reopened",
    "rating",
    "can_rate",
    "seen",
    "version",
    "head",
    "digest_version",
    "seal",
)
UPDATE_CASE = (
    sa.update(t.cases)
    .where(_C.id == bindparam("row_id"), _C.version == bindparam("old_version"))
    .values({name: bindparam("new_" + name) for name in MUTABLE})
)


def attachment_of(row: Mapping) -> wire.Attachment:
    """A row of attachments as it is shown."""
    return wire.Attachment(
        row["id"], row["content_type"], row["width"], row["height"], row["pages"]
    )


def find(tx: Tx, number: str, *, lock: bool = False) -> dict | None:
    """The case's row."""
    return tx.one(BY_NUMBER_LOCKED if lock else BY_NUMBER, number=number)


def newest_of(tx: Tx, account: str | None, persons: Iterable[str]) -> list[dict]:
    """The newest cases that are a person's, the newest first: filed by its account, or for it under
    any of its ids."""
    rows = [row for one in persons for row in tx.all(_OF_PERSON, person=one)]
    if account is not None:
        rows += tx.all(_OF_ACCOUNT, account=account)
    found = {row["id"]: row for row in rows}
    return [found[case_id] for case_id in sorted(found, reverse=True)]


def make_step(
    case: dict,
    viewer: Viewer,
    code: str,
    at: int,
    values: dict | None = None,
    pictures: list[dict] | None = None,
    personal: bytes | None = None,
    **members,
) -> dict:
    """The next step of a case, hashed onto its head. `case` already has its new state.

    values: the answers of the step's form by path; the first step has its case's. personal: those
    of them that say who somebody is, encrypted.
    """
    first = case["version"] == 0
    answers = case["answers"] if first else canonical_text(tree(values or {}))
    pictures = pictures or []
    given = {p["id"]: p["sha256"] for p in pictures}
    step = {
        "seq": case["version"] + 1,
        "step": code,
        "at": at,
        "actor_id": viewer.id,
        "actor_role": viewer.role,
        "actor_no": viewer.staff_no,
        "state": case["state"],
        "reason": None,
        "note": None,
        "answers": None if first else answers,
        "personal_enc": personal,
        "actor_for": None,
        "content": history.content_digest(answers, given, case if first else None, personal),
        "department_id": None,
        "basis": None,
        "due_at": case["due_at"],
        "attachments": ",".join(given),
        "digest_version": history.VERSION,
        **members,
    }
    step["hash"] = history.step_hash(case["head"], case["number"], step)
    return step


def enter_state(window: Window, case: dict, state: str, now: int) -> None:
    """Give the case a new state and the state's own deadline."""
    case["state"] = state
    due = due_in(window, case, state, now)
    case["due_at"], case["amber_at"] = due if due else (None, None)


def due_in(window: Window, case: dict, state: str, since: int) -> Due | None:
    """The due time of a state the case entered at a moment (ms): what its service promised, or as
    deadlines.json says; None where no clock runs."""
    deadlines = window.reference.deadlines
    if case["promised"] and state == window.catalogue.case.kinds[case["kind"]].promised:
        return deadlines.promised(case["promised"], since)
    return deadlines.due(case["kind"], case["category"], state, since)


def seal(window: Window, case: dict) -> None:
    """Seal the row as it is now; nothing under the seal may change after it."""
    case["digest_version"] = history.VERSION
    case["seal"] = window.keys.seal_record(history.sealed_record(case))


def seal_fits(window: Window, case: dict) -> bool:
    """Whether the row is as it was sealed."""
    if case["digest_version"] == 1:
        right = window.keys.seal(case["number"], case["version"], case["head"])
    else:
        right = window.keys.seal_record(history.sealed_record(case))
    return hmac.compare_digest(right, bytes(case["seal"]))


def append(window: Window, tx: Tx, case: dict, step: dict) -> bool:
    """Append a step, save the case and bring its tasks to where it is now; False if another step
    came first, and then nothing of it may be committed."""
    old_version = case["version"]
    tasks.follow(window, tx, case, step)
    case["version"] = step["seq"]
    case["head"] = step["hash"]
    case["updated_at"] = step["at"]
    seal(window, case)
    changed = tx.run(
        UPDATE_CASE,
        row_id=case["id"],
        old_version=old_version,
        **{"new_" + name: case[name] for name in MUTABLE},
    )
    if changed != 1:
        return False
    tx.changed(t.cases, case["id"])
    tx.run(INSERT_STEP, **{**step, "case_id": case["id"]})
    return True
