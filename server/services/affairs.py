"""The services of this street (办事): guides, conditions, forms and texts, read and checked once, and as
clients and the plain pages get them."""

import logging
from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from server.config import Config, ConfigError
from server.rules import service_steps
from server.rules.bundles import compose
from server.rules.catalogue.bundle_checks import parts_of, read_bundle
from server.rules.catalogue.mistakes import Findings, Mistake
from server.rules.catalogue.prepared_checks import check_prepared
from server.rules.catalogue.service_checks import (
    Known,
    Read,
    check_facts,
    check_parts,
    fact_types,
    read_service,
)
from server.rules.catalogue.service_files import Fact, FactsFile
from server.rules.catalogue.shape import parse, read_file
from server.rules.service_search import Entry, Term, search, simplified
from server.rules.verdicts import over
from server.rules.written_service import WrittenService
from server.services.service_terms import terms_of, traditional_of
from server.services.words import LANGUAGES

log = logging.getLogger("onewindow.affairs")


class Saved(NamedTuple):
    """Versions in the database, which win over files, by code: in use, and taken out of use."""

    live: Mapping[str, WrittenService] = MappingProxyType({})
    archived: Mapping[str, WrittenService] = MappingProxyType({})


#: Nothing was saved.
NONE_SAVED = Saved()
#: The folder of services' texts below a language, and the file of those that many share.
TEXTS, COMMON = "services", "common"


class Facts(NamedTuple):
    """The registry of facts: as it is published, and by name."""

    value: dict
    by_name: Mapping[str, Fact]

    @property
    def types(self) -> dict[str, str]:
        """Their types, as expressions have them."""
        return fact_types(self.by_name)


class Sources(NamedTuple):
    """Where services are read from."""

    services: Path
    bundles: Path
    forms: Path
    parts: Path
    facts: Path
    texts: Path


class Reading(NamedTuple):
    """What was found in the files, and every mistake in them. written: the services as they are
    written, by code; known: what a service may name, None where that cannot be read."""

    services: dict[str, Read]
    facts: Facts
    common: dict[str, dict[str, str]]
    mistakes: list[Mistake]
    written: dict[str, WrittenService]
    known: Known | None
    joined: Mapping[str, "Joined"]
    #: Of what was saved: archived services, and mistakes of those that can no longer be used.
    archived: Mapping[str, Read] = MappingProxyType({})
    unusable: Mapping[str, list[Mistake]] = MappingProxyType({})


def sources_of(config: Config) -> Sources:
    """The files that the configuration names."""
    street = config.street
    return Sources(
        config.asset(street.services),
        config.asset(street.bundles),
        config.asset(street.service_forms),
        config.asset(street.form_parts),
        config.asset(street.facts),
        config.asset("assets/i18n"),
    )


def read_facts(config: Config) -> Facts:
    """The registry of facts. Raises ConfigError."""
    path = sources_of(config).facts
    found = Findings(path.name)
    value, file = read_file(found, path, FactsFile)
    if file is None:
        raise ConfigError(f"{path} cannot be used:\n" + "\n".join(map(str, found.mistakes)))
    return _facts(value, file)


def _facts(value: dict, file: FactsFile) -> Facts:
    """What is published says of each fact what its answer must be."""
    published = {
        name: fact | ({"require": over(name)} if file.facts[name].past else {})
        for name, fact in value["facts"].items()
    }
    return Facts(published, file.facts)


