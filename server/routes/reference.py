"""Reference data and notices."""

import sqlalchemy as sa

from server.routes.http import JSON, Call, Reply, json_reply
from server.services.window import Window
from server.store import tables as t
from server.wire import types as wire

_NOTICES = sa.select(t.notices).order_by(t.notices.c.published_at.desc()).limit(50)


async def reference(call: Call) -> Reply:
    """GET /reference, with ETag."""
    data = call.window.reference
    headers = [JSON, (b"etag", data.etag.encode()), (b"cache-control", b"no-cache")]
    asked = call.headers.get(b"if-none-match", b"").decode("latin-1")
    if data.etag in [tag.strip().removeprefix("W/") for tag in asked.split(",")]:
        return Reply(304, b"", headers)
    return Reply(200, data.body, headers)


async def notice_rows(window: Window) -> list[wire.Notice]:
    """The notices, newest first."""
    rows = await window.database.read(lambda tx: tx.all(_NOTICES))
    iso = window.zone.iso
    return [wire.Notice(r["id"], r["title"], r["body"], iso(r["published_at"])) for r in rows]


async def notices(call: Call) -> Reply:
    """GET /notices."""
    return json_reply(wire.Notices(await notice_rows(call.window)))
