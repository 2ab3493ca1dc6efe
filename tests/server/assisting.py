"""Helping at the door: a person, a mandate, a case for the person."""

import uuid
from datetime import datetime, timedelta
from pathlib import Path

from world import CHINA, MORNING, World, done, filing, key

from server.demo.people import id_number
from server.demo.texts import STAFF
from server.rules import mandate_text
from server.rules.mandate_text import Terms
from server.services.words import Words

LI = {
    "name": "李桂芳",
    "id_number": id_number("1943-03-12", "female", 102),
    "phone": "13800000021",
}
HELPER = "grid"
I18N = Path(__file__).resolve().parents[2] / "assets/i18n"
#: One stroke of a pen: x, y, ms, pressure.
STROKES = [[[0.1, 0.5, 0, 0.4], [0.3, 0.2, 16, 0.6], [0.5, 0.8, 33, 0.5]]]


def fresh() -> str:
    """An id as a device makes it."""
    return str(uuid.uuid4())


def person(world: World, who: str = HELPER, **changes) -> str:
    """Register Li Guifang: her id."""
    body = {"id": fresh(), **LI, **changes}
    return done(world.client(who).post("/persons", json=body, headers=key()))["person"]["id"]


def wanted(whom: str, *, number: str = "3003", **changes) -> dict:
    """A mandate for help and the elder allowance; name__inner means name.inner, None takes out."""
    body = {
        "id": fresh(),
        "person": whom,
        "matters": {"services": ["elder_allowance"], "appeals": ["help"]},
        "scopes": ["file", "follow"],
        "days": 90,
        "helper": {"kind": "grid_worker"},
        "relationship": "本网格居民",
        "evidence": {"kind": "signature", "strokes": STROKES},
    }
    of_text = {name: value for name, value in changes.items() if name.startswith("text")}
    _change(body, {name: changes[name] for name in changes if name not in of_text})
    body["text"] = spoken(body, number=number)
    _change(body, of_text)
    return body


def _change(body: dict, changes: dict) -> None:
    for name, value in changes.items():
        outer, _, inner = name.partition("__")
        place = body[outer] if inner else body
        if value is None:
            place.pop(inner or outer, None)
        else:
            place[inner or outer] = value


def spoken(body: dict, language: str = "zh-CN", *, number: str = "3003") -> dict:
    """What the device sends of the text that was read aloud for such a mandate."""
    made_at = body.get("made_at")
    at = datetime.fromtimestamp(MORNING / 1000, CHINA)
    if made_at is not None:
        at = datetime.fromisoformat(made_at)
    days = body["days"] if isinstance(body.get("days"), int) else 1
    last = (at + timedelta(days=days - 1)).date()
    scopes = body.get("scopes") or []
    terms = Terms(False, number, "高龄津贴", scopes, days, last, "0512-65550100")
    text = mandate_text.make(Words(I18N, language), terms)
    return {
        "hash": mandate_text.digest(text),
        "language": language,
        "version": "1",
        "words": text,
    }


def mandate(world: World, whom: str, who: str = HELPER, **changes) -> dict:
    """The mandate that was taken."""
    number = next(row[2] for row in STAFF if row[0] == who)
    body = wanted(whom, number=number, **changes)
    return done(world.client(who).post("/mandates", json=body, headers=key()))["mandate"]


def assisted(whom: str, under: str, **changes) -> dict:
    """A filing for the person."""
    changes = {"contact__phone": LI["phone"], **changes}
    return filing(**changes) | {"on_behalf_of": whom, "mandate": under}


def file_for(world: World, whom: str, under: str, who: str = HELPER, **changes) -> dict:
    """The receipt of a case that was filed for the person."""
    body = assisted(whom, under, **changes)
    return done(world.client(who).post("/cases", json=body, headers=key()))
