"""What every plain page has: who asks, the form, how it looks, and the answer."""

import re
from collections.abc import Awaitable, Callable

from server.routes.api import identify, new_call
from server.routes.http import NO_STORE, Call, Reply, send_reply
from server.routes.page import KEPT_FOR_BACK, LOOK_COOKIE, LOOKS, Wrong, look_in, page
from server.routes.plain import banners
from server.routes.plain.asking import asked_at
from server.routes.plain.body import Form, read_form
from server.services.errors import Refusal

SEE_OTHER = 303
#: Pages that lead to signing in while nobody is.
NEED_A_SESSION = (
    "/plain/activities",
    "/plain/mine",
    "/plain/cases/",
    "/plain/receipt/",
    "/plain/appeal",
    "/plain/apply/",
    "/plain/prepared/",
    "/plain/bookings/",
    "/plain/asked",
    "/plain/burden",
    "/plain/call_backs",
    "/plain/desk",
    "/plain/help",
    "/plain/persons",
    "/plain/places",
    "/plain/turned_away",
    "/plain/admin",
    "/plain/staff/",
    "/plain/visits",
)
#: Where somebody whose password was given to them may be: where they change it, the style, signing out and in.
GIVEN = (
    *("/plain/staff/password", "/plain/staff", "/plain/logout", "/plain/look", "/plain/banner"),
    "/plain/plain.css",
)
YEAR_SECONDS = 31_536_000
_PAGE = re.compile(r"/plain(?:/[A-Za-z0-9_]+)*/?", re.ASCII)
Handler = Callable[[Call], Awaitable[Reply]]


class PlainPage:
    """A page by its handlers: GET, and POST with a form's fields.

    again shows the same page with what was typed; it answers a POST that only changes how the
    page looks or closes a banner, so that nothing typed is lost by it. files_bytes: see read_form.
    """

    def __init__(
        self,
        get: Handler | None = None,
        post: Handler | None = None,
        again: Handler | None = None,
        files_bytes: Callable[[Call], int] = lambda call: 0,
    ):
        self._get, self._post, self._again, self._files = get, post, again, files_bytes

    async def __call__(self, scope, receive, send) -> None:
        method = scope["method"]
        call = new_call(scope, receive, send)
        await identify(call)
        if call.given is not None and not scope["path"].startswith(GIVEN):
            await send_reply(send, go_to(GIVEN[0]), head=method == "HEAD")
            return
        if method in ("GET", "HEAD") and self._get:
            call.body = Form([], [])
            await banners.look_up(call)
            from_elsewhere = call.viewer is None and _came_from_elsewhere(call)
            reply = show(call, "again.html") if from_elsewhere else await self._get(call)
        elif method == "POST" and self._post:
            call.body = await read_form(call, self._files(call))
            await banners.look_up(call)
            wanted = call.body.get("look")
            if wanted in LOOKS and self._again:
                reply = await self._again(call)
                reply.headers.append(look_cookie(wanted, secure=_secure(call)))
            elif banners.pressed(call) and self._again:
                reply = await self._again(call)
                reply.headers.append(banners.closing_cookie(call))
            else:
                reply = await self._post(call)
            for file in call.body.files:
                await file.close()
        else:
            raise Refusal("method_not_allowed")
        await send_reply(send, reply, head=method == "HEAD")


def _came_from_elsewhere(call: Call) -> bool:
    """Whether a link on another site or in a mail led here: the browser keeps a strict cookie to
    itself then, and brings it when the page itself loads the page again."""
    site = call.headers.get(b"sec-fetch-site", b"none")
    needs = call.scope["path"].startswith(NEED_A_SESSION)
    return needs and site in (b"cross-site", b"same-site") and b"cookie" not in call.headers


def _secure(call: Call) -> bool:
    return call.window.config.server.cookie_secure


def look_cookie(look: str, *, secure: bool) -> tuple[bytes, bytes]:
    """The Set-Cookie header that remembers how the pages look."""
    parts = [f"{LOOK_COOKIE}={look}", "Path=/plain", f"Max-Age={YEAR_SECONDS}"]
    parts += ["HttpOnly", "SameSite=Strict", *(["Secure"] if secure else [])]
    return b"set-cookie", "; ".join(parts).encode()


def look_of(call: Call) -> str:
    """How this person wants the pages: what was pressed just now, else what the cookie says."""
    pressed = call.body.get("look")
    return pressed if pressed in LOOKS else look_in(call.headers)


def show(
    call: Call,
    template: str,
    *,
    status: int = 200,
    wrong: list[Wrong] | None = None,
    typing: bool = False,
    **values,
) -> Reply:
    """The page for who asks; 422 when something is wrong. typing: it holds what the person is
    writing, which going back must find again."""
    writing = bool(wrong or typing or values.get("form"))
    return page(
        call.words,
        template,
        status=422 if wrong and status == 200 else status,
        extra=(KEPT_FOR_BACK if typing else NO_STORE,),
        wrong=wrong or [],
        look=look_of(call),
        street=call.window.reference.street.name,
        path=call.scope["path"],
        viewer=call.viewer,
        banners=call.banners,
        # Where what is being written has no way back into the page, nothing is pressed that leads away.
        can_close=not typing or bool(values.get("form")),
        feedback=asked_at(call, writing=writing),
        **values,
    )


def is_page(path: str) -> bool:
    """Whether a path that a form brings along is that of a plain page."""
    return _PAGE.fullmatch(path) is not None


def go_to(path: str, *headers: tuple[bytes, bytes]) -> Reply:
    """See another page."""
    return Reply(SEE_OTHER, b"", [(b"location", path.encode()), NO_STORE, *headers])
