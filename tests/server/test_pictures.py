"""A photo is judged by what it shows: metadata, second pictures and missing ends cost nothing,
damage is told apart from what is no picture, and nothing but a refusal leaves the cleaning."""

import io
import random
import struct
import zlib

import pytest
from PIL import Image, ImageDraw
from world import done, key, picture, refused

from server.services import pictures
from server.services.errors import Refusal

MOST = 50_000_000


def drawn(size=(640, 480), mode="RGB") -> Image.Image:
    """A picture with something to see everywhere."""
    image = Image.new("RGB", size)
    draw = ImageDraw.Draw(image)
    rng = random.Random(4)
    for _ in range(400):
        x, y = rng.randrange(size[0]), rng.randrange(size[1])
        colour = tuple(rng.randrange(256) for _ in range(3))
        draw.ellipse((x - 30, y - 30, x + 30, y + 30), fill=colour)
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def cleaned(content: bytes) -> Image.Image:
    """What is kept, and that nothing is left beside it."""
    kept = pictures.clean(content, MOST)
    image = Image.open(io.BytesIO(kept.content))
    image.load()
    assert image.size == (kept.width, kept.height)
    assert not image.getexif()
    assert not {"exif", "icc_profile", "comment", "xmp"} & set(image.info)
    assert max(Image.open(io.BytesIO(kept.thumb)).size) <= pictures.THUMB_PIXELS
    assert b"SECRET" not in kept.content + kept.thumb
    return image


def refusal(content: bytes, most: int = MOST) -> tuple[str, str]:
    with pytest.raises(Refusal) as caught:
        pictures.clean(content, most)
    return caught.value.code, caught.value.detail


def alike(one: Image.Image, other: Image.Image, most: float = 6.0) -> bool:
    """Whether they look the same, by the mean difference of a pixel."""
    a, b = one.convert("RGB").resize((64, 64)), other.convert("RGB").resize((64, 64))
    pairs = zip(a.tobytes(), b.tobytes(), strict=True)
    return sum(abs(x - y) for x, y in pairs) / (64 * 64 * 3) < most


def test_of_a_multi_picture_file_the_first_is_taken(lite_world):
    second = drawn((320, 240)).transpose(Image.Transpose.ROTATE_180)
    dual = saved(drawn(), "MPO", save_all=True, append_images=[second])
    image = cleaned(dual)
    assert (image.format, image.size) == ("JPEG", (640, 480))
    assert alike(image, drawn())
    assert getattr(image, "n_frames", 1) == 1
    answer = done(lite_world.client().post("/attachments", content=dual, headers=key()))
    assert answer["content_type"] == "image/jpeg"


def exif_of(*entries: bytes, order: str = "<") -> bytes:
    mark = b"II" if order == "<" else b"MM"
    head = mark + struct.pack(order + "HI", 42, 8)
    return head + struct.pack(order + "H", len(entries)) + b"".join(entries) + b"\0" * 4


def entry(tag: int, kind: int, count: int, value: int, order: str = "<") -> bytes:
    return struct.pack(order + "HHII", tag, kind, count, value)


EXIFS = {
    "turned": (exif_of(entry(0x112, 3, 1, 6)), (480, 640)),
    "turned, the other byte order": (
        exif_of(entry(0x112, 3, 1, 6 << 16, ">"), order=">"),
        (480, 640),
    ),
    "a resolution of -1/0": (exif_of(entry(0x112, 3, 1, 6), entry(0x11A, 10, 1, 38)), (480, 640)),
    "an orientation of no kind": (exif_of(entry(0x112, 3, 1, 77)), (640, 480)),
    "an orientation that is a text": (exif_of(entry(0x112, 2, 9, 9)), (640, 480)),
    "a wild length": (exif_of(entry(0x11A, 5, 0xFFFFFFFF, 0xFFFFFFFF)), (640, 480)),
    "a directory far outside": (b"II*\0\xff\xff\xff\x7f", (640, 480)),
    "nothing": (b"", (640, 480)),
    "rubbish": (b"\xff\xd9SECRET\xff\xda" * 20, (640, 480)),
}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(("exif", "size"), EXIFS.values(), ids=EXIFS.keys())
def test_metadata_of_any_kind_costs_only_itself(kind, exif, size):
    content = with_exif(saved(drawn(), kind), kind, exif)
    assert cleaned(content).size == size


