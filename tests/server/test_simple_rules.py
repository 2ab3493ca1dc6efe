"""Rules that are picked in rows: what they mean, what rows cannot say, and every rule of the catalogue over the
page and back."""

import copy
import json

import pytest

from server.routes.plain.admin.service_inputs import Part
from server.routes.plain.body import Form
from server.rules import service_items, simple_rules
from server.rules.simple_rules import Picked, Unfit

RULES = [
    ["answered", "a"],
    ["not", ["answered", "a"]],
    ["eq", ["answer", "a"], "x"],
    ["ne", ["fact", "b"], True],
    ["ge", ["fact", "c"], 3],
    ["lt", ["fact", "c"], 3.5],
    ["le", ["answer", "d"], {"date": "2026-01-31"}],
    ["ge", ["years", ["fact", "e"], ["today"]], 80],
    ["lt", ["years", ["answer", "e"], ["today"]], 3],
    ["answer", "f"],
    ["not", ["fact", "f"]],
    ["le", ["answer", "d"], ["today"]],
    ["le", ["answer", "d"], ["answer", "e"]],
    ["in", ["answer", "a"], {"list": ["x", "y"]}],
    ["in", ["fact", "c"], {"list": [1, 2]}],
    ["ge", ["days", ["answer", "d"], ["today"]], 180],
    ["le", ["days", ["today"], ["fact", "d"]], 30],
]
SUMS = [
    ["le", ["count", ["answer", "g"]], ["answer", "c"]],
    ["ge", ["count", ["answer", "g"]], 2],
    ["le", ["add", ["answer", "c"], ["count", ["answer", "g"]]], ["fact", "c"]],
    ["lt", ["add", ["add", ["answer", "c"], ["answer", "h"]], ["answer", "i"]], 100],
]
TOGETHER = [
    ["ge", ["answer", "m"], ["sum", ["answer", "g"], ["item", "x.y"]]],
    ["le", ["sum", ["answer", "g"], ["item", "x.y"]], 120000],
    ["le", ["add", ["answer", "m"], ["sum", ["answer", "g"], ["item", "x.y"]]], 120050],
    ["in", ["answer", "m"], {"list": [100, 250]}],
    ["ge", ["count_if", ["answer", "g"], ["item", "b"]], 2],
    ["any", ["answer", "g"], ["item", "b"]],
    ["not", ["all", ["answer", "g"], ["item", "b"]]],
    ["lt", ["max", ["answer", "g"], ["item", "n"]], 3],
]
KINDS = {
    **{"b": "boolean", "c": "number", "d": "date", "g": "number", "m": "money", "h": "number"},
    **{"i": "number", "g/x.y": "money", "g/b": "boolean", "g/n": "number"},
}


def kind_of(what: str) -> str:
    source, _, name = what.partition(":")
    return "number" if source == "count_if" else KINDS.get(name, "text")


@pytest.mark.parametrize("rule", [*RULES, *SUMS], ids=str)
def test_a_simple_rule_is_its_parts_and_back(rule):
    parts = simple_rules.picked(rule)
    assert simple_rules.built(parts, KINDS.get(parts.what.partition(":")[2], "text")) == rule


@pytest.mark.parametrize(
    "rule",
    [
        ["and", ["answered", "a"]],
        ["eq", 1, 2],
        ["eq", ["answer", "a"], ["mul", ["answer", "b"], 2]],
        ["le", ["add", ["answer", "a"], 1], 3],
        ["le", ["sub", ["answer", "a"], ["answer", "b"]], 3],
        ["in", ["answer", "a"], {"list": []}],
        ["le", ["years", ["today"], ["answer", "a"]], 3],
        [],
        "x",
        None,
    ],
)
def test_a_rule_that_is_more_has_no_parts(rule):
    assert simple_rules.picked(rule) is None


@pytest.mark.parametrize(
    ("parts", "kind", "code"),
    [
        (Picked("", "eq", "1"), "text", "what"),
        (Picked("answer:", "eq", "1"), "text", "what"),
        (Picked("answer:a", "", "1"), "text", "how"),
        (Picked("fact:a", "answered", ""), "text", "how"),
        (Picked("answer:a", "eq", " "), "text", "value"),
        (Picked("answer:a", "eq", "maybe"), "boolean", "yes_no"),
        (Picked("answer:a", "ge", "nan"), "number", "number"),
        (Picked("answer:a", "years_ge", "x"), "date", "number"),
        (Picked("answer:a", "in", ","), "text", "value"),
        (Picked("answer:a", "eq", "x", "answer:b"), "text", "both"),
        (Picked("answer:a", "years_ge", "", "answer:b"), "date", "how"),
        (Picked("answer:a", "eq", "", "b"), "text", "what"),
        (Picked("count:a", "answered", ""), "number", "how"),
        (Picked("answer:a", "in", "1, 2", plus="answer:b"), "number", "sum"),
        (Picked("answer:a", "years_ge", "3", more="answer:b"), "date", "sum"),
        (Picked("answer:a", "le", "3", plus="b"), "number", "what"),
        (Picked("answer:a", "le", "x", plus="answer:b"), "text", "number"),
    ],
)
def test_parts_that_are_no_rule_are_told_apart(parts, kind, code):
    with pytest.raises(Unfit) as unfit:
        simple_rules.built(parts, kind)
    assert unfit.value.code == code


