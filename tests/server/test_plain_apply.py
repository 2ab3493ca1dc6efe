"""Applying, mending and checking without a line of script."""

import re
from html import unescape

import httpx
from applying import HANDLER, IDENTITY, WORDS, ask_again, granted, reviewing
from test_applications import findings
from world import World, done, picture, take

PATH = "/plain/apply/elder_allowance"
TYPED = {
    "for": "self",
    "applicant.name": "张三",
    "applicant.id_number": IDENTITY["id_number"],
    "applicant.phone": "13800000001",
    "home.text": "柳巷路 8 号 3 号楼 201",
    "home.grid_id": "liuxiang-3",
    "abroad": "no",
    "bank.holder": "张三",
    "bank.name": "示例银行",
    "bank.card": "6222020000000000000",
    "truth": "yes",
}
PHOTO = ("户口簿.jpg", picture(), "image/jpeg")


def hidden(page: str) -> list[tuple[str, str]]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return [(unescape(name), unescape(value)) for name, value in found]


def browser(world: World, who: str = "13800000001"):
    client = world.client(who)
    client.base_url = world.url
    return client


def send(client, path: str, page: str, fields: dict, photos: tuple[str, ...] = ()):
    """Post the page's form with these fields, a photo for each of the named ones."""
    pairs = hidden(page) + list(fields.items())
    files = [(name, (None, value)) for name, value in pairs]
    files += [(name, PHOTO) for name in photos]
    return client.post(path, files=files)


BOOK = ("materials.id_card", "materials.household_book", "materials.bank_card")


def applied(world: World) -> tuple:
    """The answer to an application that was looked over and sent."""
    client = browser(world)
    page = client.get(PATH).text
    check = send(client, PATH, page, TYPED, BOOK)
    assert check.status_code == 200, check.text
    sent = client.post(PATH, data=as_data(hidden(check.text), seen="1"))
    return client, check.text, sent


def as_data(pairs: list[tuple[str, str]], **more: str) -> dict[str, list[str]]:
    data: dict[str, list[str]] = {}
    for name, value in [*pairs, *more.items()]:
        data.setdefault(name, []).append(value)
    return data


def test_an_application_is_filled_in_looked_over_and_sent_without_script(world):
    client, check, sent = applied(world)
    assert "核对一遍再提交" in check
    for said in ("张三", "6222020000000000000", "1 张照片", "否"):
        assert said in check
    assert "<script" not in check
    assert sent.status_code == 201
    assert "320505 A 20261123" in sent.text
    # An application has no place: nothing stands before the day in the list.
    assert re.search(r"A 20261123 \S+ \S+<br>2026", client.get("/plain/mine").text)
    handler = world.client(HANDLER)
    (item,) = done(handler.get("/cases?scope=queue&queue=to_accept"))["items"]
    case = done(handler.get(f"/cases/{item['number']}"))
    assert case["photos"] == 3
    # Going back and sending the same page again files nothing more.
    again = client.post(PATH, data=as_data(hidden(check), seen="1"))
    assert again.status_code in (201, 409)
    assert done(handler.get("/cases?scope=queue&queue=to_accept"))["total"] == 1
    assert findings(world) == []


def test_what_the_portal_knows_is_in_the_form_already(lite_world):
    done(lite_world.client().put("/me/identity", json=IDENTITY))
    page = browser(lite_world).get(PATH).text
    assert f'value="{IDENTITY["id_number"]}"' in page
    assert 'value="13800000001"' in page


def test_what_is_wrong_is_listed_and_nothing_that_was_typed_or_photographed_is_lost(lite_world):
    client = browser(lite_world)
    page = client.get(PATH).text
    wrong = send(client, PATH, page, {**TYPED, "bank.card": "123"}, BOOK[:2])
    assert wrong.status_code == 422
    assert 'href="#bank.card"' in wrong.text
    assert 'href="#materials.bank_card"' in wrong.text
    assert "银行卡号" in wrong.text
    assert "柳巷路 8 号 3 号楼 201" in wrong.text
    assert wrong.text.count('name="materials.household_book" value="') == 1
    assert 'aria-invalid="true"' in wrong.text
    check = send(client, PATH, wrong.text, TYPED, BOOK[2:])
    assert "核对一遍再提交" in check.text
    back = client.post(PATH, data=as_data(hidden(check.text), change="1"))
    assert "柳巷路 8 号 3 号楼 201" in back.text
    assert back.text.count('name="materials.bank_card" value="') == 1


