"""Without script a family member reports something for a person who gave them a mandate: only what it is about,
under the person's name, and it stops when the mandate does."""

import pytest
from assisting import LI
from test_helping import FRIEND, OWNER, STRANGER, give, known, revoke  # noqa: F401
from test_pages import outline
from test_plain import TYPED
from test_plain_apply import browser, send
from world import done

MATTERS = {"appeals": ["help", "consult"]}
FIELDS = {**TYPED, "category": "help", "contact.phone": LI["phone"]}


def page_of(given: dict) -> str:
    return f"/plain/appeal/{given['person_id']}"


@pytest.fixture
def friend(known):  # noqa: F811
    """The world, what was given, and the helper's browser."""
    return known, give(known, matters=MATTERS), browser(known, FRIEND)


def acts(world) -> list[str]:
    """What the person reads that was done for her."""
    (mine,) = done(world.client(OWNER).get("/me/helpers"))["helping_me"]
    return [act["act"] for act in mine["acts"]]


def numbers_of(client) -> list[str]:
    return [one["number"] for one in done(client.get("/cases"))["items"]]


def test_it_is_begun_from_whom_one_helps_and_is_the_persons_case(friend):
    world, given, client = friend
    page = client.get("/plain/helpers")
    assert page_of(given) in outline(page).links
    assert "咨询" in page.text
    page = client.get(page_of(given))
    outline(page)
    assert "替李桂芳办" in page.text
    assert f'value="{LI["phone"]}"' in page.text
    assert 'value="help"' in page.text
    assert 'value="complaint"' not in page.text
    filed = send(client, page_of(given), page.text, FIELDS)
    assert filed.status_code == 201, filed.text
    assert "代办人" in filed.text
    assert "您（受李**委托）" in filed.text
    assert acts(world) == ["file"]
    assert numbers_of(world.client(OWNER)) == [one["case"]["number"] for one in helped(world)]
    assert numbers_of(world.client(FRIEND)) == []
    # Pressed twice: the same case.
    send(client, page_of(given), page.text, FIELDS)
    assert acts(world) == ["file"]


def helped(world) -> list[dict]:
    return done(world.client(FRIEND).get("/me/helped"))["items"]


def test_what_is_missing_is_said_at_its_field_and_nothing_is_lost(friend):
    world, given, client = friend
    page = client.get(page_of(given)).text
    wrong = send(client, page_of(given), page, {**FIELDS, "title": "", "consent": ""})
    assert wrong.status_code == 422
    assert {"#title", "#consent"} <= set(outline(wrong).links)
    assert TYPED["description"] in wrong.text
    assert "替李桂芳办" in wrong.text
    assert acts(world) == []


@pytest.mark.parametrize("category", ["complaint", "praise"])
def test_a_category_that_the_mandate_is_not_about_is_refused_at_its_field(friend, category):
    world, given, client = friend
    page = client.get(page_of(given)).text
    wrong = send(client, page_of(given), page, {**FIELDS, "category": category})
    assert wrong.status_code == 422
    assert "#category" in outline(wrong).links
    assert "委托里没有写这一项" in wrong.text
    assert acts(world) == []


def test_each_category_is_filed_under_the_mandate_that_is_about_it(friend):
    world, given, client = friend
    other = give(world, matters={"appeals": ["praise"]})
    page = client.get(page_of(given)).text
    assert 'value="praise"' in page
    assert send(client, page_of(given), page, {**FIELDS, "category": "praise"}).status_code == 201
    mine = done(world.client(OWNER).get("/me/helpers"))["helping_me"]
    assert {one["id"]: len(one["acts"]) for one in mine} == {given["id"]: 0, other["id"]: 1}


def test_a_mandate_that_is_taken_back_stops_it_and_what_was_written_is_a_draft(friend):
    world, given, client = friend
    own = send(
        client,
        "/plain/appeal",
        client.get("/plain/appeal").text,
        {"title": "我自己的事", "save": "1"},
    )
    assert "存好了" in own.text
    page = client.get(page_of(given)).text
    assert "我自己的事" not in page
    revoke(world, given)
    stopped = send(client, page_of(given), page, FIELDS)
    assert stopped.status_code == 422
    outline(stopped)
    assert "委托人已经收回这份委托" in stopped.text
    assert client.get(page_of(given)).status_code == 422
    mine = client.get("/plain/mine")
    assert page_of(given) in outline(mine).links
    assert "/plain/appeal" in outline(mine).links
    give(world, matters=MATTERS)
    again = client.get(page_of(given))
    assert f'value="{TYPED["title"]}"' in again.text
    assert "我自己的事" in client.get("/plain/appeal").text
    # It is filed, and forgotten with the filing; the own one stays.
    assert send(client, page_of(given), again.text, FIELDS).status_code == 201
    mine = outline(client.get("/plain/mine"))
    assert page_of(given) not in mine.links


def test_nobody_else_gets_the_form(friend):
    world, given, _ = friend
    stranger = browser(world, STRANGER)
    assert stranger.get(page_of(given)).status_code == 404
    page = stranger.get("/plain/appeal").text
    assert send(stranger, page_of(given), page, FIELDS).status_code == 404
    nobody = browser(world, STRANGER)
    nobody.cookies.clear()
    assert nobody.get(page_of(given)).headers["location"].startswith("/plain/login")
    assert acts(world) == []


def test_a_mandate_about_services_only_stops_it_and_says_why(friend):
    world, given, client = friend
    revoke(world, given)
    other = give(world, to=STRANGER)
    page = browser(world, STRANGER).get(page_of(other))
    assert page.status_code == 422
    assert "这份委托不是为这件事签的" in page.text
    # Of several it says what stands against the one that is about reports.
    give(world)
    page = client.get(page_of(given))
    assert page.status_code == 422
    assert "委托人已经收回这份委托" in page.text


def test_without_a_session_what_was_written_stays_on_the_page(friend):
    world, given, client = friend
    page = client.get(page_of(given)).text
    client.cookies.clear()
    shown = send(client, page_of(given), page, FIELDS)
    assert TYPED["description"] in shown.text
    assert "登录已过期" in shown.text
    assert acts(world) == []
