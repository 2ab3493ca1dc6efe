"""The route table: every call of the API with its types, errors and who may make it.

The ASGI routes, the OpenAPI description and the authorisation walk of the tests are all made
from these rows.
"""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from server.routes import attachments, cases, events, joins, reference, session
from server.routes.http import Call, Reply
from server.rules.authorisation import Action
from server.wire import types as wire


class Endpoint(NamedTuple):
    """One call.

    action: None for everybody, "session" for any signed-in account, else what the role must be
    allowed to do to some case. body: "json", "image" or None.
    once: needs an Idempotency-Key. errors: codes beside 400, 413, 429 and 503. media: type of `answer`.
    """

    method: str
    path: str
    handler: Callable[[Call], Awaitable[Reply | None]]
    summary: str
    action: Action | str | None = None
    body: str | None = None
    request: type | None = None
    answer: type | None = None
    status: int = 200
    once: bool = False
    errors: tuple[str, ...] = ()
    query: tuple[str, ...] = ()
    media: str = "application/json"


V1 = "/api/v1"

ENDPOINTS = (
    Endpoint(
        "POST",
        f"{V1}/session/code",
        session.ask_code,
        "Ask for a one-time code",
        body="json",
        request=wire.CodeRequest,
        answer=wire.CodeAnswer,
        errors=("invalid",),
    ),
    Endpoint(
        "POST",
        f"{V1}/session",
        session.sign_in,
        "Sign in with a one-time code",
        body="json",
        request=wire.SignIn,
        answer=wire.AccountAnswer,
        errors=("invalid",),
    ),
    Endpoint(
        "POST",
        f"{V1}/session/staff",
        session.staff_sign_in,
        "Sign in with a password",
        body="json",
        request=wire.StaffSignIn,
        answer=wire.AccountAnswer,
        errors=("invalid",),
    ),
    Endpoint(
        "GET",
        f"{V1}/session",
        session.current,
        "The account of this session",
        answer=wire.SessionAnswer,
    ),
    Endpoint("DELETE", f"{V1}/session", session.sign_out, "Sign out", status=204),
    Endpoint(
        "PUT",
        f"{V1}/me/identity",
        session.set_identity,
        "Real name and identity number",
        action=Action.IDENTITY_SET,
        body="json",
        request=wire.Identity,
        answer=wire.AccountAnswer,
        errors=("invalid",),
    ),
    Endpoint(
        "GET",
        f"{V1}/reference",
        reference.reference,
        "Street, grids, departments, phones",
        answer=wire.Reference,
    ),
    Endpoint(
        "GET",
        f"{V1}/grids",
        reference.grids,
        "Outlines of the grids as GeoJSON",
        answer=wire.GridMap,
        media="application/geo+json",
    ),
    Endpoint("GET", f"{V1}/notices", reference.notices, "Notices", answer=wire.Notices),
    Endpoint(
        "POST",
        f"{V1}/attachments",
        attachments.add,
        "Store a picture",
        action=Action.ATTACHMENT_ADD,
        body="image",
        answer=wire.Uploaded,
        status=201,
        once=True,
        errors=("conflict", "unsupported_type"),
    ),
    Endpoint(
        "GET",
        f"{V1}/attachments/{{id}}",
        attachments.get,
        "A picture",
        action="session",
        errors=("not_found", "invalid"),
        query=("size",),
    ),
    Endpoint(
        "POST",
        f"{V1}/cases",
        cases.file,
        "File an appeal",
        action=Action.CASE_FILE,
        body="json",
        request=wire.Filing,
        answer=wire.Receipt,
        status=201,
        once=True,
        errors=("conflict", "invalid"),
    ),
    Endpoint(
        "GET",
        f"{V1}/cases",
        cases.listing,
        "Own cases, or a work queue",
        action="session",
        answer=wire.CasePage,
        errors=("invalid",),
        query=("scope", "queue", "q", "cursor", "limit"),
    ),
    Endpoint(
        "GET",
        f"{V1}/queues",
        cases.queues,
        "How much is in each queue",
        action=Action.CASE_QUEUE,
        answer=wire.Queues,
    ),
    Endpoint(
        "GET",
        f"{V1}/cases/{{number}}",
        cases.detail,
        "A case with its chain",
        action="session",
        answer=wire.CaseDetail,
        errors=("not_found",),
    ),
    Endpoint(
        "POST",
        f"{V1}/cases/similar",
        joins.similar,
        "Open cases nearby that may be the same thing",
        action=Action.CASE_SIMILAR,
        body="json",
        request=wire.SimilarRequest,
        answer=wire.SimilarCases,
        errors=("invalid",),
    ),
    Endpoint(
        "POST",
        f"{V1}/cases/{{number}}/join",
        joins.join,
        "Join somebody else's case",
        action=Action.CASE_JOIN,
        body="json",
        request=wire.JoinRequest,
        answer=wire.CaseDetail,
        once=True,
        errors=("not_found", "conflict"),
    ),
    Endpoint(
        "GET",
        f"{V1}/cases/{{number}}/access",
        cases.ledger,
        "Who saw this case",
        action=Action.CASE_LEDGER,
        answer=wire.Sights,
        errors=("not_found",),
    ),
    Endpoint(
        "POST",
        f"{V1}/cases/{{number}}/steps",
        cases.step,
        "Take a step",
        action="session",
        body="json",
        request=wire.StepRequest,
        answer=wire.CaseDetail,
        once=True,
        errors=("not_found", "conflict", "invalid"),
    ),
    Endpoint(
        "POST",
        f"{V1}/cases/{{number}}/rating",
        cases.rating,
        "Rate a closed case",
        action=Action.CASE_RATE,
        body="json",
        request=wire.RatingRequest,
        answer=wire.CaseDetail,
        once=True,
        errors=("not_found", "conflict", "invalid"),
    ),
    Endpoint(
        "POST",
        f"{V1}/track",
        cases.track,
        "Look up a case by number and query code",
        body="json",
        request=wire.TrackRequest,
        answer=wire.CaseDetail,
        errors=("invalid",),
    ),
    Endpoint(
        "POST",
        f"{V1}/track/rating",
        cases.track_rating,
        "Rate by number and query code",
        body="json",
        request=wire.TrackRatingRequest,
        answer=wire.CaseDetail,
        once=True,
        errors=("conflict", "invalid"),
    ),
    Endpoint(
        "GET",
        f"{V1}/events",
        events.stream,
        "Server-sent events",
        action=Action.EVENTS_LISTEN,
    ),
)
