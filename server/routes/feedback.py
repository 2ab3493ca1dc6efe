"""这页有用吗: anybody says it, staff read it."""

from server.routes.endpoint import endpoint
from server.routes.http import Call, Reply, json_reply
from server.rules.authorisation import Action
from server.services import feedback as service
from server.wire import feedback as wire
from server.wire.bodies import FormBody

#: Keys of those who say nothing of who they are.
SCOPE = "feedback"


@endpoint(
    "POST",
    "/feedback",
    "Say whether a page helped",
    request=FormBody(
        "FeedbackRequest",
        "Whether a page helped, and a line of words where it did not; nothing of who says it.",
        lambda reference: [service.form_of(reference)],
        {"page": str, "language": str, "version": str, "helpful": bool},
    ),
    answer=wire.FeedbackNoted,
    status=201,
    once=True,
)
async def say(call: Call) -> Reply:
    """POST /feedback."""
    window, asked = call.window, call.once(SCOPE)
    row = service.checked(window, call.body)
    answer = await window.database.write(
        lambda tx: service.take(window, tx, row, call.address, asked)
    )
    return Reply(answer.status, answer.body)


@endpoint(
    "GET",
    "/feedback",
    "What people say of the pages",
    action=Action.FEEDBACK_READ,
    answer=wire.FeedbackPages,
)
async def said(call: Call) -> Reply:
    """GET /feedback."""
    window = call.window
    found = await window.database.read(lambda tx: service.pages(window, tx), slow=True)
    return json_reply(found)
