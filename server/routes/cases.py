"""Filing, reading, moving and rating cases; tracking without an account."""

from server.routes.endpoint import SESSION, endpoint, require
from server.routes.http import Call, Reply, json_reply
from server.routes.limited import counted, page_limit
from server.routes.session import checked
from server.rules import numbers, text
from server.rules.authorisation import Action
from server.services import (
    access,
    bundle_views,
    bundles,
    case_rows,
    filing,
    helped,
    joins,
    receipts,
    steps,
    tracking,
    views,
)
from server.services import queues as queue_service
from server.services import rating as rate
from server.services.errors import Refusal, invalid
from server.wire import types as wire
from server.wire.bodies import FormBody


def read_number(call: Call) -> str:
    """The number in the path. Raises Refusal not_found."""
    typed = call.path["number"]
    read = numbers.read_case_number(typed) if len(typed) < 100 else None
    if read is None or read.error is not None:
        raise Refusal("not_found")
    return read.value


async def _write(call: Call, operation) -> Reply:
    answer, event = await call.window.database.write(operation)
    call.scope["app_state"].teller.announce(event)
    return Reply(answer.status, answer.body)


@endpoint(
    "POST",
    "/cases",
    "File an appeal, apply for a service, or report what was seen on a round",
    action=SESSION,
    request=FormBody(
        "Filing",
        "A case as filed, by the form of its kind or of the service that is asked for.",
        lambda reference: list(reference.filed_forms.values()),
        {
            "kind": str,
            "service": (str | None, None),
            "service_version": (int | None, None),
            "on_behalf_of": (str | None, None),
            "mandate": (str | None, None),
            "left_out": (list[str] | None, None),
            "made_at": (str | None, None),
            "street_at": (str | None, None),
            "device_now": (str | None, None),
            "filled_seconds": (int | None, None),
        },
    ),
    answer=wire.Receipt,
    status=201,
    once=True,
    errors=("conflict", "invalid"),
)
async def file(call: Call) -> Reply:
    """POST /cases."""
    require(filing.action_for(call.window, call.body), call)
    window, asked = call.window, call.once()
    state = call.scope["app_state"]
    answer, events = await counted(
        call,
        state.filing_limit,
        asked,
        lambda: window.database.write(
            lambda tx: bundles.file_any(window, tx, call.viewer, call.body, asked, call.words)
        ),
    )
    state.teller.announce(*events)
    return Reply(answer.status, answer.body)


@endpoint(
    "GET",
    "/cases",
    "Own cases, a work queue, or what staff search for",
    action=SESSION,
    answer=wire.CasePage,
    errors=("invalid",),
    query=("scope", "queue", "q", "cursor", "limit"),
)
async def listing(call: Call) -> Reply:
    """GET /cases?scope=…"""
    window, viewer, query = call.window, call.viewer, call.query
    scope, cursor = query.get("scope", "mine"), query.get("cursor", "")
    limit = page_limit(query.get("limit", ""))
    if scope == "mine":
        if not window.catalogue.roles.allowed(viewer.role, Action.CASE_MINE):
            raise Refusal("forbidden")
        page = await window.database.read(
            lambda tx: queue_service.own_page(
                window, tx, viewer, call.words, cursor=cursor, limit=limit
            )
        )
        return json_reply(page)
    if scope not in ("queue", "found"):
        raise invalid("scope", "unknown")
    if not window.catalogue.roles.allowed(viewer.role, Action.CASE_QUEUE):
        raise Refusal("forbidden")
    search = text.trim(query.get("q", ""))[:100]
    if "\0" in search:
        raise invalid("q", "format")
    if scope == "found":
        if not search:
            raise invalid("q", "required")
        found = await window.database.read(
            lambda tx: queue_service.found_page(
                window, tx, viewer, call.words, search=search, cursor=cursor, limit=limit
            ),
            slow=True,
        )
        return json_reply(found)
    page = await window.database.read(
        lambda tx: queue_service.queue_page(
            window,
            tx,
            viewer,
            query.get("queue", ""),
            call.words,
            search=search,
            cursor=cursor,
            limit=limit,
        ),
        slow=bool(search),
    )
    return json_reply(page)


@endpoint(
    "GET", "/queues", "How much is in each queue", action=Action.CASE_QUEUE, answer=wire.Queues
)
async def queues(call: Call) -> Reply:
    """GET /queues."""
    window = call.window
    counts = await window.database.read(lambda tx: queue_service.counts(window, tx, call.viewer))
    return json_reply(counts)


@endpoint(
    "GET",
    "/cases/{number}",
    "A case with its chain",
    action=SESSION,
    answer=wire.CaseDetail,
    errors=("not_found", "invalid"),
)
async def detail(call: Call) -> Reply:
    """GET /cases/{number}; somebody else's sight is written down before it is answered. Who helps with
    it sees it as under /me/helped."""
    window, viewer, number = call.window, call.viewer, read_number(call)

    def look(tx):
        try:
            case = steps.readable(window, tx, viewer, number)
        except Refusal:
            bundle = bundle_views.own(tx, viewer, number)
            if bundle is not None:
                return bundle_views.detail(window, tx, bundle, viewer, call.words)
            if helped.may_follow(window, tx, viewer, number):
                return None
            return joins.detail(window, tx, joins.followed(window, tx, viewer, number), call.words)
        own = viewer.has_filed(case)
        if not own and not access.seen_lately(tx, case["id"], viewer, window.now()):
            return None
        return views.detail(window, tx, case, viewer, call.words)

    def look_and_note(tx):
        try:
            case = steps.readable(window, tx, viewer, number, lock=True)
        except Refusal:
            return helped.look(window, tx, viewer, number, call.words)
        access.note(tx, case, viewer, "view", window.now())
        return views.detail(window, tx, case, viewer, call.words)

    shown = await window.database.read(look)
    return json_reply(shown or await window.database.write(look_and_note))


