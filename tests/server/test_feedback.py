"""这页有用吗: anybody says it once, nobody is named, and staff read it."""

import pytest
import sqlalchemy as sa
from world import World, done, fields, key, refused

from server.routes.plain.asking import COOKIE, VERSION
from server.services.feedback import MOST_WORDS, PER_ADDRESS_HOUR
from server.store import engine as engines
from server.store import migrate
from server.store import tables as t

SAID = {"page": "home", "language": "zh-CN", "version": "1a2b3c", "helpful": True}
NOT = {**SAID, "helpful": False, "words": "字太小"}
READERS = ("dispatcher", "leader", "supervisor", "admin")
ROW = "这页有用吗？"


def rows(world) -> list[dict]:
    return world.read(lambda tx: tx.all(sa.select(t.page_feedback)))


def say(client, body, **headers):
    return client.post("/feedback", json=body, headers={**key(), **headers})


@pytest.fixture
def world(database_url, tmp_path):
    """On both databases."""
    made = World(tmp_path, database_url).start()
    yield made
    made.stop()


def test_what_is_said_is_counted_by_page_and_the_newest_words_come_first(world):
    nobody, resident = world.nobody(), world.client()
    assert done(say(nobody, SAID)) == {"page": "home"}
    done(say(resident, NOT))
    done(say(nobody, {**NOT, "language": "en", "words": "Cannot find the phone"}))
    done(say(nobody, {**SAID, "page": "help"}))
    items = done(world.client("supervisor").get("/feedback"))["items"]
    assert [(i["page"], i["helpful"], i["unhelpful"]) for i in items] == [
        ("home", 1, 2),
        ("help", 1, 0),
    ]
    assert [w["text"] for w in items[0]["words"]] == ["Cannot find the phone", "字太小"]
    assert items[0]["words"][1] == {
        "text": "字太小",
        "language": "zh-CN",
        "version": "1a2b3c",
        "made_at": "2026-11-23T10:00:00.000+08:00",
    }
    assert items[1]["words"] == []


def test_nothing_that_is_kept_says_who_it_was(lite_world):
    done(say(lite_world.client(), {**NOT, "words": "打 13800000001 没人接，我住 3 号楼 502 室"}))
    (row,) = rows(lite_world)
    assert set(row) == {"id", "page", "language", "version", "helpful", "words", "made_at"}
    assert "13800000001" not in row["words"]
    assert "502" not in row["words"]
    assert row["words"].startswith("打 ")


def test_the_same_said_again_is_kept_once_and_another_body_under_its_key_is_refused(lite_world):
    nobody, same = lite_world.nobody(), key()
    first = nobody.post("/feedback", json=NOT, headers=same)
    second = nobody.post("/feedback", json=NOT, headers=same)
    assert (first.status_code, first.content) == (second.status_code, second.content)
    refused(nobody.post("/feedback", json=SAID, headers=same), 409, "conflict")
    assert len(rows(lite_world)) == 1


def test_words_are_cleaned_and_may_have_200_characters(lite_world):
    nobody = lite_world.nobody()
    done(say(nobody, {**NOT, "words": "  字太\n小\u202e "}))
    done(say(nobody, {**NOT, "words": "字" * 200}))
    done(say(nobody, {**NOT, "words": " \u200b "}))
    error = refused(say(nobody, {**NOT, "words": "字" * 201}), 422, "invalid")
    assert fields(error) == [("words", "too_long")]
    assert [row["words"] for row in rows(lite_world)] == ["字太 小", "字" * 200, None]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"page": None}, ("page", "required")),
        ({"page": "Home<script>"}, ("page", "format")),
        ({"page": "x" * 41}, ("page", "format")),
        ({"language": "fr"}, ("language", "unknown")),
        ({"version": "1 2"}, ("version", "format")),
        ({"version": ""}, ("version", "required")),
        ({"helpful": None}, ("helpful", "required")),
        ({"helpful": "yes"}, ("helpful", "wrong_type")),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(lite_world, change, wrong):
    error = refused(say(lite_world.nobody(), {**SAID, **change}), 422, "invalid")
    assert fields(error) == [wrong]
    assert rows(lite_world) == []


def test_words_under_helpful_are_not_kept(lite_world):
    done(say(lite_world.nobody(), {**NOT, "helpful": True}))
    assert [row["words"] for row in rows(lite_world)] == [None]


def test_an_address_may_say_so_much_in_an_hour_and_a_repeat_costs_nothing(lite_world):
    nobody, last = lite_world.nobody(), key()
    for _ in range(PER_ADDRESS_HOUR - 1):
        done(say(nobody, SAID))
    done(nobody.post("/feedback", json=SAID, headers=last))
    error = say(nobody, SAID)
    refused(error, 429, "rate_limited")
    assert int(error.headers["retry-after"]) > 0
    done(nobody.post("/feedback", json=SAID, headers=last))
    assert len(rows(lite_world)) == PER_ADDRESS_HOUR
    lite_world.clock.advance(hours=1, minutes=1)
    done(say(nobody, SAID))


def test_only_those_who_may_read_it(lite_world):
    for login in READERS:
        assert done(lite_world.client(login).get("/feedback")) == {"items": []}
    refused(lite_world.nobody().get("/feedback"), 401, "unauthenticated")
    for who in ("13800000001", "handler", "grid"):
        refused(lite_world.client(who).get("/feedback"), 403, "forbidden")


