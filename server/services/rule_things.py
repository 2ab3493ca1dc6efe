"""What a rule of a service may be about, each thing with its name and type: answers of its form and their
parts, how many an answer has, and facts."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from server.rules import service_items
from server.rules.form_check import KINDS
from server.rules.form_fields import COMPOSITES, PARTS
from server.rules.form_parts import expand
from server.rules.written_service import WrittenService
from server.services.service_faults import Faults
from server.services.window import Window
from server.services.words import Words

#: Types that hold several things, which can be counted.
_SEVERAL = ("group", "multi_choice", "attachments")


class Thing(NamedTuple):
    """name: as a row of a rule has it (rules/simple_rules); kind: its type in expressions."""

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
            Thing(f"fact:{name}", self._common.get(f"fact.{name}.label", name), fact.type)
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
        return found

    def _of(self, path: str, label: str, kind: str) -> Iterator[Thing]:
        yield Thing(f"answer:{path}", label, KINDS.get(kind, "text"))
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
        """What an answer is called; the path itself of one that is not there."""
        return next((one for own, one, _ in self._leaves() if own == path), path)
