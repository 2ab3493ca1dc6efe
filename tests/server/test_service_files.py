"""Services: what is wrong in a file is refused with its place, what is right is served in each language."""

import copy
import json
import logging
import shutil

import pytest
from form_samples import ROOT
from world import done

from server.config import ConfigError, load
from server.services.affairs import open_affairs, read_services, sources_of
from server.services.words import LANGUAGES

ASSETS = ROOT / "assets"
DEPARTMENTS = {"civil": "民政事务科", "community": "社区建设科"}
STREET = json.loads((ASSETS / "catalogue/street.json").read_text("utf-8"))
#: The one that the mistakes are made in.
CODE = "elder_allowance"


@pytest.fixture
def own(tmp_path):
    """The product's services in a folder of their own, to be changed."""
    return Own(tmp_path)


class Own:
    def __init__(self, folder):
        self.folder = folder
        for name in ("services", "bundles", "forms/services"):
            shutil.copytree(ASSETS / "catalogue" / name, folder / "catalogue" / name)
        for name in ("facts.json", "form_parts.json"):
            shutil.copy(ASSETS / "catalogue" / name, folder / "catalogue" / name)
        shutil.copytree(ASSETS / "i18n", folder / "i18n")

    @property
    def sources(self):
        """Where it lies."""
        at = self.folder / "catalogue"
        return sources_of(load(None))._replace(
            services=at / "services",
            bundles=at / "bundles",
            forms=at / "forms/services",
            parts=at / "form_parts.json",
            facts=at / "facts.json",
            texts=self.folder / "i18n",
        )

    def change(self, file: str, change) -> None:
        """Change a file's value in place."""
        path = self.folder / file
        value = json.loads(path.read_text("utf-8"))
        change(value)
        path.write_text(json.dumps(value), "utf-8")

    def said(self) -> list[str]:
        """The mistakes."""
        departments = {one["id"] for one in STREET["departments"]}
        return [str(mistake) for mistake in read_services(self.sources, departments).mistakes]


def test_the_products_own_services_have_no_mistake(own):
    assert own.said() == []


def condition(require):
    return lambda s: s["conditions"][0].update(require=require)


def material(index: int, **members):
    return lambda s: s["materials"][index].update(members)