def with_exif(content: bytes, kind: str, exif: bytes) -> bytes:
    if kind == "JPEG":
        body = b"Exif\0\0" + exif
        return content[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + content[2:]
    if kind == "PNG":
        chunk = b"eXIf" + exif
        return content[:33] + struct.pack(">I", len(exif)) + chunk + b"SECR" + content[33:]
    name, flat = b"EXIF", content[12:]
    extended = struct.pack("<4sI", b"VP8X", 10) + struct.pack("<I", 0b1100)
    extended += (639).to_bytes(3, "little") + (479).to_bytes(3, "little")
    pad = b"\0" * (len(exif) & 1)
    inner = b"WEBP" + extended + flat + struct.pack("<4sI", name, len(exif)) + exif + pad
    return struct.pack("<4sI", b"RIFF", len(inner)) + inner


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        *((mode, "PNG") for mode in ("I;16", "1", "L", "LA", "P", "RGBA")),
        *(("CMYK", "JPEG"), ("L", "JPEG"), ("RGBA", "WEBP"), ("L", "WEBP")),
    ],
)
def test_every_mode_and_depth_keeps_what_it_shows(mode, kind):
    ramp = Image.linear_gradient("L").rotate(90).resize((256, 64))
    if mode == "I;16":
        levels = struct.pack("<256H", *(257 * i for i in range(256))) * 64
        source = Image.frombytes("I;16", (256, 64), levels)
        ramp = Image.frombytes("L", (256, 64), bytes(range(256)) * 64)
    else:
        source = ramp.convert("RGB").convert(mode) if mode in ("CMYK", "P") else ramp.convert(mode)
    content = saved(source, kind)
    expected = source if mode in ("1", "P") else ramp
    assert alike(cleaned(content).convert("RGB"), expected, 4)
    thumb = Image.open(io.BytesIO(pictures.clean(content, MOST).thumb))
    assert alike(thumb, expected, 8)


@pytest.mark.parametrize("progressive", [False, True], ids=["baseline", "progressive"])
def test_a_jpeg_without_its_end_mark_is_taken_and_a_cut_one_is_incomplete(progressive):
    whole = saved(drawn(), "JPEG", progressive=progressive, quality=90)
    assert whole.endswith(b"\xff\xd9")
    assert alike(cleaned(whole[:-2]), drawn())
    assert alike(cleaned(whole[:-1]), drawn())
    assert alike(cleaned(whole + b"\0" * 500 + b"SECRET"), drawn())
    for share in (0.9, 0.66, 0.3, 0.1):
        cut = whole[: int(len(whole) * share)]
        assert refusal(cut) == ("unsupported_type", "incomplete"), share


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_cut_png_or_webp_is_incomplete_too(kind):
    whole = saved(drawn(), kind)
    for share in (0.9, 0.6, 0.2):
        code, detail = refusal(whole[: int(len(whole) * share)])
        assert (code, detail) == ("unsupported_type", "incomplete"), share
    if kind == "PNG":
        assert alike(cleaned(whole[:-12]), drawn())


def test_side_data_of_any_size_is_thrown_away():
    whole = saved(drawn(), "PNG")
    text = b"zTXt" + b"Comment\0\0" + zlib.compress(b"SECRET" * 500_000)
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    broken = struct.pack(">I", len(text) - 4) + text + b"\0\0\0\0"
    for extra in (chunk, broken, chunk * 300):
        assert alike(cleaned(whole[:33] + extra + whole[33:]), drawn())


def test_a_very_large_jpeg_is_made_smaller_while_it_is_read():
    large = saved(Image.new("L", (8192, 6144), 77), "JPEG", quality=30)
    image = cleaned(large)
    assert image.width * image.height <= pictures.KEPT_PIXELS
    assert image.width * 6144 == image.height * 8192


