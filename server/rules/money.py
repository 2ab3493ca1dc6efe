"""Amounts of money as people type them, read into 分 (src/domain/money does the same)."""

import re
from typing import NamedTuple

from server.rules.text import numeral

_SIGNS = ("\u00a5", "\uffe5", "CNY", "RMB")
_AMOUNT = re.compile(r"(-?)([0-9]+)(?:\.([0-9]{1,2}))?", re.ASCII)
_MOST_DIGITS = 12


class Amount(NamedTuple):
    """An amount in 分, or an error code."""

    fen: int
    error: str | None


def in_yuan(fen: float) -> str:
    """An amount in 元 as one types it: "1200", "1200.50"."""
    return f"{fen / 100:.2f}".removesuffix(".00")


def said(fen: float) -> str:
    """An amount in 元 as one reads it: "1,200", "1,200.50"."""
    return f"{fen / 100:,.2f}".removesuffix(".00")


def read_money(typed: str) -> Amount:
    """The amount of "1234.5", "1,234.50", "￥1 234.5 元": required, format or out_of_range."""
    text = numeral(typed)
    for sign in _SIGNS:
        text = text.removeprefix(sign)
    text = text.removesuffix("\u5143")
    if not text:
        return Amount(0, "required")
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return Amount(0, "format")
    minus, whole, cents = match.groups()
    digits = whole.lstrip("0") or "0"
    if minus or len(digits) > _MOST_DIGITS:
        return Amount(0, "out_of_range")
    return Amount(int(digits) * 100 + int((cents or "").ljust(2, "0")), None)
