"""Signing in and out, and the real-name step."""

import logging

from server.routes.endpoint import endpoint
from server.routes.http import (
    FORGET_CACHE,
    Call,
    Reply,
    cookie,
    json_reply,
    secret_cookie,
    session_cookie,
)
from server.rules import forms
from server.rules.authorisation import Action
from server.rules.forms import Known, Problem
from server.services import (
    accounts,
    codes,
    password_tries,
    right_passwords,
    second_factors,
    sessions,
)
from server.services.errors import Refusal, invalid
from server.services.notifier import NotifierError
from server.services.pools import RETRY_SECONDS
from server.store.errors import Unavailable
from server.wire import types as wire
from server.wire.bodies import FormBody

log = logging.getLogger("onewindow.session")


def checked(form: dict, call: Call, known: Known | None = None) -> dict:
    """The body's values by a form. Raises Refusal invalid."""
    values, problems = forms.check(form, call.body, known or call.window.reference.known)
    if problems:
        raise Refusal("invalid", problems)
    return values


async def send_code(call: Call, phone: str) -> wire.CodeAnswer:
    """Issue and send a code. Raises Refusal rate_limited / unavailable."""
    window = call.window
    notifier = call.scope["app_state"].notifier
    if notifier is None:
        raise Refusal("unavailable", retry_after=3600)
    code = await window.database.write(lambda tx: codes.issue(window, tx, phone, call.address))
    config = window.config.codes
    try:
        message = call.words("sms.code", code=code, minutes=config.minutes)
        await notifier.send(phone, message, code)
    except NotifierError as error:
        log.warning("a code could not be sent", extra={"error": str(error)})
        await window.database.write(lambda tx: codes.not_sent(window, tx, phone, call.address))
        raise Refusal("unavailable", retry_after=config.resend_seconds) from error
    return wire.CodeAnswer(config.minutes * 60, config.resend_seconds)


@endpoint(
    "POST",
    "/session/code",
    "Ask for a one-time code",
    request=FormBody("CodeRequest", "Ask for a one-time code.", lambda known: [known.forms.code]),
    answer=wire.CodeAnswer,
    errors=("invalid",),
)
async def ask_code(call: Call) -> Reply:
    """POST /session/code."""
    values = checked(call.window.reference.forms.code, call)
    return json_reply(await send_code(call, values["phone"]))


async def redeem(call: Call, phone: str, code: str) -> tuple[str, dict]:
    """Sign in with a code: the new token and the account. Raises Refusal invalid."""
    window = call.window

    def redeemed(tx):
        wrong = codes.redeem(window, tx, phone, code, call.address)
        if wrong is not None:
            return wrong, None, None
        account = accounts.resident_of(window, tx, phone)
        if account["disabled"]:
            return "locked", None, None
        return None, sessions.open_session(window, tx, account["id"], call.token), account

    wrong, token, account = await window.database.write(redeemed)
    if wrong is not None:
        raise invalid("code", wrong)
    return token, account


@endpoint(
    "POST",
    "/session",
    "Sign in with a one-time code",
    request=FormBody(
        "SignIn", "Sign in with a one-time code.", lambda known: [known.forms.sign_in]
    ),
    answer=wire.AccountAnswer,
    errors=("invalid",),
)
async def sign_in(call: Call) -> Reply:
    """POST /session."""
    values = checked(call.window.reference.forms.sign_in, call)
    token, account = await redeem(call, values["phone"], values["code"])
    return _signed_in(call, account, token)


@endpoint(
    "POST",
    "/session/staff",
    "Sign in with a password",
    request=FormBody(
        "StaffSignIn", "Sign in with a password.", lambda known: [known.forms.staff_sign_in]
    ),
    answer=wire.AccountAnswer,
    errors=("invalid",),
)
async def staff_sign_in(call: Call) -> Reply:
    """POST /session/staff."""
    values = checked(staff_form(call), call)
    token, account = await redeem_password(call, values)
    if account["password_given"]:
        # The session is good for choosing another one (the plain page), and as an answer there is none.
        raise Refusal("password_given", headers=[session_cookie(call.window, token)])
    reply = _signed_in(call, account, token)
    if proof_of(call) is not None:
        reply.headers.append(secret_cookie(call.window, right_passwords.COOKIE, None))
    return reply


