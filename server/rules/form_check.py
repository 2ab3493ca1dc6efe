"""Refusing form definitions that cannot be used, with the place of each mistake."""

import re
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from server.rules.catalogue.mistakes import Findings, Mistake
from server.rules.expression_check import (
    Names,
    check_condition,
    check_expression,
    references,
)
from server.rules.form_fields import COMPOSITES, PARTS, TYPES

#: Codes a rule may tell (docs/api.md).
CODES = (
    *("required", "too_short", "too_long", "format", "checksum", "date", "unknown"),
    *("out_of_range", "too_many", "too_large", "mismatch"),
)
_PATH = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*", re.ASCII)
_WORD = re.compile(r"[a-z0-9][a-z0-9_]*", re.ASCII)
_FORM = {
    "about": str, "code": str, "version": int, "words": str, "step": bool, "sections": list,
    "fields": list, "rules": list,
}  # fmt: skip
_NEEDED = ("code", "version", "words", "sections", "fields")
_FIELD = {
    "path": str, "section": str, "type": str, "required": bool, "required_if": object,
    "show_if": object, "min": (int, float), "max": (int, float), "options": list, "parts": list,
    "fields": list, "prefill": dict, "computed": object, "purpose": str, "words": str,
    "mobile": bool, "name": bool, "max_bytes": int, "content_types": list, "autocomplete": str,
    "instead_of": str,
}  # fmt: skip
_RULE = {"id": str, "at": str, "require": object, "code": str}
#: Types whose length or number must have an end.
#: Kinds of file that somebody can hand in.
FILES = ("image/jpeg", "image/png", "image/webp", "application/pdf")
_BOUNDED = ("text", "long_text", "password", "attachments", "group", *COMPOSITES)
#: The type that an answer to a field has in expressions; text where it is not named.
KINDS = {
    **dict.fromkeys(("number", "integer", "money"), "number"),
    **dict.fromkeys(("yes_no", "declaration"), "boolean"),
    **dict.fromkeys(("multi_choice", "attachments"), "list of text"),
    **dict.fromkeys(COMPOSITES, "object"),
    "date": "date",
    "group": "items",
}
Texts = Mapping[str, AbstractSet[str]]


def check_form(
    file: str, form: Any, facts: Mapping[str, str], texts: Texts | None = None
) -> list[Mistake]:
    """All mistakes of a definition. facts: what the portal may know when it is filled in, by the
    type of what it knows; texts: the keys there are by language; None: not looked at."""
    return _FormCheck(file, facts, texts).run(form)


