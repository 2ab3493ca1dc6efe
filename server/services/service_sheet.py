"""A service with all its parts as who runs the street reads it, in one language."""

from collections.abc import Mapping
from typing import NamedTuple

from server.rules import service_cost
from server.rules.form_fields import PARTS
from server.rules.forms import Problem
from server.services.definitions import Definition
from server.services.rule_words import RuleWords
from server.services.window import Window
from server.services.words import LANGUAGES, Words


class Cost(NamedTuple):
    """Something that costs time: kind and what it is called; seconds as in rules/service_cost."""

    kind: str
    label: str
    seconds: float


def shares_of(window: Window, service: Mapping, form: dict | None) -> list[service_cost.Share]:
    """What costs somebody time."""
    return service_cost.shares(service, form, window.reference.affairs.facts.by_name)


class Sheet:
    """A service with everything said in one language. form: expanded, None for only a guide."""

    def __init__(self, window: Window, words: Words, definition: Definition):
        self._words, self._definition = words, definition
        self._affairs = window.reference.affairs
        self._common = self._affairs.common[words.language]
        self._facts = self._affairs.facts.by_name
        self._shares = shares_of(window, definition.service, definition.form or None)
        self.service = definition.service

    def text(self, name: str, language: str = "") -> str:
        """A text of the service; "" where it has none."""
        own = self._definition.words[language or self._words.language]
        return own.get(f"service.{self.service['code']}.{name}", "")

    def both(self, name: str) -> list[tuple[str, str]]:
        """A text in each language."""
        return [(language, self.text(name, language)) for language in LANGUAGES]

    def common(self, key: str) -> str:
        """A text that services share."""
        return self._common.get(key, key)

    def rule(self, rule) -> str:
        """A rule in words."""
        return RuleWords(self._words, self._common, self.label, self._option, self._is_amount).say(
            rule
        )

    def _is_amount(self, kind: str, name: str) -> bool:
        if kind == "fact":
            fact = self._facts.get(name)
            return fact is not None and fact.ask == "money"
        outer, _, part = name.rpartition(".")
        for field in self.fields():
            if field["path"] == name:
                return field["type"] == "money"
            if field["path"] == outer:
                inner = field.get("fields", ())
                return any(one["path"] == part and one["type"] == "money" for one in inner)
        return False

    def label(self, path: str) -> str:
        """What an answer is called."""
        outer, _, part = path.rpartition(".")
        for field in self.fields():
            if field["path"] == path:
                return self._definition.label(self._words.language, field)
            if field["path"] == outer:
                inner = [one for one in field.get("fields", ()) if one["path"] == part]
                named = {"words": field.get("words", self._definition.form["words"])}
                if inner:
                    return self._definition.label(
                        self._words.language, {**named, **inner[0]}, outer
                    )
                whole = self._definition.label(self._words.language, field)
                return f"{whole} · {self._part(part)}"
        return path

    def _part(self, part: str) -> str:
        """What a part of a place, address or person is called."""
        keys = (f"plain.apply.part.{part}", f"admin.services.type.{PARTS.get(part, part)}")
        return next((self._words(key) for key in keys if self._words.has(key)), part)

    def _option(self, kind: str, name: str, code: str) -> str:
        if kind == "fact":
            return self._common.get(f"fact.{name}.option.{code}", code)
        for field in self.fields():
            if field["path"] == name:
                prefix = field.get("words", self._definition.form["words"])
                return self._definition.text(
                    self._words.language, f"{prefix}.{name}.option.{code}"
                ).removeprefix(f"{prefix}.{name}.option.")
        return code

    def steps(self) -> list[dict]:
        """Its steps with all that is known of each."""
        return self._affairs.steps(self.service)

    def fields(self) -> list[dict]:
        """The fields of its form."""
        return self._definition.form.get("fields", [])

    def rules(self) -> list[dict]:
        """The rules of its form."""
        return self._definition.form.get("rules", [])

    def said(self, rule: Mapping) -> str:
        """What somebody is told where a rule of the form is broken."""
        problem = Problem(rule["at"], rule["code"])
        return self._words.problem(*self._definition.labelled(self._words.language, [problem]))

    def section(self, code: str) -> str:
        """What a section of its form is called."""
        key = f"{self._definition.form['words']}.section.{code}.title"
        return self._definition.words[self._words.language].get(key, code)

    @property
    def minutes(self) -> int:
        """What it costs who asks for it."""
        return service_cost.minutes(self._shares)

    def costs(self) -> list[Cost]:
        """What that is made of."""
        return [Cost(one.kind, self._called(one), one.seconds) for one in self._shares]

    def _called(self, share: service_cost.Share) -> str:
        if share.kind == "condition":
            return self.text(f"condition.{share.name}") or share.name
        if share.kind == "question":
            return self.common(f"fact.{share.name}.ask")
        if share.kind == "paper":
            return self.text(f"material.{share.name}.title") or share.name
        return self.label(share.name)
