"""Reference data and notices."""

import sqlalchemy as sa

from server.routes.http import JSON, Call, Reply, json_reply
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


async def notices(call: Call) -> Reply:
    """GET /notices."""
    rows = await call.window.database.read(lambda tx: tx.all(_NOTICES))
    iso = call.window.zone.iso
    return json_reply(
        wire.Notices(
            [wire.Notice(r["id"], r["title"], r["body"], iso(r["published_at"])) for r in rows]
        )
    )