def proof_of(call: Call) -> str | None:
    """What the browser has to show that the password was right a moment ago (right_passwords)."""
    return cookie(call.headers, right_passwords.COOKIE) or None


def staff_form(call: Call) -> dict:
    """What staff are asked for: no password where it was right and none is typed again."""
    known = call.window.reference.forms
    proven = proof_of(call) is not None and not call.body.get("password")
    return known.second_factor if proven else known.staff_sign_in


async def redeem_password(call: Call, values: dict) -> tuple[str, dict]:
    """Sign in with account, password (or the proof that it was right) and, where the account has one,
    the second factor's code: the new token and the account. A wrong code is refused with a proof.
    Raises Refusal."""
    window, database = call.window, call.window.database
    tries = password_tries.Tries(window, values["account"], call.address)
    account = await database.write(tries.begin)
    if values.get("password"):
        await _look_at_password(call, tries, account, values["password"])

    def enter(tx):
        if not values.get("password") and not right_passwords.use(
            window, tx, account, call.address, proof_of(call)
        ):
            tries.not_looked_at(tx)
            return Problem("password", "required"), None
        wrong = second_factors.check(window, tx, account["id"], values.get("code"))
        if wrong is not None:
            if wrong == "required":
                tries.not_looked_at(tx)  # a right password is no guess
            return Problem("code", wrong), None
        tries.right(tx, account)
        return None, sessions.open_session(window, tx, account["id"], call.token)

    problem, token = await database.write(enter)
    if problem is not None:
        proof = None
        if problem.path == "code":
            proof = right_passwords.make(window, account, call.address)
        kept = secret_cookie(window, right_passwords.COOKIE, proof, right_passwords.SECONDS)
        raise Refusal("invalid", [problem], headers=[kept])
    return token, account


async def _look_at_password(
    call: Call, tries: password_tries.Tries, account: dict | None, typed: str
) -> None:
    """Raises Refusal where the password is not the account's."""
    database, passwords = call.window.database, call.scope["app_state"].passwords
    try:
        fits = await passwords.run(accounts.password_fits, account, typed)
    except Refusal:
        await database.write(tries.not_looked_at)
        raise
    if not fits or account is None or account["disabled"]:
        raise await database.read(tries.refusal)


@endpoint("GET", "/session", "The account of this session", answer=wire.SessionAnswer)
async def current(call: Call) -> Reply:
    """GET /session."""
    window, viewer = call.window, call.viewer
    shown = None
    if viewer is not None:
        account = await window.database.look_up(lambda tx: accounts.by_id(tx, viewer.id))
        shown = accounts.shown(window, account)
    return json_reply(wire.SessionAnswer(shown))


@endpoint("DELETE", "/session", "Sign out", status=204)
async def sign_out(call: Call) -> Reply:
    """DELETE /session."""
    await end_session(call)
    return Reply(204, b"", [session_cookie(call.window, None), FORGET_CACHE])


async def end_session(call: Call) -> None:
    """The session of this browser ends, and its event streams with it. While nothing can be
    written the browser forgets it at least."""
    if call.token:
        try:
            await call.window.database.write(lambda tx: sessions.close(call.window, tx, call.token))
        except Unavailable as error:
            forget = session_cookie(call.window, None)
            raise Refusal("unavailable", retry_after=RETRY_SECONDS, headers=[forget]) from error
        call.window.hub.end(sessions.hashed(call.window, call.token))


@endpoint(
    "PUT",
    "/me/identity",
    "Real name and identity number",
    action=Action.IDENTITY_SET,
    request=FormBody(
        "Identity",
        "Real name and identity number, with consent.",
        lambda known: [known.forms.identity],
    ),
    answer=wire.AccountAnswer,
    errors=("invalid",),
)
async def set_identity(call: Call) -> Reply:
    """PUT /me/identity."""
    window = call.window
    known = Known(today=window.today())
    values = checked(window.reference.forms.identity, call, known)
    account = await window.database.write(
        lambda tx: accounts.set_identity(
            window, tx, call.viewer.id, values["name"], values["id_number"]
        )
    )
    return json_reply(wire.AccountAnswer(accounts.shown(window, account)))


def _signed_in(call: Call, account: dict, token: str) -> Reply:
    reply = json_reply(wire.AccountAnswer(accounts.shown(call.window, account)))
    reply.headers.append(session_cookie(call.window, token))
    return reply
