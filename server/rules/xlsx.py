"""Reading a spreadsheet (XLSX, ECMA-376) as the texts of its first sheet, as somebody sees them in it:
the value of a formula and never the formula, a day as 2026-01-31, a whole number without a point.

A file may claim anything: what unpacks to more than MOST_UNPACKED or holds more than MOST_CELLS is
refused on the way, and XML that declares a document type is not read at all.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from xml.etree import ElementTree

#: Most bytes of all parts that are read, unpacked; most cells, and elements of XML.
MOST_UNPACKED, MOST_CELLS, MOST_ELEMENTS = 48 * 1_048_576, 500_000, 2_000_000
#: How an archive begins, and the older format of spreadsheets, which locked files have too.
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: Formats of numbers that are days or times (ECMA-376 18.8.30), beside those a file defines itself.
_DAYS = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
#: What is not part of a format: colours, conditions, texts in quotation marks, an escaped sign.
_NO_FORMAT = re.compile(r'\[[^\]]*\]|"[^"]*"|\\.|_.|\*.')
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
#: Digits that a number of a spreadsheet can hold.
MOST_DIGITS = 15


class Unreadable(Exception):
    """Why a file cannot be read: not_xlsx, old_xlsx, too_much, no_sheet."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


class Cell(NamedTuple):
    """A cell as it is seen. wrong: "" or why its text must not be taken: a formula that failed
    (formula_error), one that was never worked out (no_value), a number of which the spreadsheet lost
    digits (digits_lost)."""

    text: str
    wrong: str = ""


Row = tuple[int, dict[int, Cell]]


def is_xlsx(raw: bytes) -> bool:
    """Whether a file is a spreadsheet and no text."""
    return raw.startswith((ZIP, OLE))


def read_sheet(raw: bytes) -> list[Row]:
    """The rows of the first sheet that have cells, by their number from 1 and the cells' columns from
    0. Raises Unreadable."""
    if raw.startswith(OLE):
        raise Unreadable("old_xlsx")
    try:
        package = _Package(raw)
        return list(package.rows())
    except (
        zipfile.BadZipFile,
        ElementTree.ParseError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OverflowError,
        EOFError,
        IndexError,
    ) as error:
        raise Unreadable("not_xlsx") from error
    except KeyError as error:
        raise Unreadable("no_sheet") from error


class _Package:
    def __init__(self, raw: bytes):
        self._zip = zipfile.ZipFile(io.BytesIO(raw))
        self._left = MOST_UNPACKED

    def _part(self, name: str) -> bytes:
        """A part, unpacked no further than allowed whatever the archive says of its size."""
        info = self._zip.getinfo(name)
        if info.file_size > self._left:
            raise Unreadable("too_much")
        with self._zip.open(info) as file:
            content = file.read(self._left + 1)
        self._left -= len(content)
        if self._left < 0:
            raise Unreadable("too_much")
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise ValueError("a document type")
        return content

    def _tree(self, name: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._part(name))

    def rows(self) -> Iterator[Row]:
        """The rows of the first sheet."""
        book = self._tree("xl/workbook.xml")
        sheet = book.find(f"{_MAIN}sheets/{_MAIN}sheet")
        if sheet is None:
            raise KeyError("a sheet")
        links = self._tree("xl/_rels/workbook.xml.rels").iterfind(f"{_PACKAGE}Relationship")
        targets = {link.get("Id", ""): link.get("Target", "") for link in links}
        target = targets[sheet.get(f"{_LINKS}id", "")]
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        properties = book.find(f"{_MAIN}workbookPr")
        self._since = datetime(1899, 12, 30)
        if properties is not None and properties.get("date1904") in ("1", "true"):
            self._since = datetime(1904, 1, 1)
        self._shared = self._shared_texts()
        self._is_day = self._day_styles()
        yield from self._read(self._part(part))

    def _shared_texts(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self._zip.namelist():
            return []
        content = self._part("xl/sharedStrings.xml")
        return [_text(item) for item in _each(content, f"{_MAIN}si")]

    def _day_styles(self) -> list[bool]:
        """For each style of cells, whether it shows a number as a day."""
        if "xl/styles.xml" not in self._zip.namelist():
            return []
        styles = self._tree("xl/styles.xml")
        own = {
            one.get("numFmtId"): one.get("formatCode", "")
            for one in styles.iterfind(f"{_MAIN}numFmts/{_MAIN}numFmt")
        }

        def is_day(number: str) -> bool:
            if number in own:
                return any(sign in _NO_FORMAT.sub("", own[number]).lower() for sign in "ymdhs")
            return number.isdigit() and int(number) in _DAYS

        formats = styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")
        return [is_day(one.get("numFmtId", "0")) for one in formats]

    def _read(self, content: bytes) -> Iterator[Row]:
        number = cells = 0
        for element in _each(content, f"{_MAIN}row"):
            number = int(element.get("r", number + 1))
            found: dict[int, Cell] = {}
            column = -1
            for cell in element.iterfind(f"{_MAIN}c"):
                column = _column(cell.get("r", ""), column + 1)
                cells += 1
                if cells > MOST_CELLS:
                    raise Unreadable("too_much")
                found[column] = self._cell(cell)
            if any(one.text or one.wrong for one in found.values()):
                yield number, found

    def _cell(self, cell: ElementTree.Element) -> Cell:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{_MAIN}is")
            return Cell("" if inline is None else _text(inline))
        value = cell.findtext(f"{_MAIN}v", "")
        if kind == "e":
            return Cell(value, "formula_error")
        if not value:
            return Cell(
                "", "no_value" if cell.find(f"{_MAIN}f") is not None and kind != "str" else ""
            )
        if kind == "s":
            return Cell(self._shared[int(value)])
        if kind in ("str", "d"):
            return Cell(value)
        if kind == "b":
            return Cell("TRUE" if value == "1" else "FALSE")
        style = cell.get("s", "0")
        known = style.isdigit() and int(style) < len(self._is_day)
        return self._number(float(value), is_day=known and self._is_day[int(style)])

    def _number(self, value: float, *, is_day: bool) -> Cell:
        if is_day:
            at = self._since + timedelta(days=value)
            return Cell(f"{at:%Y-%m-%d}" if value == int(value) else f"{at:%Y-%m-%d %H:%M}")
        if abs(value) >= 10**MOST_DIGITS:
            return Cell(f"{value:.0f}", "digits_lost")
        return Cell(str(int(value)) if value == int(value) else repr(value))


def _each(content: bytes, wanted: str) -> Iterator[ElementTree.Element]:
    """Every element of a name, one at a time: nothing else of a large part is kept."""
    open_elements: list[ElementTree.Element] = []
    within = count = 0
    for event, element in ElementTree.iterparse(io.BytesIO(content), ("start", "end")):
        if event == "start":
            count += 1
            if count > MOST_ELEMENTS:
                raise Unreadable("too_much")
            open_elements.append(element)
            within += element.tag == wanted
            continue
        open_elements.pop()
        if element.tag == wanted:
            within -= 1
            yield element
        if not within and open_elements:
            open_elements[-1].clear()


def _text(item: ElementTree.Element) -> str:
    """A text or its runs; how Chinese is read aloud beside it is none of it."""
    runs = [item, *item.iterfind(f"{_MAIN}r")]
    return "".join(run.findtext(f"{_MAIN}t", "") for run in runs)


def _column(reference: str, following: int) -> int:
    """The column of a cell from 0, by its name ("B2"), or the one after the last."""
    found = _CELL.fullmatch(reference)
    if not found:
        return following
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1
