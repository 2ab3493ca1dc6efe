"""What a service costs the people who ask for it, as figures, sentence, chart and table."""

import re
from uuid import uuid4

import sqlalchemy as sa
from applying import HANDLER, OTHER, ask_again, granted, reviewing
from test_plain_apply import browser
from test_results import SOMEBODY
from test_turned_away import said
from world import done, refused, take

from server.store.people_tables import persons


def of(world, service: str = "elder_allowance") -> dict:
    found = done(world.client("leader").get("/burden"))
    return next(one for one in found["items"] if one["service"] == service)


def test_a_form_is_counted_by_what_it_asks_and_what_is_known_already(lite_world):
    one = of(lite_world)
    form = lite_world.window.reference.affairs.forms["elder_allowance"]
    known = [f["path"] for f in form["fields"] if "prefill" in f]
    assert one["prefilled"] == len(known) > 0
    # Identity card, household book, bank card and a recent photo; a declaration is no question, and
    # a position is taken from the map.
    assert one["photos"] == 4
    assert one["fields"] == 3 + 2 + 1 + 3 + 4
    assert one["fields"] > one["prefilled"] + one["photos"]
    assert "truth" in [f["path"] for f in form["fields"]]
    found = done(lite_world.client("leader").get("/burden"))["items"]
    assert [x["fields"] for x in found] == sorted((x["fields"] for x in found), reverse=True)
    assert len(found) == len(lite_world.window.reference.affairs.forms)


def test_applications_corrections_days_and_being_turned_away_are_counted(world):
    number = reviewing(world)
    ask_again(world, number)
    granted(world, OTHER, applicant__id_number=SOMEBODY)
    said(world)
    said(world, title="别的事")
    one = of(world)
    assert (one["applications"], one["corrected"], one["decided"]) == (2, 1, 1)
    assert one["median_days"] == 0.0
    assert one["turned_away"] == 1
    whole = done(world.client("leader").get("/burden"))
    assert (whole["applications"], whole["corrected"], whole["turned_away"]) == (2, 1, 2)
    world.clock.advance(days=91)
    one = of(world)
    assert (one["applications"], one["corrected"], one["median_days"], one["turned_away"]) == (
        0,
        0,
        None,
        0,
    )


def test_days_are_the_median_from_filing_to_the_decision(lite_world):
    first = reviewing(lite_world)
    second = reviewing(lite_world, OTHER, applicant__id_number=SOMEBODY)
    lite_world.clock.advance(days=2)
    words = {"words": "从 12 月起，每月 100 元。"}
    done(take(lite_world.client(HANDLER), first, "grant", **words))
    lite_world.clock.advance(days=4)
    no = {"reason": "不符合条件，年龄还不到。", "objection": "可以申请行政复议。"}
    done(take(lite_world.client(HANDLER), second, "deny", **no))
    one = of(lite_world)
    assert (one["decided"], one["median_days"]) == (2, 4.0)


def test_staff_read_it_without_script_and_residents_do_not(lite_world):
    number = reviewing(lite_world)
    ask_again(lite_world, number)
    page = browser(lite_world, "leader").get("/plain/burden")
    assert page.status_code == 200
    for part in (
        "近 90 天有 1 件申请，100% 要补过材料",
        "<svg",
        'role="img"',
        "高龄津贴",
        "<table",
    ):
        assert part in page.text
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert browser(lite_world).get("/plain/burden").status_code == 403
    refused(lite_world.client().get("/burden"), 403, "forbidden")
    empty = browser(lite_world, "admin").get("/plain/admin").text
    assert 'href="/plain/burden"' in empty


def test_before_anybody_applied_the_sentence_says_so(lite_world):
    page = browser(lite_world, "dispatcher").get("/plain/burden").text
    assert "近 90 天没有人申请" in page


def test_who_walks_a_grid_has_it_of_the_people_who_live_there(lite_world):
    worker = lite_world.client("grid")
    assert "burden.read" in done(worker.get("/session"))["account"]["actions"]
    reviewing(lite_world)
    said(lite_world)
    found = done(worker.get("/burden"))
    assert (found["applications"], found["turned_away"]) == (0, 0)
    assert found["items"] != []
    lives_in(lite_world, "donghe-1")
    assert done(worker.get("/burden"))["applications"] == 0
    lives_in(lite_world, "liuxiang-3")
    found = done(worker.get("/burden"))
    assert (found["applications"], found["turned_away"]) == (1, 1)
    assert done(lite_world.client("leader").get("/burden"))["applications"] == 1


def lives_in(world, grid: str) -> None:
    """The resident of the applications lives there."""

    def put(tx):
        tx.run(sa.delete(persons).where(persons.c.account_id == world.ids["13800000001"]))
        row = {"id": uuid4().hex, "grid_id": grid, "state": "living", "created_at": 0}
        tx.run(sa.insert(persons).values(account_id=world.ids["13800000001"], **row))

    world.write(put)


def test_on_a_narrow_screen_every_figure_says_of_which_column_it_is(lite_world):
    """Rows stand there one cell under another, without the row of heads."""
    page = browser(lite_world, "leader").get("/plain/burden").text
    body = page[page.index('id="figures"') :]
    row = re.search(r"<tbody>\s*<tr>(.*?)</tr>", body, re.S)[1]
    heads = re.findall(r'<td data-head="([^"]+)">', row)
    seen = [re.sub("<[^>]*>", "", one) for one in re.findall(r"<th scope=\"col\">(.*?)</th>", body)]
    assert len(heads) == row.count("<td") == 7
    assert heads == seen[1:8]
