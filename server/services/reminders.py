"""主动提醒: once a day the portal looks whom a service may be for that they have not asked for, and tells
them why, and how to stop it: once a year a person and rule, and nobody who said no.

Whom no message reaches, a grid worker visits (services/visits): who is known but has no account, and
who was told and did nothing about it for ANSWER_MS.
"""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules.catalogue.reminders_file import Rule
from server.rules.expressions import Scope, is_true
from server.rules.visits import PROACTIVE
from server.services import accounts, facts, messages, people, people_desk, visits
from server.services.jobs import Job, Outcome
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables as t
from server.store.people_tables import persons
from server.store.statements import upsert_row
from server.store.tx import Tx
from server.wire import affairs as wire

KIND = "reminders"
#: When it is looked, every day (hour, minute of the street's own time).
AT = (8, 30)
#: Looked at in one go, so that other writes do not wait.
AT_ONCE = 200
YEAR_MS = 365 * 86_400_000
#: So long somebody who was told has to answer, before a worker comes: 14 days.
ANSWER_MS = 14 * 86_400_000
#: The text that goes to the phone.
TOLD = "reminder"
#: Services whose result is a residence permit with its last day.
PERMITS = ("residence_permit", "permit_renewal")

_A, _R, _C = t.accounts.c, t.reminders.c, t.cases.c
_PEOPLE = (
    sa.select(t.accounts)
    .where(
        _A.role == "resident",
        _A.disabled == 0,
        _A.verified == 1,
        _A.no_reminders.is_(None),
        _A.id > bindparam("after"),
    )
    .order_by(_A.id)
    .limit(AT_ONCE)
)
_TOLD = sa.select(_R.rule, _R.at).where(_R.account_id == bindparam("account"))
_NOTE = upsert_row(t.reminders, ["account_id", "rule"], {"at": bindparam("at")})
_HAS = sa.select(_C.state).where(
    _C.owner_id == bindparam("account"), _C.service == bindparam("service")
)
_PERSONS = (
    sa.select(persons)
    .where(
        persons.c.state == people.LIVING,
        persons.c.merged_into.is_(None),
        persons.c.id > bindparam("after"),
    )
    .order_by(persons.c.id)
    .limit(AT_ONCE)
)
_FILED_FOR = sa.select(_C.state).where(
    _C.person_id == bindparam("person"), _C.service == bindparam("service")
)
_PERMIT = (
    sa.select(sa.func.max(t.results.c.valid_until))
    .join(t.cases, _C.id == t.results.c.case_id)
    .where(
        _C.owner_id == bindparam("account"),
        _C.service.in_([sa.literal_column(f"'{code}'") for code in PERMITS]),
        t.results.c.revoked_at.is_(None),
        t.results.c.valid_until.is_not(None),
    )
)
OLD = sa.delete(t.reminders).where(_R.at < bindparam("before"))
KEEP_MS = 2 * YEAR_MS


def look(window: Window, tx: Tx, job: Job) -> Outcome:
    """Look at some accounts, then at some persons, and go on with the next, or tomorrow with the
    first (a job)."""
    if "persons" not in job.payload:
        found = tx.all(_PEOPLE, after=job.payload.get("after", ""))
        for account in found:
            for rule in () if people.holder_died(tx, account["id"]) else _due(window, tx, account):
                _tell(window, tx, account["id"], rule)
        job.payload["after"] = found[-1]["id"] if found else ""
        if len(found) < AT_ONCE:
            job.payload["persons"] = ""
        return Outcome(window.now())
    found = tx.all(_PERSONS, after=job.payload["persons"])
    for person in found:
        _visit(window, tx, person)
    if len(found) == AT_ONCE:
        job.payload["persons"] = found[-1]["id"]
        return Outcome(window.now())
    job.payload.clear()
    return Outcome(_tomorrow(window))


def _tomorrow(window: Window) -> int:
    hour, minute = AT
    now = window.zone.local(window.now())
    at = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return int((at if at > now else at + timedelta(days=1)).timestamp() * 1000)


