"""Every endpoint, every kind of nonsense: a clear error in the one shape, never a crash."""

import json
import socket

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from world import STAFF, filing, key, refused

from server.routes.table import ENDPOINTS
from server.rules.authorisation import Action

JSON = {"Content-Type": "application/json"}
WRITES = [e for e in ENDPOINTS if e.body == "json"]
#: An account of each role; a resident comes first, where several may call.
ACCOUNTS = {"resident": "13800000001"} | {role: login for login, role, *_ in reversed(STAFF)}
BODIES = {
    "empty": b"",
    "no JSON": b"hello",
    "half an object": b'{"title": "x"',
    "a list": b"[1, 2]",
    "a number": b"42",
    "null": b"null",
    "bad UTF-8": b'{"title": "\xff\xfe"}',
    "UTF-16": '{"title": "路灯"}'.encode("utf-16"),
    "a lone surrogate": b'{"title": "\\ud800"}',
    "NaN": b'{"place": {"lon": NaN}}',
    "very deep": b"[" * 50_000 + b"]" * 50_000,
    "very deep objects": b'{"a":' * 30_000 + b"1" + b"}" * 30_000,
    "two objects": b"{}{}",
    "a NUL outside": b"{}\x00",
}


@pytest.fixture(scope="module")
def strange(tmp_path_factory):
    """A world with its clients."""
    from world import World

    world = World(tmp_path_factory.mktemp("strange"), limits__filings_per_hour=0).start()
    staff = world.client("dispatcher")
    yield world, world.client(), staff
    world.stop()


@pytest.fixture(scope="module")
def callers(strange):
    """A client for each role that has an account."""
    world, *_ = strange
    return {role: world.client(login) for role, login in ACCOUNTS.items()}


def may_call(world, callers, endpoint) -> httpx.Client:
    """A client whose role may call the endpoint, by the street's own table of roles."""
    if not isinstance(endpoint.action, Action):
        return callers["resident"]
    knows = world.window.catalogue.roles.knows
    return next(client for role, client in callers.items() if knows(role, endpoint.action))


def url_of(world, endpoint) -> str:
    path = endpoint.path.replace("{number}", "320505S20261121000429").replace("{id}", "0" * 32)
    return world.url + path


@pytest.mark.parametrize("endpoint", WRITES, ids=lambda e: f"{e.method} {e.path}")
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_body_that_is_no_json_object_is_malformed(strange, callers, endpoint, body):
    world, *_ = strange
    response = may_call(world, callers, endpoint).request(
        endpoint.method, url_of(world, endpoint), content=body, headers={**JSON, **key()}
    )
    refused(response, 400, "malformed")


@pytest.mark.parametrize("endpoint", WRITES, ids=lambda e: f"{e.method} {e.path}")
def test_a_body_of_ten_megabytes_is_too_large(strange, callers, endpoint):
    world, *_ = strange
    body = b'{"title": "' + b"x" * 10_000_000 + b'"}'
    response = may_call(world, callers, endpoint).request(
        endpoint.method, url_of(world, endpoint), content=body, headers={**JSON, **key()}
    )
    refused(response, 413, "too_large")


@pytest.mark.parametrize("endpoint", WRITES, ids=lambda e: f"{e.method} {e.path}")
def test_a_body_of_another_type_is_not_supported(strange, callers, endpoint):
    world, *_ = strange
    response = may_call(world, callers, endpoint).request(
        endpoint.method,
        url_of(world, endpoint),
        content=b"title=x",
        headers={"Content-Type": "application/x-www-form-urlencoded", **key()},
    )
    refused(response, 415, "unsupported_type")


def test_a_large_body_is_refused_while_it_streams(strange):
    _world, resident, _ = strange
    sent = 0

    def endless():
        nonlocal sent
        for _ in range(2000):
            sent += 65_536
            yield b"x" * 65_536

    try:
        response = resident.post("/cases", content=endless(), headers={**JSON, **key()})
        assert response.status_code == 413
    except httpx.HTTPError:
        pass  # the server hung up in the middle, as it may
    assert sent < 2000 * 65_536


def test_a_request_with_a_nul_or_without_end_does_no_harm(strange):
    world, _, _ = strange
    for raw in (
        b"\x00" * 2000,
        b"GET /\x00 HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" * 5000,
    ):
        with socket.create_connection(("127.0.0.1", world.port), timeout=10) as connection:
            try:
                connection.sendall(raw)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65_536):
                    pass
            except OSError:
                pass
    assert world.nobody().get(f"{world.url}/healthz").text == "ok\n"


ODD_PATHS = [
    "/api/v1/cases/%00",
    "/api/v1/cases/%ff%fe",
    "/api/v1/cases/..%2f..%2fetc",
    "/api/v1/cases/" + "9" * 3000,
    "/api/v1/attachments/%00",
    "/api/v1/attachments/" + "a" * 3000,
    "/api/v1/attachments/..%2fkeys.json",
    "/api/v1/nothing",
    "/api/v2/cases",
    "/api/v1/cases/320505S20261121000429/nothing",
    "/%00",
    "/..%2f..%2fetc%2fpasswd",
    "/.git/config",
    "/index.html.br",
]


@pytest.mark.parametrize("path", ODD_PATHS, ids=lambda p: p[:40])
def test_an_odd_path_is_not_found(strange, path):
    world, resident, staff = strange
    for client in (resident, staff, world.nobody()):
        response = client.get(world.url + path)
        assert response.status_code in (404, 401), response.text
        assert response.json()["error"]["code"] in ("not_found", "unauthenticated")


