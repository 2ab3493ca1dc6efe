"""告知承诺: a paper in whose place the person may promise in writing that what it would show is so.

A material with `promise` gives the service's form a declaration of its own behind the field of the paper
(`instead_of` names it). So whatever asks, checks, keeps and shows a form's answers does it with promises too:
the program, the plain pages and the server. The words of what was told are words of the form, and stay with
the case's definition.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from server.rules.values import find

#: Below this lie the promises of a form, each by its material's id.
PROMISES = "promises"
#: The member of a declaration that names the field of the paper it stands for.
INSTEAD_OF = "instead_of"
#: What is wrong with a promise that somebody else gave, and with one beside the paper itself.
NOT_BY_HELPER, BOTH = "unknown", "mismatch"


def path_of(material: Mapping) -> str:
    """Where the promise of a material lies in the answers."""
    return f"{PROMISES}.{material['id']}"


def with_promises(service: Mapping, form: dict, origins: list[int]) -> tuple[dict, list[int]]:
    """The form with a promise behind each paper that may be promised, and where each field stands in
    the file. A promised paper need not be handed in; who hands it in promises nothing."""
    promised = {m["field"]: m for m in service.get("materials", ()) if m.get("promise")}
    if not promised:
        return form, origins
    fields: list[dict] = []
    places: list[int] = []
    rules = list(form.get("rules", ()))
    for field, origin in zip(form["fields"], origins, strict=True):
        material = promised.get(field["path"])
        if material is None:
            fields.append(field)
            places.append(origin)
            continue
        path = path_of(material)
        missing = ["not", ["answered", path]]
        paper = {name: value for name, value in field.items() if name != "required"}
        own = field.get("required_if")
        paper["required_if"] = ["and", own, missing] if own is not None else missing
        promise = {"path": path, "section": field["section"], "type": "declaration"}
        promise |= {INSTEAD_OF: field["path"]}
        if "show_if" in field:
            promise["show_if"] = field["show_if"]
        fields += [paper, promise]
        places += [origin, origin]
        both = ["and", ["answered", field["path"]], ["answered", path]]
        rule = {"id": f"promised_{material['id']}", "at": path, "require": ["not", both]}
        rules.append({**rule, "code": BOTH})
    return {**form, "fields": fields, "rules": rules}, places


def in_form(form: Mapping) -> Iterator[dict]:
    """The promises that a form asks."""
    return (field for field in form["fields"] if INSTEAD_OF in field)


def without_promises(form: dict) -> dict:
    """The form as it is where nobody may promise: every paper that is required is handed in."""
    promises = {field["path"]: field[INSTEAD_OF] for field in in_form(form)}
    if not promises:
        return form
    papers = {paper: path for path, paper in promises.items()}
    fields = [
        _required_again(field, papers[field["path"]]) if field["path"] in papers else field
        for field in form["fields"]
        if INSTEAD_OF not in field
    ]
    rules = [rule for rule in form["rules"] if rule["at"] not in promises]
    return {**form, "fields": fields, "rules": rules}


def _required_again(paper: Mapping, promise: str) -> dict:
    condition = paper["required_if"]
    field = {name: value for name, value in paper.items() if name != "required_if"}
    if condition == ["not", ["answered", promise]]:
        return {**field, "required": True}
    return {**field, "required_if": condition[1]}


def given(form: Mapping, answers: Mapping) -> list[dict]:
    """The promises that were given."""
    return [field for field in in_form(form) if find(answers, field["path"]) is True]


def name(words: Mapping[str, str], form: Mapping, promise: Mapping) -> str:
    """What a promise is called, in the words of one language."""
    return words.get(f"{form['words']}.{promise['path']}.short", promise["path"])


def say(service: Mapping, form: Mapping, words: dict[str, str], common: Mapping[str, str]) -> None:
    """The words of a form's promises, where its fields look for theirs: what is promised, what the person
    is told before, what the promise is called, what is wrong with one. words: with the service's own
    sentences (service_words.wanted)."""
    own = f"service.{service['code']}."
    for material in service.get("materials", ()):
        if not material.get("promise"):
            continue
        field = f"{form['words']}.{path_of(material)}"
        paper = words.get(f"{own}material.{material['id']}.title", "")
        what = words.get(f"{own}material.{material['id']}.promise", "")
        texts: dict[str, Any] = {
            "label": common.get("promise.label", "").replace("{what}", what),
            "short": common.get("promise.short", "").replace("{material}", paper),
            "hint": words.get(f"{own}promise.told", ""),
            f"error.{BOTH}": common.get("promise.both", ""),
            f"error.{NOT_BY_HELPER}": common.get("promise.by_helper", ""),
        }
        for name, text in texts.items():
            words.setdefault(f"{field}.{name}", text.replace("{material}", paper))
