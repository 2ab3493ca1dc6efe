"""The route table: every call of the API with its types, errors and who may make it.

Each call is declared beside its handler; the ASGI routes, the OpenAPI description and the
authorisation walk of the tests are all made from these rows.
"""

from server.routes import (
    applications,
    attachments,
    bookings,
    burden,
    cases,
    catalogue,
    drafts,
    events,
    feedback,
    joins,
    mandates,
    messages,
    people,
    reference,
    session,
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
        cases,
        applications,
        bookings,
        burden,
        drafts,
        joins,
        people,
        mandates,
        feedback,
        events,
    )
    for row in declared_in(module)
)
