"""What all lints share: the files of the repository and how a finding is reported."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, at a place a person can go to."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


def repository_files(root: Path = ROOT) -> list[str]:
    """Files that are tracked, or new and not ignored; paths relative to the root."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return sorted(name for name in set(listed.split("\0")) if name and (root / name).is_file())


def read(name: str, root: Path = ROOT) -> str:
    """The text of a file; bytes that are no UTF-8 become replacement characters."""
    return (root / name).read_text(encoding="utf-8", errors="replace")


def line_of(text: str, offset: int) -> int:
    """The line, counted from 1, at an offset of a text."""
    return text.count("\n", 0, offset) + 1


def line_at(text: str, pointer: str) -> int:
    """The line of a JSON text that a pointer (RFC 6901) leads to; of the last part that is there, where a member
    is missing; 1 for what is no JSON."""
    decoder, at = json.JSONDecoder(), 0
    try:
        for part in pointer.split("/")[1:]:
            found = _member(decoder, text, at, part.replace("~1", "/").replace("~0", "~"))
            if found is None:
                break
            at = found
    except (ValueError, IndexError):
        return 1
    return line_of(text, _space(text, at))


def _member(decoder: json.JSONDecoder, text: str, at: int, wanted: str) -> int | None:
    """Where the value of a member or an item begins; at: before the object or list."""
    at = _space(text, at)
    opened, count = text[at], 0
    if opened not in "{[":
        return None
    at = _space(text, at + 1)
    while text[at] not in "}]":
        name = str(count)
        if opened == "{":
            name, at = decoder.raw_decode(text, at)
            at = _space(text, _space(text, at) + 1)  # past the colon
        if name == wanted:
            return at
        _, at = decoder.raw_decode(text, at)
        at = _space(text, at)
        if text[at] == ",":
            at = _space(text, at + 1)
        count += 1
    return None


def _space(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


_CPP_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"(?P<d>[^(\s]*)\(.*?\)(?P=d)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'""",
    re.DOTALL,
)


def without_comments(text: str) -> str:
    """C++ or JavaScript text whose comments are blanks (line numbers stay); strings are kept."""

    def blank(match: re.Match[str]) -> str:
        token = match.group(0)
        if token.startswith(("//", "/*")):
            return re.sub(r"[^\n]", " ", token)
        return token

    return _CPP_TOKEN.sub(blank, text)


def code_only(text: str) -> str:
    """Like without_comments, and string contents are blanks too."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match.group(0))

    return _CPP_TOKEN.sub(blank, text)
