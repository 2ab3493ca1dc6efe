"""What is typed for each part of a service: its inputs with what is there now, and what was typed put in its
place."""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple, get_args

from server.routes.http import Call
from server.routes.page import Wrong
from server.routes.plain.body import Form
from server.rules import service_items, service_steps, simple_rules
from server.rules.catalogue.service_files import Event, Group
from server.rules.field_table import TYPES
from server.rules.money import in_yuan, read_money
from server.rules.simple_rules import AND, MONEY, Picked, Rows, Unfit
from server.rules.written_service import WrittenService
from server.services.rule_things import Thing, Things
from server.services.rule_words import RuleWords
from server.services.words import LANGUAGES

LONGEST = 2000
_ROW = Picked._fields
_WHAT, _HOW, _VALUE = "what", "how", "value"
_JOIN, _RAW = "join", "raw"


class Input(NamedTuple):
    """name: of the field on the page, and of the member (parts joined by dots) or of the label; key: of
    the text it holds, "" for a member; shared: the text that stands in where the service has none."""

    name: str
    kind: str
    key: str = ""
    shared: str = ""


def _text(name: str, key: str, shared: str = "", kind: str = "words") -> Input:
    return Input(name, kind, key, shared)


INPUTS: Mapping[str, tuple[Input, ...]] = {
    "definition": (
        _text("title", "service.{code}.title"),
        _text("summary", "service.{code}.summary"),
        _text("also", "service.{code}.also"),
        Input("department", "select"),
        Input("time.promised", "number"),
        Input("time.statutory", "number"),
        Input("fee", "select"),
        _text("fee_words", "service.{code}.fee"),
        Input("basis", "checks"),
        Input("for", "checks"),
        Input("events", "checks"),
        Input("groups", "checks"),
        Input("once", "select"),
        Input("opens", "day"),
        Input("closes", "day"),
        Input("result", "select"),
        _text("result_words", "service.{code}.result"),
        Input("counter", "select"),
        Input("often", "number"),
    ),
    "conditions": (
        _text("said", "service.{code}.condition.{name}", "condition.{name}"),
        Input("require", "rule"),
    ),
    "questions": (
        _text("ask", "service.{code}.question.{name}.ask", "question.{name}.ask"),
        _text("answer", "service.{code}.question.{name}.answer", "question.{name}.answer"),
    ),
    "materials": (
        _text("called", "service.{code}.material.{name}.title", "material.{name}.title"),
        _text("how_to", "service.{code}.material.{name}.how", "material.{name}.how"),
        Input("required", "flag"),
        Input("minor", "flag"),
        Input("promise", "flag"),
        _text("promised", "service.{code}.material.{name}.promise", "material.{name}.promise"),
        Input("photos", "select"),
        Input("have", "select"),
    ),
    "steps": (
        _text("called", "service.{code}.step.{name}.title", "step.{name}.title"),
        _text("happens", "service.{code}.step.{name}.text", "step.{name}.text"),
        Input("who", "select"),
        Input("come", "select"),
        Input("days", "number"),
    ),
    "sections": (
        _text("heading", "form.{code}.section.{name}.title", "section.{name}.title"),
        Input("review", "flag"),
    ),
    "rules": (
        Input("require", "rule"),
        Input("at", "select"),
        _text("told", "form.{code}.rule.{name}"),
    ),
    "fields": (
        _text("label", "form.{code}.{name}.label"),
        _text("hint", "form.{code}.{name}.hint"),
        _text("purpose_words", "form.{code}.{name}.purpose"),
        Input("section", "select"),
        Input("type", "select"),
        Input("required", "flag"),
        Input("min", "number"),
        Input("max", "number"),
        Input("options", "options"),
        Input("show_if", "rule"),
        Input("required_if", "rule"),
    ),
}
#: Of fields that many services share, only where they stand and when they are asked is a service's own; of
#: one that is called by words that many share, all but its words.
SHARED_FIELD = (Input("section", "select"), Input("show_if", "rule"))
#: Of the field of a paper, which is a part of the paper's own settings.
PAPER_FIELD = (*SHARED_FIELD, Input("required_if", "rule"), Input("max", "number"))
#: Of what can be filled in several times.
GROUP = (
    _text("label", "form.{code}.{name}.label"),
    _text("hint", "form.{code}.{name}.hint"),
    _text("one", "form.{code}.{name}.item"),
    _text("add", "form.{code}.{name}.add"),
    Input("section", "select"),
    Input("min", "number"),
    Input("max", "number"),
    Input("required", "flag"),
    Input("show_if", "rule"),
)
#: What a field of one type has beside the others.
OF_TYPE = {"phone": Input("mobile", "flag"), "text": Input("name", "flag")}
#: What stands for the number of one of several in what it is called.
_INDEX = "{index}"


