"""The expression language of forms, services and policies: JSON, typed, total, three-valued.

An expression is a literal (text, number, true, false, null, {"date": "2026-01-31"}, {"list": […]})
or a list whose first item is the operator. What refers to something that is not known yet is
unknown and names what it misses; "and" and "or" are Kleene's. Evaluation never fails: what makes
no sense is unknown too. Over the entries of a repeating group there are operators whose last part is
looked at for each entry, whose own answers are ["item", path] there (ADR 70). The checker (expression_check) refuses such expressions before anybody
meets them. The client's half is src/domain/expression.cpp; tests hold both to equal results.
"""

import math
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from server.rules.values import find, is_blank

#: Deeper expressions are unknown.
MOST_DEPTH = 32
#: Operators over the entries of a group that has more are unknown.
MOST_ENTRIES = 200

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Outcome(NamedTuple):
    """A value, or None and the answers and facts that are missing ("answer.path", "fact.name")."""

    value: Any = None
    missing: frozenset[str] = frozenset()


class Scope(NamedTuple):
    """What an expression may refer to. item: the item of a repeating group it stands in, and
    `siblings`, the names that are looked up there. today: "" where it is not known. entry, entry_name:
    evaluate's own."""

    answers: Mapping[str, Any] = {}
    facts: Mapping[str, Any] = {}
    today: str = ""
    item: Mapping[str, Any] = {}
    siblings: Collection[str] = ()
    #: The entry that an operator over entries looks at, and its name ("answer.members.0"); "": none.
    entry: Any = None
    entry_name: str = ""


UNKNOWN = Outcome()


def read_date(text: Any) -> date | None:
    """The date of "2026-01-31"; None for anything else."""
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def evaluate(expression: Any, scope: Scope, depth: int = 0) -> Outcome:
    """What an expression comes to. A number is always a float."""
    if depth > MOST_DEPTH:
        return UNKNOWN
    if isinstance(expression, list):
        return _apply(expression, scope, depth)
    if isinstance(expression, dict):
        return _literal(expression)
    return Outcome(_scalar(expression))


def is_true(expression: Any, scope: Scope) -> bool:
    """Whether a condition is known to hold."""
    return evaluate(expression, scope).value is True


