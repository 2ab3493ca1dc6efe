"""reminders.json: whom the portal tells of a service without being asked."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any, NamedTuple

from msgspec import Meta

from server.rules.catalogue.files import Code, _Closed
from server.rules.catalogue.mistakes import CatalogueError, Findings
from server.rules.catalogue.shape import read_text
from server.rules.expression_check import Names, check_condition
from server.rules.verdicts import named_facts

Days = Annotated[int, Meta(ge=1, le=365)]


class Rule(NamedTuple):
    """A service, and when somebody is told of it: an expression over facts. visit: whether somebody goes
    to whom no message reaches."""

    id: str
    service: str
    when: Any
    visit: bool = True


class Reminders(NamedTuple):
    """The rules of services that are offered here. answer_days: so long who was told has to answer before
    somebody comes; mandate_days, benefit_days: so long before the last day it is told that a mandate, or what
    was granted for a time, ends."""

    rules: tuple[Rule, ...]
    answer_days: int
    mandate_days: int
    benefit_days: int


class _Rule(_Closed, kw_only=True):
    """A rule as it is written."""

    id: Code
    service: Code
    when: Any
    visit: bool = True


class RemindersFile(_Closed, kw_only=True):
    """reminders.json"""

    about: str = ""
    answer_days: Days = 14
    mandate_days: Days = 14
    benefit_days: Days = 30
    rules: list[_Rule]


def read_reminders(raw: bytes, facts: Mapping[str, str], services: Collection[str]) -> Reminders:
    """The file as it holds here. facts: types by name. Raises CatalogueError."""
    found = Findings("reminders.json")
    _, file = read_text(found, raw, RemindersFile)
    rules, seen = [], set()
    for index, rule in enumerate(file.rules if file is not None else ()):
        place = ("rules", index)
        if rule.id in seen:
            found.add((*place, "id"), f"two rules {rule.id!r}")
        seen.add(rule.id)
        check_condition(rule.when, (*place, "when"), Names({}, facts), found)
        if not named_facts(rule.when):
            found.add((*place, "when"), "hangs on no fact")
        if rule.service in services:
            rules.append(Rule(rule.id, rule.service, rule.when, rule.visit))
    if found.mistakes:
        raise CatalogueError(found.mistakes)
    assert file is not None, "a file that cannot be read has mistakes"
    return Reminders(tuple(rules), file.answer_days, file.mandate_days, file.benefit_days)
