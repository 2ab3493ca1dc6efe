"""Rules as somebody picks them on a page: rows of one thing, how it is compared, and with what, joined by
"and" or by "or". Rules that are more than that are written as they are (docs/forms.md, "Expressions")."""

import json
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from server.rules import money
from server.rules.expressions import OVER_ENTRIES, group_of
from server.rules.nesting import MOST_IN_RULE, is_too_deep

#: How a thing may be compared: whether it was answered; whether it holds, of a yes or no; with a value or
#: another thing; with several values; by the years and days between it and today.
PLAIN = ("answered", "not_answered")
HOLDS = ("holds", "holds_not")
COMPARED = ("eq", "ne", "ge", "le", "gt", "lt")
AMONG = "in"
YEARS = ("years_ge", "years_lt")
DAYS = ("days_ge", "days_le", "until_ge", "until_le")
HOW = (*PLAIN, *HOLDS, *COMPARED, AMONG, *YEARS, *DAYS)
#: How rows are joined.
AND, OR = JOINS = ("and", "or")
#: Rows that are read from a page.
MOST_ROWS = 20
#: Where a thing comes from: an answer, how many items, photos or choices an answer has, a known fact, or one
#: answer of all entries of a group ("sum:members/income").
SOURCES = ("answer", "count", "fact", *OVER_ENTRIES)
#: The type of an amount of money: in 元 on the page, in 分 in the rule.
MONEY = "money"
#: What stands for the day on which the rule is looked at.
TODAY = "today"
_TODAY = ["today"]
_YES, _NO = ("yes", "true", "是"), ("no", "false", "否")  # lint: chinese-ok (what people type)
_BETWEEN = re.compile("[,，、;；]")  # lint: chinese-ok (what people type)


class Picked(NamedTuple):
    """A row in parts. what: "answer:path", "count:path", "fact:name" or "sum:group/path"; how: one of HOW; value: as typed;
    other: the thing it is compared with in the place of a value, TODAY for the day; plus, more: things
    that are added to what before it is compared."""

    what: str
    how: str
    value: str
    other: str = ""
    plus: str = ""
    more: str = ""

    def is_blank(self) -> bool:
        """Whether nothing was picked."""
        return not (any((self.what, self.how, self.value.strip(), self.other, *self.added)))

    @property
    def added(self) -> list[str]:
        """What is added to the thing itself."""
        return [one for one in (self.plus, self.more) if one]


class Rows(NamedTuple):
    """A rule in rows. join: AND or OR."""

    join: str
    rows: Sequence[Picked]


class Unfit(Exception):
    """What was picked or written is no rule. code: what, how, value, both, sum, number, money (typed is no amount),
    mixed (an amount and something else), date, yes_no or json; where:
    line and column of JSON that does not parse; row: which of several, from 0."""

    def __init__(self, code: str, where: tuple[int, int] = (0, 0)):
        super().__init__(code)
        self.code, self.where = code, where
        self.row = 0


def in_rows(rule: Any, kind_of: Callable[[str], str]) -> Rows | None:
    """The rows of a rule, None for one that is more than rows, or would not come back from them as it is.
    kind_of: the type of a thing (see built)."""
    parts, join = [rule], AND
    if isinstance(rule, list) and len(rule) > 2 and rule[0] in JOINS:
        join, parts = rule[0], rule[1:]
    rows = [in_yuan(one, kind_of) for part in parts if (one := picked(part)) is not None]
    if len(rows) != len(parts) or len(rows) > MOST_ROWS:
        return None
    found = Rows(join, rows)
    try:
        return found if _same(joined(found, kind_of), rule) else None
    except Unfit:
        return None


def in_yuan(row: Picked, kind_of: Callable[[str], str]) -> Picked:
    """The row with amounts of money as people read them, in 元; where one is no amount, as it is."""
    if kind_of(row.what) != MONEY or row.how not in (*COMPARED, AMONG):
        return row
    try:
        each = [money.in_yuan(int(one)) for one in values_of(row.value)]
    except ValueError:
        return row
    return row._replace(value=", ".join(each))


