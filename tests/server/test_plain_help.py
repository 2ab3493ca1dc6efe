"""请人帮办 without script: asking for a visit, what became of it, calling it off, and the phone line."""

import re

import pytest
from assisting import HELPER
from test_admin_pages import browser
from test_pages import outline
from test_visits import attempt, listed
from world import done

from server.services.words import LANGUAGES

PAGE = "/plain/help"
OWNER, OTHER = "13800000001", "13800000002"


def field(page, name: str) -> list[str]:
    """The values that a field of the page offers."""
    return re.findall(rf'name="{re.escape(name)}" value="([^"]+)"', page.text)


def asked(client, **changes):
    """The form filled in and sent; the page that follows."""
    page = client.get(PAGE)
    data = {
        "key": field(page, "key")[0],
        "matter": "想领高龄津贴",
        "place.text": "柳巷路 8 号 3 号楼 502",
        "place.grid_id": "liuxiang-3",
        "phone": "13800000021",
        "from": field(page, "from")[0],
        **changes,
    }
    return client.post(PAGE, data=data, follow_redirects=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_reads_what_help_is_and_whom_to_phone(lite_world, language):
    nobody = browser(lite_world, None)
    page = nobody.get(PAGE, headers={"Accept-Language": language})
    seen = outline(page)
    assert "tel:" in page.text
    assert "/plain/login?next=help" in seen.links
    assert not re.search(r"\b(plain|server)\.[a-z_.]+\b", re.sub(r'href="[^"]*"', "", page.text))
    assert PAGE in outline(nobody.get("/plain/")).links
    assert nobody.post(PAGE, data={"key": "x"}).headers["location"] == "/plain/login?next=help"


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_asks_reads_when_who_comes_and_what_became_of_it(lite_world, language):
    owner = browser(lite_world, OWNER)
    page = asked(owner)
    assert page.status_code == 200
    outline(page)
    (visit,) = listed(lite_world)
    assert (visit["reason"], visit["from"][11:16]) == ("想领高龄津贴", "13:30")
    page = owner.get(PAGE, headers={"Accept-Language": language})
    outline(page)
    assert "3003" in page.text
    assert "13:30–17:30" in page.text
    assert "138****0021" in page.text
    done(attempt(lite_world.client(HELPER), visit["id"], "nobody"))
    page = owner.get(PAGE, headers={"Accept-Language": language})
    assert ("没人在家" if language == "zh-CN" else "Nobody was at home") in page.text
    assert not re.search(r"\b(plain|server)\.[a-z_.]+\b", re.sub(r'href="[^"]*"', "", page.text))


def test_pressing_twice_asks_once(lite_world):
    owner = browser(lite_world, OWNER)
    key = field(owner.get(PAGE), "key")[0]
    for _ in range(2):
        assert asked(owner, key=key).status_code == 200
    assert len(listed(lite_world)) == 1


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"matter": ""}, "matter"),
        ({"place.text": ""}, "place.text"),
        ({"place.grid_id": ""}, "place.grid_id"),
        ({"phone": "1"}, "phone"),
        ({"from": ""}, "from"),
        ({"from": "2026-11-22T09:00:00+08:00 2026-11-22T10:00:00+08:00"}, "from"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(lite_world, changes, path):
    page = asked(browser(lite_world, OWNER), **changes)
    assert page.status_code == 422
    outline(page)
    assert f'id="{path}-error' in page.text
    if path != "matter":
        assert 'value="想领高龄津贴"' in page.text
    assert listed(lite_world) == []


def test_another_look_keeps_what_was_typed(lite_world):
    owner = browser(lite_world, OWNER)
    page = owner.post(PAGE, data={"look": "elder", "key": "a" * 32, "matter": "想领津贴"})
    assert page.status_code == 200
    assert 'value="想领津贴"' in page.text


def test_who_asked_calls_it_off_and_nobody_else(lite_world):
    owner = browser(lite_world, OWNER)
    asked(owner)
    (off,) = field(owner.get(PAGE), "off")
    assert browser(lite_world, OTHER).post(PAGE, data={"off": off}).status_code == 404
    page = owner.post(PAGE, data={"off": off}, follow_redirects=True)
    assert field(page, "off") == []
    assert [one["state"] for one in listed(lite_world)] == ["cancelled"]


def test_more_than_a_few_at_a_time_are_refused_in_words(lite_world):
    owner = browser(lite_world, OWNER)
    for _ in range(5):
        asked(owner)
    page = asked(owner)
    assert page.status_code == 409
    assert "5" in re.search(r'class="notice"[^>]*>([^<]+)', page.text)[1]
    assert len(listed(lite_world)) == 5


def test_the_desk_writes_down_who_phones_and_other_staff_do_not(lite_world):
    desk = browser(lite_world, "dispatcher")
    assert PAGE in outline(desk.get("/plain/desk")).links
    page = asked(desk)
    assert page.status_code == 422
    assert 'id="name-error' in page.text
    assert asked(desk, name="李桂芳").status_code == 200
    assert [one["name"] for one in listed(lite_world)] == ["李桂芳"]
    assert PAGE not in outline(browser(lite_world, "leader").get("/plain/desk")).links
    page = browser(lite_world, "leader").get(PAGE)
    assert 'name="matter"' not in page.text
    assert browser(lite_world, "leader").post(PAGE, data={"key": "x"}).status_code == 403
