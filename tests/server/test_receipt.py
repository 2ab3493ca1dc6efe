"""The receipt: whole, true on paper, the filer's only, and its code leads a stranger's phone to tracking."""

import html
import json
import re
from pathlib import Path

import pytest
from test_helping import FRIEND, OWNER, asked_for, file, give, known  # noqa: F401
from test_pages import outline
from world import bring_to, done, file_case

from server.services import receipts
from server.services.words import LANGUAGES, Words
from server.wire import types as wire

PAGE = {"Accept": "text/html"}
SVG = re.compile(r"<svg\b.*?</svg>", re.S)

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = json.loads((ROOT / "tests/contract/receipt.json").read_text("utf-8"))


@pytest.fixture
def filed(lite_world):
    """A case just filed, its filer and what the filer was told."""
    client = lite_world.client()
    answer = file_case(client, title="楼道灯又坏了")
    return lite_world, client, answer["case"]["number"], answer["query_code"]


def test_a_receipt_says_everything_that_is_worth_keeping(filed):
    world, client, number, code = filed
    sheet = done(client.get(f"/cases/{number}/receipt"))
    assert sheet["number"] == number
    assert sheet["query_code"] == code
    assert sheet["title"] == "楼道灯又坏了"
    assert sheet["place_text"]
    assert sheet["office"]["phone"] == world.window.reference.street.phone
    assert sheet["office"]["hours"]
    assert sheet["link"] == f"{world.url}/t/{number}"
    assert sheet["department_name"] is sheet["worker"] is None


