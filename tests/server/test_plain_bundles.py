"""Several services asked for at once without script: found, asked, checked, filed and followed."""

import re

import pytest
from applying import IDENTITY
from form_samples import good
from test_bundles import NEWBORN, verified
from test_pages import outline
from test_plain import at
from world import picture


@pytest.fixture
def browser(lite_world):
    """The browser of somebody who has verified who it is."""
    return at(lite_world, verified(lite_world))


def test_what_is_done_together_is_found_and_says_what_it_consists_of(browser):
    page = browser.get("/plain/services")
    assert "新生儿出生一件事" in page.text
    guide = browser.get("/plain/services/newborn")
    outline(guide)
    for title in ("生育登记", "新生儿参保", "育儿补贴"):
        assert title in guide.text
    assert 'href="/plain/apply/newborn"' in guide.text
    assert "新生儿出生一件事" in browser.get("/plain/services?q=生孩子").text


def hidden(page) -> dict:
    """What a page carries of itself."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
    fields: dict[str, list[str]] = {}
    for name, value in found:
        fields.setdefault(name, []).append(value)
    return fields


def typed(world) -> dict:
    """What somebody types who needs all three."""
    given: dict = {}
    for field in world.window.reference.affairs.forms["newborn"]["fields"]:
        path, kind = field["path"], field["type"]
        value = good({**field, "path": path.split(".")[-1]}, "")
        if path.startswith("which."):
            given[path] = "yes" if NEWBORN[path.split(".")[1]] else "no"
        elif kind == "declaration":
            given[path] = "yes"
        elif kind in ("address", "place", "person"):
            given |= {f"{path}.{part}": text for part, text in value.items()}
        elif kind not in ("attachments", "group", "fact"):
            given[path] = value
    given |= {
        "applicant.name": IDENTITY["name"],
        "applicant.id_number": IDENTITY["id_number"],
        "bank.holder": "张三",
        "newborn_insurance.child.name": "小明",
        "childcare_subsidy.elsewhere": "no",
        "rows.childcare_subsidy.children": "1",
        "childcare_subsidy.children.0.name": "小明",
        "childcare_subsidy.children.0.id_number": "990101194803152016",
        "childcare_subsidy.children.0.born": "2026-03-08",
        "for": "self",
    }
    return given


def test_the_questions_come_first_then_what_is_shared_then_what_each_needs(lite_world, browser):
    page = browser.get("/plain/apply/newborn")
    outline(page)
    assert "孩子出生了吗？" in page.text
    assert 'name="applicant.name"' not in page.text
    answered = {f"which.{name}": "yes" if yes else "no" for name, yes in NEWBORN.items()}
    page = browser.post("/plain/apply/newborn", data=hidden(page) | answered)
    outline(page)
    for words in ("给谁办", "新生儿参保", "您说孩子还没参加居民医保", "您说要申请育儿补贴"):
        assert words in page.text, words
    assert page.text.count('id="applicant.name"') == 1
    assert page.text.index('name="applicant.name"') < page.text.index('id="newborn_insurance.child')

    photos = [
        (path, ("a.png", picture(), "image/png"))
        for path in ("materials.household_book", "materials.birth_certificate")
    ]
    wrong = typed(lite_world) | {"newborn_insurance.child.name": ""}
    page = browser.post("/plain/apply/newborn", data=hidden(page) | wrong, files=photos)
    assert 'href="#newborn_insurance.child.name"' in page.text
    page = browser.post("/plain/apply/newborn", data=hidden(page) | typed(lite_world))
    assert "小明" in page.text
    assert 'name="seen"' in page.text
    page = browser.post("/plain/apply/newborn", data=hidden(page) | {"seen": "1"})
    assert page.status_code == 201, page.text
    outline(page)
    numbers = re.findall(r"\d{6} ?A ?[\d ]+", page.text)
    assert len(numbers) >= 4
    for title in ("新生儿出生一件事", "生育登记", "新生儿参保", "育儿补贴"):
        assert title in page.text
    link = re.search(r'href="(/plain/cases/[^"]+)"', page.text)[1]
    whole = browser.get(link)
    outline(whole)
    parts = re.findall(r'href="(/plain/cases/[0-9A-Z]+)"', whole.text)
    assert len(parts) == 3
    part = browser.get(parts[0])
    outline(part)
    assert f'href="{link}"' in part.text


def test_who_needs_nothing_of_it_is_told_so(browser):
    page = browser.get("/plain/apply/newborn")
    none = {"which.registered": "yes", "which.born": "no"}
    page = browser.post("/plain/apply/newborn", data=hidden(page) | none)
    assert 'href="#which.born"' in page.text
