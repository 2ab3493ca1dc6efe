"""Joining somebody else's case (我也遇到了): once a person, and what a joined person may see."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules.audiences import JOINER
from server.rules.authorisation import Action, Relation
from server.services import answers, case_rows, events, filing, offers, views
from server.services.answers import Answer, Once
from server.services.errors import Refusal
from server.services.events import CaseEvent
from server.services.window import SYSTEM, Viewer, Window
from server.services.words import Words
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx
from server.wire import types as wire

_J, _C = t.joins.c, t.cases.c
_HAS = sa.select(_J.at).where(
    _J.case_id == bindparam("case_id"), _J.account_id == bindparam("account")
)
_INSERT = insert_row(t.joins)
_COUNT_UP = sa.update(t.cases).where(_C.id == bindparam("row_id")).values(joiners=_C.joiners + 1)
_WHO = sa.select(_J.account_id).where(_J.case_id == bindparam("case_id")).order_by(_J.at)
_PHONES = (
    sa.select(t.accounts.c.phone_enc)
    .join(t.joins, _J.account_id == t.accounts.c.id)
    .join(t.cases, _C.id == _J.case_id)
    .where(_C.number == bindparam("number"), t.accounts.c.disabled == 0)
)


def has_joined(tx: Tx, case: dict, viewer: Viewer) -> bool:
    """Whether the viewer joined the case."""
    if viewer.role != "resident" or not case["joiners"]:
        return False
    return tx.value(_HAS, case_id=case["id"], account=viewer.id) is not None


def who_joined(tx: Tx, case: dict) -> list[str]:
    """Accounts that joined the case."""
    if not case["joiners"]:
        return []
    return [row["account_id"] for row in tx.all(_WHO, case_id=case["id"])]


def phones(window: Window, tx: Tx, number: str) -> list[str]:
    """Phones of those who joined the case, to tell them of a step."""
    decrypt = window.keys.decrypt
    rows = tx.all(_PHONES, number=number)
    return [decrypt(row["phone_enc"], "accounts.phone") for row in rows if row["phone_enc"]]


def followed(window: Window, tx: Tx, viewer: Viewer, number: str) -> dict:
    """The case of that number, which the viewer joined. Raises Refusal not_found."""
    case = case_rows.find(tx, number)
    joined = Relation(joined=case is not None and has_joined(tx, case, viewer))
    if not window.catalogue.roles.allowed(viewer.role, Action.CASE_FOLLOW, joined):
        raise Refusal("not_found")
    return case


def join(
    window: Window, tx: Tx, viewer: Viewer, number: str, asked: Once, words: Words
) -> tuple[Answer, Sequence[CaseEvent]]:
    """Join a case; joining again changes nothing.

    Raises Refusal not_found (no such case, or not one that can be joined), forbidden (one's
    own), conflict (it is closed).
    """
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before, ()
    rules = window.catalogue
    case = case_rows.find(tx, number, lock=True)
    if case is None or not rules.case.may_join(case["kind"], case["category"]):
        raise Refusal("not_found")
    if not rules.roles.allowed(viewer.role, Action.CASE_JOIN, views.relation(window, viewer, case)):
        raise Refusal("forbidden")
    moved: list[CaseEvent] = []
    if not has_joined(tx, case, viewer):
        if not offers.was_offered(tx, viewer, case["id"], window.now()):
            raise Refusal("not_found")
        if not rules.case.is_open(case["state"]):
            raise Refusal("conflict")
        moved.append(add(window, tx, case, viewer))
    answer = Answer(200, wire.encode(detail(window, tx, case, words)))
    answers.keep(window, tx, asked, answer)
    return answer, moved


def add(window: Window, tx: Tx, case: dict, viewer: Viewer) -> CaseEvent:
    """Count in the viewer, who may join and has not yet; the case is as it was found."""
    now = window.now()
    tx.run(_INSERT, case_id=case["id"], account_id=viewer.id, at=now)
    tx.changed(t.joins, case["id"], viewer.id)
    tx.run(_COUNT_UP, row_id=case["id"])
    tx.changed(t.cases, case["id"])
    case["joiners"] += 1
    event = filing.event_of(window, tx, case, joiners=who_joined(tx, case))
    events.record(tx, event, now)
    return event


def summary(window: Window, tx: Tx, case: dict, now: int, words: Words) -> wire.CaseSummary:
    """The case as a row of the list of who joined it."""
    shown_to = window.projections[JOINER]
    return views.summary(window, tx, case, now, shown_to, words, joined=True)


def detail(window: Window, tx: Tx, case: dict, words: Words) -> wire.CaseDetail:
    """The case for who joined it: how far it is and who has it, nothing anybody wrote about
    themselves (audiences.json)."""
    return views.detail(window, tx, case, SYSTEM, words, joined=True)
