"""What is counted of forms for the burden ledger: how long it took to fill one in, at which question
one was left, and which was asked about by phone. Counters of a month; no person, case or day is in them.
"""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import forms
from server.rules.forms import Problem
from server.services.errors import Refusal, invalid
from server.services.window import Window
from server.store import burden_tables as t
from server.store.statements import upsert_row
from server.store.tx import Tx

#: The member of a filing that says how long its form was in front of somebody, in whole seconds, and the
#: longest time that is said.
MEMBER, MOST_SECONDS = "filled_seconds", 7200
#: Seconds are kept to so many: a time that is one's own says who one is.
STEP_SECONDS = 10
#: A median of fewer says nothing, and too much of each.
FEWEST = 5
#: Months that are kept beside the present one.
KEEP_MONTHS = 24
_LEFT, _ASKED = "left", "asked"

_T, _C = t.form_times.c, t.form_counts.c
_NOTE_TIME = upsert_row(
    t.form_times, ["month", "service", "seconds"], {"count": _T["count"] + bindparam("count")}
)
_NOTE = upsert_row(
    t.form_counts,
    ["month", "service", "what", "field"],
    {"count": _C["count"] + bindparam("count")},
)
_TIMES = sa.select(t.form_times).where(_T.month >= bindparam("since"))
_COUNTS = sa.select(t.form_counts).where(_C.month >= bindparam("since"))
_OLD_TIMES = sa.delete(t.form_times).where(_T.month < bindparam("before"))
_OLD_COUNTS = sa.delete(t.form_counts).where(_C.month < bindparam("before"))


class Counted(NamedTuple):
    """What was counted of one form. seconds: how often each time was taken; left, asked: by question."""

    seconds: Counter[int]
    left: Counter[str]
    asked: Counter[str]

    @property
    def timed(self) -> int:
        """How many times there are."""
        return self.seconds.total()

    @property
    def median_seconds(self) -> int | None:
        """The middle of them; None where there are too few to say."""
        if self.timed < FEWEST:
            return None
        every = sorted(self.seconds.elements())
        middle = len(every) // 2
        return every[middle] if len(every) % 2 else (every[middle - 1] + every[middle]) // 2


NOTHING = Counted(Counter(), Counter(), Counter())


def read_seconds(body: Mapping) -> int | None:
    """The time that a filing says. Raises Refusal invalid where it is none."""
    seconds = body.get(MEMBER)
    if seconds is None:
        return None
    if not isinstance(seconds, int) or isinstance(seconds, bool):
        raise invalid(MEMBER, "wrong_type")
    if not 1 <= seconds <= MOST_SECONDS:
        raise Refusal("invalid", [Problem(MEMBER, "out_of_range", min=1, max=MOST_SECONDS)])
    return seconds


def note_time(window: Window, tx: Tx, service: str, seconds: int) -> None:
    """A form was filed after so many seconds before it."""
    kept = seconds // STEP_SECONDS * STEP_SECONDS
    tx.run(tx.pick(_NOTE_TIME), month=_month(window), service=service, seconds=kept, count=1)


def note_left(window: Window, tx: Tx, service: str, form: Mapping, answers: dict) -> None:
    """A form was begun and will not be filed. answers: as far as it was filled in."""
    _note(window, tx, service, _LEFT, stopped_at(form, answers, window.reference.known))


def note_asked(window: Window, tx: Tx, service: str, field: str) -> None:
    """Somebody asked about a form by phone. field: the path of a question of it, "" for none. Raises
    Refusal not_found where there is no such form, invalid."""
    form = window.reference.affairs.forms.get(service)
    if form is None:
        raise Refusal("not_found")
    if field and field not in {one["path"] for one in questions(form)}:
        raise invalid("field", "unknown")
    _note(window, tx, service, _ASKED, field)


def _note(window: Window, tx: Tx, service: str, what: str, field: str) -> None:
    tx.run(tx.pick(_NOTE), month=_month(window), service=service, what=what, field=field, count=1)


def questions(form: Mapping) -> list[dict]:
    """What a form asks somebody, a group or an address as one question."""
    return [field for field in form["fields"] if field["type"] != "fact"]


def stopped_at(form: Mapping, answers: dict, known: forms.Known) -> str:
    """The first question that has to be answered and is not; "" where all of them are."""
    for problem in forms.check_answers(dict(form), answers, known).problems:
        if problem.code == "required":
            for field in questions(form):
                if problem.path == field["path"] or problem.path.startswith(f"{field['path']}."):
                    return field["path"]
    return ""


def counted(tx: Tx, since: str) -> dict[str, Counted]:
    """What was counted of each form from a month on (2026-11)."""
    found: dict[str, Counted] = {}

    def of(row: Mapping) -> Counted:
        return found.setdefault(row["service"], Counted(Counter(), Counter(), Counter()))

    for row in tx.all(_TIMES, since=since):
        of(row).seconds[row["seconds"]] += row["count"]
    for row in tx.all(_COUNTS, since=since):
        one = of(row)
        (one.left if row["what"] == _LEFT else one.asked)[row["field"]] += row["count"]
    return found


def forget(window: Window, tx: Tx) -> None:
    """Forget what is of too long ago."""
    today = window.today()
    months = today.year * 12 + today.month - 1 - KEEP_MONTHS
    before = f"{months // 12:04}-{months % 12 + 1:02}"
    tx.run(_OLD_TIMES, before=before)
    tx.run(_OLD_COUNTS, before=before)


def _month(window: Window) -> str:
    return window.today().isoformat()[:7]
