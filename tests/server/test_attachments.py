"""Pictures: taken by content, stripped of metadata, guarded, shown only to who may see."""

import io
import struct
import zlib

import pytest
from PIL import Image
from world import done, fields, file_case, filing, key, picture, refused, take, upload

from server.services.pictures import sniff


def send(client, content: bytes, kind: str = "image/jpeg"):
    return client.post("/attachments", content=content, headers={**key(), "Content-Type": kind})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_taken_by_what_it_is_whatever_it_is_called(lite_world, kind):
    client = lite_world.client()
    answer = done(send(client, picture(kind), "text/plain"))
    assert answer["content_type"] == f"image/{kind.lower()}"
    assert (answer["width"], answer["height"]) == (640, 480)
    back = client.get(f"/attachments/{answer['id']}")
    assert back.headers["content-type"] == answer["content_type"]
    assert back.headers["x-content-type-options"] == "nosniff"
    assert back.headers["content-disposition"].startswith("inline; filename=")
    assert len(back.content) == answer["bytes"]
    assert Image.open(io.BytesIO(back.content)).size == (640, 480)


def test_the_thumbnail_is_small(lite_world):
    client = lite_world.client()
    picture_id = upload(client, picture("PNG", (2000, 1000)))
    thumb = client.get(f"/attachments/{picture_id}?size=thumb")
    assert Image.open(io.BytesIO(thumb.content)).size == (320, 160)
    refused(client.get(f"/attachments/{picture_id}?size=huge"), 422, "invalid")


def test_place_and_time_and_comments_are_stripped_and_the_picture_is_upright(lite_world):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90°
    exif[0x010E] = "GPS-SECRET-PLACE"
    content = picture(exif=exif, comment=b"SECRET-COMMENT")
    assert b"SECRET" in content
    client = lite_world.client()
    answer = done(send(client, content))
    assert (answer["width"], answer["height"]) == (480, 640)
    for size in ("", "?size=thumb"):
        back = client.get(f"/attachments/{answer['id']}{size}").content
        assert b"SECRET" not in back
        assert not Image.open(io.BytesIO(back)).getexif()


def test_metadata_of_png_and_webp_is_stripped_too(lite_world):
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "SECRET-PNG")
    exif = Image.Exif()
    exif[0x010E] = "SECRET-WEBP"
    client = lite_world.client()
    for content in (picture("PNG", pnginfo=info), picture("WEBP", exif=exif)):
        assert b"SECRET" in content
        back = client.get(f"/attachments/{upload(client, content)}").content
        assert b"SECRET" not in back


NOT_PICTURES = {
    "nothing": b"",
    "text": b"hello",
    "a page": b"<html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "gif": b"GIF89a" + b"\0" * 100,
    "pdf": b"%PDF-1.7",
    "half a jpeg": picture()[:300],
    "only a jpeg's start": b"\xff\xd8\xff\xe0",
    "only a png's start": b"\x89PNG\r\n\x1a\n",
    "a broken png": picture("PNG")[:60] + b"\0" * 40,
    "a riff that is no webp": b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 50,
}


@pytest.mark.parametrize("content", NOT_PICTURES.values(), ids=NOT_PICTURES.keys())
def test_what_is_no_picture_is_refused(lite_world, content):
    refused(send(lite_world.client(), content), 415, "unsupported_type")


def bomb() -> bytes:
    """A small PNG that says it is 60 000 × 60 000."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_decompression_bomb_is_refused_without_being_unpacked(lite_world):
    refused(send(lite_world.client(), bomb()), 413, "too_large")


def test_more_than_ten_megabytes_is_too_large(lite_world):
    client = lite_world.client()
    refused(send(client, picture() + b"\0" * 10_485_760), 413, "too_large")
    almost = picture()
    done(send(client, almost + b"\0" * (10_485_760 - len(almost))))


def test_a_picture_is_seen_by_its_uploader_and_by_who_may_see_the_case(world):
    owner, stranger = world.client(), world.client("13800000002")
    dispatcher, handler = world.client("dispatcher"), world.client("handler")
    picture_id = upload(owner)
    assert owner.get(f"/attachments/{picture_id}").status_code == 200
    for other in (stranger, dispatcher, handler):
        refused(other.get(f"/attachments/{picture_id}"), 404, "not_found")
    refused(world.nobody().get(f"/attachments/{picture_id}"), 401, "unauthenticated")
    file_case(owner, attachments=[picture_id])
    assert dispatcher.get(f"/attachments/{picture_id}").status_code == 200
    for other in (stranger, handler):
        refused(other.get(f"/attachments/{picture_id}"), 404, "not_found")


def test_looking_at_a_picture_without_the_case_is_in_the_ledger_once(world):
    owner, dispatcher = world.client(), world.client("dispatcher")
    picture_id = upload(owner)
    number = file_case(owner, attachments=[picture_id])["case"]["number"]

    def purposes() -> list[str]:
        return [i["purpose"] for i in done(owner.get(f"/cases/{number}/access"))["items"]]

    dispatcher.get(f"/attachments/{picture_id}")
    dispatcher.get(f"/attachments/{picture_id}?size=thumb")
    assert purposes() == ["photo"]
    world.clock.advance(minutes=21)
    done(dispatcher.get(f"/cases/{number}"))
    dispatcher.get(f"/attachments/{picture_id}")
    assert purposes() == ["view", "photo"]


def test_a_picture_belongs_to_one_case_only(world):
    owner = world.client()
    picture_id = upload(owner)
    number = file_case(owner, attachments=[picture_id])["case"]["number"]
    response = owner.post("/cases", json=filing(attachments=[picture_id]), headers=key())
    assert fields(refused(response, 422, "invalid")) == [("attachments.0", "unknown")]
    response = take(owner, number, "supplement", note="再看", attachments=[picture_id])
    assert fields(refused(response, 422, "invalid")) == [("attachments.0", "unknown")]


def test_the_same_picture_is_stored_once_on_disk(lite_world):
    content = picture()
    one, two = lite_world.client(), lite_world.client("13800000002")
    assert upload(one, content) != upload(two, content)
    files = [p for p in lite_world.window.blobs.folder.rglob("*") if p.is_file()]
    assert len(files) == 2  # the picture and its thumbnail
    assert all(p.stat().st_mode & 0o077 == 0 for p in files)


def test_sniffing_knows_three_kinds():
    assert sniff(picture("JPEG")[:16]) == "image/jpeg"
    assert sniff(picture("PNG")[:16]) == "image/png"
    assert sniff(picture("WEBP")[:16]) == "image/webp"
    assert sniff(b"RIFF\0\0\0\0WAVE") is None
