"""A case of any kind keeps its form's answers: as one text, with personal ones encrypted."""

import json
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from world import done, fields, file_case, filing, key, refused, take, upload

from server.ops.verify import check_all
from server.rules import filed
from server.store import tables as t

ROOT = Path(__file__).resolve().parents[2]
BEDS = {
    "code": "application",
    "words": "form.beds",
    "fields": [
        {"path": "who.name", "type": "text", "required": True, "min": 2, "max": 40},
        {"path": "who.id_number", "type": "id_number", "required": True},
        {"path": "beds", "type": "integer", "required": True, "min": 1, "max": 9},
        {"path": "place.text", "type": "text", "required": True, "max": 60},
        {"path": "attachments", "type": "attachments", "required": False, "max": 2},
    ],
}
BODY = {
    "kind": "application",
    "who": {"name": "张三", "id_number": "99010119550601018X"},
    "beds": 2,
    "place": {"text": "柳巷路 8 号"},
}


def stored(world, number: str) -> dict:
    return world.read(lambda tx: tx.one(sa.select(t.cases).where(t.cases.c.number == number)))


def test_an_appeal_keeps_its_answers_as_canonical_text_without_the_phone(world):
    photo = upload(world.client())
    number = file_case(world.client(), attachments=[photo], title=" 楼道灯不亮 ")["case"]["number"]
    row = stored(world, number)
    assert row["answers"] == (
        '{"attachments":["' + photo + '"],"category":"help","consent":true,'
        '"contact":{"mode":"named"},'
        '"description":"从上周三晚上开始，二到四楼的灯都不亮，楼里有两位老人，晚上下楼不敢走。",'
        '"place":{"grid_id":"liuxiang-3","lat":31.3081,"lon":120.5703,"text":"柳巷路 8 号 3 号楼"},'
        '"title":"楼道灯不亮"}'
    )
    assert world.window.keys.decrypt(row["contact_phone_enc"], "cases.contact_phone") == (
        "13800000001"
    )


def test_a_step_keeps_its_answers_too(world):
    number = file_case(world.client())["case"]["number"]
    done(take(world.client("dispatcher"), number, "accept", note="已联系"))
    members = {"department_id": "property", "basis": "agreed"}
    done(take(world.client("dispatcher"), number, "dispatch", **members))
    kept = world.read(lambda tx: tx.all(sa.select(t.steps).order_by(t.steps.c.seq)))
    assert [row["answers"] for row in kept] == [
        None,
        '{"note":"已联系"}',
        '{"basis":"agreed","department_id":"property"}',
    ]


@pytest.fixture
def with_beds(world):
    kinds = world.window.catalogue.case.kinds
    kinds["application"] = kinds["appeal"]._replace(letter="A", form="application")
    world.window.reference.forms.by_code["application"] = BEDS
    world.window.reference.take_kinds(kinds)
    return world


def test_a_case_of_another_kind_is_filed_numbered_followed_and_handled(with_beds):
    world = with_beds
    receipt = done(world.client().post("/cases", json=BODY, headers=key()))
    number = receipt["case"]["number"]
    assert number[6] == "A"
    assert receipt["case"]["kind"] == "application"
    assert receipt["case"]["place_text"] == "柳巷路 8 号"
    row = stored(world, number)
    assert msgspec.json.decode(row["answers"]) == {
        "beds": 2,
        "place": {"text": "柳巷路 8 号"},
        "who": {"name": "张三"},
    }
    personal = world.window.keys.decrypt(row["personal_enc"], "cases.personal")
    assert msgspec.json.decode(personal) == {"who": {"id_number": "99010119550601018X"}}
    done(take(world.client("dispatcher"), number, "accept"))
    asked = {"number": number, "query_code": receipt["query_code"]}
    assert done(world.nobody().post("/track", json=asked))["chain_ok"] is True
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []
    swap = sa.update(t.cases).values(personal_enc=b"something else")
    world.write(lambda tx: tx.run(swap))
    assert len(world.read(lambda tx: check_all(world.window, tx))[2]) >= 1


