"""What comes in nested without end, and other files that an office may hand in: told where it comes in, and
what is stored all the same stops no page."""

import json

import pytest
from test_admin_pages import browser, changes
from test_drafts import put
from test_pages import outline
from test_service_parts import save
from test_service_versions import CODE, GUIDE, LIST, PAGE, errors, exported, press, retitled, send
from world import refused

from server.rules.written_service import WrittenService
from server.services import service_versions, settings


def nested(depth: int):
    """A rule in so many lists."""
    rule = ["eq", ["fact", "person.veteran"], True]
    for _ in range(depth):
        rule = ["not", rule]
    return rule


@pytest.mark.parametrize("depth", [100, 900, 2000])
def test_a_rule_that_is_nested_without_end_is_told_where_it_comes_in_and_kept_nowhere(
    lite_world, depth
):
    admin = browser(lite_world, "admin")
    value = exported(admin)
    raw = json.dumps(value["service"]["conditions"][0]["require"])
    deep = "".join(['["not",' * depth, raw, "]" * depth])
    page = save(admin, "conditions/0", require__raw=deep)
    assert page.status_code == 422
    outline(page)
    assert "规则原文一层套一层太深，请写短一些" in errors(page)
    page = send(admin, json.dumps(value).replace(raw, deep, 1).encode())
    assert page.status_code == 422
    assert "里面一层套一层太深" in "".join(errors(page))
    assert changes(lite_world) == []


def test_a_draft_that_no_page_can_show_is_given_up_or_written_anew_by_page(lite_world):
    window, admin = lite_world.window, browser(lite_world, "admin")
    value = json.loads(window.reference.affairs.written[CODE].json)
    value["service"]["conditions"][1]["require"] = nested(900)

    def keep(tx):
        seen = service_versions.state(tx, CODE).newest
        service_versions.keep(window, tx, settings.Author(), WrittenService(**value), seen)

    lite_world.write(keep)
    pages = (LIST, PAGE, f"{PAGE}/conditions", f"{PAGE}/conditions/1", f"{PAGE}/preview")
    for path in (*pages, "/plain/admin/changes", f"{PAGE}?file=json"):
        assert admin.get(path, follow_redirects=True).status_code == 200, path
    page = admin.get(PAGE)
    outline(page)
    assert "草稿打不开" in page.text
    assert "还有地方不对" in press(admin, "ready").text
    assert "草稿打不开" not in press(admin, "discard").text
    lite_world.write(keep)
    assert save(admin, "definition", **{"title.zh-CN": "长寿津贴"}).status_code == 200
    assert "草稿打不开" not in admin.get(PAGE).text
    assert press(admin, "ready").status_code == 200
    assert press(admin, "publish").status_code == 200
    assert "长寿津贴" in browser(lite_world, None).get(GUIDE).text


def test_a_file_saved_by_a_plain_editor_is_read_and_what_is_no_json_has_its_place(lite_world):
    admin = browser(lite_world, "admin")
    value = exported(admin)
    retitled(value)
    page = send(admin, b'{"service": 1,\n  x}')
    assert "文件读不出来：第 2 行第 3 个字写错了" in "".join(errors(page))
    assert send(admin, json.dumps(value).encode("utf-8-sig")).status_code == 303


def test_a_service_names_a_window_of_the_hall_and_promises_a_day_at_least(lite_world):
    admin = browser(lite_world, "admin")
    value = exported(admin)
    value["service"]["counter"] = "99"
    value["service"]["time"] = {"promised": 0}
    said = "".join(errors(send(admin, value)))
    assert "没有“99”号窗口" in said
    assert "期限" in said
    assert changes(lite_world) == []


def test_a_draft_of_a_resident_that_is_nested_without_end_is_refused_in_words(lite_world):
    client = lite_world.client()
    answers: list = []
    for _ in range(900):
        answers = [answers]
    refused(put(client, {"note": answers}), 400, "malformed")
