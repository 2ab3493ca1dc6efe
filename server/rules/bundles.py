"""One service out of several (一件事): a form that asks what they share once, and where each answer
goes.

A composed service has the shape of any other, so that guide, form, draft, check page and outbox need
nothing new. Beside that it has "bundle": its members in order, each with when it is needed and with
the paths of its own form in the composed one.

The same question of several members is one: the same path, of the same kind, in the same words; or
the same fact of the person, of the same kind. Every other field lies below its member's code.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from server.rules import service_steps
from server.rules.expression_check import references
from server.rules.values import find, put

#: Answers to the questions that decide which members are needed lie below this name; what is wrong
#: with a member as a whole is told below that one.
ASKS, ITEMS = "which", "items"
CHECK = "check"
#: What a field may say differently in each member and still be the same question.
_OWN = ("path", "section", "required", "required_if", "show_if", "prefill", "purpose", "words")
_PLACES = ("answer", "answered")
Texts = Mapping[str, Mapping[str, str]]


class Part(NamedTuple):
    """A member as it is composed: a service with its expanded form and texts by language. when: the
    expression that decides whether it is needed, None: always."""

    code: str
    when: Any
    service: dict
    form: dict
    words: Texts


class Composed(NamedTuple):
    """What came of it; words by language."""

    service: dict
    form: dict
    words: dict[str, dict[str, str]]


class _Use(NamedTuple):
    """A field of a member's form."""

    part: Part
    field: dict


def compose(
    bundle: Mapping,
    parts: Sequence[Part],
    own: Texts,
    common: Texts,
    left_out: Collection[str] = (),
) -> Composed:
    """The service and form of a bundle's file. own: its own texts, by language; common: what all
    share; left_out: members that are not asked for, of which only the places of answers are taken
    into account, so that an answer lies where it lies with all of them. Nothing is checked here."""
    return _Composer(bundle, parts, own, common, left_out).run()


def needed(service: Mapping, holds: Callable[[Any], bool]) -> list[dict]:
    """The members that somebody needs. holds: decides an expression over the answers."""
    return [m for m in service["bundle"] if m["when"] is None or holds(m["when"])]


def own_answers(member: Mapping, answers: Mapping) -> dict:
    """The answers that are a member's, by the paths of its own form."""
    found: dict = {}
    for own, composed in member["paths"].items():
        value = find(answers, composed)
        if value is not None:
            put(found, own, value)
    return found


def composed_path(member: Mapping, path: str) -> str:
    """Where a path of a member's form, or one below it, lies in the composed one."""
    return _moved(path, member["paths"]) or f"{member['service']}.{path}"


def _moved(path: str, paths: Mapping[str, str]) -> str | None:
    for own, composed in paths.items():
        if path == own or path.startswith(own + "."):
            return composed + path[len(own) :]
    return None


