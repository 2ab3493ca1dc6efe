"""谁在帮我 without script: who helps, what they did, saying that it was not wanted, revoking."""

import re

import pytest
from assisting import HELPER, LI, assisted, file_for, mandate, person
from test_admin_pages import browser
from test_pages import outline
from world import done, fields, key, refused, told

from server.services.words import LANGUAGES

PAGE = "/plain/helpers"
OWNER, OTHER = "13800000001", "13800000002"


@pytest.fixture
def helped(lite_world):
    """Li Guifang, for whom a case was filed: world, her browser, the mandate, the case's number."""
    whom = person(lite_world)
    under = mandate(lite_world, whom)
    number = file_for(lite_world, whom, under["id"])["case"]["number"]
    done(lite_world.client(OWNER).put("/me/identity", json={**LI, "consent": True}))
    return lite_world, browser(lite_world, OWNER), under, number


def buttons(page, kind: str) -> list[str]:
    """What the buttons of a kind say."""
    return re.findall(rf'name="action" value="({kind}-[^"]+)"', page.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_who_helps_with_what_and_what_was_done(helped, language):
    _, owner, _, number = helped
    page = owner.get(PAGE, headers={"Accept-Language": language})
    outline(page)
    assert "3003" in page.text
    assert f"/plain/cases/{number}" in page.text
    assert not re.search(
        r"\b(plain|mandate|server)\.[a-z_.]+\b", re.sub(r'href="[^"]*"', "", page.text)
    )
    assert "/plain/helpers" in outline(owner.get("/plain/mine")).links


def test_pressing_revoke_stops_what_the_helper_sends_next(helped):
    world, owner, under, _ = helped
    (button,) = buttons(owner.get(PAGE), "revoke")
    page = owner.post(PAGE, data={"action": button})
    assert page.status_code == 200
    outline(page)
    assert buttons(page, "revoke") == []
    body = assisted(under["person_id"], under["id"])
    reply = world.client(HELPER).post("/cases", json=body, headers=key())
    assert fields(refused(reply, 422, "invalid")) == [("mandate", "revoked")]


def test_what_is_said_against_an_act_is_kept_and_nothing_is_an_error_beside_it(helped):
    _, owner, _, _ = helped
    (button,) = buttons(owner.get(PAGE), "object")
    name = button.replace("object", "words")
    empty = owner.post(PAGE, data={"action": button, name: " "})
    assert empty.status_code == 422
    assert f"#{name}" in outline(empty).links
    said = owner.post(PAGE, data={"action": button, name: "我没有让他报。"})
    assert said.status_code == 200
    assert "我没有让他报。" in said.text


def test_nobody_else_reads_or_ends_it(helped):
    world, owner, under, _ = helped
    stranger = browser(world, OTHER)
    assert told(stranger.get(PAGE).text, "3003") == []
    ended = stranger.post(PAGE, data={"action": f"revoke-{under['id']}"})
    assert ended.status_code == 404
    assert browser(world, "dispatcher").get(PAGE).status_code == 403
    assert browser(world, None).get(PAGE).status_code == 303
    assert browser(world, None).post(PAGE, data={"action": "revoke-x"}).status_code == 401
    elsewhere = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    (button,) = buttons(owner.get(PAGE), "revoke")
    assert owner.post(PAGE, data={"action": button}, headers=elsewhere).status_code == 403
    assert buttons(owner.get(PAGE), "revoke") == [button]


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_helps_reads_how_far_each_case_is_and_the_person_reads_the_look(lite_world, language):
    whom = person(lite_world)
    under = mandate(lite_world, whom, scopes=["file", "follow"])
    number = file_for(lite_world, whom, under["id"])["case"]["number"]
    said = {"Accept-Language": language}
    worker = browser(lite_world, HELPER)
    page = worker.get("/plain/helped", headers=said)
    assert f"/plain/helped/{number}" in outline(page).links
    assert "李**" in page.text
    assert LI["name"] not in page.text
    shown = worker.get(f"/plain/helped/{number}", headers=said)
    assert shown.status_code == 200
    outline(shown)
    assert "/plain/helped" in outline(shown).links
    assert f"/plain/receipt/{number}" not in shown.text
    assert 'action="/plain/rate"' not in shown.text
    done(lite_world.client(OWNER).put("/me/identity", json={**LI, "consent": True}))
    acts = done(lite_world.client(OWNER).get("/me/helpers"))["helping_me"][0]["acts"]
    assert "follow" in [one["act"] for one in acts]


def test_nobody_reads_a_case_without_a_mandate_or_after_it_was_revoked(lite_world):
    whom = person(lite_world)
    under = mandate(lite_world, whom, scopes=["file", "follow"])
    number = file_for(lite_world, whom, under["id"])["case"]["number"]
    other = browser(lite_world, OTHER)
    assert other.get(f"/plain/helped/{number}").status_code == 404
    assert f"/plain/helped/{number}" not in other.get("/plain/helped").text
    assert "/plain/helped" in outline(other.get("/plain/mine")).links
    done(lite_world.client(HELPER).post(f"/mandates/{under['id']}/revoke", json={}, headers=key()))
    worker = browser(lite_world, HELPER)
    gone = worker.get(f"/plain/helped/{number}")
    assert gone.status_code == 422
    assert 'role="alert"' in gone.text
    assert f"/plain/helped/{number}" not in outline(gone).links
