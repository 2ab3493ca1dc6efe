"""Cleaning a picture: what is shown is kept, everything else is thrown away before it is decoded.

The file is taken apart by its own structure first: metadata never reaches the decoder, so that
damage in it costs only itself, and only the first picture of several is left. What browsers show
whole is taken; what is cut off is told from what is no picture.
"""

import io
import logging
import re
import struct
import warnings
from typing import NamedTuple

from PIL import Image, ImageChops, JpegImagePlugin

from server.services.errors import Refusal

# The decoder warns of damage as lines of text; what matters of it is an error anyway.
warnings.filterwarnings("ignore", module=r"PIL\..*")

log = logging.getLogger("onewindow.pictures")
THUMB_PIXELS = 320
#: A larger picture is made smaller: more than anybody's screen shows.
KEPT_PIXELS = 24_000_000
#: JPEGs that can be scaled while they are read may have so many; phones write 200 million.
SCALED_PIXELS = 250_000_000
#: Most of a picture's height that may be missing at its end.
CUT_SHARE = 0.02
KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}

_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
_SOF = frozenset((*range(0xC0, 0xD0),)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = frozenset((0xC2, 0xC6, 0xCA, 0xCE))
_SOI, _EOI, _SOS, _APP0, _APP1, _ADOBE, _COMMENT = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xEE, 0xFE
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"))
_PNG_END = b"\0\0\0\0IEND\xaeB`\x82"
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"))
#: How one of these says its size, less one where it does: read before the decoder makes room.
_WEBP_SIZES = {
    b"VP8 ": lambda body: tuple(side & 0x3FFF for side in struct.unpack_from("<6xHH", body)),
    b"VP8L": lambda body: _two_of_14_bits(*struct.unpack_from("<xI", body)),
    b"VP8X": lambda body: (_of_24_bits(body, 4), _of_24_bits(body, 7)),
    b"ANMF": lambda body: (_of_24_bits(body, 6), _of_24_bits(body, 9)),
}
_VP8X_KEPT = 0b00010010  # alpha, animation; not ICC, EXIF, XMP
_ORIENTATION = 0x0112
_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}


class Picture(NamedTuple):
    """A cleaned picture with its thumbnail."""

    content: bytes
    thumb: bytes
    content_type: str
    width: int
    height: int


class _Bare(NamedTuple):
    """A file without what is not shown. cut: its end was missing."""

    content: bytes
    orientation: int
    cut: bool = False
    pixels: int = 0
    scalable: bool = False


class _IncompleteError(Exception):
    """The file ends before its picture does."""


def sniff(start: bytes) -> str | None:
    """The content type by the first bytes, None if it is no picture we take."""
    kind = _kind(start)
    return KINDS[kind] if kind else None


def _kind(start: bytes) -> str | None:
    if start.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if start.startswith(_PNG_START):
        return "PNG"
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "WEBP"
    return None


def clean(content: bytes, max_pixels: int) -> Picture:
    """Decode, turn upright, make smaller what is very large, encode again, make a thumbnail.

    max_pixels is for what must be decoded whole. Raises Refusal unsupported_type (no picture, or
    an incomplete one), too_large (too many pixels), unavailable, and nothing else.
    """
    kind = _kind(content[:16])
    if kind is None:
        raise Refusal("unsupported_type")
    try:
        return _cleaned(kind, content, max_pixels)
    except Refusal:
        raise
    except (_IncompleteError, struct.error) as error:
        raise Refusal("unsupported_type", detail="incomplete") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many(max_pixels) from error
    except MemoryError as error:
        raise Refusal("unavailable", retry_after=30) from error
    except Exception as error:
        # A decoder may fail in any way over a damaged file; that is the file's own matter.
        incomplete = "truncated" in str(error)
        log.info("a picture was refused", extra={"kind": kind, "error": type(error).__name__})
        raise Refusal("unsupported_type", detail="incomplete" if incomplete else "") from error


