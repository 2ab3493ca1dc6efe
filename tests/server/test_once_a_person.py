"""One application a person where the service says so: the person is whom it is for, not who files it. And what
somebody asks for themselves they ask in their own name."""

import json

import pytest
from applying import IDENTITY, OTHER, RESIDENT, application, apply, post
from form_samples import ROOT
from test_admin_pages import browser
from test_every_service import answers
from world import done, fields, key, refused, take

from server.rules.form_parts import RULES, expand
from server.rules.service_words import RULE, error_key
from server.services.words import LANGUAGES

HELD = [("service", "already_open")]
SOMEBODY = {"applicant__name": "示例老人乙", "applicant__id_number": "990101194803152016"}


def asked(world, who: str, **changes) -> list:
    """What is wrong with one more application."""
    client = world.client(who)
    return fields(refused(post(client, application(client, **changes)), 422, "invalid"))


@pytest.mark.parametrize("first", ["self", "family"])
def test_whoever_files_it_a_person_has_one(lite_world, first):
    number = apply(lite_world, **{"for": first})["case"]["number"]
    for who in (RESIDENT, OTHER):
        for whom in ("self", "family"):
            assert asked(lite_world, who, **{"for": whom}) == HELD, (who, whom)
    # Written another way it is the same number.
    spaced = "990101 19550601 018x"
    assert asked(lite_world, OTHER, applicant__id_number=spaced) == HELD
    # Somebody else has their own.
    apply(lite_world, **{"for": "family"}, **SOMEBODY)
    done(take(lite_world.client(), number, "withdraw", reason="先不办"))
    apply(lite_world, OTHER, **{"for": "family"})


def test_it_is_told_with_the_way_to_it_before_anything_is_filled_in(lite_world):
    standing, told = "/me/standing/elder_allowance", "您已有一件同样的申请正在办"
    pages = ("/plain/services/elder_allowance", "/plain/apply/elder_allowance")
    nothing = {"code": None, "text": None, "number": None}
    client = lite_world.client()
    done(client.put("/me/identity", json=IDENTITY))
    assert done(client.get(standing)) == nothing
    for page in pages:
        assert told not in browser(lite_world, RESIDENT).get(page).text
    number = apply(lite_world)["case"]["number"]
    found = done(client.get(standing))
    assert (found["code"], found["number"]) == ("already_open", number)
    assert told in found["text"]
    for page in pages:
        text = browser(lite_world, RESIDENT).get(page).text
        assert told in text, page
        assert f'href="/plain/cases/{number}"' in text, page
    # Nobody else hears of it, and another service is free.
    assert done(lite_world.client(OTHER).get(standing)) == nothing
    assert done(client.get("/me/standing/senior_card")) == nothing
    refused(client.get("/me/standing/nothing"), 404, "not_found")
    refused(lite_world.client("dispatcher").get(standing), 403, "forbidden")
    # The same person's, filed by somebody else: it is told, and not where it is.
    done(take(client, number, "withdraw", reason="先不办"))
    assert done(client.get(standing)) == nothing
    apply(lite_world, OTHER, **{"for": "family"})
    assert done(client.get(standing)) == {
        "code": "already_open",
        "text": found["text"],
        "number": None,
    }


def test_one_of_several_children_is_enrolled_each_once(lite_world):
    client = lite_world.client()

    def enrol(number: str):
        body = answers(client, "points_school")
        body["child"]["id_number"] = number
        head = {"kind": "application", "service": "points_school", "service_version": 1}
        return client.post("/cases", json={**head, "for": "self", **body}, headers=key())

    done(enrol("990101201803152019"))
    done(enrol("990101201903152016"))
    assert fields(refused(enrol("990101201803152019"), 422, "invalid")) == HELD


def test_whose_name_is_confirmed_asks_for_themselves_in_that_name(lite_world):
    done(lite_world.client().put("/me/identity", json=IDENTITY))
    error = asked(lite_world, RESIDENT, **SOMEBODY)
    assert error == [("applicant.name", "mismatch"), ("applicant.id_number", "mismatch")]
    apply(lite_world, **{"for": "family"}, **SOMEBODY)
    apply(lite_world)


def service_forms() -> list[str]:
    return sorted(path.stem for path in (ROOT / "assets/catalogue/forms/services").glob("*.json"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", service_forms())
def test_every_rule_of_a_form_says_what_to_mend(code, language):
    parts = json.loads((ROOT / "assets/catalogue/form_parts.json").read_text("utf-8"))
    form = json.loads((ROOT / f"assets/catalogue/forms/services/{code}.json").read_text("utf-8"))
    form, _, _ = expand(code, form, parts)
    words = {}
    for name in ("common", code):
        path = ROOT / f"assets/i18n/{language}/services/{name}.json"
        words |= json.loads(path.read_text("utf-8"))
    for rule in form.get(RULES, ()):
        own = f"{form['words']}.{RULE}{rule['id']}"
        shared = error_key(form, rule["at"], rule["code"])
        assert own in words or shared in words, (rule["id"], own)
        # Of no field's own check: its sentence would be said of a day that is none as well.
        assert rule["code"] == "mismatch", rule["id"]
