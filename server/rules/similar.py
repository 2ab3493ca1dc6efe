"""Which open cases may be the same thing as what somebody is writing (docs/api.md says the rule)."""

import math
import re

MOST = 5
#: The least share of a title's pairs of characters that must be in what was written.
LEAST_WORDS = 0.15
WORDS_WEIGHT, NEAR_WEIGHT, FRESH_WEIGHT = 4.0, 2.0, 1.0
#: At this distance nearness is a half, metres.
NEAR_METRES = 200.0
#: Nearness of a case in the same grid when a position is missing.
SAME_GRID = 0.5
FRESH_MS = 90 * 86_400_000
EARTH_METRES = 6_371_000.0

_LETTERS = re.compile(r"[a-z0-9\u3400-\u9fff]+")
_COMMON = frozenset("的了是在有和不也很都就")


def pairs(text: str) -> frozenset[str]:
    """Neighbouring characters of the words of a text, without pairs of only common ones."""
    found = set()
    for run in _LETTERS.findall(text.lower()):
        found |= {run[i : i + 2] for i in range(len(run) - 1)}
    return frozenset(pair for pair in found if not set(pair) <= _COMMON)


def shared(written: frozenset[str], title: frozenset[str]) -> float:
    """The share of the title's pairs that are in what was written, 0 to 1."""
    return len(written & title) / len(title) if title else 0.0


def metres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Distance over ground of two places near each other."""
    x = math.radians(lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return math.hypot(x, math.radians(lat2 - lat1)) * EARTH_METRES


def score(words: float, distance: float | None, same_grid: bool, age_ms: int) -> float | None:
    """How likely it is the same thing; None if the words have too little in common.

    4 × words + 2 × nearness + 1 × freshness, each 0 to 1. distance in metres, None if one of
    the two has no position.
    """
    if words < LEAST_WORDS:
        return None
    if distance is not None:
        near = 1 / (1 + distance / NEAR_METRES)
    else:
        near = SAME_GRID if same_grid else 0.0
    fresh = max(0.0, 1 - max(0, age_ms) / FRESH_MS)
    return WORDS_WEIGHT * words + NEAR_WEIGHT * near + FRESH_WEIGHT * fresh
