"""Messages to people's phones about their cases: put down with the step, sent as jobs.

A message is waiting until it is sent (the gateway took it), or not to be sent: declined (the
person wants none), unreachable (no mobile phone, or no gateway), failed (the gateway refused it to
the last try). Of a sent one the gateway may report that it was delivered or undelivered. It is sent
at least once: a gateway that honours the key sends it once.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.config import ConfigError
from server.rules import phones
from server.services import jobs, people
from server.services.jobs import DONE, Handler, Inside, Job, Outcome
from server.services.notifier import Notifier
from server.services.query_codes import query_code
from server.services.window import Window
from server.store import tables as t
from server.store.statements import insert_new
from server.store.tx import Tx

KIND = "message"
#: Before the id of a person who has no account, in the place of an account's.
PERSON = "person:"
#: The case of a message that is about none.
NO_CASE = 0
#: What a gateway may report.
REPORTED = ("delivered", "undelivered")
_LONGEST_ERROR = 300
#: With the waits of services.jobs these are five hours.
TRIES = 12

_M, _A, _C = t.messages.c, t.accounts.c, t.cases.c
_INSERT = insert_new(t.messages, "key")
_TO_SEND = (
    sa.select(
        _M.account_id,
        _M.state,
        _M.case_id,
        _A.phone_enc,
        _A.disabled,
        _A.messages.label("wanted"),
        _C.owner_id,
        _C.contact_phone_enc,
    )
    .outerjoin(t.accounts, _A.id == _M.account_id)
    .outerjoin(t.cases, _C.id == _M.case_id)
    .where(_M.key == bindparam("message"))
)
_CHANGE = (
    sa.update(t.messages)
    .where(_M.key == bindparam("message"), _M.state == "waiting")
    .values(state=bindparam("new_state"), error=bindparam("why"), changed_at=bindparam("at"))
)
#: A report may be here before the answer that the gateway took the message.
_REPORT = (
    sa.update(t.messages)
    .where(
        _M.key == bindparam("message"),
        _M.state.in_([sa.literal_column(f"'{s}'") for s in ("waiting", "sent", *REPORTED)]),
    )
    .values(state=bindparam("new_state"), error=bindparam("why"), changed_at=bindparam("at"))
)
_SUPERVISORS = sa.select(_A.id).where(
    _A.role == "supervisor", _A.disabled == 0, _A.phone_enc.is_not(None)
)
_WANTED = sa.select(_A.messages, _A.no_reminders).where(_A.id == bindparam("account"))
_SET_WANTED = (
    sa.update(t.accounts)
    .where(_A.id == bindparam("account"))
    .values(messages=bindparam("wanted"), no_reminders=bindparam("none"))
)
#: Texts that ask for papers.
_ASKS = ("correction", "correction_reminder", "promise_reminder", "promise_over")
OLD = sa.delete(t.messages).where(_M.created_at < bindparam("before"))


def tell_filer(tx: Tx, case: dict, told: str, now: int) -> None:
    """Put down what a step says to whose the case is. told: which text; who has no account is told
    only how far it is, or that papers are wanted, and where to ask."""
    whose, occasion = case["owner_id"], str(case["version"])
    if whose is None and case["person_id"] is not None:
        whose = recipient(tx, case["person_id"])
        if whose.startswith(PERSON):
            occasion = f"{occasion}.{told}"
            told = "person.asked" if told in _ASKS else "person.moved"
    if whose is not None:
        _put_down(tx, case, told, whose, occasion, now)


def tell_person(tx: Tx, case: dict, person_id: str, worker: str | None, now: int) -> None:
    """Put down the receipt of what was filed for a person: number, query code, and who filed it."""
    also = {"salt": bytes(case["code_salt"]).hex(), "worker": worker}
    whom = case["owner_id"] or recipient(tx, person_id)
    _put_down(tx, case, "person.filed", whom, str(case["version"]), now, also)


def recipient(tx: Tx, person_id: str) -> str:
    """Whom to tell: the person's account, or the person where there is none."""
    person = people.by_id(tx, person_id)
    account = person["account_id"] if person is not None else None
    return account or PERSON + (person["id"] if person is not None else person_id)


def tell_joined(tx: Tx, case: dict, joined: Iterable[str], now: int) -> None:
    """Put down for who joined the case that it is in another state."""
    for account in joined:
        _put_down(tx, case, "joined", account, str(case["version"]), now)


def tell_supervisors(tx: Tx, case: dict, task: dict, now: int) -> None:
    """Put down that a task of the case is overdue."""
    for row in tx.all(_SUPERVISORS):
        _put_down(tx, case, "overdue", row["id"], f"task{task['id']}", now)


def tell_account(
    tx: Tx, account: str, told: str, occasion: str, values: dict[str, str], now: int
) -> None:
    """Put down what is said to somebody that is about no case, once for each occasion. values: of
    the text."""
    row = {"account_id": account, "case_id": NO_CASE, "told": told, "created_at": now}
    _insert(tx, f"{occasion}.{told}.{account}", row, {"values": values}, now)


def _put_down(
    tx: Tx,
    case: dict,
    told: str,
    account: str,
    occasion: str,
    now: int,
    also: Mapping | None = None,
) -> None:
    key = f"{case['number']}.{occasion}.{told}.{account}"
    row = {"account_id": account, "case_id": case["id"], "told": told, "created_at": now}
    says = {name: case[name] for name in ("number", "state", "department_id", "kind", "title")}
    _insert(tx, key, row, {**says, **(also or {})}, now)


