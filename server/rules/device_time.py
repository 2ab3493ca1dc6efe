"""When something was done on a device whose clock may be wrong, by a year if need be.

A device says when it was done by its own clock, and what that clock shows while it sends. The
difference to the server's clock at the arrival is the device's error; it is taken out.
"""

from datetime import datetime
from typing import NamedTuple

#: What is older than this was not done then: a device is offline for days, not for a season.
LONGEST_MS = 92 * 86_400_000


class Made(NamedTuple):
    """When it was done, ms: by the device's clock as it was sent (None: it did not say), and by the
    server's."""

    device: int | None
    real: int


def read_time(text: str) -> int | None:
    """ISO 8601 with zone as ms, None for anything else."""
    try:
        read = datetime.fromisoformat(text)
        return int(read.timestamp() * 1000) if read.tzinfo is not None else None
    except (ValueError, OverflowError, OSError):
        return None


def made(device: int | None, device_now: int | None, now: int) -> Made:
    """When it was done. Never later than now, and never longer ago than LONGEST_MS."""
    if device is None:
        return Made(None, now)
    error = 0 if device_now is None else now - device_now
    return Made(device, min(max(device + error, now - LONGEST_MS), now))
