"""The fields of a service's form as a spreadsheet: out, changed, and in again, every mistake by its row."""

import copy

import pytest
from test_admin_pages import browser, changes
from test_exports import read_xlsx
from test_pages import outline
from test_service_versions import CODE, LIST, PAGE, errors, exported, press

from server.rules import field_table, tables
from server.rules.field_table import COLUMNS
from server.rules.table_import import Mistake
from server.rules.written_service import WrittenService
from server.services.words import LANGUAGES

HEAD = [names[1] for names in COLUMNS.values()]
LIVING = [
    *("living", "home", "choice", "是", "现在跟谁住", "Who you live with", "", "", "", ""),
    "alone|一个人住|Alone; children|跟子女住|With children",
]


@pytest.fixture
def admin(lite_world):
    """An administrator's browser."""
    return browser(lite_world, "admin")


def send(
    client, rows, code: str = CODE, seen: str = "0", head=HEAD, raw: bytes | None = None, **headers
):
    content = tables.as_xlsx(head, rows) if raw is None else raw
    return client.post(
        f"{LIST}/{code}/fields",
        data={"action": "import", "seen": seen},
        files={"file": ("fields.xlsx", content)},
        headers=headers,
    )


def row(**cells: str) -> list[str]:
    """A good row with other cells, by column."""
    names = list(COLUMNS)
    found = list(LIVING)
    for name, cell in cells.items():
        found[names.index(name.replace("__", "."))] = cell
    return found


def test_the_table_of_every_form_comes_back_as_it_was(lite_world, admin):
    written = lite_world.window.reference.affairs.written
    of_form = {code: one for code, one in written.items() if one.form is not None}
    assert len(of_form) > 20
    for one in of_form.values():
        raw = tables.as_xlsx(HEAD, field_table.rows_of(one))
        if not field_table.own_fields(one):
            continue
        rows, mistakes = field_table.read_fields(raw, one)
        assert mistakes == [], one.service["code"]
        again = WrittenService(*copy.deepcopy(tuple(one)))
        field_table.put(again, rows)
        assert again == one
    answer = admin.get(f"{PAGE}/fields", params={"file": "xlsx"})
    assert answer.headers["content-disposition"] == f'attachment; filename="{CODE}.xlsx"'
    head, first = read_xlsx(answer.content)
    assert head == HEAD
    assert first[:3] == ["abroad", "home", "yes_no"]


def test_a_row_more_is_asked_of_residents_once_it_is_published(lite_world, admin):
    (first,) = read_xlsx(admin.get(f"{PAGE}/fields", params={"file": "xlsx"}).content)[1:]
    first[HEAD.index("题目（中文）")] = "在外地住得多吗"
    answer = send(admin, [first, LIVING])
    assert answer.status_code == 200, errors(answer)
    outline(answer)
    assert "草稿存好了" in answer.text
    for action in ("ready", "publish"):
        assert press(admin, action).status_code == 200
    page = browser(lite_world, "13800000001").get(f"/plain/apply/{CODE}").text
    assert "在外地住得多吗" in page
    assert "跟子女住" in page
    fields = exported(admin)["form"]["fields"]
    assert fields[-1] == {"use": "truth", "section": "check"}
    assert fields[-2]["path"] == "living"


BAD = {
    "no name": (row(path=""), ("path", "required")),
    "a name in Chinese": (row(path="跟谁住"), ("path", "letters")),
    "a shared field": (row(path="materials.id_card"), ("path", "shared")),
    "no such section": (row(section="moon"), ("section", "unknown")),
    "no such type": (row(type="单选"), ("type", "unknown")),
    "no label": (row(label__en=""), ("label.en", "required")),
    "a very long label": (row(**{"label__zh-CN": "长" * 501}), ("label.zh-CN", "too_long")),
    "perhaps required": (row(required="也许"), ("required", "yes_no")),
    "no number": (row(type="text", options="", max="多"), ("max", "number")),
    "a choice without options": (row(options=""), ("options", "option")),
    "an option without English": (row(options="a|一"), ("options", "option")),
    "options of a text": (row(type="text", max="9"), ("options", "no_options")),
}


@pytest.mark.parametrize(("cells", "told"), BAD.values(), ids=BAD)
def test_every_mistake_is_found_by_its_row(lite_world, cells, told):
    written = lite_world.window.reference.affairs.written[CODE]
    raw = tables.as_xlsx(HEAD, [LIVING, [], cells])
    _, (mistake,) = field_table.read_fields(raw, written)
    assert (mistake.line, mistake.column, mistake.code) == (4, *told)


def test_a_name_twice_is_told_with_both_rows(lite_world):
    written = lite_world.window.reference.affairs.written[CODE]
    raw = tables.as_xlsx(HEAD, [LIVING, LIVING])
    assert field_table.read_fields(raw, written)[1] == [Mistake(3, "path", "double", "2")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_one_mistake_nothing_is_changed_and_all_are_said(lite_world, admin, language):
    rows = [cells for cells, _ in BAD.values()]
    page = send(admin, [LIVING, *rows], **{"Accept-Language": language})
    assert page.status_code == 422
    outline(page)
    said = errors(page)
    assert len(said) >= len(BAD)
    assert all("admin." not in one and "{" not in one for one in said)
    assert changes(lite_world) == []


@pytest.mark.parametrize(
    "raw",
    [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0" + b"x" * 600, b"a,b\n1,2\n", b"x" * 300_000],
)
def test_a_file_that_is_no_such_table_changes_nothing(lite_world, admin, raw):
    page = send(admin, [], raw=raw)
    assert page.status_code == 422
    outline(page)
    assert errors(page)
    assert changes(lite_world) == []


def test_who_saw_an_older_state_is_told(world):
    admin = browser(world, "admin")
    assert send(admin, [LIVING]).status_code == 200
    answer = send(admin, [row(path="other")])
    assert answer.status_code == 409
    assert "有人改过这件事" in answer.text
    assert "other" not in str(exported(admin)["form"])


def test_a_service_without_a_form_has_no_table(lite_world, admin):
    written = lite_world.window.reference.affairs.written
    code = next(code for code, one in written.items() if one.form is None)
    assert admin.get(f"{LIST}/{code}/fields", params={"file": "xlsx"}).status_code == 404
    assert send(admin, [LIVING], code=code).status_code == 404
