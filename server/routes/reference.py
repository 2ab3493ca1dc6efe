"""Reference data and notices."""

import sqlalchemy as sa

from server.routes.endpoint import endpoint
from server.routes.http import JSON, Call, Reply, json_reply, unless_known
from server.services.window import Window
from server.store import tables as t
from server.wire import types as wire

GEOJSON = (b"content-type", b"application/geo+json")
_NOTICES = sa.select(t.notices).order_by(t.notices.c.published_at.desc()).limit(50)


@endpoint("GET", "/reference", "Street, grids, departments, phones", answer=wire.Reference)
async def reference(call: Call) -> Reply:
    """GET /reference, with ETag."""
    data = call.window.reference
    return unless_known(call, data.body, data.etag, JSON)


@endpoint(
    "GET",
    "/grids",
    "Outlines of the grids as GeoJSON",
    answer=wire.GridMap,
    media="application/geo+json",
)
async def grids(call: Call) -> Reply:
    """GET /grids: the outlines as GeoJSON, with ETag."""
    data = call.window.reference
    return unless_known(call, data.map_body, data.map_etag, GEOJSON)


async def notice_rows(window: Window) -> list[wire.Notice]:
    """The notices, newest first."""
    rows = await window.database.read(lambda tx: tx.all(_NOTICES))
    iso = window.zone.iso
    return [wire.Notice(r["id"], r["title"], r["body"], iso(r["published_at"])) for r in rows]


@endpoint("GET", "/notices", "Notices", answer=wire.Notices)
async def notices(call: Call) -> Reply:
    """GET /notices."""
    return json_reply(wire.Notices(await notice_rows(call.window)))
