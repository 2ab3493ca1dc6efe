"""The street's own settings: street and phones, grids, calendar, deadlines, messages' texts.

They begin as the files that the configuration names; what an administrator saves is a version in
the database, which wins over the file from then on, in every process. A version is used only after
the whole reference data could be built with it.
"""

import logging
from typing import Any

import msgspec

from server.config import Config, ConfigError
from server.services import changes
from server.services.changes import Author
from server.services.errors import Refusal
from server.services.published import publish
from server.services.reference import ReferenceData, Settings, files_of
from server.services.window import Window
from server.services.words import LANGUAGES, MESSAGES
from server.store.tx import Tx

log = logging.getLogger("onewindow.settings")
KIND = "settings"
#: Each setting, as the present change of kind `settings` with this subject.
NAMES = ("street", "grids", "calendar", "deadlines", MESSAGES)


def load(tx: Tx) -> Settings:
    """What is saved."""
    rows = [row for row in changes.present(tx, KIND) if row["subject"] in NAMES]
    return Settings(
        max((row["id"] for row in rows), default=0),
        {row["subject"]: row["content"].encode() for row in rows},
    )


def present(window: Window, name: str) -> dict[str, Any]:
    """A setting as it is now, saved or from its file."""
    saved = window.settings.contents.get(name)
    if saved is None and name == MESSAGES:
        return {language: {} for language in LANGUAGES}
    raw = saved if saved is not None else files_of(window.config)[name].read_bytes()
    return msgspec.json.decode(raw, type=dict)


def build(config: Config, settings: Settings) -> ReferenceData:
    """The reference data with what was saved. Raises ConfigError."""
    return ReferenceData(config, settings.contents)


def use(window: Window, settings: Settings) -> None:
    """Take what was saved into use in this process. Raises ConfigError, and changes nothing then."""
    reference = build(window.config, settings)
    reference.take_kinds(window.catalogue.case.kinds)
    published = publish(window.config, reference.affairs, settings.contents)
    window.library.override(texts(settings))
    window.reference, window.published, window.settings = reference, published, settings


def follow(window: Window, tx: Tx) -> None:
    """Take into use what another process saved."""
    if changes.last(tx, KIND) == window.settings.newest:
        return
    found = load(tx)
    try:
        use(window, found)
    except ConfigError:
        log.exception("saved settings cannot be used; the former ones stay")


def save(window: Window, tx: Tx, author: Author, name: str, value: Any, seen: int) -> Settings:
    """Keep a new version; seen: the newest change its author knew of. Answers all settings with
    it, for `use` after the commit. Raises Refusal conflict, and ConfigError where it cannot be
    used."""
    found = load(tx)
    if found.newest != seen:
        raise Refusal("conflict")
    contents = {**found.contents, name: msgspec.json.encode(value)}
    build(window.config, Settings(seen, contents))
    return Settings(changes.note(window, tx, author, KIND, name, value), contents)


def texts(settings: Settings) -> dict[str, dict[str, str]]:
    """The texts of messages among them: language → key → text."""
    saved = settings.contents.get(MESSAGES)
    return {} if saved is None else msgspec.json.decode(saved, type=dict[str, dict[str, str]])
