"""PDFs that are handed in as papers: kept byte for byte as they came, and only where nothing in them
acts by itself. What they are is found out in a process of its own (pdf_reading.py)."""

import logging
import subprocess
import sys
from pathlib import Path

import msgspec

from server.services.errors import Refusal

CONTENT_TYPE = "application/pdf"
#: A reader that has not answered by then is ended.
SECONDS = 30

log = logging.getLogger("onewindow.pdfs")
_READER = Path(__file__).with_name("pdf_reading.py")
_START = b"%PDF-"
#: Why a file is refused beside its size: each has its own words (error.code.unsupported_type.…).
_REASONS = frozenset(("encrypted", "incomplete", "active", "heavy", "pages", "unreadable"))


class _Found(msgspec.Struct):
    pages: int = 0
    refused: str = ""


def is_pdf(start: bytes) -> bool:
    """Whether a file begins as a PDF, by its first bytes."""
    return start.startswith(_START)


def pages_of(content: bytes, most: int) -> int:
    """How many pages a PDF has. most: pages that it may have.

    Raises Refusal unsupported_type with the detail `pdf_<reason>`: encrypted, incomplete (cut off),
    active (a script, a program, a file within it), heavy (unpacks to too much, or takes too long),
    pages (more than `most`), unreadable; and unavailable where no reader could be begun.
    """
    try:
        ended = subprocess.run(
            [sys.executable, "-I", str(_READER), str(most)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _refused("heavy", most) from error
    except OSError as error:
        raise Refusal("unavailable", retry_after=30) from error
    if ended.returncode < 0:  # ended by its limits
        raise _refused("heavy", most)
    try:
        found = msgspec.json.decode(ended.stdout, type=_Found)
    except msgspec.MsgspecError:
        log.warning("the reader of PDFs failed", extra={"code": ended.returncode})
        found = _Found(refused="unreadable")
    if found.refused or found.pages < 1:
        raise _refused(found.refused, most)
    return found.pages


def _refused(reason: str, most: int) -> Refusal:
    reason = reason if reason in _REASONS else "unreadable"
    log.info("a PDF was refused", extra={"reason": reason})
    return Refusal("unsupported_type", detail=f"pdf_{reason}", values={"max": most})
