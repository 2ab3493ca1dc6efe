"""The administration without script: only administrators, nothing lost, every change in the list."""

import base64
import json
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from test_pages import outline
from world import done, file_case, filing, key

from server.ops.verify import check_all
from server.rules import totp
from server.services import settings
from server.services.words import LANGUAGES, Library
from server.store import tables as t

ROOT = Path(__file__).resolve().parents[2]
PAGE = {"Accept": "text/html"}
PAGES = ("", "accounts", "street", "grids", "calendar", "deadlines", "messages", "changes")


def browser(world, who: str | None):
    """Somebody's browser on the plain pages."""
    client = world.client(who) if who else world.nobody()
    client.base_url = world.url
    client.headers.update(PAGE)
    return client


@pytest.fixture
def admin(lite_world):
    """An administrator's browser."""
    return browser(lite_world, "admin")


def typed(client, name: str, /, **values) -> dict:
    """The form of a page as it is shown, with some fields changed."""
    page = client.get(f"/plain/admin/{name}")
    shown = dict(outline(page).fields)
    areas = re.findall(r'<textarea id="([^"]+)"[^>]*>\n(.*?)</textarea>', page.text, re.S)
    shown |= {area: _unescaped(text) for area, text in areas}
    shown.pop("look", None)
    shown.pop("back", None)
    return {**shown, **values}


def _unescaped(text: str) -> str:
    for mark, sign in (
        ("&#34;", '"'),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ):
        text = text.replace(mark, sign)
    return text


def changes(world) -> list[tuple[str, str, str]]:
    """What the audit list holds: by, kind, subject."""
    rows = world.read(lambda tx: tx.all(sa.select(t.changes).order_by(t.changes.c.id)))
    return [(row["done_by"], row["kind"], row["subject"]) for row in rows]


@pytest.mark.parametrize("name", PAGES)
def test_only_an_administrator_gets_the_pages_of_the_administration(lite_world, name):
    path = f"/plain/admin/{name}".rstrip("/")
    assert browser(lite_world, "admin").get(path).status_code == 200
    for who in ("13800000001", "dispatcher", "leader", "supervisor"):
        assert browser(lite_world, who).get(path).status_code == 403, who
    signed_out = browser(lite_world, None).get(path)
    assert signed_out.status_code == 303
    assert signed_out.headers["location"] == "/plain/staff"


@pytest.mark.parametrize("name", PAGES[1:-1])
def test_nobody_else_changes_anything(lite_world, name):
    before = changes(lite_world)
    for who, status in (("13800000001", 403), ("dispatcher", 403), (None, 401)):
        answer = browser(lite_world, who).post(f"/plain/admin/{name}", data={"seen": "0"})
        assert answer.status_code == status, who
    assert changes(lite_world) == before


def test_a_form_on_another_site_changes_nothing(lite_world, admin):
    values = typed(admin, "street", name="别人的街道")
    elsewhere = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    answer = admin.post("/plain/admin/street", data=values, headers=elsewhere)
    assert answer.status_code == 403
    assert lite_world.window.reference.street.name == "示例街道"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_whole_in_both_languages(lite_world, name, language):
    client = browser(lite_world, "admin")
    page = client.get(f"/plain/admin/{name}".rstrip("/"), headers={"Accept-Language": language})
    outline(page)
    assert not re.search(r"\b(admin|server|label|plain)\.(?!css)[a-z_.]+\b", page.text)


def test_every_text_that_a_template_asks_for_is_there():
    texts = Library(ROOT / "assets/i18n").of_file("zh-CN").texts.keys()
    asked = set()
    for file in (ROOT / "server/routes/plain/templates").rglob("*.html"):
        asked |= set(re.findall(r'\bt\("([a-z_0-9.]+)"[,)]', file.read_text("utf-8")))
    assert len(asked) > 150
    assert asked <= texts


