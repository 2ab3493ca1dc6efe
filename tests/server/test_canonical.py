"""Canonical JSON: one text for one value, on both sides."""

import json
import math
import random
import struct
from pathlib import Path

import pytest

from server.rules.canonical import canonical_number, canonical_text

GOLDEN = json.loads(
    (Path(__file__).resolve().parents[1] / "contract/canonical.json").read_text("utf-8")
)


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: case["json"][:40])
def test_a_value_has_one_canonical_text(case):
    assert canonical_text(json.loads(case["json"])) == case["text"]


def test_a_number_reads_back_as_itself():
    draw = random.Random(9)
    for _ in range(20_000):
        number = struct.unpack("<d", draw.randbytes(8))[0]
        if not math.isfinite(number):
            continue
        assert float(canonical_number(number)) == number
        near = round(draw.uniform(-180, 180), draw.randrange(17))
        assert float(canonical_number(near)) == near


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(ValueError, match="no JSON number"):
        canonical_text({"a": [number]})


def test_text_that_is_no_unicode_is_refused():
    with pytest.raises(UnicodeEncodeError):
        canonical_text({"a": "\ud800"})
