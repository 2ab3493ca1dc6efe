"""The portal's files, security headers, cross-site requests, and the pages without script."""

import gzip
import json
import re
from html.parser import HTMLParser

import pytest
from world import bring_to, done, file_case, filing, key, refused

from server.routes.plain.body import MOST_FIELDS

CSP = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' blob: data:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)


@pytest.fixture
def portal(make_world, tmp_path):
    """A world with a built portal."""
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<!doctype html><title>一窗</title>", "utf-8")
    (dist / "index.html.gz").write_bytes(gzip.compress((dist / "index.html").read_bytes()))
    (dist / "assets/app.0123abcd.wasm").write_bytes(b"\0asm")
    (dist / "assets/app.0123abcd.wasm.br").write_bytes(b"brotli")
    (dist / "assets/app.0123abcd.wasm.gz").write_bytes(gzip.compress(b"\0asm"))
    (dist / "assets/glue-89abcdef01.mjs").write_text("export {}")
    (dist / "words.json").write_text("{}")
    (dist / ".secret").write_text("x")
    (tmp_path / "outside.txt").write_text("x")
    return make_world(server__web=str(dist))


def get(world, path: str, encodings: str = "identity", **headers):
    return world.nobody().get(world.url + path, headers={"Accept-Encoding": encodings, **headers})


def test_a_hashed_file_is_kept_for_a_year_and_comes_compressed(portal):
    response = get(portal, "/assets/app.0123abcd.wasm", "gzip, br")
    assert response.headers["content-encoding"] == "br"
    assert response.headers["content-type"] == "application/wasm"
    assert response.headers["cache-control"] == "public,max-age=31536000,immutable"
    assert response.headers["vary"] == "accept-encoding"
    assert get(portal, "/assets/app.0123abcd.wasm", "gzip").headers["content-encoding"] == "gzip"
    plain = get(portal, "/assets/app.0123abcd.wasm", "br;q=0")
    assert "content-encoding" not in plain.headers
    assert plain.content == b"\0asm"
    module = get(portal, "/assets/glue-89abcdef01.mjs")
    assert module.headers["content-type"].startswith("text/javascript")


