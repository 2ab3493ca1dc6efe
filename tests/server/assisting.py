"""Helping at the door: a person, a mandate, a case for the person."""

import hashlib
import uuid

from world import World, done, filing, key

from server.demo.people import id_number

LI = {
    "name": "李桂芳",
    "id_number": id_number("1943-03-12", "female", 102),
    "phone": "13800000021",
}
HELPER = "grid"
#: One stroke of a pen: x, y, ms, pressure.
STROKES = [[[0.1, 0.5, 0, 0.4], [0.3, 0.2, 16, 0.6], [0.5, 0.8, 33, 0.5]]]


def fresh() -> str:
    """An id as a device makes it."""
    return str(uuid.uuid4())


def person(world: World, who: str = HELPER, **changes) -> str:
    """Register Li Guifang: her id."""
    body = {"id": fresh(), **LI, **changes}
    return done(world.client(who).post("/persons", json=body, headers=key()))["person"]["id"]


def wanted(whom: str, **changes) -> dict:
    """A mandate for help and the elder allowance; name__inner means name.inner, None takes out."""
    body = {
        "id": fresh(),
        "person": whom,
        "matters": {"services": ["elder_allowance"], "appeals": ["help"]},
        "scopes": ["file", "follow"],
        "days": 90,
        "helper": {"kind": "grid_worker"},
        "relationship": "本网格居民",
        "text": {
            "hash": hashlib.sha256("我委托网格员".encode()).hexdigest(),
            "language": "zh-CN",
            "version": "1",
        },
        "evidence": {"kind": "signature", "strokes": STROKES},
    }
    for name, value in changes.items():
        outer, _, inner = name.partition("__")
        place = body[outer] if inner else body
        if value is None:
            place.pop(inner or outer, None)
        else:
            place[inner or outer] = value
    return body


def mandate(world: World, whom: str, who: str = HELPER, **changes) -> dict:
    """The mandate that was taken."""
    body = wanted(whom, **changes)
    return done(world.client(who).post("/mandates", json=body, headers=key()))["mandate"]


def assisted(whom: str, under: str, **changes) -> dict:
    """A filing for the person."""
    changes = {"contact__phone": LI["phone"], **changes}
    return filing(**changes) | {"on_behalf_of": whom, "mandate": under}


def file_for(world: World, whom: str, under: str, who: str = HELPER, **changes) -> dict:
    """The receipt of a case that was filed for the person."""
    body = assisted(whom, under, **changes)
    return done(world.client(who).post("/cases", json=body, headers=key()))
