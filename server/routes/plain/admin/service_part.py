"""Writing a service: its heads, and the lists of its conditions, questions and papers, of the sections, fields
and rules of its form and of the fields of a group, an item a page, moved and taken out by buttons. Every save
is a draft."""

from typing import NamedTuple

from server.routes.http import Call, Reply
from server.routes.page import Wrong
from server.routes.plain.admin.frame import admin_page, author_of
from server.routes.plain.admin.service import seen_of, work_of
from server.routes.plain.admin.service_inputs import Part
from server.routes.plain.admin.services import KILOBYTES, PATH, attachment
from server.routes.plain.form_page import FormPage
from server.routes.plain.frame import go_to
from server.rules import field_table, service_items, service_steps, tables
from server.rules.form_parts import RULES
from server.rules.service_items import DOWN, LISTS, OF_FORM, REMOVE, UP
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
#: Adding what can be filled in several times, or fields that many services share, to a section; bringing a
#: field to it.
GROUP, SHARED, TAKE = "group", "shared", "take"
#: The part that is a table too, and the one that says where its items stand.
FIELDS, SECTIONS = "fields", "sections"
#: The part that follows from the others where it is empty.
STEPS = "steps"


class Row(NamedTuple):
    """An item of a list on a page: its place and what it is called, and the ways it can be moved."""

    at: int
    called: str
    ways: list[str]
    count: int = 0


class Block(NamedTuple):
    """Items that stand together: those of a section with its name and place, else all, with "" and None."""

    called: str
    section: int | None
    rows: list[Row]


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
    if action in (ADD, GROUP, SHARED):
        at = _added(call, bundle, name, action, typed)
        conflict = await _keep(call, bundle)
        return conflict or go_to(f"{PATH}/{work.code}/{name}/{at}")
    at = _place(typed, len(items))
    if action not in (UP, DOWN, REMOVE):
        raise Refusal("not_found")
    if name == SECTIONS and action == REMOVE and len(items) < 2:
        return _list(call, work, bad=call.words("admin.services.sections.last"))
    service_items.moved(bundle, name, at, action)
    conflict = await _keep(call, bundle)
    return conflict or go_to(f"{PATH}/{work.code}/{name}")


def _added(call: Call, bundle: WrittenService, name: str, action: str, typed: str) -> int:
    """Put a new item to the part; answers its place."""
    if name != FIELDS:
        if action != ADD:
            raise Refusal("not_found")
        return service_items.added(bundle, name)
    sections = len(service_items.sections_of(bundle))
    named = call.body.get("section", "") if action == SHARED else typed
    section = _place(named or "0", sections)
    if action == GROUP:
        return service_items.added_group(bundle, section)
    if action == ADD:
        return service_items.added(bundle, name, section=section)
    use = call.body.get("use", "")
    if use not in dict(_shared(call, bundle)):
        raise Refusal("not_found")
    return service_items.added_shared(bundle, use, section)


def _shared(call: Call, bundle: WrittenService) -> list[tuple[str, str]]:
    """Fields that many services share and this form has not, each with what they are called."""
    known, words = call.window.reference.affairs.known, call.words
    there = {one.get("use") for one in service_items.objects((bundle.form or {}).get("fields"))}
    names = set() if known is None else known.parts.keys() - {RULES, *service_items.ASKED}
    free = sorted(names - there)
    return [(one, words(f"admin.services.use.{one}")) for one in free]


async def item(call: Call) -> Reply:
    """GET /plain/admin/services/{code}/{part}/{at}."""
    work = await work_of(call)
    return _edit(call, work, _place(call.path["at"], len(_items(work.bundle, call.path["part"]))))


async def save_item(call: Call) -> Reply:
    """POST /plain/admin/services/{code}/{part}/{at}: the item; or, by a button, a field of a group more,
    moved or taken out, or one brought to a section."""
    work, name = await work_of(call), call.path["part"]
    at = _place(call.path["at"], len(_items(work.bundle, name)))
    action, _, typed = call.body.get("action", "").partition("-")
    if not action:
        return await _save(call, work, at)
    bundle, page = service_items.edited(work.bundle), f"{PATH}/{work.code}/{name}/{at}"
    if action == TAKE and name == SECTIONS:
        fields = _items(bundle, FIELDS)
        service_items.brought(bundle, _place(call.body.get("field", ""), len(fields)), at)
        return await _keep(call, bundle) or go_to(page)
    fields = _inner(bundle, name, at)
    if action == ADD:
        new = service_items.added(bundle, name, at)
        return await _keep(call, bundle) or go_to(f"{page}/{new}")
    if action not in (UP, DOWN, REMOVE):
        raise Refusal("not_found")
    service_items.moved(bundle, name, _place(typed, len(fields)), action, at)
    return await _keep(call, bundle) or go_to(page)


