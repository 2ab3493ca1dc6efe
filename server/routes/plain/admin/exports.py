"""Persons and places as files, for who runs the street."""

from server.routes.http import NO_STORE, Call, Reply
from server.routes.plain.admin.frame import admin_page, author_of
from server.services import exports as service
from server.services.errors import Refusal


async def form(call: Call) -> Reply:
    """GET /plain/admin/exports."""
    return admin_page(call, "exports.html", files=list(service.FILES))


async def take(call: Call) -> Reply:
    """POST /plain/admin/exports: one of the files."""
    window, viewer, name = call.window, call.viewer, call.body.get("file", "")
    author = await author_of(call)
    file = await window.database.write(lambda tx: service.make(window, tx, viewer, author, name))
    if file is None:
        raise Refusal("not_found")
    headers = [
        (b"content-type", file.content_type.encode()),
        (b"content-disposition", f'attachment; filename="{file.name}"'.encode()),
        NO_STORE,
    ]
    return Reply(200, file.content, headers)
