"""What others may read of a case's words: without what says who somebody is or how to reach them.

Phones and other long numbers, mail addresses, accounts of messengers, rooms and number plates are
hidden however they are written: with marks nobody sees, in full width, in Han numerals, with
spaces and dashes between. Dates, times, house numbers and numbers of public services stay.
"""

import re

from server.rules import characters as of

HIDDEN = "…"
_HAN_DIGITS = {
    char: str(value)
    for value, chars in enumerate(("〇零", "一幺壹", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for char in chars
}  # fmt: skip
_GAP = r"[\s\-.()/]{0,4}"
#: Dates, times and service numbers; what they cover is looked at no further.
_OPEN = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}\s?[-./年]\s?(?:0?[1-9]|1[0-2])\s?[-./月]\s?(?:[12][0-9]|3[01]|0?[1-9])(?![0-9])\s?[日号]?"
    r"|(?<![0-9])(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])"
    r"|(?<![0-9])(?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12][0-9]|3[01])[-./](?:19|20)[0-9]{2}(?![0-9])"
    r"|(?:19|20)[0-9]{2}\s?年(?:\s?[0-9]{1,2}\s?月)?(?:\s?[0-9]{1,2}\s?[日号])?"
    r"|[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?[日号]"
    r"|(?<![0-9])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])"
    r"|[0-9]{1,2}\s?[点时](?:\s?[0-9]{1,2}\s?分)?"
    r"|(?<![0-9])[48]00-?[0-9]{3}-?[0-9]{4}(?![0-9])"
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
_MESSENGERS = (
    "微信|薇信|威信|v信|vx|wx|wechat|weixin|qq|扣扣|企鹅|抖音|快手|小红书|微博|钉钉|支付宝"
    "|telegram|whatsapp|skype"
)
#: What follows a number that is no room.
_MEASURE = r"(?!\s*(?:多|余|人|米|元|块|户|家|年|天|个|次|平|号|路|弄|%|万|千|百|度|层|楼|分))"
_PRIVATE = (
    re.compile(
        r"[a-z0-9_.+\-]+\s*(?:@|\(at\)|\[at\])\s*[a-z0-9\-]+(?:\s*[.。]\s*[a-z0-9\-]+)+", re.I
    ),
    re.compile(
        rf"(?:{_MESSENGERS})\s*(?:账号|帐号|号码|号|id)?\s*(?:[:是为=]\s*)?([a-z0-9][a-z0-9_\-]{{4,}})",
        re.I,
    ),
    re.compile(r"(?:加|➕|\+)\s*(?:我的?)?\s*v\s*[:x]?\s*([a-z0-9][a-z0-9_\-]{4,})", re.I),
    re.compile(rf"[{_PROVINCES}]\s?[-·]?\s?[a-z]\s?[-·.]?\s?(?:[a-z0-9][\s\-]?){{4,5}}[a-z0-9](?![a-z0-9])", re.I),
    re.compile(rf"[0-9](?:{_GAP}[0-9]){{6,}}(?:{_GAP}x)?", re.I),
    re.compile(r"(?<![0-9])[0-9]{1,3}\s?[-/]\s?[0-9]{1,2}\s?[-/]\s?[0-9]{3,4}(?![0-9])"),
    re.compile(rf"(?<![0-9\-/.])[0-9]{{1,2}}-[0-9]{{3,4}}(?![0-9\-/.]){_MEASURE}"),
    re.compile(r"[a-z]?[0-9]{2,5}[a-z]?\s*(?:室|房|户(?!外))", re.I),
    re.compile(rf"(?:单元|幢|栋|座|楼|门)\s?-?\s?([a-z]?[0-9]{{3,4}}[a-z]?)(?![0-9]){_MEASURE}", re.I),
)  # fmt: skip


def public_text(text: str) -> str:
    """The text as people who have nothing to do with the case may see it."""
    plain, starts, ends = _plain(text)
    covered = _OPEN.sub(lambda match: "\x00" * len(match.group()), plain)
    spans = []
    for pattern in _PRIVATE:
        for match in pattern.finditer(covered):
            low, high = match.span(match.lastindex or 0)
            spans.append((starts[low], ends[high - 1]))
            covered = covered[:low] + "\x00" * (high - low) + covered[high:]
    shown, at = [], 0
    for low, high in sorted(spans):
        if low >= at:
            shown += [text[at:low], HIDDEN]
            at = high
    return "".join(shown) + text[at:]


def _plain(text: str) -> tuple[str, list[int], list[int]]:
    """The text in plain characters, and where each of them begins and ends in it."""
    plain, starts, ends = [], [], []
    for at, char in enumerate(text):
        if char in of.INVISIBLE:
            continue
        digit = of.DIGITS.get(char) or _HAN_DIGITS.get(char)
        if digit is not None:
            char = digit
        elif char in of.WHITE:
            char = " "
        elif char not in ".。·" and char in of.SEPARATORS and char != "\uff0e":
            char = "-"
        elif char in of.HALF_WIDTH:
            char = of.HALF_WIDTH[char]
        plain.append(char)
        starts.append(at)
        ends.append(at + 1)
    return "".join(plain), starts, ends