def test_too_many_pixels_are_named_as_such(make_world):
    world = make_world(limits__attachment_pixels=1_000_000)
    client = world.client()
    content = saved(Image.new("L", (1200, 1000)), "PNG")
    response = client.post("/attachments", content=content, headers=key())
    error = refused(response, 413, "too_large")
    assert "像素" in error["message"]
    assert "10 MB" not in error["message"]
    over = picture() + b"\0" * 10_485_760
    assert (
        "10 MB"
        in refused(client.post("/attachments", content=over, headers=key()), 413, "too_large")[
            "message"
        ]
    )


@pytest.mark.parametrize("lossless", [False, True], ids=["VP8", "VP8L"])
@pytest.mark.parametrize("animated", [False, True], ids=["one", "animated"])
def test_a_webp_beyond_the_pixels_is_refused_before_it_is_decoded(monkeypatch, lossless, animated):
    more = {"save_all": True, "append_images": [drawn((1000, 900))]} if animated else {}
    content = saved(drawn((1000, 900)), "WEBP", lossless=lossless, **more)
    assert pictures.clean(content, 1_000_000).width == 1000

    def decoded(*_):
        raise AssertionError("it was decoded")

    monkeypatch.setattr(Image, "open", decoded)
    with pytest.raises(Refusal) as refusal:
        pictures.clean(content, 899_999)
    assert refusal.value.detail == "pixels"


def test_an_incomplete_photo_is_told_from_another_kind_of_file(lite_world):
    client = lite_world.client()
    cut = saved(drawn(), "JPEG")[:7000]
    error = refused(
        client.post("/attachments", content=cut, headers=key()), 415, "unsupported_type"
    )
    assert "不完整" in error["message"]
    error = refused(
        client.post("/attachments", content=b"GIF89a", headers=key()), 415, "unsupported_type"
    )
    assert "JPEG" in error["message"]


def damaged(content: bytes, rng: random.Random) -> bytes:
    """A file as bad discs, bad programs and bad people make it."""
    data = bytearray(content)
    what = rng.randrange(5)
    if what == 0:
        for _ in range(rng.randrange(1, 8)):
            data[rng.randrange(len(data))] = rng.randrange(256)
    elif what == 1:
        for _ in range(rng.randrange(1, 8)):
            data[rng.randrange(min(len(data), 700))] = rng.randrange(256)
    elif what == 2:
        return bytes(data[: rng.randrange(len(data))])
    elif what == 3:
        at = rng.randrange(len(data))
        data[at : at + rng.randrange(1, 300)] = rng.randbytes(rng.randrange(1, 300))
    else:
        one, other = sorted((rng.randrange(len(data)), rng.randrange(len(data))))
        data[one:other] = b""
    return bytes(data)


def test_nothing_but_a_refusal_leaves_the_cleaning_of_damaged_pictures():
    small = drawn((96, 64))
    exif = EXIFS["a resolution of -1/0"][0]
    sources = [
        with_exif(saved(small, "JPEG"), "JPEG", exif),
        saved(small, "JPEG", progressive=True),
        saved(small.convert("CMYK"), "JPEG"),
        saved(small, "MPO", save_all=True, append_images=[small]),
        saved(small, "PNG"),
        saved(small.convert("P"), "PNG"),
        saved(Image.new("I;16", (96, 64), 30_000), "PNG"),
        saved(small, "WEBP"),
        saved(small.convert("RGBA"), "WEBP", lossless=True),
        saved(small, "WEBP", save_all=True, append_images=[small.rotate(90)]),
    ]
    rng = random.Random(2026)
    outcomes = {"kept": 0, "refused": 0}
    for index in range(3000):
        content = damaged(sources[index % len(sources)], rng)
        try:
            kept = pictures.clean(content, 2_000_000)
        except Refusal:
            outcomes["refused"] += 1
        else:
            outcomes["kept"] += 1
            assert kept.width * kept.height <= 2_000_000
            Image.open(io.BytesIO(kept.content)).load()
    assert min(outcomes.values()) > 200, outcomes


