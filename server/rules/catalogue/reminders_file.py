"""reminders.json: whom the portal tells of a service without being asked."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from server.rules.catalogue.files import Code, _Closed
from server.rules.catalogue.mistakes import CatalogueError, Findings
from server.rules.catalogue.shape import read_text
from server.rules.expression_check import Names, check_condition
from server.rules.verdicts import named_facts


class Rule(NamedTuple):
    """A service, and when somebody is told of it: an expression over facts."""

    id: str
    service: str
    when: Any


class _Rule(_Closed, kw_only=True):
    """A rule as it is written."""

    id: Code
    service: Code
    when: Any


class RemindersFile(_Closed, kw_only=True):
    """reminders.json"""

    about: str = ""
    rules: list[_Rule]


def read_reminders(
    raw: bytes, facts: Mapping[str, str], services: Collection[str]
) -> tuple[Rule, ...]:
    """The rules of services that are offered here. facts: types by name. Raises CatalogueError."""
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
            rules.append(Rule(rule.id, rule.service, rule.when))
    if found.mistakes:
        raise CatalogueError(found.mistakes)
    return tuple(rules)
