"""One server an SQLite folder: a lock that the system takes away with the process."""

import fcntl
import os
from pathlib import Path

from server.store.errors import StoreError


class FolderLock:
    """Held from take to the end of the process."""

    def __init__(self, data: Path):
        self._path = data / "server.lock"
        self._descriptor: int | None = None

    def take(self) -> None:
        """Raises StoreError when another process holds it."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(descriptor)
            raise StoreError(
                f"another server uses {self._path.parent}: one process owns an SQLite; "
                "several processes need a PostgreSQL"
            ) from error
        self._descriptor = descriptor

    def release(self) -> None:
        """Let go."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
