"""Staff without script: signing in with account, password and second factor, and one's own password."""

from server.routes import session as session_routes
from server.routes.http import Call, Reply, session_cookie
from server.routes.page import Wrong, wrongs
from server.routes.plain.frame import go_to, show
from server.routes.shell import as_refusal
from server.rules import forms
from server.rules.forms import Problem
from server.services import accounts, sessions, staff
from server.services.errors import Refusal

#: Where staff begin, by role; the others find what they do in the portal.
START = {"admin": "/plain/admin", "grid_worker": "/plain/visits"}
#: Where one changes one's password.
PASSWORD = "/plain/staff/password"
_PASSING = ("rate_limited", "unavailable")


async def form(call: Call) -> Reply:
    """GET /plain/staff."""
    return _page(call, [])


async def again(call: Call) -> Reply:
    """The form as it was typed, for another look."""
    return _page(call, [])


async def sign_in(call: Call) -> Reply:
    """POST /plain/staff."""
    window = call.window
    own = session_routes.staff_form(call)
    values, problems = forms.check(own, call.body, window.reference.known)
    if problems:
        return _page(call, wrongs(call.words, problems))
    try:
        token, account = await session_routes.redeem_password(call, values)
    except Refusal as error:
        refusal = as_refusal(error)
        if refusal.code in _PASSING:
            said = refusal.message(call.words)
            reply = _page(call, [], said=said, status=refusal.status)
            reply.headers.append((b"retry-after", str(refusal.retry_after).encode()))
            return reply
        if refusal.code != "invalid":
            raise
        proven = any(problem.path == "code" for problem in refusal.problems)
        reply = _page(call, wrongs(call.words, refusal.problems), proven=proven)
        reply.headers += refusal.headers
        return reply
    target = PASSWORD if account["password_given"] else START.get(account["role"], PASSWORD)
    return go_to(target, session_cookie(window, token))


def _page(
    call: Call, wrong: list[Wrong], *, said: str = "", status: int = 200, proven: bool = False
) -> Reply:
    """proven: the password was right and is not asked again."""
    return show(
        call,
        "staff_login.html",
        status=status,
        wrong=wrong,
        form=True,
        typed=call.body,
        said=said,
        proven=proven,
    )


async def password_form(call: Call) -> Reply:
    """GET /plain/staff/password."""
    viewer = call.viewer or call.given
    if viewer is None or viewer.role == "resident":
        return go_to("/plain/staff")
    return _password_page(call, [])


async def password_again(call: Call) -> Reply:
    """The empty form, for another look: passwords are not sent back."""
    return await password_form(call)


async def change_password(call: Call) -> Reply:
    """POST /plain/staff/password: the old one, and the new one twice."""
    window, viewer, typed = call.window, call.viewer or call.given, call.body
    if viewer is None or viewer.role == "resident":
        raise Refusal("unauthenticated")
    account = await window.database.read(lambda tx: accounts.by_id(tx, viewer.id))
    new = typed.get("password", "")
    problem = staff.password_problem(account["login"], new)
    if problem is None and new != typed.get("password_again", ""):
        problem = Problem("password_again", "differs")
    if problem is not None:
        return _password_page(call, wrongs(call.words, [problem]))
    passwords = call.scope["app_state"].passwords
    if not await passwords.run(accounts.password_fits, account, typed.get("password_old", "")):
        return _password_page(call, wrongs(call.words, [Problem("password_old", "mismatch")]))
    if call.given is not None and new == typed.get("password_old"):
        return _password_page(call, wrongs(call.words, [Problem("password", "same")]))
    hashed = await passwords.run(accounts.hasher.hash, new)

    def change(tx):
        staff.own_password(window, tx, account, hashed)
        return sessions.open_session(window, tx, account["id"], None)

    token = await window.database.write(change)
    call.viewer, call.given = viewer, None
    return _password_page(
        call,
        [],
        said=call.words("plain.staff.password.saved"),
        cookie=session_cookie(window, token),
    )


def _password_page(
    call: Call,
    wrong: list[Wrong],
    *,
    said: str = "",
    cookie: tuple[bytes, bytes] | None = None,
) -> Reply:
    reply = show(call, "staff_password.html", wrong=wrong, form=True, said=said, given=call.given)
    if cookie is not None:
        reply.headers.append(cookie)
    return reply
