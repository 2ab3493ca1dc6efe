"""What holds of an activity (活动): whom it is for, whether one can sign up now, and who of those that
wait gets the places that are free."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from server.rules.verdicts import DOES_NOT, FITS, NEEDS_FACTS, judge

IN, WAITING, CANCELLED = "in", "waiting", "cancelled"
OPEN, FULL, CLOSED, OVER, CALLED_OFF = "open", "full", "closed", "over", "called_off"
#: Most places, most people with one sign-up, most sign-ups that wait.
MOST_PLACES, MOST_EACH, MOST_WAITING = 2000, 10, 500
#: How long before its beginning attendance can be noted.
DOOR_MS = 2 * 3_600_000
#: Group → what of a person's facts says that they belong to it.
GROUPS: Mapping[str, list] = {
    "elderly": ["ge", ["years", ["fact", "person.birth_date"], ["today"]], 60],
    "disabled": ["not", ["eq", ["fact", "person.disability"], "none"]],
    "hardship": ["eq", ["fact", "person.minimum_living"], True],
    "veteran": ["eq", ["fact", "person.veteran"], True],
    "newcomer": ["not", ["eq", ["fact", "person.local_household"], True]],
}


def belongs(group: str | None, facts: Mapping[str, Any], today: date) -> bool | None:
    """Whether somebody of whom these facts are known (a tree) is of the group; None: not known. Everybody
    is of none."""
    if group is None:
        return True
    verdict = judge([{"id": group, "require": GROUPS[group]}], facts, today)
    return {FITS: True, DOES_NOT: False, NEEDS_FACTS: None}[verdict.outcome]


def state(activity: Mapping, taken: int, waits: int, now: int) -> str:
    """`called_off`, `over` (it has begun), `closed` (signing up is over), `full` (nobody can wait any more
    either) or `open`. taken: people who have a place; waits: sign-ups that wait."""
    if activity["called_off_at"] is not None:
        return CALLED_OFF
    if activity["begins_at"] <= now:
        return OVER
    if activity["closes_at"] <= now:
        return CLOSED
    room = taken < activity["places"] or (activity["waiting"] and waits < MOST_WAITING)
    return OPEN if room else FULL


def moving_up(waiting: Iterable[Mapping], left: int) -> list[Mapping]:
    """Of those that wait, in their order, who gets the places that are left: who is more people than are
    left keeps waiting, the next may fit."""
    moved = []
    for row in waiting:
        if row["people"] <= left:
            left -= row["people"]
            moved.append(row)
    return moved
