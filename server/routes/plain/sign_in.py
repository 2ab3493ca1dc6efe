"""Signing in and out without script: first the phone, then phone and code."""

import re

from server.routes import session as session_routes
from server.routes.http import FORGET_CACHE, Call, Reply, session_cookie
from server.routes.page import Wrong, wrongs
from server.routes.plain.frame import go_to, show
from server.routes.plain.services import APPLY
from server.routes.shell import as_refusal
from server.rules import forms
from server.services import prepared
from server.services.errors import Refusal

#: Where a person may have come from.
NEXT = {
    "appeal": "/plain/appeal",
    "help": "/plain/help",
    "mine": "/plain/mine",
    "services": "/plain/services",
    "turned_away": "/plain/turned_away",
}
#: The same for the form of a service, whose code follows.
NEXT_APPLY = "apply-"
#: Behind it where the form is for a relative.
FOR_FAMILY = ".family"
#: The same for an application that is prepared, whose service follows.
NEXT_PREPARED = "prepared-"
#: The same for booking a window.
NEXT_BOOK = "book-"
#: The same for an activity, whose id follows.
NEXT_ACTIVITY = "activity-"
_ACTIVITY = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_PASSING = ("rate_limited", "unavailable")


def _page(
    call: Call, wrong: list[Wrong], *, sent: bool, said: str = "", status: int = 200
) -> Reply:
    wanted = call.body.get("next") or call.query.get("next", "")
    known = _target(call, wanted) is not None
    return show(
        call,
        "login.html",
        status=status,
        wrong=wrong,
        form=True,
        typed=call.body,
        sent=sent,
        said=said,
        next=wanted if known else "appeal",
    )


def _target(call: Call, wanted: str) -> str | None:
    """The page that is meant; None for one that is not there."""
    code = wanted.removeprefix(NEXT_APPLY)
    if code != wanted:
        form = code.removesuffix(FOR_FAMILY)
        if form in call.window.reference.affairs.forms:
            return APPLY + form + ("?for=family" if form != code else "")
    code = wanted.removeprefix(NEXT_BOOK)
    if code != wanted and code in call.window.reference.affairs.by_code:
        return f"/plain/services/{code}/book"
    code = wanted.removeprefix(NEXT_PREPARED)
    if code != wanted and code in call.window.reference.affairs.by_code:
        return prepared.PATH + code
    activity = wanted.removeprefix(NEXT_ACTIVITY)
    if activity != wanted and _ACTIVITY.fullmatch(activity):
        return f"/plain/activities/{activity}"
    return NEXT.get(wanted)


async def form(call: Call) -> Reply:
    """GET /plain/login."""
    return _page(call, [], sent=False)


async def again(call: Call) -> Reply:
    """The form as it was typed, for another look."""
    return _page(call, [], sent="code" in call.body)


async def sign_in(call: Call) -> Reply:
    """POST /plain/login: with the phone a code is sent, with phone and code the session opens."""
    known, typed = call.window.reference.known, call.body
    own = call.window.reference.forms
    asks = "code" not in typed or "resend" in typed
    values, problems = forms.check(own.code if asks else own.sign_in, typed, known)
    if problems:
        return _page(call, wrongs(call.words, problems), sent="code" in typed)
    if asks:
        return await _send(call, values["phone"])
    try:
        token, _ = await session_routes.redeem(call, values["phone"], values["code"])
    except Refusal as refusal:
        if refusal.code != "invalid":
            raise
        return _page(call, wrongs(call.words, refusal.problems), sent=True)
    target = _target(call, typed.get("next", "")) or NEXT["appeal"]
    return go_to(target, session_cookie(call.window, token))


async def _send(call: Call, phone: str) -> Reply:
    minutes = call.window.config.codes.minutes
    try:
        await session_routes.send_code(call, phone)
    except Refusal as error:
        refusal = as_refusal(error)
        if refusal.code not in _PASSING:
            raise
        said = call.words(f"plain.login.{refusal.code}", seconds=refusal.retry_after)
        # A code that came before is still good, so that the field for it stays.
        sent = refusal.code == "rate_limited"
        reply = _page(call, [], sent=sent, said=said, status=refusal.status)
        reply.headers.append((b"retry-after", str(refusal.retry_after).encode()))
        return reply
    return _page(call, [], sent=True, said=call.words("plain.login.sent", minutes=minutes))


async def sign_out(call: Call) -> Reply:
    """POST /plain/logout."""
    await session_routes.end_session(call)
    return go_to("/plain/", session_cookie(call.window, None), FORGET_CACHE)
