"""A rule (an expression of the catalogue) as a sentence that an office worker reads."""

from collections.abc import Callable, Mapping
from typing import Any

from server.rules.amounts import is_amount, within
from server.rules.expressions import OVER_ENTRIES, group_of
from server.rules.money import said as yuan
from server.services.words import Words

#: Rules whose parts are joined by one word.
_JOINED = ("and", "or")
#: What their parts come to is what they come to.
_PASSING = ("if", "add", "sub")


class RuleWords:
    """Says rules in one language. label: what an answer is called, by its path (of a group's entries
    "members.income"); option: what a choice of an answer or fact is called, by "answer" or "fact", its
    name and the choice; amount: whether one of them is an amount of money, which is said in 元; common:
    the shared texts of services, where facts have their names."""

    def __init__(
        self,
        words: Words,
        common: Mapping[str, str],
        label: Callable[[str], str] = str,
        option: Callable[[str, str, str], str] = lambda kind, name, code: code,
        amount: Callable[[str, str], bool] = lambda kind, name: False,
    ):
        self._words, self._common, self._label, self._option = words, common, label, option
        self._amount = amount

    def say(self, rule: Any) -> str:
        """The rule in words; a rule that is none, as it is written."""
        return self._said(rule, None, outer=True)

    def _said(self, rule: Any, beside: Any, *, outer: bool = False) -> str:
        """beside: what it is compared with, whose choices it may be one of."""
        if not isinstance(rule, list) or not rule or not isinstance(rule[0], str):
            return self._literal(rule, beside)
        name, parts = rule[0], rule[1:]
        if name == "fact" and len(parts) == 1:
            return self._common.get(f"fact.{parts[0]}.label", str(parts[0]))
        if name == "answer" and len(parts) == 1:
            return self._label(str(parts[0]))
        if name == "answered" and len(parts) == 1:
            said = (
                self._said(parts[0], None)
                if isinstance(parts[0], list)
                else self._label(str(parts[0]))
            )
            return self._text("answered", a=said)
        if name in OVER_ENTRIES and len(parts) == 2:
            each = within(parts[1], group_of(parts[0]))
            return self._text(name, a=self._said(parts[0], None), b=self._said(each, beside))
        if name in _JOINED:
            joined = self._text(name).join(self._said(part, None) for part in parts)
            return joined if outer or len(parts) < 2 else self._text("within", a=joined)
        if name == "eq" and len(parts) == 2 and isinstance(parts[1], bool):
            return self._text("yes" if parts[1] else "no", a=self._said(parts[0], None))
        if not self._words.has(f"admin.rule.{name}"):
            return str(rule)
        said = [
            self._said(part, self._beside(name, parts, at, beside)) for at, part in enumerate(parts)
        ]
        return self._text(name, **dict(zip("abc", said, strict=False)))

    def _beside(self, name: str, parts: list, at: int, outer: Any) -> Any:
        """What the part at that place is said beside: the other of two, the other outcome of "if". Where
        that says nothing of an amount, what the whole is beside does."""
        others = {("if", 1): 2, ("if", 2): 1, (name, 0): 1, (name, 1): 0}
        found = others.get((name, at)) if len(parts) == (3 if name == "if" else 2) else None
        other = parts[found] if found is not None and (name != "if" or at > 0) else None
        if name in _PASSING and not (name == "if" and at == 0):
            return other if is_amount(other, self._amount) else outer
        return None if name == "mul" else other

    def _literal(self, value: Any, beside: Any) -> str:
        if isinstance(value, bool):
            return self._text("true" if value else "false")
        if isinstance(value, dict) and isinstance(value.get("list"), list):
            return self._words("format.list").join(self._literal(v, beside) for v in value["list"])
        if isinstance(value, dict) and len(value) == 1:
            return str(next(iter(value.values())))
        if isinstance(value, int | float) and is_amount(beside, self._amount):
            return self._words("filled.money", amount=yuan(value))
        if isinstance(value, str) and isinstance(beside, list) and len(beside) == 2:
            return self._option(str(beside[0]), str(beside[1]), value)
        return "—" if value is None else str(value)

    def _text(self, name: str, **values: str) -> str:
        return self._words(f"admin.rule.{name}", **values)
