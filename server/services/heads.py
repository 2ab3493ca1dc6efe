"""Signed heads: how much the journal held at a moment and the root over it, kept outside the
database, so that what is cut off at its end, or all of it, is missed.

One JSON line a head in <data>/heads.jsonl (server.heads): for a copy elsewhere, or on paper.
"""

import hashlib
import hmac
import os
from pathlib import Path

import msgspec

from server.config import Config
from server.ports import utc_text
from server.services.window import Window
from server.store import journal
from server.store.keys import Keys, sync_folder
from server.store.tx import Tx


class Head(msgspec.Struct, frozen=True):
    """count entries, and the root of the hash tree over them, at a moment; mac signs it."""

    at: str
    count: int
    root: str
    mac: str


def path_of(config: Config) -> Path:
    """Where heads are written."""
    given = config.server.heads
    return Path(given).expanduser() if given else config.data_dir() / "heads.jsonl"


def _mac(keys: Keys, at: str, count: int, root: str) -> str:
    text = f"{at}\n{count}\n{root}"
    return hmac.digest(keys.derive("heads"), text.encode(), hashlib.sha256).hex()


def is_signed(keys: Keys, head: Head) -> bool:
    """Whether the head was made with these keys."""
    return hmac.compare_digest(_mac(keys, head.at, head.count, head.root), head.mac)


def make(window: Window, tx: Tx) -> Head:
    """The head of the journal as it is."""
    tree = journal.Merkle()
    for entry in journal.entries(tx):
        tree.add(entry["mac"])
    at, root = utc_text(window.now()), tree.root()
    return Head(at, tree.count, root, _mac(window.keys, at, tree.count, root))


def append(path: Path, head: Head) -> None:
    """Write a head durably behind the others."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = not path.exists()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, msgspec.json.encode(head) + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if fresh:
        sync_folder(path.parent)


def read(path: Path) -> list[Head | str]:
    """The heads of a file; a line that is none as what is wrong with it. Raises OSError."""
    found: list[Head | str] = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if line.strip():
            try:
                found.append(msgspec.json.decode(line, type=Head))
            except msgspec.MsgspecError:
                found.append(f"line {number} of {path.name} is no head")
    return found


def newest_count(path: Path) -> int:
    """How many entries the newest head in the file counts, -1 without any."""
    try:
        counts = [head.count for head in read(path) if isinstance(head, Head)]
    except FileNotFoundError:
        return -1
    return counts[-1] if counts else -1
