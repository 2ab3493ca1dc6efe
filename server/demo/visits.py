"""Today's visits of the demo's grid worker: two that were asked for and two because of what is known."""

from typing import NamedTuple

from server.rules import visits as rules
from server.rules.visits import Span
from server.services import accounts, people, visits
from server.services.visits import Wanted
from server.services.window import Viewer, Window
from server.store.tx import Tx

GRID = "liuxiang-3"
MINUTE_MS = 60_000


class _Planned(NamedTuple):
    """name: of a person of the grid; begins: minutes after midnight; asked_by: a phone of an account,
    "dispatcher" for who phoned, None for nobody."""

    name: str
    kind: str
    matter: str
    begins: int
    asked_by: str | None
    phone: str
    service: str | None


_TODAY = (
    _Planned(
        "李桂芳", rules.HELP_WISH, "高龄津贴没领过，请上门帮办",
        9 * 60 + 30, "13800000021", "13800000021", "elder_allowance",
    ),
    _Planned(
        "丁福生", rules.HELP_WISH, "女儿来电：两天没接电话，先敲门看看",
        10 * 60 + 15, "dispatcher", "13800000023", None,
    ),
    _Planned(
        "冯立", rules.PROACTIVE, "孩子明年上学，去告诉一声要准备什么",
        10 * 60 + 50, None, "13800000027", "school_entry",
    ),
    _Planned(
        "卫阿妹", rules.PROACTIVE, "满九十了，高龄津贴该换一档，上门帮办",
        11 * 60 + 20, None, "", "elder_allowance",
    ),
)  # fmt: skip


def plan_today(window: Window, tx: Tx, desk: Viewer) -> None:
    """Put today's visits down; desk: who took the call. A case to be verified comes by itself."""
    known = {people.name_of(window, tx, one["id"]): one for one in people.of_grid(tx, GRID)}
    calendar = window.reference.calendar
    midnight = calendar.start_of(calendar.day_of(window.now()))
    for planned in _TODAY:
        person = known[planned.name]
        home = people.homes_of(window, tx, person["id"])[0]
        place = people.place(tx, home["place_id"]) or {"lon": None, "lat": None}
        begins = midnight + planned.begins * MINUTE_MS
        asked_by = None
        if planned.asked_by is not None:
            own = planned.asked_by != desk.role
            asked_by = accounts.resident_of(window, tx, planned.asked_by)["id"] if own else desk.id
        wanted = Wanted(
            id=window.ports.random.id(),
            kind=planned.kind,
            grid_id=GRID,
            matter=planned.matter,
            span=Span(begins, begins + 30 * MINUTE_MS),
            name=planned.name,
            phone=planned.phone,
            place=home["text"],
            person_id=person["id"],
            place_id=home["place_id"],
            point=(place["lon"], place["lat"]),
            service=planned.service,
            wisher_id=asked_by,
        )
        visits.open_visit(window, tx, wanted, asked_by)
