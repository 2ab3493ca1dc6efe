"""What a viewer sees of a case: summary, detail, steps, contact."""

from collections.abc import Mapping

import msgspec

from server.rules import audiences, history, phones, tasks, text
from server.rules import mandates as mandate_rules
from server.rules.audiences import JOINER, OWNER, PUBLIC
from server.rules.authorisation import Action, Relation
from server.rules.deadlines import clock_colour
from server.rules.form_set import ASKED
from server.rules.states import PromiseRule
from server.services import application_views, corrections, helping, people, promised, titles
from server.services import case_rows as rows
from server.services.projection import Projection
from server.services.window import TRACKER, Cover, Viewer, Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import types as wire


def relation(window: Window, viewer: Viewer, case: dict) -> Relation:
    """How the viewer stands to the case: by itself, and as a substitute to the task that is open
    now, and to nothing else."""
    own = own_relation(viewer, case)
    cover = covered(window, viewer, case)
    if cover is None:
        return own
    if cover.grid_id is not None:
        return own._replace(grid=True)
    return own._replace(department=True, task=True)


def standing(window: Window, tx: Tx, viewer: Viewer, case: dict) -> Relation:
    """The same, with what it did to the case under a mandate: what decides on steps."""
    acted = helping.has_acted(tx, viewer, case)
    return relation(window, viewer, case)._replace(acted=acted)


def covered(window: Window, viewer: Viewer, case: dict) -> Cover | None:
    """Whom the viewer stands in for at the open task of the case; nobody where it is its own."""
    if not viewer.covers or case["id"] in viewer.unseen:
        return None
    kind = window.catalogue.case.task(case["kind"], case["state"])
    want = tasks.wanted(kind, case["department_id"], case)
    if want is None:
        return None
    whose = {"department": viewer.department_id, "grid": viewer.grid_id}
    if whose.get(want.owner_kind) == want.owner_id:
        return None
    return next((c for c in viewer.covers if c.owns(want.owner_kind, want.owner_id)), None)


def own_relation(viewer: Viewer, case: dict) -> Relation:
    """How the viewer stands to the case, whoever else is away."""
    return Relation(
        owner=viewer.has_filed(case),
        department=viewer.department_id is not None
        and viewer.department_id == case["department_id"],
        task=viewer.department_id is not None
        and viewer.department_id in case["departments"].split(","),
        grid=viewer.grid_id is not None
        and viewer.grid_id == case["grid_id"]
        and case["id"] not in viewer.unseen,
        handled=viewer.id is not None and viewer.id == case["handled_by"],
        assisted=viewer.id is not None and viewer.id == case["filed_by"],
    )


def may_read(window: Window, viewer: Viewer, case: dict) -> bool:
    """Whether the viewer may read the case."""
    roles = window.catalogue.roles
    return roles.allowed(viewer.role, Action.CASE_READ, relation(window, viewer, case))


def projection(window: Window, viewer: Viewer, case: dict) -> Projection:
    """What the viewer sees of the case; a role that no audience has sees what everybody sees."""
    if viewer.has_filed(case):
        return window.projections[OWNER]
    if viewer.role == TRACKER.role:
        return window.projections[audiences.TRACKER]
    audience = window.catalogue.audiences.of_role.get(viewer.role)
    return window.projections[audience.code if audience else PUBLIC]


def allowed_steps(
    window: Window, tx: Tx, viewer: Viewer, case: dict, steps: list[dict]
) -> list[str]:
    """Codes of the steps the viewer may take now. steps: all of the case."""
    if viewer.id is None:
        return []
    roles, stands = window.catalogue.roles, standing(window, tx, viewer, case)
    own = [
        code
        for code in window.catalogue.case.sent_from.get(case["state"], ())
        if roles.may_take(viewer.role, code, stands) and _is_due(window, tx, case, code, steps)
    ]
    return own + helper_steps(window, tx, viewer, case, steps)


