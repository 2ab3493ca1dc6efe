"""A notice that is there already: changed, with what somebody else made of it meanwhile beside it."""

from collections.abc import Mapping

from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain import activity_desk
from server.routes.plain.admin import notices
from server.routes.plain.admin.frame import admin_page, author_of
from server.routes.plain.form_key import key_of
from server.routes.plain.frame import go_to
from server.services import activities
from server.services import notices as service
from server.services.errors import Refusal
from server.services.notices import Banner, Written
from server.services.window import Window

#: Fields that are shown beside each other, each with its label.
_BOTH = {
    "title": "heading",
    "body": "body",
    "show_from": "from",
    "show_until": "until",
    "banner_from": "banner_from",
    "banner_until": "banner_until",
}


async def form(call: Call) -> Reply:
    """GET /plain/admin/notices/{id}."""
    return await _page(call, [], call.window.ports.random.id())


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    return await _page(call, [], key_of(call))


async def save(call: Call) -> Reply:
    """POST /plain/admin/notices/{id}."""
    window, wanted = call.window, call.path["id"]
    author, (row, of_activity) = await author_of(call), await _found(call)
    if of_activity:
        raise Refusal("conflict")
    written, problems = notices.read_written(call)
    kept = _as_it_was(call, row, written)
    if kept.until == row["until_at"]:
        problems = [one for one in problems if one.path != "show_until"]
    if problems:
        return await _page(call, wrongs(call.words, problems), key_of(call))
    seen = call.body.get("seen", "")
    try:
        await window.database.write(
            lambda tx: service.change(window, tx, author, wanted, seen, kept)
        )
    except Refusal as refusal:
        if refusal.code != "conflict":
            raise
        return await _page(call, [], key_of(call), bad=refusal.message(call.words))
    return go_to("/plain/admin/notices?done=changed")


async def _found(call: Call) -> tuple[dict, bool]:
    """Its row, and whether it is an activity's."""
    wanted = call.path["id"]

    def read(tx):
        return service.one(tx, wanted), tx.one(activities.BY_ID, activity=wanted) is not None

    return await call.window.database.read(read)


def _typed_of(window: Window, row: Mapping) -> dict[str, str]:
    """The fields of the form, as the notice is."""
    iso, iso_or_none = window.zone.iso, window.zone.iso_or_none
    until = row["until_at"]
    return {
        "title": row["title"],
        "body": row["body"],
        "show_from": iso(row["published_at"])[:10],
        "show_until": "" if until is None else iso(until - 1)[:10],
        "banner": row["banner"] or "",
        "banner_from": (iso_or_none(row["banner_from"]) or "")[:16],
        "banner_until": (iso_or_none(row["banner_until"]) or "")[:16],
    }


def _as_it_was(call: Call, row: Mapping, written: Written) -> Written:
    """A moment that nobody touched stays the moment it was, and not that of its day or minute."""
    was = _typed_of(call.window, row)
    same = {name for name in was if call.body.get(name, "").strip() == was[name]}
    at = row["published_at"] if "show_from" in same else written.at
    until = row["until_at"] if "show_until" in same else written.until
    banner = written.banner
    if banner is not None:
        begins = row["banner_from"] if "banner_from" in same else banner.begins
        banner = Banner(banner.urgency, banner.begins if begins is None else begins, banner.until)
    return written._replace(at=at, until=until, banner=banner)


async def _page(call: Call, wrong: list[Wrong], key: str, *, bad: str = "") -> Reply:
    row, of_activity = await _found(call)
    if of_activity:
        return go_to(f"{activity_desk.PATH}/{row['id']}/change")
    was, sent = _typed_of(call.window, row), call.scope["method"] == "POST"
    typed = {name: call.body.get(name, "") if sent else was[name] for name in was}
    both = [
        (call.words(f"admin.notices.{label}"), was[name], typed[name])
        for name, label in _BOTH.items()
        if bad and was[name].strip() != typed[name].replace("\r", "").strip()
    ]
    newest = service.version_of(row)
    return admin_page(
        call,
        "notice.html",
        wrong=wrong,
        bad=bad,
        key=key,
        form=True,
        one=row,
        values=typed,
        both=both,
        at=newest if bad or not sent else call.body.get("seen", newest),
        grids=notices.grid_choices(call),
        picked=call.body.all("grids") if sent else service.grids_of(row),
        urgencies=notices.urgencies(call),
    )
