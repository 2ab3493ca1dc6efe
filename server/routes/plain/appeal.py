"""Filing an appeal without script: one page, the API's own check, once for each form; for oneself, or for
who gave a mandate."""

from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain import drafts, photos, sending, similar
from server.routes.plain.behalf import Reporting, reporting_for, stopped
from server.routes.plain.body import Form
from server.routes.plain.form_key import key_of
from server.routes.plain.frame import go_to
from server.rules.forms import leaves
from server.services import bundles, filing
from server.services.drafts import code_for
from server.services.errors import Refusal

#: The code of its draft.
CODE = "appeal"
#: Before the person it is for.
PATH = "/plain/appeal"
#: What is known of a person that the form is filled in with.
_PHONE = "account.phone"


def _rules(call: Call) -> dict[str, dict]:
    return {field["path"]: field for field in leaves(call.window.reference.forms.appeal)}


def _rule(call: Call, path: str) -> dict:
    return _rules(call)[path]


def _options(call: Call, path: str) -> list[tuple[str, str]]:
    return [(code, call.words(f"{path}.{code}")) for code in _rule(call, path)["options"]]


def files_bytes(call: Call) -> int:
    """Most bytes of all photos of one form, with room for some that are too many."""
    return call.window.config.limits.attachment_bytes * (_rule(call, photos.PATH)["max"] + 2)


def _draft_code(call: Call) -> str:
    person = call.path.get("person", "")
    return code_for(CODE, person) if person else CODE


async def form(call: Call) -> Reply:
    """GET /plain/appeal, and of a person: after signing in."""
    if call.viewer is None:
        return go_to(f"/plain/login?next={'mine' if call.path.get('person') else 'appeal'}")
    try:
        whom = await reporting_for(call)
    except Refusal as refusal:
        return stopped(call, refusal)
    draft = None
    if call.viewer.role == "resident":
        appeal = call.window.reference.forms.appeal
        draft = await drafts.open_draft(call, _draft_code(call), appeal)
    if draft is None and whom is not None and _PHONE in whom.begun.facts:
        call.body = Form([("contact.phone", whom.begun.facts[_PHONE].value)], [])
    kept = call.body.all(photos.PATH)
    return await _page(call, call.window.ports.random.id(), kept, [], draft=draft, whom=whom)


async def again(call: Call) -> Reply:
    """The form as it was typed, for another look."""
    try:
        whom = await reporting_for(call)
    except Refusal as refusal:
        return stopped(call, refusal)
    key = _key(call)
    kept, refused = await photos.take(call, key, _rule(call, photos.PATH)["max"])
    return await _page(call, key, kept, refused, whom=whom)


async def file(call: Call) -> Reply:
    """POST /plain/appeal, and of a person: the same check and the same database as POST /cases."""
    window, typed, key = call.window, call.body, _key(call)
    ended: Refusal | None = None
    try:
        whom = await reporting_for(call)
    except Refusal as refusal:
        whom, ended = None, refusal
    kept, refused = await photos.take(call, key, _rule(call, photos.PATH)["max"])
    if call.viewer is None:
        return await _page(call, key, kept, refused, notice="signed_out")
    if call.viewer.role != "resident":
        raise Refusal("forbidden")
    if typed.get("again"):
        return await _page(call, key, kept, [], whom=whom)
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
    if typed.get(drafts.SAVE) or ended is not None:
        own = {name: value for name, value in body.items() if name != "kind"}
        draft = await drafts.save(
            call,
            _draft_code(call),
            window.reference.forms.appeal,
            own,
            lambda f: call.words(f"label.{f['path']}"),
        )
        if ended is not None:  # what was written is kept, and nothing is done under it any more
            return stopped(call, ended)
        return await _page(call, key, kept, refused, draft=draft, whom=whom)
    _, values, problems = filing.check(window, body)
    if whom is not None:
        problems = whom.problems(typed.get("category", "")) or problems
    if refused or (whom is not None and problems):
        return await _page(call, key, kept, wrongs(call.words, problems) + refused, whom=whom)
    gone = bool(typed.get("join"))
    if whom is not None:  # joining others would be the helper's own doing
        body |= whom.body(values["category"])
    elif not problems and (gone or not typed.get("seen")):
        found = await similar.look(call, values)
        if found or gone:
            return similar.offer(call, found, kept, gone=gone)

    async def again(wrong: list[Wrong], notice: str, refusal: Refusal | None) -> Reply:
        return await _page(call, key, kept, wrong, notice=notice, refusal=refusal, whom=whom)

    return await sending.file(
        call,
        key,
        PATH,
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
    whom: Reporting | None = None,
) -> Reply:
    categories = _options(call, "category")
    if whom is not None:
        categories = [(code, said) for code, said in categories if code in whom.may]
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
        whom=whom,
        options={"category": categories, "contact.mode": _options(call, "contact.mode")},
        megabytes=call.window.config.limits.attachment_bytes // 1_048_576,
    )