def test_of_many_words_the_newest_are_shown(lite_world):
    for number in range(MOST_WORDS + 3):
        done(say(lite_world.nobody(), {**NOT, "words": f"第{number}个意见"}))
    (home,) = done(lite_world.client("leader").get("/feedback"))["items"]
    assert home["unhelpful"] == MOST_WORDS + 3
    assert len(home["words"]) == MOST_WORDS
    assert home["words"][0]["text"] == f"第{MOST_WORDS + 2}个意见"


def test_a_database_of_before_gets_the_table_and_keeps_what_it_has(database_url, tmp_path):
    engine = engines.create_engine(engines.database_url(database_url, tmp_path), 2)
    migrate.upgrade(engine, "0009")
    with engine.begin() as connection:
        connection.execute(
            t.notices.insert(), {"id": "n1", "title": "停水", "body": "明天", "published_at": 1}
        )
    migrate.upgrade(engine)
    with engine.begin() as connection:
        assert connection.execute(sa.select(t.notices.c.title)).scalars().all() == ["停水"]
        assert connection.execute(sa.select(t.page_feedback)).all() == []
    engine.dispose()


# --- without script ---


def row_of(page: str) -> dict:
    """The hidden fields of the row."""
    form = page.split('action="/plain/feedback"')[1].split("</form>")[0]
    return {name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in ("back", "key")}


def test_a_plain_page_asks_at_its_end_once_and_thanks(lite_world):
    browser = lite_world.nobody()
    page = browser.get(f"{lite_world.url}/plain/phones").text
    assert page.index("</h1>") < page.index(ROW) < page.index("</main>")
    sent = browser.post(f"{lite_world.url}/plain/feedback", data={**row_of(page), "helpful": "yes"})
    assert sent.status_code == 200
    assert "谢谢您告诉我们" in sent.text
    assert [(r["page"], r["helpful"], r["version"]) for r in rows(lite_world)] == [
        ("plain.phones", 1, VERSION)
    ]
    assert ROW not in browser.get(f"{lite_world.url}/plain/phones").text
    assert ROW in browser.get(f"{lite_world.url}/plain/services").text


def test_under_not_helpful_there_is_one_line_that_may_stay_empty(lite_world):
    browser, url = lite_world.nobody(), f"{lite_world.url}/plain/feedback"
    given = row_of(browser.get(f"{lite_world.url}/plain/").text)
    line = browser.post(url, data={**given, "helpful": "no"})
    assert "哪里不好用？（可不填）" in line.text
    assert rows(lite_world) == []
    wrong = browser.post(url, data={**given, "helpful": "no", "words": "字" * 201})
    assert wrong.status_code == 422
    assert "字" * 201 in wrong.text
    for _ in range(2):  # loaded anew: the same, once
        sent = browser.post(url, data={**given, "helpful": "no", "words": "字太小"})
        assert sent.status_code == 200
    assert [(r["page"], r["helpful"], r["words"]) for r in rows(lite_world)] == [
        ("plain.home", 0, "字太小")
    ]


def test_whoever_does_not_want_to_be_asked_is_not_asked_again_anywhere(lite_world):
    browser = lite_world.nobody()
    given = row_of(browser.get(f"{lite_world.url}/plain/phones").text)
    sent = browser.post(f"{lite_world.url}/plain/feedback", data={**given, "helpful": "never"})
    assert (sent.status_code, sent.headers["location"]) == (303, "/plain/phones")
    for path in ("/plain/phones", "/plain/services", "/plain/"):
        assert ROW not in browser.get(lite_world.url + path).text
    assert rows(lite_world) == []


def test_another_version_of_the_pages_asks_again_but_not_who_said_never(lite_world):
    browser = lite_world.nobody()
    for kept, asked in (("0000000000:plain.phones", True), ("0000000000:never", False)):
        page = browser.get(f"{lite_world.url}/plain/phones", headers={"cookie": f"{COOKIE}={kept}"})
        assert (ROW in page.text) is asked


def test_a_form_a_receipt_and_what_staff_work_on_ask_nothing(lite_world):
    resident, admin = lite_world.client(), lite_world.client("admin")
    for client, path in (
        (lite_world.nobody(), "/plain/track"),
        (lite_world.nobody(), "/plain/login"),
        (lite_world.nobody(), "/plain/staff"),
        (resident, "/plain/appeal"),
        (admin, "/plain/admin"),
    ):
        page = client.get(lite_world.url + path)
        assert page.status_code == 200
        assert ROW not in page.text, path


def test_a_row_that_was_tampered_with_is_refused(lite_world):
    browser = lite_world.nobody()
    given = row_of(browser.get(f"{lite_world.url}/plain/phones").text)
    for change in ({"back": "https://elsewhere.example/"}, {"key": "x"}, {"helpful": "maybe"}):
        sent = browser.post(
            f"{lite_world.url}/plain/feedback", data={**given, "helpful": "yes", **change}
        )
        assert sent.status_code == 400, change
    assert rows(lite_world) == []


def test_a_plain_page_is_held_to_the_same_limit(lite_world):
    for _ in range(PER_ADDRESS_HOUR):
        done(say(lite_world.nobody(), SAID))
    browser = lite_world.nobody()
    given = row_of(browser.get(f"{lite_world.url}/plain/phones").text)
    sent = browser.post(f"{lite_world.url}/plain/feedback", data={**given, "helpful": "yes"})
    assert sent.status_code == 429
