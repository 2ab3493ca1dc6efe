"""serve.py backup and restore: every table and attachment in one file, the keys in another.

The file is a tar: meta.json, tables/<name>.jsonl (a JSON array a row, bytes as {"b": base64}),
attachments/…. It is taken from one snapshot while the server runs, and goes into an empty
SQLite or PostgreSQL alike.
"""

import base64
import io
import os
import shutil
import tarfile
import tempfile
from pathlib import Path

import msgspec
import sqlalchemy as sa
from sqlalchemy import Table

from server.config import Config
from server.ports import utc_text
from server.services.window import Window
from server.store import keys
from server.store.errors import StoreError
from server.store.folder_lock import FolderLock
from server.store.statements import insert_every_column
from server.store.tables import metadata
from server.store.tx import Tx

FORMAT = 1
#: Not carried: what lives minutes only, and what the database at hand knows about itself.
_SKIPPED = ("events", "meta", "offers")
_SECTION = 1 << 20


class BackupError(StoreError):
    """The backup cannot be written or brought back."""


def _tables() -> list[Table]:
    return [table for table in metadata.sorted_tables if table.name not in _SKIPPED]


def save(config: Config, file: Path) -> int:
    """Write FILE and FILE.keys (both mode 0600)."""
    from server.state import open_window

    window = open_window(config, existing=True)
    temporary = file.with_name(file.name + ".new")
    try:
        with _private(temporary) as raw, tarfile.open(fileobj=raw, mode="w") as tar:
            counts = window.database.read_now(lambda tx: _save_tables(tx, tar))
            meta = {
                "format": FORMAT,
                "at": utc_text(window.now()),
                "rows": counts,
                "revision": revision(window),
            }
            _add(tar, "meta.json", msgspec.json.encode(meta))
            blobs = _save_blobs(window, tar)
            raw.flush()
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(temporary, file)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise BackupError(f"{file}: {error.strerror or error}") from error
    key_file = file.with_name(file.name + ".keys")
    with _private(key_file) as out:
        out.write((config.data_dir() / "keys.json").read_bytes())
    keys.sync_folder(file.parent if str(file.parent) else Path())
    print(
        f"{file}: {sum(counts.values())} rows, {blobs} files; keys in {key_file}, keep them apart"
    )
    return 0


def revision(window: Window) -> str:
    """The migration the database is at."""
    with window.database.engine.connect() as connection:
        return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one()


def _private(path: Path):
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "r+b")


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    info.mode = 0o600
    tar.addfile(info, io.BytesIO(content))


def _save_tables(tx: Tx, tar: tarfile.TarFile) -> dict[str, int]:
    counts = {}
    for table in _tables():
        with tempfile.TemporaryFile() as spool:
            counts[table.name] = 0
            statement = sa.select(table).order_by(*table.primary_key.columns)
            for row in tx.stream(statement):
                spool.write(msgspec.json.encode([_packed(value) for value in row]) + b"\n")
                counts[table.name] += 1
            info = tarfile.TarInfo(f"tables/{table.name}.jsonl")
            info.size = spool.tell()
            info.mode = 0o600
            spool.seek(0)
            tar.addfile(info, spool)
    return counts


def _save_blobs(window: Window, tar: tarfile.TarFile) -> int:
    count = 0
    for path in sorted(window.blobs.folder.rglob("*")):
        if path.is_file() and path.suffix != ".new":
            tar.add(path, f"attachments/{path.relative_to(window.blobs.folder)}", recursive=False)
            count += 1
    return count


def _packed(value):
    if isinstance(value, bytes | memoryview):
        return {"b": base64.b64encode(bytes(value)).decode()}
    return value


def _unpacked(value):
    return base64.b64decode(value["b"]) if isinstance(value, dict) else value


def restore(config: Config, file: Path, key_file: Path | None) -> int:
    """Bring a backup into an empty data folder and database.

    Pictures first, then all tables in one transaction: what is cut short can be done again.
    """
    from server.state import open_window

    data = config.data_dir()
    key_file = key_file or file.with_name(file.name + ".keys")
    keys.read(key_file)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    own = data / "keys.json"
    if own.exists() and own.read_bytes() != key_file.read_bytes():
        raise BackupError(f"{own} holds other keys: restore into an empty data folder")
    lock = FolderLock(data)
    lock.take()
    with _private(own) as out:
        out.write(key_file.read_bytes())
    window = open_window(config)
    try:
        with tarfile.open(file, "r") as tar:
            meta = msgspec.json.decode(_content(tar, "meta.json"))
            if meta["format"] != FORMAT or meta["revision"] != revision(window):
                raise BackupError(f"{file} is of another version; use the program that wrote it")
            window.database.read_now(_require_empty)
            _restore_blobs(window, tar)
            rows = window.database.write_now(lambda tx: _restore_tables(tx, tar, meta["rows"]))
    except (OSError, tarfile.TarError, KeyError, msgspec.MsgspecError) as error:
        raise BackupError(f"{file} cannot be read: {error}") from error
    finally:
        lock.release()
    print(f"{file}: {sum(rows.values())} rows brought back into {data}")
    return 0


def _content(tar: tarfile.TarFile, name: str) -> bytes:
    member = tar.extractfile(name)
    if member is None:
        raise BackupError(f"{name} is missing")
    return member.read()


def _require_empty(tx: Tx) -> None:
    for table in _tables():
        if tx.value(sa.select(sa.func.count()).select_from(table)):
            raise BackupError(
                f"the table {table.name} is not empty: restore into an empty database"
            )


def _restore_tables(tx: Tx, tar: tarfile.TarFile, wanted: dict[str, int]) -> dict[str, int]:
    _require_empty(tx)
    counts = {}
    for table in _tables():
        statement = insert_every_column(table)
        names = [column.name for column in table.columns]
        counts[table.name] = 0
        member = tar.extractfile(f"tables/{table.name}.jsonl")
        for line in member:
            values = [_unpacked(value) for value in msgspec.json.decode(line)]
            tx.run(statement, **dict(zip(names, values, strict=True)))
            counts[table.name] += 1
        tx.advance_identity(table)
    if counts != wanted:
        raise BackupError("the backup is not complete")
    return counts


def _restore_blobs(window: Window, tar: tarfile.TarFile) -> None:
    for member in tar:
        name = Path(member.name)
        if not member.isfile() or name.parts[0] != "attachments":
            continue
        if len(name.parts) != 3 or ".." in name.parts:
            raise BackupError(f"{member.name} does not belong into a backup")
        target = window.blobs.folder / name.parts[1] / name.parts[2]
        target.parent.mkdir(exist_ok=True, mode=0o700)
        temporary = target.with_name(target.name + ".new")
        with _private(temporary) as out:
            shutil.copyfileobj(tar.extractfile(member), out, _SECTION)
            out.flush()
            os.fsync(out.fileno())
        os.replace(temporary, target)
    for folder in (window.blobs.folder, *window.blobs.folder.iterdir()):
        keys.sync_folder(folder)
