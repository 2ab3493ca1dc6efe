"""The fields that a service's form has of its own as a table, for a spreadsheet: read whole, every mistake by
its row, before anything of it is taken. Fields that many services share, groups and what is computed are
not in it (docs/forms.md); a rule keeps its place in the form."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from server.rules import text
from server.rules.money import in_yuan, read_money
from server.rules.table_import import Columns, Mistake, read_rows, read_table
from server.rules.written_service import WrittenService

#: Column → how its head may be written, the second as people read it.
COLUMNS: Columns = {
    "path": ("path", "代号"),
    "section": ("section", "分组"),
    "type": ("type", "类型"),
    "required": ("required", "必填"),
    "label.zh-CN": ("label_zh", "题目（中文）"),
    "label.en": ("label_en", "题目（英文）"),
    "hint.zh-CN": ("hint_zh", "说明（中文）"),
    "hint.en": ("hint_en", "说明（英文）"),
    "min": ("min", "最少"),
    "max": ("max", "最多"),
    "options": ("options", "选项"),
}
NEEDED = ("path", "section", "type", "label.zh-CN", "label.en")
MOST_ROWS, LONGEST = 200, 500
#: Types that a row can have; the names people read are the caller's.
TYPES = (
    *("text", "long_text", "choice", "multi_choice", "yes_no", "date", "integer", "number"),
    *("money", "phone", "id_number", "bank_card", "declaration"),
)
_CHOICES = ("choice", "multi_choice")
_PATH = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*", re.ASCII)
_YES, _NO = ("是", "yes", "TRUE", "1"), ("", "否", "no", "FALSE", "0")
#: Between options, and between the code of one and its words in each language.
_OPTIONS, _PARTS = re.compile("[;；\n]"), re.compile("[|｜]")


class Row(NamedTuple):
    """A field, checked by itself. line: of the file; options: the code of each with its words in the
    languages' order."""

    line: int
    path: str
    section: str
    type: str
    required: bool
    words: Mapping[str, str]
    min: int | None
    max: int | None
    options: tuple[tuple[str, ...], ...]


def own_fields(written: WrittenService) -> list[dict]:
    """The fields of the form that a table holds."""
    fields = (written.form or {}).get("fields", ())
    return [f for f in fields if f.get("type") in TYPES and not {"use", "words"} & f.keys()]


def rows_of(written: WrittenService) -> list[list[str]]:
    """The table of a form, in the order of COLUMNS."""
    return [_cells(written, field) for field in own_fields(written)]


def _cells(written: WrittenService, field: Mapping) -> list[str]:
    begin = f"form.{written.service['code']}.{field['path']}."
    found = []
    for column in COLUMNS:
        name, _, language = column.partition(".")
        if language:
            found.append(written.texts[language].get(begin + name, ""))
        elif column == "options":
            options = [
                [code, *(own.get(f"{begin}option.{code}", "") for own in written.texts.values())]
                for code in field.get("options", ())
            ]
            found.append("; ".join("|".join(parts) for parts in options))
        elif column == "required":
            found.append(_YES[0] if field.get("required") else "")
        elif field["type"] == "money" and isinstance(field.get(column), int):
            found.append(in_yuan(field[column]))
        else:
            found.append(str(field.get(column, "")))
    return found


def read_fields(raw: bytes, written: WrittenService) -> tuple[list[Row], list[Mistake]]:
    """The fields of a file (rules/table_import) for that service's form, and its mistakes by row."""
    lines, mistakes = read_table(raw, COLUMNS, NEEDED, MOST_ROWS)
    return read_rows(lines, mistakes, lambda at, cells: _row(at, cells, written), "path")


def _row(at: int, cells: Mapping[str, str], written: WrittenService) -> tuple[Row, list[Mistake]]:
    """One row."""
    wrong = []
    path, section, kind = (cells[name].strip() for name in ("path", "section", "type"))
    if not _PATH.fullmatch(path):
        wrong.append(Mistake(at, "path", "letters" if path else "required"))
    elif path in _others(written):
        wrong.append(Mistake(at, "path", "shared"))
    if section not in [one["id"] for one in written.form["sections"]]:
        wrong.append(Mistake(at, "section", "unknown", section))
    if kind not in TYPES:
        wrong.append(Mistake(at, "type", "unknown", kind))
    words = {}
    for column in COLUMNS:
        if "." in column:
            words[column] = text.clean(cells.get(column, ""), lines=False)
            if not words[column] and column in NEEDED:
                wrong.append(Mistake(at, column, "required"))
            elif len(words[column]) > LONGEST:
                wrong.append(Mistake(at, column, "too_long"))
    must = cells.get("required", "").strip()
    if must not in (*_YES, *_NO):
        wrong.append(Mistake(at, "required", "yes_no"))
    bounds: dict[str, int | None] = {}
    for column in ("min", "max"):
        typed = cells.get(column, "").strip()
        bounds[column] = _bound(typed, kind)
        if typed and bounds[column] is None:
            wrong.append(Mistake(at, column, "money" if kind == "money" else "number"))
    options = tuple(
        tuple(part.strip() for part in _PARTS.split(one))
        for one in _OPTIONS.split(cells.get("options", ""))
        if one.strip()
    )
    whole = all(len(one) == 1 + len(written.texts) and all(one) for one in options)
    if kind in TYPES and (not whole or (kind in _CHOICES) is not bool(options)):
        wrong.append(Mistake(at, "options", "option" if kind in _CHOICES else "no_options"))
    row = Row(at, path, section, kind, must in _YES, words, bounds["min"], bounds["max"], options)
    return row, wrong


def _bound(typed: str, kind: str) -> int | None:
    """A number as it is typed, of an amount of money in 元; None for what is none."""
    if kind == "money":
        amount = read_money(typed)
        return None if amount.error else amount.fen
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 12 else None


def _others(written: WrittenService) -> set[str]:
    """Paths of the form that are no row's."""
    own = [field["path"] for field in own_fields(written)]
    fields = (written.form or {}).get("fields", ())
    return {str(one["path"]) for one in fields if "path" in one and one["path"] not in own}


def put(written: WrittenService, rows: list[Row]) -> None:
    """Change the fields that are there, and add the others before the declaration at the end; what is
    in no row stays."""
    fields = written.form["fields"]
    there = {field["path"]: field for field in own_fields(written)}
    for row in rows:
        field = there.get(row.path)
        if field is None:
            field = {"path": row.path}
            end = next(
                (i for i, one in enumerate(fields) if one.get("use") == "truth"), len(fields)
            )
            fields.insert(end, field)
        _fill(written, field, row)


def _fill(written: WrittenService, field: dict, row: Row) -> None:
    members: dict[str, Any] = {
        "section": row.section,
        "type": row.type,
        "required": True if row.required else None,
        "min": row.min,
        "max": row.max,
        "options": [one[0] for one in row.options] or None,
    }
    for name, value in members.items():
        if value is not None:
            field[name] = value
        elif field.get(name):
            del field[name]
    begin = f"form.{written.service['code']}.{row.path}."
    for at, (language, own) in enumerate(written.texts.items(), 1):
        for key in [key for key in own if key.startswith(begin + "option.")]:
            del own[key]
        for one in row.options:
            own[f"{begin}option.{one[0]}"] = one[at]
        for name in ("label", "hint"):
            said = row.words[f"{name}.{language}"]
            if said:
                own[begin + name] = said
            else:
                own.pop(begin + name, None)
