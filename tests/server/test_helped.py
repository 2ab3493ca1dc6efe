"""What a helper follows, supplements and rates for a person: only under a mandate that is running,
allows it and is about the case; the person reads every act, and the helper nothing that was filled in."""

import itertools

import pytest
import sqlalchemy as sa
from assisting import HELPER, LI, file_for, fresh, mandate, person
from world import FINDINGS, World, done, fields, file_case, key, refused, take, upload

from server.ops.verify import check_all
from server.rules import mandates as rules
from server.store import mandate_tables as t

OWNER, OTHER = "13800000001", "13800000002"
ALL = list(rules.SCOPES)


def under(world, whom: str, **changes) -> dict:
    """A mandate with everything allowed for appeals for help."""
    return mandate(world, whom, **{"scopes": ALL, "matters": {"appeals": ["help"]}, **changes})


def known(world, who: str = OWNER) -> None:
    """The person has an account and is known by number."""
    done(world.client(who).put("/me/identity", json={**LI, "consent": True}))


def follow(world, number: str, who: str = HELPER):
    return world.client(who).get(f"/me/helped/{number}")


def supplement(world, number: str, who: str = HELPER, **members):
    body = {"note": "楼下的灯也不亮", "expected_version": 1, **members}
    return world.client(who).post(f"/me/helped/{number}/supplement", json=body, headers=key())


def rate(world, number: str, who: str = HELPER, **members):
    body = {"score": 5, "solved": True, "comment": "修好了", **members}
    return world.client(who).post(f"/me/helped/{number}/rating", json=body, headers=key())


def close(world, number: str) -> None:
    """The case is worked on to its end, verified by the supervisor."""
    dispatcher, handler = world.client("dispatcher"), world.client("handler")
    done(take(dispatcher, number, "accept"))
    done(take(dispatcher, number, "dispatch", department_id="property", basis="agreed"))
    done(take(handler, number, "sign_for"))
    done(take(handler, number, "resolve", note="已经修好。", attachments=[upload(handler)]))
    done(take(world.client("supervisor"), number, "verify_pass", **FINDINGS["verify_pass"]))
    done(take(dispatcher, number, "close"))


def test_a_helper_follows_supplements_and_rates_and_the_person_reads_it(world):
    whom = person(world)
    made = under(world, whom)
    number = file_for(world, whom, made["id"])["case"]["number"]
    worker = world.client(HELPER)
    (item,) = done(worker.get("/me/helped"))["items"]
    assert (item["mandate"], item["case"]["number"]) == (made["id"], number)
    assert item["person_name_masked"] == "李**"
    shown = done(follow(world, number))
    assert shown["description"]
    assert (shown["filled"], shown["contact"]["phone_masked"]) == ([], None)
    assert shown["actions"] == ["supplement"]
    picture = upload(worker)
    shown = done(supplement(world, number, attachments=[picture]))
    assert [step["step"] for step in shown["steps"]] == ["submit", "supplement"]
    assert "3003" in shown["steps"][-1]["actor_label"]
    close(world, number)
    shown = done(rate(world, number))
    assert shown["rating"]["score"] == 5
    known(world)
    (read,) = done(world.client().get("/me/helpers"))["helping_me"]
    assert [act["act"] for act in read["acts"]] == ["rate", "supplement", "follow", "file"]
    purposes = [s["purpose"] for s in done(world.client().get(f"/cases/{number}/access"))["items"]]
    assert {"follow", "supplement", "rate"} <= set(purposes)
    assert world.read(lambda tx: check_all(world.window, tx, ())[2]) == []


def test_a_case_that_the_person_filed_is_followed_too_where_the_mandate_is_about_it(lite_world):
    world = lite_world
    whom = person(world)
    known(world)
    number = file_case(world.client())["case"]["number"]
    praise = file_case(world.client(), category="praise", title="谢谢")["case"]["number"]
    theirs = file_case(world.client(OTHER), place__text="别处")["case"]["number"]
    under(world, whom, matters={"appeals": ["help"]})
    assert done(follow(world, number))["number"] == number
    for other in (praise, theirs):
        refused(follow(world, other), 404, "not_found")
    named = under(world, whom, matters={"cases": [praise]})
    assert done(follow(world, praise))["number"] == praise
    listed = done(world.client(HELPER).get("/me/helped"))["items"]
    assert [one["case"]["number"] for one in listed] == [praise, number]
    assert listed[0]["mandate"] == named["id"]


ACTS = {"follow": follow, "supplement": supplement, "rate": rate}
SCOPES = [["file", *some] for n in range(4) for some in itertools.combinations(ALL[1:], n)]
WALK = list(itertools.product(ACTS, SCOPES, ("running", "revoked", "expired", "other_matter")))


class Once(World):
    """A world in which everybody has one browser."""

    def client(self, who: str = OWNER):
        """The browser of an account, the same every time."""
        kept = self.__dict__.setdefault("kept", {})
        if who not in kept:
            kept[who] = super().client(who)
        return kept[who]


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """A closed case of a person, for the walk."""
    world = Once(tmp_path_factory.mktemp("helped")).start()
    whom = person(world)
    known(world)
    number = file_case(world.client())["case"]["number"]
    close(world, number)
    yield world, whom, number
    world.stop()


