"""Files that are still coming, each in a file of its own until all of it is there.

A part is on the disk before its row says so: after a crash the file may hold more than the row, never
less, unless it was lost or the database is a backup's. What counts is the smaller of the two.
"""

import os
import re
import shutil
import time
from pathlib import Path

from server.store.keys import sync_folder

_NAME = re.compile(r"[0-9a-f]{32}", re.ASCII)


class Parts:
    """<folder>/<id of the upload>. make: the folder is made if it is not there."""

    def __init__(self, folder: Path, *, make: bool = True):
        self.folder = folder
        if make:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def path(self, upload: str) -> Path:
        """Where the bytes of an upload are. Raises ValueError for what is no id of one."""
        if not _NAME.fullmatch(upload):
            raise ValueError(upload)
        return self.folder / upload

    def size(self, upload: str) -> int:
        """How many bytes are there."""
        try:
            return self.path(upload).stat().st_size
        except FileNotFoundError:
            return 0

    def write(self, upload: str, offset: int, data: bytes) -> None:
        """Put bytes at their place, durably. Nothing behind them is cut off: a part that comes late
        once more takes nothing away."""
        path = self.path(upload)
        is_new = not path.exists()
        file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            view = memoryview(data)
            while view:
                count = os.pwrite(file, view, offset)
                view, offset = view[count:], offset + count
            os.fsync(file)
        finally:
            os.close(file)
        if is_new:
            sync_folder(self.folder)

    def read(self, upload: str, size: int) -> bytes:
        """The first bytes of what is there; fewer if it is shorter."""
        try:
            with self.path(upload).open("rb") as file:
                return file.read(size)
        except FileNotFoundError:
            return b""

    def remove(self, upload: str) -> None:
        """Forget the bytes; nothing if they are not there."""
        self.path(upload).unlink(missing_ok=True)

    def has_room(self, size: int, spare: int) -> bool:
        """Whether the disk takes so many bytes and keeps the spare ones."""
        return shutil.disk_usage(self.folder).free >= size + spare

    def sweep(self, older_than_seconds: float) -> int:
        """Remove what nobody has written to for so long; answers how many."""
        before = time.time() - older_than_seconds
        count = 0
        for path in self.folder.iterdir():
            try:
                if path.stat().st_mtime < before:
                    path.unlink()
                    count += 1
            except FileNotFoundError:
                pass
        return count
