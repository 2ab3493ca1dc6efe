"""The receipt of a case: everything that is worth keeping, once for screen, paper and picture."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import segno

from server.rules import text
from server.services import case_rows, people, promised, titles, views
from server.services.query_codes import query_code
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import types as wire

#: The tracking page's address on paper: short, and the same whatever the pages are called later.
LINK = "/t/"
_QUIET = 4


class Line(NamedTuple):
    """A line of the receipt: its label and what stands in it."""

    label: str
    value: str


class _Row(msgspec.Struct):
    line: str
    words: str


class _Lines(msgspec.Struct):
    filed: list[_Row]
    office: list[_Row]


#: The lines and their words, for the portal's receipt too.
_LINES = msgspec.json.decode(
    (Path(__file__).resolve().parents[2] / "assets/catalogue/receipt.json").read_bytes(),
    type=_Lines,
)


def _some(words: Words, key: str, count: int) -> str:
    return words(key, count=count) if count else ""


def lines(sheet: wire.ReceiptSheet, words: Words) -> list[Line]:
    """What a paper says beside number, code and what comes next; a line of which nothing is known
    is left out."""
    papers = sheet.category == "service"  # an application may have a PDF among them
    has = {
        "category": words(f"category.{sheet.category}"),
        "title": sheet.title,
        "place": sheet.place_text,
        "photos": "" if papers else _some(words, "form.photos.count", sheet.photos),
        "papers": _some(words, "form.documents.count", sheet.photos) if papers else "",
        "promised": words("plain.list").join(sheet.promised),
        "at": sheet.filed_text,
        "by": sheet.filed_by or "",
        "who": " · ".join(filter(None, (sheet.department_name, sheet.worker))),
        "office": sheet.office.name,
        "phone": sheet.office.phone,
        "hours": sheet.office.hours or "",
    }
    rows = (*_LINES.filed, *_LINES.office)
    return [Line(words(row.words), has[row.line]) for row in rows if has[row.line]]


def sheet(
    window: Window, tx: Tx, case: dict, viewer: Viewer, base: str, words: Words
) -> wire.ReceiptSheet:
    """What the filer keeps of a case; base: scheme and host that people reach the street by.

    The link carries the number and not the query code: who finds the paper's link in a history or
    on a picture of the code alone learns nothing.
    """
    steps = tx.all(case_rows.STEPS_OF, case_id=case["id"])
    return made(
        window,
        words,
        base,
        number=case["number"],
        query_code=query_code(window, case["number"], case["code_salt"]),
        kind=case["kind"],
        category=case["category"],
        title=titles.of(tx, case, words),
        created_at=case["created_at"],
        upcoming=views.upcoming(window, case),
        department_name=window.reference.department_name(case["department_id"]),
        place_text=case["place_text"],
        photos=case["photos"],
        promised=promised.names(window, tx, case, words.language),
        contact_mode=case["contact_mode"],
        worker=_worker(steps, words),
        filed_by=filed_by(window, tx, viewer, case, steps[0], words),
    )


def made(
    window: Window,
    words: Words,
    base: str,
    *,
    created_at: int,
    upcoming: Sequence[wire.Next],
    place_text: str = "",
    photos: int = 0,
    contact_mode: str = "named",
    worker: str | None = None,
    filed_by: str | None = None,
    parts: Sequence[wire.BundlePart] = (),
    promised: Sequence[str] = (),
    **known: Any,
) -> wire.ReceiptSheet:
    """A receipt with what all have: the office, the moment in words, each promise as a sentence."""
    reference, filed = window.reference, window.zone.iso(created_at)
    street = reference.street
    hours = next((p.hours for p in reference.answer.phones if p.number == street.phone), None)
    return wire.ReceiptSheet(
        place_text=place_text,
        photos=photos,
        contact_mode=contact_mode,
        filed_at=filed,
        filed_text=words.moment(filed),
        next=[
            wire.PromiseLine(one.code, one.by, words.promise(one.code, one.by)) for one in upcoming
        ],
        office=wire.Office(street.center_name, street.phone, hours),
        worker=worker,
        filed_by=filed_by,
        link=f"{base}{LINK}{known['number']}",
        parts=list(parts),
        promised=list(promised),
        **known,
    )


def filed_by(
    window: Window, tx: Tx, viewer: Viewer, case: Mapping, step: dict, words: Words
) -> str | None:
    """Who filed a case, or several at once, for the person, with the masked name; None where the person
    did. step: its first."""
    name = people.name_of(window, tx, case["person_id"]) if case["person_id"] else None
    return views.filed_by(words, viewer, case, step, text.mask_name(name) if name else None)


def _worker(steps: list[dict], words: Words) -> str | None:
    """The staff member who took the newest step, by role and staff number; None before any."""
    for step in reversed(steps):
        if step["actor_role"] not in ("resident", "system"):
            return views.staff_label(words, step["actor_role"], step["actor_no"])
    return None


def qr_svg(text: str) -> str:
    """The text as a QR code (level M, with the quiet zone cameras need), as an SVG element."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out,
        kind="svg",
        xmldecl=False,
        svgns=True,
        omitsize=True,
        border=_QUIET,
        light="#fff",
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    return out.getvalue().decode()
