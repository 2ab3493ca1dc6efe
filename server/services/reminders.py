"""主动提醒: once a day the portal looks whom a service may be for that they have not asked for, and tells
them why, and how to stop it: once a year a person and rule, and nobody who said no."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules.catalogue.reminders_file import Rule
from server.rules.expressions import Scope, is_true
from server.services import facts, messages
from server.services.jobs import Job, Outcome
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables as t
from server.store.statements import upsert_row
from server.store.tx import Tx
from server.wire import affairs as wire

KIND = "reminders"
#: When it is looked, every day (hour, minute of the street's own time).
AT = (8, 30)
#: Looked at in one go, so that other writes do not wait.
AT_ONCE = 200
YEAR_MS = 365 * 86_400_000
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
    """Look at some people, and go on with the next, or tomorrow with the first (a job)."""
    people = tx.all(_PEOPLE, after=job.payload.get("after", ""))
    for account in people:
        for rule in _due(window, tx, account):
            _tell(window, tx, account["id"], rule)
    if len(people) == AT_ONCE:
        job.payload["after"] = people[-1]["id"]
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
