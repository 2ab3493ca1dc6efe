"""The register of the dead on the administration's page: entered with its day and source, put right with a reason,
and each of it in the audit list."""

import re
from html import unescape

import pytest
import sqlalchemy as sa
from assisting import LI, mandate, person
from test_admin_pages import browser
from test_pages import outline
from test_register_of_the_dead import ACCOUNT, dies, prove, register_says, state_of
from test_visits import wish

from server.ops.verify import check_all
from server.services import base_changes
from server.store.people_tables import person_sights

PAGE = "/plain/admin/deaths"
SOURCE = "家属带死亡证明来说的"


def send(world, action: str, who: str = LI["name"], **fields):
    data = {"who": who, "action": action, **fields}
    return browser(world, "admin").post(PAGE, data=data)


def errors(page) -> list[str]:
    return [unescape(one) for one in re.findall(r'class="error"[^>]*>([^<]+)<', page.text)]


def test_a_death_is_entered_with_day_and_source_and_all_that_hangs_on_it_ends(world):
    whom = person(world)
    given = mandate(world, whom)["id"]
    visit = wish(prove(world))["id"]
    found = send(world, "find")
    outline(found)
    assert "找到 1 人" in found.text
    page = send(world, "dead", deceased=whom, death_day="2026-11-20", death_source=SOURCE)
    assert page.status_code == 200, errors(page)
    outline(page)
    assert "已登记为去世" in page.text
    assert register_says(world, whom) == "dead"
    assert state_of(world, given) == "dead"
    became = world.read(lambda tx: base_changes.of(tx, base_changes.VISIT, visit)[-1]["what"])
    assert became == "dead"
    listed = browser(world, "admin").get(PAGE)
    outline(listed)
    assert "已登记去世：1 人" in listed.text
    audit = browser(world, "admin").get("/plain/admin/changes").text
    assert "登记去世" in audit
    assert SOURCE in audit
    assert "2026-11-20" in audit
    assert world.read(lambda tx: check_all(world.window, tx, ())[2]) == []


def test_what_was_entered_by_mistake_is_put_right_and_the_mandate_holds_again(world):
    whom = person(world)
    given = mandate(world, whom)["id"]
    send(world, "dead", deceased=whom, death_day="2026-11-20", death_source=SOURCE)
    page = send(world, "living", who="", deceased=whom, reason="走访见到本人，健在")
    assert "已改正" in page.text
    assert "已登记去世：0 人" in page.text
    assert register_says(world, whom) == "living"
    assert state_of(world, given) == "running"
    assert "走访见到本人" in browser(world, "admin").get("/plain/admin/changes").text


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"deceased": ""}, "请选是哪一位"),
        ({"deceased": "nobody"}, "请选是哪一位"),
        ({"death_day": ""}, "请填写哪一天去世的"),
        ({"death_day": "2026-02-30"}, "不晚于今天"),
        ({"death_day": "2099-01-01"}, "不晚于今天"),
        ({"death_day": "1900-01-01"}, "不早于出生"),
        ({"death_day": "11 月 20 日"}, "不晚于今天"),
        ({"death_source": " "}, "请填写从哪里知道的"),
    ],
)
def test_a_death_that_lacks_something_is_not_entered_and_what_was_typed_stays(
    lite_world, members, said
):
    whom = person(lite_world)
    values = {"deceased": whom, "death_day": "2026-11-20", "death_source": SOURCE, **members}
    page = send(lite_world, "dead", **values)
    assert page.status_code == 422
    outline(page)
    assert said in "".join(errors(page))
    if values["death_source"].strip():
        assert f'value="{SOURCE}"' in page.text
    assert register_says(lite_world, whom) == "living"


def test_putting_right_wants_a_reason_and_a_death(lite_world):
    whom = person(lite_world)
    assert send(lite_world, "living", deceased=whom, reason="见到本人").status_code == 409
    send(lite_world, "dead", deceased=whom, death_day="2026-11-20", death_source=SOURCE)
    again = send(lite_world, "dead", deceased=whom, death_day="2026-11-20", death_source=SOURCE)
    assert again.status_code == 409
    outline(again)
    assert send(lite_world, "living", deceased=whom, reason="").status_code == 422
    assert register_says(lite_world, whom) == "dead"


def test_who_was_listed_was_seen_and_only_the_administration_lists(lite_world):
    whom = person(lite_world)
    dies(lite_world, whom)
    count = sa.select(sa.func.count()).select_from(person_sights)
    before = lite_world.read(lambda tx: tx.value(count))
    browser(lite_world, "admin").get(PAGE)
    assert lite_world.read(lambda tx: tx.value(count)) > before
    for who, status in ((ACCOUNT, 403), ("dispatcher", 403), (None, 303)):
        assert browser(lite_world, who).get(PAGE).status_code == status
    for who, status in ((ACCOUNT, 403), ("dispatcher", 403), (None, 401)):
        sent = browser(lite_world, who).post(PAGE, data={"action": "find"})
        assert sent.status_code == status