def test_a_minor_paper_may_be_promised_for_later(lite_world):
    client = browser(lite_world)
    page = client.get(PATH).text
    later = {**TYPED, "later.fields": "materials.bank_card", "later.by": "2026-12-04"}
    check = send(client, PATH, page, later, BOOK[:2])
    sent = client.post(PATH, data=as_data(hidden(check.text), seen="1"))
    assert sent.status_code == 201, sent.text
    number = re.search(r"/plain/cases/(\w+)", sent.text)[1]
    case = client.get(f"/plain/cases/{number}").text
    assert "还有后补的材料" in case
    form = client.get(f"/plain/cases/{number}/correct").text
    assert "materials.bank_card" in form
    assert "materials.household_book" not in form
    mended = send(client, f"/plain/cases/{number}/correct", form, {}, ("materials.bank_card",))
    assert mended.status_code == 303
    assert "还有后补的材料" not in client.get(f"/plain/cases/{number}").text


def test_who_has_one_under_way_reads_so_in_the_guide_and_where_the_form_begins(lite_world):
    client, _, sent = applied(lite_world)
    assert sent.status_code == 201
    for path in ("/plain/services/elder_allowance", PATH):
        page = client.get(path).text
        assert "您已有一件同样的申请正在办" in page
        assert 'href="/plain/mine"' in page
        assert "您已有一件" not in browser(lite_world, "13800000002").get(path).text
    # For a relative nothing is in the way.
    page = client.post("/plain/services/elder_allowance", data={"for": "family"}).text
    assert "您已有一件" not in page


def test_an_item_with_a_last_day_says_it_and_outside_its_days_the_form_says_so_first(lite_world):
    client = browser(lite_world)
    guide = client.get("/plain/services/points_school").text
    assert "最后一天是 2026-12-31" in guide
    lite_world.clock.advance(days=60)
    client = browser(lite_world)
    for path in ("/plain/services/points_school", "/plain/apply/points_school"):
        assert "已于 2026-12-31 截止" in client.get(path).text


def test_people_of_a_household_are_added_row_by_row(lite_world):
    path = "/plain/apply/temporary_relief"
    client = browser(lite_world)
    page = client.get(path).text
    assert 'name="members.0.name"' in page
    more = send(client, path, page, {"members.0.name": "李四", "more": "members"})
    assert 'name="members.1.name"' in more.text
    assert 'value="李四"' in more.text
    assert more.status_code == 200


def test_who_is_not_signed_in_signs_in_and_comes_back_to_the_form(lite_world):
    nobody = lite_world.nobody()
    nobody.base_url = lite_world.url
    answer = nobody.get(PATH)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/plain/login?next=apply-elder_allowance"
    page = nobody.get(answer.headers["location"]).text
    assert 'value="apply-elder_allowance"' in page
    assert 'value="appeal"' in nobody.get("/plain/login?next=apply-moon").text


def test_each_paper_and_question_says_whether_it_may_be_left_out(lite_world):
    page = browser(lite_world).get(PATH).text
    labels = re.findall(r"<(?:label|legend)[^>]*>([^<]+)<", page)
    for said in ("户口簿", "银行卡（可以后补）", "一寸照片（可以不交）"):
        assert said in labels, said
    assert any(one.endswith("（选填）") and "外地" in one for one in labels)
    assert "姓名" in labels


def test_what_is_lacking_is_said_as_one_does_it_and_figures_are_asked_for_with_an_example(
    lite_world,
):
    client = browser(lite_world)
    page = client.get(PATH).text
    less = {name: value for name, value in TYPED.items() if name != "truth"}
    told = send(client, PATH, page, less).text
    assert "请拍户口簿" in told
    assert "请先勾选：以上都是真的" in told
    later = {**TYPED, "later.fields": "materials.bank_card", "later.by": "2026-01-02"}
    assert "这一天已经过了，请选今天或以后的一天" in send(client, PATH, page, later).text
    path = "/plain/apply/minimum_living"
    for typed in ("3千", "1万", "一千"):
        said = send(client, path, client.get(path).text, {"for": "self", "savings": typed}).text
        assert "请用数字写，单位是元，比如 3000 或 1234.50" in said, typed
    path = "/plain/apply/startup_subsidy"
    said = send(client, path, client.get(path).text, {"for": "self", "staff": "二十"}).text
    assert "请用数字写，比如 20" in said
    assert "请填写经营的地方" in said
    assert "发生地点" not in said


