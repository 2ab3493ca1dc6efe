"""主动提醒: once a day the portal looks whom a service may be for that they have not asked for, and tells
them why, and how to stop it: once a year a person and rule, and nobody who said no. Where the service
comes prepared (services/prepared) and everything is known, the application is prepared with it.

Whom no message reaches, a grid worker visits (services/visits): who is known but has no account, and
who was told and gave no answer for as long as reminders.json says. An answer is to look at it, to
file it or to say no.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import applications
from server.rules.catalogue.reminders_file import Rule
from server.rules.expressions import Scope, is_true
from server.rules.visits import PROACTIVE
from server.services import (
    accounts,
    endings,
    facts,
    messages,
    people,
    people_desk,
    prepared,
    visits,
)
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
DAY_MS = 86_400_000
YEAR_MS = 365 * DAY_MS
#: The texts that go to the phone: of a service, and of one that is prepared.
TOLD, TOLD_PREPARED = "reminder", "prepared"
#: The rule of what was granted for a time, before the service's code.
BENEFIT = "benefit_ends"
#: Who is younger is a child of its household.
CHILD_YEARS = 18

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
_TOLD = sa.select(_R.rule, _R.at, _R.seen_at).where(_R.account_id == bindparam("account"))
_NOTE = upsert_row(
    t.reminders,
    ["account_id", "rule"],
    {"at": bindparam("at"), "seen_at": bindparam("seen_at")},
)
_SEEN = (
    sa.update(t.reminders)
    .where(_R.account_id == bindparam("account"), _R.seen_at.is_(None))
    .values(seen_at=bindparam("now"))
)
_HAS = sa.select(_C.state, _C.created_at, _C.answers).where(
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
_FILED_FOR = sa.select(_C.state, _C.created_at, _C.answers).where(
    _C.person_id == bindparam("person"), _C.service == bindparam("service")
)
OLD = sa.delete(t.reminders).where(_R.at < bindparam("before"))
KEEP_MS = 2 * YEAR_MS


def look(window: Window, tx: Tx, job: Job) -> Outcome:
    """Look at some accounts, at some persons, then at some mandates, and go on with the next, or tomorrow with the
    first (a job)."""
    if "mandates" in job.payload:
        return _look_at_mandates(window, tx, job)
    if "persons" not in job.payload:
        found = tx.all(_PEOPLE, after=job.payload.get("after", ""))
        for account in found:
            if not people.holder_died(tx, account["id"]):
                _say(window, tx, account)
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
    job.payload["mandates"] = ""
    return Outcome(window.now())


def _look_at_mandates(window: Window, tx: Tx, job: Job) -> Outcome:
    days = window.reference.reminders.mandate_days
    found = endings.ending_mandates(window, tx, job.payload["mandates"], days)
    words = window.library.choose("")
    for row in found:
        for one in endings.told_of(window, tx, row, words, days):
            _tell_ending(window, tx, one)
    if len(found) == endings.AT_ONCE:
        job.payload["mandates"] = found[-1]["id"]
        return Outcome(window.now())
    job.payload.clear()
    return Outcome(_tomorrow(window))


def _tomorrow(window: Window) -> int:
    hour, minute = AT
    now = window.zone.local(window.now())
    at = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return int((at if at > now else at + timedelta(days=1)).timestamp() * 1000)


def _say(window: Window, tx: Tx, account: dict) -> None:
    """Prepare what is prepared by the rules that hold for somebody, and tell them of these: once a
    year, and not of what they have or ask for."""
    rules = window.reference.reminders
    known = facts.of_resident(window, tx, account)
    scope = _scope(window, known)
    children = _children(window, tx, account["id"])
    held = [
        rule
        for rule in rules.rules
        if _holds(rule, [_scope(window, known | one) for one in children] or [scope])
        and not _has(window, tx, account["id"], rule, scope)
    ]
    for service in endings.benefits(window, tx, account["id"], rules.benefit_days):
        rule = Rule(f"{BENEFIT}.{service}", service, False, visit=False)
        if not _is_asked(window, tx, account["id"], service):
            held.append(rule)
    if not held:
        return
    since = window.now() - YEAR_MS
    told = {row["rule"] for row in tx.all(_TOLD, account=account["id"]) if row["at"] > since}
    for rule in held:
        if prepared.prepare(window, tx, account, rule.service, rule.id):
            _tell(window, tx, account["id"], rule, TOLD_PREPARED)
        elif rule.id not in told:
            _tell(window, tx, account["id"], rule, TOLD)


def _tell_ending(window: Window, tx: Tx, one: endings.Ending) -> None:
    """Tell somebody once that a mandate ends, unless they said no."""
    account = accounts.by_id(tx, one.whom)
    if account is not None and account["no_reminders"] is not None:
        return
    rule = f"mandate_ends.{one.mandate}"
    if any(row["rule"] == rule for row in tx.all(_TOLD, account=one.whom)):
        return
    now = window.now()
    tx.run(tx.pick(_NOTE), account_id=one.whom, rule=rule, at=now, seen_at=None)
    messages.tell_account(tx, one.whom, one.told, rule, one.values, now)


def _scope(window: Window, known: Mapping) -> Scope:
    return Scope(facts=facts.tree(known), today=window.today().isoformat())


def _children(window: Window, tx: Tx, account: str) -> list[dict]:
    """The facts of each child of somebody's household, as the street has it registered."""
    person = people.of_account(tx, account)
    if person is None or person["state"] != people.LIVING:
        return []
    born = [
        people.facts_of(window, tx, one)["birth_date"].value
        for one in people.household_of(tx, person["id"])
        if "birth_date" in people.facts_of(window, tx, one)
    ]
    today = window.today()
    return [
        {"person.child_birth_date": day} for day in born if people.age(day, today) < CHILD_YEARS
    ]


