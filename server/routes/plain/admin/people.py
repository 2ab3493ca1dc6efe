"""Lists of persons, of places and of organisations: a file is taken whole or not at all, with what is wrong said by line."""

from collections.abc import Callable
from typing import Any, NamedTuple

from server.routes.http import Call, Reply
from server.routes.page import Wrong
from server.routes.plain.admin.coordinate_choice import chosen, offered
from server.routes.plain.admin.frame import AdminPage, admin_page, author_of
from server.rules import organisation_import as organisations
from server.rules import person_import as persons
from server.rules import place_import as places
from server.rules.table_import import Columns, Mistake
from server.services import organisation_import, person_import, place_import
from server.services.person_import import Taken
from server.services.window import Window

MEGABYTES = 4


class List(NamedTuple):
    """A sort of list. read: the rows of a file, whose places are in that coordinate system, and their
    mistakes; take: keeps them, or says what does not fit with what is there; has_places: the page asks for
    the system; puts_right: it asks whether what is there is to be put right; endings: of the files that are
    taken, as a page offers them."""

    name: str
    columns: Columns
    most: int
    read: Callable[[Window, bytes, str], tuple[list[Any], list[Mistake]]]
    take: Callable[..., Taken]
    has_places: bool
    puts_right: bool
    endings: str


_TABLES = ".csv,text/csv,.xlsx"
PERSONS = List(
    "people",
    persons.COLUMNS,
    persons.MOST_ROWS,
    lambda window, raw, _: persons.read_persons(raw, window.reference.grids, window.today()),
    lambda *given, confirmed: person_import.take(*given),
    has_places=False,
    puts_right=False,
    endings=_TABLES,
)
PLACES = List(
    "places",
    places.COLUMNS,
    places.MOST_ROWS,
    lambda window, raw, system: places.read_places(
        raw, window.reference.grids, window.reference.grid_at, system
    ),
    place_import.take,
    has_places=True,
    puts_right=True,
    endings=_TABLES + ",.geojson,application/geo+json",
)
ORGANISATIONS = List(
    "organisations",
    organisations.COLUMNS,
    organisations.MOST_ROWS,
    lambda window, raw, _: organisations.read_organisations(raw, window.reference.grids),
    organisation_import.take,
    has_places=False,
    puts_right=True,
    endings=_TABLES,
)


def files_bytes(call: Call) -> int:
    """Most bytes of the file."""
    return MEGABYTES * 1_048_576


def page_of(sort: List) -> AdminPage:
    """The page that takes lists of a sort."""

    async def form(call: Call) -> Reply:
        return _page(call, sort, [])

    async def upload(call: Call) -> Reply:
        return await _upload(call, sort)

    return AdminPage(form, upload, form, files_bytes)


async def _upload(call: Call, sort: List) -> Reply:
    window, words, viewer = call.window, call.words, call.viewer
    file = call.body.files[0] if call.body.files else None
    raw = await file.read() if file is not None and file.size else b""
    if not raw or len(raw) > files_bytes(call):
        wrong = Wrong("file", words(f"admin.{sort.name}.wrong.file", mb=MEGABYTES))
        return _page(call, sort, [wrong])
    # A spreadsheet of thousands of rows takes a moment.
    rows, mistakes = await call.scope["app_state"].files.run(sort.read, window, raw, chosen(call))
    taken, confirmed = Taken(0, 0, mistakes), call.body.get("confirmed") == "yes"
    if not mistakes:
        author = await author_of(call)
        taken = await window.database.write(
            lambda tx: sort.take(window, tx, viewer, author, rows, confirmed=confirmed)
        )
    if taken.mistakes:
        return _page(call, sort, [Wrong("file", _said(call, sort, one)) for one in taken.mistakes])
    said = words(f"admin.{sort.name}.taken", new=taken.new, there=taken.there)
    if taken.changed:
        said += words(f"admin.{sort.name}.changed", count=taken.changed)
    return _page(call, sort, [], said=said)


def _said(call: Call, sort: List, mistake: Mistake) -> str:
    words = call.words
    own = f"admin.{sort.name}.wrong.{mistake.code}"
    what = words(
        own if words.has(own) else f"admin.people.wrong.{mistake.code}", known=mistake.known
    )
    if mistake.column:
        what = words("admin.people.column", name=sort.columns[mistake.column][1], what=what)
    return words("admin.people.line", line=mistake.line, what=what)


def _page(call: Call, sort: List, wrong: list[Wrong], *, said: str = "") -> Reply:
    return admin_page(
        call,
        "people.html",
        wrong=wrong,
        said=said,
        name=sort.name,
        megabytes=MEGABYTES,
        rows=sort.most,
        systems=offered(call) if sort.has_places else [],
        puts_right=sort.puts_right,
        endings=sort.endings,
        system=chosen(call),
        confirmed=call.body.get("confirmed") == "yes",
    )