class _Composer:
    def __init__(
        self,
        bundle: Mapping,
        parts: Sequence[Part],
        own: Texts,
        common: Texts,
        left_out: Collection[str],
    ):
        self.bundle, self.parts, self.own, self.common = bundle, parts, own, common
        self.asked = [part for part in parts if part.code not in left_out]
        self.code = bundle["code"]
        self.prefix = f"form.{self.code}"
        self.paths: dict[str, dict[str, str]] = {part.code: {} for part in parts}
        self.words = {language: dict(texts) for language, texts in own.items()}

    def run(self) -> Composed:
        shared = self._shared()
        for uses in shared:
            for use in uses:
                self.paths[use.part.code][use.field["path"]] = uses[0].field["path"]
        for part in self.parts:
            for field in part.form["fields"]:
                own = field["path"]
                self.paths[part.code].setdefault(own, f"{part.code}.{own}")
        asked = [[use for use in uses if use.part in self.asked] for uses in shared]
        service, form = self._service(), self._form([uses for uses in asked if uses])
        for language, words in self.words.items():
            service_steps.say(service, words, self.common[language])
        return Composed(service, form, self.words)

    # --- what is asked once ---

    def _shared(self) -> list[list[_Use]]:
        """The fields that several members ask, in the order of the first that does."""
        taken: set[tuple[str, str]] = set()
        found: list[list[_Use]] = []
        for key_of in (self._by_path, self._by_fact):
            groups: dict[Any, list[_Use]] = {}
            for use in self._uses():
                key = key_of(use)
                place = (use.part.code, use.field["path"])
                group = groups.setdefault(key, []) if key and place not in taken else None
                if group is not None and all(one.part is not use.part for one in group):
                    group.append(use)
            for group in groups.values():
                path = group[0].field["path"]
                if len(group) > 1 and all(path != one[0].field["path"] for one in found):
                    found.append(group)
                    taken |= {(use.part.code, use.field["path"]) for use in group}
        order = [id(use.field) for use in self._uses()]
        return sorted(found, key=lambda group: order.index(id(group[0].field)))

    def _uses(self) -> Iterator[_Use]:
        for part in self.parts:
            for field in part.form["fields"]:
                if field["type"] != "fact":
                    yield _Use(part, field)

    def _by_path(self, use: _Use) -> Any:
        field = use.field
        said = [
            sorted((key, text) for key, text in _texts_of(use, language).items() if _names(key))
            for language in self.own
        ]
        return repr((field["path"], _kind(field), said))

    def _by_fact(self, use: _Use) -> Any:
        fact = use.field.get("prefill", {}).get("fact")
        return repr((fact, _kind(use.field))) if fact else None

    # --- the form ---

    def _form(self, shared: list[list[_Use]]) -> dict:
        fields = [self._ask(ask) for ask in self.bundle["asks"]]
        sections = [ASKS]
        last: list[dict] = []
        for uses in shared:
            field = self._joined(uses)
            if _is_review(uses[0].part.form, field["section"]):
                last.append({**field, "section": CHECK})
                continue
            if field["section"] not in sections:
                sections.append(field["section"])
            fields.append(field)
        once = {(u.part.code, u.field["path"]) for uses in shared for u in uses}
        for part in self.asked:
            sections.append(part.code)
            self._title(part.code, lambda language, part=part: self._why(part, language))
            for field in part.form["fields"]:
                if (part.code, field["path"]) in once:
                    continue
                moved = self._alone(_Use(part, field))
                if _is_review(part.form, field["section"]):
                    last.append({**moved, "section": CHECK})
                else:
                    fields.append({**moved, "section": part.code})
        for section in sections[1:]:
            self._title(section, lambda language, section=section: self._section(section, language))
        self._title(CHECK, lambda language: self.common[language].get(f"section.{CHECK}.title"))
        order = {section: at for at, section in enumerate(sections)}
        fields.sort(key=lambda field: order[field["section"]])
        return {
            "code": self.code,
            "version": self.bundle["version"],
            "words": self.prefix,
            "sections": [*({"id": one} for one in sections), {"id": CHECK, "review": True}],
            "fields": [*fields, *last],
            "rules": [*self._any_of_them(), *self._rules()],
        }

    def _ask(self, ask: Mapping) -> dict:
        field = {"path": f"{ASKS}.{ask['id']}", "section": ASKS, "type": ask["type"]}
        if ask.get("options"):
            field["options"] = ask["options"]
        if ask.get("when") is not None:
            return {**field, "required_if": ask["when"], "show_if": ask["when"]}
        return {**field, "required": True}

    def _why(self, part: Part, language: str) -> str:
        """What the page of a member is called: the service, and why it is needed."""
        why = self.words[language].get(f"service.{self.code}.member.{part.code}.why", "")
        said = self.common[language].get("bundle.why", "")
        return said.replace("{title}", _title(part, language)).replace("{why}", why)

    def _joined(self, uses: list[_Use]) -> dict:
        """A field that several members ask: asked where one of them is needed that asks it, required
        where one of them is needed that requires it."""
        first = uses[0].field
        field = {name: value for name, value in first.items() if name not in _CONDITIONS}
        field["path"] = self.paths[uses[0].part.code][first["path"]]
        shown = [self._shown(use) for use in uses]
        if all(one is not None for one in shown):
            field["show_if"] = _any(shown)
        musts = [must for must in map(self._must, uses) if must is not False]
        if all(use.field.get("required") for use in uses) or any(must is None for must in musts):
            field["required"] = True
        elif musts:
            field["required_if"] = _any(musts)
        for use in reversed(uses):  # what rules of the others say, and of the first all
            self._say_errors(use, field["path"])
        self._say(uses[0], field["path"])
        return field

    def _alone(self, use: _Use) -> dict:
        """A field that one member asks."""
        part, field = use
        path = self.paths[part.code][field["path"]]
        moved = {
            name: value for name, value in field.items() if name not in (*_CONDITIONS, "words")
        }
        moved["path"] = path
        shown = self._shown(use)
        if shown is not None:
            moved["show_if"] = shown
        if field.get("required"):
            moved["required"] = True
        elif "required_if" in field:
            moved["required_if"] = self._of(use, "required_if")
        if "computed" in field:
            moved["computed"] = self._of(use, "computed")
        if field["type"] == "group":
            names = {inner["path"].split(".")[0] for inner in field["fields"]}
            moved["fields"] = [self._inner(part, inner, names) for inner in field["fields"]]
        self._say(use, path)
        return moved

    def _inner(self, part: Part, field: dict, names: set[str]) -> dict:
        """A field of a group's item: what it calls by the item's own names stays."""
        paths = {own: new for own, new in self.paths[part.code].items() if own not in names}
        return {
            name: _rewritten(value, paths) if name in (*_EXPRESSIONS, "computed") else value
            for name, value in field.items()
        }

    def _of(self, use: _Use, name: str) -> Any:
        return _rewritten(use.field[name], self.paths[use.part.code])

    def _shown(self, use: _Use) -> Any:
        """When a member's field is asked; None: always."""
        own = self._of(use, "show_if") if "show_if" in use.field else None
        return _all([use.part.when, own])

    def _must(self, use: _Use) -> Any:
        """When a member requires its field; None: always, False: never."""
        if use.field.get("required"):
            return self._shown(use)
        if "required_if" in use.field:
            return _all([self._shown(use), self._of(use, "required_if")])
        return False

    def _any_of_them(self) -> Iterator[dict]:
        """Who answered all that is asked and needs none of the members asks for nothing."""
        whens = [part.when for part in self.asked]
        if any(when is None for when in whens):
            return
        always = [ask for ask in self.bundle["asks"] if ask.get("when") is None]
        at = f"{ASKS}.{always[-1]['id']}"
        open_ones = [_left_open(ask) for ask in self.bundle["asks"]]
        # What is not asked is unknown, and would leave open whether one of them is needed.
        known = [_all([["answered", p] for p in sorted(references(w))] + [w]) for w in whens]
        for language, words in self.words.items():
            words[f"error.field.{at}.mismatch"] = self.common[language].get("bundle.none", "")
        yield {"id": "none", "at": at, "require": _any([*open_ones, *known]), "code": "mismatch"}

    def _rules(self) -> Iterator[dict]:
        for part in self.asked:
            paths = self.paths[part.code]
            for rule in part.form.get("rules", ()):
                require = _rewritten(rule["require"], paths)
                if part.when is not None:
                    require = ["or", ["not", part.when], require]
                at = _moved(rule["at"], paths) or rule["at"]
                yield {**rule, "id": f"{part.code}_{rule['id']}", "at": at, "require": require}

    # --- the service ---

    def _service(self) -> dict:
        bundle, services = self.bundle, [part.service for part in self.asked]
        for language, words in self.words.items():
            for part in self.asked:
                words[f"service.{self.code}.member.{part.code}.title"] = _title(part, language)
        whoms = [w for w in services[0]["for"] if all(w in one["for"] for one in services)]
        charged = any(one["fee"] == "charged" for one in services)
        return {
            "code": self.code,
            "version": bundle["version"],
            "department": bundle["department"],
            "events": bundle["events"],
            "often": bundle.get("often", 0),
            "for": whoms,
            "materials": self._materials(),
            "time": {"promised": max(one["time"]["promised"] for one in services)},
            "fee": "charged" if charged else "free",
            "form": self.code,
            "result": "service",
            "bundle": [
                {"service": part.code, "when": part.when, "paths": self.paths[part.code]}
                for part in self.asked
            ],
        }

    def _materials(self) -> list[dict]:
        """Each material once, by its field: required where every member requires it that names it (else
        the form says when), and to follow later only where all that require it can wait."""
        uses: dict[str, list[tuple[Part, dict]]] = {}
        for part in self.asked:
            for material in part.service.get("materials", ()):
                field = material.get("field")
                place = self.paths[part.code][field] if field else f"{part.code} {material['id']}"
                uses.setdefault(place, []).append((part, material))
        found: list[dict] = []
        for place, asked in uses.items():
            part, first = asked[0]
            musts = [one for _, one in asked if one.get("required")]
            name = first["id"]
            if any(name == one["id"] for one in found):
                name = f"{part.code}_{name}"
            material = {"id": name, "required": len(musts) == len(asked)}
            if "field" in first:
                material["field"] = place
            if all("have" in one for one in musts) and "have" in first:
                material["have"] = first["have"]
            if all(one.get("minor") for one in (musts or [one for _, one in asked])):
                material["minor"] = True
            found.append(material)
            for language, words in self.words.items():
                for said in ("title", "how"):
                    own = f"service.{part.code}.material.{first['id']}.{said}"
                    if own in part.words[language]:
                        key = f"service.{self.code}.material.{name}.{said}"
                        words[key] = part.words[language][own]
        return found

    # --- texts ---

    def _say(self, use: _Use, path: str) -> None:
        """The texts of a member's field, where the composed form looks for them."""
        words = use.field.get("words") if use.field["path"] == path else None
        prefix = words or self.prefix
        for language, texts in self.words.items():
            for name, text in _texts_of(use, language).items():
                texts[f"{prefix}.{path}.{name}"] = text

    def _say_errors(self, use: _Use, path: str) -> None:
        """What a member's form says of mistakes in a field that it asks with others."""
        words = use.field.get("words") if use.field["path"] == path else None
        for language, texts in self.words.items():
            for name, text in _texts_of(use, language).items():
                if ".error." in f".{name}":
                    texts[f"{words or self.prefix}.{path}.{name}"] = text

    def _title(self, section: str, text_of: Any) -> None:
        key = f"{self.prefix}.section.{section}.title"
        for language, words in self.words.items():
            text = words.get(key) or text_of(language)
            if text:
                words[key] = text

    def _section(self, section: str, language: str) -> str | None:
        """What a section is called that several members have: as all are, or the first."""
        key = f"section.{section}.title"
        if key in self.common[language]:
            return self.common[language][key]
        titles = (p.words[language].get(f"{p.form['words']}.{key}") for p in self.asked)
        return next(filter(None, titles), None)


