"""Several services at once, as the server puts them together, the client reads them and the page without script asks
them: tests/contract/bundle.json. After one of its services changed, OW_WRITE_CONTRACT=1 writes it anew, to be looked at."""

import json
import os
import re
from pathlib import Path

import pytest
from test_bundles import NEWBORN, verified
from test_plain import at

from server.rules.expressions import Scope, is_true

FILE = Path(__file__).resolve().parents[1] / "contract" / "bundle.json"
CODE, LANGUAGE = "newborn", "zh-CN"
ABOUT = (
    "Several services at once, as GET /bundles/newborn answers them; left_out: what the mandate that is named is not "
    "about. asked: the fields that are asked where the questions are answered as in told, in their order."
)
CASES = {
    "all of them": [],
    "a mandate that is not about one of them": ["childcare_subsidy"],
    "a mandate that is about one of them only": ["newborn_insurance", "childcare_subsidy"],
}


def made(affairs) -> dict:
    """The fixture as the server has it now."""
    cases = []
    for name, left_out in CASES.items():
        whole = affairs.whole_without(CODE, LANGUAGE, left_out)
        scope = Scope({"which": NEWBORN}, {}, "2026-11-23")
        fields = whole["form"]["fields"]
        asked = [f["path"] for f in fields if "show_if" not in f or is_true(f["show_if"], scope)]
        answer = {"service": whole["service"], "form": whole["form"]}
        cases.append({"name": name, "left_out": left_out, "asked": asked, **answer})
    return {"about": ABOUT, "told": {"which": NEWBORN}, "cases": cases}


@pytest.fixture
def contract(lite_world) -> dict:
    """What the file says."""
    now = made(lite_world.window.reference.affairs)
    if os.environ.get("OW_WRITE_CONTRACT"):
        FILE.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return json.loads(FILE.read_text("utf-8"))


def test_the_server_puts_them_together_as_the_file_says(lite_world, contract):
    assert made(lite_world.window.reference.affairs) == contract
    whole = lite_world.window.reference.affairs.whole(CODE, LANGUAGE)
    assert contract["cases"][0]["form"] == whole["form"]
    assert contract["cases"][0]["service"] == whole["service"]


def test_a_question_of_several_is_asked_once_and_lies_at_one_place_whatever_is_left_out(contract):
    every = contract["cases"][0]
    for case in contract["cases"]:
        assert len(set(case["asked"])) == len(case["asked"])
        assert set(case["asked"]) <= set(every["asked"])
        members = {member["service"]: member["paths"] for member in case["service"]["bundle"]}
        assert not set(members) & set(case["left_out"])
        assert all(paths == _paths(every, code) for code, paths in members.items())


def _paths(case: dict, code: str) -> dict:
    return next(one["paths"] for one in case["service"]["bundle"] if one["service"] == code)


def test_the_page_without_script_asks_what_the_file_says(lite_world, contract):
    browser = at(lite_world, verified(lite_world))
    page = browser.get("/plain/apply/newborn").text
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    told = {f"which.{name}": "yes" if yes else "no" for name, yes in NEWBORN.items()}
    page = browser.post("/plain/apply/newborn", data=hidden | told).text
    shown = re.findall(r'<input type="hidden" name="shown" value="([^"]*)"', page)
    assert shown == contract["cases"][0]["asked"]
