"""Writing the form of a service on its pages: what the tests of sections, groups and cross-checks press."""

import re

from test_service_parts import address, save, service_is_right
from test_service_versions import CODE, PAGE, errors, exported, press

APPLY = f"/plain/apply/{CODE}"


def button(client, path: str, action: str, **members):
    """The page after a button of a list was pressed; that it leads on where it was kept."""
    seen = re.search(r'name="seen" value="(\d+)"', client.get(address(path)).text)[1]
    return client.post(address(path), data={"action": action, "seen": seen, **members})


def made(client, path: str, action: str = "add", **members) -> str:
    """The path of a new item."""
    answer = button(client, path, action, **members)
    assert answer.status_code == 303, errors(answer)
    return answer.headers["location"].removeprefix(f"{PAGE}/")


def both(name: str, chinese: str, english: str) -> dict[str, str]:
    return {f"{name}.zh-CN": chinese, f"{name}.en": english}


def kept(client, path: str, **members) -> None:
    """It is saved without a mistake."""
    answer = save(client, path, **members)
    assert answer.status_code == 200, errors(answer)


def carried(resident) -> dict:
    """What the page of the form carries beside what is typed."""
    page = resident.get(APPLY).text
    hidden = re.findall(r'type="hidden" name="(key|shown)" value="([^"]*)"', page)
    return {name: [v for n, v in hidden if n == name] for name in ("key", "shown")}


def form_of(client) -> dict:
    return exported(client)["form"]


def stay(admin) -> tuple[str, str]:
    """A section of its own with two days of which the first is not after the second: the pages of the section
    and of the rule."""
    section = made(admin, "sections")
    kept(admin, section, **both("heading", "住院的日子", "Days in hospital"))
    at = section.partition("/")[2]
    for name in ("第一天", "最后一天"):
        path = made(admin, "fields", f"add-{at}")
        kept(admin, path, **both("label", name, f"The {name}"), type="date", max="", required="yes")
    rule = made(admin, "rules")
    kept(
        admin,
        rule,
        require__what="answer:own_2",
        require__how="ge",
        require__other="answer:own_1",
        at="own_2",
        **both("told", "最后一天不能早于第一天", "The last day cannot be before the first"),
    )
    return section, rule


def children(admin) -> str:
    """A group of children with a name and an age: its page."""
    path = made(admin, "fields", "group-2")
    kept(
        admin,
        path,
        **both("label", "孩子", "Children"),
        **both("one", "孩子", "Child"),
        **both("add", "再加一个孩子", "Add another child"),
        min="1",
        max="3",
        required="yes",
    )
    kept(admin, f"{path}/0", **both("label", "孩子的名字", "Name"))
    age = made(admin, path)
    kept(admin, age, **both("label", "几岁", "Age"), type="integer", max="17", required="yes")
    return path


def published(admin) -> None:
    assert service_is_right(admin), errors(admin.get(PAGE))
    for action in ("ready", "publish"):
        page = press(admin, action)
        assert page.status_code == 200, errors(page)