def _due(window: Window, tx: Tx, account: dict) -> list[Rule]:
    """The rules that hold for somebody who was not told of them within a year and does not have, or
    ask for, what they are about."""
    scope = Scope(facts=_known(window, tx, account), today=window.today().isoformat())
    held = [rule for rule in window.reference.reminders if is_true(rule.when, scope)]
    if not held:
        return []
    since = window.now() - YEAR_MS
    told = {row["rule"] for row in tx.all(_TOLD, account=account["id"]) if row["at"] > since}
    return [r for r in held if r.id not in told and not _has(window, tx, account["id"], r)]


def _known(window: Window, tx: Tx, account: dict) -> dict[str, Any]:
    known = facts.of_account(window, account)
    ends = tx.value(_PERMIT, account=account["id"])
    if ends is not None:
        known |= {"person.residence_permit": True, "person.permit_ends": ends}
    return facts.tree(known)


def _has(window: Window, tx: Tx, account: str, rule: Rule) -> bool:
    """Whether the person asks for the service now, or was granted it; a permit that ends is asked
    for again."""
    again = rule.service in PERMITS
    rules = window.catalogue.case
    return any(
        rules.is_open(row["state"]) or (row["state"] == "closed" and not again)
        for row in tx.all(_HAS, account=account, service=rule.service)
    )


def _tell(window: Window, tx: Tx, account: str, rule: Rule) -> None:
    now = window.now()
    tx.run(tx.pick(_NOTE), account_id=account, rule=rule.id, at=now)
    words = window.library.choose("")
    values = {
        "why": words(f"reminder.{rule.id}"),
        "service": window.reference.affairs.title(rule.service, words.language),
    }
    day = window.zone.local(now).date().isoformat()
    messages.tell_account(tx, account, TOLD, f"reminder.{rule.id}.{day}", values, now)


def _visit(window: Window, tx: Tx, person: dict) -> None:
    """Send somebody to a person whom a service may be for, where no message reaches it."""
    account = accounts.by_id(tx, person["account_id"]) if person["account_id"] else None
    if account is not None and account["no_reminders"] is not None:
        return
    known = facts.tree(people_desk.facts_for(window, tx, person["id"]))
    scope = Scope(facts=known, today=window.today().isoformat())
    now = window.now()
    since = now - YEAR_MS
    for rule in window.reference.reminders:
        if not is_true(rule.when, scope) or _has_as_person(window, tx, person, rule):
            continue
        sent = visits.last_sent(tx, person["id"], rule.service)
        if sent is not None and sent > since:
            continue
        if account is None:
            _send(window, tx, person, rule, "no_phone")
        elif not _has(window, tx, account["id"], rule):
            told = {row["rule"]: row["at"] for row in tx.all(_TOLD, account=account["id"])}
            if since < told.get(rule.id, 0) <= now - ANSWER_MS:
                _send(window, tx, person, rule, "no_answer")


def _has_as_person(window: Window, tx: Tx, person: dict, rule: Rule) -> bool:
    """Whether a helper filed it for the person already."""
    rules = window.catalogue.case
    rows = tx.all(_FILED_FOR, person=person["id"], service=rule.service)
    return any(rules.is_open(row["state"]) or row["state"] == "closed" for row in rows)


def _send(window: Window, tx: Tx, person: dict, rule: Rule, why: str) -> None:
    words = window.library.choose("")
    title = window.reference.affairs.title(rule.service, words.language)
    wanted = visits.to_person(
        window,
        tx,
        person,
        PROACTIVE,
        id=window.ports.random.id(),
        matter=words(f"visit.proactive.{why}", service=title),
        service=rule.service,
    )
    visits.open_visit(window, tx, wanted, None)


def own(window: Window, tx: Tx, viewer: Viewer, words: Words) -> wire.Reminders:
    """What the viewer was told of within a year, the newest first."""
    by_id = {rule.id: rule for rule in window.reference.reminders}
    since = window.now() - YEAR_MS
    rows = [r for r in tx.all(_TOLD, account=viewer.id) if r["at"] > since and r["rule"] in by_id]
    return wire.Reminders(
        [
            wire.Reminder(
                row["rule"],
                by_id[row["rule"]].service,
                window.reference.affairs.title(by_id[row["rule"]].service, words.language),
                words(f"reminder.{row['rule']}"),
                window.zone.iso(row["at"]),
            )
            for row in sorted(rows, key=lambda row: (-row["at"], row["rule"]))
        ]
    )
