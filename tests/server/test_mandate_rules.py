"""What a mandate allows, walked over scope × term × revocation and death × role × channel × matter × person."""

import itertools

import pytest

from server.rules import mandates as rules
from server.rules.mandates import Act, Mandate, Matters

DAYS = {"before": "2026-11-22", "first": "2026-11-23", "last": "2026-12-22", "after": "2026-12-23"}
MATTER = {
    "service": {"service": "elder_allowance"},
    "other service": {"service": "residence_permit"},
    "appeal": {"category": "help"},
    "other appeal": {"category": "complaint"},
    "case": {"case": "320599S202611230000010"},
    "other case": {"case": "320599S202611230000029"},
    "nothing": {},
}
NAMED = ("service", "appeal", "case")
WALK = list(
    itertools.product(
        rules.HELPERS,
        ("grid_worker", "resident", "dispatcher", "handler", "supervisor"),
        ("assisted", "portal", "kiosk"),
        rules.SCOPES,
        (("file",), ("follow", "supplement"), rules.SCOPES),
        DAYS,
        ("", "revoked", "died"),
    )
)
REST = list(itertools.product(MATTER, (False, True), ("p", "q"), ("h", "i")))


def mandate(kind, scopes, ended="") -> Mandate:
    matters = Matters(("elder_allowance",), ("help",), ("320599S202611230000010",))
    term = DAYS["first"], DAYS["last"]
    return Mandate("p", "h", kind, matters, scopes, *term, ended == "revoked", ended == "died")


def expected(kind, role, channel, scope, scopes, day, ended, matter, own, person, helper) -> bool:
    """Said once more in other words: every condition must hold."""
    right_way = {
        "grid_worker": role == "grid_worker" and channel == "assisted",
        "family": role == "resident" and channel == "portal",
        "volunteer": role == "resident" and channel == "portal",
    }[kind]
    in_time = day in ("first", "last")
    who = person == "p" and helper == "h"
    what = matter in NAMED and scope in scopes
    return right_way and in_time and not ended and who and what and not own


@pytest.mark.parametrize("rest", REST, ids=["-".join(map(str, one)) for one in REST])
def test_an_act_is_allowed_exactly_when_everything_holds(rest):
    matter, own, person, helper = rest
    count = 0
    for kind, role, channel, scope, scopes, day, ended in WALK:
        act = Act(scope, person, helper, role, channel, DAYS[day], own=own, **MATTER[matter])
        wrong = rules.verdict(mandate(kind, scopes, ended), act)
        may = expected(kind, role, channel, scope, scopes, day, ended, *rest)
        assert (wrong is None) == may, (kind, role, channel, scope, scopes, day, ended, wrong)
        count += wrong is None
    # Both are walked: what is allowed, and what is not.
    assert (count > 0) == (matter in NAMED and not own and (person, helper) == ("p", "h"))


def test_each_reason_has_a_code_of_its_own():
    fine = Act(
        "file", "p", "h", "grid_worker", "assisted", DAYS["first"], service="elder_allowance"
    )
    running = mandate("grid_worker", ("file",))
    revoked = running._replace(revoked=True)
    assert rules.verdict(running, fine) is None
    wrong = {
        "unknown": (None, fine),
        "other_person": (running, fine._replace(person="q")),
        "other_helper": (running, fine._replace(helper="i")),
        "revoked": (revoked, fine),
        "dead": (running._replace(person_died=True), fine),
        "not_begun": (running, fine._replace(day=DAYS["before"])),
        "expired": (running, fine._replace(day=DAYS["after"])),
        "out_of_scope": (running, fine._replace(scope="rate")),
        "other_matter": (running, fine._replace(service="residence_permit")),
        "own_matter": (running, fine._replace(own=True)),
    }
    assert {code: rules.verdict(*case) for code, case in wrong.items()} == {c: c for c in wrong}


def test_a_mandate_is_not_handed_on():
    running = mandate("grid_worker", rules.SCOPES)
    for role, channel in rules.WAYS.values():
        act = Act("file", "p", "another", role, channel, DAYS["first"], category="help")
        assert rules.verdict(running, act) == "other_helper"
