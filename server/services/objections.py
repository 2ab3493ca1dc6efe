"""What a person says against an act under a mandate (异议): somebody who had no part in it, a supervisor, has it
to look into as they have a "no" of a call-back, and answers in words that the person reads."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import text
from server.rules.forms import Problem
from server.services import (
    call_backs,
    helper_names,
    mandates,
    messages,
    people,
    person_sights,
    titles,
)
from server.services.errors import Refusal
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import mandate_tables, tables
from server.store.tx import Tx
from server.wire import call_backs as wire

#: What a look at one is for (person_sights), and the message that it is answered.
PURPOSE, TOLD = "objection", "objection_answered"
#: Longest of all that is said against one act, in characters.
LONGEST = 1000
#: How many are listed at once, the most urgent.
MOST = 100

t = mandate_tables.mandate_acts
_A, _M, _C = t.c, mandate_tables.mandates.c, tables.cases.c
_JOINED = (
    sa.select(
        t,
        _M.person_id,
        _M.helper_kind,
        _C.number,
        _C.title,
        _C.kind,
        _C.category,
        _C.service,
        _C.definition,
        _C.filed_by,
    )
    .join(mandate_tables.mandates, _M.id == _A.mandate_id)
    .join(tables.cases, _C.id == _A.case_id)
    .where(_A.objected_at.is_not(None))
)
_WAITING = (
    _JOINED.where(_A.answered_at.is_(None), _A.helper_id != bindparam("account"))
    .order_by(_A.objected_at, _A.id)
    .limit(MOST)
)
_ONE = _JOINED.where(_A.id == bindparam("id"), _A.helper_id != bindparam("account"))
_LOCKED = sa.select(t).where(_A.id == bindparam("id")).with_for_update()
_SAY = (
    sa.update(t)
    .where(_A.id == bindparam("row_id"))
    .values(objected_at=bindparam("at"), objection_enc=bindparam("words"), answered_at=sa.null())
)
_ANSWER = (
    sa.update(t)
    .where(_A.id == bindparam("row_id"))
    .values(
        answer_enc=bindparam("words"), answered_at=bindparam("at"), answered_by=bindparam("account")
    )
)


def said(window: Window, act: Mapping) -> str | None:
    """What the person said against an act, a line each time; None where nothing."""
    return window.keys.decrypt(act["objection_enc"], "mandate_acts.objection")


def answer_of(window: Window, act: Mapping) -> str | None:
    """What was answered to it, a line each time; None before."""
    return window.keys.decrypt(act["answer_enc"], "mandate_acts.answer")


def add(window: Window, tx: Tx, viewer: Viewer, act_id: int, words: str) -> dict:
    """The person says that an act was not wanted so; said again it is added to what was said, and what
    was answered already waits for an answer again. The act's mandate. Raises Refusal not_found, invalid
    where it is too much."""
    act = tx.one(_LOCKED, id=act_id)
    row = mandates.by_id(tx, act["mandate_id"]) if act is not None else None
    if act is None or row is None or row["person_id"] not in viewer.persons:
        raise Refusal("not_found")
    whole = "\n".join(filter(None, (said(window, act), words)))
    if text.visible_length(whole) > LONGEST:
        raise Refusal("invalid", [Problem("words", "too_long", max=LONGEST)])
    waits = act["objected_at"] is not None and act["answered_at"] is None
    sealed = window.keys.encrypt(whole, "mandate_acts.objection")
    tx.run(_SAY, row_id=act_id, at=act["objected_at"] if waits else window.now(), words=sealed)
    tx.changed(t, act_id)
    return row


def waiting(window: Window, tx: Tx, viewer: Viewer, words: Words) -> list[wire.Objection]:
    """Those that wait for an answer, the oldest first; never what the viewer did themselves."""
    rows = tx.all(_WAITING, account=viewer.id or "")
    return [_shown(window, tx, row, words, whole=False) for row in rows]


def look(window: Window, tx: Tx, viewer: Viewer, act_id: int, words: Words) -> wire.Objection:
    """One of them with the person's words and name; the look is written down for the person to read.
    Raises Refusal not_found."""
    row = _own(tx, viewer, act_id)
    person = people.by_id(tx, row["person_id"])
    if person is not None:
        person_sights.note(tx, [person["id"]], viewer, PURPOSE, window.now())
    return _shown(window, tx, row, words, whole=True)


def answer(
    window: Window, tx: Tx, viewer: Viewer, act_id: int, found: str | None, words: Words
) -> wire.Objection:
    """What was found, in words for the person, who is told that they are there. Raises Refusal
    not_found, invalid at `found`, conflict where it is answered."""
    _own(tx, viewer, act_id)
    read = call_backs.finding(found)
    act = tx.one(_LOCKED, id=act_id)
    if act is None or act["answered_at"] is not None:
        raise Refusal("conflict")
    now = window.now()
    whole = "\n".join(filter(None, (answer_of(window, act), read)))
    sealed = window.keys.encrypt(whole, "mandate_acts.answer")
    tx.run(_ANSWER, row_id=act_id, at=now, words=sealed, account=viewer.id)
    tx.changed(t, act_id)
    row = _own(tx, viewer, act_id)
    whom = messages.recipient(tx, row["person_id"])
    messages.tell_account(tx, whom, TOLD, f"objection.{act_id}.{now}", {}, now)
    return _shown(window, tx, row, words, whole=True)


def _own(tx: Tx, viewer: Viewer, act_id: int) -> dict:
    row = tx.one(_ONE, id=act_id, account=viewer.id or "")
    if row is None:
        raise Refusal("not_found")
    return row


def _shown(window: Window, tx: Tx, row: Mapping, words: Words, *, whole: bool) -> wire.Objection:
    name = people.name_of(window, tx, row["person_id"]) or ""
    days = window.reference.call_backs.objection_days
    due = window.reference.deadlines.promised(days, row["objected_at"])
    zone = window.zone
    return wire.Objection(
        id=row["id"],
        title=titles.of(tx, row, words),
        name=name if whole else text.mask_name(name),
        number=row["number"],
        act=row["act"],
        helper_label=helper_names.label(window, tx, row, words),
        at=zone.iso(row["at"]),
        objected_at=zone.iso(row["objected_at"]),
        due_at=zone.iso(due.due_at),
        words=said(window, row) if whole else None,
        answer=answer_of(window, row) if whole else None,
        answered_at=zone.iso_or_none(row["answered_at"]),
    )