def test_an_account_that_an_administrator_made_signs_in_and_chooses_its_own_password(lite_world):
    admin = browser(lite_world, "admin")
    new = {"login": "zhou", "role": "handler", "title": "城管科经办", "staff_no": "2099"}
    made = admin.post(
        "/plain/admin/accounts", data={**new, "department_id": "urban", "factor": "app"}
    )
    assert made.status_code == 200
    outline(made)
    assert made.headers["cache-control"].startswith("private")
    big = re.findall(r'<dd class="big">([^<]+)</dd>', made.text)
    login, password, secret = big
    assert login == "zhou"

    staff = browser(lite_world, None)
    at_first = {"account": login, "password": password}
    asked = staff.post("/plain/staff", data={**at_first, "code": ""})
    assert asked.status_code == 422
    assert "#code" in outline(asked).links
    step = lite_world.window.now() // 30_000
    code = totp.code_at(base64.b32decode(secret.replace(" ", "")), step)
    entered = staff.post("/plain/staff", data={**at_first, "code": code})
    assert entered.status_code == 303
    assert entered.headers["location"] == "/plain/staff/password"
    chosen = "梧桐树下-2026-abc"
    saved = staff.post(
        "/plain/staff/password",
        data={"password_old": password, "password": chosen, "password_again": chosen},
    )
    assert "密码已改好" in saved.text
    assert done(staff.get("/api/v1/session"))["account"]["department_id"] == "urban"
    refused = browser(lite_world, None).post("/plain/staff", data={**at_first, "code": "000000"})
    assert refused.status_code == 422
    assert ("admin", "account.create", "zhou") in changes(lite_world)
    assert ("zhou", "account.password", "zhou") in changes(lite_world)


WRONG_ACCOUNTS = {
    "nothing": ({"login": ""}, {"#login", "#role", "#title", "#factor"}),
    "a handler without department": (
        {"login": "a", "role": "handler", "title": "x", "factor": "none"},
        {"#department_id"},
    ),
    "a grid worker without grid": (
        {"login": "a", "role": "grid_worker", "title": "x", "factor": "none"},
        {"#grid_id"},
    ),
    "a grid that is not there": (
        {"login": "a", "role": "grid_worker", "grid_id": "x", "title": "x", "factor": "none"},
        {"#grid_id"},
    ),
    "a resident": (
        {"login": "a", "role": "resident", "title": "x", "factor": "none"},
        {"#role"},
    ),
    "a login that is there": (
        {"login": "leader", "role": "leader", "title": "x", "factor": "none"},
        {"#login"},
    ),
    "a title that cannot be seen": (
        {"login": "a", "role": "leader", "title": "\u202e", "factor": "none"},
        {"#title"},
    ),
}


@pytest.mark.parametrize(("values", "wrong"), WRONG_ACCOUNTS.values(), ids=WRONG_ACCOUNTS.keys())
def test_what_cannot_be_an_account_is_said_beside_its_field_and_kept(admin, values, wrong):
    answer = admin.post("/plain/admin/accounts", data=values)
    assert answer.status_code == 422
    page = outline(answer)
    assert {link for link in page.links if link.startswith("#") and link != "#main"} == wrong
    if values.get("login"):
        assert page.fields["login"] == values["login"]


def test_what_was_not_chosen_is_to_be_chosen_and_not_typed(admin):
    nothing = admin.post("/plain/admin/accounts", data={"login": ""}).text
    for said in ("请填写账号", "请选择角色", "请填写称呼", "请选择登录方式"):
        assert said in nothing
    other = admin.post("/plain/admin/accounts", data={"login": "a", "role": "resident"}).text
    assert "角色不在可选范围内" in other


def test_duties_change_at_once_and_the_list_says_from_what_to_what(world):
    admin, grid = browser(world, "admin"), world.client("grid")
    values = {
        "role": "handler",
        "title": "调到物业",
        "staff_no": "3003",
        "department_id": "property",
    }
    answer = admin.post("/plain/admin/accounts/grid", data={**values, "action": "change"})
    assert answer.status_code == 200
    outline(answer)
    assert done(grid.get("/session"))["account"]["department_id"] == "property"
    assert done(grid.get("/session"))["account"]["grid_id"] is None
    listed = admin.get("/plain/admin/changes").text
    assert "角色：网格员 → 部门经办" in listed
    assert "role: " not in listed


def test_a_disabled_account_is_out_at_once_and_can_be_had_back(world):
    admin, leader = browser(world, "admin"), world.client("leader")
    admin.post("/plain/admin/accounts/leader", data={"action": "disable"})
    assert done(leader.get("/session"))["account"] is None
    admin.post("/plain/admin/accounts/leader", data={"action": "enable"})
    assert done(world.client("leader").get("/session"))["account"]["role"] == "leader"
    assert [kind for _, kind, _ in changes(world)] == ["account.disable", "account.enable"]


