"""The register of the dead as who runs the street keeps it: entered with day and source, put right with a
reason; both stand in the audit list (see person_states for what hangs on it)."""

from datetime import date

import sqlalchemy as sa

from server.services import changes, doubles, people, person_sights, person_states
from server.services.changes import Author
from server.services.errors import Refusal
from server.services.reading import Reader
from server.services.window import Viewer, Window
from server.store import people_tables as t
from server.store.tx import Tx

#: So many who died are listed at once; so many letters of a source.
MOST, LONGEST_SOURCE = 100, 200
_P = t.persons.c
_DEAD = (
    sa.select(t.persons)
    .where(_P.state == sa.literal_column(f"'{people.DEAD}'"), _P.merged_into.is_(None))
    .order_by(_P.id.desc())
    .limit(MOST)
)


def listed(window: Window, tx: Tx, viewer: Viewer) -> list[doubles.Known]:
    """Who died, at most MOST, who was registered last first; who is listed was seen."""
    rows = tx.all(_DEAD)
    person_sights.note(tx, [row["id"] for row in rows], viewer, "list", window.now())
    return [doubles.known(window, tx, row) for row in rows]


def enter(window: Window, tx: Tx, author: Author, person_id: str, day: str, source: str) -> None:
    """The person died on that day (2026-01-31, today or before), as the source says. Raises Refusal
    invalid at deceased, death_day or death_source; conflict where the register says so already."""
    reader = Reader()
    person = _chosen(reader, tx, person_id)
    if not day.strip():
        reader.wrong("death_day", "required")
    elif not _is_day(window, tx, person, day.strip()):
        reader.wrong("death_day", "date")
    said = reader.line("death_source", source, LONGEST_SOURCE, needed=True)
    reader.refuse()
    if person is None or person["state"] == people.DEAD:
        raise Refusal("conflict")
    now = window.now()
    person_states.becomes(tx, person["id"], people.DEAD, author.account_id, now)
    told = {"person": person["id"], "day": day.strip(), "source": said}
    changes.note(window, tx, author, "people.dead", "people", told)


def put_right(window: Window, tx: Tx, author: Author, person_id: str, reason: str) -> None:
    """The register was wrong: the person lives here. Raises Refusal invalid at deceased or reason; conflict
    where it does not say that the person died."""
    reader = Reader()
    person = _chosen(reader, tx, person_id)
    said = reader.line("reason", reason, person_states.LONGEST_REASON, needed=True)
    reader.refuse()
    if person is None or person["state"] != people.DEAD:
        raise Refusal("conflict")
    person_states.live(window, tx, author, person, said)


def _chosen(reader: Reader, tx: Tx, person_id: str) -> dict | None:
    person = people.by_id(tx, person_id) if person_id else None
    if person is None:
        reader.wrong("deceased", "required")
    return person


def _is_day(window: Window, tx: Tx, person: dict | None, typed: str) -> bool:
    """Whether somebody can have died then: no later than today, not before the birth."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return False
    facts = people.facts_of(window, tx, person["id"]) if person is not None else {}
    born = facts["birth_date"].value if "birth_date" in facts else ""
    return day <= window.today() and typed >= born
