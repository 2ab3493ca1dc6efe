"""A narrow screen shows a table's rows one cell under another, without the row of heads: each cell then says
which column it is of."""

import re
from itertools import count

from markupsafe import Markup

_ROW = re.compile(r"<tr\b.*?</tr>", re.S)
_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.S)
_CELL = re.compile(r"<(t[hd])\b([^>]*)>")
_TAG = re.compile(r"<[^>]*>")


def with_heads(table: str) -> Markup:
    """The table, whose first row are its heads, with `data-head` at every cell of data. A cell over several
    columns has none. For `{% filter heads %}` around a table that templates made; nested tables are not
    understood."""
    table = str(table)  # a Markup would escape what is put together from its parts
    first, *_ = _ROW.findall(table)
    heads = [_TAG.sub("", head).strip() for head in _HEAD.findall(first)]

    def cells(row: re.Match) -> str:
        at = count()

        def cell(found: re.Match) -> str:
            head = heads[next(at)]
            if found[1] == "th" or "colspan" in found[2]:
                return found[0]
            return f'<td{found[2]} data-head="{head}">'

        return _CELL.sub(cell, row[0])

    before, body = table.split(first, 1)
    return Markup(before + first + _ROW.sub(cells, body))
