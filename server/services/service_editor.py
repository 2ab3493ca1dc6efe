"""A service as who runs the street works on it: what is written now, whether that is right, and who would
be asked differently by it."""

from typing import NamedTuple

from server.rules.catalogue.mistakes import Mistake
from server.rules.catalogue.service_checks import Read
from server.rules.nesting import is_too_deep
from server.rules.written_service import WrittenService
from server.services import affairs, service_versions
from server.services.definitions import Definition
from server.services.service_faults import Fault, Faults
from server.services.service_sheet import Sheet
from server.services.service_versions import State
from server.services.window import Window
from server.services.words import LANGUAGES, Words
from server.store.tx import Tx


class Work(NamedTuple):
    """A service that is being looked at. bundle: the draft where there is one, else what is or was in
    use; live: what people get, None where it is not in use; unreadable: the draft is nested too deep to be
    looked at, so that the bundle is what is or was in use all the same."""

    code: str
    state: State
    bundle: WrittenService
    live: WrittenService | None
    unreadable: bool = False

    @property
    def shown_state(self) -> str:
        """How it stands, in one word: ready, draft, live or archived."""
        if self.state.draft is not None:
            return "ready" if self.state.ready else "draft"
        return "live" if self.live is not None else "archived"


def work_on(window: Window, tx: Tx, code: str, state: State | None = None) -> Work | None:
    """The service, None where there is none of that code. state: where it was read already."""
    state = service_versions.state(tx, code) if state is None else state
    live = window.reference.affairs.written.get(code)
    unreadable = state.draft is not None and is_too_deep(state.draft)
    draft = None if unreadable else state.draft
    written = draft or live or service_versions.last_in_use(tx, code)
    if written is None and unreadable:
        written = WrittenService({"code": code, "version": 1}, None, {one: {} for one in LANGUAGES})
    return None if written is None else Work(code, state, written, live, unreadable)


def read(window: Window, bundle: WrittenService) -> Read:
    """The service as people would get it, with everything that is wrong; also what a file or a version in
    use may have, and a new one may not."""
    known = window.reference.affairs.known
    assert known is not None, "the server runs, so that its services could be read"
    found = affairs.check(bundle, known)
    file = f"services/{bundle.service.get('code')}.json"
    more = []
    if found.service.get("time", {}).get("promised") == 0:
        more.append(Mistake(file, "/time/promised", "must be 1 or more"))
    counter = found.service.get("counter")
    if counter is not None and counter not in window.reference.counters.by_id:
        more.append(Mistake(file, "/counter", f"unknown counter {counter!r}"))
    return found._replace(mistakes=[*found.mistakes, *more])


def title(words: Words, work: Work) -> str:
    """What it is called; its code where it has no title yet."""
    texts = work.bundle.texts.get(words.language, {})
    return texts.get(f"service.{work.code}.title") or work.code


def sheet_of(window: Window, words: Words, found: Read) -> Sheet:
    """One without mistakes as it is shown."""
    return Sheet(window, words, Definition(found.service, found.form or {}, found.words))


def said(
    window: Window, words: Words, bundle: WrittenService, mistakes: list[Mistake]
) -> list[Fault]:
    """The mistakes in words, each once."""
    common = window.reference.affairs.common[words.language]
    faults = Faults(words, bundle, common)
    return list(dict.fromkeys(faults.said(one) for one in mistakes))