def _too_many(max_pixels: int) -> Refusal:
    return Refusal("too_large", detail="pixels", values={"max": max_pixels // 1_000_000})


def _cleaned(kind: str, content: bytes, max_pixels: int) -> Picture:
    bare = {"JPEG": _bare_jpeg, "PNG": _bare_png, "WEBP": _bare_webp}[kind](content)
    most = max(SCALED_PIXELS, max_pixels) if bare.scalable else max_pixels
    if bare.pixels > most:
        raise _too_many(most)
    image = _decoded(kind, bare)
    if image.width * image.height > max_pixels:
        raise _too_many(max_pixels)
    image = _eight_bits(kind, image)
    image = _smaller(image)
    for turn in _TURNS.get(bare.orientation, ()):
        image = image.transpose(turn)
    small = image.convert("RGB")
    small.thumbnail((THUMB_PIXELS, THUMB_PIXELS))
    return Picture(
        _encoded(image, kind),
        _encoded(small, "JPEG", quality=80),
        KINDS[kind],
        image.width,
        image.height,
    )


def _decoded(kind: str, bare: _Bare) -> Image.Image:
    if kind != "JPEG":
        image = Image.open(io.BytesIO(bare.content), formats=[kind])
        if image.width * image.height > SCALED_PIXELS:
            raise Image.DecompressionBombError
        image.load()
        return image
    image = _jpeg(bare, b"")
    if bare.cut and _cut_rows(image, _jpeg(bare, b"\x55\xaa\x33" * 20_000)) > max(
        16, CUT_SHARE * image.height
    ):
        raise _IncompleteError
    return image


def _jpeg(bare: _Bare, filler: bytes) -> Image.Image:
    """Decoded, scaled while it is read when it is very large. filler: see _cut_rows."""
    content = bare.content + filler + b"\xff\xd9" if bare.cut else bare.content
    image = JpegImagePlugin.JpegImageFile(io.BytesIO(content))
    scale = 1
    while bare.pixels / (scale * scale) > KEPT_PIXELS and scale < 8:
        scale *= 2
    if scale > 1:
        image.draft(image.mode, (-(-image.width // scale), -(-image.height // scale)))
    image.load()
    return image


def _cut_rows(one: Image.Image, other: Image.Image) -> int:
    """How many rows at the end are made up by the decoder: decoded with other bytes where the
    file was cut off they look different."""
    changed = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox()
    return 0 if changed is None else one.height - changed[1]


def _eight_bits(kind: str, image: Image.Image) -> Image.Image:
    """Eight bits a channel, in a mode the format can hold."""
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda level: level * (255 / 65535) + 0.5).convert("L")
    elif image.mode == "F":
        raise Refusal("unsupported_type")
    elif image.mode == "1":
        image = image.convert("L")
    if kind == "JPEG":
        return image if image.mode in ("L", "RGB") else image.convert("RGB")
    if kind == "WEBP" and image.mode not in ("RGB", "RGBA"):
        return image.convert("RGBA")
    return image if image.mode in ("RGB", "RGBA", "L", "LA") else image.convert("RGBA")


def _smaller(image: Image.Image) -> Image.Image:
    if image.width * image.height <= KEPT_PIXELS:
        return image
    factor = 2
    while image.width * image.height / (factor * factor) > KEPT_PIXELS:
        factor += 1
    return image.reduce(factor)


def _encoded(image: Image.Image, kind: str, quality: int = 88) -> bytes:
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    options = {
        "JPEG": {"quality": quality},
        "WEBP": {"quality": quality, "method": 2},
        "PNG": {"compress_level": 6},
    }
    bare.save(out, kind, **options[kind])
    return out.getvalue()


def _bare_jpeg(content: bytes) -> _Bare:
    """The first picture of the file, without metadata."""
    kept = [content[:2]]
    at, orientation, pixels, scalable = 2, 1, 0, True
    while True:
        if at >= len(content):
            raise _IncompleteError
        marker = _MARKER.match(content, at)
        if marker is None:
            raise Refusal("unsupported_type")
        code, at = marker[1][0], marker.end()
        if code == _EOI:
            return _Bare(b"".join([*kept, b"\xff\xd9"]), orientation, False, pixels, scalable)
        if code == _SOI:
            raise Refusal("unsupported_type")
        (length,) = struct.unpack_from(">H", content, at)
        if length < 2:
            raise Refusal("unsupported_type")
        segment = content[at : at + length]
        if len(segment) < length:
            raise _IncompleteError
        at += length
        if code == _APP1 and orientation == 1 and segment[2:8] == b"Exif\0\0":
            orientation = _orientation(segment[8:])
        if code in _SOF:
            height, width = struct.unpack_from(">HH", segment, 3)
            pixels = max(pixels, width * height)
            scalable = code not in _PROGRESSIVE
        if code in (_APP0, _ADOBE) or not (0xE0 <= code <= 0xEF or code == _COMMENT):
            kept += [bytes((0xFF, code)), segment]
        if code == _SOS:
            after = _MARKER.search(content, at)
            if after is None:
                kept.append(content[at:].rstrip(b"\xff"))
                return _Bare(b"".join(kept), orientation, True, pixels, scalable)
            kept.append(content[at : after.start()])
            at = after.start()


def _bare_png(content: bytes) -> _Bare:
    kept, at, orientation, pixels = [_PNG_START], len(_PNG_START), 1, 0
    data = False
    while at + 8 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        chunk = content[at : at + 12 + length]
        if len(chunk) < 12 + length:
            raise _IncompleteError
        at += 12 + length
        if name == b"IHDR" and length >= 8:
            width, height = struct.unpack_from(">II", chunk, 8)
            pixels = max(pixels, width * height)
        if name == b"eXIf" and orientation == 1:
            orientation = _orientation(chunk[8:-4])
        if name in _PNG_KEPT:
            kept.append(chunk)
        data = data or name == b"IDAT"
        if name == b"IEND":
            return _Bare(b"".join(kept), orientation, False, pixels)
    if not data:
        raise _IncompleteError
    # Only the end mark is missing: whether the picture is whole the decoder sees.
    return _Bare(b"".join([*kept, _PNG_END]), orientation, False, pixels)


def _bare_webp(content: bytes) -> _Bare:
    (size,) = struct.unpack_from("<I", content, 4)
    if size + 8 > len(content) + (size & 1):
        raise _IncompleteError
    kept, at, orientation, pixels = [], 12, 1, 0
    while at + 8 <= min(len(content), size + 8):
        name, length = struct.unpack_from("<4sI", content, at)
        body = content[at + 8 : at + 8 + length]
        if len(body) < length:
            raise _IncompleteError
        at += 8 + length + (length & 1)
        if name == b"EXIF" and orientation == 1:
            orientation = _orientation(body.removeprefix(b"Exif\0\0"))
        if name in _WEBP_SIZES:
            width, height = _WEBP_SIZES[name](body)
            pixels = max(pixels, width * height)
        if name == b"VP8X" and length >= 10:
            body = bytes((body[0] & _VP8X_KEPT,)) + body[1:]
        if name in _WEBP_KEPT:
            kept.append(struct.pack("<4sI", name, length) + body + b"\0" * (length & 1))
    inner = b"WEBP" + b"".join(kept)
    content = struct.pack("<4sI", b"RIFF", len(inner)) + inner
    return _Bare(content, orientation, False, pixels)


def _two_of_14_bits(bits: int) -> tuple[int, int]:
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _of_24_bits(body: bytes, at: int) -> int:
    if len(body) < at + 3:
        raise _IncompleteError
    return int.from_bytes(body[at : at + 3], "little") + 1


def _orientation(tiff: bytes) -> int:
    """The orientation that EXIF says, 1 (upright) for whatever cannot be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, first)
        for index in range(min(count, 200)):
            tag, kind, many = struct.unpack_from(order + "HHI", tiff, first + 2 + 12 * index)
            if tag == _ORIENTATION and kind == 3 and many == 1:
                (value,) = struct.unpack_from(order + "H", tiff, first + 10 + 12 * index)
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1
