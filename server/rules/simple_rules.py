"""Rules as somebody picks them on a page: one thing, how it is compared, and with what. Rules that are
more than that are written as they are (docs/forms.md, "Expressions")."""

import json
from typing import Any, NamedTuple

#: How a thing may be compared: of any kind; with a value; by the years from it to today.
PLAIN = ("answered", "not_answered")
COMPARED = ("eq", "ne", "ge", "le", "gt", "lt")
YEARS = ("years_ge", "years_lt")
HOW = (*PLAIN, *COMPARED, *YEARS)
_YES, _NO = ("yes", "true", "是"), ("no", "false", "否")  # lint: chinese-ok (what people type)


class Picked(NamedTuple):
    """A rule in three parts. what: "answer:path" or "fact:name"; how: one of HOW; value: as typed."""

    what: str
    how: str
    value: str


class Unfit(Exception):
    """What was picked or written is no rule. code: what, how, value, number, date, yes_no or json; where:
    line and column of JSON that does not parse."""

    def __init__(self, code: str, where: tuple[int, int] = (0, 0)):
        super().__init__(code)
        self.code, self.where = code, where


def picked(rule: Any) -> Picked | None:
    """The parts of a rule, None for one that is more than that."""
    found = None
    if isinstance(rule, list) and len(rule) == 2:
        if rule[0] == "answered" and isinstance(rule[1], str):
            found = Picked(f"answer:{rule[1]}", "answered", "")
        elif rule[0] == "not" and _named(rule[1], "answered"):
            found = Picked(f"answer:{rule[1][1]}", "not_answered", "")
    elif isinstance(rule, list) and len(rule) == 3 and rule[0] in COMPARED:
        _, left, right = rule
        value = _typed(right)
        years = isinstance(left, list) and left[:1] == ["years"] and left[2:] == [["today"]]
        named = left[1] if years else left
        how = f"years_{rule[0]}" if years else rule[0]
        kind = next((one for one in ("answer", "fact") if _named(named, one)), None)
        if kind is not None and value is not None and how in HOW:
            found = Picked(f"{kind}:{named[1]}", how, value)
    return found


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
    """The rule of its parts; kind: the type of what is compared ("number", "boolean", "date", "text").
    Raises Unfit."""
    source, _, name = rule.what.partition(":")
    if source not in ("answer", "fact") or not name:
        raise Unfit("what")
    if rule.how not in HOW or (rule.how in PLAIN and source == "fact"):
        raise Unfit("how")
    if rule.how in PLAIN:
        answered = ["answered", name]
        return answered if rule.how == "answered" else ["not", answered]
    typed = rule.value.strip()
    if not typed:
        raise Unfit("value")
    named: list = [source, name]
    if rule.how in YEARS:
        named, kind = ["years", named, ["today"]], "number"
    return [rule.how.removeprefix("years_"), named, _literal(typed, kind)]


def _literal(typed: str, kind: str) -> Any:
    if kind == "boolean":
        if typed.lower() in _YES:
            return True
        if typed.lower() in _NO:
            return False
        raise Unfit("yes_no")
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
    """A rule as it is written. Raises Unfit json with the place."""
    try:
        return json.loads(typed)
    except json.JSONDecodeError as error:
        raise Unfit("json", (error.lineno, error.colno)) from error
    except (ValueError, RecursionError) as error:
        raise Unfit("json", (1, 1)) from error
