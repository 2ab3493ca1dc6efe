"""The audit list: every change that an administrator made, newest first."""

from typing import Any

import msgspec

from server.routes.http import Call, Reply
from server.routes.plain.admin.accounts import choices_of
from server.routes.plain.admin.frame import admin_page
from server.rules.differences import of_json
from server.rules.nesting import is_too_deep
from server.services import activity_history, changes, settings

#: What becomes of the second factor with a new password (services.staff.reset).
FACTORS = ("new", "none", "kept")
#: Of what is different in a setting or service so many values are shown, each up to so many characters.
MOST_ROWS, MOST_SHOWN = 30, 80
#: The same of a member that is told with others.
MOST_TOLD = 200
#: Larger contents (outlines of grids) are not taken apart, characters.
MOST_COMPARED = 200_000
#: Kinds of changes that keep what they are of whole.
WHOLE = (settings.KIND, "service.")


async def listing(call: Call) -> Reply:
    """GET /plain/admin/changes."""
    cursor = call.query.get("cursor", "")

    def read(tx):
        page = changes.page(tx, cursor)
        whole = [row for row in page.items if row["kind"].startswith(WHOLE)]
        return page, {row["id"]: _different(row, changes.content_before(tx, row)) for row in whole}

    page, different = await call.window.database.read(read)
    items = [
        {
            "id": row["id"],
            "at": call.window.zone.iso(row["at"]),
            "by": row["done_by"],
            "what": call.words(f"admin.change.{row['kind']}"),
            "subject": _subject(call, row),
            "told": _told(call, row),
            "rows": (different.get(row["id"]) or [])[:MOST_ROWS],
            "more": max(0, len(different.get(row["id"]) or []) - MOST_ROWS),
            "large": row["id"] in different and different[row["id"]] is None,
        }
        for row in page.items
    ]
    return admin_page(call, "changes.html", listed=items, next_cursor=page.next_cursor)


def _different(row: dict, before: str | None) -> list[tuple[str, str, str]] | None:
    """Path, before and after of each value that a change made different; None where that is too much
    to look at."""
    if max(len(row["content"]), len(before or "")) > MOST_COMPARED:
        return None
    both = msgspec.json.decode(before or "{}"), msgspec.json.decode(row["content"])
    if any(map(is_too_deep, both)):
        return None
    found = of_json(*both)
    return [(".".join(one.place), _said(one.before), _said(one.after)) for one in found]


def _said(value: Any) -> str:
    if value is None:
        return "—"
    said = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return said if len(said) <= MOST_SHOWN else said[:MOST_SHOWN] + "…"


def _subject(call: Call, row: dict) -> str:
    """What was changed: a setting or a table by the title of its page, a service by its own, an
    account by its login."""
    if row["kind"].startswith("service."):
        return call.window.reference.affairs.title(row["subject"], call.words.language)
    subject = "activities" if row["kind"] == activity_history.KIND else row["subject"]
    key = f"admin.{subject}.title"
    of_page = not row["kind"].startswith("account.") and call.words.has(key)
    return call.words(key) if of_page else row["subject"]


def _told(call: Call, row: dict) -> str:
    """What is said of the change: each member by its label, as it was and became where both are
    kept. Nothing of a setting, which is kept whole."""
    if row["kind"].startswith(WHOLE):
        return ""
    words, content = call.words, msgspec.json.decode(row["content"], type=dict)
    parts = []
    for name, value in content.items():
        if value is None or (isinstance(value, list) and value[0] == value[-1]):
            continue
        was_and_became = value if isinstance(value, list) else [value]
        said = " → ".join(_shown(call, name, one) for one in was_and_became)
        label = words(f"admin.change.member.{name}")
        parts.append(words("admin.change.member", label=label, value=said))
    return words("format.comma").join(parts)


def _shown(call: Call, name: str, value: str | int | None) -> str:
    """A member's value as people read it: a code of ours by its name."""
    if value is None:
        return "—"
    if name in activity_history.MOMENTS:
        return call.words.moment(value)
    choices = choices_of(call)
    named = {
        "role": dict(choices["roles"]),
        "department_id": dict(choices["departments"]),
        "grid_id": dict(choices["grids"]),
        "factor": {one: call.words(f"admin.change.factor.{one}") for one in FACTORS},
    }
    said = named.get(name, {}).get(str(value), str(value))
    return said if len(said) <= MOST_TOLD else said[:MOST_TOLD] + "…"
