"""Telling those who joined a case, by message, of each of its steps. The list of one's cases and
the event stream say the same; a message that cannot be sent is logged and not tried again."""

import asyncio
import logging

from server.services import joins
from server.services.events import CaseEvent
from server.services.notifier import Notifier, NotifierError
from server.services.window import Window

log = logging.getLogger("onewindow.telling")


class Teller:
    """Sends in the background: a step does not wait for a gateway."""

    def __init__(self, window: Window, notifier: Notifier | None):
        self._window = window
        self._notifier = notifier
        self._tasks: set[asyncio.Task] = set()

    def announce(self, event: CaseEvent | None) -> None:
        """A case moved: open streams hear it, and who joined it gets a message."""
        if event is None:
            return
        self._window.hub.publish(event)
        if event.joiners and self._notifier is not None:
            task = asyncio.create_task(self._send(event))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """Let what is under way end."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _send(self, event: CaseEvent) -> None:
        window = self._window
        words = window.library.choose("")
        text = words("sms.joined", number=event.number, state=words(f"state.{event.state}"))
        phones = await window.database.read(lambda tx: joins.phones(window, tx, event.number))
        for phone in phones:
            try:
                await self._notifier.tell(phone, text)
            except NotifierError as error:
                log.warning("a message could not be sent", extra={"error": str(error)})
