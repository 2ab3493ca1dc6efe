"""JSON as RFC 8259 has it: what all must take is taken, what all must refuse is malformed, and
nothing crashes the server. The same texts go through the client's reader (tests/unit/wire)."""

import json
from pathlib import Path

import pytest
from world import refused

CASES = json.loads(
    (Path(__file__).resolve().parents[1] / "contract/json_texts.json").read_text("utf-8")
)["cases"]


def bytes_of(case: dict) -> bytes:
    if "text" in case:
        return case["text"].encode("utf-8")
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    return "".join(piece * count for piece, count in case["repeat"]).encode()


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """A client whose texts are put where a member's value belongs."""
    from world import World

    world = World(tmp_path_factory.mktemp("texts")).start()
    client = world.nobody()

    def read(text: bytes):
        body = b'{"number":' + text + b',"query_code":""}'
        return client.post("/track", content=body, headers={"Content-Type": "application/json"})

    yield read
    world.stop()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_json_text_is_taken_refused_or_does_no_harm(reader, case):
    response = reader(bytes_of(case))
    if case["expect"] == "y":
        refused(response, 422, "invalid")
    elif case["expect"] == "n":
        refused(response, 400, "malformed")
    else:
        assert response.status_code in (400, 422), response.text
