"""What is wrong with a service that somebody writes, in words an office worker understands, each with the
part of it where that is mended."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from server.rules.catalogue.mistakes import Mistake
from server.rules.form_fields import PARTS
from server.rules.service_items import objects
from server.rules.written_service import WrittenService
from server.services.words import Words

#: What the checks say (rules/catalogue, form_check, expression_check) → key of admin.services.fault.
_SAID = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"is not JSON: .*line (\d+) column (\d+).*", "json_at"),
        (r"is not JSON: .*", "json"),
        (r"is nested deeper than (\d+)", "nested"),
        (r"'(.*)' is there twice|two \w+ '(.*)'|has a word twice", "twice"),
        (
            r"nobody knows a member '(.*)' here|unknown member|Object contains unknown field `(.*)`",
            "member",
        ),
        (r"'?(\w+)'? is missing", "missing"),
        (r"unknown department '(.*)'", "department"),
        (r"unknown counter '(.*)'", "counter"),
        (r"unknown section '(.*)'", "section"),
        (r"unknown type '(.*)'|Invalid enum value (.*)|unknown code '(.*)'", "choice"),
        (r"unknown kind of file '(.*)'", "choice"),
        (r"unknown fact '(.*)'", "fact"),
        (r"unknown answer '(.*)'", "answer"),
        (r"unknown operator '(.*)'", "operator"),
        (r"unknown part '(.*)'|'(.*)' has several fields with paths of their own", "part"),
        (r"unknown form '(.*)'|the form is asked by nobody", "form"),
        (r"'(.*)' depends on itself", "loop"),
        (r"'(.*)' is asked for each item", "each_item"),
        (r"two rules are told at '(.*)'", "told_alike"),
        (r"'(.*)' lies in or above '.*'", "above"),
        (r"'(.*)' has parts; name one of them", "parts"),
        (r"'(.*)' is never '(.*)'", "never"),
        (r"'(.*)' is never known of a person", "not_of_person"),
        (r"'(.*)' is no attachments field of the form", "no_photo_field"),
        (r"the form's '(.*)' is no material", "no_material"),
        (r"is required here and not in the form", "required_here"),
        (r"is required in the form and not here", "required_there"),
        (r"is the call's own", "reserved"),
        (r"no text (\S+) in (\S+)", "text"),
        (r"nothing says (\S+) in (\S+)", "text_of_nothing"),
        (r"belongs to no event and no group.*", "found_nowhere"),
        (r"is more than the law allows", "law"),
        (r"is more than is promised for all of it", "promised_for_all"),
        (r"the step '(.*)' is missing", "step_missing"),
        (r"is before it opens", "closes"),
        (r"is more than max", "bounds"),
        (r"(\w+) needs a max", "max"),
        (r"\w+ needs (options|parts)|must be words", "options"),
        (r"no date of the form.*", "date"),
        (r"hangs on no fact", "no_fact"),
        (r"a condition must be a yes or no, not .*", "yes_or_no"),
        (r"mixes (.*) and (.*)|(?:.*) is needed, not (.*)", "mixed"),
        (r"deeper than (\d+)|more than (\d+) parts", "too_large"),
        (r"a list begins with an operator|no literal; .*|a list holds literals only", "rule"),
        (r"\w+ takes .*", "rule_parts"),
        (r"a group is needed: .*", "group_needed"),
        (r"'(.*)' asks no '(.*)'", "entry"),
        (r"item stands within .*", "entry_alone"),
        (r"\w+ within the entries of '.*'", "entries_within"),
        (r"'(.*)' may have more than (\d+) entries", "entries"),
        (r"must be small letters, digits and _|must be names of small letters.*", "letters"),
        (r"Expected `str` matching regex .*", "letters"),
        (r"must be the file's name, (.*)|the form's words must be (.*)", "code"),
        (r"a fact is computed or prefilled|only a fact is computed", "only_fact"),
        (r"a group, and nothing else, has fields|a group within a group", "group"),
        (r"a form has sections and fields", "empty_form"),
        (r"must be 1 or more|Expected `(?:int|array|str)` (?:[<>]=|of length).*", "bounds_of"),
        (r"is of another type|must be an object.*|Expected .*", "type"),
    )
)
#: Parts whose items have a page of their own, and how an item is called: its key of texts.
_ITEMS = {
    "conditions": ("id", "service.{code}.condition.{name}", "condition.{name}"),
    "materials": ("id", "service.{code}.material.{name}.title", "material.{name}.title"),
    "steps": ("id", "service.{code}.step.{name}.title", "step.{name}.title"),
}


class Fault(NamedTuple):
    """Where something is wrong, what, and the page (below the service's own) where it is mended."""

    where: str
    what: str
    page: str


class Faults:
    """Says what is wrong with one service."""

    def __init__(self, words: Words, bundle: WrittenService, common: Mapping[str, str]):
        self._words, self._bundle, self._common = words, bundle, common

    def said(self, mistake: Mistake) -> Fault:
        """One mistake."""
        place = [
            part.replace("~1", "/").replace("~0", "~") for part in mistake.pointer.split("/")[1:]
        ]
        of_form = mistake.file.startswith("forms/") or (place[:1] == ["form"] and len(place) > 1)
        where, page = self._form_place(place) if of_form else self._place(place)
        return Fault(where, self.what(mistake.message, place[-1] if place else ""), page)

    def what(self, message: str, member: str = "") -> str:
        """What is wrong with a member; the check's own words where there are none for an office
        worker."""
        for pattern, key in _SAID:
            found = pattern.fullmatch(message)
            if found:
                told = [one for one in found.groups() if one is not None]
                values = {"a": member, **dict(zip("abc", told, strict=False))}
                if key.startswith("text") and len(told) > 1:
                    values["b"] = self._words(f"admin.services.language.{told[1]}")
                return self._words(f"admin.services.fault.{key}", **values)
        return message

    def _part(self, name: str) -> str:
        return self._words(f"admin.services.page.{name}")

    def member(self, name: str) -> str:
        """What a member of a definition is called."""
        key = f"admin.services.member.{name}"
        return self._words(key) if self._words.has(key) else name

    def at(self, path: str) -> str:
        """What the field is called at whose answer, or at a part of it, a rule is told."""
        return next(
            (
                said
                for one in objects((self._bundle.form or {}).get("fields"))
                if "path" in one
                and (path == one["path"] or path.startswith(f"{one['path']}."))
                and (said := self.field(one))
            ),
            path,
        )

    def _joined(self, *parts: str) -> str:
        return " · ".join(part for part in parts if part)

    def _place(self, place: list[str]) -> tuple[str, str]:
        part = place[0] if place else ""
        if part in _ITEMS or part == "questions":
            item, page = self._item(part, place[1] if len(place) > 1 else ""), f"{part}"
            if len(place) > 1 and place[1].isdigit():
                page = f"{part}/{place[1]}"
            member = self.member(place[2]) if len(place) > 2 else ""
            return self._joined(self._part(part), item, member), page
        if part == "texts":
            return self._joined(self._part("texts"), *place[2:]), "texts"
        return self._joined(self._part("definition"), self.member(part) if part else ""), (
            "definition"
        )

    def called(self, part: str, name: str) -> str:
        """What the condition, material or field of that name is called; "" where it has no name."""
        if part == "fields":
            for one in objects((self._bundle.form or {}).get("fields")):
                if name in (one.get("path"), one.get("use")):
                    return self.field(one)
                if name.startswith(f"{one.get('path')}."):
                    for inner in objects(one.get("fields")):
                        if name == f"{one.get('path')}.{inner.get('path')}":
                            return f"{self.field(one)} · {self.inner(one, inner)}"
            return ""
        if part == "sections":
            shared = f"section.{name}.title"
            return self.text(f"form.{self._code}.{shared}", shared) or name
        if part == "rules":
            for one in objects((self._bundle.form or {}).get("rules")):
                if one.get("id") == name:
                    at = str(one.get("at", ""))
                    return self.text(f"form.{self._code}.rule.{name}") or self.at(at) or name
            return ""
        _, own, shared = _ITEMS[part]
        return self.text(own.format(code=self._code, name=name), shared.format(name=name))

    def _item(self, part: str, at: str) -> str:
        items = self._bundle.service.get(part)
        item = _at(items, at)
        if item is None:
            return ""
        number = self._words("admin.services.item", number=int(at) + 1)
        if part == "questions":
            return f"{number} {self.text(f'service.{self._code}.question.{item}.ask')}".strip()
        key, own, shared = _ITEMS[part]
        name = item.get(key) if isinstance(item, dict) else None
        said = self.text(own.format(code=self._code, name=name), shared.format(name=name))
        return f"{number} {said}".strip()

    @property
    def _code(self) -> str:
        return str(self._bundle.service.get("code"))

    def text(self, key: str, shared: str = "") -> str:
        """A text of the service in the language, or the shared one; "" for neither."""
        texts = self._bundle.texts.get(self._words.language, {})
        return texts.get(key) or self._common.get(shared) or ""

    def _form_place(self, place: list[str]) -> tuple[str, str]:
        if place[:1] == ["form"]:
            place = place[1:]
        if place[:1] in (["sections"], ["rules"]) and len(place) > 1:
            return self._listed(place[0], place[1], place[2:])
        if place[:1] != ["fields"] or len(place) < 2:
            member = self.member(place[0]) if place else ""
            return self._joined(self._part("fields"), member), "fields"
        field = _at((self._bundle.form or {}).get("fields"), place[1])
        number = self._words("admin.services.item", number=int(place[1]) + 1)
        rest, page = place[2:], f"fields/{place[1]}"
        inner = ""
        if rest[:1] == ["fields"] and len(rest) > 1 and isinstance(field, dict):
            part = _at(field.get("fields"), rest[1])
            if isinstance(part, dict):
                inner = self.inner(field, part)
                page = page if "use" in field else f"{page}/{rest[1]}"
            rest = rest[2:]
        member = self.member(rest[0]) if rest else ""
        said = f"{number} {self.field(field)}".strip()
        return self._joined(self._part("fields"), said, inner, member), page

    def _listed(self, part: str, at: str, rest: list[str]) -> tuple[str, str]:
        """Of a section or rule of the form."""
        item = _at((self._bundle.form or {}).get(part), at)
        number = self._words("admin.services.item", number=int(at) + 1) if at.isdigit() else ""
        name = str(item.get("id")) if isinstance(item, dict) else ""
        said = f"{number} {self.called(part, name)}".strip()
        member = self.member(rest[0]) if rest else ""
        return self._joined(self._part(part), said, member), f"{part}/{at}"

    def inner(self, group: Any, field: dict) -> str:
        """What a field of a group's item is called."""
        key = f"{group.get('words', f'form.{self._code}')}.{group.get('path')}.{field.get('path')}"
        return self.text(f"{key}.label", f"{key}.label") or str(field.get("path", ""))

    def part(self, field: dict, part: str) -> str:
        """What a part of a place, address or person is called."""
        key = f"{field.get('words', f'form.{self._code}')}.{field.get('path')}.{part}.label"
        general = (f"plain.apply.part.{part}", f"admin.services.type.{PARTS.get(part, part)}")
        said = (self._words(one) for one in general if self._words.has(one))
        return self.text(key, key) or next(said, part)

    def field(self, field: Any) -> str:
        """What an entry of the form's list of fields is called, as far as it has a name."""
        if not isinstance(field, dict):
            return ""
        if "use" in field and "path" not in field:
            key = f"admin.services.use.{field['use']}"
            return self._words(key) if self._words.has(key) else str(field["use"])
        path = str(field.get("path", ""))
        prefix = field.get("words", f"form.{self._code}")
        said = self.text(f"{prefix}.{path}.label", f"{prefix}.{path}.label")
        for material in [] if said else objects(self._bundle.service.get("materials")):
            if material.get("field") == path:
                shared = f"material.{material.get('id')}.title"
                said = self.text(f"service.{self._code}.{shared}", shared)
        return said or path


def _at(items: Any, at: str) -> Any:
    if isinstance(items, list) and at.isdigit() and int(at) < len(items):
        return items[int(at)]
    return None
