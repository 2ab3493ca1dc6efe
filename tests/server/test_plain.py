"""The pages without script under bad input: what is refused is said, what was typed is kept."""

import re
import threading

import pytest
from test_pages import outline
from world import bring_to, done, file_case, picture, upload

PAGE = {"Accept": "text/html"}
TYPED = {
    "category": "help",
    "title": "路灯不亮",
    "description": "从上周三晚上开始不亮",
    "place.text": "柳巷路",
    "contact.mode": "named",
    "consent": "yes",
}


def at(world, client):
    """The client as a browser on the server's pages."""
    client.base_url = world.url
    client.headers.update(PAGE)
    return client


@pytest.fixture
def resident(lite_world):
    """A signed-in resident's browser on the plain pages."""
    return at(lite_world, lite_world.client())


def form_key(client) -> str:
    """The key of a fresh form."""
    return outline(client.get("/plain/appeal")).fields["key"]


def photo(name: str, content: bytes):
    return ("photo", (name, content, "image/jpeg"))


def kept(response) -> list[str]:
    return re.findall(r'name="attachments" value="(\w+)"', response.text)


def mine(client) -> list[dict]:
    return done(client.get("/api/v1/cases"))["items"]


def test_refused_photos_are_named_and_the_good_ones_stay(resident):
    files = [photo("好.jpg", picture()), photo("坏.jpg", b"no"), photo("<b>.gif", b"GIF89a")]
    typed = {**TYPED, "key": form_key(resident)}
    wrong = resident.post("/plain/appeal", data=typed, files=files)
    assert wrong.status_code == 422
    outline(wrong)
    assert "“坏.jpg”不是能用的照片" in wrong.text
    assert "“&lt;b&gt;.gif”不是能用的照片" in wrong.text
    assert "好.jpg" not in wrong.text
    assert len(kept(wrong)) == 1
    assert mine(resident) == []
    done_now = resident.post("/plain/appeal", data={**typed, "attachments": kept(wrong)})
    assert done_now.status_code == 201
    assert [case["photos"] for case in mine(resident)] == [1]


def test_a_photo_may_be_left_out_again_and_there_are_at_most_six(resident):
    typed = {**TYPED, "key": form_key(resident), "title": ""}
    files = [photo(f"{i}.jpg", picture(size=(40 + i, 40))) for i in range(7)]
    wrong = resident.post("/plain/appeal", data=typed, files=files)
    assert len(kept(wrong)) == 6
    assert "“6.jpg”没有收下，照片最多 6 张" in wrong.text
    again = {**typed, "title": "路灯不亮", "attachments": kept(wrong), "drop": kept(wrong)[:2]}
    assert resident.post("/plain/appeal", data=again).status_code == 201
    assert [case["photos"] for case in mine(resident)] == [4]


def test_a_photo_that_is_too_large_is_refused_alone(make_world):
    world = make_world(limits__attachment_bytes=50_000)
    client = world.client()
    client.base_url = world.url
    files = [photo("大.jpg", picture() + b"\0" * 60_000), photo("小.jpg", picture())]
    wrong = client.post("/plain/appeal", data={**TYPED, "key": "k" * 12}, files=files)
    assert wrong.status_code == 422
    assert "“大.jpg”太大" in wrong.text
    assert len(kept(wrong)) == 1
    files = [photo(f"{i}.jpg", b"\xff" * 49_000) for i in range(12)]
    too_much = client.post(
        "/plain/appeal", data={**TYPED, "key": "k" * 12}, files=files, headers=PAGE
    )
    assert too_much.status_code == 422
    assert TYPED["title"] in too_much.text
    assert "太大" in too_much.text