def test_the_first_page_is_asked_for_again_and_answered_shortly(portal):
    first = get(portal, "/", "gzip")
    assert first.headers["cache-control"] == "no-cache"
    assert "一窗" in first.text
    again = get(portal, "/", "gzip", **{"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert get(portal, "/words.json").headers["cache-control"] == "no-cache"


def test_a_deep_link_opens_the_portal_and_a_missing_file_does_not(portal):
    assert "一窗" in get(portal, "/mine/320505S20261121000429").text
    refused(get(portal, "/assets/missing.0123abcd.js"), 404, "not_found")
    for path in (
        "/.secret",
        "/../outside.txt",
        "/..%2foutside.txt",
        "/api/nothing",
        "/index.html.gz",
    ):
        assert get(portal, path).status_code == 404, path


def test_head_answers_like_get_without_a_body(portal):
    client = portal.nobody()
    for path in ("/", "/healthz", "/api/v1/reference", "/plain/"):
        response = client.head(portal.url + path)
        assert response.status_code == 200
        assert response.content == b""
        assert int(response.headers["content-length"]) > 0


def test_without_a_built_portal_the_page_says_how_to_build(lite_world):
    page = get(lite_world, "/")
    assert page.status_code == 200
    assert "./dev build web" in page.text


PATHS = [
    "/",
    "/plain/",
    "/plain/track",
    "/demo/codes",
    "/demo/messages",
    "/healthz",
    "/api/v1/session",
    "/api/v1/nothing",
]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_security_headers(lite_world, path):
    headers = get(lite_world, path).headers
    assert headers["content-security-policy"] == CSP
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["permissions-policy"] == "geolocation=(self), camera=(self)"
    assert len(headers["x-request-id"]) >= 8


def test_behind_https_the_cookie_is_secure_and_the_browser_is_told_to_stay(make_world):
    world = make_world(server__cookie_secure=True)
    response = world.nobody().delete("/session")
    assert "Secure" in response.headers["set-cookie"]
    assert "max-age=31536000" in response.headers["strict-transport-security"]


def test_the_request_id_of_a_proxy_is_kept_if_it_is_one(lite_world):
    client = lite_world.nobody()
    given = client.get("/session", headers={"X-Request-Id": "abc-12345678"})
    assert given.headers["x-request-id"] == "abc-12345678"
    odd = client.get("/session", headers={"X-Request-Id": "a b\t<script>"})
    assert odd.headers["x-request-id"] != "a b\t<script>"


CROSS_SITE = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
]


@pytest.mark.parametrize("headers", CROSS_SITE)
def test_a_write_from_another_site_is_refused(lite_world, headers):
    client = lite_world.client()
    refused(client.post("/cases", json=filing(), headers={**key(), **headers}), 403, "forbidden")
    refused(client.delete("/session", headers=headers), 403, "forbidden")
    assert client.get("/session", headers=headers).status_code == 200


def test_a_write_from_our_own_page_is_taken(lite_world):
    client = lite_world.client()
    for headers in (
        {"Sec-Fetch-Site": "same-origin", "Origin": lite_world.url},
        {"Origin": lite_world.url},
        {},
    ):
        done(client.post("/cases", json=filing(), headers={**key(), **headers}))


def test_reference_has_an_etag(lite_world):
    client = lite_world.nobody()
    first = client.get("/reference")
    body = done(first)
    assert len(body["grids"]) == 12
    assert len(body["departments"]) == 8
    assert {g["community"] for g in body["grids"]} == {"柳巷", "东河", "新塘"}
    again = client.get("/reference", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_metrics_are_only_there_for_who_is_named(make_world):
    world = make_world(server__metrics_from="10.0.0.5")
    assert get(world, "/metrics").status_code == 404
    from_there = {"X-Forwarded-For": "10.0.0.5"}
    assert get(world, "/metrics", **from_there).status_code == 404  # anybody could say so
    world.window.config.server.trusted_proxies = "127.0.0.1"
    assert get(world, "/healthz").status_code == 200
    world.window.config.server.metrics_from = "127.0.0.1"
    assert get(world, "/metrics").status_code == 200


def test_signing_out_makes_the_browser_forget_pages_and_photos(lite_world):
    client = lite_world.client()
    assert client.delete("/session").headers["clear-site-data"] == '"cache"'
    left = lite_world.client().post(f"{lite_world.url}/plain/logout", data={"x": "1"})
    assert left.headers["clear-site-data"] == '"cache"'


def test_a_link_from_a_mail_to_one_s_own_list_opens_it(lite_world):
    elsewhere = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    first = lite_world.nobody().get(f"{lite_world.url}/plain/mine", headers=elsewhere)
    assert first.status_code == 200
    assert 'http-equiv="refresh" content="0;url=/plain/mine?again"' in first.text
    same = {"sec-fetch-site": "same-origin"}
    page = lite_world.client().get(f"{lite_world.url}/plain/mine?again", headers=same)
    assert page.status_code == 200
    assert "refresh" not in page.text
    out = lite_world.nobody().get(f"{lite_world.url}/plain/mine?again", headers=same)
    assert out.headers["location"] == "/plain/login?next=mine"
    forged = lite_world.client().post(f"{lite_world.url}/plain/logout", headers=elsewhere)
    assert forged.status_code == 403


def test_names_longer_than_any_file_and_wild_origins_are_no_failures(make_world, tmp_path):
    (tmp_path / "web").mkdir()
    (tmp_path / "web/index.html").write_text("<!doctype html>", "utf-8")
    world = make_world(server__web=str(tmp_path / "web"))
    assert get(world, "/" + "a" * 300 + ".txt").status_code == 404
    wild = world.client().post(
        "/cases", json={}, headers={"Origin": "http://[", "Sec-Fetch-Site": ""}
    )
    assert wild.status_code == 403
    assert world.client().post("/cases", json={}, headers={"Origin": "http://["}).status_code == 403


def test_metrics_count_without_naming_anybody(lite_world):
    number = file_case(lite_world.client())["case"]["number"]
    lite_world.client().get(f"/cases/{number}")
    text = get(lite_world, "/metrics").text
    assert 'onewindow_requests_total{method="POST",route="/api/v1/cases",status="201"} 1' in text
    assert 'route="/api/v1/cases/{number}"' in text
    assert number not in text
    assert re.search(r"^onewindow_commits_total [1-9]", text, re.M)


class Outline(HTMLParser):
    """What matters of a page: labels and the fields they name, headings, links, scripts."""

    def __init__(self, html: str):
        super().__init__()
        self.labels: set[str] = set()
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.fields: dict[str, str] = {}
        self.inline = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.tags.append(tag)
        self.inline |= "style" in found or any(name.startswith("on") for name in found)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "label" and "for" in found:
            self.labels.add(found["for"])
        if tag == "a":
            self.links.append(found.get("href", ""))
        if tag in ("input", "textarea", "select") and "name" in found:
            self.fields[found["name"]] = found.get("value", "")


def outline(response) -> Outline:
    page = Outline(response.text)
    assert response.text.startswith("<!doctype html><html lang=")
    assert page.tags.count("h1") == 1
    assert "main" in page.tags
    assert "script" not in page.tags
    assert not page.inline
    assert len(page.ids) == len(set(page.ids))
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.ids, link
    return page


def form(client, url: str, **values):
    return client.post(url, data=values)


def test_phone_numbers_are_there_without_script(lite_world):
    response = get(lite_world, "/plain/")
    page = outline(response)
    assert "tel:12345" in page.links
    assert "示例街道综合服务中心" in response.text


def test_progress_is_there_without_script(lite_world):
    receipt = file_case(
        lite_world.client(), title="<b>路灯</b> & 树", description="晚上<script>看不见"
    )
    url = lite_world.url + "/plain/track"
    client = lite_world.nobody()
    empty = outline(client.get(url))
    assert {"number", "query_code"} <= empty.labels
    wrong = form(client, url, number="1", query_code="")
    assert wrong.status_code == 422
    assert {"#number", "#query_code"} <= set(outline(wrong).links)
    assert 'value="1"' in wrong.text
    code = receipt["query_code"]
    shown = form(client, url, number=receipt["case"]["number"], query_code=code)
    outline(shown)
    assert "&lt;b&gt;路灯&lt;/b&gt; &amp; 树" in shown.text
    assert "<script>" not in shown.text
    assert "待受理" in shown.text or "已提交" in shown.text or "提交" in shown.text
    wrong = form(client, url, number=receipt["case"]["number"], query_code="222222")
    assert wrong.status_code == 422
    assert "编号和查询码对不上" in wrong.text


def test_an_appeal_is_filed_without_script_from_sign_in_to_receipt(world):
    client = world.nobody(follow_redirects=True)
    login = client.get(world.url + "/plain/appeal")
    assert login.url.path == "/plain/login"
    assert "phone" in outline(login).labels
    url = world.url + "/plain/login"
    assert form(client, url, phone="12").status_code == 422
    asked = form(client, url, phone="138 0000 0009")
    assert "code" in outline(asked).labels
    wrong = form(client, url, phone="13800000009", code="000")
    assert wrong.status_code == 422
    page = form(client, url, phone="13800000009", code=world.code("13800000009"))
    assert page.url.path == "/plain/appeal"
    fields = outline(page).fields
    typed = {"title": "路", "description": "从上周三晚上开始不亮", "key": fields["key"]}
    wrong = form(client, world.url + "/plain/appeal", **typed)
    assert wrong.status_code == 422
    page = outline(wrong)
    assert {"#category", "#title", "#place.text", "#contact.mode", "#consent"} <= set(page.links)
    assert "从上周三晚上开始不亮" in wrong.text
    typed |= {"title": "路灯不亮", "category": "help", "place.text": "柳巷路", "consent": "yes"}
    typed |= {"contact.mode": "named", "place.grid_id": "liuxiang-3", "contact.phone": ""}
    receipt = form(client, world.url + "/plain/appeal", **typed)
    assert receipt.status_code == 201
    assert "提交成功" in receipt.text
    number = re.search(r"320505 S \d{8} \d{5} \d", receipt.text).group().replace(" ", "")
    again = form(client, world.url + "/plain/appeal", **typed)
    assert number in again.text.replace(" ", "")
    mine = done(client.get("/cases"))
    assert [i["number"] for i in mine["items"]] == [number]
    assert mine["items"][0]["grid_id"] == "liuxiang-3"


def test_what_was_typed_is_kept_when_the_session_ended(lite_world):
    typed = {"title": "路灯不亮", "description": "从上周三晚上开始不亮"}
    response = form(lite_world.nobody(), lite_world.url + "/plain/appeal", **typed)
    outline(response)
    assert "路灯不亮" in response.text
    assert "从上周三晚上开始不亮" in response.text
    assert "/plain/login" in response.text


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"title=%ff", b"&".join([b"a=1"] * (MOST_FIELDS + 1))]
)
def test_a_broken_form_is_malformed(lite_world, content):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    response = lite_world.nobody().post(
        lite_world.url + "/plain/track", content=content, headers=headers
    )
    refused(response, 400, "malformed")


