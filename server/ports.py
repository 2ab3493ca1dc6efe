"""Time, ids and randomness come in through here, so that tests can fix them."""

import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone


class Clock:
    """The moment, in milliseconds since 1970 UTC."""

    def now_ms(self) -> int:
        """Now."""
        return time.time_ns() // 1_000_000


class Random:
    """Unguessable ids, tokens and codes."""

    def id(self) -> str:
        """32 hexadecimal characters."""
        return secrets.token_hex(16)

    def token(self) -> str:
        """A session token of 256 bits."""
        return secrets.token_urlsafe(32)

    def digits(self, count: int) -> str:
        """So many decimal digits."""
        return "".join(str(secrets.randbelow(10)) for _ in range(count))

    def bytes(self, count: int) -> bytes:
        """So many random bytes."""
        return secrets.token_bytes(count)


@dataclass
class Ports:
    """What the services are given instead of reaching for it."""

    clock: Clock = field(default_factory=Clock)
    random: Random = field(default_factory=Random)


class Zone:
    """The street's civil time: a fixed offset from UTC."""

    def __init__(self, offset_minutes: int):
        self.zone = timezone(timedelta(minutes=offset_minutes))
        self._suffix = datetime(2000, 1, 1, tzinfo=self.zone).isoformat()[19:]
        self._minutes: dict[int, str] = {}

    def iso(self, at_ms: int) -> str:
        """ISO 8601 with zone and milliseconds."""
        minute, rest = divmod(at_ms, 60_000)
        text = self._minutes.get(minute)
        if text is None:
            if len(self._minutes) > 20_000:
                self._minutes.clear()
            local = datetime.fromtimestamp(minute * 60, self.zone)
            text = self._minutes[minute] = local.isoformat()[:17]
        return f"{text}{rest // 1000:02d}.{rest % 1000:03d}{self._suffix}"

    def iso_or_none(self, at_ms: int | None) -> str | None:
        """The same, None for none."""
        return None if at_ms is None else self.iso(at_ms)

    def local(self, at_ms: int) -> datetime:
        """The moment as local civil time."""
        return datetime.fromtimestamp(at_ms / 1000, self.zone)


def utc_text(at_ms: int) -> str:
    """UTC in ISO 8601, for logs."""
    moment = datetime.fromtimestamp(at_ms / 1000, UTC)
    return moment.isoformat(timespec="milliseconds")
