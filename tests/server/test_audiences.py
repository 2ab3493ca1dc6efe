"""Who sees what of a case: every member × every audience, and a new member that nobody sees."""

import json

import msgspec
import pytest
from test_catalogue import FOLDER
from world import bring_to, done, file_case, filing, key, take, upload

from server.rules.audiences import Audience
from server.services.projection import Projection, leaves
from server.wire import types as wire

FILE = json.loads((FOLDER / "audiences.json").read_text("utf-8"))
SECRET = "老虎 13912345678"
LOGINS = {
    "desk": ("dispatcher",),
    "staff": ("supervisor",),
    "handler": ("handler",),
    "colleague": ("grid", "leader", "admin"),
}
#: What only applications have: tests/server/test_applications.py looks at them.
OF_APPLICATIONS = {
    "service",
    "service_title",
    "stage_text",
    "filled",
    "correction",
    "missing",
    "askable",
    "bundle",
    "parts",
    "result",
}


def listed(audience: str, kind: str) -> set[str]:
    found = set()
    for member in FILE["audiences"][audience].get(kind, []):
        found |= set(FILE["groups"][member[1:]]) if member.startswith("@") else {member}
    return found


def values(shown: dict, path: str) -> list:
    """All values at a path of an answer; lists are gone through."""
    found = [shown]
    for part in path.split("."):
        found = [one[part] for one in found if one is not None]
        found = [v for one in found for v in (one if isinstance(one, list) else [one])]
    return found


def offered(client) -> list[dict]:
    """The open cases that may be the same thing; they can be joined afterwards."""
    asked = {"title": "楼道灯不亮", "place": {"grid_id": "liuxiang-3"}}
    return done(client.post("/cases/similar", json=asked))["items"]


@pytest.fixture(scope="module", params=["named", "anonymous"])
def seen(request, tmp_path_factory):
    """A rated case with everything in it, as each audience gets it; and how the filer chose."""
    from world import World

    world = World(tmp_path_factory.mktemp("audiences")).start()
    owner, handler = world.client(), world.client("handler")
    identity = {"name": "张三", "id_number": "99010119550601018X", "consent": True}
    done(owner.put("/me/identity", json=identity))
    body = filing(
        title=f"{SECRET} 灯不亮", place__text=f"柳巷路 {SECRET} 3 号楼", contact__mode=request.param
    )
    body["attachments"] = [upload(owner)]
    receipt = done(owner.post("/cases", json=body, headers=key()))
    number, code = receipt["case"]["number"], receipt["query_code"]
    joiner = world.client("13800000002")
    offered(joiner)
    joined = done(joiner.post(f"/cases/{number}/join", json={}, headers=key()))
    similar = offered(world.client("13800000003"))
    dispatcher = world.client("dispatcher")
    done(take(dispatcher, number, "accept", note=SECRET))
    done(take(dispatcher, number, "dispatch", department_id="property", basis="agreed"))
    done(take(handler, number, "sign_for"))
    done(take(handler, number, "resolve", note=SECRET, attachments=[upload(handler)]))
    done(take(world.client("grid"), number, "verify_pass"))
    done(take(dispatcher, number, "close"))
    rating = {"score": 5, "solved": True, "comment": SECRET, "praises": ["fast"]}
    done(owner.post(f"/cases/{number}/rating", json=rating, headers=key()))
    by_audience = {
        "owner": [done(owner.get(f"/cases/{number}"))],
        "tracker": [
            done(world.nobody().post("/track", json={"number": number, "query_code": code}))
        ],
        "joiner": [done(joiner.get(f"/cases/{number}")), joined],
        "public": [case for case in similar if case["number"] == number],
    }
    for audience, logins in LOGINS.items():
        by_audience[audience] = [done(world.client(who).get(f"/cases/{number}")) for who in logins]
    yield by_audience, request.param
    world.stop()


MEMBERS = dict(leaves(wire.CaseDetail))
WALK = [(audience, member) for audience in FILE["audiences"] for member in MEMBERS]


@pytest.mark.parametrize(("audience", "member"), WALK, ids=[f"{a}-{m}" for a, m in WALK])
def test_an_audience_sees_the_members_it_is_given_and_no_other(seen, audience, member):
    by_audience, mode = seen
    answers = by_audience[audience]
    assert answers
    shown = member in listed(audience, "show")
    shown = shown or (mode == "named" and member in listed(audience, "if_named"))
    withheld = FILE["withheld"].get(member, MEMBERS[member])
    for answer in answers:
        if audience == "public" and member.split(".")[0] not in wire.SimilarCase.__struct_fields__:
            continue
        found = values(answer, member)
        if shown:
            # Something is there where the owner has something.
            full = values(by_audience["owner"][0], member)
            assert found or not full
        else:
            assert all(value == withheld for value in found), found
        if member in listed(audience, "redact"):
            assert all("13912345678" not in value for value in found), found


