"""What an activity asks who signs up: written by an administrator, answered on the API and without script, seen by
who runs it, kept when other things are asked later, and forgotten with the sign-up."""

import pytest
import sqlalchemy as sa
from applying import OTHER, RESIDENT
from test_activities import BEGINS, DAY, ID, THIRD, cancel, publish, seen, sign_up
from test_activities_plain import ADMIN, DESK, TYPED, press
from test_activity_edits import CHANGE
from test_activity_edits import TYPED as EDITED
from test_applications import findings
from test_pages import outline
from test_plain_apply import browser
from world import done, fields, key, refused

from server.rules import activity_questions as rules
from server.rules.activity_questions import Option, Question
from server.rules.form_check import check_form
from server.services import activities, retention
from server.store.activity_tables import sign_ups

LUNCH = Question("yes_no", "在活动室吃午饭吗？", "Do you have lunch with us?", required=True)
MEAL = Question(
    "choice",
    "吃什么？",
    "What do you eat?",
    options=(Option("荤菜", "Meat"), Option("素菜", "Vegetables")),
)
NEEDS = Question("text", "要我们准备什么？", "What shall we prepare?")
AGE = Question("number", "您多大年纪？", "How old are you?")
ALL = (LUNCH, MEAL, NEEDS, AGE)
#: The same as they are typed.
WRITTEN = {
    "questions.1.kind": "yes_no",
    "questions.1.zh": LUNCH.zh,
    "questions.1.en": LUNCH.en,
    "questions.1.required": "1",
    "questions.2.kind": "choice",
    "questions.2.zh": MEAL.zh,
    "questions.2.en": MEAL.en,
    "questions.2.options": "荤菜 | Meat\r\n素菜｜Vegetables\r\n",
}


def at(question: Question) -> str:
    """The path of its answer."""
    return rules.path_of(question)


def answers(*pairs) -> dict:
    return {at(question).removeprefix("answers."): value for question, value in pairs}


GOOD = ((LUNCH, True), (MEAL, "o2"), (NEEDS, "轮椅"), (AGE, "81"))


def said(lines) -> list[tuple[str, str]]:
    return [(line["label"], line["value"]) for line in lines]


ANSWERED = [
    (LUNCH.zh, "是"), (MEAL.zh, "素菜"), (NEEDS.zh, "轮椅"), (AGE.zh, "81"),
]  # fmt: skip


def stored(world) -> list[dict]:
    return world.read(lambda tx: tx.all(sa.select(sign_ups)))


def test_what_is_asked_is_a_form_of_the_catalogue_with_its_texts_in_the_language_of_who_reads(
    world,
):
    publish(world, questions=ALL)
    asks = seen(world)["asks"]
    assert check_form("activity", asks["form"], {}, {"zh-CN": set(asks["words"])}) == []
    assert asks["form"]["version"] == 1
    assert asks["words"][f"{asks['form']['words']}.{at(MEAL)}.option.o2"] == "素菜"
    english = world.client(RESIDENT).get(f"/activities/{ID}", headers={"Accept-Language": "en"})
    assert MEAL.en in english.json()["activity"]["asks"]["words"].values()
    assert asks["translations"]["zh-CN"] == asks["words"]
    assert asks["translations"]["en"] == english.json()["activity"]["asks"]["words"]
    publish(world, "walk")
    assert seen(world, activity="walk")["asks"] is None


def test_answers_are_kept_with_the_sign_up_encrypted_and_read_by_who_gave_them(world):
    publish(world, questions=ALL)
    shown = done(sign_up(world, asked=1, answers=answers(*GOOD)))["activity"]
    assert said(shown["mine"]["answers"]) == ANSWERED
    (row,) = stored(world)
    assert row["asked"] == 1
    assert "轮椅".encode() not in bytes(row["answers_enc"])
    assert seen(world, OTHER)["mine"] is None
    assert findings(world) == []