async def inner(call: Call) -> Reply:
    """GET /plain/admin/services/{code}/{part}/{at}/{inner}: a field of a group."""
    work = await work_of(call)
    return _edit(call, work, *_inner_place(call, work.bundle))


async def save_inner(call: Call) -> Reply:
    """POST /plain/admin/services/{code}/{part}/{at}/{inner}."""
    work = await work_of(call)
    return await _save(call, work, *_inner_place(call, work.bundle))


def _inner(bundle: WrittenService, name: str, at: int) -> list:
    """The fields of a group. Raises Refusal not_found: not of one that the pages can change."""
    if name != FIELDS or not service_items.is_group(_items(bundle, name)[at]):
        raise Refusal("not_found")
    return service_items.items_of(bundle, name, at)


def _inner_place(call: Call, bundle: WrittenService) -> tuple[int, int]:
    name = call.path["part"]
    at = _place(call.path["at"], len(_items(bundle, name)))
    return at, _place(call.path["inner"], len(_inner(bundle, name, at)))


async def again(call: Call) -> Reply:
    """The page as it was filled in, for another look."""
    work, name = await work_of(call), call.path["part"]
    if name != "definition" and "at" not in call.path:
        return _list(call, work)
    if "inner" in call.path:
        return _edit(call, work, *_inner_place(call, work.bundle), typed=True)
    at = None
    if name != "definition":
        at = _place(call.path["at"], len(_items(work.bundle, name)))
    return _edit(call, work, at, typed=True)


def _items(bundle: WrittenService, name: str) -> list:
    """Raises Refusal not_found: no such list, or not one that the pages can change."""
    has_form = name not in OF_FORM or bundle.form is not None
    if name not in LISTS or not has_form or not service_items.is_editable(bundle, name):
        raise Refusal("not_found")
    return service_items.items_of(bundle, name)


def _place(typed: str, count: int) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) < 4 and int(typed) < count):
        raise Refusal("not_found")
    return int(typed)


async def _save(call: Call, work: Work, at: int | None, below: int | None = None) -> Reply:
    bundle = service_items.edited(work.bundle)
    wrong = Part(call, bundle, call.path["part"], at, below).take()
    if wrong:
        return _edit(call, work, at, below, wrong, typed=True)
    conflict = await _keep(call, bundle)
    if conflict is not None:
        both = call.words("admin.services.both")
        return _edit(call, await work_of(call), at, below, typed=True, bad=both)
    return _edit(call, await work_of(call), at, below, said=call.words("admin.services.kept"))


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
    """The field as residents get it, from what is kept; None for a place or person, for one that hangs on
    others, and while the form cannot be drawn."""
    found = service_editor.read(call.window, work.bundle)
    if found.mistakes or found.form is None or "path" not in field or "parts" in field:
        return None
    definition = Definition(found.service, found.form, found.words)
    known = applications.known_of(call.window, {})
    page = FormPage(call, definition, found.form, "", known)
    for _, fields in page.sections():
        for one in fields:
            if one["name"] == field["path"]:
                return _named_apart(one)
    return None


def _named_apart(drawn: dict) -> dict:
    """What is drawn beside the inputs of the page itself, whose names a field may have."""
    apart = {**drawn, "name": f"shown.{drawn['name']}", "value": ""}
    if "rows" in drawn:
        apart["rows"] = [[_named_apart(one) for one in row] for row in drawn["rows"]]
    return apart


def _list(
    call: Call, work: Work, *, wrong: list[Wrong] | None = None, said: str = "", bad: str = ""
) -> Reply:
    name = call.path["part"]
    if name == "definition":
        return _edit(call, work, None, bad=bad)
    _items(work.bundle, name)
    blocks = _blocks(call, work, name)
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
        blocks=blocks,
        count=sum(len(one.rows) for one in blocks),
        shared=_shared(call, work.bundle) if name == FIELDS else [],
        usual=_usual(call, work) if name == STEPS else [],
        faults=_faults(call, work, name),
    )


def _usual(call: Call, work: Work) -> list[str]:
    """The steps that a service without any of its own has, as they are called."""
    service = work.bundle.service
    found = service_editor.read(call.window, work.bundle)
    usual = [] if found.mistakes else service_steps.usual(service)
    return [_called(call, work, STEPS, one) for one in usual]


