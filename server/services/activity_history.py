"""What was changed of an activity after it was published: kept with what else is changed (services.changes),
each member as it was and became, and said in words."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec

from server.services import changes
from server.services.words import Words
from server.store.tx import Tx
from server.wire import activities as wire

KIND = "activities.edit"
#: Members that can be changed, and of them the moments.
MEMBERS = ("title", "body", "place", "begins_at", "ends_at", "closes_at", "places")
#: Those and what it asks, which changes nothing for who signed up before.
KEPT = (*MEMBERS, "questions")
MOMENTS = ("begins_at", "ends_at", "closes_at")
#: The texts that say them.
_SAID = "activity.change."


class Changed(NamedTuple):
    """One change. at: ms; by: who; members: member → as it was and became, moments as ISO 8601."""

    at: int
    by: str
    members: dict[str, tuple[Any, Any]]


def changed(tx: Tx, activity: str) -> list[Changed]:
    """Every change of an activity, the last first."""
    return [_read(row) for row in changes.of_subject(tx, KIND, activity)]


def _read(row: Mapping) -> Changed:
    content = msgspec.json.decode(row["content"])
    pairs = {name: tuple(content[name]) for name in KEPT if isinstance(content.get(name), list)}
    return Changed(row["at"], row["done_by"], pairs)


def before(tx: Tx, activity: Mapping, seen: int) -> wire.Before | None:
    """What is different now from what it was after so many changes; None: nothing. activity: its row."""
    more = (activity["edits"] or 0) - seen
    if more <= 0:
        return None
    was: dict[str, Any] = {}
    now: dict[str, Any] = {}
    for one in changed(tx, activity["id"])[:more]:
        was |= {name: pair[0] for name, pair in one.members.items()}
        now = {name: pair[1] for name, pair in one.members.items()} | now
    different = {name for name in was if name in MEMBERS and was[name] != now[name]}
    if different & {"begins_at", "ends_at"}:
        different |= {"begins_at", "ends_at"}
    return wire.Before(**{name: was[name] for name in different}) if different else None


def span(words: Words, begins: str, ends: str) -> str:
    """From when to when (ISO 8601), in words; the day once where it is one."""
    until = ends[11:16] if ends[:10] == begins[:10] else words.moment(ends)
    return words("plain.activities.span", begins=words.moment(begins), ends=until)


def lines(words: Words, members: Mapping[str, tuple[Any, Any]]) -> list[str]:
    """Each change as a sentence, when it is first."""
    said = []
    if "begins_at" in members:
        was, became = (
            span(words, members["begins_at"][at], members["ends_at"][at]) for at in (0, 1)
        )
        if was != became:
            said.append(words(f"{_SAID}when", was=was, now=became))
    for name in ("place", "title", "closes_at", "places", "body", "questions"):
        if name in members and members[name][0] != members[name][1]:
            was, became = members[name]
            if name in MOMENTS:
                was, became = words.moment(was), words.moment(became)
            said.append(words(_SAID + name, was=was, now=became))
    return said


def since(words: Words, was: wire.Before, now: wire.Activity) -> list[str]:
    """What is different for who signed up before, each as a sentence."""
    pairs = {name: (getattr(was, name), getattr(now, name)) for name in MEMBERS}
    return lines(words, {name: pair for name, pair in pairs.items() if pair[0] is not None})
