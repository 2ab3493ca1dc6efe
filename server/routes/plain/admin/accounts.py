"""Staff accounts: who there is, a new one, its duties, a new password, and shutting it."""

from typing import Any

from server.routes.http import Call, Reply
from server.routes.page import Wrong
from server.routes.plain.admin.frame import admin_page, author_of
from server.rules import totp
from server.rules.forms import Problem
from server.services import accounts, second_factors, staff, substitutes
from server.services.errors import Refusal
from server.services.second_factors import Made

#: What the button says that ends a substitution, before its number.
_END = "end-"
#: What is chosen and not typed.
_CHOSEN = ("role", "department_id", "grid_id", "factor", "substitute")
_FACTORS = {"app": True, "none": False, "same": None}


async def listing(call: Call) -> Reply:
    """GET /plain/admin/accounts."""
    return await _list_page(call, [])


async def again(call: Call) -> Reply:
    """The same with what was typed, for another look."""
    return await _list_page(call, [])


async def create(call: Call) -> Reply:
    """POST /plain/admin/accounts: a new account with a first password, shown once."""
    window, typed = call.window, call.body
    login, duties = typed.get("login", "").strip(), _duties(call)
    problems = staff.login_problems(login) + staff.problems_of(window, duties)
    if typed.get("factor") not in ("app", "none"):
        problems.append(Problem("factor", "required"))
    if problems:
        return await _list_page(call, _wrong(call, problems))
    password, hashed = await _new_password(call)
    author = await author_of(call)

    def write(tx):
        row = staff.create(window, tx, author, login, duties, hashed, given=True)
        wanted = _FACTORS[typed["factor"]]
        return second_factors.make(window, tx, row["id"]) if wanted else None

    try:
        made = await window.database.write(write)
    except Refusal as refusal:
        return await _list_page(call, _wrong(call, refusal.problems))
    return _secret_page(call, login, password, made)


async def _list_page(call: Call, wrong: list[Wrong]) -> Reply:
    def look(tx):
        rows = accounts.staff(tx)
        return rows, second_factors.holders(tx)

    rows, holders = await call.window.database.read(look)
    choices = choices_of(call)
    return admin_page(
        call,
        "accounts.html",
        wrong=wrong,
        form=True,
        rows=rows,
        holders=holders,
        places=dict(choices["departments"] + choices["grids"]),
        **choices,
    )


async def one(call: Call) -> Reply:
    """GET /plain/admin/accounts/{login}."""
    return await _one_page(call, await _account(call), [])


async def one_again(call: Call) -> Reply:
    """The same, for another look."""
    return await one(call)


async def act(call: Call) -> Reply:
    """POST /plain/admin/accounts/{login}: what the pressed button says."""
    window, typed = call.window, call.body
    account, author = await _account(call), await author_of(call)
    action = typed.get("action", "")
    made = password = None
    if action == "change":
        duties = _duties(call)

        def write(tx):
            staff.change(window, tx, author, account, duties)
    elif action in ("disable", "enable"):

        def write(tx):
            disabled = action == "disable"
            staff.set_disabled(window, tx, author, account, disabled=disabled)
    elif action == "substitute":
        days = (typed.get("first_day", "").strip(), typed.get("last_day", "").strip())

        def write(tx):
            other = accounts.by_login(tx, typed.get("substitute", ""))
            substitutes.add(window, tx, author, account, other, days)
    elif action.startswith(_END) and action.removeprefix(_END).isdigit():

        def write(tx):
            substitutes.end(window, tx, author, account, int(action.removeprefix(_END)))
    elif action == "reset" and typed.get("factor") in _FACTORS:
        factor = _FACTORS[typed["factor"]]
        password, hashed = await _new_password(call)

        def write(tx):
            return staff.reset(window, tx, author, account, hashed, factor=factor, given=True)
    elif action == "reset":
        return await _one_page(call, account, _wrong(call, [Problem("factor", "required")]))
    else:
        raise Refusal("malformed")
    try:
        made = await window.database.write(write)
    except Refusal as refusal:
        if refusal.code != "invalid":
            raise
        return await _one_page(call, account, _wrong(call, refusal.problems))
    if password is not None:
        return _secret_page(call, account["login"], password, made)
    said = call.words("admin.saved")
    return await _one_page(call, await _account(call), [], said=said, fresh=True)


async def _one_page(
    call: Call, account: dict, wrong: list[Wrong], *, said: str = "", fresh: bool = False
) -> Reply:
    kept = {name: account[name] or "" for name in ("role", "title", "staff_no")}
    kept |= {name: account[name] or "" for name in ("department_id", "grid_id")}
    typed = kept if fresh or call.body.get("action") != "change" else call.body
    away = call.body if call.body.get("action") == "substitute" and not fresh else {}

    def look(tx):
        others = accounts.staff(tx) if account["role"] in substitutes.ROLES else []
        return substitutes.of_absent(call.window, tx, account["id"]), [
            (other["login"], f"{other['login']} · {other['title']}")
            for other in others
            if substitutes.may_stand_in(account, other)
        ]

    standing_in, others = await call.window.database.read(look)
    return admin_page(
        call,
        "account.html",
        wrong=wrong,
        said=said,
        account=account,
        values=typed,
        away=away,
        standing_in=standing_in,
        others=others,
        **choices_of(call),
    )


def _secret_page(call: Call, login: str, password: str, made: Made | None) -> Reply:
    issuer = call.window.reference.street.name
    factor = made and {
        "secret": totp.shown(made.secret),
        "address": totp.uri(made.secret, issuer, login),
        "codes": made.recovery,
    }
    return admin_page(call, "secret.html", login=login, password=password, factor=factor)


def choices_of(call: Call) -> dict[str, Any]:
    """Roles, departments and grids that an account can have: code and name."""
    reference, words = call.window.reference, call.words
    return {
        "roles": [(code, words(f"role.{code}")) for code in call.window.catalogue.roles.staff],
        "departments": [(d.id, d.name) for d in reference.departments.values()],
        "grids": [(g.id, f"{g.community} {g.name}") for g in reference.grids.values()],
    }


async def _account(call: Call) -> dict:
    login = call.path["login"]
    found = None
    if len(login) <= staff.LONGEST_TEXT and login.isprintable():
        found = await call.window.database.read(lambda tx: accounts.by_login(tx, login))
    if found is None:
        raise Refusal("not_found")
    return found


def _duties(call: Call) -> staff.Duties:
    typed = call.body
    role = typed.get("role", "")
    return staff.Duties(
        role=role,
        title=typed.get("title", "").strip(),
        staff_no=typed.get("staff_no", "").strip() or None,
        # A place that the role does not have is not asked for.
        department_id=typed.get("department_id") or None if role == "handler" else None,
        grid_id=typed.get("grid_id") or None if role == "grid_worker" else None,
    )


def _wrong(call: Call, problems: list[Problem]) -> list[Wrong]:
    """The problems with the labels of these pages; where nothing was chosen, that it has to be."""
    words, found = call.words, []
    for one in problems:
        label = words(f"admin.account.{one.path}")
        if one.path in _CHOSEN and not call.body.get(one.path):
            found.append(Wrong(one.path, words("admin.account.wrong.choose", label=label)))
        else:
            found.append(Wrong(one.path, words.said_of(label, one)))
    return found


async def _new_password(call: Call) -> tuple[str, str]:
    password = staff.first_password(call.window)
    hashed = await call.scope["app_state"].passwords.run(accounts.hasher.hash, password)
    return password, hashed
