"""Drafts: what somebody has filled in of a form so far, kept to go on with on another device. Only the
person sees it, staff never; it lies encrypted, and is forgotten with the filing or 30 days after the last change.

Two devices on one draft: a save names the version it began from; onto a newer one it is refused
with what is kept, so that neither is lost.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import applications as rules
from server.rules import text
from server.rules.authorisation import Action
from server.rules.canonical import canonical_text
from server.rules.forms import Problem
from server.rules.nesting import is_too_deep
from server.services import assisted, burden_counts, people
from server.services.errors import Refusal
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables as t
from server.store.keys import KeyFileError
from server.store.statements import insert_row
from server.store.tx import Tx
from server.wire import affairs as wire

KEEP_MS = 30 * 86_400_000
#: Drafts of one person, and how large one is: the longest form, filled to its limits.
MOST, MOST_BYTES, MOST_DEPTH = 20, 49_152, 12
#: Drafts that are forgotten in one go, so that other writes do not wait.
ENDED_AT_ONCE = 200
_CONTEXT = "drafts.content"
#: Stands in a draft's code before the person it is for.
_FOR = "@"

_D, _P = t.drafts.c, t.draft_pictures.c
_MINE = (_D.account_id == bindparam("account"), _D.code == bindparam("form"))
_GET = sa.select(t.drafts).where(*_MINE)
_LIST = (
    sa.select(t.drafts)
    .where(_D.account_id == bindparam("account"), _D.ends_at > bindparam("now"))
    .order_by(_D.changed_at.desc(), _D.code)
)
_COUNT = (
    sa.select(sa.func.count()).select_from(t.drafts).where(_D.account_id == bindparam("account"))
)
_INSERT = insert_row(t.drafts)
_SAVE = (
    sa.update(t.drafts)
    .where(*_MINE, _D.version == bindparam("old"))
    .values(
        content_enc=bindparam("content"),
        version=bindparam("new"),
        changed_at=bindparam("at"),
        ends_at=bindparam("until"),
    )
)
_DROP = sa.delete(t.drafts).where(*_MINE)
_PICTURE = insert_row(t.draft_pictures)
_DROP_PICTURES = sa.delete(t.draft_pictures).where(
    _P.account_id == bindparam("account"), _P.code == bindparam("form")
)
_ENDED = (
    sa.select(t.drafts)
    .where(_D.ends_at <= bindparam("now"))
    .order_by(_D.ends_at)
    .limit(ENDED_AT_ONCE)
)
_OVER_PICTURES = sa.delete(t.draft_pictures).where(_P.ends_at <= bindparam("now"))
_A = t.attachments.c
_OWN_PICTURE = sa.select(_A.id).where(
    _A.id == bindparam("picture"),
    _A.owner_id == bindparam("account"),
    _A.case_id.is_(None),
    _A.visit_id.is_(None),
)
#: Whether a draft holds the picture of the row that is looked at.
HOLDS_PICTURE = sa.exists().where(_P.attachment_id == _A.id)


def code_for(code: str, person: str) -> str:
    """The code of a draft that is for a person somebody helps: it never mixes with one's own."""
    return f"{code}{_FOR}{person}"


def form_of(window: Window, code: str) -> dict:
    """The form that a draft is of: a service's, also of one out of use, or that of a kind of case that is
    filed by its own. Raises Refusal not_found."""
    reference, (code, _) = window.reference, parted(code)
    form = reference.affairs.forms.get(code)
    gone = reference.affairs.withdrawn(code)
    if gone is not None:
        form = gone.form
    if form is None and _is_filed(window, code):
        form = reference.filed_forms[code]
    if form is None:
        raise Refusal("not_found")
    return form


def parted(code: str) -> tuple[str, str]:
    """What it is a draft of, and the person it is for ("": for who writes it)."""
    of, _, person = code.partition(_FOR)
    return of, person


def _need_mandate(tx: Tx, viewer: Viewer, code: str) -> None:
    """A draft for somebody is one only of a person who gave the viewer a mandate; it outlives that.
    Raises Refusal not_found."""
    _, whom = parted(code)
    if not whom:
        return
    person = people.by_id(tx, whom)
    if person is None or not assisted.mandates_of(tx, viewer, person):
        raise Refusal("not_found")


def _is_filed(window: Window, code: str) -> bool:
    """Whether people file cases of this kind by a form of the program."""
    kind = window.catalogue.case.kinds.get(code)
    return kind is not None and kind.form is not None and kind.action is Action.CASE_FILE


def _row(window: Window, tx: Tx, viewer: Viewer, code: str) -> dict | None:
    row = tx.one(_GET, account=viewer.id, form=code)
    return row if row is not None and row["ends_at"] > window.now() else None


def _shown(window: Window, row: Mapping) -> wire.Draft:
    content = window.keys.decrypt_bytes(row["content_enc"], context_of(row["account_id"]))
    iso = window.zone.iso
    return wire.Draft(
        row["code"],
        row["version"],
        msgspec.json.decode(content, type=dict),
        iso(row["changed_at"]),
        iso(row["ends_at"]),
    )


def context_of(account: str) -> str:
    """One person's draft cannot be read as another's."""
    return f"{_CONTEXT}:{account}"


def find(window: Window, tx: Tx, viewer: Viewer, code: str) -> wire.Draft | None:
    """The viewer's own draft. Raises Refusal not_found where there is no such form."""
    form_of(window, code)
    _need_mandate(tx, viewer, code)
    row = _row(window, tx, viewer, code)
    return _shown(window, row) if row is not None else None


