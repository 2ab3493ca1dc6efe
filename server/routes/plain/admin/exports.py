"""Persons and places as files, for who runs the street."""

from server.routes.http import NO_STORE, Call, Reply
from server.routes.plain.admin.coordinate_choice import chosen, offered
from server.routes.plain.admin.frame import admin_page, author_of
from server.services import exports as service
from server.services.errors import Refusal


async def form(call: Call) -> Reply:
    """GET /plain/admin/exports."""
    return admin_page(
        call,
        "exports.html",
        files=list(service.FILES),
        systems=offered(call),
        system=chosen(call),
    )


async def take(call: Call) -> Reply:
    """POST /plain/admin/exports: one of the files."""
    window, viewer, name = call.window, call.viewer, call.body.get("file", "")
    author, system = await author_of(call), chosen(call)
    file = await window.database.write(
        lambda tx: service.make(window, tx, viewer, author, name, system)
    )
    if file is None:
        raise Refusal("not_found")
    headers = [
        (b"content-type", file.content_type.encode()),
        (b"content-disposition", f'attachment; filename="{file.name}"'.encode()),
        NO_STORE,
    ]
    return Reply(200, file.content, headers)
