"""Activities (活动) over the API: what is to come, signing up and giving one's places back, the file for one's
calendar, and for the desk who signed up and who came."""

from server.routes.endpoint import endpoint
from server.routes.http import NO_STORE, Call, Reply, json_reply, written_once
from server.rules.authorisation import Action
from server.services import accounts, activities, activity_desk
from server.services.changes import Author
from server.services.errors import invalid
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import activities as wire

CALENDAR = "text/calendar"


@endpoint("GET", "/activities", "Activities to come, for who asks", answer=wire.Activities)
async def coming_activities(call: Call) -> Reply:
    """GET /activities."""
    window = call.window
    return json_reply(
        await window.database.read(
            lambda tx: activities.listed(window, tx, call.viewer, call.words)
        )
    )


@endpoint(
    "GET", "/activities/{id}", "An activity", answer=wire.ActivityAnswer, errors=("not_found",)
)
async def activity(call: Call) -> Reply:
    """GET /activities/{id}."""
    return json_reply(wire.ActivityAnswer(await found(call, call.path["id"])))


async def found(call: Call, wanted: str) -> wire.Activity:
    """The activity as who asks sees it. Raises Refusal not_found."""
    window = call.window
    return await window.database.read(
        lambda tx: activities.one(window, tx, call.viewer, wanted, call.words)
    )


@endpoint(
    "GET",
    "/activities/{id}/activity.ics",
    "An activity for one's calendar",
    answer=str,
    media=CALENDAR,
    errors=("not_found",),
)
async def activity_calendar(call: Call) -> Reply:
    """GET /activities/{id}/activity.ics."""
    window, wanted = call.window, call.path["id"]
    body = await window.database.read(
        lambda tx: activities.calendar_file(window, tx, call.viewer, wanted)
    )
    headers = [
        (b"content-type", f"{CALENDAR}; charset=utf-8".encode()),
        (b"content-disposition", b'attachment; filename="activity.ics"'),
        NO_STORE,
    ]
    return Reply(200, body, headers)


@endpoint(
    "GET",
    "/me/activities",
    "What one signed up for",
    action=Action.ACTIVITY_SIGN_UP,
    answer=wire.Activities,
)
async def own_activities(call: Call) -> Reply:
    """GET /me/activities."""
    return json_reply(await own(call))


async def own(call: Call) -> wire.Activities:
    """What who is signed in signed up for."""
    window = call.window
    return await window.database.read(
        lambda tx: activities.own(window, tx, call.viewer, call.words)
    )


@endpoint(
    "POST",
    "/activities/{id}/sign-up",
    "Sign up for an activity",
    action=Action.ACTIVITY_SIGN_UP,
    request=wire.SignUpRequest,
    answer=wire.ActivityAnswer,
    status=201,
    once=True,
    errors=("not_found", "conflict", "invalid"),
)
async def sign_up(call: Call) -> Reply:
    """POST /activities/{id}/sign-up."""
    window, asked, wanted = call.window, call.once(), call.path["id"]
    answer = await window.database.write(
        lambda tx: activities.sign_up(
            window, tx, call.viewer, wanted, call.request, asked, call.words
        )
    )
    return Reply(answer.status, answer.body)


@endpoint(
    "POST",
    "/activities/{id}/cancel",
    "Give one's places at an activity back",
    action=Action.ACTIVITY_SIGN_UP,
    request=wire.SignUpCancel,
    answer=wire.ActivityAnswer,
    once=True,
    errors=("not_found", "conflict"),
)
async def cancel_sign_up(call: Call) -> Reply:
    """POST /activities/{id}/cancel: sent again it changes nothing more."""
    window, wanted = call.window, call.path["id"]
    return await written_once(
        call,
        lambda tx: wire.ActivityAnswer(
            activities.cancel(window, tx, call.viewer, wanted, call.words)
        ),
    )


@endpoint(
    "GET",
    "/activities/{id}/sign-ups",
    "Who signed up for an activity",
    action=Action.ACTIVITY_DESK,
    answer=wire.SignedUpList,
    errors=("not_found",),
)
async def signed_up(call: Call) -> Reply:
    """GET /activities/{id}/sign-ups."""
    window, wanted = call.window, call.path["id"]
    return json_reply(
        await window.database.read(
            lambda tx: _signed_up(window, tx, call.viewer, wanted, call.words)
        )
    )


def _signed_up(
    window: Window, tx: Tx, viewer: Viewer, activity: str, words: Words
) -> wire.SignedUpList:
    desk = activity_desk.desk(window, tx, viewer, activity)
    said = activity_desk.answered(window, tx, desk.row, words)
    lines = [wire.SignedUp(**line._asdict(), answers=said[line.id]) for line in desk.lines]
    return wire.SignedUpList(lines, desk.taken, desk.came, desk.door)


@endpoint(
    "POST",
    "/activities/{id}/attendance",
    "Note who came to an activity",
    action=Action.ACTIVITY_DESK,
    request=wire.AttendanceRequest,
    answer=wire.SignedUpList,
    once=True,
    errors=("not_found", "conflict", "invalid"),
)
async def note_attendance(call: Call) -> Reply:
    """POST /activities/{id}/attendance: the same numbers again change nothing."""
    window, wanted, viewer = call.window, call.path["id"], call.viewer
    if not call.request.came:
        raise invalid("came", "required")
    came = {one.id: one.people for one in call.request.came}

    def write(tx: Tx) -> wire.SignedUpList:
        account = accounts.by_id(tx, viewer.id)
        author = Author(account["id"], account["login"])
        activity_desk.note_attendance(window, tx, viewer, author, wanted, came)
        return _signed_up(window, tx, viewer, wanted, call.words)

    return await written_once(call, write)