def test_the_demo_shows_codes_newest_first(lite_world):
    client = lite_world.nobody()
    done(client.post("/session/code", json={"phone": "13800000001"}))
    done(client.post("/session/code", json={"phone": "13800000002"}))
    page = get(lite_world, "/demo/codes")
    outline(page)
    assert page.text.index("13800000002") < page.text.index("13800000001")
    shown = json.loads(get(lite_world, "/demo/codes.json?phone=13800000001").text)
    assert [i["phone"] for i in shown["items"]] == ["13800000001"]


class Languages(HTMLParser):
    """The texts of a page with the language they are said to be in."""

    def __init__(self, text: str):
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag in ("meta", "link", "input", "img", "br"):
            return
        above = self._open[-1][1] if self._open else ""
        self._open.append((tag, dict(attrs).get("lang") or above))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and self._open[-1][0] != "title":
            self.said.append((self._open[-1][1], data.strip()))


def test_on_an_english_page_chinese_parts_say_that_they_are_chinese(world):
    number = bring_to(world, "closed")["case"]["number"]
    client = world.client()
    client.headers["Accept-Language"] = "en"
    chinese = 0
    for path in (
        "",
        "phones",
        "services",
        "notices",
        "mine",
        f"cases/{number}",
        f"receipt/{number}",
        "appeal",
    ):
        page = Languages(client.get(f"{world.url}/plain/{path}").text)
        for language, text in page.said:
            if re.search("[\u4e00-\u9fff]", text):
                chinese += 1
                assert language == "zh-CN", (path, text)
            elif re.search("[A-Za-z]{5}", text):
                assert language == "en", (path, text)
    assert chinese > 40
