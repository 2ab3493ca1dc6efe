"""The grids: a GeoJSON file is looked at first, with every mistake by its feature and with what it
would change; only what was looked at is then taken."""

import msgspec

from server.routes.http import Call, Reply
from server.routes.page import Wrong
from server.routes.plain.admin.coordinate_choice import chosen, offered
from server.routes.plain.admin.frame import admin_page, author_of, save_setting
from server.rules.grid_import import compare, read_grids
from server.services import changes, places_in_use, settings
from server.services.errors import Refusal

MEGABYTES = 16
DRAFT = "settings.draft"
#: Names that the preview tells of each kind of change.
MOST_TOLD = 40


def files_bytes(call: Call) -> int:
    """Most bytes of the file."""
    return MEGABYTES * 1_048_576


async def form(call: Call) -> Reply:
    """GET /plain/admin/grids."""
    return _page(call, [])


async def upload(call: Call) -> Reply:
    """POST /plain/admin/grids: a file to look at, or the press that takes what was looked at."""
    if call.body.get("take"):
        return await _take(call)
    file = call.body.files[0] if call.body.files else None
    raw = await file.read() if file is not None and file.size else b""
    if not raw:
        return _page(call, [Wrong("file", call.words("admin.grids.wrong.file", mb=MEGABYTES))])
    # Thousands of outlines take a moment.
    value, mistakes = await call.scope["app_state"].files.run(read_grids, raw, chosen(call))
    if value is None:
        return _page(call, [Wrong("file", _said(call, one)) for one in mistakes])
    in_use = await _lost(call, value)
    if in_use:
        said = call.words("admin.grids.wrong.in_use", ids=", ".join(in_use[:MOST_TOLD]))
        return _page(call, [Wrong("file", said)])
    window, author = call.window, await author_of(call)
    draft = await window.database.write(
        lambda tx: changes.note(window, tx, author, DRAFT, "grids", value)
    )
    return _page(call, [], draft=draft, value=value)


async def _take(call: Call) -> Reply:
    typed = call.body.get("take", "")
    drafts = await call.window.database.read(lambda tx: changes.present(tx, DRAFT))
    row = next((d for d in drafts if d["subject"] == "grids" and str(d["id"]) == typed), None)
    if row is None or row["account_id"] != call.viewer.id:
        raise Refusal("outdated")
    value = msgspec.json.decode(row["content"])
    if await _lost(call, value):
        raise Refusal("conflict")
    bad = await save_setting(call, "grids", value)
    if bad:
        return _page(call, [], bad=bad)
    return _page(call, [], said=call.words("admin.saved"))


async def _lost(call: Call, value: dict) -> list[str]:
    """Grids that the new file lacks although they are in use."""
    used = await call.window.database.read(places_in_use.grids)
    return [one for one in compare(_present(call), value).removed if one in used]


def _present(call: Call) -> dict:
    return settings.present(call.window, "grids")


def _said(call: Call, mistake) -> str:
    text = call.words(f"admin.grids.wrong.{mistake.code}", other=mistake.other, place=mistake.place)
    if not mistake.feature:
        return text
    return call.words("admin.grids.wrong.at", feature=mistake.feature, what=text)


def _page(
    call: Call,
    wrong: list[Wrong],
    *,
    said: str = "",
    bad: str = "",
    draft: int = 0,
    value: dict | None = None,
) -> Reply:
    difference = None if value is None else compare(_present(call), value)
    return admin_page(
        call,
        "grids.html",
        wrong=wrong,
        said=said,
        bad=bad,
        draft=draft,
        difference=difference,
        most=MOST_TOLD,
        names={} if value is None else _names(_present(call)) | _names(value),
        count=len(call.window.reference.grids),
        megabytes=MEGABYTES,
        systems=offered(call),
        system=chosen(call),
    )


def _names(value: dict) -> dict[str, str]:
    return {
        f["id"]: f"{f['properties']['community']} {f['properties']['name']}"
        for f in value["features"]
    }