#: What a running mandate with the scope comes to: a closed case takes no supplement, and one rating.
COMES_TO = {"follow": {200}, "supplement": {409}, "rate": {200, 409}}


@pytest.mark.parametrize(
    ("act", "scopes", "how"), WALK, ids=["-".join((a, *s, h)) for a, s, h in WALK]
)
def test_each_act_goes_only_by_a_running_mandate_that_allows_it(walked, act, scopes, how):
    world, whom, number = walked
    about = {"appeals": ["praise" if how == "other_matter" else "help"]}
    times = {"made_at": "2026-11-20T10:00:00+08:00", "days": 2} if how == "expired" else {}
    world.write(lambda tx: tx.run(sa.delete(t.mandates)))
    made = under(world, whom, scopes=scopes, matters=about, **times)
    if how == "revoked":
        url = f"/mandates/{made['id']}/revoke"
        done(world.client(HELPER).post(url, json={}, headers=key()))
    reply = ACTS[act](world, number)
    if how == "other_matter":
        refused(reply, 404, "not_found")
    elif how in ("revoked", "expired"):
        assert fields(refused(reply, 422, "invalid")) == [("mandate", how)]
    elif act not in scopes:
        assert fields(refused(reply, 422, "invalid")) == [("mandate", "out_of_scope")]
    else:
        assert reply.status_code in COMES_TO[act], reply.text
    for role in ("dispatcher", "handler", "leader", "supervisor", "admin"):
        refused(ACTS[act](world, number, role), 403, "forbidden")
    for other in ("grid-donghe-1", OTHER):
        refused(ACTS[act](world, number, other), 404, "not_found")


def test_nobody_learns_whose_a_case_is_by_a_mandate_about_something_else(lite_world):
    world = lite_world
    whom = person(world)
    number = file_for(world, whom, under(world, whom)["id"])["case"]["number"]
    made = under(world, whom, matters={"appeals": ["praise"]}, id=fresh())
    for one in done(world.client(HELPER).get("/mandates"))["items"]:
        if one["id"] != made["id"]:
            url = f"/mandates/{one['id']}/revoke"
            done(world.client(HELPER).post(url, json={}, headers=key()))
    refused(follow(world, number, "grid-donghe-1"), 404, "not_found")
    response = follow(world, number)
    assert fields(refused(response, 422, "invalid")) == [("mandate", "revoked")]
    assert done(world.client(HELPER).get("/me/helped"))["items"] == []


def test_a_family_member_helps_in_the_same_way_and_only_in_the_portal(lite_world):
    world = lite_world
    whom = person(world)
    known(world)
    number = file_case(world.client())["case"]["number"]
    given = {
        "id": fresh(),
        "helper": {"kind": "family", "phone": OTHER},
        "matters": {"appeals": ["help"]},
        "scopes": ["follow", "supplement"],
        "days": 30,
    }
    done(world.client().post("/me/helpers", json=given, headers=key()))
    assert done(follow(world, number, OTHER))["number"] == number
    done(supplement(world, number, OTHER))
    assert fields(refused(rate(world, number, OTHER), 422, "invalid")) == [
        ("mandate", "out_of_scope")
    ]
    (read,) = done(world.client().get("/me/helpers"))["helping_me"]
    assert [act["act"] for act in read["acts"]] == ["supplement", "follow"]
    assert whom


def test_a_worker_follows_no_complaint_about_itself(lite_world):
    world = lite_world
    whom = person(world)
    known(world)
    words = "工号 3003 的网格员态度不好，请处理。"
    number = file_case(world.client(), category="complaint", description=words)["case"]["number"]
    under(world, whom, matters={"appeals": ["complaint"]})
    response = follow(world, number)
    assert fields(refused(response, 422, "invalid")) == [("mandate", "own_matter")]
    assert done(world.client(HELPER).get("/me/helped"))["items"] == []


def test_the_same_supplement_again_is_one_and_looks_in_a_row_are_one_act(world):
    whom = person(world)
    number = file_for(world, whom, under(world, whom)["id"])["case"]["number"]
    for _ in range(3):
        done(follow(world, number))
    headers, body = key(), {"note": "补充一句", "expected_version": 1}
    url = f"/me/helped/{number}/supplement"
    first = done(world.client(HELPER).post(url, json=body, headers=headers))
    assert done(world.client(HELPER).post(url, json=body, headers=headers)) == first
    error = world.client(HELPER).post(url, json={**body, "note": "x"}, headers=headers)
    refused(error, 409, "conflict")
    known(world)
    (read,) = done(world.client().get("/me/helpers"))["helping_me"]
    assert [act["act"] for act in read["acts"]] == ["supplement", "follow", "file"]


def test_what_is_wrong_with_a_supplement_or_a_rating_is_said(lite_world):
    world = lite_world
    whom = person(world)
    number = file_for(world, whom, under(world, whom)["id"])["case"]["number"]
    assert fields(refused(supplement(world, number, note=""), 422, "invalid"))
    refused(supplement(world, number, expected_version=9), 409, "conflict")
    assert fields(refused(rate(world, number, score=9), 422, "invalid"))
    refused(rate(world, number), 409, "conflict")
    refused(follow(world, "320599S202611230000010"), 404, "not_found")
