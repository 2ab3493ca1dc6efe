"""A table as CSV or spreadsheet: read whole, its columns by their heads, with every mistake by its line."""

import csv
import io
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple, TypeVar

from server.rules import text, xlsx

#: Column → how its head may be written, the second as people read it.
Columns = Mapping[str, tuple[str, ...]]
#: Mistakes that are told; more of them help nobody.
MOST_MISTAKES = 200


class Mistake(NamedTuple):
    """What is wrong on a line; column: "" for the line or the file; known: what is said beside it."""

    line: int
    column: str
    code: str
    known: str = ""


R = TypeVar("R")
#: A line's number in the file, from 1, and its cells by column.
Line = tuple[int, dict[str, str]]


def read_table(
    raw: bytes, columns: Columns, needed: Collection[str], most: int
) -> tuple[list[Line], list[Mistake]]:
    """The filled lines of a file, an XLSX spreadsheet or CSV in UTF-8 or GB 18030, at most so many;
    lines of another width, and cells whose text must not be taken, are among the mistakes. A file that
    cannot be read as such a table has mistakes and no lines."""
    lines, mistakes = _of_sheet(raw) if xlsx.is_xlsx(raw) else _of_csv(raw)
    if mistakes:
        return [], mistakes
    if not lines:
        return [], [Mistake(1, "", "empty")]
    (_, head), *rest = lines
    places, mistakes = _places([cell.text for cell in head], columns, needed)
    if mistakes:
        return [], mistakes
    filled = [(at, line) for at, line in rest if any(c.text.strip() or c.wrong for c in line)]
    if not filled:
        return [], [Mistake(1, "", "empty")]
    if len(filled) > most:
        return [], [Mistake(filled[most][0], "", "too_many", str(most))]
    read: list[Line] = []
    for at, line in filled:
        wrong = [
            Mistake(at, name, line[place].wrong, line[place].text)
            for name, place in places.items()
            if place < len(line) and line[place].wrong
        ]
        if len(line) != len(head):
            wrong = [Mistake(at, "", "cells", str(len(head)))]
        if wrong:
            mistakes += wrong
        else:
            read.append((at, {name: line[place].text for name, place in places.items()}))
    return read, mistakes


#: A line's number in the file, and its cells.
_Cells = tuple[int, list[xlsx.Cell]]


def _of_csv(raw: bytes) -> tuple[list[_Cells], list[Mistake]]:
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            content = raw.decode("gb18030")
        except UnicodeDecodeError:
            return [], [Mistake(1, "", "encoding")]
    try:
        lines = list(csv.reader(io.StringIO(content), strict=True))
    except csv.Error:
        return [], [Mistake(1, "", "csv")]
    heads = lines[0] if lines else []
    width = max((at + 1 for at, head in enumerate(heads) if head.strip()), default=0)
    return [(at, _narrowed(line, width)) for at, line in enumerate(lines, 1)], []


def _narrowed(line: list[str], width: int) -> list[xlsx.Cell]:
    """A line without the empty cells that a spreadsheet writes to the right of its heads."""
    last = max((at + 1 for at, cell in enumerate(line) if cell.strip()), default=0)
    wide = len(line) if len(line) <= width else max(width, last)
    return [xlsx.Cell(cell) for cell in line[:wide]]


def _of_sheet(raw: bytes) -> tuple[list[_Cells], list[Mistake]]:
    """As wide as their heads, or as what stands beside them."""
    try:
        rows = xlsx.read_sheet(raw)
    except xlsx.Unreadable as error:
        return [], [Mistake(1, "", error.code)]
    if not rows:
        return [], []
    nothing = xlsx.Cell("")
    width = max((at for at, cell in rows[0][1].items() if cell.text), default=-1) + 1
    lines = []
    for number, cells in rows:
        last = max((at for at, cell in cells.items() if cell.text or cell.wrong), default=-1) + 1
        wide = max(width, last)
        lines.append((number, [cells.get(at, nothing) for at in range(wide)]))
    return lines, []


def read_rows(
    lines: list[Line],
    mistakes: list[Mistake],
    read: Callable[[int, Mapping[str, str]], tuple[R, list[Mistake]]],
    column: str,
    key: str = "",
) -> tuple[list[R], list[Mistake]]:
    """Each line read by itself, and all mistakes in the order of the lines, those of the table among
    them; a value of the column that an earlier line has is one. key: the member of a row that must be no
    earlier one's instead, said at the column."""
    rows: list[R] = []
    first: dict[Any, int] = {}
    found = list(mistakes)
    for at, cells in lines:
        row, wrong = read(at, cells)
        value = getattr(row, key or column)
        if not wrong and value in first:
            wrong = [Mistake(at, column, "double", str(first[value]))]
        first.setdefault(value, at)
        found += wrong
        rows.append(row)
    return rows, sorted(found, key=lambda one: one.line)[:MOST_MISTAKES]


def _places(
    head: list[str], columns: Columns, needed: Collection[str]
) -> tuple[dict[str, int], list[Mistake]]:
    """Where each column stands."""
    places: dict[str, int] = {}
    mistakes = []
    for at, written in enumerate(head):
        plain = text.clean(written, lines=False)
        name = next((n for n, known in columns.items() if plain in known), None)
        if name is None or name in places:
            mistakes.append(Mistake(1, "", "column" if name is None else "column_twice", plain))
        else:
            places[name] = at
    missing = [columns[name][1] for name in needed if name not in places]
    if missing:
        mistakes.append(Mistake(1, "", "missing", ", ".join(missing)))
    return places, mistakes
