"""Filling an empty database with the fictional street, through the product's own services."""

import logging
import random
import time
from dataclasses import replace
from datetime import date

import sqlalchemy as sa

from server.demo import organisations, people, photos, texts, visits
from server.demo.applications import Applications
from server.demo.plan import Planned, plan
from server.ports import Clock, Ports, Random
from server.rules.identity import check_character
from server.services import (
    access,
    accounts,
    activities,
    attachments,
    case_rows,
    filing,
    joins,
    notices,
    rating,
    steps,
)
from server.services.received import Received
from server.services.window import Viewer, Window
from server.store import tables as t
from server.store.tx import Tx

log = logging.getLogger("onewindow.demo")
_HAS_ACCOUNT = sa.select(t.accounts.c.id).limit(1)
_NEWEST_FIRST = sa.select(t.cases).order_by(t.cases.c.id.desc())
DAY_MS = 86_400_000
HOUR_MS = 3_600_000
#: The moment of a scene when the work is done.
AFTER = photos.MOMENTS - 1


class SetClock(Clock):
    """A clock that shows what it is set to."""

    at = 0

    def now_ms(self) -> int:
        """The time it was set to."""
        return self.at


class SeededRandom(Random):
    """The same ids every time; for fictional data only."""

    def __init__(self, rng: random.Random):
        self._rng = rng

    def id(self) -> str:
        """32 hexadecimal characters."""
        return self.bytes(16).hex()

    def bytes(self, count: int) -> bytes:
        """So many bytes."""
        return self._rng.randbytes(count)


def seed_if_empty(window: Window) -> bool:
    """Put the demo's data into an empty database; False if it is not empty."""
    if window.database.read_now(lambda tx: tx.value(_HAS_ACCOUNT)) is not None:
        return False
    started = time.monotonic()
    window.database.write_now(lambda tx: Seeder(window, tx).run())
    log.info("demo data made", extra={"seconds": round(time.monotonic() - started, 2)})
    return True


