"""Where the plain pages ask 这页有用吗, and what a browser remembers of it, so that nobody is asked
twice."""

import hashlib
from pathlib import Path

from server.routes.http import Call, cookie

COOKIE = "ow_plain_feedback"
NEVER = "never"
YEAR_SECONDS = 31_536_000
_TEMPLATES = Path(__file__).parent / "templates"
#: Which version of the pages it is: it changes with them.
VERSION = hashlib.sha256(
    b"".join(path.read_bytes() for path in sorted(_TEMPLATES.rglob("*.html")))
).hexdigest()[:10]
#: Where it is not asked: what is printed, what staff work on, the way in.
_NOT_ASKED = ("receipt", "admin", "staff", "login")


def page_of(path: str) -> str:
    """The kind of page at a path: /plain/cases/3205… is "plain.cases"."""
    kind = path.removeprefix("/plain").strip("/").split("/")[0]
    return f"plain.{kind or 'home'}"


def asked_at(call: Call, *, writing: bool) -> dict | None:
    """What the row at the end of the page needs; None where it is not asked, or not any more.

    writing: the page is a form. A press would lead away from what is typed in it, as it would
    from an answer that is shown once: only what can be got again asks.
    """
    path = call.scope["path"]
    page = page_of(path)
    lasting = call.scope["method"] in ("GET", "HEAD") and path.startswith("/plain")
    if writing or not lasting or page.removeprefix("plain.") in _NOT_ASKED:
        return None
    said = said_before(call)
    if NEVER in said or page in said:
        return None
    return {"back": path, "key": call.window.ports.random.id()}


def said_before(call: Call) -> list[str]:
    """The kinds of pages of this version of which this browser has said something; or NEVER."""
    version, _, pages = (cookie(call.headers, COOKIE) or "").partition(":")
    said = [page for page in pages.split("+") if page]
    return said if version == VERSION or NEVER in said else []


def remember(call: Call, page: str) -> tuple[bytes, bytes]:
    """The Set-Cookie header after something was said of a kind of page; NEVER: of all of them."""
    said = [NEVER] if page == NEVER else [*said_before(call), page]
    parts = [f"{COOKIE}={VERSION}:{'+'.join(said)}", "Path=/plain", f"Max-Age={YEAR_SECONDS}"]
    secure = ["Secure"] if call.window.config.server.cookie_secure else []
    return b"set-cookie", "; ".join([*parts, "HttpOnly", "SameSite=Strict", *secure]).encode()
