"""What the draft of a service changes of what is in use, in words."""

from typing import Any, NamedTuple

from server.rules.differences import Difference
from server.rules.service_diff import differences
from server.services.rule_words import RuleWords
from server.services.service_editor import Work
from server.services.service_faults import Faults
from server.services.window import Window
from server.services.words import Words

#: Members that hold a rule.
_RULES = ("require", "show_if", "required_if", "computed")


#: Texts of a service whose input on the page is called otherwise than their key ends.
_HEADS = {"result": "result_words", "fee": "fee_words"}


class Line(NamedTuple):
    """One difference: where, what is in use, and what would be; "" for nothing."""

    where: str
    before: str
    after: str


class Changes:
    """Says what differs."""

    def __init__(self, window: Window, words: Words, work: Work):
        common = window.reference.affairs.common[words.language]
        self._words, self._work, self._common = words, work, common
        self._rules = RuleWords(words, common)
        self._names = (
            Faults(words, work.bundle, common),
            Faults(words, work.live or work.bundle, common),
        )

    def lines(self) -> list[Line]:
        """Every difference from what is in use."""
        if self._work.live is None:
            return []
        return [self._line(one) for one in differences(self._work.live, self._work.bundle)]

    def _line(self, one: Difference) -> Line:
        member = one.place[-1]
        return Line(self._where(one), self._said(member, one.before), self._said(member, one.after))

    def _where(self, one: Difference) -> str:
        part, *rest = one.place
        if part == "texts":
            language = self._words(f"admin.services.language.{rest[0]}")
            return f"{self._text_of(rest[1])} · {language}"
        page = "fields" if part == "form" else "definition"
        if len(rest) > 1:
            page, rest = rest[0], rest[1:]
            if rest == [""]:
                rest = [self._words("admin.services.order")]
            else:
                rest = [self._called(page, rest[0]), self._names[0].member(rest[1])]
        else:
            rest = [self._names[0].member(rest[0])]
        return " · ".join([self._words(f"admin.services.page.{page}"), *rest])

    def _text_of(self, key: str) -> str:
        """What a text belongs to, by its key; the key itself of one that has no place on a page."""
        code = self._work.code
        own = key.removeprefix(f"service.{code}.")
        name, _, rest = own.partition(".")
        page = {"condition": "conditions", "material": "materials"}.get(name, "")
        if page and own != key:
            item = self._called(page, rest.partition(".")[0])
            return f"{self._words(f'admin.services.page.{page}')} · {item}"
        if key.startswith(f"form.{code}."):
            path, _, last = key.removeprefix(f"form.{code}.").rpartition(".")
            said = self._called("fields", path) or key
            member = f"admin.services.input.{last}"
            parts = [self._words("admin.services.page.fields"), said]
            return " · ".join([*parts, *([self._words(member)] if self._words.has(member) else [])])
        member = f"admin.services.input.{_HEADS.get(own, own)}"
        return self._words(member) if self._words.has(member) else own

    def _called(self, part: str, name: str) -> str:
        """What an item is called in the draft, or in what is in use."""
        return next((said for one in self._names if (said := one.called(part, name))), name)

    def _said(self, member: str, value: Any) -> str:
        if value is None:
            return ""
        if member in _RULES:
            return self._rules.say(value)
        if isinstance(value, bool):
            return self._words("form.yes" if value else "form.no")
        if isinstance(value, list):
            return self._words("format.list").join(self._said("", one) for one in value)
        if isinstance(value, dict):
            return self._words("format.list").join(
                f"{self._names[0].member(name)} {self._said(name, one)}"
                for name, one in value.items()
            )
        return str(value)