def _insert(tx: Tx, key: str, row: dict, says: dict, now: int) -> None:
    new = tx.run(tx.pick(_INSERT), key=key, state="waiting", error=None, changed_at=now, **row)
    if new:
        jobs.add(tx, KIND, key, now, now, {"message": key, "told": row["told"], **says})


def handler(window: Window, notifier: Notifier | None) -> Handler:
    """How messages are sent. Raises ConfigError for quiet hours that are none."""
    hours = window.config.messages
    for name in ("quiet_from", "quiet_until"):
        if getattr(hours, name) not in range(24):
            raise ConfigError(f"messages.{name} must be an hour from 0 to 23")

    async def send(job: Job) -> Inside:
        row, phone = await window.database.read(lambda tx: _to_send(window, tx, job))
        if row is None or row["state"] != "waiting":
            return _nothing
        if row["wanted"] == 0:
            return _becomes(window, "declined")
        if phone is None or row["disabled"] or notifier is None:
            return _becomes(window, "unreachable")
        later = quiet_until(window, window.now())
        if later is not None:
            return lambda tx, job: Outcome(later)
        await notifier.tell(phone, text_of(window, job.payload), job.payload["message"])
        return _becomes(window, "sent")

    return Handler(outside=send, tries=TRIES, given_up=_becomes(window, "failed"))


def _to_send(window: Window, tx: Tx, job: Job) -> tuple[dict | None, str | None]:
    """The message with the phone it goes to."""
    row = tx.one(_TO_SEND, **_of(job))
    if row is None:
        return None, None
    if row["account_id"].startswith(PERSON):
        return row, _phone_of_person(window, tx, row["account_id"].removeprefix(PERSON))
    if row["case_id"] == NO_CASE and people.holder_died(tx, row["account_id"]):
        return row, None  # how far a case is, who goes on with it may have to know
    return row, _phone(window, row)


def _phone_of_person(window: Window, tx: Tx, person_id: str) -> str | None:
    """The mobile phone of a person who has no account; nobody phones who is dead."""
    person = people.by_id(tx, person_id)
    if person is None or person["state"] == people.DEAD:
        return None
    known = people.facts_of(window, tx, person["id"])
    phone = known["phone"].value if "phone" in known else ""
    return phone if phones.read_phone(phone).error is None else None


def _of(job: Job) -> dict:
    return {"message": job.payload["message"]}


def _nothing(tx: Tx, job: Job) -> Outcome:
    return DONE


def _becomes(window: Window, state: str) -> Inside:
    def write(tx: Tx, job: Job) -> Outcome:
        tx.run(_CHANGE, **_of(job), new_state=state, why=None, at=window.now())
        return DONE

    return write


def reported(window: Window, tx: Tx, key: str, state: str, error: str | None) -> bool:
    """Write down what the gateway says of a message; False where none such was handed over."""
    why = error[:_LONGEST_ERROR] if error else None
    return tx.run(_REPORT, message=key, new_state=state, why=why, at=window.now()) == 1


def text_of(window: Window, says: dict) -> str:
    """The words of a message."""
    words = window.library.choose("")
    if "values" in says:
        return words(f"sms.{says['told']}", phone=window.reference.street.phone, **says["values"])
    department = window.reference.department_name(says["department_id"])
    own = f"sms.{says.get('kind')}.{says['told']}"
    code = ""
    if "salt" in says:
        code = query_code(window, says["number"], bytes.fromhex(says["salt"]))
    worker = says.get("worker")
    who = words("actor.grid_worker", number=worker) if worker else words("message.helper")
    return words(
        own if words.has(own) else f"sms.{says['told']}",
        title=says.get("title"),
        number=says["number"],
        state=words(f"state.{says['state']}"),
        department=department or window.reference.street.center_name,
        phone=window.reference.street.phone,
        code=code,
        who=who,
    )


def _phone(window: Window, row: dict) -> str | None:
    """The mobile phone a message goes to: the filer's contact phone first, then the account's."""
    keys = window.keys
    given = None
    if row["owner_id"] == row["account_id"]:
        given = keys.decrypt(row["contact_phone_enc"], "cases.contact_phone")
    for phone in (given, keys.decrypt(row["phone_enc"], "accounts.phone")):
        if phone and phones.read_phone(phone).error is None:
            return phone
    return None


def quiet_until(window: Window, now: int) -> int | None:
    """The end of the quiet hours that hold the moment, None outside them (ms)."""
    start, end = window.config.messages.quiet_from, window.config.messages.quiet_until
    local = window.zone.local(now)
    over_midnight = start > end
    if over_midnight:
        quiet = local.hour >= start or local.hour < end
    else:
        quiet = start <= local.hour < end
    if not quiet:
        return None
    morning = local.replace(hour=end, minute=0, second=0, microsecond=0)
    if morning <= local:
        morning += timedelta(days=1)
    return int(morning.timestamp() * 1000)


class Wanted(NamedTuple):
    """What an account wants to be told: sms of its cases and bookings, and reminders of services."""

    sms: bool
    reminders: bool


def wanted(tx: Tx, account: str) -> Wanted:
    """What the account wants to be told."""
    row = tx.one(_WANTED, account=account)
    return Wanted(bool(row["messages"]), not row["no_reminders"])


def set_wanted(tx: Tx, account: str, wanted: Wanted) -> None:
    """Write down what the account wants to be told; what waits for its time obeys it too."""
    none = None if wanted.reminders else 1
    tx.run(_SET_WANTED, account=account, wanted=int(wanted.sms), none=none)
    tx.changed(t.accounts, account)