def test_a_reset_ends_the_sessions_and_shows_a_new_password_once(world):
    admin, leader = browser(world, "admin"), world.client("leader")
    answer = admin.post("/plain/admin/accounts/leader", data={"action": "reset", "factor": "none"})
    password = re.findall(r'<dd class="big">([^<]+)</dd>', answer.text)[1]
    assert done(leader.get("/session"))["account"] is None
    entered = browser(world, None).post(
        "/plain/staff", data={"account": "leader", "password": password}
    )
    assert entered.status_code == 303
    assert password not in str(world.read(lambda tx: tx.all(sa.select(t.changes))))
    unsaid = admin.post("/plain/admin/accounts/leader", data={"action": "reset"})
    assert unsaid.status_code == 422


@pytest.mark.parametrize(
    "values", [{"action": "disable"}, {"action": "change", "role": "leader", "title": "x"}]
)
def test_an_administrator_cannot_shut_themselves_out(world, values):
    answer = browser(world, "admin").post("/plain/admin/accounts/admin", data=values)
    assert answer.status_code == 422
    assert "最后一个管理员" in answer.text
    assert done(world.client("admin").get("/session"))["account"]["role"] == "admin"


def test_a_street_is_renamed_and_everybody_sees_it(world):
    admin = browser(world, "admin")
    values = typed(admin, "street", name="梧桐街道", phone="0512-6000 2000")
    values["departments"] += "\nlegal | 司法所 | 0512-6000 2001"
    saved = admin.post("/plain/admin/street", data=values)
    assert saved.status_code == 200, saved.text
    outline(saved)
    told = done(world.nobody().get("/reference"))
    assert told["street"]["name"] == "梧桐街道"
    assert {"id": "legal", "name": "司法所", "phone": "0512-6000 2001"} in told["departments"]
    assert "梧桐街道" in browser(world, None).get("/plain/").text
    assert changes(world)[-1] == ("admin", "settings", "street")
    again = typed(admin, "street", phone="0512-6000 3000")
    assert admin.post("/plain/admin/street", data=again).status_code == 200
    page = admin.get("/plain/admin/changes")
    outline(page)
    newest = page.text[page.text.index('<ol class="history"') :].split("</li>")[0]
    for said in ("改前", "改后", "0512-6000 2000", "0512-6000 3000"):
        assert said in newest
    # What stayed is not listed, and nothing stands there as it is stored.
    assert "梧桐街道" not in newest
    assert "{" not in newest


def test_numbers_begin_with_the_streets_own_division_from_then_on(world):
    before = file_case(world.client())["case"]["number"]
    admin = browser(world, "admin")
    assert "320505" in admin.get("/plain/admin/street").text
    saved = admin.post("/plain/admin/street", data=typed(admin, "street", division="310110"))
    assert saved.status_code == 200, saved.text
    assert file_case(world.client())["case"]["number"].startswith("310110S")
    assert done(world.client().get(f"/cases/{before}"))["number"] == before
    assert world.read(lambda tx: check_all(world.window, tx))[2] == []


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"name": ""}, "#name"),
        ({"division": "32050"}, "#division"),
        ({"division": "３２０５０５"}, "#division"),
        ({"phones": "只有名称"}, "#phones"),
        ({"departments": "物业 | 物业管理科 | 1"}, "#departments"),
        ({"departments": "a | 甲 | 1\na | 乙 | 2"}, "#departments"),
        ({"departments": "urban | 城市管理科 | 1"}, "#departments"),  # property has accounts
    ],
)
def test_a_street_that_cannot_be_is_said_and_what_was_typed_stays(admin, lite_world, values, wrong):
    before = lite_world.window.settings.newest
    answer = admin.post("/plain/admin/street", data=typed(admin, "street", **values))
    assert answer.status_code == 422
    assert wrong in outline(answer).links
    for text in values.values():
        assert text in _unescaped(answer.text)
    assert lite_world.window.settings.newest == before


def test_who_saves_over_somebody_elses_change_is_told_first(world):
    admin = browser(world, "admin")
    mine, theirs = typed(admin, "street", name="甲街道"), typed(admin, "street", name="乙街道")
    assert admin.post("/plain/admin/street", data=theirs).status_code == 200
    answer = admin.post("/plain/admin/street", data=mine)
    assert answer.status_code == 409
    assert "甲街道" in answer.text
    assert world.window.reference.street.name == "乙街道"


def test_what_was_saved_is_there_after_a_restart_and_in_another_process(world):
    admin = browser(world, "admin")
    admin.post("/plain/admin/street", data=typed(admin, "street", name="长住街道"))
    second = type(world).beside(world)
    assert second.window.reference.street.name == "长住街道"
    admin.post("/plain/admin/street", data=typed(admin, "street", name="新名街道"))
    assert second.window.reference.street.name == "长住街道"
    second.window.database.read_now(lambda tx: settings.follow(second.window, tx))
    assert second.window.reference.street.name == "新名街道"


