"""Amounts of money in a service's form: sums over the entries of a group, and 元 wherever somebody reads or writes
one, though 分 are kept."""

import re
from html import unescape

import pytest
from applying import application, post
from form_writing import APPLY, both, carried, children, form_of, kept, made, published
from test_admin_pages import browser
from test_service_parts import save
from test_service_versions import PAGE, exported

from server.services.definitions import with_limits
from server.services.rule_words import RuleWords


@pytest.fixture
def admin(lite_world):
    """An administrator's browser."""
    return browser(lite_world, "admin")


def household(admin) -> str:
    """Children with what each earns, what the family says it has, and a check of both: the rule's page."""
    group = children(admin)
    pay = made(admin, group)
    kept(admin, pay, **both("label", "挣多少", "Pay"), type="money", max="9000", required="yes")
    whole = made(admin, "fields", "add-2")
    kept(admin, whole, **both("label", "一共挣多少", "All"), type="money", min="0.50", max="20,000")
    rule = made(admin, "rules")
    kept(
        admin, rule, require__what="answer:own_1", require__how="ge",
        require__other="sum:list_1/own_3", at="own_1",
        **both("told", "比孩子挣的加起来还少", "Less than the children earn"),
    )  # fmt: skip
    return rule


def text_of(page) -> str:
    return unescape(re.sub("<[^>]*>", "", page.text))


def test_a_sum_over_a_group_is_picked_kept_in_fen_and_said_in_yuan(lite_world, admin):
    rule = household(admin)
    kept(admin, rule, require__1__what="sum:list_1/own_3", require__1__how="le",
         require__1__value="3,000.50")  # fmt: skip
    total = ["sum", ["answer", "list_1"], ["item", "own_3"]]
    form = form_of(admin)
    assert form["rules"][0]["require"] == [
        "and",
        ["ge", ["answer", "own_1"], total],
        ["le", total, 300050],
    ]
    own = {field["path"]: field for field in form["fields"] if "path" in field}
    assert (own["own_1"]["min"], own["own_1"]["max"]) == (50, 2000000)
    assert own["list_1"]["fields"][2]["max"] == 900000
    page = admin.get(f"{PAGE}/{rule}")
    assert 'value="3000.50"' in page.text
    said = "一共挣多少不小于 孩子的挣多少合计 并且 孩子的挣多少合计不超过 3,000.50 元"
    assert f"现在：{said}" in text_of(page)
    overview = text_of(admin.get(PAGE))
    assert said in overview
    assert "20,000 元" in overview
    assert not re.search("300050|2000000|900000", overview)
    before = exported(admin)
    assert save(admin, rule).status_code == 200
    assert exported(admin) == before


@pytest.mark.parametrize(
    ("row", "at", "said"),
    [
        ({"require__value": "viel", "require__other": ""}, "require.value", "要写一个金额"),
        ({"require__other": "count:list_1"}, "require.what", "金额只能和金额加、和金额比"),
    ],
)
def test_what_is_no_amount_is_told_where_it_was_typed(admin, row, at, said):
    answer = save(admin, household(admin), **row)
    assert answer.status_code == 422
    told = re.search(rf'id="{re.escape(at)}-error"[^>]*>([^<]+)<', answer.text)
    assert said in told[1]


def test_a_bound_that_is_no_amount_is_told(admin):
    household(admin)
    at = next(i for i, f in enumerate(form_of(admin)["fields"]) if f.get("path") == "own_1")
    answer = save(admin, f"fields/{at}", max="12.345")
    assert answer.status_code == 422
    assert "单位是元" in answer.text


def test_who_applies_reads_the_limits_in_yuan_and_the_check_adds_up_what_they_filled(
    lite_world, admin
):
    household(admin)
    published(admin)
    resident = browser(lite_world, "13800000001")
    typed = {**carried(resident), "own_1": "20000.01", "rows.list_1": "2"}
    for at, pay in enumerate(("800", "700.50")):
        typed |= {
            f"list_1.{at}.own_1": "小明",
            f"list_1.{at}.own_2": "17",
            f"list_1.{at}.own_3": pay,
        }
    told = resident.post(APPLY, data=typed)
    at = re.compile(r'id="own_1-error"[^>]*>([^<]+)<')
    assert at.search(told.text)[1] == "一共挣多少应在 0.50 元到 20,000 元之间"
    english = resident.post(APPLY, data=typed, headers={"Accept-Language": "en"})
    assert at.search(english.text)[1] == "All must be between 0.50 and 20,000 yuan"
    less = resident.post(APPLY, data={**typed, "own_1": "1500.49"})
    assert at.search(less.text)[1] == "比孩子挣的加起来还少"
    enough = resident.post(APPLY, data={**typed, "own_1": "1500.50"})
    assert not at.search(enough.text)
    client = lite_world.client()
    members = [
        {"own_1": "小明", "own_2": 17, "own_3": 80000},
        {"own_1": "小红", "own_2": 5, "own_3": 70050},
    ]
    for own, said in (
        (150049, {"own_1": "比孩子挣的加起来还少"}),
        (2000001, {"own_1": "一共挣多少应在 0.50 元到 20,000 元之间"}),
    ):
        asked = post(client, application(client, service_version=2, own_1=own, list_1=members))
        fields = asked.json()["error"]["fields"]
        assert {one["path"]: one["message"] for one in fields} == said


def test_every_limit_in_a_label_is_said_in_yuan_where_the_field_is_money():
    for kind, said in (("money", "1.50 到 2,000"), ("integer", "150 到 200000")):
        field = {"type": kind, "min": 150, "max": 200000}
        assert with_limits("{min} 到 {max}", field) == said


def test_every_way_of_writing_an_amount_into_a_rule_is_said_in_yuan(lite_world):
    """Every operator that can hold an amount, alone and within another: no 分 reaches a person."""
    words = lite_world.window.library.of("zh-CN")
    say = RuleWords(words, {}, amount=lambda kind, name: name in ("rent", "people.pay")).say
    rent, fen = ["answer", "rent"], 123450
    pays = [[one, ["answer", "people"], ["item", "pay"]] for one in ("sum", "min", "max")]
    amounts = [rent, ["fact", "rent"], *pays, ["add", rent, ["answer", "other"]], ["mul", rent, 2]]
    amounts += [["if", ["answered", "x"], rent, 0], ["sub", rent, pays[0]]]
    count = 0
    for amount in amounts:
        for other in (
            fen,
            ["add", amount, fen],
            ["if", ["answered", "x"], fen, fen],
            ["sub", fen, rent],
        ):
            for one in ("eq", "ne", "lt", "le", "gt", "ge"):
                for rule in ([one, amount, other], [one, other, amount]):
                    said = say(["and", rule, ["not", rule]])
                    assert "1,234.50 元" in said, rule
                    assert "123450" not in said, rule
                    count += 1
        assert "1,234.50 元" in say(["in", amount, {"list": [fen, 100]}])
    for one in ("any", "all", "count_if"):
        within = say([one, ["answer", "people"], ["ge", ["item", "pay"], fen]])
        assert "1,234.50 元" in within
        assert "123450" not in within
    assert count > 300
    # What is no amount is no money, and no factor is.
    assert "元" not in say(["le", ["answer", "other"], fen])
    assert say(["mul", rent, 2]) == "rent乘 2"
