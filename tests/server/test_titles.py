"""What a case is called is said in the language of who reads it, wherever a title is answered: the calls
are taken from the table of routes, so that a new one is looked at or named here."""

import re
import typing

import msgspec
import pytest
import sqlalchemy as sa
from applying import reviewing
from assisting import HELPER, file_for, mandate, person
from test_assisted_applications import applied
from test_bundles import ask, newborn, verified
from test_call_backs import CALLER, everything_drawn
from test_patrol import reported, resolved
from test_plain_apply import browser
from world import done

from server.routes.table import ENDPOINTS
from server.wire import call_backs, types, visits

#: Structures of answers that carry the title of a case, and the member that does.
TITLED = {
    types.CaseSummary: "title",
    types.CaseDetail: "title",
    types.BundlePart: "title",
    types.ReceiptSheet: "title",
    types.SimilarCase: "title",
    call_backs.CallBack: "title",
    visits.Visit: "name",
}
#: Reading calls that answer titles, and who asks: each is walked in both languages.
WALKED = {
    "listing": "own",
    "detail": "own",
    "receipt": "own",
    "helped_cases": HELPER,
    "helped_case": HELPER,
    "call_backs": CALLER,
    "call_back": CALLER,
    "visits": HELPER,
    "changes": HELPER,
}
_HAN = re.compile("[\u4e00-\u9fff]")
OWNER = "13800000001"
ENGLISH, CHINESE = {"Accept-Language": "en"}, {"Accept-Language": "zh-CN"}


def carries(kind, seen: frozenset = frozenset()) -> bool:
    """Whether an answer of that type has the title of a case somewhere in it."""
    if kind in TITLED:
        return True
    if kind in seen:
        return False
    inner = typing.get_args(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        inner = tuple(typing.get_type_hints(kind).values())
    return any(carries(one, seen | {kind}) for one in inner)


def titles(shown, found: dict | None = None) -> dict:
    """Every title of an answer by the number or id it stands beside."""
    found = {} if found is None else found
    if isinstance(shown, dict):
        who = shown.get("number") or shown.get("id")
        for name in ("title", "service_title"):
            if isinstance(shown.get(name), str) and who:
                found[(who, name)] = shown[name]
        if shown.get("kind") == "verification":
            found[(who, "name")] = shown["name"]
        if shown.get("kind") == "call_back":
            found[(who, "reason")] = shown["reason"]
    for inner in shown.values() if isinstance(shown, dict) else shown:
        if isinstance(inner, dict | list):
            titles(inner, found)
    return found


@pytest.fixture
def filled(lite_world):
    """A world in which somebody asked for one service and for several, had one asked for by a helper
    (drawn to be asked back), and a grid worker saw something."""
    world = lite_world
    everything_drawn(world)
    client = verified(world)
    receipt = done(ask(client, newborn(world, client)))
    single = reviewing(world)
    helped = applied(world, scopes=["file", "follow"])
    seen = resolved(world)
    # Who saw it does not verify it: a colleague did, who stood in that day.
    colleague = {"by": world.ids["grid-donghe-1"], "number": seen}
    world.write(
        lambda tx: tx.run(
            sa.text("UPDATE cases SET filed_by = :by WHERE number = :number"), **colleague
        )
    )
    return world, {
        "bundle": receipt["case"]["number"],
        "code": receipt["query_code"],
        "single": single,
        "helped": helped,
        "call_back": done(world.client(CALLER).get("/call-backs"))["items"][0]["id"],
    }


def addresses(numbers: dict) -> dict[str, list[str]]:
    own = [numbers["bundle"], numbers["single"]]
    return {
        "listing": ["/cases?scope=mine"],
        "detail": [f"/cases/{one}" for one in own],
        "receipt": [f"/cases/{one}/receipt" for one in own],
        "helped_cases": ["/me/helped"],
        "helped_case": [f"/me/helped/{numbers['helped']}"],
        "call_backs": ["/call-backs"],
        "call_back": [f"/call-backs/{numbers['call_back']}"],
        "visits": ["/visits"],
        "changes": ["/me/grid/changes"],
    }


def test_every_reading_call_that_answers_a_title_is_looked_at():
    named = {
        one.handler.__name__
        for one in ENDPOINTS
        if one.method == "GET" and one.answer is not None and carries(one.answer)
    }
    assert named == set(WALKED)


def test_titles_are_in_the_language_that_was_asked_for(filled):
    world, numbers = filled
    for name, paths in addresses(numbers).items():
        who = OWNER if WALKED[name] == "own" else WALKED[name]
        client = world.client(who)
        for path in paths:
            english = titles(done(client.get(path, headers=ENGLISH)))
            chinese = titles(done(client.get(path, headers=CHINESE)))
            assert english, path
            assert set(english) == set(chinese), path
            for at, said in english.items():
                assert not _HAN.search(said), (path, at, said)
                assert _HAN.search(chinese[at]), (path, at)


def test_who_tracks_and_the_desk_read_titles_in_their_language(filled):
    world, numbers = filled
    body = {"number": numbers["bundle"], "query_code": numbers["code"]}
    tracked = done(world.nobody().post("/track", json=body, headers=ENGLISH))
    assert tracked["parts"]
    for said in titles(tracked).values():
        assert not _HAN.search(said)
    reported(world)
    desk = world.client("dispatcher")
    for path in (
        "/cases?scope=queue&queue=to_dispatch",
        f"/cases?scope=found&q={numbers['single']}",
    ):
        english = titles(done(desk.get(path, headers=ENGLISH)))
        assert english, path
        assert not any(_HAN.search(said) for said in english.values()), path


def test_plain_pages_say_titles_in_the_language_of_the_page(filled):
    world, numbers = filled
    client = browser(world, OWNER)
    for path in (
        "/plain/mine",
        f"/plain/cases/{numbers['bundle']}",
        f"/plain/cases/{numbers['single']}",
        f"/plain/receipt/{numbers['bundle']}",
    ):
        page = client.get(path, headers=ENGLISH).text
        assert "生育登记" not in page, path
        assert "高龄津贴" not in page, path


def test_what_somebody_wrote_stays_as_it_was_written(lite_world):
    whom = person(lite_world)
    number = file_for(lite_world, whom, mandate(lite_world, whom)["id"])["case"]["number"]
    shown = done(lite_world.client(HELPER).get("/me/helped", headers=ENGLISH))["items"]
    (mine,) = [one["case"] for one in shown if one["case"]["number"] == number]
    assert _HAN.search(mine["title"])
