"""What happens between the papers and the result (办理步骤): the steps of a service, its own where its file has
them, else those that follow from what is known of it. They are the guide's: where a case stands is told by
the stages of its kind (case.json), and what a stage means for a service by the steps that fall into it."""

from collections.abc import Mapping
from typing import Any

#: Who does a step: whoever asks for it, the service centre, the department, somebody else.
YOU, CENTRE, DEPARTMENT, OTHER = WHO = ("you", "centre", "department", "other")
#: Where somebody has to be for it: at the window, at home, where it is agreed.
WINDOW, HOME, AGREED = COME = ("window", "home", "agreed")

PREPARE, HAND_IN, AT_WINDOW, ACCEPT = "prepare", "hand_in", "at_window", "accept"
ON_THE_SPOT, REVIEW, REVIEW_TOGETHER = "on_the_spot", "review", "review_together"
DECIDE, RESULT = "decide", "result"
#: Steps that any service may have by their names alone: what is known of each.
STANDARD: Mapping[str, Mapping[str, Any]] = {
    PREPARE: {"who": YOU},
    HAND_IN: {"who": YOU},
    AT_WINDOW: {"who": YOU, "come": WINDOW},
    ACCEPT: {"who": CENTRE},
    ON_THE_SPOT: {"who": CENTRE},
    REVIEW: {"who": DEPARTMENT},
    REVIEW_TOGETHER: {"who": DEPARTMENT},
    DECIDE: {"who": DEPARTMENT},
    RESULT: {"who": DEPARTMENT},
}
#: The kind, category and state of a case during ACCEPT, as deadlines.json says how long it may last.
TAKEN_IN = ("application", "", "submitted")
#: The step whose time is what the service promises.
_PROMISED = (ON_THE_SPOT, DECIDE)
#: The stage of an application (case.json) that a step is, and the one in which what comes after it lies.
_STAGE = {ACCEPT: (0, 1), REVIEW: (1, 1), REVIEW_TOGETHER: (1, 1), DECIDE: (2, 3), RESULT: (3, 3)}


def needed(service: Mapping) -> tuple[str, ...]:
    """The steps that a service which says its own has among them: what a case of it goes through."""
    return (AT_WINDOW,) if service.get("form") is None else (HAND_IN, ACCEPT, DECIDE)


def usual(service: Mapping) -> list[dict]:
    """The steps that follow from what is known of a service, as its file would have them."""
    names = [PREPARE] if service.get("materials") else []
    if service.get("form") is not None:
        review = REVIEW_TOGETHER if "bundle" in service else REVIEW
        names += [HAND_IN, ACCEPT, review, DECIDE, RESULT]
    elif service["time"]["promised"] <= 1:
        names += [AT_WINDOW, ON_THE_SPOT, RESULT]
    else:
        names += [AT_WINDOW, REVIEW, DECIDE, RESULT]
    return [{"id": name} for name in names]


def steps_of(service: Mapping, accept_days: int | None = None) -> list[dict]:
    """The steps with all that is known of each: id, who, and where there are any come and days (working
    days, at most). accept_days: within how many an application is taken in; None: not said."""
    found = []
    for step in service.get("steps") or usual(service):
        whole = {**STANDARD.get(step["id"], {}), **step}
        if step["id"] in _PROMISED:
            whole.setdefault("days", service["time"]["promised"])
        if step["id"] == ACCEPT and accept_days is not None:
            whole.setdefault("days", accept_days)
        found.append(whole)
    return found


def keys_of(step: str) -> tuple[str, str]:
    """The keys of what a step is called and what happens in it, below a service or shared."""
    return f"step.{step}.title", f"step.{step}.text"


def say(service: Mapping, words: dict[str, str], common: Mapping[str, str]) -> None:
    """Put the texts of the steps among the service's where it has none of its own."""
    own = f"service.{service['code']}."
    if own + "result" in words:  # what somebody gets is said once
        words.setdefault(own + keys_of(RESULT)[1], words[own + "result"])
    for step in steps_of(service):
        for key in keys_of(step["id"]):
            if key in common:
                words.setdefault(own + key, common[key])


def at_stage(service: Mapping, stage: int) -> list[str]:
    """The names of the steps that a stage of an application consists of, in their order."""
    found: list[str] = []
    now = None  # nothing is handed in yet
    for step in service.get("steps") or usual(service):
        here, after = _STAGE.get(step["id"], (now, now))
        if here == stage:
            found.append(step["id"])
        now = after
    return found
