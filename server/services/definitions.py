"""Definitions of services as they were when somebody applied: a case that runs stays on its own,
whatever the service asks, promises or is called later."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules.bundles import ITEMS
from server.rules.canonical import canonical_text
from server.rules.forms import Problem
from server.rules.money import said as yuan
from server.rules.service_words import error_key
from server.services.window import Window
from server.services.words import LANGUAGES
from server.store import tables as t
from server.store.statements import insert_new
from server.store.tx import Tx

_INSERT = insert_new(t.definitions, "digest")
_FIND = sa.select(t.definitions.c.content).where(t.definitions.c.digest == bindparam("digest"))
_DIGESTS = sa.select(t.definitions.c.digest)
#: By digest, which says what is in it.
_READ: dict[str, "Definition"] = {}
_MOST_READ = 500


def with_limits(text: str, field: Mapping) -> str:
    """A label or hint with the field's own limits in the place of {min} and {max}."""
    for name in ("min", "max"):
        limit = field.get(name, "")
        if field.get("type") == "money" and limit != "":
            limit = yuan(limit)
        text = text.replace(f"{{{name}}}", str(limit))
    return text


class Definition(NamedTuple):
    """A service that can be applied for. words: language → key → text, its form's among them."""

    service: dict
    form: dict
    words: Mapping[str, Mapping[str, str]]

    def text(self, language: str, key: str) -> str:
        """A text in the language; the key where there is none."""
        return self.words[language].get(key, key)

    def title(self, language: str) -> str:
        """What the service is called."""
        return self.text(language, f"service.{self.service['code']}.title")

    def label(self, language: str, field: Mapping, outer: str = "") -> str:
        """What a field of its form is called; outer: the group it stands in."""
        prefix = field.get("words", self.form["words"])
        path = f"{outer}.{field['path']}" if outer else field["path"]
        texts = self.words[language]
        general = texts.get(f"form.field.{field['type']}.label", path)
        return with_limits(texts.get(f"{prefix}.{path}.label", general), field)

    def labels(self, language: str, paths: Iterable[str]) -> list[str]:
        """What fields are called, by their paths."""
        fields = {field["path"]: field for field in self.form["fields"]}
        return [self.label(language, fields[path]) for path in paths if path in fields]

    def labelled(self, language: str, problems: Iterable[Problem]) -> list[Problem]:
        """The problems with what their fields are called, and what the form says of them."""
        return [
            p._replace(label=self._called(language, p.path), said=self._said(language, p))
            for p in problems
        ]

    def _said(self, language: str, problem: Problem) -> str | None:
        path = ".".join(part for part in problem.path.split(".") if not part.isdigit())
        return self.words[language].get(error_key(self.form, path, problem.code))

    def _called(self, language: str, path: str) -> str | None:
        member = f"service.{self.service['code']}.member.{path.removeprefix(f'{ITEMS}.')}.title"
        if member in self.words[language]:  # something about one of several services
            return self.words[language][member]
        for field in self.form["fields"]:
            own = field["path"]
            if path != own and not path.startswith(own + "."):
                continue
            part = next((p for p in path[len(own) + 1 :].split(".") if p and not p.isdigit()), "")
            for inner in field.get("fields", ()):
                if inner["path"] == part:
                    named = {"words": field.get("words", self.form["words"]), **inner}
                    return self.label(language, named, own)
            return self.label(language, field)
        return None

    def minor(self) -> list[str]:
        """The fields of its form whose materials may be handed in later."""
        return [m["field"] for m in self.service.get("materials", ()) if m.get("minor")]


def present(window: Window, code: str) -> Definition | None:
    """The service as it is now; None where it is not there, or not to be applied for online."""
    affairs = window.reference.affairs
    form = affairs.forms.get(code)
    if form is None:
        return None
    words = {language: dict(affairs.words(code, language)) for language in LANGUAGES}
    return Definition(affairs.by_code[code], form, words)


def withdrawn(window: Window, code: str) -> Definition | None:
    """A service that was taken out of use, as it was; its form is empty where it was only a guide."""
    read = window.reference.affairs.withdrawn(code)
    return None if read is None else Definition(read.service, read.form or {}, read.words)


def of_program(window: Window, code: str) -> Definition:
    """One of the program's own forms, in the shape that a service's has."""
    words = {language: window.library.of(language).texts for language in LANGUAGES}
    return Definition({"code": code}, window.reference.forms.by_code[code], words)


def keep(window: Window, tx: Tx, definition: Definition) -> str:
    """Write the definition down, once; answers its digest."""
    content = canonical_text(definition._asdict())
    digest = hashlib.sha256(content.encode()).hexdigest()
    row = {"service": definition.service["code"], "version": definition.service["version"]}
    new = tx.run(tx.pick(_INSERT), digest=digest, content=content, at=window.now(), **row)
    if new:
        tx.changed(t.definitions, digest)
    return digest


def of_case(tx: Tx, case: Mapping) -> Definition:
    """What a case was applied for by."""
    return of_digest(tx, case["definition"])


def digests(tx: Tx) -> list[str]:
    """All that cases were applied for by."""
    return [row["digest"] for row in tx.all(_DIGESTS)]


def of_digest(tx: Tx, digest: str) -> Definition:
    """The one with this digest."""
    known = _READ.get(digest)
    if known is None:
        content = tx.value(_FIND, digest=digest)
        known = Definition(**msgspec.json.decode(content, type=dict))
        if len(_READ) >= _MOST_READ:
            _READ.clear()
        _READ[digest] = known
    return known
