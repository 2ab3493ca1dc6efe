"""Activities: written like a notice, with when, where, for how many and for whom."""

from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain.activity_form import count_of, read_typed
from server.routes.plain.activity_questions import kinds, read_questions, typed_questions
from server.routes.plain.admin.frame import admin_page, author_of
from server.routes.plain.admin.notices import grid_choices, read_written
from server.routes.plain.form_key import key_of
from server.rules import activities as rules
from server.rules.forms import Problem
from server.services import activities as service
from server.services.activities import Plan


async def form(call: Call) -> Reply:
    """GET /plain/admin/activities."""
    return _page(call, [], call.window.ports.random.id())


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    return _page(call, [], key_of(call))


async def publish(call: Call) -> Reply:
    """POST /plain/admin/activities."""
    window, key, author = call.window, key_of(call), await author_of(call)
    written, problems = read_written(call)
    plan, more = _plan(call, written.at)
    if plan is None or problems or more:
        return _page(call, wrongs(call.words, [*problems, *more]), key)
    if written.until is None:
        written = written._replace(until=plan.ends)
    await window.database.write(lambda tx: service.publish(window, tx, author, key, written, plan))
    call.body = type(call.body)([], [])
    return _page(call, [], window.ports.random.id(), said=call.words("admin.activities.published"))


def _plan(call: Call, shown_from: int) -> tuple[Plan | None, list[Problem]]:
    problems: list[Problem] = []
    typed = read_typed(call, max(shown_from, call.window.now()), problems)
    most = count_of(call, "most", rules.MOST_EACH, problems)
    group = call.body.get("group", "") or None
    if group is not None and group not in rules.GROUPS:
        problems.append(Problem("group", "unknown"))
    questions = read_questions(call, problems)
    if typed is None or problems:
        return None, problems
    return Plan(*typed, most, bool(call.body.get("waiting")), group, questions), problems


def _page(call: Call, wrong: list[Wrong], key: str, *, said: str = "") -> Reply:
    words = call.words
    groups = [(name, words(f"plain.activities.group.{name}")) for name in rules.GROUPS]
    return admin_page(
        call,
        "activities.html",
        wrong=wrong,
        said=said,
        bad="",
        key=key,
        form=True,
        grids=grid_choices(call),
        picked=call.body.all("grids"),
        groups=[("", words("plain.activities.group.all")), *groups],
        most=rules.MOST_EACH,
        questions=typed_questions(call),
        kinds=kinds(call),
        # A box that is not ticked is not sent: a page that was not sent yet has it ticked.
        waiting=bool(call.body.get("waiting")) or not call.body.get("action"),
    )