def square(number: int, **properties) -> dict:
    west, south = 120.50 + number / 100, 31.20
    ring = [[west, south], [west + 0.01, south], [west + 0.01, south + 0.01], [west, south + 0.01]]
    return {
        "type": "Feature",
        "id": f"new-{number}",
        "properties": {"name": f"第{number}网格", "community": "新区", **properties},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }


def collection(*features) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def present_grids(world) -> list[dict]:
    return settings.present(world.window, "grids")["features"]


def look(admin, content: bytes):
    return admin.post("/plain/admin/grids", files={"file": ("grids.geojson", content)})


def test_grids_are_looked_at_before_they_are_taken(world):
    admin = browser(world, "admin")
    old = present_grids(world)
    moved = {**old[0], "properties": {**old[0]["properties"], "name": "改名网格"}}
    preview = look(admin, collection(moved, *old[1:], square(1)))
    assert preview.status_code == 200
    outline(preview)
    assert "新增 1 个，去掉 0 个，改动 1 个，不变 11 个" in preview.text
    assert "new-1" not in world.window.reference.grids
    taken = dict(re.findall(r'name="(seen|take)" value="(\d+)"', preview.text))
    saved = admin.post("/plain/admin/grids", data=taken)
    assert saved.status_code == 200
    assert "已保存" in saved.text
    told = {g["id"]: g for g in done(world.nobody().get("/reference"))["grids"]}
    assert told["new-1"]["lon"] == pytest.approx(120.515)
    assert told[old[0]["id"]]["name"] == "改名网格"
    assert world.window.reference.grid_at(120.515, 31.205) == "new-1"
    place = {"text": "新区一号", "lon": 120.515, "lat": 31.205}
    filed = done(world.client().post("/cases", json=filing(place=place), headers=key()))
    assert filed["case"]["grid_id"] == "new-1"


BROKEN = {
    "no JSON": (b"{", "这个文件不是 JSON"),
    "something else": (b'{"type": "Topology"}', "FeatureCollection"),
    "none": (collection(), "1 到 5000"),
    "no id": (collection({**square(1), "id": 7}), "第 1 个图形：id"),
    "one id twice": (collection(square(1), square(1)), "第 2 个图形：这个 id"),
    "no name": (collection(square(1), square(2, name=" ")), "第 2 个图形：属性 name"),
    "no community": (collection(square(1, community=None)), "第 1 个图形：属性 community"),
    "a line": (
        collection({**square(1), "geometry": {"type": "LineString", "coordinates": [[1, 2]]}}),
        "Polygon",
    ),
    "an open ring": (
        collection(
            {
                **square(1),
                "geometry": {"type": "Polygon", "coordinates": [[[1, 2], [2, 2], [2, 3], [1, 3]]]},
            }
        ),
        "首尾相连",
    ),
    "metres": (
        collection(
            {
                **square(1),
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[513000, 3460000], [1, 2], [2, 3], [513000, 3460000]]],
                },
            }
        ),
        "不是经度、纬度",
    ),
    "too many points": (
        collection(
            {
                **square(1),
                "geometry": {
                    "type": "Polygon",
                    "coordinates": [[[1, 2], *([[2, 3]] * 200_000), [1, 2]]],
                },
            }
        ),
        "边界点太多",
    ),
    "without grids in use": (collection(square(1)), "liuxiang-3"),
}


