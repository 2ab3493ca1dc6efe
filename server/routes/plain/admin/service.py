"""One service: how its draft stands, what is wrong with it, what it changes; looking at it, publishing it,
taking it out of use."""

from collections.abc import Callable

from server.config import ConfigError
from server.routes.http import Call, Reply
from server.routes.plain.admin.frame import admin_page, author_of
from server.routes.plain.admin.services import PATH, attachment
from server.routes.plain.frame import go_to
from server.rules.catalogue.service_checks import Read
from server.rules.nesting import MOST_NESTED
from server.services import (
    service_desk,
    service_editor,
    service_versions,
    settings,
)
from server.services.changes import Author
from server.services.errors import Refusal
from server.services.reference import Settings
from server.services.service_changes import Changes
from server.services.service_editor import Work
from server.services.service_faults import Fault
from server.services.window import Window
from server.services.words import Words
from server.store.tx import Tx

Change = Callable[[Window, Tx, Author, str, int], object]


async def work_of(call: Call) -> Work:
    """The service of the address. Raises Refusal not_found."""
    window, code = call.window, call.path["code"]
    work = await window.database.read(lambda tx: service_editor.work_on(window, tx, code))
    if work is None:
        raise Refusal("not_found")
    return work


def seen_of(call: Call) -> int:
    """The newest change that who pressed the button had seen; -1 for none."""
    typed = call.body.get("seen", "")
    return int(typed) if typed.isdigit() and len(typed) < 19 else -1


async def page(call: Call) -> Reply:
    """GET /plain/admin/services/{code}; ?file=json as a file."""
    if call.query.get("file") == "json":
        work = await work_of(call)
        return attachment(f"{work.code}.json", "application/json", work.bundle.json)
    return await _page(call)


async def act(call: Call) -> Reply:
    """POST /plain/admin/services/{code}: one of the buttons."""
    work, words, action = await work_of(call), call.words, call.body.get("action", "")
    if action not in _ACTIONS:
        raise Refusal("not_found")
    faulty = work.unreadable or service_editor.read(call.window, work.bundle).mistakes
    if action == "ready" and faulty:
        return await _page(call, bad=words("admin.services.faulty"))
    window, code, seen, author = call.window, work.code, seen_of(call), await author_of(call)
    try:
        result = await window.database.write(
            lambda tx: _ACTIONS[action](window, tx, author, code, seen)
        )
    except Refusal as refusal:
        if refusal.code != "conflict":
            raise
        return await _page(call, bad=words("admin.services.conflict"))
    except ConfigError as error:
        return await _page(call, bad=words("admin.unusable", why=str(error)))
    if isinstance(result, Settings):
        settings.use(window, result)
    there = code in window.reference.affairs.written
    if action == "discard" and not there:
        return go_to(PATH)
    return await _page(call, said=words(f"admin.services.done.{action}"))


def _revive(window: Window, tx: Tx, author: Author, code: str, seen: int) -> int:
    """A draft of what was in use."""
    bundle = service_versions.last_in_use(tx, code)
    if bundle is None:
        raise Refusal("conflict")
    return service_versions.keep(window, tx, author, bundle, seen)


_ACTIONS: dict[str, Change] = {
    "ready": service_versions.make_ready,
    "publish": settings.publish_service,
    "discard": service_versions.discard,
    "archive": settings.archive_service,
    "revive": _revive,
}


def _faults(window: Window, words: Words, work: Work, found: Read) -> list[Fault]:
    """What is wrong with the draft; of one that cannot be looked at, that alone."""
    if work.unreadable:
        said = words("admin.services.fault.nested", a=MOST_NESTED)
        return [Fault(words("admin.services.unreadable"), said, "")]
    return service_editor.said(window, words, work.bundle, found.mistakes)


async def _page(call: Call, *, said: str = "", bad: str = "") -> Reply:
    window, words = call.window, call.words
    work = await work_of(call)
    found = service_editor.read(window, work.bundle)
    history = await window.database.read(lambda tx: service_versions.history(tx, work.code))
    count = await window.database.read(lambda tx: service_desk.waiting(window, tx))
    compared = work.state.draft and work.live and not work.unreadable
    return admin_page(
        call,
        "service.html",
        said=said,
        bad=bad,
        work=work,
        title=service_editor.title(words, work),
        sheet=None if found.mistakes else service_editor.sheet_of(window, words, found),
        faults=_faults(window, words, work, found),
        department=window.reference.department_name(str(work.bundle.service.get("department"))),
        waiting=count.get(work.code, 0),
        changes=Changes(window, words, work).lines() if compared else [],
        history=[
            {
                "at": window.zone.iso(row["at"]),
                "by": row["done_by"],
                "what": words(f"admin.change.{row['kind']}"),
            }
            for row in history
        ],
    )
