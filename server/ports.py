"""Time, ids and randomness come in through here, so that tests can fix them."""

import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone


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
        self._offset_ms = offset_minutes * 60_000
        self._suffix = datetime(2000, 1, 1, tzinfo=self.zone).isoformat()[19:]
        self._days: dict[int, str] = {}

    def iso(self, at_ms: int) -> str:
        """ISO 8601 with zone and milliseconds."""
        day, rest = divmod(at_ms + self._offset_ms, 86_400_000)
        text = self._days.get(day)
        if text is None:
            text = self._days[day] = (date(1970, 1, 1) + timedelta(days=day)).isoformat()
        seconds, ms = divmod(rest, 1000)
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{text}T{hours:02d}:{minutes:02d}:{seconds:02d}.{ms:03d}{self._suffix}"

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
