"""What others may read of a case's words: without what says who somebody is or how to reach them.

Phones and other long numbers, mail addresses, accounts of messengers, rooms and number plates are
hidden however they are written: with marks nobody sees, in full width, in circles, in Han or any
script's numerals, with spaces, dashes, commas or other signs between. Dates, times, amounts, house
numbers and numbers of public services stay.
"""

import re
import unicodedata

from server.rules import characters as of

HIDDEN = "…"
_HAN_DIGITS = {
    char: str(value)
    for value, chars in enumerate(("〇零○◯洞", "一幺壹", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒拐", "八捌", "九玖勾"))
    for char in chars
}  # fmt: skip
#: Numerals that are words, and of no other digit a part.
_TENS = "〡〢〣〤〥〦〧〨〩〸〹〺"
#: Stands where something was found.
_COVER = "\x00"
_GAP = r"[\s\-.()/]{0,4}"
#: Between the groups of a number that is known by its shape: any signs, no letters.
_SIGNS = r"[^0-9a-z\u3400-\u9fff]{1,4}"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"
_MESSENGERS = (
    "微信|薇信|威信|v信|wei信|[vw]\\s?x|wechat|weixin|qq群?|扣扣|企鹅|抖音|快手|小红书|微博|钉钉|支付宝"
    "|telegram|tg|whatsapp|skype|电报|line|instagram|facebook|twitter|推特"
)
_CALLED = (
    r"(?:和|同|跟)?(?:手机|电话)?[\s_\-]?(?:账号|帐号|号码|号|hao|id)?\s*(?:[:是为=]\s*)?@?\s*"
)
#: A name that no word is: letters and digits.
_ACCOUNT = r"(?=[a-z_\-]*[0-9])(?=[0-9_\-]*[a-z])[a-z0-9][a-z0-9_\-]{4,}(?![a-z0-9_\-])"
#: What follows a number that is no room.
_MEASURE = r"(?!\s*(?:多|余|人|米|元|块|户|家|年|天|个|次|平|号|路|弄|%|万|千|百|度|层|楼|分))"
#: What a street, a village or an estate ends in: a number after it is that of a house.
_PLACES = "路街巷弄道村里组段坊园区苑庭府城庄湾浜桥镇乡同场院墩港河塘泾牌厦"
_MOBILE = rf"(?<![0-9])(?:(?:00)?86{_GAP})?1{_GAP}[3-9](?:{_GAP}[0-9]){{9}}(?![0-9])"
#: Told by their shape alone, whatever else in them looks like a date or an amount.
_SHAPED = (
    re.compile(
        rf"(?<![0-9])[1-9](?:{_GAP}[0-9]){{5}}{_GAP}(?:19|20)(?:{_GAP}[0-9]){{2}}{_GAP}(?:0{_GAP}[1-9]|1{_GAP}[0-2])"
        rf"{_GAP}(?:0{_GAP}[1-9]|[12]{_GAP}[0-9]|3{_GAP}[01])(?:{_GAP}[0-9]){{3}}{_GAP}[0-9x](?![0-9])",
        re.I,
    ),
    re.compile(_MOBILE),
    re.compile(rf"(?<![0-9])0[1-9][0-9]{{1,2}}{_GAP}[2-9](?:{_GAP}[0-9]){{6,7}}(?![0-9])"),
    re.compile(rf"(?<![0-9])1[3-9][0-9]{_SIGNS}[0-9]{{3,4}}{_SIGNS}[0-9]{{4,5}}(?![0-9])", re.I),
    re.compile(rf"(?<![0-9])1{_SIGNS}[3-9](?:{_SIGNS}[0-9]){{9}}(?![0-9])", re.I),
    re.compile(rf"(?<![0-9])0[1-9][0-9]{{1,2}}{_SIGNS}[2-9][0-9]{{2,3}}{_SIGNS}[0-9]{{4}}(?![0-9])", re.I),
    re.compile(rf"(?:{_MESSENGERS})\s*{_CALLED}([a-z0-9][a-z0-9_\-]{{4,}}|[0-9](?:{_GAP}[0-9]){{4,}})", re.I),
    re.compile(r"(?:加|➕|\+)\s*(?:我的?)?\s*[v微]\s*[:x信]?\s*([a-z0-9][a-z0-9_\-]{4,})", re.I),
    re.compile(rf"加\s*我\s*{_CALLED}({_ACCOUNT})", re.I),
    re.compile(r"(?<![a-z0-9])v\s?:\s?([a-z0-9][a-z0-9_\-]{4,})", re.I),
    re.compile(rf"(?<![a-z0-9])(?:[vw威薇]|wei)[^a-z0-9\u3400-\u9fff]{{1,3}}({_ACCOUNT})", re.I),
    re.compile(rf"[{_PROVINCES}]\s?[-·]?\s?[a-z]\s?[-·.]?\s?(?:[a-z0-9][\s\-]?){{4,5}}[a-z0-9](?![a-z0-9])", re.I),
    re.compile(rf"[{_PROVINCES}]\s?[-·]?\s?[a-z]\s?[-·.]?\s?[a-z0-9]{{4}}\s?(?=[警学挂港澳试超])", re.I),
    re.compile(rf"wj\s?[{_PROVINCES}]?\s?[-·.]?\s?[0-9]{{4,5}}[a-z0-9]?(?![a-z0-9])", re.I),
    re.compile(rf"(?<![a-z0-9])[1il]{_GAP}[3-9](?:{_GAP}[0-9oil]){{9}}(?![a-z0-9])", re.I),
    re.compile(r"(?<![a-z0-9])1[3-9][0-9][a-z][0-9]{4}[a-z][0-9]{4}(?![0-9a-z]|\s?(?:毫|厘)?米)", re.I),
)  # fmt: skip
_SERVICE = r"(?:11[049]|12[02]|12[0-9]{3}|95[0-9]{3}|96[0-9]{3,4}|100[0-9]{2})"
#: Dates, times, amounts and service numbers; what they cover is looked at no further.
_OPEN = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}\s?[-./年]\s?(?:0?[1-9]|1[0-2])\s?[-./月]\s?(?:[12][0-9]|3[01]|0?[1-9])(?![0-9])\s?[日号]?"
    r"|(?<![0-9])(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])"
    r"|(?<![0-9])(?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12][0-9]|3[01])[-./](?:19|20)[0-9]{2}(?![0-9])"
    r"|(?:19|20)[0-9]{2}\s?年(?:\s?[0-9]{1,2}\s?月)?(?:\s?[0-9]{1,2}\s?[日号])?"
    r"|(?<![0-9])(?:19|20)[0-9]{2}\s?[-/]\s?(?:19|20)[0-9]{2}(?=\s?(?:学年|年))"
    r"|[0-9]{1,2}\s?月\s?[0-9]{1,2}\s?[日号]"
    r"|(?<![0-9])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?![0-9])"
    r"|[0-9]{1,2}\s?[点时](?:\s?[0-9]{1,2}\s?分)?"
    r"|(?<![0-9])[48]00-?[0-9]{3}-?[0-9]{4}(?![0-9])"
    rf"|(?<![a-z0-9])(?<![0-9][\s\-./]){_SERVICE}(?:[\s\-/]{{1,2}}{_SERVICE})*(?![\s\-./()]{{0,4}}[0-9])"
    r"|(?<![0-9])(?=[0-9]{3})1?2?3?4?5?6?7?8?9?(?=\s?(?:栋|幢|号楼|单元|期))"
    r"|gb(?:/t)?\s?[0-9]{3,5}(?:\.[0-9]{1,2})?-(?:19|20)[0-9]{2}(?![0-9])"
    r"|(?<![0-9])(?<![0-9][\s\-.()/])[1-9][0-9]{6,8}\s?(?:元|块|吨|米|平|万)",
    re.I,
)
_PRIVATE = (
    re.compile(
        r"[a-z0-9_.+\-]+(?:\s*(?:@|\(at\)|\[at\]|#|艾特)\s*|\s+at\s+)[a-z0-9\-]+"
        r"(?:(?:\s*(?:[.。]|\(dot\)|\[dot\]|点)\s*|\s+dot\s+)(?:[a-z0-9\-]+|中国|公司|网络))+", re.I
    ),
    re.compile(rf"[0-9](?:{_GAP}[0-9]){{6,}}(?:{_GAP}x)?", re.I),
    re.compile(r"(?<![0-9])[0-9]{1,3}\s?[-/]\s?[0-9]{1,2}\s?[-/]\s?[0-9]{3,4}(?![0-9])"),
    re.compile(rf"(?<![0-9\-/.])[0-9]{{1,2}}-[0-9]{{3,4}}(?![0-9\-/.]){_MEASURE}"),
    re.compile(r"[0-9]{1,3}\s?#\s?(?:[0-9]{1,2}\s?-\s?)?([0-9]{3,4})(?![0-9])"),
    re.compile(r"(?<![a-z0-9])[a-f]\s?-\s?([0-9]{3,4})(?![0-9])", re.I),
    re.compile(r"(?=[0-9]*[十百])[0-9十百]{3,6}\s*[室房]"),
    re.compile(r"[a-z]?[0-9]{3,5}[a-z]?\s*(?:室|房|户(?!外))|[a-z]?[0-9]{2}[a-z]?\s*(?:室|房(?!间))", re.I),
    re.compile(r"(?<![0-9])[0-9](?:\s[0-9]){2,3}\s*(?:室|房)"),
    re.compile(rf"(?:单元|幢|栋|座|楼|门)\s?-?\s?第?([a-z]?[0-9]{{3,4}}[a-z]?)(?![0-9]){_MEASURE}", re.I),
    re.compile(r"(?:门牌号?|房间号|房号|楼上|楼下|隔壁|对门|我家|家住)\s?:?\s?([0-9]{3,4})(?![0-9])" + _MEASURE),
    re.compile(r"(?<![a-z0-9.\-/])([0-9]{3,4})(?=\s?(?:漏水|渗水|楼上|楼下|住户|业主|租户|租客|邻居|家里|家的))", re.I),
    re.compile(
        rf"(?:^|[,.;:!?、()]|[元幢栋座楼室家住户的我在]|(?<![{_PLACES}\s])\s)\s*([0-9]{{3,4}}\s?号)(?![0-9楼线院门桥路公国文令电机])"
    ),
)  # fmt: skip


