"""Several applications under one number, as who asked for them sees them: state, promised day and
receipt follow from the cases, and are written down nowhere."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import bundles as composed
from server.rules import history
from server.rules.audiences import OWNER, TRACKER
from server.rules.deadlines import clock_colour
from server.services import (
    application_views,
    case_rows,
    definitions,
    filled,
    receipts,
    titles,
    views,
)
from server.services.query_codes import query_code
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables as t
from server.store.bundle_tables import bundles
from server.store.tx import Tx
from server.wire import types as wire

#: What a bundle is shown as; its states are those of an application.
KIND = "application"
_FIND = sa.select(bundles).where(bundles.c.number == bindparam("number"))
_CASES = sa.select(t.cases).where(t.cases.c.bundle == bindparam("number")).order_by(t.cases.c.id)
#: Once all have ended: the first of these that one of them is in.
_ENDS = ("closed", "denied", "refused")


def find(tx: Tx, number: str) -> dict | None:
    """The row of a bundle."""
    return tx.one(_FIND, number=number)


def own(tx: Tx, viewer: Viewer, number: str) -> dict | None:
    """The row of a bundle that the viewer asked for, or a helper for them."""
    bundle = find(tx, number)
    return bundle if bundle is not None and viewer.has_filed(bundle) else None


def receivable(tx: Tx, viewer: Viewer, number: str) -> dict | None:
    """The row of a bundle whose receipt is the viewer's: their own, or that they filed for somebody."""
    bundle = find(tx, number)
    if bundle is None or not (viewer.has_filed(bundle) or bundle["filed_by"] == viewer.id):
        return None
    return bundle


def cases_of(tx: Tx, bundle: Mapping) -> list[dict]:
    """Its cases, in the order of its members."""
    return tx.all(_CASES, number=bundle["number"])


def version_of(cases: Iterable[Mapping]) -> int:
    """Grows with every step of any of them."""
    return sum(case["version"] for case in cases)


def state_of(window: Window, cases: Sequence[Mapping]) -> str:
    """How far the whole is: where the applicant has to act first, else where most is still to come."""
    is_open = window.catalogue.case.is_open
    there = {case["state"] for case in cases}
    going = {state for state in there if is_open(state)}
    if not going:
        return next((state for state in _ENDS if state in there), "withdrawn")
    if "correction" in going:
        return "correction"
    return going.pop() if len(going) == 1 else "reviewing"


def promised(window: Window, cases: Iterable[Mapping]) -> str | None:
    """The one day that is promised: the latest of its cases'. None once all have ended."""
    days = [
        one.by
        for case in cases
        if window.catalogue.case.is_open(case["state"])
        for one in views.upcoming(window, dict(case))
        if one.by is not None
    ]
    return max(days, default=None)


def parts(window: Window, tx: Tx, cases: Iterable[Mapping], words: Words) -> list[wire.BundlePart]:
    """Each case as a line."""
    return [
        wire.BundlePart(
            number=case["number"],
            title=titles.of(tx, case, words),
            state=case["state"],
            stage=window.catalogue.case.stage(case["kind"], case["state"]),
            due_at=promised(window, [case]),
            department_name=window.reference.department_name(case["department_id"]),
        )
        for case in cases
    ]


def _next(window: Window, cases: Sequence[Mapping]) -> list[wire.Next]:
    """What happens next: what the applicant has to do first, and the promised day."""
    by = promised(window, cases)
    if by is None:
        return []
    asked = [case["due_at"] for case in cases if case["state"] == "correction"]
    iso = window.zone.iso
    first = [wire.Next("correct_by", iso(min(asked)))] if asked else []
    return [*first, wire.Next("decide_by", by), wire.Next("collect", None)]


