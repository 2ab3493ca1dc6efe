"""The receipt of a case: everything that is worth keeping, once for screen, paper and picture."""

import io

import segno

from server.services import case_rows, filing, views
from server.services.window import Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import types as wire

#: The tracking page's address on paper: short, and the same whatever the pages are called later.
LINK = "/t/"
_QUIET = 4


def sheet(window: Window, tx: Tx, case: dict, base: str, words: Words) -> wire.ReceiptSheet:
    """What the filer keeps of a case; base: scheme and host that people reach the street by.

    The link carries the number and not the query code: who finds the paper's link in a history or
    on a picture of the code alone learns nothing.
    """
    reference, iso = window.reference, window.zone.iso
    number, street = case["number"], reference.street
    filed = iso(case["created_at"])
    promises = [
        wire.PromiseLine(one.code, one.by, words(f"next.{one.code}", by=words.moment(one.by)))
        for one in views.upcoming(window, case)
    ]
    hours = next((p.hours for p in reference.answer.phones if p.number == street.phone), None)
    return wire.ReceiptSheet(
        number=number,
        query_code=filing.query_code(window, number, case["code_salt"]),
        kind=case["kind"],
        category=case["category"],
        title=case["title"],
        place_text=case["place_text"],
        photos=case["photos"],
        contact_mode=case["contact_mode"],
        filed_at=filed,
        filed_text=words.moment(filed),
        next=promises,
        office=wire.Office(street.center_name, street.phone, hours),
        department_name=reference.department_name(case["department_id"]),
        worker=_worker(tx, case, words),
        link=f"{base}{LINK}{number}",
    )


def _worker(tx: Tx, case: dict, words: Words) -> str | None:
    """The staff member who took the newest step, by role and staff number; None before any."""
    for step in reversed(tx.all(case_rows.STEPS_OF, case_id=case["id"])):
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
