"""The command line of serve.py."""

import argparse
import logging
import os
import socket
import sqlite3
import sys
from pathlib import Path

import psycopg
import uvicorn
from sqlalchemy.exc import SQLAlchemyError

from server import log as logs
from server import protocol
from server.config import Config, ConfigError, load
from server.ops import admin
from server.store.errors import StoreError
from server.store.folder_lock import FolderLock
from server.store.keys import KeyFileError

log = logging.getLogger("onewindow")
GRACE_SECONDS = 10


def parser() -> argparse.ArgumentParser:
    """Options and sub-commands."""
    top = argparse.ArgumentParser(prog="serve.py", description="OneWindow's server")
    _common(top)
    top.add_argument("--host", help="address to listen on (127.0.0.1)")
    top.add_argument("--port", type=int, help="TCP port (8080); 0 takes a free one")
    top.add_argument("--web", help="folder of the built portal")
    commands = top.add_subparsers(dest="command", metavar="command")
    verify = commands.add_parser("verify", help="check every case's history")
    verify.add_argument("--heads", type=Path, help="a copy of signed heads to check against too")
    head = commands.add_parser("head", help="sign how much the journal holds, and print it")
    backup = commands.add_parser("backup", help="write everything into FILE, keys into FILE.keys")
    restore = commands.add_parser("restore", help="bring a backup into an empty data folder")
    for command in (verify, head, backup, restore):
        _common(command, again=True)
    staff = commands.add_parser("admin", help="staff accounts: create, reset, disable, list")
    admin.add_arguments(staff, _common)
    backup.add_argument("file", type=Path)
    restore.add_argument("file", type=Path)
    restore.add_argument("--keys", type=Path, help="key file (FILE.keys)")
    return top


def _common(to: argparse.ArgumentParser, *, again: bool = False) -> None:
    default = argparse.SUPPRESS if again else None
    to.add_argument("--config", type=Path, default=default, help="TOML file, see docs/config.md")
    to.add_argument("--data", default=default, help="data folder")
    to.add_argument(
        "--demo", action="store_true", default=default or False, help="the fictional street"
    )


def configured(options: argparse.Namespace) -> Config:
    """The configuration with the command line over it. Raises ConfigError."""
    config = load(options.config, demo=options.demo)
    for name in ("host", "port", "data", "web"):
        value = getattr(options, name, None)
        if value is not None:
            setattr(config.server, name, value)
    if not 0 <= config.server.port <= 65535:
        raise ConfigError(f"{config.server.port} is not a port")
    return config


class Server(uvicorn.Server):
    """uvicorn, which also ends the event streams when it is told to stop."""

    def __init__(self, config: uvicorn.Config, hub):
        super().__init__(config)
        self._hub = hub

    def handle_exit(self, sig, frame) -> None:
        """SIGTERM, SIGINT: stop listening, finish what runs."""
        self._hub.stop()
        super().handle_exit(sig, frame)


def serve(config: Config) -> int:
    """Listen until told to stop."""
    from server.app import create_app
    from server.demo.seed import seed_if_empty
    from server.services import calendar_years
    from server.state import open_window

    protocol.raise_file_limit(log.warning)
    if not config.database.url:
        config.data_dir().mkdir(parents=True, exist_ok=True, mode=0o700)
        FolderLock(config.data_dir()).take()
    window = open_window(config)
    if config.demo:
        seed_if_empty(window)
    unknown = calendar_years.unknown(window)
    if unknown:
        log.warning(
            "the calendar does not know the official working days: deadlines may be wrong",
            extra={"years": unknown},
        )
    listener = _listen(config.server.host, config.server.port)
    host, port = listener.getsockname()[:2]
    app = create_app(window)
    settings = uvicorn_settings(app, config)
    shown = f"[{host}]" if ":" in host else host
    log.info(
        "listening",
        extra={
            "url": f"http://{shown}:{port}",
            "data": str(config.data_dir()),
            "demo": config.demo,
        },
    )
    print(f"OneWindow: http://{shown}:{port}", flush=True)
    Server(settings, window.hub).run(sockets=[listener])
    return 0


def uvicorn_settings(app, config: Config) -> uvicorn.Config:
    """How the application is served."""
    trusted = config.server.trusted_proxies
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="on",
        loop="uvloop",
        http=protocol.bounded(config.server.connections_each, trusted),
        ws="none",
        server_header=False,
        date_header=False,
        proxy_headers=bool(trusted),
        forwarded_allow_ips=trusted or None,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=65,
        backlog=2048,
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        raise ConfigError(f"{host}:{port} cannot be listened on: {error.strerror}") from error
    return listener


def main(arguments: list[str] | None = None) -> int:
    """Run; the exit code is 0, 1 (a finding), 2 (cannot be used so)."""
    options = parser().parse_args(arguments)
    os.umask(0o077)
    logs.configure()
    try:
        config = configured(options)
        if options.command is None:
            return serve(config)
        from server.ops import backup, head, verify

        if options.command == "verify":
            return verify.run(config, options.heads)
        if options.command == "admin":
            return admin.run(config, options)
        if options.command == "head":
            return head.run(config)
        if options.command == "backup":
            return backup.save(config, options.file)
        return backup.restore(config, options.file, options.keys)
    except (ConfigError, KeyFileError, StoreError, OSError) as error:
        print(f"serve.py: {error}", file=sys.stderr)
    except (sqlite3.Error, psycopg.Error, SQLAlchemyError) as error:
        print(f"serve.py: the database cannot be used: {error}", file=sys.stderr)
    return 2
