"""The demo's applications: some of each state, by fictional people, through the product's own services."""

import logging
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from server.demo.texts import RESIDENTS
from server.ports import Ports, Random
from server.rules.identity import check_character
from server.services import (
    access,
    accounts,
    applications,
    attachments,
    burden_counts,
    case_rows,
    facts,
    filing,
    rating,
    steps,
)
from server.services.received import Received
from server.services.window import Viewer, Window
from server.store.tx import Tx

log = logging.getLogger("onewindow.demo")
HOUR_MS = 3_600_000
_PARENT = "示例老人甲"
_CARD = "6222020000000000000"
_BOOK = "materials.household_book"
_ACCEPT = ("accept", {"note": "材料齐全，开始审核。"})
_CLOSE = ("close", {"note": "结果已送达。"})

Step = tuple[str, dict]


def _parent_number() -> str:
    start = "99010119420601000"
    return start + check_character(start)


def _grant(words: str) -> Step:
    return "grant", {"words": words}


#: Service, who (a place in RESIDENTS), hours ago, steps with the hours between them.
_PLANNED: tuple[tuple[str, int, int, tuple[Step, ...]], ...] = (
    ("elder_allowance", 1, 900, (
        _ACCEPT, _grant("从下月起，每月 100 元，打到您尾号 0000 的银行卡。"), _CLOSE, ("rate", {}),
    )),
    ("residence_permit", 2, 700, (_ACCEPT, _grant("居住证已办好，请带身份证到 3 号窗口领取。"), _CLOSE)),
    ("residence_permit", 5, 500, (_ACCEPT, ("deny", {
        "reason": "在本市居住还不满半年，暂不符合《居住证暂行条例》规定的条件。",
        "objection": "不服的，可以在 60 天内向区人民政府申请行政复议；满半年后也可以重新申请。",
    }))),
    ("temporary_relief", 4, 400, (("refuse", {"reason": "您申请的事项由区医保部门办理，请拨打 12345 咨询。"}),)),
    ("temporary_relief", 7, 300, (_ACCEPT, ("withdraw", {"reason": "困难已经解决。"}))),
    ("residence_permit", 0, 260, (_ACCEPT, _grant("居住证已办好，请带身份证到 3 号窗口领取。"))),
    ("elder_allowance", 0, 120, (_ACCEPT, ("request_correction", {
        "fields": [_BOOK], "pictures": [], "reason": "户口簿本人页反光，看不清出生日期，请重拍一张。",
    }))),
    ("elder_allowance", 5, 96, (_ACCEPT,)),
    ("temporary_relief", 8, 72, (_ACCEPT,)),
    ("residence_permit", 9, 50, (_ACCEPT,)),
    ("temporary_relief", 2, 6, ()),
    ("elder_allowance", 4, 3, ()),
)  # fmt: skip


#: Who has an application waiting that is prepared (免申即享): phone, name, the age that they just came
#: to, what they were granted days ago, and for how many days from now it holds.
PREPARED_FOR: tuple[tuple[str, str, int, str, int, int | None], ...] = (
    ("13800000041", "何长寿", 90, "elder_allowance", 100, None),
    ("13800000042", "林新来", 60, "residence_permit", 100, 20),
)

#: Minutes that a form takes, how often it was left, and asked about by phone.
_COUNTED = (
    ("elder_allowance", 6, 2, 7),
    ("minimum_living", 21, 6, 9),
    ("residence_permit", 9, 3, 2),
    ("points_school", 17, 4, 5),
)
#: Somebody who could not get something done (办不成事).
_TURNED_AWAY = {
    "kind": "turned_away",
    "title": "灵活就业社保登记",
    "place": {"text": "服务中心 4 号窗口"},
    "category": "not_taken",
    "description": "上周去了两趟，都说系统里查不到，不收材料，也没说该找谁。",
}