def detail(
    window: Window, tx: Tx, bundle: dict, viewer: Viewer, words: Words, *, tracked: bool = False
) -> wire.CaseDetail:
    """The whole in the shape of a case, for who asked for it, or who has its number and code."""
    cases, now, iso = cases_of(tx, bundle), window.now(), window.zone.iso
    rules, reference = window.catalogue.case, window.reference
    state, due = state_of(window, cases), promised(window, cases)
    definition = definitions.of_case(tx, bundle)
    open_ones = [case for case in cases if rules.is_open(case["state"])]
    latest = max((c for c in open_ones if c["due_at"]), key=lambda c: c["due_at"], default=None)
    clock = clock_colour(now, latest and latest["due_at"], latest and latest["amber_at"])
    may_go = any(case["state"] in rules.steps["withdraw"].start for case in cases)
    chains = [tx.all(case_rows.STEPS_OF, case_id=case["id"]) for case in cases]
    shown_to = window.projections[TRACKER if tracked else OWNER]
    answers = msgspec.json.decode(bundle["answers"], type=dict)
    service = definition.service
    found = wire.CaseDetail(
        number=bundle["number"],
        kind=KIND,
        category=cases[0]["category"],
        channel=bundle["channel"],
        title=definition.title(words.language),
        state=state,
        stage=rules.stage(KIND, state),
        place_text="",
        grid_id=None,
        grid_name=None,
        community=None,
        created_at=iso(bundle["created_at"]),
        updated_at=iso(max(case["updated_at"] for case in cases)),
        due_at=due,
        clock="paused" if rules.is_paused(state) else clock,
        tier=max(reference.deadlines.tier(case["raised"], clock) for case in cases),
        department_name=reference.department_name(service["department"]),
        photos=sum(case["photos"] for case in cases),
        version=version_of(cases),
        can_rate=False,
        reopened=any(case["reopened"] for case in cases),
        joiners=0,
        joined=False,
        description="",
        place=wire.Place("", None, None, None),
        attachments=[],
        contact=wire.Contact(cases[0]["contact_mode"], None, None),
        # It was filed once; what became of each stands with each.
        steps=[views.step_line(window, words, viewer, chains[0][0], {}, None)],
        filed_by=views.filed_by(words, viewer, bundle, chains[0][0], None),
        actions=["withdraw"] if viewer.has_filed(bundle) and may_go else [],
        next=_next(window, cases),
        rating=None,
        access_count=sum(case["seen"] for case in cases),
        chain_ok=all(
            history.chain_holds(case["number"], steps, case["head"])
            for case, steps in zip(cases, chains, strict=True)
        ),
        **{
            **application_views.NONE,
            "service": bundle["service"],
            "service_title": definition.title(words.language),
            "filled": filled.Filled(_asked(definition), words, {}).lines(answers),
            "parts": parts(window, tx, cases, words),
        },
    )
    return shown_to.apply(found, named=True)


def _asked(definition: definitions.Definition) -> definitions.Definition:
    """The definition with the questions alone: everything else stands with the cases."""
    form = definition.form
    own = [f for f in form["fields"] if f["path"].startswith(f"{composed.ASKS}.")]
    return definition._replace(form={**form, "fields": own})


def sheet(
    window: Window, tx: Tx, bundle: dict, viewer: Viewer, base: str, words: Words
) -> wire.ReceiptSheet:
    """The receipt of the whole, with everything that was asked for; as receipts.sheet."""
    cases = cases_of(tx, bundle)
    first = tx.all(case_rows.STEPS_OF, case_id=cases[0]["id"])[0]
    definition = definitions.of_case(tx, bundle)
    return receipts.made(
        window,
        words,
        base,
        number=bundle["number"],
        query_code=query_code(window, bundle["number"], bundle["code_salt"]),
        kind=KIND,
        category=cases[0]["category"],
        title=definition.title(words.language),
        created_at=bundle["created_at"],
        upcoming=_next(window, cases),
        department_name=window.reference.department_name(definition.service["department"]),
        parts=parts(window, tx, cases, words),
        filed_by=receipts.filed_by(window, tx, viewer, bundle, first, words),
    )
