"""Services without script: finding one, and what one can have done now."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple, get_args

from server.routes.http import Call, Reply
from server.routes.plain.frame import show
from server.rules import verdicts
from server.rules.catalogue.service_files import Event, Group
from server.rules.expressions import Scope
from server.services import accounts, facts
from server.services.affairs import Affairs

EVENTS, GROUPS = get_args(Event), get_args(Group)
#: Where one applies for a service, its code follows.
APPLY = "/plain/apply/"
#: How many are shown of those that are often asked for, that one can have now, and of the questions that
#: decide of others.
MOST_OFTEN, MOST_NOW, MOST_NEARLY = 8, 3, 2


class Known(NamedTuple):
    """What is known of who looks: facts as a tree."""

    facts: dict
    today: date

    @property
    def scope(self) -> Scope:
        """The same as expressions look it up."""
        return Scope(facts=self.facts, today=self.today.isoformat())


async def known_of(call: Call) -> Known:
    """What is known of the person who is signed in."""
    window = call.window
    today = window.today()
    if call.viewer is None or call.viewer.role != "resident":
        return Known({}, today)
    account = await window.database.read(lambda tx: accounts.by_id(tx, call.viewer.id))
    return Known(facts.tree(facts.of_account(window, account)), today)


async def services(call: Call) -> Reply:
    """GET /plain/services: searched (q), by event, group or department, or what one can have now."""
    query, known = call.query, await known_of(call)
    affairs, language = call.window.reference.affairs, call.words.language
    rows = affairs.rows(language)
    askable = {name for name, fact in affairs.facts.by_name.items() if fact.ask is not None}
    offers = verdicts.offers(rows, askable, known.facts, known.today)
    typed = query.get("q", "").strip()
    chosen = _chosen(affairs, query, language)
    listed = None
    if typed:
        by_code = {row["code"]: row for row in rows}
        listed = [by_code[code] for code in affairs.found(typed, language)]
    elif "now" in query:
        listed = [row for row, _ in offers.now]
    elif chosen:
        listed = [row for row in rows if chosen.holds(row)]
    return show(
        call,
        "services.html",
        here="services",
        said=affairs.common[language],
        typed=typed[:100],
        asked_now="now" in query,
        chosen=chosen.title if chosen else "",
        listed=listed,
        together=[row for row in rows if row["bundle"]],
        often=[row for row in rows if row["often"] and not row["bundle"]][:MOST_OFTEN],
        now=[row for row, _ in offers.now],
        why={row["code"]: _names(call, facts) for row, facts in offers.now},
        most_now=MOST_NOW,
        nearly=[(fact, found) for fact, found in offers.nearly.items()],
        most_nearly=MOST_NEARLY,
        count=len(rows),
        events=_counted("events", EVENTS, rows),
        groups=_counted("groups", GROUPS, rows),
        departments=_departments(call, rows),
        center=call.window.reference.answer.street,
    )


def _names(call: Call, names: list[str]) -> str:
    """Facts as they are called, one after the other."""
    words = call.window.reference.affairs.common[call.words.language]
    return call.words("format.list").join(words[f"fact.{name}.label"] for name in names)


class _Chosen(NamedTuple):
    title: str
    holds: Callable[[dict], bool]


def _chosen(affairs: Affairs, query: dict[str, str], language: str) -> _Chosen | None:
    """The part of the list that a link asks for; None for what is not there."""
    words = affairs.common[language]
    event, group, department = (query.get(name) for name in ("event", "group", "department"))
    if event in EVENTS:
        return _Chosen(words[f"event.{event}"], lambda row: event in row["events"])
    if group in GROUPS:
        return _Chosen(words[f"group.{group}"], lambda row: group in row["groups"])
    if department in affairs.departments:
        name = affairs.departments[department]
        return _Chosen(name, lambda row: row["department"] == department)
    if "all" in query:
        return _Chosen("", lambda row: True)
    return None


def _counted(member: str, names: tuple[str, ...], rows: list[dict]) -> list[tuple[str, int]]:
    counts = [(name, sum(name in row[member] for row in rows)) for name in names]
    return [(name, count) for name, count in counts if count]


def _departments(call: Call, rows: list[dict]) -> list[tuple]:
    """Each department with how many services it has."""
    own = call.window.reference.answer.departments
    return [(one, sum(row["department"] == one.id for row in rows)) for one in own]
