"""The text of a mandate: what was read aloud is of a known version, and says what the mandate says."""

import json
from datetime import date
from pathlib import Path

import pytest
from assisting import HELPER, I18N, fresh, person, spoken, wanted
from world import done, fields, key, refused

from server.rules import mandate_text
from server.rules.catalogue import CatalogueError
from server.rules.catalogue.mandate_texts_file import read_mandate_texts
from server.rules.mandate_text import Terms
from server.services.words import Words
from server.store import mandate_tables as t

FIXTURE = json.loads(
    (Path(__file__).resolve().parents[1] / "contract/mandate_text.json").read_text("utf-8")
)
ITEMS = [pytest.param(item, id=item["name"].replace(" ", "-")) for item in FIXTURE["items"]]


def terms_of(item: dict) -> Terms:
    return Terms(
        item["kind"] == "appeal",
        item["number"],
        item["matter"],
        item["scopes"],
        item["days"],
        date.fromisoformat(item["last_day"]),
        item["phone"],
    )


@pytest.mark.parametrize("item", ITEMS)
def test_the_text_of_a_mandate_is_that_of_the_fixture_and_is_known_again(lite_world, item):
    """A change of the words is a new version: mandate_texts.json keeps those before it."""
    assert FIXTURE["version"] == lite_world.window.reference.mandate_texts.version
    say, terms = Words(I18N, item["language"]), terms_of(item)
    text = mandate_text.make(say, terms)
    assert text == item["text"]
    assert mandate_text.digest(text) == item["hash"]
    assert mandate_text.fits(say, text, terms)
    others = [
        terms._replace(days=terms.days + 1),
        terms._replace(last=date(2020, 1, 1)),
        terms._replace(number="9999"),
        terms._replace(scopes=[*terms.scopes, "rate"]),
    ]
    assert not any(mandate_text.fits(say, text, other) for other in others)
    assert not mandate_text.fits(say, text + "。", terms)
    assert not mandate_text.fits(say, "x" * 3000, terms)


def take(world, whom: str, **changes):
    return world.client(HELPER).post("/mandates", json=wanted(whom, **changes), headers=key())


def test_the_words_that_were_read_are_kept_encrypted_with_what_was_signed(world):
    whom = person(world)
    body = wanted(whom)
    done(world.client(HELPER).post("/mandates", json=body, headers=key()))
    (row,) = world.read(lambda tx: tx.all(t.mandates.select()))
    kept = world.window.keys.decrypt(row["evidence_enc"], "mandates.evidence")
    assert json.loads(kept)["text"] == body["text"]["words"]
    assert body["text"]["words"].encode() not in bytes(row["evidence_enc"])


OTHERS = {
    "words that are not those of the hash": ({"words": "我什么都同意"}, "text.hash"),
    "words of no mandate": (
        {"words": "我什么都同意", "hash": mandate_text.digest("我什么都同意")},
        "text.words",
    ),
    "a hash alone that is of nothing": ({"words": None, "hash": "0" * 64}, "text.hash"),
    "a version that nobody knows": ({"version": "999"}, "text.version"),
}


@pytest.mark.parametrize(("said", "path"), OTHERS.values(), ids=OTHERS)
def test_a_text_that_is_none_of_a_mandate_is_refused(lite_world, said, path):
    whom = person(lite_world)
    body = wanted(whom)
    body["text"] |= said
    response = lite_world.client(HELPER).post("/mandates", json=body, headers=key())
    assert [p for p, _ in fields(refused(response, 422, "invalid"))] == [path]


@pytest.mark.parametrize("changes", [{"days": 30}, {"scopes": ["file", "rate"]}])
def test_a_text_of_other_terms_than_the_mandates_is_refused(lite_world, changes):
    whom = person(lite_world)
    read = wanted(whom)["text"]
    response = take(lite_world, whom, **changes, text=read)
    assert fields(refused(response, 422, "invalid")) == [("text.words", "mismatch")]


def test_another_workers_number_in_the_text_is_refused(lite_world):
    whom = person(lite_world)
    response = take(lite_world, whom, number="3101")
    assert fields(refused(response, 422, "invalid")) == [("text.words", "mismatch")]


def test_english_is_read_too_and_a_hash_alone_is_enough_where_nothing_changed(lite_world):
    whom = person(lite_world)
    body = wanted(whom, matters={"services": ["elder_allowance"]}, days=1)
    say, street = Words(I18N, "en"), lite_world.window.reference.street
    title = lite_world.window.reference.affairs.title("elder_allowance", "en")
    terms = Terms(False, "3003", title, body["scopes"], 1, date(2026, 11, 23), street.phone)
    text = mandate_text.make(say, terms)
    body["text"] = {"hash": mandate_text.digest(text), "language": "en", "version": "1"}
    done(lite_world.client(HELPER).post("/mandates", json=body, headers=key()))
    body = wanted(whom, id=fresh())
    body["text"] = spoken(body, "en")
    done(lite_world.client(HELPER).post("/mandates", json=body, headers=key()))


def test_a_version_of_before_is_known_by_its_own_words(lite_world):
    window, whom = lite_world.window, person(lite_world)
    zh = json.loads((I18N / "zh-CN/mandate_text.json").read_text("utf-8"))
    times = json.loads((I18N / "zh-CN/time.json").read_text("utf-8"))
    old = {k: v for k, v in times.items() if k.startswith(("time.month", "time.date"))} | zh
    old["mandate.text.service"] = "旧版：请 {number} 办 {matter}。"
    known = window.reference.mandate_texts
    window.reference.mandate_texts = known._replace(earlier={"0": {"zh-CN": old}})
    terms = Terms(False, "3003", "津贴", ["file", "follow"], 90, date(2027, 2, 20), "")
    text = mandate_text.make(lambda key: old[key], terms)
    read = {"hash": mandate_text.digest(text), "language": "zh-CN", "version": "0", "words": text}
    done(take(lite_world, whom, text=read))
    response = take(lite_world, whom, text={**read, "version": "1"})
    assert fields(refused(response, 422, "invalid")) == [("text.words", "mismatch")]
    response = take(lite_world, whom, text={**read, "language": "en"})
    assert fields(refused(response, 422, "invalid")) == [("text.version", "unknown")]


@pytest.mark.parametrize("raw", [b"{", b'{"version": "1", "earlier": {"1": {}}}', b'{"x": 1}'])
def test_a_file_of_versions_that_makes_no_sense_is_refused_at_the_start(raw):
    with pytest.raises(CatalogueError):
        read_mandate_texts(raw)
