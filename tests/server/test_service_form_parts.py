"""Sections, groups, papers and shared fields of a form on the pages, without script: they are made, named,
ordered and taken out, and stand on the page that residents get."""

import json
import re
from html import unescape

import pytest
from form_writing import APPLY, both, button, children, form_of, kept, made, published, stay
from test_admin_pages import browser
from test_pages import outline
from test_service_parts import save, service_is_right
from test_service_versions import CODE, PAGE, errors, exported, press

from server.rules import service_cost


@pytest.fixture
def admin(lite_world):
    """An administrator's browser."""
    return browser(lite_world, "admin")


# --- sections ---


def test_a_section_is_added_named_ordered_and_stands_on_the_resident_s_page(lite_world, admin):
    section, _ = stay(admin)
    # New ones stand before the one where everything is looked over.
    assert [one["id"] for one in form_of(admin)["sections"]][-2:] == ["section_1", "check"]
    at = section.partition("/")[2]
    button(admin, "sections", f"up-{at}")
    published(admin)
    page = browser(lite_world, "13800000001").get(APPLY).text
    headings = [unescape(one) for one in re.findall(r"<h2[^>]*>([^<]+)</h2>", page)]
    assert headings.index("住院的日子") == headings.index("拍材料") - 1
    english = browser(lite_world, "13800000001").get(APPLY, headers={"Accept-Language": "en"})
    assert "Days in hospital" in english.text


def test_fields_move_up_and_down_through_the_sections_and_are_brought_to_one(admin):
    stay(admin)
    fields = form_of(admin)["fields"]
    at = next(i for i, one in enumerate(fields) if one.get("path") == "own_1")
    button(admin, "fields", f"up-{at}")  # over the edge: to the end of the section before
    fields = form_of(admin)["fields"]
    field = next(one for one in fields if one.get("path") == "own_1")
    assert field["section"] == "materials"
    there = [one.get("path") for one in fields if one["section"] == "materials"]
    assert there[-1] == "own_1"
    button(admin, "fields", f"down-{fields.index(field)}")
    fields = form_of(admin)["fields"]
    assert [f["path"] for f in fields if f["section"] == "section_1"] == ["own_1", "own_2"]
    abroad = next(i for i, one in enumerate(fields) if one.get("path") == "abroad")
    assert button(admin, "sections/4", "take", field=str(abroad)).status_code == 303
    fields = form_of(admin)["fields"]
    assert [f["path"] for f in fields if f["section"] == "section_1"] == [
        "own_1",
        "own_2",
        "abroad",
    ]
    page = admin.get(f"{PAGE}/sections/4")
    outline(page)
    assert "3 项" in page.text


def test_the_edges_of_the_form_move_nothing(admin):
    before = form_of(admin)
    button(admin, "fields", "up-0")
    button(admin, "fields", f"down-{len(before['fields']) - 1}")
    button(admin, "sections", "up-0")
    assert form_of(admin) == before


def test_the_fields_of_a_section_that_goes_follow_those_of_its_neighbour(admin):
    section, _ = stay(admin)
    at = section.partition("/")[2]
    button(admin, "sections", f"remove-{at}")
    form = form_of(admin)
    assert "section_1" not in json.dumps(exported(admin))
    assert "住院的日子" not in json.dumps(exported(admin), ensure_ascii=False)
    assert {f["path"]: f["section"] for f in form["fields"] if "own" in f.get("path", "")} == {
        "own_1": "materials",
        "own_2": "materials",
    }
    assert service_is_right(admin)
    button(admin, "sections", "remove-0")
    assert form_of(admin)["fields"][0]["section"] == "home"


def test_the_last_section_is_not_taken_out(admin):
    for _ in range(4):
        button(admin, "sections", "remove-0")
    assert len(form_of(admin)["sections"]) == 1
    before = exported(admin)
    answer = button(admin, "sections", "remove-0")
    assert "至少要有一组" in answer.text
    assert exported(admin) == before


def test_a_section_without_a_title_is_told_with_the_way_to_it(admin):
    section = made(admin, "sections")
    page = admin.get(PAGE)
    assert "分组 · 第 5 项" in unescape(page.text)
    assert f'href="{PAGE}/{section}"' in page.text
    assert press(admin, "ready").status_code == 409


# --- groups ---


def test_a_group_is_made_and_asked_as_often_as_its_office_says(lite_world, admin):
    path = children(admin)
    group = form_of(admin)["fields"][int(path.rpartition("/")[2])]
    assert (group["min"], group["max"]) == (1, 3)
    assert [one["path"] for one in group["fields"]] == ["own_1", "own_2"]
    published(admin)
    form = lite_world.window.reference.affairs.forms[CODE]
    costs = {one.name: one.seconds for one in service_cost.shares({}, form, {})}
    assert costs["list_1.own_1"] == service_cost.FIELD_SECONDS["text"]
    page = browser(lite_world, "13800000001").get(APPLY).text
    assert "<legend>孩子 1</legend>" in page
    assert "再加一个孩子" in page
    assert 'name="list_1.0.own_2"' in page


