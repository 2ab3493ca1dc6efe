"""Plain pages to read: what can be done here, whom to call, notices."""

from pathlib import Path

from server.routes.http import Call, Reply
from server.routes.plain import banners
from server.routes.plain.frame import go_to, is_page, look_cookie, look_of, show
from server.routes.reference import notice_rows
from server.services.errors import Refusal

CSS = (Path(__file__).parent / "plain.css").read_bytes()
HOME_NOTICES = 2


async def home(call: Call) -> Reply:
    """GET /plain/: what can be done without script."""
    rows = await notice_rows(call)
    phones = call.window.reference.answer.phones
    return show(call, "home.html", here="home", notices=rows[:HOME_NOTICES], phones=phones)


async def phones(call: Call) -> Reply:
    """GET /plain/phones: whom to call."""
    return show(call, "phones.html", here="phones", phones=call.window.reference.answer.phones)


async def notices(call: Call) -> Reply:
    """GET /plain/notices."""
    return show(call, "notices.html", here="notices", notices=await notice_rows(call))


async def look(call: Call) -> Reply:
    """POST /plain/look: larger or usual, on a page that has no form of its own."""
    back = call.body.get("back", "")
    secure = call.window.config.server.cookie_secure
    return go_to(back if is_page(back) else "/plain/", look_cookie(look_of(call), secure=secure))


async def close_banner(call: Call) -> Reply:
    """POST /plain/banner: close a banner on a page that has no form of its own."""
    if not banners.pressed(call):
        raise Refusal("malformed")
    back = call.body.get("back", "")
    return go_to(back if is_page(back) else "/plain/", banners.closing_cookie(call))


async def stylesheet(call: Call) -> Reply:
    """GET /plain/plain.css."""
    kind = (b"content-type", b"text/css; charset=utf-8")
    return Reply(200, CSS, [kind, (b"cache-control", b"public,max-age=3600")])
