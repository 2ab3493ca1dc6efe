"""Whole numbers: who decides on an application sees, for a while and with a reason that the applicant
reads, the identity and bank numbers that everybody else sees the ends of."""

from server.rules import forms
from server.rules.authorisation import Action
from server.services import access, corrections, definitions, results, steps, views
from server.services.errors import Refusal
from server.services.filled import Filled
from server.services.reference import ReferenceData
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import affairs as wire

#: The form that asks why.
FORM = "whole"
#: What the ledger says of it.
PURPOSE = "whole"
#: How long one reason holds: asked again within it, the numbers are shown without another line.
SHOWN_MS = 600_000


def form_of(reference: ReferenceData) -> dict:
    """What is asked before the numbers are shown."""
    return reference.forms.by_code[FORM]


def decides_now(window: Window, viewer: Viewer, case: dict) -> bool:
    """Whether the viewer may grant or deny the case as it is now."""
    rules, stands = window.catalogue.case, views.relation(window, viewer, case)
    return any(
        window.catalogue.roles.may_take(viewer.role, code, stands)
        and case["state"] in rules.steps[code].start
        for code in (results.GRANT, results.DENY)
    )


def show(
    window: Window, tx: Tx, viewer: Viewer, number: str, body: dict, words: Words
) -> wire.WholeNumbers:
    """The numbers, written down before they are answered. Raises Refusal not_found, forbidden,
    conflict (there is nothing to decide now), invalid."""
    case = steps.readable(window, tx, viewer, number, lock=True)
    stands = views.relation(window, viewer, case)
    if not window.catalogue.roles.allowed(viewer.role, Action.CASE_WHOLE, stands):
        raise Refusal("forbidden")
    if case["service"] is None or not decides_now(window, viewer, case):
        raise Refusal("conflict")
    values, problems = forms.check(form_of(window.reference), body, window.reference.known)
    if problems:
        raise Refusal("invalid", problems)
    now = window.now()
    since = access.last_sight(tx, case["id"], viewer, PURPOSE)
    if since is None or not 0 <= now - since < SHOWN_MS:
        access.note(tx, case, viewer, PURPOSE, now, values["reason"])
        since = now
    definition = definitions.of_case(tx, case)
    answers = corrections.answers(window, tx, case, corrections.steps_of(tx, case))
    shown = Filled(definition, words, {}).lines(answers)
    whole = Filled(definition, words, {}, whole=True).lines(answers)
    items = [
        wire.WholeLine(full.path, full.label, full.value)
        for masked, full in zip(shown, whole, strict=True)
        if masked.value != full.value
    ]
    return wire.WholeNumbers(items, window.zone.iso(since + SHOWN_MS))
