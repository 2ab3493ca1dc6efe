"""Filing an appeal without script: one page, the API's own check, once for each form."""

from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain import drafts, photos, sending, similar
from server.routes.plain.form_key import key_of
from server.routes.plain.frame import go_to
from server.rules.forms import leaves
from server.services import bundles, filing
from server.services.errors import Refusal

#: The code of its draft.
CODE = "appeal"


def _rules(call: Call) -> dict[str, dict]:
    return {field["path"]: field for field in leaves(call.window.reference.forms.appeal)}


def _rule(call: Call, path: str) -> dict:
    return _rules(call)[path]


def _options(call: Call, path: str) -> list[tuple[str, str]]:
    return [(code, call.words(f"{path}.{code}")) for code in _rule(call, path)["options"]]


def files_bytes(call: Call) -> int:
    """Most bytes of all photos of one form, with room for some that are too many."""
    return call.window.config.limits.attachment_bytes * (_rule(call, photos.PATH)["max"] + 2)


async def form(call: Call) -> Reply:
    """GET /plain/appeal: after signing in."""
    if call.viewer is None:
        return go_to("/plain/login?next=appeal")
    draft = None
    if call.viewer.role == "resident":
        draft = await drafts.open_draft(call, CODE, call.window.reference.forms.appeal)
    kept = call.body.all(photos.PATH)
    return await _page(call, call.window.ports.random.id(), kept, [], draft=draft)


async def again(call: Call) -> Reply:
    """The form as it was typed, for another look."""
    key = _key(call)
    kept, refused = await photos.take(call, key, _rule(call, photos.PATH)["max"])
    return await _page(call, key, kept, refused)


async def file(call: Call) -> Reply:
    """POST /plain/appeal: the same check and the same database as POST /cases."""
    window, typed, key = call.window, call.body, _key(call)
    kept, refused = await photos.take(call, key, _rule(call, photos.PATH)["max"])
    if call.viewer is None:
        return await _page(call, key, kept, refused, notice="signed_out")
    if call.viewer.role != "resident":
        raise Refusal("forbidden")
    if typed.get("again"):
        return await _page(call, key, kept, [])
    joined = await similar.join(call, kept) if typed.get("join") else None
    if joined is not None:
        return joined
    body = {
        "kind": "appeal",
        "category": typed.get("category"),
        "title": typed.get("title"),
        "description": typed.get("description"),
        "place": {"text": typed.get("place.text"), "grid_id": typed.get("place.grid_id")},
        "contact": {"mode": typed.get("contact.mode"), "phone": typed.get("contact.phone")},
        "consent": typed.get("consent") == "yes",
        "attachments": kept,
    }
    if typed.get(drafts.SAVE):
        own = {name: value for name, value in body.items() if name != "kind"}
        appeal = window.reference.forms.appeal
        draft = await drafts.save(
            call, CODE, appeal, own, lambda f: call.words(f"label.{f['path']}")
        )
        return await _page(call, key, kept, refused, draft=draft)
    _, values, problems = filing.check(window, body)
    if refused:
        return await _page(call, key, kept, wrongs(call.words, problems) + refused)
    gone = bool(typed.get("join"))
    if not problems and (gone or not typed.get("seen")):
        found = await similar.look(call, values)
        if found or gone:
            return similar.offer(call, found, kept, gone=gone)

    async def again(wrong: list[Wrong], notice: str, refusal: Refusal | None) -> Reply:
        return await _page(call, key, kept, wrong, notice=notice, refusal=refusal)

    return await sending.file(
        call,
        key,
        "/plain/appeal",
        body,
        lambda tx, asked: bundles.file_any(window, tx, call.viewer, body, asked, call.words),
        again,
    )


def _key(call: Call) -> str:
    key = call.body.get("key", "")
    if not key and call.viewer is None:
        return call.window.ports.random.id()
    return key_of(call)


async def _page(
    call: Call,
    key: str,
    kept: list[str],
    wrong: list[Wrong],
    *,
    notice: str = "",
    refusal: Refusal | None = None,
    draft: drafts.Kept | None = None,
) -> Reply:
    return sending.form_page(
        call,
        "appeal.html",
        wrong,
        notice=notice,
        refusal=refusal,
        draft=draft,
        here="appeal",
        key=key,
        kept=await photos.still_there(call, kept),
        typed=call.body,
        rules=_rules(call),
        options={path: _options(call, path) for path in ("category", "contact.mode")},
        megabytes=call.window.config.limits.attachment_bytes // 1_048_576,
    )
