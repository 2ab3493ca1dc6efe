"""Looking into a PDF, in a process of its own: it gets the file on its standard input, at most
`MEMORY` bytes and `CPU_SECONDS`, and says one line of JSON, `{"pages": n}` or `{"refused": why}`.

It is run by its path (server/services/pdfs.py), so that it imports nothing of the server; whatever a
damaged or hostile file does to the reader ends with this process.
"""

import json
import logging
import resource
import sys
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

MEMORY = 768 * 1024 * 1024
CPU_SECONDS = 15
#: What all streams of a file may be unpacked.
UNPACKED = 2 * 1024 * 1024 * 1024
#: Most pixels of a picture in it.
PIXELS = 250_000_000
#: Most things in it; a file of fifty pages has some thousands.
OBJECTS = 200_000
#: How near to its end a file says that it is whole.
END = 2048
#: What a viewer does by itself, or with something outside of the file.
_ACTIONS = frozenset(
    (
        *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR"),
        *("/Rendition", "/Sound", "/Movie", "/RichMediaExecute", "/GoTo3DView"),
    )
)
#: Members that hold a script, a file, or a form of another technique.
_MEMBERS = ("/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/XFA", "/RichMediaContent")
_PLAYED = frozenset(("/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/FileAttachment"))


class _RefusedError(Exception):
    """What is wrong with the file: encrypted, incomplete, active, heavy, pages, unreadable."""


def look(content: bytes, most_pages: int) -> int:
    """The number of pages. Raises _RefusedError, or whatever the reader fails with."""
    if b"%%EOF" not in content[-END:]:
        raise _RefusedError("incomplete")
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise _RefusedError("encrypted")
    unpacked = 0
    for one in _everything(reader):
        if isinstance(one, DictionaryObject):
            _require_still(one)
        if isinstance(one, StreamObject):
            unpacked += _unpacked(one, UNPACKED - unpacked)
            if _number(one.get("/Width")) * _number(one.get("/Height")) > PIXELS:
                raise _RefusedError("heavy")
    return _pages(reader, most_pages)


def _everything(reader: PdfReader) -> Iterator[Any]:
    """Everything that hangs on the file's roots, once each."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [reader.trailer]
    count = 0
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            place = (one.idnum, one.generation)
            if place in seen:
                continue
            seen.add(place)
            one = reader.get_object(one)
        count += 1
        if count > OBJECTS:
            raise _RefusedError("heavy")
        if isinstance(one, DictionaryObject):
            waiting += dict.values(one)
        elif isinstance(one, ArrayObject):
            waiting += list.__iter__(one)
        yield one


def _require_still(one: DictionaryObject) -> None:
    """Raises _RefusedError when the dictionary makes a viewer do something, or brings a file along."""
    if any(name in one for name in _MEMBERS):
        raise _RefusedError("active")
    if one.get("/S") in _ACTIONS or one.get("/Subtype") in _PLAYED:
        raise _RefusedError("active")


def _unpacked(one: StreamObject, room: int) -> int:
    """How many bytes a packed stream has; counted without being kept."""
    filters = one.get("/Filter")
    names = list(filters) if isinstance(filters, ArrayObject) else [filters]
    packed = [name for name in names if name in ("/FlateDecode", "/Fl", "/LZWDecode", "/LZW")]
    if len(packed) > 1:
        raise _RefusedError("heavy")  # packed twice is how little becomes very much
    if not packed or names[0] not in ("/FlateDecode", "/Fl"):
        return 0
    unpacker = zlib.decompressobj()
    data, size = one._data, 0  # as it stands in the file
    while data:
        try:
            size += len(unpacker.decompress(data, 1024 * 1024))
        except zlib.error:
            break  # a viewer shows what came before
        if size > room:
            raise _RefusedError("heavy")
        data = unpacker.unconsumed_tail
    return size


def _number(value: Any) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _pages(reader: PdfReader, most: int) -> int:
    count, seen = 0, set()
    waiting = [reader.trailer["/Root"]["/Pages"]]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, DictionaryObject) or id(node) in seen:
            raise _RefusedError("unreadable")
        seen.add(id(node))
        kids = node.get("/Kids")
        if kids is None:
            count += 1
            if count > most:
                raise _RefusedError("pages")
        else:
            waiting += [kid.get_object() for kid in list.__iter__(kids)]
    if count == 0:
        raise _RefusedError("unreadable")
    return count


def main() -> None:
    """Read standard input, say what it is."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)
    try:
        found: dict = {"pages": look(sys.stdin.buffer.read(), int(sys.argv[1]))}
    except _RefusedError as refused:
        found = {"refused": str(refused)}
    except MemoryError:
        found = {"refused": "heavy"}
    except (
        PyPdfError,
        RecursionError,
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        OSError,
    ):
        found = {"refused": "unreadable"}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
