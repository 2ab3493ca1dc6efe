"""Keys outside the database: encryption at rest, keyed look-ups, seals.

Three 256-bit keys are made at the first start in <data>/keys.json (mode 0600). Without them
a copy of the database shows no name, phone or identity number, and its history cannot be
rewritten unnoticed. The database holds a check value of them (fit): with other keys, or with
none beside a database that is in use, nothing is opened.
"""

import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NAMES = ("encrypt", "lookup", "seal")


class KeyFileError(Exception):
    """The key file is missing, broken or does not fit the data."""


class Keys:
    """The three keys in use."""

    def __init__(self, keys: dict[str, bytes]):
        self._aes = AESGCM(keys["encrypt"])
        self._root = keys["encrypt"]
        self._lookup = keys["lookup"]
        self._seal = keys["seal"]

    def encrypt(self, text: str | bytes, context: str) -> bytes:
        """AES-256-GCM with a random nonce; context (table.column) is authenticated."""
        nonce = os.urandom(12)
        plain = text.encode() if isinstance(text, str) else text
        return nonce + self._aes.encrypt(nonce, plain, context.encode())

    def decrypt_bytes(self, sealed: bytes, context: str) -> bytes:
        """What encrypt was given. Raises KeyFileError for another key or altered data."""
        try:
            return self._aes.decrypt(bytes(sealed[:12]), bytes(sealed[12:]), context.encode())
        except InvalidTag as error:
            raise KeyFileError("the key file does not fit this data") from error

    def decrypt(self, sealed: bytes | None, context: str) -> str | None:
        """The text, None for none."""
        return None if sealed is None else self.decrypt_bytes(sealed, context).decode()

    def lookup(self, text: str, context: str) -> bytes:
        """HMAC-SHA256 by which an encrypted value is found again."""
        return hmac.digest(self._lookup, f"{context}\0{text}".encode(), hashlib.sha256)

    def seal_record(self, record: bytes) -> bytes:
        """HMAC-SHA256 over a case's whole row (history.sealed_record)."""
        return hmac.digest(self._seal, b"2\0" + record, hashlib.sha256)

    def check_value(self) -> str:
        """What the database keeps to know these keys again; says nothing about them."""
        parts = (self._lookup, self._seal, self.derive("encrypt"))
        return "".join(hmac.digest(key, b"check value", hashlib.sha256).hex()[:32] for key in parts)

    def derive(self, purpose: str) -> bytes:
        """A 256-bit key of its own for a purpose."""
        return hmac.digest(self._root, purpose.encode(), hashlib.sha256)

    def seal(self, number: str, version: int, head: str) -> bytes:
        """HMAC-SHA256 over a case's newest step, as cases of digest version 1 have it."""
        return hmac.digest(self._seal, f"{number}\0{version}\0{head}".encode(), hashlib.sha256)


def load_or_create(folder: Path, *, in_use: bool) -> Keys:
    """The keys of a data folder, made if there are none and the database is not in use yet.

    Of several processes that start at once the first one's keys are everybody's. Raises
    KeyFileError.
    """
    path = folder / "keys.json"
    if not path.exists():
        if in_use:
            raise KeyFileError(
                f"{path} is not there, but the database is in use: put back the copy of the keys; "
                "without it names, phones and identity numbers cannot be read"
            )
        fresh = {name: secrets.token_hex(32) for name in NAMES}
        _make_private(path, msgspec.json.format(msgspec.json.encode(fresh)))
    return Keys(read(path))


def require_fit(keys: Keys, stored: str) -> None:
    """Raises KeyFileError unless the stored check value is that of these keys."""
    if not hmac.compare_digest(stored.encode(), keys.check_value().encode()):
        raise KeyFileError(
            "keys.json holds other keys than those this database was written with: "
            "put back the copy of the right ones"
        )


def read(path: Path) -> dict[str, bytes]:
    """The keys in a file. Raises KeyFileError saying what is wrong."""
    try:
        data = msgspec.json.decode(path.read_bytes(), type=dict[str, str])
        keys = {name: bytes.fromhex(data[name]) for name in NAMES}
    except (OSError, ValueError, KeyError, msgspec.MsgspecError) as error:
        raise KeyFileError(f"{path} cannot be used: {error}") from error
    if any(len(key) != 32 for key in keys.values()):
        raise KeyFileError(f"{path} holds a key of the wrong length")
    return keys


def _make_private(path: Path, content: bytes) -> None:
    """Make the file with its whole content, or leave the one that another process made."""
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        temporary.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a new name in the folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
