"""A form that cannot be used is refused with the place of each mistake."""

import copy
import json

import pytest
from form_samples import ALL_TYPES, FORMS, ROOT

from server.config import ConfigError, load
from server.rules.form_check import check_form
from server.services.affairs import read_facts
from server.services.reference import ReferenceData

FACTS = read_facts(load(None)).types
#: The sample knows a fact of its own.
SAMPLE = copy.deepcopy(ALL_TYPES)
SAMPLE["fields"] = [f for f in SAMPLE["fields"] if f["path"] != "income"]


def at(form: dict, path: str) -> dict:
    return next(field for field in form["fields"] if field["path"] == path)


def said(form: dict, texts=None) -> list[str]:
    return [f"{m.pointer}: {m.message}" for m in check_form("x.json", form, FACTS, texts)]


@pytest.mark.parametrize("code", FORMS)
def test_the_products_own_forms_have_no_mistake(code):
    assert said(FORMS[code]) == []


def test_a_form_with_every_type_has_no_mistake():
    assert said(SAMPLE) == []


def change(path_of: str, /, **members):
    def run(form: dict) -> None:
        field = at(form, path_of)
        for name, value in members.items():
            if value is None:
                field.pop(name)
            else:
                field[name] = value

    return run


def index(path: str) -> int:
    return SAMPLE["fields"].index(at(SAMPLE, path))


def condition(expression):
    return change("card", show_if=expression)