SERVICE, FORM = f"services/{CODE}.json", f"forms/services/{CODE}.json"
AGE = ["fact", "person.birth_date"]
MISTAKES = {
    "an unknown member": (SERVICE, lambda s: s.update(colour="red"), "#/colour: nobody knows"),
    "an unknown event": (SERVICE, lambda s: s.update(events=["party"]), "#/events/0: Invalid enum"),
    "no event and no group": (SERVICE, lambda s: s.update(events=[]), "nobody would find it"),
    "an event twice": (
        SERVICE,
        lambda s: s.update(events=["work", "work"]),
        "#/events: has a word",
    ),
    "another code": (SERVICE, lambda s: s.update(code="other"), "#/code: must be the file's name"),
    "an unknown fact": (
        SERVICE,
        condition(["eq", ["fact", "person.colour"], "red"]),
        "#/conditions/0/require/1/1: unknown fact 'person.colour'",
    ),
    "a fact of the case": (
        SERVICE,
        condition(["eq", ["fact", "case.category"], "help"]),
        "#/conditions/0/require: 'case.category' is never known of a person",
    ),
    "an answer in a condition": (
        SERVICE,
        condition(["eq", ["answer", "x"], True]),
        "#/conditions/0/require/1/1: unknown answer 'x'",
    ),
    "a condition that mixes types": (
        SERVICE,
        condition(["ge", AGE, 80]),
        "#/conditions/0/require: mixes date and number",
    ),
    "a condition that is a number": (
        SERVICE,
        condition(["years", AGE, ["today"]]),
        "#/conditions/0/require: a condition must be a yes or no, not number",
    ),
    "a condition that always holds": (SERVICE, condition(True), "require: hangs on no fact"),
    "a condition that is too deep": (
        SERVICE,
        condition(json.loads('["not",' * 40 + "true" + "]" * 40)),
        "deeper than 32",
    ),
    "two conditions of one name": (
        SERVICE,
        lambda s: s["conditions"].append(s["conditions"][0]),
        "#/conditions/3/id: two conditions 'age'",
    ),
    "a material that is no field": (
        SERVICE,
        material(0, field="materials.nothing"),
        "#/materials/0/field: 'materials.nothing' is no attachments field of the form",
    ),
    "a material that is another field": (
        SERVICE,
        material(0, field="applicant.name"),
        "#/materials/0/field: 'applicant.name' is no attachments field of the form",
    ),
    "a field that is no material": (
        SERVICE,
        lambda s: s["materials"].pop(0),
        "#/materials: the form's 'materials.id_card' is no material",
    ),
    "a material that the form does not insist on": (
        SERVICE,
        lambda s: s["materials"][0].pop("have"),
        "#/materials/0/field: is required here and not in the form",
    ),
    "a material that only the form insists on": (
        SERVICE,
        material(1, minor=True),
        "#/materials/1/field: is required in the form and not here",
    ),
    "a material that an unknown fact replaces": (
        SERVICE,
        material(0, have="person.shoe"),
        "#/materials/0/have: unknown fact 'person.shoe'",
    ),
    "an unknown form": (SERVICE, lambda s: s.update(form="none"), "#/form: unknown form 'none'"),
    "a promise longer than the law": (
        SERVICE,
        lambda s: s["time"].update(promised=20, statutory=10),
        "#/time/promised: is more than the law allows",
    ),
    "an end before the beginning": (
        SERVICE,
        lambda s: s.update(opens="2026-09-30", closes="2026-09-01"),
        "#/closes: is before it opens",
    ),
    "a day that is none": (SERVICE, lambda s: s.update(opens="2026-02-30"), "#/opens: no date"),
    "an unknown law": (SERVICE, lambda s: s.update(basis=["magic"]), "#/basis/0: no text"),
    "an unknown question": (SERVICE, lambda s: s.update(questions=["x"]), "#/questions/0: no text"),
    "a prepared field that the form does not have": (
        SERVICE,
        lambda s: s["prepared"]["earlier"].append("colour"),
        "#/prepared/earlier/6: unknown field 'colour'",
    ),
    "a declaration that is given for somebody": (
        SERVICE,
        lambda s: s["prepared"]["earlier"].append("truth"),
        "#/prepared/earlier/6: 'truth' is never answered beforehand",
    ),
    "a usual answer that is none": (
        SERVICE,
        lambda s: s["prepared"].update(usual={"abroad": "perhaps"}),
        "#/prepared/usual/abroad: is no answer of 'abroad'",
    ),
    "a home that is no address": (
        SERVICE,
        lambda s: s["prepared"].update(home="abroad"),
        "#/prepared/home: 'abroad' is no address",
    ),
    "a prepared service whose form asks what nobody knows": (
        SERVICE,
        lambda s: s["prepared"]["earlier"].remove("bank.card"),
        "#/prepared: nothing says how the required 'bank.card' is known",
    ),
    "a form of another name": (FORM, lambda f: f.update(code="x"), f"{FORM}#/code: must be the"),
    "an unknown part": (
        FORM,
        lambda f: f["fields"][0].update(use="nobody"),
        f"{FORM}#/fields/0/use: unknown part 'nobody'",
    ),
    "a path for a part of many": (
        FORM,
        lambda f: f["fields"][0].update(path="x"),
        f"{FORM}#/fields/0/path: 'applicant' has several fields",
    ),
    "a field after a part": (
        FORM,
        lambda f: f["fields"][2].update(type="magic"),
        f"{FORM}#/fields/2/type: unknown type 'magic'",
    ),
    "a field that hangs on itself": (
        FORM,
        lambda f: f["fields"][2].update(show_if=["answered", "abroad"]),
        f"{FORM}#/fields/2: 'abroad' depends on itself",
    ),
    "a form that knows too much": (
        FORM,
        lambda f: f["fields"][2].update(prefill={"fact": "person.shoe", "purpose": "x"}),
        f"{FORM}#/fields/2/prefill/fact: unknown fact 'person.shoe'",
    ),
    "a field that the call has itself": (
        FORM,
        lambda f: f["fields"][2].update(path="kind"),
        f"{FORM}#/fields/2/path: is the call's own",
    ),
    "words of another form": (FORM, lambda f: f.update(words="form.appeal"), "#/form: the form's"),
    "a fact asked as another type": (
        "facts.json",
        lambda f: f["facts"]["person.birth_date"].update(ask="yes_no"),
        "facts.json#/facts/person.birth_date/ask: yes_no gives boolean, not date",
    ),
    "a choice without options": (
        "facts.json",
        lambda f: f["facts"]["person.work"].pop("options"),
        "facts.json#/facts/person.work/options: a choice",
    ),
    "a fact without words": (
        "facts.json",
        lambda f: f["facts"].update({"person.shoe": {"type": "number", "from": "person"}}),
        "facts.json#/facts/person.shoe: no text fact.person.shoe.label in zh-CN",
    ),
    "a part that uses a part": (
        "form_parts.json",
        lambda p: p["truth"][0].update(use="inquiry"),
        "form_parts.json#/truth/0/use: a part uses no other part",
    ),
    "an empty part": (
        "form_parts.json",
        lambda p: p.update(truth=[]),
        "form_parts.json#/truth: must be a list of fields",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_with_its_place(own, name):
    file, change, expected = MISTAKES[name]
    own.change(f"catalogue/{file}", change)
    assert any(expected in line for line in own.said()), own.said()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("file", "key", "place"),
    [
        (CODE, f"service.{CODE}.title", f"{SERVICE}#: no text"),
        (CODE, f"service.{CODE}.condition.age", f"{SERVICE}#/conditions/0: no text"),
        ("common", "material.bank_card.how", f"{SERVICE}#/materials/2: no text"),
        ("common", "basis.law_elderly", f"{SERVICE}#/basis/0: no text"),
        (CODE, f"service.{CODE}.question.late.answer", f"{SERVICE}#/questions/2: no text"),
        (CODE, f"form.{CODE}.abroad.label", f"{FORM}#/fields/2: no text"),
        ("common", "part.bank.name.label", f"{FORM}#/fields/3: no text"),
        ("common", "section.pay.title", f"{FORM}#/sections/2: no text"),
    ],
)
def test_a_missing_text_is_told_where_it_is_needed(own, language, file, key, place):
    own.change(f"i18n/{language}/services/{file}.json", lambda texts: texts.pop(key))
    assert any(line.startswith(place) and line.endswith(language) for line in own.said())


def test_a_text_that_nothing_says_is_told(own):
    own.change(f"i18n/en/services/{CODE}.json", lambda t: t.update({f"service.{CODE}.old": "x"}))
    assert own.said() == [f"{SERVICE}#: nothing says service.{CODE}.old in en"]


def test_a_broken_form_is_told_once_and_not_again_at_each_material(own):
    own.change(f"catalogue/{FORM}", lambda f: f["fields"][2].update(type="magic"))
    assert own.said() == [f"{FORM}#/fields/2/type: unknown type 'magic'"]


def test_texts_and_forms_of_no_service_are_told(own):
    (own.folder / f"catalogue/{SERVICE}").unlink()
    said = own.said()
    assert f"{FORM}#: no service asks it" in said
    assert f"i18n/en/services/{CODE}.json#: of no service" in said


def test_a_form_that_two_services_ask_is_told(own):
    own.change("catalogue/services/temporary_relief.json", lambda s: s.update(form=CODE))
    assert f"{FORM}#: two services ask it" in own.said()


@pytest.mark.parametrize("file", ["services/x.json", "form_parts.json", "facts.json"])
def test_a_file_that_is_no_json_is_told(own, file):
    (own.folder / "catalogue" / file).write_text("{", "utf-8")
    assert any(line.startswith(f"{file}#: is not JSON") for line in own.said())


def configured(own):
    config = load(None)
    at = own.folder / "catalogue"
    config.street.services = str(at / "services")
    config.street.service_forms = str(at / "forms/services")
    return config


def test_a_street_with_services_that_cannot_be_used_does_not_start(own):
    own.change(f"catalogue/{SERVICE}", lambda s: s.update(basis=["magic"]))
    with pytest.raises(ConfigError, match=r"services/elder_allowance\.json#/basis/0"):
        open_affairs(configured(own), DEPARTMENTS)


def test_a_service_of_a_department_that_is_not_here_is_left_out_and_said(own, caplog):
    with caplog.at_level(logging.WARNING):
        affairs = open_affairs(configured(own), {"community": "社区建设科"})
    assert CODE not in affairs.by_code
    assert "residence_permit" in affairs.by_code
    assert f"service {CODE} is left out" in caplog.text


def served(world, name: str) -> dict:
    address = done(world.nobody().get("/catalogue"))["files"][name]
    return done(world.nobody().get(world.url + address))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_services_says_what_a_guide_is_called_and_who_does_it(lite_world, language):
    listed = served(lite_world, f"services.{language}.json")
    codes = [one["code"] for one in listed["services"]]
    files = [p for part in ("services", "bundles") for p in (ASSETS / "catalogue" / part).iterdir()]
    assert sorted(codes) == sorted(path.stem for path in files)
    row = next(one for one in listed["services"] if one["code"] == CODE)
    assert row["title"] == {"zh-CN": "高龄津贴", "en": "Allowance for the very old"}[language]
    assert row["department_name"] == "民政事务科"
    assert row["online"] is True
    assert listed["facts"]["person.birth_date"]["ask"] == "date"
    assert listed["words"]["event.birth"] == {"zh-CN": "出生", "en": "Birth"}[language]


def test_a_guide_comes_with_its_form_and_every_text_in_its_place(lite_world):
    whole = served(lite_world, f"service.{CODE}.zh-CN.json")
    paths = [field["path"] for field in whole["form"]["fields"]]
    assert paths[:4] == ["applicant.name", "applicant.id_number", "applicant.phone", "home"]
    words = whole["words"]
    assert words[f"service.{CODE}.material.id_card.title"] == "身份证"
    assert words[f"form.{CODE}.materials.id_card.label"] == "身份证"
    assert words[f"form.{CODE}.section.pay.title"] == "钱打到哪里"
    assert words["part.applicant.name.label"] == "姓名"
    assert words[f"service.{CODE}.condition.local_household"] == "户口在本街道"
    assert "material.death_certificate.title" not in words


def test_the_programs_own_forms_hold_no_form_of_a_service(lite_world):
    codes = {form["code"] for form in served(lite_world, "forms.json")}
    assert CODE not in codes


def test_two_readings_give_the_same_files(own):
    first = open_affairs(configured(own), DEPARTMENTS)
    again = copy.copy(open_affairs(configured(own), DEPARTMENTS))
    assert first.files() == again.files()
