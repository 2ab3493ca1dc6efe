"""The services of this street as who runs it lists them, with what each costs people and who waits."""

from typing import NamedTuple

import sqlalchemy as sa

from server.rules import service_cost
from server.services import service_editor, service_versions
from server.services.service_sheet import shares_of
from server.services.window import Window
from server.services.words import Words
from server.store import tables as t
from server.store.tx import Tx

_C = t.cases.c
_BY_STATE = (
    sa.select(_C.service, _C.state, sa.func.count().label("count"))
    .where(_C.service.is_not(None))
    .group_by(_C.service, _C.state)
)


class Listed(NamedTuple):
    """A service of the list. minutes: what it costs who asks for it, 0 where it is faulty; waiting: open applications;
    state: live, draft, ready or archived."""

    code: str
    title: str
    department_name: str
    version: int
    minutes: int
    waiting: int
    online: bool
    state: str


def waiting(window: Window, tx: Tx) -> dict[str, int]:
    """How many applications are open, by service."""
    found: dict[str, int] = {}
    for row in tx.all(_BY_STATE):
        if window.catalogue.case.is_open(row["state"]):
            found[row["service"]] = found.get(row["service"], 0) + row["count"]
    return found


def listed(window: Window, tx: Tx, words: Words) -> list[Listed]:
    """All services, in use, out of use or only being written, by department and name."""
    affairs, count = window.reference.affairs, waiting(window, tx)
    states = service_versions.states(tx)
    rows = [
        _listed(window, words, work, count.get(code, 0))
        for code in [*affairs.written, *(states.keys() - affairs.written.keys())]
        if (
            work := service_editor.work_on(
                window, tx, code, states.get(code, service_versions.NEVER)
            )
        )
        is not None
    ]
    order = list(affairs.departments.values())
    places = {name: at for at, name in enumerate(order)}
    return sorted(rows, key=lambda row: (places.get(row.department_name, len(order)), row.title))


def _listed(window: Window, words: Words, work: service_editor.Work, open_cases: int) -> Listed:
    affairs = window.reference.affairs
    shown, form, cost = work.live or work.bundle, affairs.forms.get(work.code), 0
    found = None if work.live else service_editor.read(window, work.bundle)
    if found is not None:
        form = found.form
    if found is None or not found.mistakes:
        cost = service_cost.minutes(shares_of(window, shown.service, form))
    return Listed(
        work.code,
        service_editor.title(words, work),
        affairs.departments.get(str(shown.service.get("department")), ""),
        shown.service.get("version", 0),
        cost,
        open_cases,
        form is not None,
        work.shown_state,
    )
