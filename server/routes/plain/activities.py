"""Activities (活动) without script: what is to come and one's own, signing up and giving the places back."""

from server.routes import activities as routes
from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain.form_key import key_of
from server.routes.plain.form_page import FormPage
from server.routes.plain.frame import go_to, show
from server.routes.plain.sign_in import NEXT_ACTIVITY
from server.rules.activity_questions import ANSWERS
from server.rules.authorisation import Action
from server.rules.numbers import read_whole
from server.services import activities, activity_history, activity_questions, answers
from server.services.errors import Refusal
from server.wire import activities as wire
from server.wire.types import encode

PATH = "/plain/activities"
#: What was done just now, by the address.
_DONE = ("in", "waiting", "cancelled")


async def listing(call: Call) -> Reply:
    """GET /plain/activities."""
    window = call.window
    found = await window.database.read(
        lambda tx: activities.listed(window, tx, call.viewer, call.words)
    )
    may = _may(call)
    own = (await routes.own(call)).items if may else []
    mine = [one for one in own if one.mine is not None and one.mine.state != "cancelled"]
    rows = [(one, span(call, one)) for one in found.items]
    return show(
        call,
        "activities.html",
        here="notices",
        activities=rows,
        mine=[(one, span(call, one)) for one in mine],
    )


def _may(call: Call) -> bool:
    viewer = call.viewer
    roles = call.window.catalogue.roles
    return viewer is not None and roles.allowed(viewer.role, Action.ACTIVITY_SIGN_UP)


def span(call: Call, one: wire.Activity) -> str:
    """From when to when, in words."""
    return activity_history.span(call.words, one.begins_at, one.ends_at)


async def form(call: Call) -> Reply:
    """GET /plain/activities/{id}."""
    return await _page(call, [], call.window.ports.random.id())


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    return await _page(call, [], key_of(call))


async def act(call: Call) -> Reply:
    """POST /plain/activities/{id}: sign up, or give the places back."""
    window, wanted = call.window, call.path["id"]
    if call.viewer is None:
        return go_to(f"/plain/login?next={NEXT_ACTIVITY}{wanted}")
    if not _may(call):
        raise Refusal("forbidden")
    key = key_of(call)
    try:
        if call.body.get("cancel"):
            await window.database.write(
                lambda tx: activities.cancel(window, tx, call.viewer, wanted, call.words)
            )
        else:
            asks = await _asks(call)
            given = wire.SignUpRequest(
                people=read_whole(call.body.get("people", "")),
                belongs=bool(call.body.get("belongs")),
                asked=asks.form["version"] if asks else None,
                answers=asks.body().get(ANSWERS) if asks else None,
            )
            asked = answers.once(call.viewer.id, key, "POST", call.scope["path"], encode(given))
            await window.database.write(
                lambda tx: activities.sign_up(
                    window, tx, call.viewer, wanted, given, asked, call.words
                )
            )
    except Refusal as refusal:
        if refusal.code == "invalid":
            return await _page(call, wrongs(call.words, refusal.problems), key)
        if refusal.code != "conflict":
            raise
        bad = refusal.message(call.words)
        return await _page(call, [], key, bad=bad, status=refusal.status)
    mine = (await routes.found(call, wanted)).mine
    return go_to(f"{PATH}/{wanted}?done={mine.state if mine else ''}")


async def _asks(call: Call) -> FormPage | None:
    """What is asked, as it stood on the page that was sent."""
    window = call.window
    row = await window.database.read(
        lambda tx: activities.row_of(window, tx, call.viewer, call.path["id"])
    )
    version = read_whole(call.body.get("asked", ""))
    definition = activity_questions.definition(row, version)
    if definition is None:
        return None
    known = activity_questions.known(window)
    return FormPage(call, definition, definition.form, key_of(call) if call.body else "", known)


async def _page(
    call: Call, wrong: list[Wrong], key: str, *, bad: str = "", status: int = 200
) -> Reply:
    one = await routes.found(call, call.path["id"])
    may = call.viewer is None or _may(call)
    signed_up = one.mine is not None and one.mine.state != "cancelled"
    opens = may and not signed_up and one.state == "open"
    before = one.mine.before if signed_up else None
    asks = await _asks(call) if opens else None
    done = call.query.get("done", "")
    said = done in _DONE and one.mine is not None and one.mine.state == done and not call.body
    return show(
        call,
        "activity.html",
        status=status,
        here="notices",
        wrong=wrong,
        form=opens or (signed_up and one.mine.can_cancel),
        # What is lost is said before the place is given back.
        asks_sure=signed_up and one.mine.can_cancel and bool(call.query.get("cancel")),
        one=one,
        when=span(call, one),
        closes=call.words.moment(one.closes_at),
        key=key,
        opens=opens,
        asked=asks.form["version"] if asks else None,
        fields=[one for _, fields in asks.sections() for one in fields] if asks else [],
        signed_up=signed_up,
        changed=activity_history.since(call.words, before, one) if before else [],
        counts=range(1, min(one.most, one.places) + 1),
        typed=call.body,
        said=call.words(f"plain.activities.done.{done}", line=one.mine.line) if said else "",
        bad=bad,
    )
