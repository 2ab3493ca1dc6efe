"""The audit list: every change that an administrator made, newest first."""

import msgspec

from server.routes.http import Call, Reply
from server.routes.plain.admin.frame import admin_page
from server.services import changes

#: Of a change's content so much is shown.
MOST_SHOWN = 400


async def listing(call: Call) -> Reply:
    """GET /plain/admin/changes."""
    cursor = call.query.get("cursor", "")
    page = await call.window.database.read(lambda tx: changes.page(tx, cursor))
    items = [
        {
            "id": row["id"],
            "at": call.window.zone.iso(row["at"]),
            "by": row["done_by"],
            "what": call.words(f"admin.change.{row['kind']}"),
            "subject": row["subject"],
            "told": _told(row),
        }
        for row in page.items
    ]
    return admin_page(call, "changes.html", listed=items, next_cursor=page.next_cursor)


def _told(row: dict) -> str:
    """The content in a line: of an account what it was and became, of a setting its beginning."""
    if not row["kind"].startswith("account."):
        return row["content"][:MOST_SHOWN]
    content = msgspec.json.decode(row["content"], type=dict)
    parts = []
    for name, value in content.items():
        if isinstance(value, list):
            parts.append(f"{name}: {value[0] or '—'} → {value[1] or '—'}")
        elif value is not None:
            parts.append(f"{name}: {value}")
    return ", ".join(parts)
