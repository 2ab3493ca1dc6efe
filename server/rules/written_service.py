"""A service as one value: its definition, its form as it is written (parts not yet in their places), and
its own texts by language. The same that its four files hold (docs/services.md); it is what versions in
the database and files for export and import hold."""

import re
from collections.abc import Collection
from typing import Any, NamedTuple

import msgspec

from server.rules.catalogue.mistakes import Findings, Mistake
from server.rules.catalogue.shape import parse

CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
#: Most bytes of one as a file.
MOST_BYTES = 262_144


class WrittenService(NamedTuple):
    """A service as somebody writes it, right or wrong. form: None for one that is only a guide."""

    service: Any
    form: Any
    texts: dict[str, dict[str, str]]

    @property
    def json(self) -> bytes:
        """As one file, in the order it was written."""
        return msgspec.json.format(msgspec.json.encode(self._asdict()), indent=1) + b"\n"


def read_bundle(
    raw: bytes, languages: Collection[str]
) -> tuple[WrittenService | None, list[Mistake]]:
    """The service of a file, or what keeps it from being one: no JSON, members that are missing, no
    code. Whether it makes sense is another question (services/affairs.check)."""
    found = Findings("")
    value = parse(found, raw)
    if found.mistakes:
        return None, found.mistakes
    if not isinstance(value, dict):
        found.add((), "must be an object")
        return None, found.mistakes
    for name in value.keys() - set(WrittenService._fields):
        found.add((name,), f"nobody knows a member {name!r} here")
    for name in WrittenService._fields:
        if name not in value:
            found.add((), f"{name!r} is missing")
    service, form, texts = (value.get(name) for name in WrittenService._fields)
    if not isinstance(service, dict):
        found.add(("service",), "must be an object")
    elif not isinstance(service.get("code"), str) or not CODE.fullmatch(service["code"]):
        found.add(("service", "code"), "must be small letters, digits and _")
    if form is not None and not isinstance(form, dict):
        found.add(("form",), "must be an object")
    if not isinstance(texts, dict) or set(texts) != set(languages):
        found.add(("texts",), "must be an object of texts")
    else:
        for language, own in texts.items():
            if not isinstance(own, dict) or not all(isinstance(one, str) for one in own.values()):
                found.add(("texts", language), "must be an object of texts")
    return (None if found.mistakes else WrittenService(service, form, texts)), found.mistakes


def renamed(bundle: WrittenService, code: str) -> WrittenService:
    """The same service under another code, as its first version."""
    old = bundle.service["code"]
    begins = {f"service.{old}.": f"service.{code}.", f"form.{old}.": f"form.{code}."}

    def key_of(key: str) -> str:
        start = next((one for one in begins if key.startswith(one)), "")
        return begins.get(start, "") + key[len(start) :]

    service = {**bundle.service, "code": code, "version": 1}
    form = bundle.form
    if form is not None:
        service["form"] = code
        form = {**form, "code": code, "version": 1, "words": f"form.{code}"}
    texts = {
        language: {key_of(key): text for key, text in own.items()}
        for language, own in bundle.texts.items()
    }
    return WrittenService(service, form, texts)


def numbered(bundle: WrittenService, version: int) -> WrittenService:
    """The same as that version."""
    form = None if bundle.form is None else {**bundle.form, "version": version}
    return WrittenService({**bundle.service, "version": version}, form, bundle.texts)
