"""Assisted filing (帮办代办): a helper files for a person under a mandate; the case is the person's."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from server.rules import mandates as rules
from server.rules import text
from server.rules.device_time import Made, read_made
from server.services import (
    accounts,
    call_backs,
    facts,
    helping,
    mandates,
    people,
    people_desk,
    person_sights,
)
from server.services.errors import Refusal, invalid
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import mandates as wire
from server.wire.types import Fact

#: Stands in a service's `for` where somebody else may ask for it in the portal.
MANDATE = "mandate"
#: What a mandate says that is about something else.
OTHER_MATTER = "other_matter"


class Behalf(NamedTuple):
    """For whom somebody files, and by which mandate."""

    helper: Viewer
    person: Mapping
    account: str | None
    mandate: str
    when: Made
    taken: list[dict]

    @property
    def channel(self) -> str:
        """Through which window the helper files."""
        return helping.channel_of(self.helper)

    def facts(self, window: Window, tx: Tx) -> dict[str, Any]:
        """What is known of the person."""
        return people_desk.facts_for(window, tx, self.person["id"])

    def allow(
        self,
        window: Window,
        tx: Tx,
        category: str | None,
        values: Mapping,
        *,
        service: str | None,
        bundle: str | None = None,
    ) -> None:
        """The mandate must allow it now. bundle: the service of several that it is asked for with. Raises
        Refusal invalid at `mandate`."""
        act = rules.Act(
            scope=rules.FILE,
            person=self.person["id"],
            helper=self.helper.id or "",
            role=self.helper.role,
            channel=self.channel,
            day=window.today().isoformat(),
            service=service,
            category=category,
            bundle=bundle,
            own=helping.is_own(self.helper, self.account, values),
        )
        row = mandates.allowed(window, tx, self.mandate, act)
        if row not in self.taken:
            self.taken.append(row)

    def begin(self, window: Window, tx: Tx, words: Words) -> wire.Begun:
        """What a form for the person begins with; the sight is written down for them."""
        now = window.now()
        person_sights.note(tx, [self.person["id"]], self.helper, "assist", now)
        found = self.facts(window, tx)
        shown = {n: Fact(v, facts.source_of(window, n, words)) for n, v in found.items()}
        name = people.name_of(window, tx, self.person["id"]) or ""
        return wire.Begun(self.mandate, self.person["id"], name, shown)

    def columns(self) -> dict[str, Any]:
        """What the case has of it: it is the person's, and says who filed it."""
        return {
            "owner_id": self.account,
            "person_id": self.person["id"],
            "filed_by": self.helper.id,
        }

    def note(self, window: Window, tx: Tx, case: Mapping, now: int) -> None:
        """Write the act down, for the person to read; a share of them is checked by a call."""
        helper = self.helper.id or ""
        for row in self.taken:
            mandates.note_act(tx, row, rules.FILE, case["id"], helper, self.when, now)
        call_backs.draw(window, tx, case, now)


def begun(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    person_id: str,
    *,
    service: str | None = None,
    category: str | None = None,
) -> Behalf:
    """For whom the viewer begins to file, by that of the mandates the person gave them which allows
    it now. service, category: what for. Raises Refusal not_found where the person gave the viewer
    none, invalid at `mandate` with what stands against the nearest one."""
    person, given = _given(tx, viewer, person_id)
    said = [may_begin(window, tx, viewer, row, service=service, category=category) for row in given]
    if None in said:
        return _behalf(window, tx, viewer, person, given[said.index(None)]["id"])
    raise invalid("mandate", next((one for one in said if one != OTHER_MATTER), OTHER_MATTER))


def reports(window: Window, tx: Tx, viewer: Viewer, person_id: str) -> dict[str, Behalf]:
    """What the viewer may report for a person now: for whom and by which of the mandates, by category.
    Raises Refusal as `begun`."""
    person, given = _given(tx, viewer, person_id)
    said, found = OTHER_MATTER, {}
    for row in given:
        for category in mandates.matters_of(row).appeals:
            wrong = may_begin(window, tx, viewer, row, category=category)
            if wrong is None:
                found.setdefault(category, _behalf(window, tx, viewer, person, row["id"]))
            elif said == OTHER_MATTER:
                said = wrong
    if not found:
        raise invalid("mandate", said)
    return found


