"""The route table: every call of the API with its types, errors and who may make it.

Each call is declared beside its handler; the ASGI routes, the OpenAPI description and the
authorisation walk of the tests are all made from these rows.
"""

from server.routes import (
    activities,
    applications,
    attachments,
    bookings,
    bundles,
    burden,
    call_backs,
    cases,
    catalogue,
    drafts,
    events,
    feedback,
    helped,
    joins,
    mandates,
    materials,
    messages,
    people,
    reference,
    session,
    uploads,
    visits,
)
from server.routes.endpoint import Endpoint, declared_in

ENDPOINTS: tuple[Endpoint, ...] = tuple(
    row
    for module in (
        session,
        messages,
        reference,
        catalogue,
        attachments,
        uploads,
        cases,
        applications,
        bookings,
        activities,
        bundles,
        burden,
        drafts,
        materials,
        joins,
        people,
        mandates,
        helped,
        call_backs,
        visits,
        feedback,
        events,
    )
    for row in declared_in(module)
)
