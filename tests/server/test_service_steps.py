"""办理步骤: what happens between the papers and the result, told in the guide, at the case and in the editor."""

import re

import pytest
from applying import HANDLER, RESIDENT, apply
from test_admin_pages import browser
from test_field_table import row
from test_field_table import send as send_table
from test_service_files import SERVICE, Own
from test_service_parts import save
from test_service_versions import GUIDE, LIST, PAGE, exported, press
from world import done, take

from server.rules import service_steps
from server.rules.service_steps import COME, WHO
from server.services.words import LANGUAGES

#: Without steps of its own, and with a form.
USUAL = "senior_card"


def said_on(page) -> list[str]:
    """The steps of a guide as the page says them."""
    (card,) = re.findall(r'<section class="card" id="steps">.*?</section>', page.text, re.S)
    items = re.findall(r"<li>(.*?)</li>", card, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in items]


def test_every_service_says_from_first_to_last_what_happens_and_who_does_it(lite_world):
    nobody = browser(lite_world, None)
    hashed = done(lite_world.nobody().get("/catalogue"))["hash"]
    codes = list(lite_world.window.reference.affairs.by_code)
    assert len(codes) > 80
    for code in codes:
        for language in LANGUAGES:
            file = f"/catalogue/{hashed}/service.{code}.{language}.json"
            whole = lite_world.nobody().get(file).json()
            steps, words = whole["service"]["steps"], whole["words"]
            assert 2 <= len(steps) <= 12, code
            for one in steps:
                assert one["who"] in WHO, (code, one)
                assert one.get("come", COME[0]) in COME, (code, one)
                for key in service_steps.keys_of(one["id"]):
                    assert words[f"service.{code}.{key}"], (code, one)
        shown = said_on(nobody.get(f"/plain/services/{code}"))
        assert len(shown) == len(steps), code


def test_a_guide_says_who_does_a_step_how_long_it_takes_at_most_and_where_one_has_to_be(lite_world):
    nobody = browser(lite_world, None)
    steps = said_on(nobody.get("/plain/services/minimum_living"))
    assert [one.split()[0] for one in steps] == [
        *("备齐材料", "交申请", "受理", "上门查看", "审核", "公示", "决定", "领结果")
    ]
    assert "您自己做" in steps[1]
    assert "服务中心做 · 最多 2 个工作日" in steps[2]
    assert "家里要有人" in steps[3]
    assert "民政事务科做" in steps[3]
    assert "个工作日" not in steps[5]  # 7 days of a calendar are said in its words
    assert steps[6].endswith("民政事务科做 · 最多 22 个工作日")
    assert "批下来当月起，每月打到银行卡上。" in steps[7]
    at_once = said_on(nobody.get("/plain/services/household_birth"))
    assert [one.split()[0] for one in at_once] == ["备齐材料", "到窗口办", "当场办理", "领结果"]
    assert "要到窗口来一趟" in at_once[1]
    together = said_on(nobody.get("/plain/services/newborn"))
    assert together[3].startswith("几个部门一起审核")


def test_a_case_says_what_happens_in_its_stage(lite_world):
    receipt = apply(lite_world)["case"]
    assert receipt["stage_text"].startswith("受理：先看材料齐不齐。")
    number = receipt["number"]
    done(take(lite_world.client(HANDLER), number, "accept"))
    case = done(lite_world.client(RESIDENT).get(f"/cases/{number}"))
    assert case["stage_text"].startswith("审核：")
    assert case["stage_text"] in browser(lite_world, RESIDENT).get(f"/plain/cases/{number}").text


def test_of_a_stage_are_the_steps_from_the_one_before_to_its_own():
    names = (
        "prepare",
        "hand_in",
        "accept",
        "visit",
        "review",
        "notice",
        "decide",
        "sign",
        "result",
    )
    service = {"form": "x", "steps": [{"id": one} for one in names]}
    stages = [service_steps.at_stage(service, stage) for stage in range(5)]
    assert stages == [["accept"], ["visit", "review", "notice"], ["decide"], ["sign", "result"], []]


def steps(*new, over: str = "review"):
    """A change of a file: these in the place of a step."""

    def change(service):
        at = next(i for i, one in enumerate(service["steps"]) if one["id"] == over)
        service["steps"][at : at + 1] = new

    return change