def _left_open(ask: Mapping) -> Any:
    """Whether a question is asked and not answered."""
    answered = ["not", ["answered", f"{ASKS}.{ask['id']}"]]
    return _all([ask.get("when"), answered])


_EXPRESSIONS = ("show_if", "required_if")
_CONDITIONS = ("required", *_EXPRESSIONS)


def _kind(field: Mapping) -> list:
    """What makes a field the same question as another one."""
    return sorted((name, repr(value)) for name, value in field.items() if name not in _OWN)


def _texts_of(use: _Use, language: str) -> dict[str, str]:
    """The texts of a member's field, by what follows its path."""
    prefix = f"{use.field.get('words', use.part.form['words'])}.{use.field['path']}."
    return {
        key[len(prefix) :]: text
        for key, text in use.part.words[language].items()
        if key.startswith(prefix)
    }


def _names(key: str) -> bool:
    """Whether a text names a field or what can be chosen, and does not only help with it."""
    return key == "label" or ".label" in key or "option." in key


def _title(part: Part, language: str) -> str:
    return part.words[language][f"service.{part.code}.title"]


def _is_review(form: Mapping, section: str) -> bool:
    return any(one["id"] == section and one.get("review") for one in form["sections"])


def _all(conditions: Iterable[Any]) -> Any:
    found = [one for one in conditions if one is not None]
    return ["and", *found] if len(found) > 1 else found[0] if found else None


def _any(conditions: Iterable[Any]) -> Any:
    found: list = []
    for one in conditions:
        if one not in found:
            found.append(one)
    return ["or", *found] if len(found) > 1 else found[0]


def _rewritten(expression: Any, paths: Mapping[str, str]) -> Any:
    """An expression over a member's answers, over those of the composed form."""
    if not isinstance(expression, list):
        return expression
    if len(expression) == 2 and expression[0] in _PLACES and isinstance(expression[1], str):
        return [expression[0], _moved(expression[1], paths) or expression[1]]
    return [_rewritten(one, paths) for one in expression]
