"""The texts of the messages that go to phones, in each language; an empty one is the product's own."""

import re

from server.routes.http import Call, Reply
from server.routes.page import Wrong
from server.routes.plain.admin.frame import admin_page, save_setting
from server.services.words import LANGUAGES, MESSAGE_KEYS, MESSAGES

#: Of a text message in parts; longer ones are cut by gateways.
LONGEST = 300
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


async def form(call: Call) -> Reply:
    """GET /plain/admin/messages."""
    return _page(call, {}, [])


async def again(call: Call) -> Reply:
    """The form as it was typed, for another look."""
    return _page(call, call.body, [])


async def save(call: Call) -> Reply:
    """POST /plain/admin/messages."""
    library, words = call.window.library, call.words
    value: dict[str, dict[str, str]] = {}
    wrong = []
    for language in LANGUAGES:
        value[language] = {}
        for key in _keys(call):
            path = f"{language}.{key}"
            own = library.of_file(language).texts[key]
            text = " ".join(call.body.get(path, "").split())
            if not text or text == own:
                continue
            lacking = set(_PLACEHOLDER.findall(own)) - set(_PLACEHOLDER.findall(text))
            unknown = set(_PLACEHOLDER.findall(text)) - set(_PLACEHOLDER.findall(own))
            if len(text) > LONGEST or not text.isprintable():
                wrong.append(Wrong(path, words("admin.messages.wrong.text", max=LONGEST)))
            elif lacking or unknown or _PLACEHOLDER.sub("", text).count("{"):
                names = " ".join(f"{{{name}}}" for name in _PLACEHOLDER.findall(own))
                wrong.append(Wrong(path, words("admin.messages.wrong.places", names=names)))
            value[language][key] = text
    if wrong:
        return _page(call, call.body, wrong)
    bad = await save_setting(call, MESSAGES, value)
    if bad:
        return _page(call, call.body, [], bad=bad)
    return _page(call, {}, [], said=words("admin.saved"))


def _keys(call: Call) -> list[str]:
    texts = call.window.library.of_file(LANGUAGES[0]).texts
    return [key for key in texts if key.startswith(MESSAGE_KEYS)]


def _page(call: Call, typed, wrong: list[Wrong], *, said: str = "", bad: str = "") -> Reply:
    library = call.window.library
    rows = [
        (
            key,
            [
                (language, typed.get(f"{language}.{key}", library.of(language).texts[key]))
                for language in LANGUAGES
            ],
        )
        for key in _keys(call)
    ]
    return admin_page(call, "messages.html", wrong=wrong, said=said, bad=bad, form=True, rows=rows)
