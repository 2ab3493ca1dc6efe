"""Staff find a case by what they mean, on SQLite and PostgreSQL alike."""

import pytest
from world import done, file_case

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
