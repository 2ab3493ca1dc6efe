"""The answers of a form in words, for staff, applicants and documents."""

from collections.abc import Mapping
from typing import Any

from server.rules import applications as rules
from server.rules.form_fields import COMPOSITES, parts_of
from server.rules.promises import INSTEAD_OF
from server.rules.values import find
from server.services.definitions import Definition
from server.services.words import Words
from server.wire import types as wire


class Filled:
    """The answers of a form as lines of text, in the language of who reads them."""

    def __init__(
        self,
        definition: Definition,
        words: Words,
        by_id: Mapping[str, wire.Attachment],
        *,
        whole: bool = False,
        before: Mapping[str, str] | None = None,
    ):
        """whole: numbers that say who somebody is are not masked, for who just wrote them.
        before: when pictures that were used again were handed in first, by id."""
        self._before = before or {}
        self._definition, self._words, self._by_id = definition, words, by_id
        self._whole = whole

    def lines(self, answers: Mapping) -> list[wire.FilledLine]:
        """One line a field that was answered; of a group one a person or thing."""
        found: list[wire.FilledLine] = []
        for field in self._definition.form["fields"]:
            value = find(answers, field["path"])
            if value is None or value in ([], {}):
                continue
            said = self._definition.label(self._words.language, field)
            if field["type"] in rules.PICTURE_TYPES:
                ids = [value] if isinstance(value, str) else value
                pictures = [self._by_id[one] for one in ids if one in self._by_id]
                text = self._files(ids, pictures)
                first = max((self._before[one] for one in ids if one in self._before), default=None)
                found.append(wire.FilledLine(field["path"], said, text, pictures, first))
            elif field["type"] == "group":
                found += [
                    wire.FilledLine(f"{field['path']}.{at}", f"{said} {at + 1}", text, [], None)
                    for at, text in enumerate(self._items(field, value))
                ]
            elif INSTEAD_OF in field:
                found.append(wire.FilledLine(field["path"], *self._promised(field), [], None))
            else:
                found.append(
                    wire.FilledLine(field["path"], said, self._text(field, value), [], None)
                )
        return found

    def _promised(self, field: Mapping) -> tuple[str, str]:
        """What was promised in the place of which paper, with what the person was told before."""
        prefix = f"{self._definition.form['words']}.{field['path']}"
        name, what, told = (
            self._definition.text(self._words.language, f"{prefix}.{one}")
            for one in ("short", "label", "hint")
        )
        return name, f"{what} {told}"

    def _files(self, ids: list[str], files: list[wire.Attachment]) -> str:
        """How many photos and documents; what is not there any more counts as a photo."""
        pages = [one.pages for one in files if one.pages is not None]
        photos = len(ids) - len(pages)
        said = [self._words("filled.photos", count=photos)] if photos or not pages else []
        if pages:
            said.append(self._words("filled.documents", count=len(pages), pages=sum(pages)))
        return self._words("plain.list").join(said)

    def _items(self, field: Mapping, items: list) -> list[str]:
        texts = []
        for item in items:
            parts = []
            for inner in field["fields"]:
                value = find(item, inner["path"])
                if value is not None:
                    named = {"words": field.get("words", self._definition.form["words"]), **inner}
                    said = self._definition.label(self._words.language, named, field["path"])
                    parts.append(f"{said} {self._text(inner, value, field)}")
            texts.append("，".join(parts) if self._words.language == "zh-CN" else ", ".join(parts))
        return texts

    def _text(self, field: Mapping, value: Any, group: Mapping | None = None) -> str:
        kind = field["type"]
        if isinstance(value, bool):
            return self._words("filled.yes" if value else "filled.no")
        if kind in ("choice", "multi_choice"):
            chosen = value if isinstance(value, list) else [value]
            return "、".join(self._option(field, one, group) for one in chosen)
        if kind in COMPOSITES:
            texts = [
                self._masked(part["type"], str(value[part["path"]]))
                for part in parts_of(field, required=False)
                if value.get(part["path"]) is not None
                and part["path"] not in ("lon", "lat", "grid_id")
            ]
            return " ".join(texts)
        if kind == "money":
            return self._words("filled.money", amount=f"{value / 100:.2f}")
        return self._masked(_shown_as(field), str(value))

    def _masked(self, kind: str, text: str) -> str:
        return text if self._whole else rules.masked(kind, text)

    def _option(self, field: Mapping, code: str, group: Mapping | None) -> str:
        outer = group or field
        words = outer.get("words", self._definition.form["words"])
        path = f"{group['path']}.{field['path']}" if group else field["path"]
        return self._definition.text(self._words.language, f"{words}.{path}.option.{code}")


def _shown_as(field: Mapping) -> str:
    """The type by which an answer is masked: a fact is what it is a fact of."""
    if field["type"] == "fact":
        return field.get("prefill", {}).get("fact", "").rpartition(".")[2]
    return field["type"]