#: The field of a row at which a fault is said.
_AT = {"what": _WHAT, "how": _HOW, "sum": "plus", "mixed": _WHAT}


def row_name(rule: str, at: int) -> str:
    """How the fields of a row of a rule begin."""
    return rule if at == 0 else f"{rule}.{at}"


class Part:
    """A part of a service on a page: of `bundle`, which `take` changes. at: which item, None for the heads;
    inner: which field of the group at that place, None for the group."""

    def __init__(
        self,
        call: Call,
        bundle: WrittenService,
        part: str,
        at: int | None,
        inner: int | None = None,
    ):
        self.call, self.bundle, self.part, self.at = call, bundle, part, at
        self._affairs = call.window.reference.affairs
        self._common = self._affairs.common
        self._code = bundle.service["code"]
        self._things = Things(call.window, call.words, bundle)
        self.item = bundle.service if at is None else service_items.items_of(bundle, part)[at]
        self.group = None
        if inner is not None:
            self.group, self.item = self.item, service_items.items_of(bundle, part, at)[inner]
        self.inputs = self._inputs()

    def _inputs(self) -> tuple[Input, ...]:
        inputs = INPUTS[self.part]
        if self.part != "fields":
            return inputs
        if "use" in self.item:
            return PAPER_FIELD if self.item["use"] in service_items.ASKED else SHARED_FIELD
        if service_items.is_group(self.item):
            inputs = GROUP
        elif self.item.get("type") in OF_TYPE:
            inputs = (*inputs, OF_TYPE[self.item["type"]])
        if self.group is not None:
            inputs = tuple(one for one in inputs if one.name != "section")
        if "words" in (self.group or self.item):
            inputs = tuple(one for one in inputs if one.kind not in ("words", "options"))
        return inputs

    # --- what is there ---

    def shown(self) -> dict[str, str | list[str]]:
        """What each field of the page holds."""
        found: dict[str, str | list[str]] = {}
        for one in self.inputs:
            if one.kind == "words":
                for language in LANGUAGES:
                    found[f"{one.name}.{language}"] = self._said(one, language)
            elif one.kind == "rule":
                found |= self._rule_shown(one.name)
            elif one.kind == "options":
                found[one.name] = "\n".join(self._options())
            elif one.kind == "checks":
                found[one.name] = [str(value) for value in self.item.get(one.name, [])]
            elif one.name == "photos":
                found[one.name] = service_items.way_of(self.bundle, self.item)
            elif one.kind == "flag":
                found[one.name] = "yes" if self.item.get(one.name) else ""
            else:
                value = _get(self.item, one.name)
                amount = self._has_amounts(one) and isinstance(value, int)
                shown = in_yuan(value) if amount else str(value)
                found[one.name] = "" if value is None else shown
        return found

    def typed(self) -> dict[str, str | list[str]]:
        """The same as it was typed."""
        body: Form = self.call.body
        names = self.shown()
        found = {
            name: body.all(name) if isinstance(value, list) else body.get(name, "")
            for name, value in names.items()
        }
        for rule in (one.name for one in self.inputs if one.kind == "rule"):
            for at, row in enumerate(self._typed_rows(rule)):
                found |= {f"{row_name(rule, at)}.{one}": getattr(row, one) for one in _ROW}
        return found

    def _typed_rows(self, name: str) -> list[Picked]:
        body = self.call.body
        begins = [row_name(name, at) for at in range(simple_rules.MOST_ROWS)]
        return [
            Picked(*(body.get(f"{begin}.{one}", "") for one in _ROW))
            for begin in begins
            if body.get(f"{begin}.{_WHAT}") is not None
        ]

    def _keys(self, one: Input) -> tuple[str, str]:
        values = {"code": self._code, "name": self._name}
        return one.key.format(**values), one.shared.format(**values)

    @property
    def _name(self) -> str:
        """What the texts of the item hang on, below its group."""
        name = service_items.name_of(self.item) if self.at is not None else ""
        return name if self.group is None else f"{service_items.name_of(self.group)}.{name}"

    def _said(self, one: Input, language: str) -> str:
        key, shared = self._keys(one)
        own = self.bundle.texts[language].get(key)
        said = self._common[language].get(shared, "") if own is None else own
        return said.removesuffix(f" {_INDEX}") if one.name == "one" else said

    def _rule_shown(self, name: str) -> dict[str, str | list[str]]:
        """The rows of a rule and an empty one; or the rule as it is written, where it is more."""
        rule = self.item.get(name)
        rows = Rows(AND, ()) if rule is None else simple_rules.in_rows(rule, self._kind_of)
        known = {"", simple_rules.TODAY, *dict(self.things())}
        if rows is not None and any({r.what, r.other, *r.added} - known for r in rows.rows):
            rows = None
        raw = "" if rows is not None else json.dumps(rule, ensure_ascii=False)
        rows = rows or Rows(AND, ())
        found: dict[str, str | list[str]] = {f"{name}.{_JOIN}": rows.join, f"{name}.{_RAW}": raw}
        for at, row in enumerate([*rows.rows, Picked("", "", "")]):
            found |= {f"{row_name(name, at)}.{one}": getattr(row, one) for one in _ROW}
        return found

    def rows_of(self, name: str, values: Mapping) -> list[str]:
        """How the fields of each row of a rule begin, among the fields of the page."""
        begins = [row_name(name, at) for at in range(simple_rules.MOST_ROWS)]
        return [begin for begin in begins if f"{begin}.{_WHAT}" in values]

    def numbers(self) -> list[tuple[str, str]]:
        """What can be added up."""
        kinds = ("number", MONEY)
        return [(one.name, one.label) for one in self._known_things if one.kind in kinds]

    def others(self) -> list[tuple[str, str]]:
        """What a thing can be compared with in the place of a value."""
        return [(simple_rules.TODAY, self.call.words("admin.rule.today")), *self.things()]

    def rule_words(self, name: str) -> str:
        """The rule as it is kept, in words; "" for none."""
        rule = self.item.get(name)
        language = self.call.words.language
        labels = dict(self.things())
        say = RuleWords(
            self.call.words,
            self._common[language],
            lambda path: labels.get(f"answer:{path}") or self._things.label(path),
            amount=self._is_amount,
        ).say
        return "" if rule is None else say(rule)

    def _is_amount(self, kind: str, name: str) -> bool:
        return self._kind_of(f"{kind}:{name}") == MONEY or self._things.is_amount(kind, name)

    def _has_amounts(self, one: Input) -> bool:
        """Whether what is typed there are 元: the bounds of an amount of money."""
        return one.name in ("min", "max") and self.item.get("type") == MONEY

    def _options(self) -> Iterator[str]:
        prefix = f"form.{self._code}.{self._name}.option."
        for option in self.item.get("options", ()):
            said = [self.bundle.texts[language].get(prefix + option, "") for language in LANGUAGES]
            yield " | ".join([option, *said])

    # --- what can be chosen ---

    def things(self) -> list[tuple[str, str]]:
        """What a rule may be about: answers of the form, and facts."""
        return [(one.name, one.label) for one in self._known_things]

    @cached_property
    def _known_things(self) -> list[Thing]:
        answers: list[Thing] = []
        if self.part in ("fields", "rules"):
            answers = self._things.answers(but=self.item, group=self.group)
        return [*answers, *self._things.facts()]

    def choices(self, name: str) -> list[tuple[str, str]]:
        """What can be chosen, each with what it is called."""
        window, words = self.call.window, self.call.words
        common = self._common[words.language]
        if name == "department":
            return [(one.id, one.name) for one in window.reference.answer.departments]
        if name == "counter":
            counters = window.reference.counters.by_id
            return [(code, one.address) for code, one in counters.items()]
        if name == "basis":
            keys = [key for key in common if key.startswith("basis.") and key != "basis.none"]
            return [(key.removeprefix("basis."), common[key]) for key in keys]
        if name == "have":
            return [(what.removeprefix("fact:"), said) for what, said in self.things()]
        if name == "at":
            return self._things.leaves()
        if name == "photos":
            ways = service_items.ASKED if self.bundle.form is not None else ()
            return [(one, words(f"admin.services.photos.{one}")) for one in ways]
        if name == "section":
            sections = [one["id"] for one in self.bundle.form["sections"]]
            return [(one, self._section(one)) for one in sections]
        if name == "type":
            types = dict.fromkeys([*TYPES, str(self.item.get("type"))])
            return [(one, words(f"admin.services.type.{one}")) for one in types]
        if name == "once":
            return [(one, words(f"admin.services.once.{one}")) for one in ("open", "ever")]
        if name in ("who", "come"):
            return [(one, words(f"admin.services.steps.{name}.{one}")) for one in _WORDS[name]]
        begin = {"events": "event", "groups": "group"}.get(name, name)
        return [(one, common[f"{begin}.{one}"]) for one in _WORDS[name]]

    def _section(self, code: str) -> str:
        key = f"section.{code}.title"
        language = self.call.words.language
        own = self.bundle.texts[language].get(f"form.{self._code}.{key}")
        return own or self._common[language].get(key, code)

    # --- what was typed ---

    def take(self) -> list[Wrong]:
        """Put what was typed into the bundle; what cannot be is told, and left out."""
        wrong: list[Wrong] = []
        for one in self.inputs:
            if one.kind == "words":
                wrong += self._take_words(one)
            elif one.kind == "rule":
                wrong += self._take_rule(one.name)
            elif one.kind == "options":
                wrong += self._take_options(one.name)
            elif one.kind == "checks":
                known = dict(self.choices(one.name))
                _put(self.item, one.name, [v for v in self.call.body.all(one.name) if v in known])
            elif one.kind == "flag":
                self._take_flag(one.name)
            elif one.name != "photos":
                wrong += self._take_value(one)
        if self.part == "materials":
            way = self.call.body.get("photos", "")
            known = ("", *dict(self.choices("photos")))
            service_items.take_photos(self.bundle, self.item, way if way in known else "")
        if self.part == "rules" and any(self._said(INPUTS["rules"][2], one) for one in LANGUAGES):
            # What is said of this rule alone is told by a code that no field's own check tells.
            self.item["code"] = "mismatch"
        return wrong

    def _take_flag(self, name: str) -> None:
        wanted = self.call.body.get(name) == "yes"
        if wanted is not bool(self.item.get(name)):
            _put(self.item, name, wanted or None)

    def _take_value(self, one: Input) -> list[Wrong]:
        typed, words = self.call.body.get(one.name, "").strip(), self.call.words
        label = words(f"admin.services.input.{one.name}")
        if one.kind == "select" and typed and typed not in dict(self.choices(one.name)):
            return [Wrong(one.name, words("admin.services.input.wrong.choice", label=label))]
        if typed and self._has_amounts(one):
            amount = read_money(typed)
            if amount.error:
                return [Wrong(one.name, words("admin.services.input.wrong.money", label=label))]
            _put(self.item, one.name, amount.fen)
            return []
        if one.kind == "number" and typed:
            if not (typed.isascii() and typed.isdigit() and len(typed) < 12):
                return [Wrong(one.name, words("admin.services.input.wrong.number", label=label))]
            _put(self.item, one.name, int(typed))
            return []
        _put(self.item, one.name, typed or None)
        return []

    def _take_words(self, one: Input) -> list[Wrong]:
        key, shared = self._keys(one)
        wrong = []
        for language in LANGUAGES:
            path = f"{one.name}.{language}"
            text = " ".join(self.call.body.get(path, "").split())
            own = self.bundle.texts[language]
            if len(text) > LONGEST or not text.isprintable():
                label = self.call.words(f"admin.services.input.{one.name}")
                wrong.append(Wrong(path, self.call.words("admin.wrong.text", label=label)))
            elif not text or (shared and text == self._common[language].get(shared)):
                own.pop(key, None)
            else:
                own[key] = f"{text} {_INDEX}" if one.name == "one" and _INDEX not in text else text
        return wrong

    def _take_rule(self, name: str) -> list[Wrong]:
        body, words = self.call.body, self.call.words
        raw = body.get(f"{name}.{_RAW}", "").strip()
        rows = [self._coded(row) for row in self._typed_rows(name)]
        try:
            if raw:
                rule = simple_rules.written(raw)
            else:
                rule = simple_rules.joined(
                    Rows(body.get(f"{name}.{_JOIN}", AND), rows), self._kind_of
                )
        except Unfit as unfit:
            line, column = unfit.where
            said = words(f"admin.services.rule.wrong.{unfit.code}", line=line, column=column)
            at = f"{name}.{_RAW}"
            if unfit.code not in ("json", "deep"):
                at = f"{row_name(name, unfit.row)}.{_AT.get(unfit.code, _VALUE)}"
            return [Wrong(at, said)]
        if rule is None and name == "require":
            return [Wrong(f"{name}.{_WHAT}", words("admin.services.rule.wrong.what"))]
        _put(self.item, name, rule)
        return []

    def _coded(self, parts: Picked) -> Picked:
        """With the code of a choice where somebody typed what it is called."""
        source, _, name = parts.what.partition(":")
        options: dict[str, str] = {}
        if source == "fact":
            begin = f"fact.{name}.option."
            common = self._common[self.call.words.language]
            options = {v: k.removeprefix(begin) for k, v in common.items() if k.startswith(begin)}
        elif source == "answer":
            # In a group a name is the item's own where it has one.
            outer = service_items.name_of(self.group) + "." if self.group is not None else ""
            begins = [
                f"form.{self._code}.{one}{name}.option." for one in dict.fromkeys(("", outer))
            ]
            for begin in begins:
                for texts in self.bundle.texts.values():
                    options |= {v: k[len(begin) :] for k, v in texts.items() if k.startswith(begin)}
        typed = parts.value.strip()
        if parts.how == simple_rules.AMONG:
            each = simple_rules.values_of(typed)
            return parts._replace(value=", ".join(options.get(one, one) for one in each))
        return parts._replace(value=options.get(typed, typed))

    def _kind_of(self, what: str) -> str:
        return next((one.kind for one in self._known_things if one.name == what), "text")

    def _take_options(self, name: str) -> list[Wrong]:
        words = self.call.words
        begin = f"form.{self._code}.{self._name}.option."
        for own in self.bundle.texts.values():
            for key in [key for key in own if key.startswith(begin)]:
                del own[key]
        options: list[str] = []
        lines = self.call.body.get(name, "").splitlines()
        for number, line in enumerate((line for line in lines if line.strip()), 1):
            cells = [cell.strip() for cell in line.replace("｜", "|").split("|")]
            if len(cells) != 1 + len(LANGUAGES) or not all(cells) or not cells[0].isascii():
                return [Wrong(name, words("admin.services.input.wrong.option", line=number))]
            options.append(cells[0])
            for language, text in zip(LANGUAGES, cells[1:], strict=True):
                self.bundle.texts[language][begin + cells[0]] = text
        wants = self.item.get("type") in ("choice", "multi_choice")
        if wants is not bool(options):
            said = "options" if wants else "no_options"
            return [Wrong(name, words(f"admin.services.input.wrong.{said}"))]
        _put(self.item, name, options or None)
        return []


_WORDS: Mapping[str, tuple[str, ...]] = {
    "who": service_steps.WHO,
    "come": service_steps.COME,
    "fee": ("free", "charged"),
    "for": ("self", "family", "mandate"),
    "events": get_args(Event),
    "groups": get_args(Group),
    "result": ("payment", "certificate", "card", "registration", "service"),
}


def _get(item: Mapping, name: str) -> Any:
    value: Any = item
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _put(item: dict, name: str, value: Any) -> None:
    """Set a member; None and an empty list take it out."""
    *outer, last = name.split(".")
    for part in outer:
        item = item.setdefault(part, {})
    if value is None or value == []:
        item.pop(last, None)
    else:
        item[last] = value