def _scalar(value: Any) -> Any:
    """A text, number or yes/no as an expression has it; None for what is none."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        number = float(value)
        return number if math.isfinite(number) else None
    return None


def _literal(expression: dict) -> Outcome:
    if len(expression) != 1:
        return UNKNOWN
    if "date" in expression:
        text = expression["date"]
        return Outcome(text) if read_date(text) else UNKNOWN
    items = expression.get("list")
    if not isinstance(items, list):
        return UNKNOWN
    found = []
    for item in items:
        value = _literal(item).value if isinstance(item, dict) else _scalar(item)
        if value is None or isinstance(value, list):
            return UNKNOWN
        found.append(value)
    return Outcome(found)


def _apply(expression: list, scope: Scope, depth: int) -> Outcome:
    if not expression or not isinstance(expression[0], str):
        return UNKNOWN
    name, arguments = expression[0], expression[1:]
    if name == "answered" and len(arguments) == 1 and isinstance(arguments[0], list):
        return _entry_answered(arguments[0], scope)
    if name in _REFERENCES:
        if len(arguments) != 1 or not isinstance(arguments[0], str):
            return UNKNOWN
        return _REFERENCES[name](arguments[0], scope)
    if name == "today":
        return _today(scope) if not arguments else UNKNOWN
    if name in ("and", "or"):
        return _kleene(name == "or", arguments, scope, depth)
    if name == "if":
        return _choose(arguments, scope, depth)
    if name in OVER_ENTRIES:
        return _over_entries(name, arguments, scope, depth)
    if name not in _OPERATORS:
        return UNKNOWN
    count, work = _OPERATORS[name]
    if len(arguments) != count:
        return UNKNOWN
    found = [evaluate(argument, scope, depth + 1) for argument in arguments]
    if any(one.value is None for one in found):
        return Outcome(None, frozenset().union(*(one.missing for one in found)))
    return Outcome(work(*(one.value for one in found)))


def _look_up(path: str, scope: Scope) -> Any:
    inside = path.split(".")[0] in scope.siblings
    return find(scope.item if inside else scope.answers, path)


def _answer(path: str, scope: Scope) -> Outcome:
    return _known(_look_up(path, scope), "answer." + path)


def _item(path: str, scope: Scope) -> Outcome:
    if not scope.entry_name:
        return UNKNOWN
    return _known(find(scope.entry, path), f"{scope.entry_name}.{path}")


def _fact(name: str, scope: Scope) -> Outcome:
    return _known(find(scope.facts, name), "fact." + name)


def _known(value: Any, name: str) -> Outcome:
    if value is None or value in ("", {}):
        return Outcome(None, frozenset((name,)))
    return Outcome(value if isinstance(value, list) else _scalar(value))


def _answered(path: str, scope: Scope) -> Outcome:
    return Outcome(not is_blank(_look_up(path, scope)))


def _entry_answered(argument: list, scope: Scope) -> Outcome:
    """Of ["item", path]: whether the entry has an answer there."""
    named = len(argument) == 2 and argument[0] == "item" and isinstance(argument[1], str)
    if not named or not scope.entry_name:
        return UNKNOWN
    return Outcome(not is_blank(find(scope.entry, argument[1])))


def _today(scope: Scope) -> Outcome:
    return Outcome(scope.today) if scope.today else Outcome(None, frozenset(("fact.today",)))


def _kleene(decisive: bool, arguments: list, scope: Scope, depth: int) -> Outcome:
    """and (decided by a no) and or (decided by a yes)."""
    if not arguments:
        return UNKNOWN
    missing: frozenset[str] = frozenset()
    known = True
    for argument in arguments:
        found = evaluate(argument, scope, depth + 1)
        if found.value is decisive:
            return Outcome(decisive)
        if found.value is not (not decisive):
            known = False
            missing |= found.missing
    return Outcome(not decisive) if known else Outcome(None, missing)


def _choose(arguments: list, scope: Scope, depth: int) -> Outcome:
    if len(arguments) != 3:
        return UNKNOWN
    condition = evaluate(arguments[0], scope, depth + 1)
    if not isinstance(condition.value, bool):
        return Outcome(None, condition.missing)
    return evaluate(arguments[1 if condition.value else 2], scope, depth + 1)


def _over_entries(name: str, arguments: list, scope: Scope, depth: int) -> Outcome:
    """A group that is not answered has no entries. Within the entries of one there is no other."""
    path = group_of(arguments[0]) if len(arguments) == 2 else None
    if path is None or scope.entry_name:
        return UNKNOWN
    group = f"answer.{path}"
    entries = _look_up(path, scope)
    if is_blank(entries):
        entries = []
    if not isinstance(entries, list) or len(entries) > MOST_ENTRIES:
        return UNKNOWN
    found = [
        evaluate(arguments[1], scope._replace(entry=one, entry_name=f"{group}.{at}"), depth + 1)
        for at, one in enumerate(entries)
    ]
    kind = float if name in ("sum", "min", "max") else bool
    if name in ("any", "all") and any(one.value is (name == "any") for one in found):
        return Outcome(name == "any")
    if not all(isinstance(one.value, kind) for one in found):
        open_ones = (one.missing for one in found if not isinstance(one.value, kind))
        return Outcome(None, frozenset().union(*open_ones))
    if name in ("any", "all"):
        return Outcome(name == "all")
    if not found and name in ("min", "max"):
        return Outcome(None, frozenset((group,)))
    return Outcome(_scalar(OVER_ENTRIES[name]([one.value for one in found])))


def group_of(argument: Any) -> str | None:
    """The path of the group that an operator over entries names."""
    named = isinstance(argument, list) and len(argument) == 2 and argument[0] == "answer"
    return argument[1] if named and isinstance(argument[1], str) else None


def _added(numbers: list[float]) -> float:
    # One after the other, as the device adds: sum() of Python 3.12 rounds otherwise.
    total = 0.0
    for number in numbers:
        total += number
    return total


def _same_kind(left: Any, right: Any) -> bool:
    return type(left) is type(right) and not isinstance(left, list)


def _equal(left: Any, right: Any) -> bool | None:
    return left == right if _same_kind(left, right) else None


def _compared(holds: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool | None]:
    def work(left: Any, right: Any) -> bool | None:
        ordered = _same_kind(left, right) and not isinstance(left, bool)
        return holds(left, right) if ordered else None

    return work


def _calculated(work: Callable[[float, float], float]) -> Callable[[Any, Any], float | None]:
    def calculate(left: Any, right: Any) -> float | None:
        if not isinstance(left, float) or not isinstance(right, float):
            return None
        result = work(left, right)
        return result if math.isfinite(result) else None

    return calculate


def _contains(value: Any, items: Any) -> bool | None:
    if isinstance(value, list) or not isinstance(items, list):
        return None
    return any(type(value) is type(one) and value == one for one in map(_scalar, items))


def _count(items: Any) -> float | None:
    return float(len(items)) if isinstance(items, list) else None


def _years(start: Any, end: Any) -> float | None:
    first, last = read_date(start), read_date(end)
    if first is None or last is None:
        return None
    before = (last.month, last.day) < (first.month, first.day)
    return float(last.year - first.year - before)


def _days(start: Any, end: Any) -> float | None:
    first, last = read_date(start), read_date(end)
    return None if first is None or last is None else float((last - first).days)


_REFERENCES: dict[str, Callable[[str, Scope], Outcome]] = {
    "answer": _answer,
    "fact": _fact,
    "answered": _answered,
    "item": _item,
}
#: Of numbers sum, min and max, of yes or no count_if, any and all: what they make of the entries' values.
OVER_ENTRIES: dict[str, Callable[[list], Any]] = {
    "sum": _added, "min": min, "max": max, "count_if": sum, "any": any, "all": all,
}  # fmt: skip
_OPERATORS: dict[str, tuple[int, Callable]] = {
    "not": (1, lambda value: not value if isinstance(value, bool) else None),
    "eq": (2, _equal),
    "ne": (2, lambda a, b: None if _equal(a, b) is None else a != b),
    "lt": (2, _compared(lambda a, b: a < b)),
    "le": (2, _compared(lambda a, b: a <= b)),
    "gt": (2, _compared(lambda a, b: a > b)),
    "ge": (2, _compared(lambda a, b: a >= b)),
    "in": (2, _contains),
    "add": (2, _calculated(lambda a, b: a + b)),
    "sub": (2, _calculated(lambda a, b: a - b)),
    "mul": (2, _calculated(lambda a, b: a * b)),
    "count": (1, _count),
    "years": (2, _years),
    "days": (2, _days),
}
