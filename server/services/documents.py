"""Result documents as PDF (fpdf2): one page of A4 with a subset of one font in it, so that it looks
the same on any device and printer."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import segno
from fontTools.ttLib import TTCollection
from fpdf import FPDF

#: The face of a font collection that has the simplified forms.
FACE = "Noto Sans CJK SC"
_FAMILY = "document"
_INK, _SOFT = (22, 32, 44), (84, 96, 110)
_MARGIN, _QR_MM = 25, 34


class Paper(NamedTuple):
    """What a document says: who issues it, its title, facts by label, paragraphs by heading, who
    signs with the day, the code it is checked by with its link ("" for no QR code), small print.
    made_at: seconds since 1970."""

    office: str
    title: str
    lines: list[tuple[str, str]]
    paragraphs: list[tuple[str, str]]
    signed: tuple[str, str]
    code: str
    link: str
    notes: list[str]
    made_at: int


def pdf(paper: Paper, font: Path) -> bytes:
    """The document. Raises OSError when the font is not there."""
    page = FPDF(format="A4")
    page.set_margin(_MARGIN)
    page.set_creation_date(datetime.fromtimestamp(paper.made_at, UTC))
    page.set_title(f"{paper.office} {paper.title}")
    page.set_author(paper.office)
    page.set_lang("zh-CN")
    page.add_font(_FAMILY, "", font, collection_font_number=_face_of(font))
    page.add_page()
    _head(page, paper)
    _facts(page, paper.lines)
    for heading, text in paper.paragraphs:
        _text(page, heading, 11, _SOFT, gap=1)
        _text(page, text, 14, _INK, gap=5)
    page.ln(6)
    for line in paper.signed:
        _text(page, line, 13, _INK, gap=1, align="R")
    _foot(page, paper)
    return bytes(page.output())


def _text(
    page: FPDF, text: str, size: int, ink: tuple[int, int, int], *, gap: float, align: str = "L"
) -> None:
    page.set_font(_FAMILY, size=size)
    page.set_text_color(*ink)
    page.multi_cell(
        0, size * 0.6, text, align=align, new_x="LMARGIN", new_y="NEXT", wrapmode="CHAR"
    )
    page.ln(gap)


def _head(page: FPDF, paper: Paper) -> None:
    _text(page, paper.office, 13, _SOFT, gap=2, align="C")
    _text(page, paper.title, 22, _INK, gap=4, align="C")
    page.set_draw_color(*_SOFT)
    page.line(_MARGIN, page.get_y(), page.w - _MARGIN, page.get_y())
    page.ln(8)


def _facts(page: FPDF, lines: list[tuple[str, str]]) -> None:
    for label, value in lines:
        page.set_font(_FAMILY, size=12)
        page.set_text_color(*_SOFT)
        page.cell(40, 8, label)
        page.set_text_color(*_INK)
        page.multi_cell(0, 8, value, new_x="LMARGIN", new_y="NEXT", wrapmode="CHAR")
    page.ln(6)


def _foot(page: FPDF, paper: Paper) -> None:
    """The code with its QR code, and how to check it, at the foot of the page."""
    top = max(page.get_y() + 10, page.h - _MARGIN - _QR_MM - 6)
    left = float(_MARGIN)
    if paper.link:
        _qr(page, paper.link, left, top)
        left += _QR_MM + 6
    page.set_xy(left, top + 2)
    page.set_font(_FAMILY, size=20)
    page.set_text_color(*_INK)
    page.cell(0, 10, paper.code)
    page.set_xy(left, top + 14)
    page.set_left_margin(left)
    for note in paper.notes:
        _text(page, note, 10, _SOFT, gap=0.5)


def _qr(page: FPDF, link: str, left: float, top: float) -> None:
    rows = list(segno.make(link, error="m", micro=False).matrix)
    side = _QR_MM / len(rows)
    page.set_fill_color(*_INK)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:  # a little larger, so that no viewer leaves hairlines between
                page.rect(left + x * side, top + y * side, side * 1.02, side * 1.02, style="F")


@cache
def _face_of(font: Path) -> int:
    """The place of FACE in a collection of fonts; the first where it is not, or is no collection."""
    if font.suffix.lower() not in (".ttc", ".otc"):
        return 0
    with TTCollection(str(font), lazy=True) as fonts:
        names = [one["name"].getBestFamilyName() for one in fonts.fonts]
    return names.index(FACE) if FACE in names else 0
