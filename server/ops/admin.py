"""serve.py admin: staff accounts from the command line, the first one of a street above all.

A password comes from the terminal (typed twice, not shown) or as a line on standard input; never as
an argument, which every user of the machine could read.
"""

import argparse
import getpass
import sys
from collections.abc import Callable
from typing import Any

from server.config import Config, ConfigError
from server.rules import totp
from server.services import accounts, second_factors, staff
from server.services.changes import Author
from server.services.errors import Refusal, invalid
from server.services.staff import LONGEST_PASSWORD, SHORTEST_PASSWORD
from server.services.window import Window
from server.store.errors import Duplicate
from server.store.tx import Tx

#: What is said on the command line of a wrong member, by path and code; else the code.
_SAID = {
    ("role", "unknown"): "no staff role {role}: {roles}",
    ("department_id", "required"): "a handler has a department, the others have none",
    ("department_id", "unknown"): "a handler has one of the departments {departments}",
    ("grid_id", "required"): "a grid worker has a grid, the others have none",
    ("grid_id", "unknown"): "only a grid worker has a grid, one that is there",
    ("login", "taken"): "{login} is there already",
    (
        "password",
        "too_short",
    ): f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters",
    (
        "password",
        "too_long",
    ): f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters",
    ("password", "guessable"): "this password is guessed too easily",
    ("role", "last_admin"): "the last administrator stays one",
    ("disabled", "last_admin"): "the last administrator stays one",
}
_AUTHOR = Author()


class AdminError(ConfigError):
    """What was asked cannot be done so."""


def add_arguments(admin: argparse.ArgumentParser, common: Callable) -> None:
    """The sub-commands of admin."""
    commands = admin.add_subparsers(dest="action", metavar="action", required=True)
    create = commands.add_parser("create", help="a new staff account")
    create.add_argument("login", help="name to sign in with")
    create.add_argument("--role", default="admin", help="a staff role of roles.json (admin)")
    create.add_argument("--title", help="how the account is called (its role's name)")
    create.add_argument("--staff-no", help="number shown to residents, e.g. 2017")
    create.add_argument("--department", help="id in street.json; a handler needs one")
    create.add_argument("--grid", help="id of the grid; a grid worker needs one")
    reset = commands.add_parser("reset", help="a new password and a new second factor")
    reset.add_argument("--keep-factor", action="store_true", help="only a new password")
    for command in (create, reset):
        command.add_argument(
            "--no-factor", action="store_true", help="sign in by password alone (not advised)"
        )
        command.add_argument(
            "--given", action="store_true", help="its holder has to change the password first"
        )
    others = [
        commands.add_parser("disable", help="nobody signs in with it; its sessions end"),
        commands.add_parser("enable", help="undo disable"),
    ]
    listing = commands.add_parser("list", help="all staff accounts")
    for command in (reset, *others):
        command.add_argument("login")
    for command in (create, reset, *others, listing):
        common(command, again=True)


def run(config: Config, options: argparse.Namespace) -> int:
    """Do what was asked. Raises AdminError."""
    from server.state import open_window

    window = open_window(config, existing=options.action != "create")
    return {
        "create": _create,
        "reset": _reset,
        "disable": _disable,
        "enable": _disable,
        "list": _list,
    }[options.action](window, options)


def read_password(login: str) -> str:
    """A new password. Raises AdminError saying what is wrong with it."""
    if sys.stdin.isatty():
        password = getpass.getpass("Password: ")
        if getpass.getpass("Again:    ") != password:
            raise AdminError("the two passwords differ")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    problem = staff.password_problem(login, password)
    if problem is not None:
        raise AdminError(_SAID[problem.path, problem.code])
    return password


def _create(window: Window, options: argparse.Namespace) -> int:
    login = options.login.strip()
    duties = staff.Duties(
        options.role, options.title or login, options.staff_no, options.department, options.grid
    )
    problems = staff.login_problems(login) + staff.problems_of(window, duties)
    if problems:
        raise _said(window, Refusal("invalid", problems), options)
    if window.database.read_now(lambda tx: accounts.by_login(tx, login)) is not None:
        raise _said(window, invalid("login", "taken"), options)
    hashed = accounts.hasher.hash(read_password(login))

    def insert(tx: Tx):
        row = staff.create(window, tx, _AUTHOR, login, duties, hashed, given=options.given)
        return None if options.no_factor else second_factors.make(window, tx, row["id"])

    made = _write(window, insert, options)
    print(f"{login}: {options.role}")
    _show(window, login, made)
    return 0


def _reset(window: Window, options: argparse.Namespace) -> int:
    account = _account(window, options.login)
    hashed = accounts.hasher.hash(read_password(options.login))
    factor = None if options.keep_factor else not options.no_factor
    made = _write(
        window,
        lambda tx: staff.reset(
            window, tx, _AUTHOR, account, hashed, factor=factor, given=options.given
        ),
        options,
    )
    print(f"{options.login}: new password, all sessions ended")
    _show(window, options.login, made)
    return 0


def _disable(window: Window, options: argparse.Namespace) -> int:
    account = _account(window, options.login)
    disabled = options.action == "disable"
    _write(
        window,
        lambda tx: staff.set_disabled(window, tx, _AUTHOR, account, disabled=disabled),
        options,
    )
    print(f"{options.login}: {options.action}d")
    return 0


def _write(window: Window, operation: Callable[[Tx], Any], options: argparse.Namespace) -> Any:
    try:
        return window.database.write_now(operation)
    except Refusal as refusal:
        raise _said(window, refusal, options) from refusal
    except Duplicate as error:
        raise _said(window, invalid("login", "taken"), options) from error


def _said(window: Window, refusal: Refusal, options: argparse.Namespace) -> AdminError:
    problem = refusal.problems[0]
    text = _SAID.get((problem.path, problem.code), f"{problem.path}: {problem.code}")
    return AdminError(
        text.format(
            login=options.login,
            role=getattr(options, "role", ""),
            roles=", ".join(window.catalogue.roles.staff),
            departments=", ".join(window.reference.departments),
        )
    )


def _list(window: Window, options: argparse.Namespace) -> int:
    for row in window.database.read_now(accounts.staff):
        where = row["department_id"] or row["grid_id"] or ""
        state = "disabled" if row["disabled"] else ""
        members = (row["login"], row["role"], row["staff_no"] or "", where, row["title"], state)
        print("\t".join(members).rstrip())
    return 0


def _account(window: Window, login: str) -> dict:
    account = window.database.read_now(lambda tx: accounts.by_login(tx, login))
    if account is None:
        raise AdminError(f"there is no account {login}")
    return account


def _show(window: Window, login: str, made: second_factors.Made | None) -> None:
    if made is None:
        return
    issuer = window.reference.street.name
    print("Second factor, shown only now. For an authenticator app:")
    print(f"  secret   {totp.shown(made.secret)}")
    print(f"  address  {totp.uri(made.secret, issuer, login)}")
    print("Recovery codes, each good once instead of the app's code; keep them on paper:")
    for code in made.recovery:
        print(f"  {code}")
