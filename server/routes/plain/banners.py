"""Banners on the plain pages: above everything, and closed for this person on this device by a cookie."""

import re

from server.routes.http import Call, cookie
from server.services import banners

COOKIE = "ow_plain_banners"
#: Name of the button that closes one; its value is the banner's mark.
CLOSE = "close_banner"
#: Marks that are kept, the newest last.
MOST = 20
YEAR_SECONDS = 31_536_000
_MARK = re.compile(r"[0-9a-f]{12}", re.ASCII)


async def look_up(call: Call) -> None:
    """Put into the call what stands over the page: each banner with its mark."""
    window, gone = call.window, _closed(call)
    rows = await window.database.read(lambda tx: banners.shown(window, tx, call.viewer, gone))
    call.banners = [(one, banners.mark(call.viewer, one)) for one in rows]


def pressed(call: Call) -> str | None:
    """The mark of the banner that was closed by this request, or None."""
    wanted = call.body.get(CLOSE, "")
    return wanted if _MARK.fullmatch(wanted) else None


def _closed(call: Call) -> list[str]:
    kept = (cookie(call.headers, COOKIE) or "").split(".")
    kept = [mark for mark in kept if _MARK.fullmatch(mark)]
    now = pressed(call)
    return [*kept, now] if now else kept


def closing_cookie(call: Call) -> tuple[bytes, bytes]:
    """The Set-Cookie header that remembers what was closed here."""
    marks = list(dict.fromkeys(_closed(call)))[-MOST:]
    parts = [f"{COOKIE}={'.'.join(marks)}", "Path=/plain", f"Max-Age={YEAR_SECONDS}"]
    secure = call.window.config.server.cookie_secure
    parts += ["HttpOnly", "SameSite=Strict", *(["Secure"] if secure else [])]
    return b"set-cookie", "; ".join(parts).encode()
