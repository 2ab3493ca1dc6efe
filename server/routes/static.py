"""The built portal: precompressed, hashed names cached for a year, index.html checked always."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from server.routes.http import Call, Reply, send_reply
from server.routes.page import page
from server.services.compressed import Compressed
from server.services.errors import Refusal

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".geojson": "application/geo+json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".wasm": "application/wasm",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
    ".map": "application/json; charset=utf-8",
}
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
_HASHED = re.compile(r"[.-][0-9a-f]{8,}\.[a-z0-9.]+$")
IMMUTABLE = b"public,max-age=31536000,immutable"


class Content(NamedTuple):
    """A file's bytes with what says whether it changed, and compressed if it is not as packed."""

    body: bytes
    etag: bytes
    stamp: tuple[int, int]
    gzipped: Content | None = None


class StaticFiles:
    """Files under a folder; paths without a dot are the portal's own pages (index.html)."""

    def __init__(self, folder: Path | None, fill: Callable[[bytes, Path], bytes]):
        """`fill` makes of the packed index.html the one that is served."""
        self._folder = folder.resolve() if folder else None
        self._fill = fill
        self._cache: dict[Path, Content] = {}

    async def __call__(self, scope, receive, send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            raise Refusal("method_not_allowed")
        path = scope["path"]
        if path.startswith(("/api/", "/demo", "/open311/")):
            raise Refusal("not_found")
        if "\0" in path or "\\" in path or "/." in path:
            raise Refusal("not_found")
        index = self._folder / "index.html" if self._folder else None
        if index is None or not index.is_file():
            if "." in path.rsplit("/", 1)[-1]:
                raise Refusal("not_found")
            reply = page(scope["words"], "unbuilt.html")
        else:
            reply = self._reply(path, scope["header_map"])
        await send_reply(send, reply, head=scope["method"] == "HEAD")

    def _reply(self, path: str, headers: dict[bytes, bytes]) -> Reply:
        file = self._find(path)
        accepted = accepted_encodings(headers)
        encoding, content = None, self._read(file)
        if content.gzipped is not None:
            if "gzip" in accepted:
                encoding, content = "gzip", content.gzipped
        else:
            for name, suffix in ENCODINGS:
                beside = file.with_name(file.name + suffix)
                if name in accepted and beside.is_file():
                    encoding, content = name, self._read(beside)
                    break
        kind = TYPES.get(file.suffix, "application/octet-stream")
        cache = IMMUTABLE if _HASHED.search(file.name) else b"no-cache"
        out = [
            (b"content-type", kind.encode()),
            (b"etag", content.etag),
            (b"cache-control", cache),
            (b"vary", b"accept-encoding"),
        ]
        if content.etag in headers.get(b"if-none-match", b""):
            return Reply(304, b"", out)
        if encoding:
            out.append((b"content-encoding", encoding.encode()))
        return Reply(200, content.body, out)

    def _find(self, path: str) -> Path:
        name = path.lstrip("/")
        file = (self._folder / name).resolve() if name else self._folder / "index.html"
        if not file.is_relative_to(self._folder):
            raise Refusal("not_found")
        try:
            if file.is_file() and file.suffix not in (".br", ".gz"):
                return file
        except OSError as error:  # a name longer than any file's
            raise Refusal("not_found") from error
        if "." in path.rsplit("/", 1)[-1]:
            raise Refusal("not_found")
        return self._folder / "index.html"

    def _read(self, file: Path) -> Content:
        status = os.stat(file)
        stamp = (status.st_mtime_ns, status.st_size)
        known = self._cache.get(file)
        if known is None or known.stamp != stamp:
            body, gzipped = file.read_bytes(), None
            if file.name == "index.html":
                shown = self._fill(body, self._folder)
                # What lies compressed beside it holds other words then.
                if shown != body:
                    body = shown
                    gzipped = _content(gzip.compress(body, 9, mtime=0), stamp, None)
            known = self._cache[file] = _content(body, stamp, gzipped)
        return known


def _content(body: bytes, stamp: tuple[int, int], gzipped: Content | None) -> Content:
    etag = b'"' + hashlib.sha256(body).hexdigest()[:20].encode() + b'"'
    return Content(body, etag, stamp, gzipped)


def accepted_encodings(headers: dict[bytes, bytes]) -> set[str]:
    """The content encodings that the asker takes."""
    header = headers.get(b"accept-encoding", b"").decode("latin-1")
    found = set()
    for part in header.split(","):
        name, _, quality = part.strip().partition(";")
        if quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            found.add(name.strip().lower())
    return found


def best_of(call: Call, file: Compressed) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """The bytes for who asks, and what is to be said of their encoding."""
    vary = (b"vary", b"accept-encoding")
    if "gzip" in accepted_encodings(call.headers):
        return file.gzipped, [vary, (b"content-encoding", b"gzip")]
    return file.body, [vary]
