"""Activities (活动) for who runs them, without script: who signed up, who came, calling one off, the list as a
file."""

from server.routes.http import NO_STORE, Call, Reply
from server.routes.page import Wrong
from server.routes.plain.admin.frame import author_of
from server.routes.plain.form_key import key_of
from server.routes.plain.frame import go_to, show
from server.rules import text
from server.rules.authorisation import Action
from server.rules.forms import Problem
from server.rules.numbers import read_whole
from server.services import activity_desk as service
from server.services import activity_history
from server.services.activity_history import Changed
from server.services.errors import Refusal

PATH = "/plain/activity_desk"
#: Before the id of a sign-up, in the names of the fields of attendance.
CAME = "came."
SHORTEST, LONGEST = 4, 200
_DONE = ("noted", "called_off", "changed")


def _may(call: Call, action: Action) -> bool:
    return call.window.catalogue.roles.allowed(call.viewer.role, action)


async def listing(call: Call) -> Reply:
    """GET /plain/activity_desk."""
    window = call.window
    if call.viewer is None:
        return go_to("/plain/staff")
    if not _may(call, Action.ACTIVITY_DESK):
        raise Refusal("forbidden")
    rows = await window.database.read(lambda tx: service.listed(window, tx, call.viewer))
    iso = window.zone.iso
    return show(
        call,
        "activity_desk.html",
        activities=[(row, call.words.moment(iso(row["begins_at"]))) for row in rows],
    )


async def form(call: Call) -> Reply:
    """GET /plain/activity_desk/{id}."""
    if call.viewer is None:
        return go_to("/plain/staff")
    return await _page(call, [], call.window.ports.random.id())


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    return await _page(call, [], key_of(call))


async def act(call: Call) -> Reply:
    """POST /plain/activity_desk/{id}: note who came, call it off, or take the list along."""
    if call.viewer is None:
        raise Refusal("unauthenticated")
    action = call.body.get("action", "")
    run = action in ("call_off", "export")
    if not _may(call, Action.ACTIVITY_RUN if run else Action.ACTIVITY_DESK):
        raise Refusal("forbidden")
    try:
        if action == "export":
            return await _export(call)
        problems = await (_call_off(call) if action == "call_off" else _note(call))
    except Refusal as refusal:
        if refusal.code == "invalid":
            problems = refusal.problems
        elif refusal.code == "conflict":
            said = refusal.message(call.words)
            return await _page(call, [], key_of(call), bad=said, status=refusal.status)
        else:
            raise
    if problems:
        return await _page(call, _wrongs(call, problems), key_of(call))
    done = "called_off" if action == "call_off" else "noted"
    return go_to(f"{PATH}/{call.path['id']}?done={done}")


def _wrongs(call: Call, problems: list[Problem]) -> list[Wrong]:
    """Each at its field, whose name holds the id of a sign-up."""
    return [
        Wrong(one.path, call.words.problem(one._replace(path=one.path.partition(".")[0])))
        for one in problems
    ]


async def _note(call: Call) -> list[Problem]:
    window, activity = call.window, call.path["id"]
    author = await author_of(call)
    came, problems = {}, []
    for name in call.body:
        typed = call.body.get(name, "").strip()
        if not name.startswith(CAME) or not typed:
            continue
        count = read_whole(typed)
        if count is None:
            problems.append(Problem(name, "out_of_range"))
        else:
            came[name.removeprefix(CAME)] = count
    if not problems:
        await window.database.write(
            lambda tx: service.note_attendance(window, tx, call.viewer, author, activity, came)
        )
    return problems


async def _call_off(call: Call) -> list[Problem]:
    window, activity = call.window, call.path["id"]
    author = await author_of(call)
    reason = text.clean(call.body.get("reason", ""), lines=False)
    length = text.visible_length(reason)
    if not SHORTEST <= length <= LONGEST:
        code = "required" if not reason else "too_short" if length < SHORTEST else "too_long"
        return [Problem("reason", code, min=SHORTEST, max=LONGEST)]
    await window.database.write(
        lambda tx: service.call_off(window, tx, call.viewer, author, activity, reason)
    )
    return []


async def _export(call: Call) -> Reply:
    window, activity = call.window, call.path["id"]
    author = await author_of(call)
    content = await window.database.write(
        lambda tx: service.export(window, tx, call.viewer, author, activity, call.words)
    )
    headers = [
        (b"content-type", b"text/csv; charset=utf-8"),
        (b"content-disposition", b'attachment; filename="activity.csv"'),
        NO_STORE,
    ]
    return Reply(200, content, headers)


def history(call: Call, rows: list[Changed]) -> list[tuple[str, str, list[str]]]:
    """When, by whom, and what was changed, in words."""
    return [
        (
            call.words.moment(call.window.zone.iso(one.at)),
            one.by,
            activity_history.lines(call.words, one.members),
        )
        for one in rows
    ]


async def _page(
    call: Call, wrong: list[Wrong], key: str, *, bad: str = "", status: int = 200
) -> Reply:
    window = call.window
    if not _may(call, Action.ACTIVITY_DESK):
        raise Refusal("forbidden")

    def look(tx):
        found = service.desk(window, tx, call.viewer, call.path["id"])
        return found, service.answered(window, tx, found.row, call.words)

    found, answered = await window.database.read(look)
    rows = await window.database.read(lambda tx: activity_history.changed(tx, call.path["id"]))
    done = call.query.get("done", "")
    return show(
        call,
        "activity_people.html",
        status=status,
        wrong=wrong,
        form=found.door or found.running,
        key=key,
        desk=found,
        answered=answered,
        when=call.words.moment(window.zone.iso(found.row["begins_at"])),
        run=_may(call, Action.ACTIVITY_RUN),
        typed=call.body,
        said=call.words(f"plain.activity_desk.{done}") if done in _DONE and not bad else "",
        bad=bad,
        history=history(call, rows),
    )