@pytest.mark.parametrize(
    ("given", "question", "code"),
    [
        ((), LUNCH, "required"),
        (((LUNCH, None),), LUNCH, "required"),
        (((LUNCH, "maybe"),), LUNCH, "wrong_type"),
        (((LUNCH, True), (MEAL, "o3")), MEAL, "unknown"),
        (((LUNCH, True), (MEAL, 2)), MEAL, "wrong_type"),
        (((LUNCH, True), (NEEDS, "长" * 101)), NEEDS, "too_long"),
        (((LUNCH, True), (AGE, "-1")), AGE, "out_of_range"),
        (((LUNCH, True), (AGE, "100000")), AGE, "out_of_range"),
    ],
)
def test_what_is_wrong_is_said_at_its_question_and_no_place_is_taken(
    lite_world, given, question, code
):
    publish(lite_world, questions=ALL)
    error = refused(sign_up(lite_world, answers=answers(*given)), 422, "invalid")
    assert fields(error) == [(at(question), code)]
    assert question.zh in error["fields"][0]["message"] or code != "required"
    assert seen(lite_world)["left"] == 2


def test_a_version_that_never_was_is_refused_and_answers_where_nothing_is_asked_are_none(
    lite_world,
):
    publish(lite_world, questions=(LUNCH,))
    for version in (0, 2, -1):
        error = refused(sign_up(lite_world, asked=version, answers={}), 422, "invalid")
        assert fields(error) == [("asked", "unknown")]
    publish(lite_world, "walk")
    shown = done(sign_up(lite_world, activity="walk", answers={"q": "x"}))["activity"]
    assert shown["mine"]["answers"] == []


def test_the_same_again_changes_nothing_and_other_answers_are_no_second_sign_up(lite_world):
    publish(lite_world, questions=ALL)
    body = {"people": 1, "asked": 1, "answers": answers(*GOOD)}
    for _ in range(2):
        done(
            lite_world.client(RESIDENT).post(f"/activities/{ID}/sign-up", json=body, headers=key())
        )
    other = sign_up(lite_world, asked=1, answers=answers((LUNCH, False)))
    refused(other, 409, "conflict")
    assert said(seen(lite_world)["mine"]["answers"]) == ANSWERED


def test_giving_the_place_back_forgets_the_answers_and_so_does_time(world):
    publish(world, questions=ALL)
    done(sign_up(world, answers=answers(*GOOD)))
    done(sign_up(world, OTHER, answers=answers((LUNCH, False))))
    gone = done(cancel(world))["activity"]
    assert gone["mine"]["answers"] == []
    assert [row["answers_enc"] is None for row in stored(world)].count(True) == 1
    world.clock.at = BEGINS + DAY + activities.KEEP_MS
    world.write(lambda tx: retention.purge(world.window, tx))
    assert stored(world) == []
    assert findings(world) == []


def test_an_administrator_writes_the_questions_and_one_answers_them_without_script(lite_world):
    admin = browser(lite_world, "admin")
    outline(admin.get(ADMIN))
    assert "活动发布了" in press(admin, ADMIN, **TYPED | WRITTEN).text
    (listed,) = done(lite_world.client("admin").get("/activities"))["items"]
    page = f"/plain/activities/{listed['id']}"
    client = browser(lite_world)
    shown = client.get(page)
    outline(shown)
    assert MEAL.zh in shown.text
    wrong = press(client, page, people="1", **{at(MEAL): "o2"})
    assert wrong.status_code == 422
    outline(wrong)
    assert f'href="#{at(LUNCH)}"' in wrong.text
    assert f'name="{at(MEAL)}" value="o2" checked' in wrong.text
    told = press(client, page, people="1", **{at(LUNCH): "yes", at(MEAL): "o2"})
    assert "报名成功" in told.text
    assert f"<dt>{MEAL.zh}</dt><dd>素菜</dd>" in told.text
    outline(client.get(page))


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ({"questions.3.zh": "几点来？"}, "questions.3.kind"),
        ({"questions.1.zh": " "}, "questions.1.zh"),
        ({"questions.1.zh": "长" * 101}, "questions.1.zh"),
        ({"questions.1.en": ""}, "questions.1.en"),
        ({"questions.2.options": "荤菜 | Meat"}, "questions.2.options"),
        ({"questions.2.options": "荤菜 | Meat\n素菜"}, "questions.2.options"),
        (
            {"questions.2.options": "\n".join(f"{n} | {n}" for n in range(11))},
            "questions.2.options",
        ),
        (
            {
                f"questions.3.{name}": WRITTEN[f"questions.1.{name}"]
                for name in ("kind", "zh", "en")
            },
            "questions.3.zh",
        ),
    ],
)
def test_a_question_that_cannot_be_asked_is_said_and_nothing_is_published(lite_world, typed, where):
    page = press(browser(lite_world, "admin"), ADMIN, **TYPED | WRITTEN | typed)
    assert page.status_code == 422
    assert f'href="#{where}"' in page.text
    assert f'id="{where}"' in page.text
    assert f"问题 {where.split('.')[1]}：" in page.text
    assert done(lite_world.client("admin").get("/activities"))["items"] == []


