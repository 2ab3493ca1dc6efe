"""Mandates (委托): taken at the door or given in the portal, acted under, revoked, objected to.

What decides is rules.mandates; here it is stored, once under the id that the device made.
"""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import mandates as rules
from server.rules.canonical import canonical_text
from server.rules.device_time import Made
from server.rules.mandates import Matters
from server.services import people, person_sights
from server.services.errors import Refusal, invalid
from server.services.window import Viewer, Window
from server.store import mandate_tables as t
from server.store import tables
from server.store.statements import insert_row
from server.store.tx import Tx

_M, _A, _C = t.mandates.c, t.mandate_acts.c, tables.cases.c
_INSERT = insert_row(t.mandates)
_INSERT_ACT = insert_row(t.mandate_acts, _A.id)
_BY_ID = sa.select(t.mandates).where(_M.id == bindparam("id"))
_LOCKED = _BY_ID.with_for_update()
_OF_HELPER = (
    sa.select(t.mandates).where(_M.helper_id == bindparam("helper")).order_by(_M.at.desc(), _M.id)
)
_OF_PERSON = (
    sa.select(t.mandates).where(_M.person_id == bindparam("person")).order_by(_M.at.desc(), _M.id)
)
_ACTS = (
    sa.select(t.mandate_acts, _C.number)
    .join(tables.cases, _C.id == _A.case_id)
    .where(_A.mandate_id == bindparam("mandate"))
    .order_by(_A.id.desc())
)
_OF_CASE = sa.select(t.mandate_acts).where(_A.case_id == bindparam("case_id")).order_by(_A.id)
_REVOKE = (
    sa.update(t.mandates)
    .where(_M.id == bindparam("row_id"), _M.revoked_at.is_(None))
    .values(
        revoked_at=bindparam("at"), revoked_how=bindparam("how"), revoked_by=bindparam("account")
    )
)
#: How a mandate can be revoked: by the person or its slip, by staff on the person's word, or given
#: up by the helper.
BY_PERSON, BY_SLIP, BY_STAFF, BY_HELPER = "person", "slip", "staff", "helper"


class Wanted(NamedTuple):
    """A mandate that passed the checks. evidence: what is encrypted of it; digest: tells whether the
    same was sent again."""

    id: str
    helper_id: str
    helper_kind: str
    relationship: str
    matters: Matters
    scopes: tuple[str, ...]
    days: int
    text: tuple[str, str, str]
    evidence_kind: str
    evidence: Mapping
    picture: bytes | None
    digest: bytes


def rule_of(row: Mapping, person: Mapping | None) -> rules.Mandate:
    """A stored mandate as it decides. person: who gave it, by the id that it has now."""
    return rules.Mandate(
        person=row["person_id"] if person is None else person["id"],
        helper=row["helper_id"],
        helper_kind=row["helper_kind"],
        matters=matters_of(row),
        scopes=row["scopes"].split(","),
        first_day=row["first_day"],
        last_day=row["last_day"],
        revoked=row["revoked_at"] is not None,
        person_died=person is not None and person["state"] == people.DEAD,
    )


def matters_of(row: Mapping) -> Matters:
    """What a stored mandate is about."""
    return Matters(**msgspec.json.decode(row["matters"], type=dict[str, list[str]]))


def by_id(tx: Tx, mandate_id: str, *, lock: bool = False) -> dict | None:
    """The mandate."""
    return tx.one(_LOCKED if lock else _BY_ID, id=mandate_id)


def of_helper(tx: Tx, helper: str) -> list[dict]:
    """Mandates by which an account helps."""
    return tx.all(_OF_HELPER, helper=helper)


def of_persons(tx: Tx, persons: frozenset[str]) -> list[dict]:
    """Mandates that somebody gave, under any of the ids."""
    found = [row for person in sorted(persons) for row in tx.all(_OF_PERSON, person=person)]
    return sorted(found, key=lambda row: (-row["at"], row["id"]))


def acts_of(tx: Tx, mandate_id: str) -> list[dict]:
    """What was done under it, newest first."""
    return tx.all(_ACTS, mandate=mandate_id)


def is_helper(window: Window, tx: Tx, viewer: Viewer, person: str) -> bool:
    """Whether the viewer helps the person now, by any running mandate."""
    day = window.today().isoformat()
    for row in of_helper(tx, viewer.id or ""):
        known = people.by_id(tx, row["person_id"])
        rule = rule_of(row, known)
        if rule.person == person and rules.state(rule, day) == "running":
            return True
    return False


