"""Every service of the catalogue can be asked for: its form opens without script in each language, and
good answers to it become a case."""

import copy
import re

import pytest
from applying import IDENTITY
from form_samples import SERVICE_FORMS, good
from test_pages import outline
from test_plain import at
from world import done, key, upload

from server.rules.values import put

OWN = {"person.name": IDENTITY["name"], "person.id_number": IDENTITY["id_number"]}


@pytest.fixture
def person(lite_world):
    """Somebody who has verified who it is."""
    client = lite_world.client()
    done(client.put("/me/identity", json=IDENTITY))
    return client


def answers(client, code: str) -> dict:
    """Good answers to all that the form asks, with photos that are there."""
    given: dict = {}
    for field in SERVICE_FORMS[code]["fields"]:
        value = copy.deepcopy(good(field, code))
        if field["type"] == "attachments":
            value = [upload(client)]
        elif field.get("prefill", {}).get("fact") in OWN:
            value = OWN[field["prefill"]["fact"]]
        put(given, field["path"], value)
    return given


@pytest.mark.parametrize("code", SERVICE_FORMS)
def test_a_service_is_asked_for_by_its_own_form(lite_world, person, code):
    affairs = lite_world.window.reference.affairs
    service = affairs.by_code[code]
    asked = {"kind": "application", "service": code, "service_version": service["version"]}
    asked |= {"for": "self", **answers(person, code)}
    case = done(person.post("/cases", json=asked, headers=key()))["case"]
    assert case["service"] == code
    assert case["department_name"] == affairs.departments[service["department"]]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("code", SERVICE_FORMS)
def test_a_services_form_opens_without_script_in_each_language(lite_world, person, code, language):
    browser = at(lite_world, person)
    page = browser.get(f"/plain/apply/{code}", headers={"Accept-Language": language})
    assert page.status_code == 200
    outline(page)
    said = re.sub(r"<[^>]+>", " ", page.text)
    assert not re.search(r"\b(form|part|service|plain|label|material|section)\.[a-z]+\.[a-z]", said)
