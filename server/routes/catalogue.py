"""The catalogue: an index that is always asked for, and files that never change."""

from server.routes.endpoint import endpoint
from server.routes.http import JSON, Call, Reply, unless_known
from server.routes.static import IMMUTABLE, best_of
from server.services.errors import Refusal
from server.wire import types as wire


@endpoint(
    "GET",
    "/catalogue",
    "The present catalogue: its hash, and where each file is",
    answer=wire.CatalogueIndex,
)
async def index(call: Call) -> Reply:
    """GET /catalogue, with ETag."""
    published = call.window.published
    files = {name: published.address(name) for name in published.files}
    body = wire.encode(wire.CatalogueIndex(published.hash, files))
    return unless_known(call, body, f'"{published.hash}"', JSON)


@endpoint(
    "GET",
    "/catalogue/{hash}/{file}",
    "A file of the catalogue, for ever the same",
    answer=dict,
    errors=("not_found", "outdated"),
)
async def file(call: Call) -> Reply:
    """GET /catalogue/{hash}/{file}. Another hash is `outdated`: the index says what is present."""
    published = call.window.published
    if call.path["hash"] != published.hash:
        raise Refusal("outdated")
    found = published.files.get(call.path["file"])
    if found is None:
        raise Refusal("not_found")
    body, encoding = best_of(call, found)
    return Reply(200, body, [JSON, (b"cache-control", IMMUTABLE), *encoding])
