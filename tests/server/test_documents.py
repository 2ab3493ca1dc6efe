"""Papers as PDF: taken where a paper may be one, looked into before they are kept, shown to staff as
documents; what is none, cannot be opened or does something by itself is refused with words."""

import pdfs as make
import pytest
import sqlalchemy as sa
from test_applications import findings
from test_every_service import IDENTITY, answers
from test_plain_apply import as_data, browser, hidden
from world import done, fields, filing, key, picture, refused, upload

from server.services import pdfs, received, retention
from server.store import tables as t

SERVICE, PAPER = "residence_statement", "materials.home_proof"
REFUSED = {
    "with a password": (make.encrypted, "密码"),
    "cut off": (lambda: make.pdf()[:-300], "不完整"),
    "only its first line": (lambda: b"%PDF-1.7", "不完整"),
    "with a script": (make.with_script, "会自己运行"),
    "that starts a program": (make.with_launch, "会自己运行"),
    "with another file in it": (make.with_file, "会自己运行"),
    "of more pages than fifty": (lambda: make.pdf(51), "最多 50 页"),
    "packed twice": (make.twice_packed, "太复杂"),
    "with a picture of 3600 megapixels": (make.huge_picture, "太复杂"),
    "whose pages go round in a circle": (make.endless, "坏了"),
    "of nothing but noise": (lambda: b"%PDF-1.7" + b"x" * 9999 + b"%%EOF", "坏了"),
}


def send(client, content: bytes, kind: str = pdfs.CONTENT_TYPE):
    return client.post("/attachments", content=content, headers={**key(), "Content-Type": kind})


def application(world, client, paper: str, **members) -> dict:
    """An application whose proof of the home is this file."""
    version = world.window.reference.affairs.by_code[SERVICE]["version"]
    given = answers(client, SERVICE)
    given["materials"]["home_proof"] = [paper]
    body = {"kind": "application", "service": SERVICE, "service_version": version, "for": "self"}
    return body | given | members


def verified(world):
    client = world.client()
    done(client.put("/me/identity", json=IDENTITY))
    return client


def filed(world, content: bytes) -> tuple[str, dict]:
    """The number of an application with this PDF, and the document as the uploader was told of it."""
    client = verified(world)
    document = done(send(client, content))
    body = application(world, client, document["id"])
    receipt = done(client.post("/cases", json=body, headers=key()))
    return receipt["case"]["number"], document


def test_a_pdf_is_handed_in_as_a_paper_and_opened_by_staff_as_it_was(world):
    content = make.pdf(3)
    number, document = filed(world, content)
    assert document | {"id": "", "bytes": 0} == {
        "id": "", "content_type": "application/pdf", "bytes": 0, "width": 0, "height": 0, "pages": 3,
    }  # fmt: skip
    handler = world.client("handler-community")
    case = done(handler.get(f"/cases/{number}"))
    (line,) = [one for one in case["filled"] if one["path"] == PAPER]
    assert line["value"] == "1 份 PDF（共 3 页）"
    assert [(one["content_type"], one["pages"]) for one in line["pictures"]] == [
        ("application/pdf", 3)
    ]
    back = handler.get(f"/attachments/{document['id']}")
    assert back.content == content
    assert back.headers["content-type"] == "application/pdf"
    assert back.headers["content-disposition"].startswith("attachment; filename=")
    assert back.headers["content-disposition"].endswith('.pdf"')
    assert back.headers["x-content-type-options"] == "nosniff"
    assert back.headers["content-security-policy"] == "default-src 'none'; sandbox"
    refused(handler.get(f"/attachments/{document['id']}?size=thumb"), 404, "not_found")
    refused(world.client("13800000002").get(f"/attachments/{document['id']}"), 404, "not_found")
    assert findings(world) == []


