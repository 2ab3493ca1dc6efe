"""The texts of a service as they are served: its own (assets/i18n/<language>/services/<code>.json)
with those that many services share (common.json) in the places where it has none."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from server.rules import promises, service_steps

#: Shared texts of materials, conditions, laws and questions are found by these prefixes.
MATERIAL, CONDITION, BASIS, QUESTION = "material.", "condition.", "basis.", "question."
#: What a rule of the form says, below the form's words.
RULE = "rule."


class Wanted(NamedTuple):
    """A text that a service needs: its key, the shared key that may stand in for it ("" where none
    may), the member of the definition that asks for it, and whether it may be missing."""

    key: str
    shared: str
    place: tuple
    optional: bool = False


def wanted(service: dict) -> Iterator[Wanted]:
    """Every text of a service beside those of its form."""
    own = f"service.{service['code']}."
    for name in ("title", "summary", "also", "result"):
        yield Wanted(own + name, "", ())
    if service["fee"] == "charged":
        yield Wanted(own + "fee", "", ("fee",))
    for index, condition in enumerate(service.get("conditions", ())):
        key = CONDITION + condition["id"]
        yield Wanted(own + key, key, ("conditions", index))
    told = False
    for index, material in enumerate(service.get("materials", ())):
        place = ("materials", index)
        key = MATERIAL + material["id"]
        yield Wanted(f"{own}{key}.title", f"{key}.title", place)
        # What is only shown at the desk needs no words about photographs.
        yield Wanted(f"{own}{key}.how", f"{key}.how", place, optional="field" not in material)
        if material.get("promise"):
            yield Wanted(f"{own}{key}.promise", f"{key}.promise", (*place, "promise"))
            if not told:
                yield Wanted(f"{own}promise.told", "promise.told", (*place, "promise"))
            told = True
    for index, step in enumerate(service_steps.steps_of(service)):
        for key in service_steps.keys_of(step["id"]):
            yield Wanted(own + key, key, ("steps", index))
    for member, prefix, names in (("basis", BASIS, ("",)), ("questions", QUESTION, _ASKED)):
        for index, code in enumerate(service.get(member, ())):
            for name in names:
                key = prefix + code + name
                yield Wanted(own + key, key, (member, index))


_ASKED = (".ask", ".answer")


def whole_words(
    service: dict, form: dict | None, own: Mapping[str, str], common: Mapping[str, str]
) -> dict[str, str]:
    """All texts by their keys under the service and its form; what is nowhere is missing."""
    words = dict(own)
    service_steps.say(service, words, common)
    for want in wanted(service):
        if want.key not in words and want.shared in common:
            words[want.key] = common[want.shared]
    if form is None:
        return words
    for section in form["sections"]:
        key = f"section.{section['id']}.title"
        words.setdefault(f"{form['words']}.{key}", common.get(key, ""))
    _label_materials(service, form, words)
    promises.say(service, form, words, common)
    _say_rules(form, words)
    # What is asked in a group is called below the group.
    shared = tuple(f"{f['words']}.{f['path']}." for f in form["fields"] if "words" in f)
    for key, text in common.items():
        if key.startswith(shared):
            words[key] = text
    return {key: text for key, text in words.items() if text}


def _say_rules(form: dict, words: dict[str, str]) -> None:
    """What a rule of the form says where it is broken stands with the field that is told of it, where
    the program and the plain pages look for a form's own words of an error."""
    for rule in form.get("rules", ()):
        said = words.get(f"{form['words']}.{RULE}{rule['id']}")
        if said:
            words[error_key(form, rule["at"], rule["code"])] = said


def error_key(form: dict, path: str, code: str) -> str:
    """The key of a form's own words for something wrong with an answer. path: without the numbers of
    items."""
    for field in form["fields"]:
        if path == field["path"] or path.startswith(field["path"] + "."):
            return f"{field.get('words', form['words'])}.{path}.error.{code}"
    return f"{form['words']}.{path}.error.{code}"


def _label_materials(service: dict, form: dict, words: dict[str, str]) -> None:
    """A material is called in the form as it is called in the guide."""
    for material in service.get("materials", ()):
        if "field" in material:
            field = f"{form['words']}.{material['field']}"
            said = f"service.{service['code']}.{MATERIAL}{material['id']}"
            words.setdefault(f"{field}.label", words.get(f"{said}.title", ""))
            words.setdefault(f"{field}.hint", words.get(f"{said}.how", ""))
