"""Writing a service: its heads, and the lists of its conditions, questions, papers and fields, an item a page,
moved and taken out by buttons. Every save is a draft."""

from server.routes.http import Call, Reply
from server.routes.page import Wrong
from server.routes.plain.admin.frame import admin_page, author_of
from server.routes.plain.admin.service import seen_of, work_of
from server.routes.plain.admin.service_inputs import Part
from server.routes.plain.admin.services import KILOBYTES, PATH, attachment
from server.routes.plain.form_page import FormPage
from server.routes.plain.frame import go_to
from server.rules import field_table, service_items, tables
from server.rules.service_items import DOWN, LISTS, REMOVE, UP
from server.rules.simple_rules import HOW, JOINS
from server.rules.table_import import Mistake
from server.rules.written_service import MOST_BYTES, WrittenService
from server.services import applications, exports, service_editor, service_versions
from server.services.definitions import Definition
from server.services.errors import Refusal
from server.services.service_editor import Work
from server.services.service_faults import Faults
from server.services.words import Words

ADD, IMPORT = "add", "import"
#: The part that is a table too.
FIELDS = "fields"


async def part(call: Call) -> Reply:
    """GET /plain/admin/services/{code}/{part}: the heads, or the items of a list."""
    work = await work_of(call)
    if call.path["part"] == "definition":
        return _edit(call, work, None)
    if call.path["part"] == FIELDS and call.query.get("file") == "xlsx":
        _items(work.bundle, FIELDS)
        head = [names[1] for names in field_table.COLUMNS.values()]
        content = tables.as_xlsx(head, field_table.rows_of(work.bundle))
        return attachment(f"{work.code}.xlsx", exports.XLSX, content)
    return _list(call, work)


async def save_part(call: Call) -> Reply:
    """POST /plain/admin/services/{code}/{part}: the heads; or an item more, moved, or taken out."""
    work, name = await work_of(call), call.path["part"]
    if name == "definition":
        return await _save(call, work, None)
    action, _, typed = call.body.get("action", "").partition("-")
    bundle = service_items.edited(work.bundle)
    items = _items(bundle, name)
    if action == IMPORT and name == FIELDS:
        return await _import(call, work, bundle)
    if action == ADD:
        at = service_items.added(bundle, name)
        conflict = await _keep(call, bundle)
        return conflict or go_to(f"{PATH}/{work.code}/{name}/{at}")
    at = _place(typed, len(items))
    if action not in (UP, DOWN, REMOVE):
        raise Refusal("not_found")
    service_items.moved(bundle, name, at, action)
    conflict = await _keep(call, bundle)
    return conflict or go_to(f"{PATH}/{work.code}/{name}")


async def item(call: Call) -> Reply:
    """GET /plain/admin/services/{code}/{part}/{at}."""
    work = await work_of(call)
    return _edit(call, work, _place(call.path["at"], len(_items(work.bundle, call.path["part"]))))


async def save_item(call: Call) -> Reply:
    """POST /plain/admin/services/{code}/{part}/{at}."""
    work = await work_of(call)
    at = _place(call.path["at"], len(_items(work.bundle, call.path["part"])))
    return await _save(call, work, at)


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    work, name = await work_of(call), call.path["part"]
    if name != "definition" and "at" not in call.path:
        return _list(call, work)
    at = None
    if name != "definition":
        at = _place(call.path["at"], len(_items(work.bundle, name)))
    return _edit(call, work, at, typed=True)


def _items(bundle: WrittenService, name: str) -> list:
    """Raises Refusal not_found: no such list, or not one that the pages can change."""
    has_form = name != "fields" or bundle.form is not None
    if name not in LISTS or not has_form or not service_items.is_editable(bundle, name):
        raise Refusal("not_found")
    return service_items.items_of(bundle, name)


def _place(typed: str, count: int) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) < 4 and int(typed) < count):
        raise Refusal("not_found")
    return int(typed)


async def _save(call: Call, work: Work, at: int | None) -> Reply:
    bundle = service_items.edited(work.bundle)
    wrong = Part(call, bundle, call.path["part"], at).take()
    if wrong:
        return _edit(call, work, at, wrong, typed=True)
    conflict = await _keep(call, bundle)
    if conflict is not None:
        return _edit(
            call, await work_of(call), at, typed=True, bad=call.words("admin.services.both")
        )
    return _edit(call, await work_of(call), at, said=call.words("admin.services.kept"))


