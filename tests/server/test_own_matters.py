"""Nobody helps against themselves, judges what they had a part in, or has a part in what they judged."""

import pytest
from assisting import HELPER, mandate, person
from test_helped import OWNER, known, rate, supplement
from world import done, fields, file_case, filing, key, refused, take, upload

from server.rules import mandates as rules
from server.rules.staff_numbers import names

NAMED = [
    "网格员3003态度不好",
    "工号３００３的网格员态度不好",
    "工号三〇〇三",
    "工号三零零三",
    "工号 3 0 0 3 来过",
    "工号：3003。",
    "3003",
    "他是\u200b30\u200b03",
    "工号-3003",
    "找3003，他不来",
]
NOT_NAMED = [
    "打物业电话 13800300312 一直没人接",
    "欠了 30030 元押金不退",
    "欠了3003元不退",
    "收了 3,003 块",
    "0512-3003",
    "电话 6555-3003",
    "房号 A3003B",
    "编号 320505S2026112300300",
    "没有号码",
    "一共 1.3003",
    "三三〇〇三",
]


@pytest.mark.parametrize("text", NAMED)
def test_a_number_of_its_own_is_found_in_any_writing(text):
    assert names("3003", text)


@pytest.mark.parametrize("text", NOT_NAMED)
def test_digits_of_another_number_are_not_the_staff_number(text):
    assert not names("3003", text)


def complain(world, **values):
    whom = person(world)
    under = mandate(world, whom, matters={"appeals": ["complaint"]})
    body = filing(category="complaint", **values) | {"on_behalf_of": whom, "mandate": under["id"]}
    return world.client(HELPER).post("/cases", json=body, headers=key())


@pytest.mark.parametrize("path", ["title", "description", "place__text"])
def test_a_complaint_about_the_helper_is_filed_by_somebody_else_wherever_it_names_them(
    lite_world, path
):
    reply = complain(lite_world, **{path: "工号３００３的网格员态度不好"})
    assert fields(refused(reply, 422, "invalid")) == [("mandate", "own_matter")]


def test_a_complaint_with_a_phone_number_that_has_these_digits_is_filed(lite_world):
    done(complain(lite_world, description="打物业电话 13800300312，欠了 30030 元押金不退"))


def resolved(world, number: str) -> None:
    """The department says what it did; that waits to be verified."""
    dispatcher, handler = world.client("dispatcher"), world.client("handler")
    if done(dispatcher.get(f"/cases/{number}"))["state"] == "submitted":
        done(take(dispatcher, number, "accept"))
    done(take(dispatcher, number, "dispatch", department_id="property", basis="agreed"))
    done(take(handler, number, "sign_for"))
    done(take(handler, number, "resolve", note="已经修好。", attachments=[upload(handler)]))


def closed_by(world, number: str, verifier: str) -> None:
    """The case is worked on to its end; who verifies it is named."""
    resolved(world, number)
    done(take(world.client(verifier), number, "verify_pass"))
    done(take(world.client("dispatcher"), number, "close"))


@pytest.fixture
def own(lite_world):
    """A case that Li Guifang filed herself, about which her worker may do everything: world, number."""
    whom = person(lite_world)
    known(lite_world)
    number = file_case(lite_world.client(OWNER))["case"]["number"]
    mandate(lite_world, whom, scopes=list(rules.SCOPES), matters={"cases": [number]})
    return lite_world, number


def test_who_verified_does_not_rate_for_the_person(own):
    world, number = own
    closed_by(world, number, HELPER)
    reply = rate(world, number)
    assert fields(refused(reply, 422, "invalid")) == [("mandate", "own_matter")]
    assert done(world.client(OWNER).get(f"/cases/{number}"))["can_rate"]


def looked(world, number: str) -> None:
    done(world.client(HELPER).get(f"/me/helped/{number}"))


def added(world, number: str) -> None:
    done(supplement(world, number))


def rated(world, number: str) -> None:
    closed_by(world, number, "supervisor")
    done(rate(world, number, score=1, solved=False, comment="还是坏的"))


STEPS = {"verify_pass": {}, "verify_fail": {"reason": "现场没有修好。"}}


@pytest.mark.parametrize(
    ("act", "may"), [(looked, True), (added, False), (rated, False)], ids=lambda one: str(one)[:16]
)
@pytest.mark.parametrize("step", STEPS)
def test_who_did_more_than_look_for_the_person_does_not_verify(own, act, may, step):
    world, number = own
    act(world, number)
    resolved(world, number)
    worker = world.client(HELPER)
    assert (step in done(worker.get(f"/cases/{number}"))["actions"]) == may
    reply = take(worker, number, step, **STEPS[step])
    if may:
        done(reply)
        return
    refused(reply, 403, "forbidden")
    done(take(world.client("supervisor"), number, step, **STEPS[step]))
