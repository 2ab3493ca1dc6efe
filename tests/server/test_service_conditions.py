"""Whether a service is for somebody is the same on both sides, whatever is known of the person."""

import json
import random
import re

import pytest
from form_samples import ROOT
from rules_tool import ask

from server.rules.expressions import Scope, evaluate
from server.rules.values import put
from server.rules.verdicts import named_facts

FACTS = json.loads((ROOT / "assets/catalogue/facts.json").read_text("utf-8"))["facts"]
SERVICES = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted((ROOT / "assets/catalogue/services").glob("*.json"))
}
TODAY = "2026-11-26"
DATES = ("1936-11-26", "1946-11-27", "1966-11-26", "1986-02-29", "2008-02-29", "2010-11-26")
DATES += ("2019-11-26", "2020-11-27", "2023-11-26", "2026-05-30", "2026-05-31", "2026-08-28")
DATES += ("2026-08-27", "2026-11-26", "2026-12-26", "2026-12-27", "2027-01-01")


def drawn(draw: random.Random, name: str, likely: float):
    """A value that a fact can have. likely: how likely a yes is."""
    fact = FACTS[name]
    if fact["type"] == "boolean":
        return draw.random() < likely
    if fact["type"] == "date":
        return draw.choice(DATES)
    return draw.choice(fact["options"]) if "options" in fact else "x"


def person(draw: random.Random, names: list[str]) -> dict:
    """What is known of somebody: mostly everything."""
    known, likely = draw.choice((1.0, 0.9, 0.5)), draw.choice((0.85, 0.5, 0.15))
    facts: dict = {}
    for name in names:
        if draw.random() < known:
            put(facts, name, drawn(draw, name, likely))
    return facts


@pytest.mark.parametrize("code", SERVICES)
def test_a_services_conditions_come_to_the_same_on_both_sides(code):
    draw = random.Random(code)
    asked = []
    for condition in SERVICES[code].get("conditions", ()):
        names = named_facts(condition["require"])
        for _ in range(120):
            facts = person(draw, names)
            asked.append(
                {
                    "do": "expression",
                    "expression": condition["require"],
                    "answers": {},
                    "facts": facts,
                    "today": TODAY,
                }
            )
    if not asked:
        return
    seen = set()
    for question, theirs in zip(asked, ask(asked), strict=True):
        mine = evaluate(question["expression"], Scope(facts=question["facts"], today=TODAY))
        assert theirs.get("value") == mine.value, question
        assert set(theirs.get("missing", ())) == set(mine.missing), question
        key = json.dumps(question["expression"])
        seen.add((key, mine.value))
    for condition in SERVICES[code].get("conditions", ()):
        key = json.dumps(condition["require"])
        assert (key, True) in seen, f"{condition['id']} never holds"
        assert (key, False) in seen, f"{condition['id']} always holds"


def ages(rule) -> set[tuple[str, int]]:
    """What a rule asks of an age: how it is compared, and with how many years."""
    if not isinstance(rule, list):
        return set()
    found = set().union(*map(ages, rule))
    if len(rule) == 3 and isinstance(rule[1], list) and rule[1][:1] == ["years"]:
        found.add((rule[0], rule[2]))
    return found


AGE_SAID = re.compile(r"(\d+) ?周?岁(以前|前)?")


@pytest.mark.parametrize("code", SERVICES)
def test_what_is_said_of_an_age_is_what_the_conditions_ask(code):
    asked = ages([one["require"] for one in SERVICES[code].get("conditions", [])])
    file = ROOT / "assets/i18n/zh-CN/services" / f"{code}.json"
    texts = json.loads(file.read_text("utf-8"))
    for key, text in texts.items():
        if not key.startswith("service.") or key.endswith(".also"):
            continue
        for years, before in AGE_SAID.findall(text):
            assert int(years) in {one for _, one in asked}, (key, text)
            # Who must have reached an age is not told to come before it.
            assert not (before and ("ge", int(years)) in asked), (key, text)
