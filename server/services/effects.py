"""What steps do to a case beside moving it: small functions that case.json calls by name."""

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from server.services import corrections, results
from server.services.window import Viewer, Window
from server.store.tx import Tx
from server.wire import types as wire


class Change(NamedTuple):
    """A step that is being taken: the case is in its new state already. values: the checked members
    of its form; now: ms."""

    window: Window
    tx: Tx
    case: dict
    viewer: Viewer
    values: dict
    now: int


Effect = Callable[[Change], None]


def _assign(change: Change) -> None:
    change.case["department_id"] = change.values["department_id"]
    if change.case["grid_id"] is None:
        change.case["grid_id"] = change.values.get("grid_id")


def _release(change: Change) -> None:
    change.case["department_id"] = None


def _count_return(change: Change) -> None:
    change.case["returns"] += 1


def _set_handler(change: Change) -> None:
    change.case["handled_by"] = change.viewer.id


def _allow_rating(change: Change) -> None:
    # What nobody asked for nobody rates: a report of who walks the grid.
    asked_for = change.case["owner_id"] or change.case["person_id"]
    change.case["can_rate"] = 1 if asked_for else 0


def _keep_rating(change: Change) -> None:
    values, at = change.values, change.window.zone.iso(change.now)
    praises, faults = values.get("praises", []), values.get("faults", [])
    rating = wire.Rating(
        values["score"], values["solved"], values.get("comment"), at, praises, faults
    )
    change.case["rating"] = msgspec.json.encode(rating).decode()
    change.case["can_rate"] = 0


def _raise(change: Change) -> None:
    change.case["raised"] += 1
    change.case["reopened"] += 1


#: By the names that case.json may use.
EFFECTS: dict[str, Effect] = {
    "assign": _assign,
    "release": _release,
    "count_return": _count_return,
    "set_handler": _set_handler,
    "allow_rating": _allow_rating,
    "keep_rating": _keep_rating,
    "raise": _raise,
    "ask_for": corrections.ask_for,
    "give_grace": corrections.give_grace,
    "go_on": corrections.go_on,
    "keep_promise": corrections.keep_promise,
    "waive_promise": corrections.waive_promise,
    "issue": results.issue,
}


def run(change: Change, names: tuple[str, ...]) -> None:
    """The effects of a step, in the order of its row."""
    for name in names:
        EFFECTS[name](change)
