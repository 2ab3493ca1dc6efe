"""这页有用吗: what people say of a page, without who they are, and what staff read of it."""

import re

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import forms
from server.rules.forms import Problem
from server.rules.public_text import public_text
from server.services import answers, limits
from server.services.answers import Answer, Once
from server.services.errors import Refusal
from server.services.reference import ReferenceData
from server.services.window import Window
from server.services.words import LANGUAGES
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx
from server.wire import feedback as wire
from server.wire.types import encode

#: The form of the one line under 没用.
FORM = "page_feedback"
#: How often it may be said from an address in an hour: a hall and a class room share one.
PER_ADDRESS_HOUR = 120
#: Pages that are listed, and the newest words of each.
MOST_PAGES = 200
MOST_WORDS = 20

_PAGE = re.compile(r"[a-z][a-z_]{0,39}(?:\.[a-z_]{1,40})?", re.ASCII)
_VERSION = re.compile(r"[A-Za-z0-9._-]{1,40}", re.ASCII)
_F = t.page_feedback.c
_INSERT = insert_row(t.page_feedback)
_UNHELPFUL = sa.func.sum(1 - _F.helpful)
_PAGES = (
    sa.select(_F.page, sa.func.sum(_F.helpful).label("helpful"), _UNHELPFUL.label("unhelpful"))
    .group_by(_F.page)
    .order_by(_UNHELPFUL.desc(), _F.page)
    .limit(MOST_PAGES)
)
_NEWEST = (
    sa.select(_F.words, _F.language, _F.version, _F.made_at)
    .where(_F.page == bindparam("page"), _F.helpful == 0, _F.words.is_not(None))
    .order_by(_F.id.desc())
    .limit(MOST_WORDS)
)


def form_of(reference: ReferenceData) -> dict:
    """What the form asks beside whether the page helped."""
    return reference.forms.by_code[FORM]


def checked(window: Window, body: dict) -> dict:
    """The row that is kept of a body. Raises Refusal invalid.

    What says who somebody is (phones, rooms …) is struck out of the words, as in a public text.
    """
    problems = [*_members(body)]
    reference = window.reference
    values, wrong = forms.check(form_of(reference), body, reference.known)
    if problems or wrong:
        raise Refusal("invalid", [*problems, *wrong])
    said = "" if body["helpful"] else public_text(values["words"] or "")
    return {
        "page": body["page"],
        "language": body["language"],
        "version": body["version"],
        "helpful": int(body["helpful"]),
        "words": said or None,
    }


def _members(body: dict):
    for name, known in (
        ("page", _PAGE.fullmatch),
        ("language", LANGUAGES.__contains__),
        ("version", _VERSION.fullmatch),
    ):
        given = body.get(name)
        if not given:
            yield Problem(name, "required")
        elif not known(given):
            yield Problem(name, "unknown" if name == "language" else "format")
    if body.get("helpful") is None:
        yield Problem("helpful", "required")


def take(window: Window, tx: Tx, row: dict, address: str, asked: Once) -> Answer:
    """Write down a checked row. Raises Refusal conflict, rate_limited."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before
    now = window.now()
    limits.take(tx, f"feedback-from:{address}", PER_ADDRESS_HOUR, limits.HOUR_MS, now)
    tx.run(_INSERT, **row, made_at=now)
    answer = Answer(201, encode(wire.FeedbackNoted(row["page"])))
    answers.keep(window, tx, asked, answer)
    return answer


def pages(window: Window, tx: Tx) -> wire.FeedbackPages:
    """What was said of each page."""
    iso = window.zone.iso
    return wire.FeedbackPages(
        [
            wire.PageFeedback(
                page["page"],
                page["helpful"],
                page["unhelpful"],
                [
                    wire.FeedbackWords(
                        row["words"], row["language"], row["version"], iso(row["made_at"])
                    )
                    for row in tx.all(_NEWEST, page=page["page"])
                ],
            )
            for page in tx.all(_PAGES)
        ]
    )
