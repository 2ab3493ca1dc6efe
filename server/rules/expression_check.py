"""Refusing expressions that make no sense, with the place of each mistake, before anybody meets
them: an unknown operator, answer or fact, types that do not go together, too deep or too large."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from server.rules.catalogue.mistakes import Findings
from server.rules.expressions import MOST_DEPTH, MOST_ENTRIES, OVER_ENTRIES, group_of, read_date

#: The types a value can have; lists are "list of …", the items of a group "items", a place or
#: person as a whole "object", null "any".
SCALARS = ("boolean", "number", "text", "date")
#: Most operators and literals of one expression.
MOST_NODES = 500

Place = Sequence[str | int]


class Names(NamedTuple):
    """What an expression may refer to: types by path and by name, and the choices of answers that
    have some, also of those of a group's items ("members.sex"). inner: those of the group's item that it
    stands in, looked up first. most: how many entries a group may have."""

    answers: Mapping[str, str]
    facts: Mapping[str, str]
    options: Mapping[str, Sequence[str]] = {}
    inner: Mapping[str, str] = {}
    most: Mapping[str, float] = {}

    def type_of(self, path: str) -> str | None:
        """The type of an answer; an item of a group by its index too."""
        plain = ".".join(part for part in path.split(".") if not part.isdigit())
        if plain != path:
            return self.answers.get(f"{plain}")
        return self.inner.get(path) or self.answers.get(path)


def check_expression(expression: Any, place: Place, names: Names, found: Findings) -> str:
    """The type of an expression ("any" where it cannot be said); mistakes are added to found."""
    return _Checker(names, found).type_of(expression, place, 0)


def check_condition(expression: Any, place: Place, names: Names, found: Findings) -> None:
    """A condition must be a yes or no."""
    kind = check_expression(expression, place, names, found)
    if kind not in ("boolean", "any"):
        found.add(place, f"a condition must be a yes or no, not {kind}")


def references(expression: Any) -> set[str]:
    """The paths of the answers that an expression refers to."""
    if not isinstance(expression, list):
        return set()
    if len(expression) == 2 and expression[0] in ("answer", "answered"):
        return {expression[1]} if isinstance(expression[1], str) else set()
    return set().union(*(references(part) for part in expression[1:]))


class _Checker:
    def __init__(self, names: Names, found: Findings):
        self.names, self.found = names, found
        self.nodes = 0
        self.group: str | None = None  # whose entries are looked at

    def type_of(self, expression: Any, place: Place, depth: int) -> str:
        self.nodes += 1
        if depth > MOST_DEPTH:
            self.found.add(place, f"deeper than {MOST_DEPTH}")
            return "any"
        if self.nodes == MOST_NODES + 1:
            self.found.add(place, f"more than {MOST_NODES} parts")
        if self.nodes > MOST_NODES or expression is None:
            return "any"
        if isinstance(expression, list):
            return self._applied(expression, place, depth)
        if isinstance(expression, dict):
            return self._literal(expression, place)
        return _scalar(expression)

    def _literal(self, expression: dict, place: Place) -> str:
        if list(expression) == ["date"]:
            if read_date(expression["date"]):
                return "date"
            self.found.add((*place, "date"), "no date of the form 2026-01-31")
            return "any"
        items = expression.get("list")
        if list(expression) != ["list"] or not isinstance(items, list):
            self.found.add(place, 'no literal; an object is {"date": …} or {"list": […]}')
            return "any"
        kinds = set()
        for index, item in enumerate(items):
            where = (*place, "list", index)
            if isinstance(item, list) or item is None:
                self.found.add(where, "a list holds literals only")
                return "any"
            kinds.add(self._literal(item, where) if isinstance(item, dict) else _scalar(item))
        if len(kinds) > 1:
            self.found.add((*place, "list"), f"mixes {' and '.join(sorted(kinds))}")
            return "any"
        return f"list of {kinds.pop()}" if kinds else "any"

    def _applied(self, expression: list, place: Place, depth: int) -> str:
        if not expression or not isinstance(expression[0], str):
            self.found.add(place, "a list begins with an operator")
            return "any"
        name, arguments = expression[0], expression[1:]
        of = arguments[0] if name == "answered" and len(arguments) == 1 else None
        if isinstance(of, list) and of[:1] == ["item"]:
            self._of_entry(of[1:], (*place, 1), whole=True)
            return "boolean"
        if name in ("answer", "answered", "fact"):
            return self._referred(name, arguments, place)
        if name == "item":
            return self._of_entry(arguments, place)
        if name not in _SIGNATURES:
            self.found.add((*place, 0), f"unknown operator {name!r}")
            return "any"
        low, high = _SIGNATURES[name]
        if not low <= len(arguments) <= high:
            self.found.add(place, f"{name} takes {_count(low, high)}, not {len(arguments)}")
            return "any"
        if name in OVER_ENTRIES:
            return self._over_entries(name, arguments, place, depth)
        kinds = [
            self.type_of(argument, (*place, index), depth + 1)
            for index, argument in enumerate(arguments, 1)
        ]
        return self._result(name, kinds, expression, place)

    def _referred(self, name: str, arguments: list, place: Place) -> str:
        if len(arguments) != 1 or not isinstance(arguments[0], str):
            self.found.add(place, f"{name} takes one name")
            return "any"
        if name == "fact":
            kind = self.names.facts.get(arguments[0])
        else:
            kind = self.names.type_of(arguments[0])
        if kind is None:
            what = "fact" if name == "fact" else "answer"
            self.found.add((*place, 1), f"unknown {what} {arguments[0]!r}")
            return "any"
        if name == "answered":
            return "boolean"
        if kind == "object":
            self.found.add((*place, 1), f"{arguments[0]!r} has parts; name one of them")
            return "any"
        return kind

    def _of_entry(self, arguments: list, place: Place, *, whole: bool = False) -> str:
        """whole: it is only asked whether it was answered."""
        if len(arguments) != 1 or not isinstance(arguments[0], str):
            self.found.add(place, "item takes one name")
            return "any"
        if self.group is None:
            self.found.add(place, f"item stands within {', '.join(OVER_ENTRIES)} only")
            return "any"
        kind = self.names.answers.get(f"{self.group}.{arguments[0]}")
        if kind is None:
            self.found.add((*place, 1), f"{self.group!r} asks no {arguments[0]!r}")
        elif kind == "object" and not whole:
            self.found.add((*place, 1), f"{arguments[0]!r} has parts; name one of them")
            return "any"
        return kind or "any"

    def _over_entries(self, name: str, arguments: list, place: Place, depth: int) -> str:
        of_numbers = name in ("sum", "min", "max")
        group = group_of(arguments[0])
        if self.group is not None:
            self.found.add(place, f"{name} within the entries of {self.group!r}")
        elif group is None or self.names.type_of(group) != "items":
            self.found.add((*place, 1), 'a group is needed: ["answer", its path]')
        else:
            if self.names.most.get(group, 0) > MOST_ENTRIES:
                self.found.add((*place, 1), f"{group!r} may have more than {MOST_ENTRIES} entries")
            self.nodes += 1
            self.group = group
            kind = self.type_of(arguments[1], (*place, 2), depth + 1)
            self.group = None
            self._must_be(kind, ("number" if of_numbers else "boolean",), (*place, 2))
        return "boolean" if name in ("any", "all") else "number"

    def _result(self, name: str, kinds: list[str], expression: list, place: Place) -> str:
        if name in ("and", "or", "not"):
            for index, kind in enumerate(kinds, 1):
                self._must_be(kind, ("boolean",), (*place, index))
            return "boolean"
        if name in ("add", "sub", "mul"):
            for index, kind in enumerate(kinds, 1):
                self._must_be(kind, ("number",), (*place, index))
            return "number"
        if name in ("years", "days"):
            for index, kind in enumerate(kinds, 1):
                self._must_be(kind, ("date",), (*place, index))
            return "number"
        if name == "today":
            return "date"
        if name == "count":
            if kinds[0] not in ("any", "items") and not kinds[0].startswith("list"):
                self.found.add((*place, 1), f"a list is needed, not {kinds[0]}")
            return "number"
        if name == "if":
            self._must_be(kinds[0], ("boolean",), (*place, 1))
            return self._alike(kinds[1], kinds[2], place)
        if name == "in":
            return self._contained(kinds, expression, place)
        allowed = SCALARS if name in ("eq", "ne") else ("number", "text", "date")
        for index, kind in enumerate(kinds, 1):
            self._must_be(kind, allowed, (*place, index))
        self._alike(kinds[0], kinds[1], place)
        self._possible(expression, place)
        return "boolean"

    def _must_be(self, kind: str, allowed: Sequence[str], place: Place) -> None:
        if kind != "any" and kind not in allowed:
            self.found.add(place, f"{' or '.join(allowed)} is needed, not {kind}")

    def _alike(self, left: str, right: str, place: Place) -> str:
        if "any" not in (left, right) and left != right:
            self.found.add(place, f"mixes {left} and {right}")
        return right if left == "any" else left

    def _contained(self, kinds: list[str], expression: list, place: Place) -> str:
        value, items = kinds
        self._must_be(value, SCALARS, (*place, 1))
        if items != "any" and not items.startswith("list of "):
            self.found.add((*place, 2), f"a list is needed, not {items}")
        elif items != "any":
            self._alike(value, items.removeprefix("list of "), place)
            self._possible(expression, place)
        return "boolean"

    def _possible(self, expression: list, place: Place) -> None:
        """A choice is compared with what can be chosen."""
        for mine, other in ((1, 2), (2, 1)):
            named = expression[mine]
            if not isinstance(named, list) or len(named) != 2 or named[0] not in ("answer", "item"):
                continue
            path = named[1] if named[0] == "answer" else f"{self.group}.{named[1]}"
            options = self.names.options.get(path)
            literal = expression[other]
            words = literal.get("list", ()) if isinstance(literal, dict) else [literal]
            for word in words if options else ():
                if isinstance(word, str) and word not in options:
                    self.found.add((*place, other), f"{named[1]!r} is never {word!r}")


#: Fewest and most arguments.
_SIGNATURES: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("and", "or"), (1, MOST_NODES)),
    **dict.fromkeys(("not", "count"), (1, 1)),
    **dict.fromkeys(("eq", "ne", "lt", "le", "gt", "ge", "in", "add", "sub", "mul"), (2, 2)),
    **dict.fromkeys(("years", "days", *OVER_ENTRIES), (2, 2)),
    "if": (3, 3),
    "today": (0, 0),
}


def _count(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} or more"


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    return "text" if isinstance(value, str) else "number"