def test_a_group_asked_twice_costs_twice(admin):
    path = children(admin)
    once = _group_seconds(admin)
    kept(admin, path, min="2")
    assert _group_seconds(admin) == 2 * once


def _group_seconds(admin) -> float:
    groups = [one for one in form_of(admin)["fields"] if one.get("type") == "group"]
    return sum(one.seconds for one in service_cost.shares({}, {"fields": groups}, {}))


def test_the_fields_of_a_group_are_ordered_and_taken_out_with_their_words(admin):
    path = children(admin)
    at = int(path.rpartition("/")[2])
    button(admin, path, "up-1")
    assert [f["path"] for f in form_of(admin)["fields"][at]["fields"]] == ["own_2", "own_1"]
    button(admin, path, "remove-0")
    assert [f["path"] for f in form_of(admin)["fields"][at]["fields"]] == ["own_1"]
    assert "几岁" not in json.dumps(exported(admin), ensure_ascii=False)
    assert service_is_right(admin)
    button(admin, "fields", f"remove-{at}")
    assert "list_1" not in json.dumps(exported(admin))


def test_a_field_of_a_group_can_hang_on_another_of_the_same_entry(admin):
    path = children(admin)
    answer = save(
        admin, f"{path}/1", show_if__what="answer:own_1", show_if__how="eq", show_if__value="小明"
    )
    assert answer.status_code == 200, errors(answer)
    assert "孩子的名字" in answer.text
    group = form_of(admin)["fields"][int(path.rpartition("/")[2])]
    assert group["fields"][1]["show_if"] == ["eq", ["answer", "own_1"], "小明"]


def test_a_group_without_fields_is_a_fault_with_its_place(admin):
    path = children(admin)
    page = button(admin, path, "remove-1").headers["location"]
    button(admin, path, "remove-0")
    assert "还没有" in admin.get(page).text
    kept(admin, path, max="")
    assert "要写最多多少" in admin.get(PAGE).text
    assert f'href="{PAGE}/{path}"' in admin.get(PAGE).text


def test_options_of_a_field_in_a_group_have_their_words_there(lite_world, admin):
    path = children(admin)
    kept(
        admin,
        f"{path}/1",
        type="choice",
        max="",
        options="home | 在家 | At home\nschool | 上学 | At school",
    )
    texts = exported(admin)["texts"]["zh-CN"]
    assert texts[f"form.{CODE}.list_1.own_2.option.home"] == "在家"
    published(admin)
    assert "在家" in browser(lite_world, "13800000001").get(APPLY).text


# --- papers and shared fields ---


def test_a_paper_is_handed_in_as_photos_or_as_a_pdf_too_as_the_office_says(lite_world, admin):
    field = "materials.household_book"
    at = [m["id"] for m in exported(admin)["service"]["materials"]].index("household_book")
    kept(admin, f"materials/{at}", photos="document")
    (own,) = [f for f in form_of(admin)["fields"] if f.get("path") == field]
    assert own["use"] == "document"
    assert own["required"] is True
    published(admin)
    page = browser(lite_world, "13800000001").get(APPLY).text
    takes = re.search(rf'id="{field}"[^>]*accept="([^"]+)"', page)[1]
    assert "application/pdf" in takes
    kept(admin, f"materials/{at}", photos="photo")
    (own,) = [f for f in form_of(admin)["fields"] if f.get("path") == field]
    assert own["use"] == "photo"
    kept(admin, f"materials/{at}", photos="")
    left = exported(admin)
    left["service"].pop("prepared")  # fills in what is there (ADR 71)
    assert field not in json.dumps(left)


def test_when_a_paper_is_wanted_and_how_many_pictures_is_said_at_its_field(admin):
    fields = form_of(admin)["fields"]
    at = next(i for i, f in enumerate(fields) if f.get("path") == "materials.portrait")
    kept(admin, f"fields/{at}", show_if__what="answer:abroad", show_if__how="holds", max="2")
    field = form_of(admin)["fields"][at]
    assert (field["show_if"], field["max"]) == (["answer", "abroad"], 2)
    assert service_is_right(admin)


def test_fields_that_many_services_share_are_added_and_none_is_offered_twice(admin):
    page = admin.get(f"{PAGE}/fields").text
    offered = re.search(r'<select id="use".*?</select>', page, re.S)[0]
    assert "members" in offered
    assert "applicant" not in offered
    assert "photo" not in offered
    made(admin, "fields", "shared", use="members", section="1")
    (entry,) = [f for f in form_of(admin)["fields"] if f.get("use") == "members"]
    assert entry["section"] == "home"
    assert service_is_right(admin)
    for use, section in (("members", "1"), ("photo", "1"), ("", "1"), ("inquiry", "9")):
        answer = button(admin, "fields", "shared", use=use, section=section)
        assert answer.status_code == 404, use


def test_why_something_is_asked_stands_below_it_for_the_resident(lite_world, admin):
    path = made(admin, "fields", "add-1")
    kept(
        admin, path, **both("label", "楼里有电梯吗", "Is there a lift"),
        **both("purpose_words", "好安排人上门", "So that we know whom to send"),
    )  # fmt: skip
    published(admin)
    assert "好安排人上门" in browser(lite_world, "13800000001").get(APPLY).text
