"""An activity is changed after it was published, without script: what it is, what others made of it meanwhile,
and what was changed before."""

from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain import activity_desk
from server.routes.plain.activity_form import read_typed, typed_of
from server.routes.plain.activity_questions import kinds, read_questions, typed_questions
from server.routes.plain.admin.frame import author_of
from server.routes.plain.admin.notices import read_texts
from server.routes.plain.form_key import key_of
from server.routes.plain.frame import go_to, show
from server.rules.authorisation import Action
from server.rules.forms import Problem
from server.rules.numbers import read_whole
from server.services import activity_desk as desks
from server.services import activity_edits, activity_history, activity_questions
from server.services.activity_edits import Edit
from server.services.errors import Refusal

#: Fields of the form, in their order, each with its label.
FIELDS = {
    "title": "admin.notices.heading",
    "body": "admin.notices.body",
    "where": "admin.activities.place",
    "day": "admin.activities.day",
    "begins": "admin.activities.begins",
    "ends": "admin.activities.ends",
    "last_day": "admin.activities.last_day",
    "places": "admin.activities.places",
}


def _guard(call: Call) -> None:
    if not call.window.catalogue.roles.allowed(call.viewer.role, Action.ACTIVITY_RUN):
        raise Refusal("forbidden")


async def form(call: Call) -> Reply:
    """GET /plain/activity_desk/{id}/change."""
    if call.viewer is None:
        return go_to("/plain/staff")
    _guard(call)
    return await _page(call, [], call.window.ports.random.id())


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    _guard(call)
    return await _page(call, [], key_of(call))


async def act(call: Call) -> Reply:
    """POST /plain/activity_desk/{id}/change."""
    if call.viewer is None:
        raise Refusal("unauthenticated")
    _guard(call)
    window, wanted = call.window, call.path["id"]
    author = await author_of(call)
    found = await _found(call)
    problems: list[Problem] = []
    title, body = read_texts(call, problems)
    typed = read_typed(call, window.now(), problems, found.row)
    questions = read_questions(call, problems)
    if typed is None or problems:
        return await _page(call, wrongs(call.words, problems), key_of(call))
    edit = Edit(title, body, *typed, questions)
    seen = read_whole(call.body.get("seen", "")) or 0
    try:
        await window.database.write(
            lambda tx: activity_edits.edit(window, tx, call.viewer, author, wanted, seen, edit)
        )
    except Refusal as refusal:
        if refusal.code == "invalid":
            return await _page(call, wrongs(call.words, refusal.problems), key_of(call))
        if refusal.code != "conflict":
            raise
        said = refusal.message(call.words)
        return await _page(call, [], key_of(call), bad=said, status=refusal.status)
    return go_to(f"{activity_desk.PATH}/{wanted}?done=changed")


async def _found(call: Call) -> desks.Desk:
    window = call.window
    return await window.database.read(
        lambda tx: desks.desk(window, tx, call.viewer, call.path["id"])
    )


async def _page(
    call: Call, wrong: list[Wrong], key: str, *, bad: str = "", status: int = 200
) -> Reply:
    window = call.window
    found = await _found(call)
    rows = await window.database.read(lambda tx: activity_history.changed(tx, call.path["id"]))
    now = typed_of(window, found.row)
    typed = {name: call.body.get(name, now[name]) for name in FIELDS}
    # Both are shown where somebody else changed it meanwhile; saved once more, this one counts.
    both = [
        (call.words(label), now[name], typed[name])
        for name, label in FIELDS.items()
        if status == 409 and now[name].strip() != typed[name].replace("\r", "").strip()
    ]
    asks = activity_questions.current(found.row)
    if status == 409 and (wanted := read_questions(call, [])) != asks:
        said = [activity_questions.said(one, call.words) for one in (asks, wanted)]
        both.append((call.words("plain.activity_questions.title"), *said))
    return show(
        call,
        "activity_edit.html",
        status=status,
        wrong=wrong,
        form=found.running,
        key=key,
        desk=found,
        typed=typed,
        seen=found.row["edits"] or 0
        if status == 409
        else call.body.get("seen", found.row["edits"] or 0),
        both=both,
        questions=typed_questions(call, asks),
        kinds=kinds(call),
        bad=bad,
        history=activity_desk.history(call, rows),
    )