@pytest.mark.parametrize(("content", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_a_file_that_cannot_be_taken_says_which_feature_and_why(admin, lite_world, content, said):
    answer = look(admin, content)
    assert answer.status_code == 422
    outline(answer)
    assert said in answer.text
    assert (
        lite_world.window.settings.newest == 0 or "new-1" not in lite_world.window.reference.grids
    )


def test_all_mistakes_of_a_file_are_told_at_once(admin):
    answer = look(admin, collection(*(square(n, name="") for n in range(1, 8))))
    assert answer.text.count("属性 name 要是网格的名称") >= 7


def test_somebody_elses_preview_cannot_be_taken(world):
    admin = browser(world, "admin")
    answer = admin.post("/plain/admin/grids", data={"take": "1", "seen": "0"})
    assert answer.status_code == 404


NOTICE = {
    "year": "2027",
    "source": "国务院办公厅关于2027年部分节假日安排的通知",
    "holidays": "元旦 | 2027-01-01 | 2027-01-03\n春节｜2027-02-05｜2027-02-12",
    "make_up_days": "2027-01-30\n2027-02-14",
}


def test_the_yearly_notice_moves_new_deadlines_and_ends_the_warning(world):
    world.clock.at = 1_798_686_000_000  # 2026-12-31 11:00
    admin = browser(world, "admin")
    assert "2027 年的放假安排还没有录入" in admin.get("/plain/admin").text
    before = file_case(world.client())["case"]
    saved = admin.post("/plain/admin/calendar", data=typed(admin, "calendar", **NOTICE))
    assert saved.status_code == 200, saved.text
    calendar = world.window.reference.calendar
    assert 2027 in calendar.official_years
    day = calendar.day_of(1_801_526_400_000)  # 2027-02-02
    assert not calendar.is_working(day + 8)  # 2027-02-10, a Wednesday of the holiday
    assert calendar.is_working(day + 12)  # 2027-02-14, a Sunday that is worked
    assert "还没有录入" not in admin.get("/plain/admin").text
    again = done(world.client().get(f"/cases/{before['number']}"))
    assert again["due_at"] == before["due_at"]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"year": "27"}, "#year"),
        ({"source": ""}, "#source"),
        ({"holidays": "元旦 2027-01-01"}, "#holidays"),
        ({"holidays": "元旦 | 2027-01-03 | 2027-01-01"}, "#holidays"),
        ({"holidays": "元旦 | 2026-12-31 | 2027-01-02"}, "#holidays"),
        ({"holidays": ""}, "#holidays"),
        ({"make_up_days": "2027-02-30"}, "#make_up_days"),
    ],
)
def test_a_notice_that_cannot_be_is_said_and_what_was_typed_stays(admin, values, wrong):
    answer = admin.post("/plain/admin/calendar", data=typed(admin, "calendar", **NOTICE) | values)
    assert answer.status_code == 422
    page = outline(answer)
    assert {link for link in page.links if link.startswith("#") and link != "#main"} == {wrong}


def test_a_shorter_deadline_holds_for_what_is_filed_from_then_on(world):
    admin = browser(world, "admin")
    before = file_case(world.client())["case"]
    page = admin.get("/plain/admin/deadlines").text
    headings = re.findall(r"<section class=\"card\"><h2>([^<]+)</h2>", page)
    assert {"诉求 · 求助", "诉求 · 其他", "办事", "办不成事", "其他"} <= set(headings)
    assert len(set(headings)) == len(headings), "each rule says what it is about"
    values = typed(admin, "deadlines")
    assert values["rule0.submitted"] == "4"
    saved = admin.post("/plain/admin/deadlines", data={**values, "rule0.submitted": "1"})
    assert saved.status_code == 200, saved.text
    after = file_case(world.client())["case"]
    assert after["due_at"] < before["due_at"]
    wrong = admin.post("/plain/admin/deadlines", data={**values, "rule0.submitted": "-1"})
    assert wrong.status_code == 422
    assert "#rule0.submitted" in outline(wrong).links


def test_the_texts_of_messages_are_the_streets_own(world):
    admin = browser(world, "admin")
    own = "【梧桐街道】{number} 已受理。"
    values = typed(admin, "messages")
    saved = admin.post("/plain/admin/messages", data={**values, "zh-CN.sms.accepted": own})
    assert saved.status_code == 200, saved.text
    assert world.window.library.of("zh-CN")("sms.accepted", number="1") == "【梧桐街道】1 已受理。"
    assert "accepted" in world.window.library.of("en")("sms.accepted", number="1")
    for text in ("没有编号", "{number} {phone}", "{number} {", "{number}" + "长" * 300):
        wrong = admin.post("/plain/admin/messages", data={**values, "zh-CN.sms.accepted": text})
        assert wrong.status_code == 422, text
        assert text in _unescaped(wrong.text)
    emptied = typed(admin, "messages") | {"zh-CN.sms.accepted": ""}
    assert admin.post("/plain/admin/messages", data=emptied).status_code == 200
    assert "【一窗】" in world.window.library.of("zh-CN")("sms.accepted", number="1")


def test_a_changed_audit_list_is_found(world):
    admin = browser(world, "admin")
    admin.post("/plain/admin/accounts/leader", data={"action": "disable"})
    world.write(lambda tx: tx.run(sa.update(t.changes).values(done_by="somebody")))
    findings = world.read(lambda tx: check_all(world.window, tx))[2]
    assert any("changes" in str(one) for one in findings)
