"""How a one-time code reaches a person: a port with a demo, a file and a webhook behind it."""

import asyncio
import json
import logging
import urllib.request
from collections import deque
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple, Protocol

from server.config import CodeConfig, ConfigError
from server.services.errors import Refusal
from server.services.pools import Pool

log = logging.getLogger("onewindow.notifier")

#: A gateway that has not answered by then has not taken the message.
GATEWAY_SECONDS = 10.0


class NotifierError(Exception):
    """The message could not be sent."""


class Notifier(Protocol):
    """Sends a short text to a phone."""

    async def send(self, phone: str, text: str, code: str) -> None:
        """Send a one-time code. Raises NotifierError."""

    async def tell(self, phone: str, text: str, key: str) -> None:
        """Send a message. The same key is the same message: a gateway that honours it sends it
        once. Raises NotifierError."""


class Sent(NamedTuple):
    """A code or a message the demo shows."""

    phone: str
    said: str
    at: int


class DemoNotifier:
    """Keeps the newest codes and messages for the demo's pages and writes them to the log."""

    def __init__(self, now):
        self._now = now
        self.sent: deque[Sent] = deque(maxlen=200)
        self.told: deque[Sent] = deque(maxlen=200)

    async def send(self, phone: str, text: str, code: str) -> None:
        """Show it."""
        self.sent.appendleft(Sent(phone, code, self._now()))
        log.info("one-time code", extra={"phone": phone, "one_time_code": code})

    async def tell(self, phone: str, text: str, key: str) -> None:
        """Show it."""
        self.told.appendleft(Sent(phone, text, self._now()))
        log.info("message", extra={"phone": phone, "text": text})


class FileNotifier:
    """Appends a JSON line a message, for another program to send."""

    def __init__(self, target: str):
        self._path = Path(target)

    async def send(self, phone: str, text: str, code: str) -> None:
        """Append."""
        self._append({"phone": phone, "text": text})

    async def tell(self, phone: str, text: str, key: str) -> None:
        """Append."""
        self._append({"phone": phone, "text": text, "key": key})

    def _append(self, message: dict) -> None:
        line = json.dumps(message, ensure_ascii=False)
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError as error:
            raise NotifierError(str(error)) from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A gateway that sends elsewhere (to its sign-in page) has not taken the message."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        """Never."""
        return


class WebhookNotifier:
    """Posts JSON {phone, text} to a gateway, with the key of a message about a case."""

    def __init__(self, target: str):
        self._url = target
        self._pool = Pool("gateway", threads=8, waiting=24)
        self._opener = urllib.request.build_opener(_NoRedirect)

    async def send(self, phone: str, text: str, code: str) -> None:
        """Post."""
        await self._post({"phone": phone, "text": text})

    async def tell(self, phone: str, text: str, key: str) -> None:
        """Post."""
        await self._post({"phone": phone, "text": text, "key": key})

    async def _post(self, message: dict) -> None:
        body = json.dumps(message).encode()
        request = urllib.request.Request(
            self._url, body, {"Content-Type": "application/json"}, method="POST"
        )
        try:
            await asyncio.wait_for(
                self._pool.run(lambda: self._opener.open(request, timeout=GATEWAY_SECONDS).close()),
                GATEWAY_SECONDS,
            )
        except (OSError, HTTPException, ValueError) as error:
            raise NotifierError(str(error) or type(error).__name__) from error
        except Refusal as error:
            raise NotifierError("too many messages wait for the gateway") from error


def create(config: CodeConfig, *, demo: bool, now) -> Notifier | None:
    """The configured notifier, None if there is none. Raises ConfigError."""
    name, target = config.notifier, config.notifier_target
    if name == "":
        return None
    if name == "demo":
        if not demo:
            raise ConfigError('codes.notifier = "demo" needs --demo')
        return DemoNotifier(now)
    if name == "file" and target:
        return FileNotifier(target)
    if name == "webhook" and target.startswith(("http://", "https://")):
        return WebhookNotifier(target)
    raise ConfigError(f"codes.notifier = {name!r} with target {target!r} cannot be used")