def read_services(sources: Sources, departments: Mapping[str, str] | set[str]) -> Reading:
    """Everything in the files, right or wrong."""
    found = Findings(sources.facts.name)
    value, file = read_file(found, sources.facts, FactsFile)
    mistakes = found.mistakes
    facts = _facts(value, file) if file else Facts({}, {})
    parts, wrong = _json(sources.parts, sources.parts.name)
    mistakes += wrong or check_parts(sources.parts.name, parts)
    forms = {}
    for path in sorted(sources.forms.glob("*.json")):
        forms[path.stem], wrong = _json(path, f"forms/services/{path.name}")
        mistakes += wrong
    texts, wrong = _texts(sources.texts)
    mistakes += wrong
    common = {language: texts[language].pop(COMMON, {}) for language in LANGUAGES}
    program = {language: _program_keys(sources.texts / language) for language in LANGUAGES}
    if mistakes:  # what would follow from them helps nobody
        return Reading({}, facts, common, mistakes, {}, None, {})
    mistakes += check_facts(sources.facts.name, facts.by_name, common)
    known = Known(departments, facts.by_name, forms, parts, common, program)
    services, written = {}, {}
    for path in sorted(sources.services.glob("*.json")):
        value, wrong = _json(path, f"services/{path.name}")
        mistakes += wrong
        if not wrong:
            own = {language: texts[language].pop(path.stem, {}) for language in LANGUAGES}
            services[path.stem] = read_service(path.stem, value, own, known)
            mistakes += services[path.stem].mistakes or _prepared(path.name, services[path.stem])
            written[path.stem] = WrittenService(value, forms.get(path.stem), own)
    joined, wrong = _joined(sources.bundles, texts)
    mistakes += wrong
    together = _together(joined, services, known)
    mistakes += [mistake for read in together.values() for mistake in read.mistakes]
    services |= together
    mistakes += _unused(services, forms, texts)
    return Reading(services, facts, common, mistakes, written, known, joined)


def _prepared(name: str, read: Read) -> list[Mistake]:
    return check_prepared(f"services/{name}", read.service, read.form)


class Joined(NamedTuple):
    """Several services at once (一件事) as they are written: definitions and own texts by code."""

    value: Any
    texts: dict[str, dict[str, str]]


def _joined(folder: Path, texts: Mapping[str, dict]) -> tuple[dict[str, Joined], list[Mistake]]:
    """Those of the files."""
    found, mistakes = {}, []
    for path in sorted(folder.glob("*.json")):
        value, wrong = _json(path, f"bundles/{path.name}")
        mistakes += wrong
        if not wrong:
            own = {language: texts[language].pop(path.stem, {}) for language in LANGUAGES}
            found[path.stem] = Joined(value, own)
    return found, mistakes


def _together(
    joined: Mapping[str, Joined], services: Mapping[str, Read], known: Known
) -> dict[str, Read]:
    """Each as the service that it is, put together of these."""
    codes = set(joined)
    return {
        code: read_bundle(code, one.value, one.texts, services, codes, known)
        for code, one in joined.items()
    }


def check(bundle: WrittenService, known: Known) -> Read:
    """A service as it is written, with everything that keeps it from being used."""
    code = bundle.service.get("code")
    forms = {} if bundle.form is None else {code: bundle.form}
    read = read_service(code, bundle.service, bundle.texts, known._replace(forms=forms))
    wrong = list(read.mistakes)
    if bundle.form is not None and bundle.service.get("form") != code:
        wrong.append(Mistake(f"services/{code}.json", "/form", "the form is asked by nobody"))
    if read.without_department:
        said = f"unknown department {bundle.service['department']!r}"
        wrong.append(Mistake(f"services/{code}.json", "/department", said))
    return read._replace(mistakes=wrong)


def with_saved(reading: Reading, saved: Saved) -> Reading:
    """With the versions of the database in the places of files. One that can no longer be used, after
    facts or departments changed, leaves the service as its file has it, or out."""
    if reading.known is None or saved == NONE_SAVED:
        return reading
    written = dict(reading.written)
    services = {c: r for c, r in reading.services.items() if c not in reading.joined}
    unusable: dict[str, list[Mistake]] = {}
    for code, bundle in saved.live.items():
        read = check(bundle, reading.known)
        wrong = [] if read.without_department else read.mistakes
        if wrong:
            unusable[code] = wrong
            log.error("the saved version of service %s is not used: %s", code, wrong[0])
        else:
            services[code], written[code] = read._replace(mistakes=[]), bundle
    for code in saved.archived:
        services.pop(code, None)
        written.pop(code, None)
    for code, read in _together(reading.joined, services, reading.known).items():
        if read.mistakes:
            unusable[code] = read.mistakes
            log.error("%s, several services at once, is left out: %s", code, read.mistakes[0])
        else:
            services[code] = read
    archived = {code: check(bundle, reading.known) for code, bundle in saved.archived.items()}
    return reading._replace(
        services=services, written=written, archived=archived, unusable=unusable
    )


