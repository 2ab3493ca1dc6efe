"""Open cases nearby that may be the same thing as what somebody is about to file."""

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import similar as rule
from server.rules.audiences import PUBLIC
from server.rules.forms import leaves
from server.services import case_rows, joins, offers, views
from server.services.reference import ReferenceData
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables as t
from server.store.tx import Tx
from server.wire import types as wire

#: What is filed where similar cases are offered.
KIND = "appeal"
#: What of a filing is looked at.
PATHS = (
    "category",
    "title",
    "description",
    "place.text",
    "place.grid_id",
    "place.lon",
    "place.lat",
)
#: The newest open cases of a grid that are looked at.
CANDIDATES = 200
#: Grids whose middle is so near are looked at too, metres.
NEIGHBOUR_METRES = 600.0

_C = t.cases.c
_COLUMNS = [column for column in t.cases.columns if column.name not in case_rows.WHOLE_ONLY]
OPEN_IN_GRID = (
    sa.select(*_COLUMNS)
    .where(_C.grid_id == bindparam("grid"), _C.due_at.is_not(None))
    .order_by(_C.id.desc())
    .limit(bindparam("limit"))
)


def form_of(reference: ReferenceData) -> dict:
    """The fields of a filing that are looked at, none of them required."""
    fields = [
        {**field, "required": False, "min": field["min"] if field["type"] == "number" else 0}
        for field in leaves(reference.forms.appeal)
        if field["path"] in PATHS
    ]
    return {"fields": fields}


def find(
    window: Window, tx: Tx, viewer: Viewer, values: dict, words: Words
) -> tuple[wire.SimilarCases, list[int]]:
    """The likeliest first, and the ids of those whose offer is to be written down before the
    viewer sees them; values by PATHS, what is missing is not given."""
    values = {path: values.get(path) for path in PATHS}
    case_rules = window.catalogue.case
    if values["category"] is not None and not case_rules.may_join(KIND, values["category"]):
        return wire.SimilarCases([]), []
    written = rule.pairs(f"{values['title'] or ''} {values['description'] or ''}")
    lon, lat = values["place.lon"], values["place.lat"]
    if lon is None or lat is None:
        lon = lat = None
    home = values["place.grid_id"] or (
        window.reference.grid_at(lon, lat) if lon is not None else None
    )
    now = window.now()
    ranked = []
    for grid in _grids(window, home, lon, lat, values["place.text"] or ""):
        for case in tx.all(OPEN_IN_GRID, grid=grid, limit=CANDIDATES):
            if case["owner_id"] == viewer.id:
                continue
            if not case_rules.may_join(case["kind"], case["category"]):
                continue
            distance = None
            if lon is not None and case["lon"] is not None:
                distance = rule.metres(lon, lat, case["lon"], case["lat"])
            shared = rule.shared(written, rule.pairs(case["title"]))
            score = rule.score(shared, distance, grid == home, now - case["created_at"])
            if score is not None:
                ranked.append((score, case["id"], case))
    ranked.sort(key=lambda one: (-one[0], -one[1]))
    best = [case for _, _, case in ranked[: rule.MOST]]
    shown = wire.SimilarCases([_shown(window, tx, viewer, case, now, words) for case in best])
    return shown, offers.missing(tx, viewer, (case["id"] for case in best), now)


def _grids(
    window: Window, home: str | None, lon: float | None, lat: float | None, text: str
) -> list[str]:
    """The grid, those near the position; without both the grids of a community that is named."""
    found = [home] if home is not None else []
    for grid in window.reference.grids.values():
        if lon is not None:
            near = rule.metres(lon, lat, grid.lon, grid.lat) <= NEIGHBOUR_METRES
        else:
            near = home is None and grid.community in text
        if near and grid.id != home:
            found.append(grid.id)
    return found


def _shown(
    window: Window, tx: Tx, viewer: Viewer, case: dict, now: int, words: Words
) -> wire.SimilarCase:
    joined = joins.has_joined(tx, case, viewer)
    members = views.summary_members(window, tx, case, now, words, joined=joined)
    names = wire.SimilarCase.__struct_fields__
    found = wire.SimilarCase(**{name: members[name] for name in names})
    return window.projections[PUBLIC].apply(found, named=False)
