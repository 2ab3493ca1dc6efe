"""Telling whom it concerns that a case moved: open streams, other processes, and people's phones."""

from collections.abc import Sequence

from server.services import events, filing, joins, messages
from server.services.events import CaseEvent
from server.services.runner import Runner
from server.services.window import Window
from server.store.tx import Tx


def moved(window: Window, tx: Tx, case: dict, codes: Sequence[str], were_in: str = "") -> CaseEvent:
    """Put down what the steps just taken say, in their transaction; answers the event to announce
    once they are durable. were_in: the departments of the case before."""
    now = window.now()
    joined = joins.who_joined(tx, case)
    event = filing.event_of(window, tx, case, were_in, joined)
    events.record(tx, event, now)
    steps = [window.catalogue.case.steps[code] for code in codes]
    for step in steps:
        if step.tells is not None:
            messages.tell_filer(tx, case, step.tells, now)
    if any(step.to for step in steps):
        messages.tell_joined(tx, case, joined, now)
    return event


class Teller:
    """Announces what is durable."""

    def __init__(self, window: Window, runner: Runner):
        self._window = window
        self._runner = runner

    def announce(self, *events: CaseEvent | None) -> None:
        """Cases moved: open streams hear it, and messages go out. Waits for nobody."""
        moved = [event for event in events if event is not None]
        for event in moved:
            self._window.hub.publish(event)
        if moved:
            self._runner.wake()