def _holds(rule: Rule, scopes: Iterable[Scope]) -> bool:
    return any(is_true(rule.when, scope) for scope in scopes)


def _is_asked(window: Window, tx: Tx, account: str, service: str) -> bool:
    rows = tx.all(_HAS, account=account, service=service)
    is_open = window.catalogue.case.is_open
    return any(is_open(row["state"]) and row["state"] != "granted" for row in rows)


def _has(window: Window, tx: Tx, account: str, rule: Rule, scope: Scope) -> bool:
    """Whether the person asks for the service now, or was granted it since the rule holds."""
    rows = tx.all(_HAS, account=account, service=rule.service)
    own = [row for row in rows if _is_for_self(row)]
    return _counts(window, own, rule, scope)


def _is_for_self(row: Mapping) -> bool:
    given = msgspec.json.decode(row["answers"], type=dict)
    return given.get("for") == applications.SELF


def _counts(window: Window, rows: Iterable[Mapping], rule: Rule, scope: Scope) -> bool:
    """Whether one of the applications makes it needless to tell: what was granted before the rule held
    (the allowance of who turns 90 now, a permit that ends) is to be asked for again."""
    for row in rows:
        if window.catalogue.case.is_open(row["state"]):
            return True
        if row["state"] == "closed":
            day = window.zone.local(row["created_at"]).date().isoformat()
            if is_true(rule.when, scope._replace(today=day)):
                return True
    return False


def _tell(window: Window, tx: Tx, account: str, rule: Rule, told: str) -> None:
    now = window.now()
    tx.run(tx.pick(_NOTE), account_id=account, rule=rule.id, at=now, seen_at=None)
    words = window.library.choose("")
    values = {
        "why": words(f"reminder.{reason_of(rule.id)}"),
        "service": window.reference.affairs.title(rule.service, words.language),
    }
    if told == TOLD_PREPARED:
        url = window.config.server.public_url
        place = f"{url.rstrip('/')}{prepared.PATH}{rule.service}"
        values["where"] = place if url else words("reminder.where")
    day = window.zone.local(now).date().isoformat()
    messages.tell_account(tx, account, told, f"reminder.{rule.id}.{day}", values, now)


def _visit(window: Window, tx: Tx, person: dict) -> None:
    """Send somebody to a person whom a service may be for, where no message reaches it."""
    account = accounts.by_id(tx, person["account_id"]) if person["account_id"] else None
    if account is not None and account["no_reminders"] is not None:
        return
    scope = _scope(window, people_desk.facts_for(window, tx, person["id"]))
    rules = window.reference.reminders
    now = window.now()
    since = now - YEAR_MS
    for rule in rules.rules:
        if not rule.visit or not is_true(rule.when, scope):
            continue
        filed = tx.all(_FILED_FOR, person=person["id"], service=rule.service)
        if _counts(window, filed, rule, scope):
            continue
        sent = visits.last_sent(tx, person["id"], rule.service)
        if sent is not None and sent > since:
            continue
        if account is None:
            _send(window, tx, person, rule, "no_phone")
        elif not _has(window, tx, account["id"], rule, scope):
            told = {row["rule"]: row for row in tx.all(_TOLD, account=account["id"])}.get(rule.id)
            waited = now - rules.answer_days * DAY_MS
            if told is None or not since < told["at"] <= waited or told["seen_at"] is not None:
                continue
            ready = prepared.row_of(tx, account["id"], rule.service)
            if ready is None:
                _send(window, tx, person, rule, "no_answer")
            elif ready["state"] == prepared.WAITING and ready["opened_at"] is None:
                _send(window, tx, person, rule, "prepared")


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
    services = {rule.id: rule.service for rule in window.reference.reminders.rules}
    since = window.now() - YEAR_MS
    ready = {row["service"]: row["state"] for row in prepared.all_of(tx, viewer.id or "")}
    told = [(row, _service_of(row["rule"], services)) for row in tx.all(_TOLD, account=viewer.id)]
    titles = window.reference.affairs.by_code
    rows = [(row, service) for row, service in told if row["at"] > since and service in titles]
    return wire.Reminders(
        [
            wire.Reminder(
                row["rule"],
                service,
                window.reference.affairs.title(service, words.language),
                words(f"reminder.{reason_of(row['rule'])}"),
                window.zone.iso(row["at"]),
                ready.get(service),
            )
            for row, service in sorted(rows, key=lambda one: (-one[0]["at"], one[0]["rule"]))
        ]
    )


def reason_of(rule: str) -> str:
    """The id by which the words say why: without what of several it is about."""
    return rule.partition(".")[0]


def _service_of(rule: str, services: Mapping[str, str]) -> str | None:
    """What somebody was told of; None for a rule that is no more, and for a mandate."""
    begin, _, service = rule.partition(".")
    return service if begin == BENEFIT else services.get(rule)


def has_unseen(tx: Tx, viewer: Viewer) -> bool:
    """Whether the viewer was told of something and did not look at it yet."""
    return any(row["seen_at"] is None for row in tx.all(_TOLD, account=viewer.id))


def saw(window: Window, tx: Tx, viewer: Viewer) -> None:
    """Write down that the viewer looked at what they were told of."""
    tx.run(_SEEN, account=viewer.id, now=window.now())
