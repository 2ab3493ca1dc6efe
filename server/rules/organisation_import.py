"""A list of organisations and shops as CSV or XLSX: read whole, every mistake by its line, before anything is
taken."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from server.rules import credit_code, phones, text
from server.rules.table_import import Columns, Mistake, read_rows, read_table

#: Column → how its head may be written: the columns of the export.
COLUMNS: Columns = {
    "name": ("name", "名称", "单位名称", "店名"),
    "kind": ("kind", "种类"),
    "credit_code": ("credit_code", "统一社会信用代码", "信用代码"),
    "grid_id": ("grid_id", "网格"),
    "address": ("address", "地址"),
    "contact": ("contact", "联系人"),
    "phone": ("phone", "电话", "联系电话"),
    "state": ("state", "状态"),
}
NEEDED = ("name", "kind", "grid_id")
MOST_ROWS, LONGEST_NAME, LONGEST_ADDRESS, LONGEST_CONTACT = 5000, 100, 120, 100
#: Kinds with how they are written in a list: company, shop of one's own, society, public body, other.
KINDS: Mapping[str, str] = {
    "company": "企业",
    "sole": "个体户",
    "society": "社会组织",
    "public": "机关事业单位",
    "other": "其他",
}
OPEN, CLOSED = "open", "closed"
#: States with how they are written in a list.
STATES: Mapping[str, str] = {OPEN: "营业", CLOSED: "停业"}


class Row(NamedTuple):
    """An organisation of the list, checked. line: of the file, from 1; credit_code, address, contact, phone and
    state: "" where the list says nothing."""

    line: int
    name: str
    kind: str
    credit_code: str
    grid_id: str
    address: str
    contact: str
    phone: str
    state: str

    @property
    def key(self) -> tuple[str, ...]:
        """What tells one from another: the code, or of who has none the name in its grid."""
        return (self.credit_code,) if self.credit_code else (self.grid_id, self.name)


def read_organisations(raw: bytes, grids: Collection[str]) -> tuple[list[Row], list[Mistake]]:
    """The organisations of a file (rules/table_import), and its mistakes in the order of the lines."""
    lines, mistakes = read_table(raw, COLUMNS, NEEDED, MOST_ROWS)
    return read_rows(lines, mistakes, lambda at, cells: _row(at, cells, grids), "name", "key")


def _row(at: int, cells: Mapping[str, str], grids: Collection[str]) -> tuple[Row, list[Mistake]]:
    """One line."""
    lines = {
        name: text.clean(cells.get(name, ""), lines=False)
        for name in ("name", "address", "contact")
    }
    wrong = [
        Mistake(at, name, "too_long")
        for name, most in (
            ("name", LONGEST_NAME), ("address", LONGEST_ADDRESS), ("contact", LONGEST_CONTACT)
        )
        if text.visible_length(lines[name]) > most
    ]  # fmt: skip
    if not lines["name"]:
        wrong.append(Mistake(at, "name", "required"))
    kind = _coded(at, "kind", cells, KINDS, wrong)
    if not cells["kind"].strip():
        wrong.append(Mistake(at, "kind", "required"))
    code, phone = "", ""
    if cells.get("credit_code", "").strip():
        read = credit_code.read_credit_code(cells["credit_code"])
        code = read.value
        if read.error is not None:
            wrong.append(Mistake(at, "credit_code", read.error))
    grid = cells["grid_id"].strip()
    if grid not in grids:
        wrong.append(Mistake(at, "grid_id", "unknown" if grid else "required"))
    if cells.get("phone", "").strip():
        read = phones.read_callable(cells["phone"])
        phone = read.value
        if read.error is not None:
            wrong.append(Mistake(at, "phone", read.error))
    state = _coded(at, "state", cells, STATES, wrong)
    row = Row(at, lines["name"], kind, code, grid, lines["address"], lines["contact"], phone, state)
    return row, wrong


def _coded(
    at: int, column: str, cells: Mapping[str, str], words: Mapping[str, str], wrong: list[Mistake]
) -> str:
    """The code that a cell says, as such or in its word; "" for an empty one."""
    typed = text.clean(cells.get(column, ""), lines=False)
    found = next((code for code, word in words.items() if typed in (code, word)), "")
    if typed and not found:
        wrong.append(Mistake(at, column, column))
    return found