def test_who_runs_it_reads_the_answers_in_the_list_and_in_the_file(lite_world):
    publish(lite_world, questions=ALL)
    done(sign_up(lite_world, answers=answers(*GOOD)))
    done(sign_up(lite_world, OTHER, answers=answers((LUNCH, False))))
    desk = browser(lite_world, "dispatcher")
    page = desk.get(DESK)
    outline(page)
    assert f"<dt>{NEEDS.zh}</dt><dd>轮椅</dd>" in page.text
    listed = done(lite_world.client("dispatcher").get(f"/activities/{ID}/sign-ups"))["items"]
    assert [said(one["answers"]) for one in listed] == [ANSWERED, [(LUNCH.zh, "否")]]
    file = desk.post(DESK, data={"key": "k" * 8, "action": "export"}).content.decode("utf-8-sig")
    head, first, second = file.strip().split("\r\n")
    assert head.split(",")[6:] == [LUNCH.zh, MEAL.zh, NEEDS.zh, AGE.zh]
    assert first.split(",")[6:] == ["是", "素菜", "轮椅", "81"]
    assert second.split(",")[6:] == ["否", "", "", ""]


def test_other_questions_later_lose_no_answer_and_are_asked_of_who_comes_then(lite_world):
    publish(lite_world, places=5, questions=ALL)
    done(sign_up(lite_world, asked=1, answers=answers(*GOOD)))
    desk = browser(lite_world, "dispatcher")
    assert "questions.4.zh" in desk.get(CHANGE).text
    told = press(desk, CHANGE, **EDITED | {"places": "5"} | WRITTEN)
    assert "报名时的问题有改动" in told.text
    assert said(seen(lite_world)["mine"]["answers"]) == ANSWERED
    assert seen(lite_world)["mine"]["before"] is None
    # What waited for its network since before answers what was asked then.
    late = done(sign_up(lite_world, OTHER, asked=1, answers=answers(*GOOD)))["activity"]
    assert said(late["mine"]["answers"]) == ANSWERED
    assert seen(lite_world, THIRD)["asks"]["form"]["version"] == 2
    fresh = done(sign_up(lite_world, THIRD, answers=answers(*GOOD[:2])))["activity"]
    assert said(fresh["mine"]["answers"]) == ANSWERED[:2]
    file = desk.post(DESK, data={"key": "k" * 8, "action": "export"}).content.decode("utf-8-sig")
    assert file.split("\r\n")[0].split(",")[6:] == [LUNCH.zh, MEAL.zh, NEEDS.zh, AGE.zh]
    # The same once more is no other version; none at all asks nobody.
    press(desk, CHANGE, **EDITED | {"places": "5"} | WRITTEN)
    assert seen(lite_world, THIRD)["asks"]["form"]["version"] == 2
    press(desk, CHANGE, **EDITED | {"places": "5"})
    assert seen(lite_world, THIRD)["asks"] is None
    assert said(seen(lite_world)["mine"]["answers"]) == ANSWERED
    assert findings(lite_world) == []


def test_of_two_who_change_the_questions_at_once_the_second_sees_both(lite_world):
    publish(lite_world, questions=(LUNCH,))
    desk = browser(lite_world, "dispatcher")
    seen_first = desk.get(CHANGE).text
    assert LUNCH.zh in seen_first
    press(desk, CHANGE, **EDITED | WRITTEN)
    second = press(desk, CHANGE, **EDITED | {"seen": "0"})
    assert second.status_code == 409
    assert f"{MEAL.zh}（选一个）" in second.text