def test_the_dates_of_a_receipt_are_whole_with_their_weekday(filed):
    _, client, number, _ = filed
    sheet = done(client.get(f"/cases/{number}/receipt"))
    whole = r"\d{4}年\d{1,2}月\d{1,2}日 星期[一二三四五六日] \d{2}:\d{2}"
    assert re.fullmatch(whole, sheet["filed_text"])
    first = sheet["next"][0]
    assert first["code"] == "accept_by"
    assert re.fullmatch(whole + " 前：告诉您是否受理", first["text"])
    english = client.get(f"/cases/{number}/receipt", headers={"Accept-Language": "en"}).json()
    assert re.fullmatch(
        r"[A-Z][a-z]+day \d{1,2} [A-Z][a-z]{2} \d{4}, \d{2}:\d{2}", english["filed_text"]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_comes_next_is_said_in_one_set_of_words_by_program_server_and_plain_page(
    lite_world, language
):
    words = lite_world.window.library.of(language)
    states = lite_world.window.catalogue.case.states.values()
    codes = {p.code for state in states for kind in state.next.values() for p in kind}
    assert len(codes) >= 6
    portal = json.loads((ROOT / f"assets/i18n/{language}/receipt.json").read_text("utf-8"))
    for code in codes:
        said = words.promise(code, None), words.promise(code, "2026-11-23T10:00:00+08:00")
        assert all(text.endswith(portal[f"receipt.next.{code}"]) for text in said)
        assert said[1].startswith(
            words("receipt.by", when=words.moment("2026-11-23T10:00:00+08:00"))
        )
    client = lite_world.client()
    number = file_case(client)["case"]["number"]
    asked = {"Accept-Language": language}
    sheet = client.get(f"/cases/{number}/receipt", headers=asked).json()
    page = client.get(f"{lite_world.url}/plain/cases/{number}", headers={**PAGE, **asked}).text
    for one in sheet["next"]:
        assert one["text"] == words.promise(one["code"], one["by"])
        assert html.escape(one["text"]) in page


def test_a_receipt_had_again_names_who_has_the_case_now(lite_world):
    answer = bring_to(lite_world, "in_progress")
    number = answer["case"]["number"]
    sheet = done(lite_world.client().get(f"/cases/{number}/receipt"))
    assert sheet["department_name"] == "物业管理科"
    assert sheet["worker"] == "经办人 · 工号 2017"
    assert sheet["query_code"] == answer["query_code"]


def test_nobody_but_the_filer_has_the_receipt(filed):
    world, _, number, _ = filed
    assert world.client("13800000002").get(f"/cases/{number}/receipt").status_code == 404
    assert world.client("dispatcher").get(f"/cases/{number}/receipt").status_code == 403
    assert world.nobody().get(f"{world.api}/cases/{number}/receipt").status_code == 401


def test_the_link_leads_whoever_scans_it_to_tracking_with_the_number_filled_in(filed):
    world, client, number, code = filed
    link = done(client.get(f"/cases/{number}/receipt"))["link"]
    assert code not in link
    stranger = world.nobody()
    page = stranger.get(link, follow_redirects=True, headers=PAGE)
    assert page.url.path == "/plain/track"
    assert outline(page).fields["number"] == number
    found = stranger.post(
        f"{world.url}/plain/track", data={"number": number, "query_code": code}, headers=PAGE
    )
    assert "楼道灯又坏了" in found.text


@pytest.mark.parametrize("typed", ["x", "320505S20261121000421", "..%2F..%2Fmine", "%22%3E%3Cb%3E"])
def test_a_link_with_something_else_than_a_number_is_not_found(lite_world, typed):
    page = lite_world.nobody().get(f"{lite_world.url}/t/{typed}", headers=PAGE)
    assert page.status_code == 404
    assert "<b>" not in page.text


def test_the_link_names_the_address_of_the_configuration_where_there_is_one(filed):
    world, client, number, _ = filed
    world.window.config.server.public_url = "https://street.example/"
    try:
        sheet = done(client.get(f"/cases/{number}/receipt"))
    finally:
        world.window.config.server.public_url = ""
    assert sheet["link"] == f"https://street.example/t/{number}"


@pytest.mark.parametrize(
    ("paper", "drawn"), [("", "a4"), ("?paper=80", "slip"), ("?paper=x", "a4")]
)
def test_the_plain_receipt_has_the_code_and_is_laid_out_for_its_paper(filed, paper, drawn):
    world, client, number, code = filed
    page = client.get(f"{world.url}/plain/receipt/{number}{paper}", headers=PAGE)
    outline(page)
    assert f'class="card receipt {drawn}"' in page.text
    assert f"{code[:3]} {code[3:]}" in page.text
    (svg,) = SVG.findall(page.text)
    assert "<script" not in svg
    assert "style=" not in svg
    assert 'aria-label="打开查询页的二维码"' in page.text


def test_the_plain_receipt_of_somebody_else_is_not_found(filed):
    world, _, number, _ = filed
    other = world.client("13800000002")
    assert other.get(f"{world.url}/plain/receipt/{number}", headers=PAGE).status_code == 404
    signed_out = world.nobody().get(f"{world.url}/plain/receipt/{number}", headers=PAGE)
    assert signed_out.status_code == 303


def contract_sheet(words: Words, **changes) -> wire.ReceiptSheet:
    """The contract's case as it is kept."""
    case, office = CONTRACT["case"], CONTRACT["office"]
    kept = {
        "number": "320505S20261121000429",
        "query_code": "6K4M9P",
        "kind": "appeal",
        "category": case["category"],
        "title": case["title"],
        "place_text": case["place"],
        "photos": case["photos"],
        "contact_mode": "named",
        "filed_at": case["filed_at"],
        "filed_text": words.moment(case["filed_at"]),
        "next": [],
        "office": wire.Office(office["name"], office["phone"], office["hours"]),
        "department_name": case["department_name"],
        "filed_by": case["filed_by"],
        "worker": None,
        "link": "/t/320505S20261121000429",
        "parts": [],
        "promised": case["promised"],
    }
    return wire.ReceiptSheet(**{**kept, **changes})


def said(lines: list[receipts.Line], filed_text: str) -> list[list]:
    """The lines as the contract has them."""
    return [[one.label, None if one.value == filed_text else one.value] for one in lines]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_paper_and_portal_have_the_same_lines_in_the_same_order_and_words(language):
    words = Words(ROOT / "assets/i18n", language)
    sheet = contract_sheet(words)
    assert said(receipts.lines(sheet, words), sheet.filed_text) == CONTRACT["lines"][language]


def test_of_what_is_not_known_there_is_no_line():
    words = Words(ROOT / "assets/i18n", "zh-CN")
    office = wire.Office(CONTRACT["office"]["name"], CONTRACT["office"]["phone"], None)
    sheet = contract_sheet(
        words, photos=0, promised=[], department_name=None, filed_by=None, office=office
    )
    assert said(receipts.lines(sheet, words), sheet.filed_text) == CONTRACT["bare"]["zh-CN"]


def test_the_plain_receipt_has_these_lines_and_says_the_title_once(filed):
    world, client, number, _ = filed
    page = client.get(f"{world.url}/plain/receipt/{number}", headers=PAGE)
    sheet = done(client.get(f"/cases/{number}/receipt"))
    labels = re.findall(r"<dt>(.*?)</dt>", page.text)
    assert labels == [
        "办件编号", "查询码", "类型", "标题", "地点", "提交时间", "办理单位", "电话", "办公时间",
    ]  # fmt: skip
    shown = page.text[page.text.index("<article") : page.text.index("</article>")]
    assert shown.count(sheet["title"]) == 1


def test_a_receipt_says_who_filed_it_for_the_person_and_nothing_where_the_person_did(known):  # noqa: F811
    given = give(known)
    number = done(file(known, asked_for(known, given)))["case"]["number"]
    hers = known.client(OWNER)
    assert done(hers.get(f"/cases/{number}/receipt"))["filed_by"] == "帮办人（受李**委托）"
    assert done(hers.get(f"/cases/{number}"))["filed_by"] == "帮办人（受李**委托）"
    own = done(known.client(FRIEND).get(f"/cases/{number}/receipt"))
    assert own["filed_by"] == "您（受李**委托）"
    page = known.client(OWNER).get(f"{known.url}/plain/receipt/{number}", headers=PAGE).text
    assert "代办人" in page
    mine = file_case(hers)["case"]["number"]
    assert done(hers.get(f"/cases/{mine}/receipt"))["filed_by"] is None
    assert "代办人" not in hers.get(f"{known.url}/plain/receipt/{mine}", headers=PAGE).text