async def _import(call: Call, work: Work, bundle: WrittenService) -> Reply:
    """The fields of a table become a draft: all of them or, with a mistake, nothing."""
    words = call.words
    file = call.body.files[0] if call.body.files else None
    raw = await file.read() if file is not None else b""
    if not raw or len(raw) > MOST_BYTES:
        said = words("admin.services.import.wrong.file", kb=KILOBYTES)
        return _list(call, work, wrong=[Wrong("file", said)])
    rows, mistakes = field_table.read_fields(raw, bundle)
    if mistakes:
        told = [Wrong("file", _line(words, one)) for one in mistakes]
        return _list(call, work, wrong=told)
    field_table.put(bundle, rows)
    conflict = await _keep(call, bundle)
    return conflict or _list(call, await work_of(call), said=words("admin.services.kept"))


def _line(words: Words, mistake: Mistake) -> str:
    """A mistake of the table by its row and column."""
    own = f"admin.services.table.wrong.{mistake.code}"
    key = own if words.has(own) else f"admin.people.wrong.{mistake.code}"
    what = words(key, known=mistake.known)
    if mistake.column:
        column = field_table.COLUMNS[mistake.column][1]
        what = words("admin.people.column", name=column, what=what)
    return words("admin.people.line", line=mistake.line, what=what)


async def _keep(call: Call, bundle: WrittenService) -> Reply | None:
    """Keep the draft; the list with what is there now where somebody was faster."""
    window, author, seen = call.window, await author_of(call), seen_of(call)
    try:
        await window.database.write(
            lambda tx: service_versions.keep(window, tx, author, bundle, seen)
        )
    except Refusal as refusal:
        if refusal.code != "conflict":
            raise
        return _list(call, await work_of(call), bad=call.words("admin.services.conflict"))
    return None


def _drawn(call: Call, work: Work, field: dict) -> dict | None:
    """The field as residents get it, from what is kept; None for several at once, for one that hangs on
    others, and while the form cannot be drawn."""
    found = service_editor.read(call.window, work.bundle)
    if found.mistakes or found.form is None or "path" not in field or "parts" in field:
        return None
    definition = Definition(found.service, found.form, found.words)
    known = applications.known_of(call.window, {})
    page = FormPage(call, definition, found.form, "", known)
    for _, fields in page.sections():
        for one in fields:
            if one["name"] == field["path"] and "rows" not in one:
                # Beside the inputs of the page itself, whose names a field may have.
                return {**one, "name": f"shown.{one['name']}", "value": ""}
    return None


def _list(
    call: Call, work: Work, *, wrong: list[Wrong] | None = None, said: str = "", bad: str = ""
) -> Reply:
    name = call.path["part"]
    if name == "definition":
        return _edit(call, work, None, bad=bad)
    items = _items(work.bundle, name)
    return admin_page(
        call,
        "service_list.html",
        wrong=wrong,
        said=said,
        bad=bad,
        kilobytes=KILOBYTES,
        work=work,
        part=name,
        service=service_editor.title(call.words, work),
        items=[_called(call, work, name, one) for one in items],
        faults=_faults(call, work, name),
    )


def _called(call: Call, work: Work, name: str, one) -> str:
    words = call.words
    faults = Faults(words, work.bundle, call.window.reference.affairs.common[words.language])
    if name == "fields":
        return faults.field(one)
    if name == "questions":
        return faults.text(f"service.{work.code}.question.{one}.ask") or one
    return faults.called(name, service_items.name_of(one)) or service_items.name_of(one)


def _faults(call: Call, work: Work, page: str) -> list:
    """What is wrong with that part."""
    found = service_editor.read(call.window, work.bundle).mistakes
    said = service_editor.said(call.window, call.words, work.bundle, found)
    return [one for one in said if one.page == page or one.page.startswith(page + "/")]


def _edit(
    call: Call,
    work: Work,
    at: int | None,
    wrong: list[Wrong] | None = None,
    *,
    typed: bool = False,
    said: str = "",
    bad: str = "",
) -> Reply:
    name = call.path["part"]
    page = name if at is None else f"{name}/{at}"
    shown = Part(call, work.bundle, name, at)
    kept = shown.shown()
    values = shown.typed() if typed else kept
    return admin_page(
        call,
        "service_edit.html",
        wrong=wrong,
        said=said,
        bad=bad,
        form=True,
        work=work,
        part=name,
        page=page,
        at=at,
        service=service_editor.title(call.words, work),
        called="" if at is None else _called(call, work, name, shown.item),
        own=shown,
        values=values,
        # Beside what was typed, what somebody else kept meanwhile.
        kept={n: kept[n] for n in kept if bad and kept[n] != values[n]},
        faults=_faults(call, work, page),
        drawn=_drawn(call, work, shown.item) if name == FIELDS else None,
        grids=call.window.reference.answer.grids,
        joins=[(one, call.words(f"admin.services.rule.join.{one}")) for one in JOINS],
        hows=[(one, call.words(f"admin.services.how.{one}")) for one in HOW],
    )