CARD = f"/fields/{index('card')}"
MISTAKES = {
    "no version": (lambda f: f.pop("version"), ": version is missing"),
    "a member nobody knows": (lambda f: f.update(colour="red"), "/colour: unknown member"),
    "a version that is a yes": (lambda f: f.update(version=True), "/version: is of another type"),
    "no fields": (lambda f: f.update(fields=[]), ": a form has sections and fields"),
    "two sections of one name": (
        lambda f: f["sections"].append({"id": "all"}),
        "/sections/2/id: two sections 'all'",
    ),
    "an unknown section": (change("card", section="gone"), f"{CARD}/section: unknown section 'gone'"),
    "an unknown type": (change("card", type="colour"), f"{CARD}/type: unknown type 'colour'"),
    "a field's unknown member": (change("card", colour=1), f"{CARD}/colour: unknown member"),
    "two fields of one path": (
        lambda f: f["fields"].append(copy.deepcopy(at(f, "card"))),
        f"/fields/{len(SAMPLE['fields'])}/path: two fields 'card'",
    ),
    "a field within another": (
        change("born", path="card.day"),
        f"{CARD}/path: 'card' lies in or above 'card.day'",
    ),
    "a path that is none": (change("card", path="Card!"), f"{CARD}/path: must be names of small"),
    "a choice of nothing": (
        change("pay_by", options=None),
        f"/fields/{index('pay_by')}: choice needs options",
    ),
    "a choice twice": (
        change("pay_by", options=["bank", "bank"]),
        f"/fields/{index('pay_by')}/options: has a word twice",
    ),
    "a place without parts": (change("place", parts=None), f"/fields/{index('place')}: place needs parts"),
    "an unknown part": (
        change("place", parts=["text", "moon"]),
        f"/fields/{index('place')}/parts/1: unknown part 'moon'",
    ),
    "a text without an end": (change("title", max=None), f"/fields/{index('title')}: text needs a max"),
    "bounds that cross": (change("title", min=9), f"/fields/{index('title')}/min: is more than max"),
    "a fact from nowhere": (change("age", computed=None), f"/fields/{index('age')}: a fact is computed"),
    "a text that is computed": (change("card", computed=1), f"{CARD}/computed: only a fact is computed"),
    "an unknown fact": (
        change("age", computed=None, prefill={"fact": "moon", "purpose": "x"}),
        f"/fields/{index('age')}/prefill/fact: unknown fact 'moon'",
    ),
    "a group without fields": (change("children", fields=None), f"/fields/{index('children')}: a group, and"),
    "a group within a group": (
        lambda f: at(f, "children")["fields"].append(
            {"path": "toys", "type": "group", "max": 1, "fields": [{"path": "a", "type": "yes_no"}]}
        ),
        f"/fields/{index('children')}/fields/6/type: a group within a group",
    ),
    "an unknown answer": (condition(["answered", "gone"]), f"{CARD}/show_if/1: unknown answer 'gone'"),
    "an unknown fact in a condition": (
        condition(["fact", "gone"]),
        f"{CARD}/show_if/1: unknown fact 'gone'",
    ),
    "an unknown operator": (condition(["xor", True, False]), f"{CARD}/show_if/0: unknown operator 'xor'"),
    "too few arguments": (condition(["eq", 1]), f"{CARD}/show_if: eq takes 2, not 1"),
    "types that do not go together": (
        condition(["eq", ["answer", "people"], "3"]),
        f"{CARD}/show_if: mixes number and text",
    ),
    "a condition that is a number": (condition(["add", 1, 2]), f"{CARD}/show_if: a condition must be"),
    "yeses that are compared by size": (
        condition(["lt", ["answer", "agree"], True]),
        f"{CARD}/show_if/1: number or text or date is needed, not boolean",
    ),
    "a text that is added": (
        condition(["gt", ["add", ["answer", "title"], 1], 2]),
        f"{CARD}/show_if/1/1: number is needed, not text",
    ),
    "a choice that is never made": (
        condition(["eq", ["answer", "pay_by"], "gold"]),
        f"{CARD}/show_if/2: 'pay_by' is never 'gold'",
    ),
    "a list that mixes": (
        condition(["in", ["answer", "pay_by"], {"list": ["bank", 1]}]),
        f"{CARD}/show_if/2/list: mixes number and text",
    ),
    "a day that is none": (
        condition(["lt", ["answer", "born"], {"date": "2026-02-30"}]),
        f"{CARD}/show_if/2/date: no date",
    ),
    "a place as a whole": (condition(["eq", ["answer", "place"], "x"]), f"{CARD}/show_if/1/1: 'place' has parts"),
    "a count of a text": (
        condition(["gt", ["count", ["answer", "title"]], 1]),
        f"{CARD}/show_if/1/1: a list is needed, not text",
    ),
    "a sum over what is no group": (
        condition(["gt", ["sum", ["answer", "people"], 1], 1]),
        f"{CARD}/show_if/1/1: a group is needed",
    ),
    "a sum over a group without its name": (
        condition(["gt", ["sum", "children", 1], 1]),
        f"{CARD}/show_if/1/1: a group is needed",
    ),
    "a sum of texts": (
        condition(["gt", ["sum", ["answer", "children"], ["item", "name"]], 1]),
        f"{CARD}/show_if/1/2: number is needed, not text",
    ),
    "a count of what is no yes or no": (
        condition(["gt", ["count_if", ["answer", "children"], ["item", "pay"]], 1]),
        f"{CARD}/show_if/1/2: boolean is needed, not number",
    ),
    "an entry's answer that the group does not ask": (
        condition(["any", ["answer", "children"], ["item", "gone"]]),
        f"{CARD}/show_if/2/1: 'children' asks no 'gone'",
    ),
    "an entry's answer without a group": (
        condition(["eq", ["item", "name"], "x"]),
        f"{CARD}/show_if/1: item stands within",
    ),
    "entries within entries": (
        condition(["any", ["answer", "children"], ["all", ["answer", "children"], True]]),
        f"{CARD}/show_if/2: all within the entries of 'children'",
    ),
    "a sum that is no condition": (
        condition(["sum", ["answer", "children"], ["item", "pay"]]),
        f"{CARD}/show_if: a condition must be a yes or no, not number",
    ),
    "a sum without what is added": (
        condition(["gt", ["sum", ["answer", "children"]], 1]),
        f"{CARD}/show_if/1: sum takes 2, not 1",
    ),
    "a sum over more entries than are looked at": (
        change("children", max=201),
        f"/fields/{index('earned')}/computed/1: 'children' may have more than 200 entries",
    ),
    "an entry's choice that cannot be chosen": (
        lambda f: (
            at(f, "children")["fields"].append(
                {"path": "kind", "type": "choice", "options": ["son", "daughter"]}
            ),
            condition(["any", ["answer", "children"], ["eq", ["item", "kind"], "uncle"]])(f),
        ),
        f"{CARD}/show_if/2/2: 'kind' is never 'uncle'",
    ),
    "an item that hangs on the sum of all": (
        lambda f: at(f, "children")["fields"][1].update(show_if=["gt", ["answer", "grown"], 1]),
        f"/fields/{index('children')}: 'children' depends on itself",
    ),
    "a field that hangs on itself": (condition(["answered", "card"]), f"{CARD}: 'card' depends on itself"),
    "two fields that hang on each other": (
        change("pay_by", show_if=["answered", "alone"]),
        f"/fields/{index('pay_by')}: 'pay_by' depends on itself",
    ),
    "a computed fact that hangs on itself": (
        change("age", computed=["add", ["answer", "double"], 1]),
        f"/fields/{index('age')}: 'age' depends on itself",
    ),
    "an item's field that hangs on itself": (
        lambda f: at(f, "children")["fields"][1].update(show_if=["answered", "job"]),
        f"/fields/{index('children')}/fields/1: 'adult' depends on itself",
    ),
    "a rule of an unknown code": (
        lambda f: f["rules"][0].update(code="wrong"),
        "/rules/0/code: unknown code 'wrong'",
    ),
    "a rule at an unknown answer": (
        lambda f: f["rules"][0].update(at="gone"),
        "/rules/0/at: unknown answer 'gone'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_refused_with_its_place(name):
    breaks, wanted = MISTAKES[name]
    form = copy.deepcopy(SAMPLE)
    breaks(form)
    found = said(form)
    assert any(one.startswith(wanted) for one in found), found


def test_what_is_no_object_is_a_mistake():
    for form in ([], "x", None, 3):
        assert said(form) == [": must be an object"]


def test_an_expression_too_deep_or_too_large_is_refused():
    deep: object = True
    for _ in range(34):
        deep = ["not", deep]
    form = copy.deepcopy(SAMPLE)
    at(form, "card")["show_if"] = deep
    assert any(one.endswith("deeper than 32") for one in said(form))
    at(form, "card")["show_if"] = ["and", ["or", *[True] * 300], ["or", *[True] * 300]]
    assert any(one.endswith(": more than 500 parts") for one in said(form))


def test_a_text_that_is_missing_in_one_language_is_named():
    form = {**FORMS["identity"]}
    keys = {
        *(
            "form.identity.name.label",
            "form.identity.id_number.label",
            "form.identity.consent.label",
        )
    }
    assert said(form, {"zh-CN": keys, "en": keys}) == []
    short = keys - {"form.identity.name.label"}
    assert said(form, {"zh-CN": keys, "en": short}) == [
        "/fields/0: no text form.identity.name.label in en"
    ]


def test_a_street_with_a_form_that_cannot_be_used_does_not_start(tmp_path):
    form = copy.deepcopy(FORMS["appeal"])
    at(form, "title")["show_if"] = ["eq", ["answer", "building"], "x"]
    file = tmp_path / "own.json"
    file.write_text(json.dumps(form), "utf-8")
    config = load(None)
    config.street.form = str(file)
    with pytest.raises(ConfigError, match="unknown answer 'building'"):
        ReferenceData(config)


def test_every_fact_that_forms_may_ask_has_a_type():
    assert set(FACTS.values()) <= {"text", "number", "boolean", "date"}
    assert (ROOT / "assets/catalogue/forms").is_dir()
