"""What a C++ file depends on: the digest of the file and of all files of ours that it includes, however far away.

`python tests/lint/reached.py FILE…` prints `digest file` a line; `./dev lint tidy` looks again only at files whose digest
it has not passed.
"""

from __future__ import annotations

import hashlib
import re
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_INCLUDE = re.compile(rb'^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"', re.MULTILINE)


@cache
def _read(path: Path) -> tuple[str, tuple[Path, ...]]:
    """The digest of the file alone, and the files of ours that it includes itself."""
    content = path.read_bytes()
    found = []
    for name in _INCLUDE.findall(content):
        for base in (ROOT, path.parent):
            included = (base / name.decode()).resolve()
            if included.is_file() and included.is_relative_to(ROOT):
                found.append(included)
                break
    return hashlib.sha256(content).hexdigest(), tuple(found)


def reached(path: Path) -> set[Path]:
    """The file and all of ours that it includes, directly or through others."""
    known: set[Path] = set()
    waiting = [path.resolve()]
    while waiting:
        at = waiting.pop()
        if at not in known:
            known.add(at)
            waiting.extend(_read(at)[1])
    return known


def digest(path: Path) -> str:
    """Changes when the file or anything of ours that it includes changes, and with nothing else of ours."""
    lines = sorted(f"{each.relative_to(ROOT)} {_read(each)[0]}" for each in reached(path))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


if __name__ == "__main__":
    for given in sys.argv[1:]:
        print(digest(ROOT / given), given)
