"""Pictures: type by content, bomb-guarded, metadata stripped, stored under their hash."""

import io
import warnings
from typing import NamedTuple

import sqlalchemy as sa
from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy import bindparam

from server.services import views
from server.services.errors import Refusal
from server.services.window import Viewer, Window
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx

THUMB_PIXELS = 320
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}

_INSERT = insert_row(t.attachments)
_FIND = sa.select(t.attachments).where(t.attachments.c.id == bindparam("id"))
_LOOSE_BYTES = sa.select(sa.func.sum(t.attachments.c.bytes)).where(
    t.attachments.c.owner_id == bindparam("owner"), t.attachments.c.case_id.is_(None)
)
_CASE_OF = sa.select(t.cases).where(t.cases.c.id == bindparam("id"))


class Picture(NamedTuple):
    """A cleaned picture with its thumbnail."""

    content: bytes
    thumb: bytes
    content_type: str
    width: int
    height: int


def sniff(start: bytes) -> str | None:
    """The content type by the first bytes, None if it is no picture we take."""
    if start.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "image/webp"
    return None


def clean(content: bytes, max_pixels: int) -> Picture:
    """Decode, turn upright, drop all metadata, encode again, make a thumbnail.

    Raises Refusal unsupported_type (no picture, broken) or too_large (too many pixels).
    """
    if sniff(content[:16]) is None:
        raise Refusal("unsupported_type")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(content), formats=list(FORMATS))
            if image.width * image.height > max_pixels:
                raise Refusal("too_large")
            kind = image.format
            image = ImageOps.exif_transpose(image)
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refusal("too_large") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refusal("unsupported_type") from error
    if kind == "JPEG":
        image = image.convert("RGB")
    elif image.mode not in ("RGB", "RGBA", "L", "LA"):
        image = image.convert("RGBA")
    small = image.convert("RGB")
    small.thumbnail((THUMB_PIXELS, THUMB_PIXELS))
    return Picture(
        _encoded(image, kind),
        _encoded(small, "JPEG", quality=80),
        FORMATS[kind],
        image.width,
        image.height,
    )


def _encoded(image: Image.Image, kind: str, quality: int = 88) -> bytes:
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    out = io.BytesIO()
    options = {"quality": quality} if kind in ("JPEG", "WEBP") else {"compress_level": 6}
    bare.save(out, kind, **options)
    return out.getvalue()


def require_room(window: Window, tx: Tx, owner: str, more: int) -> None:
    """Raises Refusal rate_limited when the owner's pictures in no case would be too many bytes."""
    most = window.config.limits.uploads_bytes
    if most and (tx.value(_LOOSE_BYTES, owner=owner) or 0) + more > most:
        raise Refusal("rate_limited", retry_after=3600)


def insert(window: Window, tx: Tx, owner: str, sha256: str, picture: Picture) -> dict:
    """Write down whose picture it is; it belongs to no case yet."""
    row = {
        "id": window.ports.random.id(),
        "sha256": sha256,
        "owner_id": owner,
        "case_id": None,
        "content_type": picture.content_type,
        "bytes": len(picture.content),
        "width": picture.width,
        "height": picture.height,
        "created_at": window.now(),
    }
    tx.run(_INSERT, **row)
    return row


def find(tx: Tx, picture_id: str) -> tuple[dict, dict | None]:
    """The picture and the case it belongs to. Raises Refusal not_found."""
    row = tx.one(_FIND, id=picture_id)
    if row is None:
        raise Refusal("not_found")
    case = tx.one(_CASE_OF, id=row["case_id"]) if row["case_id"] is not None else None
    return row, case


def may_see(window: Window, viewer: Viewer, row: dict, case: dict | None) -> bool:
    """Whether the viewer may see the picture: the uploader, or who may read the case."""
    if row["owner_id"] == viewer.id:
        return True
    return case is not None and views.may_read(window, viewer, case)
