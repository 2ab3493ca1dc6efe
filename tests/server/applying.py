"""Applying for services: a filled-in application, and the steps of the department."""

from world import World, done, key, take, upload

RESIDENT, OTHER = "13800000001", "13800000002"
IDENTITY = {"name": "张三", "id_number": "99010119550601018X", "consent": True}
HANDLER = "handler-civil"
WORDS = "从 12 月起，每月 100 元，打到您尾号 0000 的银行卡。"


def application(client, **changes) -> dict:
    """An application for the elder allowance with its materials; name__inner means name.inner, None
    takes a member out."""
    body = {
        "kind": "application",
        "service": "elder_allowance",
        "service_version": 1,
        "for": "self",
        "applicant": {"name": "张三", "id_number": IDENTITY["id_number"], "phone": "13800000001"},
        "home": {"text": "柳巷路 8 号 3 号楼 201", "grid_id": "liuxiang-3"},
        "abroad": False,
        "bank": {"holder": "张三", "name": "示例银行", "card": "6222020000000000000"},
        "materials": {
            "id_card": [upload(client)],
            "household_book": [upload(client), upload(client)],
            "bank_card": [upload(client)],
        },
        "truth": True,
    }
    for name, value in changes.items():
        *outer, last = name.split("__")
        place = body
        for part in outer:
            place = place.setdefault(part, {})
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return body


def post(client, body: dict):
    """POST /cases."""
    return client.post("/cases", json=body, headers=key())


def apply(world: World, who: str = RESIDENT, **changes) -> dict:
    """Apply: the receipt."""
    client = world.client(who)
    return done(post(client, application(client, **changes)))


def reviewing(world: World, who: str = RESIDENT, **changes) -> str:
    """The number of an application that was accepted."""
    number = apply(world, who, **changes)["case"]["number"]
    done(take(world.client(HANDLER), number, "accept"))
    return number


def ask_again(world: World, number: str, **changes) -> dict:
    """The department asks for the household register again."""
    members = {
        "fields": ["materials.household_book"],
        "reason": "照片反光，看不清出生日期。",
        "by": "2026-12-10",
        **changes,
    }
    return done(take(world.client(HANDLER), number, "request_correction", **members))


def granted(world: World, who: str = RESIDENT, *, valid_until: str | None = None, **changes) -> str:
    """The number of an application that was granted."""
    number = reviewing(world, who, **changes)
    members = {"words": WORDS, "valid_until": valid_until}
    done(take(world.client(HANDLER), number, "grant", **members))
    return number
