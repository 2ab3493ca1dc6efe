"""What must hold of a service beside its shape; each mistake is told with its place."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from server.rules import promises, service_steps
from server.rules.catalogue.mistakes import Findings, Mistake
from server.rules.catalogue.service_files import Fact, ServiceFile
from server.rules.catalogue.shape import read_as
from server.rules.expression_check import Names, check_condition
from server.rules.form_check import check_form
from server.rules.form_parts import RULES, expand, in_file
from server.rules.service_words import wanted, whole_words
from server.rules.verdicts import named_facts

#: Members of the calls that answers travel in, beside the answers.
CALLS_OWN = (
    *("kind", "service", "service_version", "for", "step", "expected_version"),
    *("later", "reused", "filled_seconds"),
)
Texts = Mapping[str, Mapping[str, str]]


class Known(NamedTuple):
    """What a service may name beside its own words.

    departments: ids; facts: by name; forms: the definitions by code, as they are in their files;
    parts: what they use; common: shared texts by language; program: keys of the program's own
    texts by language, which a form may fall back on.
    """

    departments: Collection[str]
    facts: Mapping[str, Fact]
    forms: Mapping[str, Any]
    parts: Mapping[str, list]
    common: Texts
    program: Mapping[str, Collection[str]]


class Read(NamedTuple):
    """A service that was read: the definition, its expanded form, all texts by language, and what is
    wrong with any of them. without_department: nobody here does it (that mistake is not in the list)."""

    service: dict
    form: dict | None
    words: dict[str, dict[str, str]]
    mistakes: list[Mistake]
    without_department: bool = False


def fact_types(facts: Mapping[str, Fact]) -> dict[str, str]:
    """The types of facts by name, as expressions have them."""
    return {name: fact.type for name, fact in facts.items()}


def check_facts(file: str, facts: Mapping[str, Fact], texts: Texts) -> list[Mistake]:
    """Mistakes of facts.json: what it is asked as must give its type, and has words."""
    found = Findings(file)
    for name, fact in facts.items():
        place = ("facts", name)
        if fact.ask is not None and _ASKED_AS[fact.ask] != fact.type:
            found.add((*place, "ask"), f"{fact.ask} gives {_ASKED_AS[fact.ask]}, not {fact.type}")
        if (fact.ask == "choice") is not bool(fact.options):
            found.add((*place, "options"), "a choice, and nothing else, has options")
        if fact.past and fact.ask != "date":
            found.add((*place, "past"), "only a date that is asked for is over")
        keys = [f"fact.{name}.label", *([f"fact.{name}.ask"] if fact.ask else [])]
        keys += [f"fact.{name}.option.{option}" for option in fact.options]
        for key in keys:
            _text(found, place, key, texts)
        _text(found, (*place, "from"), f"source.{fact.from_}", texts)
    return found.mistakes


_ASKED_AS = {
    "yes_no": "boolean",
    "date": "date",
    "integer": "number",
    "money": "number",
    "choice": "text",
}


def check_parts(file: str, parts: Any) -> list[Mistake]:
    """Mistakes of form_parts.json that show before a form uses it."""
    found = Findings(file)
    if not isinstance(parts, dict):
        found.add((), "must be an object")
        return found.mistakes
    for name, fields in parts.items():
        if name == RULES:
            continue  # checked in the forms that have them
        if not isinstance(fields, list) or not fields:
            found.add((name,), "must be a list of fields")
            continue
        for index, field in enumerate(fields):
            if not isinstance(field, dict) or "path" not in field or "type" not in field:
                found.add((name, index), "a field has a path and a type")
            elif "use" in field:
                found.add((name, index, "use"), "a part uses no other part")
    return found.mistakes


def _told_alike(file: str, form: dict) -> list[Mistake]:
    """Rules that are told at one field by one code: their words would lie in one place."""
    seen: set[tuple[str, str]] = set()
    wrong = []
    for index, rule in enumerate(form.get("rules", ())):
        told = (rule["at"], rule["code"])
        if told in seen:
            wrong.append(Mistake(file, f"/rules/{index}/at", f"two rules are told at {told[0]!r}"))
        seen.add(told)
    return wrong


def read_service(stem: str, value: Any, own: Texts, known: Known) -> Read:
    """A service from its file's value and its own texts by language."""
    file = f"services/{stem}.json"
    found = Findings(file)
    service = read_as(found, value, ServiceFile)
    if service is None:
        return Read({}, None, {}, found.mistakes)
    return _Check(stem, service, value, own, known, found).run()


