"""Services are found as people say, spell and mistype them."""

import json
import random
import time

import pytest
from form_samples import ROOT

from server.config import load
from server.rules.service_search import MOST, Entry, Term, folded, search, simplified
from server.services.affairs import Affairs, read_services, sources_of
from server.services.service_terms import terms_of
from server.services.words import LANGUAGES

FIXTURE = json.loads((ROOT / "tests/contract/service_search.json").read_text("utf-8"))
FIXED = [
    Entry(one["code"], one["often"], [Term(**term) for term in one["terms"]])
    for one in FIXTURE["services"]
]


@pytest.mark.parametrize("query", FIXTURE["queries"], ids=lambda query: query["typed"])
def test_both_sides_find_the_same_services_in_the_same_order(query):
    typed = simplified(query["typed"], FIXTURE["traditional"])
    assert search(FIXED, typed) == query["codes"]


@pytest.fixture(scope="module")
def affairs():
    """The product's own services."""
    street = json.loads((ROOT / "assets/catalogue/street.json").read_text("utf-8"))
    departments = {one["id"]: one["name"] for one in street["departments"]}
    return Affairs(read_services(sources_of(load(None)), departments), departments)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(("老人补贴", "elder_allowance"), ("gljt", "elder_allowance")),
        *(("gaoling", "elder_allowance"), ("高玲津贴", "elder_allowance")),
        *(("送餐", "meal_aid"), ("办喜事", "marriage_registration"), ("人没了", "farewell")),
        *(("90岁补助", "elder_allowance"), ("九十岁补助", "elder_allowance")),
        *(("高齡津貼", "elder_allowance"), ("老人補貼", "elder_allowance")),
        *(("居住證", "residence_permit"), ("我妈80了能领什么钱", "elder_allowance")),
        *(("上幼儿园", "student_aid"), ("奖扶", "only_child_reward")),
        *(("搬家落户", "residence_permit"), ("家里着火了，过不下去", "temporary_relief")),
    ],
)
def test_everyday_words_pinyin_initials_and_slips_find_a_service_first(affairs, typed, code):
    assert affairs.found(typed, "zh-CN")[0] == code


def test_what_the_catalogue_is_written_with_is_never_taken_for_another_character(affairs):
    for language in LANGUAGES:
        listed = affairs.listed(language)
        written = "".join(term["t"] for row in listed["services"] for term in row["terms"])
        assert listed["traditional"]["貼"] == "贴"
        assert affairs.found("補貼", language)
        assert affairs.found("補貼", language) == affairs.found("补贴", language)
        for many, one in listed["traditional"].items():
            assert len(many) == len(one) == 1
            assert one in written
            assert many not in written
        assert len(json.dumps(listed["traditional"], ensure_ascii=False).encode()) < 20_000


def test_every_service_is_found_first_by_its_own_title_and_by_its_pinyin(affairs):
    for code in affairs.by_code:
        title = affairs.title(code, "zh-CN")
        assert affairs.found(title, "zh-CN")[0] == code
        spelt = terms_of(title, "")[0].p
        assert code in affairs.found(spelt, "zh-CN")[:2], spelt


def test_whoever_reads_english_finds_by_both_names(affairs):
    for typed in ("residence permit", "居住证", "Residence PERMIT"):
        assert affairs.found(typed, "en")[0] == "residence_permit"


@pytest.mark.parametrize(
    ("text", "pinyin", "initials"),
    [
        ("居住证办理", "juzhuzhengbanli", "jzzbl"),
        ("长辈", "zhangbei", "zb"),
        ("重新办理", "chongxinbanli", "cxbl"),
        ("女儿", "nver", "ne"),
        ("12345热线", "12345rexian", "1rx"),
    ],
)
def test_pinyin_is_the_one_that_people_type(text, pinyin, initials):
    term = terms_of(text, "")[0]
    assert (term.p, term.i) == (pinyin, initials)


def test_a_term_is_there_once_with_the_weight_of_the_title():
    assert [(t.t, t.w) for t in terms_of("低保", "低保、吃低保，低 保")] == [
        ("低保", 3),
        ("吃低保", 2),
    ]


def test_what_nobody_sees_and_width_do_not_matter():
    assert folded("　ＧＬ-j\u200bt ") == "gljt"


def generated(count: int) -> list[Entry]:
    """Services of a large city."""
    draw = random.Random(3)
    characters = "高龄津贴居住证积分入学登记公租房申请家庭医生签约新生儿参保临时救助低保老年优待残疾人补创业就失工伤养老金"
    entries = []
    for at in range(count):
        said = ["".join(draw.choices(characters, k=draw.randint(4, 9))) for _ in range(6)]
        entries.append(Entry(f"s{at:05}", at % 10, terms_of(said[0], "、".join(said[1:]))))
    return entries


def test_five_thousand_services_are_searched_at_once():
    entries = generated(5_000)
    draw = random.Random(5)
    typed = ["高", "高龄", "gljt", "jzz", "没有这样的事情", "gaolingjinti", "我想办老年优待证"]
    typed += [draw.choice(entries).terms[0].t[: draw.randint(1, 6)] for _ in range(40)]
    took = []
    for query in typed:
        start = time.process_time()
        found = search(entries, query)
        took.append(time.process_time() - start)
        assert len(found) <= MOST
    took.sort()
    assert took[int(len(took) * 0.95)] < 0.15


@pytest.mark.parametrize("typed", ["", " \t\n", "\x00", "🏠" * 500, "高" * 100_000, "a" * 100_000])
def test_whatever_is_typed_is_answered(affairs, typed):
    start = time.process_time()
    assert len(affairs.found(typed, "zh-CN")) <= MOST
    assert time.process_time() - start < 1
