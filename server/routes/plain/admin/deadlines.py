"""How long each state of each kind of case may last. Deadlines that were given do not move."""

from typing import Any, NamedTuple

from server.routes.http import Call, Reply
from server.routes.page import Wrong
from server.routes.plain.admin.frame import admin_page, save_setting
from server.services import settings
from server.services.words import Words

#: unit → most of it.
UNITS = {"hours": 2_000, "working_hours": 800, "working_days": 250}


class Cell(NamedTuple):
    """How long one state may last: the field, which state, how much of which unit."""

    path: str
    state: str
    amount: str
    unit: str


async def form(call: Call) -> Reply:
    """GET /plain/admin/deadlines."""
    return _page(call, {}, [])


async def again(call: Call) -> Reply:
    """The form as it was typed, for another look."""
    return _page(call, call.body, [])


async def save(call: Call) -> Reply:
    """POST /plain/admin/deadlines."""
    value, typed, words = settings.present(call.window, "deadlines"), call.body, call.words
    wrong = []
    for rule, cells in zip(value["rules"], _cells(value, typed), strict=True):
        for cell in cells:
            most = UNITS[cell.unit]
            if not (
                cell.amount.isascii() and cell.amount.isdigit() and 1 <= int(cell.amount) <= most
            ):
                label = words(f"state.{cell.state}")
                said = words("error.field.out_of_range", label=label, min=1, max=most)
                wrong.append(Wrong(cell.path, said))
                continue
            rule[cell.state] = {cell.unit: int(cell.amount)}
    if wrong:
        return _page(call, typed, wrong)
    bad = await save_setting(call, "deadlines", value)
    if bad:
        return _page(call, typed, [], bad=bad)
    return _page(call, {}, [], said=words("admin.saved"))


def _cells(value: dict[str, Any], typed) -> list[list[Cell]]:
    """The fields of each rule, with what was typed or else what is kept."""
    rows = []
    for index, rule in enumerate(value["rules"]):
        row = []
        for state, span in rule.items():
            if isinstance(span, dict):
                ((unit, amount),) = span.items()
                path = f"rule{index}.{state}"
                row.append(Cell(path, state, typed.get(path, f"{amount:g}").strip(), unit))
        rows.append(row)
    return rows


def _heading(words: Words, rule: dict[str, Any], rules: list[dict[str, Any]]) -> str:
    """Which cases a rule is about: their kind and category, or all that the rules before left."""
    kind, category = rule.get("kind"), rule.get("category")
    parts = []
    if kind is not None:
        key = f"admin.deadlines.kind.{kind}"
        parts.append(words(key) if words.has(key) else kind)
    if category is not None:
        parts.append(words(f"category.{category}"))
    elif kind is None or sum(other.get("kind") == kind for other in rules) > 1:
        parts.append(words("admin.deadlines.rest"))
    return " · ".join(parts)


def _page(call: Call, typed, wrong: list[Wrong], *, said: str = "", bad: str = "") -> Reply:
    value, words = settings.present(call.window, "deadlines"), call.words
    rules = [
        (_heading(words, rule, value["rules"]), cells)
        for rule, cells in zip(value["rules"], _cells(value, typed), strict=True)
    ]
    return admin_page(
        call, "deadlines.html", wrong=wrong, said=said, bad=bad, form=True, rules=rules
    )
