"""Reference data and notices."""

from server.routes.endpoint import endpoint
from server.routes.http import JSON, Call, Reply, json_reply, unless_known
from server.routes.static import best_of
from server.services import banners as banner_service
from server.services import notices as service
from server.services.reference import etag_of
from server.wire import maps
from server.wire import types as wire

GEOJSON = (b"content-type", b"application/geo+json")


@endpoint("GET", "/reference", "Street, grids, departments, phones", answer=wire.Reference)
async def reference(call: Call) -> Reply:
    """GET /reference, with ETag."""
    data = call.window.reference
    return unless_known(call, data.body, data.etag, JSON)


@endpoint(
    "GET",
    "/grids",
    "Outlines of the grids as GeoJSON",
    answer=maps.GridMap,
    media="application/geo+json",
)
async def grids(call: Call) -> Reply:
    """GET /grids: the outlines as GeoJSON, with ETag."""
    body, encoding = best_of(call, call.window.reference.map)
    reply = unless_known(call, body, etag_of(body), GEOJSON)
    reply.headers += encoding
    return reply


async def notice_rows(call: Call) -> list[wire.Notice]:
    """The notices for who asks, newest first."""
    window = call.window
    return await window.database.read(lambda tx: service.shown(window, tx, call.viewer))


@endpoint("GET", "/notices", "Notices", answer=wire.Notices)
async def notices(call: Call) -> Reply:
    """GET /notices."""
    return json_reply(wire.Notices(await notice_rows(call)))


@endpoint("GET", "/banners", "Notices that stand over every page", answer=wire.Banners)
async def banners(call: Call) -> Reply:
    """GET /banners."""
    window = call.window
    found = await window.database.read(lambda tx: banner_service.to_show(window, tx, call.viewer))
    return json_reply(wire.Banners(found, window.zone.iso(window.now())))
