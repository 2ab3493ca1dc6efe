"""The receipt: whole, true on paper, the filer's only, and its code leads a stranger's phone to tracking."""

import re

import pytest
from test_pages import outline
from world import bring_to, done, file_case

PAGE = {"Accept": "text/html"}
SVG = re.compile(r"<svg\b.*?</svg>", re.S)


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
    assert re.fullmatch(whole + " 前告诉您是否受理", first["text"])
    english = client.get(f"/cases/{number}/receipt", headers={"Accept-Language": "en"}).json()
    assert re.fullmatch(
        r"[A-Z][a-z]+day \d{1,2} [A-Z][a-z]{2} \d{4}, \d{2}:\d{2}", english["filed_text"]
    )


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
