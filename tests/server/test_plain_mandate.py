"""请家人帮我办, without script: a person gives a mandate on a page, looks it over before it holds, and the helper
can act; what is wrong is said at its field, and it is given once."""

import httpx
import pytest
from assisting import LI, person
from test_helping import FRIEND, OWNER, SERVICE
from test_pages import outline
from test_plain_apply import as_data, browser, hidden
from world import done

PAGE = "/plain/helpers/new"
#: What somebody chooses who lets a daughter apply.
CHOSEN = {
    "kind": "family",
    "phone": FRIEND,
    "relationship": "女儿",
    "matters": SERVICE,
    "scopes": ["file", "follow"],
    "days": "90",
}


@pytest.fixture
def owner(lite_world):
    """Somebody who is known by number, at the pages."""
    person(lite_world)
    done(lite_world.client(OWNER).put("/me/identity", json={**LI, "consent": True}))
    return browser(lite_world, OWNER)


def send(client, page: str, chosen: dict[str, str | list[str]]):
    """The page's form with what was chosen."""
    return client.post(PAGE, data=as_data(hidden(page)) | chosen)


def given_by(world) -> list[dict]:
    return done(world.client(OWNER).get("/me/helpers"))["helping_me"]


def test_a_daughter_is_asked_for_help_looked_over_and_can_act(lite_world, owner):
    assert PAGE in outline(owner.get("/plain/helpers")).links
    page = owner.get(PAGE)
    outline(page)
    page = send(owner, page.text, CHOSEN)
    assert page.status_code == 200, page.text
    outline(page)
    for said in ("这样委托，对吗", FRIEND, "女儿", "高龄津贴", "替我提交", "看办到哪一步", "90 天"):
        assert said in page.text
    assert given_by(lite_world) == []
    there = send(owner, page.text, {"seen": "1"})
    assert there.status_code == 303
    assert "委托好了，马上管用" in owner.get(there.headers["location"]).text
    (mandate,) = given_by(lite_world)
    assert (mandate["relationship"], mandate["scopes"]) == ("女儿", ["file", "follow"])
    assert mandate["matters"]["services"] == [SERVICE]
    # The daughter begins from whom she helps.
    begin = f"/plain/apply/{SERVICE}@{mandate['person_id']}"
    assert begin in outline(browser(lite_world, FRIEND).get("/plain/helpers")).links
    # Pressed twice: one mandate.
    send(owner, page.text, {"seen": "1"})
    assert len(given_by(lite_world)) == 1


def test_what_is_wrong_is_said_at_its_field_and_nothing_chosen_is_lost(lite_world, owner):
    page = owner.get(PAGE).text
    wrong = send(owner, page, {**CHOSEN, "phone": "", "kind": "", "scopes": [], "days": "7"})
    assert wrong.status_code == 422
    found = outline(wrong)
    assert {"#kind", "#phone", "#scopes", "#days"} <= set(found.links)
    assert 'value="女儿"' in wrong.text
    assert f'value="{SERVICE}" checked' in wrong.text.replace(' id="matters"', "")
    no_phone = send(owner, page, {**CHOSEN, "phone": "123"})
    assert "#phone" in outline(no_phone).links
    nothing = send(owner, page, {**CHOSEN, "matters": []})
    assert "#matters" in outline(nothing).links
    itself = send(owner, page, {**CHOSEN, "phone": OWNER})
    itself = send(owner, itself.text, {"seen": "1"})
    assert "#phone" in outline(itself).links
    assert given_by(lite_world) == []


def test_what_was_looked_over_can_be_changed_and_several_things_are_one_mandate(lite_world, owner):
    several = {**CHOSEN, "matters": [SERVICE, "newborn"]}
    page = send(owner, owner.get(PAGE).text, several)
    changed = send(owner, page.text, {"change": "1"})
    outline(changed)
    assert 'value="女儿"' in changed.text
    page = send(owner, changed.text, several | {"days": "30"})
    send(owner, page.text, {"seen": "1"})
    (mandate,) = given_by(lite_world)
    assert set(mandate["matters"]["services"]) == {SERVICE, "newborn"}
    assert mandate["matters"]["appeals"] == []


def test_who_is_not_known_by_number_is_told_how_that_is_mended(lite_world):
    page = browser(lite_world, FRIEND).get(PAGE)
    outline(page)
    assert "先要知道您是谁" in page.text
    assert 'name="phone"' not in page.text


def test_what_was_chosen_stays_where_the_session_ended_meanwhile(lite_world, owner):
    page = owner.get(PAGE).text
    owner.cookies.clear()
    ended = send(owner, page, CHOSEN)
    outline(ended)
    assert 'role="alert"' in ended.text
    assert 'value="女儿"' in ended.text
    assert f'value="{FRIEND}"' in ended.text
    assert given_by(lite_world) == []


def test_nobody_gives_one_without_signing_in(lite_world):
    page = httpx.get(lite_world.url + PAGE)
    assert page.status_code == 303
    assert page.headers["location"] == "/plain/login?next=mine"


def test_a_mandate_for_reports_alone_is_given_and_offered_to_who_helps(lite_world, owner):
    page = send(
        owner, owner.get(PAGE).text, {**CHOSEN, "matters": [], "reports": ["help", "praise"]}
    )
    outline(page)
    assert "替我反映：求助、表扬" in page.text
    changed = send(owner, page.text, {"change": "1"})
    assert 'value="praise" checked' in changed.text
    assert send(owner, page.text, {"seen": "1"}).status_code == 303
    (mandate,) = given_by(lite_world)
    assert (mandate["matters"]["services"], mandate["matters"]["appeals"]) == (
        [],
        ["help", "praise"],
    )
    links = outline(browser(lite_world, FRIEND).get("/plain/helpers")).links
    assert f"/plain/appeal/{mandate['person_id']}" in links
    nothing = send(owner, owner.get(PAGE).text, {**CHOSEN, "matters": [], "reports": []})
    assert "#matters" in outline(nothing).links
