"""Pages without script: templates that escape by themselves, and what they share."""

import re
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from server.routes.http import NO_STORE, Reply, cookie
from server.routes.table_heads import with_heads
from server.rules.forms import Problem
from server.rules.values import without_number
from server.services.errors import Refusal
from server.services.words import Words

HTML = (b"content-type", b"text/html; charset=utf-8")
#: Kept for the back button, so that what was typed is still there; asked for again otherwise.
KEPT_FOR_BACK = (b"cache-control", b"private, no-cache")
LOOK_COOKIE = "ow_plain_look"
LOOKS = ("standard", "elder")
_HAN = re.compile("[\u3400-\u9fff]")
_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "plain" / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


#: What the frame of every page needs.
_BARE = {
    "wrong": [],
    "look": "standard",
    "here": "",
    "street": "",
    "path": "/plain/",
    "form": False,
    "viewer": None,
    "feedback": None,
    "banners": [],
    "can_close": False,
}


class Wrong(NamedTuple):
    """An entry of the error summary: the field's id, and what to say."""

    path: str
    message: str


def wrongs(words: Words, problems: list[Problem]) -> list[Wrong]:
    """Problems as a person reads them; those of one photo lead to the photos."""
    return [Wrong(without_number(p.path), words.problem(p)) for p in problems]


def page(words: Words, template: str, *, status: int = 200, extra=(NO_STORE,), **values) -> Reply:
    """A whole page from a template of plain/templates; every value is escaped there."""
    given = {**_BARE, **values}
    html = _templates.get_template(template).render(t=words, **given)
    return Reply(status, html.encode(), [HTML, *extra])


def look_in(headers: dict[bytes, bytes]) -> str:
    """How this person wants the pages, by the cookie that remembers it."""
    chosen = cookie(headers, LOOK_COOKIE)
    return chosen if chosen in LOOKS else "standard"


def error_page(refusal: Refusal, words: Words, request_id: str, look: str) -> Reply:
    """A refusal as a person reads it, with the way on."""
    seconds = refusal.retry_after
    message = refusal.message(words)
    reply = page(
        words,
        "error.html",
        status=refusal.status,
        message=message,
        request_id=request_id,
        look=look,
    )
    if seconds is not None:
        reply.headers.append((b"retry-after", str(seconds).encode()))
    return reply


def time_text(iso: str | None) -> str:
    """A moment to the minute, as on a clock in the street's own time."""
    return "—" if iso is None else iso[:16].replace("T", " ")


def number_text(number: str) -> str:
    """320505S20261121000429 → 320505 S 20261121 00042 9, for reading aloud."""
    return f"{number[:6]} {number[6]} {number[7:15]} {number[15:20]} {number[20:]}"


def code_text(code: str) -> str:
    """6K4M9P → 6K4 M9P."""
    return f"{code[:3]} {code[3:]}"


def in_chinese(text: str, words: Words) -> str:
    """What people or the street say in Chinese, on a page in another language: marked, so that a
    screen reader says it as Chinese."""
    if words.language == "zh-CN" or not _HAN.search(text):
        return text
    return Markup('<span lang="zh-CN">{}</span>').format(text)


_templates.filters.update(
    in_chinese=in_chinese, clock=time_text, number=number_text, code=code_text, heads=with_heads
)