def helper_steps(
    window: Window, tx: Tx, viewer: Viewer, case: dict, steps: list[dict]
) -> list[str]:
    """Codes of the steps that a mandate lets the viewer take for the person now. steps: all of the
    case."""
    if not helping.may_help(window, viewer, case):
        return []
    due = [
        code
        for code in window.catalogue.case.sent_from.get(case["state"], ())
        if code in helping.STEPS and _is_due(window, tx, case, code, steps)
    ]
    if not due or helping.verdict(window, tx, viewer, case, mandate_rules.SUPPLEMENT).row is None:
        return []
    return due


def helped_detail(
    window: Window, tx: Tx, case: dict, viewer: Viewer, words: Words
) -> wire.CaseDetail:
    """The case as who helps with it sees it: what its slip would show, and what the helper may do."""
    steps = tx.all(rows.STEPS_OF, case_id=case["id"])
    found = detail(window, tx, case, TRACKER, words, steps=steps)
    found.actions = helper_steps(window, tx, viewer, case, steps)
    return found


def _is_due(window: Window, tx: Tx, case: dict, code: str, steps: list[dict]) -> bool:
    """Whether a step that leads on from the case's state is still to be taken."""
    row = window.catalogue.case.steps[code]
    if row.once and any(step["step"] == code for step in steps):
        return False
    if code in promised.STEPS:
        return promised.asks(window, tx, case)
    return row.form != ASKED or corrections.asks(window, tx, case, row)


def summary_members(
    window: Window, tx: Tx, case: dict, now: int, words: Words, *, joined: bool = False
) -> dict:
    """The members of a CaseSummary."""
    reference = window.reference
    grid = reference.grids.get(case["grid_id"])
    clock = clock_colour(now, case["due_at"], case["amber_at"])
    if window.catalogue.case.is_paused(case["state"]):
        clock = "paused"
    iso = window.zone.iso
    return {
        "number": case["number"],
        "kind": case["kind"],
        "category": case["category"],
        "channel": case["channel"],
        "title": titles.of(tx, case, words),
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
        "reopened": case["reopened"] > 0,
        "joiners": case["joiners"],
        "joined": joined,
    }


def summary(
    window: Window,
    tx: Tx,
    case: dict,
    now: int,
    shown_to: Projection,
    words: Words,
    *,
    joined: bool = False,
) -> wire.CaseSummary:
    """The case as a row of a list."""
    found = wire.CaseSummary(**summary_members(window, tx, case, now, words, joined=joined))
    return shown_to.apply(found, named=_named(case))


def actor_label(words: Words, viewer: Viewer, step: dict, whose: str | None = None) -> str:
    """Who took a step, and for whom; never a resident's name. whose: how the viewer is told of the
    person that the case is of, None where it is not."""
    label = _who(words, viewer, step)
    if step["actor_for"] is None:
        return label
    if step["actor_for"] == helping.FOR_PERSON:
        return words("actor.helping", who=label, person=whose or words("actor.person"))
    return words("actor.for", who=label, number=step["actor_for"])


def _who(words: Words, viewer: Viewer, step: dict) -> str:
    if step["actor_role"] == "system":
        return words("actor.system")
    if step["actor_role"] != "resident":
        return staff_label(words, step["actor_role"], step["actor_no"])
    if viewer.id is not None and viewer.id == step["actor_id"]:
        return words("actor.you")
    return words("actor.helper" if step["actor_for"] == helping.FOR_PERSON else "actor.resident")


def staff_label(words: Words, role: str, staff_no: str | None) -> str:
    """E.g. 经办人 · 工号 2017."""
    return words(f"actor.{role}", number=staff_no or "—")


def _named(case: dict) -> bool:
    return case["contact_mode"] == "named"


def contact(window: Window, tx: Tx, case: dict, shown_to: Projection) -> wire.Contact:
    """Name and phone, masked; what the audience does not see is not even decrypted."""
    named = _named(case)
    name = phone = None
    sees_name = shown_to.sees("contact.name_masked", named=named)
    sees_phone = shown_to.sees("contact.phone_masked", named=named)
    if sees_name or sees_phone:
        keys = window.keys
        owner = case["owner_id"] and tx.one(rows.ACCOUNT_CONTACT, id=case["owner_id"])
        if sees_phone:
            phone = keys.decrypt(case["contact_phone_enc"], "cases.contact_phone")
            if phone is None and owner:
                phone = keys.decrypt(owner["phone_enc"], "accounts.phone")
        if sees_name and owner:
            name = keys.decrypt(owner["name_enc"], "accounts.name")
        if sees_name and name is None and case["person_id"] is not None:
            name = people.name_of(window, tx, case["person_id"])
    return wire.Contact(
        case["contact_mode"],
        text.mask_name(name) if name else None,
        phones.mask_phone(phone) if phone else None,
    )


