"""The authorisation walk: every endpoint × every role × a foreign object."""

import itertools
import uuid

import pytest
from product import product_data
from world import FINDINGS, STAFF, bring_to, done, file_case, filing, key, upload

from server.routes.table import ENDPOINTS
from server.rules.authorisation import Action, Relation

_, CATALOGUE = product_data()
ROLES = CATALOGUE.roles.codes
#: One account of each role which stands in no relation to the case below.
FOREIGN = {
    "resident": "13800000002",
    "grid_worker": "grid-donghe-1",
    "dispatcher": "dispatcher",
    "handler": "handler-urban",
    "leader": "leader",
    "supervisor": "supervisor",
    "admin": "admin",
}
READS_ALL = ("dispatcher", "leader", "supervisor", "admin")
STEP_MEMBERS = FINDINGS | {
    "refuse": {"reason": "不在受理范围之内。"},
    "return": {"reason": "不属于本部门职责。"},
    "verify_fail": {"reason": "现场还没有修好。"},
    "dispatch": {"department_id": "urban", "basis": "agreed"},
    "resolve": {"note": "已经处理好了。"},
    "supplement": {"note": "再说两句。"},
    "settle": {"note": "已经核实，今天就能办。"},
}


@pytest.fixture(scope="module")
def walk(tmp_path_factory):
    """A world with one resident's case, in progress with the property department."""
    from world import World

    world = World(tmp_path_factory.mktemp("walk")).start()
    receipt = bring_to(world, "in_progress")
    owner = world.client()
    picture = upload(owner)
    filed = file_case(owner, attachments=[picture])
    clients = {role: world.client(login) for role, login in FOREIGN.items()}
    clients[None] = world.nobody()
    yield world, receipt, filed, picture, clients
    world.stop()


def expected(endpoint, role: str | None) -> set[int]:
    """What a role may be answered about a case it has nothing to do with."""
    name = endpoint.handler.__name__
    # There is no such message, decision, service or activity.
    if name in ("report", "check", "slots", "activity", "activity_calendar", "bundle"):
        return {404}
    if endpoint.action is None:
        return {200, 204, 422}
    if role is None:
        return {401}
    if isinstance(endpoint.action, Action) and not CATALOGUE.roles.knows(role, endpoint.action):
        return {403}
    if name == "file_bundle":
        return {404}
    if name == "file":
        return {201} if role == "resident" else {403}
    if name == "add":
        return {201}
    if name in ("own_facts", "queues", "set_identity", "wanted", "set_wanted", "said"):
        return {200}
    if name in ("move", "cancel"):
        return {404}
    if name == "announce":  # nothing was said
        return {422}
    if name in ("progress", "send"):  # there is no such upload
        return {404, 422}
    if name in ("draft", "keep", "throw_away"):
        return {404}
    if name in ("sign_up", "cancel_sign_up", "signed_up"):
        return {404}
    if name == "note_attendance":  # nobody was named
        return {422}
    if name in (
        "handed_in",
        "own_activities",
        "own_bookings",
        "at_the_desk",
        "own_drafts",
        "own_reminders",
        "burden",
    ):
        return {200}
    if name == "book":
        return {422}
    if name == "listing":
        return {200} if role == "resident" else {403}
    if name in ("detail", "get"):
        return {200} if role in READS_ALL else {404}
    if name in ("similar", "own_record", "persons", "places", "changes"):
        return {200}
    if name == "register":
        return {201}
    if name in ("take", "give"):  # nothing was said; before the identity, nobody gives one
        return {422} if name == "take" else {403, 422}
    if name in ("revoke", "revoke_for", "object_to"):  # there is no such mandate or act
        return {404}
    if name in ("of_worker", "helpers", "visits", "wishes", "helped_cases", "call_backs"):
        return {200}
    if name in (
        "helped_case",
        "supplement_for",
        "rate_for",
        "hand_in_for",
        "correct_for",
    ):  # no mandate of theirs
        return {404}
    if name in ("wish", "begin"):  # nothing was said
        return {422}
    if name == "standing":  # there is no such service
        return {404}
    if name in ("change_person", "change_place"):
        return {404}
    if name in ("objection", "answer_objection"):  # there is no such act
        return {404}
    if name in ("call_back", "write_call", "write_finding"):  # there is no such call
        return {404}
    if name in ("attempt", "hand_over", "call_off"):  # there is no such visit
        return {404}
    if name in ("person", "prefill", "living"):
        return {404}  # of another grid
    if name == "join":
        return {404}  # it was not offered
    if name in ("receipt", "result", "whole"):
        return {404}
    if name == "ledger":
        return {200} if role == "supervisor" else {404}
    if name == "rating":
        return {404}
    if name == "step":
        return {403} if role in READS_ALL else {404}
    raise AssertionError(f"say what {name} should answer")


