"""What a mandate (委托) allows: one verdict over person, helper, term, revocation, scope and matter.

There is no sub-delegation: only the helper who is named acts, and only in the way of its kind. The
day is the street's own at the arrival of an act: what was revoked or ended meanwhile stops what
comes from a device later.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

FILE, FOLLOW, SUPPLEMENT, RATE = SCOPES = ("file", "follow", "supplement", "rate")
GRID_WORKER, FAMILY, VOLUNTEER = HELPERS = ("grid_worker", "family", "volunteer")
SIGNATURE, WITNESS, REFUSAL, PORTAL = EVIDENCE = ("signature", "witness", "refusal", "portal")
#: Helper → the role of its account and the channel it acts through.
WAYS: Mapping[str, tuple[str, str]] = {
    GRID_WORKER: ("grid_worker", "assisted"),
    FAMILY: ("resident", "portal"),
    VOLUNTEER: ("resident", "portal"),
}
#: The longest term, days.
LONGEST = 366


class Matters(NamedTuple):
    """What a mandate is about: services by code, appeals by category, cases by number."""

    services: Collection[str] = ()
    appeals: Collection[str] = ()
    cases: Collection[str] = ()


class Mandate(NamedTuple):
    """A mandate as it decides. Days are ISO, both counted."""

    person: str
    helper: str
    helper_kind: str
    matters: Matters
    scopes: Collection[str]
    first_day: str
    last_day: str
    revoked: bool
    person_died: bool = False


class Act(NamedTuple):
    """What a helper wants to do. service, category or case: what it is about; bundle: the service of
    several that it was asked for with, which names it too; own: it is about the helper, or the helper
    is the person."""

    scope: str
    person: str
    helper: str
    role: str
    channel: str
    day: str
    service: str | None = None
    category: str | None = None
    case: str | None = None
    bundle: str | None = None
    own: bool = False


def state(mandate: Mandate, day: str) -> str:
    """running, not_begun, expired, revoked or dead: it ends with the person who gave it, and holds again
    when the register was wrong."""
    if mandate.revoked:
        return "revoked"
    if day > mandate.last_day:
        return "expired"
    if mandate.person_died:
        return "dead"
    return "not_begun" if day < mandate.first_day else "running"


def verdict(mandate: Mandate | None, act: Act) -> str | None:
    """The field code that says why the act is not allowed; None when it is."""
    if mandate is None:
        return "unknown"
    if mandate.person != act.person:
        return "other_person"
    if mandate.helper != act.helper or WAYS.get(mandate.helper_kind) != (act.role, act.channel):
        return "other_helper"
    now = state(mandate, act.day)
    if now != "running":
        return now
    if act.scope not in mandate.scopes:
        return "out_of_scope"
    if not is_about(mandate.matters, act):
        return "other_matter"
    return "own_matter" if act.own else None


def is_about(matters: Matters, act: Act) -> bool:
    """Whether what a helper wants to do is one of the matters."""
    return (
        (act.service is not None and act.service in matters.services)
        or (act.bundle is not None and act.bundle in matters.services)
        or (act.category is not None and act.category in matters.appeals)
        or (act.case is not None and act.case in matters.cases)
    )
