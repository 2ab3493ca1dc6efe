"""A service that was taken out of use: who fills it in, or comes by an old address, reads so in words, and
whom to call. What was written stays a draft, which is gone on with should the service come back."""

from server.routes.http import Call, Reply
from server.routes.plain import drafts
from server.routes.plain.frame import show
from server.services import definitions
from server.services.definitions import Definition
from server.services.drafts import parted


def service_of(call: Call) -> Definition | None:
    """The service in the path where it is out of use, None otherwise."""
    return definitions.withdrawn(call.window, parted(call.path["code"])[0])


def page(call: Call, service: Definition, draft: drafts.Kept | None = None) -> Reply:
    """Says so. draft: what became of what was on the page."""
    reference = call.window.reference
    return show(
        call,
        "withdrawn.html",
        status=404,
        here="services",
        title=service.title(call.words.language),
        department=reference.departments.get(service.service["department"]),
        draft=draft,
    )
