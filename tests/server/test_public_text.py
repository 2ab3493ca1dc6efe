"""What others read of a title, and how a case is found by its words."""

import pytest

from server.rules.public_text import HIDDEN, public_text
from server.rules.search import search_key, search_words

HIDES = [
    ("138.0000.0001 灯坏", "… 灯坏"),
    ("138  0000  0001 灯坏", "… 灯坏"),
    ("138\u20130000\u20130001 灯坏", "… 灯坏"),
    ("138\u200b0000\u200b0001 灯坏", "… 灯坏"),
    ("１３８００００ ０００１灯坏", "…灯坏"),
    ("一三八零零零零零零零一 灯坏", "… 灯坏"),
    ("请打 0512-65123456 找我", "请打 … 找我"),
    ("(0512) 6512 3456", "(…"),
    ("证号 99010119550601018X", "证号 …"),
    ("灯坏 zhang @ example . com", "灯坏 …"),
    ("灯坏 zhang＠example．com", "灯坏 …"),
    ("联系微信 zhangsan_88 灯坏", "联系微信 … 灯坏"),
    ("微信号：zhangsan_88", "微信号：…"),
    ("加V abc12345", "加V …"),
    ("QQ 123456", "QQ …"),
    ("漏水 5幢2单元502", "漏水 5幢2单元…"),
    ("5-2-502 漏水", "… 漏水"),
    ("5-502 漏水", "… 漏水"),
    ("五〇二室漏水", "…漏水"),
    ("3 号楼 1201 室漏水", "3 号楼 …漏水"),
    ("苏EB1234 挡住楼道灯", "… 挡住楼道灯"),
    ("苏 E·B1234 挡路", "… 挡路"),
    ("苏ＥＢ１２３４挡路", "…挡路"),
    ("沪AD12345 占道", "… 占道"),
]
STAYS = [
    "2026-11-21 停水",
    "2026.11.21 停水",
    "20261121 停水",
    "2026年11月21日停水",
    "二〇二六年十一月停水",
    "11月21日 8:30 到 17:30 停水",
    "3 号楼二单元楼道灯不亮",
    "柳巷路 8 号 3 号楼",
    "柳巷路1234号门前积水",
    "打 12345 没人接",
    "拨 110 和 119",
    "400-820-8820 打不通",
    "5 号楼 300 多户停水",
    "3-4 天没人来",
    "户外健身器材坏了",
    "新村 2 期 5 幢楼道堆物",
    "京东快递柜挡路",
    "",
]


@pytest.mark.parametrize(("text", "shown"), HIDES)
def test_what_says_who_somebody_is_is_hidden_however_it_is_written(text, shown):
    assert public_text(text) == shown


@pytest.mark.parametrize("text", STAYS)
def test_dates_house_numbers_and_public_numbers_stay(text):
    assert public_text(text) == text


def test_what_was_hidden_stays_hidden():
    for text, _ in HIDES:
        once = public_text(text)
        assert HIDDEN in once
        assert public_text(once) == once


CASE = "\n".join(("3 号楼二单元楼道灯不亮", "柳巷路８号 Café WIFI", "320505S20261121000429"))


@pytest.mark.parametrize(
    "query",
    [
        *("3号楼二单元", "３ 号楼", "3  号楼", "柳巷路8号", "Cafe\u0301", "CAFÉ", "wifi"),
        *("楼道灯 柳巷路", "编号320505S20261121000429", "320505 s 20261121 00042-9"),
        *("\u200b楼道\u200b灯", "ｗｉｆｉ", "二单元\u3000灯不亮", "20261121"),
    ],
)
def test_a_case_is_found_by_what_people_mean(query):
    key = "\n".join(map(search_key, CASE.split("\n")))
    assert search_words(query)
    assert all(word in key for word in search_words(query))


def test_a_case_is_not_found_by_other_words():
    key = search_key(CASE)
    for query in ("4号楼", "灯不亮 东河路", "320505S20261121000437"):
        assert not all(word in key for word in search_words(query))
    assert search_words(" \u200b - ") == []