@pytest.mark.parametrize(("made", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_a_pdf_that_cannot_be_used_is_refused_with_what_to_do(lite_world, made, said):
    content = made()
    error = refused(send(lite_world.client(), content), 415, "unsupported_type")
    assert said in error["message"]
    assert lite_world.read(lambda tx: tx.all(sa.select(t.attachments))) == []


def test_a_bomb_is_refused_before_it_is_unpacked_into_memory(lite_world):
    error = refused(send(lite_world.client(), make.bomb()), 415, "unsupported_type")
    assert "太复杂" in error["message"]


def test_a_link_to_a_page_does_not_keep_a_pdf_out(lite_world):
    assert done(send(lite_world.client(), make.with_link()))["pages"] == 1


def test_what_it_is_its_content_says_and_not_its_name(lite_world):
    client = lite_world.client()
    assert done(send(client, make.pdf(), "image/jpeg"))["content_type"] == "application/pdf"
    assert done(send(client, picture(), "application/pdf"))["content_type"] == "image/jpeg"
    page = refused(send(client, b"<html><script>alert(1)</script>"), 415, "unsupported_type")
    assert page["message"]
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200
    assert "HEIC" in refused(send(client, heic, "image/jpeg"), 415, "unsupported_type")["message"]
    assert "空的" in refused(send(client, b""), 415, "unsupported_type")["message"]


def test_a_pdf_may_have_twenty_megabytes_and_a_picture_ten(lite_world):
    client = lite_world.client()
    assert done(send(client, make.large(20_000_000)))["pages"] == 1
    beyond = make.pdf() + b"\n" * (20 * 1024 * 1024) + b"%%EOF"
    refused(send(client, beyond), 413, "too_large")
    refused(send(client, picture() + b"\0" * 10_485_760), 413, "too_large")


def test_what_only_takes_photos_takes_no_pdf(world):
    client = verified(world)
    document = done(send(client, make.pdf()))["id"]
    body = application(world, client, upload(client))
    body["materials"]["id_card"] = [document]
    error = refused(client.post("/cases", json=body, headers=key()), 422, "invalid")
    assert fields(error) == [("materials.id_card.0", "pictures_only")]
    assert "拍成照片" in error["fields"][0]["message"]
    appeal = filing(attachments=[document])
    error = refused(client.post("/cases", json=appeal, headers=key()), 422, "invalid")
    assert fields(error) == [("attachments.0", "pictures_only")]


def test_a_pdf_is_used_again_with_another_application(world):
    content = make.pdf(2)
    filed(world, content)
    client = world.client()
    (offer,) = [
        one
        for one in done(client.get("/me/materials", params={"service": SERVICE}))["items"]
        if one["field"] == PAPER
    ]
    assert [one["pages"] for one in offer["pictures"]] == [2]
    body = application(world, client, offer["pictures"][0]["id"], reused=[PAPER])
    case = done(client.post("/cases", json=body, headers=key()))["case"]
    (line,) = [one for one in case["filled"] if one["path"] == PAPER]
    assert client.get(f"/attachments/{line['pictures'][0]['id']}").content == content
    assert findings(world) == []


def test_a_pdf_that_was_altered_on_the_disk_is_found_and_not_shown(world):
    _, document = filed(world, make.pdf(2))
    row = world.read(lambda tx: tx.one(sa.select(t.attachments).where(t.attachments.c.pages == 2)))
    path = world.window.blobs.path(row["sha256"])
    path.chmod(0o600)
    path.write_bytes(make.pdf(2, "income 9999"))
    assert [one.what for one in findings(world)] == ["the file was altered"]
    refused(world.client().get(f"/attachments/{document['id']}"), 404, "not_found")


def test_a_pdf_that_came_into_no_case_is_forgotten_after_a_week(world):
    import os

    client = world.client()
    document = done(send(client, make.pdf()))["id"]
    row = world.read(lambda tx: tx.one(sa.select(t.attachments)))
    path = world.window.blobs.path(row["sha256"])
    world.clock.advance(days=8)
    os.utime(path, (0, 0))
    assert world.write(lambda tx: retention.purge_photos(world.window, tx)) == 1
    assert not path.exists()
    refused(world.client().get(f"/attachments/{document}"), 404, "not_found")


def test_a_reader_that_does_not_end_is_ended(lite_world, monkeypatch):
    monkeypatch.setattr(pdfs, "SECONDS", 0.01)
    error = refused(send(lite_world.client(), make.pdf()), 415, "unsupported_type")
    assert "太复杂" in error["message"]


TYPED = {
    "for": "self",
    "applicant.name": "张三",
    "applicant.id_number": IDENTITY["id_number"],
    "applicant.phone": "13800000001",
    "home.text": "柳巷路 8 号 3 号楼 201",
    "home.grid_id": "liuxiang-3",
    "since": "2020-01-01",
    "for_whom": "柳巷小学",
    "use": "school",
    "truth": "yes",
}
PATH = f"/plain/apply/{SERVICE}"


def post(client, page: str, name: str, content: bytes, path: str = PAPER):
    files = [(one, (None, value)) for one, value in [*hidden(page), *TYPED.items()]]
    files.append((path, (name, content, "image/jpeg")))
    if path == PAPER:
        files.append(("materials.id_card", ("身份证.jpg", picture(), "image/jpeg")))
    return client.post(PATH, files=files)


def test_a_pdf_is_handed_in_without_script_and_read_on_the_case(world):
    client = browser(world)
    page = client.get(PATH).text
    assert 'name="materials.home_proof" type="file" multiple accept="image/jpeg,' in page
    assert page.count("application/pdf") == 1  # the photo of the identity card is one
    wrong = post(client, page, "户口.pdf", make.encrypted())
    assert "“户口.pdf”没有收下：这份 PDF 设了密码" in wrong.text
    wrong = post(client, page, "身份证.jpg", make.pdf(), "materials.id_card")
    assert "“身份证.jpg”没有收下：这一项只收照片" in wrong.text
    check = post(client, page, "房产证.pdf", make.pdf(4))
    assert "1 份 PDF（共 4 页）" in check.text
    sent = client.post(PATH, data=as_data(hidden(check.text), seen="1"))
    assert sent.status_code == 201
    (item,) = done(world.client().get("/cases?scope=mine"))["items"]
    shown = client.get(f"/plain/cases/{item['number']}").text
    assert "下载第 1 份：PDF 文件，4 页" in shown
    assert findings(world) == []


def test_a_pdf_that_came_stays_where_the_rest_of_the_form_is_wrong(world):
    client = browser(world)
    page = client.get(PATH).text
    files = [(one, (None, value)) for one, value in [*hidden(page), *TYPED.items()] if one != "use"]
    files.append((PAPER, ("a.pdf", make.pdf(4), "application/pdf")))
    again = client.post(PATH, files=files)
    assert "PDF 文件，4 页" in again.text
    assert "?size=thumb" not in again.text
    assert 'name="materials.home_proof" value="' in again.text


def test_the_largest_file_of_any_kind_is_what_a_call_may_bring(lite_world):
    assert received.most_bytes(lite_world.window.config.limits) == 20 * 1024 * 1024