@pytest.mark.parametrize("join", ["and", "or"])
@pytest.mark.parametrize(
    "rules", [RULES, [*RULES[:3], *SUMS], TOGETHER], ids=["plain", "sums", "together"]
)
def test_rows_are_joined_by_one_word_and_come_back_as_they_were(join, rules):
    rule = [join, *rules]
    rows = simple_rules.in_rows(rule, kind_of)
    assert (rows.join, len(rows.rows)) == (join, len(rules))
    assert simple_rules.joined(rows, kind_of) == rule
    blank = Picked("", "", "")
    spread = rows._replace(rows=[blank, *rows.rows[:2], blank, *rows.rows[2:], blank])
    assert simple_rules.joined(spread, kind_of) == rule
    assert simple_rules.joined(rows._replace(rows=[blank, rows.rows[0]]), kind_of) == rules[0]
    assert simple_rules.joined(rows._replace(rows=[blank]), kind_of) is None


@pytest.mark.parametrize(
    "rule",
    [
        ["and", ["answered", "a"]],
        ["or", ["answered", "a"], ["and", ["answered", "b"], ["answered", "c"]]],
        ["eq", ["fact", "c"], "3"],
        ["eq", ["fact", "b"], 1],
        ["in", ["answer", "a"], {"list": ["x, y", "z"]}],
        ["le", ["answer", "m"], 0.5],
        ["le", ["answer", "m"], -100],
        ["le", ["answer", "m"], ["answer", "c"]],
        ["le", ["add", ["answer", "m"], ["answer", "c"]], 3],
        ["sum", ["answer", "g"], 1],
        ["le", ["sum", ["answer", "g"], ["if", ["item", "b"], ["item", "n"], 0]], 3],
        ["and", *[["answered", "a"]] * 21],
        True,
    ],
    ids=str,
)
def test_a_rule_that_would_come_back_otherwise_is_not_put_in_rows(rule):
    assert simple_rules.in_rows(rule, kind_of) is None
    assert simple_rules.written(json.dumps(rule)) == rule


@pytest.mark.parametrize(
    ("typed", "fen"), [("1200", 120000), ("1,200.50 元", 120050), ("￥0.5", 50), ("0", 0)]
)
def test_an_amount_is_written_and_read_in_yuan(typed, fen):
    row = Picked("answer:m", "le", typed)
    rule = simple_rules.joined(simple_rules.Rows("and", [row]), kind_of)
    assert rule == ["le", ["answer", "m"], fen]
    (shown,) = simple_rules.in_rows(rule, kind_of).rows
    assert float(shown.value) * 100 == fen


def test_what_is_no_amount_and_what_mixes_is_told():
    for row, code in (
        (Picked("answer:m", "le", "viel"), "money"),
        (Picked("answer:m", "le", "-3"), "money"),
        (Picked("answer:m", "le", "", "answer:c"), "mixed"),
        (Picked("answer:m", "le", "3", plus="sum:g/n"), "mixed"),
        (Picked("sum:g", "le", "3"), "what"),
    ):
        with pytest.raises(Unfit) as unfit:
            simple_rules.joined(simple_rules.Rows("and", [row]), kind_of)
        assert unfit.value.code == code


def test_the_row_with_the_fault_is_told():
    rows = simple_rules.Rows(
        "and", [Picked("answer:a", "answered", ""), Picked("fact:c", "ge", "x")]
    )
    with pytest.raises(Unfit) as unfit:
        simple_rules.joined(rows, kind_of)
    assert (unfit.value.row, unfit.value.code) == (1, "number")


class Typed:
    """A call with what a browser sends back for a page."""

    def __init__(self, window, values: dict):
        self.window, self.words = window, window.library.of("zh-CN")
        self.body = Form([(n, v) for n, v in values.items() if isinstance(v, str)], [])


def test_every_rule_of_the_catalogue_goes_over_the_page_unchanged(lite_world):
    window = lite_world.window
    shown = text = 0
    for written in window.reference.affairs.written.values():
        bundle = service_items.edited(written)
        for part, names in (
            ("conditions", ["require"]),
            ("fields", ["show_if", "required_if"]),
            ("rules", ["require"]),
        ):
            if part in service_items.OF_FORM and bundle.form is None:
                continue
            for at, item in enumerate(service_items.items_of(bundle, part)):
                for name in names:
                    if name not in item or "use" in item:
                        continue
                    before = copy.deepcopy(item[name])
                    page = Part(Typed(window, {}), bundle, part, at)
                    values = page.shown()
                    wrong = Part(Typed(window, values), bundle, part, at)._take_rule(name)
                    assert wrong == []
                    assert json.dumps(item[name]) == json.dumps(before)
                    raw = values[f"{name}.raw"]
                    assert not raw or json.loads(raw) == before
                    text += bool(raw)
                    shown += not raw
    # Most of them need no text; those that do are nested.
    assert shown > 100
    assert text < shown / 20
