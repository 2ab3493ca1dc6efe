"""Files stored under the SHA-256 of their content, never executed, never overwritten."""

import contextlib
import hashlib
import os
import time
from pathlib import Path

from server.store.keys import sync_folder


class Blobs:
    """<folder>/ab/abcdef… with a .thumb beside a picture. make: the folder is made if it is not
    there; not so where nothing may be written."""

    def __init__(self, folder: Path, *, make: bool = True):
        self.folder = folder
        if make:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def path(self, sha256: str, *, thumb: bool = False) -> Path:
        """Where a content is."""
        return self.folder / sha256[:2] / (sha256 + (".thumb" if thumb else ""))

    def put(self, content: bytes, thumb: bytes | None) -> str:
        """Store a picture and its thumbnail durably, or a document, which has none; answers the
        SHA-256."""
        sha256 = hashlib.sha256(content).hexdigest()
        for data, small in ((thumb, True), (content, False)):
            if data is None:
                continue
            path = self.path(sha256, thumb=small)
            if path.exists():
                os.utime(path)  # retention leaves what somebody is about to use
                sync_folder(path.parent)  # another's rename may not be on the disk yet
            else:
                self._write(path, data)
        return sha256

    def remove(self, sha256: str) -> None:
        """Forget a content and its thumbnail; nothing if they are not there."""
        for small in (True, False):
            self.path(sha256, thumb=small).unlink(missing_ok=True)

    def sweep(self, older_than_seconds: float = 3600) -> int:
        """Remove what writes left behind that were cut short; answers how many."""
        before = time.time() - older_than_seconds
        count = 0
        for path in self.folder.glob("*/*.new"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()
                    count += 1
        return count

    def get(self, sha256: str, *, thumb: bool = False) -> bytes:
        """The content. Raises FileNotFoundError, also when it is not what was stored."""
        content = self.path(sha256, thumb=thumb).read_bytes()
        if not thumb and hashlib.sha256(content).hexdigest() != sha256:
            raise FileNotFoundError(f"{sha256} holds something else")
        return content

    def _write(self, path: Path, data: bytes) -> None:
        if not path.parent.exists():
            path.parent.mkdir(exist_ok=True, mode=0o700)
            sync_folder(self.folder)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.{os.urandom(4).hex()}.new")
        try:
            with open(temporary, "xb") as file:
                os.fchmod(file.fileno(), 0o600)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