class _FormCheck:
    def __init__(self, file: str, facts: Mapping[str, str], texts: Texts | None):
        self.found = Findings(file)
        self.facts = facts
        self.texts = texts
        self.form: dict = {}

    def run(self, form: Any) -> list[Mistake]:
        if not self._members(form, (), _FORM, _NEEDED):
            return self.found.mistakes
        self.form = form
        self._heads()
        if not self.found.mistakes:
            sections = [section["id"] for section in form["sections"]]
            self._fields(form["fields"], ("fields",), sections)
        if not self.found.mistakes:
            self._instead(form["fields"], ("fields",))
            self._expressions()
            self._loops()
        if not self.found.mistakes and self.texts is not None:
            self._texts()
        return self.found.mistakes

    def _members(self, value: Any, place: tuple, kinds: Mapping, needed: Collection[str]) -> bool:
        """Whether it is an object of these members, each of its type."""
        if not isinstance(value, dict):
            self.found.add(place, "must be an object")
            return False
        before = len(self.found.mistakes)
        for name, member in value.items():
            kind = kinds.get(name)
            wrong = isinstance(member, bool) and kind not in (bool, object)
            if kind is None:
                self.found.add((*place, name), "unknown member")
            elif wrong or not isinstance(member, kind):
                self.found.add((*place, name), "is of another type")
        for name in needed:
            if name not in value:
                self.found.add(place, f"{name} is missing")
        return len(self.found.mistakes) == before

    def _heads(self) -> None:
        form = self.form
        if form["version"] < 1:
            self.found.add(("version",), "must be 1 or more")
        if not _WORD.fullmatch(form["code"]):
            self.found.add(("code",), "must be small letters, digits and _")
        if not form["sections"] or not form["fields"]:
            self.found.add((), "a form has sections and fields")
        seen: set[str] = set()
        for index, section in enumerate(form["sections"]):
            place = ("sections", index)
            if not self._members(section, place, {"id": str, "review": bool}, ("id",)):
                continue
            if section["id"] in seen:
                self.found.add((*place, "id"), f"two sections {section['id']!r}")
            seen.add(section["id"])

    def _fields(self, fields: list, place: tuple, sections: Collection[str] | None) -> None:
        """sections: None within a group."""
        needed = ("path", "type") if sections is None else ("path", "type", "section")
        seen: dict[str, int] = {}
        for index, field in enumerate(fields):
            at = (*place, index)
            if not self._members(field, at, _FIELD, needed):
                continue
            path = field["path"]
            if not _PATH.fullmatch(path):
                self.found.add((*at, "path"), "must be names of small letters joined by dots")
            for other in seen:
                if path == other:
                    self.found.add((*at, "path"), f"two fields {path!r}")
                elif path.startswith(other + ".") or other.startswith(path + "."):
                    self.found.add((*at, "path"), f"{path!r} lies in or above {other!r}")
            seen[path] = index
            if sections is not None and field["section"] not in sections:
                self.found.add((*at, "section"), f"unknown section {field['section']!r}")
            if field["type"] not in TYPES:
                self.found.add((*at, "type"), f"unknown type {field['type']!r}")
            else:
                self._field(field, at, inner=sections is None)

    def _field(self, field: dict, at: tuple, *, inner: bool) -> None:
        kind, found = field["type"], self.found
        low, high = field.get("min"), field.get("max")
        if low is not None and high is not None and low > high:
            found.add((*at, "min"), "is more than max")
        if kind in _BOUNDED and high is None and kind != "person":
            found.add(at, f"{kind} needs a max")
        self._words(field, "content_types", at, wanted=False)
        for index, one in enumerate(field.get("content_types", ())):
            if one not in FILES:
                found.add((*at, "content_types", index), f"unknown kind of file {one!r}")
        self._words(field, "options", at, wanted=kind in ("choice", "multi_choice"))
        self._words(field, "parts", at, wanted=kind in COMPOSITES)
        for index, part in enumerate(field.get("parts", ())):
            if isinstance(part, str) and part not in PARTS:
                found.add((*at, "parts", index), f"unknown part {part!r}")
        if ("computed" in field or "prefill" in field) is not (kind == "fact"):
            if kind == "fact":
                found.add(at, "a fact is computed or prefilled")
            elif "computed" in field:
                found.add((*at, "computed"), "only a fact is computed")
        if "prefill" in field:
            self._prefill(field["prefill"], (*at, "prefill"))
        if (kind == "group") is not ("fields" in field):
            found.add(at, "a group, and nothing else, has fields")
        elif kind == "group" and inner:
            found.add((*at, "type"), "a group within a group")
        elif kind == "group":
            self._fields(field["fields"], (*at, "fields"), None)

    def _instead(self, fields: list, place: tuple) -> None:
        """A declaration may stand for one paper before it, in the same section."""
        papers: dict[str, str] = {}
        for index, field in enumerate(fields):
            if field["type"] == "attachments":
                papers[field["path"]] = field["section"]
            stands_for = field.get("instead_of")
            if stands_for is None:
                continue
            at = (*place, index, "instead_of")
            if field["type"] != "declaration":
                self.found.add(at, "only a declaration stands for a paper")
            elif papers.pop(stands_for, None) != field["section"]:
                self.found.add(at, f"{stands_for!r} is no paper before it")

    def _words(self, field: dict, name: str, at: tuple, *, wanted: bool) -> None:
        words = field.get(name)
        if words is None:
            if wanted:
                self.found.add(at, f"{field['type']} needs {name}")
            return
        if not words or not all(isinstance(word, str) and word for word in words):
            self.found.add((*at, name), "must be words")
        elif len(set(words)) != len(words):
            self.found.add((*at, name), "has a word twice")

    def _prefill(self, prefill: dict, at: tuple) -> None:
        if self._members(prefill, at, {"fact": str, "purpose": str}, ("fact", "purpose")):
            self.found.known((*at, "fact"), prefill["fact"], self.facts, "fact")

    # --- expressions ---

    def _types(self, fields: list, prefix: str = "") -> dict[str, str]:
        types: dict[str, str] = {}
        for field in fields:
            path = prefix + field["path"]
            kind = field["type"]
            types[path] = KINDS.get(kind, "text")
            if kind == "fact":
                fact = field.get("prefill", {}).get("fact")
                types[path] = self.facts.get(fact, "any") if fact else "any"
            for part in field.get("parts", ()) if kind in COMPOSITES else ():
                types[f"{path}.{part}"] = KINDS.get(PARTS[part], "text")
            if kind == "group":
                types |= self._types(field["fields"], path + ".")
        return types

    def _names(self) -> Names:
        fields = self.form["fields"]
        groups = [f for f in fields if f["type"] == "group"]
        options = {f["path"]: f["options"] for f in fields if f["type"] == "choice"}
        for group in groups:
            chosen = [f for f in group["fields"] if f["type"] == "choice"]
            options |= {f"{group['path']}.{f['path']}": f["options"] for f in chosen}
        most = {group["path"]: group["max"] for group in groups}
        return Names(self._types(fields), self.facts, options, most=most)

    def _expressions(self) -> None:
        names = self._names()
        # A computed fact may hang on another one: its type is known after the one it hangs on.
        for _ in self.form["fields"]:
            quiet = Findings("")
            types = {
                field["path"]: check_expression(field["computed"], (), names, quiet)
                for field in self.form["fields"]
                if "computed" in field
            }
            names = names._replace(answers={**names.answers, **types})
        for place, field, inner in self._all():
            seen = names._replace(inner=inner)
            for member in ("show_if", "required_if"):
                if member in field:
                    check_condition(field[member], (*place, member), seen, self.found)
            if "computed" in field:
                check_expression(field["computed"], (*place, "computed"), seen, self.found)
        self._rules(names)

    def _rules(self, names: Names) -> None:
        seen: set[str] = set()
        for index, rule in enumerate(self.form.get("rules", ())):
            place = ("rules", index)
            if not self._members(rule, place, _RULE, tuple(_RULE)):
                continue
            if rule["id"] in seen:
                self.found.add((*place, "id"), f"two rules {rule['id']!r}")
            seen.add(rule["id"])
            self.found.known((*place, "at"), rule["at"], names.answers, "answer")
            self.found.known((*place, "code"), rule["code"], CODES, "code")
            groups = [field["path"] for field in self.form["fields"] if field["type"] == "group"]
            if any(rule["at"].startswith(f"{group}.") for group in groups):
                self.found.add((*place, "at"), f"{rule['at']!r} is asked for each item")
            check_condition(rule["require"], (*place, "require"), names, self.found)

    def _all(self) -> Iterator[tuple[tuple, dict, dict[str, str]]]:
        """Every field with its place, and the types of the item it stands in."""
        for index, field in enumerate(self.form["fields"]):
            yield ("fields", index), field, {}
            if field["type"] == "group":
                inner = self._types(field["fields"])
                for below, part in enumerate(field["fields"]):
                    yield ("fields", index, "fields", below), part, inner

    def _loops(self) -> None:
        """What is shown or computed may not hang on itself, by however many others."""
        groups: dict[str, tuple[tuple, dict[str, set[str]]]] = {"": (("fields",), {})}
        for index, field in enumerate(self.form["fields"]):
            groups[""][1][field["path"]] = _hangs_on(field)
            if field["type"] == "group":
                inner = {part["path"]: _hangs_on(part) for part in field["fields"]}
                groups[field["path"]] = (("fields", index, "fields"), inner)
                # What an item shows may hang on the form, whose sums may hang on the items.
                own = {path.split(".")[0] for path in inner}
                outer = {r for seen in inner.values() for r in seen if r.split(".")[0] not in own}
                groups[""][1][field["path"]] |= outer
        for place, edges in groups.values():
            for index, path in enumerate(edges):
                if _reaches(path, path, edges):
                    self.found.add((*place, index), f"{path!r} depends on itself")

    # --- texts ---

    def _texts(self) -> None:
        for place, field, _ in self._all():
            self._texts_of(field, place)
        for index, rule in enumerate(self.form.get("rules", ())):
            # A rule without a sentence of its own is told by its code; one has it in every language.
            key = f"{self.form['words']}.rule.{rule['id']}"
            if any(key in keys for keys in (self.texts or {}).values()):
                self._text(("rules", index), key)
        titles = [
            f"{self.form['words']}.section.{section['id']}.title"
            for section in self.form["sections"]
        ]
        # Sections that only part a page have no titles, none of them.
        if any(title in keys for title in titles for keys in (self.texts or {}).values()):
            for index, title in enumerate(titles):
                self._text(("sections", index), title)

    def _texts_of(self, field: dict, place: tuple) -> None:
        # A field of a group is called below the group.
        outer = self.form["fields"][place[1]]
        words = f"{outer.get('words', self.form['words'])}.{outer['path']}"
        if len(place) > 2:
            words = f"{words}.{field['path']}"
        # What is asked in parts may have no name as a whole.
        general = (
            f"form.field.{field['type']}.label",
            *(f"{words}.{p}.label" for p in field.get("parts", ())),
        )
        self._text(place, f"{words}.label", *general)
        for option in field.get("options", ()):
            self._text((*place, "options"), f"{words}.option.{option}")

    def _text(self, place: tuple, key: str, *instead: str) -> None:
        for language, keys in (self.texts or {}).items():
            if keys.isdisjoint((key, *instead)):
                self.found.add(place, f"no text {key} in {language}")


def _hangs_on(field: dict) -> set[str]:
    return references(field.get("show_if")) | references(field.get("computed"))


def _reaches(start: str, goal: str, edges: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    todo = [start]
    while todo:
        for reference in edges[todo.pop()]:
            owner = next(
                (p for p in edges if reference == p or reference.startswith(p + ".")), None
            )
            if owner == goal:
                return True
            if owner is not None and owner not in seen:
                seen.add(owner)
                todo.append(owner)
    return False
