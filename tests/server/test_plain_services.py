"""Services without script: found, judged by what is known and answered, and never a dead end."""

import re

import pytest
from form_samples import ROOT
from rules_tool import ask
from test_pages import outline
from test_plain import at
from world import done, told

from server.rules.verdicts import judge, offers

ALLOWANCE = "/plain/services/elder_allowance"
#: Fits somebody who is old enough.
FITS = {"for": "self", "person.local_household": "yes", "person.elsewhere_allowance": "no"}
CODES = sorted(
    path.stem
    for folder in ("services", "bundles")
    for path in (ROOT / "assets/catalogue" / folder).glob("*.json")
)


@pytest.fixture
def nobody(lite_world):
    return at(lite_world, lite_world.nobody())


@pytest.fixture
def elder(lite_world):
    """Somebody of 83 who has verified who it is."""
    client = at(lite_world, lite_world.client())
    body = {"name": "示例老人甲", "id_number": "990101194303150014", "consent": True}
    done(client.put("/api/v1/me/identity", json=body))
    return client


def shown(response) -> str:
    """What a page says, after its form was looked at."""
    outline(response)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def titles(response) -> list[str]:
    """The services that are listed, in their order."""
    outline(response)
    listed = re.search(r'<ul class="services">(.*?)</ul>', response.text, re.DOTALL)
    return re.findall(r'<a href="/plain/services/\w+">([^<]+)</a>', listed[1]) if listed else []


@pytest.mark.parametrize("typed", ["老人补贴", "gljt", "高玲津贴", "  ＧＬＪＴ "])
def test_a_service_is_found_in_everyday_words_by_initials_and_with_a_slip(nobody, typed):
    assert titles(nobody.get("/plain/services", params={"q": typed}))[0] == "高龄津贴"


def test_the_home_page_leads_to_the_services_and_they_lead_to_a_guide(nobody):
    assert "/plain/services" in outline(nobody.get("/plain/")).links
    links = outline(nobody.get("/plain/services")).links
    assert {"/plain/services?event=birth", "/plain/services?group=veteran"} <= set(links)
    assert "/plain/services?department=civil" in links
    assert any(link in links for link in ("/plain/services/family_doctor", ALLOWANCE))


def test_what_is_typed_is_shown_and_never_run(nobody):
    page = nobody.get("/plain/services", params={"q": '"><script>x</script>'})
    outline(page)
    assert "<script>x" not in page.text
    assert "没有找到" in page.text


@pytest.mark.parametrize("query", ["event=party", "group=x", "department=none", "q=", "q=%20"])
def test_what_is_not_there_shows_the_whole_page(nobody, query):
    assert "人生大事" in shown(nobody.get(f"/plain/services?{query}"))


def test_services_are_listed_by_event_group_and_department(nobody):
    assert "高龄津贴" in titles(nobody.get("/plain/services?event=elderly"))
    assert "退役军人优待证" in titles(nobody.get("/plain/services?group=veteran"))
    assert "公租房申请" in titles(nobody.get("/plain/services?department=property"))
    assert len(titles(nobody.get("/plain/services?all=1"))) == len(CODES)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("code", CODES)
def test_every_guide_opens_in_each_language(nobody, code, language):
    page = nobody.get(f"/plain/services/{code}", headers={"Accept-Language": language})
    assert page.status_code == 200
    said = shown(page)
    assert not re.search(r"\b(plain|services?|fact|material|label|home|source|basis)\.[a-z]", said)


def test_an_unknown_service_is_not_there(nobody):
    for code in ("nothing", "..%2f..%2fetc", "elder_allowance%00", "x" * 500):
        assert nobody.get(f"/plain/services/{code}").status_code == 404


def test_whoever_is_not_known_is_asked(nobody):
    said = shown(nobody.get(ALLOWANCE))
    assert "还差 3 项才知道" in said
    assert "还不知道：年满 80 周岁" in said
    assert "出生日期是哪天？" in said


def test_the_verdict_comes_first_with_the_persons_own_facts_and_their_source(elder):
    said = shown(elder.post(ALLOWANCE, data=FITS))
    assert "您符合条件" in said
    assert "出生日期：1943-03-15（83 岁）（实名认证）" in said
    assert "户口在本街道：是（您刚才填的）" in said
    assert said.index("您符合条件") < said.index("需要的材料")


def test_what_is_known_is_not_asked_and_a_known_paper_is_there(elder):
    page = elder.get(ALLOWANCE)
    assert "person.birth_date" not in page.text
    assert re.search(r"<b>身份证</b> <span class=\"tag ok\">已有", page.text)
    assert re.search(r"<b>户口簿</b> <span class=\"tag warn\">要交，拍照", page.text)


def test_who_does_not_get_it_learns_why_and_whom_to_ask(elder):
    said = shown(elder.post(ALLOWANCE, data={**FITS, "person.elsewhere_allowance": "yes"}))
    assert "您不符合条件" in said
    assert "不符合：没有在别处领这笔钱" in said
    assert "可以打电话或到窗口问" in said