class _Check:
    def __init__(
        self,
        stem: str,
        service: ServiceFile,
        value: dict,
        own: Texts,
        known: Known,
        found: Findings,
    ):
        self.stem, self.service, self.value = stem, service, value
        self.own, self.known, self.found = own, known, found

    def run(self) -> Read:
        form, wrong = self._form()
        self._heads()
        self._conditions()
        self._steps()
        if not wrong:  # what a form with mistakes lacks helps nobody
            self._materials(form)
            self._once_of(form)
        words = {
            language: whole_words(self.value, form, texts, self.known.common[language])
            for language, texts in self.own.items()
        }
        self._texts(words, form)
        if form is not None and not wrong:
            wrong = self._form_mistakes(form, words)
        missing = self.service.department not in self.known.departments
        return Read(self.value, form, words, [*self.found.mistakes, *wrong], missing)

    def _heads(self) -> None:
        service, found = self.service, self.found
        if service.code != self.stem:
            found.add(("code",), f"must be the file's name, {self.stem}")
        if not service.events and not service.groups:
            found.add((), "belongs to no event and no group: nobody would find it")
        for member in ("events", "groups", "for", "basis", "questions"):
            words = self.value.get(member, [])
            if len(set(words)) < len(words):
                found.add((member,), "has a word twice")
        statutory = service.time.statutory
        if statutory is not None and statutory < service.time.promised:
            found.add(("time", "promised"), "is more than the law allows")
        days = [self._day(member) for member in ("opens", "closes")]
        if days[0] and days[1] and days[0] > days[1]:
            found.add(("closes",), "is before it opens")

    def _day(self, member: str) -> date | None:
        try:
            return date.fromisoformat(self.value[member]) if member in self.value else None
        except ValueError:
            self.found.add((member,), "no date of the form 2026-01-31")
            return None

    def _conditions(self) -> None:
        names = Names({}, fact_types(self.known.facts))
        seen = set()
        for index, condition in enumerate(self.service.conditions):
            place = ("conditions", index)
            if condition.id in seen:
                self.found.add((*place, "id"), f"two conditions {condition.id!r}")
            seen.add(condition.id)
            check_condition(condition.require, (*place, "require"), names, self.found)
            named = named_facts(condition.require)
            if not named:
                self.found.add((*place, "require"), "hangs on no fact")
            for name in named:
                fact = self.known.facts.get(name)
                if fact is not None and fact.from_ == "case":
                    self.found.add((*place, "require"), f"{name!r} is never known of a person")

    def _steps(self) -> None:
        """Of a service's own: each is known by its name, or says who does it; nothing is left out that a
        case goes through; none before the decision takes longer than is promised for all of them."""
        steps = self.service.steps
        names = [one.id for one in steps]
        for index, step in enumerate(steps):
            place = ("steps", index)
            if step.id in names[:index]:
                self.found.add((*place, "id"), f"two steps {step.id!r}")
            if step.id not in service_steps.STANDARD and step.who is None:
                self.found.add(place, "'who' is missing")
            decided = service_steps.DECIDE in names[:index]
            if step.days is not None and step.days > self.service.time.promised and not decided:
                self.found.add((*place, "days"), "is more than is promised for all of it")
        for name in service_steps.needed(self.value) if steps else ():
            if name not in names:
                self.found.add(("steps",), f"the step {name!r} is missing")

    def _materials(self, form: dict | None) -> None:
        fields = {f["path"]: f for f in (form or {}).get("fields", ()) if _is_photo(f)}
        seen, asked = set(), set()
        for index, material in enumerate(self.service.materials):
            place = ("materials", index)
            if material.id in seen:
                self.found.add((*place, "id"), f"two materials {material.id!r}")
            seen.add(material.id)
            if material.have is not None:
                self.found.known((*place, "have"), material.have, self.known.facts, "fact")
            if material.promise:
                self._promise(material, place)
            if material.field is None:
                continue
            asked.add(material.field)
            at = (*place, "field")
            if material.field not in fields:
                self.found.add(at, f"{material.field!r} is no attachments field of the form")
                continue
            must = material.required and not material.minor and material.have is None
            field = fields[material.field]
            if must and not (field.get("required") or "required_if" in field):
                self.found.add(at, "is required here and not in the form")
            if not must and field.get("required"):
                self.found.add(at, "is required in the form and not here")
        for path in fields:
            if path not in asked:
                self.found.add(("materials",), f"the form's {path!r} is no material")

    def _promise(self, material: Any, place: tuple) -> None:
        """One way for one paper: it is there, it follows, or it is promised."""
        at = (*place, "promise")
        if not material.required or material.field is None:
            self.found.add(at, "is of a paper that must be handed in with the form")
        if material.minor:
            self.found.add(at, "and minor: one of the two")
        if material.have is not None:
            self.found.add(at, "and have: what is known need not be promised")

    def _form(self) -> tuple[dict | None, list[Mistake]]:
        """The expanded form, and mistakes of the uses of parts."""
        code = self.service.form
        if code is None or not self.found.known(("form",), code, self.known.forms, "form"):
            return None, []
        file = f"forms/services/{code}.json"
        form, self.origins, wrong = expand(file, self.known.forms[code], self.known.parts)
        wrong += [
            in_file(m, self.origins) for m in check_form(file, form, fact_types(self.known.facts))
        ]
        if isinstance(form, dict) and form.get("code") != code:
            wrong.append(Mistake(file, "/code", f"must be the file's name, {code}"))
        wrong += [] if wrong else [*self._taken(file, form), *_told_alike(file, form)]
        if wrong:
            return None, wrong
        form, self.origins = promises.with_promises(self.value, form, self.origins)
        return form, []

    def _once_of(self, form: dict | None) -> None:
        """Whom there is one application of is asked for by number."""
        path, fields = self.service.once_of, form["fields"] if form else ()
        numbers = {one["path"] for one in fields if one["type"] == "id_number"}
        if path is not None and (self.service.once is None or path not in numbers):
            self.found.add(("once_of",), f"{path!r} is no ID number of a form that is filed once")

    def _taken(self, file: str, form: dict) -> list[Mistake]:
        """Fields whose answers would lie where the call that brings them says something else."""
        return [
            in_file(Mistake(file, f"/fields/{index}/path", "is the call's own"), self.origins)
            for index, field in enumerate(form["fields"])
            if field["path"].split(".")[0] in CALLS_OWN
        ]

    def _form_mistakes(self, form: dict, words: Texts) -> list[Mistake]:
        """What a sound form has no text for."""
        file = f"forms/services/{self.service.form}.json"
        texts = {language: {*own, *self.known.program[language]} for language, own in words.items()}
        types = fact_types(self.known.facts)
        return [in_file(m, self.origins) for m in check_form(file, form, types, texts)]

    def _texts(self, words: Texts, form: dict | None) -> None:
        needed = list(wanted(self.value))
        for want in needed:
            if not want.optional:
                _text(self.found, want.place, want.key, words)
        keys = {want.key for want in needed}
        prefix = None if self.service.form is None else f"form.{self.service.form}."
        for language, own in self.own.items():
            for key in own:
                of_form = prefix is not None and key.startswith(prefix)
                if key not in keys and not of_form:
                    self.found.add((), f"nothing says {key} in {language}")
        if form is not None and form["words"] != f"form.{self.service.form}":
            self.found.add(("form",), f"the form's words must be form.{self.service.form}")


def _is_photo(field: dict) -> bool:
    return field.get("type") == "attachments"


def _text(found: Findings, place: tuple, key: str, texts: Texts) -> None:
    for language, words in texts.items():
        if key not in words:
            found.add(place, f"no text {key} in {language}")