def listed(window: Window, tx: Tx, viewer: Viewer, words: Words) -> wire.Drafts:
    """The viewer's own drafts, the newest first."""
    iso, items = window.zone.iso, []
    for row in tx.all(_LIST, account=viewer.id, now=window.now()):
        code, (of, whom) = row["code"], parted(row["code"])
        service = of in window.reference.affairs.forms
        if service or _is_filed(window, of):
            title = (
                window.reference.affairs.title(of, words.language)
                if service
                else words(f"draft.{of}")
            )
            if whom:
                name = text.mask_name(people.name_of(window, tx, whom) or "")
                title = words("draft.for", who=name, title=title)
            dates = (iso(row["changed_at"]), iso(row["ends_at"]))
            items.append(wire.DraftLine(code, title, row["version"], *dates))
    return wire.Drafts(items)


def save(
    window: Window, tx: Tx, viewer: Viewer, code: str, answers: Any, version: int | None
) -> wire.Draft:
    """Keep a draft. version: the one it began from, None for a new one. The same again changes
    nothing. Raises Refusal not_found, invalid, too_large, conflict with the draft that is kept (null
    where it was filed or thrown away meanwhile)."""
    form = form_of(window, code)
    _need_mandate(tx, viewer, code)
    if not isinstance(answers, dict):
        raise Refusal(
            "invalid", [Problem("answers", "required" if answers is None else "wrong_type")]
        )
    content = _content(answers)
    row = _row(window, tx, viewer, code)
    now = window.now()
    if row is not None and canonical_text(_shown(window, row).answers) == content:
        return _shown(window, row)
    if version != (row["version"] if row is not None else None):
        raise _conflict(window, row)
    sealed = window.keys.encrypt(content, context_of(viewer.id))
    new = {
        "account_id": viewer.id,
        "code": code,
        "content_enc": sealed,
        # A draft that is made anew never has a version that one before it had.
        "version": max(now, (row["version"] if row is not None else 0) + 1),
        "changed_at": now,
        "ends_at": now + KEEP_MS,
    }
    if row is None:
        throw_away(window, tx, viewer.id, code)  # one that is over
        if tx.value(_COUNT, account=viewer.id) >= MOST:
            raise Refusal("invalid", [Problem("answers", "too_many", max=MOST)])
        tx.run(_INSERT, **new)
    else:
        saved = tx.run(
            _SAVE,
            account=viewer.id,
            form=code,
            old=version,
            content=sealed,
            new=new["version"],
            at=now,
            until=new["ends_at"],
        )
        if saved != 1:  # another process was faster
            raise _conflict(window, _row(window, tx, viewer, code))
    _hold_pictures(tx, viewer, code, form, answers, new["ends_at"])
    return _shown(window, new)


def _conflict(window: Window, row: Mapping | None) -> Refusal:
    kept = _shown(window, row) if row is not None else None
    return Refusal("conflict", detail="draft", beside={"draft": kept})


def _content(answers: dict) -> str:
    if is_too_deep(answers, MOST_DEPTH):
        raise Refusal("malformed")
    content = canonical_text(answers)
    if len(content.encode()) > MOST_BYTES:
        raise Refusal("too_large")
    return content


def _hold_pictures(
    tx: Tx, viewer: Viewer, code: str, form: dict, answers: dict, ends_at: int
) -> None:
    """The person's own pictures in the draft stay while it does."""
    tx.run(_DROP_PICTURES, account=viewer.id, form=code)
    held: set[str] = set()
    for _, picture in rules.picture_ids(form, _readable(form, answers)):
        if picture not in held and tx.value(_OWN_PICTURE, picture=picture, account=viewer.id):
            held.add(picture)
            row = {"account_id": viewer.id, "code": code, "attachment_id": picture}
            tx.run(_PICTURE, **row, ends_at=ends_at)


def _readable(form: dict, answers: dict) -> dict:
    """The answers that hold pictures, where they are of their type: a draft holds what was typed."""
    found: dict = {}
    for path in rules.picture_paths(form):
        value = rules.find(answers, path)
        if isinstance(value, str):
            rules.put(found, path, value)
        elif isinstance(value, list):
            rules.put(found, path, [one for one in value if isinstance(one, str)])
    return found


def throw_away(window: Window, tx: Tx, account: str, code: str) -> None:
    """Forget a draft that is not filed: of a service's form it is counted where it stopped, without
    whose it was."""
    row = tx.one(_GET, account=account, form=code)
    if row is None:
        return
    service, _ = parted(code)
    form = window.reference.affairs.forms.get(service)
    if form is not None:
        try:
            answers = _shown(window, row).answers
        except KeyFileError:  # altered: nothing can be said of it, and verify tells it
            answers = None
        if answers is not None:
            burden_counts.note_left(window, tx, service, form, answers)
    drop(tx, account, code)


def drop(tx: Tx, account: str, code: str) -> None:
    """Forget a draft: it was filed."""
    tx.run(_DROP, account=account, form=code)
    tx.run(_DROP_PICTURES, account=account, form=code)


def drop_for(tx: Tx, account: str, code: str, persons: Iterable[str]) -> None:
    """Forget a draft for a person, under any of their ids."""
    for person in persons:
        drop(tx, account, code_for(code, person))


def forget(window: Window, tx: Tx) -> None:
    """Forget what is over; of many drafts the oldest, and the others the next time."""
    now = window.now()
    for row in tx.all(_ENDED, now=now):
        throw_away(window, tx, row["account_id"], row["code"])
    tx.run(_OVER_PICTURES, now=now)
