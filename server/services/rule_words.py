"""A rule (an expression of the catalogue) as a sentence that an office worker reads."""

from collections.abc import Callable, Mapping
from typing import Any

from server.services.words import Words

#: Rules whose parts are joined by one word.
_JOINED = ("and", "or")


class RuleWords:
    """Says rules in one language. label: what an answer is called, by its path; option: what a choice
    of an answer or fact is called, by "answer" or "fact", its name and the choice; common: the
    shared texts of services, where facts have their names."""

    def __init__(
        self,
        words: Words,
        common: Mapping[str, str],
        label: Callable[[str], str] = str,
        option: Callable[[str, str, str], str] = lambda kind, name, code: code,
    ):
        self._words, self._common, self._label, self._option = words, common, label, option

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
            return self._text("answered", a=self._label(str(parts[0])))
        if name in _JOINED:
            joined = self._text(name).join(self._said(part, None) for part in parts)
            return joined if outer or len(parts) < 2 else self._text("within", a=joined)
        if name == "eq" and len(parts) == 2 and isinstance(parts[1], bool):
            return self._text("yes" if parts[1] else "no", a=self._said(parts[0], None))
        if not self._words.has(f"admin.rule.{name}"):
            return str(rule)
        said = [
            self._said(part, parts[1 - at] if at < 2 <= len(parts) else None)
            for at, part in enumerate(parts)
        ]
        return self._text(name, **dict(zip("abc", said, strict=False)))

    def _literal(self, value: Any, beside: Any) -> str:
        if isinstance(value, bool):
            return self._text("true" if value else "false")
        if isinstance(value, dict) and isinstance(value.get("list"), list):
            return self._words("format.list").join(self._literal(v, beside) for v in value["list"])
        if isinstance(value, dict) and len(value) == 1:
            return str(next(iter(value.values())))
        if isinstance(value, str) and isinstance(beside, list) and len(beside) == 2:
            return self._option(str(beside[0]), str(beside[1]), value)
        return "—" if value is None else str(value)

    def _text(self, name: str, **values: str) -> str:
        return self._words(f"admin.rule.{name}", **values)
