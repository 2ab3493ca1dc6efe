"""Accounts: residents by phone, staff by name and password, real names."""

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import bindparam

from server.rules import phones, text
from server.services import people
from server.services.errors import invalid
from server.services.window import Viewer, Window
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx
from server.wire import types as wire

_A = t.accounts.c
_BY_PHONE = sa.select(t.accounts).where(_A.phone_hash == bindparam("phone"))
_BY_LOGIN = sa.select(t.accounts).where(_A.login == bindparam("login"))
_BY_ID = sa.select(t.accounts).where(_A.id == bindparam("id"))
_INSERT = insert_row(t.accounts)
_SET_IDENTITY = (
    sa.update(t.accounts)
    .where(_A.id == bindparam("account"))
    .values(
        name_enc=bindparam("name"),
        id_number_enc=bindparam("id_number"),
        id_number_hash=bindparam("id_hash"),
        verified=1,
    )
)

_SET_PASSWORD = (
    sa.update(t.accounts)
    .where(_A.id == bindparam("account"))
    .values(password=bindparam("hashed"), password_given=bindparam("given"))
)
_SET_DISABLED = (
    sa.update(t.accounts).where(_A.id == bindparam("account")).values(disabled=bindparam("state"))
)
_WORKER = (
    sa.select(t.accounts)
    .where(_A.role == "grid_worker", _A.grid_id == bindparam("grid"), _A.disabled == 0)
    .order_by(_A.created_at, _A.id)
    .limit(1)
)
_STAFF = sa.select(t.accounts).where(_A.login.is_not(None)).order_by(_A.login)
_OTHERS_WITH = sa.select(_A.id).where(
    _A.id_number_hash == bindparam("id_hash"), _A.id != bindparam("account"), _A.verified == 1
)
_ONE_AT_A_TIME = sa.select(sa.func.pg_advisory_xact_lock(bindparam("lock")))

#: argon2id, RFC 9106's second recommendation (64 MiB, 3 passes).
hasher = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=2)
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=2$b25ld2luZG93LW5vYm9keQ$"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)


def by_login(tx: Tx, login: str) -> dict | None:
    """The staff account of that name."""
    return tx.one(_BY_LOGIN, login=login)


def by_id(tx: Tx, account_id: str) -> dict | None:
    """The account."""
    return tx.one(_BY_ID, id=account_id)


def password_fits(account: dict | None, password: str) -> bool:
    """Whether the password is right; takes as long when there is no such account."""
    stored = account["password"] if account and account["password"] else _NOBODY
    try:
        return hasher.verify(stored, password) and account is not None
    except (Argon2Error, InvalidHashError):
        return False


def new_account(window: Window, **members) -> dict:
    """A row with every column."""
    row = dict.fromkeys(column.name for column in t.accounts.columns)
    return {
        **row,
        "id": window.ports.random.id(),
        "verified": 0,
        "disabled": 0,
        "messages": 1,
        "created_at": window.now(),
        **members,
    }


def insert(tx: Tx, row: dict) -> None:
    """Add an account. Raises Duplicate."""
    tx.run(_INSERT, **row)
    tx.changed(t.accounts, row["id"])


def resident_of(window: Window, tx: Tx, phone: str) -> dict:
    """The resident's account for a phone, made at the first sign-in."""
    phone_hash = window.keys.lookup(phone, "accounts.phone")
    account = tx.one(_BY_PHONE, phone=phone_hash)
    if account is None:
        account = new_account(
            window,
            role="resident",
            phone_hash=phone_hash,
            phone_enc=window.keys.encrypt(phone, "accounts.phone"),
        )
        insert(tx, account)
    return account


def set_identity(window: Window, tx: Tx, account_id: str, name: str, id_number: str) -> dict:
    """Write down real name and identity number, encrypted; answers the account.

    A verified identity is not replaced by its resident alone, and one person is one verified
    account: both are for the service window. The same again changes nothing. Raises Refusal.
    """
    keys = window.keys
    id_hash = keys.lookup(id_number, "accounts.id_number")
    if not tx.sqlite:
        tx.value(_ONE_AT_A_TIME, lock=int.from_bytes(id_hash[:8], signed=True))
    account = by_id(tx, account_id)
    if account["verified"]:
        if account["id_number_hash"] != id_hash:
            raise invalid("id_number", "locked")
        if keys.decrypt(account["name_enc"], "accounts.name") != name:
            raise invalid("name", "locked")
        return account
    if tx.one(_OTHERS_WITH, id_hash=id_hash, account=account_id) is not None:
        raise invalid("id_number", "mismatch")
    tx.run(
        _SET_IDENTITY,
        account=account_id,
        name=keys.encrypt(name, "accounts.name"),
        id_number=keys.encrypt(id_number, "accounts.id_number"),
        id_hash=id_hash,
    )
    tx.changed(t.accounts, account_id)
    people.link_account(tx, account_id, id_hash)
    return by_id(tx, account_id)


def set_password(tx: Tx, account_id: str, hashed: str, *, given: bool) -> None:
    """Another password. given: by somebody else, to be changed before anything else is done."""
    tx.run(_SET_PASSWORD, account=account_id, hashed=hashed, given=1 if given else None)
    tx.changed(t.accounts, account_id)


def set_disabled(tx: Tx, account_id: str, *, disabled: bool) -> None:
    """Nobody signs in with a disabled account."""
    tx.run(_SET_DISABLED, account=account_id, state=int(disabled))
    tx.changed(t.accounts, account_id)


def staff(tx: Tx) -> list[dict]:
    """All staff accounts by login."""
    return tx.all(_STAFF)


def worker_of_grid(tx: Tx, grid_id: str) -> dict | None:
    """The grid's worker, the one who has it longest."""
    return tx.one(_WORKER, grid=grid_id)


def viewer_of(account: dict) -> Viewer:
    """The account as one who asks."""
    return Viewer(
        account["id"],
        account["role"],
        account["staff_no"],
        account["department_id"],
        account["grid_id"],
    )


def shown(window: Window, account: dict) -> wire.Account:
    """The account as its holder sees it."""
    keys = window.keys
    name = account["title"]
    if account["name_enc"] is not None:
        name = text.mask_name(keys.decrypt(account["name_enc"], "accounts.name"))
    phone = keys.decrypt(account["phone_enc"], "accounts.phone")
    return wire.Account(
        id=account["id"],
        role=account["role"],
        name=name,
        phone_masked=phones.mask_phone(phone) if phone else None,
        verified=bool(account["verified"]),
        staff_no=account["staff_no"],
        department_id=account["department_id"],
        department_name=window.reference.department_name(account["department_id"]),
        grid_id=account["grid_id"],
        actions=window.catalogue.roles.actions_of(account["role"]),
    )
