"""What every page of the administration has: who may, saving a setting, and how it looks."""

from collections.abc import Callable
from typing import Any

from server.config import ConfigError
from server.routes.http import Call, Reply
from server.routes.page import Wrong
from server.routes.plain.frame import Handler, PlainPage, go_to, show
from server.rules.authorisation import Action
from server.services import accounts, settings
from server.services.changes import Author
from server.services.errors import Refusal


class AdminPage(PlainPage):
    """A plain page that only an administrator gets."""

    def __init__(
        self,
        get: Handler | None = None,
        post: Handler | None = None,
        again: Handler | None = None,
        files_bytes: Callable[[Call], int] = lambda call: 0,
    ):
        super().__init__(_guarded(get), _guarded(post), _guarded(again), files_bytes)


def _guarded(handler: Handler | None) -> Handler | None:
    if handler is None:
        return None

    async def guarded(call: Call) -> Reply:
        viewer = call.viewer
        if viewer is None:
            if call.scope["method"] == "POST":
                raise Refusal("unauthenticated")
            return go_to("/plain/staff")
        if not call.window.catalogue.roles.allowed(viewer.role, Action.ADMIN_RUN):
            raise Refusal("forbidden")
        return await handler(call)

    return guarded


async def author_of(call: Call) -> Author:
    """Who changes something, as the audit list names them."""
    account = await call.window.database.read(lambda tx: accounts.by_id(tx, call.viewer.id))
    return Author(account["id"], account["login"])


async def save_setting(call: Call, name: str, value: Any) -> str | None:
    """Keep and use a new version of a setting that passed its own checks; None when it is saved,
    else what to say: it changed meanwhile, or it does not fit with the rest."""
    window, author = call.window, await author_of(call)
    seen = call.body.get("seen", "")
    try:
        saved = await window.database.write(
            lambda tx: settings.save(
                window, tx, author, name, value, int(seen) if seen.isdigit() else -1
            )
        )
    except Refusal as refusal:
        if refusal.code != "conflict":
            raise
        return call.words("admin.changed_meanwhile")
    except ConfigError as error:
        return call.words("admin.unusable", why=str(error))
    settings.use(window, saved)
    return None


def admin_page(
    call: Call,
    template: str,
    *,
    wrong: list[Wrong] | None = None,
    said: str = "",
    bad: str = "",
    **values,
) -> Reply:
    """A page of the administration. said: what was done; bad: why it was not."""
    return show(
        call,
        f"admin/{template}",
        status=409 if bad else 200,
        wrong=wrong,
        here="admin",
        typing=True,
        said=said,
        bad=bad,
        seen=call.window.settings.newest,
        typed=call.body,
        **values,
    )


def lines_of(text: str, columns: int) -> list[list[str]] | int:
    """The lines of a text area, each in so many columns parted by |; the number of the first line
    (from 1) that has others."""
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        cells = [cell.strip() for cell in line.replace("｜", "|").split("|")]
        if len(cells) != columns or not all(cells) or not line.isprintable():
            return number
        rows.append(cells)
    return rows


def text_of(rows: list) -> str:
    """The lines of such a text area."""
    return "\n".join(" | ".join(row) for row in rows)
