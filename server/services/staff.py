"""Staff accounts as an administrator runs them, each change in the audit list.

The command line (serve.py admin) and the admin pages use the same checks and the same changes.
"""

from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules.forms import Problem
from server.services import accounts, changes, second_factors, sessions
from server.services.changes import Author
from server.services.errors import Refusal, invalid
from server.services.window import Window
from server.store import tables as t
from server.store.tx import Tx

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
LONGEST_TEXT = 60
#: Without letters and digits that are taken for each other.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_MEMBERS = ("role", "title", "staff_no", "department_id", "grid_id")
_A = t.accounts.c
_UPDATE = (
    sa.update(t.accounts)
    .where(_A.id == bindparam("account"))
    .values({name: bindparam(f"new_{name}") for name in _MEMBERS})
)
_ADMINS = sa.select(sa.func.count()).where(_A.role == "admin", _A.disabled == 0)
_LOCK = sa.select(_A.id).where(_A.role == "admin").order_by(_A.id).with_for_update()


class Duties(NamedTuple):
    """What an account does: its role, how it is called, its number, and where it works."""

    role: str
    title: str
    staff_no: str | None = None
    department_id: str | None = None
    grid_id: str | None = None


def problems_of(window: Window, duties: Duties) -> list[Problem]:
    """What is wrong with them."""
    reference = window.reference
    found = []
    if duties.role not in window.catalogue.roles.staff:
        found.append(Problem("role", "unknown"))
    if not duties.title:
        found.append(Problem("title", "required"))
    for path, text in (("title", duties.title), ("staff_no", duties.staff_no or "")):
        if len(text) > LONGEST_TEXT:
            found.append(Problem(path, "too_long", max=LONGEST_TEXT))
        elif not text.isprintable():
            found.append(Problem(path, "format"))
    for path, role, places in (
        ("department_id", "handler", reference.departments),
        ("grid_id", "grid_worker", reference.grids),
    ):
        place = getattr(duties, path)
        if (duties.role == role) != (place is not None):
            found.append(Problem(path, "required" if place is None else "unknown"))
        elif place is not None and place not in places:
            found.append(Problem(path, "unknown"))
    return found


def login_problems(login: str) -> list[Problem]:
    """What is wrong with a name to sign in with."""
    if not login:
        return [Problem("login", "required")]
    if len(login) > LONGEST_TEXT:
        return [Problem("login", "too_long", max=LONGEST_TEXT)]
    return [] if login.isprintable() and login == login.strip() else [Problem("login", "format")]


def password_problem(login: str, password: str) -> Problem | None:
    """What is wrong with a new password."""
    if len(password) < SHORTEST_PASSWORD:
        return Problem("password", "too_short", min=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        return Problem("password", "too_long", max=LONGEST_PASSWORD)
    if len(set(password)) < 5 or login.lower() in password.lower():
        return Problem("password", "guessable")
    return None


def first_password(window: Window) -> str:
    """A password to hand over, for the first sign-in."""
    letters = "".join(_ALPHABET[b % 31] for b in window.ports.random.bytes(16))
    return "-".join(letters[at : at + 4] for at in range(0, 16, 4))


def create(
    window: Window,
    tx: Tx,
    author: Author,
    login: str,
    duties: Duties,
    hashed: str,
    *,
    given: bool,
) -> dict:
    """A new account; hashed: its password's; given: somebody else chose it. Answers the row. Raises
    Refusal invalid, Duplicate."""
    problems = login_problems(login) + problems_of(window, duties)
    if problems:
        raise Refusal("invalid", problems)
    if accounts.by_login(tx, login) is not None:
        raise invalid("login", "taken")
    row = accounts.new_account(
        window,
        login=login,
        password=hashed,
        password_given=1 if given else None,
        verified=1,
        **duties._asdict(),
    )
    accounts.insert(tx, row)
    changes.note(window, tx, author, "account.create", login, duties._asdict())
    return row


def change(window: Window, tx: Tx, author: Author, account: Mapping, duties: Duties) -> None:
    """Other duties for an account; it works by them from its next request on. Raises Refusal."""
    problems = problems_of(window, duties)
    if problems:
        raise Refusal("invalid", problems)
    if account["role"] == "admin" and duties.role != "admin":
        _keep_an_admin(tx, account, author, "role")
    before = {name: account[name] for name in _MEMBERS}
    after = duties._asdict()
    if before == after:
        return
    tx.run(_UPDATE, account=account["id"], **{f"new_{name}": after[name] for name in _MEMBERS})
    tx.changed(t.accounts, account["id"])
    told = {n: [before[n], after[n]] for n in _MEMBERS if before[n] != after[n]}
    changes.note(window, tx, author, "account.change", account["login"], told)


def set_disabled(
    window: Window, tx: Tx, author: Author, account: Mapping, *, disabled: bool
) -> None:
    """Nobody signs in with a disabled account; its sessions end. Raises Refusal."""
    if bool(account["disabled"]) == disabled:
        return
    if disabled and account["role"] == "admin":
        _keep_an_admin(tx, account, author, "disabled")
    accounts.set_disabled(tx, account["id"], disabled=disabled)
    if disabled:
        sessions.revoke_all(tx, account["id"])
    kind = "account.disable" if disabled else "account.enable"
    changes.note(window, tx, author, kind, account["login"], {})


def reset(
    window: Window,
    tx: Tx,
    author: Author,
    account: Mapping,
    hashed: str,
    *,
    factor: bool | None,
    given: bool,
) -> second_factors.Made | None:
    """A new password (given: that somebody else chose), and a new second factor (True), none (False) or the same (None); its
    sessions end. Answers what was made, to be shown once."""
    accounts.set_password(tx, account["id"], hashed, given=given)
    sessions.revoke_all(tx, account["id"])
    told = {"factor": {True: "new", False: "none", None: "kept"}[factor]}
    changes.note(window, tx, author, "account.reset", account["login"], told)
    if factor is None:
        return None
    return give_factor(window, tx, account["id"], wanted=factor)


def give_factor(
    window: Window, tx: Tx, account_id: str, *, wanted: bool
) -> second_factors.Made | None:
    """A new second factor, or none any more."""
    if wanted:
        return second_factors.make(window, tx, account_id)
    second_factors.remove(tx, account_id)
    return None


def own_password(window: Window, tx: Tx, account: Mapping, hashed: str) -> None:
    """A password that its holder chose; other sessions of the account end."""
    accounts.set_password(tx, account["id"], hashed, given=False)
    sessions.revoke_all(tx, account["id"])
    author = Author(account["id"], account["login"])
    changes.note(window, tx, author, "account.password", account["login"], {})


def _keep_an_admin(tx: Tx, account: Mapping, author: Author, path: str) -> None:
    """Nobody shuts themselves out, and the last administrator stays."""
    if not tx.sqlite:
        tx.all(_LOCK)
    if account["id"] == author.account_id or (not account["disabled"] and tx.value(_ADMINS) <= 1):
        raise invalid(path, "last_admin")