def public_text(text: str) -> str:
    """The text as people who have nothing to do with the case may see it."""
    plain, starts, ends = _plain(text)
    spans = []
    covered = _without(_SHAPED, plain, spans)
    covered = _OPEN.sub(lambda match: _COVER * len(match.group()), covered)
    _without(_PRIVATE, covered, spans)
    shown, at = [], 0
    for low, high in sorted((starts[low], ends[high - 1]) for low, high in spans):
        if low >= at:
            shown += [text[at:low], HIDDEN]
            at = high
    return "".join(shown) + text[at:]


def _without(patterns: tuple[re.Pattern, ...], text: str, spans: list[tuple[int, int]]) -> str:
    """The text with what matches covered; where that is goes into spans."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            low, high = match.span(match.lastindex or 0)
            spans.append((low, high))
            text = text[:low] + _COVER * (high - low) + text[high:]
    return text


def _plain(text: str) -> tuple[str, list[int], list[int]]:
    """The text in plain characters, and where each of them begins and ends in it."""
    plain, starts, ends = [], [], []
    for at, char in enumerate(text):
        for one in _read(char):
            plain.append(one)
            starts.append(at)
            ends.append(at + 1)
    return "".join(plain), starts, ends


def _read(char: str) -> str:
    """The character as patterns know it; nothing for what is not seen or encloses another."""
    if char in of.INVISIBLE or unicodedata.category(char) == "Me":
        return ""
    if char in _HAN_DIGITS:
        return _HAN_DIGITS[char]
    number = unicodedata.numeric(char, None) if unicodedata.category(char)[0] == "N" else None
    if number is not None and number == int(number) and 0 <= number < 100 and char not in _TENS:
        return str(int(number))
    if char in of.WHITE:
        return " "
    if char not in ".。·" and char in of.SEPARATORS and char != "\uff0e":
        return "-"
    return of.HALF_WIDTH.get(char, char)