WALK = [
    (e, role)
    for e, role in itertools.product(ENDPOINTS, (None, *ROLES))
    if not e.path.endswith("/events")
]


@pytest.mark.parametrize(
    ("endpoint", "role"), WALK, ids=[f"{e.method}-{e.path}-{r or 'nobody'}" for e, r in WALK]
)
def test_each_role_gets_only_what_the_table_gives_it(walk, endpoint, role):
    world, receipt, _filed, picture, clients = walk
    client = clients[role]
    if endpoint.path == "/api/v1/session" and endpoint.method == "DELETE":
        client = world.client(FOREIGN[role]) if role else world.nobody()
    number = receipt["case"]["number"]
    path = endpoint.path.replace("{number}", number).replace("{id}", picture)
    path = path.replace("{hash}", world.window.published.hash).replace("{file}", "case.json")
    bodies = {
        "file": filing(),
        "set_identity": {"name": "李四", "id_number": "99010119550601018X", "consent": True},
        "step": {"step": "withdraw", "expected_version": 1},
        "set_wanted": {"sms": True},
        "register": {"id": uuid.uuid4().hex, "name": "李四", "id_number": "99010119550601018X"},
        "rating": {"score": 5, "solved": True},
    }
    body = bodies.get(endpoint.handler.__name__, {})
    url = world.url + path
    if endpoint.body == "file":
        from world import picture as make_picture

        response = client.post(url, content=make_picture(), headers=key())
    elif endpoint.body == "json":
        response = client.request(endpoint.method, url, json=body, headers=key())
    else:
        response = client.request(endpoint.method, url)
    assert response.status_code in expected(endpoint, role), response.text


STEPS = list(itertools.product(CATALOGUE.case.sent, (None, *ROLES)))


@pytest.mark.parametrize(("step", "role"), STEPS, ids=[f"{s}-{r or 'nobody'}" for s, r in STEPS])
def test_no_step_is_taken_by_who_has_nothing_to_do_with_the_case(walk, step, role):
    _world, _, filed, _, clients = walk
    number = filed["case"]["number"]
    body = {"step": step, "expected_version": 99, **STEP_MEMBERS.get(step, {})}
    response = clients[role].post(f"/cases/{number}/steps", json=body, headers=key())
    if role is None:
        assert response.status_code == 401
    elif role not in READS_ALL:
        assert response.status_code == 404
    elif role == "dispatcher" and step in ("accept", "refuse", "dispatch", "close"):
        assert response.status_code == 409  # allowed, but the version is wrong
    elif role == "supervisor" and step.startswith(("verify", "settle")):
        assert response.status_code == 409
    else:
        assert response.status_code == 403


def test_somebody_elses_picture_cannot_be_filed(walk):
    world, _, _, _, clients = walk
    theirs = upload(world.client())
    response = clients["resident"].post("/cases", json=filing(attachments=[theirs]), headers=key())
    assert response.status_code == 422
    assert response.json()["error"]["fields"][0]["path"] == "attachments.0"
    assert clients["resident"].get(f"/attachments/{theirs}").status_code == 404


def test_a_handler_who_handled_a_case_may_not_verify_it_whatever_else_they_are():
    for role in ROLES:
        handled = Relation(owner=True, department=True, grid=True, handled=True)
        assert not CATALOGUE.roles.may_take(role, "verify_pass", handled)
        assert not CATALOGUE.roles.may_take(role, "verify_fail", handled)


def test_a_role_or_step_nobody_knows_is_allowed_nothing():
    everything = Relation(owner=True, department=True, grid=True, joined=True)
    for action in Action:
        assert not CATALOGUE.roles.allowed("janitor", action, everything)
    for role in ROLES:
        assert not CATALOGUE.roles.may_take(role, "explode", everything)


def test_every_role_has_an_account_in_the_demo():
    assert {role for _, role, *_ in STAFF} == set(ROLES) - {"resident"}


def test_queues_are_only_ones_own(walk):
    _, _, _, _, clients = walk
    assert clients["handler"].get("/cases?scope=queue&queue=to_dispatch").status_code == 422
    assert clients["resident"].get("/cases?scope=queue&queue=to_accept").status_code == 403
    assert done(clients["handler"].get("/cases?scope=queue&queue=in_hand"))["items"] == []
