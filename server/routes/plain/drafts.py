"""先存着，回头再办: a form without script that is kept in part, and found again on another device."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from server.routes.drafts import kept
from server.routes.http import Call
from server.routes.plain.body import Form
from server.rules import applications as rules
from server.rules.form_fields import COMPOSITES, parts_of
from server.rules.values import find
from server.services import drafts
from server.services.errors import Refusal
from server.wire import affairs as wire

#: The field that carries the version a page began from, and the button that keeps it.
VERSION, SAVE = "draft", "save"
#: Forms that have pages of their own.
_OWN_PAGES = ("appeal", "turned_away")
#: What a page of a form has beside its fields.
BESIDE = ("for", "later.fields", "later.by", "reused")


class Kept(NamedTuple):
    """How it stands with the draft of a page: its version ("" for none), what is said, and what
    another device kept meanwhile, as label and text, where that is something else."""

    version: str = ""
    said: str = ""
    bad: str = ""
    others: list[tuple[str, str]] = []


def page_of(code: str) -> str:
    """The page that a draft is gone on with at."""
    of, person = drafts.parted(code)
    if of not in _OWN_PAGES:
        return f"/plain/apply/{code}"
    return f"/plain/{of}/{person}" if person else f"/plain/{of}"


async def open_draft(call: Call, code: str, form: Mapping) -> Kept | None:
    """Put what was kept into the page's fields; None where nothing was. After this the page's form
    is read from them."""
    window = call.window
    found = await window.database.read(lambda tx: drafts.find(window, tx, call.viewer, code))
    if found is None:
        return None
    call.body = Form(list(typed_of(form, found.answers)), [])
    until = call.words.moment(found.ends_at)
    said = call.words("plain.draft.here", until=until)
    return Kept(str(found.version), said)


def version_of(call: Call) -> str:
    """The version that the page began from."""
    typed = call.body.get(VERSION, "")
    return typed if typed.isascii() and typed.isdigit() and len(typed) < 17 else ""


async def save(call: Call, code: str, form: Mapping, answers: dict, label_of) -> Kept:
    """Keep what is on the page. label_of: a field's name in words. Where another device was faster,
    both are on the page, and keeping it again takes this one."""
    version = version_of(call)
    try:
        now = await kept(call, code, answers, int(version) if version else None)
    except Refusal as refusal:
        other = refusal.beside.get("draft")
        if refusal.code != "conflict":
            return Kept(version, bad=refusal.message(call.words))
        if other is None:  # filed or thrown away elsewhere: this page is a new one
            return Kept("", bad=call.words("plain.draft.gone"))
        return Kept(
            str(other.version),
            bad=call.words("plain.draft.elsewhere"),
            others=_differing(form, answers, other, label_of),
        )
    return Kept(
        str(now.version), call.words("plain.draft.kept", until=call.words.moment(now.ends_at))
    )


def _differing(form: Mapping, own: dict, other: wire.Draft, label_of) -> list[tuple[str, str]]:
    found = []
    for field in form["fields"]:
        theirs = find(other.answers, field["path"])
        if theirs is not None and theirs != find(own, field["path"]):
            pairs = [value for name, value in _pairs(field, field["path"], theirs)]
            pictures = field["type"] in rules.PICTURE_TYPES
            found.append((label_of(field), str(len(pairs)) if pictures else " ".join(pairs)))
    return found


def typed_of(form: Mapping, answers: Mapping) -> Iterator[tuple[str, str]]:
    """The fields of a page as they would have been typed."""
    for field in form["fields"]:
        yield from _pairs(field, field["path"], find(answers, field["path"]))
    for name in BESIDE:
        value = find(answers, name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield name, one


def _pairs(field: Mapping, name: str, value: Any) -> Iterator[tuple[str, str]]:
    kind = field["type"]
    if value is None or kind == "fact":
        return
    if kind == "group":
        items = (
            [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
        )
        if items:
            yield f"rows.{name}", str(len(items))
        for at, item in enumerate(items):
            for inner in field["fields"]:
                path = f"{name}.{at}.{inner['path']}"
                yield from _pairs(inner, path, find(item, inner["path"]))
    elif kind in COMPOSITES:
        for part in parts_of(dict(field), required=False):
            if isinstance(value, dict):
                yield from _pairs(part, f"{name}.{part['path']}", value.get(part["path"]))
    elif isinstance(value, list):
        yield from ((name, one) for one in value if isinstance(one, str))
    elif isinstance(value, bool):
        if value or kind == "yes_no":
            yield name, "yes" if value else "no"
    elif isinstance(value, str | int | float):
        yield name, str(value)
