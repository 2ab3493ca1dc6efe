"""serve.py admin: staff accounts from the command line, the first one of a street above all.

A password comes from the terminal (typed twice, not shown) or as a line on standard input; never as
an argument, which every user of the machine could read.
"""

import argparse
import getpass
import sys
from collections.abc import Callable

from server.config import Config, ConfigError
from server.rules import totp
from server.services import accounts, second_factors, sessions
from server.services.window import Window
from server.store.errors import Duplicate
from server.store.tx import Tx

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200


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
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise AdminError(f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    if len(set(password)) < 5 or login.lower() in password.lower():
        raise AdminError("this password is guessed too easily")
    return password


def _create(window: Window, options: argparse.Namespace) -> int:
    login = options.login.strip()
    if not 1 <= len(login) <= 60 or not login.isprintable():
        raise AdminError("a login has 1 to 60 characters that can be seen")
    reference, roles = window.reference, window.catalogue.roles.staff
    if options.role not in roles:
        raise AdminError(f"no staff role {options.role}: {', '.join(roles)}")
    if (options.role == "handler") != (options.department is not None):
        raise AdminError("a handler has a department, the others have none")
    if options.department is not None and options.department not in reference.departments:
        raise AdminError(f"no department {options.department}: {', '.join(reference.departments)}")
    if (options.role == "grid_worker") != (options.grid is not None):
        raise AdminError("a grid worker has a grid, the others have none")
    if options.grid is not None and options.grid not in reference.grids:
        raise AdminError(f"no grid {options.grid}")
    if window.database.read_now(lambda tx: accounts.by_login(tx, login)) is not None:
        raise AdminError(f"{login} is there already")
    row = accounts.new_account(
        window,
        role=options.role,
        login=login,
        password=accounts.hasher.hash(read_password(login)),
        staff_no=options.staff_no,
        title=options.title or login,
        department_id=options.department,
        grid_id=options.grid,
        verified=1,
    )

    def insert(tx: Tx):
        accounts.insert(tx, row)
        return None if options.no_factor else second_factors.make(window, tx, row["id"])

    try:
        made = window.database.write_now(insert)
    except Duplicate as error:
        raise AdminError(f"{login} is there already") from error
    print(f"{login}: {options.role}")
    _show(window, login, made)
    return 0


def _reset(window: Window, options: argparse.Namespace) -> int:
    account = _account(window, options.login)
    password = accounts.hasher.hash(read_password(options.login))

    def change(tx: Tx):
        accounts.set_password(tx, account["id"], password)
        sessions.revoke_all(tx, account["id"])
        if options.keep_factor:
            return None
        if options.no_factor:
            second_factors.remove(tx, account["id"])
            return None
        return second_factors.make(window, tx, account["id"])

    made = window.database.write_now(change)
    print(f"{options.login}: new password, all sessions ended")
    _show(window, options.login, made)
    return 0


def _disable(window: Window, options: argparse.Namespace) -> int:
    account = _account(window, options.login)
    disabled = options.action == "disable"

    def change(tx: Tx) -> None:
        accounts.set_disabled(tx, account["id"], disabled=disabled)
        if disabled:
            sessions.revoke_all(tx, account["id"])

    window.database.write_now(change)
    print(f"{options.login}: {options.action}d")
    return 0


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