def _unused(
    services: Mapping[str, Read], forms: Mapping, texts: Mapping[str, Mapping]
) -> list[Mistake]:
    """Forms that no service or more than one asks, and texts of no service."""
    mistakes = []
    asked = [read.service.get("form") for read in services.values()]
    for code in forms:
        if asked.count(code) != 1:
            said = "no service asks it" if code not in asked else "two services ask it"
            mistakes.append(Mistake(f"forms/services/{code}.json", "", said))
    for language, files in texts.items():
        for stem in files:
            mistakes.append(Mistake(f"i18n/{language}/services/{stem}.json", "", "of no service"))
    return mistakes


def _json(path: Path, name: str) -> tuple[Any, list[Mistake]]:
    found = Findings(name)
    try:
        raw = path.read_bytes()
    except OSError as error:
        found.add((), str(error.strerror))
        return None, found.mistakes
    return parse(found, raw), found.mistakes


def _texts(folder: Path) -> tuple[dict[str, dict[str, dict[str, str]]], list[Mistake]]:
    """Language → file's stem → texts."""
    texts: dict[str, dict[str, dict[str, str]]] = {}
    mistakes = []
    for language in LANGUAGES:
        texts[language] = {}
        for path in sorted((folder / language / TEXTS).glob("*.json")):
            name = f"i18n/{language}/services/{path.name}"
            value, wrong = _json(path, name)
            if not wrong and not _all_texts(value):
                wrong = [Mistake(name, "", "must be an object of texts")]
            mistakes += wrong
            texts[language][path.stem] = {} if wrong else value
    return texts, mistakes


def _all_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _program_keys(folder: Path) -> set[str]:
    keys: set[str] = set()
    for file in folder.glob("*.json"):
        keys |= msgspec.json.decode(file.read_bytes(), type=dict[str, str]).keys()
    return keys