def test_what_is_wrong_with_a_case_of_another_kind_is_told_by_its_own_form(with_beds):
    client = with_beds.client()
    body = {**BODY, "beds": 0, "who": {"name": "张", "id_number": "1"}}
    error = refused(client.post("/cases", json=body, headers=key()), 422, "invalid")
    assert fields(error) == [
        ("who.name", "too_short"),
        ("who.id_number", "format"),
        ("beds", "out_of_range"),
    ]
    error = refused(client.post("/cases", json=filing(kind="xyz"), headers=key()), 422, "invalid")
    assert fields(error) == [("kind", "unknown")]


def test_a_name_and_a_group_with_somebody_in_it_are_personal():
    fields = [
        {"path": "applicant", "type": "text", "name": True},
        {"path": "children", "type": "group", "fields": [{"path": "card", "type": "id_number"}]},
        {"path": "rooms", "type": "group", "fields": [{"path": "size", "type": "number"}]},
    ]
    values = {"applicant": "张三", "children": [{"card": "x"}], "rooms": [{"size": 8}]}
    parts = filed.part({"fields": fields}, values)
    assert parts.answers == '{"rooms":[{"size":8}]}'
    assert parts.personal == '{"applicant":"张三","children":[{"card":"x"}]}'


def test_columns_repeat_the_answers_and_half_a_position_is_none():
    text = '{"place":{"lon":1.5,"text":"x"},"title":"t"}'
    columns = filed.columns_of(text)
    assert (columns["lon"], columns["lat"]) == (None, None)
    assert (columns["title"], columns["place_text"], columns["attachments"]) == ("t", "x", "")


@pytest.fixture
def more_asked(make_world, tmp_path):
    """A street whose appeal form asks two things more, one of which says who somebody is."""
    form = json.loads((ROOT / "assets/catalogue/forms/appeal.json").read_text("utf-8"))
    form["fields"] += [
        {"path": "since", "section": "what", "type": "date"},
        {"path": "witness", "section": "what", "type": "person", "parts": ["name"], "max": 60},
    ]
    file = tmp_path / "appeal.json"
    file.write_text(json.dumps(form), "utf-8")
    return make_world(street__form=str(file))


MORE = {"since": "2026-11-02", "witness": {"name": "示例邻居乙"}}


def test_what_a_streets_form_asks_more_is_read_by_who_works_on_the_case(more_asked):
    photo = upload(more_asked.client())
    receipt = file_case(more_asked.client(), attachments=[photo], **MORE)
    number = receipt["case"]["number"]
    for login in ("13800000001", "dispatcher"):
        seen = done(more_asked.client(login).get(f"/cases/{number}"))
        lines = {line["path"]: line["value"] for line in seen["filled"]}
        assert lines["since"] == "2026-11-02"
        assert set(lines) == {"since", "witness"}
        assert seen["service"] is None
    page = more_asked.client().get(f"{more_asked.url}/plain/cases/{number}").text
    assert "2026-11-02" in page
    assert f"/attachments/{photo}" in page
    for login in ("supervisor", "leader"):
        assert done(more_asked.client(login).get(f"/cases/{number}"))["filled"] == []
    told = more_asked.nobody().post(
        "/track", json={"number": number, "query_code": receipt["query_code"]}
    )
    assert done(told)["filled"] == []


def test_who_wants_no_name_is_not_named_by_another_answer(more_asked):
    anonymous = {"mode": "anonymous"}
    number = file_case(more_asked.client(), contact=anonymous, **MORE)["case"]["number"]
    own = done(more_asked.client().get(f"/cases/{number}"))["filled"]
    desk = done(more_asked.client("dispatcher").get(f"/cases/{number}"))["filled"]
    assert [line["path"] for line in own] == ["since", "witness"]
    assert [line["path"] for line in desk] == ["since"]


def test_an_appeal_of_the_products_form_says_nothing_twice(lite_world):
    number = file_case(lite_world.client())["case"]["number"]
    assert done(lite_world.client("dispatcher").get(f"/cases/{number}"))["filled"] == []
