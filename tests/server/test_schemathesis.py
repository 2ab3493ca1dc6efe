"""Requests generated from our own OpenAPI description, good and bad: no call ever fails inside,
and every answer is one that the description names, in the shape it names."""

import warnings

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from product import product_data
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from world import World, bring_to

from server.routes.openapi import describe

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
UNLIMITED = {
    "limits__filings_per_hour": 0,
    "limits__uploads_per_hour": 0,
    "limits__lookups_per_hour": 0,
    "limits__staff_tries": 1_000_000,
    "limits__tracks_per_hour": 1_000_000,
}
#: A stream has no end that a test could wait for, and a sign-out would end the session of the others.
LEFT_OUT = r"/events$"


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A world with a case in it."""
    world = World(tmp_path_factory.mktemp("generated"), **UNLIMITED).start()
    bring_to(world, "in_progress")
    yield world
    world.stop()


generated = schemathesis.openapi.from_dict(describe(product_data()[0])).exclude(path_regex=LEFT_OUT)


@pytest.mark.parametrize("who", ["13800000001", "dispatcher"])
@generated.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_what_is_generated_from_the_description_is_answered_as_it_says(case, running, who):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cookies = {"ow_session": running.token(who)}
        case.call_and_validate(base_url=running.url, cookies=cookies, checks=CHECKS)