def test_whom_a_guide_was_answered_for_the_form_is_begun_for(lite_world):
    client = browser(lite_world)
    guide = client.post(
        "/plain/services/elder_allowance",
        data={
            "for": "family",
            "person.birth_date": "1943-03-15",
            "person.local_household": "yes",
            "person.elsewhere_allowance": "no",
        },
    ).text
    assert "家里人符合条件" in guide
    assert "您符合条件" not in guide
    assert f'href="{PATH}?for=family"' in guide
    form = client.get(f"{PATH}?for=family").text
    assert re.search(r'name="for" value="family"[^>]* checked', form)
    assert "13800000001" not in form  # nothing of one's own
    nobody = httpx.get(f"{lite_world.url}{PATH}?for=family")
    assert nobody.headers["location"] == "/plain/login?next=apply-elder_allowance.family"


def test_a_service_that_is_not_there_or_staff_get_no_form(lite_world):
    assert browser(lite_world).get("/plain/apply/moon").status_code == 404
    assert browser(lite_world, "dispatcher").get(PATH).status_code == 403


def test_the_case_says_what_to_mend_and_asks_only_that(world):
    number = reviewing(world)
    shown = done(world.client(HANDLER).get(f"/cases/{number}"))["filled"]
    book = next(one for one in shown if one["path"] == "materials.household_book")
    ask_again(world, number, pictures=[book["pictures"][0]["id"]])
    client = browser(world)
    page = client.get(f"/plain/cases/{number}").text
    for said in ("请补 1 样", "照片反光，看不清出生日期。", "等您补的这几天", "去补"):
        assert said in page
    path = f"/plain/cases/{number}/correct"
    form = client.get(path).text
    assert 'name="bank.card"' not in form
    for said in ("照片反光，看不清出生日期。", "2026年12月10日", book["pictures"][0]["id"]):
        assert said in form, said
    nothing = send(client, path, form, {})
    assert nothing.status_code == 422
    assert 'href="#materials.household_book"' in nothing.text
    sent = send(client, path, form, {}, ("materials.household_book",))
    assert sent.status_code == 303
    assert "请补 1 样" not in client.get(f"/plain/cases/{number}").text
    # Pressed twice: the case is shown, nothing is done again.
    assert send(client, path, form, {}, ("materials.household_book",)).status_code == 303
    assert browser(world, "13800000002").get(path).status_code == 404
    assert findings(world) == []


def test_the_result_is_read_downloaded_checked_and_rated_without_script(world):
    number = granted(world)
    done(take(world.client(HANDLER), number, "close", note="款项已发放。"))
    client = browser(world)
    page = client.get(f"/plain/cases/{number}").text
    assert "办好了" in page
    assert WORDS in page
    link = re.search(r'href="(/api/v1/cases/\w+/result)"', page)[1]
    assert client.get(link).content.startswith(b"%PDF-")
    check = re.search(r'href="(/plain/check\?code=\w+)"', page)[1]
    nobody = world.nobody()
    nobody.base_url = world.url
    found = nobody.get(check).text
    assert "文书是真的，现在有效" in found
    assert "高龄津贴" in found
    for secret in ("张三", IDENTITY["id_number"], "0000 的银行卡"):
        assert secret not in found
    assert "没有查到" in nobody.get("/plain/check?code=ZZZZZZZZ").text
    assert nobody.get("/plain/check").status_code == 200
    rating = as_data(hidden(page), score="5", solved="yes")
    assert client.post("/plain/rate", data=rating).status_code == 200


def test_every_form_of_the_catalogue_is_drawn(lite_world):
    client = browser(lite_world)
    for code in lite_world.window.reference.affairs.forms:
        answer = client.get(f"/plain/apply/{code}")
        assert answer.status_code == 200, code
        assert "{" not in re.sub(r"<[^>]*>", "", answer.text), code
        empty = send(client, f"/plain/apply/{code}", answer.text, {})
        assert empty.status_code == 422, code
        for href in re.findall(r'<li><a href="#([^"]+)"', empty.text):
            assert f'id="{href}"' in empty.text, (code, href)