class Affairs:
    """The services that can be had here."""

    def __init__(
        self, reading: Reading, departments: Mapping[str, str], accept_days: int | None = None
    ):
        """departments: names by id; accept_days: working days within which an application is taken in,
        None where that is not counted in days. Raises ConfigError for any mistake; a service whose
        department this street does not have is left out."""
        if reading.mistakes:
            lines = "\n".join(map(str, reading.mistakes))
            raise ConfigError(f"the services cannot be used:\n{lines}")
        self._read = {c: r for c, r in reading.services.items() if not r.without_department}
        self._archived = reading.archived
        #: What keeps a saved version from being used, by code.
        self.unusable = reading.unusable
        for code in sorted(reading.services.keys() - self._read.keys()):
            log.warning("service %s is left out: its department is not one of this street", code)
        self.departments = departments
        self.facts = reading.facts
        self.common = reading.common
        #: The services as they are written, by code, and what one may name.
        self.written, self.known = reading.written, reading.known
        self._joined = reading.joined
        self._accept_days = accept_days
        #: Definitions, and expanded forms of those that have one, by the service's code.
        self.by_code = {code: read.service for code, read in self._read.items()}
        self.forms = {code: r.form for code, r in self._read.items() if r.form is not None}

    @cached_property
    def together(self) -> list[str]:
        """The codes of the services that are several at once, the most asked for first."""
        return [row["code"] for row in self._rows[LANGUAGES[0]] if row["bundle"]]

    def words(self, code: str, language: str) -> Mapping[str, str]:
        """All texts of a service and its form."""
        return self._read[code].words[language]

    def title(self, code: str, language: str) -> str:
        """What a service is or was called; the code of one that is nowhere."""
        read = self._read.get(code) or self._archived.get(code)
        said = {} if read is None else read.words.get(language, {})
        return said.get(f"service.{code}.title", code)

    def withdrawn(self, code: str) -> Read | None:
        """A service that was taken out of use, as it was."""
        return None if code in self.by_code else self._archived.get(code)

    def files(self) -> dict[str, bytes]:
        """What is published of them, by file name."""
        return self._files

    @cached_property
    def _files(self) -> dict[str, bytes]:
        found = {}
        for language in LANGUAGES:
            found[f"services.{language}.json"] = msgspec.json.encode(self.listed(language))
            for code in self.by_code:
                whole = self.whole(code, language)
                found[f"service.{code}.{language}.json"] = msgspec.json.encode(whole)
        return found

    def listed(self, language: str) -> dict:
        """What list, search and 我能办什么 need of all services."""
        rows, words = self._rows[language], self.common[language]
        traditional = self._traditional[language]
        return {
            "services": rows,
            "words": words,
            "facts": self.facts.value,
            "traditional": traditional,
        }

    def rows(self, language: str) -> list[dict]:
        """The services as they are listed, the most asked for first."""
        return self._rows[language]

    @cached_property
    def _rows(self) -> dict[str, list[dict]]:
        return {
            language: sorted(
                (self._row(code, language) for code in self.by_code),
                key=lambda row: (-row["often"], row["code"]),
            )
            for language in LANGUAGES
        }

    def _row(self, code: str, language: str) -> dict:
        service, words = self.by_code[code], self.words(code, language)
        said = {name: words[f"service.{code}.{name}"] for name in ("title", "summary")}
        return {
            "code": code,
            **said,
            "department": service["department"],
            "department_name": self.departments[service["department"]],
            "events": service.get("events", []),
            "groups": service.get("groups", []),
            "often": service.get("often", 0),
            "promised": service["time"]["promised"],
            "fee": service["fee"],
            "online": code in self.forms,
            "for": service["for"],
            "conditions": service.get("conditions", []),
            "opens": service.get("opens"),
            "closes": service.get("closes"),
            "bundle": [member["service"] for member in service.get("bundle", ())],
            "terms": [term._asdict() for term in self._terms(code, language)],
        }

    def _terms(self, code: str, language: str) -> list[Term]:
        said = [self.words(code, language)[f"service.{code}.{name}"] for name in ("title", "also")]
        # Whoever reads another language still hears the Chinese name.
        return terms_of(*said, self.title(code, LANGUAGES[0]))

    @cached_property
    def _entries(self) -> dict[str, list[Entry]]:
        return {
            language: [
                Entry(row["code"], row["often"], [Term(**term) for term in row["terms"]])
                for row in self._rows[language]
            ]
            for language in LANGUAGES
        }

    @cached_property
    def _traditional(self) -> dict[str, dict[str, str]]:
        return {
            language: traditional_of(term for entry in entries for term in entry.terms)
            for language, entries in self._entries.items()
        }

    def found(self, typed: str, language: str) -> list[str]:
        """The codes of the services that somebody who types this may mean, the likeliest first."""
        return search(self._entries[language], simplified(typed, self._traditional[language]))

    def whole(self, code: str, language: str) -> dict:
        """A guide with its form and texts."""
        words = self.words(code, language)
        return self._whole(self.by_code[code], self.forms.get(code), words)

    def _whole(self, service: dict, form: dict | None, words: Mapping[str, str]) -> dict:
        stepped = {**service, "steps": self.steps(service)}
        return {"service": stepped, "form": form, "words": words}

    def steps(self, service: Mapping) -> list[dict]:
        """The steps of a service with all that is known of each (rules/service_steps.py)."""
        return service_steps.steps_of(service, self._accept_days)

    def whole_without(self, code: str, language: str, left_out: Collection[str]) -> dict:
        """Several services at once as `whole`, without what only those ask that are left out."""
        joined = self._joined[code]
        parts = parts_of(joined.value, self._read)
        composed = compose(joined.value, parts, joined.texts, self.common, left_out)
        return self._whole(composed.service, composed.form, composed.words[language])


def open_affairs(
    config: Config,
    departments: Mapping[str, str],
    saved: Saved = NONE_SAVED,
    accept_days: int | None = None,
) -> Affairs:
    """The services of this installation. accept_days as of Affairs. Raises ConfigError with every mistake
    of the files and its place."""
    reading = read_services(sources_of(config), departments)
    return Affairs(with_saved(reading, saved), departments, accept_days)
