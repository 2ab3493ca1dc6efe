"""Assisted filing (帮办代办): a helper files for a person under a mandate; the case is the person's."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from server.rules import mandates as rules
from server.rules.device_time import Made, read_made
from server.services import accounts, call_backs, helping, mandates, people, people_desk
from server.services.errors import Refusal, invalid
from server.services.window import Viewer, Window
from server.store.tx import Tx


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
    owner = person["account_id"]
    account = owner if owner and accounts.by_id(tx, owner) else None
    return Behalf(viewer, person, account, mandate, when, [])