@endpoint(
    "GET",
    "/cases/{number}/access",
    "Who saw this case",
    action=Action.CASE_LEDGER,
    answer=wire.Sights,
    errors=("not_found", "invalid"),
    query=("cursor", "limit"),
)
async def ledger(call: Call) -> Reply:
    """GET /cases/{number}/access."""
    limit = page_limit(call.query.get("limit", ""), access.MOST, access.MOST)
    return json_reply(await ledger_page(call, read_number(call), limit))


async def ledger_page(call: Call, number: str, limit: int) -> wire.Sights:
    """A page of the ledger of a case, by the cursor in the address. Raises Refusal not_found,
    forbidden."""
    window, viewer, cursor = call.window, call.viewer, call.query.get("cursor", "")

    def look(tx):
        case = steps.readable(window, tx, viewer, number)
        stands = views.relation(window, viewer, case)
        if not window.catalogue.roles.allowed(viewer.role, Action.CASE_LEDGER, stands):
            raise Refusal("forbidden")
        return access.sights(window, tx, case, call.words, cursor=cursor, limit=limit)

    return await window.database.read(look)


@endpoint(
    "GET",
    "/cases/{number}/receipt",
    "The receipt of an own case",
    action=Action.CASE_RECEIPT,
    answer=wire.ReceiptSheet,
    errors=("not_found",),
)
async def receipt(call: Call) -> Reply:
    """GET /cases/{number}/receipt."""
    return json_reply(await receipt_sheet(call, read_number(call)))


async def receipt_sheet(call: Call, number: str) -> wire.ReceiptSheet:
    """The receipt of a case of the asker, or that they filed for somebody. Raises Refusal not_found."""
    window, viewer = call.window, call.viewer

    def look(tx):
        bundle = bundle_views.receivable(tx, viewer, number)
        if bundle is not None:
            return bundle_views.sheet(window, tx, bundle, viewer, call.base, call.words)
        case = case_rows.find(tx, number)
        stands = views.relation(window, viewer, case) if case is not None else None
        roles = window.catalogue.roles
        if case is None or not roles.allowed(viewer.role, Action.CASE_RECEIPT, stands):
            raise Refusal("not_found")
        return receipts.sheet(window, tx, case, viewer, call.base, call.words)

    return await window.database.read(look)


@endpoint(
    "POST",
    "/cases/{number}/steps",
    "Take a step",
    action=SESSION,
    request=FormBody(
        "StepRequest",
        "Take a step; which other members it needs depends on the step.",
        lambda known: list(known.forms.steps.values()),
        {
            "step": str,
            "fields": (list[str] | None, None),
            "pictures": (list[str] | None, None),
        },
    ),
    answer=wire.CaseDetail,
    once=True,
    errors=("not_found", "conflict", "invalid"),
)
async def step(call: Call) -> Reply:
    """POST /cases/{number}/steps."""
    window, number, asked = call.window, read_number(call), call.once()
    answer, events = await window.database.write(
        lambda tx: bundles.take_step(window, tx, call.viewer, number, call.body, asked, call.words)
    )
    call.scope["app_state"].teller.announce(*events)
    return Reply(answer.status, answer.body)


@endpoint(
    "POST",
    "/cases/{number}/rating",
    "Rate a closed case",
    action=Action.CASE_RATE,
    request=FormBody("RatingRequest", "Rate a closed case.", lambda known: [known.forms.rating]),
    answer=wire.CaseDetail,
    once=True,
    errors=("not_found", "conflict", "invalid"),
)
async def rating(call: Call) -> Reply:
    """POST /cases/{number}/rating."""
    window, number, asked = call.window, read_number(call), call.once()
    return await _write(
        call,
        lambda tx: rate.rate_own(window, tx, call.viewer, number, call.body, asked, call.words),
    )


@endpoint(
    "POST",
    "/track",
    "Look up a case by number and query code",
    request=FormBody(
        "TrackRequest", "Look a case up without an account.", lambda known: [known.forms.track]
    ),
    answer=wire.CaseDetail,
    errors=("invalid",),
)
async def track(call: Call) -> Reply:
    """POST /track."""
    window = call.window
    values = checked(call.window.reference.forms.track, call)
    number, code = values["number"], values["query_code"]

    shown = await window.database.write(
        lambda tx: tracking.look(window, tx, number, code, call.address, call.words)
    )
    if isinstance(shown, Refusal):
        raise shown
    return json_reply(shown)


@endpoint(
    "POST",
    "/track/rating",
    "Rate by number and query code",
    request=FormBody(
        "TrackRatingRequest", "Rate without an account.", lambda known: [known.forms.track_rating]
    ),
    answer=wire.CaseDetail,
    once=True,
    errors=("conflict", "invalid"),
)
async def track_rating(call: Call) -> Reply:
    """POST /track/rating."""
    window = call.window
    values = checked(call.window.reference.forms.track_rating, call)
    asked = call.once(f"track:{values['number']}")
    result = await window.database.write(
        lambda tx: rate.rate_tracked(window, tx, values, call.address, asked, call.words)
    )
    if isinstance(result, Refusal):
        raise result
    answer, event = result
    call.scope["app_state"].teller.announce(event)
    return Reply(answer.status, answer.body)
