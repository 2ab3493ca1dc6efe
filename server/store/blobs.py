"""Files stored under the SHA-256 of their content, never executed, never overwritten."""

import hashlib
import os
from pathlib import Path

from server.store.keys import sync_folder


class Blobs:
    """<folder>/ab/abcdef… with a .thumb beside a picture."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def path(self, sha256: str, *, thumb: bool = False) -> Path:
        """Where a content is."""
        return self.folder / sha256[:2] / (sha256 + (".thumb" if thumb else ""))

    def put(self, content: bytes, thumb: bytes) -> str:
        """Store a picture and its thumbnail durably; answers the SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        for data, small in ((thumb, True), (content, False)):
            path = self.path(sha256, thumb=small)
            if not path.exists():
                self._write(path, data)
        return sha256

    def get(self, sha256: str, *, thumb: bool = False) -> bytes:
        """The content. Raises FileNotFoundError."""
        return self.path(sha256, thumb=thumb).read_bytes()

    def _write(self, path: Path, data: bytes) -> None:
        path.parent.mkdir(exist_ok=True, mode=0o700)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}.new")
        with open(temporary, "xb") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        sync_folder(path.parent)