ODD_QUERIES = {
    "scope=everything": 422,
    "scope=mine&limit=0": 422,
    "scope=mine&limit=-1": 422,
    "scope=mine&limit=1e9": 422,
    "scope=mine&limit=99999": 422,
    "scope=mine&limit=٣": 422,
    "scope=mine&cursor=%00": 400,
    "scope=mine&cursor=abc": 400,
    "scope=mine&cursor=WzFd": 200,
    "scope=mine&cursor=WzEsMl0": 400,
    "scope=mine&cursor=WyJhIl0": 400,
    "scope=mine&cursor=WzFlNDAwXQ": 400,
    "scope=mine&cursor=Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5XQ": 400,
    "scope=mine&" + "&".join(f"a{i}=1" for i in range(60)): 400,
    "scope=mine&scope=queue": 200,
    "scope=mine&%ff=%fe": 200,
}


@pytest.mark.parametrize(
    ("query", "status"), ODD_QUERIES.items(), ids=[q[:40] for q in ODD_QUERIES]
)
def test_an_odd_query_is_answered_plainly(strange, query, status):
    _world, resident, _ = strange
    assert resident.get(f"/cases?{query}").status_code == status


@pytest.mark.parametrize(
    "search", ["%00", "%ff", "'", '"', "%25", "_", "\\", "a" * 5000, "%F0%9F%8F%AE"]
)
def test_odd_search_words_find_nothing_and_break_nothing(strange, search):
    _, _, staff = strange
    response = staff.get(f"/cases?scope=queue&queue=to_accept&q={search}")
    assert response.status_code in (200, 422)


@pytest.mark.parametrize("method", ["PATCH", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_a_method_that_a_path_does_not_take_is_refused(strange, method):
    world, resident, _ = strange
    for path in ("/api/v1/cases", "/api/v1/reference", "/healthz", "/plain/", "/"):
        response = resident.request(method, world.url + path)
        refused(response, 405, "method_not_allowed")


WRONG_STEPS = [
    ({}, [("step", "required")]),
    ({"step": 5}, [("step", "wrong_type")]),
    ({"step": "rate"}, [("step", "unknown")]),
    ({"step": "reopen"}, [("step", "unknown")]),
    ({"step": "accept"}, [("expected_version", "required")]),
    ({"step": "accept", "expected_version": "1"}, [("expected_version", "wrong_type")]),
    ({"step": "accept", "expected_version": True}, [("expected_version", "wrong_type")]),
    ({"step": "accept", "expected_version": 1.5}, [("expected_version", "wrong_type")]),
    ({"step": "accept", "expected_version": 0}, [("expected_version", "out_of_range")]),
    ({"step": "accept", "expected_version": 10**30}, [("expected_version", "out_of_range")]),
    ({"step": "accept", "expected_version": 1, "note": "x" * 1001}, [("note", "too_long")]),
    (
        {"step": "dispatch", "expected_version": 1},
        [("department_id", "required"), ("basis", "required")],
    ),
    (
        {"step": "dispatch", "expected_version": 1, "department_id": "moon", "basis": "whim"},
        [("department_id", "unknown"), ("basis", "unknown")],
    ),
]


@pytest.mark.parametrize(("body", "wrong"), WRONG_STEPS)
def test_a_wrong_step_names_its_fields(strange, body, wrong):
    _world, resident, staff = strange
    from world import done, fields, file_case

    number = file_case(resident)["case"]["number"]
    response = staff.post(f"/cases/{number}/steps", json=body, headers=key())
    assert fields(refused(response, 422, "invalid")) == wrong
    assert done(resident.get(f"/cases/{number}"))["version"] == 1


@pytest.mark.parametrize(
    "language", ["zh-CN,zh;q=0.9", "en-GB,en;q=0.8", "", "fr", "*", ";;;,,", "x" * 500]
)
def test_errors_speak_the_readers_language(strange, language):
    _world, resident, _ = strange
    response = resident.post(
        "/cases", json=filing(title=""), headers={**key(), "Accept-Language": language}
    )
    error = refused(response, 422, "invalid")
    english = language.startswith("en")
    assert error["fields"][0]["message"] == ("Enter a title" if english else "请填写标题")


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
MEMBERS = {
    "POST /session/code": ["phone"],
    "POST /session": ["phone", "code"],
    "POST /session/staff": ["account"],
    "PUT /me/identity": ["name", "id_number", "consent"],
    "POST /cases": [
        "kind", "category", "title", "description", "place", "attachments", "contact", "consent",
    ],
    "POST /cases/320505S20261123000017/steps": [
        "step", "expected_version", "note", "reason", "department_id", "basis", "attachments",
    ],
    "POST /cases/320505S20261123000017/rating": ["score", "solved", "comment", "praises", "faults"],
    "POST /track": ["number", "query_code"],
    "POST /track/rating": ["number", "query_code", "score", "solved", "comment"],
}  # fmt: skip


@pytest.mark.parametrize("call", MEMBERS)
def test_generated_bodies_never_crash_the_server(strange, call):
    _world, resident, _ = strange
    method, path = call.split(" ")

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,
    )
    @given(st.dictionaries(st.sampled_from(MEMBERS[call]), anything, max_size=8))
    def attempt(body):
        content = json.dumps(body).encode()
        response = resident.request(method, path, content=content, headers={**JSON, **key()})
        assert response.status_code < 500, (body, response.text)
        if response.status_code >= 400:
            assert response.json()["error"]["code"]

    attempt()