def _same(left: Any, right: Any) -> bool:
    # 1 and True are equal, and no rule takes one for the other.
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)


def joined(rows: Rows, kind_of: Callable[[str], str]) -> list | None:
    """The rule of its rows, None where nothing was picked. kind_of: the type of a thing (see built).
    Raises Unfit with the row."""
    parts = []
    for at, row in enumerate(rows.rows):
        if row.is_blank():
            continue
        try:
            kinds = {kind_of(one) for one in (row.what, *row.added, row.other) if one}
            if MONEY in kinds and len(kinds) > 1:
                raise Unfit("mixed")
            parts.append(built(row, kind_of(row.what)))
        except Unfit as unfit:
            unfit.row = at
            raise
    if len(parts) < 2:
        return parts[0] if parts else None
    return [rows.join if rows.join in JOINS else AND, *parts]


def picked(rule: Any) -> Picked | None:
    """The parts of a rule, None for one that is more than that."""
    if not isinstance(rule, list):
        return None
    held = _thing(rule)
    if held:
        return Picked(held, "holds", "")
    if len(rule) == 2:
        return _plain(rule)
    if len(rule) != 3:
        return None
    operator, left, right = rule
    if operator == AMONG:
        return _among(left, right)
    parts = _summed(left)
    if operator in COMPARED and parts:
        what, *added = parts
        other = TODAY if right == _TODAY else _thing(right)
        value = "" if other else _typed(right)
        return None if value is None else Picked(what, operator, value, other, *added)
    value = _typed(right)
    what, way = _measured(left)
    how = f"{way}{operator}"
    if operator not in COMPARED or not what or value is None or how not in HOW:
        return None
    return Picked(what, how, value)


def _plain(rule: list) -> Picked | None:
    if rule[0] == "answered" and isinstance(rule[1], str):
        return Picked(f"answer:{rule[1]}", "answered", "")
    if rule[0] != "not":
        return None
    if _named(rule[1], "answered"):
        return Picked(f"answer:{rule[1][1]}", "not_answered", "")
    held = _thing(rule[1])
    return Picked(held, "holds_not", "") if held else None


def _among(left: Any, right: Any) -> Picked | None:
    values = right.get("list") if isinstance(right, dict) and len(right) == 1 else None
    if not _thing(left) or not isinstance(values, list) or not values:
        return None
    typed = [_typed(value) for value in values]
    return None if None in typed else Picked(_thing(left), AMONG, ", ".join(filter(None, typed)))


def _measured(left: Any) -> tuple[str, str]:
    """The thing that is compared, and how the word for the way begins: the thing itself, the years or
    days from it to today, or the days from today until it."""
    if isinstance(left, list) and len(left) == 3:
        if left[0] in ("years", "days") and left[2] == _TODAY:
            return _thing(left[1]), f"{left[0]}_"
        if left[0] == "days" and left[1] == _TODAY:
            return _thing(left[2]), "until_"
    return _thing(left), ""


def _summed(rule: Any) -> list[str]:
    """The names of up to three things that are added; of one alone just its own."""
    if isinstance(rule, list) and len(rule) == 3 and rule[0] == "add":
        first, last = _summed(rule[1]), _thing(rule[2])
        return [*first, last] if first and last and len(first) < 3 else []
    return [_thing(rule)] if _thing(rule) else []


def _thing(rule: Any) -> str:
    """The name of an answer, of how many it has, of what its entries come to, or of a fact on the page; "" for
    anything else."""
    if isinstance(rule, list) and len(rule) == 3 and rule[0] in OVER_ENTRIES:
        group = group_of(rule[1])
        return f"{rule[0]}:{group}/{rule[2][1]}" if group and _named(rule[2], "item") else ""
    if isinstance(rule, list) and len(rule) == 2 and rule[0] == "count":
        return f"count:{rule[1][1]}" if _named(rule[1], "answer") else ""
    kind = next((one for one in ("answer", "fact") if _named(rule, one)), None)
    return f"{kind}:{rule[1]}" if kind else ""