WRONG = {
    "twice": (steps({"id": "accept"}), "#/steps/3/id: two steps 'accept'"),
    "of nobody": (steps({"id": "look"}), "#/steps/3: 'who' is missing"),
    "by somebody unknown": (
        steps({"id": "look", "who": "mayor"}),
        "#/steps/3/who: Invalid enum value 'mayor'",
    ),
    "longer than promised": (
        steps({"id": "review", "days": 16}),
        "#/steps/3/days: is more than is promised for all of it",
    ),
    "without the decision": (steps(over="decide"), "#/steps: the step 'decide' is missing"),
    "without words": (
        steps({"id": "look", "who": "other"}),
        "no text service.elder_allowance.step.look.title in zh-CN",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_step_that_makes_no_sense_is_told_with_its_place(tmp_path, what):
    own, (change, told) = Own(tmp_path), WRONG[what]
    own.change(f"catalogue/{SERVICE}", change)
    assert any(told in one for one in own.said()), own.said()


def test_who_adds_a_step_begins_with_those_there_are_and_residents_read_it_when_it_is_published(
    lite_world,
):
    admin, page = browser(lite_world, "admin"), f"{LIST}/{USUAL}"
    assert "steps" not in exported(admin, USUAL)["service"]
    shown = admin.get(f"{page}/steps").text
    assert "现在按这项服务算出来的是" in shown
    assert "备齐材料" in shown
    made = admin.post(f"{page}/steps", data={"action": "add", "seen": "0"})
    path = made.headers["location"].removeprefix(f"{page}/")
    texts = {"called.zh-CN": "照相", "called.en": "A photo"}
    texts |= {"happens.zh-CN": "到约好的地方照一张相。", "happens.en": "A photo is taken."}
    answer = save(admin, f"../{USUAL}/{path}", **texts, who="other", come="agreed", days="30")
    assert "比整件事承诺的时间还长" not in answer.text  # it comes after the decision
    assert "检查都通过了" in admin.get(page).text
    kept = exported(admin, USUAL)
    assert [one["id"] for one in kept["service"]["steps"]] == [
        *("prepare", "hand_in", "accept", "review", "decide", "step_1", "result")
    ]
    assert kept["service"]["steps"][5] == {
        "id": "step_1", "who": "other", "come": "agreed", "days": 30
    }  # fmt: skip
    for action in ("ready", "publish"):
        press(admin, action, USUAL)
    told = said_on(browser(lite_world, None).get(f"/plain/services/{USUAL}"))[5]
    assert told.startswith("照相 要到约好的地方去一趟")
    # All of them taken out, what follows from the service is there again.
    for _ in range(7):
        seen = re.search(r'name="seen" value="(\d+)"', admin.get(f"{page}/steps").text)[1]
        admin.post(f"{page}/steps", data={"action": "remove-0", "seen": seen})
    assert "现在按这项服务算出来的是" in admin.get(f"{page}/steps").text
    kept = exported(admin, USUAL)
    assert not kept["service"]["steps"]
    assert "step_1" not in str(kept["texts"])


def test_what_is_wrong_with_a_step_is_said_in_words_with_the_way_to_it(lite_world):
    admin = browser(lite_world, "admin")
    at = next(
        i for i, one in enumerate(exported(admin)["service"]["steps"]) if one["id"] == "review"
    )
    save(admin, f"steps/{at}", days="99")
    page = admin.get(PAGE).text
    assert f'href="{PAGE}/steps/{at}"' in page
    assert "比整件事承诺的时间还长" in page
    seen = re.search(r'name="seen" value="(\d+)"', admin.get(f"{PAGE}/steps").text)[1]
    admin.post(f"{PAGE}/steps", data={"action": "remove-2", "seen": seen})
    assert "少了“accept”这一步" in admin.get(PAGE).text


def test_a_table_of_fields_leaves_the_steps_as_they_are(lite_world):
    admin = browser(lite_world, "admin")
    before = exported(admin)["service"]["steps"]
    assert before
    assert send_table(admin, [row()]).status_code == 200
    assert exported(admin)["service"]["steps"] == before
    assert said_on(browser(lite_world, None).get(GUIDE))
