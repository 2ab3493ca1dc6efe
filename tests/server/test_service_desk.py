"""The services as who runs the street sees them: in a list, with their parts, and what each costs people."""

import json
import re

import pytest
from applying import apply
from form_samples import ROOT
from test_admin_pages import browser
from test_pages import outline

from server.rules import service_cost
from server.rules.form_fields import TYPES
from server.services.rule_words import RuleWords
from server.services.words import LANGUAGES, Library

PAGE = "/plain/admin/services"
COMMON = json.loads((ROOT / "assets/i18n/zh-CN/services/common.json").read_text("utf-8"))


@pytest.fixture
def admin(lite_world):
    """An administrator's browser."""
    return browser(lite_world, "admin")


def test_every_service_is_in_the_list_with_what_it_costs_a_resident(lite_world, admin):
    page = admin.get(PAGE)
    outline(page)
    affairs = lite_world.window.reference.affairs
    for code in affairs.written:
        assert f'href="{PAGE}/{code}"' in page.text
    assert len(re.findall(r"约 \d+ 分钟", page.text)) == len(affairs.written)


def test_the_list_says_how_many_applications_of_a_service_are_open(world):
    admin = browser(world, "admin")
    before = admin.get(f"{PAGE}/elder_allowance").text
    assert "0 件没办完" in before
    apply(world)
    assert "1 件没办完" in admin.get(f"{PAGE}/elder_allowance").text
    assert "1 件没办完" in admin.get(PAGE).text


@pytest.mark.parametrize("typed", ["老人补贴", "gljt", "elder_allow"])
def test_a_service_is_found_by_what_people_say_and_by_its_code(admin, typed):
    page = admin.get(PAGE, params={"q": typed})
    assert "高龄津贴" in page.text
    assert "找到" in page.text


def test_what_nobody_means_finds_nothing_and_says_so(admin):
    assert "没有这样的事项" in admin.get(PAGE, params={"q": "zzqqxx"}).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_service_has_a_page_with_all_its_parts_in_both_languages(lite_world, admin, language):
    for code in lite_world.window.reference.affairs.written:
        service = lite_world.window.reference.affairs.by_code[code]
        page = admin.get(f"{PAGE}/{code}", headers={"Accept-Language": language})
        outline(page)
        form = lite_world.window.reference.affairs.forms.get(code, {"fields": []})
        parts = len(service.get("conditions", ())) + len(service.get("materials", ()))
        parts += len(form.get("rules", ())) + len(
            lite_world.window.reference.affairs.steps(service)
        )
        assert page.text.count("<li><b>") == parts + len(form["fields"]), code
        assert not re.search(r"\b(admin|server|label|plain)\.(?!css)[a-z_.]+\b", page.text), code


def test_a_service_that_is_not_there_has_no_page(admin):
    assert admin.get(f"{PAGE}/nothing").status_code == 404


def test_only_an_administrator_looks_at_services_in_the_administration(lite_world):
    for who in ("13800000001", "dispatcher", "leader", "supervisor"):
        assert browser(lite_world, who).get(PAGE).status_code == 403, who
        assert browser(lite_world, who).get(f"{PAGE}/elder_allowance").status_code == 403, who


def test_the_minutes_are_the_sum_of_what_the_page_lists(lite_world, admin):
    page = admin.get(f"{PAGE}/elder_allowance").text
    seconds = sum(map(int, re.findall(r">(\d+) 秒</td>", page)))
    (minutes,) = re.findall(r"居民办一次约 (\d+) 分钟", page)
    assert int(minutes) == -(-seconds // 60)


FORM = {
    "fields": [
        {"path": "name", "type": "text", "required": True, "prefill": {"fact": "person.name"}},
        {"path": "why", "type": "long_text", "required": True},
        {"path": "note", "type": "text"},
        {"path": "paper", "type": "attachments", "required": True},
        {"path": "place", "type": "place", "required": True, "parts": ["text", "lon", "lat"]},
        {
            "path": "children",
            "type": "group",
            "required": True,
            "min": 2,
            "fields": [{"path": "born", "type": "date", "required": True}],
        },
    ]
}


def test_what_is_filled_in_costs_less_and_what_is_optional_half_and_a_point_nothing(lite_world):
    facts = lite_world.window.reference.affairs.facts.by_name
    service = {
        "conditions": [{"id": "home", "require": ["fact", "person.local_household"]}],
        "materials": [{"id": "book", "required": True}, {"id": "known", "have": "person.name"}],
    }
    found = service_cost.shares(service, FORM, facts)
    assert {(one.kind, one.name): one.seconds for one in found} == {
        ("condition", "home"): service_cost.READING_SECONDS,
        ("question", "person.local_household"): service_cost.QUESTION_SECONDS,
        ("paper", "book"): service_cost.PAPER_SECONDS,
        ("prefilled", "name"): service_cost.PREFILLED_SECONDS,
        ("field", "why"): 90,
        ("field", "note"): 10,
        ("photo", "paper"): 60,
        ("field", "place.text"): 20,
        ("field", "children.born"): 30,
    }
    assert service_cost.minutes(found) == -(-sum(one.seconds for one in found) // 60)
    assert service_cost.minutes([]) == 1


def test_every_type_of_field_costs_something(lite_world):
    whole = {"place", "address", "person", "group"}
    assert set(TYPES) - whole == service_cost.FIELD_SECONDS.keys()


RULES = {
    "a comparison": (["ge", ["fact", "person.birth_date"], 80], "出生日期不小于 80"),
    "years": (
        ["ge", ["years", ["fact", "person.birth_date"], ["today"]], 80],
        "从出生日期到今天的年数不小于 80",
    ),
    "yes": (["eq", ["fact", "person.veteran"], True], "是退役军人：是"),
    "both within one of two": (
        [
            "or",
            ["answered", "a"],
            ["and", ["eq", ["answer", "b"], "x"], ["not", ["answered", "c"]]],
        ],
        "填了a 或者 （b是“x” 并且 不是：填了c）",
    ),
    "a list": (["in", ["answer", "b"], {"list": ["x", "y"]}], "b是其中之一：x、y"),
    "a day": (["lt", ["answer", "d"], {"date": "2026-01-31"}], "d小于 2026-01-31"),
    "no rule": (["what", 1], "['what', 1]"),
    "nothing": (None, "—"),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_said_in_words(name):
    rule, said = RULES[name]
    words = Library(ROOT / "assets/i18n").of("zh-CN")
    assert RuleWords(words, COMMON).say(rule) == said
