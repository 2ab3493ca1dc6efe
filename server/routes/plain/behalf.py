"""替人办 without script: a form that is filled in for a person who gave a mandate. Its address names the
person after the service, as a draft's code does."""

from typing import NamedTuple

from server.routes.http import Call, Reply
from server.routes.plain.frame import show
from server.rules.forms import Problem
from server.services import assisted, bundles, definitions, drafts
from server.services.assisted import Behalf
from server.services.definitions import Definition
from server.services.errors import Refusal
from server.wire import mandates as wire


class Whom(NamedTuple):
    """For whom, and the service as it is asked then. left_out: codes of what the mandate is not about, of
    several services at once."""

    behalf: Behalf
    begun: wire.Begun
    definition: Definition
    left_out: list[str]

    def body(self) -> dict:
        """What a filing has beside its answers."""
        behalf = {"on_behalf_of": self.begun.person, "mandate": self.begun.mandate, "for": "self"}
        return behalf | ({"left_out": self.left_out} if self.left_out else {})

    def titles(self, call: Call) -> list[str]:
        """What is left out, in words."""
        affairs = call.window.reference.affairs
        return [affairs.title(code, call.words.language) for code in self.left_out]


def definition_of(call: Call) -> Definition:
    """The service in the path. Raises Refusal not_found."""
    found = definitions.present(call.window, drafts.parted(call.path["code"])[0])
    if found is None:
        raise Refusal("not_found")
    return found


async def whom_of(call: Call) -> Whom | None:
    """The person in the path, None: it is for who fills it in. The sight is written down. Raises Refusal
    not_found, invalid at `mandate`."""
    code, person = drafts.parted(call.path["code"])
    if not person or call.viewer is None:
        return None
    window, definition, affairs = call.window, definition_of(call), call.window.reference.affairs

    def begin(tx):
        behalf = assisted.begun(window, tx, call.viewer, person, service=code)
        left_out = []
        if "bundle" in definition.service:
            left_out = bundles.outside(tx, call.viewer, definition.service, behalf.mandate)
        return behalf, behalf.begin(window, tx, call.words), left_out

    behalf, begun, left_out = await window.database.write(begin)
    if left_out:
        whole = affairs.whole_without(code, call.words.language, left_out)
        definition = definition._replace(service=whole["service"], form=whole["form"])
    return Whom(behalf, begun, definition, left_out)


class Reporting(NamedTuple):
    """For whom something is reported, and by category what may be."""

    begun: wire.Begun
    may: dict[str, Behalf]

    def body(self, category: str) -> dict:
        """What a report of a category has beside its answers."""
        return {"on_behalf_of": self.begun.person, "mandate": self.may[category].mandate}

    def problems(self, category: str) -> list[Problem]:
        """What is wrong with a category that was sent: no mandate is about it."""
        about = not category or category in self.may
        return [] if about else [Problem("category", assisted.OTHER_MATTER)]


async def reporting_for(call: Call) -> Reporting | None:
    """The person in the path of a report, None: it is for who writes it. The sight is written down.
    Raises Refusal not_found, invalid at `mandate`."""
    person = call.path.get("person", "")
    if not person or call.viewer is None:
        return None
    window = call.window

    def begin(tx):
        may = assisted.reports(window, tx, call.viewer, person)
        return Reporting(next(iter(may.values())).begin(window, tx, call.words), may)

    return await window.database.write(begin)


def stopped(call: Call, refusal: Refusal) -> Reply:
    """The mandate does not allow it: why, what became of what was kept, and how to go on. Raises what is
    something else."""
    said = [call.words.problem(one) for one in refusal.problems if one.path == "mandate"]
    if not said:
        raise refusal
    return show(call, "apply_stopped.html", status=refusal.status, here="mine", said=said)