def test_pressing_twice_files_once_with_its_photos(lite_world, resident):
    typed = {**TYPED, "key": form_key(resident)}
    content = picture()
    answers = []

    def press():
        answers.append(resident.post("/plain/appeal", data=typed, files=[photo("a.jpg", content)]))

    both = [threading.Thread(target=press) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [a.status_code for a in answers] == [201, 201]
    assert answers[0].text == answers[1].text
    assert len(mine(resident)) == 1
    other = resident.post("/plain/appeal", data={**typed, "title": "换了标题"})
    assert other.status_code == 409
    outline(other)
    assert "这份已经提交过了" in other.text


def test_without_a_session_photos_are_named_and_words_stay(lite_world):
    client = lite_world.nobody()
    response = client.post(
        lite_world.url + "/plain/appeal",
        data={**TYPED, "attachments": ["abc"]},
        files=[photo("灯.jpg", picture())],
    )
    outline(response)
    assert "“灯.jpg”没有收下" in response.text
    assert "路灯不亮" in response.text
    assert kept(response) == ["abc"]


@pytest.mark.parametrize("value", ["", "a", "a b c d e f", "k" * 40, "键" * 10])
def test_a_form_without_a_right_key_is_malformed(resident, value):
    response = resident.post("/plain/appeal", data={**TYPED, "key": value})
    assert response.status_code == 400
    outline(response)


def test_somebody_elses_photo_is_not_taken(lite_world, resident):
    theirs = upload(lite_world.client("13800000002"))
    typed = {**TYPED, "key": form_key(resident), "attachments": [theirs]}
    wrong = resident.post("/plain/appeal", data=typed)
    assert wrong.status_code == 422
    assert kept(wrong) == []
    assert "第 1 张照片没有传上去" in wrong.text
    odd = resident.post("/plain/appeal", data={**typed, "attachments": ["\0", "x" * 99, "../a"]})
    assert odd.status_code == 422
    assert kept(odd) == []


BROKEN_MULTIPART = [
    ("multipart/form-data", b"--x\r\n\r\n--x--"),
    ("multipart/form-data; boundary=x", b"--y\r\nno"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--"),
    ("multipart/form-data; boundary=x; charset=nothing", b"--x\r\n"),
    ("multipart/form-data; boundary=" + "b" * 5000, b""),
    ("text/plain", b"title=a"),
    ("application/json", b"{}"),
]


@pytest.mark.parametrize(("kind", "content"), BROKEN_MULTIPART)
def test_a_broken_upload_is_answered_with_a_page(resident, kind, content):
    response = resident.post("/plain/appeal", content=content, headers={"Content-Type": kind})
    assert response.status_code in (400, 415)
    outline(response)


def test_too_many_filings_keep_the_form(make_world):
    world = make_world(limits__filings_per_hour=1)
    client = world.client()
    client.base_url = world.url
    assert client.post("/plain/appeal", data={**TYPED, "key": "a" * 12}).status_code == 201
    later = client.post("/plain/appeal", data={**TYPED, "key": "b" * 12, "title": "第二件事"})
    assert later.status_code == 429
    assert int(later.headers["retry-after"]) > 0
    outline(later)
    assert "第二件事" in later.text
    assert "您填写的内容和照片都在" in later.text


def test_asking_for_codes_too_fast_says_how_long_to_wait(lite_world):
    client = at(lite_world, lite_world.nobody())
    client.post("/plain/login", data={"phone": "13800000009"})
    again = client.post("/plain/login", data={"phone": "13800000009", "code": "", "resend": "1"})
    assert again.status_code == 429
    page = outline(again)
    assert re.search(r"请 \d+ 秒后再获取", again.text)
    assert "code" in page.labels


@pytest.mark.parametrize("target", ["https://evil.example", "//evil", "mine/../..", "nothing"])
def test_signing_in_leads_only_to_our_own_pages(lite_world, target):
    client = lite_world.nobody()
    url = lite_world.url + "/plain/login"
    client.post(url, data={"phone": "13800000009"})
    typed = {"phone": "13800000009", "code": lite_world.code("13800000009"), "next": target}
    assert client.post(url, data=typed).headers["location"] == "/plain/appeal"
    looked = client.post(lite_world.url + "/plain/look", data={"look": "elder", "back": target})
    assert looked.headers["location"] == "/plain/"


def test_the_elder_version_stays_and_nothing_typed_is_lost_by_choosing_it(resident):
    typed = {"key": form_key(resident), "title": "路灯不亮", "look": "elder"}
    chosen = resident.post("/plain/appeal", data=typed, files=[photo("a.jpg", picture())])
    assert chosen.status_code == 200
    assert 'class="elder"' in chosen.text
    assert "路灯不亮" in chosen.text
    assert len(kept(chosen)) == 1
    assert 'class="elder"' in resident.get("/plain/track").text
    assert 'class="elder"' in resident.get("/plain/cases/1").text
    back = resident.post("/plain/look", data={"look": "standard", "back": "/plain/track"})
    assert back.headers["location"] == "/plain/track"
    assert 'class="standard"' in resident.get("/plain/track").text


def test_own_cases_are_listed_page_by_page_and_others_are_not_found(lite_world, resident):
    for i in range(21):
        file_case(lite_world.client(), title=f"第 {i} 件事情")
    first = resident.get("/plain/mine")
    outline(first)
    assert first.text.count('<li class="card">') == 20
    second = resident.get(re.search(r"/plain/mine\?cursor=[\w=-]+", first.text).group())
    assert "第 0 件事情" in second.text
    assert resident.get("/plain/mine?cursor=x").status_code == 400
    foreign = file_case(lite_world.client("13800000002"))["case"]["number"]
    for number in (foreign, "1", "%00", "x" * 200):
        missing = resident.get(f"/plain/cases/{number}")
        assert missing.status_code == 404
        outline(missing)
    staff = lite_world.client("dispatcher")
    assert staff.get(f"{lite_world.url}/plain/cases/{foreign}").status_code == 404
    assert staff.get(f"{lite_world.url}/plain/mine").status_code == 403


def test_rating_is_checked_kept_and_counted_once(lite_world, resident):
    number = bring_to(lite_world, "closed")["case"]["number"]
    shown = outline(resident.get(f"/plain/cases/{number}"))
    typed = {"number": number, "key": shown.fields["key"], "comment": "还是有点暗", "score": "9"}
    wrong = resident.post("/plain/rate", data=typed)
    assert wrong.status_code == 422
    page = outline(wrong)
    assert {"#score", "#solved"} <= set(page.links)
    assert "还是有点暗" in wrong.text
    bare = {**typed, "score": "1", "solved": "no", "comment": "", "praises": "fast"}
    unsaid = resident.post("/plain/rate", data=bare)
    assert unsaid.status_code == 422
    assert "#faults" in outline(unsaid).links
    right = {**typed, "score": "2", "solved": "no", "faults": ["slow", "not_done"]}
    for _ in range(2):
        rated = resident.post("/plain/rate", data=right)
        assert rated.status_code == 200
        assert "已经重新办理" in rated.text
    case = done(resident.get(f"/api/v1/cases/{number}"))
    assert [s["step"] for s in case["steps"]].count("rate") == 1
    assert case["rating"]["faults"] == ["slow", "not_done"]
    assert "办得慢、事情没有办好" in resident.get(f"/plain/cases/{number}").text
    assert resident.post("/plain/rate", data={**right, "key": "n" * 12}).status_code == 409
    assert lite_world.nobody().post(lite_world.url + "/plain/rate", data=right).status_code == 401


def test_a_rating_by_query_code_needs_the_right_code(lite_world):
    receipt = bring_to(lite_world, "closed")
    client = at(lite_world, lite_world.nobody())
    typed = {"number": receipt["case"]["number"], "key": "k" * 12, "score": "5", "solved": "yes"}
    wrong = client.post("/plain/rate", data={**typed, "query_code": "222222"})
    assert wrong.status_code == 422
    assert "编号和查询码对不上" in wrong.text
    rated = client.post("/plain/rate", data={**typed, "query_code": receipt["query_code"]})
    assert rated.status_code == 200
    assert "谢谢您的评价" in rated.text


def test_signing_out_ends_the_session(lite_world, resident):
    assert resident.post("/plain/logout", data={"from": "mine"}).headers["location"] == "/plain/"
    assert resident.get("/plain/mine").headers["location"] == "/plain/login?next=mine"


@pytest.mark.parametrize("path", ["appeal", "track", "rate", "login", "logout", "look"])
def test_another_site_cannot_post_to_the_plain_pages(resident, path):
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    response = resident.post(f"/plain/{path}", data={}, headers=headers)
    assert response.status_code == 403
    outline(response)


def test_our_own_forms_name_where_they_come_from(resident):
    # With referrer-policy no-referrer alone a browser without Sec-Fetch-Site says "Origin: null".
    assert '<meta name="referrer" content="same-origin">' in resident.get("/plain/appeal").text
