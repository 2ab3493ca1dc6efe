"""Reading a form as browsers send it: fields, and files where the form has some."""

from urllib.parse import parse_qs

from python_multipart.exceptions import FormParserError
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from server.routes.http import Call, Gone, read_body
from server.services.errors import Refusal

FORM_BYTES = 65_536
MOST_FIELDS = 400
#: Files that are looked at, and those whose name at least is read.
MOST_FILES = 40
MOST_FILES_NAMED = 1000


class Form(dict):
    """The first value of each field; lists of those that may come several times, and files."""

    def __init__(
        self,
        pairs: list[tuple[str, str]],
        files: list[UploadFile],
        names: list[str] | None = None,
    ):
        """names: the field that each of the files is of."""
        super().__init__()
        self.pairs = pairs
        self.files = files
        self._names = names or [""] * len(files)
        for name, value in pairs:
            self.setdefault(name, value)

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return [value for key, value in self.pairs if key == name]

    def files_of(self, name: str) -> list[UploadFile]:
        """The files of a field."""
        return [file for file, own in zip(self.files, self._names, strict=True) if own == name]


async def read_form(call: Call, files_bytes: int = 0) -> Form:
    """The posted form. files_bytes: most bytes of all files together, 0 = it has none; more of
    them is left out and the form is read all the same.

    Raises Refusal unsupported_type / malformed / too_large.
    """
    kind = call.headers.get(b"content-type", b"").split(b";")[0].strip().lower()
    if kind == b"multipart/form-data" and files_bytes:
        return await _multipart(call, FORM_BYTES + files_bytes)
    if kind != b"application/x-www-form-urlencoded":
        raise Refusal("unsupported_type")
    raw = await read_body(call.headers, call.receive, FORM_BYTES)
    try:
        found = parse_qs(
            raw.decode("ascii"),
            keep_blank_values=True,
            max_num_fields=MOST_FIELDS,
            errors="strict",
        )
    except (ValueError, UnicodeDecodeError) as error:
        raise Refusal("malformed") from error
    return Form([(name, value) for name, values in found.items() for value in values], [])


class _Parts(MultiPartParser):
    """Fields and files. Of files that are too many, too much, or of nobody who is signed in only
    the name is kept: the fields beside them are never lost over them."""

    def __init__(self, call: Call, most: int):
        super().__init__(
            Headers(raw=list(call.headers.items())),
            _stream(call, most),
            max_files=MOST_FILES_NAMED,
            max_fields=MOST_FIELDS,
            max_part_size=FORM_BYTES,
        )
        self._room = most if call.viewer is not None else 0

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        """A piece of a part."""
        file = self._current_part.file
        if file is None:
            left = FORM_BYTES - len(self._current_part.data)
            super().on_part_data(data, start, min(end, start + left))
            return
        self._room -= end - start
        if self._room >= 0 and self._current_files <= MOST_FILES:
            super().on_part_data(data, start, end)

    def on_headers_finished(self) -> None:
        """A part begins; its texts are UTF-8 whatever it says."""
        self._charset = "utf-8"
        super().on_headers_finished()


async def _multipart(call: Call, most: int) -> Form:
    parser = _Parts(call, most)
    try:
        parsed = await parser.parse()
    except (MultiPartException, FormParserError, KeyError, UnicodeError, LookupError) as error:
        raise Refusal("malformed") from error
    pairs, files, names = [], [], []
    for name, value in parsed.multi_items():
        if isinstance(value, str):
            pairs.append((name, value))
        elif value.filename or value.size:
            files.append(value)
            names.append(name)
    return Form(pairs, files, names)


async def _stream(call: Call, most: int):
    """The body in pieces. What is too much is read to its end, but not for ever: a browser that
    cannot send all of it would show a broken connection instead of what we say."""
    size = 0
    more = True
    while more:
        message = await call.receive()
        if message["type"] == "http.disconnect":
            raise Gone
        piece = message.get("body", b"")
        more = message.get("more_body", False)
        size += len(piece)
        if size > (4 * most if call.viewer is not None else most):
            raise Refusal("too_large")
        yield piece
