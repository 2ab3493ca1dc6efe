"""Similar open cases on the pages without script: offered once before sending, joined by a press,
and nothing that was written is lost on the way."""

import re

import pytest
from test_pages import outline
from test_plain import TYPED, at, form_key, kept, mine, photo
from world import bring_to, done, file_case, picture, take

OTHER, ME = "13800000002", "13800000001"
NEAR = {**TYPED, "place.grid_id": "liuxiang-3"}


@pytest.fixture
def theirs(lite_world) -> str:
    """The number of an open case of somebody else about the same thing."""
    return file_case(lite_world.client(OTHER), title="路灯不亮", category="help")["case"]["number"]


@pytest.fixture
def resident(lite_world):
    """A signed-in resident's browser on the plain pages."""
    return at(lite_world, lite_world.client(ME))


def hidden(response) -> list[tuple[str, str]]:
    """The fields a page carries along."""
    return re.findall(r'<input type="hidden" name="([\w.]+)" value="([^"]*)"', response.text)


def carried(response) -> dict:
    fields = dict(hidden(response))
    return {**fields, "attachments": kept(response)} if kept(response) else fields


def test_a_similar_case_is_offered_once_and_what_was_written_is_sent_after_all(resident, theirs):
    typed = {**NEAR, "key": form_key(resident)}
    page = resident.post("/plain/appeal", data=typed, files=[photo("a.jpg", picture())])
    assert page.status_code == 200
    outline(page)
    assert "附近有人反映过类似的问题" in page.text
    assert f'name="join" value="{theirs}"' in page.text
    assert mine(resident) == []
    sent = resident.post("/plain/appeal", data=carried(page))
    assert sent.status_code == 201
    assert [(c["title"], c["photos"]) for c in mine(resident)] == [("路灯不亮", 1)]


def test_joining_is_confirmed_and_what_was_written_can_be_gone_on_with(resident, theirs):
    typed = {**NEAR, "key": form_key(resident)}
    page = resident.post("/plain/appeal", data=typed, files=[photo("a.jpg", picture())])
    joined = resident.post("/plain/appeal", data={**carried(page), "join": theirs})
    assert joined.status_code == 200
    outline(joined)
    assert "已经记上您了" in joined.text
    assert f"/plain/cases/{theirs}" in joined.text
    assert [(c["number"], c["joined"]) for c in mine(resident)] == [(theirs, True)]
    again = resident.post("/plain/appeal", data={**carried(page), "join": theirs})
    assert again.status_code == 200
    form = resident.post("/plain/appeal", data={**carried(joined), "again": "yes"})
    outline(form)
    assert "从上周三晚上开始不亮" in form.text
    assert len(kept(form)) == 1
    offered = resident.post("/plain/appeal", data={**typed, "attachments": kept(form)})
    assert f'href="/plain/cases/{theirs}"' in offered.text
    assert 'name="join"' not in offered.text


def test_the_joined_person_sees_every_step_without_script(lite_world, resident, theirs):
    page = resident.post("/plain/appeal", data={**NEAR, "key": form_key(resident)})
    resident.post("/plain/appeal", data={**carried(page), "join": theirs})
    done(take(lite_world.client("dispatcher"), theirs, "accept"))
    case = resident.get(f"/plain/cases/{theirs}")
    outline(case)
    assert "已受理" in case.text
    assert "这是别人反映的" in case.text


def test_a_case_that_closed_meanwhile_is_said_and_nothing_is_lost(lite_world, resident, theirs):
    page = resident.post("/plain/appeal", data={**NEAR, "key": form_key(resident)})
    closed = bring_to(lite_world, "closed", OTHER)["case"]["number"]
    gone = resident.post("/plain/appeal", data={**carried(page), "join": closed})
    outline(gone)
    assert "不能再加入" in gone.text
    assert theirs in gone.text
    assert resident.post("/plain/appeal", data=carried(gone)).status_code == 201
    bad = resident.post("/plain/appeal", data={**carried(page), "join": "1"})
    assert bad.status_code == 400
    outline(bad)


def test_without_a_session_or_with_the_limit_used_up_nothing_stands_in_the_way(make_world):
    world = make_world(limits__lookups_per_hour=1)
    file_case(world.client(OTHER), title="路灯不亮")
    resident = at(world, world.client(ME))
    typed = {**NEAR, "key": form_key(resident)}
    page = resident.post("/plain/appeal", data=typed)
    assert "附近有人反映过类似的问题" in page.text
    assert resident.post("/plain/appeal", data=typed).status_code == 201
    nobody = at(world, world.nobody())
    expired = nobody.post("/plain/appeal", data={**carried(page), "join": "1"})
    outline(expired)
    assert "登录已过期" in expired.text
    assert "从上周三晚上开始不亮" in expired.text


def test_the_look_changes_on_the_offer_without_losing_a_word(resident, theirs):
    page = resident.post("/plain/appeal", data={**NEAR, "key": form_key(resident)})
    large = resident.post("/plain/appeal", data={**carried(page), "look": "elder"})
    outline(large)
    assert 'class="elder"' in large.text
    assert "从上周三晚上开始不亮" in large.text