def test_the_owner_sees_every_member_with_something_in_it(seen):
    by_audience, _ = seen
    (case,) = by_audience["owner"]
    empty = {m for m in MEMBERS if all(v in (None, "", [], 0, False) for v in values(case, m))}
    # A closed and rated case has no clock, no next, nothing to do; it was not raised, not refused, not reopened.
    allowed = {
        "due_at",
        "next.code",
        "next.by",
        "actions",
        "steps.reason",
        "can_rate",
        "tier",
        "reopened",
        "filed_by",  # the person did
        "rating.faults",  # of a good one there are none
        "attachments.pages",  # of documents, which an appeal takes none of
        "steps.attachments.pages",
    }
    allowed |= {member for member in MEMBERS if member.split(".")[0] in OF_APPLICATIONS}
    assert empty <= allowed | {"joined", "contact.name_masked"}, empty - allowed


def test_nothing_personal_is_anywhere_in_what_strangers_get(seen):
    by_audience, _ = seen
    for audience in ("joiner", "public"):
        for answer in by_audience[audience]:
            text = json.dumps(answer, ensure_ascii=False)
            for secret in ("13912345678", "138****0001", "张", "二到四楼"):
                assert secret not in text, (audience, secret)
    (tracked,) = by_audience["tracker"]
    assert tracked["contact"]["name_masked"] is tracked["contact"]["phone_masked"] is None


class Material(msgspec.Struct):
    """What a later version might add to a case."""

    title: str
    id_number: str | None


class LaterCase(wire.CaseDetail):
    """A case with new members."""

    mandate: str
    secrets: int
    material: Material | None
    materials: list[Material]


def test_a_new_member_is_invisible_to_everybody_until_it_is_named(monkeypatch):
    monkeypatch.setattr("server.services.projection.SHOWN", (LaterCase,))
    blank = dict.fromkeys(LaterCase.__struct_fields__)
    for code, row in FILE["audiences"].items():
        audience = Audience(
            code,
            frozenset(listed(code, "show")),
            frozenset(row.get("if_named", [])),
            frozenset(row.get("redact", [])),
        )
        projection = Projection(audience, FILE["withheld"])
        text = {"title": "t", "place_text": "p", "steps": [], "next": [], "attachments": []}
        text |= {"filled": [], "askable": []}
        text |= {
            "place": wire.Place("x", "g", 1.0, 2.0),
            "contact": wire.Contact("named", "n", "p"),
        }
        case = LaterCase(
            **{
                **blank,
                **text,
                "mandate": "m",
                "secrets": 7,
                "material": Material("a", "99010119550601018X"),
                "materials": [Material("a", "99010119550601018X")],
            }
        )
        shown = projection.apply(case, named=True)
        assert (shown.mandate, shown.secrets, shown.material, shown.materials) == ("", 0, None, [])


def test_a_look_by_query_code_is_in_the_ledger_once_in_twenty_minutes(lite_world):
    receipt = file_case(lite_world.client())
    number, code = receipt["case"]["number"], receipt["query_code"]
    owner, nobody = lite_world.client(), lite_world.nobody()
    asked = {"number": number, "query_code": code}
    for _ in range(3):
        done(nobody.post("/track", json=asked))
    page = nobody.post(f"{lite_world.url}/plain/track", data=asked)
    assert page.status_code == 200
    sights = done(owner.get(f"/cases/{number}/access"))["items"]
    assert [(s["who"], s["purpose"]) for s in sights] == [("凭编号和查询码查询", "view")]
    lite_world.clock.advance(minutes=21)
    done(nobody.post("/track", json=asked))
    assert len(done(owner.get(f"/cases/{number}/access"))["items"]) == 2
    assert done(owner.get(f"/cases/{number}"))["access_count"] == 2


def test_what_a_joiner_sees_is_not_a_sight_of_anything_personal(lite_world):
    number = bring_to(lite_world, "submitted")["case"]["number"]
    joiner = lite_world.client("13800000002")
    offered(joiner)
    done(joiner.post(f"/cases/{number}/join", json={}, headers=key()))
    done(joiner.get(f"/cases/{number}"))
    assert done(lite_world.client().get(f"/cases/{number}/access"))["items"] == []
