"""Which 300 cases the demo has, and when each of their steps was taken.

Times are found backwards from now, by the same deadlines the product uses, so that green,
amber and red clocks all occur whatever day it is.
"""

import random
from typing import NamedTuple

from server.demo import texts
from server.rules.deadlines import HOUR_MS, Deadlines, clock_colour

MINUTE_MS = 60_000
_TO_WORK = ("accept", "dispatch", "sign_for")
_TO_END = (*_TO_WORK, "resolve", "verify_pass", "close")

#: how many, the steps after filing, whether a clock runs at the end
_PATHS = (
    (14, (), True),
    (6, ("accept",), True),
    (3, ("accept", "dispatch", "return"), True),
    (14, ("accept", "dispatch"), True),
    (34, _TO_WORK, True),
    (6, (*_TO_WORK, "supplement"), True),
    (5, (*_TO_WORK, "resolve", "verify_fail"), True),
    (24, (*_TO_WORK, "resolve"), True),
    (10, (*_TO_WORK, "resolve", "verify_pass"), True),
    (26, _TO_END, False),
    (130, (*_TO_END, "rate"), False),
    (4, (*_TO_END, "rate-bad"), True),
    (6, (*_TO_END, "rate-bad", "dispatch", "sign_for"), True),
    (11, ("refuse",), False),
    (7, ("accept", "withdraw"), False),
)
_STATE_AFTER = {
    "": "submitted",
    "accept": "accepted",
    "return": "accepted",
    "dispatch": "dispatched",
    "sign_for": "in_progress",
    "supplement": "in_progress",
    "verify_fail": "in_progress",
    "resolve": "resolved",
    "verify_pass": "verified",
    "rate-bad": "accepted",
}


class Planned(NamedTuple):
    """One case to be: when it is filed, its steps with their times, what it says.

    shown: it lies in the grid of the demo's first grid worker.
    """

    created_at: int
    steps: tuple[tuple[str, int], ...]
    matter: texts.Matter
    owner: int
    building: int
    shown: bool


def plan(deadlines: Deadlines, now: int, rng: random.Random) -> list[Planned]:
    """All cases, oldest first."""
    cases = []
    moments = Moments(deadlines, now)
    for count, path, clocked in _PATHS:
        for index in range(count):
            matter = _matter(path, rng, index)
            last = None
            if clocked:
                colour = ("green", "green", "amber", "green", "red")[index % 5]
                state = _STATE_AFTER[path[-1] if path else ""]
                for _ in range(8):
                    last = moments.pick(matter.category, state, colour, rng)
                    if last is not None:
                        break
                    matter = _matter(path, rng, index + 1)  # another category has another deadline
                last = last or now - 5 * MINUTE_MS
            else:
                last = now - rng.randrange(1, 60 * 24 * 60) * MINUTE_MS
            cases.append(_planned(path, last, matter, index, rng))
    return sorted(cases, key=lambda case: case.created_at)


def _matter(path: tuple[str, ...], rng: random.Random, index: int) -> texts.Matter:
    """Every third is the property department's, so that its demo account has work."""
    if index % 3 == 0:
        return rng.choice(
            [m for m in texts.MATTERS if m.department == "property" and m.category != "praise"]
        )
    matters = [m for m in texts.MATTERS if m.category != "praise" or path[-1:] in ((), ("close",))]
    return rng.choice(matters)


def _planned(
    path: tuple[str, ...], last: int, matter: texts.Matter, index: int, rng: random.Random
) -> Planned:
    times = [last]
    for _ in path:
        times.append(times[-1] - rng.randrange(25, 14 * 60) * MINUTE_MS)
    times.reverse()
    owner = 0 if index % 12 == 0 else rng.randrange(1, len(texts.RESIDENTS))
    steps = tuple(zip(path, times[1:], strict=True))
    return Planned(times[0], steps, matter, owner, rng.randrange(1, 19), index % 5 == 0)


class Moments:
    """When a state may have begun so that its clock has a certain colour now."""

    def __init__(self, deadlines: Deadlines, now: int):
        self._deadlines = deadlines
        self._now = now
        self._known: dict[tuple[str, str], dict[str, list[int]]] = {}

    def pick(self, category: str, state: str, colour: str, rng: random.Random) -> int | None:
        """One such moment; None if there is none now (amber on a rest day, say)."""
        key = (category, state)
        if key not in self._known:
            self._known[key] = self._find(category, state)
        fitting = self._known[key][colour]
        return rng.choice(fitting) - rng.randrange(MINUTE_MS) if fitting else None

    def _find(self, category: str, state: str) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {"green": [], "amber": [], "red": []}
        at = self._now - 3 * MINUTE_MS
        while at > self._now - 24 * 24 * HOUR_MS and len(found["red"]) < 40:
            due = self._deadlines.due("appeal", category, state, at)
            found[clock_colour(self._now, *due)].append(at)
            at -= 29 * MINUTE_MS
        found["green"] = found["green"][:40]
        return found