def _named(rule: Any, operator: str) -> bool:
    return (
        isinstance(rule, list)
        and len(rule) == 2
        and rule[0] == operator
        and isinstance(rule[1], str)
    )


def _typed(value: Any) -> str | None:
    """A literal as somebody types it."""
    if isinstance(value, bool):
        return _YES[2] if value else _NO[2]
    if isinstance(value, str | int | float):
        return str(value)
    if isinstance(value, dict) and list(value) == ["date"]:
        return str(value["date"])
    return None


def built(rule: Picked, kind: str) -> list:
    """The rule of a row; kind: the type of what is compared ("number", "money", "boolean", "date", "text").
    Raises Unfit."""
    source, _, name = rule.what.partition(":")
    named = _reference(rule.what)
    if rule.how not in HOW or (rule.how in PLAIN and source != "answer"):
        raise Unfit("how")
    if rule.added and rule.how not in COMPARED:
        raise Unfit("sum")
    for one in rule.added:
        named, kind = ["add", named, _reference(one)], MONEY if kind == MONEY else "number"
    if rule.how in PLAIN:
        answered = ["answered", name]
        return answered if rule.how == "answered" else ["not", answered]
    if rule.how in HOLDS:
        return named if rule.how == "holds" else ["not", named]
    typed = rule.value.strip()
    if rule.other:
        if typed:
            raise Unfit("both")
        if rule.how not in COMPARED:
            raise Unfit("how")
        return [rule.how, named, _other(rule.other)]
    if not typed:
        raise Unfit("value")
    if rule.how == AMONG:
        values = [_literal(one, kind) for one in values_of(typed)]
        if not values:
            raise Unfit("value")
        return [AMONG, named, {"list": values}]
    way, _, operator = rule.how.rpartition("_")
    if way == "until":
        named = ["days", _TODAY, named]
    elif way:
        named = [way, named, _TODAY]
    return [operator, named, _literal(typed, "number" if way else kind)]


def values_of(typed: str) -> list[str]:
    """Several values as somebody types them."""
    return [one.strip() for one in _BETWEEN.split(typed) if one.strip()]


def _other(what: str) -> list:
    return list(_TODAY) if what == TODAY else _reference(what)


def _reference(what: str) -> list:
    """The expression of a thing. Raises Unfit what."""
    source, _, name = what.partition(":")
    if source not in SOURCES or not name:
        raise Unfit("what")
    if source in OVER_ENTRIES:
        group, _, path = name.partition("/")
        if not group or not path:
            raise Unfit("what")
        return [source, ["answer", group], ["item", path]]
    return ["count", ["answer", name]] if source == "count" else [source, name]


def _literal(typed: str, kind: str) -> Any:
    if kind == "boolean":
        if typed.lower() in _YES:
            return True
        if typed.lower() in _NO:
            return False
        raise Unfit("yes_no")
    if kind == MONEY:
        amount = money.read_money(typed)
        if amount.error:
            raise Unfit("money")
        return amount.fen
    if kind == "number":
        try:
            number = float(typed)
        except ValueError as error:
            raise Unfit("number") from error
        if not abs(number) < 1e15:
            raise Unfit("number")
        return int(number) if number == int(number) else number
    return {"date": typed} if kind == "date" else typed


def written(typed: str) -> Any:
    """A rule as it is written. Raises Unfit json with the place, or deep."""
    try:
        rule = json.loads(typed)
    except json.JSONDecodeError as error:
        raise Unfit("json", (error.lineno, error.colno)) from error
    except RecursionError as error:
        raise Unfit("deep") from error
    except ValueError as error:
        raise Unfit("json", (1, 1)) from error
    if is_too_deep(rule, MOST_IN_RULE):
        raise Unfit("deep")
    return rule