def under(window: Window, tx: Tx, viewer: Viewer, mandate: str, *, service: str) -> Behalf:
    """For whom the viewer begins to file for a service by one mandate. Raises Refusal invalid at
    `mandate`."""
    row = mandates.by_id(tx, mandate) if _is_id(mandate) else None
    person = people.by_id(tx, row["person_id"]) if row is not None else None
    if row is None or person is None:
        raise invalid("mandate", "unknown")
    wrong = may_begin(window, tx, viewer, row, service=service)
    if wrong is not None:
        raise invalid("mandate", wrong)
    return _behalf(window, tx, viewer, person, mandate)


def may_begin(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    row: Mapping,
    *,
    service: str | None = None,
    category: str | None = None,
) -> str | None:
    """Why the viewer cannot file under a mandate now, for a service (of several at once: for none of
    them) or an appeal of a category; None where they can."""
    person = people.by_id(tx, row["person_id"])
    if person is None:
        return "other_person"
    known = mandates.rule_of(row, person)
    for code in [service] if service is None else _names_of(window, service):
        act = rules.Act(
            scope=rules.FILE,
            person=person["id"],
            helper=viewer.id or "",
            role=viewer.role,
            channel=helping.channel_of(viewer),
            day=window.today().isoformat(),
            service=code,
            category=category,
            own=helping.is_own(viewer, person["account_id"], {}),
        )
        if rules.is_about(known.matters, act):
            return rules.verdict(known, act)
    return OTHER_MATTER


def may_ask(window: Window, tx: Tx, viewer: Viewer, row: Mapping, service: str) -> bool:
    """Whether the viewer can ask for a service in the portal under a mandate now."""
    affairs = window.reference.affairs
    return (
        service in affairs.forms
        and MANDATE in affairs.by_code[service]["for"]
        and may_begin(window, tx, viewer, row, service=service) is None
    )


def helped_with(window: Window, tx: Tx, viewer: Viewer, service: str) -> dict[str, str]:
    """For whom the viewer can ask for a service now: their masked names by id, the newest mandate first."""
    return {
        row["person_id"]: text.mask_name(people.name_of(window, tx, row["person_id"]) or "")
        for row in mandates.of_helper(tx, viewer.id or "")
        if may_ask(window, tx, viewer, row, service)
    }


def mandates_of(tx: Tx, viewer: Viewer, person: Mapping) -> list[dict]:
    """The mandates that a person gave the viewer, the newest first, whether they hold or not."""
    ids = people.ids_of(tx, person)
    return [row for row in mandates.of_helper(tx, viewer.id or "") if row["person_id"] in ids]


def _given(tx: Tx, viewer: Viewer, person_id: str) -> tuple[dict, list[dict]]:
    """A person and the mandates they gave the viewer. Raises Refusal not_found where there is none."""
    person = people.by_id(tx, person_id) if _is_id(person_id) else None
    given = [] if person is None else mandates_of(tx, viewer, person)
    if person is None or not given:
        raise Refusal("not_found")
    return person, given


def _names_of(window: Window, service: str) -> list[str]:
    """What a mandate may name for it: the service, of several at once each of them too."""
    definition = window.reference.affairs.by_code.get(service, {})
    return [service, *(one["service"] for one in definition.get("bundle", ()))]


def _is_id(given: str) -> bool:
    return 0 < len(given) <= 64 and "\0" not in given


def _behalf(window: Window, tx: Tx, viewer: Viewer, person: Mapping, mandate: str) -> Behalf:
    when = Made(None, window.now())
    return Behalf(viewer, person, _account(tx, person), mandate, when, [])


def _account(tx: Tx, person: Mapping) -> str | None:
    """The person's account, as long as there is one."""
    owner = person["account_id"]
    return owner if owner and accounts.by_id(tx, owner) else None


def read(window: Window, tx: Tx, viewer: Viewer, body: Mapping) -> Behalf | None:
    """For whom a filing is; None: for who files. Raises Refusal invalid."""
    given = body.get("on_behalf_of")
    if not given:
        return None
    person = people.by_id(tx, given)
    if person is None:
        raise invalid("on_behalf_of", "unknown")
    if person["state"] == people.DEAD:
        raise invalid("on_behalf_of", "dead")
    mandate = body.get("mandate")
    if not mandate:
        raise invalid("mandate", "required")
    when, wrong = read_made(body, window.now())
    if wrong:
        raise Refusal("invalid", wrong)
    return Behalf(viewer, person, _account(tx, person), mandate, when, [])
