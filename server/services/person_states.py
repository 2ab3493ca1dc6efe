"""What the street's register says of a person (living here, moved away, died), what ends with it, and
how it is put right.

Mandates, filings and proactive messages ask for the state when they are used (rules.mandates,
assisted, reminders, messages), so a register that was wrong and is put right gives them back. Every
change is a row of base_changes; visits that were called off stay so.
"""

from server.services import answers, changes, people, people_desk, person_sights, visits
from server.services.answers import Answer, Once
from server.services.changes import Author
from server.services.reading import Reader
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import people as wire
from server.wire.types import encode

LONGEST_REASON = 200


def becomes(tx: Tx, person_id: str, state: str, by: str | None, now: int) -> None:
    """Somebody saw at the door that the person moved or died: nobody goes there any more."""
    person = people.by_id(tx, person_id)
    if person is None:
        return
    people.set_state(tx, person, state, by, now)
    for one in sorted(people.ids_of(tx, person)):
        visits.end_of_person(tx, one, state, by, now)


def live(window: Window, tx: Tx, author: Author, person: dict, reason: str) -> None:
    """The register was wrong: the person lives here. By whom and why goes into the audit list."""
    people.set_state(tx, person, people.LIVING, author.account_id, window.now())
    told = {"person": person["id"], "reason": reason}
    changes.note(window, tx, author, "people.living", "people", told)


def put_right(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    login: str,
    person_id: str,
    reason: str | None,
    asked: Once,
    words: Words,
) -> Answer:
    """The register was wrong: the person lives here. Once; by whom and why goes into the audit list.
    Raises Refusal not_found, invalid at reason."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before
    person = people_desk.readable(window, tx, viewer, person_id)
    reader = Reader()
    said = reader.line("reason", reason, LONGEST_REASON, needed=True)
    reader.refuse()
    now = window.now()
    if person["state"] != people.LIVING:
        live(window, tx, Author(viewer.id, login), person, said)
    person_sights.note(tx, [person["id"]], viewer, "register", now)
    shown = people_desk.shown(window, tx, viewer, people.by_id(tx, person["id"]) or person, words)
    answer = Answer(200, encode(wire.PersonAnswer(shown)))
    answers.keep(window, tx, asked, answer)
    return answer
