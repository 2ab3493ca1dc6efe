"""What people type and paste is read by the calls as the contract says, not only by the rules."""

import json
from pathlib import Path

from world import done, fields, filing, key, refused

CONTRACT = Path(__file__).resolve().parents[1] / "contract"
TYPED = json.loads((CONTRACT / "typed.json").read_text("utf-8"))["cases"]


def of(field: str) -> list[dict]:
    found = [case for case in TYPED if case["field"] == field]
    assert found
    return found


def test_texts_of_a_filing_are_kept_as_the_contract_says(make_world):
    world = make_world(limits__filings_per_hour=0)
    resident = world.client()
    for field in ("title", "description"):
        for case in of(field):
            body = filing(**{field: case["input"]})
            response = resident.post("/cases", json=body, headers=key())
            if case.get("error") or len(case["value"]) < 5:
                if response.status_code == 422:
                    assert [path for path, _ in fields(refused(response, 422, "invalid"))] == [
                        field
                    ]
                    continue
                assert not case.get("error"), case
            assert done(response)["case"][field] == case["value"], case


def test_a_contact_number_is_any_that_can_be_called_and_is_shown_masked(make_world):
    world = make_world(limits__filings_per_hour=0)
    for case in of("contact_phone"):
        body = filing(contact={"mode": "named", "phone": case["input"]})
        response = world.client().post("/cases", json=body, headers=key())
        if "error" in case:
            assert fields(refused(response, 422, "invalid")) == [("contact.phone", case["error"])]
        else:
            shown = done(response)["case"]["contact"]["phone_masked"]
            assert "****" in shown
            assert shown != case["input"]


def test_a_phone_to_sign_in_with_is_found_in_what_was_pasted(lite_world):
    for case in of("phone"):
        response = lite_world.nobody().post("/session/code", json={"phone": case["input"]})
        if "error" in case:
            assert fields(refused(response, 422, "invalid")) == [("phone", case["error"])], case
        else:
            # A code was sent a moment ago for the same number.
            assert response.status_code in (200, 429), (case, response.text)


def test_a_case_number_is_found_in_what_was_pasted(lite_world):
    for case in of("case_number"):
        asked = {"number": case["input"], "query_code": "7K3MPQ"}
        told = fields(refused(lite_world.nobody().post("/track", json=asked), 422, "invalid"))
        wanted = [("number", case["error"])] if "error" in case else [("query_code", "mismatch")]
        assert told == wanted, case


def test_half_a_position_is_told_and_an_impossible_one_never_costs_the_words(make_world):
    world = make_world(limits__filings_per_hour=0)
    resident = world.client()

    def file(**place):
        body = filing()
        body["place"] = {"text": "柳巷路 8 号", **place}
        return resident.post("/cases", json=body, headers=key())

    half = fields(refused(file(lon=120.5703), 422, "invalid"))
    assert half == [("place.lat", "required")]
    for lon, lat in ((0, 0), (-73.98, 40.75), (180, 90)):
        place = done(file(lon=lon, lat=lat))["case"]["place"]
        assert (place["text"], place["lon"], place["lat"]) == ("柳巷路 8 号", None, None)
    place = done(file(grid_id="xintang-1", lon=120.5703, lat=31.3021))["case"]["place"]
    assert (place["grid_id"], place["lon"], place["lat"]) == ("xintang-1", None, None)
    place = done(file(lon=120.5703, lat=31.3021))["case"]["place"]
    assert (place["grid_id"], place["lon"], place["lat"]) == ("donghe-2", 120.5703, 31.3021)
    edge = done(file(lon=120.5590, lat=31.308))["case"]["place"]
    assert (edge["lon"], edge["lat"]) == (120.5590, 31.308)
