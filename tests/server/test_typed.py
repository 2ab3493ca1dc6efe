"""What people type and paste is read alike on both sides, and as the contract says."""

import json
import random
import unicodedata
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from rules_tool import ask

from server.rules import characters, identity, money, numbers, phones, text

CONTRACT = Path(__file__).resolve().parents[1] / "contract"
TODAY = date(2026, 11, 21)
TYPED = json.loads((CONTRACT / "typed.json").read_text("utf-8"))["cases"]
PHONES = json.loads((CONTRACT / "phones.json").read_text("utf-8"))

READERS = {
    "phone": phones.read_phone,
    "contact_phone": phones.read_callable,
    "case_number": numbers.read_case_number,
    "query_code": numbers.read_query_code,
    "one_time_code": numbers.read_one_time_code,
    "id_number": lambda typed: identity.read_id_number(typed, TODAY),
}
CLEANERS = {
    "title": lambda typed: text.clean(typed, lines=False),
    "description": lambda typed: text.clean(typed, lines=True),
    "name": text.clean_name,
    "numeral": text.numeral,
}
CLIENT = {"contact_phone": "callable", "title": "line", "description": "lines"}


def expected(case: dict):
    return {"error": case["error"]} if "error" in case else case["value"]


def server_reads(field: str, typed: str):
    """What the server makes of it, in the tool's form."""
    if field in CLEANERS:
        return CLEANERS[field](typed)
    read = READERS[field](typed)
    return {"error": read.error} if read.error else read.value


@pytest.mark.parametrize(
    "case", TYPED, ids=lambda case: f"{case['field']}-{ascii(case['input'])[:40]}"
)
def test_what_was_typed_is_read_as_the_contract_says(case):
    found = server_reads(case["field"], case["input"])
    if case["field"] in CLEANERS and case.get("error") == "required":
        assert text.visible_length(found) == 0
    else:
        assert found == expected(case)


def test_the_client_reads_every_case_of_the_contract_alike():
    answers = ask([{"do": "texts", "text": case["input"]} for case in TYPED])
    for case, answer in zip(TYPED, answers, strict=True):
        field = case["field"]
        assert answer[CLIENT.get(field, field)] == server_reads(field, case["input"]), case


def test_a_number_that_can_be_called_back_is_taken_and_masked():
    for case in PHONES["callable"]:
        assert phones.read_callable(case["input"]) == (case["phone"], None), case
        assert phones.mask_phone(case["phone"]) == case["masked"], case
        assert phones.read_callable(case["phone"]).value == case["phone"], case
    for case in PHONES["not_callable"]:
        assert phones.read_callable(case["input"]).error == case["code"], case


#: What typed texts are made of: digits and letters in every writing, marks, separators, words.
PIECES = (
    *"0123456789AKMPQSX7",
    "13800000001", "0512", "65123456", "+86", "0086", "86", "(", ")", "转", "分机", "ext", "#", "x",
    "320505S20261121000429", "320505", "S", "20261121", "00042", "9", "7K3MPQ", "123456",
    "990101199001010027", "99010119550601018X", "6222020000000000000", "4111111111111111",
    "1,234", "1，234.5", "——", "￥", "元", "、", "：", "。", "，", "“", "”", "查询码", "编号", "张", "三", "一", "·", "．", ".", "-", "\u2011",
    "\u2013", "\u30fc", " ", "\u3000", "\u2009", "\u200b", "\u200d", "\u200e", "\u202e", "\u2066",
    "\ufe0f", "\u3164", "\u2800", "\n", "\r", "\r\n", "\x0b", "\u2028", "\t", "\x00", "\x08",
    "\uff11", "\u0661", "\u0967", "\u19d7", "\ue000", "\uf8ff", "\ufdd0", "\ufffc", "\U0010fffd", "\U0001d7ce", "\ue863", "\ue816", "Ａ", "ｂ", "👨", "é", "e\u0301", "\ufeff",
    "\u0645", "\u200f", "\u061c", "\u200c", "\u1820", "\u180b", "\u2813", "🏴", "\U000e0067", "\U000e0100",
)  # fmt: skip


def test_the_client_and_the_server_read_four_thousand_texts_alike():
    draw = random.Random(16)
    typed = ["".join(draw.choices(PIECES, k=draw.randrange(1, 9))) for _ in range(4_000)]
    typed += ["1" * 501, "7K3MPQ" + "。" * 494, "7K3MPQ" + "。" * 495]
    answers = ask([{"do": "texts", "text": each} for each in typed])
    for each, answer in zip(typed, answers, strict=True):
        bank, amount = numbers.read_bank_card(each), money.read_money(each)
        mine = {CLIENT.get(field, field): server_reads(field, each) for field in READERS | CLEANERS}
        mine |= {
            "length": text.visible_length(each),
            "compact": text.compact(each),
            "money": {"error": amount.error} if amount.error else amount.fen,
            "bank_card": {"error": bank.error} if bank.error else bank.value,
            "masked": phones.mask_phone(phones.read_callable(each).value),
        }
        assert answer == mine, ascii(each)
        for field in ("phone", "callable", "query_code", "one_time_code", "case_number"):
            if isinstance(answer[field], str) and field in READERS:
                assert server_reads(field, answer[field]) == answer[field]


def known_characters() -> dict[int, str]:
    """What the server's tables say of code points, in the tool's letters."""
    sets = (
        ("w", characters.WHITE),
        ("l", characters.LINE_BREAKS),
        ("c", characters.CONTROLS),
        ("i", characters.INVISIBLE),
        ("p", characters.MEANINGLESS),
        ("t", characters.TURNING),
        ("s", characters.SEPARATORS),
        ("m", characters.MIDDLE_DOTS),
    )
    found: dict[str, str] = defaultdict(str)
    for letter, group in sets:
        for char in group:
            found[char] += letter
    for char, digit in characters.DIGITS.items():
        found[char] += "d" + digit
    for table in (characters.HALF_WIDTH, characters.STANDARD):
        for char, other in table.items():
            found[char] += f"={ord(other)}"
    return {ord(char): said for char, said in found.items()}


def test_both_sides_know_the_same_of_every_character():
    theirs = dict(ask([{"do": "characters"}])[0])
    assert theirs == known_characters()


def test_the_tables_agree_with_unicode():
    for code in range(0x110000):
        char = chr(code)
        if unicodedata.category(char) == "Co":
            assert (char in characters.MEANINGLESS) is not (char in characters.STANDARD), hex(code)
        if unicodedata.category(char) == "Cf":
            # Signs of numbers and years in Arabic, Syriac and Kaithi are drawn.
            drawn = code in (
                *range(0x600, 0x606),
                0x6DD,
                0x70F,
                0x890,
                0x891,
                0x8E2,
                0x110BD,
                0x110CD,
            )
            assert (char in characters.INVISIBLE) is not drawn, hex(code)
        if unicodedata.category(char) in ("Zs", "Zl", "Zp"):
            assert char in characters.WHITE, hex(code)
        if unicodedata.category(char) == "Pd":
            assert char in characters.SEPARATORS, hex(code)
        if unicodedata.category(char) == "Nd" and code < 0x10000:
            assert char in characters.DIGITS, hex(code)
        if char in characters.DIGITS:
            assert unicodedata.digit(char) == int(characters.DIGITS[char]), hex(code)


def test_house_3_comes_before_house_10_as_the_contract_says():
    ordered = json.loads((CONTRACT / "natural_order.json").read_text("utf-8"))["ordered"]
    mixed = random.Random(3).sample(ordered, len(ordered))
    assert sorted(mixed, key=text.natural_order) == ordered
