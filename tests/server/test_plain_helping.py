"""Without script a family member files for a person who gave them a mandate: what the API does, on pages that say
for whom, and that say why when it is not allowed."""

import pytest
from assisting import LI
from test_helping import FRIEND, OWNER, SERVICE, asked_for, give, known, revoke  # noqa: F401
from test_pages import outline
from test_plain_apply import BOOK, TYPED, browser, send
from world import done, told

#: What the form asks of her, and not of who fills it in.
HERS = {"applicant.name": LI["name"], "applicant.id_number": LI["id_number"]}


def form_of(given: dict, service: str = SERVICE) -> str:
    return f"/plain/apply/{service}@{given['person_id']}"


@pytest.fixture
def friend(known):  # noqa: F811
    """The world, what was given, and the helper's browser."""
    return known, give(known), browser(known, FRIEND)


def filled(client, given: dict, **more: str):
    path = form_of(given)
    typed = TYPED | HERS | {"bank.holder": LI["name"]} | more
    return send(client, path, client.get(path).text, typed, BOOK)


def test_it_is_begun_from_who_one_helps_filled_in_and_filed(friend):
    world, given, client = friend
    page = client.get("/plain/helpers")
    outline(page)
    assert f"替{given['person_name_masked']}办事" in page.text
    assert f'href="{form_of(given)}"' in page.text
    page = client.get(form_of(given))
    outline(page)
    assert "替李桂芳办" in page.text
    assert f'value="{LI["id_number"]}"' in page.text
    page = filled(client, given)
    assert 'name="seen"' in page.text, page.text
    assert "替李桂芳办" in page.text
    filed = send(client, form_of(given), page.text, {"seen": "1"})
    assert filed.status_code == 201, filed.text
    (mine,) = done(world.client(OWNER).get("/me/helpers"))["helping_me"]
    assert [act["act"] for act in mine["acts"]] == ["file"]


def test_a_mandate_that_is_taken_back_stops_the_form_and_what_was_written_is_a_draft(friend):
    world, given, client = friend
    page = client.get(form_of(given)).text
    revoke(world, given)
    stopped = send(client, form_of(given), page, TYPED | HERS | {"bank.name": "示例银行"})
    assert stopped.status_code == 422
    outline(stopped)
    assert "委托人已经收回这份委托" in stopped.text
    assert "您写好的都还在" in stopped.text
    assert client.get(form_of(given)).status_code == 422
    mine = client.get("/plain/mine")
    assert "替李**办：高龄津贴" in mine.text
    again = give(world)
    page = client.get(form_of(again))
    assert page.status_code == 200
    assert 'value="示例银行"' in page.text


def test_what_the_mandate_is_not_about_is_said_before_the_questions_and_not_asked(friend):
    world, _, client = friend
    some = give(world, matters={"services": ["birth_registration", "newborn_insurance"]})
    page = client.get(form_of(some, "newborn"))
    outline(page)
    assert "这次不办：育儿补贴" in page.text
    whole = done(world.client(FRIEND).get(f"/bundles/newborn?mandate={some['id']}"))
    members = [one["service"] for one in whole["service"]["bundle"]]
    assert members == ["birth_registration", "newborn_insurance"]
    assert not any("childcare_subsidy" in field["path"] for field in whole["form"]["fields"])
    every = done(world.client(FRIEND).get("/bundles/newborn"))["form"]["fields"]
    places = {field["path"] for field in every}
    assert {field["path"] for field in whole["form"]["fields"]} < places


def test_nobody_else_opens_such_a_form(friend):
    world, given, _ = friend
    assert browser(world, "13800000003").get(form_of(given)).status_code == 404
    assert browser(world, OWNER).get(form_of(given)).status_code == 404


GUIDE = f"/plain/services/{SERVICE}"


def test_a_guide_is_read_for_who_gave_a_mandate_by_what_is_known_of_her(friend):
    world, given, client = friend
    page = client.get(GUIDE)
    outline(page)
    assert f"替{given['person_name_masked']}办" in page.text
    assert "受人委托办" not in page.text
    page = client.post(GUIDE, data={"for": given["person_id"]})
    outline(page)
    assert LI["id_number"][6:10] in page.text
    assert f'href="{form_of(given)}"' in page.text
    assert f'value="{given["person_id"]}" checked' in page.text
    sights = done(world.client(OWNER).get("/me/record"))["record"]["sights"]
    assert ("家人（138****0002）", "assist") in [(one["who"], one["purpose"]) for one in sights]


def test_a_guide_is_read_for_nobody_else_and_says_why_when_the_mandate_was_taken_back(friend):
    world, given, client = friend
    stranger = browser(world, "13800000003")
    page = stranger.post(GUIDE, data={"for": given["person_id"]})
    outline(page)
    assert told(page.text, LI["id_number"][6:10], "替李**办") == []
    revoke(world, given)
    page = client.post(GUIDE, data={"for": given["person_id"]})
    assert page.status_code == 422
    outline(page)
    assert "委托人已经收回这份委托" in page.text
    assert 'href="#for"' in page.text
    assert told(page.text, LI["id_number"][6:10]) == []