class Seeder:
    """One seeding."""

    def __init__(self, window: Window, tx: Tx):
        self.rng = random.Random(20260101)
        self.now = window.now()
        self.clock = SetClock()
        self.window = replace(window, ports=Ports(self.clock, SeededRandom(self.rng)))
        self.tx = tx
        self.pictures: dict[tuple[str, int], tuple[str, Received]] = {}
        self.staff: dict[str, Viewer] = {}
        self.handlers: dict[str, Viewer] = {}
        self.walkers: dict[str, Viewer] = {}
        self.residents: list[Viewer] = []

    def run(self) -> None:
        """Accounts, notices, cases."""
        self.clock.at = self.now - 120 * DAY_MS
        self._accounts()
        people.settle_everybody(self.window, self.tx)
        for index, (title, body, days) in enumerate(texts.NOTICES):
            at = self.now - days * DAY_MS
            notices.put(self.tx, f"notice-{index + 1}", notices.Written(title, body, at))
        self._activities()
        own = (self.window, self.tx, self.now, self.clock, SeededRandom, self._picture)
        Applications(*own).run(self.residents, self.handlers)
        for planned in plan(self.window.reference.deadlines, self.now, self.rng):
            self._case(planned)
        self._joins()
        self.clock.at = self.now
        visits.plan_today(self.window, self.tx, self.staff["dispatcher"])
        organisations.register_all(self.window, self.tx)

    def _activities(self) -> None:
        """Two that can be signed up for, two hours each."""
        calendar = self.window.reference.calendar
        today = (self.window.zone.local(self.now).date() - date(1970, 1, 1)).days
        for index, (title, body, ago, planned) in enumerate(texts.ACTIVITIES):
            place, days, hour, places, most, group = planned
            begins = calendar.start_of(today + days) + hour * HOUR_MS
            ends, name = begins + 2 * HOUR_MS, f"activity-{index + 1}"
            written = notices.Written(title, body, self.now - ago * DAY_MS, ends)
            notices.put(self.tx, name, written)
            plan = activities.Plan(place, begins, ends, begins - DAY_MS, places, most, group=group)
            activities.put(self.tx, name, plan)

    def _joins(self) -> None:
        """Every third open case that several people may meet was met by others too; the first
        resident joined the newest two of them."""
        rules = self.window.catalogue.case
        could_join = [
            case
            for case in self.tx.all(_NEWEST_FIRST)
            if rules.is_open(case["state"]) and rules.may_join(case["kind"], case["category"])
        ]
        met = could_join[::3]
        first, *others = self.residents
        left = 2
        for case in met:
            who = self.rng.sample(
                [v for v in others if v.id != case["owner_id"]], self.rng.randrange(1, 5)
            )
            if left and case["owner_id"] != first.id:
                who.append(first)
                left -= 1
            for viewer in who:
                self.clock.at = self.rng.randrange(case["created_at"], self.now)
                joins.add(self.window, self.tx, case, viewer)

    def _accounts(self) -> None:
        password = accounts.hasher.hash(texts.PASSWORD)
        for login, role, number, where, title in texts.STAFF:
            row = accounts.new_account(
                self.window,
                role=role,
                login=login,
                password=password,
                staff_no=number,
                title=title,
                department_id=where if role == "handler" else None,
                grid_id=where if role == "grid_worker" else None,
                verified=1,
            )
            accounts.insert(self.tx, row)
            viewer = accounts.viewer_of(row)
            self.staff[login] = viewer
            if role == "handler":
                self.handlers[where] = viewer
            elif role == "grid_worker":
                self.walkers[where] = viewer
        for index, (phone, name) in enumerate(texts.RESIDENTS):
            row = accounts.resident_of(self.window, self.tx, phone)
            if name:
                start = f"990101{1950 + index * 4}0{index % 9 + 1}1500{index % 10}"
                accounts.set_identity(
                    self.window, self.tx, row["id"], name, start + check_character(start)
                )
            self.residents.append(accounts.viewer_of(row))

    def _uploads(self, owner: Viewer, matter: texts.Matter, moments: range) -> list[dict]:
        """Photos of a matter's scene: before anything was done, a closer look, and afterwards."""
        return [
            attachments.insert(
                self.window, self.tx, owner.id, *self._picture(matter.scene or "record", moment)
            )
            for moment in moments
        ]

    def _picture(self, scene: str, moment: int) -> tuple[str, Received]:
        if (scene, moment) not in self.pictures:
            picture = photos.picture(scene, moment)
            kept = self.window.blobs.put(picture.content, picture.thumb)
            self.pictures[scene, moment] = kept, picture
        return self.pictures[scene, moment]

    def _case(self, planned: Planned) -> None:
        matter, site, rng = planned.matter, planned.site, self.rng
        self.clock.at = planned.created_at
        grid = self.window.reference.grids[site.grid]
        # A place has one position, whoever names it.
        offset = random.Random(site.place)
        owner = self.residents[site.owner]
        values = {
            "category": matter.category,
            "title": site.title,
            "description": matter.description,
            "place.text": site.place,
            "place.grid_id": grid.id,
            "place.lon": round(grid.lon + offset.uniform(-0.0015, 0.0015), 6),
            "place.lat": round(grid.lat + offset.uniform(-0.0012, 0.0012), 6),
            "contact.mode": "anonymous" if rng.random() < 0.2 else "named",
            "contact.phone": None,
        }
        pictures = self._uploads(owner, matter, range(matter.photos))
        case, _ = filing.create(self.window, self.tx, owner, values, pictures, "portal")
        number = case["number"]
        department = matter.department
        for code, at in planned.steps:
            self.clock.at = at
            department = self._step(number, code, owner, matter, department)

    def _step(
        self, number: str, code: str, owner: Viewer, matter: texts.Matter, department: str
    ) -> str:
        case = case_rows.find(self.tx, number)
        if code.startswith("rate"):
            values = self._rating(code)
            rating.apply_rating(self.window, self.tx, case, owner, values)
            return department
        actor = self._actor(code, owner, department, case["grid_id"])
        values, pictures = self._members(code, actor, matter, department)
        if actor.role != "resident":
            access.note(self.tx, case, actor, code, self.clock.at)
        steps.apply(self.window, self.tx, case, actor, code, values, pictures)
        if code == "return":
            others = [d for d in self.window.reference.departments if d != department]
            return self.rng.choice(others)
        return department

    def _actor(self, code: str, owner: Viewer, department: str, grid_id: str) -> Viewer:
        if code in ("withdraw", "supplement"):
            return owner
        if code in ("sign_for", "return", "resolve"):
            return self.handlers[department]
        if code in ("verify_pass", "verify_fail"):
            return self.walkers[grid_id] if self.rng.random() < 0.8 else self.staff["supervisor"]
        return self.staff["dispatcher" if self.rng.random() < 0.7 else "dispatcher2"]

    def _members(
        self, code: str, actor: Viewer, matter: texts.Matter, department: str
    ) -> tuple[dict, list[dict]]:
        pick = self.rng.choice
        if code == "dispatch":
            basis = pick(("statutory", "statutory", "agreed", "designated"))
            members = {
                "department_id": department,
                "basis": basis,
                "note": pick(texts.DISPATCH_NOTES),
            }
            return members, []
        if code == "resolve":
            evidence = 1 if matter.category in ("help", "complaint") or matter.scene else 0
            photos_after = self._uploads(actor, matter, range(AFTER, AFTER + evidence))
            return {"note": matter.answer}, photos_after
        words = {
            "accept": ("note", texts.ACCEPT_NOTES),
            "sign_for": ("note", texts.SIGN_NOTES),
            "verify_pass": ("note", texts.VERIFY_NOTES),
            "close": ("note", texts.CLOSING_NOTES),
            "supplement": ("note", texts.SUPPLEMENTS),
            "refuse": ("reason", texts.REFUSALS),
            "return": ("reason", texts.RETURNS),
            "verify_fail": ("reason", texts.FAILS),
            "withdraw": ("reason", ("问题已经自己解决了。",)),
        }
        if code not in words:
            return {}, []
        name, choices = words[code]
        return {name: pick(choices)}, []

    def _rating(self, code: str) -> dict:
        score = self.rng.choice((1, 2) if code == "rate-bad" else (5, 5, 5, 4, 4, 3))
        path, codes = texts.REASONS[score]
        return {
            "score": score,
            "solved": score > 2,
            "comment": self.rng.choice(texts.COMMENTS[score]),
            path: list(codes),
        }