def test_for_somebody_else_nothing_is_taken_from_whoever_asks(elder):
    page = elder.post(ALLOWANCE, data={**FITS, "for": "family"})
    said = shown(page)
    assert "还差 1 项才知道" in said
    assert told(said, "1943") == []
    page = elder.post(
        ALLOWANCE, data={**FITS, "for": "family", "person.birth_date": "1960年3月8日"}
    )
    assert "家里人不符合条件" in shown(page)
    assert re.search(r"<b>身份证</b> <span class=\"tag warn\">要交，拍照", page.text)


def test_a_wrong_answer_is_said_at_its_question_and_the_others_stay(nobody):
    page = nobody.post(ALLOWANCE, data={**FITS, "person.birth_date": "1940-02-30"})
    assert page.status_code == 422
    outline(page)
    assert 'href="#person.birth_date"' in page.text
    assert 'value="1940-02-30"' in page.text
    assert re.search(r'name="person.local_household" value="yes"[^>]* checked', page.text)
    assert "还差 1 项才知道" in shown(page)


@pytest.mark.parametrize(
    "given",
    [
        {"for": "nobody"},
        {"person.local_household": "perhaps"},
        {"person.birth_date": "x" * 5_000},
        {"person.name": "x", "account.verified": "yes"},
        {"person": "x"},
        {"person.birth_date": "\x00\ufeff"},
    ],
)
def test_whatever_is_sent_is_answered_with_a_page(nobody, given):
    assert nobody.post(ALLOWANCE, data=given).status_code in (200, 422)


def test_another_look_keeps_what_was_answered(nobody):
    page = nobody.post(ALLOWANCE, data={**FITS, "look": "elder"})
    assert 'class="elder"' in page.text
    assert re.search(r'name="person.local_household" value="yes"[^>]* checked', page.text)


def test_another_look_leads_back_to_the_guide(nobody):
    moved = nobody.post(
        "/plain/look", data={"back": ALLOWANCE, "look": "elder"}, follow_redirects=False
    )
    assert moved.headers["location"] == ALLOWANCE


def test_who_is_known_sees_what_can_be_had_now_and_why(elder, nobody):
    said = shown(elder.get("/plain/services"))
    assert "按您的出生日期算的" in said
    assert "只按您登记过的、自己答过的算，没用别的信息" in said
    assert "登录后按您登记过的信息算" in shown(nobody.get("/plain/services"))


def test_what_hangs_on_one_question_more_is_offered_and_what_is_not_for_one_is_not(elder):
    page = elder.get("/plain/services")
    said = shown(page)
    nearly = said[said.index("再答一个问题就知道") : said.index("人生大事")]
    assert "65 岁以上免费体检" in nearly
    assert "新生儿参保" not in nearly
    assert "灵活就业社保登记" not in nearly
    assert "平时住在本街道吗？ 答了就知道能不能办： 65 岁以上免费体检" in nearly


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"person": {"birth_date": "1943-03-15", "sex": "male"}},
        {"person": {"birth_date": "1943-03-15", "local_household": True}},
        {"person": {"birth_date": "1990-03-15", "sex": "female", "local_household": False}},
        {"person": {"birth_date": "2024-03-15"}},
    ],
)
def test_what_one_can_have_is_the_same_in_both_lists_with_the_same_reasons(lite_world, facts):
    affairs = lite_world.window.reference.affairs
    rows, today = affairs.rows("zh-CN"), lite_world.window.today()
    registry = affairs.facts.by_name
    questions = {name: {"ask": fact.ask} for name, fact in registry.items() if fact.ask is not None}
    asked = {"do": "offers", "services": rows, "questions": questions, "facts": facts}
    (theirs,) = ask([asked | {"today": today.isoformat()}])
    mine = offers(rows, questions.keys(), facts, today)
    assert theirs["now"] == [[row["code"], why] for row, why in mine.now]
    listed = [[fact, [row["code"] for row in found]] for fact, found in mine.nearly.items()]
    assert theirs["nearly"] == listed
    assert bool(facts) == bool(listed), "no question of the catalogue decides of anything"


def test_what_can_be_had_now_is_what_fits_and_nothing_else(elder, lite_world):
    known = {"person": {"birth_date": "1943-03-15", "sex": "male"}}
    affairs = lite_world.window.reference.affairs
    today = lite_world.window.zone.local(lite_world.window.now()).date()
    fitting = {
        row["title"]
        for row in affairs.rows("zh-CN")
        if row["online"]
        and row["conditions"]
        and judge(row["conditions"], known, today).outcome == "fits"
    }
    assert fitting, "nothing of the catalogue hangs on age alone"
    assert set(titles(elder.get("/plain/services?now=1"))) == fitting


def test_staff_are_not_taken_for_the_person(lite_world):
    client = at(lite_world, lite_world.client("dispatcher"))
    assert "person.birth_date" in client.get(ALLOWANCE).text


def test_outside_its_days_a_service_says_so(lite_world, nobody):
    assert "已于 2026-12-31 截止" not in shown(nobody.get("/plain/services/points_school"))
    lite_world.clock.advance(days=60)
    assert "已于 2026-12-31 截止" in shown(nobody.get("/plain/services/points_school"))
