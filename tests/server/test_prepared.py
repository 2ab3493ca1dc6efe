"""免申即享: what is filled in already is read with where each answer is from, and filed by one press, once."""

import re

import httpx
import sqlalchemy as sa
from applying import HANDLER, apply, granted
from test_applications import findings
from test_plain_apply import browser
from test_reminders import born, look, said, silence
from world import done, take

from server.routes.page import number_text
from server.rules.identity import check_character
from server.services import corrections, prepared
from server.store import tables as t

WHO = "13800000001"
BIRTH = "19361124"  # 90 tomorrow
PAGE = "/plain/prepared/elder_allowance"


def number_of(birth: str) -> str:
    start = f"990101{birth}010"
    return start + check_character(start)


def at_ninety(world, birth: str = BIRTH) -> str:
    """Somebody who has the allowance and turns 90, after the daily look; the number of the first
    application."""
    born(world, birth, WHO)
    first = granted(world, WHO, applicant__id_number=number_of(birth))
    done(take(world.client(HANDLER), first, "close", note="结果已送达。"))
    world.clock.advance(days=1)
    look(world)
    return first


def hidden(page: str, name: str) -> str:
    return re.search(f'name="{name}" value="([^"]*)"', page)[1]


def press(client, page: str, do: str = "file"):
    data = {"key": hidden(page, "key"), "seen": hidden(page, "seen"), "do": do}
    return client.post(PAGE, data=data)


def cases(world) -> list[dict]:
    own = sa.select(t.cases).where(t.cases.c.service == "elder_allowance").order_by(t.cases.c.id)
    return world.read(lambda tx: tx.all(own))


def state(world) -> str:
    (row,) = world.read(lambda tx: tx.all(sa.select(t.prepared)))
    return row["state"]


def test_it_is_said_why_what_is_filled_in_and_how_to_stop_it(lite_world):
    silence(lite_world)
    at_ninety(lite_world)
    (text,) = said(lite_world)
    for part in ("满 90 周岁", "高龄津贴", "填好了", "“我的办件”", "不点就不会交", "关掉"):
        assert part in text
    assert "{" not in text
    (one,) = done(lite_world.client(WHO).get("/me/reminders"))["items"]
    assert (one["service"], one["prepared"]) == ("elder_allowance", "waiting")


def test_what_is_prepared_is_found_from_its_guide_and_that_says_nothing_of_having_been_read(
    lite_world,
):
    world = lite_world
    at_ninety(world)
    client, me = browser(world, WHO), world.client(WHO)
    guide = f'href="{PAGE}"'
    assert guide in client.get("/plain/services/elder_allowance").text
    assert guide not in client.get("/plain/services/senior_card").text
    (one,) = done(me.get("/me/reminders?only=prepared"))["items"]
    assert (one["service"], one["prepared"]) == ("elder_allowance", "waiting")
    assert me.get("/me/reminders?only=all").status_code == 422
    unseen = [row["seen_at"] for row in world.read(lambda tx: tx.all(sa.select(t.reminders)))]
    assert unseen == [None]
    press(client, client.get(PAGE).text, "away")
    assert [row["prepared"] for row in done(me.get("/me/reminders?only=prepared"))["items"]] == [
        "away"
    ]
    assert guide in client.get("/plain/services/elder_allowance").text
    press(client, client.get(PAGE).text)
    assert done(me.get("/me/reminders?only=prepared"))["items"] == []
    assert guide not in client.get("/plain/services/elder_allowance").text


def test_the_page_shows_every_answer_with_its_source_and_one_press_files_it_once(world):
    first = at_ninety(world)
    client = browser(world)
    assert f'href="{PAGE}"' in client.get("/plain/mine").text
    page = client.get(PAGE).text
    for part in (
        "满 90 周岁",
        number_of(BIRTH),
        "实名认证",
        "柳巷路 8 号 3 号楼 201",
        "6222020000000000000",
        f"自己申请时填的（{number_text(first)}）",
        "15 个工作日",
        "户口在本街道",
        "以上都是真的",
        "关掉",
    ):
        assert part in page, part
    assert "这件事您收起来了" not in page
    receipt = press(client, page)
    assert receipt.status_code == 201
    newest = cases(world)[-1]
    assert (len(cases(world)), newest["state"]) == (2, "submitted")
    assert f"/plain/cases/{newest['number']}" in receipt.text
    assert press(client, page).status_code == 201  # the same press again, and the same receipt
    again = client.get(PAGE)
    assert "已经确认" in again.text
    assert newest["number"] in again.text
    assert 'name="seen"' not in again.text
    assert len(cases(world)) == 2
    old, new = (corrections.filed_answers(world.window, case) for case in cases(world))
    same = ("applicant", "home", "bank", "for", "truth")
    assert {name: new[name] for name in same} == {name: old[name] for name in same}
    assert len(new["materials"]["household_book"]) == 2
    assert state(world) == prepared.FILED
    assert findings(world) == []
    look(world)
    assert state(world) == prepared.FILED