class Applications:
    """Puts the applications down. clock: what the window's clock shows, to be set."""

    def __init__(
        self,
        window: Window,
        tx: Tx,
        now: int,
        clock,
        ids: Callable[[random.Random], Random],
        picture: Callable[[str, int], tuple[str, Received]],
    ):
        # Random of its own, so that the other cases stay what they are.
        self._window = replace(window, ports=Ports(clock, ids(random.Random(20260202))))
        self._tx, self._now, self._clock, self._picture = tx, now, clock, picture

    def run(self, residents: list[Viewer], handlers: dict[str, Viewer]) -> None:
        """All of them, the oldest first; services that this street does not have are left out."""
        affairs = self._window.reference.affairs
        for service, who, hours, taken in _PLANNED:
            if service in affairs.forms:
                handler = handlers[affairs.by_code[service]["department"]]
                self._one(service, residents[who], RESIDENTS[who], hours, taken, handler)
        self._turned_away(residents[3])
        for planned in PREPARED_FOR:
            self._prepared_for(handlers, *planned)
        self._count()

    def _count(self) -> None:
        """What forms cost, as if many had filled them in."""
        window, tx, forms = self._window, self._tx, self._window.reference.affairs.forms
        self._clock.at = self._now
        for service, minutes, left, asked in _COUNTED:
            if service not in forms:
                continue
            for at in range(9):
                burden_counts.note_time(window, tx, service, minutes * 60 + (at - 4) * 25)
            fields = [field["path"] for field in burden_counts.questions(forms[service])]
            for at in range(left):
                begun = {"applicant": {"name": "示例居民"}} if at % 3 else {}
                burden_counts.note_left(window, tx, service, forms[service], begun)
            for at in range(asked):
                burden_counts.note_asked(window, tx, service, fields[-2] if at % 2 else "")

    def _prepared_for(
        self,
        handlers: dict[str, Viewer],
        phone: str,
        name: str,
        age: int,
        service: str,
        ago: int,
        holds: int | None,
    ) -> None:
        window, tx, affairs = self._window, self._tx, self._window.reference.affairs
        today = window.zone.local(self._now).date()
        birth = (today - timedelta(days=10)).replace(day=1)
        start = f"990101{birth.year - age}{birth:%m%d}010"
        self._clock.at = self._now - (ago + 1) * 24 * HOUR_MS
        account = accounts.resident_of(window, tx, phone)["id"]
        accounts.set_identity(window, tx, account, name, start + check_character(start))
        row = accounts.by_id(tx, account)
        if service not in affairs.forms:
            return
        code, values = _grant("已经办好。")
        if holds is not None:
            values = {**values, "valid_until": (today + timedelta(days=holds)).isoformat()}
        handler = handlers[affairs.by_code[service]["department"]]
        taken = (_ACCEPT, (code, values), _CLOSE, ("rate", {}))
        applicant = {"name": name, "id_number": facts.of_account(window, row)["person.id_number"]}
        own = {
            "for": "self",
            "applicant": {**applicant, "phone": phone},
            "bank": {"holder": name, "name": "示例银行", "card": _CARD},
        }
        owner = accounts.viewer_of(row)
        self._one(service, owner, (phone, name), ago * 24, taken, handler, own)

    def _turned_away(self, owner: Viewer) -> None:
        self._clock.at = self._now - 20 * HOUR_MS
        body = {**_TURNED_AWAY, "consent": True, "contact": {"mode": "named"}}
        kind, values, problems = filing.check(self._window, body)
        if problems:
            log.warning("nobody was turned away: %s", problems)
            return
        filing.create(self._window, self._tx, owner, values, [], "portal", kind)

    def _one(
        self,
        service: str,
        owner: Viewer,
        person: tuple[str, str],
        hours: int,
        taken: tuple[Step, ...],
        handler: Viewer,
        changes: dict | None = None,
    ) -> None:
        window, tx = self._window, self._tx
        self._clock.at = self._now - hours * HOUR_MS
        body = self._body(service, owner, person) | (changes or {})
        checked = applications.check(window, tx, owner, body)
        pictures, missing = filing.own_each(tx, owner.id, checked.definition.form, checked.picked)
        if checked.problems or missing:
            # A street with forms of its own still starts its demo.
            log.warning("no application for %s: %s", service, checked.problems + missing)
            return
        case, _ = applications.create(window, tx, owner, checked, pictures, "portal")
        for at, (code, values) in enumerate(taken, 1):
            self._clock.at = self._now - hours * HOUR_MS * (len(taken) + 1 - at) // (len(taken) + 1)
            self._step(case["number"], code, values, owner, handler)

    def _step(self, number: str, code: str, values: dict, owner: Viewer, handler: Viewer) -> None:
        window, tx = self._window, self._tx
        case = case_rows.find(tx, number)
        if code == "rate":
            given = {
                "score": 5,
                "solved": True,
                "comment": "没跑一趟就办好了。",
                "praises": ["no_trips"],
            }
            rating.apply_rating(window, tx, case, owner, given)
            return
        actor = owner if code == "withdraw" else handler
        if code == "request_correction":
            by = window.zone.local(self._now) + timedelta(days=10)
            values = {**values, "by": by.date().isoformat()}
        if actor is handler:
            access.note(tx, case, actor, code, self._clock.at)
        steps.apply(window, tx, case, actor, code, values, [])

    def _photo(self, owner: Viewer) -> str:
        row = attachments.insert(self._window, self._tx, owner.id, *self._picture("record", 0))
        return row["id"]

    def _body(self, service: str, owner: Viewer, person: tuple[str, str]) -> dict:
        phone, name = person
        known = facts.of_account(self._window, accounts.by_id(self._tx, owner.id))
        body = {
            "kind": applications.KIND,
            "service": service,
            "for": "self",
            "applicant": {"name": name, "id_number": known["person.id_number"], "phone": phone},
            "home": {"text": "柳巷路 8 号 3 幢 502 室", "grid_id": "liuxiang-3"},
            "truth": True,
        }
        bank = {"holder": name, "name": "示例银行", "card": _CARD}
        more: dict[str, Callable[[], dict]] = {
            "elder_allowance": lambda: {
                # For a parent: those who signed up are not eighty yet.
                "for": "family",
                "applicant": {"name": _PARENT, "id_number": _parent_number(), "phone": phone},
                "abroad": False,
                "bank": {**bank, "holder": _PARENT},
                "materials": {
                    "id_card": [self._photo(owner)],
                    "household_book": [self._photo(owner)],
                    "bank_card": [self._photo(owner)],
                },
            },
            "temporary_relief": lambda: {
                "cause": "illness",
                "story": "上月住院，自己付了一万多元，家里一时周转不开。",
                "urgent": False,
                "members": [{"name": "示例家人", "relation": "配偶"}],
                "bank": bank,
                "inquiry": True,
            },
            "residence_permit": lambda: {
                "since": "2026-01-15",
                "reason": "work",
                "deliver": "desk",
                "materials": {"portrait": [self._photo(owner)], "proof": [self._photo(owner)]},
            },
        }
        return body | more[service]()
