"""What a viewer sees of a case: summary, detail, steps, contact."""

import msgspec

from server.rules import history, phones, text
from server.rules.authorisation import Action, Relation
from server.rules.deadlines import clock_colour
from server.rules.states import PromiseRule
from server.services import case_rows as rows
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import types as wire

#: Roles that never learn who filed an anonymous case.
_BLIND_TO_ANONYMOUS = ("handler", "grid_worker", "leader", "admin")


def relation(viewer: Viewer, case: dict) -> Relation:
    """How the viewer stands to the case."""
    return Relation(
        owner=viewer.id is not None and viewer.id == case["owner_id"],
        department=viewer.department_id is not None
        and viewer.department_id == case["department_id"],
        task=viewer.department_id is not None
        and viewer.department_id in case["departments"].split(","),
        grid=viewer.grid_id is not None and viewer.grid_id == case["grid_id"],
        handled=viewer.id is not None and viewer.id == case["handled_by"],
    )


def may_read(window: Window, viewer: Viewer, case: dict) -> bool:
    """Whether the viewer may read the case."""
    roles = window.catalogue.roles
    return roles.allowed(viewer.role, Action.CASE_READ, relation(viewer, case))


def allowed_steps(window: Window, viewer: Viewer, case: dict, steps: list[dict]) -> list[str]:
    """Codes of the steps the viewer may take now. steps: all of the case."""
    if viewer.id is None:
        return []
    rules, roles = window.catalogue.case, window.catalogue.roles
    stands = relation(viewer, case)
    return [
        code
        for code in rules.sent_from.get(case["state"], ())
        if roles.may_take(viewer.role, code, stands)
        and not (rules.steps[code].once and any(step["step"] == code for step in steps))
    ]


def summary_members(window: Window, case: dict, now: int) -> dict:
    """The members of a CaseSummary."""
    reference = window.reference
    grid = reference.grids.get(case["grid_id"])
    clock = clock_colour(now, case["due_at"], case["amber_at"])
    iso = window.zone.iso
    return {
        "number": case["number"],
        "kind": case["kind"],
        "category": case["category"],
        "channel": case["channel"],
        "title": case["title"],
        "state": case["state"],
        "stage": window.catalogue.case.stage(case["kind"], case["state"]),
        "place_text": case["place_text"],
        "grid_id": case["grid_id"],
        "grid_name": grid.name if grid else None,
        "community": grid.community if grid else None,
        "created_at": iso(case["created_at"]),
        "updated_at": iso(case["updated_at"]),
        "due_at": window.zone.iso_or_none(case["due_at"]),
        "clock": clock,
        "tier": reference.deadlines.tier(case["raised"], clock),
        "department_name": reference.department_name(case["department_id"]),
        "photos": case["photos"],
        "version": case["version"],
        "can_rate": bool(case["can_rate"]),
        "joiners": case["joiners"],
        "joined": False,
    }


def summary(window: Window, case: dict, now: int) -> wire.CaseSummary:
    """The case as a row of a list."""
    return wire.CaseSummary(**summary_members(window, case, now))


def actor_label(words: Words, viewer: Viewer, step: dict) -> str:
    """Who took a step, never a resident's name."""
    if step["actor_role"] == "resident":
        own = viewer.id is not None and viewer.id == step["actor_id"]
        return words("actor.you" if own else "actor.resident")
    if step["actor_role"] == "system":
        return words("actor.system")
    return staff_label(words, step["actor_role"], step["actor_no"])


def staff_label(words: Words, role: str, staff_no: str | None) -> str:
    """E.g. 经办人工号 2017."""
    return words(f"actor.{role}", number=staff_no or "—")


def contact(window: Window, tx: Tx, case: dict, viewer: Viewer) -> wire.Contact:
    """Name and phone, masked, as far as the viewer may know them."""
    mode = case["contact_mode"]
    hidden = viewer.id is None or (mode == "anonymous" and viewer.role in _BLIND_TO_ANONYMOUS)
    if hidden or case["owner_id"] is None:
        return wire.Contact(mode, None, None)
    keys = window.keys
    owner = tx.one(rows.ACCOUNT_CONTACT, id=case["owner_id"])
    phone = keys.decrypt(case["contact_phone_enc"], "cases.contact_phone")
    if phone is None and owner is not None:
        phone = keys.decrypt(owner["phone_enc"], "accounts.phone")
    name = None
    if owner is not None and (mode == "named" or viewer.id == case["owner_id"]):
        name = keys.decrypt(owner["name_enc"], "accounts.name")
    return wire.Contact(
        mode, text.mask_name(name) if name else None, phones.mask_phone(phone) if phone else None
    )


def upcoming(window: Window, case: dict) -> list[wire.Next]:
    """What happens next, and by when, as the catalogue promises it for the state."""
    state = window.catalogue.case.states.get(case["state"])
    promises = state.next if state is not None else ()
    return [wire.Next(p.code, window.zone.iso_or_none(_due(window, case, p))) for p in promises]


def _due(window: Window, case: dict, promise: PromiseRule) -> int | None:
    """The moment a promise names; None where it names none or no clock runs."""
    if promise.by != "after":
        return case["due_at"] if promise.by == "due" else None
    since = case["due_at"] or case["updated_at"]
    due = window.reference.deadlines.due(case["kind"], case["category"], promise.state, since)
    return due.due_at if due else None


def detail(
    window: Window,
    tx: Tx,
    case: dict,
    viewer: Viewer,
    words: Words,
    *,
    steps: list[dict] | None = None,
    pictures: list[dict] | None = None,
) -> wire.CaseDetail:
    """The case with its chain, for this viewer. steps and pictures if they are at hand."""
    now = window.now()
    if steps is None:
        steps = tx.all(rows.STEPS_OF, case_id=case["id"])
    if pictures is None:
        has_any = case["attachments"] or any(step["attachments"] for step in steps)
        pictures = tx.all(rows.PICTURES_OF, case_id=case["id"]) if has_any else []
    by_id = {
        p["id"]: wire.Attachment(p["id"], p["content_type"], p["width"], p["height"])
        for p in pictures
    }
    rating = case["rating"]
    return wire.CaseDetail(
        **summary_members(window, case, now),
        description=case["description"],
        place=wire.Place(case["place_text"], case["grid_id"], case["lon"], case["lat"]),
        attachments=_pictures(case["attachments"], by_id),
        contact=contact(window, tx, case, viewer),
        steps=[_step(window, words, viewer, step, by_id) for step in steps],
        actions=allowed_steps(window, viewer, case, steps),
        next=upcoming(window, case),
        rating=None if rating is None else msgspec.json.decode(rating, type=wire.Rating),
        access_count=case["seen"],
        chain_ok=history.chain_holds(case["number"], steps, case["head"]),
    )


def _pictures(ids: str, by_id: dict) -> list[wire.Attachment]:
    return [by_id[i] for i in ids.split(",") if i in by_id] if ids else []


def _step(window: Window, words: Words, viewer: Viewer, step: dict, by_id: dict) -> wire.Step:
    return wire.Step(
        seq=step["seq"],
        step=step["step"],
        at=window.zone.iso(step["at"]),
        actor_role=step["actor_role"],
        actor_label=actor_label(words, viewer, step),
        state=step["state"],
        reason=step["reason"],
        note=step["note"],
        department_name=window.reference.department_name(step["department_id"]),
        basis=step["basis"],
        due_at=window.zone.iso_or_none(step["due_at"]),
        attachments=_pictures(step["attachments"], by_id),
        hash=step["hash"],
    )
