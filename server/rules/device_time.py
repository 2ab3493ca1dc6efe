"""When something was done on a device whose clock may be wrong, by a year if need be.

A device says when it was done by its own clock, and what it knows of the error of that clock: the
same moment by the street's clock (reckoned from when it last spoke to the server), or what its clock
shows while it sends. What cannot be so (later than the arrival, or a season ago) says nothing, since
the clock was set meanwhile; what is left is the arrival.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from server.rules.forms import Problem

#: What is older than this was not done then: a device is offline for days, not for a season.
LONGEST_MS = 92 * 86_400_000
#: Members of a body in which a device tells it.
MEMBERS = ("made_at", "street_at", "device_now")


class Made(NamedTuple):
    """When it was done, ms: by the device's clock as it was sent (None: it did not say), by the
    server's, and by the server's as the device reckoned it (None: it did not)."""

    device: int | None
    real: int
    reckoned: int | None = None

    def named(self) -> list[int]:
        """What the device may have taken for the moment when it spoke of days, the real one first."""
        return [at for at in (self.real, self.reckoned, self.device) if at is not None]


class Told(NamedTuple):
    """What a device says of the moment, ms. device: by its own clock; street: by the street's, as far
    as it knows; device_now: what its clock shows while it sends; unsure: it knows its clock to be
    unchecked."""

    device: int | None = None
    street: int | None = None
    device_now: int | None = None
    unsure: bool = False


def read_time(text: str) -> int | None:
    """ISO 8601 with zone as ms, None for anything else."""
    try:
        read = datetime.fromisoformat(text)
        return int(read.timestamp() * 1000) if read.tzinfo is not None else None
    except (ValueError, OverflowError, OSError):
        return None


def read_made(body: Mapping, now: int) -> tuple[Made, list[Problem]]:
    """When a device did what it sends now. street_at "": it has nothing to reckon by."""
    problems = []
    times: dict[str, int | None] = {}
    for name in MEMBERS:
        given = body.get(name)
        times[name] = read_time(given) if given else None
        if given and times[name] is None:
            problems.append(Problem(name, "format"))
    unsure = body.get("street_at") == ""
    told = Told(times["made_at"], times["street_at"], times["device_now"], unsure)
    return made(told, now), problems


def made(told: Told, now: int) -> Made:
    """When it was done: the first of what the device says that can be so, else now."""
    if told.device is None:
        return Made(None, now)
    sayings = []
    if told.street is not None:
        sayings.append(told.street)
    if told.device_now is not None:
        sayings.append(told.device + now - told.device_now)
    if not sayings and not told.unsure:
        sayings.append(told.device)
    can_be = (at for at in sayings if now - LONGEST_MS <= at <= now)
    return Made(told.device, next(can_be, now), told.street)
