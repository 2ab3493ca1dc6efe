"""The services of the street: the list of them, as a file too; a new one, and one from a file."""

from server.routes.http import NO_STORE, Call, Reply
from server.routes.page import Wrong
from server.routes.plain.admin.frame import admin_page, author_of
from server.routes.plain.frame import go_to
from server.rules import tables, written_service
from server.rules.written_service import CODE, MOST_BYTES, WrittenService
from server.services import exports, service_desk, service_editor, service_versions
from server.services.errors import Refusal
from server.services.words import LANGUAGES

PATH = "/plain/admin/services"
#: Longest text that is searched for.
LONGEST_SEARCH = 60
KILOBYTES = MOST_BYTES // 1024


def files_bytes(call: Call) -> int:
    """Most bytes of a service's file."""
    return MOST_BYTES


async def listing(call: Call) -> Reply:
    """GET /plain/admin/services: all of them, or those that are meant by q; ?file=xlsx as a table."""
    if call.query.get("file") == "xlsx":
        return _table(call, await _rows(call))
    return await _page(call, [])


async def act(call: Call) -> Reply:
    """POST /plain/admin/services: begin a service as a copy of another, or from a file."""
    if call.body.get("action") == "import":
        return await _import(call)
    words, typed = call.words, call.body
    code, like = typed.get("code", "").strip(), typed.get("like", "")
    source = call.window.reference.affairs.written.get(like)
    wrong = []
    if not CODE.fullmatch(code):
        wrong.append(Wrong("code", words("admin.services.new.code.wrong")))
    elif await call.window.database.read(lambda tx: _is_taken(call, tx, code)):
        wrong.append(Wrong("code", words("admin.services.new.code.taken")))
    if source is None:
        wrong.append(Wrong("like", words("admin.services.new.like.wrong")))
    if wrong or source is None:
        return await _page(call, wrong)
    return await _begin(call, written_service.renamed(source, code), 0)


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    return await _page(call, [])


def _is_taken(call: Call, tx, code: str) -> bool:
    there = code in call.window.reference.affairs.by_code
    return there or service_versions.state(tx, code) != service_versions.NEVER


async def _import(call: Call) -> Reply:
    """A whole service from a file becomes the draft of its code: all of it or, with a fault, nothing."""
    window, words = call.window, call.words
    file = call.body.files[0] if call.body.files else None
    raw = await file.read() if file is not None else b""
    if not raw or len(raw) > MOST_BYTES:
        wrong = Wrong("file", words("admin.services.import.wrong.file", kb=KILOBYTES))
        return await _page(call, [wrong])
    bundle, mistakes = written_service.read_bundle(raw, LANGUAGES)
    if bundle is not None:
        mistakes = service_editor.read(window, bundle).mistakes
    if bundle is None or mistakes:
        shown = bundle or WrittenService({}, None, {})
        faults = service_editor.said(window, words, shown, mistakes)
        return await _page(call, [Wrong("file", f"{one.where}: {one.what}") for one in faults])
    code = bundle.service["code"]
    affairs = window.reference.affairs
    if code in affairs.by_code and code not in affairs.written:
        return await _page(call, [Wrong("file", words("admin.services.new.code.taken"))])
    state = await window.database.read(lambda tx: service_versions.state(tx, code))
    if state.draft is not None:
        return await _page(call, [Wrong("file", words("admin.services.import.wrong.draft"))])
    return await _begin(call, bundle, state.newest)


async def _begin(call: Call, bundle: WrittenService, seen: int) -> Reply:
    window, author = call.window, await author_of(call)
    try:
        await window.database.write(
            lambda tx: service_versions.keep(window, tx, author, bundle, seen)
        )
    except Refusal as refusal:
        if refusal.code != "conflict":
            raise
        return await _page(call, [], bad=call.words("admin.services.conflict"))
    return go_to(f"{PATH}/{bundle.service['code']}")


async def _rows(call: Call) -> list[service_desk.Listed]:
    window, words = call.window, call.words
    rows = await window.database.read(lambda tx: service_desk.listed(window, tx, words))
    typed = _asked(call)
    if not typed:
        return rows
    order = window.reference.affairs.found(typed, words.language)
    by_code = {row.code: row for row in rows}
    found = [by_code[code] for code in order if code in by_code]
    return found + [r for r in rows if (typed in r.code or typed in r.title) and r not in found]


def _asked(call: Call) -> str:
    return call.query.get("q", "").strip()[:LONGEST_SEARCH]


def _table(call: Call, rows: list[service_desk.Listed]) -> Reply:
    words = call.words
    heads = ("code", "name", "state", "version", "department", "minutes", "waiting")
    head = [words(f"admin.services.column.{name}") for name in heads]
    lines = [
        [
            row.code,
            row.title,
            words(f"admin.services.state.{row.state}"),
            str(row.version),
            row.department_name,
            str(row.minutes),
            str(row.waiting),
        ]
        for row in rows
    ]
    return attachment("services.xlsx", exports.XLSX, tables.as_xlsx(head, lines))


def attachment(name: str, content_type: str, content: bytes) -> Reply:
    """A file to be kept."""
    headers = [
        (b"content-type", content_type.encode()),
        (b"content-disposition", f'attachment; filename="{name}"'.encode()),
        NO_STORE,
    ]
    return Reply(200, content, headers)


async def _page(call: Call, wrong: list[Wrong], *, bad: str = "") -> Reply:
    affairs, language = call.window.reference.affairs, call.words.language
    return admin_page(
        call,
        "services.html",
        wrong=wrong,
        bad=bad,
        rows=await _rows(call),
        asked=_asked(call),
        kilobytes=KILOBYTES,
        choices=[(code, affairs.title(code, language)) for code in affairs.written],
    )
