"""Bodies are decoded into the very types that the description shows."""

import json
from pathlib import Path

import pytest
from product import product_data
from world import FILING, done, fields, filing, key, refused

from server.routes.openapi import describe
from server.routes.table import ENDPOINTS
from server.wire import bodies

ROOT = Path(__file__).resolve().parents[2]
REFERENCE, _ = product_data()
WITH_BODY = [e for e in ENDPOINTS if e.body == "json"]
#: A value of another type for what a schema's type says.
OTHER = {"string": 7, "number": "7", "integer": "7", "boolean": "yes", "array": "x", "object": "x"}


def alternatives(schema: dict, components: dict) -> list[dict]:
    """A schema's alternatives but null, references followed."""
    found = schema.get("anyOf", [schema])
    found = [components[s["$ref"].rsplit("/", 1)[1]] if "$ref" in s else s for s in found]
    return [s for s in found if s.get("type") != "null"]


def members(endpoint):
    """Each member of the body in the description: its path and the name of its type."""
    description = describe(REFERENCE)
    components = description["components"]["schemas"]
    operation = description["paths"][endpoint.path][endpoint.method.lower()]
    body = operation["requestBody"]["content"]["application/json"]["schema"]

    def walk(schema, prefix):
        for name, member in schema.get("properties", {}).items():
            (inner,) = alternatives(member, components)
            kind = inner.get("type")
            if kind is None:
                kind = "boolean" if isinstance(inner["enum"][0], bool) else "string"
            yield prefix + name, kind
            if kind == "object":
                yield from walk(inner, f"{prefix}{name}.")

    (top,) = alternatives(body, components)
    return list(walk(top, ""))


@pytest.mark.parametrize("endpoint", WITH_BODY, ids=lambda e: f"{e.method} {e.path}")
def test_a_member_of_another_type_than_described_is_told_at_its_path(endpoint):
    kind = bodies.decoded_type(endpoint.request, REFERENCE)
    for path, name in members(endpoint):
        value = OTHER[name]
        for part in reversed(path.split(".")):
            value = {part: value}
        _, problems = bodies.decode(value, kind)
        assert [(p.path, p.code) for p in problems] == [(path, "wrong_type")]


def test_every_member_of_a_wrong_type_is_told_at_once_in_the_order_of_the_form(lite_world):
    body = filing(title=42, place__lon="120.5", attachments=["a", 7], consent=1)
    error = refused(lite_world.client().post("/cases", json=body, headers=key()), 422, "invalid")
    assert fields(error) == [
        ("title", "wrong_type"),
        ("place.lon", "wrong_type"),
        ("attachments.1", "wrong_type"),
        ("consent", "wrong_type"),
    ]


def test_the_description_shows_what_the_form_requires_and_its_bounds():
    schemas = describe(REFERENCE)["components"]["schemas"]
    assert schemas["FilingPlace"]["properties"]["text"] == {
        "type": "string",
        "minLength": 2,
        "maxLength": 120,
    }
    assert "attachments" not in schemas["Filing"]["required"]
    assert schemas["FilingPlace"]["required"] == ["text"]
    assert schemas["StepRequest"]["required"] == ["step", "expected_version"]


def test_a_field_that_a_street_adds_to_its_form_is_described_decoded_and_required(
    make_world, tmp_path
):
    form = json.loads((ROOT / "assets/catalogue/forms/appeal.json").read_text("utf-8"))
    form["fields"].append(
        {"path": "building", "section": "where", "type": "text", "required": True, "max": 9}
    )
    file = tmp_path / "appeal.json"
    file.write_text(json.dumps(form), "utf-8")
    world = make_world(street__form=str(file))
    shown = done(world.nobody().get(f"{world.url}/api/openapi.json"))["components"]["schemas"]
    # Other kinds are filed without it, so that only the check says that an appeal must have it.
    assert "building" in shown["Filing"]["properties"]
    resident = world.client()
    error = refused(resident.post("/cases", json=FILING, headers=key()), 422, "invalid")
    assert fields(error) == [("building", "required")]
    wrong = {**FILING, "building": 3}
    error = refused(resident.post("/cases", json=wrong, headers=key()), 422, "invalid")
    assert fields(error) == [("building", "wrong_type")]
    done(resident.post("/cases", json={**FILING, "building": "3"}, headers=key()))
