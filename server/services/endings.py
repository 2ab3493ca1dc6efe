"""What ends soon and can be had again: what somebody was granted for so many months, and mandates. The days
before are data (reminders.json); services/reminders tells it."""

import calendar
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import mandates as rules
from server.rules.applications import SELF
from server.services import accounts, corrections, definitions, mandates, messages, people
from server.services.window import Window
from server.services.words import Words
from server.store import mandate_tables as m
from server.store import tables as t
from server.store.tx import Tx

_C, _R, _M = t.cases.c, t.results.c, m.mandates.c
_GRANTED = (
    sa.select(t.cases, _R.issued_at, _R.valid_until)
    .join(t.results, _R.case_id == _C.id)
    .where(
        _C.owner_id == bindparam("account"),
        _C.service.is_not(None),
        _C.state.in_([sa.literal_column(f"'{state}'") for state in ("granted", "closed")]),
        _R.revoked_at.is_(None),
    )
    .order_by(_C.id.desc())
)
#: Mandates looked at in one go.
AT_ONCE = 200
_ENDING = (
    sa.select(m.mandates)
    .where(
        _M.revoked_at.is_(None),
        _M.last_day >= bindparam("today"),
        _M.last_day <= bindparam("until"),
        _M.id > bindparam("after"),
    )
    .order_by(_M.id)
    .limit(AT_ONCE)
)


class Ending(NamedTuple):
    """Whom it is to be told that a mandate ends: an account's id, or messages.PERSON with a person's; which
    text; of which mandate; values: of the text."""

    whom: str
    told: str
    mandate: str
    values: dict[str, str]


def benefits(window: Window, tx: Tx, account: str, days: int) -> list[str]:
    """The services that somebody was granted for themselves, for a time that ends within so many days,
    and has not asked for again."""
    today = window.today()
    seen: set[str] = set()
    found = []
    for case in tx.all(_GRANTED, account=account):
        service = case["service"]
        if service in seen or corrections.filed_answers(window, case).get("for") != SELF:
            continue
        seen.add(service)  # the newest counts
        months = definitions.of_case(tx, case).service.get("valid_months")
        if months is None or service not in window.reference.affairs.by_code:
            continue
        granted = window.zone.local(case["issued_at"]).date()
        ends = _day(case["valid_until"]) or plus_months(granted, months)
        if today <= ends <= today + timedelta(days=days):
            found.append(service)
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def plus_months(day: date, months: int) -> date:
    """The same day so many months later; the last of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def ending_mandates(window: Window, tx: Tx, after: str, days: int) -> list[dict]:
    """Some mandates that end within so many days, by their ids from that one on."""
    today = window.today()
    until = (today + timedelta(days=days)).isoformat()
    return tx.all(_ENDING, today=today.isoformat(), until=until, after=after)


def told_of(window: Window, tx: Tx, row: Mapping, words: Words, days: int) -> Iterator[Ending]:
    """Who is told that a mandate ends: who gave it and who helps, as far as they have an account, or a
    phone. One that was given for fewer days from the beginning is not spoken of."""
    person = people.by_id(tx, row["person_id"])
    rule = mandates.rule_of(row, person)
    first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
    running = rules.state(rule, window.today().isoformat()) == "running"
    if person is None or not running or (last - first).days <= days:
        return
    helper = accounts.by_id(tx, row["helper_id"])
    day, signed = words.day(row["last_day"]), words.day(row["first_day"])
    name = people.name_of(window, tx, person["id"]) or ""
    who = accounts.shown(window, helper).name if helper is not None else ""
    shared = {"day": day, "signed": signed}
    whom = person["account_id"] or messages.PERSON + person["id"]
    yield Ending(whom, "mandate_ends.person", row["id"], {**shared, "who": who or ""})
    if helper is not None and not helper["disabled"]:
        yield Ending(helper["id"], "mandate_ends.helper", row["id"], {**shared, "who": name})
