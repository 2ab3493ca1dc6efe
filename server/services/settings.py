"""The street's own settings: street and phones, grids, calendar, deadlines, messages' texts.

They begin as the files that the configuration names; what an administrator saves is a version in
the database, which wins over the file from then on, in every process. A version is used only after
the whole reference data could be built with it.
"""

import logging
from typing import Any

import msgspec

from server.config import Config, ConfigError
from server.services import changes, service_versions
from server.services.changes import Author
from server.services.errors import Refusal
from server.services.published import publish
from server.services.reference import (
    ARCHIVED_SERVICE,
    SERVICE,
    ReferenceData,
    Settings,
    files_of,
    grids_of_file,
)
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
    contents = {row["subject"]: row["content"].encode() for row in rows}
    newest = max((row["id"] for row in rows), default=0)
    for code, version in service_versions.in_use(tx).items():
        contents[(ARCHIVED_SERVICE if version.archived else SERVICE) + code] = version.content
    return Settings(newest, contents, service_versions.newest_in_use(tx))


def present(window: Window, name: str) -> dict[str, Any]:
    """A setting as it is now, saved or from its file."""
    saved = window.settings.contents.get(name)
    if saved is None and name == MESSAGES:
        return {language: {} for language in LANGUAGES}
    raw = saved if saved is not None else files_of(window.config)[name].read_bytes()
    value = msgspec.json.decode(raw, type=dict)
    return grids_of_file(value, window.config) if saved is None and name == "grids" else value


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
    known = window.settings
    newest = (changes.last(tx, KIND), service_versions.newest_in_use(tx))
    if newest == (known.newest, known.newest_service):
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
    change = changes.note(window, tx, author, KIND, name, value)
    return Settings(change, contents, found.newest_service)


def publish_service(window: Window, tx: Tx, author: Author, code: str, seen: int) -> Settings:
    """Put the draft of a service that was looked at into use: all settings with it, for `use` after the
    commit. Raises Refusal conflict, and ConfigError where the portal could not run with it."""
    bundle = service_versions.ready_version(window, tx, code, seen)
    found = load(tx)
    contents = {**found.contents, SERVICE + code: msgspec.json.encode(bundle._asdict())}
    contents.pop(ARCHIVED_SERVICE + code, None)
    reference = build(window.config, Settings(found.newest, contents))
    if code in reference.affairs.unusable:
        raise ConfigError("\n".join(map(str, reference.affairs.unusable[code])))
    _lose_nothing(window, reference, set())
    change = service_versions.publish(window, tx, author, bundle)
    return Settings(found.newest, contents, change)


def archive_service(window: Window, tx: Tx, author: Author, code: str, seen: int) -> Settings:
    """The same, taking a service out of use. ConfigError: something still names it."""
    change = service_versions.archive(window, tx, author, code, seen)
    found = load(tx)
    _lose_nothing(window, build(window.config, found), {code})
    return found._replace(newest_service=change)


def _lose_nothing(window: Window, reference: ReferenceData, meant: set[str]) -> None:
    """Several services at once (assets/catalogue/bundles) hang on each of them. Raises ConfigError with
    the titles of those that would no longer be offered, beside those that are meant."""
    before, after = window.reference.affairs, reference.affairs
    lost = before.by_code.keys() - after.by_code.keys() - meant
    if lost:
        raise ConfigError(", ".join(sorted(before.title(code, LANGUAGES[0]) for code in lost)))


def texts(settings: Settings) -> dict[str, dict[str, str]]:
    """The texts of messages among them: language → key → text."""
    saved = settings.contents.get(MESSAGES)
    return {} if saved is None else msgspec.json.decode(saved, type=dict[str, dict[str, str]])
