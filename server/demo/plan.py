"""Which 300 cases the demo has, and when each of their steps was taken.

Times are found backwards from now, by the same deadlines the product uses, so that green,
amber and red clocks all occur whatever day it is.
"""

import random
from typing import NamedTuple

from server.demo import texts
from server.rules.deadlines import HOUR_MS, Deadlines, clock_colour

MINUTE_MS = 60_000
#: The grid of the demo's first grid worker.
FIRST_GRID = "liuxiang-3"
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


class Site(NamedTuple):
    """Who says it, and where it is."""

    owner: int
    grid: str
    place: str
    title: str


class Planned(NamedTuple):
    """One case to be: when it is filed, its steps with their times, what it says."""

    created_at: int
    steps: tuple[tuple[str, int], ...]
    matter: texts.Matter
    site: Site


def plan(deadlines: Deadlines, now: int, rng: random.Random) -> list[Planned]:
    """All cases, oldest first."""
    cases = []
    moments, sites, deck = Moments(deadlines, now), Sites(rng), Deck(rng)
    for count, path, clocked in _PATHS:
        for index in range(count):
            matter = deck.draw(path, index)
            last = None
            if clocked:
                colour = ("green", "green", "amber", "green", "red")[index % 5]
                state = _STATE_AFTER[path[-1] if path else ""]
                for _ in range(8):
                    last = moments.pick(matter.category, state, colour, rng)
                    if last is not None:
                        break
                    matter = deck.draw(path, index + 1)  # another category has another deadline
                last = last or now - 5 * MINUTE_MS
            else:
                last = now - rng.randrange(1, 60 * 24 * 60) * MINUTE_MS
            matter, site = sites.settle(
                matter, 0 if index % 12 == 0 else None, shown=index % 5 == 0
            )
            cases.append(_planned(path, last, matter, site, rng))
    return sorted(cases, key=lambda case: case.created_at)


class Deck:
    """The matters, each said once before any is said again."""

    def __init__(self, rng: random.Random):
        self._left = list(texts.MATTERS)
        rng.shuffle(self._left)

    def draw(self, path: tuple[str, ...], index: int) -> texts.Matter:
        """The next that fits the steps. Every third is the property department's, so that its
        demo account has work; nobody is thanked for what is still being done."""
        done = path[-1:] in ((), ("close",))
        for matter in self._left:
            mine = index % 3 or (matter.department == "property" and matter.category != "praise")
            if mine and (done or matter.category != "praise"):
                self._left.remove(matter)
                self._left.append(matter)
                return matter
        raise LookupError("no matter fits")


def _planned(
    path: tuple[str, ...], last: int, matter: texts.Matter, site: Site, rng: random.Random
) -> Planned:
    times = [last]
    for _ in path:
        times.append(times[-1] - rng.randrange(25, 14 * 60) * MINUTE_MS)
    times.reverse()
    return Planned(times[0], tuple(zip(path, times[1:], strict=True)), matter, site)


class Sites:
    """Gives every case its people and its place: what is said about a home is said by who lives
    there, and nothing is said twice of one place."""

    def __init__(self, rng: random.Random):
        self._rng = rng
        self._taken: set[tuple[str, str]] = set()

    def settle(
        self, wanted: texts.Matter, owner: int | None, *, shown: bool
    ) -> tuple[texts.Matter, Site]:
        """The matter, or one like it where this one has been said everywhere, and its site.
        shown: in the grid of the demo's first grid worker, if anything is left to be said there."""
        like = [m for m in texts.MATTERS if m is not wanted and _alike(m, wanted)]
        self._rng.shuffle(like)
        for grids in ({FIRST_GRID}, set(texts.PLACES)) if shown else (set(texts.PLACES),):
            for matter in (wanted, *like):
                free = [s for s in _sites(matter, owner, grids) if s[2:] not in self._taken]
                if free:
                    site = self._rng.choice(free)
                    self._taken.add(site[2:])
                    return matter, site
        raise LookupError(f"nothing like {wanted.title} is left to be said")


def _alike(one: texts.Matter, other: texts.Matter) -> bool:
    """The same deadline, and the same desk where the demo's account must have work."""
    same_desk = (one.department == "property") == (other.department == "property")
    return one.category == other.category and same_desk


def _sites(matter: texts.Matter, owner: int | None, grids: set[str]) -> list[Site]:
    owners = range(1, len(texts.HOMES)) if owner is None else (owner,)
    found = []
    for who in owners:
        home = texts.HOMES[who]
        if matter.at == "home":
            places = [(home.grid, f"{home.address} {home.building} 号楼")]
        else:
            places = [(g, p) for g, kinds in texts.PLACES.items() for p in kinds.get(matter.at, ())]
        title = matter.title.format(b=home.building)
        found += [Site(who, grid, place, title) for grid, place in places if grid in grids]
    return found


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