def _blocks(call: Call, work: Work, name: str) -> list[Block]:
    """The items of a list, fields by their sections; what is in none stands at the end."""
    items = _items(work.bundle, name)
    called = [_called(call, work, name, one) for one in items]
    fields = service_items.objects((work.bundle.form or {}).get(FIELDS))
    if name != FIELDS:
        rows = []
        for at in range(len(items)):
            code = service_items.name_of(items[at])
            there = len([one for one in fields if one.get("section") == code])
            count = there if name == SECTIONS else 0
            rows.append(Row(at, called[at], _ways(at, len(items)), count))
        return [Block("", None, rows)]
    sections = service_items.sections_of(work.bundle)
    words = _faults_of(call, work)
    blocks = []
    for index, code in [*enumerate(sections), (None, None)]:
        rows = []
        there = [
            at
            for at, one in enumerate(items)
            if (
                one.get("section") == code
                if code is not None
                else one.get("section") not in sections
            )
        ]
        for place, at in enumerate(there):
            ways = [UP] if place or (index is not None and index > 0) else []
            last = place == len(there) - 1
            ways += [DOWN] if not last or (index is not None and index < len(sections) - 1) else []
            rows.append(Row(at, called[at], [*ways, REMOVE]))
        if index is not None:
            blocks.append(Block(words.called(SECTIONS, str(code)), index, rows))
        elif rows:
            blocks.append(Block(call.words("admin.services.sections.none"), None, rows))
    return blocks


def _ways(at: int, count: int) -> list[str]:
    """The ways an item can be moved, or taken out."""
    return [*([UP] if at else []), *([DOWN] if at < count - 1 else []), REMOVE]


def _faults_of(call: Call, work: Work) -> Faults:
    common = call.window.reference.affairs.common[call.words.language]
    return Faults(call.words, work.bundle, common)


def _called(call: Call, work: Work, name: str, one, group: dict | None = None) -> str:
    """What an item of a list is called; one of a group as it is called there."""
    faults = _faults_of(call, work)
    if group is not None:
        return faults.inner(group, one)
    if name == FIELDS:
        return faults.field(one)
    if name == "questions":
        return faults.text(f"service.{work.code}.question.{one}.ask") or one
    return faults.called(name, service_items.name_of(one)) or service_items.name_of(one)


def _inner_rows(call: Call, work: Work, at: int | None, below: int | None) -> list[Row] | None:
    """The fields of a group on its page; None for anything else."""
    if call.path["part"] != FIELDS or at is None or below is not None:
        return None
    group = service_items.items_of(work.bundle, FIELDS)[at]
    if not service_items.is_group(group):
        return None
    fields = group.get("fields", [])
    return [
        Row(place, _called(call, work, FIELDS, one, group), _ways(place, len(fields)))
        for place, one in enumerate(fields)
    ]


def _section(call: Call, work: Work, at: int | None) -> tuple[list[Row], list[Row]]:
    """The fields of a section, and those that can be brought to it."""
    code = service_items.sections_of(work.bundle)[at or 0]
    own: list[Row] = []
    others: list[Row] = []
    for place, one in enumerate(_items(work.bundle, FIELDS)):
        row = Row(place, _called(call, work, FIELDS, one), [])
        (own if one.get("section") == code else others).append(row)
    return own, others


def _faults(call: Call, work: Work, page: str) -> list:
    """What is wrong with that part."""
    found = service_editor.read(call.window, work.bundle).mistakes
    said = service_editor.said(call.window, call.words, work.bundle, found)
    return [one for one in said if one.page == page or one.page.startswith(page + "/")]


def _edit(
    call: Call,
    work: Work,
    at: int | None,
    below: int | None = None,
    wrong: list[Wrong] | None = None,
    *,
    typed: bool = False,
    said: str = "",
    bad: str = "",
) -> Reply:
    name = call.path["part"]
    page = name if at is None else f"{name}/{at}"
    page = page if below is None else f"{page}/{below}"
    shown = Part(call, work.bundle, name, at, below)
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
        called="" if at is None else _called(call, work, name, shown.item, shown.group),
        group=None if shown.group is None else _called(call, work, name, shown.group),
        inner=_inner_rows(call, work, at, below),
        section=_section(call, work, at) if name == SECTIONS else None,
        own=shown,
        values=values,
        # Beside what was typed, what somebody else kept meanwhile.
        kept={n: kept[n] for n in kept if bad and kept[n] != values[n]},
        faults=_faults(call, work, page),
        drawn=_drawn(call, work, shown.group or shown.item) if name == FIELDS else None,
        grids=call.window.reference.answer.grids,
        joins=[(one, call.words(f"admin.services.rule.join.{one}")) for one in JOINS],
        hows=[(one, call.words(f"admin.services.how.{one}")) for one in HOW],
    )