def multipart(parts: list[tuple[str, str | None, bytes]]) -> tuple[bytes, dict]:
    mark = b"----x1y2z3"
    out = b""
    for name, filename, content in parts:
        more = f'; filename="{filename}"' if filename is not None else ""
        out += b"--" + mark + b"\r\n"
        out += f'Content-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode()
        out += content + b"\r\n"
    return out + b"--" + mark + b"--\r\n", {
        "content-type": f"multipart/form-data; boundary={mark.decode()}"
    }


def plain(world, parts, client=None):
    content, headers = multipart(parts)
    client = client or world.client()
    accept = {"accept": "text/html"}
    return client.post(f"{world.url}/plain/appeal", content=content, headers={**headers, **accept})


TYPED = [("key", None, b"abcdefgh1"), ("title", None, "楼道灯不亮".encode())]


def test_one_bad_photo_never_costs_the_plain_form(lite_world, monkeypatch):
    dual = saved(drawn(), "MPO", save_all=True, append_images=[drawn((320, 240))])
    parts = [*TYPED, ("photo", "a.jpg", picture()), ("photo", "b.jpg", dual)]
    page = plain(lite_world, parts)
    assert page.status_code == 422
    assert "楼道灯不亮" in page.text
    assert page.text.count('name="attachments"') == 2

    def broken(*_):
        raise KeyError("MPO")

    monkeypatch.setattr(pictures, "_cleaned", broken)
    page = plain(lite_world, [*TYPED, ("photo", "c.jpg", picture(size=(9, 9)))])
    assert page.status_code == 422
    assert "楼道灯不亮" in page.text
    assert "c.jpg" in page.text


def test_forty_one_photos_at_once_keep_six_and_every_word(lite_world):
    photos = [("photo", f"p{i}.jpg", picture(size=(40 + i, 40))) for i in range(41)]
    page = plain(
        lite_world, [*TYPED, *photos, ("description", None, "二到四楼的灯都不亮".encode())]
    )
    assert page.status_code == 422
    assert "楼道灯不亮" in page.text
    assert "二到四楼的灯都不亮" in page.text
    assert page.text.count('name="attachments"') == 6
    assert "最多 6 张" in page.text


def test_photos_of_somebody_signed_out_are_not_kept_but_the_words_are(lite_world):
    import tempfile

    made = []
    real = tempfile.SpooledTemporaryFile.rollover

    def rolling(self):
        made.append(self)
        return real(self)

    tempfile.SpooledTemporaryFile.rollover = rolling
    try:
        parts = [*TYPED, ("photo", "big.jpg", picture() + b"\0" * 9_000_000)]
        page = plain(lite_world, parts, lite_world.nobody())
    finally:
        tempfile.SpooledTemporaryFile.rollover = real
    assert "楼道灯不亮" in page.text
    assert "big.jpg" in page.text
    assert made == []


def test_a_file_is_called_by_the_name_its_person_knows(lite_world):
    page = plain(lite_world, [*TYPED, ("photo", "a%22<b>.heic", b"no photo")])
    assert "a&#34;&lt;b&gt;.heic" in page.text
    assert "%22" not in page.text


@pytest.mark.parametrize("charset", ["utf-7", "unicode_escape", "nonsense"])
def test_a_form_in_another_charset_is_read_as_utf_8(lite_world, charset):
    content, headers = multipart([*TYPED, ("description", None, b"\\ud800 +2AA- ")])
    headers["content-type"] += f"; charset={charset}"
    page = lite_world.client().post(
        f"{lite_world.url}/plain/appeal",
        content=content,
        headers={**headers, "accept": "text/html"},
    )
    assert page.status_code == 422
    assert "楼道灯不亮" in page.text


def test_a_photo_does_not_stay_for_the_next_person_at_a_terminal(lite_world):
    client = lite_world.client()
    sent = done(client.post("/attachments", content=picture(), headers=key()))
    path = f"/attachments/{sent['id']}"
    first = client.get(path)
    assert first.headers["cache-control"] == "private, no-cache"
    assert "cookie" in first.headers["vary"]
    etag = {"If-None-Match": first.headers["etag"]}
    assert client.get(path, headers=etag).status_code == 304
    client.delete("/session")
    assert client.get(path, headers=etag).status_code == 401
