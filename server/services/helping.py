"""By which mandate a helper does something to a case that is there: what it allows now, and who the helper
is to the person. services/helped and services/steps act by it, services/views shows it.
"""

from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import mandates as rules
from server.rules import staff_numbers
from server.rules.authorisation import Action
from server.rules.device_time import Made
from server.services import mandates, people
from server.services.errors import invalid
from server.services.window import Viewer, Window
from server.store.bundle_tables import bundles
from server.store.mandate_tables import mandate_acts
from server.store.tables import steps
from server.store.tx import Tx

SUPPLEMENT, HAND_IN, CORRECT = "supplement", "hand_in", "correct"
#: Steps of the person's own that its helper takes too, each under the scope `supplement`.
STEPS = (SUPPLEMENT, HAND_IN, CORRECT)
#: Steps by which a colleague judges what became of a case.
VERIFYING = ("verify_pass", "verify_fail")
#: Stands in a step (actor_for) for the person it was taken for; no staff number has such a sign.
FOR_PERSON = "@person"
#: Answers, and columns of a case, in which a report names whom it is about.
_TOLD = ("title", "description", "place.text", "place_text", "contact.name")
_A, _S = mandate_acts.c, steps.c
_TOGETHER = sa.select(bundles.c.service).where(bundles.c.number == bindparam("number"))


_ACTED = (
    sa.select(_A.id)
    .where(
        _A.case_id == bindparam("case"),
        _A.helper_id == bindparam("account"),
        _A.act != sa.literal_column(f"'{rules.FOLLOW}'"),
    )
    .limit(1)
)
_VERIFIED = (
    sa.select(_S.seq)
    .where(
        _S.case_id == bindparam("case"),
        _S.actor_id == bindparam("account"),
        _S.step.in_([sa.literal_column(f"'{step}'") for step in VERIFYING]),
    )
    .limit(1)
)


class Verdict(NamedTuple):
    """Whether one of a helper's mandates allows an act. row: the mandate that does; wrong: why none
    does, None where none is about the case at all."""

    row: dict | None
    wrong: str | None


def channel_of(helper: Viewer) -> str:
    """Through which window a helper acts."""
    return "assisted" if helper.role == "grid_worker" else "portal"


def is_own(helper: Viewer, account: str | None, values: Mapping) -> bool:
    """Whether the helper would help against themselves: the person's account is the helper's, or a
    complaint names the helper's own staff number. values: of the filing, by path, or of the case."""
    if account is not None and account == helper.id:
        return True
    number = helper.staff_no
    if number is None or values.get("category") != "complaint":
        return False
    return any(staff_numbers.names(number, values.get(name) or "") for name in _TOLD)


def has_acted(tx: Tx, viewer: Viewer, case: Mapping) -> bool:
    """Whether the viewer did something to the case under a mandate, beside looking at it."""
    return tx.one(_ACTED, case=case["id"], account=viewer.id or "") is not None


def _has_verified(tx: Tx, viewer: Viewer, case: Mapping) -> bool:
    """Whether it was the viewer who judged what became of the case."""
    return tx.one(_VERIFIED, case=case["id"], account=viewer.id or "") is not None


def may_help(window: Window, viewer: Viewer, case: Mapping) -> bool:
    """Whether the viewer may help with cases of others, and this is none of its own."""
    known = window.catalogue.roles.knows(viewer.role, Action.CASE_HELPED)
    return known and not viewer.has_filed(case)


def judge(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    row: Mapping,
    person: Mapping | None,
    case: Mapping,
    scope: str,
) -> str | None:
    """Why the mandate does not allow the act on the case now; None when it does."""
    if person is None:
        return "other_person"
    act = rules.Act(
        scope=scope,
        person=person["id"],
        helper=viewer.id or "",
        role=viewer.role,
        channel=channel_of(viewer),
        day=window.today().isoformat(),
        service=case["service"],
        category=case["category"],
        case=case["number"],
        bundle=tx.value(_TOGETHER, number=case["bundle"]) if case["bundle"] else None,
        own=is_own(viewer, person["account_id"], case)
        or (scope == rules.RATE and _has_verified(tx, viewer, case)),
    )
    known = mandates.rule_of(row, person)
    # Who has no mandate about a case does not learn from the answer that it is this person's.
    if not rules.is_about(known.matters, act):
        return "other_matter"
    return rules.verdict(known, act)


def verdict(
    window: Window, tx: Tx, viewer: Viewer, case: Mapping, scope: str, *, lock: bool = False
) -> Verdict:
    """What the viewer's mandates say of an act on the case now. lock: nobody revokes the one that
    allows it until the commit."""
    wrong = None
    for listed in mandates.of_helper(tx, viewer.id or ""):
        person = people.by_id(tx, listed["person_id"])
        if not _is_of(tx, person, case):
            continue
        row = mandates.by_id(tx, listed["id"], lock=True) if lock else listed
        if row is None:
            continue
        said = judge(window, tx, viewer, row, person, case, scope)
        if said is None:
            return Verdict(row, None)
        if said != "other_matter":
            wrong = wrong or said
    return Verdict(None, wrong)


def _is_of(tx: Tx, person: Mapping | None, case: Mapping) -> bool:
    if person is None:
        return False
    by_account = person["account_id"] is not None and person["account_id"] == case["owner_id"]
    return by_account or case["person_id"] in people.ids_of(tx, person)


def allowed(window: Window, tx: Tx, viewer: Viewer, case: Mapping, scope: str) -> dict | None:
    """The mandate that allows the act until the commit; None where no mandate of the viewer is about
    the case. Raises Refusal invalid at `mandate`."""
    found = verdict(window, tx, viewer, case, scope, lock=True)
    if found.wrong is not None:
        raise invalid("mandate", found.wrong)
    return found.row


def note(window: Window, tx: Tx, viewer: Viewer, case: Mapping, row: Mapping, scope: str) -> None:
    """Write the act down for the person to read."""
    now = window.now()
    mandates.note_act(tx, row, scope, case["id"], viewer.id or "", Made(None, now), now)
