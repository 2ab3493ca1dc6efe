"""The shared fixtures: client and server accept and refuse the same, and answer in one shape."""

import json
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from world import bring_to, done, fields, file_case, key, refused, take

from server.rules import forms, identity, numbers, phones
from server.rules.phones import mask_phone
from server.rules.text import mask_id_number
from server.store import tables as t

CONTRACT = Path(__file__).resolve().parents[1] / "contract"


def load(name: str) -> dict:
    return json.loads((CONTRACT / f"{name}.json").read_text("utf-8"))


def named(items: list[dict]) -> list:
    return [pytest.param(item, id=item["name"].replace(" ", "-")[:60]) for item in items]


def test_case_numbers_are_read_as_the_client_reads_them():
    data = load("case_numbers")
    for item in data["valid"]:
        assert numbers.read_case_number(item["input"]) == (item["number"], None)
    for item in data["invalid"]:
        assert numbers.read_case_number(item["input"]).error == item["code"], item


def test_check_digits_follow_iso_7064():
    for item in load("case_numbers")["vectors"]:
        assert numbers.check_digit(item["digits"]) == item["check"]


def test_case_numbers_are_built_with_their_check_digit():
    for item in load("case_numbers")["build"]:
        built = numbers.case_number(
            item["division"], item["letter"], item["date"], item["sequence"]
        )
        assert built == item["number"]


def test_every_single_mistyped_digit_of_a_case_number_is_caught():
    number = load("case_numbers")["build"][0]["number"]
    for place in [*range(6), *range(7, 21)]:
        for digit in "0123456789":
            if digit != number[place]:
                wrong = number[:place] + digit + number[place + 1 :]
                assert numbers.read_case_number(wrong).error is not None, wrong


def test_query_codes_are_read_with_forgiveness():
    data = load("case_numbers")["query_codes"]
    assert data["alphabet"] == numbers.QUERY_ALPHABET
    for item in data["valid"]:
        assert numbers.read_query_code(item["input"]) == (item["code"], None)
    for item in data["invalid"]:
        assert numbers.read_query_code(item["input"]).error == item["code"], item


def test_identity_numbers_follow_gb_11643():
    data = load("id_numbers")
    today = date.fromisoformat(data["today"])
    for item in data["valid"]:
        assert identity.read_id_number(item["input"], today) == (item["id_number"], None)
        assert mask_id_number(item["id_number"]) == item["masked"]
    for item in data["invalid"]:
        assert identity.read_id_number(item["input"], today).error == item["code"], item


def test_phones_are_read_with_forgiveness():
    data = load("phones")
    for item in data["valid"]:
        assert phones.read_phone(item["input"]) == (item["phone"], None)
        assert mask_phone(item["phone"]) == item["masked"]
    for item in data["invalid"]:
        assert phones.read_phone(item["input"]).error == item["code"], item


FILINGS = load("filings")


@pytest.fixture(scope="module")
def form():
    path = Path(__file__).resolve().parents[2] / "assets/catalogue/forms/appeal.json"
    return json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("item", named(FILINGS["valid"]))
def test_a_good_filing_is_kept_as_the_contract_says(form, item):
    known = forms.Known(grids=set(FILINGS["known_grids"]))
    values, problems = forms.check(form, item["filing"], known)
    assert problems == []
    for path, value in values.items():
        outer, _, inner = path.partition(".")
        kept = item["normalised"].get(outer)
        assert value == (kept[inner] if inner and kept else kept), path


def give_pictures(world) -> None:
    """The pictures the fixtures know, uploaded by the resident and free."""
    with world.window.database.engine.begin() as connection:
        for picture_id in FILINGS["known_attachments"]:
            row = {"id": picture_id, "sha256": "0" * 64, "owner_id": world.ids["13800000001"]}
            row |= {
                "content_type": "image/png",
                "bytes": 1,
                "width": 1,
                "height": 1,
                "created_at": 0,
            }
            connection.execute(sa.delete(t.attachments).where(t.attachments.c.id == picture_id))
            connection.execute(sa.insert(t.attachments).values(row))


def test_every_filing_of_the_contract_is_taken_or_refused_field_by_field(make_world):
    world = make_world(limits__filings_per_hour=0)
    resident = world.client()
    for item in FILINGS["valid"]:
        give_pictures(world)
        answer = done(resident.post("/cases", json=item["filing"], headers=key()))
        case, kept = answer["case"], item["normalised"]
        assert case["title"] == kept["title"], item["name"]
        assert case["description"] == kept["description"], item["name"]
        assert case["place"]["text"] == kept["place"]["text"], item["name"]
        assert [a["id"] for a in case["attachments"]] == kept["attachments"], item["name"]
    give_pictures(world)
    for item in FILINGS["invalid"]:
        error = refused(resident.post("/cases", json=item["filing"], headers=key()), 422, "invalid")
        wanted = [(f["path"], f["code"]) for f in item["fields"]]
        assert fields(error) == wanted, item["name"]


def shape(value, golden, path="$"):
    """The members of an answer are exactly the golden one's, all the way down."""
    if isinstance(golden, dict) and isinstance(value, dict):
        assert list(value) == list(golden), path
        for name in golden:
            shape(value[name], golden[name], f"{path}.{name}")
    elif isinstance(golden, list) and isinstance(value, list) and golden and value:
        for index, item in enumerate(value):
            shape(item, golden[0], f"{path}[{index}]")


def test_answers_have_exactly_the_members_of_the_golden_ones(lite_world):
    golden = load("case_detail")["valid"][0]["case"]
    receipt = bring_to(lite_world, "closed")
    number = receipt["case"]["number"]
    resident = lite_world.client()
    shape(receipt["case"], golden)
    body = {"score": 5, "solved": True, "comment": "谢谢"}
    rated = done(resident.post(f"/cases/{number}/rating", json=body, headers=key()))
    shape(rated, golden)
    shape(rated["rating"], load("case_detail")["valid"][3]["case"]["rating"])
    lists = load("case_list")
    shape(done(resident.get("/cases?scope=mine")), lists["page"])
    shape(done(resident.get(f"/cases/{number}/access")), lists["access"])
    queues = done(lite_world.client("dispatcher").get("/queues"))
    assert [q["queue"] for q in queues["items"]] == [q["queue"] for q in lists["queues"]["items"]]
    sessions = load("session")
    shape(done(resident.get("/session")), sessions["resident"])
    shape(done(lite_world.client("handler").get("/session")), sessions["handler"])
    assert done(lite_world.nobody().get("/session")) == sessions["nobody"]


def test_similar_and_joined_cases_have_exactly_the_golden_members(lite_world):
    golden = load("similar")
    number = file_case(lite_world.client())["case"]["number"]
    me = lite_world.client("13800000002")
    asked = {"title": "楼道灯不亮", "place": {"grid_id": "liuxiang-3"}}
    found = done(me.post("/cases/similar", json=asked))
    assert [i["number"] for i in found["items"]] == [number]
    shape(found, golden["answer"])
    joined = done(me.post(f"/cases/{number}/join", json={}, headers=key()))
    shape(joined, load("case_detail")["valid"][0]["case"])
    for name in golden["joined"]:
        wanted = 1 if name == "joiners" else golden["joined"][name]
        assert joined[name] == wanted, name


def test_a_golden_error_has_the_shape_of_a_real_one(lite_world):
    for item in load("errors")["items"]:
        assert list(item["body"]["error"]) == ["code", "message", "fields", "request_id"]
    refused(lite_world.nobody().get("/cases"), 401, "unauthenticated")
    refused(take(lite_world.client(), "1", "accept", expected_version=1), 404, "not_found")
