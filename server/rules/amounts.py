"""Which parts of a rule are amounts of money: in rules these are 分, and people read and write 元."""

from collections.abc import Callable
from typing import Any

from server.rules.expressions import OVER_ENTRIES, group_of

#: Whether something that a rule refers to is an amount: "answer" or "fact", and its name; of an entry of
#: a group the group's path before its own.
Known = Callable[[str, str], bool]


def within(expression: Any, group: str | None) -> Any:
    """The part of an operator over a group's entries, with the entry's own answers named as answers of the
    form ("members.income"), as they are called and typed."""
    if not isinstance(expression, list) or group is None:
        return expression
    if len(expression) == 2 and expression[0] == "item" and isinstance(expression[1], str):
        return ["answer", f"{group}.{expression[1]}"]
    return [within(part, group) for part in expression]


def is_amount(expression: Any, known: Known) -> bool:
    """Whether an expression comes to an amount of money."""
    if not isinstance(expression, list) or not expression:
        return False
    name, parts = expression[0], expression[1:]
    if name in ("answer", "fact") and len(parts) == 1:
        return known(name, str(parts[0]))
    if name in ("add", "sub", "mul"):
        return any(is_amount(part, known) for part in parts)
    if name == "if":
        return any(is_amount(part, known) for part in parts[1:])
    if name in OVER_ENTRIES and len(parts) == 2:
        of_numbers = name in ("sum", "min", "max")
        return of_numbers and is_amount(within(parts[1], group_of(parts[0])), known)
    return False
