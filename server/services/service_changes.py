"""What the draft of a service changes of what is in use, in words."""

from typing import Any, NamedTuple

from server.rules.differences import Difference, Place
from server.rules.money import said as yuan
from server.rules.service_diff import differences
from server.services.rule_things import Things
from server.services.rule_words import RuleWords
from server.services.service_editor import Work
from server.services.service_faults import Faults
from server.services.window import Window
from server.services.words import Words

#: Members that hold a rule.
_RULES = ("require", "show_if", "required_if", "computed")


#: Texts of a service whose input on the page is called otherwise than their key ends.
_HEADS = {"result": "result_words", "fee": "fee_words"}
#: The same of a field of the form.
_ENDS = {"item": "one", "purpose": "purpose_words"}


class Line(NamedTuple):
    """One difference: where, what is in use, and what would be; "" for nothing."""

    where: str
    before: str
    after: str


class Changes:
    """Says what differs."""

    def __init__(self, window: Window, words: Words, work: Work):
        common = window.reference.affairs.common[words.language]
        self._words, self._work = words, work
        self._things = [Things(window, words, one) for one in (work.bundle, work.live) if one]
        self._rules = RuleWords(words, common, self._label, amount=self._is_amount)
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
        before, after = (
            self._named(one.place, value)
            if member in ("", "fields")
            else self._amount(value)
            if member in ("min", "max") and self._is_amount("answer", one.place[-2])
            else self._said(member, value)
            for value in (one.before, one.after)
        )
        return Line(self._where(one), before, after)

    def _named(self, place: Place, names: Any) -> str:
        """The items of a list by what they are called, in their order; those of a group below it."""
        if not isinstance(names, list) or len(place) < 3:
            return self._said("", names)
        begin = f"{place[2]}." if place[-1] else ""
        called = [self._called(place[1], f"{begin}{one}") for one in names]
        return self._words("format.list").join(called)

    def _label(self, path: str) -> str:
        """What an answer is called in the draft, or in what is in use."""
        named = (one.label(path) for one in self._things)
        return next((said for said in named if said != path), path)

    def _is_amount(self, kind: str, name: str) -> bool:
        return any(one.is_amount(kind, name) for one in self._things)

    def _amount(self, fen: Any) -> str:
        known = isinstance(fen, int | float)
        return self._words("filled.money", amount=yuan(fen)) if known else self._said("", fen)

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
            part, _, name = path.partition(".")
            if part == "section" and last == "title":
                return self._joined("sections", self._called("sections", name))
            if path == "rule":
                told = self._words("admin.services.input.told")
                return self._joined("rules", self._called("rules", last), told)
            last = _ENDS.get(last, last)
            said = self._called("fields", path) or key
            member = f"admin.services.input.{last}"
            parts = [self._words("admin.services.page.fields"), said]
            return " · ".join([*parts, *([self._words(member)] if self._words.has(member) else [])])
        member = f"admin.services.input.{_HEADS.get(own, own)}"
        return self._words(member) if self._words.has(member) else own

    def _joined(self, page: str, *parts: str) -> str:
        return " · ".join([self._words(f"admin.services.page.{page}"), *filter(None, parts)])

    def _called(self, part: str, name: str) -> str:
        """What an item is called in the draft, or in what is in use."""
        return next((said for one in self._names if (said := one.called(part, name))), name)

    def _said(self, member: str, value: Any) -> str:
        if value is None:
            return ""
        if member in _RULES:
            return self._rules.say(value)
        if member == "at":
            return self._label(str(value))
        if member == "section":
            return self._called("sections", str(value))
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
