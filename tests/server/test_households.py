"""Who lives together: said by a list or on the page of a person, shown on the page of the place, and left by who
moves."""

import pytest
from assisting import HELPER, LI, person
from test_admin_pages import browser
from test_applications import findings
from test_base_data import THERE, building, change, history  # noqa: F401
from test_exports import read_csv, take
from test_pages import outline
from test_person_import import ONE, TWO, errors, read_persons, send
from world import fields, refused

from server.rules.table_import import Mistake
from server.services import people

HEAD = "姓名,身份证号,网格,住址,户号"
HOME = "柳巷路 8 号 302 室"


def table(*lines: str) -> bytes:
    return "\n".join((HEAD, *lines)).encode()


def together(world, whom: str) -> list[str]:
    return world.read(lambda tx: people.household_of(tx, whom))


@pytest.fixture
def couple(building):  # noqa: F811
    """Two of one household, by a list, in a room of a building, and somebody of another grid with its number."""
    lines = (f"王一,{ONE},liuxiang-3,{HOME},7", f"李二,{TWO},liuxiang-3,{HOME},7")
    other = f"{LI['name']},{LI['id_number']},donghe-1,别处,7"
    page = send(browser(building, "admin"), table(*lines, other))
    assert page.status_code == 200, errors(page)
    return building


def ids(world) -> dict[str, str]:
    """The persons of the worker's grid by name."""
    found = world.client(HELPER).get("/persons").json()["items"]
    return {one["name"]: one["id"] for one in found}


def test_a_list_says_who_lives_together_and_the_place_shows_it(couple):
    who = ids(couple)
    assert together(couple, who["王一"]) == [who["李二"]]
    for place in ("r1", "b1"):
        page = browser(couple, HELPER).get(f"/plain/places/{place}")
        outline(page)
        assert "户号 7" in page.text
        assert {f"/plain/persons/{one}" for one in who.values()} <= set(outline(page).links)
    out = read_csv(take(couple, "persons.csv").content)
    assert ["王一", ONE, "", "liuxiang-3", HOME, "7"] in out
    assert (
        "原来就有 3 人" in send(browser(couple, "admin"), take(couple, "persons.csv").content).text
    )


def test_who_moves_or_leaves_the_street_leaves_the_household(couple):
    who = ids(couple)
    assert change(couple, who["李二"], home="柳巷路 1 号").status_code == 200
    assert together(couple, who["王一"]) == []
    page = browser(couple, HELPER).get("/plain/places/r1").text
    assert ("王一" in page, "李二" in page) == (True, False)
    assert change(couple, who["王一"], moved_away=True, reason="搬到外地").status_code == 200
    assert "王一" not in browser(couple, HELPER).get("/plain/places/r1").text
    assert findings(couple) == []


def test_the_page_of_a_person_says_with_whom(couple):
    whom, who = person(couple, id_number=LI["id_number"], home=HOME), ids(couple)
    assert whom not in who.values()  # of another grid
    desk = browser(couple, "admin")
    moved = {"home": HOME, "grid_id": "liuxiang-3", "household": "7", "reason": "搬来同住"}
    assert desk.post(f"/plain/persons/{whom}", data=moved).status_code == 303
    assert set(together(couple, who["王一"])) == {who["李二"], whom}
    # Another number in the same home: a household of its own.
    assert desk.post(f"/plain/persons/{whom}", data={"household": "8"}).status_code == 303
    assert together(couple, who["王一"]) == [who["李二"]]
    assert history(couple, whom)[-1] == "change_household"
    page = desk.get(f"/plain/persons/{whom}")
    assert "户号 8" in page.text
    assert HOME in page.text
    moved = {"grid_id": THERE, "household": "9", "reason": "搬家"}
    assert ("home", "required") in fields(
        refused(change(couple, whom, "admin", **moved), 422, "invalid")
    )


def test_a_household_without_a_home_is_a_mistake_of_its_line(lite_world):
    assert read_persons(
        table(f"王一,{ONE},liuxiang-3,,7"), ("liuxiang-3",), lite_world.window.today()
    )[1] == [Mistake(2, "home", "required")]
    whom = person(lite_world)
    error = refused(change(lite_world, whom, household="7"), 422, "invalid")
    assert fields(error) == [("home", "required")]
