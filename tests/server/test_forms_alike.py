"""Every form finds the same mistakes and keeps the same answers on both sides."""

import random

import pytest
from form_samples import (
    ALL_TYPES,
    DEPARTMENTS,
    FORMS,
    GRIDS,
    SERVICE_FORMS,
    TODAY,
    draw_answers,
)
from rules_tool import ask

from server.rules.canonical import canonical_text
from server.rules.forms import Known, check_answers

FACTS = (
    {},
    {"tax": {"income": 12}, "case": {"category": "help"}},
    {"case": {"category": "praise"}},
)


def question(form: dict, answers: dict, facts: dict) -> dict:
    asked = {"do": "form", "form": form, "answers": answers, "today": TODAY.isoformat()}
    return asked | {"grids": GRIDS, "departments": DEPARTMENTS, "facts": facts}


def compare(form: dict, draws: int, seed: int) -> tuple[int, int]:
    """How many of the drawn answers were right, how many wrong; all the same on both sides."""
    draw = random.Random(seed)
    asked = [question(form, draw_answers(draw, form), draw.choice(FACTS)) for _ in range(draws)]
    good = 0
    for each, theirs in zip(asked, ask(asked), strict=True):
        known = Known(GRIDS, DEPARTMENTS, TODAY, each["facts"])
        mine = check_answers(form, each["answers"], known)
        assert [[p.path, p.code] for p in mine.problems] == theirs["errors"], each["answers"]
        assert canonical_text(mine.answers) == canonical_text(theirs["kept"]), each["answers"]
        if not mine.problems:
            good += 1
            again = check_answers(form, mine.answers, known)
            assert again == mine, each["answers"]
    return good, draws - good


@pytest.mark.parametrize("code", FORMS)
def test_a_form_of_the_catalogue_is_judged_alike(code):
    good, bad = compare(FORMS[code], 300, 7)
    assert good > 20, "the samples are hardly ever right"
    assert bad > 10, "the samples are hardly ever wrong"


@pytest.mark.parametrize("code", SERVICE_FORMS)
def test_a_form_of_a_service_is_judged_alike(code):
    good, bad = compare(SERVICE_FORMS[code], 200, 7)
    assert good > 20, "the samples are hardly ever right"
    assert bad > 10, "the samples are hardly ever wrong"


def test_a_form_with_every_type_is_judged_alike():
    good, bad = compare(ALL_TYPES, 4_000, 11)
    assert good > 20
    assert bad > 1_000
