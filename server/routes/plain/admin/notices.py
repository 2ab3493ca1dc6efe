"""Notices: written, put over every page, ended, and those that were."""

from datetime import date, datetime

from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain.admin.frame import admin_page, author_of
from server.routes.plain.form_key import key_of
from server.rules import text
from server.rules.forms import Problem
from server.services import banners
from server.services import notices as service
from server.services.errors import Refusal
from server.services.notices import Banner, Written

#: How a button that ends one begins; bounds of the texts.
END = "end-"
SHORTEST, LONGEST_TITLE, LONGEST_BODY = 2, 60, 4000
DAY_MS = 86_400_000
#: How a moment is typed.
MOMENT = "%Y-%m-%dT%H:%M"


async def form(call: Call) -> Reply:
    """GET /plain/admin/notices."""
    said = call.words("admin.notices.changed") if call.query.get("done") == "changed" else ""
    return await _page(call, [], call.window.ports.random.id(), said=said)


async def act(call: Call) -> Reply:
    """POST /plain/admin/notices: publish, or end one."""
    window, words, action = call.window, call.words, call.body.get("action", "")
    author, key = await author_of(call), key_of(call)
    if action.startswith(END):
        ended = action.removeprefix(END)
        try:
            await window.database.write(lambda tx: service.end(window, tx, author, ended))
        except Refusal as refusal:
            if refusal.code != "conflict":
                raise
            return await _page(call, [], key, bad=words("admin.notices.over"))
        return await _page(call, [], key, said=words("admin.notices.ended"))
    written, problems = read_written(call)
    if problems:
        return await _page(call, wrongs(words, problems), key)
    await window.database.write(lambda tx: service.publish(window, tx, author, key, written))
    call.body = type(call.body)([], [])
    return await _page(call, [], window.ports.random.id(), said=words("admin.notices.published"))


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    return await _page(call, [], key_of(call))


def read_texts(call: Call, problems: list[Problem]) -> tuple[str, str]:
    """Title and text that were typed; what is wrong with them is put to the problems."""
    title = text.clean(call.body.get("title", ""), lines=False)
    body = text.clean(call.body.get("body", ""), lines=True)
    for path, said, most in (("title", title, LONGEST_TITLE), ("body", body, LONGEST_BODY)):
        if not said:
            problems.append(Problem(path, "required"))
        elif not SHORTEST <= text.visible_length(said) <= most:
            short = text.visible_length(said) < SHORTEST
            code = "too_short" if short else "too_long"
            problems.append(Problem(path, code, min=SHORTEST, max=most))
    return title, body


def read_written(call: Call) -> tuple[Written, list[Problem]]:
    """The notice that was typed, and what is wrong with it."""
    problems: list[Problem] = []
    title, body = read_texts(call, problems)
    grids = call.body.all("grids")
    if any(grid not in call.window.reference.grids for grid in grids):
        problems.append(Problem("grids", "unknown"))
    begins, wrong = day_of(call, "show_from")
    problems += wrong
    last, wrong = day_of(call, "show_until")
    problems += wrong
    at = call.window.now() if begins is None else begins
    until = None if last is None else last + DAY_MS
    if until is not None and until <= max(at, call.window.now()):
        problems.append(Problem("show_until", "early"))
    banner = _read_banner(call, at, problems)
    return Written(title, body, at, until, list(dict.fromkeys(grids)), banner), problems


def _read_banner(call: Call, at: int, problems: list[Problem]) -> Banner | None:
    """Whether and when it stands over every page. at: from when the notice is shown, ms."""
    urgency = call.body.get("banner", "")
    if not urgency:
        return None
    if urgency not in banners.URGENCIES:
        problems.append(Problem("banner", "unknown"))
        return None
    begins, until = (_moment_of(call, name, problems) for name in ("banner_from", "banner_until"))
    if until is None:
        if not any(one.path == "banner_until" for one in problems):
            problems.append(Problem("banner_until", "required"))
        return None
    begins = at if begins is None else begins
    if until <= max(begins, call.window.now()):
        problems.append(Problem("banner_until", "early"))
    return Banner(urgency, begins, until)


def _moment_of(call: Call, name: str, problems: list[Problem]) -> int | None:
    """The moment that was typed (ms), None for none."""
    typed = call.body.get(name, "").strip().replace(" ", "T")
    if not typed:
        return None
    try:
        found = datetime.strptime(typed, MOMENT).replace(tzinfo=call.window.zone.zone)
    except ValueError:
        problems.append(Problem(name, "format"))
        return None
    return int(found.timestamp() * 1000)


def day_of(call: Call, name: str) -> tuple[int | None, list[Problem]]:
    """The first moment of a day that was typed, None for none."""
    typed = call.body.get(name, "").strip()
    if not typed:
        return None, []
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None, [Problem(name, "format")]
    return call.window.reference.calendar.start_of((day - date(1970, 1, 1)).days), []


def grid_choices(call: Call) -> list[tuple[str, str]]:
    """The grids that something can be for."""
    grids = call.window.reference.grids.values()
    return [(grid.id, f"{grid.community} {grid.name}") for grid in grids]


def urgencies(call: Call) -> list[tuple[str, str]]:
    """Whether something stands over every page, and how."""
    names = [("", "none"), *((one, one) for one in banners.URGENCIES)]
    return [(code, call.words(f"admin.notices.banner.{name}")) for code, name in names]


async def _page(
    call: Call, wrong: list[Wrong], key: str, *, said: str = "", bad: str = ""
) -> Reply:
    window = call.window
    rows = await window.database.read(service.listed)
    now, iso = window.now(), window.zone.iso
    grids = window.reference.grids
    listed = [
        {
            "id": row["id"],
            "title": row["title"],
            "begins": iso(row["published_at"]),
            "until": window.zone.iso_or_none(row["until_at"]),
            "over": row["until_at"] is not None and row["until_at"] <= now,
            "waits": row["published_at"] > now,
            "grids": [grids[one].name if one in grids else one for one in row["grids"]],
            "banner": row["banner"],
            "banner_from": window.zone.iso_or_none(row["banner_from"]),
            "banner_until": window.zone.iso_or_none(row["banner_until"]),
        }
        for row in rows
    ]
    return admin_page(
        call,
        "notices.html",
        wrong=wrong,
        said=said,
        bad=bad,
        key=key,
        form=True,
        listed=listed,
        grids=grid_choices(call),
        picked=call.body.all("grids"),
        urgencies=urgencies(call),
    )