def take(
    window: Window, tx: Tx, viewer: Viewer, person: Mapping, wanted: Wanted, when: Made
) -> dict:
    """Store a mandate once; the row. Raises Refusal conflict under an id that is another's."""
    there = by_id(tx, wanted.id)
    if there is not None:
        if bytes(there["digest"]) != wanted.digest:
            raise Refusal("conflict")
        return there
    first = window.zone.local(when.real).date()
    encrypt = window.keys.encrypt
    row = {
        "id": wanted.id,
        "person_id": person["id"],
        "helper_id": wanted.helper_id,
        "helper_kind": wanted.helper_kind,
        "relationship_enc": encrypt(wanted.relationship, "mandates.relationship")
        if wanted.relationship
        else None,
        "matters": canonical_text({k: list(v) for k, v in wanted.matters._asdict().items()}),
        "scopes": ",".join(wanted.scopes),
        "first_day": first.isoformat(),
        "last_day": first.fromordinal(first.toordinal() + wanted.days - 1).isoformat(),
        "text_hash": wanted.text[0],
        "language": wanted.text[1],
        "text_version": wanted.text[2],
        "evidence_kind": wanted.evidence_kind,
        "evidence_enc": encrypt(canonical_text(dict(wanted.evidence)), "mandates.evidence"),
        "picture_enc": encrypt(wanted.picture, "mandates.picture") if wanted.picture else None,
        "digest": wanted.digest,
        "made_at": when.device,
        "at": window.now(),
        "by_id": viewer.id,
        "revoked_at": None,
        "revoked_how": None,
        "revoked_by": None,
    }
    tx.run(_INSERT, **row)
    tx.changed(t.mandates, row["id"])
    if viewer.id != person["account_id"]:
        person_sights.note(tx, [person["id"]], viewer, "mandate", window.now())
    return row


def allowed(window: Window, tx: Tx, mandate_id: str, act: rules.Act) -> dict:
    """The mandate under which an act is allowed now; nobody revokes it until the commit. Raises
    Refusal invalid at `mandate`."""
    row = by_id(tx, mandate_id, lock=True)
    known = None
    if row is not None:
        known = rule_of(row, people.by_id(tx, row["person_id"]))
    wrong = rules.verdict(known, act)
    if wrong is not None or row is None:
        raise invalid("mandate", wrong or "unknown")
    return row


def note_act(
    tx: Tx, row: Mapping, scope: str, case_id: int, helper: str, when: Made, now: int
) -> None:
    """Something was done under the mandate."""
    act = tx.value(
        _INSERT_ACT,
        mandate_id=row["id"],
        act=scope,
        case_id=case_id,
        helper_id=helper,
        made_at=when.device,
        at=now,
        objected_at=None,
        objection_enc=None,
        answer_enc=None,
        answered_at=None,
        answered_by=None,
    )
    tx.changed(t.mandate_acts, act)


def revoke(tx: Tx, row: Mapping, how: str, by: str | None, now: int) -> None:
    """Nobody acts under it any more; what was revoked stays so."""
    if tx.run(_REVOKE, row_id=row["id"], at=now, how=how, account=by) == 1:
        tx.changed(t.mandates, row["id"])


def revoke_of_case(tx: Tx, case_id: int, now: int) -> int:
    """The person who holds the slip of a case revokes what it was filed under; how many ended."""
    ended = 0
    for act in tx.all(_OF_CASE, case_id=case_id):
        row = by_id(tx, act["mandate_id"], lock=True)
        if row is not None and row["revoked_at"] is None:
            revoke(tx, row, BY_SLIP, None, now)
            ended += 1
    return ended


def filed_under(tx: Tx, case_id: int) -> str | None:
    """The mandate that a case was filed under."""
    acts = tx.all(_OF_CASE, case_id=case_id)
    return next((act["mandate_id"] for act in acts if act["act"] == rules.FILE), None)


def only_one(tx: Tx, helper: str, person: str, day: str) -> str | None:
    """The mandate by which an account helped a person on a day, where it was one and no other."""
    running = [
        row["id"]
        for row in of_helper(tx, helper)
        if (rule := rule_of(row, people.by_id(tx, row["person_id"]))).person == person
        and rules.state(rule, day) == "running"
    ]
    return running[0] if len(running) == 1 else None


def is_assisted(tx: Tx, case_id: int) -> bool:
    """Whether a case was filed under a mandate."""
    return bool(tx.all(_OF_CASE, case_id=case_id))


def revoke_own(
    tx: Tx, viewer: Viewer, mandate_id: str, now: int, *, may_for_others: bool = False
) -> dict:
    """Revoke as the person who gave it, as the helper, or as staff on the person's word; the row as
    it is then. Raises Refusal not_found."""
    row = by_id(tx, mandate_id, lock=True)
    if row is None:
        raise Refusal("not_found")
    if row["person_id"] in viewer.persons:
        how = BY_PERSON
    elif row["helper_id"] == viewer.id:
        how = BY_HELPER
    elif may_for_others:
        how = BY_STAFF
    else:
        raise Refusal("not_found")
    revoke(tx, row, how, viewer.id, now)
    return by_id(tx, mandate_id) or row
