"""What a rule of a service may be about, each thing with its name and type: answers of its form and their
parts, how many an answer has, and facts."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from server.rules import service_items
from server.rules.form_check import KINDS
from server.rules.form_fields import COMPOSITES, PARTS
from server.rules.form_parts import expand
from server.rules.simple_rules import MONEY
from server.rules.written_service import WrittenService
from server.services.service_faults import Faults
from server.services.window import Window
from server.services.words import Words

#: What can be said of one answer of all entries of a group, by its type on the page.
_TOGETHER = {
    **dict.fromkeys(("number", MONEY), ("sum", "min", "max")),
    "boolean": ("count_if", "any", "all"),
}
#: Types that hold several things, which can be counted.
_SEVERAL = ("group", "multi_choice", "attachments")


class Thing(NamedTuple):
    """name: as a row of a rule has it (rules/simple_rules); kind: its type in expressions, "money" of an
    amount."""

    name: str
    label: str
    kind: str


class Things:
    """The things of one service, named in one language."""

    def __init__(self, window: Window, words: Words, bundle: WrittenService):
        self._affairs, self._words, self._bundle = window.reference.affairs, words, bundle
        self._common = self._affairs.common[words.language]
        self._faults = Faults(words, bundle, self._common)

    def facts(self) -> list[Thing]:
        """What the portal may know of a person."""
        return [
            Thing(
                f"fact:{name}",
                self._common.get(f"fact.{name}.label", name),
                MONEY if fact.ask == MONEY else fact.type,
            )
            for name, fact in self._affairs.facts.by_name.items()
            if fact.from_ != "case"
        ]

    def fields(self) -> list[dict]:
        """The fields of the form, those that many services share in their places; of one that somebody
        wrote past the pages, what can be read."""
        form, _, _ = expand("", self._bundle.form, self._known_parts())
        fields = form.get("fields") if isinstance(form, dict) else None
        whole = [one for one in service_items.objects(fields) if {"path", "type"} <= one.keys()]
        return [one for one in whole if isinstance(one["path"], str)]

    def _known_parts(self) -> Mapping[str, list]:
        return self._affairs.known.parts if self._affairs.known is not None else {}

    def leaves(self) -> list[tuple[str, str]]:
        """The answers at which something can be told: path and name."""
        return [(path, label) for path, label, _ in self._leaves()]

    def answers(self, *, but: Any = None, group: Any = None) -> list[Thing]:
        """The answers of the form, but for the field that the rule is of; in a group first those of the
        item, by their own names."""
        found = []
        inner = service_items.objects(group.get("fields")) if isinstance(group, dict) else []
        for one in inner:
            if one is not but and isinstance(one.get("path"), str):
                label = self._faults.inner(group, one)
                found += self._of(one["path"], label, str(one.get("type")))
        own = but.get("path") if isinstance(but, dict) and not inner else None
        outer = group.get("path") if isinstance(group, dict) else None
        for path, label, kind in self._leaves():
            if own != path and outer != path and not path.startswith(f"{own}."):
                found += self._of(path, label, kind)
        for one in self.fields():
            if one["type"] == "group" and one["path"] not in (own, outer):
                found += self._together(one)
        return found

    def _together(self, group: dict) -> Iterator[Thing]:
        """What the entries of a group come to."""
        whole = self._faults.field(group)
        for one in service_items.objects(group.get("fields")):
            kind = kind_of(str(one.get("type")))
            for way in _TOGETHER.get(kind, ()) if isinstance(one.get("path"), str) else ():
                yield Thing(
                    f"{way}:{group['path']}/{one['path']}",
                    self._words(f"admin.rule.{way}", a=whole, b=self._faults.inner(group, one)),
                    # How many is a number, whether one or each is, a yes or no.
                    "number" if way == "count_if" else kind,
                )

    def _of(self, path: str, label: str, kind: str) -> Iterator[Thing]:
        yield Thing(f"answer:{path}", label, kind_of(kind))
        if kind in _SEVERAL:
            yield Thing(f"count:{path}", self._words("admin.rule.count", a=label), "number")

    def _leaves(self) -> Iterator[tuple[str, str, str]]:
        """Path, name and type of each answer, of a place or person each part."""
        for field in self.fields():
            label = self._faults.field(field)
            if field["type"] not in COMPOSITES:
                yield field["path"], label, field["type"]
                continue
            for part in service_items.words_of(field.get("parts")):
                said = self._faults.part(field, part)
                yield f"{field['path']}.{part}", f"{label} · {said}", PARTS.get(part, part)

    def label(self, path: str) -> str:
        """What an answer, also one of a group's entries, is called; the path itself of one that is not there."""
        return next((one for own, one, _ in self._all() if own == path), path)

    def is_amount(self, kind: str, name: str) -> bool:
        """Whether an answer or a fact is an amount of money."""
        if kind == "fact":
            fact = self._affairs.facts.by_name.get(name)
            return fact is not None and fact.ask == MONEY
        return any(path == name and one == MONEY for path, _, one in self._all())

    def _all(self) -> Iterator[tuple[str, str, str]]:
        """Path, name and type of each answer and of each of a group's entries."""
        yield from self._leaves()
        for group in self.fields():
            for one in service_items.objects(group.get("fields")):
                label = self._faults.inner(group, one)
                yield f"{group['path']}.{one.get('path')}", label, str(one.get("type"))


def kind_of(field: str) -> str:
    """The type on the page of an answer to a field of this type."""
    return MONEY if field == MONEY else KINDS.get(field, "text")