def upcoming(window: Window, case: dict) -> list[wire.Next]:
    """What happens next, and by when, as the catalogue promises it for the state."""
    state = window.catalogue.case.states.get(case["state"])
    promises = state.next.get(case["kind"], ()) if state is not None else ()
    return [wire.Next(p.code, window.zone.iso_or_none(_due(window, case, p))) for p in promises]


def _due(window: Window, case: dict, promise: PromiseRule) -> int | None:
    """The moment a promise names; None where it names none or no clock runs."""
    if promise.by != "after":
        return case["due_at"] if promise.by == "due" else None
    since = case["due_at"] or case["updated_at"]
    due = rows.due_in(window, case, promise.state, since)
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
    joined: bool = False,
) -> wire.CaseDetail:
    """The case with its chain, for this viewer, who may have joined it. steps and pictures if they
    are at hand."""
    now = window.now()
    shown_to = window.projections[JOINER] if joined else projection(window, viewer, case)
    if steps is None:
        steps = tx.all(rows.STEPS_OF, case_id=case["id"])
    if pictures is None:
        has_any = case["attachments"] or any(step["attachments"] for step in steps)
        pictures = tx.all(rows.PICTURES_OF, case_id=case["id"]) if has_any else []
    by_id = {p["id"]: rows.attachment_of(p) for p in pictures}
    iso, rating = window.zone.iso, case["rating"]
    before = {p["id"]: iso(p["origin_at"]) for p in pictures if p["origin_at"] is not None}
    who = contact(window, tx, case, shown_to)
    found = wire.CaseDetail(
        **summary_members(window, tx, case, now, words, joined=joined),
        description=case["description"],
        place=wire.Place(case["place_text"], case["grid_id"], case["lon"], case["lat"]),
        attachments=_pictures(case["attachments"], by_id),
        contact=who,
        steps=[step_line(window, words, viewer, step, by_id, who.name_masked) for step in steps],
        actions=allowed_steps(window, tx, viewer, case, steps),
        next=upcoming(window, case),
        rating=None if rating is None else msgspec.json.decode(rating, type=wire.Rating),
        access_count=case["seen"],
        chain_ok=history.chain_holds(case["number"], steps, case["head"]),
        filed_by=filed_by(words, viewer, case, steps[0], who.name_masked),
        **application_views.members(window, tx, case, words, shown_to, steps, by_id, before),
    )
    return shown_to.apply(found, named=_named(case))


def filed_by(
    words: Words, viewer: Viewer, case: Mapping, step: dict, whose: str | None
) -> str | None:
    """Who filed a case, or several at once, for the person; None where the person did. step: its first;
    whose: as in actor_label."""
    helped = case["person_id"] is not None and case["filed_by"] is not None
    return actor_label(words, viewer, step, whose) if helped else None


def _pictures(ids: str, by_id: dict) -> list[wire.Attachment]:
    return [by_id[i] for i in ids.split(",") if i in by_id] if ids else []


def step_line(
    window: Window, words: Words, viewer: Viewer, step: dict, by_id: dict, whose: str | None
) -> wire.Step:
    """A step as the history tells it. whose: the name of whom the case is for, as far as it is seen."""
    return wire.Step(
        seq=step["seq"],
        step=step["step"],
        at=window.zone.iso(step["at"]),
        actor_role=step["actor_role"],
        actor_label=actor_label(words, viewer, step, whose),
        state=step["state"],
        reason=step["reason"],
        note=step["note"],
        department_name=window.reference.department_name(step["department_id"]),
        basis=step["basis"],
        due_at=window.zone.iso_or_none(step["due_at"]),
        attachments=_pictures(step["attachments"], by_id),
        hash=step["hash"],
    )
