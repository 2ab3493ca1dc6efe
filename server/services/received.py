"""A file that came in, made what is kept of it: a picture is cleaned, a PDF looked into. What it is
its content says; its name and what it was called on the way say nothing."""

from typing import NamedTuple

from server.config import LimitConfig
from server.services import pdfs, pictures
from server.services.errors import Refusal

#: Brands of the container that phones of one maker write photos in.
_HEIC = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"))


class Received(NamedTuple):
    """What is kept. thumb: of a picture; width, height: 0 for a document; pages: of a document."""

    content: bytes
    thumb: bytes | None
    content_type: str
    width: int
    height: int
    pages: int | None = None


def read(content: bytes, limits: LimitConfig) -> Received:
    """Find out what it is and make it what is kept. Raises Refusal unsupported_type, too_large,
    unavailable."""
    if not content:
        raise Refusal("unsupported_type", detail="empty")
    if pdfs.is_pdf(content[:16]):
        if len(content) > limits.document_bytes:
            raise too_large(limits)
        pages = pdfs.pages_of(content, limits.document_pages)
        return Received(content, None, pdfs.CONTENT_TYPE, 0, 0, pages)
    if len(content) > limits.attachment_bytes:
        raise Refusal("too_large")
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise Refusal("unsupported_type", detail="heic")
    picture = pictures.clean(content, limits.attachment_pixels)
    return Received(*picture)


def too_large(limits: LimitConfig) -> Refusal:
    """The refusal of a PDF that has too many bytes."""
    megabytes = limits.document_bytes // 1_048_576
    return Refusal("too_large", detail="pdf", values={"max": megabytes})


def most_bytes(limits: LimitConfig) -> int:
    """The largest file of any kind."""
    return max(limits.attachment_bytes, limits.document_bytes)
