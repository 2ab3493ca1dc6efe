"""A case that was filed without a grid gets one when it is given to a department: from then on it is a
case of that grid, and its grid worker verifies it."""

import pytest
import sqlalchemy as sa
from world import FINDINGS, done, fields, file_case, refused, take, upload

from server.ops.verify import check_all

DISPATCH = {"department_id": "property", "basis": "agreed"}
GRID, OTHER_GRID = "liuxiang-3", "donghe-1"


def nowhere(world) -> str:
    """A case without a place on the map, taken in: its number."""
    place = {"place__grid_id": None, "place__lon": None, "place__lat": None}
    number = file_case(world.client(), **place)["case"]["number"]
    done(take(world.client("dispatcher"), number, "accept"))
    return number


def resolve(world, number: str) -> None:
    handler = world.client("handler")
    done(take(handler, number, "sign_for"))
    done(take(handler, number, "resolve", note="已经修好。", attachments=[upload(handler)]))


def waiting(world, who: str) -> list[str]:
    page = done(world.client(who).get("/cases?scope=queue&queue=to_verify"))
    return [item["number"] for item in page["items"]]


def test_the_worker_of_the_chosen_grid_reads_and_verifies_it(world):
    number = nowhere(world)
    grid = world.client("grid")
    refused(grid.get(f"/cases/{number}"), 404, "not_found")
    case = done(take(world.client("dispatcher"), number, "dispatch", grid_id=GRID, **DISPATCH))
    assert case["place"]["grid_id"] == GRID
    assert case["grid_name"]
    assert done(grid.get(f"/cases/{number}"))["number"] == number
    resolve(world, number)
    assert waiting(world, "grid") == [number]
    assert waiting(world, "grid-donghe-1") == []
    assert number in [v["id"] for v in done(grid.get("/visits"))["items"]]
    case = done(take(grid, number, "verify_pass", **FINDINGS["verify_pass"]))
    assert (case["state"], case["chain_ok"]) == ("verified", True)
    assert world.read(lambda tx: check_all(world.window, tx, ())[2]) == []


def test_without_a_grid_it_is_not_given_out_and_the_form_says_so(lite_world):
    world = lite_world
    number = nowhere(world)
    dispatcher = world.client("dispatcher")
    error = refused(take(dispatcher, number, "dispatch", **DISPATCH), 422, "invalid")
    assert fields(error) == [("grid_id", "required")]
    error = refused(take(dispatcher, number, "dispatch", grid_id="x", **DISPATCH), 422, "invalid")
    assert fields(error) == [("grid_id", "unknown")]


def test_a_case_that_has_a_grid_keeps_it(lite_world):
    world = lite_world
    number = file_case(world.client())["case"]["number"]
    dispatcher = world.client("dispatcher")
    done(take(dispatcher, number, "accept"))
    case = done(take(dispatcher, number, "dispatch", grid_id=OTHER_GRID, **DISPATCH))
    assert case["place"]["grid_id"] == GRID


def test_a_case_that_comes_back_keeps_the_grid_it_was_given(lite_world):
    world = lite_world
    number = nowhere(world)
    dispatcher, handler = world.client("dispatcher"), world.client("handler")
    done(take(dispatcher, number, "dispatch", grid_id=GRID, **DISPATCH))
    done(take(handler, number, "return", reason="不是我们管的。"))
    case = done(take(dispatcher, number, "dispatch", **DISPATCH))
    assert case["place"]["grid_id"] == GRID
    assert world.read(lambda tx: check_all(world.window, tx, ())[2]) == []


def test_what_stood_in_no_grid_before_keeps_its_history(lite_world):
    """Verified without a grid as cases were before this could be chosen, failed, and given out anew."""
    world = lite_world
    number = nowhere(world)
    dispatcher = world.client("dispatcher")
    grids = world.window.reference.grids
    world.window.reference.grids = {}
    done(take(dispatcher, number, "dispatch", **DISPATCH))
    world.window.reference.grids = grids
    resolve(world, number)
    supervisor, handler = world.client("supervisor"), world.client("handler")
    done(take(supervisor, number, "verify_fail", reason="灯还是不亮。"))
    done(take(handler, number, "return", reason="不是我们管的。"))
    done(take(dispatcher, number, "dispatch", grid_id=GRID, **DISPATCH))
    resolve(world, number)
    assert waiting(world, "grid") == [number]
    assert world.read(lambda tx: check_all(world.window, tx, ())[2]) == []


@pytest.mark.parametrize("grid", [None, OTHER_GRID], ids=["taken out", "another"])
def test_a_grid_that_was_altered_afterwards_is_found(lite_world, grid):
    world = lite_world
    number = nowhere(world)
    done(take(world.client("dispatcher"), number, "dispatch", grid_id=GRID, **DISPATCH))
    with world.window.database.engine.begin() as connection:
        connection.execute(
            sa.text("UPDATE cases SET grid_id = :grid WHERE number = :number"),
            {"grid": grid, "number": number},
        )
    assert world.read(lambda tx: check_all(world.window, tx, ())[2])


def test_a_street_without_grids_gives_cases_out_all_the_same(lite_world):
    world = lite_world
    number = nowhere(world)
    world.window.reference.grids = {}
    case = done(take(world.client("dispatcher"), number, "dispatch", **DISPATCH))
    assert case["state"] == "dispatched"
