"""The catalogue as clients get it, and the first page in the street's own words."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from test_catalogue import FOLDER, ROOT, Copy, step
from world import done, refused

PACKED = "/catalogue/forms.0123456789.json"


def street(tmp_path, **members) -> Path:
    """Another street's file."""
    value = json.loads((FOLDER / "street.json").read_text("utf-8"))
    value |= members
    file = tmp_path / "street.json"
    file.write_text(json.dumps(value), "utf-8")
    return file


def all_forms() -> list[dict]:
    """What the street asks, as it is packed."""
    files = sorted((FOLDER / "forms").glob("*.json"))
    return [json.loads(file.read_text("utf-8")) for file in files]


def appeal(tmp_path) -> Path:
    """A form with a field of the street's own."""
    form = json.loads((FOLDER / "forms/appeal.json").read_text("utf-8"))
    form["fields"].append(
        {"path": "building", "section": "where", "type": "text", "required": True, "max": 60}
    )
    file = tmp_path / "own.json"
    file.write_text(json.dumps(form), "utf-8")
    return file


def index(world) -> dict:
    return done(world.nobody().get("/catalogue"))


def test_every_file_of_the_catalogue_is_served_and_never_changes(lite_world):
    shown = index(lite_world)
    own = {name: address for name, address in shown["files"].items() if name.count(".") == 1}
    assert set(own) == {
        *("case.json", "queues.json", "roles.json", "audiences.json"),
        *("deadlines.json", "calendar.json", "street.json", "forms.json"),
    }
    for name, address in own.items():
        assert shown["hash"] in address
        response = lite_world.nobody().get(lite_world.url + address)
        assert response.headers["cache-control"] == "public,max-age=31536000,immutable"
        assert response.headers["content-encoding"] == "gzip"
        source = all_forms() if name == "forms.json" else json.loads((FOLDER / name).read_text())
        if isinstance(source, dict):
            source.pop("about", None)
        assert response.json() == source


def test_the_index_is_asked_for_again_and_answered_shortly(lite_world):
    client = lite_world.nobody()
    first = client.get("/catalogue")
    assert first.headers["cache-control"] == "no-cache"
    again = client.get("/catalogue", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_change_gives_a_new_address_and_the_old_one_says_that_it_is_outdated(
    make_world, tmp_path
):
    before = index(make_world())
    copy = Copy(tmp_path / "catalogue")
    copy.change("case.json", step("sign_for", once=True))
    world = make_world(**copy.settings())
    now = index(world)
    assert now["hash"] != before["hash"]
    for address in before["files"].values():
        refused(world.nobody().get(world.url + address), 404, "outdated")
    case = world.nobody().get(world.url + now["files"]["case.json"]).json()
    assert next(s for s in case["steps"] if s["code"] == "sign_for")["once"] is True


def test_a_file_that_is_not_there_is_not_found(lite_world):
    address = f"{lite_world.api}/catalogue/{index(lite_world)['hash']}/"
    for name in ("nothing.json", "..%2fstreet.json", "case.json%00", "x" * 3000):
        refused(lite_world.nobody().get(address + name), 404, "not_found")


@pytest.fixture
def dist(tmp_path):
    """A packed portal."""
    folder = tmp_path / "dist"
    (folder / "catalogue").mkdir(parents=True)
    page = (ROOT / "web/shell/index.html").read_text("utf-8")
    page = page.replace("%assets%", json.dumps({"catalogue": {"forms": PACKED}}))
    page = page.replace("%preload%", f'<link rel="preload" href="{PACKED}" as="fetch">')
    (folder / "index.html").write_text(page, "utf-8")
    (folder / "index.html.gz").write_bytes(gzip.compress(page.encode()))
    (folder / PACKED[1:]).write_text(json.dumps(all_forms()), "utf-8")
    return folder


def first_page(world, encodings: str = "identity") -> str:
    return world.nobody().get(world.url + "/", headers={"Accept-Encoding": encodings}).text


@pytest.mark.parametrize("encodings", ["identity", "gzip", "gzip, br"])
def test_the_first_page_has_the_streets_name_and_phone(make_world, tmp_path, dist, encodings):
    file = street(
        tmp_path,
        street={
            "name": '<春风> & "街道"',
            "division": "320505",
            "center_name": "中心",
            "phone": "1",
        },
        hotline={"name": "便民热线", "number": "0512-6512 3456"},
    )
    world = make_world(street__file=str(file), server__web=str(dist))
    page = first_page(world, encodings)
    assert "&lt;春风&gt; &amp; &quot;街道&quot;</span></h1>" in page
    assert '<a href="tel:051265123456" data-street="hotline">便民热线 0512-6512 3456</a>' in page
    assert "示例街道" not in page
    assert "12345<" not in page
    assert "春风" in world.nobody().get(world.url + "/plain/").text


def test_a_street_with_a_form_of_its_own_gets_a_client_that_draws_it(make_world, tmp_path, dist):
    world = make_world(street__form=str(appeal(tmp_path)), server__web=str(dist))
    page = first_page(world)
    address = index(world)["files"]["forms.json"]
    assert PACKED not in page
    assert page.count(f'"{address}"') == 2  # the list of assets and what is loaded beforehand
    forms = {form["code"]: form for form in world.nobody().get(world.url + address).json()}
    paths = [field["path"] for field in forms["appeal"]["fields"]]
    assert "building" in paths


def test_the_packed_form_is_used_where_it_is_the_streets(make_world, dist):
    world = make_world(server__web=str(dist))
    assert first_page(world).count(f'"{PACKED}"') == 2


def test_a_packed_page_needs_no_filling_outside_the_demo(make_world, dist):
    """It comes as it lies there, with the compressed file beside it."""
    world = make_world(server__web=str(dist), demo=False, codes__notifier="")
    response = world.nobody().get(world.url + "/", headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert response.text == (dist / "index.html").read_text("utf-8")


@pytest.mark.parametrize("broken", [{"hotline": 3}, {"street": {}}, {"phones": "x"}])
def test_a_streets_file_that_cannot_be_read_is_named_at_the_start(tmp_path, broken):
    config = tmp_path / "street.toml"
    file = street(tmp_path, **broken)
    config.write_text(f'[street]\nfile = "{file}"\n', "utf-8")
    command = [sys.executable, "serve.py", "--config", str(config), "--data", str(tmp_path / "d")]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 2
    assert str(file) in ended.stderr
