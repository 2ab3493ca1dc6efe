"""Expressions come to the same on both sides, whatever they are made of."""

import json
import random
from pathlib import Path

import pytest
from rules_tool import ask

from server.rules.expressions import Outcome, Scope, evaluate

CONTRACT = Path(__file__).resolve().parents[1] / "contract"
GOLDEN = json.loads((CONTRACT / "expressions.json").read_text("utf-8"))


def scope_of(given: dict) -> Scope:
    return Scope(
        given.get("answers", {}),
        given.get("facts", {}),
        given.get("today", ""),
        given.get("item", {}),
        given.get("siblings", ()),
    )


def said(outcome: Outcome) -> dict:
    """The tool's form of an outcome."""
    if outcome.value is not None:
        return {"value": outcome.value}
    return {"missing": sorted(outcome.missing)}


def same(mine, theirs) -> bool:
    """Equal, and a yes is no number."""
    if isinstance(mine, bool) or isinstance(theirs, bool):
        return mine is theirs
    if isinstance(mine, list) and isinstance(theirs, list):
        return len(mine) == len(theirs) and all(map(same, mine, theirs))
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return mine.keys() == theirs.keys() and all(same(mine[k], theirs[k]) for k in mine)
    return mine == theirs


@pytest.mark.parametrize(
    "case", GOLDEN["cases"], ids=lambda case: json.dumps(case["expression"])[:60]
)
def test_an_expression_comes_to_what_the_contract_says(case):
    scope = scope_of({**GOLDEN["scope"], **case.get("scope", {})})
    assert same(said(evaluate(case["expression"], scope)), case["outcome"])


def test_the_client_evaluates_the_contract_alike():
    asked = [
        {"do": "expression", "expression": c["expression"], **GOLDEN["scope"], **c.get("scope", {})}
        for c in GOLDEN["cases"]
    ]
    for case, answer in zip(GOLDEN["cases"], ask(asked), strict=True):
        assert same(answer, case["outcome"]), case


PATHS = (
    "text", "empty", "number", "whole", "yes", "no", "day", "late", "list", "numbers", "mixed",
    "people", "people.0.name", "people.1.age", "people.2", "people.00", "gone", "null", "place",
    "place.text", "name", "", ".", "text.x",
)  # fmt: skip
ANSWERS = {
    "text": "路灯", "empty": "", "number": -2.5, "whole": 3, "yes": True, "no": False,
    "day": "2026-02-28", "late": "2024-02-29", "list": ["a", "b", "路灯"], "numbers": [1, 2.0, 3],
    "mixed": [1, "1", True, None, {"a": 1}, []], "none": [], "null": None,
    "people": [{"name": "张三", "age": 41}, {"name": "", "age": 7}], "place": {"text": "柳巷"},
    "name": "whole form", "many": [{"age": 1}] * 201,
    "members": [{"age": n, "pay": n * 0.1, "works": n > 2} for n in range(7)],
}  # fmt: skip
FACTS = {"verified": True, "account": {"age": 70, "name": "李四"}, "start": "1950-12-31"}
LITERALS = (
    "", "a", "路灯", "2026-02-28", 0, 1, -1, 3, 2.5, 1e308, -1e308, 1e-320, True, False, None,
    {"date": "2026-02-28"}, {"date": "2026-02-30"}, {"date": 5}, {"date": "1950-12-31", "x": 1},
    {"list": ["a", "b"]}, {"list": [1, 2, True]}, {"list": []}, {"list": [[1]]}, {"list": "a"},
    {"list": [{"date": "2026-02-28"}]}, {"what": 1}, {}, [], [[]], [1], ["unknown", 1],
)  # fmt: skip
#: Over the entries of a group, which is named as an answer.
OVER = ("sum", "min", "max", "count_if", "any", "all")
GROUPS = (
    "people",
    "people",
    "people",
    "members",
    "mixed",
    "list",
    "none",
    "null",
    "gone",
    "text",
    "many",
)
OPERATORS = {
    "and": (0, 4), "or": (0, 4), "not": (1, 1), "eq": (2, 2), "ne": (2, 2), "lt": (2, 2),
    "le": (2, 2), "gt": (2, 2), "ge": (2, 2), "in": (2, 2), "add": (2, 2), "sub": (2, 2),
    "mul": (2, 2), "if": (3, 3), "count": (1, 1), "years": (2, 2), "days": (2, 2), "today": (0, 0),
}  # fmt: skip


def draw_expression(draw: random.Random, depth: int, *, of_entry: bool = False):
    if depth == 0 or draw.random() < 0.15:
        if (of_entry and draw.random() < 0.7) or draw.random() < 0.02:
            if draw.random() < 0.2:
                return ["answered", ["item", draw.choice(("age", "pay", "gone", ""))]]
            return ["item", draw.choice(("age", "pay", "works", "name", "a", "0", "gone", ""))]
        kind = draw.random()
        if kind < 0.5:
            return [draw.choice(("answer", "answer", "answered")), draw.choice(PATHS)]
        if kind < 0.65:
            return ["fact", draw.choice(("verified", "account.age", "account", "start", "gone"))]
        return draw.choice(LITERALS)
    if draw.random() < 0.12:
        group = ["answer", draw.choice(GROUPS)] if draw.random() < 0.95 else draw.choice(LITERALS)
        return [draw.choice(OVER), group, draw_expression(draw, depth - 1, of_entry=True)]
    name = draw.choice(list(OPERATORS))
    low, high = OPERATORS[name]
    count = draw.randint(low, high) + (draw.choice((-1, 1)) if draw.random() < 0.03 else 0)
    return [
        name,
        *(draw_expression(draw, depth - 1, of_entry=of_entry) for _ in range(max(count, 0))),
    ]


def test_ten_thousand_expressions_come_to_the_same_on_both_sides():
    draw = random.Random(19)
    asked = []
    for _ in range(12_000):
        given = {"answers": ANSWERS, "facts": FACTS}
        if draw.random() < 0.9:
            given["today"] = "2026-11-26"
        if draw.random() < 0.3:
            given |= {
                "item": {"name": draw.choice(("张三", "")), "age": 7},
                "siblings": ["name", "age"],
            }
        expression = draw_expression(draw, draw.randrange(1, 6))
        asked.append({"do": "expression", "expression": expression, **given})
    deep = "x"
    for _ in range(28):
        deep = ["if", True, deep, 0]
        asked.append({"do": "expression", "expression": deep})
    known = together = 0
    for question, answer in zip(asked, ask(asked), strict=True):
        mine = said(evaluate(question["expression"], scope_of(question)))
        assert same(mine, answer), (question["expression"], mine, answer)
        known += "value" in mine
        together += "value" in mine and json.dumps(question["expression"]).count('"item"') > 0
    assert known > 2_000
    assert together > 150


def test_what_is_too_deep_is_unknown():
    deep = "x"
    for _ in range(33):
        deep = ["if", True, deep, 0]
    assert evaluate(deep, Scope()) == Outcome()
    assert evaluate(deep[2], Scope()).value == "x"
