"""Staff find a case by what they mean, on SQLite and PostgreSQL alike."""

import pytest
from applying import reviewing
from test_patrol import reported
from world import bring_to, done, file_case, refused

FOUND = (
    "3号楼二单元", "３ 号楼", "3  号楼", "柳巷路8号", "Cafe\u0301", "CAFÉ", "wifi", "ｗｉｆｉ",
    "楼道灯 柳巷路", "柳巷路\u3000楼道灯", "\u200b楼道\u200b灯", "王䶮", "王\ue863", "100%", "a_b",
)  # fmt: skip
NOT_FOUND = ("4号楼", "灯不亮 东河路", "100_", "a%b", "\\", "axb")


@pytest.fixture
def case(world):
    title = "3 号楼二单元楼道灯不亮 王\ue863 100% a_b"
    return file_case(
        world.client(),
        title=title,
        place__text="柳巷路８号 Café WIFI",
        place__lon=None,
        place__lat=None,
    )["case"]


def hits(world, query: str) -> list[str]:
    params = {"scope": "queue", "queue": "to_accept", "q": query}
    page = done(world.client("dispatcher").get("/cases", params=params))
    assert page["total"] == len(page["items"])
    return [item["number"] for item in page["items"]]


def test_a_case_is_found_however_its_words_are_typed(world, case):
    other = file_case(world.client(), title="路面积水", place__text="东河路")["case"]["number"]
    for query in FOUND:
        assert hits(world, query) == [case["number"]], query
    for query in NOT_FOUND:
        assert hits(world, query) == [], query
    number = case["number"]
    grouped = f"{number[:6]} {number[6].lower()} {number[7:15]} {number[15:20]}-{number[20:]}"
    for query in (number, f"编号{number}", grouped, number[-6:]):
        assert hits(world, query)[:1] == [number], query
    assert set(hits(world, "")) == {number, other}
    assert hits(world, "\u200b-") == []


def found(world, name: str, query: str, **more) -> list[str]:
    page = done(world.client(name).get("/cases", params={"scope": "found", "q": query, **more}))
    return [item["number"] for item in page["items"]]


def test_staff_find_a_case_wherever_it_is_and_only_what_they_may_read(world):
    submitted = file_case(world.client(), title="井盖松动")["case"]["number"]
    in_hand = bring_to(world, "in_progress", title="井盖破损")["case"]["number"]
    closed = bring_to(world, "closed", title="井盖缺失")["case"]["number"]
    elsewhere = file_case(world.client(), title="井盖异响", place__grid_id="donghe-1")["case"][
        "number"
    ]
    for name in ("dispatcher", "supervisor", "leader"):
        assert found(world, name, "井盖") == [elsewhere, closed, in_hand, submitted], name
    assert found(world, "handler", "井盖") == [closed, in_hand]
    assert found(world, "grid", "井盖") == [closed, in_hand, submitted]
    assert found(world, "dispatcher", closed) == [closed]
    for name in ("dispatcher", "handler", "grid"):
        for number in (submitted, in_hand, closed, elsewhere):
            readable = world.client(name).get(f"/cases/{number}").status_code == 200
            assert (number in found(world, name, number)) == readable, (name, number)


def test_what_is_found_comes_page_by_page(world):
    numbers = [file_case(world.client())["case"]["number"] for _ in range(5)]
    staff, seen, cursor = world.client("dispatcher"), [], ""
    while True:
        params = {"scope": "found", "q": numbers[0][:15], "limit": 2, "cursor": cursor}
        page = done(staff.get("/cases", params=params))
        assert page["total"] == 5
        seen += [item["number"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == numbers[::-1]


def test_a_search_over_everything_needs_words_and_a_desk(world):
    params = {"scope": "found", "q": " "}
    refused(world.client("dispatcher").get("/cases", params=params), 422, "invalid")
    assert found(world, "dispatcher", "-") == []
    refused(world.client().get("/cases", params={"scope": "found", "q": "灯"}), 403, "forbidden")


def test_who_reads_english_finds_cases_by_what_they_are_called_there(world):
    applied = reviewing(world)
    seen = reported(world)
    path, english = "/cases", {"Accept-Language": "en"}

    def numbers(query: str, **headers) -> set[str]:
        params = {"scope": "found", "q": query}
        page = done(world.client("leader").get(path, params=params, headers=headers))
        assert page["total"] == len(page["items"])
        return {item["number"] for item in page["items"]}

    every = done(
        world.client("leader").get(path, params={"scope": "found", "q": "2026"}, headers=english)
    )
    called = {item["number"]: item["title"] for item in every["items"]}
    for number, other in ((applied, seen), (seen, applied)):
        assert called[number].isascii(), called[number]
        word = max(called[number].split(), key=len)
        assert word not in called[other]
        assert numbers(word, **english) == {number}
        assert numbers(word.upper(), **english) == {number}
        assert numbers(f"{word} {number[-6:]}", **english) == {number}
        assert numbers(f"{word} nowhere", **english) == set()
        # Other languages are not searched for who does not read them.
        assert numbers(word) == set()