def test_what_is_put_away_is_asked_no_more_and_can_still_be_found_and_confirmed(lite_world):
    world = lite_world
    at_ninety(world)
    client = browser(world)
    page = press(client, client.get(PAGE).text, "away").text
    assert "您收起来了，不会再问您" in page
    assert "不需要，收起来" not in page
    look(world)
    assert state(world) == prepared.AWAY
    mine = client.get("/plain/mine").text
    assert "您收起来了" in mine
    assert press(client, page).status_code == 201
    assert (len(cases(world)), state(world)) == (2, prepared.FILED)


def test_what_is_to_be_changed_is_changed_in_the_form_filled_in(lite_world):
    world = lite_world
    at_ninety(world)
    client = browser(world)
    reply = press(client, client.get(PAGE).text, "change")
    assert reply.headers["location"] == "/plain/apply/elder_allowance"
    reply = client.get("/plain/apply/elder_allowance")
    for part in ("柳巷路 8 号 3 号楼 201", "6222020000000000000"):
        assert part in reply.text
    assert 'name="truth" value="yes" checked' not in reply.text
    (draft,) = done(world.client(WHO).get("/me/drafts"))["items"]
    assert draft["code"] == "elder_allowance"
    # What was begun is not written over by asking for it again.
    client.get(PAGE)
    press(client, client.get(PAGE).text, "change")
    (same,) = done(world.client(WHO).get("/me/drafts"))["items"]
    assert same["version"] == draft["version"]


def test_what_changed_after_the_page_was_read_is_shown_again_and_not_filed(lite_world):
    world = lite_world
    at_ninety(world)
    client = browser(world)
    page = client.get(PAGE).text
    world.write(
        lambda tx: tx.run(
            sa.update(t.accounts).values(
                phone_enc=world.window.keys.encrypt("13800000099", "accounts.phone")
            )
        )
    )
    shown = press(client, page)
    assert "还没有交上去" in shown.text
    assert "13800000099" in shown.text
    assert len(cases(world)) == 1
    assert "替您填好以后，有内容变了" in client.get(PAGE).text
    assert press(client, shown.text).status_code == 201
    assert len(cases(world)) == 2


def test_what_was_asked_for_meanwhile_or_is_withdrawn_is_said_and_not_filed(lite_world):
    world = lite_world
    at_ninety(world)
    client = browser(world)
    page = client.get(PAGE).text
    number = apply(world, WHO, applicant__id_number=number_of(BIRTH))["case"]["number"]
    shown = press(client, page).text
    assert "已经申请过了" in shown
    assert number in shown
    assert len(cases(world)) == 2
    done(take(world.client(WHO), number, "withdraw"))
    affairs = world.window.reference.affairs
    form = affairs.forms.pop("elder_allowance")
    try:
        gone = press(client, page)
        assert (gone.status_code, "不在网上办了" in gone.text) == (200, True)
        assert len(cases(world)) == 2
    finally:
        affairs.forms["elder_allowance"] = form


def test_only_the_person_sees_it_and_nothing_is_prepared_for_who_said_no(lite_world):
    world = lite_world
    born(world, BIRTH, WHO)
    done(world.client(WHO).put("/me/messages", json={"reminders": False}))
    at_ninety(world)
    assert world.read(lambda tx: tx.all(sa.select(t.prepared))) == []
    done(world.client(WHO).put("/me/messages", json={"reminders": True}))
    look(world)
    assert state(world) == prepared.WAITING
    other = browser(world, "13800000002").get(PAGE)
    assert other.headers["location"] == "/plain/services/elder_allowance"
    nobody = httpx.get(world.url + PAGE)
    assert nobody.headers["location"] == "/plain/login?next=prepared-elder_allowance"
    for who in ("handler-civil", "grid"):
        assert browser(world, who).get(PAGE).status_code == 403


def test_it_is_not_prepared_where_something_required_is_not_known(lite_world):
    world = lite_world
    born(world, "19660101", WHO)  # 60: the card needs a portrait, and nobody has one
    look(world)
    assert world.read(lambda tx: tx.all(sa.select(t.prepared))) == []
    (one, other) = done(world.client(WHO).get("/me/reminders"))["items"]
    assert (one["prepared"], other["prepared"]) == (None, None)
