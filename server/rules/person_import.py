"""A list of persons as CSV or XLSX: read whole, every mistake by its line, before anything is taken."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from server.rules import identity, phones, text
from server.rules.table_import import Columns, Mistake, read_rows, read_table

#: How heads are written in other people's files: words that are read here and never said.
_OFFICIAL, _LONG = "公民" + "身份号码", "手机" + "号码"
#: Column → how its head may be written.
COLUMNS: Columns = {
    "name": ("name", "姓名"),
    "id_number": ("id_number", "身份证号", "身份证", "身份证号码", _OFFICIAL),
    "phone": ("phone", "电话", "联系电话", "手机号", "手机", _LONG),
    "grid_id": ("grid_id", "网格"),
    "home": ("home", "住址"),
    "household": ("household", "户号", "户编号"),
}
NEEDED = ("name", "id_number", "grid_id")
MOST_ROWS, LONGEST_NAME, LONGEST_HOME, LONGEST_HOUSEHOLD = 5000, 100, 120, 40


class Row(NamedTuple):
    """A person of the list, checked. line: of the file, from 1; phone, home, household: "" for none; household:
    the same for who lives together in a grid."""

    line: int
    name: str
    id_number: str
    phone: str
    grid_id: str
    home: str
    household: str


def read_persons(
    raw: bytes, grids: Collection[str], today: date
) -> tuple[list[Row], list[Mistake]]:
    """The persons of a file (rules/table_import), and its mistakes in the order of the lines."""
    lines, mistakes = read_table(raw, COLUMNS, NEEDED, MOST_ROWS)
    return read_rows(lines, mistakes, lambda at, cells: _row(at, cells, grids, today), "id_number")


def _row(
    at: int, cells: Mapping[str, str], grids: Collection[str], today: date
) -> tuple[Row, list[Mistake]]:
    """One line."""
    wrong = []
    name = text.clean_name(text.clean(cells["name"], lines=False))
    if not name:
        wrong.append(Mistake(at, "name", "required"))
    elif text.visible_length(name) > LONGEST_NAME:
        wrong.append(Mistake(at, "name", "too_long"))
    number = identity.read_id_number(cells["id_number"], today)
    if number.error is not None:
        wrong.append(Mistake(at, "id_number", number.error))
    phone, typed = "", cells.get("phone", "").strip()
    if typed:
        read = phones.read_callable(typed)
        phone = read.value
        if read.error is not None:
            wrong.append(Mistake(at, "phone", read.error))
    grid = cells["grid_id"].strip()
    if grid not in grids:
        wrong.append(Mistake(at, "grid_id", "unknown" if grid else "required"))
    home = text.clean(cells.get("home", ""), lines=False)
    if text.visible_length(home) > LONGEST_HOME:
        wrong.append(Mistake(at, "home", "too_long"))
    household = text.clean(cells.get("household", ""), lines=False)
    if text.visible_length(household) > LONGEST_HOUSEHOLD:
        wrong.append(Mistake(at, "household", "too_long"))
    if household and not home:
        wrong.append(Mistake(at, "home", "required"))
    return Row(at, name, number.value, phone, grid, home, household), wrong
