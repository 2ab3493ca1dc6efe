"""A form of the catalogue as a plain page draws it: its fields with what was typed, photos that were
taken already, rows of groups; and the answers as the API has them.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from server.routes.http import Call
from server.routes.page import Wrong
from server.routes.plain import photos
from server.routes.plain.body import Form
from server.rules import applications as rules
from server.rules.expressions import Scope, is_true
from server.rules.form_fields import COMPOSITES, parts_of
from server.rules.forms import Known, check_answers
from server.rules.values import find, put
from server.services import case_rows, pdfs
from server.services.definitions import Definition, with_limits
from server.services.materials import HandedIn
from server.wire import types as wire

#: Types that are one line of text, and the kind of keyboard each wants.
_INPUTS = {"phone": "tel", "date": "date"}
_DIGITS = ("integer", "number", "bank_card")
_YES, _NO = "yes", "no"
#: The texts that stand below a field's name.
_HELP = ("hint", "purpose")
#: What a page carries beside answers.
_OWN = ("key", "seen", "change", "more", "look", "drop", "shown", "photo", "save")


class FormPage:
    """A form that is being filled in. kept: ids of the photos of each field;
    there: those of them that are in no case yet."""

    def __init__(self, call: Call, definition: Definition, form: dict, key: str, known: Known):
        self.call, self.definition, self.form = call, definition, form
        self.key, self.known = key, known
        self.kept: dict[str, list[str]] = {}
        self.there: dict[str, list[wire.Attachment]] = {}
        for path in rules.picture_paths(form):
            self.kept[path] = list(dict.fromkeys(call.body.all(path)))
        self._before: dict[str, HandedIn] = {}
        self.rows = {f["path"]: self._rows(f) for f in form["fields"] if f["type"] == "group"}

    @property
    def typed(self) -> Form:
        """What was typed."""
        return self.call.body

    def offer(self, before: Mapping[str, HandedIn]) -> None:
        """What the person handed in before, by the field that asks for it. Only what is ticked is an
        answer, also where a draft names its pictures."""
        self._before = {path: one for path, one in before.items() if path in self.kept}
        for path, one in self._before.items():
            old = {picture["id"] for picture in one.pictures}
            self.kept[path] = [picture for picture in self.kept[path] if picture not in old]

    def reused(self) -> list[str]:
        """The fields at which what was handed in before is used again."""
        return [path for path in self._before if path in self.typed.all(rules.REUSED)]

    def _again(self, path: str) -> list[str]:
        agreed = path in self.reused()
        return [picture["id"] for picture in self._before[path].pictures] if agreed else []

    def prefill(self) -> None:
        """Put in what the portal knows."""
        pairs = [("for", self.typed["for"])] if self.typed.get("for") else []
        for field in self.form["fields"]:
            value = find(self.known.facts, field.get("prefill", {}).get("fact", ""))
            if isinstance(value, str) and field["type"] != "fact":
                pairs.append((field["path"], value))
        self.call.body = Form(pairs, [])

    async def take_files(self) -> list[Wrong]:
        """Store the photos that came with the form; what is wrong with those that are not."""
        refused: list[Wrong] = []
        for field in self.form["fields"]:
            path = field["path"]
            if path in self.kept:
                most = field.get("max", 1) - len(self._again(path))
                takes = rules.takes(self.form, path)
                self.kept[path], wrong = await photos.take(
                    self.call, self.key, most, path, self.typed.files_of(path), takes
                )
                refused += wrong
                self.there[path] = await photos.still_there(self.call, self.kept[path], takes)
        return refused

    def files(self) -> dict[str, wire.Attachment]:
        """What was handed in with the form and what is used again, by id."""
        found = {one.id: one for files in self.there.values() for one in files}
        for before in self._before.values():
            found |= {row["id"]: case_rows.attachment_of(row) for row in before.pictures}
        return found

    def _rows(self, field: Mapping) -> int:
        typed = self.typed.get(f"rows.{field['path']}", "")
        count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 3 else 1
        count += self.typed.get("more") == field["path"]
        return max(1, field.get("min", 0), min(count, field.get("max", count)))

    # --- answers ---

    def body(self) -> dict:
        """The answers as the API has them, with what an application has beside its form's."""
        found: dict = {}
        for field in self.form["fields"]:
            value = self._answer(field, field["path"])
            if value is not None:
                put(found, field["path"], value)
        if self.typed.get("for"):
            found["for"] = self.typed["for"]
        if self.reused():
            found[rules.REUSED] = self.reused()
        there = [path for path, ids in self.kept.items() if ids] + self.reused()
        later = [path for path in self.typed.all("later.fields") if path not in there]
        if later:
            found[rules.LATER] = {"fields": later, "by": self.typed.get("later.by", "")}
        return found

    def _answer(self, field: Mapping, name: str) -> Any:
        kind, typed = field["type"], self.typed
        if kind == "fact":
            return None
        if kind in rules.PICTURE_TYPES:
            ids = self._again(name) + self.kept[name]
            return (ids[0] if ids else None) if kind == "signature" else ids or None
        if kind == "group":
            return self._items(field, name) or None
        if kind in COMPOSITES:
            parts = {
                part["path"]: typed.get(f"{name}.{part['path']}")
                for part in parts_of(dict(field), required=False)
            }
            return {part: value for part, value in parts.items() if value} or None
        if kind == "multi_choice":
            return typed.all(name) or None
        if kind == "yes_no":
            return {_YES: True, _NO: False}.get(typed.get(name, ""))
        if kind == "declaration":
            return typed.get(name) == _YES
        return typed.get(name) or None

    def _items(self, field: Mapping, name: str) -> list[dict]:
        items = []
        for at in range(self.rows[name]):
            item: dict = {}
            for inner in field["fields"]:
                value = self._answer(inner, f"{name}.{at}.{inner['path']}")
                if value is not None and value is not False:
                    put(item, inner["path"], value)
            if item:
                items.append(item)
        return items

    def _kept(self) -> dict:
        return check_answers(self.form, self.body(), self.known).answers

    def _scope(self) -> Scope:
        return Scope(self._kept(), self.known.facts, self.known.today.isoformat())

    def shown(self) -> list[str]:
        """The fields that are asked, as far as is answered now."""
        scope = self._scope()
        return [
            field["path"]
            for field in self.form["fields"]
            if "show_if" not in field or is_true(field["show_if"], scope)
        ]

    def grown(self) -> bool:
        """Whether something is asked now that was not on the page that was sent."""
        return not set(self.shown()) <= set(self.typed.all("shown"))

    def minor(self) -> list[tuple[str, str]]:
        """Materials that may follow later, each with its name."""
        needed = {
            m["field"] for m in self.definition.service.get("materials", ()) if m.get("required")
        }
        paths = [path for path in self.definition.minor() if path in needed]
        return list(
            zip(paths, self.definition.labels(self.call.words.language, paths), strict=True)
        )

    def carried(self) -> list[tuple[str, str]]:
        """Everything that was typed, for a page between the form and its sending."""
        pairs = [
            (name, value)
            for name, value in self.typed.pairs
            if name not in _OWN and name not in self.kept
        ]
        pairs += [("shown", path) for path in self.shown()]
        return pairs + [(path, one) for path, ids in self.kept.items() for one in ids]

    # --- what the template draws ---

    def sections(self) -> Iterator[tuple[str, list[dict]]]:
        """Title and drawn fields of each section that asks anything now."""
        shown = set(self.shown())
        language = self.call.words.language
        for section in self.form["sections"]:
            fields = [
                self._drawn(field, field["path"])
                for field in self.form["fields"]
                if field.get("section") == section["id"] and field["path"] in shown
            ]
            key = f"{self.form['words']}.section.{section['id']}.title"
            if fields:
                yield self.definition.words[language].get(key, ""), fields

    def _text(self, field: Mapping, path: str, name: str) -> str:
        prefix = field.get("words", self.form["words"])
        text = self.definition.words[self.call.words.language].get(f"{prefix}.{path}.{name}", "")
        return with_limits(text, field)

    def _drawn(self, field: Mapping, name: str, path: str = "") -> dict:
        """path: of its words; within a group that is another than the name."""
        path = path or name
        kind = field["type"]
        drawn = {
            "name": name,
            "kind": kind,
            "label": self._label(field, name, path),
            "hint": " ".join(filter(None, (self._text(field, path, one) for one in _HELP))),
            "value": self.typed.get(name, ""),
            "input": _INPUTS.get(kind, "text"),
            "digits": kind in _DIGITS,
            "required": field.get("required", False),
        }
        if kind in ("choice", "multi_choice"):
            drawn["options"] = [(one, self._option(field, path, one)) for one in field["options"]]
            drawn["values"] = self.typed.all(name)
        elif kind == "yes_no":
            words = self.call.words
            drawn["options"] = [(_YES, words("filled.yes")), (_NO, words("filled.no"))]
        elif kind in rules.PICTURE_TYPES:
            drawn["kept"] = self.there.get(name, [])
            drawn["most"] = field.get("max", 1)
            drawn["takes"] = rules.takes(self.form, path)
            if pdfs.CONTENT_TYPE in drawn["takes"]:
                drawn["hint"] = self._or_document(drawn["hint"])
            drawn["before"] = self._drawn_before(name)
        elif kind in COMPOSITES:
            drawn["parts"] = [
                self._drawn(
                    {**part, "words": self._words_of(field)},
                    f"{name}.{part['path']}",
                    f"{path}.{part['path']}",
                )
                for part in parts_of(dict(field), required=False)
                if part["path"] not in ("lon", "lat")
            ]
        elif kind == "group":
            drawn["rows"] = [
                [
                    self._drawn(
                        {"words": self._words_of(field), **inner},
                        f"{name}.{at}.{inner['path']}",
                        f"{path}.{inner['path']}",
                    )
                    for inner in field["fields"]
                ]
                for at in range(self.rows[name])
            ]
            one = self._text(field, path, "item") or f"{drawn['label']} {{index}}"
            drawn["titles"] = [one.replace("{index}", str(at + 1)) for at in range(self.rows[name])]
            drawn["add"] = self._text(field, path, "add") or self.call.words(
                "plain.apply.more", label=drawn["label"]
            )
            drawn["full"] = self.rows[name] >= field.get("max", 99)
        elif kind == "fact":
            known = find(self.known.facts, field.get("prefill", {}).get("fact", ""))
            drawn["value"] = find(self._kept(), name) if "computed" in field else known or ""
        return drawn

    def _label(self, field: Mapping, name: str, path: str) -> str:
        """What a field is called, and whether it may be left out."""
        label, words = (
            self._text(field, path, "label") or self._general(field, path),
            self.call.words,
        )
        if field["type"] in rules.PICTURE_TYPES:
            need = self._need(field)
            return (
                label if need == rules.REQUIRED else words("plain.apply.need." + need, label=label)
            )
        asks = field["type"] not in ("declaration", "fact") and field in self.form["fields"]
        bound = field.get("required") or "required_if" in field
        return words("form.optional", label=label) if asks and not bound else label

    def _need(self, field: Mapping) -> str:
        """What is asked of a paper; one that a known fact stands for may be left out."""
        if field.get("required"):
            return rules.REQUIRED
        service = self.definition.service
        for material in service.get("materials", ()):
            if material.get("field") == field["path"]:
                known = "have" in material and find(self.known.facts, material["have"]) is not None
                return rules.OPTIONAL if known else rules.need_of(material)
        return rules.OPTIONAL

    def _or_document(self, hint: str) -> str:
        """The hint of a paper that may be a PDF."""
        limits = self.call.window.config.limits
        size = limits.document_bytes // 1_048_576
        said = self.call.words(
            "plain.photos.or_document", megabytes=size, pages=limits.document_pages
        )
        return f"{hint} {said}" if hint else said

    def _drawn_before(self, path: str) -> dict | None:
        one = self._before.get(path)
        if one is None:
            return None
        words, zone = self.call.words, self.call.window.zone
        (label,) = one.definition.labels(words.language, [one.field])
        text = words(
            "plain.apply.before",
            day=words.day(zone.iso(one.at)[:10]),
            label=label,
            count=len(one.pictures),
        )
        files = [case_rows.attachment_of(picture) for picture in one.pictures]
        return {"text": text, "files": files, "agreed": path in self.reused(), "label": label}

    def _words_of(self, field: Mapping) -> str:
        return field.get("words", self.form["words"])

    def _option(self, field: Mapping, path: str, code: str) -> str:
        key = f"{self._words_of(field)}.{path}.option.{code}"
        return self.definition.text(self.call.words.language, key)

    def _general(self, field: Mapping, path: str) -> str:
        last = path.rsplit(".", 1)[-1]
        words = self.call.words
        for key in (
            f"form.field.{field['type']}.label",
            f"label.{last}",
            f"plain.apply.part.{last}",
        ):
            if words.has(key):
                return words(key)
        return last
