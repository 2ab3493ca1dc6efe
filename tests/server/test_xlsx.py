"""Importing a spreadsheet as Excel writes it: what is seen in a cell is what is taken, whatever a file does
that it should not is said and nobody is imported."""

import io
import time
import zipfile

import pytest
from assisting import HELPER
from test_admin_pages import browser
from test_pages import outline
from test_person_import import GRIDS, ONE, PAGE, TODAY, TWO, errors, persons
from world import done

from server.rules import tables, xlsx
from server.rules.person_import import read_persons
from server.rules.place_import import read_places
from server.rules.table_import import Mistake
from server.rules.xlsx import Cell, Unreadable, read_sheet
from server.services.words import LANGUAGES

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = ["姓名", "身份证号", "网格", "电话", "住址"]


def package(parts: dict[str, str | bytes], *, method=zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def book(rows: str, *, strings: str = "", styles: str = "", properties: str = "", **parts) -> bytes:
    """A file as Excel writes it, with these rows of cells."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    found: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{office}">{properties}'
        '<sheets><sheet name="名册" sheetId="7" r:id="rId3"/><sheet name="2" sheetId="8" r:id="rId4"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId4" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="rId3" Target="/xl/worksheets/sheet9.xml"/></Relationships>',
        "xl/worksheets/sheet9.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }
    if strings:
        found["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
    if styles:
        found["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    return package(found | parts)


def one_cell(xml: str, **more) -> Cell:
    ((_, cells),) = read_sheet(book(f'<row r="1">{xml}<c t="str"><v>x</v></c></row>', **more))
    return cells[0]


STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>'
    '<numFmt numFmtId="165" formatCode="[Red]0.00&quot;day&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs>'
)
SEEN = {
    "a shared text": ('<c t="s"><v>1</v></c>', "王一"),
    "a text in runs, without how it is read": ('<c t="s"><v>2</v></c>', "张三丰"),
    "a text in its place": ('<c t="inlineStr"><is><t> 李 </t></is></c>', " 李 "),
    "a whole number": ("<c><v>13800000031</v></c>", "13800000031"),
    "a whole number with a point": ("<c><v>13.0</v></c>", "13"),
    "a number": ("<c><v>120.575</v></c>", "120.575"),
    "a number of powers": ("<c><v>1.3800000031E10</v></c>", "13800000031"),
    "a day": ('<c s="1"><v>46048</v></c>', "2026-01-26"),
    "a day as the street writes it": ('<c s="2"><v>46048</v></c>', "2026-01-26"),
    "a moment": ('<c s="4"><v>46048.5</v></c>', "2026-01-26 12:00"),
    "a number that says day": ('<c s="3"><v>46048</v></c>', "46048"),
    "the value of a formula": ("<c><f>1+1</f><v>2</v></c>", "2"),
    "the text of a formula": ('<c t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', "ab"),
    "yes": ('<c t="b"><v>1</v></c>', "TRUE"),
    "nothing": ("<c/>", ""),
}


@pytest.mark.parametrize(("xml", "text"), SEEN.values(), ids=SEEN)
def test_a_cell_is_taken_as_it_is_seen(xml, text):
    strings = (
        "<si><t>x</t></si><si><t>王一</t></si>"
        "<si><r><t>张三</t></r><r><t>丰</t></r><rPh><t>zhang</t></rPh></si>"
    )
    assert one_cell(xml, strings=strings, styles=STYLES) == Cell(text)


def test_days_of_an_old_mac_are_four_years_later():
    properties = '<workbookPr date1904="1"/>'
    cell = one_cell('<c s="1"><v>44586</v></c>', styles=STYLES, properties=properties)
    assert cell == Cell("2026-01-26")


NOT_TAKEN = {
    "a formula that failed": ('<c t="e"><f>A1/0</f><v>#DIV/0!</v></c>', "formula_error"),
    "a formula without a value": ("<c><f>A1</f></c>", "no_value"),
    "an ID number as a number": ("<c><v>3.20505194603071E+17</v></c>", "digits_lost"),
}


@pytest.mark.parametrize(("xml", "code"), NOT_TAKEN.values(), ids=NOT_TAKEN)
def test_what_is_not_what_somebody_meant_is_told_by_its_cell(xml, code):
    head = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in HEAD)
    row = f'<c t="str"><v>王一</v></c>{xml}<c t="str"><v>liuxiang-3</v></c>'
    raw = book(f'<row r="2">{head}</row><row r="5">{row}</row>')
    _, (mistake,) = read_persons(raw, GRIDS, TODAY)
    assert mistake[:3] == (5, "id_number", code)


def test_columns_stand_anywhere_and_empty_cells_and_rows_are_nothing():
    cells = "".join(
        f'<c r="{at}2" t="inlineStr"><is><t>{text}</t></is></c>'
        for at, text in (("B", "网格"), ("D", "姓名"), ("C", "身份证号"))
    )
    row = "".join(
        f'<c r="{at}9" t="inlineStr"><is><t>{text}</t></is></c>'
        for at, text in (("C", ONE), ("D", "王一"), ("B", "liuxiang-3"))
    )
    raw = book(
        f'<row r="1"/><row r="2">{cells}</row><row r="3"><c r="Z3"/></row><row r="9">{row}</row>'
    )
    # Column A has no head.
    assert read_persons(raw, GRIDS, TODAY)[1] == [Mistake(1, "", "column", "")]
    raw = book(f'<row r="2">{cells}</row><row r="9">{row}</row>'.replace('"D', '"A'))
    rows, mistakes = read_persons(raw, GRIDS, TODAY)
    assert mistakes == []
    assert [(one.line, one.name, one.home) for one in rows] == [(9, "王一", "")]


def test_everybody_of_a_spreadsheet_is_there_as_from_a_table(world):
    admin = browser(world, "admin")
    raw = tables.as_xlsx(
        HEAD,
        [
            ["王一", ONE, "liuxiang-3", "13800000031", "柳巷路 1 号"],
            ["李二", TWO, "donghe-1", "", ""],
        ],
    )
    page = admin.post(PAGE, files={"file": ("people.xlsx", raw)})
    assert page.status_code == 200, errors(page)
    outline(page)
    assert "新登记 2 人" in page.text
    assert [one["name"] for one in persons(world)] == ["王一"]
    again = admin.get("/plain/admin/exports")
    assert again.status_code == 200
    taken = admin.post("/plain/admin/exports", data={"file": "persons.xlsx"}).content
    page = admin.post(PAGE, files={"file": ("people.xlsx", taken)})
    assert "原来就有 2 人" in page.text


def test_buildings_come_from_a_spreadsheet_with_numbers_as_excel_has_them(world):
    head = "".join(
        f'<c t="inlineStr"><is><t>{name}</t></is></c>'
        for name in ("地点编号", "种类", "名称", "网格", "经度", "纬度")
    )
    row = (
        '<c><v>7</v></c><c t="str"><v>楼栋</v></c><c t="str"><v>7 号楼</v></c>'
        '<c t="str"><v>liuxiang-3</v></c><c><v>120.575</v></c><c><v>31.3085</v></c>'
    )
    raw = book(f"<row>{head}</row><row>{row}</row>")
    page = browser(world, "admin").post("/plain/admin/places", files={"file": ("p.xlsx", raw)})
    assert page.status_code == 200, errors(page)
    (house,) = done(world.client(HELPER).get("/places"))["items"]
    assert house["name"] == "7 号楼"


def bomb() -> bytes:
    """Small as a file, 200 MB when it is unpacked."""
    return book("", **{"xl/sharedStrings.xml": b" " * (200 * 1_048_576)})


def lying() -> bytes:
    """A bomb that says it is small."""
    raw = bytearray(bomb())
    size = (200 * 1_048_576).to_bytes(4, "little")
    at = raw.find(size)
    while at >= 0:
        raw[at : at + 4] = (10).to_bytes(4, "little")
        at = raw.find(size, at)
    return bytes(raw)


BAD = {
    "no archive": (b"PK\x03\x04" + b"x" * 200, {"not_xlsx"}),
    "cut off": (book("<row/>")[:-200], {"not_xlsx"}),
    "no book": (package({"hello.txt": "x"}), {"no_sheet"}),
    "no XML": (book("<row"), {"not_xlsx"}),
    "a text that is nowhere": (book('<row><c t="s"><v>7</v></c></row>'), {"not_xlsx"}),
    "no number": (book("<row><c><v>abc</v></c></row>"), {"not_xlsx"}),
    "a day out of time": (book('<row><c s="1"><v>9e9</v></c></row>', styles=STYLES), {"not_xlsx"}),
    "an entity": (
        book("", **{"xl/sharedStrings.xml": '<!DOCTYPE a [<!ENTITY b "c">]><sst/>'}),
        {"not_xlsx"},
    ),
    "the old format": (xlsx.OLE + b"x" * 600, {"old_xlsx"}),
    "a bomb": (bomb(), {"too_much"}),
    "a bomb that says it is small": (lying(), {"not_xlsx", "too_much"}),
    "millions of elements": (book("<row/>" * 3_000_000), {"too_much"}),
    "a row of too many cells": (book(f"<row>{'<c/>' * 600_000}</row>"), {"too_much"}),
}


@pytest.mark.parametrize(("raw", "codes"), BAD.values(), ids=BAD)
def test_a_file_that_is_no_sheet_is_refused_and_costs_little(raw, codes):
    with pytest.raises(Unreadable) as refusal:
        read_sheet(raw)
    assert refusal.value.code in codes
    assert read_persons(raw, GRIDS, TODAY) == ([], [Mistake(1, "", refusal.value.code)])


@pytest.mark.parametrize("name", ["cut off", "the old format", "a bomb"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_cannot_be_read_is_said_and_nobody_is_imported(lite_world, name, language):
    page = browser(lite_world, "admin").post(
        PAGE,
        files={"file": ("people.xlsx", BAD[name][0])},
        headers={"Accept-Language": language},
    )
    assert page.status_code == 422
    outline(page)
    (said,) = errors(page)
    assert "admin." not in said
    assert "Excel" in said
    assert persons(lite_world) == []


def test_every_mistake_has_words_in_both_languages(lite_world):
    codes = {
        "not_xlsx",
        "old_xlsx",
        "too_much",
        "no_sheet",
        "formula_error",
        "no_value",
        "digits_lost",
    }
    for language in LANGUAGES:
        words = lite_world.window.library.of(language)
        assert all(words.has(f"admin.people.wrong.{code}") for code in codes)


def test_three_megabytes_of_places_are_read_in_seconds():
    head = ["地点编号", "种类", "名称", "网格"]
    noise = [f"{at * 7919 % 99991:05d}{at * 104729 % 999983:06d}" * 12 for at in range(20_000)]
    rows = [[f"p{at}", "楼栋", f"{noise[at][:50]}", "g"] for at in range(20_000)]
    raw = tables.as_xlsx([*head], rows)
    padded = io.BytesIO(raw)
    with zipfile.ZipFile(padded, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("xl/media/image1.png", b"\x00" * (3 * 1_048_576 - len(raw)))
    content = padded.getvalue()
    assert 3_000_000 < len(content) < 4 * 1_048_576
    begun = time.process_time()
    found, mistakes = read_places(content, ["g"], lambda lon, lat: "g")
    assert mistakes == []
    assert len(found) == 20_000
    assert time.process_time() - begun < 20
